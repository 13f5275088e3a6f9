// A line through noisy values that does not lag behind them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nn4n {

/// How many neighbours on each side a smoothed value is made of.
inline constexpr std::size_t kSmoothedReach = 20;

/// Extends `smoothed` to the length of `values`. Its values are right up to `from`, the number of
/// values when it was last extended; those of the last kSmoothedReach before it change, too.
///
/// A smoothed value is the straight line of least squares through the finite values at most
/// kSmoothedReach away, at its own place (Savitzky & Golay 1964, order 1). Away from the ends this
/// is the centred mean. At the ends the line follows the slope, so that there is no lag either. It
/// stays within the values that it is made of. Where a value is not finite, so is the smoothed one.
void extend_smoothed(std::span<const float> values, std::size_t from, std::vector<float>& smoothed);

}  // namespace nn4n
