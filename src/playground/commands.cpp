#include "playground/commands.h"

#include <cmath>

#include "codec/json.h"
#include "codec/open.h"

namespace nn4n::playground {

namespace {

Asked refused(std::string message) { return {std::nullopt, {{"", std::move(message)}}}; }

Asked numbered(const JsonValue& argument, std::string_view name, std::string_view takes,
               Edit (*make)(double)) {
  if (argument.is(JsonKind::number) && argument.number >= 0 && argument.number < 1e9) {
    return {make(argument.number), {}};
  }
  return refused(std::string(name) + " takes " + std::string(takes));
}

Asked asked_run(const JsonValue& argument) {
  if (argument.is(JsonKind::null)) return {RunFor{}, {}};
  return numbered(argument, "run", "a number of iterations, or nothing",
                  [](double n) -> Edit { return RunFor{static_cast<int>(n)}; });
}

Asked asked_open(const JsonValue& argument) {
  if (!argument.is(JsonKind::text)) return refused("open takes a link, JSON or \"preset:NAME\"");
  Reading reading = read_any(argument.text);
  return {Replace{std::move(reading.experiment), std::move(reading.issues)}, {}};
}

/// A command that takes a path.
Asked asked_path(const JsonValue& argument, std::string_view name, Edit (*make)(std::string)) {
  if (!argument.is(JsonKind::text))
    return refused(std::string(name) + " takes the path of a field");
  return {make(argument.text), {}};
}

/// {"text": "0,1\n1,0", "layer": "recurrent_weights"}; without a layer the one with its shape.
Asked asked_mask(const JsonValue& argument) {
  const JsonValue* text = argument.find("text");
  const JsonValue* layer = argument.find("layer");
  if (!text || !text->is(JsonKind::text)) return refused("mask takes an object with a text");
  if (!layer || layer->is(JsonKind::null)) return {ReadMask{text->text, std::nullopt}, {}};
  const auto named = layer->is(JsonKind::text) ? layer_with_key(layer->text) : std::nullopt;
  if (!named)
    return refused("layer is unknown; known: input_weights, recurrent_weights, readout_weights");
  return {ReadMask{text->text, named}, {}};
}

Asked asked_set(const JsonValue& argument, std::string_view json) {
  if (!argument.is(JsonKind::object)) return refused("set takes an object of paths and values");
  return {SetPaths{std::string(json)}, {}};
}

std::string text_of(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  return value && value->is(JsonKind::text) ? value->text : "";
}

void take_snapshot(App& app, const JsonValue& message, std::span<const std::uint8_t> bytes) {
  if (auto snapshot = from_bytes(bytes)) take(app.run, std::move(*snapshot));
  if (const auto status = status_named(text_of(message, "status"))) app.run.status = *status;
  const JsonValue* speed = message.find("speed");
  if (speed && speed->is(JsonKind::number)) app.run.iterations_per_second = speed->number;
}

void take_experiment(App& app, const JsonValue& message) {
  const JsonValue* document = message.find("experiment");
  if (!document) return;
  const Reading reading = read_json(print_json(*document, Layout::compact));
  if (reading.readable) adopt_changes(app, reading.experiment);
}

void take_failure(App& app, const JsonValue& message) {
  app.run.failure = text_of(message, "message");
  app.run.status = Status::idle;
  app.view.notice = {Notice::Kind::error, "", "The engine stopped: " + app.run.failure};
}

}  // namespace

Asked edit_asked_for(std::string_view name, std::string_view argument_json) {
  const ParsedJson parsed = parse_json(argument_json.empty() ? "null" : argument_json);
  if (!parsed.error.empty()) return refused("The argument " + parsed.error);
  const JsonValue& argument = parsed.value;
  if (name == "run") return asked_run(argument);
  if (name == "pause") return {Pause{}, {}};
  if (name == "step") return {StepOnce{}, {}};
  if (name == "reset") return {Reset{}, {}};
  if (name == "new_seed") return {NewSeed{}, {}};
  if (name == "set") return asked_set(argument, argument_json);
  if (name == "open") return asked_open(argument);
  if (name == "undo") return {Undo{}, {}};
  if (name == "redo") return {Redo{}, {}};
  if (name == "go")
    return asked_path(argument, name, [](std::string path) -> Edit { return GoTo{path}; });
  if (name == "restore")
    return asked_path(argument, name,
                      [](std::string path) -> Edit { return RestoreDefault{path}; });
  if (name == "mask") return asked_mask(argument);
  if (name == "speed") {
    return numbered(argument, "speed", "iterations per second, 0 for full speed",
                    [](double n) -> Edit { return SetSpeed{n}; });
  }
  if (name == "trial") {
    return numbered(argument, "trial", "the index of a sample trial",
                    [](double n) -> Edit { return ShowTrial{static_cast<int>(n)}; });
  }
  return refused("\"" + std::string(name) +
                 "\" is no command; known: run, pause, step, reset, new_seed, set, speed, trial, "
                 "open, undo, redo, go, restore, mask");
}

JsonValue message_value(const Message& message, const Experiment& experiment) {
  JsonValue value = JsonValue::object();
  const auto typed = [&](std::string_view type) -> JsonValue& {
    value.add("type", type);
    return value;
  };
  switch (message.what) {
    case Message::What::open:
      typed("open").add("experiment", to_value(experiment));
      break;
    case Message::What::run:
      typed("run").add("until", message.until ? JsonValue(*message.until) : JsonValue());
      break;
    case Message::What::pause:
      typed("pause");
      break;
    case Message::What::reset:
      typed("reset");
      break;
    case Message::What::change:
      typed("change").add("path", message.path);
      value.add("value", message.value);
      break;
    case Message::What::speed:
      typed("speed").add("value", message.value);
      break;
    case Message::What::choose_mask:
      typed("choose_mask").add("layer", message.path);
      break;
    case Message::What::trial:
      typed("trial").add("index", message.value);
      break;
  }
  return value;
}

void take_message(App& app, std::string_view message_json, std::span<const std::uint8_t> bytes) {
  const ParsedJson parsed = parse_json(message_json);
  const std::string type = text_of(parsed.value, "type");
  if (type == "snapshot") take_snapshot(app, parsed.value, bytes);
  if (type == "experiment") take_experiment(app, parsed.value);
  if (type == "failed") take_failure(app, parsed.value);
}

}  // namespace nn4n::playground
