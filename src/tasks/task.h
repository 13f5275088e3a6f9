// This folder holds the tasks. Each task has one file.
//
// To add a task, write one new file in this folder with a parameter struct and its field list, a
// class derived from TaskOf<Parameters>, and a `RegisteredTask` at namespace scope. Links, files,
// the page's menu, the preset of the same name, `nn4n describe` and the test over all tasks
// (tests/tasks) find it by themselves. A trial takes its randomness only from the stream that
// `trial` is given. A task with delays or coherences also has a member eased_of, which makes its
// parameters easier for a curriculum. A task in which the noise of the inputs limits how often
// anybody can be right has a member other_inputs_of, from which its ideal observer follows
// (tasks/ideal_observer.h). A task that needs more than the default experiment to be
// learnt, such as less noise, says so with `.needs` in its entry (tasks/needs.h).
#pragma once

#include <limits>
#include <span>
#include <string_view>

#include "base/random.h"
#include "experiment/course.h"
#include "experiment/experiment.h"
#include "tasks/trial.h"

namespace nn4n {

/// The channels of a task, and how its trials are judged and shown.
struct TaskShape {
  std::vector<std::string> inputs;   ///< names of the input channels
  std::vector<std::string> outputs;  ///< names of the output channels
  bool rectified_input = true;       ///< noisy inputs below 0 count as 0 (Song et al. 2016)
  double pass = 0;                   ///< accuracy that counts as learnt, 0..1
  double chance = 0;                 ///< accuracy of guessing, 0..1
  double longest_ms = 0;             ///< no trial lasts longer
  std::string stimulus_label = {};   ///< axis of the psychometric curve; empty = it has none
  std::string choice_label = {};
  int curve_choice = 1;  ///< the choice whose frequency the psychometric curve shows
  /// Names of the values that are drawn for every trial, by which trials can be sorted. The name of
  /// a quantity holds its unit, "Delay [ms]". The name of a kind says what its numbers mean,
  /// "Context (0 motion, 1 colour)".
  std::vector<std::string> conditions = {};
  /// The psychometric curve is also drawn against these conditions, and not only against the
  /// stimulus.
  std::vector<int> curve_conditions = {};
  std::vector<std::string> choices = {};  ///< names of choices 0, 1, …; empty = it asks for none
  std::string time_label = {};  ///< what Outcome::time_ms is, "Reaction time [ms]"; empty = nothing
  int timed_condition = -1;  ///< the condition that the time should equal; −1 = it is a reaction
  /// Of the condition that is a kind: the value for which the evidence of all other values is shown
  /// together; −1 = there is none. What both together should bring follows from each alone.
  int together = -1;
  /// The condition with the size of what is compared, by which thresholds are sorted (Weber's law);
  /// −1 = there is none.
  int size_condition = -1;
  /// The condition that is the duration of the evidence, over which it is integrated; −1 = none.
  int duration_condition = -1;
  std::string error_label = {};  ///< what Outcome::error is, "Angular error [°]"; empty = nothing
};

/// The time of an event that did not happen.
inline constexpr double kNoTime = std::numeric_limits<double>::quiet_NaN();

/// The error of an answer that was not given.
inline constexpr double kNoError = std::numeric_limits<double>::quiet_NaN();

/// Which property of the outputs' late means is the answer. `other` = the answer does not depend on
/// late means only (a reaction, a sequence, a score).
enum class DecidedBy : std::uint8_t {
  other,
  largest,    ///< the largest output
  threshold,  ///< which outputs are above a threshold
  direction   ///< the direction of outputs 0 and 1 (x and y)
};

/// The result of the network in one trial.
struct Outcome {
  bool correct = false;
  int choice = 0;                  ///< as the task numbers them; negative = made none
  double score = correct ? 1 : 0;  ///< 0..1, part of the accuracy; tasks without a choice grade it
  double time_ms = kNoTime;        ///< reaction time or produced interval; NaN = there is none
  double error = kNoError;  ///< signed, in the units of TaskShape::error_label; NaN = there is none
  DecidedBy decided_by = DecidedBy::other;
  /// How clear the answer is, in units of the outputs: the largest output less the second one, the
  /// least distance from the threshold, or the length of (x, y). 0 for `other`.
  double lead = 0;
};

class Task : public Entry {
 public:
  explicit Task(const Entry& entry) : Entry(entry) {
    channels = [](const Entry& self, const SelectionBase& chosen) {
      const TaskShape shape = static_cast<const Task&>(self).shape(chosen);
      return Channels{shape.inputs.size(), shape.outputs.size(), shape.longest_ms};
    };
  }
  virtual ~Task() = default;

