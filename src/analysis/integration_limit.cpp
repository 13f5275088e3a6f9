#include "analysis/integration_limit.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/normal.h"

namespace nn4n {

namespace {

constexpr std::size_t kFewestOfALimit = 30;
constexpr int kLimits = 60;  // that are tried
constexpr int kSearches = 40;
constexpr double kGolden = 0.61803398874989485;

/// Trials of the same strength and duration.
struct Cell {
  double strength, seconds;
  int right = 0, wrong = 0;
};

std::vector<Cell> cells_of(const Behaviour& behaviour, std::size_t& trials) {
  std::map<std::pair<float, float>, Cell> cells;
  for (std::size_t b = 0; b < behaviour.trials.size(); ++b) {
    const JudgedTrial& trial = behaviour.trials[b];
    const float strength = std::fabs(trial.stimulus);
    const float ms = behaviour.condition(b, static_cast<std::size_t>(behaviour.duration_condition));
    if (strength <= 0 || ms <= 0) continue;
    Cell& cell =
        cells.try_emplace({strength, ms}, Cell{double{strength}, double{ms} / 1000}).first->second;
    ++(trial.correct ? cell.right : cell.wrong);
    ++trials;
  }
  std::vector<Cell> list;
  for (const auto& [key, cell] : cells) list.push_back(cell);
  return list;
}

double likelihood(const std::vector<Cell>& cells, double gain, double limit) {
  double sum = 0;
  for (const Cell& cell : cells) {
    const double z = gain * cell.strength * std::sqrt(std::min(cell.seconds, limit));
    const double p = std::clamp(normal_probability(z), 1e-9, 1 - 1e-9);
    sum += cell.right * std::log(p) + cell.wrong * std::log(1 - p);
  }
  return sum;
}

/// The best gain, by golden sections of its logarithm.
double best_gain(const std::vector<Cell>& cells, double limit) {
  double low = std::log(1e-4);
  double high = std::log(1e3);
  for (int k = 0; k < kSearches; ++k) {
    const double left = high - kGolden * (high - low);
    const double right = low + kGolden * (high - low);
    const bool rises =
        likelihood(cells, std::exp(left), limit) < likelihood(cells, std::exp(right), limit);
    (rises ? low : high) = rises ? left : right;
  }
  return std::exp((low + high) / 2);
}

}  // namespace

std::optional<IntegrationLimit> integration_limit(const Behaviour& behaviour) {
  std::size_t trials = 0;
  const std::vector<Cell> cells = cells_of(behaviour, trials);
  if (trials < kFewestOfALimit) return std::nullopt;
  const auto [shortest_one, longest_one] = std::minmax_element(
      cells.begin(), cells.end(),
      [](const Cell& one, const Cell& other) { return one.seconds < other.seconds; });
  const double shortest_s = shortest_one->seconds;
  const double longest_s = longest_one->seconds;
  if (longest_s <= shortest_s) return std::nullopt;
  std::vector<double> limits, fits;
  for (int k = 0; k <= kLimits; ++k) {
    limits.push_back(shortest_s + (longest_s - shortest_s) * k / kLimits);
    fits.push_back(likelihood(cells, best_gain(cells, limits.back()), limits.back()));
  }
  const auto best = std::max_element(fits.begin(), fits.end());
  const auto at = [&](auto place) {
    return limits[static_cast<std::size_t>(place - fits.begin())];
  };
  const auto inside = [&](double fit) { return fit >= *best - kHalfOfChiSquare; };
  const auto low = std::find_if(fits.begin(), fits.end(), inside);
  const auto high = std::find_if(fits.rbegin(), fits.rend(), inside).base() - 1;
  return IntegrationLimit{.limit_ms = 1000 * at(best),
                          .interval = {1000 * at(low), 1000 * at(high)},
                          .reached = high + 1 != fits.end(),
                          .at_limit = best_gain(cells, at(best)) * std::sqrt(at(best))};
}

}  // namespace nn4n
