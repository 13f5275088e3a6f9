// The map of runs against networks whose distances are known.
#include "analysis/run_map.h"

#include <gtest/gtest.h>

#include <Eigen/QR>
#include <cmath>
#include <numbers>

#include "base/random.h"
#include "training/trainer.h"

namespace nn4n::test::run_map_test {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

MatrixXd drawn(Index rows, Index columns, std::uint32_t seed) {
  RandomStream random(stream_key(seed, Purpose::weights));
  MatrixXd made(rows, columns);
  for (Index i = 0; i < rows; ++i)
    for (Index j = 0; j < columns; ++j) made(i, j) = static_cast<double>(random.normal());
  return made;
}

MatrixXd rotation(Index size, std::uint32_t seed) {
  return Eigen::HouseholderQR<MatrixXd>(drawn(size, size, seed)).householderQ();
}

TEST(RunMap, ARotatedMovedAndScaledCopyIsTheSameShape) {
  const MatrixXd states = drawn(40, 7, 1);
  MatrixXd copy = 3.5 * states * rotation(7, 2);
  for (Index j = 0; j < copy.cols(); ++j) copy.col(j).array() += 0.3 * static_cast<double>(j) - 2;
  EXPECT_NEAR(shape_distance(states, copy), 0, 1e-6);
  MatrixXd permuted = states;
  permuted.col(0).swap(permuted.col(5));
  EXPECT_NEAR(shape_distance(states, permuted), 0, 1e-6) << "it does not matter which unit does it";
  MatrixXd wider(40, 10);
  wider << states, MatrixXd::Zero(40, 3);
  EXPECT_NEAR(shape_distance(states, wider), 0, 1e-6) << "silent units are no difference";
}

TEST(RunMap, DistancesAreTheAnglesOfTheDefinition) {
  // Two lines and a plane: along the plane lies 1/√2 of the shape of each line.
  MatrixXd line(4, 1), other(4, 1), plane(4, 2);
  line << 1, -1, 1, -1;
  other << 1, 1, -1, -1;
  plane << line, other;
  EXPECT_NEAR(shape_distance(line, other), std::numbers::pi / 2, 1e-9);
  EXPECT_NEAR(shape_distance(line, plane), std::numbers::pi / 4, 1e-9);
  EXPECT_EQ(shape_distance(line, plane), shape_distance(plane, line));
  const MatrixXd still = MatrixXd::Constant(4, 3, 2.5);
  EXPECT_EQ(shape_distance(still, still), 0);
  EXPECT_NEAR(shape_distance(still, line), std::numbers::pi / 2, 1e-12);
}

TEST(RunMap, DistancesAreAMetric) {
  for (std::uint32_t seed = 1; seed < 30; ++seed) {
    const MatrixXd a = drawn(12, 3, seed), b = drawn(12, 4, seed + 100),
                   c = drawn(12, 3, seed + 200);
    EXPECT_LE(shape_distance(a, c), shape_distance(a, b) + shape_distance(b, c) + 1e-12);
    EXPECT_GT(shape_distance(a, c), 0.1);
  }
}

TEST(RunMap, PlacesInAPlaneAreFoundAgain) {
  const MatrixXd places = drawn(9, 2, 4);
  MatrixXd distances(9, 9);
  for (Index i = 0; i < 9; ++i)
    for (Index j = 0; j < 9; ++j) distances(i, j) = (places.row(i) - places.row(j)).norm();
  double explained = 0;
  const MatrixXd found = scaled_places(distances, explained);
  EXPECT_NEAR(explained, 1, 1e-9);
  for (Index i = 0; i < 9; ++i)
    for (Index j = 0; j < 9; ++j)
      EXPECT_NEAR((found.row(i) - found.row(j)).norm(), distances(i, j), 1e-9);
  EXPECT_NEAR(found.col(0).sum(), 0, 1e-9);
  MatrixXd corners = MatrixXd::Ones(4, 4) - MatrixXd::Identity(4, 4);  // of a tetrahedron
  scaled_places(corners, explained);
  EXPECT_NEAR(explained, 2.0 / 3, 1e-9) << "the third dimension is missing";
  EXPECT_EQ(scaled_places(MatrixXd::Zero(3, 3), explained), MatrixXd::Zero(3, 2));
}

RunStates states_of(const MatrixXd& states, std::vector<std::string> conditions) {
  return {std::move(conditions), states};
}

TEST(RunMap, ComparesTheConditionsThatAllNetworksHave) {
  const MatrixXd three = drawn(3 * kStatesOfCondition, 5, 7);
  MatrixXd two(2 * kStatesOfCondition, 5);
  two << three.bottomRows(kStatesOfCondition), three.topRows(kStatesOfCondition);
  two = two * rotation(5, 8);
  const auto found = map_of_runs({states_of(three, {"a", "b", "c"}), states_of(two, {"c", "a"}),
                                  states_of(drawn(20, 5, 9), {"a", "c"})});
  const RunMap* map = std::get_if<RunMap>(&found);
  ASSERT_TRUE(map);
  EXPECT_EQ(map->conditions, (std::vector<std::string>{"a", "c"}));
  EXPECT_NEAR(map->distances(0, 1), 0, 1e-6);
  EXPECT_GT(map->distances(0, 2), 0.3);
  EXPECT_LT((map->places.row(0) - map->places.row(1)).norm(), 1e-4);
  EXPECT_NEAR((map->places.row(0) - map->places.row(2)).norm(), map->distances(0, 2), 1e-6);
}

TEST(RunMap, SeedsDifferMoreThanTwoLooksAtOneNetwork) {
  const auto states = [](std::uint32_t weights, std::uint32_t trials) {
    Experiment experiment;
    experiment.seed = weights;
    experiment.network.areas[0].units = experiment.network.areas[1].units = 10;
    return run_states(record_trials(Trainer(experiment), 200, With::interventions, trials));
  };
  const RunStates first = states(1, 50);
  EXPECT_EQ(first.states, states(1, 50).states);
  EXPECT_EQ(first.conditions, states(2, 50).conditions) << "the same trials whatever the seed";
  const double other = shape_distance(first.states, states(2, 50).states);
  EXPECT_LT(shape_distance(first.states, states(1, 51).states), other / 2);
  const auto back = read_run_states(to_value(first));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->conditions, first.conditions);
  EXPECT_LT((back->states - first.states).cwiseAbs().maxCoeff(), 1e-3);
}

}  // namespace
}  // namespace nn4n::test::run_map_test
