// What areas tell each other and which parts matter, as JSON objects of analysis/network_report.h:
//
//   currents       {sources: [name], areas: [{area, condition, trials, mean: [S rows of T]}]}
//   balance        [{area, excitatory, inhibitory, ratio, correlation}]; ratio is |inhibitory| /
//                  excitatory, or null
//   communication  [{from, to, rank, units, axes: [{name, potent, null, random: [low, high]}],
//                    scaled: [{factor, accuracy, interval}]}]
//   stimulation    {from_ms, to_ms, accuracy, units: [driven], groups: [[driven]]}, where driven is
//                  {act, current, trials, changed, accuracy, more_often, bias, bias_interval}; bias
//                  is null where the trials do not say where the curve is
//   atlas          {trials, conditions: [C], intact: {accuracy, interval, by_condition: [C]},
//                   rows: [{kind, name, act, units, accuracy, interval, drop, by_condition: [C],
//                           null: [low, high] or null}]}
//
// `drop` is how much accuracy the part costs. Numbers have six digits; intervals are at 95 %.
#pragma once

#include "analysis/recording.h"
#include "codec/json_value.h"

namespace nn4n {

JsonValue currents_value(const Trainer& trainer, const Recording& recording);
JsonValue balance_value(const Trainer& trainer, const Recording& recording);
JsonValue communication_value(const Trainer& trainer, const Recording& recording);
JsonValue stimulation_value(const Trainer& trainer);
JsonValue atlas_value(const Trainer& trainer);
/// Of an atlas that is whole.
class LesionAtlas;
JsonValue atlas_value(const LesionAtlas& atlas);

}  // namespace nn4n
