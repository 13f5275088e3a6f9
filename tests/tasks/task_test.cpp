#include "tasks/task.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "tasks/chosen_task.h"

namespace nn4n::test::task_test {

namespace {

std::vector<std::string> every_task() {
  std::vector<std::string> keys;
  for (const Entry* entry : TaskCatalogue::registry().entries()) keys.emplace_back(entry->key);
  return keys;
}

std::vector<float> constant(const Trial& trial, float value) {
  return std::vector<float>(trial.target.size(), value);
}

}  // namespace

class TaskTest : public ::testing::TestWithParam<std::string> {
 protected:
  const Chosen chosen{GetParam()};

  /// visit(trial) for 50 trials on each of three time grids.
  template <class Visit>
  void for_some_trials(Visit&& visit) const {
    for (const double dt_ms : {10.0, 20.0, 50.0}) {
      for (std::uint32_t index = 0; index < 50; ++index) {
        SCOPED_TRACE("trial " + std::to_string(index) + " at dt " + shortest(dt_ms));
        visit(chosen.trial(index, dt_ms));
      }
    }
  }
};

TEST_P(TaskTest, ArraysHaveTheShapeOfTheChannels) {
  const TaskShape shape = chosen.shape();
  for_some_trials([&](const Trial& trial) {
    const std::size_t steps = static_cast<std::size_t>(trial.steps);
    EXPECT_GT(steps, 0u);
    EXPECT_EQ(trial.input.size(), steps * shape.inputs.size());
    EXPECT_EQ(trial.target.size(), steps * shape.outputs.size());
    EXPECT_EQ(trial.mask.size(), steps * shape.outputs.size());
    EXPECT_EQ(trial.conditions.size(), shape.conditions.size());
  });
}

TEST_P(TaskTest, EpochsFollowEachOtherAndFillTheTrial) {
  for_some_trials([&](const Trial& trial) {
    int end = 0;
    for (const EpochSpan& epoch : trial.epochs) {
      EXPECT_EQ(epoch.begin, end);
      EXPECT_GT(epoch.end, epoch.begin) << epoch.name;
      EXPECT_FALSE(epoch.name.empty());
      end = epoch.end;
    }
    EXPECT_EQ(end, trial.steps);
  });
}

TEST_P(TaskTest, NoTrialIsLongerThanTheShapeSays) {
  const double longest_ms = chosen.shape().longest_ms;
  double found_ms = 0;
  for_some_trials([&](const Trial& trial) {
    EXPECT_LE(trial.steps * trial.dt_ms, longest_ms);
    found_ms = std::max(found_ms, trial.steps * trial.dt_ms);
  });
  Chosen tested = chosen;  // a task may be tested with longer trials than it is learnt with
  tested.task->test(tested.experiment.task);
  for (std::uint32_t index = 0; index < 50; ++index) {
    const Trial trial = tested.trial(index);
    EXPECT_LE(trial.steps * trial.dt_ms, longest_ms);
    found_ms = std::max(found_ms, trial.steps * trial.dt_ms);
  }
  EXPECT_GT(found_ms, 0.7 * longest_ms);
}

TEST_P(TaskTest, EveryTrialScoresSomethingAndNothingNegative) {
  for_some_trials([&](const Trial& trial) {
    float sum = 0;
    for (const float m : trial.mask) {
      EXPECT_GE(m, 0);
      EXPECT_LE(m, 2);
      sum += m;
    }
    EXPECT_TRUE(sum > 0 || !trial.counted);
  });
}

TEST_P(TaskTest, ValuesStayInRange) {
  double sum = 0;
  int count = 0;
  for_some_trials([&](const Trial& trial) {
    for (const float value : trial.input) {  // some tasks bring noise of their own
      EXPECT_LE(std::fabs(value), 3);
      sum += std::fabs(static_cast<double>(value));
      ++count;
    }
    for (const float value : trial.target) EXPECT_LE(std::fabs(value), 1.2f);
    for (const float value : trial.conditions) EXPECT_TRUE(std::isfinite(value));
  });
  EXPECT_LE(sum, 1.2 * count);
}

TEST_P(TaskTest, EveryInputAndOutputChannelIsUsed) {
  std::set<int> inputs, outputs;
  for (std::uint32_t index = 0; index < 300; ++index) {
    const Trial trial = chosen.trial(index);
    for (int t = 0; t < trial.steps; ++t) {
      for (int c = 0; c < trial.inputs; ++c) {
        if (trial.input_at(t, c) != 0) inputs.insert(c);
      }
      for (int o = 0; o < trial.outputs; ++o) {
        if (trial.mask_at(t, o) * std::fabs(trial.target_at(t, o)) > 0.2f) outputs.insert(o);
      }
    }
  }
  EXPECT_EQ(inputs.size(), chosen.shape().inputs.size());
  EXPECT_EQ(outputs.size(), chosen.shape().outputs.size());
}

TEST_P(TaskTest, TheSameStreamGivesTheSameTrial) {
  std::set<std::vector<float>> different;
  for (std::uint32_t index = 0; index < 50; ++index) {
    EXPECT_EQ(chosen.trial(index).input, chosen.trial(index).input);
    EXPECT_EQ(chosen.trial(index).target, chosen.trial(index).target);
    different.insert(chosen.trial(index).input);
  }
  if (chosen.shape().inputs.empty()) {
    EXPECT_EQ(different.size(), 1u);
  } else {
    EXPECT_GT(different.size(), 1u);
  }
}

TEST_P(TaskTest, PerfectOutputsScoreEveryTrial) {
  for (const double dt_ms : {10.0, 20.0, 50.0}) {
    const auto perfect = [](const Trial& trial) { return trial.target; };
    EXPECT_EQ(chosen.accuracy(perfect, 400, dt_ms), 1) << dt_ms;
  }
}

TEST_P(TaskTest, ConstantOutputsScoreAtMostChance) {
  const double chance = chosen.shape().chance;
  for (const float value : {-1.0f, 0.0f, 0.2f, 0.9f, 1.0f, 1.5f}) {
    const double accuracy =
        chosen.accuracy([value](const Trial& trial) { return constant(trial, value); });
    EXPECT_LE(accuracy, chance + 5 * std::sqrt(chance * (1 - chance) / 200)) << value;
  }
}

/// What a task judges follows from what it shows: the same inputs never have two targets.
TEST_P(TaskTest, TheInputsDetermineTheTarget) {
  std::map<std::vector<float>, std::vector<float>> seen;
  for (std::uint32_t index = 0; index < 1000; ++index) {
    const Trial trial = chosen.trial(index);
    const auto [place, fresh] = seen.emplace(trial.input, trial.target);
    EXPECT_EQ(place->second, trial.target) << chosen.describe(trial);
  }
}

TEST_P(TaskTest, DescribesItselfAndItsTrials) {
  EXPECT_FALSE(chosen.task->label.empty());
  EXPECT_TRUE(chosen.task->help.ends_with(".") || chosen.task->help.ends_with("?"));
  EXPECT_FALSE(chosen.task->source.empty());
  for_some_trials([&](const Trial& trial) {
    EXPECT_FALSE(chosen.describe(trial).empty());
    EXPECT_LE(count_characters(chosen.describe(trial)), 70u) << chosen.describe(trial);
  });
  EXPECT_GT(chosen.shape().pass, chosen.shape().chance);
}

/// Any parameters in range make a trial, on any time grid: also delays whose shortest is longer
/// than their longest.
TEST_P(TaskTest, ExtremeParametersMakeTrials) {
  for (const bool largest : {false, true}) {
    Chosen extreme(GetParam());
    for (const Field& field : extreme.experiment.task.record().fields) {
      const bool first = &field == &extreme.experiment.task.record().fields.front();
      if (!field.type().set_number) continue;
      const bool most = largest != first;
      const auto choices = static_cast<double>(field.type().choices.size());
      extreme.set(std::string(field.key), choices > 0 ? (most ? choices - 1 : 0)
                                          : most      ? field.about.max
                                                      : field.about.min);
      for (const double dt_ms : {1.0, 100.0}) {
        for (std::uint32_t index = 0; index < 3; ++index) {
          const Trial trial = extreme.trial(index, dt_ms);
          EXPECT_GT(trial.steps, 0);
          EXPECT_EQ(trial.target.size(), Trial::index(trial.steps, trial.outputs, 0));
          EXPECT_TRUE(!trial.counted || extreme.judge(trial, trial.target).score == 1)
              << field.key << " at dt " << dt_ms;
        }
      }
    }
  }
}

/// A curriculum changes how hard a task is, never what is asked.
TEST_P(TaskTest, IsJudgedTheSameWhenACurriculumMakesItEasier) {
  for (const double delay : {0.0, 0.34, 0.68}) {
    Chosen easier(GetParam());
    const double longest_ms = easier.shape().longest_ms;
    const std::vector<std::string> inputs = easier.shape().inputs;
    easier.task->ease(easier.experiment.task, {.delay = delay, .coherence = 4});
    EXPECT_EQ(easier.shape().pass, chosen.shape().pass);
    EXPECT_EQ(easier.shape().chance, chosen.shape().chance);
    EXPECT_EQ(easier.shape().inputs, inputs);
    EXPECT_LE(easier.shape().longest_ms, longest_ms);
    EXPECT_EQ(easier.accuracy([](const Trial& trial) { return trial.target; }), 1);
    EXPECT_LE(easier.accuracy([](const Trial& trial) { return constant(trial, 0.2f); }),
              chosen.shape().chance + 0.13);
  }
}

TEST_P(TaskTest, DifficultyOneLeavesItAsItIs) {
  Chosen same(GetParam());
  same.task->ease(same.experiment.task, {});
  EXPECT_TRUE(same.experiment == chosen.experiment);
}

INSTANTIATE_TEST_SUITE_P(Registry, TaskTest, ::testing::ValuesIn(every_task()),
                         [](const auto& test) { return test.param; });

TEST(StepsIn, RoundsDownButLeavesNothingOut) {
  EXPECT_EQ(steps_in(99, 20), 4);
  EXPECT_EQ(steps_in(100, 20), 5);
  EXPECT_EQ(steps_in(20, 50), 1);
  EXPECT_EQ(steps_in(0, 50), 0);
}

TEST(UniformMs, ReachesBothEndsAndTakesThemInAnyOrder) {
  RandomStream random(stream_key(1, Purpose::trials));
  std::set<double> forward, backward;
  for (int k = 0; k < 500; ++k) {
    forward.insert(uniform_ms(40, 130, 20, random));
    backward.insert(uniform_ms(130, 40, 20, random));
  }
  EXPECT_EQ(forward, (std::set<double>{40, 60, 80, 100, 120}));
  EXPECT_EQ(forward, backward);
}

}  // namespace nn4n::test::task_test
