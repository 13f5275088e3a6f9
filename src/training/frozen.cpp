#include "training/frozen.h"

#include <algorithm>

namespace nn4n {

namespace {

void freeze_units(const std::vector<int>& units, const Sizes& sizes,
                  std::vector<std::size_t>& frozen) {
  for (const Tensor tensor : {Tensor::input_weight, Tensor::input_bias, Tensor::recurrent_weight,
                              Tensor::recurrent_bias, Tensor::initial_potential, Tensor::alpha}) {
    if (sizes.rows(tensor) == 0) continue;
    const auto columns = static_cast<std::size_t>(sizes.columns(tensor));
    for (const int unit : units)
      for (std::size_t k = 0; k < columns; ++k)
        frozen.push_back(sizes.offset(tensor) + static_cast<std::size_t>(unit) * columns + k);
  }
}

void freeze_synapses(const std::vector<int>& from, const std::vector<int>& into, const Sizes& sizes,
                     std::vector<std::size_t>& frozen) {
  const std::size_t first = sizes.offset(Tensor::recurrent_weight);
  for (const int i : into)
    for (const int j : from)
      frozen.push_back(first + static_cast<std::size_t>(i * sizes.units + j));
}

}  // namespace

std::vector<std::size_t> frozen_parameters(const Experiment& experiment, const Sizes& sizes) {
  std::vector<std::size_t> frozen;
  for (const Intervention& one : experiment.interventions) {
    const auto read = read_act(one.act, experiment.network);
    const Act* act = std::get_if<Act>(&read);
    if (!act || act->kind != ActKind::freeze) continue;
    const std::vector<int> units = network_units(act->units, experiment.network);
    if (act->into) {
      freeze_synapses(units, network_units(*act->into, experiment.network), sizes, frozen);
    } else {
      freeze_units(units, sizes, frozen);
    }
  }
  std::sort(frozen.begin(), frozen.end());
  frozen.erase(std::unique(frozen.begin(), frozen.end()), frozen.end());
  return frozen;
}

}  // namespace nn4n
