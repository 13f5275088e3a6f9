#include "tasks/custom.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

namespace {

constexpr double kNoiseStepMs = 20;  ///< the noise of a cell is given for steps of this length

/// Draws a condition with its probability.
std::size_t draw_condition(const std::vector<CustomCondition>& conditions, RandomStream& random) {
  double sum = 0;
  for (const CustomCondition& condition : conditions) sum += condition.probability;
  double left = static_cast<double>(random.uniform()) * sum;
  std::size_t last = 0;
  for (std::size_t k = 0; k < conditions.size(); ++k) {
    if (conditions[k].probability <= 0) continue;
    last = k;
    left -= conditions[k].probability;
    if (left < 0) break;
  }
  return last;
}

/// Returns true if any input has a value below 0. In this case noisy inputs may be below 0, too.
bool is_signed(const CustomParameters& task) {
  const auto below = [](const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(), [](double v) { return v < 0; });
  };
  for (const CustomEpoch& epoch : task.epochs) {
    for (const InputCell& cell : epoch.inputs) {
      if (below(cell.value) || below(cell.ramp)) return true;
    }
  }
  return false;
}

/// Returns the place of a step in its epoch: 0 is the first step, 1 the last one.
double place_of(int step, const EpochSpan& span) {
  const int last = span.end - span.begin - 1;
  return last > 0 ? static_cast<double>(step - span.begin) / last : 1;
}

void show(const std::vector<InputCell>& cells, const EpochSpan& span, std::size_t condition,
          bool rectified, RandomStream& random, TrialBuilder& build) {
  const double scale = std::sqrt(kNoiseStepMs / build.trial().dt_ms);
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const InputCell& cell = cells[c];
    for (int t = span.begin; t < span.end; ++t) {
      double value = value_of(cell.value, cell.ramp, condition, place_of(t, span));
      if (cell.noise > 0) value += cell.noise * scale * static_cast<double>(random.normal());
      if (rectified) value = std::max(value, 0.0);
      build.input(static_cast<int>(c), {"", t, t + 1}, value);
    }
  }
}

void want(const std::vector<TargetCell>& cells, const EpochSpan& span, std::size_t condition,
          TrialBuilder& build) {
  static const TargetCell fresh;
  for (int o = 0; o < build.trial().outputs; ++o) {
    const auto index = static_cast<std::size_t>(o);
    const TargetCell& cell = index < cells.size() ? cells[index] : fresh;
    build.score_output(o, span, cell.mask);
    for (int t = span.begin; t < span.end; ++t) {
      build.target(o, {"", t, t + 1},
                   value_of(cell.value, cell.ramp, condition, place_of(t, span)));
    }
  }
}

double longest_ms_of(const CustomEpoch& epoch) { return std::max(epoch.ms, epoch.up_to_ms); }

class Custom : public TaskOf<Custom, CustomParameters> {
 public:
  Custom()
      : TaskOf({.key = "custom",
                .label = "Own task",
                .help = "You fill in a table of epochs and channels. It says what the inputs show, what the outputs should be, and what counts.",
                .source = "A design of yours",
                .parameters = &record_of<CustomParameters>,
                .repair = [](SelectionBase& chosen, const std::string& path, Repairs& repairs) {
                  repair_custom(chosen.as<CustomParameters>(), path, repairs);
                }}) {}

  TaskShape shape_of(const CustomParameters& p) const {
    TaskShape shape{.inputs = p.inputs,
                    .outputs = p.outputs,
                    .rectified_input = !is_signed(p),
                    .pass = p.judge.pass,
                    .chance = guessing(p),
                    .conditions = {"Condition"}};
    for (const CustomEpoch& epoch : p.epochs) shape.longest_ms += longest_ms_of(epoch);
    const bool ordered = std::any_of(p.conditions.begin(), p.conditions.end(),
                                     [](const CustomCondition& c) { return c.strength != 0; });
    if (ordered) {
      shape.stimulus_label = "Strength";
      shape.choice_label = "Chose " + (p.outputs.size() > 1 ? p.outputs[1] : p.outputs[0]) + " [%]";
    }
    return shape;
  }

  Trial trial_of(const CustomParameters& p, double dt_ms, RandomStream& random) const {
    const std::size_t condition = draw_condition(p.conditions, random);
    TrialBuilder build(static_cast<int>(p.inputs.size()), static_cast<int>(p.outputs.size()),
                       dt_ms);
    std::vector<EpochSpan> spans;
    for (const CustomEpoch& epoch : p.epochs) {
      const double ms =
          epoch.up_to_ms > 0 ? uniform_ms(epoch.ms, epoch.up_to_ms, dt_ms, random) : epoch.ms;
      spans.push_back(build.epoch(epoch.name.c_str(), ms));
    }
    const bool rectified = !is_signed(p);
    for (std::size_t e = 0; e < spans.size(); ++e) {
      show(p.epochs[e].inputs, spans[e], condition, rectified, random, build);
      want(p.epochs[e].targets, spans[e], condition, build);
    }
    build.condition(static_cast<double>(condition + 1));
    build.trial().stimulus = static_cast<float>(p.conditions[condition].strength);
    set_right_answer(p.judge, build.trial());
    return build.trial();
  }

  Outcome judge_of(const CustomParameters& p, const Trial& trial,
                   std::span<const float> outputs) const {
    return judge_by(p.judge, trial, outputs);
  }

  std::string describe_of(const CustomParameters& p, const Trial& trial) const {
    return p.conditions[static_cast<std::size_t>(trial.conditions[0]) - 1].name;
  }

 private:
  /// Returns the accuracy of a network that always gives the most frequent right answer. The right
  /// answers follow from the targets at the end of the last epoch.
  static double guessing(const CustomParameters& p) {
    if (p.judge.rule == JudgeRule::error || p.judge.rule == JudgeRule::direction) {
      return chance_of(p.judge, p.outputs.size());
    }
    std::vector<std::pair<int, double>> answers;  // and their probabilities
    double all = 0;
    for (std::size_t k = 0; k < p.conditions.size(); ++k) {
      const Trial last = end_of_trial(p, k);
      if (!last.counted) continue;
      all += p.conditions[k].probability;
      const auto same = std::find_if(answers.begin(), answers.end(),
                                     [&](const auto& a) { return a.first == last.correct; });
      if (same == answers.end()) {
        answers.emplace_back(last.correct, p.conditions[k].probability);
      } else {
        same->second += p.conditions[k].probability;
      }
    }
    double most = 0;
    for (const auto& [answer, probability] : answers) most = std::max(most, probability);
    return all > 0 ? most / all : 0;
  }

  /// Returns a trial that consists only of the last step.
  static Trial end_of_trial(const CustomParameters& p, std::size_t condition) {
    TrialBuilder build(0, static_cast<int>(p.outputs.size()), 1);
    want(p.epochs.back().targets, build.epoch("", 1), condition, build);
    set_right_answer(p.judge, build.trial());
    return build.trial();
  }
};

const RegisteredTask<Custom> registered_custom;

}  // namespace

double value_of(const std::vector<double>& value, const std::vector<double>& ramp,
                std::size_t condition, double place) {
  const auto of = [condition](const std::vector<double>& numbers) {
    if (numbers.empty()) return 0.0;
    return numbers[condition < numbers.size() ? condition : 0];
  };
  return ramp.empty() ? of(value) : of(value) + (of(ramp) - of(value)) * place;
}

}  // namespace nn4n
