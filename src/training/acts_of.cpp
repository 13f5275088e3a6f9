#include "training/acts_of.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "tasks/draw.h"

namespace nn4n {

namespace {

/// The windows of an act in the trials, the k-th time that its epoch comes; empty when it comes in
/// no trial so often.
std::vector<StepWindow> windows_of(const ActWindow& window, std::span<const Trial> trials, int k) {
  std::vector<StepWindow> windows;
  bool any = false;
  for (const Trial& trial : trials) {
    StepWindow steps;
    if (window.throughout()) {
      if (k == 0) steps = {0, trial.steps + 1};
    } else if (window.from_ms) {
      // Row r of the inputs begins at r dt; the state after it is that of step r + 1.
      const auto row = [&](double ms) {
        return static_cast<int>(
            std::clamp(std::ceil(ms / trial.dt_ms - 1e-9), 0.0, static_cast<double>(trial.steps)));
      };
      if (k == 0) steps = {row(*window.from_ms) + 1, row(*window.to_ms) + 1};
    } else {
      int times = 0;
      for (const EpochSpan& epoch : trial.epochs)
        if (same_epoch(epoch.name, window.epoch) && times++ == k)
          steps = {epoch.begin + 1, epoch.end + 1};
    }
    any = any || steps.begin < steps.end;
    windows.push_back(steps);
  }
  if (!any) windows.clear();
  return windows;
}

std::optional<UnitAct> unit_act(const Act& act, const Network& network,
                                std::span<const float> alpha) {
  UnitAct made;
  made.units = network_units(act.units, network);
  made.value = static_cast<float>(act.value);
  switch (act.kind) {
    case ActKind::silence:
    case ActKind::lesion:
      made.value = 0;
      return made;
    case ActKind::clamp:
      return made;
    case ActKind::excite:
      made.kind = UnitAct::Kind::current;
      return act.value == 0 ? std::nullopt : std::optional(made);
    default:
      break;
  }
  made.kind = UnitAct::Kind::noise;
  for (const int unit : made.units) {
    const double a = static_cast<double>(alpha[static_cast<std::size_t>(unit)]);
    made.scale.push_back(static_cast<float>(std::sqrt(2 * a) * act.value));
  }
  return act.value == 0 ? std::nullopt : std::optional(made);
}

SynapseAct synapse_act(const Act& act, const Network& network, const Masks& masks,
                       const Parameters<float>& parameters) {
  SynapseAct made;
  const auto weights = parameters.of(Tensor::recurrent_weight);
  const std::vector<int> from = network_units(act.units, network);
  const bool scales = act.kind == ActKind::scale;
  const auto slope = static_cast<float>(scales ? act.value - 1 : -1);
  for (const int i : network_units(*act.into, network)) {
    for (const int j : from) {
      const auto at = static_cast<std::size_t>(i * masks.units + j);
      if (masks.recurrent[at] == 0) continue;
      const double weight = static_cast<double>(weights[at]);
      const double wanted = scales ? weight * act.value : act.value;
      const auto extra = static_cast<float>(wanted - weight);
      if (slope != 0) made.synapses.push_back({i, j, extra, slope});
    }
  }
  return made;
}

}  // namespace

std::string intervention_problem(std::string_view text, const Experiment& experiment) {
  constexpr int kEnough = 32;  // trials, for epochs that not every trial has
  const auto read = read_act(text, experiment.network);
  if (const std::string* words = std::get_if<std::string>(&read)) return *words;
  const std::string& wanted = std::get_if<Act>(&read)->window.epoch;
  if (wanted.empty()) return {};
  std::vector<std::string> known;
  const TrialSource source{.seed = experiment.seed, .trials = Purpose::analysis_trials};
  for (const Trial& trial : draw_trials(experiment, source, kEnough)) {
    for (const EpochSpan& epoch : trial.epochs) {
      if (same_epoch(epoch.name, wanted)) return {};
      if (std::find(known.begin(), known.end(), epoch.name) == known.end())
        known.push_back(epoch.name);
    }
  }
  return "No trial has the epoch " + in_quotes(wanted) + "; known are " + join(known);
}

Acts acts_of(const Experiment& experiment, const Masks& masks, const Parameters<float>& parameters,
             std::span<const float> alpha, std::span<const Trial> trials) {
  Acts acts;
  for (const Intervention& one : experiment.interventions) {
    const auto read = read_act(one.act, experiment.network);
    const Act* act = std::get_if<Act>(&read);
    if (!act || words_of(act->kind).learning) continue;
    std::vector<StepWindow> windows;
    for (int k = 0; !(windows = windows_of(act->window, trials, k)).empty(); ++k) {
      if (act->into) {
        SynapseAct made = synapse_act(*act, experiment.network, masks, parameters);
        if (made.synapses.empty()) break;
        made.windows = std::move(windows);
        acts.synapses.push_back(std::move(made));
      } else {
        std::optional<UnitAct> made = unit_act(*act, experiment.network, alpha);
        if (!made) break;
        made->windows = std::move(windows);
        acts.units.push_back(std::move(*made));
      }
    }
  }
  return acts;
}

}  // namespace nn4n
