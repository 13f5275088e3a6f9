#include "editing/defaults.h"

#include <algorithm>

#include "editing/all_settings.h"
#include "editing/blocks.h"
#include "editing/task_table.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

bool holds_records(const Target& list) {
  return list.type->kind == Kind::list && list.type->element->record != nullptr;
}

/// Gives `to` as many elements as `from`, and the same selections if `selections`.
void shape_like(const EditTarget& to, const Target& from, bool selections) {
  if (holds_records(to)) to.type->resize(to.object, from.type->size(from.object));
  if (to.type->kind == Kind::selection && selections) {
    const std::string& name = chosen_in(from).name();
    if (chosen_in(to).name() != name) chosen_in(to).select(to.type->registry(), name);
  }
  if (to.type->kind == Kind::list && !holds_records(to)) return;
  std::vector<Target> parts;
  for_each_part(from, [&](const Target& part, const std::string&) { parts.push_back(part); });
  std::size_t k = 0;
  for_each_part(to, [&](const EditTarget& part, const std::string&) {
    if (k < parts.size() && parts[k].type == part.type) shape_like(part, parts[k], selections);
    ++k;
  });
}

std::vector<LossTerm> usual_weights(const std::vector<LossTerm>& loss) {
  const std::vector<LossTerm> usual = Experiment::default_loss();
  std::vector<LossTerm> like;
  for (const LossTerm& term : loss) {
    const auto same = std::find_if(usual.begin(), usual.end(), [&](const LossTerm& u) {
      return u.term.name() == term.term.name();
    });
    LossTerm fresh;
    fresh.term.select(term.term.name());
    like.push_back(same == usual.end() ? fresh : *same);
  }
  return like;
}

/// What was added has no usual name.
void name_additions(Experiment& like, const Experiment& experiment) {
  const CustomParameters* mine = table_of(experiment);
  if (!mine) return;
  const CustomParameters usual;
  CustomParameters& theirs = like.task.as<CustomParameters>();
  for (std::size_t e = usual.epochs.size(); e < mine->epochs.size(); ++e)
    theirs.epochs[e].name = mine->epochs[e].name;
  for (std::size_t k = usual.conditions.size(); k < mine->conditions.size(); ++k)
    theirs.conditions[k].name = mine->conditions[k].name;
}

Experiment with_shape_of(const Experiment& experiment, bool selections) {
  Experiment like = base_with(experiment.task.name());
  if (selections) like.loss = usual_weights(experiment.loss);
  shape_like(target_of(like), target_of(experiment), selections);
  for (std::size_t i = Experiment{}.network.areas.size(); i < like.network.areas.size(); ++i)
    like.network.areas[i].name = "Area " + std::to_string(i + 1);
  if (selections) name_additions(like, experiment);
  like.changes.clear();
  conform(like);
  return like;
}

/// The default experiment with the same task chosen, as that task comes.
Experiment with_task_of(const Experiment& experiment) {
  Experiment plain;
  plain.task.select(experiment.task.name());
  return plain;
}

/// What the defaults have at a path. A list of numbers may have more of them: for those its first
/// one counts.
Target usual_at(const Experiment& defaults, const std::string& path) {
  const Target found = resolve(target_of(defaults), path);
  if (found.type || !path.ends_with(']')) return found;
  return resolve(target_of(defaults), path.substr(0, path.rfind('[')) + "[0]");
}

std::string names_of(const std::vector<LossTerm>& loss) {
  std::string names;
  for (const LossTerm& term : loss) {
    const Entry* entry = TermCatalogue::registry().find(term.term.name());
    names += (names.empty() ? "" : ", ") + std::string(entry->label);
  }
  return names;
}

std::string count_of(const Target& list) { return std::to_string(list.type->size(list.object)); }

/// The lists of areas, blocks and terms, and the task, where others were chosen.
void add_lists(const Experiment& experiment, std::vector<Setting>& settings) {
  const Experiment plain;
  if (experiment.task.name() != plain.task.name())
    settings.push_back({"task", "Task", value_words(resolve(target_of(experiment), "task")),
                        value_words(resolve(target_of(plain), "task"))});
  const Experiment usual_task = with_task_of(experiment);
  for (const char* path :
       {"network.areas", "network.connectivity.blocks", "task.epochs", "task.conditions"}) {
    const Target list = resolve(target_of(experiment), path);
    const Target usual = resolve(target_of(usual_task), path);
    if (!list.type || count_of(list) == count_of(usual)) continue;
    settings.push_back(
        {path, std::string(list.field->about.label), count_of(list), count_of(usual)});
  }
  if (names_of(experiment.loss) != names_of(plain.loss))
    settings.push_back({"loss", "Loss terms", names_of(experiment.loss), names_of(plain.loss)});
}

}  // namespace

Experiment defaults_for(const Experiment& experiment) { return with_shape_of(experiment, true); }

std::optional<double> default_of(const Experiment& experiment, const std::string& asked) {
  const std::string path(plain_path(asked));
  const Experiment like = defaults_for(experiment);
  const Target target = usual_at(like, path);
  if (!target.type || !target.type->number) return std::nullopt;
  return target.type->number(target.object);
}

bool differs(const Experiment& experiment, const Experiment& defaults, const std::string& path) {
  const Target mine = resolve(target_of(experiment), path);
  const Target theirs = usual_at(defaults, path);
  if (!mine.type || mine.type != theirs.type) return false;
  if (mine.type->kind == Kind::selection) {
    const bool task = path == "task";  // the defaults have this task
    const std::string& name = chosen_in(mine).name();
    return name != (task ? TaskCatalogue::fallback : chosen_in(theirs).name());
  }
  return !equal(mine, theirs);
}

std::vector<Setting> changed_settings(const Experiment& experiment) {
  std::vector<Setting> settings;
  add_lists(experiment, settings);
  const Experiment defaults = defaults_for(experiment);
  const Experiment plain = with_shape_of(experiment, false);  // with the usual selections
  for (const std::string& path : all_settings(experiment)) {
    const Target mine = resolve(target_of(experiment), path);
    if (path == "task" || !has_effect(experiment, path)) continue;
    const bool selection = mine.type->kind == Kind::selection;
    const Experiment& usual = selection ? plain : defaults;
    if (!differs(experiment, usual, path)) continue;
    settings.push_back({path, full_label(experiment, path), value_words(mine),
                        value_words(resolve(target_of(usual), path))});
  }
  return settings;
}

bool restore(Experiment& experiment, const std::string& path) {
  const EditTarget to = resolve(target_of(experiment), path);
  if (!to.type) return false;
  const bool list = holds_records(to);
  Experiment usual = list ? with_task_of(experiment) : with_shape_of(experiment, false);
  if (!list && to.type->kind != Kind::selection) usual = defaults_for(experiment);
  const Target from = usual_at(usual, path);
  if (!from.type) return false;
  assign(to, from);
  conform(experiment);
  return true;
}

}  // namespace nn4n
