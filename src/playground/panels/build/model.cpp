#include "editing/words.h"
#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

void model_panel(Ui& ui) {
  const Network& network = ui.experiment.network;
  const auto& choices = Choices<ActivationKind>::list;
  const std::string activation(choices[static_cast<std::size_t>(network.activation)].label);
  if (!section(ui, "Model", activation + ", dt " + compact(network.dt_ms) + " ms")) return;
  edit_field(ui, "network.activation");
  for (const char* key : {"dt_ms", "unit_tau_ms", "learn_alpha", "initial_state", "noise_scaling",
                          "rate_noise", "compatibility"})
    edit_field(ui, std::string("network.") + key);
}

/// What is rarely changed in an area.
void area_details_panel(Ui& ui) {
  if (!section(ui, "Area details", "activation, layer, channels")) return;
  for (std::size_t i = 0; i < ui.experiment.network.areas.size(); ++i) {
    const std::string path = "network.areas[" + std::to_string(i) + "].";
    paragraph(ui, Type::title, ui.colour().text, ui.experiment.network.areas[i].name,
              ImGui::GetContentRegionAvail().x);
    for (const char* key : {"own_activation", "activation", "layer", "input_fraction",
                            "input_channels", "readout_fraction", "readout_channels"})
      edit_field(ui, path + key);
  }
}

void layers_panel(Ui& ui) {
  for (const auto& [title, key] : {std::pair{"Input weights", "network.input_weights"},
                                   {"Recurrent weights", "network.recurrent_weights"},
                                   {"Readout weights", "network.readout_weights"}}) {
    const Target law = resolve(target_of(ui.experiment), std::string(key) + ".law");
    const auto choice = static_cast<std::size_t>(law.type->number(law.object));
    if (section(ui, title, std::string(law.type->choices[choice].label))) edit_all(ui, key);
  }
}

void initialisation_panel(Ui& ui) {
  const Initialisation& start = ui.experiment.network.initialisation;
  if (!section(ui, "Initialisation", "spectral radius " + compact(start.spectral_radius))) return;
  edit_all(ui, "network.initialisation", {.label_width = 136});
}

}  // namespace nn4n::playground
