#include "analysis/continuation.h"

#include <gtest/gtest.h>

#include "support/made_networks.h"

namespace nn4n::test::continuation_test {

using Eigen::VectorXd;

namespace {

std::vector<FixedPoint> points_at(HeldNetwork network, double input) {
  network.hold(VectorXd::Constant(1, input));
  FixedPointSearch search(network, random_states(network.units(), 40, 1, 3));
  EXPECT_TRUE(search.run());
  return search.points();
}

FixedPointPath followed(const HeldNetwork& network, double from, double to, int steps) {
  return follow_points(network, VectorXd::Constant(1, from), VectorXd::Constant(1, to), steps,
                       points_at(network, from), points_at(network, to));
}

}  // namespace

/// v = 2 tanh v + u has three fixed points while |u| is below √2 − 2 artanh(√½)… = 0.5328, one
/// beyond: the middle one and the lower one meet and vanish.
TEST(Continuation, SeesASaddleAndANodeMeet) {
  HeldNetwork network = made_network(ActivationKind::tanh, {{2}}, 0);
  network.input(0, 0) = 1;
  const double fold = std::sqrt(2.0) - std::atanh(std::sqrt(0.5));  // u where both slopes are 1
  const FixedPointPath path = followed(network, 0, 1, 50);
  ASSERT_EQ(path.steps.size(), 51u);
  EXPECT_EQ(path.steps.front().points.size(), 3u);
  EXPECT_EQ(path.steps.back().points.size(), 1u);
  for (const PathStep& step : path.steps) {
    EXPECT_EQ(step.points.size(), step.at < fold ? 3u : 1u) << step.at;
    for (const BranchPoint& at : step.points) {
      const double v = at.point.potential[0];
      EXPECT_NEAR(v, 2 * std::tanh(v) + step.at, 1e-9);
      EXPECT_EQ(at.point.stable(), std::fabs(v) > 0.8814) << "the slope of 2 tanh is 1 there";
    }
  }
  ASSERT_EQ(path.events.size(), 1u);
  EXPECT_FALSE(path.events[0].appear);
  EXPECT_EQ(path.events[0].branches.size(), 2u);
  EXPECT_LE(path.events[0].from, fold);
  EXPECT_GE(path.events[0].to, fold);
}

TEST(Continuation, FindsBackwardWhatAppearsOnTheWay) {
  HeldNetwork network = made_network(ActivationKind::tanh, {{2}}, 0);
  network.input(0, 0) = 1;
  const FixedPointPath path = followed(network, 1, 0, 20);
  EXPECT_EQ(path.steps.front().points.size(), 1u);
  EXPECT_EQ(path.steps.back().points.size(), 3u);
  ASSERT_EQ(path.events.size(), 1u);
  EXPECT_TRUE(path.events[0].appear);
  EXPECT_EQ(path.events[0].branches.size(), 2u);
}

/// One unit inhibits the other more and more: v = c − 2 r; the winner that gets less input loses
/// its point together with the saddle.
TEST(Continuation, FollowsReluPointsFromSetToSet) {
  HeldNetwork network = made_network(ActivationKind::relu, {{0, -2}, {-2, 0}}, 1, 0.1);
  network.input(0, 0) = 1;
  const FixedPointPath path =
      followed(network, 0, 2, 41);  // c = (1 + u, 1): one is left from u = 1 on
  EXPECT_EQ(path.steps.front().points.size(), 3u);
  EXPECT_EQ(path.steps.back().points.size(), 1u);
  EXPECT_NEAR(path.steps.back().points[0].point.rates[0], 3, 1e-9);
  EXPECT_EQ(path.steps.back().points[0].point.rates[1], 0);
  ASSERT_EQ(path.events.size(), 1u);
  EXPECT_NEAR(path.events[0].from, 20.0 / 41, 1e-12);
  EXPECT_NEAR(path.events[0].to, 21.0 / 41, 1e-12);
  EXPECT_EQ(path.events[0].branches.size(), 2u);
}

TEST(Continuation, BetweenEqualInputsNothingMoves) {
  HeldNetwork network = made_network(ActivationKind::tanh, {{2, 0.1}, {0, 2}}, 0);
  const FixedPointPath path = followed(network, 0.5, 0.5, 3);
  EXPECT_TRUE(path.events.empty());
  ASSERT_EQ(path.steps.size(), 4u);
  EXPECT_GE(path.steps[0].points.size(), 5u);
  for (std::size_t k = 0; k < path.steps[0].points.size(); ++k) {
    EXPECT_EQ(path.steps[3].points[k].branch, path.steps[0].points[k].branch);
    EXPECT_LT((path.steps[3].points[k].point.rates - path.steps[0].points[k].point.rates).norm(),
              1e-9);
  }
}

}  // namespace nn4n::test::continuation_test
