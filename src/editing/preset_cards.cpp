#include "editing/preset_cards.h"

#include <algorithm>

#include "editing/preset_notes.h"
#include "editing/trial_value.h"
#include "experiment/validate.h"
#include "structure/masks.h"
#include "tasks/draw.h"

namespace nn4n {

namespace {

constexpr int kTried = 16;       // trials drawn to find one that counts
constexpr double kPerUnit = 16;  // the work of a unit and step beside its synapses, in synapses

std::vector<Trial> some_trials(const Experiment& experiment) {
  const TrialSource source{experiment.seed, Purpose::sample_trials, Purpose::sample_noise, 0, 0};
  return draw_trials(experiment, source, kTried);
}

Trial example_of(const std::vector<Trial>& trials) {
  const auto counted =
      std::find_if(trials.begin(), trials.end(), [](const Trial& trial) { return trial.counted; });
  return counted == trials.end() ? trials.front() : *counted;
}

double present(const std::vector<std::uint8_t>& mask) {
  return static_cast<double>(std::count(mask.begin(), mask.end(), std::uint8_t{1}));
}

double work_of(const Experiment& experiment, const std::vector<Trial>& trials) {
  const auto longest = std::max_element(
      trials.begin(), trials.end(),
      [](const Trial& one, const Trial& other) { return one.steps < other.steps; });
  const Masks masks =
      make_masks(experiment.network, longest->inputs, longest->outputs, experiment.seed);
  const double synapses = present(masks.input) + present(masks.recurrent) + present(masks.readout);
  return double{1} * experiment.training.batch * longest->steps *
         (synapses + kPerUnit * masks.units);
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

JsonValue card_of(const PresetNote& note, const Choice& name, const Experiment& experiment) {
  const Entry& task = *TaskCatalogue::registry().find(experiment.task.name());
  const std::vector<Trial> trials = some_trials(experiment);
  JsonValue card = JsonValue::object();
  card.add("key", name.key);
  card.add("label", name.label);
  card.add("help", name.help);
  card.add("group", note.group);
  card.add("task", task.label);
  card.add("by", note.by.empty() ? task.source : note.by);
  card.add("iterations", note.iterations > 0 ? JsonValue(note.iterations) : JsonValue());
  card.add("words", note.words);
  card.add("work", work_of(experiment, trials));
  card.add("areas", areas_of(experiment.network));
  add_trial(card, example_of(trials));
  return card;
}

}  // namespace

JsonValue preset_cards() {
  JsonValue cards = JsonValue::list();
  const std::vector<Choice> names = presets();
  for (const PresetNote& note : preset_notes()) {
    const auto name = std::find_if(names.begin(), names.end(),
                                   [&](const Choice& one) { return one.key == note.preset; });
    const auto experiment = preset(note.preset);
    if (name != names.end() && experiment) cards.add(card_of(note, *name, *experiment));
  }
  return cards;
}

double iteration_work(const Experiment& experiment) {
  return work_of(experiment, some_trials(experiment));
}

}  // namespace nn4n
