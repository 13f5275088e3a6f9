// The accuracy by a condition (for instance by a delay, or by the duration of a stimulus,
// which gives the curve of Kiani, Hanks & Shadlen 2008), and which choice was made where
// which one was right.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "training/behaviour.h"

namespace nn4n {

struct AccuracyPoint {
  double value = 0;  ///< mean of the condition in these trials
  int correct = 0;
  int trials = 0;
  /// The share, 0 to 1, in which the task's ideal observer is right; nothing if there is none.
  std::optional<double> ideal = {};
};

/// The accuracy at each value of a condition, ascending. When there are more than `most` different
/// values, neighbours are put together in `most` bins of about equally many trials.
std::vector<AccuracyPoint> accuracy_by(const Behaviour& behaviour, std::size_t condition,
                                       std::size_t most = 10);

/// Axes: K choices of the task.
struct Confusion {
  int choices = 0;          // K
  std::vector<int> counts;  // K x (K + 1), row = wanted, column = chosen, the last one = none
  int at(int wanted, int chosen) const {
    return counts[static_cast<std::size_t>(wanted * (choices + 1) + chosen)];
  }
  int wanted(int choice) const;  ///< trials of a row
  bool missed() const;           ///< is there a trial without a choice?
};

/// How often each choice was made for each right one, for tasks that name their choices. A choice
/// that is none of these counts as no choice.
Confusion confusion(const Behaviour& behaviour);

}  // namespace nn4n
