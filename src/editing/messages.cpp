#include "editing/messages.h"

#include <algorithm>

#include "editing/words.h"
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

void add_divergence(const App& app, std::vector<PageMessage>& all) {
  const Snapshot& snapshot = app.run.snapshot;
  if (snapshot.diverged_at <= 0) return;
  const double half = in_force(app).training.learning_rate / 2;
  all.push_back(
      {.key = "diverged",
       .kind = Notice::Kind::error,
       .title = "The loss became infinite at iteration " + grouped(snapshot.diverged_at) + ".",
       .lines = {{"The weights of iteration " + grouped(snapshot.iteration) +
                  " are back. Lower the learning rate."}},
       .mends = {{"diverged.halve", "Halve learning rate",
                  SetValue{"training.learning_rate", half}}},
       .dismiss = {}});
}

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
  const std::string noun = noun_of(experiment, path);
  if (then.type->kind == Kind::boolean)
    return std::string(value != 0 ? "Switch on " : "Switch off ") + noun;
  if (then.type->kind == Kind::choice) {
    const Choice& choice = then.type->choices[static_cast<std::size_t>(value)];
    return "Choose " + std::string(choice.label);
  }
  const std::string_view unit = scale_of(then.field->about).unit;
  return "Set " + noun + " to " + value_text(then) + (unit.empty() ? "" : " ") + std::string(unit);
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
  add_divergence(app, all);
  add_issues(app, all);
  add_notice(app, all);
  std::erase_if(all, [&](PageMessage& message) {
    const auto said = app.view.dismissed.find(message.key);
    const std::string words = message.words();
    if (said != app.view.dismissed.end() && said->second == words) return true;
    const bool plain = message.key == "problems" || message.key == "diverged";
    if (plain) message.dismiss = DismissMessage{message.key, words};
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
