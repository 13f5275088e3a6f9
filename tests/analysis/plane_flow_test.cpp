#include "analysis/plane_flow.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/made_networks.h"

namespace nn4n::test::plane_flow_test {

namespace {

/// Two directions at right angles to each other, by hand.
Plane slanted(int units) {
  const std::vector<Eigen::VectorXd> random = random_states(units, 4, 0.3, 5);
  const Eigen::VectorXd a = random[0].normalized();
  const Eigen::VectorXd b = (random[1] - a * a.dot(random[1])).normalized();
  Plane plane{.zero = 0.1 * random[2], .axes = {}, .through = 0.2 * random[3]};
  plane.axes.resize(units, 2);
  plane.axes << a, b;
  return plane;
}

/// F by its formula, unit by unit.
std::vector<double> rates_after_a_step(const HeldNetwork& network, const Eigen::VectorXd& rates) {
  std::vector<double> next;
  for (Eigen::Index i = 0; i < rates.size(); ++i) {
    double sum = network.drive[i];
    for (Eigen::Index j = 0; j < rates.size(); ++j) sum += network.recurrent(i, j) * rates[j];
    const double potential = std::atanh(rates[i]);
    next.push_back(std::tanh(potential + network.alpha[i] * (sum - potential)));
  }
  return next;
}

}  // namespace

TEST(PlaneFlows, AreWhereTheMapOfOneStepGoes) {
  const int units = 9;
  const HeldNetwork network = random_network(ActivationKind::tanh, units, 1.5, 2);
  const Plane plane = slanted(units);
  double longest = 0;
  for (const Eigen::Vector2d& at :
       {Eigen::Vector2d(0, 0), Eigen::Vector2d(0.4, -0.3), Eigen::Vector2d(-0.2, 0.5)}) {
    const Eigen::VectorXd rates = plane.rates(at);
    ASSERT_LT(rates.cwiseAbs().maxCoeff(), 0.99) << "the unit can have this rate";
    EXPECT_NEAR((plane.place(rates) - at).norm(), 0, 1e-12);
    const std::vector<double> next = rates_after_a_step(network, rates);
    const Eigen::Vector2d flow = flow_at(network, plane, at);
    for (int k = 0; k < 2; ++k) {
      double along = 0;
      for (Eigen::Index i = 0; i < units; ++i)
        along += plane.axes(i, k) * (next[static_cast<std::size_t>(i)] - rates[i]);
      EXPECT_NEAR(flow[k], along, 1e-9);
      longest = std::max(longest, std::fabs(along));
    }
  }
  EXPECT_GT(longest, 0.01) << "nothing flowed";
}

TEST(PlaneFlows, LieInAPlaneThroughTheStateThatIsChosen) {
  const Plane plane = slanted(6);
  EXPECT_NEAR((plane.rates(plane.place(plane.through)) - plane.through).norm(), 0, 1e-12);
  EXPECT_GT((plane.rates({0, 0}) - plane.zero).norm(), 1e-3) << "the mean is not on it";
}

TEST(PlaneFlows, RestAtFixedPointsAndTakeTheNearestRatesThatThereAre) {
  // r1 = relu(0.5 r1 + 1) rests at 2, and r2 = relu(−r2 − 1) at 0.
  HeldNetwork network = made_network(ActivationKind::relu, {{0.5, 0}, {0, -1}}, 0);
  network.bias = network.drive = Eigen::Vector2d(1, -1);
  const Plane plane{Eigen::Vector2d(0, 0), Eigen::Matrix2d::Identity(), Eigen::Vector2d(0, 0)};
  EXPECT_EQ(flow_at(network, plane, {2, 0}), Eigen::Vector2d(0, 0));
  EXPECT_NEAR(flow_at(network, plane, {1, 0})[0], 0.2 * 0.5, 1e-12);
  EXPECT_EQ(flow_at(network, plane, {1, -3}), flow_at(network, plane, {1, 0}));
}

TEST(PlaneFlows, CoverThePlacesThatAreToBeSeen) {
  const HeldNetwork network = random_network(ActivationKind::tanh, 6, 1, 3);
  const Plane plane = slanted(6);
  const PlaneFlow flow = plane_flow(network, plane, {{-1, 0}, {3, 0.5}}, 11);
  ASSERT_EQ(flow.change.size(), 121u);
  const Eigen::Vector2d high = flow.low + flow.spacing * Eigen::Vector2d(10, 10);
  EXPECT_LT(flow.low[0], -1);
  EXPECT_GT(high[0], 3);
  EXPECT_DOUBLE_EQ(high[0] - flow.low[0], high[1] - flow.low[1]);
  EXPECT_EQ(flow.change[25],
            flow_at(network, plane, flow.low + flow.spacing * Eigen::Vector2d(3, 2)))
      << "row by row";
}

}  // namespace nn4n::test::plane_flow_test
