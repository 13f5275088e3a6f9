// Fixed points against what is known of them: networks of two units by hand, all sets of active
// units of small networks, and trained networks whose dynamics the literature describes.
#include "analysis/fixed_points.h"

#include <gtest/gtest.h>

#include <Eigen/LU>
#include <map>

#include "analysis/principal_components.h"
#include "codec/byte_view.h"
#include "support/made_networks.h"
#include "support/trained_networks.h"
#include "training/open_run.h"

namespace nn4n::test::fixed_points_test {

using Eigen::VectorXd;

namespace {

std::vector<FixedPoint> search(const HeldNetwork& network, const std::vector<VectorXd>& visited,
                               FixedPointOptions options = {}) {
  FixedPointSearch search(network, visited, std::move(options));
  EXPECT_TRUE(search.run());
  return search.points();
}

/// The points by how many directions lead away; slow points and outliers are not counted.
std::map<int, int> kinds(const std::vector<FixedPoint>& points) {
  std::map<int, int> counts;
  for (const FixedPoint& point : points) {
    if (point.fixed && !point.outlier) ++counts[point.unstable_count()];
  }
  return counts;
}

/// Every fixed point of a ReLU network, one for each set of active units that is its own.
std::vector<VectorXd> by_brute_force(const HeldNetwork& network) {
  const int n = network.units();
  std::vector<VectorXd> points;
  for (int set = 0; set < 1 << n; ++set) {
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(n, n);
    for (int j = 0; j < n; ++j) {
      if (set >> j & 1) matrix.col(j) -= network.recurrent.col(j);
    }
    const VectorXd v = matrix.fullPivLu().solve(network.drive);
    bool own = true;
    for (int j = 0; j < n; ++j) own = own && (v[j] > 0) == (set >> j & 1);
    if (own) points.push_back(v);
  }
  return points;
}

Trainer opened(const char* link) {
  OpenedRun run = open_run(view_as_bytes(link));
  EXPECT_TRUE(run.issues.empty());
  return std::move(*run.trainer);
}

}  // namespace

/// Two units that inhibit each other: v_i = 1 − 2 r_j. Either wins, (1, 0) and (0, 1), or both are
/// at 1/3, where their difference grows by 1 − α + 2α a step.
TEST(FixedPoints, OfMutualInhibitionAreTwoWinnersAndASaddle) {
  const HeldNetwork network = made_network(ActivationKind::relu, {{0, -2}, {-2, 0}}, 1, 0.1);
  const std::vector<FixedPoint> points = search(network, random_states(2, 20, 1, 1));
  ASSERT_EQ(points.size(), 3u);
  EXPECT_EQ(kinds(points), (std::map<int, int>{{0, 2}, {1, 1}}));
  EXPECT_TRUE(points[0].stable());
  EXPECT_TRUE(points[1].stable());
  EXPECT_NEAR(points[0].rates.sum(), 1, 1e-12);
  const FixedPoint& saddle = points[2];
  EXPECT_NEAR(saddle.rates[0], 1.0 / 3, 1e-12);
  EXPECT_NEAR(saddle.rates[1], 1.0 / 3, 1e-12);
  EXPECT_LT(saddle.speed, 1e-28);
  ASSERT_EQ(saddle.eigenvalues.size(), 2u);
  EXPECT_NEAR(saddle.eigenvalues[0].real(), 1.1, 1e-12);
  EXPECT_NEAR(saddle.eigenvalues[1].real(), 0.7, 1e-12);
  ASSERT_EQ(saddle.unstable.size(), 1u);
  EXPECT_NEAR(std::fabs(saddle.unstable[0].real[0]), std::sqrt(0.5), 1e-9);
  EXPECT_NEAR(saddle.unstable[0].real.sum(), 0, 1e-9) << "the difference of the two grows";
  EXPECT_NE(kind_words(saddle).find("saddle: 1 direction leads away"), std::string::npos);
}

/// Two units that excite themselves: r = tanh(2 r) at 0 and at ±0.9575040240772687 each.
TEST(FixedPoints, OfTwoBistableUnitsAreNine) {
  const HeldNetwork network = made_network(ActivationKind::tanh, {{2, 0}, {0, 2}}, 0, 0.2);
  const std::vector<FixedPoint> points = search(network, random_states(2, 40, 0.5, 2));
  EXPECT_EQ(kinds(points), (std::map<int, int>{{0, 4}, {1, 4}, {2, 1}}));
  constexpr double kRate = 0.9575040240772687;
  for (const FixedPoint& point : points) {
    for (const double rate : point.rates)
      EXPECT_TRUE(std::fabs(rate) < 1e-9 || std::fabs(std::fabs(rate) - kRate) < 1e-9) << rate;
    EXPECT_EQ(point.stable(), point.rates.cwiseAbs().minCoeff() > 0.5);
  }
  EXPECT_NEAR(points[0].eigenvalues[0].real(), 0.8 + 0.4 * (1 - kRate * kRate), 1e-9);
  EXPECT_NE(kind_words(points.back()).find("unstable: all 2"), std::string::npos);
}

/// Two units that turn around each other: complex eigenvalues, whose plane leads away.
TEST(FixedPoints, OfARotationLeadAwayInAPlane) {
  const HeldNetwork network = made_network(ActivationKind::tanh, {{1.5, -2}, {2, 1.5}}, 0, 0.2);
  const std::vector<FixedPoint> points = search(network, random_states(2, 20, 1, 3));
  ASSERT_EQ(points.size(), 1u);
  EXPECT_LT(points[0].rates.norm(), 1e-9);
  EXPECT_EQ(points[0].unstable_count(), 2);
  ASSERT_EQ(points[0].unstable.size(), 1u) << "one of the two conjugates stands for both";
  EXPECT_NEAR(points[0].eigenvalues[0].imag(), 0.4, 1e-9);
  EXPECT_GT(points[0].unstable[0].imaginary.norm(), 0.1);
}

TEST(FixedPoints, OfReluNetworksAreThoseOfBruteForce) {
  int most = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    const int units = 5 + static_cast<int>(seed % 8);  // up to 12
    const HeldNetwork network = random_network(ActivationKind::relu, units, 2.5, seed);
    const std::vector<VectorXd> wanted = by_brute_force(network);
    const std::vector<FixedPoint> found =
        search(network, random_states(units, 600, 3, seed), {.starts = 600});
    most = std::max(most, static_cast<int>(wanted.size()));
    EXPECT_EQ(found.size(), wanted.size()) << "seed " << seed;
    for (const FixedPoint& point : found) {
      const bool known = std::any_of(wanted.begin(), wanted.end(), [&](const VectorXd& v) {
        return (v - point.potential).norm() < 1e-8 * (1 + v.norm());
      });
      EXPECT_TRUE(known) << "seed " << seed;
    }
  }
  EXPECT_GE(most, 3) << "networks with one point would test little";
}

