// A task with its parameters, for tests: draws its trials and judges made-up outputs.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/text.h"
#include "tasks/task.h"

namespace nn4n::test {

inline constexpr double kDt = 20;

struct Chosen {
  Experiment experiment;
  const Task* task;

  explicit Chosen(const std::string& key) {
    EXPECT_TRUE(experiment.task.select(key)) << key;
    task = &task_of(experiment);
  }
  void set(const std::string& parameter, double value) {
    const EditTarget target = resolve(target_of(experiment), "task." + parameter);
    ASSERT_TRUE(target.type && target.type->set_number) << parameter;
    target.type->set_number(target.object, value);
  }
  TaskShape shape() const { return task->shape(experiment.task); }
  Trial trial(std::uint32_t index, double dt_ms = kDt) const {
    RandomStream random(stream_key(1, Purpose::trials, 0, index));
    return task->trial(experiment.task, dt_ms, random);
  }
  Outcome judge(const Trial& trial, const std::vector<float>& outputs) const {
    return task->judge(experiment.task, trial, outputs);
  }
  std::string describe(const Trial& trial) const { return task->describe(experiment.task, trial); }
  /// Mean score of counted trials with the outputs that `answer(trial)` makes.
  template <class Answer>
  double accuracy(Answer&& answer, std::uint32_t trials = 400, double dt_ms = kDt) const {
    int counted = 0;
    double score = 0;
    for (std::uint32_t index = 0; index < trials; ++index) {
      const Trial t = trial(index, dt_ms);
      if (!t.counted) continue;
      ++counted;
      score += judge(t, answer(t)).score;
    }
    EXPECT_GT(counted, 0);
    return score / std::max(counted, 1);
  }
};

/// The duration of an epoch [ms].
inline double epoch_ms(const Trial& trial, std::size_t epoch) {
  return (trial.epochs.at(epoch).end - trial.epochs.at(epoch).begin) * trial.dt_ms;
}

/// The input of every channel in the middle of an epoch.
inline std::vector<float> shown(const Trial& trial, std::size_t epoch) {
  const int step = (trial.epochs.at(epoch).begin + trial.epochs.at(epoch).end) / 2;
  std::vector<float> values;
  for (int c = 0; c < trial.inputs; ++c) values.push_back(trial.input_at(step, c));
  return values;
}

/// Is the fixation channel on until the last epoch, and off in it?
inline bool fixation_ends_at_the_last_epoch(const Trial& trial) {
  for (int t = 0; t < trial.steps; ++t) {
    if (trial.input_at(t, 0) != (t < trial.epochs.back().begin ? 1.0f : 0.0f)) return false;
  }
  return true;
}

/// Two outputs that are low until, in the last epoch, the correct one is high; only the first and
/// the last epoch count.
inline bool asks_for_a_choice(const Trial& trial) {
  const int fixation = trial.epochs.front().end;
  const int decision = trial.epochs.back().begin;
  for (int t = 0; t < trial.steps; ++t) {
    for (int o = 0; o < 2; ++o) {
      const bool high = o == trial.correct && t >= decision;
      if (trial.target_at(t, o) != (high ? 1.0f : 0.2f)) return false;
      if (trial.mask_at(t, o) != (t < fixation || t >= decision ? 1.0f : 0.0f)) return false;
    }
  }
  return trial.outputs == 2;
}

}  // namespace nn4n::test
