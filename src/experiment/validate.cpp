#include "experiment/validate.h"

#include <algorithm>
#include <cmath>

#include "experiment/memory.h"
#include "experiment/repairs.h"

namespace nn4n {

namespace {

constexpr double kLongestStep = 100;  // ms, the range of Network::dt_ms

double nominal_density(std::size_t into, std::size_t from) {
  if (into == from) return kWithinDensity;
  return from < into ? kForwardDensity : kBackwardDensity;
}

void fit_density(std::vector<std::vector<double>>& density, std::size_t areas) {
  density.resize(areas);
  for (std::size_t into = 0; into < areas; ++into) {
    std::vector<double>& row = density[into];
    row.reserve(areas);
    while (row.size() < areas) row.push_back(nominal_density(into, row.size()));
    row.resize(areas);
  }
}

void order_changes(std::vector<Change>& changes) {
  for (Change& change : changes) change.path = with_brackets(change.path);
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Change& a, const Change& b) { return a.iteration < b.iteration; });
}

// ---------------------------------------------------------------------------------------------
// Ranges: every single value against its field

/// The default of `list[i]`. It is in the default list, or, for a record beyond its end, in a new
/// element. A number beyond the end has no default: the answer has a null type.
Target fallback_element(const Target& fallback, std::size_t index) {
  const Type* element = fallback.type->element;
  if (index < fallback.type->size(fallback.object)) {
    return element_of(fallback, index);
  }
  if (element->kind != Kind::record) return {};
  return {element, element->record(nullptr).defaults(), fallback.field};
}

Target fallback_member(const Target& target, const Target& fallback, const Field& field) {
  if (target.type->kind == Kind::selection) {
    const void* defaults = target.type->record(target.object).defaults();
    return {&field.type(), field.member(defaults), &field};
  }
  return member_of(fallback, field);
}

/// Corrects a text without a default, such as a further name in a list: it is shortened if it is
/// too long, and replaced by "unnamed" if that is not enough.
void fit_text(const EditTarget& target) {
  std::string& text = *static_cast<std::string*>(target.object);
  const std::size_t most = target.field ? target.field->about.max_size : text.size();
  if (text.size() > most) text.resize(most);
  if (text.empty() || !complaint(target).empty()) text = std::string("unnamed").substr(0, most);
}

std::string repair_value(const EditTarget& target, const Target& fallback) {
  const bool list = target.type->kind == Kind::list;
  const std::size_t most = list && target.field ? target.field->about.max_size : 0;
  if (list && target.type->size(target.object) > most) {
    target.type->resize(target.object, most);
    return "Using the first " + std::to_string(most);
  }
  if (fallback.type && complaint(fallback).empty()) {
    assign(target, fallback);
  } else if (target.type->number) {
    clamp_number(target);
  } else if (target.type->kind == Kind::text) {
    fit_text(target);
  }
  const bool bulk = target.field && target.field->about.bulk;
  return list || bulk ? "Using the default" : "Using " + to_text(target);
}

void repair_ranges(const EditTarget& target, const Target& fallback, const std::string& path,
                   Repairs& repairs) {
  if (const std::string words = complaint(target); !words.empty()) {
    repairs.push_back({path, path + " " + words, repair_value(target, fallback)});
  }
  if (target.type->kind == Kind::list) {
    for (std::size_t i = 0; i < target.type->size(target.object); ++i) {
      repair_ranges(element_of(target, i), fallback.type ? fallback_element(fallback, i) : Target{},
                    path + "[" + std::to_string(i) + "]", repairs);
    }
  } else if (target.type->record) {
    for (const Field& field : target.type->record(target.object).fields) {
      repair_ranges(member_of(target, field), fallback_member(target, fallback, field),
                    path + (path.empty() ? "" : ".") + std::string(field.key), repairs);
    }
  }
}

void ranges(Experiment& experiment, Repairs& repairs) {
  Experiment defaults;
  repair_ranges(target_of(experiment), target_of(defaults), "", repairs);
}

