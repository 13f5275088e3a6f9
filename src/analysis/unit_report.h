// Numbers for every unit and every synapse, as JSON objects of analysis/network_report.h:
//
//   gradient     {iteration, trials, loss, terms: [number], norm, norms: {input, recurrent,
//                 readout}, input: [N I], recurrent: [N N], readout: [O N]}; of the loss over the
//                next batch (analysis/batch_gradient.h), matrices row by row, row = target
//   selectivity  [{name, epoch, trials, correlation: [N]}], for each variable of the task
//                (analysis/unit_selectivity.h)
//   activity     {conditions: [{text, name, trials}], condition, name, averaged, trial, of, noise,
//                 steps, dt_ms, epochs: [{name, begin, end}], rates: [N T],
//                 inputs: {names: [I], values: [I T]}, outputs: {names: [O], values: [O T],
//                 targets: [O T], mask: [O T]}}; `trial` is which one of `of`, from 0, or null for
//                the mean of all (analysis/condition_activity.h); rows follow each other
//
// Numbers have six digits.
#pragma once

#include <variant>

#include "analysis/condition_activity.h"
#include "codec/json_value.h"

namespace nn4n {

JsonValue gradient_value(const Trainer& trainer);
JsonValue selectivity_value(const Recording& recording);
std::variant<JsonValue, Issue> activity_value(const Trainer& trainer, const Recording& recording,
                                              const WantedActivity& wanted);

/// Reads how activity is wanted: "mean", or the number of a trial of the condition from 0, each
/// also with "+quiet" for without noise: "mean+quiet", "3+quiet". False: it is something else.
bool read_wanted_activity(std::string_view text, WantedActivity& wanted);

}  // namespace nn4n
