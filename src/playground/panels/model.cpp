#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/words.h"

namespace nn4n::playground {

void model_panel(Ui& ui) {
  const Network& network = ui.experiment.network;
  const auto& choices = Choices<ActivationKind>::list;
  const std::string activation(choices[static_cast<std::size_t>(network.activation)].label);
  if (!section(ui, "Model", activation + ", dt " + compact(network.dt_ms) + " ms")) return;
  edit_field(ui, "network.activation");
  edit_field(ui, "network.dt_ms");
}

void initialisation_panel(Ui& ui) {
  const Initialisation& start = ui.experiment.network.initialisation;
  if (!section(ui, "Initialisation", "spectral radius " + compact(start.spectral_radius))) return;
  edit_all(ui, "network.initialisation");
}

}  // namespace nn4n::playground