// ---------------------------------------------------------------------------------------------
// Rules across fields: each one finds what is wrong and corrects it

void density_matches_areas(Experiment& experiment, Repairs& repairs) {
  const std::size_t areas = experiment.network.areas.size();
  std::vector<std::vector<double>>& density = experiment.network.connectivity.density;
  const auto fits = [&](const std::vector<double>& row) { return row.size() == areas; };
  if (density.size() == areas && std::all_of(density.begin(), density.end(), fits)) return;
  const std::string path = "network.connectivity.density";
  repairs.push_back({path,
                     path + " does not have one row and one column per area; allowed " +
                         std::to_string(areas) + " by " + std::to_string(areas),
                     "Using the default where it is missing"});
  fit_density(density, areas);
}

void units_fit(Experiment& experiment, Repairs& repairs) {
  const int units = total_units(experiment.network);
  if (units <= kMaxUnits) return;
  const int share =
      std::min(Area{}.units, kMaxUnits / static_cast<int>(experiment.network.areas.size()));
  for (Area& area : experiment.network.areas) area.units = std::min(area.units, share);
  repairs.push_back({"network.areas",
                     "network.areas has " + std::to_string(units) +
                         " units in all areas together; allowed 1 to " + std::to_string(kMaxUnits),
                     "Using at most " + std::to_string(share) + " in each"});
}

/// At least one area must have the flag; otherwise `fallback`, an index, gets it.
void some_area_has(Experiment& experiment, bool Area::*flag, std::string_view key,
                   std::size_t fallback, Repairs& repairs) {
  std::vector<Area>& areas = experiment.network.areas;
  if (std::any_of(areas.begin(), areas.end(), [&](const Area& a) { return a.*flag; })) return;
  areas[fallback].*flag = true;
  const std::string path = "network.areas[" + std::to_string(fallback) + "]." + std::string(key);
  repairs.push_back(
      {path, "network.areas are all without " + std::string(key) + "; allowed at least one with it",
       "Using area " + std::to_string(fallback + 1) + " (" + areas[fallback].name + ")"});
}

void input_arrives(Experiment& experiment, Repairs& repairs) {
  some_area_has(experiment, &Area::input, "input", 0, repairs);
}

void output_leaves(Experiment& experiment, Repairs& repairs) {
  some_area_has(experiment, &Area::readout, "readout", experiment.network.areas.size() - 1,
                repairs);
}

void task_agrees(Experiment& experiment, Repairs& repairs) {
  const Entry* task = TaskCatalogue::registry().find(experiment.task.name());
  if (task && task->repair) task->repair(experiment.task, "task", repairs);
}

/// Ridge regression is for networks of which only the readout learns.
void only_the_readout_learns(Experiment& experiment, Repairs& repairs) {
  if (experiment.training.readout_rule != ReadoutRule::ridge) return;
  const Network& network = experiment.network;
  std::string_view learns;
  if (network.input_weights.trained) learns = "network.input_weights.trained is true";
  if (network.recurrent_weights.trained) learns = "network.recurrent_weights.trained is true";
  if (network.learn_alpha) learns = "network.learn_alpha is true";
  if (!network.readout_weights.trained) learns = "network.readout_weights.trained is false";
  if (network.initial_state == InitialState::learnt) learns = "network.initial_state is learnt";
  if (learns.empty()) return;
  experiment.training.readout_rule = ReadoutRule::gradient;
  repairs.push_back({"training.readout_rule",
                     "training.readout_rule is ridge, but " + std::string(learns) +
                         "; allowed where only the readout learns",
                     "Using gradient"});
}

/// Outputs read only excitatory units unless inhibitory readout is on, so there must be one.
void readout_has_units(Experiment& experiment, Repairs& repairs) {
  Connectivity& connectivity = experiment.network.connectivity;
  if (connectivity.unit_signs != UnitSigns::ei || connectivity.inhibitory_readout) return;
  if (!experiment.network.readout_weights.mask.empty()) return;
  for (const Area& area : experiment.network.areas) {
    if (area.readout && area.units * area.excitatory + 1e-9 >= 1) return;
  }
  connectivity.inhibitory_readout = true;
  const std::string path = "network.connectivity.inhibitory_readout";
  repairs.push_back(
      {path, path + " is false, but no area with readout has an excitatory unit; allowed true",
       "Using true"});
}

