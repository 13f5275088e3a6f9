// The fields of what is selected in the table of a custom task.
#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/table/table.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kButtonGap = 6;

// Values of a cell -------------------------------------------------------------------------------

/// The list as a person would type it.
std::string typed_numbers(const std::vector<double>& numbers) {
  std::string text;
  for (const double number : numbers) text += (text.empty() ? "" : ", ") + shortest(number);
  return text;
}

/// Whether a list is one number for all conditions, one for each, or none.
enum class Spread { none, same, each, misfit };

Spread spread_of(const std::vector<double>& numbers, std::size_t conditions) {
  if (numbers.empty()) return Spread::none;
  if (numbers.size() == 1) return Spread::same;
  return numbers.size() == conditions ? Spread::each : Spread::misfit;
}

/// The list with another spread; `start` where there is nothing yet.
std::vector<double> spread_over(const std::vector<double>& numbers, double start, Spread spread,
                                std::size_t conditions) {
  const double first = numbers.empty() ? start : numbers.front();
  if (spread == Spread::none) return {};
  if (spread == Spread::same) return {first};
  std::vector<double> each(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                  numbers.size(), conditions)));
  each.resize(conditions, first);
  return each;
}

/// An option's index is that of its spread, less one where there must be numbers.
std::vector<Option> spread_options(bool may_be_none, std::size_t conditions) {
  std::vector<Option> options;
  if (may_be_none) options.push_back({"none", "None"});
  options.push_back({"same", conditions > 1 ? "For all" : "To a value"});
  if (conditions > 1) options.push_back({"each", "For each"});
  return options;
}

/// How many numbers the list has, as one of several words.
void spread_row(Ui& ui, const std::string& path, const std::vector<double>& numbers, double start,
                bool may_be_none, std::size_t conditions) {
  const int first = static_cast<int>(may_be_none ? Spread::none : Spread::same);
  const std::vector<Option> options = spread_options(may_be_none, conditions);
  const int chosen = static_cast<int>(spread_of(numbers, conditions)) - first;
  const Row row = next_row(84, 0);
  field_label(ui, path, row.label);
  ui.place(path, row.control);
  ui.place(path + "#label", row.label);
  found_ring(ui, path, row.all);
  const int picked = segments(ui, path, row.control, options, chosen);
  if (picked < 0 || picked == chosen) return;
  const auto spread = static_cast<Spread>(picked + first);
  ui.answer(SetText{path, typed_numbers(spread_over(numbers, start, spread, conditions))});
}

/// A list of numbers, one for all conditions or one for each.
void numbers_rows(Ui& ui, const CustomParameters& task, const std::string& path,
                  const std::vector<double>& numbers, double start, bool may_be_none) {
  const std::size_t conditions = task.conditions.size();
  if (conditions > 1 || may_be_none)
    spread_row(ui, path, numbers, start, may_be_none, conditions);
  else
    ui.place(path, {ImGui::GetCursorScreenPos(), ImGui::GetCursorScreenPos()});
  const Spread spread = spread_of(numbers, conditions);
  if (spread == Spread::misfit) return;
  const auto label = [&](std::size_t k) -> std::string {
    if (conditions == 1) return may_be_none ? "To" : "";
    return spread == Spread::each ? task.conditions[k].name : "All conditions";
  };
  for (std::size_t k = 0; k < numbers.size(); ++k)
    edit_field(ui, path + "[" + std::to_string(k) + "]", {.label_width = 84, .label = label(k)});
}

template <class Cell>
void cell_fields(Ui& ui, const CustomParameters& task, const std::string& path, const Cell& cell,
                 const std::string& last) {
  numbers_rows(ui, task, path + ".value", cell.value, 0, false);
  const double start = cell.value.empty() ? 0 : cell.value.front();
  numbers_rows(ui, task, path + ".ramp", cell.ramp, start, true);
  edit_field(ui, path + last, {.label_width = 84});
}

// What can be done -------------------------------------------------------------------------------

/// A button in one of three places of a row.
bool third_button(Ui& ui, const Row& row, int place, const std::string& name,
                  const std::string& words) {
  const float width = (row.all.GetWidth() - 2 * kButtonGap) / 3;
  const float left = row.all.Min.x + px(place) * (width + kButtonGap);
  const ImRect box{{left, row.all.Min.y}, {left + width, row.all.Max.y}};
  ui.place("table." + name, box);
  return button(ui, name.c_str(), box, words);
}

