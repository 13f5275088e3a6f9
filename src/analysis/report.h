// All analyses of how a run behaves, as one JSON object, which `nn4n analyse --json` prints and
// Engine.analyse() answers.
//
//   {task, trials, correct, accuracy, accuracy_interval,
//    interventions: [text], intact: {correct, accuracy, accuracy_interval},
//    plots: [one for each of analysis/behaviour_plots.h: {kind, title, …}],
//    selectivity: [{between, epoch, trials: [a, b], d_prime: [N]}],
//    activity: [{condition, value, trials, steps, rates: [N rows of steps]}]}
//
// With interventions (experiment/intervention.h) all is of the altered network, and `intact` of the
// intact one in the same trials with the same noise; without them both are missing.
//
// psychometric   axis, choice, curves: [{group, points: [{stimulus, chosen, trials, ideal}], fit:
// {bias,
//                bias_interval, slope, slope_interval, threshold, threshold_interval, lapse,
//                lapse_interval, note}, and the first six of these again}]; fit is null, and the
//                six are missing, when there is nothing to fit. Where the curve cannot be located
//                (LogisticFit::located), bias and threshold and their intervals are null, and note
//                says why; otherwise it is empty.
//                prediction: {bias, slope, threshold} belongs to a curve of evidence that the
//                other curves show apart
// chronometric   axis, misses, points: [{strength, correct: {mean_ms, standard_error, trials},
//                error: {…}}]
// production     measured, produced, missing, bias_ms, slope, slope_interval, intercept_ms,
//                scatter_ms, points: [{measured_ms, mean_ms, deviation_ms, trials}]
// confusion      choices, counts: [row = wanted: column = chosen, the last one = none]
// accuracy       axis, points: [{value, correct, trials, interval, ideal}]; against the duration
//                of the evidence also integration_limit_ms, integration_limit_interval and
//                limit_reached
// threshold      axis, exponent, exponent_interval, law, points: [{size, threshold, interval,
//                trials}]
// spread         axis, growth, growth_interval, points: [{value, mean, deviation,
//                deviation_interval, trials}]; `growth` is that of the mean distance from the line,
//                per unit of the axis
// error          axis, error, growth, growth_interval, points: as of spread
//
// `ideal` is the share of the trials, 0 to 1, in which the ideal observer of the task would make
// the choice, or would be right (tasks/ideal_observer.h). It is only there for tasks that state
// one.
//
// Intervals are [low, high] at 95 %; an infinite end is null. d′ is between the two choices that
// the task asked for, and between the first two values of each condition that is a kind.
#pragma once

#include "analysis/psychometric.h"
#include "codec/json_value.h"
#include "training/trainer.h"

namespace nn4n {

struct AnalysisOptions {
  int trials = 2000;
  bool activity = false;  ///< also mean rates for every value of every condition that is a kind
  Lapses lapses = Lapses::none;                      ///< are lapses fitted to psychometric curves?
  std::optional<std::uint32_t> seed = std::nullopt;  ///< of the trials; empty = the run's own
};

/// Analyses fresh trials (training/fresh_trials.h) of a run, which is not touched.
JsonValue analyse(const Trainer& trainer, const AnalysisOptions& options);

}  // namespace nn4n
