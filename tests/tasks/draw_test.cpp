#include "tasks/draw.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/text.h"

namespace nn4n::test::draw_test {

TEST(DrawTrials, NoiseHasTheDeviationOfSongEtAlAndIsRectified) {
  Experiment experiment;
  experiment.network.input_noise = 0.02;
  Batch<float> noisy;
  const std::vector<Trial> trials = draw_trials(experiment, {.seed = 4}, 64, noisy);
  double squares = 0;
  int count = 0;
  for (int b = 0; b < 64; ++b) {
    for (int t = 0; t < 60; ++t) {
      for (int c = 0; c < 3; ++c) {
        const float value =
            noisy.input[noisy.row(b / kLanes, t, 3) + static_cast<std::size_t>(c)][b % kLanes];
        const float clean = trials[static_cast<std::size_t>(b)].input_at(t, c);
        EXPECT_GE(value, 0);
        if (clean < 0.3f) continue;  // far enough from 0 never to be rectified
        squares += static_cast<double>((value - clean) * (value - clean));
        ++count;
      }
    }
  }
  const double expected = 0.02 * std::sqrt(2 / 0.2);
  EXPECT_NEAR(std::sqrt(squares / count) / expected, 1, 5 / std::sqrt(2.0 * count));
}

TEST(DrawTrials, ShorterTrialsArePaddedWithoutCounting) {
  Experiment experiment;
  ASSERT_EQ(from_text(resolve(target_of(experiment), "task.variable_duration"), "true"), "");
  Batch<float> batch;
  const std::vector<Trial> trials = draw_trials(experiment, {.seed = 4}, 16, batch);
  for (int b = 0; b < 16; ++b) {
    for (int t = trials[static_cast<std::size_t>(b)].steps; t < batch.steps; ++t) {
      EXPECT_EQ(batch.mask[batch.row(b / kLanes, t, 2)][b % kLanes], 0);
    }
  }
}

TEST(DrawTrials, ATrialDoesNotDependOnTheSizeOfItsBatch) {
  const Experiment experiment;
  Batch<float> batch;
  const std::vector<Trial> few = draw_trials(experiment, {.seed = 4}, 3, batch);
  const std::vector<Trial> many = draw_trials(experiment, {.seed = 4}, 40, batch);
  for (std::size_t b = 0; b < few.size(); ++b) EXPECT_EQ(few[b].input, many[b].input);
}

}  // namespace nn4n::test::draw_test
