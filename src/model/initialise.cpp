#include "model/initialise.h"

#include <algorithm>
#include <cmath>

#include "base/elementary.h"
#include "base/random.h"
#include "model/simulate.h"
#include "model/spectral_radius.h"

namespace nn4n {

namespace {

constexpr double kGammaMean = 0.1;  // Song et al. 2016

using Matrix = std::vector<double>;  // N x N, row-major

std::size_t at(int row, int column, int columns) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
         static_cast<std::size_t>(column);
}

/// Which of all possible draws of the weights is meant.
struct Draw {
  std::uint32_t seed;
  std::uint32_t redraw;
};

/// Each row and distribution has a stream of random numbers of its own, so that the distribution of
/// one block does not change the draws of another.
RandomStream weight_stream(const Draw& draw, Tensor tensor, int row = 0,
                           WeightDistribution distribution = WeightDistribution::rule) {
  return RandomStream(stream_key(draw.seed, Purpose::weights, static_cast<std::uint32_t>(tensor),
                                 static_cast<std::uint32_t>(row) +
                                     0x10000u * static_cast<std::uint32_t>(distribution) +
                                     0x1000000u * draw.redraw));
}

/// c_j of the rule: how much stronger a source unit must be so that all units of its kind together
/// match those of the other kind.
double source_factor(const Network& network, int area, int sign) {
  const Area& source = network.areas[static_cast<std::size_t>(area)];
  const int excitatory = units_in_fraction(source.units, source.excitatory);
  const int inhibitory = source.units - excitatory;
  if (sign >= 0 || excitatory == 0 || inhibitory == 0) return 1;
  return static_cast<double>(excitatory) / inhibitory;
}

/// One draw of a distribution other than the rule; `sources` is the number of units that a
/// unit receives from.
double draw(WeightDistribution distribution, int sources, RandomStream& stream) {
  const double width = 1 / std::sqrt(static_cast<double>(sources));
  switch (distribution) {
    case WeightDistribution::uniform:
      return (2 * static_cast<double>(stream.uniform()) - 1) * width;
    case WeightDistribution::gamma: {  // shape 2: the sum of two exponential draws
      const float first = log32<float>(1 - stream.uniform());
      const float second = log32<float>(1 - stream.uniform());
      return -kGammaMean / 2 * (static_cast<double>(first) + static_cast<double>(second));
    }
    case WeightDistribution::zero:
    case WeightDistribution::given:
      return 0;
    default:
      return static_cast<double>(stream.normal()) *
             (distribution == WeightDistribution::normal ? width : 1);
  }
}

double listed(const std::vector<std::vector<double>>& rows, std::size_t i, std::size_t j) {
  return i < rows.size() && j < rows[i].size() ? rows[i][j] : 0;
}

/// A layer of weights while its initial values are made.
struct Start {
  const Network& network;
  const Masks& masks;
  const Weights& layer;
  Tensor tensor;
  const std::vector<std::uint8_t>& present;
  const std::vector<std::int8_t>& sign;
  int rows;
  int columns;
  Matrix weights;  // rows x columns
  bool quirks() const { return network.compatibility != Compatibility::none; }
};

WeightDistribution distribution_at(const Start& start, std::size_t k) {
  const int block = start.tensor == Tensor::recurrent_weight ? start.masks.recurrent_block[k] : -1;
  if (block < 0) return start.layer.distribution;
  const Block& own = start.network.connectivity.blocks[static_cast<std::size_t>(block)];
  return own.own_distribution ? own.distribution : start.layer.distribution;
}

/// Gives a number that was drawn without regard to its sign the sign that it must have. NN4N
/// sets numbers of the wrong sign to 0; the playground does not, because half of the synapses
/// would then be dead.
double with_sign(const Start& start, double value, int sign) {
  if (sign == 0) return value;
  if (!start.quirks()) return sign * std::fabs(value);
  const bool later =
      start.network.compatibility == Compatibility::nn4n_1_0_3 &&
      start.tensor != Tensor::recurrent_weight;  // NN4N 1.0.3 clamps these at the first step
  return later || value * sign > 0 ? value : 0;
}

/// The weight of synapse k, from unit j, by part 1 of the rule.
double by_rule(const Start& start, double xi, std::size_t k, std::size_t j) {
  const int from = start.masks.unit_area[j];
  const double factor = source_factor(start.network, from, start.masks.unit_sign[j]);
  return with_sign(start, xi, start.sign[k]) * factor / start.masks.recurrent_density[k];
}

/// Draws a row by one distribution. Every distribution in use draws for every synapse, present or
/// not.
void draw_row(Start& start, const Draw& source, int row, WeightDistribution distribution) {
  RandomStream stream = weight_stream(source, start.tensor, row, distribution);
  for (int j = 0; j < start.columns; ++j) {
    const double value = draw(distribution, start.columns, stream);
    const std::size_t k = at(row, j, start.columns);
    const std::size_t column = static_cast<std::size_t>(j);
    if (!start.present[k] || distribution_at(start, k) != distribution) continue;
    if (distribution == WeightDistribution::given) {
      start.weights[k] = listed(start.layer.given, static_cast<std::size_t>(row), column);
    } else if (distribution == WeightDistribution::rule) {
      start.weights[k] = by_rule(start, value, k, column);
    } else {
      start.weights[k] = with_sign(start, value, start.sign[k]);
    }
  }
}

bool uses(const Start& start, WeightDistribution distribution) {
  if (start.layer.distribution == distribution) return true;
  if (start.tensor != Tensor::recurrent_weight) return false;
  for (const Block& block : start.network.connectivity.blocks) {
    if (block.own_distribution && block.distribution == distribution) return true;
  }
  return false;
}

void draw_layer(Start& start, const Draw& source) {
  start.weights.assign(start.present.size(), 0);
  for (int distribution = 0;
       distribution < static_cast<int>(Choices<WeightDistribution>::list.size()); ++distribution) {
    if (!uses(start, static_cast<WeightDistribution>(distribution))) continue;
    for (int row = 0; row < start.rows; ++row)
      draw_row(start, source, row, static_cast<WeightDistribution>(distribution));
  }
}

void balance_rows(int units, Matrix& weights) {
  for (int i = 0; i < units; ++i) {
    double excitation = 0;
    double inhibition = 0;
    for (int j = 0; j < units; ++j) {
      const double w = weights[at(i, j, units)];
      (w > 0 ? excitation : inhibition) += std::fabs(w);
    }
    if (excitation == 0 || inhibition == 0) continue;
    for (int j = 0; j < units; ++j) {
      double& w = weights[at(i, j, units)];
      if (w < 0) w *= excitation / inhibition;
    }
  }
}

/// As NN4N 1.2 does: of the sum of all excitatory and that of all inhibitory weights, the larger is
/// scaled to the smaller. When there are weights of one kind only, all are divided by 10.
void balance_matrix(Start& start, bool divides) {
  double excitation = 0;
  double inhibition = 0;
  for (std::size_t k = 0; k < start.weights.size(); ++k) {
    if (start.sign[k] > 0) excitation += start.weights[k];
    if (start.sign[k] < 0) inhibition -= start.weights[k];
  }
  const bool both = excitation > 0 && inhibition > 0;
  if (!both && !divides) return;
  for (std::size_t k = 0; k < start.weights.size(); ++k) {
    const int sign = start.sign[k];
    double factor = both ? 1 : 0.1;
    if (both && sign > 0) factor = std::min(1.0, inhibition / excitation);
    if (both && sign < 0) factor = std::min(1.0, excitation / inhibition);
    start.weights[k] *= factor;
  }
}

/// The weights within an area: the block of the area onto itself.
Matrix own_block(const Matrix& weights, int units, int begin, int size) {
  Matrix block;
  for (int i = begin; i < begin + size; ++i) {
    for (int j = begin; j < begin + size; ++j) block.push_back(weights[at(i, j, units)]);
  }
  return block;
}

void scale_rows(int begin, int size, int units, double factor, Matrix& weights) {
  for (std::size_t k = at(begin, 0, units); k < at(begin + size, 0, units); ++k)
    weights[k] *= factor;
}

void equalise_areas(const Network& network, int units, Matrix& weights) {
  int begin = 0;
  for (const Area& area : network.areas) {
    const double radius = spectral_radius(own_block(weights, units, begin, area.units), area.units);
    if (radius > 0) scale_rows(begin, area.units, units, 1 / radius, weights);
    begin += area.units;
  }
}

/// The largest fraction of its possible sources from which a row receives.
double largest_fraction(const Start& start) {
  int most = 0;
  for (int i = 0; i < start.rows; ++i) {
    int row = 0;
    for (int j = 0; j < start.columns; ++j) row += start.present[at(i, j, start.columns)];
    most = std::max(most, row);
  }
  return static_cast<double>(most) / start.columns;
}

void make_up_for_sparsity(Start& start) {
  const bool always =
      start.network.compatibility == Compatibility::nn4n_1_0_3 && start.layer.sparse;
  const SparseCorrection rule =
      always ? SparseCorrection::fraction : start.network.initialisation.sparse_correction;
  const double fraction = largest_fraction(start);
  if (rule == SparseCorrection::none || fraction == 0) return;
  const double factor = 1 / (rule == SparseCorrection::root ? std::sqrt(fraction) : fraction);
  for (double& w : start.weights) w *= factor;
}

/// What the Python package does with signed layers instead of balance and spectral radius.
void balance_as_package(Start& start) {
  if (!start.layer.dales_law) return;
  const bool newer = start.network.compatibility == Compatibility::nn4n_1_2;
  if (newer) return balance_matrix(start, true);
  if (start.tensor != Tensor::recurrent_weight) return;
  for (double& w : start.weights) w *= 0.1;
}

void balance(Start& start) {
  if (start.network.connectivity.unit_signs != UnitSigns::ei) return;
  const Balance rule = start.network.initialisation.balance;
  if (rule == Balance::rows) balance_rows(start.rows, start.weights);
  if (rule == Balance::matrix) balance_matrix(start, false);
}

void put(const Start& start, std::span<float> into) {
  for (std::size_t k = 0; k < start.weights.size(); ++k) {
    const int block =
        start.tensor == Tensor::recurrent_weight ? start.masks.recurrent_block[k] : -1;
    const double own =
        block < 0 ? 1 : start.network.connectivity.blocks[static_cast<std::size_t>(block)].gain;
    into[k] = static_cast<float>(start.weights[k] * start.layer.gain * own);
  }
}

void start_recurrent(Start& start, const Draw& source, std::span<float> into) {
  draw_layer(start, source);
  const double wanted = start.network.initialisation.spectral_radius;
  if (start.quirks()) {
    balance_as_package(start);
  } else if (start.layer.distribution != WeightDistribution::given) {
    balance(start);
    if (start.layer.distribution == WeightDistribution::rule)
      equalise_areas(start.network, start.rows, start.weights);
    const double radius = wanted > 0 ? spectral_radius(start.weights, start.rows) : 0;
    if (radius > 0) scale_rows(0, start.rows, start.rows, wanted / radius, start.weights);
  }
  put(start, into);
}

/// Makes input or readout weights under a distribution other than the rule.
void start_outer(Start& start, const Draw& source, std::span<float> into) {
  draw_layer(start, source);
  if (start.layer.distribution != WeightDistribution::given) make_up_for_sparsity(start);
  if (start.quirks()) balance_as_package(start);
  put(start, into);
}

void draw_input(const Initialisation& rule, const Masks& masks, const Draw& source,
                std::span<float> weights) {
  RandomStream stream = weight_stream(source, Tensor::input_weight);
  const double largest = rule.input_range / std::sqrt(static_cast<double>(masks.inputs));
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const bool zero = stream.chance(0.5);
    const float uniform = stream.uniform();
    if (masks.input[k] && !zero) weights[k] = static_cast<float>(largest) * uniform;
    if (masks.input_sign[k] < 0) weights[k] = -weights[k];
  }
}

