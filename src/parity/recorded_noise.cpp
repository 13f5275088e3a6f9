#include <algorithm>
#include <array>
#include <cmath>

#include "codec/strict_reader.h"
#include "model/simulate.h"
#include "parity/nn4n_config.h"
#include "parity/recorded.h"
#include "parity/recorded_head.h"

namespace nn4n {

namespace {

constexpr double kTolerance = 0.03;
/// The spread of the first step is taken over so many episodes, since one has too few values.
constexpr std::uint32_t kFirstSteps = 64;
/// The largest number of rates in a run with the recorded setup.
constexpr double kMostRates = 1e7;
/// The same where the recorded setup is too short for our own figures, and a longer one is run.
constexpr double kMostOwnRates = 4e6;
constexpr std::array<std::string_view, 6> kNoiseKeys{"format", "kind",    "package",
                                                     "setup",  "formula", "rows"};
constexpr std::array<std::string_view, 12> kRowKeys{"preact_noise",
                                                    "postact_noise",
                                                    "dt",
                                                    "tau",
                                                    "alpha",
                                                    "first_step_sd_measured",
                                                    "first_step_sd_expected",
                                                    "stationary_sd_measured",
                                                    "stationary_sd_expected",
                                                    "lag1_autocorr_measured",
                                                    "lag1_autocorr_expected",
                                                    "eval_mode_max_abs"};

/// The numbers in "N=50, B=32, T=400; statistics over t>=150".
struct Setup {
  int units = 0;
  int trials = 0;
  int steps = 0;
  int from = 0;
};

int number_after(const std::string& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  int value = 0;
  for (std::size_t i = at == text.npos ? text.size() : at + mark.size();
       i < text.size() && text[i] >= '0' && text[i] <= '9' && value < 100000; ++i)
    value = 10 * value + (text[i] - '0');
  return value;
}

/// How long a network remembers its noise. Only the noise in the potentials is remembered.
class Memory {
 public:
  Memory(double alpha, double pre) : kept_(pre == 0 ? 0 : std::abs(1 - alpha)) {}

  /// Does its spread stay finite?
  bool ends() const { return kept_ < 1; }

  /// The steps after which the variance is within a thousandth of the stationary one.
  double steps() const { return kept_ == 0 ? 0 : std::log(1e-3) / (2 * std::log(kept_)); }
  /// How many steps tell as much about a variance as one independent step does.
  double steps_per_sample() const { return (1 + kept_ * kept_) / (1 - kept_ * kept_); }
  /// The fraction that the variance still lacks, averaged over the steps that a setup counts.
  double lacking(const Setup& setup) const {
    double sum = 0;
    for (int t = setup.from; t < setup.steps; ++t) sum += std::pow(kept_, 2.0 * t);
    return sum / (setup.steps - setup.from);
  }
  /// The standard error of a spread measured in a setup, relative to it.
  double error(const Setup& setup) const {
    const double rates = 1.0 * setup.units * setup.trials * (setup.steps - setup.from);
    return std::sqrt(steps_per_sample() / (2 * rates));
  }

 private:
  double kept_;
};

/// The recorded setup, or as much more of it as our own figures need to be exact.
Setup long_enough(const Setup& setup, const Memory& memory) {
  constexpr double kSamples = 20000;
  const double together = 1.0 * setup.units * setup.trials;
  const double counted =
      std::max(1.0 * setup.steps - setup.from, kSamples * memory.steps_per_sample() / together);
  const double from = std::max(1.0 * setup.from, memory.steps());
  const double steps =
      std::min(from + counted, std::max(1.0 * setup.steps, kMostOwnRates / together));
  Setup longer = setup;
  longer.steps = static_cast<int>(steps);
  longer.from = std::min(static_cast<int>(from), longer.steps / 2);
  return longer;
}

/// The standard deviation in the first step and in the long run, and the correlation between one
/// step and the next.
struct NoiseFigures {
  double first_step = 0;
  double stationary = 0;
  double lag1 = 0;
};

NoiseFigures closed_form(double alpha, double pre, double post) {
  const double step = alpha * pre * alpha * pre;
  const double potential = step == 0 ? 0 : step / (1 - (1 - alpha) * (1 - alpha));
  const double all = potential + post * post;
  return {std::sqrt(step + post * post), std::sqrt(all),
          all == 0 ? 0 : (1 - alpha) * potential / all};
}

/// Runs a network without weights, so that its rates are its noise.
template <class Real>
class Run {
 public:
  Run(const Network& network, const Setup& setup)
      : setup_(setup),
        masks_(make_masks(network, 1, 1, 1)),
        network_(network),
        dynamics_(make_dynamics<Real>(network, masks_)),
        parameters_(sizes_of(network, masks_)) {}

