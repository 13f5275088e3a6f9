#include "analysis/diagnosis.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/text.h"
#include "tasks/task.h"
#include "training/curriculum.h"
#include "training/progress.h"

namespace nn4n {

namespace {

constexpr std::size_t kMostAtATime = 2;

// Thresholds. What healthy runs show was measured at every validation of the presets' first minutes
// of training (native, November 2026); each threshold lies well beyond it. Most cases are also
// silent while a run is more than half the way from chance to the pass level.

// Shares of the units of one sign of an area. Of presets at most 0.38 are silent, none saturated.
constexpr double kShareSilent = 0.95;
constexpr double kShareSaturated = 0.9;
constexpr double kSilentRate = 1e-4;     // no rate above it in any validation trial
constexpr double kSaturatedTime = 0.95;  // of the steps of a unit
// Root mean square of the rates; targets are of order 1, presets have 0.2 to 13.
constexpr double kLargeActivity = 1e3;
// What is left at the end of a trial of the largest activity; presets: 0.08 to 1.
constexpr double kActivityLeft = 1e-6;
// The largest gradient over that of the last step that has one; presets: 2 to 500.
constexpr double kGradientGrowth = 1e6;
// The gradient of the first step over the largest; presets: 7e-6 to 1.
constexpr double kGradientLeft = 1e-12;
// Length of an update over the length of the weights; presets: 5e-4 to 0.05. A rule of thumb for a
// good one is 1e-3 (A. Karpathy, CS231n).
constexpr double kLargeUpdate = 0.3;
constexpr double kSmallUpdate = 1e-5;
// In the first iterations healthy runs may explode for a moment (nn_brain_dynamics does).
constexpr int kFirstSteps = 50;
constexpr int kSmallUpdateAfter = 100;  // iterations without learning before it is said
// Noise over drive: most presets have up to 0.23. Networks of Song et al. begin with 1.6, since
// their input weights start small, and learn nevertheless; so σ itself counts as well. σ = 1 gives
// 0.7 in perceptual decisions, and presets with σ up to 0.48 learn.
constexpr double kNoiseOverDrive = 0.5;
constexpr double kLoudNoise = 0.5;
constexpr double kSomethingLearnt = 0.2;  // of the way from chance to the pass level
constexpr double kHalfWay = 0.5;
constexpr int kLongAtChance = 3000;  // iterations; a redraw is due after 1500

std::string percent(double share) {
  return std::to_string(static_cast<int>(std::lround(100 * share))) + " %";
}

/// A number with two significant digits.
std::string rough(double value) {
  if (value == 0 || !std::isfinite(value)) return shortest(value);
  const double unit = std::pow(10, std::floor(std::log10(std::fabs(value))) - 1);
  return shortest(std::round(value / unit) * unit);
}

std::string name_of_area(const Experiment& experiment, std::size_t area) {
  const std::string& name = experiment.network.areas[area].name;
  return name.empty() ? "area " + std::to_string(area + 1) : name;
}

std::string path_of_area(std::size_t area, std::string_view field) {
  return "network.areas[" + std::to_string(area) + "]." + std::string(field);
}

/// Everything that the cases look at.
struct Found {
  const Experiment& experiment;
  const Snapshot& snapshot;
  TaskShape shape;
  std::vector<Diagnosis> list = {};

