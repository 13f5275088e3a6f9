#include "tasks/two_choice.h"

#include <cmath>
#include <utility>

#include "base/text.h"

namespace nn4n {

void want_choice(TrialBuilder& build, const EpochSpan& fixation, const EpochSpan& decision,
                 int correct) {
  for (int output = 0; output < 2; ++output) build.target(output, {"", 0, decision.end}, kLow);
  build.target(correct, decision, kHigh);
  build.score(fixation);
  build.score(decision);
  build.trial().correct = correct;
}

void want_silence(TrialBuilder& build) {
  const EpochSpan whole{"", 0, build.trial().steps};
  for (int output = 0; output < 2; ++output) build.target(output, whole, kLow);
  build.score(whole);
  build.trial().counted = false;
}

void show_evidence(TrialBuilder& build, int first, const EpochSpan& span, int side,
                   double coherence) {
  build.input(first + side, span, (1 + coherence / 100) / 2);
  build.input(first + 1 - side, span, (1 - coherence / 100) / 2);
}

std::vector<float> exchanged(std::vector<float> inputs, int width, int one, int other) {
  const auto row = static_cast<std::size_t>(width);
  for (std::size_t at = 0; at + row <= inputs.size(); at += row) {
    std::swap(inputs[at + static_cast<std::size_t>(one)],
              inputs[at + static_cast<std::size_t>(other)]);
  }
  return inputs;
}

std::vector<float> exchanged(const Trial& trial, int one, int other) {
  return exchanged(trial.input, trial.inputs, one, other);
}

std::string brief_number(double value) { return shortest(std::round(value * 1000) / 1000); }

}  // namespace nn4n
