// Damaged links and documents: whatever comes in, a runnable experiment comes out.
#include <gtest/gtest.h>

#include "codec/json.h"
#include "codec/open.h"
#include "codec/random_experiment.h"
#include "codec/share_link.h"
#include "support/sanitized.h"

namespace nn4n::test::mutation_test {

namespace {

constexpr std::string_view kTokens[] = {"=",
                                        "&",
                                        "%",
                                        "%00",
                                        "%ff",
                                        "#",
                                        "?s=",
                                        ".",
                                        "[",
                                        "]",
                                        "{",
                                        "}",
                                        "\"",
                                        ":",
                                        ",",
                                        "-",
                                        "-1",
                                        "0",
                                        "1e400",
                                        "1e-400",
                                        "NaN",
                                        "null",
                                        "true",
                                        "at.",
                                        "at.1.",
                                        "v=9",
                                        "task",
                                        "loss=",
                                        "schema",
                                        "changes",
                                        "[[[[[",
                                        "{{{{",
                                        "9999999999999999999",
                                        "network.areas=8",
                                        "network.connectivity.density=3",
                                        "loss.0.term=rate_cv",
                                        "__proto__",
                                        "\\u0000",
                                        "\xed\xa0\x80",
                                        "training.batch=1e3"};

void mutate(std::string& text, Dice& dice) {
  const std::size_t at = dice.below(text.size() + 1);
  const std::size_t length = dice.below(std::min<std::size_t>(text.size() - at, 12) + 1);
  switch (dice.below(5)) {
    case 0:
      text.insert(at, dice.pick(kTokens));
      return;
    case 1:
      text.replace(at, length, dice.pick(kTokens));
      return;
    case 2:
      text.erase(at, length);
      return;
    case 3:
      text.insert(dice.below(text.size() + 1), text.substr(at, length));
      return;
    default:
      if (at < text.size()) text[at] = static_cast<char>(dice.next());
      return;
  }
}

using ::testing::AssertionFailure;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

AssertionResult opens_runnable(const std::string& text) {
  const Reading reading = read_any(text);
  const Issues faults = validate(reading.experiment);
  if (!faults.empty()) return AssertionFailure() << faults[0].message << "\n" << text;
  if (reading.issues.size() > 50) return AssertionFailure() << "too many issues\n" << text;
  for (const Issue& issue : reading.issues) {
    if (issue.message.empty()) return AssertionFailure() << "an issue without words\n" << text;
  }
  if (!reading.readable && !(reading.experiment == Experiment{})) {
    return AssertionFailure() << "unreadable, but not the default\n" << text;
  }
  return AssertionSuccess();
}

AssertionResult can_be_shared(const std::string& text) {
  const Experiment experiment = read_any(text).experiment;
  const Experiment link = read_link(to_link(experiment)).experiment;
  const Experiment json = read_json(to_json(experiment)).experiment;
  if (link == experiment && json == experiment && to_link(link) == to_link(experiment) &&
      to_json(json) == to_json(experiment)) {
    return AssertionSuccess();
  }
  return AssertionFailure() << to_link(experiment) << "\n" << to_link(link) << "\n" << text;
}

/// How many damaged inputs opened, of those shared how many came back, and how many had issues.
struct Tally {
  int runnable = 0;
  int shared = 0;
  int with_issues = 0;
};

constexpr int kSharedEvery = 5;

/// Stops at the first input that does not open, and shows it.
Tally open_damaged(bool as_json, int cases) {
  Dice dice(as_json ? 5 : 4);
  Tally tally;
  for (int i = 0; i < cases; ++i) {
    const Experiment experiment = random_experiment(dice);
    std::string text = as_json ? to_json(experiment) : "#" + to_link(experiment);
    for (std::size_t k = 1 + dice.below(4); k > 0; --k) mutate(text, dice);
    AssertionResult good = opens_runnable(text);
    tally.runnable += good ? 1 : 0;
    if (good && i % kSharedEvery == 0) {
      good = can_be_shared(text);
      tally.shared += good ? 1 : 0;
    }
    if (!good) {
      ADD_FAILURE() << good.message();
      return tally;
    }
    tally.with_issues += read_any(text).issues.empty() ? 0 : 1;
  }
  return tally;
}

}  // namespace

/// With sanitizers the fuzzer attacks the same decoders (tests/fuzz).
constexpr int kCases = kSanitized ? 200 : 1000;

TEST(Mutation, DamagedLinksOpenAsRunnableExperiments) {
  const int cases = kCases;
  const Tally tally = open_damaged(false, cases);
  EXPECT_EQ(tally.runnable, cases);
  EXPECT_EQ(tally.shared, cases / kSharedEvery);
  EXPECT_GT(tally.with_issues, cases / 4) << "the damage should matter";
}

TEST(Mutation, DamagedDocumentsOpenAsRunnableExperiments) {
  const int cases = kCases;
  const Tally tally = open_damaged(true, cases);
  EXPECT_EQ(tally.runnable, cases);
  EXPECT_EQ(tally.shared, cases / kSharedEvery);
  EXPECT_GT(tally.with_issues, cases / 4) << "the damage should matter";
}

TEST(Mutation, TruncatedLinksAndDocumentsOpenAsRunnableExperiments) {
  Dice dice(6);
  const Experiment experiment = random_experiment(dice);
  for (const std::string& text : {"#" + to_link(experiment), to_json(experiment)}) {
    for (std::size_t length = 0; length <= text.size(); length += 1 + text.size() / 500) {
      EXPECT_TRUE(opens_runnable(text.substr(0, length)));
    }
  }
}

}  // namespace nn4n::test::mutation_test
