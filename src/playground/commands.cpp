#include "playground/commands.h"

#include <algorithm>
#include <cmath>

#include "codec/json.h"
#include "codec/open.h"
#include "codec/own_data.h"

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
Asked asked_mask(const JsonValue& argument, std::string bytes) {
  const JsonValue* layer = argument.find("layer");
  if (!layer || layer->is(JsonKind::null)) return {ReadMask{std::move(bytes), std::nullopt}, {}};
  const auto named = layer->is(JsonKind::text) ? layer_with_key(layer->text) : std::nullopt;
  if (!named)
    return refused("layer is unknown; known: input_weights, recurrent_weights, readout_weights");
  return {ReadMask{std::move(bytes), named}, {}};
}

/// The default is not what a person wants who opens a file over their work.
Asked asked_experiment(std::string_view json) {
  Reading reading = read_json(json);
  if (!reading.readable) return refused(complaint_alone(reading.issues.front().message));
  return {Replace{std::move(reading.experiment), std::move(reading.issues)}, {}};
}

/// Whatever file was dropped, by its beginning.
Asked asked_any_file(std::string bytes) {
  if (looks_like_own_data(bytes)) return {ReadTrials{std::move(bytes)}, {}};
  const std::size_t begin = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
  const std::string_view content = std::string_view(bytes).substr(begin);
  if (content.starts_with('{')) return asked_experiment(content);
  constexpr std::string_view marks = "0123456789+-.#\xEF\xE2";  // of masks, UTF-8 ones too
  if (!content.empty() && marks.find(content.front()) != marks.npos)
    return {ReadMask{std::move(bytes), std::nullopt}, {}};
  return {ReadUnknownFile{}, {}};
}

/// {"text": …}: the text of a file, or its bytes as a data URL.
Asked asked_file(const JsonValue& argument, std::string_view name) {
  const JsonValue* text = argument.find("text");
  if (!text || !text->is(JsonKind::text))
    return refused(std::string(name) + " takes an object with a text");
  std::string bytes = bytes_of_text(text->text);
  if (name == "mask") return asked_mask(argument, std::move(bytes));
  if (name == "trials") return {ReadTrials{std::move(bytes)}, {}};
  return asked_any_file(std::move(bytes));
}

Asked asked_set(const JsonValue& argument, std::string_view json) {
  if (!argument.is(JsonKind::object)) return refused("set takes an object of paths and values");
  return {SetPaths{std::string(json)}, {}};
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
  if (name == "mask" || name == "trials" || name == "file") return asked_file(argument, name);
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
                 "open, undo, redo, go, restore, mask, trials, file");
}

}  // namespace nn4n::playground
