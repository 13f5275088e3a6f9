#include "criterion/term.h"

namespace nn4n {

namespace {

/// The squared error is divided by the sum of the mask, so that the loss does not depend on how
/// much of a trial counts.
class MaskedError : public TermOf<MaskedError> {
 public:
  MaskedError()
      : TermOf({.key = "mse",
                .label = "Error",
                .help = "This is the mean squared error of the outputs, weighted by the mask m: Σ m (y − target)² / Σ m.",
                .source = "Song et al. 2016, eq. 8; NN4N lambda_mse",
                .parameters = &record_of<NoParameters>}) {}

  Share share() const override { return Share::mask; }

  template <class Real>
  double compute(const SelectionBase&, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const Batch<Real>& batch = input.batch;
    double total_mask = 0;
    for_each_output(batch, [&](std::size_t k, int, int, int, int lanes) {
      total_mask += static_cast<double>(sum_lanes<Real>(batch.mask[k], lanes));
    });
    if (total_mask == 0) return 0;
    double total_error = 0;
    const Real factor = static_cast<Real>(2 * weight / total_mask);
    for_each_output(batch, [&](std::size_t k, int bundle, int t, int o, int lanes) {
      const Bundle<Real> error = input.episode.output_at(bundle, t)[o] - batch.target[k];
      const Bundle<Real> weighted = batch.mask[k] * error;
      adjoint.output_at(bundle, t)[o] += factor * weighted;
      total_error += static_cast<double>(sum_lanes<Real>(weighted * error, lanes));
    });
    return total_error / total_mask;
  }

 private:
  /// Calls visit(k, bundle, t, output, lanes in use) for every output at every step t = 1..T; k is
  /// the index of the output in the targets and in the mask.
  template <class Real, class Visit>
  static void for_each_output(const Batch<Real>& batch, Visit&& visit) {
    std::size_t k = 0;
    for (int bundle = 0; bundle < batch.bundles(); ++bundle) {
      for (int t = 1; t <= batch.steps; ++t) {
        for (int o = 0; o < batch.outputs; ++o) visit(k++, bundle, t, o, batch.lanes(bundle));
      }
    }
  }
};

const RegisteredTerm<MaskedError> registered_mse;

}  // namespace

}  // namespace nn4n
