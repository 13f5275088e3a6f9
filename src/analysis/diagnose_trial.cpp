// What units, activity, gradient and noise do over a trial.
#include "analysis/diagnose.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace nn4n {

namespace {

// Shares of the units of one sign of an area. Of presets at most 0.38 are silent, none saturated.
constexpr double kShareSilent = 0.95;
constexpr double kShareSaturated = 0.9;
constexpr double kNoRate = 1e-4;         // no rate above it in any validation trial
constexpr double kSaturatedTime = 0.95;  // of the steps of a unit
// Root mean square of the rates; targets are of order 1, presets have 0.2 to 13.
constexpr double kLargeActivity = 1e3;
// What is left at the end of a trial of the largest activity; presets: 0.08 to 1.
constexpr double kActivityLeft = 1e-6;
// The largest gradient over that of the last step that has one; presets: 2 to 500.
constexpr double kGradientGrowth = 1e6;
// The gradient of the first step over the largest; presets: 7e-6 to 1.
constexpr double kGradientLeft = 1e-12;
// Noise over drive: most presets have up to 0.23. Networks of Song et al. begin with 1.6, since
// their input weights start small, and learn nevertheless; so σ itself counts as well. σ = 1 gives
// 0.7 in perceptual decisions, and presets with σ up to 0.48 learn.
constexpr double kNoiseOverDrive = 0.5;
constexpr double kLoudNoise = 0.5;

/// Units of one sign of an area, and how many of them `is_so`.
struct Group {
  std::size_t area = 0;
  int sign = 0;
  int units = 0;
  int so = 0;
};

template <class IsSo>
std::optional<Group> worst_group(const Findings& found, double share, const IsSo& is_so) {
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

std::string words_of(const Findings& found, const Group& group) {
  const std::string_view kind = group.sign > 0   ? " excitatory"
                                : group.sign < 0 ? " inhibitory"
                                                 : "";
  return std::to_string(group.so) + " of the " + std::to_string(group.units) + std::string(kind) +
         " units of " + name_of_area(found.experiment, group.area);
}

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

std::string at_step(const Findings& found, int step) {
  return "step " + std::to_string(step) + " (" + shortest(step * found.experiment.network.dt_ms) +
         " ms)";
}

}  // namespace

void find_silent_units(Findings& found) {
  if (!found.fails()) return;
  const double floor = kNoRate + 6 * found.experiment.network.rate_noise;
  const auto group = worst_group(found, kShareSilent, [&](std::size_t n) {
    return static_cast<double>(found.health().most_rate[n]) < floor;
  });
  if (!group) return;
  Cure cure = lower_rate(found, 0.1);
  cure.again = true;
  found.say({.key = "silent",
             .path = path_of_area(group->area, "units"),
             .message = words_of(found, *group) + " are silent in every validation trial.",
             .remedy = "Silent units do not learn: start again with a learning rate of " +
                       rough(cure.value) + ".",
             .cure = cure});
}

void find_saturated_units(Findings& found) {
  if (!found.fails()) return;
  const auto group = worst_group(found, kShareSaturated, [&](std::size_t n) {
    return static_cast<double>(found.health().saturated[n]) > kSaturatedTime;
  });
  if (!group) return;
  Cure cure = lower_rate(found, 0.1);
  cure.again = true;
  found.say({.key = "saturated",
             .path = path_of_area(group->area, "units"),
             .message = words_of(found, *group) + " are at their largest rate nearly all the time.",
             .remedy = "Saturated units hardly learn: start again with a learning rate of " +
                       rough(cure.value) + ", or with smaller weights.",
             .cure = cure});
}

void find_activity(Findings& found) {
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

void find_gradient(Findings& found) {
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

void find_noise(Findings& found) {
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

}  // namespace nn4n
