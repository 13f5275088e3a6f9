// The named experiments. To add one: a line in `kPresets`, with a function when more than the task
// differs from the defaults. A task needs no line to be a preset.
#include <algorithm>

#include "experiment/preset_networks.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

struct Preset {
  Choice name;
  std::string_view task;                  ///< the task it selects
  void (*adapt)(Experiment& experiment);  ///< null: the task is all that differs from the defaults
};

/// Tasks that hold a state for a while learn it reliably only with less noise than the default,
/// 0.15.
void less_noise(Experiment& experiment) { experiment.network.recurrent_noise = 0.05; }

/// Song et al. 2016 train the sequences with fast units and hardly any noise.
void fast_and_precise(Experiment& experiment) {
  experiment.network.recurrent_noise = 0.01;
  for (Area& area : experiment.network.areas) area.tau_ms = 50;
}

constexpr Preset of_task(std::string_view task, void (*adapt)(Experiment&)) {
  return {{task, "", ""}, task, adapt};
}

/// What differs from "the default experiment with the task of that name": tasks that need another
/// network or training, and experiments that are not named like a task.
constexpr std::array kPresets{
    of_task("dmc", less_noise),
    of_task("dms", less_noise),
    of_task("flipflop", less_noise),
    of_task("odr", less_noise),
    of_task("rsg", less_noise),
    of_task("sine", less_noise),
    of_task("seq", fast_and_precise),
    of_task("ng_pdm", with_classes),
    of_task("ng_delay_comparison", with_classes),
    of_task("memory_capacity", reservoir),
    of_task("mackey_glass", reservoir),
    Preset{{"nn_brain_ei", "nn-brain: E/I network",
            "50 units on perceptual decisions, as the notebook EI_RNN."},
           "ng_pdm",
           nn_brain_ei},
    Preset{{"nn_brain_dynamics", "nn-brain: dynamical system",
            "64 units on perceptual decisions, as the notebook "
            "RNN+DynamicalSystemAnalysis."},
           "ng_pdm",
           nn_brain_dynamics},
    Preset{{"nn_brain_memory", "nn-brain: working memory",
            "64 units on delay comparison, as the notebook "
            "ParametricWorkingMemory."},
           "ng_delay_comparison",
           nn_brain_memory},
    Preset{{"hub_reservoir", "Hub reservoir",
            "Fixed random weights with hubs, after Wang & Wang 2023; only "
            "the readout is solved for."},
           "memory_capacity",
           hub_reservoir}};

const Preset* find(std::string_view name) {
  const auto found = std::find_if(kPresets.begin(), kPresets.end(),
                                  [&](const Preset& preset) { return preset.name.key == name; });
  return found == kPresets.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Experiment> preset(std::string_view name) {
  const Preset* known = find(name);
  Experiment experiment;
  if (!experiment.task.select(known ? known->task : name)) return std::nullopt;
  if (known && known->adapt) known->adapt(experiment);
  conform(experiment);
  return experiment;
}

std::vector<Choice> presets() {
  std::vector<Choice> names;
  for (const Entry* task : TaskCatalogue::registry().entries()) {
    names.push_back({task->key, task->label, task->help});
  }
  for (const Preset& preset : kPresets) {
    if (!TaskCatalogue::registry().find(preset.name.key)) names.push_back(preset.name);
  }
  return names;
}

}  // namespace nn4n
