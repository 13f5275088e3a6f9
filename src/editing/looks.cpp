#include "editing/looks.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "editing/answer_reader.h"
#include "editing/dynamics_view.h"
#include "editing/words.h"

namespace nn4n {

namespace {

constexpr std::array<std::string_view, 3> kMatrixLayers{"input", "recurrent", "readout"};

/// Which of the answers are wanted now, and not known yet.
struct Wanted {
  bool gradient = false, selectivity = false, activity = false;
  bool any() const { return gradient || selectivity || activity; }
};

bool does(const DynamicsSubject& of, const DynamicsSubject& wanted, const App& app) {
  return is_of(of, wanted, app.run.status == Status::training);
}

Wanted wanted_of(const App& app, const DynamicsSubject& subject) {
  const Looks& looks = app.looks;
  const View& view = app.view;
  Wanted wanted;
  wanted.gradient = view.matrix.shown == MatrixShown::gradient &&
                    !(looks.gradient && does(looks.gradient_of, subject, app));
  wanted.selectivity = view.unit_order == UnitOrder::selectivity &&
                       !(looks.selectivity && does(looks.selectivity_of, subject, app));
  const bool known = looks.activity && does(looks.activity_of, subject, app) &&
                     looks.activity_choice == view.activity;
  wanted.activity = view.activity.by_condition && !known;
  return wanted;
}

std::string activity_text(const ActivityChoice& choice) {
  std::string text = "activity/";
  text += choice.trial < 0 ? "mean" : std::to_string(choice.trial);
  if (!choice.noise) text += "+quiet";
  return choice.condition.empty() ? text : text + "@" + choice.condition;
}

// ---------------------------------------------------------------------------------------------
// Reading answers

struct LookReader {
  AnswerReader read = {};
  std::size_t units = 0;

  std::vector<float> floats(const JsonValue& value, std::size_t length) {
    return read.list(value, length, [this](const JsonValue& item) {
      return static_cast<float>(read.number(item));
    });
  }

  SeenGradient gradient(const JsonValue& value, const Snapshot& snapshot) {
    SeenGradient g;
    g.iteration = read.whole(read.at(value, "iteration"), 0, 1000000000);
    g.loss = read.number(read.at(value, "loss"));
    g.norm = read.number(read.at(value, "norm"), 0);
    const std::array<std::size_t, 3> lengths{snapshot.input.size(), snapshot.recurrent.size(),
                                             snapshot.readout.size()};
    for (std::size_t layer = 0; layer < lengths.size(); ++layer)
      g.layers[layer] = floats(read.at(value, kMatrixLayers[layer]), lengths[layer]);
    return g;
  }

  std::vector<SeenSelectivity> selectivity(const JsonValue& value) {
    return read.list(value, AnswerReader::kAny, [&](const JsonValue& one) {
      return SeenSelectivity{read.text(read.at(one, "name")), read.text(read.at(one, "epoch")),
                             read.numbers(read.at(one, "correlation"), units)};
    });
  }

  std::vector<std::string> names(const JsonValue& value) {
    return read.list(value, AnswerReader::kAny,
                     [&](const JsonValue& name) { return read.text(name); });
  }

  SampleTrial trial(const JsonValue& value) {
    SampleTrial t;
    t.steps = read.whole(read.at(value, "steps"), 1, 100000);
    t.dt_ms = static_cast<float>(read.number(read.at(value, "dt_ms"), 1e-6, 1e6));
    t.averaged = read.whole(read.at(value, "averaged"), 1, 1000000);
    t.counted = false;
    t.epochs = read.list(read.at(value, "epochs"), AnswerReader::kAny, [&](const JsonValue& one) {
      EpochSpan span{read.text(read.at(one, "name")), read.whole(read.at(one, "begin"), 0, t.steps),
                     read.whole(read.at(one, "end"), 0, t.steps)};
      read.ok = read.ok && span.begin <= span.end;
      return span;
    });
    const JsonValue& inputs = read.at(value, "inputs");
    const JsonValue& outputs = read.at(value, "outputs");
    t.input_names = names(read.at(inputs, "names"));
    t.output_names = names(read.at(outputs, "names"));
    const auto steps = static_cast<std::size_t>(std::max(t.steps, 0));
    t.rates = floats(read.at(value, "rates"), units * steps);
    t.inputs = floats(read.at(inputs, "values"), t.input_names.size() * steps);
    const std::size_t of_outputs = t.output_names.size() * steps;
    t.outputs = floats(read.at(outputs, "values"), of_outputs);
    t.targets = floats(read.at(outputs, "targets"), of_outputs);
    t.mask = floats(read.at(outputs, "mask"), of_outputs);
    return t;
  }

