#include <algorithm>
#include <cmath>
#include <set>

#include "editing/words.h"
#include "playground/panels/network/network.h"
#include "playground/widgets/columns.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kTwoColumnsFrom = 480;
constexpr float kBlockLabel = 122;
constexpr float kRowsOfColumn = 6, kRowsOfBlock = 9;  // with the title, of the block with most

/// Whether the selected blocks differ in this field.
bool is_mixed(const Ui& ui, const NetworkParts& parts, std::string_view key) {
  std::string first;
  for (std::size_t k = 0; k < parts.selected.size(); ++k) {
    BlockValues values = values_of(ui.experiment.network, parts.selected[k]);
    const bool none = key == "density" && !has_density(values);
    const Target target = target_in(values, key);
    const std::string text = target.type && !none ? to_text(target) : "none";
    if (k == 0) first = text;
    if (text != first) return true;
  }
  return false;
}

/// The fields that are wrong in one of the selected blocks.
std::set<std::string, std::less<>> wrong_fields(const Ui& ui, const NetworkParts& parts) {
  std::set<std::string, std::less<>> keys;
  for (const BlockPlace& place : parts.selected) {
    for (const BlockProblem& problem : problems_of(ui, place)) keys.insert(problem.key);
  }
  return keys;
}

void block_field(Ui& ui, const NetworkParts& parts, const std::string& key) {
  edit_field(ui, "blocks." + key, {.label_width = kBlockLabel, .mixed = is_mixed(ui, parts, key)});
}

/// The parameters of the pattern of the selected blocks. That of a density is above.
void pattern_parameters(Ui& ui, const NetworkParts& parts) {
  const std::string& name = ui.block->block.pattern.name();
  if (name == "density" || is_mixed(ui, parts, "pattern")) return;
  for (const Field& field : ui.block->block.pattern.record().fields)
    block_field(ui, parts, "pattern." + std::string(field.key));
}

/// "237 of 676 synapses"
std::string count_words(const NetworkParts& parts) {
  if (parts.synapses.empty()) return "";
  double present = 0;
  double possible = 0;
  const std::size_t n = parts.groups.size();
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t column = 0; column < n; ++column) {
      if (!parts.is_selected(place_of(parts.groups[row], parts.groups[column]))) continue;
      present += parts.synapses[row * n + column];
      possible += double{1} * parts.groups[row].units * parts.groups[column].units;
    }
  }
  return grouped(present) + " of " + grouped(possible) + " synapses";
}

std::string title_words(const Ui& ui, const NetworkParts& parts) {
  const std::size_t count = parts.selected.size();
  const BlockPlace& first = parts.selected.front();
  if (count > 1) return std::to_string(count) + " blocks";
  return group_name(ui.experiment, first.from, first.from_kind) + " → " +
         group_name(ui.experiment, first.into, first.into_kind);
}

/// What is selected, how many synapses it has, and the button that restores the structure's values.
void title_row(Ui& ui, const NetworkParts& parts) {
  const Row row = next_row(0, 0);
  const float y = std::floor(row.all.GetCenter().y);
  ImGui::GetWindowDrawList()->AddRectFilled({row.all.Min.x, y - 5}, {row.all.Min.x + 10, y + 5},
                                            block_colour(ui, *ui.block), 2);
  const bool changed =
      std::any_of(parts.selected.begin(), parts.selected.end(),
                  [&](const BlockPlace& place) { return parts.is_changed(place); });
  float right = row.all.Max.x;
  if (changed) {
    const ImRect box{{right - 76, row.all.Min.y}, {right, row.all.Max.y}};
    ui.place("blocks.restore", box);
    if (button(ui, "restore blocks", box, "Restore")) ui.answer(RestoreBlocks{parts.selected});
    item_tooltip(ui, "Restores these blocks as in " + std::string(parts.nearest.start->label));
    right -= 86;
  }
  const std::string title = title_words(ui, parts);
  draw_text(ui, {row.all.Min.x + 18, y}, Type::title, ui.colour().text, title);
  const float room = right - row.all.Min.x - 18 - text_width(ui, Type::title, title) - 12;
  std::string count = count_words(parts);
  if (text_width(ui, Type::label, count) > room) count = count.substr(0, count.rfind(' '));
  draw_text_within(ui, {right, y}, room, Type::label, ui.colour().text2, count, Align::right);
}

void strength_fields(Ui& ui, const NetworkParts& parts) {
  const bool some =
      std::any_of(parts.selected.begin(), parts.selected.end(), [&](const BlockPlace& place) {
        return has_density(values_of(ui.experiment.network, place));
      });
  if (some) block_field(ui, parts, "density");
  block_field(ui, parts, "pattern");
  pattern_parameters(ui, parts);
  block_field(ui, parts, "sign");
}

void learning_fields(Ui& ui, const NetworkParts& parts) {
  block_field(ui, parts, "gain");
  block_field(ui, parts, "own_distribution");
  if (ui.block->block.own_distribution || is_mixed(ui, parts, "own_distribution"))
    block_field(ui, parts, "distribution");
  block_field(ui, parts, "trained");
  block_field(ui, parts, "plasticity");
}

}  // namespace

void block_editor(Ui& ui, const NetworkParts& parts) {
  if (parts.selected.empty()) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool two = width >= kTwoColumnsFrom;
  BlockValues values = values_of(ui.experiment.network, parts.selected.front());
  const auto wrong = wrong_fields(ui, parts);
  ImGui::PushID("block editor");
  ui.block = &values;
  ui.wrong_in_block = &wrong;
  title_row(ui, parts);
  if (two) {
    two_columns(
        24, [&] { strength_fields(ui, parts); }, [&] { learning_fields(ui, parts); });
  } else {
    strength_fields(ui, parts);
    learning_fields(ui, parts);
  }
  ui.block = nullptr;
  ui.wrong_in_block = nullptr;
  ImGui::PopID();
  // As high for every block, so that what is below stays where it is.
  const float least = (two ? kRowsOfColumn : kRowsOfBlock) * row_pitch();
  const float bottom = std::max(ImGui::GetCursorScreenPos().y, at.y + least);
  ImGui::SetCursorScreenPos({at.x, bottom});
  paragraph(ui, Type::small, ui.colour().text3,
            for_hand("Click another block to edit it, or drag over several. Hold Ctrl to add one."),
            width);
}

}  // namespace nn4n::playground
