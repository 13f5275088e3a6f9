// What a trainer decides at a validation: the next stage of the curriculum, whether the run has
// learnt, which weights to keep, and whether to draw new ones.
#include "training/evaluator.h"
#include "training/progress.h"
#include "training/trainer.h"

namespace nn4n {

namespace {

constexpr double kTolerated = 0.02;  // what the confirmed accuracy may lack

TaskShape shape_of(const Experiment& experiment) {
  return task_of(experiment).shape(experiment.task);
}

}  // namespace

double Trainer::wanted_accuracy() const {
  const double own = experiment_.training.stop.accuracy;
  return own > 0 ? own : shape_of(experiment_).pass;
}

void Trainer::review() {
  if (is_stuck()) {
    ++run_.draw;
    run_.stage = 0;
    draw_weights();
  } else if (run_.stage + 1 < stages_) {
    const auto recent = recent_accuracy(run_.validations, kEndsAStage);
    if (recent && *recent >= shape_of(experiment_).pass) ++run_.stage;
  } else if (const auto recent = recent_accuracy(run_.validations, kJudgedTogether)) {
    keep_best(*recent);
  }
  take_effect();
}

/// Has the present draw had its time without ever getting half the way from chance to the pass
/// level?
bool Trainer::is_stuck() const {
  const Redraw& redraw = experiment_.training.redraw;
  if (!redraw.on || run_.draw == 0 || redraws() >= redraw.at_most) return false;
  if (iteration_ - drawn_at(run_.validations) < redraw.after) return false;
  const TaskShape shape = shape_of(experiment_);
  return best_accuracy(run_.validations).value_or(1) < (shape.chance + shape.pass) / 2;
}

/// Weights that may be the first to have learnt are confirmed at once; if they are not, the next
/// ones get their chance.
void Trainer::keep_best(double accuracy) {
  const bool candidate = passed_at_ == 0 && accuracy >= wanted_accuracy();
  if (!candidate && best_.iteration > 0 && accuracy <= best_.accuracy) return;
  best_ = {iteration_, accuracy, 0, run_.parameters};
  if (!candidate) return;
  confirm();
  if (best_.confirmed >= wanted_accuracy() - kTolerated) passed_at_ = iteration_;
}

void Trainer::confirm() {
  if (best_.iteration == 0 || best_.confirmed > 0) return;
  best_.confirmed = fresh_accuracy(best_.parameters, best_.iteration);
}

double Trainer::fresh_accuracy(const Parameters<float>& trained, int index) {
  Parameters<float> used = trained;
  if (constraints_.rectified) enforce(constraints_, used);
  const TrialSource source{.seed = experiment_.seed,
                           .trials = Purpose::confirmation_trials,
                           .noise = Purpose::confirmation_noise,
                           .index = static_cast<std::uint32_t>(index)};
  const Experiment whole = at_iteration(experiment_, iteration_);  // the task of the last stage
  return Evaluator(whole, masks_, dynamics_, used, space_)
      .judge(source, whole.training.stop.confirmation_trials)
      .accuracy();
}

}  // namespace nn4n
