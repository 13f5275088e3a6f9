// The ideal observer: how often an observer is right who sees the noisy inputs of a trial and uses
// them as well as possible. No network can be right more often, whatever its weights.
//
// A task says in `other_inputs_of` what a trial would have shown had the other answer been right
// (tasks/task.h). The observer knows both of these, but not which of them is shown, and both are
// equally likely. It is right most often if it takes the one under which the inputs are more likely
// (Neyman & Pearson 1933; Green & Swets 1966, chapter 1).
//
// Let x be what a channel shows at a step, and x' what it would have shown. The network gets
//   u = x + s ξ,  s = σ_in √(2/α),  ξ ~ N(0, 1)     (Song et al. 2016, eq. 4; tasks/draw.h)
// with noise that is independent from step to step and from channel to channel. The logarithm of
// the likelihood ratio is a sum over steps and channels of
//   ℓ(u) = ((u − x')² − (u − x)²) / 2s² = k (u − (x + x')/2),  k = (x − x') / s².
// Its mean is d²/2 and its variance is d², where d² = Σ (x − x')² / s². The observer is right with
// probability Φ(d/2), where Φ is the normal distribution. Evidence of coherence c over n steps on
// two channels thus gives Φ(c √n / (s √2)); two senses together have d² = d₁² + d₂².
//
// Where inputs below 0 count as 0 (TaskShape::rectified_input), some of the evidence is lost. A 0
// is then seen with probability P = Φ(−x/s), and ℓ(0) = log(Φ(−x/s) / Φ(−x'/s)). The mean m and the
// variance v of ℓ follow from
//   E[u; u > 0]  = x (1 − P) + s φ(x/s),
//   E[u²; u > 0] = (x² + s²) (1 − P) + x s φ(x/s)
// and the observer is right with probability Φ(Σ m / √(Σ v)): the sum of many independent terms is
// normally distributed (the central limit theorem). This is the only approximation.
//
// The observer knows how strong the evidence is, and when it is shown. Without rectification this
// knowledge does not help: the sign of ℓ does not depend on k.
#pragma once

#include <span>
#include <vector>

#include "experiment/experiment.h"
#include "tasks/trial.h"

namespace nn4n {

/// The noise that is added to every input at every step.
struct InputNoise {
  double deviation = 0;   ///< s, in units of the inputs
  bool rectified = true;  ///< noisy inputs below 0 count as 0
};

/// The input noise of an experiment.
InputNoise input_noise_of(const Experiment& experiment);

/// Returns the probability, ½ to 1, with which an ideal observer tells the inputs of a trial from
/// other inputs (T x I, row-major, as Trial::input). Without noise it is 1, unless both are equal.
double probability_correct(const Trial& trial, std::span<const float> other,
                           const InputNoise& noise);

/// A trial for which the task states no ideal observer.
inline constexpr double kNoIdeal = -1;

/// Returns the probability with which an ideal observer answers this trial correctly, or kNoIdeal.
double ideal_of(const Experiment& experiment, const Trial& trial);

}  // namespace nn4n
