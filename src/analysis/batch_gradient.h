// The gradient that the next step of training starts from: of the loss over the next batch, with
// respect to what is trained. It is computed when somebody asks for it; training is not touched.
#pragma once

#include "training/trainer.h"

namespace nn4n {

struct BatchGradient {
  int trials = 0;             ///< of the batch
  double loss = 0;            ///< over it
  std::vector<double> terms;  ///< of the loss, unweighted, by the order of the experiment's list
  /// ∂loss/∂parameter, with 0 for synapses that are absent or not trained, before it is clipped and
  /// scaled by the optimiser.
  Parameters<float> gradient;
  double norm = 0;  ///< its Euclidean length, over all parameters that are trained
};

/// The gradient over the batch of the iteration after the present one. The bits are those with
/// which the trainer would go on.
BatchGradient next_gradient(const Trainer& trainer);

}  // namespace nn4n
