#include "editing/verdict.h"

#include <algorithm>
#include <functional>

#include "editing/interventions.h"
#include "editing/words.h"

namespace nn4n {

namespace {

float mean_of(const SampleTrial& trial, std::size_t output) {
  const auto begin =
      trial.outputs.begin() + static_cast<std::ptrdiff_t>(output) * std::ptrdiff_t{trial.steps};
  double sum = 0;
  for (std::int32_t t = trial.judged_from; t < trial.judged_to; ++t)
    sum += static_cast<double>(begin[t]);
  return static_cast<float>(sum / std::max(trial.judged_to - trial.judged_from, 1));
}

std::string ms(const SampleTrial& trial, std::int32_t step) {
  return grouped(double{trial.dt_ms} * step);
}

/// "1,100 to 1,200 ms"
std::string judged_window(const SampleTrial& trial) {
  return ms(trial, trial.judged_from) + " to " + ms(trial, trial.judged_to) + " ms";
}

const std::string& margin() {
  static const std::string words = compact(kClearLead);
  return words;
}

std::string undecided_words(const SampleTrial& trial) {
  std::vector<float> values = values_named(trial);
  switch (trial.decided_by) {
    case DecidedBy::largest:
      std::sort(values.begin(), values.end(), std::greater<>());
      return "undecided, outputs " + brief(double{values[0]}, 2) + " and " +
             brief(double{values[1]}, 2) + " differ by less than " + margin();
    case DecidedBy::threshold:
      return "undecided, an output is less than " + margin() + " from the threshold";
    case DecidedBy::direction:
    case DecidedBy::other:
      break;
  }
  return "undecided, outputs x and y are too small for a direction (length " +
         fixed(double{trial.lead}, 2) + ", less than " + margin() + ")";
}

bool is_silent(const SampleTrial& trial) {
  return !trial.rates.empty() &&
         std::all_of(trial.rates.begin(), trial.rates.end(), [](float rate) { return rate == 0; });
}

bool is_untrained(const Snapshot& snapshot) {
  return shown_iteration(snapshot) == 0 && snapshot.progress.draw != 0;
}

/// The trial's own iteration; empty while there is no trial.
std::string iteration_words(const Snapshot& snapshot) {
  return "Iteration " + grouped(shown_iteration(snapshot)) + best_words(snapshot);
}

}  // namespace

bool judged_by_means(const SampleTrial& trial) {
  return trial.decided_by != DecidedBy::other && trial.judged_to > trial.judged_from;
}

std::vector<float> values_named(const SampleTrial& trial) {
  std::vector<float> values;
  const auto steps = static_cast<std::size_t>(std::max(trial.steps, 0));
  for (std::size_t o = 0; steps > 0 && (o + 1) * steps <= trial.outputs.size(); ++o)
    values.push_back(judged_by_means(trial) ? mean_of(trial, o)
                                            : trial.outputs[(o + 1) * steps - 1]);
  return values;
}

std::string moment_of_values(const SampleTrial& trial) {
  if (!judged_by_means(trial)) return "at " + ms(trial, trial.steps) + " ms";
  return "last " + ms(trial, trial.judged_to - trial.judged_from) + " ms";
}

TrialVerdict verdict_of(const Snapshot& snapshot) {
  using enum TrialVerdict::Kind;
  const SampleTrial& trial = snapshot.trial;
  if (trial.averaged > 1)
    return {not_counted, "a mean over " + grouped(trial.averaged) + " trials, which is not judged"};
  if (trial.averaged == 1) return {not_counted, "one of the trials of a condition"};
  if (!trial.counted) return {not_counted, "a catch trial, which has no right answer"};
  if (is_untrained(snapshot)) return {untrained, "no answer, for the network is untrained"};
  if (is_silent(trial)) return {silent, "no answer, for every unit is silent"};
  if (judged_by_means(trial) && double{trial.lead} < kClearLead)
    return {undecided, undecided_words(trial)};
  const bool answers = !snapshot.behaviour.choices.empty() || judged_by_means(trial);
  if (trial.correct) return {right, answers ? "answered correctly" : "counts as correct"};
  return {wrong, answers ? "answered wrongly" : "does not count as correct"};
}

std::string verdict_line(const Snapshot& snapshot) {
  const SampleTrial& trial = snapshot.trial;
  const TrialVerdict verdict = verdict_of(snapshot);
  std::string line = iteration_words(snapshot) + ": " + verdict.words;
  const bool judged = verdict.kind >= TrialVerdict::Kind::undecided;
  if (judged && judged_by_means(trial)) line += " (means of " + judged_window(trial) + ")";
  return line + ".";
}

std::string verdict_sentences(const Experiment& experiment, const Snapshot& snapshot) {
  const SampleTrial& trial = snapshot.trial;
  std::string text = "One trial after iteration " + grouped(shown_iteration(snapshot)) +
                     best_words(snapshot) + ", " + noise_words(experiment) + ": " +
                     verdict_of(snapshot).words + ".";
  if (judged_by_means(trial)) {
    text += " The task judges the means of the outputs from " + judged_window(trial) +
            ", the bar below the time axis; the numbers beside the names are these means.";
  } else {
    text +=
        " The task judges more than one moment; the numbers beside the names are the outputs at "
        "the end of the trial.";
  }
  if (verdict_of(snapshot).kind == TrialVerdict::Kind::undecided)
    text += " Accuracy has no such margin: it takes the outputs as they are.";
  return text;
}

std::string trials_words(const Experiment& experiment, const Snapshot& snapshot) {
  if (snapshot.effect.trials > 0) return grouped(snapshot.effect.trials) + " fresh trials";
  if (snapshot.validations.empty()) return {};
  const int all = experiment.training.validation_trials;
  const int counted = static_cast<int>(snapshot.behaviour.trials.size());
  if (counted >= all) return grouped(counted) + " trials";
  return grouped(counted) + " of " + grouped(all) + " trials";
}

std::string validation_sentences(const Experiment& experiment, const Snapshot& snapshot) {
  if (snapshot.effect.trials > 0)
    return "The filled marks are of the intact network, the open ones of the network with the "
           "interventions. " +
           effect_sentence(snapshot.effect);
  const Validation* validation = shown_validation(snapshot);
  if (!validation) return "No trials have been measured yet.";
  const int all = experiment.training.validation_trials;
  const int counted = static_cast<int>(snapshot.behaviour.trials.size());
  std::string text = "Measured at the validation of iteration " + grouped(validation->iteration) +
                     best_words(snapshot) + ", on " + grouped(all) +
                     " trials that the network has not learnt from, " + noise_words(experiment) +
                     ".";
  if (counted < all) {
    text += " " + grouped(counted) + " of " + grouped(all) +
            " trials have a right answer; the others are catch trials, which are not counted.";
  }
  return text;
}

std::string best_words(const Snapshot& snapshot) {
  return snapshot.best_shown.iteration > 0 ? " (best weights)" : "";
}

std::string shown_weights_sentences(const Snapshot& snapshot) {
  const Progress& progress = snapshot.progress;
  if (progress.best_iteration == 0)
    return "A run has best weights from its third validation on. Until then everything shown is of "
           "its last weights.";
  const bool best = snapshot.best_shown.iteration > 0;
  std::string text = "The trial, the behaviour, the weights, shared links and files are those of ";
  text += best ? "the best weights, of iteration " + grouped(progress.best_iteration)
               : "the last weights, of iteration " + grouped(snapshot.iteration);
  text += best ? ". The last ones are of iteration " + grouped(snapshot.iteration)
               : ". The best ones are of iteration " + grouped(progress.best_iteration);
  text += ". The three validations up to the best weights had " +
          fixed(100 * double{progress.best_accuracy}, 1) + " % on average";
  if (progress.confirmed_accuracy > 0)
    text += ", and fresh trials confirmed " + fixed(100 * double{progress.confirmed_accuracy}, 1) +
            " %";
  return text + ". Curves of loss and accuracy are always of the whole run.";
}

std::string noise_words(const Experiment& experiment) {
  const Network& network = experiment.network;
  const bool inside = experiment.training.validation_noise;
  std::vector<std::string> parts;
  if (network.input_noise > 0) parts.push_back("input noise " + compact(network.input_noise));
  if (inside && network.recurrent_noise > 0)
    parts.push_back("recurrent noise " + compact(network.recurrent_noise));
  if (inside && network.rate_noise > 0)
    parts.push_back("rate noise " + compact(network.rate_noise));
  if (parts.empty()) return "without noise";
  std::string words = "with " + parts[0];
  for (std::size_t k = 1; k < parts.size(); ++k)
    words += (k + 1 == parts.size() ? " and " : ", ") + parts[k];
  return words;
}

}  // namespace nn4n
