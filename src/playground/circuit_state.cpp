#include "playground/circuit_state.h"

#include <utility>

#include "editing/interventions.h"

namespace nn4n::playground {

JsonValue selected_value(const App& app) {
  const Selected selected = selected_in(app.view.selected, app.run.snapshot);
  JsonValue value = JsonValue::object();
  value.add("kind", name_of(selected.kind));
  if (selected.kind == Selected::What::unit) value.add("unit", selected.unit);
  if (selected.area >= 0) value.add("area", selected.area);
  if (selected.kind >= Selected::What::group) value.add("sign", selected.sign);
  if (selected.kind == Selected::What::projection) {
    value.add("to_area", selected.to_area);
    value.add("to_sign", selected.to_sign);
    if (selected.to_unit >= 0) value.add("unit", selected.unit);
    if (selected.to_unit >= 0) value.add("to_unit", selected.to_unit);
  }
  value.add("words", selected_words(app.experiment, app.run.snapshot, selected));
  return value;
}

JsonValue interventions_value(const App& app) {
  const Snapshot& snapshot = seen(app.run);
  JsonValue list = JsonValue::list();
  for (const Intervention& one : app.experiment.interventions) {
    const InterventionLine line =
        line_of(app.experiment, one, app.run.snapshot.iteration, snapshot.trial);
    JsonValue value = JsonValue::object();
    value.add("act", one.act);
    value.add("words", line.words);
    value.add("on", one.on);
    value.add("trained", line.trained);
    value.add("problem", line.problem);
    list.add(std::move(value));
  }
  return list;
}

JsonValue effect_value(const App& app) {
  const InterventionEffect& effect = seen(app.run).effect;
  if (effect.trials == 0) return {};
  JsonValue value = JsonValue::object();
  value.add("iteration", effect.iteration);
  value.add("trials", effect.trials);
  value.add("accuracy", double{effect.altered_accuracy});
  value.add("intact", double{effect.intact_accuracy});
  return value;
}

JsonValue playback_value(const App& app) {
  const Playback& playback = app.view.playback;
  const SampleTrial& trial = seen(app.run).trial;
  JsonValue value = JsonValue::object();
  value.add("playing", playback.playing);
  value.add("at_ms", moment_of(playback, trial));
  value.add("step", step_of(playback, trial));
  value.add("duration_ms", double{trial.dt_ms} * trial.steps);
  value.add("speed", playback.speed);
  return value;
}

JsonValue pointed_value(const Pointed& pointed) {
  JsonValue value = JsonValue::object();
  value.add("heading", pointed.heading);
  value.add("value", pointed.value);
  JsonValue lines = JsonValue::list();
  for (const Pointed::Line& line : pointed.lines) {
    JsonValue one = JsonValue::object();
    one.add("name", line.name);
    one.add("value", line.value);
    lines.add(std::move(one));
  }
  value.add("lines", std::move(lines));
  return value;
}

}  // namespace nn4n::playground
