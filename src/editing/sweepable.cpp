#include "editing/sweepable.h"

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include "base/text.h"
#include "editing/all_settings.h"

namespace nn4n {

namespace {

/// What a form calls the kind of a setting; empty when a sweep cannot go through it.
std::string_view kind_of(const Type& type) {
  switch (type.kind) {
    case Kind::boolean:
      return "boolean";
    case Kind::integer:
      return "whole";
    case Kind::number:
      return "number";
    case Kind::choice:
      return "choice";
    default:
      return {};
  }
}

JsonValue bound(double value) {
  const bool bounds = std::abs(value) < std::numeric_limits<float>::max();
  return bounds ? JsonValue(value) : JsonValue();
}

JsonValue value_in(const Target& target) {
  const double number = target.type->number(target.object);
  if (target.type->kind == Kind::boolean) return JsonValue(number != 0);
  if (target.type->kind == Kind::choice)
    return JsonValue(target.type->choices[static_cast<std::size_t>(number)].key);
  return JsonValue(
      parse_number(to_text(target)).value_or(number));  // with as few digits as in files
}

JsonValue choices_of(const Type& type) {
  JsonValue list = JsonValue::list();
  for (const Choice& choice : type.choices) {
    JsonValue one = JsonValue::object();
    one.add("key", choice.key);
    one.add("label", choice.label);
    list.add(std::move(one));
  }
  return list;
}

}  // namespace

JsonValue sweepable_settings(const Experiment& experiment) {
  JsonValue list = JsonValue::list();
  for (const std::string& path : all_settings(experiment)) {
    const Target target = resolve(target_of(experiment), path);
    const std::string_view kind = kind_of(*target.type);
    if (kind.empty() || !target.field || path == "seed" || !has_effect(experiment, path)) continue;
    const About& about = target.field->about;
    if (about.effect == Effect::none) continue;
    JsonValue one = JsonValue::object();
    one.add("path", path);
    one.add("label", full_label(experiment, path));
    one.add("kind", kind);
    one.add("value", value_in(target));
    one.add("low", bound(about.min));
    one.add("high", bound(about.max));
    one.add("choices", choices_of(*target.type));
    one.add("unit", about.unit);
    one.add("help", about.help);
    list.add(std::move(one));
  }
  return list;
}

}  // namespace nn4n