  const Health& health() const { return snapshot.health; }
  void say(Diagnosis diagnosis) { list.push_back(std::move(diagnosis)); }
  /// The accuracy that lies at `share` of the way from chance to the pass level.
  double accuracy_at(double share) const {
    return shape.chance + share * (shape.pass - shape.chance);
  }
  /// Was a validation measured, and is the network nowhere near what it should do?
  bool fails() const {
    if (health().iteration == 0 || snapshot.validations.empty()) return false;
    if (iterations_of_draw() < kFirstSteps) return false;
    return static_cast<double>(snapshot.validations.back().accuracy) < accuracy_at(kHalfWay);
  }
  int iterations_of_draw() const { return snapshot.iteration - drawn_at(snapshot.validations); }
};

Cure lower_rate(const Found& found, double factor) {
  return {"training.learning_rate",
          std::max(1e-5, found.experiment.training.learning_rate * factor)};
}

std::string lower_rate_words(const Cure& cure) {
  return "Lower the learning rate to " + rough(cure.value) + ".";
}

// ---------------------------------------------------------------------------------------------
// The structure

/// A projection of density 0 into `area`, from an area where input has arrived (in the masks, or
/// because it gets it itself).
std::optional<Cure> missing_projection(const Found& found, std::size_t area) {
  const Network& network = found.experiment.network;
  const auto& density = network.connectivity.density;
  const auto& reached = found.health().reach.areas;
  if (area >= density.size()) return {};
  for (std::size_t from = 0; from < density[area].size() && from < reached.size(); ++from) {
    if (from == area || !reached[from] || density[area][from] > 0) continue;
    constexpr double usual = 0.35;  // of a forward projection in the default experiment
    return Cure{
        "network.connectivity.density[" + std::to_string(area) + "][" + std::to_string(from) + "]",
        usual};
  }
  return {};
}

std::string remedy_of_projection(const Found& found, std::size_t area,
                                 const std::optional<Cure>& cure) {
  const std::string name = name_of_area(found.experiment, area);
  if (!cure) return "Let a projection or an input reach " + name + ".";
  return "Raise the density of a projection into " + name + " to " + shortest(cure->value) + ".";
}

/// The first area that should be reached and is not.
std::optional<std::size_t> unreached_area(const Found& found, bool only_readouts) {
  const std::vector<Area>& areas = found.experiment.network.areas;
  const auto& reached = found.health().reach.areas;
  for (std::size_t a = 0; a < reached.size() && a < areas.size(); ++a) {
    if (!reached[a] && (areas[a].readout || !only_readouts)) return a;
  }
  return {};
}

void find_missing_paths(Found& found) {
  const Reach& reach = found.health().reach;
  const auto missing = std::find(reach.outputs.begin(), reach.outputs.end(), 0);
  const auto output = static_cast<std::size_t>(missing - reach.outputs.begin());
  if (reach.inputs.empty() || output >= reach.outputs.size() ||
      output >= found.shape.outputs.size())
    return;
  const bool all = std::find(reach.outputs.begin(), reach.outputs.end(), 1) == reach.outputs.end();
  const auto area = unreached_area(found, true);
  const auto cure = area ? missing_projection(found, *area) : std::nullopt;
  found.say(
      {.key = "no_path",
       .path = cure ? cure->path : "network.connectivity.density",
       .message = "No path leads from any input to " +
                  (all ? "an output." : "output " + in_quotes(found.shape.outputs[output]) + "."),
       .remedy = area ? remedy_of_projection(found, *area, cure)
                      : "Draw synapses into the mask of the readout or of the input.",
       .cure = cure});
}

void find_unreached_area(Found& found) {
  if (found.health().reach.inputs.empty() || !found.list.empty()) return;
  const auto area = unreached_area(found, false);
  if (!area) return;
  const auto cure = missing_projection(found, *area);
  found.say(
      {.key = "unreached_area",
       .path = cure ? cure->path : path_of_area(*area, "input"),
       .message = "No path leads from any input to " + name_of_area(found.experiment, *area) + ".",
       .remedy = remedy_of_projection(found, *area, cure),
       .cure = cure});
}

/// Times of the task that the steps of the simulation cannot show.
void find_short_epochs(Found& found) {
  const double dt = found.experiment.network.dt_ms;
  const Target task = resolve(target_of(found.experiment), "task");
  if (!task.type || dt <= 1) return;
  bool said = false;
  for_each_part(task, [&](const Target& part, const std::string& step) {
    if (said || !part.field || part.field->about.unit != "ms" || part.type->kind != Kind::number)
      return;
    const double value = part.type->number(part.object);
    if (value <= 0 || value >= dt) return;
    said = true;
    const double shorter = std::max(1.0, std::floor(value / 4));
    found.say({.key = "short_epoch",
               .path = "task" + step,
               .message = std::string(part.field->about.label) + " is " + shortest(value) +
                          " ms, but the network takes steps of " + shortest(dt) + " ms.",
               .remedy = "Lower the time step to " + shortest(shorter) + " ms.",
               .cure = Cure{"network.dt_ms", shorter}});
  });
}

// ---------------------------------------------------------------------------------------------
// The course of the run

void find_failure(Found& found) {
  const Health& health = found.health();
  if (health.failed_at == 0) return;
  const Cure cure = lower_rate(found, 0.5);
  found.say({.key = "not_finite",
             .path = cure.path,
             .message = "At iteration " + std::to_string(health.failed_at) + " " +
                        health.failed_tensor + " was not finite.",
             .remedy = lower_rate_words(cure),
             .cure = cure});
}

/// Accuracies are means of three validations, so that one unlucky validation says nothing.
void find_drop(Found& found) {
  const std::vector<Validation>& all = found.snapshot.validations;
  const auto now = recent_accuracy(all, kJudgedTogether);
  if (!now || *now >= found.accuracy_at(kHalfWay)) return;
  double best = 0;
  int best_at = 0;
  for (std::size_t k = kJudgedTogether; k <= all.size(); ++k) {
    if (all[k - 1].stage != all.back().stage || all[k - 1].draw != all.back().draw) continue;
    const auto then = recent_accuracy(std::span(all).first(k), kJudgedTogether);
    if (then && *then > best) best = *then, best_at = all[k - 1].iteration;
  }
  if (best < found.accuracy_at(1)) return;
  const Training& training = found.experiment.training;
  const bool uses_momentum =
      training.optimiser == OptimiserKind::sgd || training.optimiser == OptimiserKind::rmsprop;
  const bool momentum = uses_momentum && training.momentum > 0.9;
  const Cure cure = momentum ? Cure{"training.momentum", 0.9} : lower_rate(found, 0.5);
  found.say({.key = "dropped",
             .path = cure.path,
             .message = "The accuracy fell from " + percent(best) + " at iteration " +
                        std::to_string(best_at) + " to " + percent(*now) + ".",
             .remedy = momentum ? "Lower the momentum to 0.9." : lower_rate_words(cure),
             .cure = cure});
}

void find_chance(Found& found) {
  const auto& all = found.snapshot.validations;
  const auto best = best_accuracy(all);
  if (!best || found.iterations_of_draw() < kLongAtChance) return;
  if (*best >= found.accuracy_at(kSomethingLearnt)) return;
  Experiment with_stages = found.experiment;
  with_stages.training.curriculum.on = true;
  const bool easier = !found.experiment.training.curriculum.on && stages_of(with_stages) > 1;
  Diagnosis diagnosis{
      .key = "at_chance",
      .path = easier ? "training.curriculum.on" : "training.learning_rate",
      .message = "After " + std::to_string(found.iterations_of_draw()) +
                 " iterations the accuracy is " + percent(*best) + ", no better than chance.",
      .remedy = easier ? "Switch on the curriculum, which begins with easier trials."
                       : "Start again with another seed or learning rate."};
  if (easier) diagnosis.cure = Cure{"training.curriculum.on", 1};
  found.say(std::move(diagnosis));
}

// ---------------------------------------------------------------------------------------------
// The units

/// Units of one sign of an area, and how many of them `is_so`.
struct Group {
  std::size_t area = 0;
  int sign = 0;
  int units = 0;
  int so = 0;
};

template <class IsSo>
std::optional<Group> worst_group(const Found& found, double share, const IsSo& is_so) {
  const Snapshot& snapshot = found.snapshot;
  std::vector<Group> groups;
  for (std::size_t n = 0; n < found.health().most_rate.size(); ++n) {
    const std::size_t area = snapshot.unit_area[n];
    const int sign = snapshot.unit_sign[n];
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const Group& g) { return g.area == area && g.sign == sign; });
    if (group == groups.end()) group = groups.insert(groups.end(), {area, sign});
    ++group->units;
    group->so += is_so(n) ? 1 : 0;
  }
  constexpr int fewest = 4;  // of fewer, all may be silent by chance
  for (const Group& group : groups) {
    if (group.units >= fewest && group.so >= share * group.units &&
        group.area < found.experiment.network.areas.size())
      return group;
  }
  return {};
}

