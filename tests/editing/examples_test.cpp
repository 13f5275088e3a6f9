#include "editing/examples.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace nn4n::examples_test {
namespace {

TEST(Examples, FollowTheParametersAndTheTimeStep) {
  Examples examples;
  Experiment experiment;
  ASSERT_TRUE(experiment.task.select("gonogo"));
  EXPECT_EQ(examples.get("chosen", experiment.task, 20).trial.epochs[1],
            (EpochSpan{"Stimulus", 5, 20}));
  const EditTarget stimulus = resolve(target_of(experiment), "task.stimulus_ms");
  ASSERT_TRUE(stimulus.type);
  stimulus.type->set_number(stimulus.object, 500);
  EXPECT_EQ(examples.get("chosen", experiment.task, 20).trial.epochs[1].end, 30);
  EXPECT_EQ(examples.get("chosen", experiment.task, 10).trial.epochs[1].end, 60);
}

TEST(Examples, AreKeptUntilThen) {
  Examples examples;
  const Selection<TaskCatalogue> task("pdm");
  const Trial* first = &examples.get("chosen", task, 20).trial;
  const float* input = first->input.data();
  examples.get("other", Selection<TaskCatalogue>("rt"), 20);
  EXPECT_EQ(examples.get("chosen", task, 20).trial.input.data(), input);
}

TEST(Examples, AreTrialsThatCountAndTheSameEverywhere) {
  for (const Entry* entry : TaskCatalogue::registry().entries()) {
    Examples one, other;
    const Selection<TaskCatalogue> task(entry->key);
    const Example& example = one.get("x", task, 20);
    EXPECT_TRUE(example.trial.counted) << entry->key;
    const std::vector<float>& target = example.trial.target;
    const auto outputs = static_cast<std::ptrdiff_t>(example.trial.outputs);
    EXPECT_FALSE(std::equal(target.begin() + outputs, target.end(), target.begin()))
        << entry->key << " asks for nothing";
    EXPECT_FALSE(example.words.empty());
    EXPECT_EQ(example.trial.input, other.get("y", task, 20).trial.input);
  }
}

}  // namespace
}  // namespace nn4n::examples_test
