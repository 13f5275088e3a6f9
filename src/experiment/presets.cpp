// The named experiments. Every task is one of them, with the changes that its own file asks for
// (Entry::needs). To add an experiment of another name, add a line to `kPresets`.
#include <algorithm>
#include <array>

#include "experiment/named.h"
#include "experiment/preset_networks.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

/// One area of 64 units that are all connected.
void one_area(Experiment& experiment) {
  experiment.network.areas = {{.name = "Cortex", .units = 64, .input = true, .readout = true}};
  experiment.network.connectivity.density = {{1}};
  experiment.training.learning_rate = 0.004;
}

/// A chain of three areas that are dense within and sparse between; both E and I units reach other
/// areas.
void three_areas(Experiment& experiment) {
  experiment.network.areas = {{.name = "Sensory", .units = 30, .input = true},
                              {.name = "Association", .units = 30},
                              {.name = "Decision", .units = 30, .readout = true}};
  Connectivity& connectivity = experiment.network.connectivity;
  connectivity.density = {{1, 0.05, 0}, {0.1, 1, 0.05}, {0, 0.1, 1}};
  connectivity.i_to_e = connectivity.i_to_i = true;
}

/// An experiment that is not named like a task.
struct Preset {
  Choice name;
  std::string_view task;                  ///< the task it selects
  void (*adapt)(Experiment& experiment);  ///< what differs beside it
};
constexpr std::array kPresets{
    Preset{{"one_area", "One area", "64 units that learn a perceptual decision."}, "pdm", one_area},
    Preset{{"three_areas", "Chain of three areas",
            "Evidence reaches the first area, the decision is read from the last; 3 x 30 units."},
           "pdm",
           three_areas},
    Preset{{"nn_brain_ei", "nn-brain: E/I network",
            "50 units on perceptual decisions, as the notebook EI_RNN."},
           "ng_pdm",
           nn_brain_ei},
    Preset{{"nn_brain_dynamics", "nn-brain: dynamical system",
            "64 units on perceptual decisions, as the notebook RNN+DynamicalSystemAnalysis."},
           "ng_pdm",
           nn_brain_dynamics},
    Preset{{"nn_brain_memory", "nn-brain: working memory",
            "64 units on delay comparison, as the notebook ParametricWorkingMemory."},
           "ng_delay_comparison",
           nn_brain_memory},
    Preset{
        {"hub_reservoir", "Hub reservoir",
         "Fixed random weights with hubs, after Wang & Wang 2023; only the readout is solved for."},
        "memory_capacity",
        hub_reservoir}};

/// What an experiment has as long as its task says nothing else. The default experiment is a
/// perceptual decision, which has more input noise and a learning rate that falls (tasks/pdm.cpp).
void with_plain_settings(Experiment& experiment) {
  experiment.network.input_noise = 0.01;
  experiment.training.schedule = {.kind = ScheduleKind::constant};
}

/// Applies what the chosen task brings of its own.
void with_own_settings(Experiment& experiment) {
  with_plain_settings(experiment);
  const Entry* entry = TaskCatalogue::registry().find(experiment.task.name());
  if (entry->needs) entry->needs(experiment);
}

/// The experiment of a published network, without the redraw and the needs that set_task adds.
std::optional<Experiment> made_of(const Published& network) {
  Experiment experiment;
  if (!experiment.task.select(network.task)) return std::nullopt;
  with_plain_settings(experiment);
  network.adapt(experiment);
  conform(experiment);
  return experiment;
}

}  // namespace

Experiment base_with(std::string_view task) {
  Experiment base;
  const bool another = task != base.task.name() && TaskCatalogue::registry().find(task) != nullptr;
  if (another) with_plain_settings(base);
  return base;
}

bool set_task(Experiment& experiment, std::string_view task) {
  if (!experiment.task.select(task)) return false;
  experiment.training.redraw.on = true;
  with_own_settings(experiment);
  return true;
}

void follow_task(Experiment& experiment, std::string_view before) {
  Experiment was;
  if (!was.task.select(before)) return;
  with_own_settings(was);
  Experiment now;
  now.task.select(experiment.task.name());
  with_own_settings(now);
  const auto follow = [](auto& value, const auto& old_value, const auto& new_value) {
    if (value == old_value) value = new_value;
  };
  follow(experiment.network.input_noise, was.network.input_noise, now.network.input_noise);
  follow(experiment.network.recurrent_noise, was.network.recurrent_noise,
         now.network.recurrent_noise);
  follow(experiment.training.schedule, was.training.schedule, now.training.schedule);
  follow(experiment.training.curriculum, was.training.curriculum, now.training.curriculum);
}

std::optional<Experiment> preset(std::string_view name) {
  for (const Published& network : published_networks()) {
    if (network.name.key == name) return made_of(network);
  }
  Experiment experiment;
  const auto known = std::find_if(kPresets.begin(), kPresets.end(),
                                  [&](const Preset& preset) { return preset.name.key == name; });
  if (!set_task(experiment, known == kPresets.end() ? name : known->task)) return std::nullopt;
  if (known != kPresets.end()) known->adapt(experiment);
  conform(experiment);
  return experiment;
}

std::vector<Choice> presets() {
  std::vector<Choice> names;
  for (const Entry* task : TaskCatalogue::registry().entries()) {
    names.push_back({task->key, task->label, task->help});
  }
  for (const Preset& preset : kPresets) {
    names.push_back(preset.name);
  }
  for (const Published& network : published_networks()) names.push_back(network.name);
  return names;
}

}  // namespace nn4n
