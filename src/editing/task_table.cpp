#include "editing/task_table.h"

#include <array>
#include <charconv>

namespace nn4n {

namespace {

constexpr std::array kTableLists{TablePart::epochs, TablePart::inputs, TablePart::outputs,
                                 TablePart::conditions};

std::string step_of(std::string_view list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

/// The index in "list[index]" at the beginning of the text, which is taken off.
std::optional<std::size_t> take_index(std::string_view& text, std::string_view list) {
  if (!text.starts_with(list)) return std::nullopt;
  const std::string_view rest = text.substr(list.size());
  std::size_t index = 0;
  if (!rest.starts_with('[')) return std::nullopt;
  const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), index);
  if (error != std::errc{} || end == rest.data() + rest.size() || *end != ']') return std::nullopt;
  text = rest.substr(static_cast<std::size_t>(end + 1 - rest.data()));
  return index;
}

/// The cell that the rest of an epoch's path is in.
std::optional<TablePlace> cell_place(const CustomParameters& task, std::string_view rest,
                                     std::size_t epoch) {
  if (const auto input = take_index(rest, ".inputs"); input && *input < task.inputs.size())
    return TablePlace{TablePart::inputs, *input, epoch};
  if (const auto output = take_index(rest, ".targets"); output && *output < task.outputs.size())
    return TablePlace{TablePart::outputs, *output, epoch};
  return std::nullopt;
}

}  // namespace

const CustomParameters* table_of(const Experiment& experiment) {
  return experiment.task.name() == "custom" ? &experiment.task.as<CustomParameters>() : nullptr;
}

std::string path_of(const TablePlace& place) {
  if (!place.epoch) return "task." + step_of(key_of(place.part), place.index);
  return "task." + step_of("epochs", *place.epoch) + "." +
         step_of(place.part == TablePart::inputs ? "inputs" : "targets", place.index);
}

std::optional<TablePlace> table_place(const Experiment& experiment, std::string_view path) {
  const CustomParameters* task = table_of(experiment);
  constexpr std::string_view prefix = "task.";
  if (!task || !path.starts_with(prefix)) return std::nullopt;
  for (const TablePart part : kTableLists) {
    std::string_view rest = path.substr(prefix.size());
    const auto index = take_index(rest, key_of(part));
    if (!index || *index >= count_of(*task, part)) continue;
    const TablePlace whole{part, *index};
    return part == TablePart::epochs ? cell_place(*task, rest, *index).value_or(whole) : whole;
  }
  return std::nullopt;
}

std::string name_of(const CustomParameters& task, const TablePlace& place) {
  const std::string epoch = place.epoch ? task.epochs[*place.epoch].name + ", " : "";
  switch (place.part) {
    case TablePart::epochs:
      return task.epochs[place.index].name;
    case TablePart::inputs:
      return epoch + task.inputs[place.index];
    case TablePart::outputs:
      return epoch + task.outputs[place.index];
    case TablePart::conditions:
      break;
  }
  return task.conditions[place.index].name;
}

std::vector<TablePlace> all_places(const CustomParameters& task) {
  std::vector<TablePlace> places;
  for (const TablePart part : kTableLists) {
    for (std::size_t k = 0; k < count_of(task, part); ++k) places.push_back({part, k});
  }
  for (std::size_t e = 0; e < task.epochs.size(); ++e) {
    for (const TablePart part : {TablePart::inputs, TablePart::outputs}) {
      for (std::size_t k = 0; k < count_of(task, part); ++k) places.push_back({part, k, e});
    }
  }
  return places;
}

}  // namespace nn4n
