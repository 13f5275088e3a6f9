#include <gtest/gtest.h>

#include <cmath>

#include "tasks/chosen_task.h"
#include "tasks/draw.h"

namespace nn4n::test::rt_test {

TEST(ReactionTime, FollowsItsDefinition) {
  const Chosen chosen("rt");
  int catches = 0;
  for (std::uint32_t index = 0; index < 1100; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 45);
    const float c = std::fabs(trial.stimulus) / 100;
    const int strong = trial.stimulus > 0 ? 1 : 0;
    catches += !trial.counted;
    for (int t = 0; t < 45; ++t) {
      const bool stimulus = trial.counted && t >= 5;
      const bool late = trial.counted && t >= 20;
      EXPECT_EQ(trial.input_at(t, 0), stimulus);
      EXPECT_FLOAT_EQ(trial.input_at(t, 1 + strong), stimulus ? (1 + c) / 2 : 0);
      EXPECT_FLOAT_EQ(trial.input_at(t, 2 - strong), stimulus ? (1 - c) / 2 : 0);
      EXPECT_FLOAT_EQ(trial.target_at(t, strong), late ? 1.2f : 0.2f);
      EXPECT_FLOAT_EQ(trial.target_at(t, 1 - strong), 0.2f);
      EXPECT_EQ(trial.mask_at(t, 0), trial.counted && t >= 5 && t < 20 ? 0 : 1);
    }
  }
  EXPECT_NEAR(catches, 500, 5 * std::sqrt(500.0 * 6 / 11));
}

/// Song et al. 2016 train with 800 ms and test with 1,500 ms.
TEST(ReactionTime, IsTestedWithALongerStimulus) {
  const Chosen chosen("rt");
  const auto steps = [&](Purpose purpose) {
    return draw_trials(chosen.experiment, {.seed = 1, .trials = purpose}, 1)[0].steps;
  };
  EXPECT_EQ(steps(Purpose::trials), 45);
  EXPECT_EQ(steps(Purpose::sample_trials), 45);
  for (const Purpose purpose :
       {Purpose::validation_trials, Purpose::confirmation_trials, Purpose::analysis_trials}) {
    EXPECT_EQ(steps(purpose), 80);
  }
  EXPECT_EQ(chosen.shape().longest_ms, 1600);
}

TEST(ReactionTime, IsTheFirstCrossingAfterStimulusOnset) {
  const Chosen chosen("rt");
  std::uint32_t index = 0;
  while (!chosen.trial(index).counted) ++index;
  const Trial trial = chosen.trial(index);
  std::vector<float> outputs(trial.target.size(), 1.0f);
  EXPECT_FALSE(chosen.judge(trial, outputs).correct) << "1 is not above the threshold";
  EXPECT_TRUE(std::isnan(chosen.judge(trial, outputs).time_ms));
  outputs[Trial::index(3, 2, 1 - trial.correct)] = 2;  // before the stimulus: does not count
  outputs[Trial::index(17, 2, trial.correct)] = 1.01f;
  outputs[Trial::index(18, 2, 1 - trial.correct)] = 3;
  EXPECT_TRUE(chosen.judge(trial, outputs).correct);
  EXPECT_EQ(chosen.judge(trial, outputs).time_ms, 240);
  outputs[Trial::index(16, 2, 1 - trial.correct)] = 1.01f;
  EXPECT_FALSE(chosen.judge(trial, outputs).correct);
  EXPECT_EQ(chosen.judge(trial, outputs).choice, 1 - trial.correct);
}

}  // namespace nn4n::test::rt_test
