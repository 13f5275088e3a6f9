// Directions on a circle: eight input channels that prefer one direction each, and answers that
// point into one (x and y of a saccade's end).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tasks/task.h"

namespace nn4n {

inline constexpr int kRing = 8;

/// "45°" of channel 1 and so on, each with `prefix` before it.
void add_ring_names(std::vector<std::string>& names, const std::string& prefix = "");

/// Shows a direction, in half steps of the ring (22.5° each), on the eight channels from `first`
/// on: 0.8 exp(−½ (d / 22.5°)²) at a distance of d from the channel's direction. Yang et al. 2019.
void show_direction(TrialBuilder& build, int first, const EpochSpan& span, int half_steps);

/// Outputs 0 and 1: 0 until `response`, then cosine and sine of a direction in half steps. Scored
/// throughout.
void want_direction(TrialBuilder& build, const EpochSpan& response, int half_steps);

/// Correct if the late means of outputs 0 and 1 point within 22.5° of the target. The choice is the
/// nearest direction of the ring.
Outcome judge_direction(const Trial& trial, std::span<const float> outputs);

/// "135°"
std::string degrees(int half_steps);

}  // namespace nn4n
