#include "editing/dynamics_view.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "base/text.h"
#include "editing/words.h"

namespace nn4n {

namespace {

constexpr int kWaySteps = 20;  // between two inputs

bool alike(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t k = 0; k < a.size(); ++k) {
    if (std::fabs(a[k] - b[k]) > 1e-5 * std::max(1.0, std::fabs(a[k]))) return false;
  }
  return true;
}

/// The space in which places are shown; null before it is known.
const DynamicsSpace* space_in(const DynamicsView& d, const DynamicsChoice& choice) {
  const auto& space = choice.task_axes ? d.report.task : d.report.components;
  return space ? &*space : nullptr;
}

/// The input that is held where the way between two of them has come to.
std::vector<double> held_at(const DynamicsReport::Points& fixed, double at) {
  std::vector<double> held = fixed.held;
  for (std::size_t k = 0; k < std::min(held.size(), fixed.held_to.size()); ++k)
    held[k] += at * (fixed.held_to[k] - held[k]);
  return held;
}

std::string numbers_text(const std::vector<double>& held) {
  std::string text = "[";
  for (const double value : held)
    text += (text.size() > 1 ? " " : "") + shortest(std::round(value * 1e6) / 1e6);
  return text + "]";
}

bool on_the_way(const DynamicsChoice& choice) { return !choice.to.empty() && choice.at > 0; }

/// The part of a question that asks for the flow.
std::string flow_text(const DynamicsChoice& choice, const std::string& input) {
  std::string text = choice.task_axes ? "flow/axes" : "flow/pca";
  text += std::to_string(choice.across + 1) + "+" + std::to_string(choice.up + 1);
  if (choice.point >= 0 && !on_the_way(choice)) text += "/" + std::to_string(choice.point);
  return text + "@" + input;
}

bool plane_is_known(const DynamicsView& d, const DynamicsChoice& choice) {
  const DynamicsSpace* space = space_in(d, choice);
  return space && std::max(choice.across, choice.up) < static_cast<int>(space->axes.size());
}

bool flow_is_shown(const DynamicsChoice& choice) { return choice.flow && !choice.solid; }

bool flow_is_known(const DynamicsView& d, const DynamicsChoice& choice,
                   const std::vector<double>& held) {
  if (!d.report.flow) return false;
  const DynamicsFlow& flow = *d.report.flow;
  const int through = on_the_way(choice) ? -1 : choice.point;
  return flow.task_axes == choice.task_axes && flow.across == choice.across &&
         flow.up == choice.up && flow.through == through && alike(flow.held, held);
}

std::string whole_question(const DynamicsView& d, const DynamicsChoice& choice) {
  std::string text = "fixed_points@" + choice.input;
  if (!choice.to.empty()) text += ".." + choice.to + "/" + std::to_string(kWaySteps);
  text += ",spectrum@" + choice.input + ",pca,inputs";
  if (choice.task_axes || d.report.task) text += ",axes";
  if (flow_is_shown(choice) && choice.point < 0 && !on_the_way(choice) && plane_is_known(d, choice))
    text += "," + flow_text(choice, choice.input);
  return text;
}

/// What is asked beside a whole answer; empty = nothing is missing.
std::string further_question(const DynamicsView& d, const DynamicsChoice& choice) {
  const bool flow = flow_is_shown(choice) && plane_is_known(d, choice);
  const std::vector<double> held =
      on_the_way(choice) ? held_at(*d.report.fixed, choice.at) : d.report.fixed->held;
  const std::string input = on_the_way(choice) ? numbers_text(held) : d.input;
  std::string text;
  if (on_the_way(choice) && (!d.here || !alike(d.here->held, held))) text = "fixed_points@" + input;
  if (flow && !flow_is_known(d, choice, held))
    text += (text.empty() ? "" : ",") + flow_text(choice, input);
  return text;
}

void ask(App& app, const std::string& what, bool whole, bool urgent) {
  DynamicsView& d = app.dynamics;
  const DynamicsChoice& choice = app.view.dynamics;
  d.asked = DynamicsQuestion{.number = ++d.number,
                             .whole = whole,
                             .subject = subject_of(app),
                             .input = choice.input,
                             .to = choice.to};
  const int moment = d.asked->subject.moment;
  app.outbox.push_back({.what = Message::What::analyse,
                        .until = moment < 0 ? std::nullopt : std::optional(moment),
                        .path = what,
                        .settles = urgent,
                        .value = static_cast<double>(d.number)});
}

/// The chosen point stays chosen: in a new list it is the one that is nearest.
void choose_again(const std::vector<DynamicsPoint>& before,
                  const std::vector<DynamicsPoint>& points, int& chosen) {
  if (chosen < 0) return;
  const auto was = static_cast<std::size_t>(chosen);
  chosen = -1;
  if (was >= before.size()) return;
  double least = 0;
  for (std::size_t k = 0; k < points.size(); ++k) {
    double distance = 0;
    for (std::size_t i = 0; i < std::min(points[k].rates.size(), before[was].rates.size()); ++i)
      distance += std::pow(points[k].rates[i] - before[was].rates[i], 2);
    if (chosen >= 0 && distance >= least) continue;
    least = distance;
    chosen = static_cast<int>(k);
  }
}

void take_whole(App& app, const DynamicsQuestion& question, DynamicsReport report) {
  DynamicsView& d = app.dynamics;
  if (!report.fixed || !report.components || !report.inputs) {
    d.problem = "The answer of the analysis lacks a part.";
    return;
  }
  const std::vector<DynamicsPoint> before = points_shown(d, app.view.dynamics);
  d.of = question.subject;
  d.asked_of = d.of;
  d.of.iteration = report.iteration;
  d.further.clear();
  d.input = question.input;
  d.to = question.to;
  d.report = std::move(report);
  d.here.reset();
  choose_again(before, d.report.fixed->points, app.view.dynamics.point);
}

void take_further(App& app, DynamicsReport report) {
  DynamicsView& d = app.dynamics;
  if (report.fixed) {
    const std::vector<DynamicsPoint> before = points_shown(d, app.view.dynamics);
    d.here = std::move(report.fixed);
    choose_again(before, d.here->points, app.view.dynamics.point);
  }
  if (report.flow) d.report.flow = std::move(report.flow);
}

/// Made of the interventions with which the worker looks at the run.
std::uint64_t number_of_acts(const App& app) {
  if (!app.opened) return 0;
  std::vector<Intervention> acting = app.opened->interventions;
  keep_looked_at(acting, app.run.snapshot.iteration);
  if (acting.empty()) return 0;
  Fnv1a hash;
  for (const Intervention& one : acting) hash.add(one.act.c_str(), one.act.size() + 1);
  return hash.value();
}

}  // namespace

