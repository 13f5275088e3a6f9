// The program `nn4n`: the engine without a page. One file per command; the same source runs
// natively and under node.
//
// A command gets its arguments without the program's and its own name and returns the exit code:
// 0 done, 1 done but something did not hold (verify, a diverged run), 2 bad input. Results go to
// stdout, everything for the person in front of it to stderr. To add a command: a function here, a
// file of its own, a line in main.cpp.
#pragma once

#include <string_view>
#include <vector>

namespace nn4n {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kBadInput = 2;

using Words = std::vector<std::string_view>;

int train(const Words& arguments);
int analyse(const Words& arguments);
int verify(const Words& arguments);
int describe(const Words& arguments);
int bench(const Words& arguments);
int import_file(const Words& arguments);
int learnability(const Words& arguments);
int reproduce(const Words& arguments);

}  // namespace nn4n