/// W has eigenvalue 1 along (1, 1): each state with equal rates stays.
TEST(FixedPoints, SlowPointsLieAlongALineAttractor) {
  const HeldNetwork network =
      made_network(ActivationKind::relu, {{0.5, 0.5}, {0.5, 0.5}}, 1e-4, 0.2);
  std::vector<VectorXd> visited = random_states(2, 60, 1, 4);
  for (VectorXd& state : visited) state = state.cwiseAbs();
  EXPECT_TRUE(search(network, visited).empty()) << "nothing rests: all states drift by c";
  const std::vector<FixedPoint> slow = search(network, visited, {.slow_speed = 1e-7});
  ASSERT_GT(slow.size(), 8u);
  double least = 1e9, largest = -1e9;
  for (const FixedPoint& point : slow) {
    EXPECT_FALSE(point.fixed);
    EXPECT_FALSE(point.stable());
    EXPECT_LE(point.speed, 1e-7);
    EXPECT_NEAR(point.rates[0], point.rates[1], 3.3e-3) << "√2 √(2q) / α";
    EXPECT_NEAR(std::abs(point.eigenvalues[0]), 1, 1e-12) << "no pull along the line";
    least = std::min(least, point.rates[0]);
    largest = std::max(largest, point.rates[0]);
  }
  EXPECT_GT(largest - least, 0.7) << "along the whole of it";
}

TEST(FixedPoints, ThatNobodyVisitsAreOutliers) {
  // r = 1.001 r − 1 beside r = 0: the second point lies at 1000.
  const HeldNetwork network = made_network(ActivationKind::relu, {{1.001, 0}, {0, 0}}, -1);
  std::vector<VectorXd> visited = random_states(2, 30, 0.5, 5);
  visited.push_back(VectorXd::Constant(2, 2000));
  const std::vector<FixedPoint> points = search(network, visited, {.starts = 31});
  ASSERT_EQ(points.size(), 2u);
  EXPECT_FALSE(points[0].outlier);
  EXPECT_NEAR(points[1].rates[0], 1000, 1e-6);
}