std::string words_of(const Found& found, const Group& group) {
  const std::string_view kind = group.sign > 0   ? " excitatory"
                                : group.sign < 0 ? " inhibitory"
                                                 : "";
  return std::to_string(group.so) + " of the " + std::to_string(group.units) + std::string(kind) +
         " units of " + name_of_area(found.experiment, group.area);
}

void find_silent_units(Found& found) {
  if (!found.fails()) return;
  const double floor = kSilentRate + 6 * found.experiment.network.rate_noise;
  const auto group = worst_group(found, kShareSilent, [&](std::size_t n) {
    return static_cast<double>(found.health().most_rate[n]) < floor;
  });
  if (!group) return;
  const Cure cure = lower_rate(found, 0.1);
  found.say({.key = "silent",
             .path = path_of_area(group->area, "units"),
             .message = words_of(found, *group) + " are silent in every validation trial.",
             .remedy = "Silent units do not learn: start again with a learning rate of " +
                       rough(cure.value) + ".",
             .cure = cure});
}

void find_saturated_units(Found& found) {
  if (!found.fails()) return;
  const auto group = worst_group(found, kShareSaturated, [&](std::size_t n) {
    return static_cast<double>(found.health().saturated[n]) > kSaturatedTime;
  });
  if (!group) return;
  const Cure cure = lower_rate(found, 0.1);
  found.say({.key = "saturated",
             .path = path_of_area(group->area, "units"),
             .message = words_of(found, *group) + " are at their largest rate nearly all the time.",
             .remedy = "Saturated units hardly learn: start again with a learning rate of " +
                       rough(cure.value) + ", or with smaller weights.",
             .cure = cure});
}

