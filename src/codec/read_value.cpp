#include "codec/read_value.h"

#include <algorithm>
#include <utility>

#include "experiment/validate.h"

namespace nn4n {

namespace {

std::string shown(const JsonValue& value) {
  switch (value.kind) {
    case JsonKind::object:
      return "an object";
    case JsonKind::list:
      return "a list";
    case JsonKind::text:
    case JsonKind::bare:
      return in_quotes(value.text);
    default:
      return print_json(value, Layout::compact);
  }
}

std::string wrong_kind(const JsonValue& value, const Target& target) {
  return "is " + shown(value) + "; allowed " + allowed(target);
}

/// Does a scalar field of this kind take such a value?
bool fits(const JsonValue& value, Kind kind) {
  switch (value.kind) {
    case JsonKind::bare:
      return true;
    case JsonKind::boolean:
      return kind == Kind::boolean;
    case JsonKind::number:
      return kind == Kind::number || kind == Kind::integer;
    case JsonKind::text:
      return kind == Kind::text || kind == Kind::choice || kind == Kind::selection;
    default:
      return false;
  }
}

std::string as_text(const JsonValue& value) {
  if (value.is(JsonKind::number)) return shortest(value.number);
  if (value.is(JsonKind::boolean)) return value.boolean ? "true" : "false";
  return value.text;
}

void read_scalar(const JsonValue& value, const EditTarget& target, const std::string& path,
                 Issues& issues) {
  const std::string words = fits(value, target.type->kind) ? from_text(target, as_text(value))
                                                           : wrong_kind(value, target);
  if (!words.empty()) issues.push_back(refusal(target, path, words));
}

std::string member_path(const std::string& path, std::string_view key) {
  return path + (path.empty() ? "" : ".") + std::string(key);
}

/// Reads the members of an object: of a record, or the parameters of a selection.
void read_members(const JsonValue& value, const EditTarget& target, const std::string& path,
                  std::string_view besides, Issues& issues) {
  const std::span<const Field> fields = target.type->record(target.object).fields;
  for (const Field& field : fields) {
    const JsonValue* member = value.find(field.key);
    if (!member) continue;
    read_value(*member, member_of(target, field), member_path(path, field.key), issues);
  }
  for (const std::string& key : value.keys) {
    const bool known = key == besides || std::any_of(fields.begin(), fields.end(),
                                                     [&](const Field& f) { return f.key == key; });
    if (known) continue;
    const std::string here = member_path(path, printable(key));
    issues.push_back({here, here + " does not exist; " + known_parts(target) + "."});
  }
}

/// Empties the tables (lists of records) that a value writes out, among the parameters of an entry:
/// what a row leaves out is then as in a fresh row, not as in that row of the default table.
void clear_tables(const JsonValue& value, const EditTarget& selection) {
  for_each_part(selection, [&](const EditTarget& part, const std::string& step) {
    const bool table = part.type->kind == Kind::list && part.type->element->kind == Kind::record;
    const JsonValue* given = value.find(std::string_view(step).substr(1));
    if (!table || !given || !given->is(JsonKind::list)) return;
    if (size_complaint(part, static_cast<double>(given->items.size())).empty()) {
      part.type->resize(part.object, 0);
    }
  });
}

void read_selection(const JsonValue& value, const EditTarget& target, const std::string& path,
                    Issues& issues) {
  if (!value.is(JsonKind::object)) return read_scalar(value, target, path, issues);
  const std::size_t before = issues.size();
  if (const JsonValue* name = value.find("name")) read_scalar(*name, target, path, issues);
  if (issues.size() != before) return;  // the parameters of a name that is not known mean nothing
  clear_tables(value, target);
  read_members(value, target, path, "name", issues);
}

bool allows_size(const Target& target, double size, const std::string& path, Issues& issues) {
  const std::string words = size_complaint(target, size);
  if (!words.empty()) issues.push_back(refusal(target, path, words));
  return words.empty();
}

void read_length(const JsonValue& value, const EditTarget& target, const std::string& path,
                 Issues& issues) {
  const std::optional<double> size =
      value.is(JsonKind::number) ? value.number : parse_number(value.text);
  if (!size) {
    issues.push_back(refusal(target, path, wrong_kind(value, target)));
  } else if (allows_size(target, *size, path, issues)) {
    resize_list(target, static_cast<std::size_t>(*size));
  }
}

void read_list(const JsonValue& value, const EditTarget& target, const std::string& path,
               Issues& issues) {
  if (value.is(JsonKind::number) || value.is(JsonKind::bare)) {
    return read_length(value, target, path, issues);
  }
  if (!value.is(JsonKind::list)) {
    issues.push_back(refusal(target, path, wrong_kind(value, target)));
    return;
  }
  if (!allows_size(target, static_cast<double>(value.items.size()), path, issues)) return;
  resize_list(target, value.items.size());
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    read_value(value.items[i], element_of(target, i), path + "[" + std::to_string(i) + "]", issues);
  }
}

void read_record(const JsonValue& value, const EditTarget& target, const std::string& path,
                 Issues& issues) {
  if (value.is(JsonKind::object)) return read_members(value, target, path, {}, issues);
  const std::string subject = path.empty() ? "experiment" : path;
  issues.push_back(refusal(target, subject, wrong_kind(value, target)));
}

/// The order in which assignments are applied: each may bring what the later ones name. Selections
/// come first, because what they choose may have lists of the same name as what was chosen before;
/// both come twice, because a list may bring selections.
constexpr std::array kRounds{Kind::selection, Kind::list, Kind::selection, Kind::list,
                             Kind::number};

bool belongs(const Target& target, Kind round) {
  return target.type && (round == Kind::number || target.type->kind == round);
}

}  // namespace

