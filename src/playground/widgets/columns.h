// Columns of rows: within one, rows are as wide as it is.
#pragma once

#include <functional>

namespace nn4n::playground {

/// Draws two columns of the same width side by side in the present window, `gap` css pixels apart.
/// Each is as high as what is drawn into it.
void two_columns(float gap, const std::function<void()>& left, const std::function<void()>& right);

}  // namespace nn4n::playground
