#include "analysis/unit_report.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "analysis/batch_gradient.h"
#include "analysis/unit_selectivity.h"
#include "base/text.h"

namespace nn4n {

namespace {

template <class Numbers>
JsonValue six_digit_list(const Numbers& values) {
  JsonValue list = JsonValue::list();
  list.items.reserve(values.size());
  for (const auto value : values) {
    char text[40];
    std::snprintf(text, sizeof text, "%.6g", static_cast<double>(value));
    list.add(std::isfinite(value) ? JsonValue(std::strtod(text, nullptr)) : JsonValue());
  }
  return list;
}

JsonValue number_of(double value) {
  return six_digit_list(std::vector<double>{value}).items.front();
}

JsonValue names_of(const std::vector<std::string>& names) {
  JsonValue list = JsonValue::list();
  for (const std::string& name : names) list.add(name);
  return list;
}

double length_of(std::span<const float> values) {
  double squares = 0;
  for (const float value : values) squares += double{value} * double{value};
  return std::sqrt(squares);
}

JsonValue conditions_value(const Recording& recording) {
  JsonValue list = JsonValue::list();
  for (const ConditionSet& set : activity_conditions(recording)) {
    JsonValue one = JsonValue::object();
    one.add("text", set.text);
    one.add("name", set.name);
    one.add("trials", static_cast<int>(set.trials.size()));
    list.add(std::move(one));
  }
  return list;
}

JsonValue epochs_value(const std::vector<EpochSpan>& epochs) {
  JsonValue list = JsonValue::list();
  for (const EpochSpan& epoch : epochs) {
    JsonValue one = JsonValue::object();
    one.add("name", epoch.name);
    one.add("begin", epoch.begin);
    one.add("end", epoch.end);
    list.add(std::move(one));
  }
  return list;
}

}  // namespace

JsonValue gradient_value(const Trainer& trainer) {
  const BatchGradient found = next_gradient(trainer);
  const auto of = [&](Tensor tensor) { return found.gradient.of(tensor); };
  JsonValue norms = JsonValue::object();
  norms.add("input", number_of(length_of(of(Tensor::input_weight))));
  norms.add("recurrent", number_of(length_of(of(Tensor::recurrent_weight))));
  norms.add("readout", number_of(length_of(of(Tensor::readout_weight))));
  JsonValue value = JsonValue::object();
  value.add("iteration", trainer.iteration());
  value.add("trials", found.trials);
  value.add("loss", number_of(found.loss));
  value.add("terms", six_digit_list(found.terms));
  value.add("norm", number_of(found.norm));
  value.add("norms", std::move(norms));
  value.add("input", six_digit_list(of(Tensor::input_weight)));
  value.add("recurrent", six_digit_list(of(Tensor::recurrent_weight)));
  value.add("readout", six_digit_list(of(Tensor::readout_weight)));
  return value;
}

JsonValue selectivity_value(const Recording& recording) {
  JsonValue list = JsonValue::list();
  for (const VariableSelectivity& variable : unit_selectivity(recording)) {
    JsonValue one = JsonValue::object();
    one.add("name", variable.name);
    one.add("epoch", variable.epoch);
    one.add("trials", variable.trials);
    one.add("correlation", six_digit_list(variable.correlation));
    list.add(std::move(one));
  }
  return list;
}

std::variant<JsonValue, Issue> activity_value(const Trainer& trainer, const Recording& recording,
                                              const WantedActivity& wanted) {
  const auto answer = condition_activity(trainer, recording, wanted);
  if (const Issue* issue = std::get_if<Issue>(&answer)) return *issue;
  const auto& [set, averaged, activity] = *std::get_if<ConditionActivity>(&answer);
  JsonValue inputs = JsonValue::object();
  inputs.add("names", names_of(activity.input_names));
  inputs.add("values", six_digit_list(activity.inputs));
  JsonValue outputs = JsonValue::object();
  outputs.add("names", names_of(activity.output_names));
  outputs.add("values", six_digit_list(activity.outputs));
  outputs.add("targets", six_digit_list(activity.targets));
  outputs.add("mask", six_digit_list(activity.mask));
  JsonValue value = JsonValue::object();
  value.add("conditions", conditions_value(recording));
  value.add("condition", set.text);
  value.add("name", set.name);
  value.add("averaged", averaged);
  value.add("trial", wanted.trial ? JsonValue(*wanted.trial) : JsonValue());
  value.add("of", static_cast<int>(set.trials.size()));
  value.add("noise", wanted.noise);
  value.add("steps", activity.steps);
  value.add("dt_ms", number_of(double{activity.dt_ms}));
  value.add("epochs", epochs_value(activity.epochs));
  value.add("rates", six_digit_list(activity.rates));
  value.add("inputs", std::move(inputs));
  value.add("outputs", std::move(outputs));
  return value;
}

bool read_wanted_activity(std::string_view text, WantedActivity& wanted) {
  constexpr std::string_view quiet = "+quiet";
  WantedActivity next = wanted;
  next.noise = !text.ends_with(quiet);
  if (!next.noise) text.remove_suffix(quiet.size());
  next.trial.reset();
  if (text != "mean") {
    const bool digits =
        !text.empty() && text.size() <= 4 && text.find_first_not_of("0123456789") == text.npos;
    const std::optional<double> number = digits ? parse_number(text) : std::nullopt;
    if (!number) return false;
    next.trial = static_cast<int>(*number);
  }
  wanted = std::move(next);
  return true;
}

}  // namespace nn4n
