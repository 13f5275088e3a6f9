#include "experiment/changes.h"

#include <algorithm>

namespace nn4n {

namespace {

bool is_live(const Target& target) {
  const bool number = target.type && target.type->kind == Kind::number;
  return number && target.field && target.field->about.effect == Effect::live;
}

}  // namespace

bool put_number(Experiment& experiment, std::string_view path, double value) {
  const EditTarget target = resolve(target_of(experiment), path);
  if (!target.type || !target.type->set_number) return false;
  target.type->set_number(target.object, value);
  return true;
}

void put_values(Experiment& experiment, const std::vector<Change>& values) {
  for (const Change& change : values) put_number(experiment, change.path, change.value);
}

bool is_live(const Experiment& experiment, std::string_view path) {
  return is_live(resolve(target_of(experiment), path));
}

std::optional<Issue> make_change(Experiment& experiment, std::string_view path, double value) {
  const EditTarget target = resolve(target_of(experiment), path);
  const std::string name = with_brackets(path);
  if (!is_live(target)) return Issue{name, name + " cannot be changed while training"};
  target.type->set_number(target.object, value);
  const std::string words = complaint(target);
  return words.empty() ? std::nullopt : std::optional(Issue{name, name + " " + words});
}

std::optional<Issue> record_change(Experiment& experiment, int iteration, std::string_view path,
                                   double value) {
  Experiment trial = experiment;
  if (auto issue = make_change(trial, path, value)) return issue;
  const std::string name = with_brackets(path);
  std::erase_if(trial.changes,
                [&](const Change& c) { return c.path == name && c.iteration >= iteration; });
  if (iteration <= 0) {
    experiment = std::move(trial);
    return std::nullopt;
  }
  if (trial.changes.size() >= kMaxChanges) {
    return Issue{name, name + " cannot be changed any more in this run: it has " +
                           std::to_string(kMaxChanges) +
                           " recorded changes, the most that a link can repeat. Without them you "
                           "can go on from a file of its weights"};
  }
  const auto place = std::upper_bound(trial.changes.begin(), trial.changes.end(), iteration,
                                      [](int at, const Change& c) { return at < c.iteration; });
  trial.changes.insert(place, {iteration, name, value});
  experiment.changes = std::move(trial.changes);
  return std::nullopt;
}

Experiment at_iteration(const Experiment& experiment, int iteration) {
  Experiment now = experiment;
  for (const Change& change : experiment.changes) {
    if (change.iteration > iteration) continue;
    if (is_live(now, change.path)) put_number(now, change.path, change.value);
  }
  return now;
}

void forget_changes_from(Experiment& experiment, int iteration) {
  std::erase_if(experiment.changes,
                [&](const Change& change) { return change.iteration >= iteration; });
}

void forget_changes(Experiment& experiment, int iteration) {
  experiment = at_iteration(experiment, iteration);
  experiment.changes.clear();
}

}  // namespace nn4n
