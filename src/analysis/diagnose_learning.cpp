// How the run goes: the loss, the accuracy, and the size of the steps.
#include "analysis/diagnose.h"

#include <algorithm>
#include <cmath>

#include "training/curriculum.h"
#include "training/progress.h"

namespace nn4n {

namespace {

// Length of an update over the length of the weights; presets: 5e-4 to 0.05. A rule of thumb for a
// good one is 1e-3 (A. Karpathy, CS231n).
constexpr double kLargeUpdate = 0.3;
constexpr double kSmallUpdate = 1e-5;
constexpr int kSmallUpdateAfter = 100;    // iterations without learning before it is said
constexpr double kSomethingLearnt = 0.2;  // of the way from chance to the pass level
constexpr int kLongAtChance = 3000;       // iterations; a redraw is due after 1500

std::string lower_rate_words(const Cure& cure) {
  return "Lower the learning rate to " + rough(cure.value) + ".";
}

}  // namespace

void find_failure(Findings& found) {
  const Snapshot& run = found.snapshot;
  const int at = run.health.failed_at > 0 ? run.health.failed_at : run.diverged_at;
  if (at == 0) return;
  const std::string& tensor = run.health.failed_tensor;
  const std::string back = run.diverged_at > 0 ? "; the weights of iteration " +
                                                     std::to_string(run.iteration) + " are back"
                                               : "";
  const Cure cure = lower_rate(found, 0.5);
  found.say({.key = "not_finite",
             .path = cure.path,
             .message = "At iteration " + std::to_string(at) + " " +
                        (tensor.empty() ? "the loss" : tensor) + " was not finite" + back + ".",
             .remedy = lower_rate_words(cure),
             .cure = cure,
             .since = at});
}

/// Accuracies are means of three validations, so that one unlucky validation says nothing.
void find_drop(Findings& found) {
  const std::vector<Validation>& all = found.snapshot.validations;
  const auto now = recent_accuracy(all, kJudgedTogether);
  if (!now || *now >= found.accuracy_at(kHalfWay)) return;
  double best = 0;
  int best_at = 0;
  int since = 0;  // the first mean after the best one that was below half the way
  for (std::size_t k = kJudgedTogether; k <= all.size(); ++k) {
    if (all[k - 1].stage != all.back().stage || all[k - 1].draw != all.back().draw) continue;
    const auto then = recent_accuracy(std::span(all).first(k), kJudgedTogether);
    if (then && *then > best) best = *then, best_at = all[k - 1].iteration, since = 0;
    if (then && since == 0 && *then < found.accuracy_at(kHalfWay)) since = all[k - 1].iteration;
  }
  if (best < found.accuracy_at(1)) return;
  const Training& training = found.experiment.training;
  const bool uses_momentum =
      training.optimiser == OptimiserKind::sgd || training.optimiser == OptimiserKind::rmsprop;
  const bool momentum = uses_momentum && training.momentum > 0.9;
  const Cure cure = momentum ? Cure{"training.momentum", 0.9} : lower_rate(found, 0.5);
  found.say({.key = "dropped",
             .path = cure.path,
             .message = "The accuracy, a mean of three validations, fell from " + percent(best) +
                        " at iteration " + std::to_string(best_at) + " to " + percent(*now) + ".",
             .remedy = momentum ? "Lower the momentum to 0.9." : lower_rate_words(cure),
             .cure = cure,
             .since = since});
}

void find_chance(Findings& found) {
  const auto& all = found.snapshot.validations;
  const auto best = best_accuracy(all);
  if (!best || found.iterations_of_draw() < kLongAtChance) return;
  if (*best >= found.accuracy_at(kSomethingLearnt)) return;
  Experiment with_stages = found.experiment;
  with_stages.training.curriculum.on = true;
  const bool easier = !found.experiment.training.curriculum.on && stages_of(with_stages) > 1;
  Diagnosis diagnosis{
      .key = "at_chance",
      .path = easier ? "training.curriculum.on" : "training.learning_rate",
      .message = "After " + std::to_string(found.iterations_of_draw()) +
                 " iterations the accuracy is " + percent(*best) + ", no better than chance.",
      .remedy = easier ? "Switch on the curriculum, which begins with easier trials."
                       : "Start again with another seed or learning rate."};
  if (easier) diagnosis.cure = Cure{"training.curriculum.on", 1};
  found.say(std::move(diagnosis));
}

void find_learning_rate(Findings& found) {
  const double ratio = static_cast<double>(found.health().update_ratio);
  const bool solved = found.experiment.training.readout_rule == ReadoutRule::ridge;
  if (!found.fails() || ratio == 0 || solved) return;
  const std::string measured = "One step changes the weights by " + rough(100 * ratio) + " %";
  if (ratio > kLargeUpdate) {
    const Cure cure = lower_rate(found, 0.1);
    return found.say({.key = "rate_too_large",
                      .path = cure.path,
                      .message = measured + ", so each step undoes the one before.",
                      .remedy = lower_rate_words(cure),
                      .cure = cure});
  }
  if (ratio > kSmallUpdate || found.iterations_of_draw() < kSmallUpdateAfter) return;
  const Cure cure{"training.learning_rate",
                  std::min(1.0, 10 * found.experiment.training.learning_rate)};
  found.say({.key = "rate_too_small",
             .path = cure.path,
             .message = measured + ", too little to learn from.",
             .remedy = "Raise the learning rate to " + rough(cure.value) + ".",
             .cure = cure});
}

}  // namespace nn4n
