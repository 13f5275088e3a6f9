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

/// The units that a selection names; of a projection where it comes from or goes to.
UnitsNamed units_named(const Selected& selected, const Snapshot& snapshot, bool into) {
  UnitsNamed named;
  if (selected.kind == Selected::What::unit) {
    for (const UnitRange& range : unit_ranges_of(snapshot)) {
      if (selected.unit < range.begin || selected.unit >= range.end) continue;
      named = {static_cast<std::size_t>(range.area), range.sign, {selected.unit - range.begin + 1}};
    }
    return named;
  }
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
  if (selected.kind == Selected::What::projection) return {ActKind::scale, ActKind::set};
  return {ActKind::silence, ActKind::clamp, ActKind::excite, ActKind::noise, ActKind::lesion};
}

Act act_on(ActKind kind, const Selected& selected, const Snapshot& snapshot) {
  Act act;
  act.kind = kind;
  act.units = units_named(selected, snapshot, false);
  if (words_of(kind).synapses) act.into = units_named(selected, snapshot, true);
  act.value = words_of(kind).usual;
  return act;
}

Intervention intervention_of(const Act& act, const Network& network, int iteration) {
  Intervention one{.act = to_text(act, network)};
  if (act.kind == ActKind::lesion) one.trained_from = iteration;
  return one;
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
    if (words_of(act->kind).synapses) parts.push_back(&act->into);
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
