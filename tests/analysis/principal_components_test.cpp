#include "analysis/principal_components.h"

#include <gtest/gtest.h>

#include <Eigen/SVD>

#include "support/made_recordings.h"

namespace nn4n::test::principal_components_test {

using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

MatrixXd drawn_states(Eigen::Index count, Eigen::Index units) {
  RandomStream random(stream_key(5, Purpose::weights));
  MatrixXd states(count, units);
  for (double& value : states.reshaped()) value = double{random.normal()};
  for (Eigen::Index j = 0; j < units; ++j) states.col(j) *= 1.0 / static_cast<double>(j + 1);
  states.array() += 3;
  return states;
}

}  // namespace

TEST(PrincipalComponents, AreTheRightSingularVectors) {
  const MatrixXd states = drawn_states(200, 12);
  const PrincipalComponents found = principal_components(states, 5);
  ASSERT_EQ(found.axes.cols(), 5);
  const VectorXd mean = states.colwise().mean().transpose();
  EXPECT_LT((found.mean - mean).norm(), 1e-12);
  const Eigen::JacobiSVD<MatrixXd> svd(states.rowwise() - mean.transpose(), Eigen::ComputeThinV);
  const VectorXd squares = svd.singularValues().array().square();
  for (Eigen::Index k = 0; k < 5; ++k) {
    EXPECT_NEAR(found.explained[k], squares[k] / squares.sum(), 1e-12);
    EXPECT_NEAR(std::fabs(svd.matrixV().col(k).dot(found.axes.col(k))), 1, 1e-9);
    Eigen::Index largest = 0;
    found.axes.col(k).cwiseAbs().maxCoeff(&largest);
    EXPECT_GT(found.axes(largest, k), 0) << "signs are fixed";
  }
}

TEST(PrincipalComponents, LeaveOutWhatDoesNotVary) {
  MatrixXd states(30, 3);
  for (int s = 0; s < 30; ++s) states.row(s) << s, 2 * s, 7;
  const PrincipalComponents found = principal_components(states, 3);
  ASSERT_EQ(found.axes.cols(), 1);
  EXPECT_NEAR(found.explained[0], 1, 1e-12);
  EXPECT_NEAR(found.axes(1, 0), 2 / std::sqrt(5.0), 1e-12);
  EXPECT_EQ(principal_components(MatrixXd::Constant(5, 2, 1), 2).axes.cols(), 0);
  EXPECT_EQ(principal_components(MatrixXd(0, 0), 2).axes.cols(), 0);
}

TEST(PrincipalComponents, PlaceTrajectories) {
  // Unit 0 follows the coherence, unit 1 time; unit 2 is the opposite of unit 0.
  const Recording recording =
      made_recording(3, 200, [](int, double coherence, int, int unit, int step) {
        return unit == 1 ? 0.1 * step : (unit == 0 ? 1 : -1) * coherence * step;
      });
  const std::vector<ConditionSet> sets = condition_sets(recording);
  EXPECT_EQ(sets.size(), 10u) << "context and coherence; the wanted choice follows from it";
  const std::vector<Trajectory> paths = average_trajectories(recording, sets);
  const PrincipalComponents found = principal_components(states_of(paths), 3);
  ASSERT_EQ(found.axes.cols(), 2);
  EXPECT_GT(found.explained[0], 0.95);
  const Trajectory placed = along(paths.front(), found.mean, found.axes);
  ASSERT_EQ(placed.states.rows(), 10);
  for (int t = 0; t < 10; ++t) {
    const VectorXd wanted = found.place(paths.front().states.row(t).transpose());
    EXPECT_LT((placed.states.row(t).transpose() - wanted).norm(), 1e-12);
  }
  const std::vector<Trajectory> single = single_trajectories(recording, 4);
  ASSERT_EQ(single.size(), 4u);
  EXPECT_EQ(single[3].name, "trial 4");
  EXPECT_EQ(single[3].states.rows(), 10);
}

TEST(Recordings, NameSilentUnits) {
  Experiment experiment;
  experiment.network.areas[0].units = 6;
  experiment.network.areas[1].units = 5;
  Trainer trainer(experiment);
  Parameters<float> parameters = trainer.trained_parameters();
  parameters.of(Tensor::recurrent_bias)[3] = -1000;
  trainer.start_from(parameters);
  const Recording recording = record_trials(trainer, 10);
  ASSERT_EQ(recording.trials.size(), 10u);
  EXPECT_NE(std::find(recording.silent.begin(), recording.silent.end(), 3), recording.silent.end());
  EXPECT_EQ(recording.silent.size() + recording.active.size(), 11u);
  EXPECT_LE(visited_states(recording, 50).size(), 50u);
  EXPECT_GT(visited_states(recording, 50).size(), 20u);
}

TEST(Recordings, LeaveOutConditionsThatRepeatOthers) {
  Recording recording = made_recording(1, 60, [](int, double, int, int, int) { return 1; });
  recording.shape.conditions = {"Context (0 motion, 1 colour)", "Motion [%]", "Colour [%]",
                                "Irrelevant [%]"};
  RandomStream random(stream_key(2, Purpose::trials));
  for (RecordedTrial& one : recording.trials) {
    const float motion = static_cast<float>(random.whole(-3, 3));
    const float colour = static_cast<float>(random.whole(-3, 3));
    const float context = one.trial.conditions[0];
    one.trial.conditions = {context, motion, colour, context == 0 ? colour : motion};
  }
  EXPECT_FALSE(repeats_others(recording, 0));
  EXPECT_FALSE(repeats_others(recording, 1));
  EXPECT_FALSE(repeats_others(recording, 2));
  EXPECT_TRUE(repeats_others(recording, 3));
}

}  // namespace nn4n::test::principal_components_test
