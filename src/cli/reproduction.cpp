#include "cli/reproduction.h"

#include <time.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/measured.h"
#include "codec/share_link.h"
#include "experiment/validate.h"
#include "training/trainer.h"

namespace nn4n {

namespace {

/// Returns the time of this thread alone, so that nothing else that the machine does is counted.
/// node does not tell it; there it is the time of a clock.
double processor_seconds() {
  timespec now{};
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0) clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Returns the mean of the `count` losses that end at iteration `last`.
double smoothed(const std::vector<float>& losses, int last, int count) {
  double sum = 0;
  int taken = 0;
  for (int k = std::max(0, last - count); k < std::min(last, static_cast<int>(losses.size()));
       ++k) {
    sum += static_cast<double>(losses[static_cast<std::size_t>(k)]);
    ++taken;
  }
  return taken > 0 ? sum / taken : NAN;
}

/// Trains until the network has learnt, or to the last iteration.
void train(const PublishedResult& source, Trainer& trainer) {
  while (trainer.iteration() < source.iterations && !trainer.diverged_at() && !trainer.done())
    trainer.step();
}

double judge(const PublishedResult& source, Trainer& trainer) {
  trainer.confirm();
  const bool best = source.curve.empty() && trainer.best().iteration > 0;
  if (best && source.judged_with.empty()) return trainer.best().confirmed;
  Experiment experiment = judged_experiment(source);
  experiment.seed = trainer.experiment().seed;
  Trainer judge(experiment);
  return judge.fresh_accuracy(best ? trainer.best().parameters : trainer.trained_parameters(),
                              trainer.iteration());
}

}  // namespace

Experiment trained_experiment(const PublishedResult& source) {
  const std::optional<Experiment> found = preset(source.preset);
  assert(found);
  Experiment experiment = *found;
  experiment.training.stop.on = source.curve.empty() && source.most == 1;
  experiment.training.stop.accuracy = source.least;
  return experiment;
}

Experiment judged_experiment(const PublishedResult& source) {
  const Experiment experiment = trained_experiment(source);
  if (source.judged_with.empty()) return experiment;
  Reading reading = read_link(to_link(experiment) + "&" + std::string(source.judged_with));
  // The reading may have issues: elements of a list that is shorter when the network is judged.
  assert(validate(reading.experiment).empty());
  return std::move(reading.experiment);
}

Reproduction reproduce(const PublishedResult& source, std::uint32_t seed) {
  Experiment experiment = trained_experiment(source);
  experiment.seed = seed;
  const double start = processor_seconds();
  Trainer trainer(experiment);
  train(source, trainer);
  Reproduction run{.seed = seed,
                   .iterations = trainer.iteration(),
                   .seconds = processor_seconds() - start,
                   .diverged = trainer.diverged_at().has_value()};
  run.accuracy = judge(source, trainer);
  for (const Checkpoint& checkpoint : source.curve)
    run.curve.push_back(smoothed(trainer.loss_history(), checkpoint.iteration, source.smoothing));
  return run;
}

bool accuracy_holds(const Reproduced& result) {
  const PublishedResult& source = *result.source;
  const auto good = [&](double accuracy) {
    return accuracy >= source.least - source.tolerance && accuracy <= source.most;
  };
  if (!source.curve.empty()) {
    std::vector<double> accuracies;
    for (const Reproduction& run : result.runs) accuracies.push_back(run.accuracy);
    return good(median(accuracies));
  }
  return std::all_of(result.runs.begin(), result.runs.end(),
                     [&](const Reproduction& run) { return good(run.accuracy); });
}

double median_loss(const Reproduced& result, std::size_t checkpoint) {
  std::vector<double> losses;
  for (const Reproduction& run : result.runs) losses.push_back(run.curve[checkpoint]);
  return median(losses);
}

bool curve_holds(const Reproduced& result, std::size_t checkpoint) {
  const Checkpoint& source = result.source->curve[checkpoint];
  const double loss = median_loss(result, checkpoint);
  return loss >= kBelowLeast * source.least && loss <= kAboveMost * source.most;
}

bool holds(const Reproduced& result) {
  for (std::size_t k = 0; k < result.source->curve.size(); ++k) {
    if (!curve_holds(result, k)) return false;
  }
  return accuracy_holds(result) &&
         std::none_of(result.runs.begin(), result.runs.end(),
                      [](const Reproduction& run) { return run.diverged; });
}

}  // namespace nn4n
