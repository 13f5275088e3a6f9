// The learning film of a run: its weights at validations, from which a view shows any of these
// moments again, and from which a new run may begin.
//
// A moment holds the weights as they are trained, and what a run needs beside them to go on; the
// state of the optimiser, which is twice as large, is not kept, so a run that begins at a moment
// begins with a fresh optimiser. Losses and validations are those of the run.
#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "training/trainer.h"

namespace nn4n {

/// The most moments of a film. A large network has fewer: all of them take at most kFilmBytes, but
/// kFewestMoments are always kept.
inline constexpr std::size_t kMostMoments = 120;
inline constexpr std::size_t kFewestMoments = 3;
inline constexpr std::size_t kFilmBytes = 8 * 1024 * 1024;

struct Moment {
  int iteration = 0;
  int stage = 0;  ///< of the curriculum
  int draw = 1;   ///< which draw of the weights (run_state.h)
  Parameters<float> parameters;
  std::vector<Bundle<float>> kept;  ///< potentials; only InitialState::kept
};

class Film {
 public:
  /// Another run begins, or is taken up: the film has the moment of its last validation or start.
  void begin(const Trainer& run);

  /// To be called after each iteration. Copies the weights when they were just validated, which is
  /// all that a film costs a run. Of a film that is full the moment leaves whose neighbours are
  /// nearest to each other; the first and the last stay. So gaps grow evenly.
  void look_at(const Trainer& run);

  /// Adds a moment of this run that was kept elsewhere, in place of one of the same iteration.
  void add(Moment moment);

  /// The run has gone back to this iteration.
  void forget_after(int iteration);

  /// Those of the moments, ascending.
  std::vector<int> iterations() const;

  /// The moment nearest to an iteration, the earlier one of two; null when there is none.
  const Moment* nearest(int iteration) const;

 private:
  std::vector<Moment> moments_;  // by iteration
};

/// The run as it stood at one of its moments, to be looked at: with the losses and validations up
/// to there and a fresh optimiser. Trainer::measure_again() gives it a behaviour.
Trainer run_at(const Trainer& run, const Moment& moment);

/// A new run that begins there. What was changed from then on is taken off its tape.
Trainer branch_at(const Trainer& run, const Moment& moment);

/// A moment as bytes, for a storage: safetensors with a checksum.
std::vector<std::uint8_t> to_bytes(const Moment& moment);

/// A moment of this run out of bytes that may be anything, or what is wrong with them.
std::variant<Moment, Issue> moment_from(std::span<const std::uint8_t> bytes, const Trainer& run);

}  // namespace nn4n
