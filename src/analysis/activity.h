// The activity of the units by condition: averages over trials, and how well each unit tells two
// kinds of trials apart. Both take one trial at a time, so that no rates need to be kept.
//
// Axes: N units, T steps, G groups of trials, E epochs.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tasks/trial.h"

namespace nn4n {

/// The mean rates of each group, aligned at the start of the trials.
class AverageActivity {
 public:
  AverageActivity(int groups, int units) : units_(units), sums_(static_cast<std::size_t>(groups)) {}

  /// Adds the rates of one trial, N x T (row-major); trials may differ in T.
  void add(int group, std::span<const float> rates);

  /// The number of steps of the group's longest trial.
  int steps(int group) const;
  int trials(int group) const;
  /// The mean rates, N x steps(group), row-major; at each step over the trials that last so long.
  std::vector<float> mean(int group) const;

 private:
  struct Sum {
    std::vector<int> trials;    // T, that last so long
    std::vector<double> rates;  // T x N
  };
  int units_;
  std::vector<Sum> sums_;
};

/// d′ of each unit between two groups of trials, from its mean rate in each epoch of a trial:
///
///   d′ = (μ_1 − μ_0) / √((σ_1² + σ_0²) / 2)        (Green & Swets 1966; 0 for a silent unit)
class Selectivity {
 public:
  explicit Selectivity(int units) : units_(units) {}

  /// Adds a trial of group 0 or 1, with its rates, N x T. The epochs are those of the first trial;
  /// a trial with other epochs is left out.
  void add(int group, std::span<const float> rates, std::span<const EpochSpan> epochs);

  const std::vector<std::string>& epochs() const { return names_; }
  int trials(int group) const { return counts_[group]; }
  /// d′ of each unit (N) in an epoch; empty when a group has fewer than two trials.
  std::vector<double> d_prime(std::size_t epoch) const;

 private:
  struct Moments {
    double mean = 0;
    double squares = 0;  // of deviations from the mean
  };
  int units_;
  int counts_[2] = {0, 0};
  std::vector<std::string> names_;   // E
  std::vector<Moments> moments_[2];  // E x N
};

}  // namespace nn4n
