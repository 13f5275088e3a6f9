#include "criterion/exp_log.h"
#include "criterion/term.h"

namespace nn4n {

struct CrossEntropyParameters {
  bool softmax = true;
};
template <>
struct Fields<CrossEntropyParameters> {
  static constexpr std::string_view name = "cross-entropy";
  static constexpr std::array list{field<&CrossEntropyParameters::softmax>(
      "softmax",
      {.label = "Softmax",
       .help = "When this is on, the outputs are first turned into probabilities, p = exp(y) / Σ exp(y). When it is off, the outputs must already be probabilities."})};
};

namespace {

constexpr double kLeastProbability = 1e-12;

/// Returns the outputs of one trial at one step as probabilities.
template <class Real>
std::vector<double> probabilities(const std::vector<double>& outputs, bool softmax) {
  if (!softmax) return outputs;
  double largest = outputs.front();
  for (const double y : outputs) largest = std::max(largest, y);
  double sum = 0;
  std::vector<double> p;
  for (const double y : outputs) {
    p.push_back(exp_of<Real>(y - largest));
    sum += p.back();
  }
  for (double& x : p) x /= sum;
  return p;
}

class CrossEntropy : public TermOf<CrossEntropy> {
 public:
  CrossEntropy()
      : TermOf({.key = "cross_entropy",
                .label = "Cross-entropy",
                .help = "This is the mean over time and trials of −Σ target log p. Here p = softmax(y), but at least 1e-12, and the targets are probabilities. Each step is weighted by its mask.",
                .source = "NN4N 1.2 CompositeLoss cross_entropy; NeuroGym's training",
                .parameters = &record_of<CrossEntropyParameters>}) {}

  Share share() const override { return Share::first_mask; }

  template <class Real>
  double compute(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const bool softmax = chosen.as<CrossEntropyParameters>().softmax;
    double steps = 0;
    for_each_step(input.batch, [&](int, int, int, double mask) { steps += mask; });
    if (steps == 0) return 0;
    double sum = 0;
    for_each_step(input.batch, [&](int bundle, int t, int lane, double mask) {
      if (mask == 0) return;
      sum += mask * step_loss(input, adjoint, softmax, bundle, t, lane, weight * mask / steps);
    });
    return sum / steps;
  }

 private:
  /// Calls visit(bundle, t, lane, mask) for every trial and every step t = 1..T. The mask of a step
  /// is the mask of its first output.
  template <class Real, class Visit>
  static void for_each_step(const Batch<Real>& batch, Visit&& visit) {
    for (int bundle = 0; bundle < batch.bundles(); ++bundle) {
      for (int t = 1; t <= batch.steps; ++t) {
        const Bundle<Real> mask = batch.mask[batch.row(bundle, t - 1, batch.outputs)];
        for (int lane = 0; lane < batch.lanes(bundle); ++lane) {
          visit(bundle, t, lane, static_cast<double>(mask[lane]));
        }
      }
    }
  }

  /// Returns −Σ target log p of one step of one trial, and adds `weight` times its gradient.
  template <class Real>
  static double step_loss(const LossInput<Real>& input, Adjoint<Real>& adjoint, bool softmax,
                          int bundle, int t, int lane, double weight) {
    const int outputs = input.batch.outputs;
    const Bundle<Real>* target =
        input.batch.target.data() + input.batch.row(bundle, t - 1, outputs);
    std::vector<double> y;
    for (int o = 0; o < outputs; ++o) {
      y.push_back(static_cast<double>(input.episode.output_at(bundle, t)[o][lane]));
    }
    const std::vector<double> p = probabilities<Real>(y, softmax);
    double loss = 0;
    std::vector<double> slope;  // d loss / d p
    double inner = 0;           // Σ p slope
    for (std::size_t o = 0; o < p.size(); ++o) {
      const double wanted = static_cast<double>(target[o][lane]);
      const bool clamped = p[o] <= kLeastProbability;
      loss -= wanted * log_of<Real>(clamped ? kLeastProbability : p[o]);
      slope.push_back(clamped ? 0 : -wanted / p[o]);
      inner += p[o] * slope[o];
    }
    for (std::size_t o = 0; o < p.size(); ++o) {
      const double gradient = softmax ? p[o] * (slope[o] - inner) : slope[o];
      adjoint.output_at(bundle, t)[o][lane] += static_cast<Real>(weight * gradient);
    }
    return loss;
  }
};

const RegisteredTerm<CrossEntropy> registered_cross_entropy;

}  // namespace

}  // namespace nn4n
