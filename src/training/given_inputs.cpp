#include "training/given_inputs.h"

#include <algorithm>
#include <cmath>

#include "model/simulate.h"

namespace nn4n {

namespace {

/// Index of channel `c` of step `t` of trial `n` in an array n x T x C.
struct Place {
  std::size_t steps, channels;
  std::size_t operator()(std::size_t n, std::size_t t, std::size_t c) const {
    return (n * steps + t) * channels + c;
  }
};

/// The lanes of one bundle: trials [first, first + lanes).
void fill(Batch<float>& batch, const NamedTensor& inputs, Place place, std::size_t first,
          std::size_t lanes) {
  batch.resize(static_cast<int>(lanes), static_cast<int>(place.steps),
               static_cast<int>(place.channels), 0);
  for (std::size_t t = 0; t < place.steps; ++t) {
    for (std::size_t i = 0; i < place.channels; ++i) {
      Bundle<float>& values = batch.input[t * place.channels + i];
      for (std::size_t lane = 0; lane < lanes; ++lane)
        values[lane] = inputs.values[place(first + lane, t, i)];
    }
  }
}

void copy_out(const Episode<float>& episode, std::size_t first, std::size_t lanes, GivenRun& run) {
  NamedTensor& rates = run[0];
  NamedTensor& outputs = run[1];
  const Place rate{rates.shape[1], rates.shape[2]};
  const Place output{outputs.shape[1], outputs.shape[2]};
  for (std::size_t t = 0; t < rate.steps; ++t) {
    const Bundle<float>* state = episode.state_at(0, static_cast<int>(t) + 1);
    const Bundle<float>* out = episode.output_at(0, static_cast<int>(t) + 1);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      for (std::size_t n = 0; n < rate.channels; ++n)
        rates.values[rate(first + lane, t, n)] = state[n][lane];
      for (std::size_t o = 0; o < output.channels; ++o)
        outputs.values[output(first + lane, t, o)] = out[o][lane];
    }
  }
}

}  // namespace

std::variant<GivenRun, Issue> run_given_inputs(const Trainer& trainer, const NamedTensor& inputs) {
  const Sizes& sizes = trainer.parameters().sizes;
  const auto channels = static_cast<std::size_t>(sizes.inputs);
  std::vector<std::size_t> shape = inputs.shape;
  if (shape.size() == 2) shape.insert(shape.begin(), 1);
  if (shape.size() != 3 || shape[2] != channels || shape[0] == 0 || shape[1] == 0) {
    return Issue{"inputs", "inputs is " + shape_words(inputs.shape) +
                               "; allowed trials x steps x " + std::to_string(channels)};
  }
  const double width = sizes.units + sizes.outputs;
  if (static_cast<double>(shape[0]) * static_cast<double>(shape[1]) * width > kMostGivenNumbers) {
    return Issue{"inputs", "inputs is " + shape_words(inputs.shape) +
                               "; the rates and outputs would have more than 256 MB"};
  }
  const auto is_finite = [](float value) { return std::isfinite(value); };
  if (!std::all_of(inputs.values.begin(), inputs.values.end(), is_finite))
    return Issue{"inputs", "inputs has values that are not finite; allowed finite ones"};
  const auto tensor = [&](std::string name, int last) {
    const auto count = static_cast<std::size_t>(last);
    return NamedTensor{std::move(name),
                       {shape[0], shape[1], count},
                       std::vector<float>(shape[0] * shape[1] * count)};
  };
  GivenRun run{tensor("rates", sizes.units), tensor("outputs", sizes.outputs)};
  const PackedNetwork<float> network(trainer.parameters(), trainer.dynamics());
  Batch<float> batch;
  Episode<float> episode;
  const Place place{shape[1], channels};
  for (std::size_t first = 0; first < shape[0]; first += kLanes) {
    const std::size_t lanes = std::min<std::size_t>(kLanes, shape[0] - first);
    fill(batch, inputs, place, first, lanes);
    batch.outputs = sizes.outputs;
    simulate(network, batch, RecurrentNoise{}, episode);
    copy_out(episode, first, lanes, run);
  }
  return run;
}

}  // namespace nn4n
