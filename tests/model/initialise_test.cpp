#include "model/initialise.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/constraints.h"
#include "model/spectral_radius.h"

namespace nn4n::test::initialise_test {

namespace {

struct Start {
  Network network;
  Masks masks;
  Parameters<float> parameters;

  explicit Start(std::uint32_t seed = 1, const Network& n = {}) : network(n) {
    masks = make_masks(network, 3, 2, seed);
    parameters = initialise(network, masks, seed);
  }
  std::vector<double> recurrent() const {
    const auto weights = parameters.of(Tensor::recurrent_weight);
    return {weights.begin(), weights.end()};
  }
};

}  // namespace

TEST(Initialise, RecurrentWeightsHaveTheSpectralRadiusAskedFor) {
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    EXPECT_NEAR(spectral_radius(Start(seed).recurrent(), 64), 1.5, 0.02);
  }
  Network network;
  network.initialisation.spectral_radius = 0.4;
  EXPECT_NEAR(spectral_radius(Start(1, network).recurrent(), 64), 0.4, 0.01);
}

TEST(Initialise, SatisfiesDaleAndSparsityFromTheStart) {
  Start start;
  const std::vector<float> before = start.parameters.values;
  enforce(make_constraints<float>(start.network, start.masks), start.parameters);
  EXPECT_EQ(start.parameters.values, before);
}

TEST(Initialise, EveryPresentRecurrentSynapseIsAlive) {
  const Start start;
  for (std::size_t k = 0; k < start.masks.recurrent.size(); ++k) {
    EXPECT_EQ(start.parameters.of(Tensor::recurrent_weight)[k] != 0, start.masks.recurrent[k] != 0);
  }
}

TEST(Initialise, RowsBalanceExcitationAndInhibition) {
  const Start start;
  const std::vector<double> weights = start.recurrent();
  for (std::size_t i = 0; i < 64; ++i) {
    double sum = 0;
    double magnitude = 0;
    for (std::size_t j = 0; j < 64; ++j) {
      sum += weights[i * 64 + j];
      magnitude += std::fabs(weights[i * 64 + j]);
    }
    EXPECT_NEAR(sum / magnitude, 0, 1e-5);
  }
}

TEST(Initialise, AreasStartEquallyExcitable) {
  const Start start;
  const std::vector<double> weights = start.recurrent();
  double radii[2];
  for (std::size_t area = 0; area < 2; ++area) {
    std::vector<double> block;
    for (std::size_t i = 0; i < 32; ++i) {
      for (std::size_t j = 0; j < 32; ++j)
        block.push_back(weights[(area * 32 + i) * 64 + area * 32 + j]);
    }
    radii[area] = spectral_radius(block, 32);
  }
  EXPECT_NEAR(radii[0] / radii[1], 1, 0.02);
}

TEST(Initialise, HalfOfTheInputWeightsAreZeroAndNoneIsNegative) {
  const Start start;
  int zeros = 0;
  const float largest = static_cast<float>(4 / std::sqrt(3.0));
  for (std::size_t k = 0; k < 32 * 3; ++k) {
    const float w = start.parameters.of(Tensor::input_weight)[k];
    EXPECT_GE(w, 0);
    EXPECT_LE(w, largest);
    zeros += w == 0;
  }
  EXPECT_NEAR(zeros, 48, 5 * std::sqrt(96 * 0.25));
}

TEST(Initialise, NetworksWithoutSignsHaveBothSignsInEveryColumn) {
  Network network;
  network.connectivity.unit_signs = UnitSigns::none;
  const Start start(1, network);
  const std::vector<double> weights = start.recurrent();
  for (std::size_t j = 0; j < 64; ++j) {
    bool positive = false;
    bool negative = false;
    for (std::size_t i = 0; i < 64; ++i) {
      positive |= weights[i * 64 + j] > 0;
      negative |= weights[i * 64 + j] < 0;
    }
    EXPECT_TRUE(positive && negative);
  }
}

TEST(Initialise, RedrawsAreIndependentAndFollowTheSameRule) {
  const Start start;
  std::vector<std::vector<float>> draws{start.parameters.values};
  for (const int redraw : {1, 2, 255}) {
    Parameters<float> again = initialise(start.network, start.masks, 1, redraw);
    for (const std::vector<float>& other : draws) EXPECT_NE(again.values, other) << redraw;
    draws.push_back(again.values);
    const auto weights = again.of(Tensor::recurrent_weight);
    EXPECT_NEAR(spectral_radius({weights.begin(), weights.end()}, 64), 1.5, 0.02);
    enforce(make_constraints<float>(start.network, start.masks), again);
    EXPECT_EQ(again.values, draws.back()) << "signs and masks hold";
  }
  EXPECT_EQ(initialise(start.network, start.masks, 1, 0).values, draws[0]);
}

}  // namespace nn4n::test::initialise_test
