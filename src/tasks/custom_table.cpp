#include "tasks/custom_table.h"

#include <algorithm>
#include <array>

namespace nn4n {

namespace {

struct PartWords {
  std::string_view key, noun, fresh;  // `fresh` is the name of a new part, before its number
  std::size_t least, most;
};
constexpr std::array kTableParts{
    PartWords{"epochs", "epoch", "Epoch ", 1, kMaxEpochs},
    PartWords{"inputs", "input", "Input ", 0, kMaxCustomChannels},
    PartWords{"outputs", "output", "Output ", 1, kMaxCustomChannels},
    PartWords{"conditions", "condition", "Condition ", 1, kMaxConditions}};

const PartWords& words_of(TablePart part) { return kTableParts[static_cast<std::size_t>(part)]; }

template <class Item>
void move_item(std::vector<Item>& items, std::size_t from, std::size_t to) {
  if (from >= items.size() || to >= items.size()) return;
  const auto at = [&](std::size_t k) { return items.begin() + static_cast<std::ptrdiff_t>(k); };
  from < to ? std::rotate(at(from), at(from + 1), at(to + 1))
            : std::rotate(at(to), at(from), at(from + 1));
}

template <class Item>
void erase_item(std::vector<Item>& items, std::size_t index) {
  if (index < items.size()) items.erase(items.begin() + static_cast<std::ptrdiff_t>(index));
}

template <class Item>
void insert_item(std::vector<Item>& items, std::size_t at, Item item) {
  items.insert(items.begin() + static_cast<std::ptrdiff_t>(std::min(at, items.size())),
               std::move(item));
}

/// Calls visit(numbers) for the value and the ramp of every cell.
template <class Visit>
void for_each_value(CustomParameters& task, Visit&& visit) {
  for (CustomEpoch& epoch : task.epochs) {
    for (InputCell& cell : epoch.inputs) visit(cell.value), visit(cell.ramp);
    for (TargetCell& cell : epoch.targets) visit(cell.value), visit(cell.ramp);
  }
}

/// Calls visit(numbers) only for lists that have one number for each condition. With a single
/// condition there are no such lists.
template <class Visit>
void for_each_choice(CustomParameters& task, std::size_t conditions, Visit&& visit) {
  for_each_value(task, [&](std::vector<double>& numbers) {
    if (conditions > 1 && numbers.size() == conditions) visit(numbers);
  });
}

/// Returns, for example, "Epoch 5", with the next number that is not used yet.
template <class Items, class NameOf>
std::string fresh_name(TablePart part, const Items& items, NameOf&& name_of) {
  for (std::size_t number = items.size() + 1;; ++number) {
    const std::string name = std::string(words_of(part).fresh) + std::to_string(number);
    const bool taken = std::any_of(items.begin(), items.end(),
                                   [&](const auto& item) { return name_of(item) == name; });
    if (!taken) return name;
  }
}

template <class Items>
std::string fresh_name_of_record(TablePart part, const Items& items) {
  return fresh_name(part, items, [](const auto& item) { return item.name; });
}

std::string fresh_channel(TablePart part, const std::vector<std::string>& names) {
  return fresh_name(part, names, [](const std::string& name) { return name; });
}

/// Inserts a target that has the same error weight as the one beside it.
void insert_target(CustomEpoch& epoch, std::size_t at) {
  TargetCell fresh;
  if (!epoch.targets.empty()) fresh.mask = epoch.targets[at > 0 ? at - 1 : 0].mask;
  insert_item(epoch.targets, at, fresh);
}

void insert_condition(CustomParameters& task, std::size_t at) {
  const std::size_t beside = at > 0 ? at - 1 : 0;
  for_each_choice(task, task.conditions.size(),
                  [&](std::vector<double>& numbers) { insert_item(numbers, at, numbers[beside]); });
  insert_item(
      task.conditions, at,
      CustomCondition{.name = fresh_name_of_record(TablePart::conditions, task.conditions)});
}

}  // namespace

std::string_view key_of(TablePart part) { return words_of(part).key; }
std::string_view noun_of(TablePart part) { return words_of(part).noun; }

std::size_t count_of(const CustomParameters& task, TablePart part) {
  switch (part) {
    case TablePart::epochs:
      return task.epochs.size();
    case TablePart::inputs:
      return task.inputs.size();
    case TablePart::outputs:
      return task.outputs.size();
    case TablePart::conditions:
      break;
  }
  return task.conditions.size();
}

bool can_add(const CustomParameters& task, TablePart part) {
  return count_of(task, part) < words_of(part).most;
}

bool can_remove(const CustomParameters& task, TablePart part) {
  return count_of(task, part) > words_of(part).least;
}

void insert_part(CustomParameters& task, TablePart part, std::size_t at) {
  if (!can_add(task, part)) return;
  fill_rows(task);
  at = std::min(at, count_of(task, part));
  switch (part) {
    case TablePart::epochs:
      insert_item(task.epochs, at, CustomEpoch{.name = fresh_name_of_record(part, task.epochs)});
      return fill_rows(task);
    case TablePart::inputs:
      insert_item(task.inputs, at, fresh_channel(part, task.inputs));
      for (CustomEpoch& epoch : task.epochs) insert_item(epoch.inputs, at, InputCell{});
      return;
    case TablePart::outputs:
      insert_item(task.outputs, at, fresh_channel(part, task.outputs));
      for (CustomEpoch& epoch : task.epochs) insert_target(epoch, at);
      return;
    case TablePart::conditions:
      return insert_condition(task, at);
  }
}

void remove_part(CustomParameters& task, TablePart part, std::size_t index) {
  if (!can_remove(task, part) || index >= count_of(task, part)) return;
  switch (part) {
    case TablePart::epochs:
      return erase_item(task.epochs, index);
    case TablePart::inputs:
      erase_item(task.inputs, index);
      for (CustomEpoch& epoch : task.epochs) erase_item(epoch.inputs, index);
      return;
    case TablePart::outputs:
      erase_item(task.outputs, index);
      for (CustomEpoch& epoch : task.epochs) erase_item(epoch.targets, index);
      return;
    case TablePart::conditions:
      for_each_choice(task, task.conditions.size(),
                      [&](std::vector<double>& numbers) { erase_item(numbers, index); });
      return erase_item(task.conditions, index);
  }
}

void move_part(CustomParameters& task, TablePart part, std::size_t from, std::size_t to) {
  fill_rows(task);
  switch (part) {
    case TablePart::epochs:
      return move_item(task.epochs, from, to);
    case TablePart::inputs:
      move_item(task.inputs, from, to);
      for (CustomEpoch& epoch : task.epochs) move_item(epoch.inputs, from, to);
      return;
    case TablePart::outputs:
      move_item(task.outputs, from, to);
      for (CustomEpoch& epoch : task.epochs) move_item(epoch.targets, from, to);
      return;
    case TablePart::conditions:
      for_each_choice(task, task.conditions.size(),
                      [&](std::vector<double>& numbers) { move_item(numbers, from, to); });
      return move_item(task.conditions, from, to);
  }
}

void fill_rows(CustomParameters& task) {
  for (CustomEpoch& epoch : task.epochs) {
    epoch.inputs.resize(std::max(epoch.inputs.size(), task.inputs.size()));
    epoch.targets.resize(std::max(epoch.targets.size(), task.outputs.size()));
  }
}

void fit_cells(CustomParameters& task, std::size_t conditions_before) {
  for (CustomEpoch& epoch : task.epochs) {
    epoch.inputs.resize(task.inputs.size());
    epoch.targets.resize(task.outputs.size());
  }
  if (conditions_before == task.conditions.size()) return;
  for_each_choice(task, conditions_before, [&](std::vector<double>& numbers) {
    numbers.resize(task.conditions.size(), numbers.back());
  });
}

}  // namespace nn4n