void draw_readout(const Initialisation& rule, const Masks& masks, const Draw& source,
                  std::span<float> weights) {
  RandomStream stream = weight_stream(source, Tensor::readout_weight);
  const std::size_t units = static_cast<std::size_t>(masks.units);
  int read = 0;  // units that this row's output reads
  for (std::size_t k = 0; k < weights.size(); ++k) {
    if (k % units == 0) {
      const auto row = masks.readout.begin() + static_cast<std::ptrdiff_t>(k);
      read = static_cast<int>(std::count_if(row, row + masks.units, [](auto p) { return p != 0; }));
    }
    const float uniform = stream.uniform();
    if (masks.readout[k]) weights[k] = static_cast<float>(rule.readout_range / read) * uniform;
    if (masks.readout_sign[k] < 0) weights[k] = -weights[k];
  }
}

void scale(double factor, std::span<float> weights) {
  if (factor == 1) return;
  for (float& w : weights) w = static_cast<float>(static_cast<double>(w) * factor);
}

void start_bias(const Weights& layer, Tensor tensor, int sources, const Draw& source,
                std::span<float> bias) {
  const bool uniform = layer.bias == BiasDistribution::uniform;
  RandomStream stream = weight_stream(source, tensor);
  for (std::size_t n = 0; n < bias.size(); ++n) {
    if (layer.bias == BiasDistribution::given)
      bias[n] = n < layer.given_bias.size() ? static_cast<float>(layer.given_bias[n]) : 0;
    if (uniform || layer.bias == BiasDistribution::normal)
      bias[n] = static_cast<float>(draw(
          uniform ? WeightDistribution::uniform : WeightDistribution::normal, sources, stream));
  }
}