/// A longer step would let v overshoot the value it moves towards. NN4N allows longer steps.
void step_is_short_enough(Experiment& experiment, Repairs& repairs) {
  Network& network = experiment.network;
  if (network.compatibility != Compatibility::none) return;
  const auto faster = [](const Area& a, const Area& b) { return a.tau_ms < b.tau_ms; };
  const Area& fastest = *std::min_element(network.areas.begin(), network.areas.end(), faster);
  double tau = fastest.tau_ms;
  std::string whose = "the time constant of " + fastest.name;
  if (!network.unit_tau_ms.empty()) {
    tau = *std::min_element(network.unit_tau_ms.begin(), network.unit_tau_ms.end());
    whose = "the smallest time constant of a unit";
  }
  if (network.dt_ms <= tau) return;
  repairs.push_back({"network.dt_ms",
                     "network.dt_ms is " + shortest(network.dt_ms) + "; allowed 1 to " +
                         shortest(tau) + ", " + whose,
                     "Using " + shortest(tau)});
  network.dt_ms = tau;
}

/// The largest whole number in [1, most] with which the experiment fits into its memory, or 0.
template <class Needs>
int largest_that_fits(int most, Needs&& bytes_with) {
  int fits = 0;
  for (int next = most; next > 0;) {  // the need grows with the number, so halve the interval
    const int middle = fits + (next - fits + 1) / 2;
    if (bytes_with(middle) <= kMemoryBudget) {
      fits = middle;
    } else {
      next = middle - 1;
    }
    if (next <= fits) break;
  }
  return fits;
}

std::string allowed_memory() { return "allowed up to " + memory_words(kMemoryBudget); }

void batch_fits_in_memory(Experiment& experiment, Repairs& repairs) {
  int& batch = experiment.training.batch;
  const double needed = bytes_needed(experiment, batch);
  const int most =
      largest_that_fits(batch, [&](int trials) { return bytes_needed(experiment, trials); });
  if (most == batch || most == 0) return;
  repairs.push_back({"training.batch",
                     "training.batch is " + std::to_string(batch) + ", which needs " +
                         memory_words(needed) +
                         " of memory with this many units and steps per "
                         "trial; " +
                         allowed_memory() + ", that is 1 to " + std::to_string(most) + " trials",
                     "Using " + std::to_string(most)});
  batch = most;
}

/// The longest time step that step_is_short_enough will leave.
double longest_step(const Network& network) {
  double longest = kLongestStep;
  if (network.compatibility != Compatibility::none) return longest;
  for (const Area& area : network.areas) longest = std::min(longest, area.tau_ms);
  if (network.unit_tau_ms.size() == static_cast<std::size_t>(total_units(network)))
    for (const double tau : network.unit_tau_ms) longest = std::min(longest, tau);
  return std::max(longest, 1.0);
}

/// Where even one trial is too much, the time step is made longer.
void steps_fit_in_memory(Experiment& experiment, Repairs& repairs) {
  double& step = experiment.network.dt_ms;
  const double given = step;
  const double longest = longest_step(experiment.network);
  step = std::min(given, longest);
  const double needed = bytes_needed(experiment, 1);
  if (needed <= kMemoryBudget) {
    step = given;
    return;
  }
  step = std::min(std::ceil(step * needed / kMemoryBudget), longest);
  while (bytes_needed(experiment, 1) > kMemoryBudget && step < longest)
    step = std::min(step + 1, longest);
  if (step == given) return;  // the areas must become smaller
  repairs.push_back({"network.dt_ms",
                     "network.dt_ms is " + shortest(given) +
                         ", with which trials have so many "
                         "steps that one batch needs " +
                         memory_words(needed) + " of memory; " + allowed_memory(),
                     "Using " + shortest(step)});
}

