#include "tasks/class_choice.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace nn4n {

namespace {

/// A stream of trials has this many windows before a new stream starts, as in NeuroGym's data sets.
constexpr int kWindows = 15;

/// Returns the class with the largest value at a step.
int class_at(const Trial& trial, std::span<const float> values, int step) {
  const auto row =
      values.subspan(Trial::index(step, trial.outputs, 0), static_cast<std::size_t>(trial.outputs));
  return static_cast<int>(std::max_element(row.begin(), row.end()) - row.begin());
}

void append(const Trial& from, Trial& to) {
  const auto join_to = [](const std::vector<float>& part, std::vector<float>& whole) {
    whole.insert(whole.end(), part.begin(), part.end());
  };
  join_to(from.input, to.input);
  join_to(from.target, to.target);
  join_to(from.mask, to.mask);
  for (const EpochSpan& epoch : from.epochs) {
    to.epochs.push_back({epoch.name, epoch.begin + to.steps, epoch.end + to.steps});
  }
  to.steps += from.steps;
  to.correct = from.correct, to.stimulus = from.stimulus, to.conditions = from.conditions;
}

void drop_front(Trial& trial, int steps) {
  const auto drop = [&](std::vector<float>& values, int width) {
    values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(steps) * width);
  };
  drop(trial.input, trial.inputs);
  drop(trial.target, trial.outputs);
  drop(trial.mask, trial.outputs);
  trial.steps -= steps;
  std::vector<EpochSpan> kept;
  for (const EpochSpan& epoch : trial.epochs) {
    if (epoch.end <= steps) continue;
    kept.push_back({epoch.name, std::max(epoch.begin - steps, 0), epoch.end - steps});
  }
  trial.epochs = std::move(kept);
}

void keep_front(Trial& trial, int steps) {
  trial.input.resize(Trial::index(steps, trial.inputs, 0));
  trial.target.resize(Trial::index(steps, trial.outputs, 0));
  trial.mask.resize(Trial::index(steps, trial.outputs, 0));
  trial.steps = steps;
  std::erase_if(trial.epochs, [&](const EpochSpan& epoch) { return epoch.begin >= steps; });
  for (EpochSpan& epoch : trial.epochs) epoch.end = std::min(epoch.end, steps);
}

/// A decision: the steps [begin, end), where the right class is not 0. The trial that it belongs to
/// starts at step `from`.
struct Decision {
  int from = 0;
  int begin = 0;
  int end = 0;
  int answer = 0;  ///< class − 1
};

/// Returns all decisions, except one that had already started when the window began, because its
/// stimulus is not part of the window.
std::vector<Decision> decisions_of(const Trial& trial) {
  std::vector<Decision> found;
  int from = 0;
  for (int t = 0; t < trial.steps; ++t) {
    const int answer = class_at(trial, trial.target, t) - 1;
    if (answer < 0) continue;
    int end = t;
    while (end < trial.steps && class_at(trial, trial.target, end) == answer + 1) ++end;
    if (t > 0) found.push_back({from, t, end, answer});
    from = t = end;
  }
  return found;
}

/// Returns the answer of the network, counted from 0, or −1 if it fixated or acted too early.
int action_in(ActionRule rule, const Decision& decision, const Trial& trial,
              std::span<const float> outputs) {
  if (rule == ActionRule::last) return class_at(trial, outputs, decision.end - 1) - 1;
  for (int t = decision.from; t < decision.end; ++t) {
    const int action = class_at(trial, outputs, t) - 1;
    if (action >= 0) return t >= decision.begin ? action : -1;
  }
  return -1;
}

}  // namespace

double drawn_of(const std::vector<double>& values, RandomStream& random) {
  return values[static_cast<std::size_t>(random.whole(0, static_cast<int>(values.size()) - 1))];
}

double longest_of(const std::vector<double>& durations_ms) {
  return *std::max_element(durations_ms.begin(), durations_ms.end());
}

void add_noise(TrialBuilder& build, int channel, const EpochSpan& span, double sigma,
               RandomStream& random) {
  if (sigma == 0) return;
  const double deviation = sigma / std::sqrt(build.trial().dt_ms);
  for (int t = span.begin; t < span.end; ++t) {
    const double value = static_cast<double>(build.trial().input_at(t, channel));
    build.input(channel, {"", t, t + 1}, value + deviation * static_cast<double>(random.normal()));
  }
}

void want_class(TrialBuilder& build, const EpochSpan& decision, int answer) {
  const EpochSpan whole{"", 0, build.trial().steps};
  build.target(0, whole, 1);
  build.target(0, decision, 0);
  build.target(answer + 1, decision, 1);
  build.score(whole);
  build.trial().correct = answer;
}

Trial window_of(double window_ms, double dt_ms, RandomStream& random,
                const std::function<Trial()>& draw) {
  if (window_ms <= 0) return draw();
  const int steps = steps_in(window_ms, dt_ms);
  int skipped = steps * random.whole(0, kWindows - 1);
  Trial window = draw();
  while (window.steps <= skipped) {
    skipped -= window.steps;
    window = draw();
  }
  drop_front(window, skipped);
  while (window.steps < steps) append(draw(), window);
  keep_front(window, steps);
  window.counted = !decisions_of(window).empty();
  return window;
}

Outcome judge_classes(ActionRule rule, const Trial& trial, std::span<const float> outputs) {
  const std::vector<Decision> decisions = decisions_of(trial);
  int right = 0;
  int choice = -1;
  for (const Decision& decision : decisions) {
    choice = action_in(rule, decision, trial, outputs);
    right += choice == decision.answer;
  }
  const double all = static_cast<double>(std::max<std::size_t>(decisions.size(), 1));
  return {.correct = right > 0 && right == static_cast<int>(decisions.size()),
          .choice = choice,
          .score = right / all};
}

}  // namespace nn4n
