#include "tasks/trial.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

namespace {

void fill(std::vector<float>& values, int width, int column, const EpochSpan& span, double value) {
  for (int step = span.begin; step < span.end; ++step) {
    values[Trial::index(step, width, column)] = static_cast<float>(value);
  }
}

}  // namespace

int steps_in(double duration_ms, double dt_ms) {
  if (duration_ms <= 0) return 0;
  return std::max(1, static_cast<int>(std::floor(duration_ms / dt_ms + 1e-9)));
}

EpochSpan TrialBuilder::epoch(const char* name, double duration_ms) {
  const EpochSpan span{name, trial_.steps, trial_.steps + steps_in(duration_ms, trial_.dt_ms)};
  trial_.steps = span.end;
  trial_.epochs.push_back(span);
  trial_.input.resize(Trial::index(trial_.steps, trial_.inputs, 0));
  trial_.target.resize(Trial::index(trial_.steps, trial_.outputs, 0));
  trial_.mask.resize(Trial::index(trial_.steps, trial_.outputs, 0));
  return span;
}

void TrialBuilder::input(int channel, const EpochSpan& span, double value) {
  fill(trial_.input, trial_.inputs, channel, span, value);
}

void TrialBuilder::target(int output, const EpochSpan& span, double value) {
  fill(trial_.target, trial_.outputs, output, span, value);
}

void TrialBuilder::score(const EpochSpan& span, double weight) {
  for (int o = 0; o < trial_.outputs; ++o) score_output(o, span, weight);
}

void TrialBuilder::score_output(int output, const EpochSpan& span, double weight) {
  fill(trial_.mask, trial_.outputs, output, span, weight);
}

}  // namespace nn4n
