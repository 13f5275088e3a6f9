#include "experiment/changes.h"

#include <algorithm>

namespace nn4n {

namespace {

Target live_target(Experiment& experiment, std::string_view path) {
  const Target target = resolve(target_of(experiment), path);
  const bool number = target.type && (target.type->kind == Kind::number);
  if (!number || !target.field || target.field->about.effect != Effect::live) return {};
  return target;
}

}  // namespace

bool put_number(Experiment& experiment, std::string_view path, double value) {
  const Target target = resolve(target_of(experiment), path);
  if (!target.type || !target.type->set_number) return false;
  target.type->set_number(target.object, value);
  return true;
}

void put_values(Experiment& experiment, const std::vector<Change>& values) {
  for (const Change& change : values) put_number(experiment, change.path, change.value);
}

bool is_live(const Experiment& experiment, std::string_view path) {
  return live_target(const_cast<Experiment&>(experiment), path).type != nullptr;
}

std::optional<Issue> record_change(Experiment& experiment, int iteration, std::string_view path,
                                   double value) {
  Experiment trial = experiment;
  const Target target = live_target(trial, path);
  const std::string name = with_brackets(path);
  if (!target.type) return Issue{name, name + " cannot be changed while training"};
  target.type->set_number(target.object, value);
  if (const std::string words = complaint(target); !words.empty()) {
    return Issue{name, name + " " + words};
  }
  std::erase_if(trial.changes,
                [&](const Change& c) { return c.path == name && c.iteration >= iteration; });
  if (iteration <= 0) {
    experiment = std::move(trial);
    return std::nullopt;
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
    const Target target = live_target(now, change.path);
    if (target.type) target.type->set_number(target.object, change.value);
  }
  return now;
}

void forget_changes(Experiment& experiment, int iteration) {
  experiment = at_iteration(experiment, iteration);
  experiment.changes.clear();
}

}  // namespace nn4n
