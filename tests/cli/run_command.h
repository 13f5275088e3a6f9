// A command as a script calls it: what it wrote and returned, and files that go away again.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>

#include "cli/command.h"
#include "cli/files.h"
#include "codec/json.h"

namespace nn4n::test::called {

/// What a command wrote and returned.
struct Result {
  int code = 0;
  std::string out;
  std::string err;
};

inline Result run(std::string_view command, const std::vector<std::string>& words) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  Result result;
  Words all{command};
  all.insert(all.end(), words.begin(), words.end());
  result.code = run_program(all);
  std::fflush(stdout);
  result.out = ::testing::internal::GetCapturedStdout();
  result.err = ::testing::internal::GetCapturedStderr();
  return result;
}

inline JsonValue last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  const std::size_t begin = text.rfind('\n', end) + 1;
  const ParsedJson parsed = parse_json(text.substr(begin));
  EXPECT_EQ(parsed.error, "") << text;
  return parsed.value;
}

/// A file that goes away with the test.
class Scratch {
 public:
  explicit Scratch(std::string_view name)
      : path_(::testing::TempDir() + "nn4n_" +
              ::testing::UnitTest::GetInstance()->current_test_info()->name() + "_" +
              std::string(name)) {}
  ~Scratch() { std::remove(path_.c_str()); }
  const std::string& path() const { return path_; }
  std::string content() const { return read_file(path_).value_or(""); }

 private:
  std::string path_;
};

inline constexpr char kSmall[] =
    "v=0&task=gonogo&network.areas.0.units=6&network.areas.1.units=5&training.batch=4";

}  // namespace nn4n::test::called
