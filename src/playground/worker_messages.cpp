#include "playground/worker_messages.h"

#include <cmath>

#include "codec/json.h"
#include "editing/dynamics_view.h"
#include "editing/film_view.h"
#include "editing/looks.h"

namespace nn4n::playground {

namespace {

std::string text_of(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  return value && value->is(JsonKind::text) ? value->text : "";
}

/// The iterations of the film's moments, if the message tells them.
void take_film(App& app, const JsonValue& message) {
  const JsonValue* list = message.find("film");
  if (!list || !list->is(JsonKind::list)) return;
  std::vector<int> iterations;
  for (const JsonValue& one : list->items) iterations.push_back(static_cast<int>(one.number));
  nn4n::take_film(app, std::move(iterations));
}

void take_moment(App& app, const JsonValue& message, std::span<const std::uint8_t> bytes) {
  const JsonValue* asked = message.find("asked");
  auto snapshot = from_bytes(bytes);
  if (snapshot && asked && asked->is(JsonKind::number))
    nn4n::take_moment(app, static_cast<int>(asked->number), std::move(*snapshot));
}

void take_snapshot(App& app, const JsonValue& message, std::span<const std::uint8_t> bytes) {
  if (auto snapshot = from_bytes(bytes)) take_in(app, std::move(*snapshot));
  if (const auto status = status_named(text_of(message, "status"))) app.run.status = *status;
  take_film(app, message);
  const JsonValue* speed = message.find("speed");
  if (speed && speed->is(JsonKind::number)) app.run.iterations_per_second = speed->number;
}

void take_experiment(App& app, const JsonValue& message) {
  const Reading reading = read_json(text_of(message, "experiment"));
  if (reading.readable) adopt_changes(app, reading.experiment);
}

void take_failure(App& app, const JsonValue& message) {
  app.run.failure = text_of(message, "message");
  forget_runs(app.history);
  app.view.offer = {};
  app.run.status = Status::idle;
  app.view.notice = {Notice::Kind::error, "", "The engine stopped: " + app.run.failure};
}

/// The worker has not kept the run that an undo asked for. It has opened the experiment instead.
void take_loss(App& app) {
  app.run.snapshot.iteration = 0;
  app.run.events.erase(app.run.serial);
  app.view.notice = {Notice::Kind::information, "",
                     "The settings are back. The weights of that run were no longer kept, so "
                     "training starts again from iteration 0."};
}

/// The worker has not kept the state with the best weights. The run stays where it is.
void take_no_best(App& app) {
  app.run.events.erase(app.run.serial);
  app.view.notice = {Notice::Kind::information, "",
                     "The best weights of this run are no longer kept, so it stays as it is."};
}

/// The worker shows no moment from which to go on. The run stays where it is.
void take_no_moment(App& app) {
  app.run.events.erase(app.run.serial);
  app.view.notice = {Notice::Kind::information, "",
                     "That moment of the film is no longer kept, so the run stays as it is."};
}

/// The answer of the analysis Worker, as JSON in `bytes`, or why there is none.
void take_analysis(App& app, const JsonValue& message, std::span<const std::uint8_t> bytes) {
  const JsonValue* number = message.find("number");
  const JsonValue* took = message.find("took_ms");
  if (!number || !number->is(JsonKind::number) || !(std::fabs(number->number) < 1e9)) return;
  const int asked = static_cast<int>(number->number);
  const std::string failure = text_of(message, "failure");
  const std::string_view json(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!failure.empty()) {
    if (!take_look_failure(app, asked, failure)) take_dynamics_failure(app, asked, failure);
  } else if (!take_look(app, asked, json)) {
    take_dynamics(app, asked, took && took->is(JsonKind::number) ? took->number : 0, json);
  }
}

}  // namespace

JsonValue message_value(const Message& message, const Experiment& experiment) {
  JsonValue value = JsonValue::object();
  const auto typed = [&](std::string_view type) -> JsonValue& {
    value.add("type", type);
    return value;
  };
  const auto document = [&] { return print_json(to_value(experiment), Layout::compact); };
  switch (message.what) {
    case Message::What::open:
      typed("open").add("experiment", document());
      break;
    case Message::What::restore:
      typed("restore").add("run", message.run);
      value.add("experiment", document());
      break;
    case Message::What::take:
      typed("take").add("weights_only", message.weights_only);
      value.add("experiment", document());
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
    case Message::What::best:
      typed("best");
      break;
    case Message::What::moment:
      typed("moment").add("iteration", message.until ? JsonValue(*message.until) : JsonValue());
      break;
    case Message::What::branch:
      typed("branch");
      break;
    case Message::What::change:
      typed("change").add("path", message.path);
      value.add("value", message.value);
      value.add("settles", message.settles);
      break;
    case Message::What::intervene:
      typed("intervene").add("experiment", document());
      break;
    case Message::What::speed:
      typed("speed").add("value", message.value);
      break;
    case Message::What::choose_mask:
      typed("choose_mask").add("layer", message.path);
      break;
    case Message::What::choose_trials:
      typed("choose_trials");
      break;
    case Message::What::show_best:
      typed("show_best").add("best", message.value != 0);
      break;
    case Message::What::take_apart:
      typed("take_apart");
      break;
    case Message::What::save_figure:
      typed("save_figure").add("plot", message.path);
      value.add("format", message.format);
      break;
    case Message::What::analyse:
      typed("analyse").add("what", message.path);
      value.add("number", message.value);
      value.add("moment", message.until ? JsonValue(*message.until) : JsonValue());
      value.add("urgent", message.settles);
      break;
    case Message::What::trial:
      typed("trial").add("index", message.value);
      break;
  }
  if (message.keep) value.add("keep", *message.keep);
  return value;
}

void take_message(App& app, std::string_view message_json, std::span<const std::uint8_t> bytes) {
  const ParsedJson parsed = parse_json(message_json);
  const std::string type = text_of(parsed.value, "type");
  if (type == "snapshot") take_snapshot(app, parsed.value, bytes);
  if (type == "moment") take_moment(app, parsed.value, bytes);
  if (type == "experiment") take_experiment(app, parsed.value);
  if (type == "failed") take_failure(app, parsed.value);
  if (type == "gone") take_loss(app);
  if (type == "no_best") take_no_best(app);
  if (type == "no_moment") take_no_moment(app);
  if (type == "analysis") take_analysis(app, parsed.value, bytes);
}

}  // namespace nn4n::playground