TEST(FixedPoints, WarmStartsAloneFindThePointsOfTheLastTime) {
  const HeldNetwork network = made_network(ActivationKind::tanh, {{2, 0.1}, {0, 2}}, 0);
  const std::vector<FixedPoint> first = search(network, random_states(2, 40, 0.5, 7));
  ASSERT_GE(first.size(), 3u);
  HeldNetwork later = network;
  later.recurrent *= 1.001;  // as after a step of training
  FixedPointOptions options{.starts = 0, .between = 0};
  for (const FixedPoint& point : first) options.warm.push_back(point.potential);
  const std::vector<FixedPoint> second = search(later, {}, options);
  EXPECT_EQ(second.size(), first.size());
  EXPECT_LT((second[0].rates - first[0].rates).norm(), 0.3);
}

TEST(FixedPoints, AreThereBeforeTheSearchHasEnded) {
  const HeldNetwork network = made_network(ActivationKind::tanh, {{2, 0}, {0, 2}}, 0);
  FixedPointSearch search(network, random_states(2, 40, 0.5, 2));
  int pieces = 0;
  while (search.points().empty()) {
    ASSERT_TRUE(search.advance());
    ASSERT_LT(++pieces, 5);
  }
  EXPECT_TRUE(search.points()[0].eigenvalues.empty());
  EXPECT_EQ(kind_words(search.points()[0]), "not classified");
  EXPECT_FALSE(search.points()[0].stable()) << "nothing is claimed before it is known";
  while (search.advance()) ++pieces;
  EXPECT_GT(pieces, 20);
  EXPECT_FALSE(search.advance());
}

TEST(FixedPoints, SpreadOutStatesAreDifferent) {
  std::vector<VectorXd> states(50, VectorXd::Zero(1));
  states[31][0] = 5;
  states[32][0] = -3;
  const std::vector<VectorXd> chosen = spread_out(states, 6);
  double least = 0, largest = 0;
  for (const VectorXd& state : chosen) {
    least = std::min(least, state[0]);
    largest = std::max(largest, state[0]);
  }
  EXPECT_EQ(least, -3);
  EXPECT_EQ(largest, 5);
  EXPECT_TRUE(spread_out({}, 5).empty());
}

/// Sussillo & Barak (2013): three bits are eight stable points, and between them lie saddles, with
/// one direction that leads away on the edges of the cube and two on its faces.
TEST(FixedPoints, OfTheTrainedFlipFlopAreACube) {
  const Trainer trainer = opened(kTrainedFlipFlop);
  const Recording recording = record_trials(trainer, 64);
  const HeldNetwork network = held_network(trainer);
  const std::vector<FixedPoint> points = search(network, visited_states(recording));
  EXPECT_EQ(kinds(points), (std::map<int, int>{{0, 8}, {1, 12}, {2, 6}, {3, 1}}))
      << "corners, edges, faces and the centre of a cube";
  std::set<int> corners;
  const auto readout = trainer.parameters().of(Tensor::readout_weight);
  const auto bias = trainer.parameters().of(Tensor::readout_bias);
  for (const FixedPoint& point : points) {
    if (!point.stable() || point.outlier) continue;
    int corner = 0;
    for (int o = 0; o < 3; ++o) {
      double output = double{bias[static_cast<std::size_t>(o)]};
      for (int i = 0; i < network.units(); ++i)
        output +=
            double{readout[static_cast<std::size_t>(o * network.units() + i)]} * point.rates[i];
      corner |= (output > 0) << o;
    }
    corners.insert(corner);
  }
  EXPECT_EQ(corners.size(), 8u) << "each stable point remembers another word";
}

/// The decision network of nn-brain holds the evidence along a row of slow points while it is shown
/// evidence without direction; the row is nearly straight.
TEST(FixedPoints, OfTheDecisionNetworkLieAlongALine) {
  const Trainer trainer = opened(kTrainedDecision);
  const Recording recording = record_trials(trainer, 64);
  HeldNetwork network = held_network(trainer);
  network.hold(Eigen::Vector3d(1, 0.5, 0.5));  // fixation, and evidence of strength 0
  const std::vector<FixedPoint> points =
      search(network, visited_states(recording), {.slow_speed = 1e-2});
  std::vector<VectorXd> slow;
  for (const FixedPoint& point : points) {
    if (!point.outlier) slow.push_back(point.rates);
  }
  ASSERT_GE(slow.size(), 5u);
  Eigen::MatrixXd states(static_cast<Eigen::Index>(slow.size()), network.units());
  for (std::size_t k = 0; k < slow.size(); ++k) states.row(static_cast<Eigen::Index>(k)) = slow[k];
  const PrincipalComponents found = principal_components(states, 3);
  EXPECT_GT(found.explained[0], 0.8);
}

}  // namespace nn4n::test::fixed_points_test
