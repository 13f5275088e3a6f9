#include "training/given_inputs.h"

#include <gtest/gtest.h>

#include <cmath>

#include "codec/share_link.h"

namespace nn4n::test::given_inputs_test {

namespace {

Trainer network() {
  Trainer trainer(
      read_link("v=0&network.areas.0.units=6&network.areas.1.units=5&training.batch=4").experiment);
  for (int i = 0; i < 8; ++i) trainer.step();
  return trainer;
}

NamedTensor some_inputs(std::size_t trials, std::size_t steps, std::size_t channels) {
  NamedTensor inputs{"inputs", {trials, steps, channels}, {}};
  for (std::size_t i = 0; i < trials * steps * channels; ++i)
    inputs.values.push_back(std::sin(static_cast<float>(i)));
  return inputs;
}

std::string complaint(const Trainer& trainer, NamedTensor inputs) {
  const auto result = run_given_inputs(trainer, inputs);
  const Issue* issue = std::get_if<Issue>(&result);
  return issue ? issue->message : "";
}

}  // namespace

TEST(GivenInputs, FollowTheEquations) {
  const Trainer trainer = network();
  const Parameters<float>& p = trainer.parameters();
  const int units = p.sizes.units;
  const int channels = p.sizes.inputs;
  const NamedTensor inputs =
      some_inputs(11, 7, static_cast<std::size_t>(channels));  // 8 and 3 lanes
  const auto result = run_given_inputs(trainer, inputs);
  const GivenRun& run = *std::get_if<GivenRun>(&result);
  ASSERT_EQ(run[0].shape, (std::vector<std::size_t>{11, 7, static_cast<std::size_t>(units)}));
  ASSERT_EQ(run[1].shape,
            (std::vector<std::size_t>{11, 7, static_cast<std::size_t>(p.sizes.outputs)}));
  const auto weight = [&](Tensor tensor, int row, int column) {
    return double{p.of(tensor)[static_cast<std::size_t>(row * p.sizes.columns(tensor) + column)]};
  };
  for (std::size_t trial : {0u, 10u}) {
    std::vector<double> v(static_cast<std::size_t>(units)), r(v.size());
    for (std::size_t n = 0; n < v.size(); ++n) {
      v[n] = p.of(Tensor::initial_potential)[n];
      r[n] = std::max(v[n], 0.0);
    }
    for (std::size_t t = 0; t < 7; ++t) {
      std::vector<double> next = v;
      for (int n = 0; n < units; ++n) {
        double drive = weight(Tensor::recurrent_bias, n, 0) + weight(Tensor::input_bias, n, 0);
        for (int m = 0; m < units; ++m)
          drive += weight(Tensor::recurrent_weight, n, m) * r[static_cast<std::size_t>(m)];
        for (int i = 0; i < channels; ++i)
          drive += weight(Tensor::input_weight, n, i) *
                   inputs.values[(trial * 7 + t) * static_cast<std::size_t>(channels) +
                                 static_cast<std::size_t>(i)];
        const auto at = static_cast<std::size_t>(n);
        const double alpha = trainer.dynamics().alpha[at];
        next[at] = (1 - alpha) * v[at] + alpha * drive;
      }
      v = next;
      for (std::size_t n = 0; n < v.size(); ++n) {
        r[n] = std::max(v[n], 0.0);
        EXPECT_NEAR(run[0].values[(trial * 7 + t) * v.size() + n], r[n], 1e-5);
      }
    }
  }
}

TEST(GivenInputs, OneTrialMayLackItsAxis) {
  const Trainer trainer = network();
  NamedTensor inputs = some_inputs(1, 5, 3);
  const auto with = run_given_inputs(trainer, inputs);
  inputs.shape = {5, 3};
  const auto without = run_given_inputs(trainer, inputs);
  EXPECT_EQ(*std::get_if<GivenRun>(&with), *std::get_if<GivenRun>(&without));
}

TEST(GivenInputs, SayWhatIsWrong) {
  const Trainer trainer = network();
  EXPECT_EQ(complaint(trainer, some_inputs(2, 5, 4)),
            "inputs is 2 x 5 x 4; allowed trials x steps x 3");
  EXPECT_EQ(complaint(trainer, {"inputs", {}, {1}}),
            "inputs is a single number; allowed trials x steps x 3");
  EXPECT_EQ(complaint(trainer, {"inputs", {0, 5, 3}, {}}),
            "inputs is 0 x 5 x 3; allowed trials x steps x 3");
  NamedTensor inputs = some_inputs(1, 5, 3);
  inputs.values[7] = NAN;
  EXPECT_EQ(complaint(trainer, inputs),
            "inputs has values that are not finite; allowed finite ones");
  // 13 numbers a step: the array itself is allowed, what would be written is not.
  EXPECT_EQ(complaint(trainer, {"inputs", {1, 6000000, 3}, std::vector<float>(18000000)}),
            "inputs is 1 x 6000000 x 3; the rates and outputs would have more than 256 MB");
}

}  // namespace nn4n::test::given_inputs_test
