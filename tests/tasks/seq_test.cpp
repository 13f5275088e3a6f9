#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tasks/chosen_task.h"

namespace nn4n::test::seq_test {

TEST(SequenceExecution, EveryMoveGoesToALitDot) {
  const Chosen chosen("seq");
  std::set<std::vector<float>> paths;
  for (std::uint32_t index = 0; index < 200; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 100);
    ASSERT_EQ(trial.epochs.size(), 4u);
    std::vector<float> path;
    for (std::size_t epoch = 0; epoch < 4; ++epoch) {
      const std::vector<float> u = shown(trial, epoch);
      const int step = trial.epochs[epoch].end - 1;
      const float x = trial.target_at(step, 0);
      const float y = trial.target_at(step, 1);
      const int dot = static_cast<int>(std::lround(2 * (x + 0.5f) + 3 * (2 - 2 * (y + 0.5f))));
      ASSERT_TRUE(dot >= 0 && dot < 9);
      EXPECT_EQ(u[static_cast<std::size_t>(dot)], 1) << "the goal is lit";
      float lit = 0;
      float named = 0;
      for (std::size_t c = 0; c < 17; ++c) (c < 9 ? lit : named) += u[c];
      EXPECT_EQ(lit, epoch == 0 ? 1 : 3);
      EXPECT_EQ(named, 1);
      EXPECT_EQ(u[static_cast<std::size_t>(9 + trial.correct)], 1);
      path.push_back(static_cast<float>(dot));
    }
    EXPECT_EQ(path[0], 4);
    EXPECT_TRUE(path[3] == 0 || path[3] == 2 || path[3] == 6 || path[3] == 8);
    paths.insert(path);
  }
  EXPECT_EQ(paths.size(), 8u);
  EXPECT_TRUE(paths.contains({4, 5, 1, 0}) && paths.contains({4, 3, 7, 8}));
}

TEST(SequenceExecution, OneWrongMoveIsWrong) {
  const Chosen chosen("seq");
  const Trial trial = chosen.trial(0);
  for (int move = 0; move < 4; ++move) {
    std::vector<float> outputs = trial.target;
    for (int t = 25 * move; t < 25 * (move + 1); ++t) outputs[Trial::index(t, 2, 1)] += 0.3f;
    EXPECT_EQ(chosen.judge(trial, outputs).correct, move == 0) << "holding is not judged";
    for (int t = 25 * move; t < 25 * (move + 1) - 5; ++t) outputs[Trial::index(t, 2, 1)] += 5;
    for (int t = 25 * (move + 1) - 5; t < 25 * (move + 1); ++t)
      outputs[Trial::index(t, 2, 1)] -= 0.1f;
    EXPECT_TRUE(chosen.judge(trial, outputs).correct) << "only the last 100 ms count";
  }
}

}  // namespace nn4n::test::seq_test
