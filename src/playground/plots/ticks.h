// Where the ticks of an axis are, and their labels.
#pragma once

#include <string>
#include <vector>

namespace nn4n::playground {

struct Tick {
  double value = 0;
  std::string label;  ///< empty = a minor tick
};

/// At most `count` labelled ticks within [low, high] at multiples of 1, 2, 2.5 or 5 times a power
/// of 10.
std::vector<Tick> linear_ticks(double low, double high, int count = 5);

/// Powers of ten labelled (every second, third … when there are more than `count`), the multiples
/// between them as minors; 1-2-5 when fewer than two powers lie within. 0 < low < high.
std::vector<Tick> log_ticks(double low, double high, int count = 5);

}  // namespace nn4n::playground
