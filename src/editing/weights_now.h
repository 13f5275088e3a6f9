// What training has made of the weights that an experiment starts with (initial.h): the weights of
// the last snapshot or of the moment of the film that is shown, how they differ, and the spectrum
// of the recurrent ones.
//
// They are computed when a snapshot brings other weights, not with every frame. The spectrum costs
// the third power of the number of units: while a network trains it is computed so seldom that it
// takes a small share of the time, and for a large network not at all; when training rests, it is
// that of the weights.
#pragma once

#include <array>

#include "editing/initial.h"
#include "editing/run.h"

namespace nn4n {

struct WeightsNow {
  int iteration = 0;                              ///< of the weights; 0 = they are the initial ones
  std::array<std::vector<float>, 3> weights;      // by MaskLayer: N x I, N x N, O x N
  std::array<std::vector<float>, 3> change;       // the same, weights − initial ones
  std::vector<std::complex<double>> eigenvalues;  // of the recurrent weights, largest first
  double radius = 0;                              // largest |eigenvalue|
  int spectrum_iteration = 0;                     ///< of the weights that have this spectrum
  int serial = 0;  ///< another number whenever the weights are others
};

class FollowedWeights {
 public:
  /// What the run has made of these initial weights: nothing yet while it has no iteration, and
  /// nothing when a value is being dragged that would give another network. `now_s` is a clock.
  const WeightsNow& of(const Run& run, const Initial& initial, bool dragged, double now_s);

  /// What `of` returned last.
  const WeightsNow& last() const { return made_; }

 private:
  bool is_other(const Run& run, const Initial& initial, int iteration) const;
  void take_weights(const Snapshot& snapshot, const Initial& initial);
  void take_spectrum(const Run& run, const Initial& initial, double now_s);

  WeightsNow made_;
  int initial_serial_ = 0;  // of the initial weights that made_ was compared with
  int trains_from_ = 0;     // serial of the initial weights that the run began with
  int run_serial_ = 0;
  std::uint32_t fingerprint_ = 0;           // of the weights
  std::uint32_t spectrum_fingerprint_ = 0;  // of those that have the spectrum
  double computed_at_s_ = 0;                // the spectrum
};

}  // namespace nn4n
