// Every distribution of weights and biases at the start, block by block and layer by layer.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/initialise.h"

namespace nn4n::test::start_distributions_test {

namespace {

/// One area of 100 units without signs, spectral radius and balance: weights as they are drawn.
Network plain(WeightDistribution distribution) {
  Network network;
  network.areas = {{.units = 100, .input = true, .readout = true}};
  network.connectivity.density = {{1}};
  network.connectivity.unit_signs = UnitSigns::none;
  network.connectivity.self_connections = true;
  network.initialisation.spectral_radius = 0;
  network.initialisation.balance = Balance::none;
  network.recurrent_weights.dales_law = false;
  for (Weights* layer :
       {&network.input_weights, &network.recurrent_weights, &network.readout_weights})
    layer->distribution = distribution;
  return network;
}

struct Started {
  Network network;
  Masks masks;
  Parameters<float> parameters;
  explicit Started(const Network& n, std::uint32_t seed = 1)
      : network(n),
        masks(make_masks(network, 4, 25, seed)),
        parameters(initialise(network, masks, seed)) {}
  std::vector<double> of(Tensor tensor) const {
    const auto values = parameters.of(tensor);
    return {values.begin(), values.end()};
  }
};

struct Moments {
  double mean = 0;
  double sd = 0;
  double least = INFINITY;
  double most = -INFINITY;
};

template <class Values>
Moments moments(const Values& values) {
  Moments found;
  double squares = 0;
  const double count = static_cast<double>(values.size());
  for (const double v : values) {
    found.mean += v / count;
    squares += v * v / count;
    found.least = std::min(found.least, v);
    found.most = std::max(found.most, v);
  }
  found.sd = std::sqrt(squares - found.mean * found.mean);
  return found;
}

}  // namespace

TEST(WeightDistributions, UniformFillsItsBoundsAndNothingBeyond) {
  const Started start(plain(WeightDistribution::uniform));
  for (const auto& [tensor, sources] :
       {std::pair{Tensor::input_weight, 4.0}, std::pair{Tensor::recurrent_weight, 100.0},
        std::pair{Tensor::readout_weight, 100.0}}) {
    const std::vector<double> values = start.of(tensor);
    const Moments found = moments(values);
    const double bound = 1 / std::sqrt(sources);
    const double n = static_cast<double>(values.size());
    EXPECT_LE(found.most, static_cast<double>(static_cast<float>(bound)));
    EXPECT_GE(found.least, -static_cast<double>(static_cast<float>(bound)));
    EXPECT_GT(found.most - found.least, 1.9 * bound);
    EXPECT_NEAR(found.mean, 0, 5 * bound / std::sqrt(3 * n));
    EXPECT_NEAR(found.sd, bound / std::sqrt(3), 5 * bound / std::sqrt(6 * n));
  }
}

TEST(WeightDistributions, NormalHasTheSpreadOfItsSources) {
  const Started start(plain(WeightDistribution::normal));
  for (const auto& [tensor, sources] :
       {std::pair{Tensor::input_weight, 4.0}, std::pair{Tensor::recurrent_weight, 100.0}}) {
    const std::vector<double> values = start.of(tensor);
    const double sd = 1 / std::sqrt(sources);
    const double n = static_cast<double>(values.size());
    EXPECT_NEAR(moments(values).mean, 0, 5 * sd / std::sqrt(n));
    EXPECT_NEAR(moments(values).sd, sd, 5 * sd / std::sqrt(2 * n));
    EXPECT_GT(moments(values).most, 2 * sd);
  }
}

TEST(WeightDistributions, GammaIsPositiveWithItsMeanAndSpread) {
  const std::vector<double> values =
      Started(plain(WeightDistribution::gamma)).of(Tensor::recurrent_weight);
  const double sd = 0.1 / std::sqrt(2.0);  // shape 2
  EXPECT_GE(moments(values).least, 0);
  EXPECT_NEAR(moments(values).mean, 0.1, 5 * sd / 100);
  EXPECT_NEAR(moments(values).sd, sd, 5 * sd * std::sqrt(5.0 / 4) / 100) << "its kurtosis is 6";
}

TEST(WeightDistributions, ZeroIsZero) {
  const Started start(plain(WeightDistribution::zero));
  for (const Tensor tensor :
       {Tensor::input_weight, Tensor::recurrent_weight, Tensor::readout_weight}) {
    for (const double w : start.of(tensor)) EXPECT_EQ(w, 0);
  }
}

TEST(WeightDistributions, AGivenMatrixArrivesWhereASynapseIs) {
  Network network = plain(WeightDistribution::given);
  network.areas[0].units = 3;
  network.input_weights.distribution = network.readout_weights.distribution =
      WeightDistribution::zero;
  network.recurrent_weights.given = {{1, -2, 3}, {4, 5, -6}, {7, 8, 9}};
  network.connectivity.self_connections = false;
  network.initialisation.spectral_radius = 1.5;
  network.initialisation.balance = Balance::rows;
  EXPECT_EQ(Started(network).of(Tensor::recurrent_weight),
            (std::vector<double>{0, -2, 3, 4, 0, -6, 7, 8, 0}))
      << "neither balanced nor scaled";
}

TEST(WeightDistributions, ALayersGainMultipliesWhateverTheDistribution) {
  for (const WeightDistribution distribution :
       {WeightDistribution::uniform, WeightDistribution::normal, WeightDistribution::gamma}) {
    Network network = plain(distribution);
    const Started once(network);
    network.input_weights.gain = network.recurrent_weights.gain = network.readout_weights.gain = 3;
    const Started thrice(network);
    for (const Tensor tensor :
         {Tensor::input_weight, Tensor::recurrent_weight, Tensor::readout_weight}) {
      const double first = once.of(tensor)[1];
      EXPECT_NE(first, 0);
      EXPECT_NEAR(thrice.of(tensor)[1], 3 * first, 1e-6 * std::fabs(first));
    }
  }
}

TEST(WeightDistributions, ABlockMayHaveItsOwnDistributionAndGain) {
  Network network = plain(WeightDistribution::normal);
  network.areas = {{.units = 60, .input = true}, {.units = 40, .readout = true}};
  network.connectivity.density = {{1, 1}, {1, 1}};
  const std::vector<double> before = Started(network).of(Tensor::recurrent_weight);
  Block own;
  own.into = 1;
  own.from = 0;
  own.own_distribution = true;
  own.distribution = WeightDistribution::uniform;
  own.gain = 5;
  network.connectivity.blocks = {own};
  const std::vector<double> after = Started(network).of(Tensor::recurrent_weight);
  std::vector<double> inside;
  for (std::size_t k = 0; k < after.size(); ++k) {
    const bool block = k / 100 >= 60 && k % 100 < 60;
    if (block) {
      inside.push_back(after[k]);
    } else {
      EXPECT_EQ(after[k], before[k]) << "other blocks keep their draws";
    }
  }
  ASSERT_EQ(inside.size(), 2400u);
  EXPECT_LE(moments(inside).most, 0.5 + 1e-6) << "5 / √100";
  EXPECT_NEAR(moments(inside).sd, 0.5 / std::sqrt(3), 5 * 0.5 / std::sqrt(6 * 2400.0));
}

TEST(WeightDistributions, SignedWeightsOfEveryLawKeepTheirSignAndLive) {
  for (const WeightDistribution distribution :
       {WeightDistribution::uniform, WeightDistribution::normal, WeightDistribution::gamma}) {
    Network network = plain(distribution);
    network.connectivity.unit_signs = UnitSigns::ei;
    network.recurrent_weights.dales_law = true;
    const std::vector<double> weights = Started(network).of(Tensor::recurrent_weight);
    for (std::size_t k = 0; k < weights.size(); ++k)
      EXPECT_GT(weights[k] * (k % 100 < 80 ? 1 : -1), 0) << k;
  }
}

TEST(BiasDistributions, AreDrawnByTheSourcesOfTheirOwnLayer) {
  Network network = plain(WeightDistribution::normal);
  network.input_weights.bias = BiasDistribution::uniform;
  network.recurrent_weights.bias = BiasDistribution::normal;
  network.readout_weights.bias = BiasDistribution::given;
  network.readout_weights.given_bias.assign(25, 0.75);
  const Started start(network);
  const Moments input = moments(start.of(Tensor::input_bias));
  EXPECT_LE(std::max(input.most, -input.least), 0.5) << "1 / √4";
  EXPECT_NEAR(input.sd, 0.5 / std::sqrt(3.0), 5 * 0.5 / std::sqrt(600.0));
  EXPECT_NEAR(moments(start.of(Tensor::recurrent_bias)).sd, 0.1, 5 * 0.1 / std::sqrt(200.0));
  EXPECT_EQ(start.of(Tensor::readout_bias), std::vector<double>(25, 0.75));
}

TEST(BiasDistributions, NoneAndZeroAreZero) {
  for (const BiasDistribution distribution : {BiasDistribution::none, BiasDistribution::zero}) {
    Network network = plain(WeightDistribution::normal);
    network.recurrent_weights.bias = distribution;
    for (const double b : Started(network).of(Tensor::recurrent_bias)) EXPECT_EQ(b, 0);
  }
}

TEST(SparseCorrection, MakesUpForMissingSources) {
  for (const auto& [rule, factor] :
       {std::pair{SparseCorrection::none, 1.0}, std::pair{SparseCorrection::fraction, 4.0},
        std::pair{SparseCorrection::root, 2.0}}) {
    Network network = plain(WeightDistribution::uniform);
    network.areas[0].readout_fraction = 0.25;
    network.initialisation.sparse_correction = SparseCorrection::none;
    const Started plainly(network);
    network.initialisation.sparse_correction = rule;
    const Started made(network);
    int read = 0;
    for (std::size_t k = 0; k < 100; ++k) {
      const double before = plainly.of(Tensor::readout_weight)[k];
      EXPECT_NEAR(made.of(Tensor::readout_weight)[k], factor * before, 1e-6);
      read += before != 0;
    }
    EXPECT_EQ(read, 25);
    EXPECT_EQ(made.of(Tensor::input_weight), plainly.of(Tensor::input_weight)) << "none is missing";
  }
}

TEST(BalanceRule, ByMatrixScalesTheStrongerSideDown) {
  Network network = plain(WeightDistribution::normal);
  network.connectivity.unit_signs = UnitSigns::ei;
  network.recurrent_weights.dales_law = true;
  const std::vector<double> drawn = Started(network).of(Tensor::recurrent_weight);
  network.initialisation.balance = Balance::matrix;
  const std::vector<double> balanced = Started(network).of(Tensor::recurrent_weight);
  double sum = 0;
  double largest_row = 0;
  for (std::size_t i = 0; i < 100; ++i) {
    double row = 0;
    for (std::size_t j = 0; j < 100; ++j) row += balanced[i * 100 + j];
    sum += row;
    largest_row = std::max(largest_row, std::fabs(row));
  }
  EXPECT_NEAR(sum, 0, 1e-3);
  EXPECT_GT(largest_row, 0.1) << "as a whole, not row by row";
  EXPECT_EQ(balanced[99], drawn[99]) << "inhibition is the weaker side";
  EXPECT_NEAR(balanced[0] / drawn[0], 0.25, 0.03);
}

TEST(BalanceRule, NoneLeavesTheDraws) {
  Network network = plain(WeightDistribution::gamma);
  network.connectivity.unit_signs = UnitSigns::ei;
  network.recurrent_weights.dales_law = true;
  double sum = 0;
  for (const double w : Started(network).of(Tensor::recurrent_weight)) sum += w;
  EXPECT_NEAR(sum, 0.1 * (8000 - 2000), 5 * 0.0707 * 100);
}

/// Outputs may read different units, and one may read none.
TEST(StartDistributions, TheRuleOfAReadoutCountsTheUnitsThatThisOutputReads) {
  Network network = plain(WeightDistribution::rule);
  network.areas = {{.units = 60, .input = true, .readout = true, .readout_channels = {1}},
                   {.units = 40, .readout = true, .readout_channels = {1, 2}}};
  network.connectivity.density = {{1, 1}, {1, 1}};
  network.initialisation.readout_range = 6;
  const std::vector<double> weights = Started(network).of(Tensor::readout_weight);
  const auto largest_of = [&](std::ptrdiff_t output) {
    return *std::max_element(weights.begin() + output * 100, weights.begin() + output * 100 + 100);
  };
  EXPECT_EQ(largest_of(0), 0);
  EXPECT_LE(largest_of(1), 0.06);
  EXPECT_GT(largest_of(1), 0.05);
  EXPECT_LE(largest_of(2), 0.15);
  EXPECT_GT(largest_of(2), 0.12);
}

}  // namespace nn4n::test::start_distributions_test
