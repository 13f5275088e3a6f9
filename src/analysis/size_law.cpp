#include "analysis/size_law.h"

#include <algorithm>
#include <cmath>

#include "analysis/psychometric.h"
#include "base/text.h"

namespace nn4n {

namespace {

constexpr double kStep = 0.05;                 // of the exponents that are tried
constexpr int kSteps = 40;
constexpr std::size_t kFewestOfACurve = 12;  // trials of which a curve is fitted

struct Compared {
  double difference, size;
  bool chosen;
};

std::vector<Compared> compared(const Behaviour& behaviour) {
  std::vector<Compared> list;
  for (std::size_t b = 0; b < behaviour.trials.size(); ++b) {
    const JudgedTrial& trial = behaviour.trials[b];
    const double size =
        double{behaviour.condition(b, static_cast<std::size_t>(behaviour.size_condition))};
    if (trial.choice < 0 || size <= 0) continue;
    list.push_back({double{trial.stimulus}, size, trial.choice == behaviour.curve_choice});
  }
  return list;
}

double log_logistic(double x) { return x < -30 ? x : -std::log1p(std::exp(-x)); }

/// The largest log likelihood of p = 1 / (1 + exp(−(a + b x))), by Newton's method with halved
/// steps.
double best_likelihood(const std::vector<double>& xs, const std::vector<Compared>& trials) {
  const auto likelihood = [&](double a, double b) {
    double sum = 0;
    for (std::size_t i = 0; i < xs.size(); ++i)
      sum += log_logistic((trials[i].chosen ? 1 : -1) * (a + b * xs[i]));
    return sum;
  };
  double a = 0;
  double b = 0;
  double best = likelihood(a, b);
  for (int k = 0; k < kSteps; ++k) {
    double ga = 0, gb = 0, haa = 1e-9, hab = 0, hbb = 1e-9;
    for (std::size_t i = 0; i < xs.size(); ++i) {
      const double mean = 1 / (1 + std::exp(-(a + b * xs[i])));
      const double rest = trials[i].chosen - mean;
      const double weight = mean * (1 - mean);
      ga += rest, gb += rest * xs[i];
      haa += weight, hab += weight * xs[i], hbb += weight * xs[i] * xs[i];
    }
    const double determinant = haa * hbb - hab * hab;
    double da = (hbb * ga - hab * gb) / determinant;
    double db = (haa * gb - hab * ga) / determinant;
    double next = likelihood(a + da, b + db);
    for (int half = 0; half < 20 && !(next >= best); ++half) {
      da /= 2, db /= 2;
      next = likelihood(a + da, b + db);
    }
    if (!(next > best + 1e-10)) break;
    a += da, b += db, best = next;
  }
  return best;
}

double geometric_mean(const std::vector<Compared>& trials) {
  double sum = 0;
  for (const Compared& trial : trials) sum += std::log(trial.size);
  return std::exp(sum / static_cast<double>(trials.size()));
}

/// Scales the differences so that they are about 1.
double scale_of(const std::vector<Compared>& trials) {
  double most = 0;
  for (const Compared& trial : trials) most = std::max(most, std::fabs(trial.difference));
  return most;
}

std::optional<SizeExponent> fit_exponent(const std::vector<Compared>& trials) {
  if (trials.size() < kFewestOfACurve) return std::nullopt;
  const double scale = scale_of(trials);
  const auto [least, most] = std::minmax_element(
      trials.begin(), trials.end(),
      [](const Compared& one, const Compared& other) { return one.size < other.size; });
  if (scale <= 0 || least->size == most->size) return std::nullopt;
  const double middle = geometric_mean(trials);
  std::vector<double> likelihoods;
  std::vector<double> xs(trials.size());
  for (double exponent = kLeastExponent; exponent < kMostExponent + kStep / 2; exponent += kStep) {
    for (std::size_t i = 0; i < trials.size(); ++i)
      xs[i] = trials[i].difference / scale / std::pow(trials[i].size / middle, exponent);
    likelihoods.push_back(best_likelihood(xs, trials));
  }
  const auto best = std::max_element(likelihoods.begin(), likelihoods.end());
  const auto inside = [&](double likelihood) { return likelihood >= *best - kHalfOfChiSquare; };
  const auto exponent_at = [&](auto place) {
    return kLeastExponent + kStep * static_cast<double>(place - likelihoods.begin());
  };
  const auto low = std::find_if(likelihoods.begin(), likelihoods.end(), inside);
  const auto high = std::find_if(likelihoods.rbegin(), likelihoods.rend(), inside).base() - 1;
  return SizeExponent{exponent_at(best), {exponent_at(low), exponent_at(high)}};
}

std::optional<ThresholdPoint> threshold_of(const Behaviour& behaviour,
                                           std::span<const std::size_t> trials) {
  const auto fit = fit_logistic(psychometric_points(behaviour, kStimulus, trials));
  if (!fit) return std::nullopt;
  ThresholdPoint point{0, fit->curve.threshold(), fit->threshold, static_cast<int>(trials.size())};
  for (const std::size_t b : trials)
    point.size +=
        double{behaviour.condition(b, static_cast<std::size_t>(behaviour.size_condition))};
  point.size /= point.trials;
  return point;
}

}  // namespace

SizeLaw size_law(const Behaviour& behaviour, std::size_t groups) {
  SizeLaw result;
  const auto size = [&](std::size_t b) {
    return behaviour.condition(b, static_cast<std::size_t>(behaviour.size_condition));
  };
  std::vector<std::size_t> order = all_trials(behaviour).trials;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return size(a) < size(b); });
  for (std::size_t k = 0; k < groups; ++k) {
    const std::size_t begin = k * order.size() / groups;
    const std::size_t end = (k + 1) * order.size() / groups;
    if (end - begin < kFewestOfACurve) continue;
    const auto point = threshold_of(behaviour, std::span(order).subspan(begin, end - begin));
    if (point) result.points.push_back(*point);
  }
  result.law = fit_exponent(compared(behaviour));
  return result;
}

std::string law_words(const SizeExponent& law) {
  const auto digits = [](double value) { return shortest(std::round(value * 100) / 100); };
  const bool weber = law.interval.low <= 1 && law.interval.high >= 1;
  const bool none = law.interval.low <= 0 && law.interval.high >= 0;
  const std::string numbers = "exponent " + digits(law.exponent) + " (" + digits(law.interval.low) +
                              " to " + digits(law.interval.high) + ")";
  if (weber && none) return numbers + ": too few trials to tell";
  if (weber) return numbers + ": Weber's law, 1, fits";
  if (none) return numbers + ": no Weber's law, the size does not matter";
  return numbers + ": not Weber's law, which is 1";
}

}  // namespace nn4n
