#include "analysis/accuracy.h"

#include <algorithm>

#include "analysis/conditions.h"

namespace nn4n {

namespace {

/// Puts together the trials (sorted by the condition) from `begin` on, up to the last one that has
/// the same value as the trial at end − 1.
AccuracyPoint bin(const Behaviour& behaviour, std::size_t condition,
                  const std::vector<std::size_t>& order, std::size_t begin, std::size_t end) {
  AccuracyPoint point;
  for (std::size_t i = begin; i < end; ++i) {
    point.value += double{behaviour.condition(order[i], condition)};
    point.correct += behaviour.trials[order[i]].correct;
    ++point.trials;
    const double ideal = double{behaviour.trials[order[i]].ideal};
    if (ideal >= 0) point.ideal = point.ideal.value_or(0) + ideal;
  }
  point.value /= point.trials;
  if (point.ideal) *point.ideal /= point.trials;
  return point;
}

}  // namespace

std::vector<AccuracyPoint> accuracy_by(const Behaviour& behaviour, std::size_t condition,
                                       std::size_t most) {
  const auto value = [&](std::size_t trial) { return behaviour.condition(trial, condition); };
  std::vector<std::size_t> order = all_trials(behaviour).trials;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return value(a) < value(b); });
  const bool few = values_of(behaviour, condition).size() <= most;
  const std::size_t per_bin = few ? 1 : (order.size() + most - 1) / std::max<std::size_t>(most, 1);
  std::vector<AccuracyPoint> points;
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = std::min(begin + per_bin, order.size());
    while (end < order.size() && value(order[end]) == value(order[end - 1])) ++end;
    points.push_back(bin(behaviour, condition, order, begin, end));
    begin = end;
  }
  return points;
}

int Confusion::wanted(int choice) const {
  int sum = 0;
  for (int k = 0; k <= choices; ++k) sum += at(choice, k);
  return sum;
}

bool Confusion::missed() const {
  for (int k = 0; k < choices; ++k) {
    if (at(k, choices) > 0) return true;
  }
  return false;
}

Confusion confusion(const Behaviour& behaviour) {
  Confusion table;
  const int n = table.choices = static_cast<int>(behaviour.choices.size());
  table.counts.resize(static_cast<std::size_t>(n * (n + 1)));
  for (const JudgedTrial& trial : behaviour.trials) {
    if (trial.wanted < 0 || trial.wanted >= n) continue;
    const bool named = trial.choice >= 0 && trial.choice < n;
    ++table.counts[static_cast<std::size_t>(trial.wanted * (n + 1) + (named ? trial.choice : n))];
  }
  return table;
}

}  // namespace nn4n