  NoiseFigures figures() {
    NoiseFigures found;
    double squares = 0;
    for (std::uint32_t k = 0; k < kFirstSteps; ++k) {
      simulate_steps(1, noise(k + 1));
      squares += mean_product(1, 1, 0);
    }
    found.first_step = std::sqrt(squares / kFirstSteps);
    simulate_steps(setup_.steps, noise(0));
    const double variance = mean_product(setup_.from + 1, setup_.steps, 0);
    const double next = mean_product(setup_.from + 1, setup_.steps - 1, 1);
    found.stationary = std::sqrt(variance);
    found.lag1 = variance == 0 ? 0 : next / variance;
    return found;
  }

  /// The largest |rate| in evaluation, where there is no noise.
  double largest_without() {
    simulate_steps(setup_.steps, RecurrentNoise{});
    double most = 0;
    for_each_rate(
        1, setup_.steps, [&](int, double rate, double) { most = std::max(most, std::abs(rate)); },
        0);
    return most;
  }

 private:
  RecurrentNoise noise(std::uint32_t episode) const {
    const std::vector<float> alpha(dynamics_.alpha.begin(), dynamics_.alpha.end());
    return make_noise(stream_key(1, Purpose::noise, episode), network_, alpha);
  }

  void simulate_steps(int steps, const RecurrentNoise& noise) {
    Batch<Real> batch;
    batch.resize(setup_.trials, steps, 1, 1);
    simulate(parameters_, dynamics_, batch, noise, episode_);
  }

  /// Calls visit(step, rate, rate `lag` steps later) for every unit and trial.
  template <class Visit>
  void for_each_rate(int first, int last, Visit&& visit, int lag) const {
    for (int p = 0; p < episode_.bundles(); ++p) {
      for (int t = first; t <= last; ++t) {
        const Bundle<Real>* now = episode_.state_at(p, t);
        const Bundle<Real>* later = episode_.state_at(p, t + lag);
        for (int n = 0; n < setup_.units; ++n) {
          for (int lane = 0; lane < episode_.lanes(p); ++lane)
            visit(t, static_cast<double>(now[n][lane]), static_cast<double>(later[n][lane]));
        }
      }
    }
  }

  /// The mean of r_t r_{t+lag}. It is a covariance, because the mean of r is 0.
  double mean_product(int first, int last, int lag) const {
    double sum = 0;
    double count = 0;
    for_each_rate(
        first, last,
        [&](int, double now, double later) {
          sum += now * later;
          count += 1;
        },
        lag);
    return sum / count;
  }

  Setup setup_;
  Masks masks_;
  const Network& network_;
  Dynamics<Real> dynamics_;
  Parameters<Real> parameters_;
  Episode<Real> episode_;
};

class NoiseCheck : private StrictReader {
 public:
  NoiseCheck(const JsonValue& file, bool in_double) : file_(file), in_double_(in_double) {}

  Verdicts run() {
    read_setup();
    const JsonValue& rows = at(file_, "rows");
    if (!rows.is(JsonKind::list) || rows.items.empty()) fail("rows", "is no list");
    Verdict as_double{"double", {}};
    Verdict as_float{"float", {}};
    for (std::size_t k = 0; understood() && k < rows.items.size(); ++k) {
      const Network network = network_of(rows.items[k]);
      const std::string name = "rows[" + std::to_string(k) + "] ";
      if (understood() && in_double_)
        check_row<double>(name, rows.items[k], network, as_double.comparisons);
      if (understood()) check_row<float>(name, rows.items[k], network, as_float.comparisons);
    }
    if (!understood()) return {error(), {}};
    return in_double_ ? Verdicts{"", {as_double, as_float}} : Verdicts{"", {as_float}};
  }

