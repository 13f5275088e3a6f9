// What is measured of a run so that it can be said why it fails (analysis/diagnosis.h). A
// validation measures it, because its trials are at hand then; training itself is not slowed, and
// no bit of it depends on any of this.
//
// Axes: N units, T steps of the longest of the first 8 validation trials.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "structure/reach.h"

namespace nn4n {

struct Health {
  std::int32_t iteration = 0;    ///< of the validation that measured; 0 = none did yet
  Reach reach;                   ///< of the masks; known from the start
  std::vector<float> mean_rate;  // N, over the steps of all validation trials
  std::vector<float> most_rate;  // N, the largest |r| in them
  /// N, 0..1, how often |r| was within 2 % of the largest rate that the activation can give; 0
  /// for activations without one.
  std::vector<float> saturated;
  std::vector<float> activity;  // T, root mean square of r over units and trials
  std::vector<float> gradient;  // T, root mean square of dL/dv over units and trials
  float update_ratio = 0;  ///< |change of the parameters| / |parameters| of the last step; 0 = none
  /// Root mean square, over the units that get input, of the largest |W_in u| without noise.
  float drive = 0;
  /// Root mean square, over the same units, of the standard deviation of v that the noise of input
  /// and of recurrence would cause alone.
  float noise = 0;
  std::int32_t failed_at = 0;  ///< first iteration of which something was not finite; 0 = none
  std::string failed_tensor;   ///< what it was: "the loss", or the gradient of a parameter
  bool operator==(const Health&) const = default;
};

/// Are the lists as long as they must be, and are the numbers that a validation measured usable?
bool consistent(const Health& health, std::size_t units);

}  // namespace nn4n
