#include "model/constraints.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nn4n::test::constraints_test {

namespace {

/// One free weight, one excitatory, one inhibitory, one absent, all at their first place.
struct Four {
  Constraints<double> constraints;
  Parameters<double> parameters{Sizes{2, 1, 1}};
  Parameters<double> gradient{Sizes{2, 1, 1}};

  Four() {
    const std::size_t count = parameters.values.size();
    constraints.lower.assign(count, -100);
    constraints.upper.assign(count, 100);
    constraints.update.assign(count, 1);
    constraints.lower[1] = 0;
    constraints.upper[2] = 0;
    constraints.lower[3] = constraints.upper[3] = 0;
    constraints.update[3] = 0;
    for (double& g : gradient.values) g = 3;
  }
  void set(const std::vector<double>& values) {
    std::copy(values.begin(), values.end(), parameters.values.begin());
  }
  std::vector<double> first_four(const Parameters<double>& of) const {
    return {of.values.begin(), of.values.begin() + 4};
  }
};

}  // namespace

TEST(Constraints, ClampEverySignAndAbsence) {
  Four four;
  four.set({-1, -1, 1, 1});
  enforce(four.constraints, four.parameters);
  EXPECT_EQ(four.first_four(four.parameters), (std::vector<double>{-1, 0, 0, 0}));
  four.set({2, 2, -2, -2});
  enforce(four.constraints, four.parameters);
  EXPECT_EQ(four.first_four(four.parameters), (std::vector<double>{2, 2, -2, 0}));
}

TEST(Constraints, AClampedWeightKeepsItsGradient) {
  Four four;
  four.set({1, 0, 0, 0});
  mask_gradient(four.constraints, four.parameters, four.gradient);
  EXPECT_EQ(four.first_four(four.gradient), (std::vector<double>{3, 3, 3, 0}));
}

TEST(Constraints, ARectifiedWeightOfTheWrongSignHasNoGradient) {
  Four four;
  four.constraints.rectified = true;
  four.set({-1, -0.5, 0.5, 0});
  mask_gradient(four.constraints, four.parameters, four.gradient);
  EXPECT_EQ(four.first_four(four.gradient), (std::vector<double>{3, 0, 0, 0}));
  Four right;
  right.constraints.rectified = true;
  right.set({-1, 0.5, -0.5, 0});
  mask_gradient(right.constraints, right.parameters, right.gradient);
  EXPECT_EQ(right.first_four(right.gradient), (std::vector<double>{3, 3, 3, 0}));
}

TEST(Constraints, FactorsScaleTheGradientOnlyWhereThatIsTheRule) {
  Four four;
  four.constraints.update[0] = 0.25;
  four.set({1, 1, -1, 0});
  Parameters<double> as_given = four.gradient;
  mask_gradient(four.constraints, four.parameters, as_given);
  EXPECT_EQ(four.first_four(as_given), (std::vector<double>{3, 3, 3, 0}));
  four.constraints.scale_gradient = true;
  mask_gradient(four.constraints, four.parameters, four.gradient);
  EXPECT_EQ(four.first_four(four.gradient), (std::vector<double>{0.75, 3, 3, 0}));
}

TEST(Constraints, Nn4nNormalisesPlasticityOverAllLayersThatListIt) {
  Network network;
  network.areas = {{.name = "Only", .units = 2, .input = true, .readout = true}};
  network.connectivity = {};
  network.connectivity.unit_signs = UnitSigns::none;
  network.connectivity.density = {{1}};
  network.connectivity.self_connections = true;
  network.compatibility = Compatibility::nn4n_1_2;
  network.recurrent_weights.dales_law = false;
  network.recurrent_weights.synapse_plasticity = {{1, 2}, {3, 5}};
  network.readout_weights.synapse_plasticity = {{5, 1}};
  const Masks masks = make_masks(network, 1, 1, 1);
  const Constraints<double> made = make_constraints<double>(network, masks);
  const Sizes sizes = sizes_of(network, masks);
  const auto update = [&](Tensor tensor, std::size_t k) {
    return made.update[sizes.offset(tensor) + k];
  };
  EXPECT_TRUE(made.scale_gradient);
  EXPECT_EQ(update(Tensor::recurrent_weight, 0), 0);
  EXPECT_EQ(update(Tensor::recurrent_weight, 1), 0.25);
  EXPECT_EQ(update(Tensor::recurrent_weight, 2), 0.5);
  EXPECT_EQ(update(Tensor::recurrent_weight, 3), 1);
  EXPECT_EQ(update(Tensor::readout_weight, 0), 1);
  EXPECT_EQ(update(Tensor::readout_weight, 1), 0);
  EXPECT_EQ(update(Tensor::input_weight, 0), 1) << "a layer that lists none";
}

TEST(Constraints, AlphaHasLimitsButNotInNn4nsMode) {
  Network network;
  network.learn_alpha = true;
  const Masks masks = make_masks(network, 1, 1, 1);
  const std::size_t first = sizes_of(network, masks).offset(Tensor::alpha);
  const Constraints<double> ours = make_constraints<double>(network, masks);
  ASSERT_EQ(ours.lower.size(), first + 64);
  EXPECT_EQ(ours.lower[first + 5], 0.001);
  EXPECT_EQ(ours.upper[first + 5], 1);
  network.compatibility = Compatibility::nn4n_1_2;
  const Constraints<double> theirs = make_constraints<double>(network, masks);
  EXPECT_LT(theirs.lower[first + 5], -1e30);
  EXPECT_GT(theirs.upper[first + 5], 1e30);
}

}  // namespace nn4n::test::constraints_test
