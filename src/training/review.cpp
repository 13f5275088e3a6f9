#include "training/review.h"

#include "tasks/task.h"
#include "training/progress.h"

namespace nn4n {

namespace {

constexpr double kTolerated = 0.02;  // what the confirmed accuracy may lack

TaskShape shape_of(const Experiment& experiment) {
  return task_of(experiment).shape(experiment.task);
}

double wanted_accuracy(const Experiment& experiment) {
  const double own = experiment.training.stop.accuracy;
  return own > 0 ? own : shape_of(experiment).pass;
}

/// Has the present draw had its time without ever getting half the way from chance to the pass
/// level?
bool is_stuck(const Experiment& experiment, const RunState& state) {
  const Redraw& redraw = experiment.training.redraw;
  const Trained& trained = state.trained;
  if (!redraw.on || trained.draw == 0 || redraws_of(trained.draw) >= redraw.at_most) return false;
  if (state.iteration - drawn_at(trained.validations) < redraw.after) return false;
  const TaskShape shape = shape_of(experiment);
  return best_accuracy(trained.validations).value_or(1) < (shape.chance + shape.pass) / 2;
}

/// Weights that may be the first to have learnt are confirmed at once; if they are not, the next
/// ones get their chance.
ReviewDecision judge_weights(const Experiment& experiment, const RunState& state, double accuracy) {
  const bool candidate = state.passed_at == 0 && accuracy >= wanted_accuracy(experiment);
  const bool better = state.best.iteration == 0 || accuracy > state.best.accuracy;
  if (!candidate && !better) return {};
  return {.best = accuracy, .confirm = candidate};
}

}  // namespace

ReviewDecision review(const Experiment& experiment, const RunState& state, int stages) {
  if (is_stuck(experiment, state)) return {.redraw = true};
  const Trained& trained = state.trained;
  if (trained.stage + 1 < stages) {
    const auto recent = recent_accuracy(trained.validations, kEndsAStage);
    return {.next_stage = recent && *recent >= shape_of(experiment).pass};
  }
  const auto recent = recent_accuracy(trained.validations, kJudgedTogether);
  return recent ? judge_weights(experiment, state, *recent) : ReviewDecision{};
}

bool is_confirmed(const Experiment& experiment, const BestWeights& best) {
  return best.confirmed >= wanted_accuracy(experiment) - kTolerated;
}

}  // namespace nn4n