void resize_list(const EditTarget& list, std::size_t size) {
  const std::size_t before = list.type->size(list.object);
  list.type->resize(list.object, size);
  for (std::size_t i = before; i < size; ++i) {
    const EditTarget element = element_of(list, i);
    if (element.type->number && element.field && !complaint(element).empty()) clamp_number(element);
  }
}

void read_value(const JsonValue& value, const EditTarget& target, const std::string& path,
                Issues& issues) {
  switch (target.type->kind) {
    case Kind::record:
      return read_record(value, target, path, issues);
    case Kind::list:
      return read_list(value, target, path, issues);
    case Kind::selection:
      return read_selection(value, target, path, issues);
    default:
      return read_scalar(value, target, path, issues);
  }
}

void begin_areas(Experiment& experiment, std::span<const AreaSketch> sketches, bool all) {
  std::vector<Area>& areas = experiment.network.areas;
  areas.resize(sketches.size());
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const std::optional<std::string>& name = sketches[i].name;
    if (all || (name && *name != areas[i].name)) areas[i] = Area{};
  }
  const auto settle = [&](bool AreaSketch::*said, bool Area::*flag, std::size_t usual) {
    const bool open =
        std::none_of(sketches.begin(), sketches.end(),
                     [&](const AreaSketch& sketch) { return sketch.*said; }) &&
        std::none_of(areas.begin(), areas.end(), [&](const Area& area) { return area.*flag; });
    if (open) areas[usual].*flag = true;
  };
  settle(&AreaSketch::input, &Area::input, 0);
  settle(&AreaSketch::readout, &Area::readout, areas.size() - 1);
  conform(experiment);
}

Issues assign_all(Experiment& experiment, const std::vector<Assignment>& assignments) {
  Issues issues;
  std::vector<Assignment> waiting = assignments;
  for (const Kind round : kRounds) {
    std::erase_if(waiting, [&](const Assignment& assignment) {
      const EditTarget target = resolve(target_of(experiment), assignment.path);
      if (!belongs(target, round)) return false;
      read_value(assignment.value, target, assignment.path, issues);
      if (target.type->kind == Kind::list) conform(experiment);
      return true;
    });
  }
  for (const Assignment& assignment : waiting) {
    issues.push_back(explain_missing(target_of(experiment), assignment.path));
    issues.back().message += ".";
  }
  return issues;
}

void limit_issues(Issues& issues) {
  if (issues.size() <= kMaxIssues) return;
  const std::size_t more = issues.size() - (kMaxIssues - 1);
  issues.resize(kMaxIssues - 1);
  issues.push_back({"", "And " + std::to_string(more) + " more."});
}

}  // namespace nn4n
