#include "playground/panels/weights/scene.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "editing/words.h"
#include "playground/plots/matrix.h"
#include "playground/ui.h"

namespace nn4n::playground {

namespace {

constexpr int kBins = 40;

/// The weights of a layer that the views show.
const std::vector<float>& weights_in(const Snapshot& s, MaskLayer layer) {
  if (layer == MaskLayer::input) return s.input;
  return layer == MaskLayer::recurrent ? s.recurrent : s.readout;
}

MaskShape shape_in(const Snapshot& s, MaskLayer layer) {
  const int inputs = static_cast<int>(s.trial.input_names.size());
  const int outputs = static_cast<int>(s.trial.output_names.size());
  if (layer == MaskLayer::input) return {s.units, inputs};
  return layer == MaskLayer::recurrent ? MaskShape{s.units, s.units} : MaskShape{outputs, s.units};
}

/// What the run began with; null where the experiment that is edited is of another network.
const Initial* start_of(Ui& ui) {
  const Snapshot& s = ui.snapshot;
  const int redraws = std::max(s.progress.draw - 1, 0);
  const Initial& initial =
      ui.initials.weights_of(ui.experiment, !ui.view.preview_path.empty(), redraws);
  const bool fits = initial.masks.units == s.units &&
                    initial.masks.input.size() == s.input.size() &&
                    initial.masks.readout.size() == s.readout.size() &&
                    initial.masks.recurrent == s.recurrent_present;
  return fits ? &initial : nullptr;
}

/// The synapses of a layer. Where only the weights are known, those that are not 0.
std::vector<std::uint8_t> synapses_in(const Snapshot& s, MaskLayer layer, const Initial* start) {
  if (layer == MaskLayer::recurrent) return s.recurrent_present;
  if (start) return layer == MaskLayer::input ? start->masks.input : start->masks.readout;
  std::vector<std::uint8_t> present;
  for (const float w : weights_in(s, layer)) present.push_back(w != 0);
  return present;
}

Tensor tensor_of(MaskLayer layer) {
  if (layer == MaskLayer::input) return Tensor::input_weight;
  return layer == MaskLayer::recurrent ? Tensor::recurrent_weight : Tensor::readout_weight;
}

/// The sign of what a column is: of a unit +1, −1 or 0; an input has none.
int sign_of_column(const Snapshot& s, MaskLayer layer, std::size_t column) {
  return layer == MaskLayer::input ? 0 : int{s.unit_sign[column]};
}

void take_mask(const Snapshot& s, MaskLayer layer, MatrixNumbers& m) {
  const auto columns = static_cast<std::size_t>(m.shape.columns);
  for (std::size_t k = 0; k < m.values.size(); ++k)
    m.values[k] = !m.present[k] ? 0 : sign_of_column(s, layer, k % columns) < 0 ? -1.0f : 1.0f;
}

void take_change(const Snapshot& s, MaskLayer layer, const Initial* start, MatrixNumbers& m) {
  if (!start) {
    m.why = "The settings are of another network than the run, so its start is not known.";
  } else if (s.progress.draw == 0) {
    m.why = "This run began with weights from a file, which it does not keep.";
  } else {
    const auto before = std::as_const(start->parameters).of(tensor_of(layer));
    for (std::size_t k = 0; k < m.values.size(); ++k) m.values[k] -= before[k];
  }
}

void take_gradient(const Ui& ui, MaskLayer layer, MatrixNumbers& m) {
  const Looks& looks = ui.looks;
  const auto at = static_cast<std::size_t>(layer);
  const bool known = looks.gradient && looks.gradient_of.serial == ui.run.serial &&
                     looks.gradient->layers[at].size() == m.values.size();
  if (known) {
    m.values = looks.gradient->layers[at];
    m.iteration = looks.gradient->iteration;
  } else {
    m.why =
        looks.problem.empty() ? "The gradient of the next batch is being computed." : looks.problem;
  }
}

void take_numbers(Ui& ui, MatrixNumbers& m) {
  const Snapshot& s = ui.snapshot;
  const auto& [layer, shown, zoom] = ui.view.matrix;
  m.shape = shape_in(s, layer);
  m.iteration = shown_iteration(s);
  m.values = weights_in(s, layer);
  const bool asks = shown == MatrixShown::change || layer != MaskLayer::recurrent;
  const Initial* start = asks ? start_of(ui) : nullptr;
  m.present = synapses_in(s, layer, start);
  if (shown == MatrixShown::mask) take_mask(s, layer, m);
  if (shown == MatrixShown::change) take_change(s, layer, start, m);
  if (shown == MatrixShown::gradient) take_gradient(ui, layer, m);
  for (std::size_t k = 0; k < m.values.size(); ++k) m.values[k] *= m.present[k] ? 1.0f : 0.0f;
}

void take_histogram(const Snapshot& s, MaskLayer layer, MatrixNumbers& m) {
  const auto columns = static_cast<std::size_t>(m.shape.columns);
  std::vector<int> groups(m.values.size());
  for (std::size_t k = 0; k < groups.size(); ++k) {
    const int sign = sign_of_column(s, layer, k % columns);
    groups[k] = !m.present[k] ? -1 : sign > 0 ? 0 : sign < 0 ? 1 : 2;
  }
  m.histogram = histogram(m.values, groups, 3, kBins, double{m.range});
}

/// All from which the numbers follow.
std::uint64_t key_of_matrix(Ui& ui) {
  const Snapshot& s = ui.snapshot;
  const auto& [layer, shown, zoom] = ui.view.matrix;
  const bool follows_start = shown == MatrixShown::change || layer != MaskLayer::recurrent;
  const int start = follows_start ? start_of(ui) ? ui.initials.last().serial : -1 : 0;
  const bool gradient = shown == MatrixShown::gradient;
  const int known = gradient && ui.looks.gradient ? ui.looks.gradient->iteration : -1;
  const std::array<std::int64_t, 13> numbers{
      ui.run.serial,
      static_cast<std::int64_t>(layer),
      static_cast<std::int64_t>(shown),
      s.units,
      static_cast<std::int64_t>(s.input.size()),
      static_cast<std::int64_t>(s.readout.size()),
      s.progress.draw,
      shown_iteration(s),
      shown_fingerprint(s),
      start,
      known,
      gradient ? ui.looks.gradient_of.serial : 0,
      gradient ? static_cast<std::int64_t>(ui.looks.problem.size()) : 0};
  const std::uint64_t key = hash_bytes(numbers.data(), sizeof numbers);
  return hash_bytes(s.unit_sign.data(), s.unit_sign.size(), key) | 1;
}

}  // namespace

const MatrixNumbers& MatrixScene::follow(Ui& ui) {
  const std::uint64_t key = key_of_matrix(ui);
  if (key == of_) return made_;
  of_ = key;
  made_ = {};
  take_numbers(ui, made_);
  const bool mask = ui.view.matrix.shown == MatrixShown::mask;
  made_.range = mask ? 1 : weight_range(made_.values, made_.present);
  if (!mask) take_histogram(ui.snapshot, ui.view.matrix.layer, made_);
  made_.key = key;
  return made_;
}

std::string matrix_title(const MatrixChoice& choice) {
  const std::string layer(words_of(choice.layer));
  std::string lower = layer;
  lower[0] = static_cast<char>(lower[0] + 32);
  switch (choice.shown) {
    case MatrixShown::weights:
      return layer + " weights";
    case MatrixShown::mask:
      return layer + " mask";
    case MatrixShown::change:
      return "Change of the " + lower + " weights";
    case MatrixShown::gradient:
      break;
  }
  return "Gradient, " + lower + " weights";
}

}  // namespace nn4n::playground
