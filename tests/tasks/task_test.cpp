#include "tasks/task.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tasks/draw.h"

namespace nn4n::test {

namespace {

constexpr double kDt = 20;

std::vector<std::string> every_task() {
  std::vector<std::string> keys;
  for (const Entry* entry : TaskCatalogue::registry().entries()) keys.emplace_back(entry->key);
  return keys;
}

/// One task with its default parameters.
struct Chosen {
  Selection<TaskCatalogue> selection;
  const Task* task;

  explicit Chosen(const std::string& key)
      : selection(key), task(static_cast<const Task*>(TaskCatalogue::registry().find(key))) {}
  Trial trial(std::uint32_t index) const {
    RandomStream random(stream_key(1, Purpose::trials, 0, index));
    return task->trial(selection, kDt, random);
  }
  /// Fraction of counted trials that outputs made by `answer(trial)` get right.
  template <class Answer>
  double accuracy(Answer&& answer, std::uint32_t trials = 400) const {
    int counted = 0;
    int correct = 0;
    for (std::uint32_t index = 0; index < trials; ++index) {
      const Trial t = trial(index);
      counted += t.counted;
      correct += t.counted && task->judge(selection, t, answer(t)).correct;
    }
    return static_cast<double>(correct) / counted;
  }
};

}  // namespace

class TaskTest : public ::testing::TestWithParam<std::string> {};

TEST_P(TaskTest, ArraysHaveTheShapeOfTheChannels) {
  const Chosen chosen(GetParam());
  const TaskShape shape = chosen.task->shape(chosen.selection);
  for (std::uint32_t index = 0; index < 50; ++index) {
    const Trial trial = chosen.trial(index);
    const std::size_t steps = static_cast<std::size_t>(trial.steps);
    EXPECT_GT(steps, 0u);
    EXPECT_EQ(trial.input.size(), steps * shape.inputs.size());
    EXPECT_EQ(trial.target.size(), steps * shape.outputs.size());
    EXPECT_EQ(trial.mask.size(), steps * shape.outputs.size());
  }
}

TEST_P(TaskTest, EpochsFollowEachOtherAndFillTheTrial) {
  const Chosen chosen(GetParam());
  for (std::uint32_t index = 0; index < 50; ++index) {
    const Trial trial = chosen.trial(index);
    int end = 0;
    for (const EpochSpan& epoch : trial.epochs) {
      EXPECT_EQ(epoch.begin, end);
      EXPECT_FALSE(epoch.name.empty());
      end = epoch.end;
    }
    EXPECT_EQ(end, trial.steps);
  }
}

TEST_P(TaskTest, EveryTrialScoresSomethingAndNothingNegative) {
  const Chosen chosen(GetParam());
  for (std::uint32_t index = 0; index < 50; ++index) {
    const Trial trial = chosen.trial(index);
    float sum = 0;
    for (const float m : trial.mask) {
      EXPECT_GE(m, 0);
      sum += m;
    }
    EXPECT_GT(sum, 0);
  }
}

TEST_P(TaskTest, TheSameStreamGivesTheSameTrial) {
  const Chosen chosen(GetParam());
  std::set<std::vector<float>> different;
  for (std::uint32_t index = 0; index < 50; ++index) {
    EXPECT_EQ(chosen.trial(index).input, chosen.trial(index).input);
    EXPECT_EQ(chosen.trial(index).target, chosen.trial(index).target);
    different.insert(chosen.trial(index).input);
  }
  EXPECT_GT(different.size(), 1u);
}

TEST_P(TaskTest, PerfectOutputsScoreEveryTrial) {
  const Chosen chosen(GetParam());
  EXPECT_EQ(chosen.accuracy([](const Trial& trial) { return trial.target; }), 1);
}

TEST_P(TaskTest, ConstantOutputsScoreAtMostChance) {
  const Chosen chosen(GetParam());
  const double chance = chosen.task->shape(chosen.selection).chance;
  for (const float value : {0.0f, 0.2f, 1.0f}) {
    const double accuracy = chosen.accuracy(
        [value](const Trial& trial) { return std::vector<float>(trial.target.size(), value); });
    EXPECT_LE(accuracy, chance + 5 * std::sqrt(chance * (1 - chance) / 350));
  }
}

TEST_P(TaskTest, DescribesItselfAndItsTrials) {
  const Chosen chosen(GetParam());
  EXPECT_FALSE(chosen.task->label.empty());
  EXPECT_FALSE(chosen.task->help.empty());
  EXPECT_FALSE(chosen.task->source.empty());
  EXPECT_FALSE(chosen.task->describe(chosen.selection, chosen.trial(0)).empty());
  const TaskShape shape = chosen.task->shape(chosen.selection);
  EXPECT_GT(shape.pass, shape.chance);
}

INSTANTIATE_TEST_SUITE_P(Registry, TaskTest, ::testing::ValuesIn(every_task()),
                         [](const auto& test) { return test.param; });

TEST(Pdm, FollowsItsDefinition) {
  const Chosen chosen("pdm");
  int catches = 0;
  for (std::uint32_t index = 0; index < 1100; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 60);
    if (!trial.counted) {
      ++catches;
      for (int t = 0; t < 60; ++t) {
        EXPECT_EQ(trial.input_at(t, 0), 1);
        EXPECT_EQ(trial.input_at(t, 1) + trial.input_at(t, 2), 0);
        EXPECT_EQ(trial.mask_at(t, 0), 1);
        EXPECT_FLOAT_EQ(trial.target_at(t, 1), 0.2f);
      }
      continue;
    }
    const float c = std::fabs(trial.stimulus) / 100;
    const int strong = trial.stimulus > 0 ? 1 : 0;
    EXPECT_EQ(trial.correct, strong);
    for (int t = 0; t < 60; ++t) {
      const bool stimulus = t >= 5 && t < 45;
      EXPECT_EQ(trial.input_at(t, 0), t < 45);
      EXPECT_FLOAT_EQ(trial.input_at(t, 1 + strong), stimulus ? (1 + c) / 2 : 0);
      EXPECT_FLOAT_EQ(trial.input_at(t, 2 - strong), stimulus ? (1 - c) / 2 : 0);
      EXPECT_FLOAT_EQ(trial.target_at(t, strong), t >= 45 ? 1.0f : 0.2f);
      EXPECT_FLOAT_EQ(trial.target_at(t, 1 - strong), 0.2f);
      EXPECT_EQ(trial.mask_at(t, 0), stimulus ? 0 : 1);
    }
  }
  EXPECT_NEAR(catches, 100, 5 * std::sqrt(1100.0 / 11 * 10 / 11));
}

