// Somebody's inputs through a network, without noise: what a person needs to hold this program
// against another one. Axes: n trials, T steps, I inputs, N units, O outputs.
#pragma once

#include <variant>

#include "codec/safetensors.h"
#include "training/trainer.h"

namespace nn4n {

/// The most numbers that are written: 256 MB of them.
inline constexpr double kMostGivenNumbers = 64.0 * 1024 * 1024;

/// "rates", n x T x N, and "outputs", n x T x O, after each step.
using GivenRun = std::vector<NamedTensor>;

/// Runs `inputs`, n x T x I or T x I, from the initial potential with the network's weights as they
/// are. Noise, input gain and epochs of the task play no part. The issue says what is wrong with
/// the array: its shape, its size or a value that is not finite.
std::variant<GivenRun, Issue> run_given_inputs(const Trainer& trainer, const NamedTensor& inputs);

}  // namespace nn4n
