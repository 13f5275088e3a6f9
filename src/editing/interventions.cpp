#include "editing/interventions.h"

#include <algorithm>

#include "analysis/interval.h"
#include "editing/live_values.h"
#include "editing/units.h"
#include "editing/words.h"

namespace nn4n {

namespace {

std::string epochs_of(const SampleTrial& trial) {
  std::vector<std::string> names;
  for (const EpochSpan& epoch : trial.epochs) names.push_back(epoch.name);
  return join(names);
}

/// One unit by its index in the network.
UnitsNamed unit_named(int unit, const Snapshot& snapshot) {
  for (const UnitRange& range : unit_ranges_of(snapshot)) {
    if (unit >= range.begin && unit < range.end)
      return {static_cast<std::size_t>(range.area), range.sign, {unit - range.begin + 1}};
  }
  return {};
}

/// The units that a selection names; of a projection where it comes from or goes to.
UnitsNamed units_named(const Selected& selected, const Snapshot& snapshot, bool into) {
  UnitsNamed named;
  if (selected.kind == Selected::What::unit) return unit_named(selected.unit, snapshot);
  named.area = static_cast<std::size_t>(std::max(into ? selected.to_area : selected.area, 0));
  if (selected.kind != Selected::What::area) named.sign = into ? selected.to_sign : selected.sign;
  return named;
}

}  // namespace

InterventionLine line_of(const Experiment& experiment, const Intervention& one, int iteration,
                         const SampleTrial& trial) {
  const auto read = read_act(one.act, experiment.network);
  if (const std::string* words = std::get_if<std::string>(&read)) return {one.act, *words + "."};
  const Act& act = *std::get_if<Act>(&read);
  InterventionLine line{describe(act, experiment.network), "", acts_in_training(one, iteration)};
  const auto is_it = [&](const EpochSpan& epoch) {
    return same_epoch(epoch.name, act.window.epoch);
  };
  const bool known = act.window.epoch.empty() || trial.epochs.empty() ||
                     std::any_of(trial.epochs.begin(), trial.epochs.end(), is_it);
  if (!known)
    line.problem = "The sample trial has no epoch " + in_quotes(act.window.epoch) + "; it has " +
                   epochs_of(trial) + ".";
  return line;
}

std::vector<ActKind> acts_for(const Selected& selected) {
  if (selected.kind == Selected::What::none) return {};
  if (selected.kind == Selected::What::projection)
    return {ActKind::scale, ActKind::set, ActKind::freeze};
  return {ActKind::silence, ActKind::clamp,  ActKind::excite,
          ActKind::noise,   ActKind::lesion, ActKind::freeze};
}

Act act_on(ActKind kind, const Selected& selected, const Snapshot& snapshot) {
  Act act;
  act.kind = kind;
  act.units = units_named(selected, snapshot, false);
  if (selected.kind == Selected::What::projection) act.into = units_named(selected, snapshot, true);
  act.value = words_of(kind).usual;
  return act;
}

std::optional<Act> act_on_synapse(const Selected& selected, const Snapshot& snapshot) {
  const Selected known = selected_in(selected, snapshot);
  if (known.to_unit < 0) return std::nullopt;
  const auto at = static_cast<std::size_t>(known.to_unit * snapshot.units + known.unit);
  Act act;
  act.kind = ActKind::set;
  act.units = unit_named(known.unit, snapshot);
  act.into = unit_named(known.to_unit, snapshot);
  const ActWords& words = words_of(ActKind::set);
  act.value = std::clamp(decimal_of(snapshot.recurrent[at]), words.least, words.most);
  return act;
}

Intervention intervention_of(const Act& act, const Network& network, int iteration) {
  Intervention one{.act = to_text(act, network)};
  const bool in_training = act.kind == ActKind::lesion || words_of(act.kind).learning;
  if (in_training) one.trained_from = iteration;
  return one;
}

std::string act_value_path(std::size_t index) {
  return "interventions[" + std::to_string(index) + "].value";
}

std::variant<std::string, Issue> with_value(const std::string& act, std::string_view value,
                                            const Network& network) {
  const auto read = read_act(act, network);
  if (const std::string* words = std::get_if<std::string>(&read)) return Issue{"", *words + "."};
  Act changed = *std::get_if<Act>(&read);
  const ActWords& words = words_of(changed.kind);
  if (!words.value) return Issue{"", std::string(words.label) + " takes no value."};
  const auto number = parse_number(value);
  if (!number || *number < words.least || *number > words.most)
    return Issue{"", "The " + std::string(words.symbol) + " is " + in_quotes(value) + "; allowed " +
                         shortest(words.least) + " to " + shortest(words.most) + "."};
  changed.value = *number;
  return to_text(changed, network);
}

std::vector<Intervention> with_what_was_trained(const std::vector<Intervention>& now,
                                                std::vector<Intervention> wanted, int iteration) {
  for (Intervention was : now) {
    if (was.trained_from < 0 || was.trained_from >= iteration) continue;
    const auto goes_on = [&](const Intervention& one) {
      return one.act == was.act && one.trained_from == was.trained_from;
    };
    if (std::any_of(wanted.begin(), wanted.end(), goes_on)) continue;
    was.on = false;
    if (was.trained_until < 0 || was.trained_until > iteration) was.trained_until = iteration;
    wanted.push_back(std::move(was));
  }
  if (wanted.size() > kMaxInterventions) wanted.resize(kMaxInterventions);
  return wanted;
}

void follow_areas(const Network& before, Experiment& after, std::optional<std::size_t> removed) {
  std::erase_if(after.interventions, [&](Intervention& one) {
    auto read = read_act(one.act, before);
    Act* act = std::get_if<Act>(&read);
    if (!act) return false;
    std::vector<UnitsNamed*> parts{&act->units};
    if (act->into) parts.push_back(&*act->into);
    for (UnitsNamed* units : parts) {
      if (removed && units->area == *removed) return true;
      if (removed && units->area > *removed) --units->area;
      if (units->area >= after.network.areas.size()) return true;
    }
    one.act = to_text(*act, after.network);
    return false;
  });
}

void tell_interventions(App& app) {
  if (!app.opened || !app.problems.empty() || !same_network(*app.opened, app.experiment)) return;
  Experiment told = *app.opened;
  copy_asides(told, app.experiment);
  const bool names = !app.experiment.interventions.empty() && told.network != app.opened->network;
  if (!names && told.interventions == app.opened->interventions) return;
  app.opened = std::move(told);
  std::erase_if(app.outbox,
                [](const Message& one) { return one.what == Message::What::intervene; });
  app.outbox.push_back({.what = Message::What::intervene});
}

std::string effect_line(const InterventionEffect& effect) {
  const auto percent = [](float accuracy) { return fixed(100 * double{accuracy}, 1) + " %"; };
  return "altered " + percent(effect.altered_accuracy) + ", intact " +
         percent(effect.intact_accuracy);
}

std::string effect_sentence(const InterventionEffect& effect) {
  const auto words = [](const Behaviour& behaviour) {
    int correct = 0;
    for (const JudgedTrial& trial : behaviour.trials) correct += trial.correct;
    const Interval interval = wilson(correct, static_cast<int>(behaviour.trials.size()));
    return fixed(100 * accuracy_of(behaviour), 1) + " % (95 % interval of the right answers " +
           fixed(100 * interval.low, 1) + " to " + fixed(100 * interval.high, 1) + " %)";
  };
  return "With the interventions the accuracy is " + words(effect.altered) + ", and without them " +
         words(effect.intact) + ". Both were measured at iteration " + grouped(effect.iteration) +
         " in the same " + grouped(effect.trials) + " fresh trials with the same noise.";
}

}  // namespace nn4n
