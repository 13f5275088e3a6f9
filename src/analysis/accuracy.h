// Accuracy over a condition (a delay; the duration of a stimulus, which gives the curve of Kiani,
// Hanks & Shadlen 2008), and which choice was made for which.
#pragma once

#include <string>
#include <vector>

#include "training/behaviour.h"

namespace nn4n {

struct AccuracyPoint {
  double value = 0;  ///< mean of the condition in these trials
  int correct = 0;
  int trials = 0;
};

/// Ascending; with more than `most` different values, neighbours are put together in `most` bins of
/// about as many trials each.
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

/// For tasks that name their choices; what is none of them counts as no choice.
Confusion confusion(const Behaviour& behaviour);

}  // namespace nn4n
