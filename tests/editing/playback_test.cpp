#include "editing/playback.h"

#include <gtest/gtest.h>

namespace nn4n::test::playback_test {
namespace {

SampleTrial sixty_steps() {
  SampleTrial trial;
  trial.steps = 60;
  trial.dt_ms = 20;
  trial.epochs = {{"fixation", 0, 5}, {"stimulus", 5, 45}, {"decision", 45, 60}};
  return trial;
}

TEST(Playback, BeforeAnyChoiceTheEndOfTheStimulusIsShown) {
  SampleTrial trial = sixty_steps();
  EXPECT_EQ(moment_of({}, trial), 880);
  EXPECT_EQ(step_of({}, trial), 44);
  trial.epochs.clear();
  EXPECT_EQ(moment_of({}, trial), 900);
  EXPECT_EQ(step_of({}, SampleTrial{}), -1);
}

TEST(Playback, ChosenMomentsStayWithinTheTrial) {
  const SampleTrial trial = sixty_steps();
  Playback playback{.chosen = true, .at_ms = 419};
  EXPECT_EQ(step_of(playback, trial), 20);
  playback.at_ms = 420;
  EXPECT_EQ(step_of(playback, trial), 21);
  playback.at_ms = 5000;
  EXPECT_EQ(moment_of(playback, trial), 1200);
  EXPECT_EQ(step_of(playback, trial), 59);
  playback.at_ms = -5;
  EXPECT_EQ(step_of(playback, trial), 0);
}

TEST(Playback, TimePassesWithItsSpeedAndBeginsAgain) {
  const SampleTrial trial = sixty_steps();
  Playback playback{.playing = true, .at_ms = 0, .speed = 0.5};
  advance(playback, trial, 100);
  EXPECT_EQ(playback.at_ms, 50);
  advance(playback, trial, 2300);
  EXPECT_EQ(moment_of(playback, trial), 1200);
  advance(playback, trial, 499);
  EXPECT_EQ(moment_of(playback, trial), 1200) << "it rests at the end";
  advance(playback, trial, 1);
  EXPECT_EQ(moment_of(playback, trial), 0);
  EXPECT_TRUE(playback.playing);
}

TEST(Playback, OnceEndsAtTheEnd) {
  const SampleTrial trial = sixty_steps();
  Playback playback{.playing = true, .once = true, .at_ms = 0, .speed = 1};
  advance(playback, trial, 1199);
  EXPECT_TRUE(playback.playing);
  advance(playback, trial, 400);
  EXPECT_FALSE(playback.playing);
  EXPECT_EQ(playback.at_ms, 1200);
  advance(playback, trial, 400);
  EXPECT_EQ(playback.at_ms, 1200);
}

TEST(Playback, WithoutATrialOrTimeNothingPasses) {
  Playback playback{.playing = true};
  advance(playback, SampleTrial{}, 100);
  EXPECT_FALSE(playback.chosen);
  advance(playback, sixty_steps(), -3);
  EXPECT_EQ(playback.at_ms, 0);
}

}  // namespace
}  // namespace nn4n::test::playback_test
