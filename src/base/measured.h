// Wall-clock times, and the median of measured values.
#pragma once

#include <chrono>
#include <vector>

namespace nn4n {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start);

/// The value in the middle, or the mean of the two in the middle. There must be at least one value.
double median(std::vector<double> values);

}  // namespace nn4n
