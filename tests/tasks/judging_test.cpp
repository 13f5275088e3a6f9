#include "tasks/judging.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace nn4n::test::judging_test {

namespace {

/// 10 steps of 20 ms, all scored; the targets hold throughout.
Trial trial_with(const std::vector<double>& targets) {
  TrialBuilder build(1, static_cast<int>(targets.size()), 20);
  const EpochSpan whole = build.epoch("Trial", 200);
  for (std::size_t o = 0; o < targets.size(); ++o) {
    build.target(static_cast<int>(o), whole, targets[o]);
  }
  build.score(whole);
  return build.trial();
}

std::vector<float> outputs_of(const std::vector<double>& values) {
  return trial_with(values).target;
}

Outcome judged(const Judging& judging, const std::vector<double>& targets,
               const std::vector<double>& outputs) {
  Trial trial = trial_with(targets);
  set_right_answer(judging, trial);
  return judge_by(judging, trial, outputs_of(outputs));
}

bool counts(const Judging& judging, const std::vector<double>& targets) {
  Trial trial = trial_with(targets);
  set_right_answer(judging, trial);
  return trial.counted;
}

}  // namespace

TEST(Judging, LargestOutput) {
  const Judging largest;
  EXPECT_TRUE(judged(largest, {0, 1, 0}, {0.1, 0.2, 0.15}).correct);
  EXPECT_EQ(judged(largest, {0, 1, 0}, {0.1, 0.2, 0.15}).choice, 1);
  EXPECT_FALSE(judged(largest, {0, 1, 0}, {0.3, 0.2, 0.15}).correct);
  EXPECT_TRUE(counts(largest, {0, 1, 0}));
  EXPECT_FALSE(counts(largest, {0.2, 0.2})) << "a catch trial has no right answer";
}

TEST(Judging, Threshold) {
  const Judging threshold{.rule = JudgeRule::threshold, .threshold = 0.4};
  EXPECT_TRUE(judged(threshold, {1, 0}, {0.5, 0.3}).correct);
  EXPECT_FALSE(judged(threshold, {1, 0}, {0.5, 0.5}).correct);
  EXPECT_FALSE(judged(threshold, {1, 0}, {0.3, 0.3}).correct);
  EXPECT_EQ(judged(threshold, {1, 1}, {0.5, 0.5}).choice, 3);
  EXPECT_TRUE(counts(threshold, {0, 0}));
}

TEST(Judging, Direction) {
  const Judging direction{.rule = JudgeRule::direction, .tolerance_deg = 10};
  const auto at = [](double degrees) {
    const double angle = degrees * std::numbers::pi / 180;
    return std::vector<double>{0.3 * std::cos(angle), 0.3 * std::sin(angle)};
  };
  EXPECT_TRUE(judged(direction, {-1, 0}, at(175)).correct);
  EXPECT_TRUE(judged(direction, {-1, 0}, at(-175)).correct) << "around the turn";
  EXPECT_FALSE(judged(direction, {-1, 0}, at(165)).correct);
  EXPECT_EQ(judged(direction, {0, 1}, at(95)).choice, 2);
  EXPECT_FALSE(judged(direction, {1, 0}, {0, 0}).correct) << "silence points nowhere";
  EXPECT_FALSE(counts(direction, {0, 0}));
}

TEST(Judging, SaysHowClearTheAnswerIs) {
  const Outcome largest = judged(Judging(), {0, 1, 0}, {0.1, 0.2, 0.15});
  EXPECT_EQ(largest.decided_by, DecidedBy::largest);
  EXPECT_NEAR(largest.lead, 0.05, 1e-6);
  const Judging threshold{.rule = JudgeRule::threshold, .threshold = 0.4};
  const Outcome response = judged(threshold, {1, 0}, {0.5, 0.38});
  EXPECT_EQ(response.decided_by, DecidedBy::threshold);
  EXPECT_NEAR(response.lead, 0.02, 1e-6) << "of the output that is nearest to the threshold";
  const Outcome direction = judged({.rule = JudgeRule::direction}, {1, 0}, {0.03, -0.04});
  EXPECT_EQ(direction.decided_by, DecidedBy::direction);
  EXPECT_NEAR(direction.lead, 0.05, 1e-6);
  const Outcome error = judged({.rule = JudgeRule::error}, {1, 0}, {1, 0});
  EXPECT_EQ(error.decided_by, DecidedBy::other);
  EXPECT_EQ(error.lead, 0);
}

TEST(Judging, ASingleOutputHasNoOtherToLead) {
  const Outcome outcome = judge_choice(trial_with({1}), outputs_of({0.3}));
  EXPECT_EQ(outcome.decided_by, DecidedBy::other);
  EXPECT_EQ(outcome.lead, 0);
}

TEST(Judging, SmallError) {
  const Judging error{.rule = JudgeRule::error, .largest_error = 0.02};
  EXPECT_TRUE(judged(error, {1, 0}, {1.1, 0.1}).correct);
  EXPECT_FALSE(judged(error, {1, 0}, {1.2, 0.1}).correct);
  Trial trial = trial_with({1, 0});
  for (std::size_t k = 0; k < trial.mask.size(); k += 2) trial.mask[k] = 0;
  EXPECT_TRUE(judge_by(error, trial, outputs_of({9, 0.1})).correct) << "what is not scored is free";
}

TEST(Judging, ARuleThatNeedsTwoOutputsIsReplacedWhereThereIsOne) {
  for (const JudgeRule rule : {JudgeRule::largest, JudgeRule::direction}) {
    Judging judging{.rule = rule};
    Repairs repairs;
    repair_judging(judging, 2, "task.judge", repairs);
    EXPECT_TRUE(repairs.empty());
    repair_judging(judging, 1, "task.judge", repairs);
    ASSERT_EQ(repairs.size(), 1u);
    EXPECT_EQ(judging.rule, JudgeRule::threshold);
  }
}

}  // namespace nn4n::test::judging_test
