// Recordings of networks that do what a test says, for analyses of trials.
#pragma once

#include <functional>

#include "analysis/recording.h"

namespace nn4n::test {

/// A recording of two-choice trials of ten steps in two epochs, "Wait" and "Look", with the
/// conditions context (0 or 1) and coherence (−2 … 2), and input channels that show them in "Look".
/// rates(context, coherence, choice, unit, step) are the rates.
using MadeRates =
    std::function<double(int context, double coherence, int choice, int unit, int step)>;

inline Recording made_recording(int units, int trials, const MadeRates& rates) {
  RandomStream random(stream_key(4, Purpose::trials));
  Recording recording;
  recording.units = units;
  recording.shape.inputs = {"Context", "Evidence"};
  recording.shape.choices = {"Left", "Right"};
  recording.shape.conditions = {"Context (0 motion, 1 colour)", "Coherence [%]"};
  for (int b = 0; b < trials; ++b) {
    const int context = random.whole(0, 1);
    const double coherence = random.whole(-2, 2);
    const int choice = random.whole(0, 1);
    TrialBuilder build(2, 1, 20);
    build.epoch("Wait", 60);
    const EpochSpan look = build.epoch("Look", 140);
    build.input(0, look, context);
    build.input(1, look, coherence);
    build.condition(context);
    build.condition(coherence);
    RecordedTrial one{build.trial(), {}, {}};
    one.trial.correct = coherence > 0;
    one.outcome.choice = choice;
    for (int n = 0; n < units; ++n) {
      for (int t = 0; t < one.trial.steps; ++t)
        one.rates.push_back(static_cast<float>(rates(context, coherence, choice, n, t)));
    }
    recording.trials.push_back(std::move(one));
  }
  for (int n = 0; n < units; ++n) recording.active.push_back(n);
  return recording;
}

}  // namespace nn4n::test
