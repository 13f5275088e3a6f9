// A run in a file, from which it goes on to the same bits as if it had not been interrupted.
//
// Kept: the experiment with its changes, and where the run stands (RunState): iteration,
// parameters, the optimiser's moments and decays, the histories, and all of these as they were at
// the last validation, to which a divergence returns. Not kept: random generators, for there are
// none (a number is a function of seed, purpose and iteration, base/random.h), masks and
// constraints, which follow from the experiment, and which sample trial a view shows.
//
// The file is safetensors (codec/safetensors.h). The parameters have NN4N's names, so a checkpoint
// is a file of weights as well (training/weights.h); beside them it holds
//   optimiser.first.NAME, optimiser.second.NAME   as the parameter NAME
//   losses        K, one per iteration
//   validations   n x 6: iteration div 65536, iteration mod 65536, loss, accuracy (0 to 1), stage,
//                 draw; a 32-bit float holds whole numbers to 16 777 216 only
//   behaviour     B x 6: of each trial of the last validation stimulus, wanted choice, choice,
//                 correct (0 or 1), score (0 to 1), time in ms (-1 = none)
//   behaviour.drawn   B x C: the conditions of these trials (training/behaviour.h)
//   kept          panels x units x 8 trials of a panel, membrane potentials at the end of the last
//                 batch, as (panels * units) x 8; only where the initial state is kept
//   last_good.…   the same at the last validation
//   best.NAME     the best weights, once there are some
//   metadata      format, format_version, experiment (JSON), iteration, last_good.iteration,
//                 diverged_at (0 = nowhere), optimiser.first_decay and .second_decay (decimals that
//                 read back to the same double), stage, draw, best.iteration (0 = none),
//                 best.accuracy, best.confirmed, best.passed_at (0 = not yet), checksum
// To add something to a run: a field of Trained and a line in `walk`, checkpoint.cpp.
#pragma once

#include <variant>

#include "codec/safetensors.h"
#include "training/trainer.h"

namespace nn4n {

/// Limits of a checkpoint: the largest network takes 7 MB, a million iterations another 8.
inline constexpr TensorLimits kCheckpointLimits{.bytes = 64 * 1024 * 1024};

std::vector<std::uint8_t> to_checkpoint(const Trainer& trainer);

/// The run of a checkpoint, or why there is none. The bytes may be anything: a damaged checkpoint
/// is refused as a whole, for half of it would not go on to the same bits.
std::variant<Trainer, Issue> from_checkpoint(std::span<const std::uint8_t> bytes);

/// What the metadata's "checksum" must say: a hash of everything else, 16 hex digits. It tells
/// damage; who wants to can make another one.
std::string checksum_of(const TensorFile& file);

}  // namespace nn4n
