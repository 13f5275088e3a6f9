#include "editing/words.h"
#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

std::string model_note(const Ui& ui) {
  const Network& network = ui.experiment.network;
  const auto& choices = Choices<ActivationKind>::list;
  const std::string activation(choices[static_cast<std::size_t>(network.activation)].label);
  return activation + ", dt " + compact(network.dt_ms) + " ms";
}

void model_rows(Ui& ui) {
  for (const char* key : {"activation", "dt_ms", "unit_tau_ms", "learn_alpha", "initial_state",
                          "noise_scale", "rate_noise", "compatibility"})
    edit_field(ui, std::string("network.") + key);
}

const RegisteredPanel registered_model{{.key = "model",
                                        .title = "Model",
                                        .place = PanelPlace::build,
                                        .order = 90,
                                        .rows = model_rows,
                                        .note = model_note,
                                        .folded = true}};

/// What is rarely changed in an area.
void area_details_rows(Ui& ui) {
  for (std::size_t i = 0; i < ui.experiment.network.areas.size(); ++i) {
    const std::string path = "network.areas[" + std::to_string(i) + "].";
    paragraph(ui, Type::title, ui.colour().text, ui.experiment.network.areas[i].name,
              ImGui::GetContentRegionAvail().x);
    for (const char* key : {"own_activation", "activation", "layer", "input_fraction",
                            "input_channels", "readout_fraction", "readout_channels"})
      edit_field(ui, path + key);
  }
}

const RegisteredPanel registered_area_details{
    {.key = "area_details",
     .title = "Area details",
     .place = PanelPlace::build,
     .order = 100,
     .rows = area_details_rows,
     .note = [](const Ui&) -> std::string { return "activation, layer, channels"; },
     .folded = true}};

/// The distribution that the weights of a layer are drawn from.
std::string law_note(const Ui& ui, const std::string& layer) {
  const Target distribution = resolve(target_of(ui.experiment), layer + ".distribution");
  return std::string(
      distribution.type
          ->choices[static_cast<std::size_t>(distribution.type->number(distribution.object))]
          .label);
}

const RegisteredPanel registered_input_weights{
    {.key = "input_weights",
     .title = "Input weights",
     .place = PanelPlace::build,
     .order = 110,
     .rows = [](Ui& ui) { edit_all(ui, "network.input_weights"); },
     .note = [](const Ui& ui) { return law_note(ui, "network.input_weights"); },
     .folded = true,
     .close = true}};

const RegisteredPanel registered_recurrent_weights{
    {.key = "recurrent_weights",
     .title = "Recurrent weights",
     .place = PanelPlace::build,
     .order = 120,
     .rows = [](Ui& ui) { edit_all(ui, "network.recurrent_weights"); },
     .note = [](const Ui& ui) { return law_note(ui, "network.recurrent_weights"); },
     .folded = true,
     .close = true}};

const RegisteredPanel registered_readout_weights{
    {.key = "readout_weights",
     .title = "Readout weights",
     .place = PanelPlace::build,
     .order = 130,
     .rows = [](Ui& ui) { edit_all(ui, "network.readout_weights"); },
     .note = [](const Ui& ui) { return law_note(ui, "network.readout_weights"); },
     .folded = true}};

const RegisteredPanel registered_initialisation{
    {.key = "initialisation",
     .title = "Initialisation",
     .place = PanelPlace::build,
     .order = 140,
     .rows = [](Ui& ui) { edit_all(ui, "network.initialisation", {.label_width = 136}); },
     .note =
         [](const Ui& ui) {
           return "spectral radius " +
                  compact(ui.experiment.network.initialisation.spectral_radius);
         },
     .folded = true}};

}  // namespace

}  // namespace nn4n::playground
