// Damaged links and documents: whatever comes in, a runnable experiment comes out.
#include <gtest/gtest.h>

#include "codec/json.h"
#include "codec/open.h"
#include "codec/random_experiment.h"
#include "codec/share_link.h"

namespace nn4n::test {

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

void expect_runnable(const std::string& text) {
  const Reading reading = read_any(text);
  ASSERT_TRUE(validate(reading.experiment).empty()) << text << "\n"
                                                    << validate(reading.experiment)[0].message;
  ASSERT_LE(reading.issues.size(), 50u);
  for (const Issue& issue : reading.issues) ASSERT_FALSE(issue.message.empty()) << text;
  ASSERT_TRUE(reading.readable || reading.experiment == Experiment{}) << text;
}

void expect_it_can_be_shared(const std::string& text) {
  const Experiment experiment = read_any(text).experiment;
  const Reading link = read_link(to_link(experiment));
  ASSERT_EQ(to_link(link.experiment), to_link(experiment)) << text;
  ASSERT_TRUE(link.experiment == experiment) << text;
  const Reading json = read_json(to_json(experiment));
  ASSERT_EQ(to_json(json.experiment), to_json(experiment)) << text;
  ASSERT_TRUE(json.experiment == experiment) << text;
}

void mutate_many(bool as_json, int cases) {
  Dice dice(as_json ? 5 : 4);
  int damaged = 0;
  for (int i = 0; i < cases; ++i) {
    const Experiment experiment = random_experiment(dice);
    std::string text = as_json ? to_json(experiment) : "#" + to_link(experiment);
    for (std::size_t k = 1 + dice.below(4); k > 0; --k) mutate(text, dice);
    expect_runnable(text);
    if (i % 5 == 0) expect_it_can_be_shared(text);
    if (::testing::Test::HasFatalFailure()) return;
    damaged += read_any(text).issues.empty() ? 0 : 1;
  }
  EXPECT_GT(damaged, cases / 4) << "the damage should matter";
}

}  // namespace

TEST(Mutation, DamagedLinksOpenAsRunnableExperiments) { mutate_many(false, 3000); }

TEST(Mutation, DamagedDocumentsOpenAsRunnableExperiments) { mutate_many(true, 2000); }

TEST(Mutation, TruncatedLinksAndDocumentsOpenAsRunnableExperiments) {
  Dice dice(6);
  const Experiment experiment = random_experiment(dice);
  for (const std::string& text : {"#" + to_link(experiment), to_json(experiment)}) {
    for (std::size_t length = 0; length <= text.size(); length += 1 + text.size() / 500) {
      expect_runnable(text.substr(0, length));
    }
  }
}

}  // namespace nn4n::test
