#include "playground/worker_messages.h"

#include <array>
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

/// In the order of Message::What.
constexpr std::array<std::string_view, 19> kMessageTypes{
    "open",        "restore",       "take",        "run",        "pause",  "reset", "best",
    "moment",      "branch",        "change",      "intervene",  "speed",  "trial", "show_best",
    "choose_mask", "choose_trials", "save_figure", "take_apart", "analyse"};
static_assert(static_cast<std::size_t>(Message::What::analyse) + 1 == kMessageTypes.size());

/// Does the Worker get the experiment with this message?
bool has_document(Message::What what) {
  using What = Message::What;
  return what == What::open || what == What::restore || what == What::take ||
         what == What::intervene;
}

}  // namespace

JsonValue message_value(const Message& message, const Experiment& experiment) {
  using What = Message::What;
  JsonValue value = JsonValue::object();
  value.add("type", kMessageTypes[static_cast<std::size_t>(message.what)]);
  const auto until = [&] { return message.until ? JsonValue(*message.until) : JsonValue(); };
  switch (message.what) {
    case What::restore:
      value.add("run", message.run);
      break;
    case What::take:
      value.add("weights_only", message.weights_only);
      break;
    case What::run:
      value.add("until", until());
      break;
    case What::moment:
      value.add("iteration", until());
      break;
    case What::change:
      value.add("path", message.path);
      value.add("value", message.value);
      value.add("settles", message.settles);
      break;
    case What::speed:
      value.add("value", message.value);
      break;
    case What::trial:
      value.add("index", message.value);
      break;
    case What::show_best:
      value.add("best", message.value != 0);
      break;
    case What::choose_mask:
      value.add("layer", message.path);
      break;
    case What::save_figure:
      value.add("plot", message.path);
      value.add("format", message.format);
      break;
    case What::analyse:
      value.add("what", message.path);
      value.add("number", message.value);
      value.add("moment", until());
      value.add("urgent", message.settles);
      break;
    case What::open:
    case What::intervene:
    case What::pause:
    case What::reset:
    case What::best:
    case What::branch:
    case What::choose_trials:
    case What::take_apart:
      break;
  }
  if (has_document(message.what))
    value.add("experiment", print_json(to_value(experiment), Layout::compact));
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