DynamicsSubject subject_of(const App& app) {
  const Run& run = app.run;
  const Snapshot& s = seen(run);
  const bool moment = run.film.shown.has_value();
  DynamicsSubject subject{.serial = run.serial,
                          .moment = moment ? s.iteration : -1,
                          .best = !moment && s.best_shown.iteration > 0,
                          .iteration = shown_iteration(s),
                          .acts = number_of_acts(app)};
  // While it trains, what was validated last is soon enough.
  const bool live = run.status == Status::training && !moment && !subject.best;
  if (live) subject.iteration = s.validations.empty() ? 0 : s.validations.back().iteration;
  return subject;
}

bool is_of(const DynamicsSubject& of, const DynamicsSubject& wanted, bool training) {
  DynamicsSubject same = of;
  if (training && wanted.moment < 0 && !wanted.best && of.iteration >= wanted.iteration)
    same.iteration = wanted.iteration;
  return same == wanted;
}

void follow_dynamics(App& app) {
  DynamicsView& d = app.dynamics;
  const DynamicsChoice& choice = app.view.dynamics;
  const bool open = app.view.tab == "dynamics" && app.run.known && app.run.failure.empty();
  if (!open || d.asked || app.looks.asked || !d.problem.empty()) return;
  const bool training = app.run.status == Status::training;
  const DynamicsSubject wanted = subject_of(app);
  const bool chosen = d.input == choice.input && d.to == choice.to &&
                      (!choice.task_axes || d.report.task.has_value());
  const bool answered = is_of(d.of, wanted, training) || (!training && d.asked_of == wanted);
  if (d.again || !d.report.fixed || !chosen || !answered) {
    DynamicsSubject same = d.of;
    same.iteration = wanted.iteration;
    const bool only_newer = training && chosen && !d.again && same == wanted;
    d.again = false;
    return ask(app, whole_question(d, choice), true, !only_newer);
  }
  const std::string what = further_question(d, choice);
  if (what.empty() || what == d.further) return;
  ask(app, what, false, true);
  d.further = what;
}