  SeenActivity activity(const JsonValue& value) {
    SeenActivity a;
    a.conditions =
        read.list(read.at(value, "conditions"), AnswerReader::kAny, [&](const JsonValue& one) {
          return SeenCondition{read.text(read.at(one, "text")), read.text(read.at(one, "name")),
                               read.whole(read.at(one, "trials"), 1, 1000000)};
        });
    a.condition = read.text(read.at(value, "condition"));
    const JsonValue& trial_number = read.at(value, "trial");
    a.trial = trial_number.is(JsonKind::null) ? -1 : read.whole(trial_number, 0, 1000000);
    a.of = read.whole(read.at(value, "of"), 1, 1000000);
    a.noise = read.flag(read.at(value, "noise"));
    a.activity = trial(value);
    const std::string name = with_minus(read.text(read.at(value, "name")));
    a.activity.description =
        a.trial < 0 ? "Mean of " + grouped(a.of) + " trials: " + name
                    : "Trial " + grouped(a.trial + 1) + " of " + grouped(a.of) + ": " + name;
    if (!a.noise) a.activity.description += ", without noise";
    return a;
  }
};

/// What an answer says is wrong, as a sentence; empty when it is an answer.
std::string refusal_in(const JsonValue& value) {
  const JsonValue* ok = value.find("ok");
  const JsonValue* issues = value.find("issues");
  if (!ok || !issues || issues->items.empty()) return {};
  const JsonValue* message = issues->items.front().find("message");
  const bool said = message && message->is(JsonKind::text) && message->text.size() < 4000;
  return "The analysis cannot be done: " + (said ? message->text : "no reason given") + ".";
}

/// Takes in what was asked for; answers what is wrong, in a sentence.
std::string take_parts(App& app, const LookQuestion& question, const JsonValue& value) {
  LookReader reader;
  const Snapshot& snapshot = seen(app.run);
  const int iteration = reader.read.whole(reader.read.at(value, "iteration"), 0, 1000000000);
  reader.units =
      static_cast<std::size_t>(reader.read.whole(reader.read.at(value, "units"), 1, 4096));
  reader.read.ok = reader.read.ok && reader.units == static_cast<std::size_t>(snapshot.units);
  DynamicsSubject of = question.subject;
  of.iteration = std::max(of.iteration, iteration);
  std::optional<SeenGradient> gradient;
  std::optional<std::vector<SeenSelectivity>> selectivity;
  std::optional<SeenActivity> activity;
  AnswerReader& read = reader.read;
  if (question.gradient) gradient = reader.gradient(read.at(value, "gradient"), snapshot);
  if (question.selectivity) selectivity = reader.selectivity(read.at(value, "selectivity"));
  if (question.activity) activity = reader.activity(read.at(value, "activity"));
  if (!read.ok) return "The answer of the analysis has another form than expected.";
  Looks& looks = app.looks;
  if (gradient) looks.gradient = std::move(gradient), looks.gradient_of = of;
  if (selectivity) looks.selectivity = std::move(selectivity), looks.selectivity_of = of;
  if (activity) {
    activity->iteration = iteration;
    looks.activity = std::move(activity);
    looks.activity_of = of;
    looks.activity_choice = question.choice;
    wear_activity(app);
  }
  return {};
}

void fail(App& app, const std::string& sentence) {
  app.looks.problem = sentence;
  app.view.notice = {Notice::Kind::warning, "", sentence};
}

bool wearable(const SampleTrial& activity, const Snapshot& snapshot) {
  return activity.rates.size() ==
             static_cast<std::size_t>(snapshot.units) * static_cast<std::size_t>(activity.steps) &&
         activity.input_names == snapshot.trial.input_names &&
         activity.output_names == snapshot.trial.output_names;
}

void wear(Snapshot& snapshot, const SampleTrial& activity) {
  if (!wearable(activity, snapshot)) return;
  const std::int32_t index = snapshot.trial.index, count = snapshot.trial.count;
  snapshot.trial = activity;
  snapshot.trial.index = index;
  snapshot.trial.count = count;
}

/// Is anything under way, or about to be asked?
bool is_busy(const App& app) {
  const Looks& looks = app.looks;
  return looks.asked || (app.run.known && looks.problem.empty() && app.run.failure.empty() &&
                         wanted_of(app, subject_of(app)).any());
}

}  // namespace

void follow_looks(App& app) {
  Looks& looks = app.looks;
  const bool idle = !looks.asked && !app.dynamics.asked;
  if (!idle || !looks.problem.empty() || !app.run.known || !app.run.failure.empty()) return;
  const DynamicsSubject subject = subject_of(app);
  const Wanted wanted = wanted_of(app, subject);
  if (!wanted.any()) return;
  std::vector<std::string> parts;
  if (wanted.gradient) parts.emplace_back("gradient");
  if (wanted.selectivity) parts.emplace_back("selectivity");
  if (wanted.activity) parts.push_back(activity_text(app.view.activity));
  // What is known already of earlier iterations of this run may wait.
  const bool newer_gradient = !wanted.gradient || looks.gradient_of.serial == subject.serial;
  const bool newer_order = !wanted.selectivity || looks.selectivity_of.serial == subject.serial;
  const bool newer_activity = !wanted.activity || (looks.activity_of.serial == subject.serial &&
                                                   looks.activity_choice == app.view.activity);
  const bool training = app.run.status == Status::training;
  const bool waits = training && newer_gradient && newer_order && newer_activity;
  looks.asked = LookQuestion{.number = ++app.dynamics.number,
                             .subject = subject,
                             .gradient = wanted.gradient,
                             .selectivity = wanted.selectivity,
                             .activity = wanted.activity,
                             .choice = app.view.activity};
  std::string what;
  for (const std::string& part : parts) what += (what.empty() ? "" : ",") + part;
  app.outbox.push_back({.what = Message::What::analyse,
                        .until = subject.moment < 0 ? std::nullopt : std::optional(subject.moment),
                        .path = what,
                        .settles = !waits,
                        .value = static_cast<double>(looks.asked->number)});
}

bool take_look(App& app, int number, std::string_view json) {
  Looks& looks = app.looks;
  if (!looks.asked || looks.asked->number != number) return false;
  const LookQuestion question = *std::exchange(looks.asked, std::nullopt);
  if (question.subject.serial != app.run.serial) return true;  // of a run that was left
  const ParsedJson parsed = parse_json(json, kLongestAnswer);
  std::string problem = parsed.error.empty() ? refusal_in(parsed.value)
                                             : "The answer of the analysis " + parsed.error + ".";
  ActivityChoice& choice = app.view.activity;
  const bool named = !choice.condition.empty() || choice.trial > 0;
  if (!problem.empty() && question.activity && named &&
      looks.activity_of.serial != app.run.serial) {
    choice = {.by_condition = true, .noise = choice.noise};  // another task has other conditions
    return true;
  }
  if (problem.empty()) problem = take_parts(app, question, parsed.value);
  if (!problem.empty()) fail(app, problem);
  return true;
}

bool take_look_failure(App& app, int number, const std::string& sentence) {
  if (!app.looks.asked || app.looks.asked->number != number) return false;
  app.looks.asked.reset();
  fail(app, sentence);
  return true;
}

void wear_activity(App& app) {
  const Looks& looks = app.looks;
  const ActivityChoice& choice = app.view.activity;
  if (!choice.by_condition || !looks.activity || !(looks.activity_choice == choice)) return;
  if (looks.activity_of.serial != app.run.serial) return;
  if (app.run.film.shown) {
    if (looks.activity_of.moment == app.run.film.shown->iteration)
      wear(*app.run.film.shown, looks.activity->activity);
  } else if (looks.activity_of.moment < 0) {
    wear(app.run.snapshot, looks.activity->activity);
  }
}

const SeenSelectivity* ordering_variable(const Looks& looks, std::string_view chosen) {
  if (!looks.selectivity || looks.selectivity->empty()) return nullptr;
  for (const SeenSelectivity& one : *looks.selectivity) {
    if (one.name == chosen) return &one;
  }
  return &looks.selectivity->front();
}

std::string order_words(const App& app) {
  const bool by_variable = app.view.unit_order == UnitOrder::selectivity;
  const SeenSelectivity* variable = ordering_variable(app.looks, app.view.order_variable);
  if (by_variable && variable) return variable->name;
  return std::string(kUnitOrders[static_cast<std::size_t>(app.view.unit_order)]);
}

// ---------------------------------------------------------------------------------------------
// Choices as JSON

std::string read_matrix_choice(const JsonValue& value, MatrixChoice& choice) {
  MatrixChoice next = choice;
  for (std::size_t k = 0; k < value.keys.size(); ++k) {
    const std::string& key = value.keys[k];
    const JsonValue& item = value.items[k];
    bool fits = false;
    if (key == "layer") {
      const auto known = std::find(kMatrixLayers.begin(), kMatrixLayers.end(), item.text);
      fits = known != kMatrixLayers.end();
      if (fits) next.layer = static_cast<MaskLayer>(known - kMatrixLayers.begin());
    } else if (key == "shown") {
      const auto known = std::find(kMatrixShown.begin(), kMatrixShown.end(), item.text);
      fits = known != kMatrixShown.end();
      if (fits) next.shown = static_cast<MatrixShown>(known - kMatrixShown.begin());
    } else if (key == "zoom") {
      fits = item.is(JsonKind::list) && item.items.size() == 3;
      std::array<double, 3> numbers{};
      for (std::size_t i = 0; fits && i < numbers.size(); ++i) {
        fits = item.items[i].is(JsonKind::number) && std::fabs(item.items[i].number) < 1e6;
        numbers[i] = item.items[i].number;
      }
      if (fits) next.zoom = allowed_zoom({numbers[0], numbers[1], numbers[2]});
    } else {
      return "matrix has no \"" + key.substr(0, 40) + "\"; known are layer, shown and zoom.";
    }
    if (!fits) {
      return "The value of \"" + key +
             "\" is not allowed; allowed are such as {\"layer\": \"input\", \"recurrent\" or "
             "\"readout\", \"shown\": \"weights\", \"mask\", \"change\" or \"gradient\", \"zoom\": "
             "[4, 0.5, 0.25]}, the scale and the left and upper edge in shares of the whole.";
    }
  }
  choice = next;
  return {};
}

std::string read_activity_choice(const JsonValue& value, ActivityChoice& choice) {
  constexpr std::size_t kLongestCondition = 400;
  ActivityChoice next = choice;
  for (std::size_t k = 0; k < value.keys.size(); ++k) {
    const std::string& key = value.keys[k];
    const JsonValue& item = value.items[k];
    bool fits = false;
    if (key == "condition") {
      fits = item.is(JsonKind::null) ||
             (item.is(JsonKind::text) && item.text.size() <= kLongestCondition &&
              item.text.find_first_of(",@") == item.text.npos);
      next.by_condition = item.is(JsonKind::text);
      next.condition = item.text;
    } else if (key == "trial") {
      const bool number = item.is(JsonKind::number) && item.number >= 0 && item.number < 10000 &&
                          item.number == std::floor(item.number);
      fits = number || item.is(JsonKind::null);
      next.trial = number ? static_cast<int>(item.number) : -1;
    } else if (key == "noise") {
      fits = item.is(JsonKind::boolean);
      next.noise = item.boolean;
    } else {
      return "activity has no \"" + key.substr(0, 40) + "\"; known are condition, trial and noise.";
    }
    if (!fits) {
      return "The value of \"" + key +
             "\" is not allowed; allowed are such as {\"condition\": \"choice=0;coherence=15\", "
             "\"all\", \"\" for the first one or null for the sample trial, \"trial\": 0 or null "
             "for the mean, \"noise\": true}.";
    }
  }
  choice = std::move(next);
  return {};
}

JsonValue to_value(const MatrixChoice& choice) {
  JsonValue zoom = JsonValue::list();
  for (const double number : {choice.zoom.scale, choice.zoom.x, choice.zoom.y}) zoom.add(number);
  JsonValue value = JsonValue::object();
  value.add("layer", kMatrixLayers[static_cast<std::size_t>(choice.layer)]);
  value.add("shown", kMatrixShown[static_cast<std::size_t>(choice.shown)]);
  value.add("zoom", std::move(zoom));
  return value;
}

JsonValue to_value(const ActivityChoice& choice) {
  JsonValue value = JsonValue::object();
  value.add("condition", choice.by_condition ? JsonValue(choice.condition) : JsonValue());
  value.add("trial", choice.trial < 0 ? JsonValue() : JsonValue(choice.trial));
  value.add("noise", choice.noise);
  return value;
}

JsonValue matrix_value(const App& app) {
  const Looks& looks = app.looks;
  const bool known = looks.gradient && looks.gradient_of.serial == app.run.serial;
  JsonValue value = JsonValue::object();
  value.add("busy", is_busy(app));
  value.add("problem", looks.problem);
  value.add("choice", to_value(app.view.matrix));
  value.add("iteration", known ? JsonValue(looks.gradient->iteration) : JsonValue());
  value.add("norm", known ? JsonValue(looks.gradient->norm) : JsonValue());
  value.add("loss", known ? JsonValue(looks.gradient->loss) : JsonValue());
  return value;
}

JsonValue activity_value(const App& app) {
  const Looks& looks = app.looks;
  const bool known = app.view.activity.by_condition && looks.activity &&
                     looks.activity_of.serial == app.run.serial;
  JsonValue conditions = JsonValue::list();
  if (known) {
    for (const SeenCondition& one : looks.activity->conditions) conditions.add(one.text);
  }
  const auto or_null = [&](auto&& value) { return known ? JsonValue(value()) : JsonValue(); };
  JsonValue value = JsonValue::object();
  value.add("busy", is_busy(app));
  value.add("problem", looks.problem);
  value.add("choice", to_value(app.view.activity));
  value.add("iteration", or_null([&] { return looks.activity->iteration; }));
  value.add("condition", or_null([&] { return looks.activity->condition; }));
  value.add("words", or_null([&] { return looks.activity->activity.description; }));
  value.add("averaged", or_null([&] { return looks.activity->activity.averaged; }));
  value.add("of", or_null([&] { return looks.activity->of; }));
  value.add("conditions", std::move(conditions));
  return value;
}

}  // namespace nn4n
