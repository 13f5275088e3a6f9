// The custom task lets a person make a task without code, by filling in a table of epochs and
// channels.
//
// The rows of the table are the epochs, in their order; its columns are the input channels and the
// outputs. An epoch holds one cell for every channel, so the cell of epoch e and input c is
// task.epochs[e].inputs[c], and the cell of output o is task.epochs[e].targets[o]. Cells at the end
// of a row may be left out. They then have the default values: an input of 0, or a target of 0 that
// counts. Code that reads links and files adds these cells, so that every row is complete
// (custom_table.h).
//
// Trials differ in their condition, which is drawn with its probability, and in the durations of
// epochs that have a range. A cell has one value for all conditions, or one for each condition.
// With `ramp`, the cell moves from `value` to `ramp` in the course of the epoch. A design of
// several factors lists their combinations as conditions.
//
//   {"name": "custom",
//    "inputs": ["Fixation", "Go"], "outputs": ["Response"],
//    "conditions": [{"name": "Go"}, {"name": "No-go"}],
//    "epochs": [{"name": "Stimulus", "ms": 300, "inputs": [{"value": [1]}, {"value": [1, 0]}],
//                "targets": [{"mask": 0}]},
//               {"name": "Decision", "ms": 300, "targets": [{"value": [1, 0]}]}],
//    "judge": {"rule": "threshold"}}
//
// The same task begins in a link with
//   task=custom&task.epochs=2&task.epochs.0.ms=300&task.epochs.0.inputs.1.value=2&…
//
// To add a property to the cells, add a member, a line in its field list, and its use in `show` or
// `want` in custom.cpp.
#pragma once

#include "tasks/judging.h"

