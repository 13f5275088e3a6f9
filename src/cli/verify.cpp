// nn4n verify: does the engine give what NN4N gave?
#include <cstdio>

#include "base/text.h"
#include "cli/command.h"
#include "cli/files.h"
#include "parity/recorded.h"

namespace nn4n {

namespace {

/// Results of the package in double are compared in double and, less closely, in float; results in
/// float only in float. The page runs in float, so under node only that is compared.
#ifdef __EMSCRIPTEN__
constexpr bool kAlsoInDouble = false;
#else
constexpr bool kAlsoInDouble = true;
#endif

struct Tally {
  int quantities = 0;
  int over = 0;
  int not_understood = 0;
};

std::string_view file_name(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

void print(std::string_view path, const char* precision, const std::vector<Comparison>& list,
           Tally& tally) {
  const std::string name(file_name(path));
  for (const Comparison& comparison : list) {
    std::printf("%-4s  %s  %s  %s  largest difference %.2g, allowed %.2g\n",
                comparison.over ? "OVER" : "ok", name.c_str(), precision,
                comparison.quantity.c_str(), comparison.difference, comparison.allowed);
    ++tally.quantities;
    tally.over += comparison.over ? 1 : 0;
  }
}

bool understood(std::string_view path, const std::string& why, Tally& tally) {
  if (why.empty()) return true;
  std::printf("FAIL  %s  not understood: %s\n", std::string(file_name(path)).c_str(), why.c_str());
  ++tally.not_understood;
  return false;
}

void verify_file(std::string_view path, const std::string& content, Tally& tally) {
  constexpr JsonLimits limits{.bytes = 64 * 1024 * 1024, .values = 4000000};
  const ParsedJson parsed = parse_json(content, limits);
  if (!parsed.error.empty()) {
    understood(path, "the file " + parsed.error, tally);
    return;
  }
  const auto verifier = verifier_of(parsed.value, kAlsoInDouble);
  if (!verifier) {
    understood(path, "its kind is none of: " + recorded_kinds(), tally);
    return;
  }
  const Verdicts verdicts = verifier(parsed.value);
  if (!understood(path, verdicts.not_understood, tally)) return;
  for (const Verdict& verdict : verdicts.list)
    print(path, verdict.precision.c_str(), verdict.comparisons, tally);
}

int verify(const Options& options) {
  if (options.alone().empty())
    return bad_input("verify needs at least one file of recorded results (JSON)");
  Tally tally;
  for (const std::string_view path : options.alone()) {
    const std::optional<std::string> content = read_file(std::string(path));
    if (!content) return bad_input("cannot read " + in_quotes(path));
    verify_file(path, *content, tally);
  }
  std::printf("%d quantities, %d over, %d files not understood\n", tally.quantities, tally.over,
              tally.not_understood);
  return tally.over == 0 && tally.not_understood == 0 ? kDone : kFailed;
}

const RegisteredCommand verify_command(
    {.name = "verify",
     .forms = {"FILE.json..."},
     .summary = "Compares the engine with recorded results of NN4N.",
     .details =
         "Each file holds what the Python package computed, as those of tests/golden do. For "
         "every quantity a line says how much the engine differs and how much is allowed. The "
         "exit code is 1 when anything differs by more, or when a file is not understood.",
     .run = verify});

}  // namespace

}  // namespace nn4n
