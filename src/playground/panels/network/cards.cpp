// The cards of what holds for the whole network: initialisation, noise and constraints. They say in
// words what each choice means.
#include <algorithm>
#include <array>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/network/network.h"
#include "playground/widgets/columns.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kTwoCardsFrom = 480;
constexpr float kCardLabel = 132, kLayerLabel = 84;

/// A second editor of a field that is also in the build column.
void card_field(Ui& ui, const std::string& path, const std::string& label = {},
                float label_width = kCardLabel) {
  edit_field(ui, "@" + path, {.label_width = label_width, .label = label});
}

void words(Ui& ui, ImU32 colour, std::string_view text) {
  paragraph(ui, Type::small, colour, text, ImGui::GetContentRegionAvail().x);
}

/// What every choice of the field means. The chosen one is written in the colour of text, the
/// others are paler.
void explain_choices(Ui& ui, const std::string& path) {
  const Target target = resolve(target_of(ui.experiment), path);
  const auto chosen = static_cast<std::size_t>(target.type->number(target.object));
  for (std::size_t k = 0; k < target.type->choices.size(); ++k) {
    const Choice& choice = target.type->choices[k];
    if (choice.help.empty()) continue;
    words(ui, k == chosen ? ui.colour().text : ui.colour().text3,
          std::string(choice.label) + ": " + std::string(choice.help));
  }
}

void title(Ui& ui, std::string_view text) {
  ImGui::Dummy({0, 2});
  paragraph(ui, Type::title, ui.colour().text, text, ImGui::GetContentRegionAvail().x);
}

void initialisation_card(Ui& ui) {
  const Card card(ui, "card initialisation", 0);
  title(ui, "Initialisation");
  card_field(ui, "network.recurrent_weights.distribution", "Recurrent weights");
  card_field(ui, "network.input_weights.distribution", "Input weights");
  card_field(ui, "network.readout_weights.distribution", "Readout weights");
  explain_choices(ui, "network.recurrent_weights.distribution");
  for (const char* key :
       {"spectral_radius", "input_range", "readout_range", "potential", "balance"})
    card_field(ui, std::string("network.initialisation.") + key);
  explain_choices(ui, "network.initialisation.balance");
  card_field(ui, "network.initialisation.sparse_correction");
  explain_choices(ui, "network.initialisation.sparse_correction");
}

/// The noise that the fastest area gets.
std::string noise_words(const Network& network) {
  double tau = network.areas.front().tau_ms;
  for (const Area& area : network.areas) tau = std::min(tau, area.tau_ms);
  const double alpha = network.dt_ms / tau;
  const bool song = network.noise_scale == NoiseScale::song;
  const double scale = (song ? std::sqrt(2 * alpha) : alpha) * network.recurrent_noise;
  return "With α = dt / τ = " + compact(alpha) + ", each step adds " + compact(scale) +
         " N(0, 1) to v. After many steps its standard deviation is " +
         compact(alpha < 2 ? scale / std::sqrt(1 - (1 - alpha) * (1 - alpha)) : INFINITY) + ".";
}

void noise_card(Ui& ui) {
  const Card card(ui, "card noise", 0);
  title(ui, "Noise");
  card_field(ui, "network.recurrent_noise");
  card_field(ui, "network.noise_scale");
  words(ui, ui.colour().text2, noise_words(ui.experiment.network));
  explain_choices(ui, "network.noise_scale");
  card_field(ui, "network.rate_noise");
  card_field(ui, "network.input_noise");
  card_field(ui, "training.validation_noise");
}

/// Which layers are sparse and signed: one row each.
void layer_ticks(Ui& ui) {
  for (const MaskLayer layer : {MaskLayer::input, MaskLayer::recurrent, MaskLayer::readout}) {
    const std::string path = "@network." + std::string(key_of(layer));
    const Row row = next_row(kLayerLabel, 0);
    draw_text(ui, {row.all.Min.x, row.all.GetCenter().y}, Type::label, ui.colour().text2,
              words_of(layer));
    const float middle = row.control.Min.x + std::max(72.0f, tick_width(ui, "Sparse") + 12);
    edit_tick(ui, path + ".sparse", {row.control.Min, {middle, row.all.Max.y}});
    edit_tick(ui, path + ".dales_law", {{middle, row.all.Min.y}, row.all.Max});
  }
}

void constraints_card(Ui& ui) {
  const Card card(ui, "card constraints", 0);
  const std::string connectivity = "network.connectivity.";
  title(ui, "Constraints");
  card_field(ui, connectivity + "unit_signs", {}, kLayerLabel);
  layer_ticks(ui);
  if (ui.experiment.network.connectivity.unit_signs == UnitSigns::ei) {
    card_field(ui, connectivity + "sign_constraint");
    explain_choices(ui, connectivity + "sign_constraint");
    card_field(ui, connectivity + "inhibitory_readout");
  }
  card_field(ui, connectivity + "self_connections");
  card_field(ui, connectivity + "overlap");
  card_field(ui, "network.compatibility");
  explain_choices(ui, "network.compatibility");
}

}  // namespace

void network_cards(Ui& ui) {
  const float width = ImGui::GetContentRegionAvail().x;
  if (width < kTwoCardsFrom) {
    constraints_card(ui);
    noise_card(ui);
    initialisation_card(ui);
    return;
  }
  two_columns(
      8, [&] { constraints_card(ui); },
      [&] {
        initialisation_card(ui);
        noise_card(ui);
      });
}

}  // namespace nn4n::playground
