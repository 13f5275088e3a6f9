// What an experiment starts with: masks, weights before the first iteration, and their spectrum,
// computed in the page as it is edited.
//
// They are kept until a field changes from which they follow. While a value is being dragged, a
// network that is too large to compute within a frame keeps what was computed last (`stale`).
#pragma once

#include <complex>
#include <vector>

#include "experiment/experiment.h"
#include "model/parameters.h"

namespace nn4n {

/// A network of more units than this takes longer than 10 ms to have its spectrum computed.
inline constexpr int kWithinAFrame = 128;

struct Initial {
  Masks masks;
  Parameters<float> parameters;  // within masks and signs, as the network uses them
  std::vector<std::complex<double>> eigenvalues;  // of the recurrent weights, largest first
  double radius = 0;                              // largest |eigenvalue|
  int serial = 0;                                 // another number for every computation
};

class Initials {
 public:
  /// What this experiment starts with, or started with again after so many redraws; what was
  /// computed last when the experiment cannot run, or is too large while a value is being dragged.
  const Initial& of(const Experiment& experiment, bool dragged, int redraws = 0);

  /// The same without the spectrum, which takes most of the time. It may be missing then.
  const Initial& weights_of(const Experiment& experiment, bool dragged, int redraws = 0);

  /// What `of` returned last.
  const Initial& last() const { return made_; }

  /// Did `of` return last what belongs to an earlier experiment?
  bool stale() const { return stale_; }

 private:
  void compute(const Experiment& experiment, bool dragged, int redraws);

  bool has_spectrum_ = false;
  Network network_;  // without what the start does not depend on
  Channels channels_;
  std::uint32_t seed_ = 0;
  int redraws_ = 0;
  Initial made_;
  bool stale_ = false;
};

}  // namespace nn4n
