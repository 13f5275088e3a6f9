#include "experiment/changes.h"

#include <gtest/gtest.h>

#include "codec/share_link.h"

namespace nn4n::test::changes_test {

TEST(Changes, HoldFromTheirIterationOn) {
  Experiment experiment;
  EXPECT_FALSE(record_change(experiment, 10, "training.learning_rate", 0.01));
  EXPECT_EQ(at_iteration(experiment, 9).training.learning_rate, 0.002);
  EXPECT_EQ(at_iteration(experiment, 10).training.learning_rate, 0.01);
  EXPECT_EQ(experiment.training.learning_rate, 0.002) << "the start stays as it was";
}

TEST(Changes, BeforeTheStartAreNoChanges) {
  Experiment experiment;
  EXPECT_FALSE(record_change(experiment, 0, "training.learning_rate", 0.01));
  EXPECT_EQ(experiment.training.learning_rate, 0.01);
  EXPECT_TRUE(experiment.changes.empty());
}

TEST(Changes, AFullTapeRefusesMoreAndLosesNothing) {
  Experiment experiment;
  const std::string_view path = "training.learning_rate";
  for (int i = 1; i <= static_cast<int>(kMaxChanges); ++i)
    ASSERT_FALSE(record_change(experiment, i, path, 0.001 + 1e-6 * i));
  const std::vector<Change> before = experiment.changes;
  const std::optional<Issue> refused = record_change(experiment, 5000, path, 0.5);
  ASSERT_TRUE(refused);
  EXPECT_NE(refused->message.find("it has 1000 recorded changes, the most that a link can repeat"),
            std::string::npos)
      << refused->message;
  EXPECT_EQ(experiment.changes, before);
  EXPECT_TRUE(read_link(to_link(experiment)).experiment == experiment);
  EXPECT_FALSE(record_change(experiment, 1000, path, 0.5)) << "that takes the place of another";
}

TEST(Changes, MovingAFieldErasesItsFutureOnTheTape) {
  Experiment experiment;
  for (const int iteration : {10, 20, 30}) {
    record_change(experiment, iteration, "loss[1].weight", iteration / 100.0);
  }
  record_change(experiment, 25, "training.momentum", 0.5);
  EXPECT_FALSE(record_change(experiment, 15, "loss.1.weight", 0.9)) << "dots name the same field";
  const std::vector<Change> expected{
      {10, "loss[1].weight", 0.1}, {15, "loss[1].weight", 0.9}, {25, "training.momentum", 0.5}};
  EXPECT_EQ(experiment.changes, expected);
}

TEST(Changes, RefuseWhatIsNotLiveOrOutOfRange) {
  Experiment experiment;
  EXPECT_EQ(record_change(experiment, 5, "network.areas[0].units", 5)->message,
            "network.areas[0].units cannot be changed while training");
  EXPECT_EQ(record_change(experiment, 5, "training.momentum", 2)->message,
            "training.momentum is 2; allowed 0 to 0.99");
  EXPECT_TRUE(record_change(experiment, 0, "training.momentum", 2));
  EXPECT_EQ(experiment, Experiment{});
}

TEST(Changes, ForgettingKeepsTheValuesInForce) {
  Experiment experiment;
  record_change(experiment, 10, "network.recurrent_noise", 0.3);
  record_change(experiment, 20, "network.recurrent_noise", 0.4);
  forget_changes(experiment, 15);
  EXPECT_EQ(experiment.network.recurrent_noise, 0.3);
  EXPECT_TRUE(experiment.changes.empty());
}

TEST(Changes, LearningRateLossWeightsAndNoiseAreLive) {
  const Experiment experiment;
  for (const std::string_view path :
       {"training.learning_rate", "loss[0].weight", "network.recurrent_noise",
        "network.input_noise", "training.clip_norm"}) {
    EXPECT_TRUE(is_live(experiment, path)) << path;
  }
  for (const std::string_view path : {"seed", "network.dt_ms", "training.batch", "nothing", ""}) {
    EXPECT_FALSE(is_live(experiment, path)) << path;
  }
}

}  // namespace nn4n::test::changes_test
