// What is said about the sample trial, and about the trials of a validation: the verdict, and of
// which iteration, trials and noise it is.
#pragma once

#include <string>
#include <vector>

#include "experiment/experiment.h"
#include "training/snapshot.h"

namespace nn4n {

/// Outputs that are nearer to each other, to a threshold or to (0, 0) than this decide nothing.
/// Most targets are 0.2 and 1. Accuracy has no such margin: it counts the larger output however
/// small the difference, as the papers do.
inline constexpr double kClearLead = 0.05;

struct TrialVerdict {
  enum class Kind { untrained, silent, not_counted, undecided, right, wrong } kind;
  std::string words;  ///< "answered correctly", "undecided, outputs 0.22 and 0.21 differ by …"
};

/// The verdict on the sample trial of a snapshot. Only `right` and `wrong` are called an answer.
TrialVerdict verdict_of(const Snapshot& snapshot);

/// Whether the trial was judged by the means of its outputs over the judged steps.
bool judged_by_means(const SampleTrial& trial);

/// What the numbers beside the names of the outputs are, one for each: the means over the judged
/// steps or, where the trial was judged otherwise, the values at the end.
std::vector<float> values_named(const SampleTrial& trial);

/// The moment of these values: "last 100 ms", "at 1,200 ms".
std::string moment_of_values(const SampleTrial& trial);

/// "Iteration 300: answered correctly (means of 1,100 to 1,200 ms)."
std::string verdict_line(const Snapshot& snapshot);

/// The whole of it: iteration, noise, time window, and what accuracy makes of it.
std::string verdict_sentences(const Experiment& experiment, const Snapshot& snapshot);

/// "117 of 128 trials", or "128 trials" where all count. Empty before the first validation.
std::string trials_words(const Experiment& experiment, const Snapshot& snapshot);

/// Of what the accuracy and the plots of behaviour are: the iteration of the validation, its
/// trials, why some do not count, and the noise.
std::string validation_sentences(const Experiment& experiment, const Snapshot& snapshot);

/// " (best weights)" where a snapshot shows these, else nothing.
std::string best_words(const Snapshot& snapshot);

/// Which weights the views, links and files are of, and which others there are.
std::string shown_weights_sentences(const Snapshot& snapshot);

/// "with input noise 0.01 and recurrent noise 0.15", "without noise": in trials that are shown or
/// validated.
std::string noise_words(const Experiment& experiment);

}  // namespace nn4n