// ---------------------------------------------------------------------------------------------
// Along the trial

/// The first step, from 1, at which this holds; 0 = nowhere.
template <class IsSo>
int first_step(const std::vector<float>& values, const IsSo& is_so) {
  const auto first = std::find_if(values.begin(), values.end(), is_so);
  return first == values.end() ? 0 : static_cast<int>(first - values.begin()) + 1;
}

double largest(const std::vector<float>& values) {
  double most = 0;
  for (const float value : values) most = std::max(most, static_cast<double>(value));
  return most;
}

std::string at_step(const Found& found, int step) {
  return "step " + std::to_string(step) + " (" + shortest(step * found.experiment.network.dt_ms) +
         " ms)";
}

void find_activity(Found& found) {
  const std::vector<float>& activity = found.health().activity;
  if (!found.fails() || activity.empty()) return;
  const double most = largest(activity);
  if (!(most < kLargeActivity)) {
    const int step =
        first_step(activity, [](float r) { return !(static_cast<double>(r) < kLargeActivity); });
    found.say({.key = "activity_explodes",
               .path = "network.recurrent_weights",
               .message = "The activity explodes over the trial: at " + at_step(found, step) +
                          " its mean size passes " + shortest(kLargeActivity) + ".",
               .remedy = "Start with smaller recurrent weights or a bounded activation."});
    return;
  }
  if (most == 0 || static_cast<double>(activity.back()) > kActivityLeft * most) return;
  const int step =
      static_cast<int>(std::max_element(activity.begin(), activity.end()) - activity.begin()) + 1;
  const auto gone = [&](float r) { return static_cast<double>(r) <= kActivityLeft * most; };
  const int last = step + first_step({activity.begin() + step, activity.end()}, gone);
  found.say({.key = "activity_vanishes",
             .path = "network.recurrent_weights",
             .message = "The activity vanishes over the trial: from " + at_step(found, last) +
                        " on it is below a millionth of its largest size.",
             .remedy = "Start with larger recurrent weights."});
}

void find_gradient(Found& found) {
  const std::vector<float>& gradient = found.health().gradient;
  const double most = largest(gradient);
  if (!found.fails() || gradient.empty() || !(most > 0)) return;
  const auto last = std::find_if(gradient.rbegin(), gradient.rend(), [](float g) { return g > 0; });
  if (most > kGradientGrowth * static_cast<double>(*last)) {
    const double start = static_cast<double>(*last);
    const int step =
        static_cast<int>(gradient.rend() - std::find_if(last, gradient.rend(), [&](float g) {
                           return static_cast<double>(g) > kGradientGrowth * start;
                         }));
    found.say({.key = "gradient_explodes",
               .path = "training.clip_norm",
               .message = "Backward in time the gradient grows by a factor of " +
                          rough(most / start) + "; it passes a million at " + at_step(found, step) +
                          ".",
               .remedy = "Clip the gradient norm at 1.",
               .cure = Cure{"training.clip_norm", 1}});
    return;
  }
  if (static_cast<double>(gradient.front()) > kGradientLeft * most) return;
  const int step =
      first_step(gradient, [&](float g) { return static_cast<double>(g) > kGradientLeft * most; });
  found.say({.key = "gradient_vanishes",
             .path = "network.recurrent_weights",
             .message = "Backward in time the gradient vanishes: before " + at_step(found, step) +
                        " nothing can be learnt.",
             .remedy = "Start with larger recurrent weights, or lengthen the time constants."});
}

