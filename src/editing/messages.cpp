#include "editing/messages.h"

#include <algorithm>
#include <utility>

#include "editing/all_settings.h"
#include "editing/words.h"
#include "experiment/changes.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

constexpr std::size_t kListed = 3;  // sentences of one message; the rest is counted

/// The sentences of the first issues, and how many more there are.
template <class Line>
std::vector<MessageLine> lines_of(const Issues& issues, const Line& line) {
  std::vector<MessageLine> lines;
  const std::size_t listed = std::min(issues.size(), kListed);
  for (std::size_t k = 0; k < listed; ++k) lines.push_back(line(issues[k]));
  if (issues.size() > listed)
    lines.push_back({"And " + std::to_string(issues.size() - listed) + " more."});
  return lines;
}

void add_problems(const App& app, std::vector<PageMessage>& all) {
  if (app.problems.empty()) return;
  PageMessage message{
      .key = "problems", .kind = Notice::Kind::warning, .title = "Cannot run yet", .dismiss = {}};
  message.lines = lines_of(app.problems, [&](const Issue& problem) {
    return MessageLine{.text = sentence(app.experiment, problem),
                       .path = problem.path,
                       .place = "problem." + problem.path,
                       .mend = mend_of(app.experiment, problem)};
  });
  all.push_back(std::move(message));
}

/// What is noted of a diagnosis that was dismissed: it stays away for this run.
std::string said_in(const Run& run) { return "run " + std::to_string(run.serial); }

void add_issues(const App& app, std::vector<PageMessage>& all) {
  if (app.issues.empty()) return;
  const std::string count =
      std::to_string(app.issues.size()) + (app.issues.size() == 1 ? " change" : " changes");
  PageMessage message{.key = "issues",
                      .kind = Notice::Kind::warning,
                      .title = "What was opened needed " + count,
                      .dismiss = DismissIssues{}};
  message.lines = lines_of(
      app.issues, [&](const Issue& issue) { return MessageLine{sentence(app.experiment, issue)}; });
  message.mends = {{"issues.keep", "Keep and close", DismissIssues{}},
                   {"issues.default", "Open the default", Replace{Experiment{}, {}}}};
  all.push_back(std::move(message));
}

void add_notice(const App& app, std::vector<PageMessage>& all) {
  if (app.view.notice.text.empty()) return;
  all.push_back({.key = "notice",
                 .kind = app.view.notice.kind,
                 .lines = {{app.view.notice.text}},
                 .dismiss = DismissNotice{}});
}

std::string mend_words(const Experiment& experiment, const Target& then, const std::string& path) {
  const double value = then.type->number(then.object);
  const bool density = path.starts_with("network.connectivity.density");
  const std::string noun =
      density ? "d" + full_label(experiment, path).substr(1) : noun_of(experiment, path);
  if (then.type->kind == Kind::boolean)
    return std::string(value != 0 ? "Switch on " : "Switch off ") + noun;
  if (then.type->kind == Kind::choice) {
    const Choice& choice = then.type->choices[static_cast<std::size_t>(value)];
    return "Choose " + std::string(choice.label);
  }
  const std::string_view unit = scale_of(then.field->about).unit;
  return "Set " + noun + " to " + value_text(then) + (unit.empty() ? "" : " ") + std::string(unit);
}

/// The value that removes the cause, unless it is in force already.
std::optional<Mend> mend_of(const Experiment& now, const Diagnosis& diagnosis) {
  if (!diagnosis.cure) return std::nullopt;
  const auto& [path, value, again] = *diagnosis.cure;
  Experiment mended = now;
  if (!put_number(mended, path, value)) return std::nullopt;
  const Target then = resolve(target_of(std::as_const(mended)), path);
  const Target before = resolve(target_of(now), path);
  if (before.type->number(before.object) == then.type->number(then.object)) return std::nullopt;
  const std::string key = "cure." + diagnosis.key;
  if (!again) return Mend{key, mend_words(now, then, path), SetValue{path, value}};
  const std::string words = "Start again with " + noun_of(now, path) + " " + value_text(then);
  return Mend{key, words, StartWith{path, value}};
}

/// Had the run once learnt the task, with weights that are still kept?
bool was_better(const Snapshot& run) {
  return run.progress.best_iteration > 0 && run.progress.best_iteration < run.iteration &&
         run.progress.best_accuracy >= run.pass_accuracy;
}

void add_diagnoses(const App& app, std::vector<PageMessage>& all) {
  const Experiment now = in_force(app);
  const std::vector<Diagnosis> found = diagnoses_of(app);
  for (const Diagnosis& diagnosis : found) {
    PageMessage message{
        .key = "diagnosis." + diagnosis.key,
        .kind = diagnosis.key == "not_finite" ? Notice::Kind::error : Notice::Kind::warning,
        .title = diagnosis.message,
        .lines = {{.text = diagnosis.remedy, .path = diagnosis.path}},
        .dismiss = {}};
    if (auto mend = mend_of(now, diagnosis)) message.mends.push_back(std::move(*mend));
    if (&diagnosis == &found.front() && diagnosis.since > 0 && was_better(app.run.snapshot))
      message.mends.push_back(
          {"cure." + diagnosis.key + ".best", "Restore the best weights", ReturnToBest{}});
    if (diagnosis.path == "training.learning_rate" && diagnosis.key == "at_chance")
      message.mends.push_back(
          {"cure." + diagnosis.key, "Start again with another seed", NewSeed{}});
    all.push_back(std::move(message));
  }
}

}  // namespace

std::string PageMessage::words() const {
  std::string all = title;
  if (!all.empty() && all.back() != '.') all += ".";
  for (const MessageLine& line : lines) all += (all.empty() ? "" : " ") + line.text;
  return all;
}

std::vector<PageMessage> messages_of(const App& app) {
  std::vector<PageMessage> all;
  add_problems(app, all);
  add_diagnoses(app, all);
  add_issues(app, all);
  add_notice(app, all);
  std::erase_if(all, [&](PageMessage& message) {
    const auto said = app.view.dismissed.find(message.key);
    const bool of_run = message.key.starts_with("diagnosis.");  // its numbers change as it trains
    const std::string words = of_run ? said_in(app.run) : message.words();
    if (said != app.view.dismissed.end() && said->second == words) return true;
    if (of_run || message.key == "problems") message.dismiss = DismissMessage{message.key, words};
    return false;
  });
  return all;
}

std::optional<Mend> mend_of(const Experiment& experiment, const Issue& problem) {
  Experiment mended = experiment;
  repair(mended);
  const Target now = resolve(target_of(experiment), problem.path);
  const Target then = resolve(target_of(mended), problem.path);
  if (!now.type || !then.type || now.type != then.type || !then.field || !then.type->number)
    return std::nullopt;
  const double value = then.type->number(then.object);
  if (value == now.type->number(now.object)) return std::nullopt;
  return Mend{"mend." + problem.path, mend_words(experiment, then, problem.path),
              SetValue{problem.path, value}};
}

bool is_about(const Experiment& experiment, const Issue& problem, std::string_view path) {
  if (path.empty()) return false;
  if (problem.path.starts_with(path))
    return problem.path.size() == path.size() || problem.path[path.size()] == '[';
  // A time constant below the time step is a problem of the time step.
  if (problem.path != "network.dt_ms" || !path.ends_with(".tau_ms")) return false;
  const Target tau = resolve(target_of(experiment), std::string(path));
  return tau.type && tau.type->number && tau.type->number(tau.object) < experiment.network.dt_ms;
}

}  // namespace nn4n
