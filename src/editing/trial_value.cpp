#include "editing/trial_value.h"

#include <utility>

namespace nn4n {

namespace {

template <class ValueAt>
JsonValue channels(int count, int steps, ValueAt value_at) {
  JsonValue list = JsonValue::list();
  for (int channel = 0; channel < count; ++channel) {
    JsonValue values = JsonValue::list();
    for (int t = 0; t < steps; ++t) values.add(value_at(t, channel));
    list.add(std::move(values));
  }
  return list;
}

}  // namespace

void add_trial(JsonValue& object, const Trial& trial) {
  object.add("inputs", channels(trial.inputs, trial.steps, [&](int t, int c) {
               return JsonValue(static_cast<double>(trial.input_at(t, c)));
             }));
  object.add("targets", channels(trial.outputs, trial.steps, [&](int t, int o) {
               const bool scored = trial.mask_at(t, o) > 0;
               return scored ? JsonValue(static_cast<double>(trial.target_at(t, o))) : JsonValue();
             }));
  JsonValue epochs = JsonValue::list();
  for (const EpochSpan& span : trial.epochs) {
    JsonValue one = JsonValue::object();
    one.add("name", span.name);
    one.add("begin", span.begin);
    one.add("end", span.end);
    epochs.add(std::move(one));
  }
  object.add("epochs", std::move(epochs));
}

}  // namespace nn4n