namespace nn4n {

inline constexpr std::size_t kMaxEpochs = 16;
inline constexpr std::size_t kMaxConditions = 64;
inline constexpr std::size_t kMaxCustomChannels = 32;
/// No trial of a custom task is longer than this.
inline constexpr double kLongestCustomMs = 20000;

struct CustomCondition {
  std::string name = "Condition";
  double probability = 1;
  double strength = 0;
  bool operator==(const CustomCondition&) const = default;
};
template <>
struct Fields<CustomCondition> {
  static constexpr std::string_view name = "condition";
  static constexpr std::array list{
      field<&CustomCondition::name>("name", {.label = "Name", .min_size = 1, .max_size = 24}),
      field<&CustomCondition::probability>(
          "probability",
          {.label = "Frequency",
           .min = 0,
           .max = 1,
           .step = 0.05,
           .help = "The condition is drawn this often, relative to the others: one of three conditions with the same frequency is drawn in 33.3 % of the trials."}),
      field<&CustomCondition::strength>(
          "strength", {.label = "Strength",
                       .min = -1000,
                       .max = 1000,
                       .step = 0.1,
                       .help = "This is the condition's place on the axis of the psychometric curve. If all strengths are 0, there is no curve."})};
};

/// Describes the numbers of a cell and their range.
constexpr About cell_values(std::string_view label, std::size_t least, std::string_view help) {
  return {.label = label,
          .min = -10,
          .max = 10,
          .step = 0.05,
          .min_size = least,
          .max_size = kMaxConditions,
          .help = help};
}

/// The values that an input channel shows in an epoch.
struct InputCell {
  std::vector<double> value{0};
  std::vector<double> ramp = {};
  double noise = 0;
  bool operator==(const InputCell&) const = default;
};
template <>
struct Fields<InputCell> {
  static constexpr std::string_view name = "input of an epoch";
  static constexpr std::array list{
      field<&InputCell::value>(
          "value", cell_values("Value", 1, "The cell has one number, or one for every condition.")),
      field<&InputCell::ramp>(
          "ramp",
          cell_values(
              "Ramp to", 0,
              "The value moves to this number by the end of the epoch. There is one number, or one for every condition. If there is none, the value stays the same.")),
      field<&InputCell::noise>(
          "noise",
          {.label = "Noise",
           .min = 0,
           .max = 10,
           .step = 0.05,
           .help = "This is the standard deviation of the noise that is added in each step of 20 ms. With another time step it is scaled by √(20 / dt), so that an average over time is equally reliable. The network's input noise is added as well."})};
};

/// The values that an output should have in an epoch.
struct TargetCell {
  std::vector<double> value{0};
  std::vector<double> ramp = {};
  double mask = 1;
  bool operator==(const TargetCell&) const = default;
};
template <>
struct Fields<TargetCell> {
  static constexpr std::string_view name = "target of an epoch";
  static constexpr std::array list{
      field<&TargetCell::value>(
          "value",
          cell_values("Target", 1, "The cell has one number, or one for every condition.")),
      field<&TargetCell::ramp>(
          "ramp",
          cell_values(
              "Ramp to", 0,
              "The target moves to this number by the end of the epoch. There is one number, or one for every condition. If there is none, the target stays the same.")),
      field<&TargetCell::mask>("mask", {.label = "Error weight",
                                        .min = 0,
                                        .max = 10,
                                        .step = 0.5,
                                        .help = "The squared error counts with this weight. If it is 0, the output may do anything."})};
};

struct CustomEpoch {
  std::string name = "Epoch";
  double ms = 500;
  double up_to_ms = 0;
  std::vector<InputCell> inputs = {};
  std::vector<TargetCell> targets = {};
  bool operator==(const CustomEpoch&) const = default;
};
template <>
struct Fields<CustomEpoch> {
  static constexpr std::string_view name = "epoch";
  static constexpr std::array list{
      field<&CustomEpoch::name>("name", {.label = "Name", .min_size = 1, .max_size = 24}),
      field<&CustomEpoch::ms>("ms", {.label = "Duration",
                                     .unit = "ms",
                                     .min = 1,
                                     .max = 10000,
                                     .step = 20,
                                     .help = "The epoch lasts this long."}),
      field<&CustomEpoch::up_to_ms>(
          "up_to_ms",
          {.label = "Up to",
           .unit = "ms",
           .min = 0,
           .max = 10000,
           .step = 20,
           .help = "This is the longest duration. Each trial draws a duration uniformly between the shortest and the longest one. If this is 0, the duration does not vary."}),
      field<&CustomEpoch::inputs>("inputs", {.label = "Inputs",
                                             .max_size = kMaxCustomChannels,
                                             .help = "There is one cell for each input channel. Cells that are left out at the end are 0."}),
      field<&CustomEpoch::targets>("targets",
                                   {.label = "Targets",
                                    .max_size = kMaxCustomChannels,
                                    .help = "There is one cell for each output. Cells that are left out at the end are 0 and count."})};
};

/// The default task asks which of two noisy inputs is stronger. The answer is given after a delay
/// of varying length.
struct CustomParameters {
  std::vector<std::string> inputs{"Fixation", "Left", "Right"};
  std::vector<std::string> outputs{"Left", "Right"};
  std::vector<CustomCondition> conditions{{.name = "Left", .strength = -1},
                                          {.name = "Right", .strength = 1}};
  std::vector<CustomEpoch> epochs{
      {.name = "Fixation",
       .ms = 100,
       .inputs = {{.value = {1}}, {}, {}},
       .targets = {{.value = {0.2}}, {.value = {0.2}}}},
      {.name = "Stimulus",
       .ms = 400,
       .inputs = {{.value = {1}},
                  {.value = {0.6, 0.4}, .noise = 0.2},
                  {.value = {0.4, 0.6}, .noise = 0.2}},
       .targets = {{.value = {0.2}, .mask = 0}, {.value = {0.2}, .mask = 0}}},
      {.name = "Delay",
       .ms = 100,
       .up_to_ms = 300,
       .inputs = {{.value = {1}}, {}, {}},
       .targets = {{.value = {0.2}, .mask = 0}, {.value = {0.2}, .mask = 0}}},
      {.name = "Decision",
       .ms = 300,
       .inputs = {{}, {}, {}},
       .targets = {{.value = {1, 0.2}}, {.value = {0.2, 1}}}}};
  Judging judge;
  bool operator==(const CustomParameters&) const = default;
};
template <>
struct Fields<CustomParameters> {
  static constexpr std::string_view name = "custom task";
  static constexpr std::array list{
      field<&CustomParameters::inputs>("inputs", {.label = "Input channels",
                                                  .min_size = 0,
                                                  .max_size = kMaxCustomChannels,
                                                  .help = "Names of the channels."}),
      field<&CustomParameters::outputs>("outputs", {.label = "Output channels",
                                                    .min_size = 1,
                                                    .max_size = kMaxCustomChannels,
                                                    .help = "Names of the channels."}),
      field<&CustomParameters::conditions>(
          "conditions",
          {.label = "Conditions",
           .min_size = 1,
           .max_size = kMaxConditions,
           .help = "These are the kinds of trials. A cell can have a value for each condition."}),
      field<&CustomParameters::epochs>("epochs",
                                       {.label = "Epochs",
                                        .min_size = 1,
                                        .max_size = kMaxEpochs,
                                        .help = "These are the parts of a trial, in order."}),
      field<&CustomParameters::judge>("judge", {.label = "Judge"})};
};

/// Returns the number of a cell in a condition at a place of the epoch, from 0 (its first step) to
/// 1 (its last step). If the length of a list does not match the conditions, which can happen while
/// a person edits the table, its first number is used.
double value_of(const std::vector<double>& value, const std::vector<double>& ramp,
                std::size_t condition, double place);

/// Repairs a task that breaks a rule of the table (custom_rules.cpp). There must be one cell for
/// every channel; missing cells are added without a message. A cell must have one value, or one for
/// each condition. At least one condition must have a probability above 0, and at least one target
/// must count. The judge must fit the outputs, and no trial may be longer than kLongestCustomMs.
void repair_custom(CustomParameters& task, const std::string& path, Repairs& repairs);

}  // namespace nn4n