void take_dynamics(App& app, int number, double took_ms, std::string_view json) {
  DynamicsView& d = app.dynamics;
  if (!d.asked || d.asked->number != number) return;
  const DynamicsQuestion question = *std::exchange(d.asked, std::nullopt);
  if (question.subject.serial != app.run.serial) return;  // of a run that was left
  ReadDynamics read = read_dynamics(json);
  d.problem = read.problem;
  DynamicsChoice& choice = app.view.dynamics;
  const bool another_run = d.of.serial != question.subject.serial;
  if (!read.report && another_run && question.whole && choice.input != "usual") {
    choice.input = "usual";  // another task may know nothing of the input that was chosen
    choice.to.clear();
    choice.at = 0;
    d.problem.clear();
  }
  if (!read.report) return;
  if (!question.whole) return take_further(app, std::move(*read.report));
  d.took_ms = took_ms;
  take_whole(app, question, std::move(*read.report));
}

void take_dynamics_failure(App& app, int number, const std::string& sentence) {
  DynamicsView& d = app.dynamics;
  if (!d.asked || d.asked->number != number) return;
  d.asked.reset();
  d.problem = sentence;
}

std::string stale_words(const App& app) {
  const DynamicsView& d = app.dynamics;
  if (!d.report.fixed) return "";
  const DynamicsSubject wanted = subject_of(app);
  const DynamicsChoice& choice = app.view.dynamics;
  const bool training = app.run.status == Status::training;
  if (d.of.serial != wanted.serial) return "of another run";
  if (d.of.acts != wanted.acts) return "of other interventions";
  if (d.of.moment != wanted.moment || d.of.best != wanted.best) return "of other weights";
  if (d.input != choice.input || d.to != choice.to) return "of another input";
  if (!d.problem.empty() || (!training && d.of.iteration != wanted.iteration))
    return d.of.iteration == wanted.iteration
               ? ""
               : "of iteration " + grouped(d.of.iteration) + ", not " + grouped(wanted.iteration);
  return "";
}

std::vector<DynamicsPoint> points_shown(const DynamicsView& d, const DynamicsChoice& choice) {
  if (!d.report.fixed) return {};
  if (!on_the_way(choice) || d.report.fixed->path.empty()) return d.report.fixed->points;
  if (d.here && alike(d.here->held, held_at(*d.report.fixed, choice.at))) return d.here->points;
  return points_on_path(d.report.fixed->path, choice.at);
}

JsonValue dynamics_value(const App& app, bool whole) {
  const DynamicsView& d = app.dynamics;
  JsonValue value = JsonValue::object();
  value.add("busy", d.asked.has_value());
  value.add("problem", d.problem);
  value.add("iteration", d.report.fixed ? JsonValue(d.report.iteration) : JsonValue());
  value.add("input", d.report.fixed ? JsonValue(d.report.fixed->input) : JsonValue());
  value.add("took_ms", d.took_ms);
  value.add("stale", stale_words(app));
  value.add("choice", to_value(app.view.dynamics));
  if (!whole) return value;
  JsonValue points = JsonValue::list();
  for (const DynamicsPoint& point : points_shown(d, app.view.dynamics)) {
    JsonValue one = JsonValue::object();
    one.add("kind", point.kind);
    one.add("stable", point.stable);
    one.add("speed", point.speed);
    points.add(std::move(one));
  }
  value.add("points", std::move(points));
  JsonValue explained = JsonValue::list();
  if (d.report.components) {
    for (const double share : d.report.components->explained) explained.add(share);
  }
  value.add("explained", std::move(explained));
  return value;
}

}  // namespace nn4n