  virtual TaskShape shape(const SelectionBase& chosen) const = 0;
  /// Draws one trial with a time step of dt_ms.
  virtual Trial trial(const SelectionBase& chosen, double dt_ms, RandomStream& random) const = 0;
  /// Judges outputs (T x O, row-major).
  virtual Outcome judge(const SelectionBase& chosen, const Trial& trial,
                        std::span<const float> outputs) const = 0;
  /// Describes a trial, for example "coherence 12.8 %, correct choice left".
  virtual std::string describe(const SelectionBase& chosen, const Trial& trial) const = 0;
  /// Returns what the inputs (T x I, row-major) would have shown, without noise, had the other of
  /// two answers been right. It is empty if the task states no ideal observer
  /// (tasks/ideal_observer.h).
  virtual std::vector<float> other_inputs(const SelectionBase& chosen,
                                          const Trial& trial) const = 0;
  /// Gives the chosen task the parameters with which the network is tested, which may differ from
  /// those with which it learns: a stimulus may last longer.
  virtual void test(SelectionBase& chosen) const = 0;
  /// Makes the chosen task easier (experiment/course.h); difficulty 1 leaves it as it is.
  virtual void ease(SelectionBase& chosen, const Difficulty& difficulty) const = 0;
};

/// Lets a task work on its own parameters: Derived has shape_of(p), trial_of(p, dt, random),
/// judge_of(p, trial, outputs), describe_of(p, trial) and, if a curriculum can make it easier,
/// eased_of(p, difficulty), which returns parameters. If it has an ideal observer, it also has
/// other_inputs_of(p, trial), and if it is tested in another way than it is learnt, tested_of(p),
/// which returns parameters.
template <class Derived, class Parameters>
class TaskOf : public Task {
 public:
  using Task::Task;
  TaskShape shape(const SelectionBase& chosen) const override {
    return self().shape_of(chosen.as<Parameters>());
  }
  Trial trial(const SelectionBase& chosen, double dt_ms, RandomStream& random) const override {
    return self().trial_of(chosen.as<Parameters>(), dt_ms, random);
  }
  Outcome judge(const SelectionBase& chosen, const Trial& trial,
                std::span<const float> outputs) const override {
    return self().judge_of(chosen.as<Parameters>(), trial, outputs);
  }
  std::string describe(const SelectionBase& chosen, const Trial& trial) const override {
    return self().describe_of(chosen.as<Parameters>(), trial);
  }
  std::vector<float> other_inputs(const SelectionBase& chosen, const Trial& trial) const override {
    if constexpr (requires(const Parameters& p) { self().other_inputs_of(p, trial); }) {
      return self().other_inputs_of(chosen.as<Parameters>(), trial);
    } else {
      return {};
    }
  }
  void test(SelectionBase& chosen) const override {
    if constexpr (requires(Parameters p) { self().tested_of(p); }) {
      chosen.as<Parameters>() = self().tested_of(chosen.as<Parameters>());
    }
  }
  void ease(SelectionBase& chosen, const Difficulty& difficulty) const override {
    if constexpr (requires(Parameters p) { self().eased_of(p, difficulty); }) {
      chosen.as<Parameters>() = self().eased_of(chosen.as<Parameters>(), difficulty);
    }
  }

 private:
  const Derived& self() const { return static_cast<const Derived&>(*this); }
};

/// Puts a task into the catalogue before main.
template <class T>
struct RegisteredTask {
  RegisteredTask() {
    static const T task;
    TaskCatalogue::registry().add(task);
  }
};

/// Describes a parameter that is the duration of an epoch, and its range.
constexpr About duration(std::string_view label, std::string_view help, double min_ms = 20,
                         double max_ms = 4000) {
  return {.label = label, .unit = "ms", .min = min_ms, .max = max_ms, .step = 20, .help = help};
}

/// Returns the coherences [%] times a factor, but at most 100.
std::vector<double> eased(std::vector<double> coherences, double factor);

/// Returns the task of an experiment.
const Task& task_of(const Experiment& experiment);

/// Draws the duration of a varying delay: a time of whole steps, uniform between the two limits.
/// Either of them may be the larger one.
double uniform_ms(double low_ms, double high_ms, double dt_ms, RandomStream& random);

/// Returns the last 100 ms of an epoch, or the whole epoch if it is shorter.
EpochSpan late_part(const Trial& trial, const EpochSpan& epoch);

/// Returns the mean of one output over the late part of an epoch. Trials are judged by this late
/// mean.
double late_mean(const Trial& trial, std::span<const float> outputs, int output,
                 const EpochSpan& epoch);

/// Returns the late mean of the last epoch.
double late_mean(const Trial& trial, std::span<const float> outputs, int output);

/// Returns the output with the largest late mean.
int late_choice(const Trial& trial, std::span<const float> outputs);

/// Judges a trial. The choice is the output with the largest late mean.
Outcome judge_choice(const Trial& trial, std::span<const float> outputs);

/// Judges a trial. The choice is 1, a response, if the late mean of output 0 is above ½; otherwise
/// it is 0.
Outcome judge_response(const Trial& trial, std::span<const float> outputs);

}  // namespace nn4n