// ---------------------------------------------------------------------------------------------
// Settings of learning

void find_learning_rate(Found& found) {
  const double ratio = static_cast<double>(found.health().update_ratio);
  const bool solved = found.experiment.training.readout_rule == ReadoutRule::ridge;
  if (!found.fails() || ratio == 0 || solved) return;
  const std::string measured = "One step changes the weights by " + rough(100 * ratio) + " %";
  if (ratio > kLargeUpdate) {
    const Cure cure = lower_rate(found, 0.1);
    return found.say({.key = "rate_too_large",
                      .path = cure.path,
                      .message = measured + ", so each step undoes the one before.",
                      .remedy = lower_rate_words(cure),
                      .cure = cure});
  }
  if (ratio > kSmallUpdate || found.iterations_of_draw() < kSmallUpdateAfter) return;
  const Cure cure{"training.learning_rate",
                  std::min(1.0, 10 * found.experiment.training.learning_rate)};
  found.say({.key = "rate_too_small",
             .path = cure.path,
             .message = measured + ", too little to learn from.",
             .remedy = "Raise the learning rate to " + rough(cure.value) + ".",
             .cure = cure});
}

void find_noise(Found& found) {
  const double drive = static_cast<double>(found.health().drive);
  const double noise = static_cast<double>(found.health().noise);
  if (!found.fails() || drive == 0 || noise < kNoiseOverDrive * drive) return;
  const Network& network = found.experiment.network;
  const bool recurrent = network.recurrent_noise >= network.input_noise;
  const std::string path = recurrent ? "network.recurrent_noise" : "network.input_noise";
  const double sigma = recurrent ? network.recurrent_noise : network.input_noise;
  if (sigma < kLoudNoise) return;
  const Cure cure{path, std::floor(1000 * sigma * drive / noise / 2) / 1000};
  found.say({.key = "noise",
             .path = path,
             .message = "Noise moves a unit that gets input by " + rough(noise) +
                        ", the input itself by " + rough(drive) + ".",
             .remedy = std::string("Lower the ") + (recurrent ? "recurrent" : "input") +
                       " noise to " + rough(cure.value) + ".",
             .cure = cure});
}

}  // namespace

std::vector<Diagnosis> diagnose(const Experiment& experiment, const Snapshot& snapshot) {
  Found found{experiment, snapshot, task_of(experiment).shape(experiment.task)};
  // Whatever comes first may be why the rest is so.
  for (const auto& find : {find_missing_paths, find_unreached_area, find_short_epochs, find_failure,
                           find_drop, find_silent_units, find_saturated_units, find_activity,
                           find_gradient, find_learning_rate, find_noise, find_chance})
    find(found);
  if (found.list.size() > kMostAtATime) found.list.resize(kMostAtATime);
  return std::move(found.list);
}

std::string plot_of(const Diagnosis& diagnosis) {
  static constexpr std::string_view structure[]{"no_path", "unreached_area", "short_epoch"};
  static constexpr std::string_view accuracy[]{"dropped", "noise", "at_chance"};
  const auto is_in = [&](const auto& keys) {
    return std::find(std::begin(keys), std::end(keys), diagnosis.key) != std::end(keys);
  };
  return is_in(structure) ? "" : is_in(accuracy) ? "accuracy" : "loss";
}

JsonValue to_value(const std::vector<Diagnosis>& diagnoses) {
  JsonValue list = JsonValue::list();
  for (const Diagnosis& diagnosis : diagnoses) {
    JsonValue one = JsonValue::object();
    one.add("key", diagnosis.key);
    one.add("path", diagnosis.path);
    one.add("message", diagnosis.message);
    one.add("remedy", diagnosis.remedy);
    list.add(std::move(one));
  }
  return list;
}

}  // namespace nn4n
