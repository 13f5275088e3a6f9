// The network predicts the Mackey-Glass series: what will its value be some time from now?
//   dx/dt = 0.2 x(t − τ) / (1 + x(t − τ)^10) − 0.1 x(t)
// The series is chaotic if τ is 17 or more.
// Sources: Mackey & Glass 1977; Jaeger & Haas 2004, who use it as a benchmark of echo state
// networks. The equation is integrated by the midpoint rule in steps of 0.1. This needs only basic
// arithmetic, so that every machine computes the same series.
#include <algorithm>
#include <cmath>

#include "tasks/fit.h"
#include "tasks/needs.h"
#include "tasks/task.h"

namespace nn4n {

namespace {

struct MackeyGlassParameters {
  double tau = 17;
  double horizon = 10;
  double unit_ms = 20;
  double warm_up_ms = 1000;
  double scored_ms = 5000;
};

}  // namespace

template <>
struct Fields<MackeyGlassParameters> {
  static constexpr std::string_view name = "Mackey-Glass prediction";
  static constexpr std::array list{
      field<&MackeyGlassParameters::tau>(
          "tau", {.label = "Delay τ",
                  .min = 5,
                  .max = 30,
                  .step = 1,
                  .help = "This is τ of the equation, in its units of time. The series is chaotic "
                          "if τ is 17 or more."}),
      field<&MackeyGlassParameters::horizon>(
          "horizon", {.label = "Horizon",
                      .min = 1,
                      .max = 100,
                      .step = 1,
                      .help = "The output should predict the series this far ahead, in the "
                              "equation's units of time."}),
      field<&MackeyGlassParameters::unit_ms>(
          "unit_ms", {.label = "Unit of time",
                      .unit = "ms",
                      .min = 5,
                      .max = 1000,
                      .step = 5,
                      .help = "One unit of the equation's time lasts this long for the network."}),
      field<&MackeyGlassParameters::warm_up_ms>(
          "warm_up_ms",
          duration("Warm-up", "In this time the series is shown, but the output is not scored.", 0,
                   10000)),
      field<&MackeyGlassParameters::scored_ms>(
          "scored_ms",
          duration("Scored", "In this time the output is compared with the series.", 20, 40000))};
};

namespace {

constexpr double kStep = 0.1;  ///< step of the integration, in units of time
constexpr double kTransient = 200;
constexpr double kLargest = 1.5;  ///< the series stays below this value, and is divided by it

double tenth_power(double x) {
  const double square = x * x;
  const double fourth = square * square;
  return fourth * fourth * square;
}

double slope(double x, double delayed) {
  return 0.2 * delayed / (1 + tenth_power(delayed)) - 0.1 * x;
}

/// Returns the series in steps of kStep. Before its start the series has a random constant value,
/// and the beginning of the series is left out.
std::vector<double> series(double tau, double duration, RandomStream& random) {
  const auto lag = static_cast<std::size_t>(std::floor(tau / kStep + 0.5));
  const auto transient = static_cast<std::size_t>(kTransient / kStep);
  const auto count = static_cast<std::size_t>(std::ceil(duration / kStep)) + 2;
  const double past = 0.5 + static_cast<double>(random.uniform());
  std::vector<double> x(lag + 1, past);
  // Every start ends up on the same attractor, so trials also skip different lengths of the series.
  const std::size_t skipped = transient + static_cast<std::size_t>(random.whole(0, 1000));
  x.reserve(x.size() + skipped + count);
  while (x.size() < lag + 1 + skipped + count) {
    const std::size_t last = x.size() - 1;
    const double delayed = x[last - lag];
    const double between = 0.5 * (delayed + x[last - lag + 1]);
    const double middle = x[last] + 0.5 * kStep * slope(x[last], delayed);
    x.push_back(x[last] + kStep * slope(middle, between));
  }
  return {x.end() - static_cast<std::ptrdiff_t>(count), x.end()};
}

/// Returns the series at a time, by linear interpolation between its steps.
double at_time(const std::vector<double>& x, double time) {
  const double place = time / kStep;
  const auto before = static_cast<std::size_t>(place);
  const double part = place - static_cast<double>(before);
  return x[before] + part * (x[before + 1] - x[before]);
}

class MackeyGlass : public TaskOf<MackeyGlass, MackeyGlassParameters> {
 public:
  MackeyGlass()
      : TaskOf({.key = "mackey_glass",
                .label = "Mackey-Glass prediction",
                .help = "The input is a chaotic series; the output should be its value some time "
                        "from now. The score is the fraction of variance explained.",
                .source = "Mackey & Glass 1977; Jaeger & Haas 2004",
                .parameters = &record_of<MackeyGlassParameters>,
                .needs = reservoir}) {}

  TaskShape shape_of(const MackeyGlassParameters& p) const {
    return {.inputs = {"Series"},
            .outputs = {"Prediction"},
            .rectified_input = false,
            .pass = 0.9,
            .chance = 0,
            .longest_ms = p.warm_up_ms + p.scored_ms};
  }

  Trial trial_of(const MackeyGlassParameters& p, double dt_ms, RandomStream& random) const {
    TrialBuilder build(1, 1, dt_ms);
    if (p.warm_up_ms > 0) build.epoch("Warm-up", p.warm_up_ms);
    const EpochSpan scored = build.epoch("Scored", p.scored_ms);
    const double per_step = dt_ms / p.unit_ms;
    const std::vector<double> x = series(p.tau, scored.end * per_step + p.horizon, random);
    for (int t = 0; t < scored.end; ++t) {
      build.input(0, {"", t, t + 1}, at_time(x, t * per_step) / kLargest);
      build.target(0, {"", t, t + 1}, at_time(x, t * per_step + p.horizon) / kLargest);
    }
    build.score(scored);
    return build.trial();
  }

  Outcome judge_of(const MackeyGlassParameters& p, const Trial& trial,
                   std::span<const float> outputs) const {
    const double score = std::max(0.0, fit_of(trial, outputs, 0).explained());
    return {.correct = score >= shape_of(p).pass, .score = score};
  }

  std::string describe_of(const MackeyGlassParameters& p, const Trial&) const {
    return "chaotic series, " + shortest(p.horizon) + " units ahead";
  }
};

const RegisteredTask<MackeyGlass> registered_mackey_glass;

}  // namespace

}  // namespace nn4n
