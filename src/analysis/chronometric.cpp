#include "analysis/chronometric.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace nn4n {

namespace {

/// Mean and sum of squared deviations, one value at a time (Welford 1962).
struct Running {
  int count = 0;
  double mean = 0;
  double squares = 0;
  void add(double value) {
    ++count;
    const double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }
  Times times() const {
    if (count < 2) return {mean, 0, count};
    return {mean, std::sqrt(squares / (count - 1) / count), count};
  }
};

}  // namespace

std::vector<ChronometricPoint> chronometric(const Behaviour& behaviour) {
  std::map<float, std::pair<Running, Running>> sums;  // right, wrong
  for (const JudgedTrial& trial : behaviour.trials) {
    if (trial.time_ms < 0) continue;
    auto& [right, wrong] = sums[std::fabs(trial.stimulus)];
    (trial.correct ? right : wrong).add(double{trial.time_ms});
  }
  std::vector<ChronometricPoint> points;
  for (const auto& [strength, sum] : sums)
    points.push_back({double{strength}, sum.first.times(), sum.second.times()});
  return points;
}

int misses(const Behaviour& behaviour) {
  return static_cast<int>(
      std::count_if(behaviour.trials.begin(), behaviour.trials.end(),
                    [](const JudgedTrial& trial) { return trial.time_ms < 0; }));
}

}  // namespace nn4n