 private:
  void read_setup() {
    check_known(*this, file_, kNoiseKeys);
    check_format(*this, file_);
    version_ = read_version(*this, file_);
    const std::string& text = at(file_, "setup").text;
    setup_ = {.units = number_after(text, "N="),
              .trials = number_after(text, "B="),
              .steps = number_after(text, "T="),
              .from = number_after(text, "t>=")};
    const double rates = 1.0 * setup_.units * setup_.trials * setup_.steps;
    if (setup_.from < 1 || setup_.from + 1 >= setup_.steps || setup_.trials < 1 ||
        setup_.units < 1 || rates > kMostRates)
      fail("setup", "does not say N, B, T and t>= in a range that can be run");
  }

  Network network_of(const JsonValue& row) {
    check_known(*this, row, kRowKeys);
    JsonValue keywords = JsonValue::object();
    if (version_ == PackageVersion::v1_0_3) {
      keywords.add("hidden_size", setup_.units);
    } else {
      JsonValue dims = JsonValue::list();
      for (const int dim : {1, setup_.units, 1}) dims.add(dim);
      keywords.add("dims", std::move(dims));
    }
    for (const std::string_view key : {"preact_noise", "postact_noise", "dt", "tau"})
      keywords.add(key, at(row, key));
    PackageNetwork made;
    const std::string wrong = read_ctrnn(keywords, version_, nullptr, made);
    if (!wrong.empty()) fail("rows:", wrong);
    made.network.activation = ActivationKind::linear;
    return made.network;
  }

  template <class Real>
  void check_row(const std::string& name, const JsonValue& row, const Network& network,
                 std::vector<Comparison>& list) {
    const double alpha = network.dt_ms / network.areas[0].tau_ms;
    const Memory memory(alpha, network.recurrent_noise);
    if (!memory.ends()) return fail("alpha", "is not below 2: the noise grows without end");
    list.push_back(compare(name + "alpha", alpha, number(row, "alpha"), 1e-8));
    const NoiseFigures exact = closed_form(alpha, network.recurrent_noise, network.rate_noise);
    const Setup setup = long_enough(setup_, memory);
    Run<Real> run(network, setup);
    const NoiseFigures found = run.figures();
    const double first = 1 / std::sqrt(2.0 * setup_.units * setup_.trials);
    const double ours = memory.error(setup);
    const double theirs = std::hypot(ours, memory.error(setup_)) + memory.lacking(setup_) / 5;
    check_figure(name + "first_step_sd", row, found.first_step, exact.first_step,
                 {5 * first / std::sqrt(1.0 * kFirstSteps), 5 * first}, list);
    check_figure(name + "stationary_sd", row, found.stationary, exact.stationary,
                 {5 * ours, 5 * theirs}, list);
    check_figure(name + "lag1_autocorr", row, found.lag1, exact.lag1, {5 * ours, 5 * theirs}, list);
    list.push_back(compare(name + "eval_mode_max_abs", run.largest_without(),
                           number(row, "eval_mode_max_abs"), 0));
  }

  /// How far measurements may be off when they are of few samples.
  struct Luck {
    double ours = 0;
    double theirs = 0;
  };

  /// The tolerance is relative to the figure, but for a correlation it is absolute.
  void check_figure(const std::string& name, const JsonValue& row, double found, double exact,
                    const Luck& luck, std::vector<Comparison>& list) {
    const std::string key = name.substr(name.find(' ') + 1);
    const bool correlation = key == "lag1_autocorr";
    const double scale = correlation ? 1 : exact;
    const double expected = number(row, key + "_expected");
    list.push_back(compare(name + " (closed form)", exact, expected, 1e-7 * std::max(1.0, scale)));
    list.push_back(compare(name, found, expected, std::max(luck.ours, kTolerance) * scale));
    list.push_back(compare(name + " (measured by the package)", found,
                           number(row, key + "_measured"),
                           std::max(luck.theirs, kTolerance) * scale));
  }

  const JsonValue& file_;
  bool in_double_;
  PackageVersion version_ = PackageVersion::v1_0_3;
  Setup setup_;
};

}  // namespace

Verdicts verify_noise(const JsonValue& file, bool in_double) {
  return NoiseCheck(file, in_double).run();
}

}  // namespace nn4n
