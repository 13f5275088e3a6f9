// The network editor: the menu of structures to start from, the matrix of blocks, the fields of the
// selected blocks, and cards below.
#include <algorithm>
#include <array>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/network/network.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/field_tooltip.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"
#include "playground/widgets/typing.h"

namespace nn4n::playground {

namespace {

/// Synapses in every block, when the masks are those of this network.
std::vector<int> count_synapses(const Network& network, const std::vector<Group>& groups,
                                const Masks& masks) {
  if (masks.units != total_units(network)) return {};
  std::vector<int> counts;
  const auto units = static_cast<std::size_t>(masks.units);
  for (const Group& into : groups) {
    for (const Group& from : groups) {
      int count = 0;
      for (int i = into.begin; i < into.begin + into.units; ++i) {
        const auto row = masks.recurrent.begin() +
                         static_cast<std::ptrdiff_t>(static_cast<std::size_t>(i) * units);
        count += static_cast<int>(std::count(row + from.begin, row + from.begin + from.units, 1));
      }
      counts.push_back(count);
    }
  }
  return counts;
}

/// How many blocks differ from the structure, and the button that restores them.
void changed_blocks(Ui& ui, const NetworkParts& parts, const ImRect& box) {
  const std::size_t changed = parts.nearest.changed.size();
  const ImRect restore{{box.Max.x - 88, box.Min.y}, box.Max};
  ui.place("structures.restore", restore);
  if (button(ui, "restore all", restore, "Restore all"))
    ui.answer(RestoreBlocks{parts.nearest.changed});
  draw_text_within(ui, {restore.Min.x - 10, box.GetCenter().y}, restore.Min.x - box.Min.x - 10,
                   Type::label, ui.colour().text2,
                   std::to_string(changed) + (changed == 1 ? " block changed" : " blocks changed"),
                   Align::right);
}

/// The menu of structures; what was changed since stands beside it or, where it is narrow, below.
void starting_row(Ui& ui, const NetworkParts& parts) {
  constexpr float most = 210, beside = 214;
  std::vector<Option> options;
  int chosen = -1;
  for (const StartingPoint& start : starting_points()) {
    if (&start == parts.nearest.start) chosen = static_cast<int>(options.size());
    options.push_back({std::string(start.key), std::string(start.label)});
  }
  const Row row = next_row(84, 0);
  draw_text(ui, {row.all.Min.x, row.all.GetCenter().y}, Type::label, ui.colour().text2,
            "Start from");
  const float width = std::min(row.control.GetWidth(), most);
  const ImRect box{row.control.Min, {row.control.Min.x + width, row.control.Max.y}};
  ui.place("structures", box);
  const int picked = combo(ui, "structures", box, options, chosen);
  if (picked >= 0) ui.answer(StartFrom{options[static_cast<std::size_t>(picked)].key});
  const bool fits = row.control.GetWidth() >= most + beside;
  const ImRect changed =
      fits ? ImRect{{box.Max.x + 8, row.all.Min.y}, row.all.Max} : next_row(0, 0).all;
  if (!parts.nearest.changed.empty()) return changed_blocks(ui, parts, changed);
  draw_text_within(ui, {changed.Max.x, changed.GetCenter().y}, changed.GetWidth(), Type::label,
                   ui.colour().text3, "no block changed", Align::right);
}

std::string help_of(const StartingPoint& start) {
  std::string words(start.help);
  if (!start.source.empty()) words += " (" + std::string(start.source) + ")";
  return words;
}

/// What the structure is, in as much room as the longest of these texts needs.
void starting_help(Ui& ui, const NetworkParts& parts) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  float height = 0;
  for (const StartingPoint& start : starting_points())
    height = std::max(height, paragraph_height(ui, Type::small, help_of(start), width));
  if (parts.nearest.start)
    paragraph(ui, Type::small, ui.colour().text3, help_of(*parts.nearest.start), width);
  take_room({at, {at.x + width, at.y + height}});
}

/// The choice of what the blocks show, and how the matrix is read.
void quantity_row(Ui& ui) {
  const Row row = next_row(0, 0);
  const float width = std::min(row.all.GetWidth(), 256.0f);
  const ImRect box{row.all.Min, {row.all.Min.x + width, row.all.Max.y}};
  ui.place("blocks.quantity", box);
  const int picked =
      segments(ui, "blocks.quantity", box,
               {{"density", "Density"}, {"gain", "Gain"}, {"plasticity", "Plasticity"}},
               static_cast<int>(ui.view.network.quantity));
  if (picked >= 0) {
    NetworkView next = ui.view.network;
    next.quantity = static_cast<BlockQuantity>(picked);
    ui.answer(ShowNetwork{std::move(next)});
  }
  constexpr std::string_view reading = "row = to, column = from";
  if (text_width(ui, Type::label, reading) <= row.all.GetWidth() - width - 8)
    draw_text(ui, {row.all.Max.x, row.all.GetCenter().y}, Type::label, ui.colour().text2, reading,
              Align::right);
}

float relative_luminance(ImU32 colour) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  const auto linear = [](float v) {
    return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
  };
  return 0.2126f * linear(c.x) + 0.7152f * linear(c.y) + 0.0722f * linear(c.z);
}