/// Where that is still too much, the areas are made smaller, each by the same factor.
void units_fit_in_memory(Experiment& experiment, Repairs& repairs) {
  const double needed = bytes_needed(experiment, 1);
  if (needed <= kMemoryBudget) return;
  const std::vector<Area> before = experiment.network.areas;
  const int units = total_units(experiment.network);
  const auto shrink = [&](int parts) {  // to parts / 512 of what they were
    for (std::size_t i = 0; i < before.size(); ++i) {
      experiment.network.areas[i].units = std::max(1, before[i].units * parts / kMaxUnits);
    }
    return bytes_needed(experiment, 1);
  };
  shrink(std::max(1, largest_that_fits(kMaxUnits, shrink)));
  repairs.push_back({"network.areas",
                     "network.areas have " + std::to_string(units) + " units, which need " +
                         memory_words(needed) + " of memory with so many steps per trial; " +
                         allowed_memory(),
                     "Using " + std::to_string(total_units(experiment.network)) + " units"});
}

/// Where even that is too much, the trials are too long for any network.
void task_fits_in_memory(Experiment& experiment, Repairs& repairs) {
  const double needed = bytes_needed(experiment, 1);
  if (needed <= kMemoryBudget) return;
  repairs.push_back({"task",
                     "task has trials that are so long that one batch needs " +
                         memory_words(needed) + " of memory; " + allowed_memory(),
                     "Using the default task"});
  experiment.task = Experiment{}.task;
}

void changes_are_live(Experiment& experiment, Repairs& repairs) {
  const std::vector<Change> all = std::exchange(experiment.changes, {});
  Experiment trial = experiment;
  for (const Change& change : all) {
    const std::optional<Issue> issue = make_change(trial, change.path, change.value);
    if (issue) {
      const std::string subject =
          "At iteration " + std::to_string(change.iteration) + " " + change.path;
      repairs.push_back(
          {change.path, subject + issue->message.substr(issue->path.size()), "Leaving it out"});
    } else {
      experiment.changes.push_back(change);
    }
  }
}

/// An intervention that cannot be read is no obstacle to a run: it does nothing, and views say why.
/// What comes from outside is told at once.
void interventions_can_be_read(Experiment& experiment, Repairs& repairs) {
  std::vector<Intervention> kept;
  for (const Intervention& one : experiment.interventions) {
    const auto act = read_act(one.act, experiment.network);
    if (const std::string* words = std::get_if<std::string>(&act)) {
      repairs.push_back({"interventions", "Intervention " + in_quotes(one.act) + ": " + *words,
                         "Leaving it out"});
    } else {
      kept.push_back(one);
    }
  }
  experiment.interventions = std::move(kept);
}

/// Applies all rules, in an order in which each may rely on those before it.
Repairs repair_all(Experiment& experiment) {
  Repairs repairs;
  for (const auto rule :
       {ranges, task_agrees, only_the_readout_learns, density_matches_areas, units_fit,
        steps_fit_in_memory, units_fit_in_memory, task_fits_in_memory, layers_ascend, input_arrives,
        output_leaves, fractions_fit, blocks_exist, unit_lists_fit, layers_fit, readout_has_units,
        step_is_short_enough, batch_fits_in_memory, changes_are_live}) {
    rule(experiment, repairs);
  }
  return repairs;
}

}  // namespace

void conform(Experiment& experiment) {
  fit_density(experiment.network.connectivity.density, experiment.network.areas.size());
  order_changes(experiment.changes);
}

Issues validate(const Experiment& experiment) {
  Experiment copy = experiment;
  Issues issues;
  for (const Repair& repair : repair_all(copy)) issues.push_back({repair.path, repair.complaint});
  return issues;
}

Issues repair(Experiment& experiment) {
  Issues issues;
  Repairs repairs = repair_all(experiment);
  interventions_can_be_read(experiment, repairs);
  for (const Repair& repair : repairs) {
    issues.push_back({repair.path, repair.complaint + ". " + repair.remedy + "."});
  }
  return issues;
}

}  // namespace nn4n
