#include <gtest/gtest.h>

#include "tasks/chosen_task.h"

namespace nn4n::test::memory_capacity_test {

TEST(MemoryCapacityTask, EveryOutputIsTheSignalSomeValuesAgo) {
  Chosen chosen("memory_capacity");
  chosen.set("value_ms", 40);
  for (std::uint32_t index = 0; index < 20; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 230);
    ASSERT_EQ(trial.outputs, 16);
    for (int t = 0; t < trial.steps; ++t) {
      EXPECT_EQ(trial.input_at(t, 0), trial.input_at(t - t % 2, 0)) << "a value lasts two steps";
      for (int o = 0; o < trial.outputs; ++o) {
        const int before = t - 2 * (o + 1);
        EXPECT_EQ(trial.target_at(t, o), before < 0 ? 0 : trial.input_at(before, 0));
        EXPECT_EQ(trial.mask_at(t, o), t >= 32) << "16 values have passed, and the warm-up";
      }
    }
  }
}

TEST(MemoryCapacityTask, TheScoreIsTheMeanSquaredCorrelation) {
  const Chosen chosen("memory_capacity");
  const Trial trial = chosen.trial(0);
  std::vector<float> outputs = trial.target;
  for (int t = 0; t < trial.steps; ++t) {
    for (int o = 0; o < 16; ++o) {
      float& y = outputs[Trial::index(t, 16, o)];
      y = o < 4 ? 3 - 2 * y : 0.5f;  // scale and offset do not matter
    }
  }
  EXPECT_NEAR(chosen.judge(trial, outputs).score, 4.0 / 16, 1e-6);
}

}  // namespace nn4n::test::memory_capacity_test