TEST(Pdm, VariableDurationStaysWithinItsBounds) {
  Experiment experiment;
  ASSERT_EQ(from_text(resolve(target_of(experiment), "task.variable_duration"), "true"), "");
  const Task& task = task_of(experiment);
  double sum = 0;
  for (std::uint32_t index = 0; index < 2000; ++index) {
    RandomStream random(stream_key(1, Purpose::trials, 0, index));
    const Trial trial = task.trial(experiment.task, kDt, random);
    const int steps = trial.epochs[1].end - trial.epochs[1].begin;
    EXPECT_GE(steps, 4);
    EXPECT_LT(steps, 75);
    sum += steps * kDt;
  }
  // 80 + mean of an exponential truncated to [0, 1420), about 10 ms less by rounding down.
  const double cut = std::exp(-1420.0 / 330);
  const double expected = 80 + 330 - 1420 * cut / (1 - cut) - kDt / 2;
  EXPECT_NEAR(sum / 2000, expected, 5 * 330 / std::sqrt(2000.0));
}

TEST(Gonogo, FollowsItsDefinition) {
  const Chosen chosen("gonogo");
  for (std::uint32_t index = 0; index < 50; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 50);
    const int cue = trial.correct ? 2 : 1;
    for (int t = 0; t < 50; ++t) {
      EXPECT_EQ(trial.input_at(t, 0), t < 35);
      EXPECT_EQ(trial.input_at(t, cue), t >= 5 && t < 20);
      EXPECT_EQ(trial.input_at(t, 3 - cue), 0);
      EXPECT_EQ(trial.target_at(t, 0), trial.correct && t >= 35);
      EXPECT_EQ(trial.mask_at(t, 0), 1);
    }
  }
}

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

}  // namespace nn4n::test
