// The rows of the sample trial; panel.cpp lays them out over one time axis.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "playground/plots/plot.h"

namespace nn4n::playground {

inline constexpr float kTrialNames = 86;  // of the rows, at the left of each
/// Lines of so many inputs need no numbers; from more than kMostLines on, inputs are rows of
/// colour.
inline constexpr std::size_t kFewInputs = 3, kMostLines = 9;

/// One channel's or unit's value at every step; empty when `values` holds fewer rows.
std::span<const float> row_of(const std::vector<float>& values, int steps, std::size_t row);

/// The width of the channels' names and the colour bar, at the right: more for long names, if there
/// is room.
float trial_legend(const Ui& ui);

/// Whether the names of the inputs begin with the numbers on their lines.
bool inputs_numbered(const SampleTrial& trial);

/// What a row shows, and a second line about it, left of its axis, in `room` pixels.
void row_name(Ui& ui, const ImRect& row, std::string_view name, std::string_view note,
              float room = 66);

double duration_ms(const SampleTrial& trial);

// Traces (traces.cpp)
void inputs_row(Ui& ui, const ImRect& row);
Plot outputs_plot(Ui& ui, const ImRect& row);
void outputs_row(Ui& ui, Plot& plot);

// Rates of all units (rates.cpp)
void rates_row(Ui& ui, const ImRect& row);

}  // namespace nn4n::playground
