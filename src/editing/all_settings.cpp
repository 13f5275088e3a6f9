#include "editing/all_settings.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "editing/task_table.h"
#include "editing/words.h"

namespace nn4n {

namespace {

constexpr std::string_view kDensity = "network.connectivity.density";

Target at(const Experiment& experiment, const std::string& path) {
  return resolve(target_of(experiment), path);
}

bool is_term(const std::string& path) {
  return path.starts_with("loss[") && path.ends_with("].term");
}

void walk(const Target& target, const std::string& path, std::vector<std::string>& paths) {
  if (path == "schema" || path == "changes") return;
  if (target.field && target.field->about.bulk) return;
  const Kind kind = target.type->kind;
  const bool whole_list = kind == Kind::list && !target.type->element->record && path != kDensity &&
                          !path.starts_with(kDensity);
  const bool holds_one = kind != Kind::list && kind != Kind::record && !is_term(path);
  if (!path.empty() && (whole_list || holds_one)) paths.push_back(path);
  if (whole_list) return;
  for_each_part(target, [&](const Target& part, const std::string& step) {
    walk(part, path.empty() && step[0] == '.' ? step.substr(1) : path + step, paths);
  });
}

/// The first number in brackets after `prefix`, "areas[2].units" gives 2.
std::optional<std::size_t> index_after(std::string_view path, std::string_view prefix) {
  if (!path.starts_with(prefix)) return std::nullopt;
  const std::string_view rest = path.substr(prefix.size());
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), index);
  return error == std::errc{} && end != rest.data() ? std::optional(index) : std::nullopt;
}

/// The path without its last step.
std::string parent_of(const std::string& path) {
  const std::size_t cut = path.find_last_of(".[");
  return cut == std::string::npos ? "" : path.substr(0, cut);
}

std::string density_label(const Experiment& experiment, const std::string& path) {
  const auto row = index_after(path, "network.connectivity.density[");
  const std::size_t second = path.find("][");
  const auto column = second == std::string::npos
                          ? std::nullopt
                          : index_after(std::string_view(path).substr(second), "][");
  if (!row || !column) return "Density";
  return "Density into " + area_name(experiment, static_cast<int>(*row)) + " from " +
         area_name(experiment, static_cast<int>(*column));
}

constexpr std::size_t kNamesInFull = 8;  // names of a list that are written out

std::string matrix_words(const Target& list) {
  const std::size_t rows = list.type->size(list.object);
  if (rows == 0) return "none";
  const bool names = list.field && list.field->about.max_size <= kMaxChannels;  // no mask has those
  if (names && list.type->element->kind == Kind::text && rows <= kNamesInFull)
    return list_text(list);
  if (list.type->element->kind != Kind::list) return grouped(static_cast<double>(rows)) + " rows";
  const std::size_t columns = list.type->element->size(element_of(list, 0).object);
  return std::to_string(rows) + " × " + std::to_string(columns);
}

}  // namespace

std::vector<std::string> all_settings(const Experiment& experiment) {
  std::vector<std::string> paths;
  walk(target_of(experiment), "", paths);
  return paths;
}

bool has_effect(const Experiment& experiment, const std::string& path) {
  return unmet_condition(target_of(experiment), path).setting.empty();
}

std::string without_effect(const Experiment& experiment, const std::string& path) {
  const Unmet unmet = unmet_condition(target_of(experiment), path);
  if (unmet.setting.empty()) return "";
  const Target decides = at(experiment, unmet.setting);
  std::string words = "It has an effect only where \"";
  words.append(decides.field->about.label).append("\" is ");
  if (decides.type->kind == Kind::boolean) return words + (unmet.values == "true" ? "on." : "off.");
  const std::string listed = " " + std::string(unmet.values) + " ";
  bool first = true;
  for (const Choice& choice : decides.type->choices) {
    if (listed.find(" " + std::string(choice.key) + " ") == std::string::npos) continue;
    words.append(std::exchange(first, false) ? "" : " or ").append(choice.label);
  }
  return words + ".";
}

std::string deciding_setting(const Experiment& experiment, const std::string& path) {
  std::string setting = unmet_condition(target_of(experiment), path).setting;
  return setting.empty() ? path : setting;
}

std::string place_of(const Experiment& experiment, const std::string& path) {
  if (path.starts_with(kDensity)) return "";
  if (const auto area = index_after(path, "network.areas["))
    return area_name(experiment, static_cast<int>(*area));
  if (const auto term = index_after(path, "loss["); term && *term < experiment.loss.size())
    return std::string(TermCatalogue::registry().find(experiment.loss[*term].term.name())->label);
  if (const auto block = index_after(path, "network.connectivity.blocks["))
    return "Block " + std::to_string(*block + 1);
  if (const auto place = table_place(experiment, path))
    return name_of(*table_of(experiment), *place);
  const std::string parent = parent_of(path);
  if (parent.find('.') == std::string::npos) return "";  // "network", "training", "task"
  const Target owner = at(experiment, parent);
  const Target target = at(experiment, path);
  if (!owner.field || !target.field || owner.field->about.label == target.field->about.label)
    return "";
  return std::string(owner.field->about.label);
}

std::string full_label(const Experiment& experiment, const std::string& path) {
  if (path.starts_with(kDensity)) return density_label(experiment, path);
  const Target target = at(experiment, path);
  const std::string label(target.field ? target.field->about.label : "");
  const std::string place = place_of(experiment, path);
  return place.empty() ? label : place + ": " + label;
}

std::string value_words(const Target& target) {
  switch (target.type->kind) {
    case Kind::boolean:
      return target.type->number(target.object) != 0 ? "on" : "off";
    case Kind::integer:
    case Kind::number: {
      const std::string_view unit = target.field ? scale_of(target.field->about).unit : "";
      return value_text(target) + (unit.empty() ? "" : " " + std::string(unit));
    }
    case Kind::choice:
      return std::string(
          target.type->choices[static_cast<std::size_t>(target.type->number(target.object))].label);
    case Kind::selection: {
      const Entry* entry = target.type->registry().find(chosen_in(target).name());
      return std::string(entry->label);
    }
    case Kind::list:
      if (!target.type->element->number) return matrix_words(target);
      return target.type->size(target.object) == 0 ? "none" : list_text(target);
    case Kind::text:
      return to_text(target);
    case Kind::record:
      return "";
  }
  return "";
}

}  // namespace nn4n
