// Takes the measures of health.h. Apart from it, because the page shows them and never measures.
#pragma once

#include "training/evaluator.h"
#include "training/health.h"
#include "training/split_batch.h"

namespace nn4n {

/// Rates of units over validation trials, added run by run.
class RateMeasure {
 public:
  explicit RateMeasure(const Dynamics<float>& dynamics);
  void add(const TrialRun& run);
  void write_to(Health& health) const;

 private:
  const Dynamics<float>& dynamics_;
  double samples_ = 0;
  std::vector<double> sum_;         // N
  std::vector<float> most_;         // N
  std::vector<double> at_ceiling_;  // N
};

/// Activity and gradient by step, and drive and noise, in the first 8 trials of `source`.
void measure_trial(const Experiment& experiment, Evaluator& evaluator, const TrialSource& source,
                   Health& health);

/// |after − before| / |before|; 0 when nothing moved.
float update_ratio(const Parameters<float>& before, const Parameters<float>& after);

/// What of a batch's loss and gradient is not finite: "the loss", or "the gradient of the recurrent
/// weights". Empty when all is finite.
std::string not_finite_in(const ShardSum& sum);

}  // namespace nn4n
