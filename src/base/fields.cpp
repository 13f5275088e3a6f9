#include "base/fields.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "base/selection.h"

namespace nn4n {

namespace {

constexpr double kUnbounded = std::numeric_limits<double>::max();

/// Splits the first step off a path: "areas[0].units" gives "areas" and leaves "0.units".
std::string_view take_step(std::string_view& path) {
  while (!path.empty() && (path.front() == '.' || path.front() == ']' || path.front() == '[')) {
    path.remove_prefix(1);
  }
  const std::size_t end = std::min(path.find_first_of(".[]"), path.size());
  const std::string_view step = path.substr(0, end);
  path.remove_prefix(end);
  while (!path.empty() && (path.front() == '.' || path.front() == ']' || path.front() == '[')) {
    path.remove_prefix(1);
  }
  return step;
}

Target part(const Target& target, std::string_view step) {
  if (target.type->kind == Kind::list) {
    const std::optional<double> index = parse_number(step);
    const double size = static_cast<double>(target.type->size(target.object));
    if (!index || *index < 0 || *index >= size || *index != std::floor(*index)) return {};
    return element_of(target, static_cast<std::size_t>(*index));
  }
  if (!target.type->record) return {};
  for (const Field& field : target.type->record(target.object).fields) {
    if (field.key == step) return member_of(target, field);
  }
  return {};
}

std::string number_range(const About& about, bool whole) {
  const bool below = about.min > -kUnbounded;
  const bool above = about.max < kUnbounded;
  if (below && above) return shortest(about.min) + " to " + shortest(about.max);
  if (below) return "from " + shortest(about.min);
  if (above) return "up to " + shortest(about.max);
  return whole ? "whole numbers" : "any number";
}

/// Makes the target of a part writable. The caller must have the right to write to the whole.
EditTarget writable(const Target& part) {
  return {part.type, const_cast<void*>(part.object), part.field};
}

const std::string& text_of(const Target& target) {
  return *static_cast<const std::string*>(target.object);
}

std::string list_complaint(const Target& target) {
  if (target.type->element->kind == Kind::list) return {};  // each row is checked by itself
  return size_complaint(target, static_cast<double>(target.type->size(target.object)));
}

std::string text_complaint(const Target& target, std::string_view text) {
  if (!is_readable(text)) return "is not readable text; allowed letters in UTF-8";
  if (!target.field) return {};
  const std::size_t size = count_characters(text);
  const About& about = target.field->about;
  if (size >= about.min_size && size <= about.max_size) return {};
  return "has " + std::to_string(size) + " characters; allowed " + allowed(target);
}

std::string number_complaint(const Target& target) {
  const double value = target.type->number(target.object);
  const About& about = target.field->about;
  if (std::isfinite(value) && value >= about.min && value <= about.max) return {};
  return "is " + shortest(value) + "; allowed " + allowed(target);
}

}  // namespace

Target element_of(const Target& list, std::size_t index) {
  return {list.type->element, list.type->at(list.object, index), list.field};
}

EditTarget element_of(const EditTarget& list, std::size_t index) {
  return writable(element_of(Target(list), index));
}

Target member_of(const Target& owner, const Field& field) {
  return {&field.type(), field.member(owner.type->data(owner.object)), &field};
}

EditTarget member_of(const EditTarget& owner, const Field& field) {
  return writable(member_of(Target(owner), field));
}

const SelectionBase& chosen_in(const Target& selection) {
  return *selection.type->chosen(selection.object);
}

SelectionBase& chosen_in(const EditTarget& selection) {
  return const_cast<SelectionBase&>(chosen_in(Target(selection)));
}

Target resolve(Target root, std::string_view path) {
  while (!path.empty() && root.type) root = part(root, take_step(path));
  return root;
}

EditTarget resolve(EditTarget root, std::string_view path) {
  return writable(resolve(Target(root), path));
}

namespace {

bool is_one_of(std::string_view value, std::string_view values) {
  while (!values.empty()) {
    const std::size_t space = std::min(values.find(' '), values.size());
    if (values.substr(0, space) == value) return true;
    values.remove_prefix(std::min(space + 1, values.size()));
  }
  return false;
}

/// The path of the setting that decides about the field at `path`.
std::string deciding_path(std::string_view path, std::string_view setting) {
  const auto owner_of = [](std::string_view part) { return part.substr(0, part.rfind('.') + 1); };
  std::string_view owner = owner_of(path);
  for (; setting.starts_with('^'); setting.remove_prefix(1))
    owner = owner_of(owner.substr(0, owner.size() - 1));
  return std::string(owner).append(setting);
}

}  // namespace

Unmet unmet_condition(Target root, std::string_view path) {
  Unmet unmet;
  for (std::size_t end = 0; end < path.size();) {
    end = std::min(path.find('.', end + 1), path.size());
    const std::string_view part = path.substr(0, end);
    const Target target = resolve(root, part);
    if (!target.type || !target.field || target.field->about.when.setting.empty()) continue;
    const Condition& when = target.field->about.when;
    std::string setting = deciding_path(part, when.setting);
    const Target decides = resolve(root, setting);
    if (decides.type && !is_one_of(to_text(decides), when.values))
      unmet = {std::move(setting), when.values};
  }
  return unmet;
}

std::string known_parts(const Target& target) {
  if (target.type->kind == Kind::list) {
    const std::size_t size = target.type->size(target.object);
    return size == 0 ? "the list is empty" : "the list has " + std::to_string(size) + " elements";
  }
  if (!target.type->record) return "it has no parts";
  std::vector<std::string> keys;
  for (const Field& field : target.type->record(target.object).fields) {
    keys.emplace_back(field.key);
  }
  return keys.empty() ? "it has no parts" : "known: " + join(keys);
}

Issue explain_missing(Target root, std::string_view path) {
  std::string seen;
  std::string_view rest = path;
  while (!rest.empty()) {
    const std::string_view step = take_step(rest);
    const Target next = part(root, step);
    const bool index = root.type->kind == Kind::list;
    const std::string name = printable(step);
    const std::string here =
        index ? seen + "[" + name + "]" : seen + (seen.empty() ? "" : ".") + name;
    if (!next.type) return {here, here + " does not exist; " + known_parts(root)};
    root = next;
    seen = here;
  }
  return {seen, ""};
}

std::string size_complaint(const Target& list, double size) {
  const auto least = static_cast<double>(list.field->about.min_size);
  const auto most = static_cast<double>(list.field->about.max_size);
  if (size >= least && size <= most && size == std::floor(size)) return {};
  return "has " + shortest(size) + " elements; allowed " + shortest(least) + " to " +
         shortest(most);
}

std::string complaint(const Target& target) {
  switch (target.type->kind) {
    case Kind::integer:
    case Kind::number:
      return target.field ? number_complaint(target) : "";
    case Kind::text:
      return text_complaint(target, text_of(target));
    case Kind::list:
      return target.field ? list_complaint(target) : "";
    default:
      return {};
  }
}

void check_ranges(const Target& target, const std::string& path, Issues& issues) {
  if (const std::string words = complaint(target); !words.empty()) {
    issues.push_back({path, path + " " + words});
  }
  for_each_part(target, [&](const Target& part, const std::string& step) {
    check_ranges(part, path.empty() && step[0] == '.' ? step.substr(1) : path + step, issues);
  });
}

bool equal(const Target& a, const Target& b) {
  if (a.type != b.type) return false;
  switch (a.type->kind) {
    case Kind::text:
      return text_of(a) == text_of(b);
    case Kind::list:
      if (a.type->size(a.object) != b.type->size(b.object)) return false;
      for (std::size_t i = 0; i < a.type->size(a.object); ++i) {
        if (!equal(element_of(a, i), element_of(b, i))) return false;
      }
      return true;
    case Kind::record: {
      for (const Field& field : a.type->record(a.object).fields) {
        if (!equal(member_of(a, field), member_of(b, field))) return false;
      }
      return true;
    }
    case Kind::selection:
      return chosen_in(a) == chosen_in(b);
    default:
      return a.type->number(a.object) == b.type->number(b.object);
  }
}

void assign(const EditTarget& to, const Target& from) {
  assert(to.type == from.type);
  switch (to.type->kind) {
    case Kind::text:
      *static_cast<std::string*>(to.object) = text_of(from);
      return;
    case Kind::list: {
      const std::size_t size = from.type->size(from.object);
      to.type->resize(to.object, size);
      for (std::size_t i = 0; i < size; ++i) {
        assign(element_of(to, i), element_of(from, i));
      }
      return;
    }
    case Kind::record:
      for (const Field& field : to.type->record(to.object).fields) {
        assign(member_of(to, field), member_of(from, field));
      }
      return;
    case Kind::selection:
      chosen_in(to) = chosen_in(from);
      return;
    default:
      to.type->set_number(to.object, from.type->number(from.object));
  }
}

void clamp_number(const EditTarget& target) {
  const double value = target.type->number(target.object);
  const About& about = target.field->about;
  const double nearest = std::isnan(value) ? about.min : std::clamp(value, about.min, about.max);
  target.type->set_number(target.object, nearest);
}

std::string allowed(const Target& target) {
  switch (target.type->kind) {
    case Kind::boolean:
      return "true, false";
    case Kind::integer:
    case Kind::number:
      return target.field ? number_range(target.field->about, target.type->kind == Kind::integer)
                          : "a number";
    case Kind::choice: {
      std::vector<std::string> keys;
      for (const Choice& choice : target.type->choices) keys.emplace_back(choice.key);
      return join(keys);
    }
    case Kind::selection: {
      std::vector<std::string> keys;
      for (const Entry* entry : target.type->registry().entries()) keys.emplace_back(entry->key);
      return join(keys);
    }
    case Kind::text:
      if (!target.field) return "text";
      return (target.field->about.min_size > 0
                  ? std::to_string(target.field->about.min_size) + " to "
                  : std::string("up to ")) +
             std::to_string(target.field->about.max_size) + " characters";
    case Kind::list:
      return target.field ? std::to_string(target.field->about.min_size) + " to " +
                                std::to_string(target.field->about.max_size) + " elements"
                          : "a list";
    default:
      return "an object";
  }
}

std::string to_text(const Target& target) {
  switch (target.type->kind) {
    case Kind::boolean:
      return target.type->number(target.object) != 0 ? "true" : "false";
    case Kind::choice:
      return std::string(
          target.type->choices[static_cast<std::size_t>(target.type->number(target.object))].key);
    case Kind::text:
      return text_of(target);
    case Kind::selection:
      return chosen_in(target).name();
    case Kind::integer:
    case Kind::number:
      return shortest(target.type->number(target.object));
    default:
      assert(false);
      return {};
  }
}

std::string from_text(const EditTarget& target, std::string_view text) {
  const std::string wrong = "is " + in_quotes(text) + "; allowed " + allowed(target);
  switch (target.type->kind) {
    case Kind::boolean:
      if (text != "true" && text != "false" && text != "1" && text != "0") return wrong;
      target.type->set_number(target.object, text == "true" || text == "1" ? 1 : 0);
      return {};
    case Kind::choice:
      for (std::size_t i = 0; i < target.type->choices.size(); ++i) {
        if (target.type->choices[i].key != text) continue;
        target.type->set_number(target.object, static_cast<double>(i));
        return {};
      }
      return wrong;
    case Kind::selection:
      return chosen_in(target).select(target.type->registry(), text) ? "" : wrong;
    case Kind::text:
      if (std::string words = text_complaint(target, text); !words.empty()) return words;
      *static_cast<std::string*>(target.object) = text;
      return {};
    case Kind::integer:
    case Kind::number: {
      const std::optional<double> value = parse_number(text);
      const bool whole = target.type->kind == Kind::integer;
      if (!value) return wrong;
      if (whole && *value != std::floor(*value)) {
        return "is " + shortest(*value) + "; allowed whole numbers " + allowed(target);
      }
      if (target.field && (*value < target.field->about.min || *value > target.field->about.max)) {
        return "is " + shortest(*value) + "; allowed " + allowed(target);
      }
      target.type->set_number(target.object, *value);
      return {};
    }
    default:
      return wrong;
  }
}

Issue refusal(const Target& kept, const std::string& path, const std::string& words) {
  const bool bulk = kept.field && kept.field->about.bulk;
  const bool one_value = kept.type->kind != Kind::list && kept.type->kind != Kind::record && !bulk;
  return {path,
          path + " " + words + ". Using " + (one_value ? to_text(kept) : "the default") + "."};
}

std::string with_brackets(std::string_view path) {
  std::string text;
  while (!path.empty()) {
    const std::string_view step = take_step(path);
    const bool index = !step.empty() && step.find_first_not_of("0123456789") == step.npos;
    if (index) {
      text += "[" + std::string(step) + "]";
    } else {
      text += (text.empty() ? "" : ".") + std::string(step);
    }
  }
  return text;
}

}  // namespace nn4n
