// A run in a file, from which it goes on to the same bits as if it had not been interrupted.
//
// The file keeps the experiment with its changes, and where the run stands (run_state.h): the
// iteration, the parameters, the moments and decays of the optimiser, the histories, and all of
// these as they were at the last validation, to which a divergence returns. It does not keep masks
// and constraints, which follow from the experiment, nor which sample trial a view shows. There are
// no random generators to keep: a random number is a function of seed, purpose and iteration
// (base/random.h).
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
//   kept          bundles x units x 8 trials of a bundle, membrane potentials at the end of the
//   last
//                 batch, as (bundles * units) x 8; only where the initial state is kept
//   last_good.…   the same at the last validation
//   best.NAME     the best weights, once there are some
//   metadata      format, format_version, experiment (JSON), iteration, last_good.iteration,
//                 diverged_at (0 = nowhere), optimiser.first_decay and .second_decay (decimals that
//                 read back to the same double), stage, draw, best.iteration (0 = none),
//                 best.accuracy, best.confirmed, best.passed_at (0 = not yet), checksum
// To add something to a run, add a field to Trained (run_state.h) and a line to `walk` in
// checkpoint.cpp.
#pragma once

#include <variant>

#include "codec/safetensors.h"
#include "training/trainer.h"

namespace nn4n {

/// The limits of a checkpoint: the largest network takes 7 MB, a million iterations another 8 MB.
inline constexpr TensorLimits kCheckpointLimits{.bytes = 64 * 1024 * 1024};

std::vector<std::uint8_t> to_checkpoint(const Trainer& trainer);

/// The run of a checkpoint, or an issue that says why the bytes are not one. The bytes may be
/// anything. A damaged checkpoint is refused as a whole, because a part of it would not go on
/// to the same bits.
std::variant<Trainer, Issue> from_checkpoint(std::span<const std::uint8_t> bytes);

/// What the "checksum" in the metadata must be: a hash of everything else in the file, as 16
/// hexadecimal digits. It finds damage, but not a change that somebody made on purpose.
std::string checksum_of(const TensorFile& file);

}  // namespace nn4n
