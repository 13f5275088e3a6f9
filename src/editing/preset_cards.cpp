#include "editing/preset_cards.h"

#include <algorithm>

#include "experiment/validate.h"
#include "tasks/draw.h"

namespace nn4n {

namespace {

constexpr int kTried = 16;  // trials drawn to find one that counts

Trial example_of(const Experiment& experiment) {
  const TrialSource source{experiment.seed, Purpose::sample_trials, Purpose::sample_noise, 0, 0};
  const std::vector<Trial> trials = draw_trials(experiment, source, kTried);
  const auto counted =
      std::find_if(trials.begin(), trials.end(), [](const Trial& trial) { return trial.counted; });
  return counted == trials.end() ? trials.front() : *counted;
}

JsonValue areas_of(const Network& network) {
  JsonValue areas = JsonValue::list();
  const bool signs = network.connectivity.unit_signs == UnitSigns::ei;
  for (const Area& area : network.areas) {
    JsonValue one = JsonValue::object();
    one.add("units", area.units);
    one.add("excitatory", signs ? JsonValue(area.excitatory) : JsonValue());
    one.add("input", area.input);
    one.add("readout", area.readout);
    areas.add(std::move(one));
  }
  return areas;
}

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

JsonValue card_of(const Choice& name, const Experiment& experiment) {
  const Trial trial = example_of(experiment);
  JsonValue card = JsonValue::object();
  card.add("key", name.key);
  card.add("label", name.label);
  card.add("help", name.help);
  card.add("areas", areas_of(experiment.network));
  card.add("inputs", channels(trial.inputs, trial.steps, [&](int t, int c) {
             return JsonValue(static_cast<double>(trial.input_at(t, c)));
           }));
  card.add("targets", channels(trial.outputs, trial.steps, [&](int t, int o) {
             const bool scored = trial.mask_at(t, o) > 0;
             return scored ? JsonValue(static_cast<double>(trial.target_at(t, o))) : JsonValue();
           }));
  JsonValue epochs = JsonValue::list();
  for (const EpochSpan& span : trial.epochs) {
    JsonValue one = JsonValue::object();
    one.add("begin", span.begin);
    one.add("end", span.end);
    epochs.add(std::move(one));
  }
  card.add("epochs", std::move(epochs));
  return card;
}

}  // namespace

JsonValue preset_cards() {
  JsonValue cards = JsonValue::list();
  for (const Choice& name : presets()) {
    if (const auto experiment = preset(name.key)) cards.add(card_of(name, *experiment));
  }
  return cards;
}

}  // namespace nn4n