void part_buttons(Ui& ui, const CustomParameters& task, const TablePlace& place) {
  const bool time = place.part == TablePart::epochs;
  const Row row = next_row(0, 0);
  const std::size_t at = place.index;
  if (at > 0 && third_button(ui, row, 0, "back", time ? "Earlier" : "Up"))
    ui.answer(MoveInTable{place.part, at, at - 1});
  if (at + 1 < count_of(task, place.part) &&
      third_button(ui, row, 1, "on", time ? "Later" : "Down"))
    ui.answer(MoveInTable{place.part, at, at + 1});
  if (can_remove(task, place.part) && third_button(ui, row, 2, "remove", "Remove"))
    ui.answer(RemoveFromTable{place.part, at});
}

/// "epoch 2 of 4", "input 1 of 3"; for a cell "input" or "target".
std::string kind_words_of(const CustomParameters& task, const TablePlace& place) {
  if (place.epoch) return place.part == TablePart::inputs ? "input" : "target";
  return std::string(noun_of(place.part)) + " " + std::to_string(place.index + 1) + " of " +
         std::to_string(count_of(task, place.part));
}

void part_fields(Ui& ui, const TablePlace& place) {
  const std::string path = path_of(place);
  if (place.part == TablePart::inputs || place.part == TablePart::outputs)
    return edit_field(ui, path, {.label_width = 84, .label = "Name"});
  const Target target = resolve(target_of(ui.experiment), path);
  for_each_part(target, [&](const Target& part, const std::string& step) {
    if (part.type->kind != Kind::list) edit_field(ui, path + step, {.label_width = 84});
  });
}

}  // namespace

void add_button(Ui& ui, const CustomParameters& task, TablePart part, const ImRect& box) {
  if (!can_add(task, part)) return;
  const std::string noun(noun_of(part));
  const auto selected = table_place(ui.experiment, ui.view.table);
  const bool beside = selected && selected->part == part && !selected->epoch;
  const bool column = selected && selected->epoch && part == TablePart::epochs;
  const std::size_t at = beside   ? selected->index + 1
                         : column ? *selected->epoch + 1
                                  : count_of(task, part);
  ui.place("table.add." + std::string(key_of(part)), box);
  if (button(ui, ("add " + noun).c_str(), box, "Add " + noun)) ui.answer(AddToTable{part, at});
  item_tooltip(ui,
               "The new one comes after the selected one, or at the end when none is selected.");
}

void table_details(Ui& ui, const CustomParameters& task, const TablePlace& place) {
  const std::string path = path_of(place);
  ImGui::PushID(path.c_str());
  heading(ui, name_of(task, place), kind_words_of(task, place));
  ImGui::Dummy({0, 2});
  if (!place.epoch) {
    part_fields(ui, place);
    part_buttons(ui, task, place);
  } else if (place.part == TablePart::inputs) {
    cell_fields(ui, task, path, task.epochs[*place.epoch].inputs[place.index], ".noise");
  } else {
    cell_fields(ui, task, path, task.epochs[*place.epoch].targets[place.index], ".mask");
  }
  ImGui::PopID();
}

void table_conditions(Ui& ui, const CustomParameters& task) {
  double all = 0;
  for (const CustomCondition& condition : task.conditions) all += condition.probability;
  heading(ui, "Conditions", "one is drawn for every trial");
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui.place("task.conditions", {at, {at.x + ImGui::GetContentRegionAvail().x, at.y + 24}});
  trouble_mark(ui, "task.conditions", {at.x + ImGui::GetContentRegionAvail().x - 8, at.y - 14});
  for (std::size_t k = 0; k < task.conditions.size(); ++k) {
    const CustomCondition& condition = task.conditions[k];
    const Row row = next_row(0, 0);
    table_item(ui, {TablePart::conditions, k}, row.all, ui.colour().control);
    const float y = std::floor(row.all.GetCenter().y);
    const std::string share = all > 0
                                  ? "drawn in " + compact(100 * condition.probability / all) + " %"
                                  : std::string("–");
    const std::string strength =
        condition.strength == 0 ? "" : "strength " + compact(condition.strength) + ", ";
    draw_text_within(ui, {row.all.Min.x + 8, y}, row.all.GetWidth() - 168, Type::label,
                     ui.colour().text, condition.name);
    draw_text_within(ui, {row.all.Max.x - 8, y}, 156, Type::label, ui.colour().text2,
                     strength + share, Align::right);
  }
  add_button(ui, task, TablePart::conditions, next_row(0, 0).all);
}

}  // namespace nn4n::playground
