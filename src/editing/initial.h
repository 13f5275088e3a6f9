// What an experiment starts with: masks, weights before the first iteration, and their spectrum,
// computed in the page as it is edited.
//
// Kept until a field changes that they follow from; nothing else computes them again. While a value
// is being dragged, networks too large for a frame keep what was computed last (`stale`).
#pragma once

#include <complex>
#include <vector>

#include "experiment/experiment.h"
#include "model/parameters.h"

namespace nn4n {

struct Initial {
  Masks masks;
  Parameters<float> parameters;
  std::vector<std::complex<double>> eigenvalues;  // of the recurrent weights, largest first
  double radius = 0;                              // largest |eigenvalue|
  int serial = 0;                                 // another number for every computation
};

class Initials {
 public:
  /// Of the experiment, or the last one when it cannot run or is too large while `dragged`.
  const Initial& of(const Experiment& experiment, bool dragged);

  /// Is what `of` answered last that of an earlier experiment?
  bool stale() const { return stale_; }

 private:
  Network network_;  // without what the start does not depend on
  Channels channels_;
  std::uint32_t seed_ = 0;
  Initial made_;
  bool stale_ = false;
};

}  // namespace nn4n
