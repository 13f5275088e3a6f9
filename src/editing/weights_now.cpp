#include "editing/weights_now.h"

#include <cmath>

#include "analysis/spectrum.h"
#include "editing/masks_by_hand.h"

namespace nn4n {

namespace {

constexpr double kRestS = 0.2;  // between two spectra of kWithinAFrame units while they train

bool fits(const Snapshot& snapshot, const Masks& masks) {
  return snapshot.units == masks.units && snapshot.input.size() == masks.input.size() &&
         snapshot.readout.size() == masks.readout.size() &&
         snapshot.recurrent_present == masks.recurrent;
}

/// By MaskLayer.
std::array<std::vector<float>, 3> weights_of(const Parameters<float>& parameters) {
  const auto copy = [&](Tensor tensor) {
    const auto values = parameters.of(tensor);
    return std::vector<float>(values.begin(), values.end());
  };
  return {copy(Tensor::input_weight), copy(Tensor::recurrent_weight), copy(Tensor::readout_weight)};
}

double rest_s(int units) { return kRestS * std::pow(double{1} * units / kWithinAFrame, 3); }

}  // namespace

bool FollowedWeights::is_other(const Run& run, const Initial& initial, int iteration) const {
  return iteration != made_.iteration || initial.serial != initial_serial_ ||
         run.serial != run_serial_ ||
         (iteration > 0 && shown_fingerprint(seen(run)) != fingerprint_);
}

void FollowedWeights::take_weights(const Snapshot& snapshot, const Initial& initial) {
  const auto before = weights_of(initial.parameters);
  made_.weights = before;
  if (made_.iteration > 0) made_.weights = {snapshot.input, snapshot.recurrent, snapshot.readout};
  made_.change = made_.weights;
  for (std::size_t layer = 0; layer < before.size(); ++layer) {
    for (std::size_t k = 0; k < before[layer].size(); ++k)
      made_.change[layer][k] -= before[layer][k];
  }
  made_.serial += 1;
}

void FollowedWeights::take_spectrum(const Run& run, const Initial& initial, double now_s) {
  const bool known = made_.iteration == 0 ||
                     (made_.spectrum_iteration > 0 && spectrum_fingerprint_ == fingerprint_);
  if (known) made_.spectrum_iteration = made_.iteration;
  const int units = initial.masks.units;
  const bool rests = now_s - computed_at_s_ < rest_s(units) || units > kWithinAFrame;
  if (known || (run.status == Status::training && !run.film.shown && rests)) return;
  const auto& recurrent = made_.weights[static_cast<std::size_t>(MaskLayer::recurrent)];
  made_.eigenvalues = eigenvalues(recurrent, units);
  made_.radius = made_.eigenvalues.empty() ? 0 : std::abs(made_.eigenvalues.front());
  made_.spectrum_iteration = made_.iteration;
  spectrum_fingerprint_ = fingerprint_;
  computed_at_s_ = now_s;
}

const WeightsNow& FollowedWeights::of(const Run& run, const Initial& initial, bool dragged,
                                      double now_s) {
  if (!dragged) trains_from_ = initial.serial;
  const bool known = run.known && initial.serial == trains_from_;
  const int shown = shown_iteration(seen(run));
  const bool trained = known && shown > 0 && fits(seen(run), initial.masks);
  const int iteration = trained ? shown : 0;
  if (is_other(run, initial, iteration)) {
    const bool begins = iteration < made_.spectrum_iteration || initial.serial != initial_serial_ ||
                        run.serial != run_serial_;
    made_.iteration = iteration;
    fingerprint_ = shown_fingerprint(seen(run));
    initial_serial_ = initial.serial;
    run_serial_ = run.serial;
    take_weights(seen(run), initial);
    if (begins || iteration == 0) {
      made_.eigenvalues = initial.eigenvalues;
      made_.radius = initial.radius;
      made_.spectrum_iteration = 0;
    }
  }
  take_spectrum(run, initial, now_s);
  return made_;
}

}  // namespace nn4n
