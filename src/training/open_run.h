// Whatever stands for a network with its weights: a checkpoint, a file of weights, the result of
// `nn4n train`, a link that carries weights, or an experiment, whose weights are drawn.
#pragma once

#include <span>

#include "codec/reading.h"
#include "training/trainer.h"
#include "training/weights.h"

namespace nn4n {

/// What the bytes held.
enum class RunKind {
  drawn,    ///< an experiment; the run is at iteration 0 with drawn weights
  weights,  ///< the run is at iteration 0 with these weights
  run       ///< a checkpoint: the run is where it was
};

struct OpenedRun {
  std::optional<Trainer> trainer;  ///< nothing: the issues say why there is no run
  RunKind kind = RunKind::drawn;
  Carried carried = {};  ///< of a link
  Issues issues = {};    ///< what was left out or moved
};

/// Reads the weights of any of them for the network of `trainer`; an experiment in the file or the
/// link is not looked at.
WeightsReading read_any_weights(std::span<const std::uint8_t> bytes, const Trainer& trainer);

/// Opens the bytes, which may be anything. Weights without an experiment are taken for `otherwise`;
/// without that they are refused.
OpenedRun open_run(std::span<const std::uint8_t> bytes,
                   const std::optional<Experiment>& otherwise = std::nullopt);

}  // namespace nn4n
