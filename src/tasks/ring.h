// These functions show directions on a circle and judge answers that point in a direction. Each of
// eight input channels prefers one direction. An answer is x and y of the end of a saccade.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tasks/task.h"

namespace nn4n {

inline constexpr int kRing = 8;

/// Adds the names of the eight channels, "0°", "45°" and so on, each with `prefix` before it.
void add_ring_names(std::vector<std::string>& names, const std::string& prefix = "");

/// Shows a direction, in half steps of the ring (22.5° each), on eight channels; `first` is the
/// first of them. A channel at distance d from the direction shows 0.8 exp(−½ (d / 22.5°)²), as in
/// Yang et al. 2019.
void show_direction(TrialBuilder& build, int first, const EpochSpan& span, int half_steps);

/// Sets the targets of outputs 0 and 1: they are 0 until `response`, then cosine and sine of a
/// direction in half steps. All steps are scored.
void want_direction(TrialBuilder& build, const EpochSpan& response, int half_steps);

/// A trial is correct if the late means of outputs 0 and 1 point within 22.5° of the target. The
/// choice is the nearest direction of the ring.
Outcome judge_direction(const Trial& trial, std::span<const float> outputs);

/// Returns, for example, "135°" for 6 half steps.
std::string degrees(int half_steps);

}  // namespace nn4n