float contrast(ImU32 a, ImU32 b) {
  const float one = relative_luminance(a) + 0.05f;
  const float other = relative_luminance(b) + 0.05f;
  return std::max(one, other) / std::min(one, other);
}

}  // namespace

bool NetworkParts::is_changed(const BlockPlace& place) const {
  return std::find(nearest.changed.begin(), nearest.changed.end(), place) != nearest.changed.end();
}

bool NetworkParts::is_selected(const BlockPlace& place) const {
  return std::find(selected.begin(), selected.end(), place) != selected.end();
}

NetworkParts parts_of(Ui& ui) {
  const bool dragged = !ui.view.preview_path.empty();
  const int redraws = std::max(ui.snapshot.progress.draw - 1, 0);
  const Initial& initial = ui.initials.of(ui.experiment, dragged, redraws);
  const Network& network = ui.experiment.network;
  std::vector<Group> groups = groups_of(network);
  std::vector<int> synapses = count_synapses(network, groups, initial.masks);
  return {.initial = initial,
          .nearest = nearest_start(ui.experiment),
          .groups = std::move(groups),
          .selected = edited_of(network, ui.view.network.selected),
          .synapses = std::move(synapses)};
}

ImU32 ink_on(const Ui& ui, ImU32 fill) {
  return contrast(ui.colour().text, fill) >= contrast(ui.colour().plot, fill) ? ui.colour().text
                                                                              : ui.colour().plot;
}

ImU32 block_colour(const Ui& ui, const BlockValues& values) {
  const Block& block = values.block;
  const bool by_source = block.sign == SignRule::by_source;
  const bool signs = ui.experiment.network.recurrent_weights.dales_law;
  if (block.sign == SignRule::excitatory) return ui.colour().exc;
  if (block.sign == SignRule::inhibitory) return ui.colour().inh;
  if (!by_source || !signs || block.from_kind == UnitKind::all) return ui.colour().edge;
  return block.from_kind == UnitKind::excitatory ? ui.colour().exc : ui.colour().inh;
}

void edit_in_place(Ui& ui, const std::string& path, const ImRect& box, Type type, ImU32 colour,
                   std::string_view words) {
  const Target target = resolve(target_of(ui.experiment), plain_path(path));
  if (!target.type || !target.field) return;
  ui.place(path, box);
  ImGui::PushID(path.c_str());
  if (ui.view.typing_path == path) {
    typing_box(ui, target, path, box);
    return ImGui::PopID();
  }
  const ImGuiID id = ImGui::GetID("words");
  bool hovered = false;
  if (ImGui::ItemAdd(box, id)) {
    bool held = false;
    if (ImGui::ButtonBehavior(box, id, &hovered, &held))
      ui.answer(Typing{path, typed_form(target)});
    if (hovered) {
      ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
      ImGui::GetWindowDrawList()->AddRectFilled({box.Min.x - 3, box.Min.y}, box.Max,
                                                ui.colour().control, 3);
    }
    focus_ring(ui, box, id);
    field_tooltip(ui, target, path);
  }
  draw_text_within(ui, {box.Min.x, box.GetCenter().y}, box.GetWidth(), type, colour, words);
  ImGui::PopID();
}

namespace {

void network_rows(Ui& ui) {
  const NetworkParts parts = parts_of(ui);
  starting_row(ui, parts);
  starting_help(ui, parts);
  ImGui::Dummy({0, 2});
  quantity_row(ui);
  ImGui::Dummy({0, 2});
  block_matrix(ui, parts);
  block_editor(ui, parts);
  ImGui::Dummy({0, 6});
  network_cards(ui);
}

const RegisteredPanel registered_network{{.key = "network",
                                          .title = "Network",
                                          .place = PanelPlace::tab,
                                          .order = 20,
                                          .rows = network_rows,
                                          .copies = true}};

}  // namespace

}  // namespace nn4n::playground