void start_potentials(const Network& network, std::span<float> potentials) {
  const Initialisation& rule = network.initialisation;
  for (std::size_t n = 0; n < potentials.size(); ++n) {
    const double value = n < rule.potentials.size() ? rule.potentials[n] : rule.potential;
    potentials[n] = network.initial_state == InitialState::zero ? 0 : static_cast<float>(value);
  }
}

}  // namespace

Parameters<float> initialise(const Network& network, const Masks& masks, std::uint32_t seed,
                             int redraw) {
  const Draw source{seed, static_cast<std::uint32_t>(redraw)};
  Parameters<float> made(sizes_of(network, masks));
  const auto [units, inputs, outputs, learn_alpha] = made.sizes;
  Start input{.network = network,
              .masks = masks,
              .layer = network.input_weights,
              .tensor = Tensor::input_weight,
              .present = masks.input,
              .sign = masks.input_sign,
              .rows = units,
              .columns = inputs,
              .weights = {}};
  Start recurrent{.network = network,
                  .masks = masks,
                  .layer = network.recurrent_weights,
                  .tensor = Tensor::recurrent_weight,
                  .present = masks.recurrent,
                  .sign = masks.recurrent_sign,
                  .rows = units,
                  .columns = units,
                  .weights = {}};
  Start readout{.network = network,
                .masks = masks,
                .layer = network.readout_weights,
                .tensor = Tensor::readout_weight,
                .present = masks.readout,
                .sign = masks.readout_sign,
                .rows = outputs,
                .columns = units,
                .weights = {}};
  start_recurrent(recurrent, source, made.of(Tensor::recurrent_weight));
  if (network.input_weights.distribution == WeightDistribution::rule) {
    draw_input(network.initialisation, masks, source, made.of(Tensor::input_weight));
    scale(network.input_weights.gain, made.of(Tensor::input_weight));
  } else {
    start_outer(input, source, made.of(Tensor::input_weight));
  }
  if (network.readout_weights.distribution == WeightDistribution::rule) {
    draw_readout(network.initialisation, masks, source, made.of(Tensor::readout_weight));
    scale(network.readout_weights.gain, made.of(Tensor::readout_weight));
  } else {
    start_outer(readout, source, made.of(Tensor::readout_weight));
  }
  start_bias(network.input_weights, Tensor::input_bias, inputs, source,
             made.of(Tensor::input_bias));
  start_bias(network.recurrent_weights, Tensor::recurrent_bias, units, source,
             made.of(Tensor::recurrent_bias));
  start_bias(network.readout_weights, Tensor::readout_bias, units, source,
             made.of(Tensor::readout_bias));
  start_potentials(network, made.of(Tensor::initial_potential));
  if (!learn_alpha) return made;
  const Dynamics<float> dynamics = make_dynamics<float>(network, masks);
  std::copy(dynamics.alpha.begin(), dynamics.alpha.end(), made.of(Tensor::alpha).begin());
  return made;
}

}  // namespace nn4n
