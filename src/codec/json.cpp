#include "codec/json.h"

#include <utility>

#include "codec/read_value.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

JsonValue value_of(const Target& target);

void add_members(JsonValue& object, const Target& target) {
  for_each_part(target, [&](const Target& part, const std::string& step) {
    object.add(std::string_view(step).substr(1), value_of(part));
  });
}

JsonValue value_of(const Target& target) {
  switch (target.type->kind) {
    case Kind::boolean:
      return target.type->number(target.object) != 0;
    case Kind::integer:
    case Kind::number:
      return target.type->number(target.object);
    case Kind::text:
    case Kind::choice:
      return to_text(target);
    case Kind::list: {
      JsonValue list = JsonValue::list();
      for_each_part(target,
                    [&](const Target& part, const std::string&) { list.add(value_of(part)); });
      return list;
    }
    case Kind::selection: {
      JsonValue object = JsonValue::object();
      object.add("name", to_text(target));
      add_members(object, target);
      return object;
    }
    case Kind::record: {
      JsonValue object = JsonValue::object();
      add_members(object, target);
      return object;
    }
  }
  return {};
}

/// Takes out who wrote the document (experiment_file.h): it says nothing about the experiment.
void drop_program(JsonValue& document) {
  for (std::size_t i = 0; i < document.keys.size(); ++i) {
    if (document.keys[i] != "program" || !document.items[i].is(JsonKind::text)) continue;
    document.keys.erase(document.keys.begin() + static_cast<std::ptrdiff_t>(i));
    document.items.erase(document.items.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

/// Lists what there is to say about the document's schema, and sets it to ours.
void read_schema(JsonValue& document, Issues& issues) {
  for (std::size_t i = 0; i < document.keys.size(); ++i) {
    JsonValue& item = document.items[i];
    if (document.keys[i] != "schema" || !item.is(JsonKind::number)) continue;
    if (const auto issue = schema_issue(item.number)) issues.push_back(*issue);
    item.number = kSchema;
  }
}

/// Prepares the areas for a list of them. A list of another length than that of the default
/// experiment has nothing to do with its areas.
void begin_areas_of(Experiment& experiment, const JsonValue& list) {
  const std::size_t before = experiment.network.areas.size();
  const Target target = resolve(target_of(std::as_const(experiment)), "network.areas");
  const bool fits = size_complaint(target, static_cast<double>(list.items.size())).empty();
  if (!list.is(JsonKind::list) || !fits) return;
  std::vector<AreaSketch> sketches;
  for (const JsonValue& item : list.items) {
    const JsonValue* name = item.find("name");
    const bool named = name && name->is(JsonKind::text);
    sketches.push_back({.name = named ? std::optional(name->text) : std::nullopt,
                        .input = item.find("input") != nullptr,
                        .readout = item.find("readout") != nullptr});
  }
  begin_areas(experiment, sketches, sketches.size() != before);
}

}  // namespace

JsonValue to_value(const Experiment& experiment) { return value_of(target_of(experiment)); }

std::string to_json(const Experiment& experiment) {
  return print_json(to_value(experiment), Layout::pretty) + "\n";
}

JsonValue to_value(const Issues& issues) {
  JsonValue list = JsonValue::list();
  for (const Issue& issue : issues) {
    JsonValue object = JsonValue::object();
    object.add("path", issue.path);
    object.add("message", issue.message);
    list.add(std::move(object));
  }
  return list;
}

namespace {

/// The name of the document's task, which may stand alone or with parameters.
std::string task_in(const JsonValue& document) {
  const JsonValue* task = document.find("task");
  const JsonValue* name = task ? task->find("name") : nullptr;
  const JsonValue* text = name ? name : task;
  return text && text->is(JsonKind::text) ? text->text : "";
}

}  // namespace

Reading read_json(std::string_view text) {
  ParsedJson parsed = parse_json(text);
  if (!parsed.error.empty()) return unreadable("The text " + parsed.error + ".");
  const JsonValue* inner = parsed.value.find("experiment");
  JsonValue document = inner ? *inner : std::move(parsed.value);
  if (!document.is(JsonKind::object)) return unreadable("The text is not an experiment.");
  drop_program(document);
  Reading reading;
  reading.experiment = base_with(task_in(document));
  read_schema(document, reading.issues);
  const JsonValue* network = document.find("network");
  const JsonValue* areas = network ? network->find("areas") : nullptr;
  if (areas) begin_areas_of(reading.experiment, *areas);
  read_value(document, target_of(reading.experiment), "", reading.issues);
  finish(reading);
  return reading;
}

}  // namespace nn4n
