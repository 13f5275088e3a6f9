#include "analysis/task_axes.h"

#include <gtest/gtest.h>

#include <Eigen/LU>

#include "support/made_networks.h"
#include "support/made_recordings.h"

namespace nn4n::test::task_axes_test {

using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// A number in −1 … 1 that belongs to a unit, a step and a trial's numbers.
double jitter(int a, int b, int c) {
  RandomStream random(stream_key(7, Purpose::noise, static_cast<std::uint32_t>(a * 1000 + b),
                                 static_cast<std::uint32_t>(c)));
  return 2 * double{random.uniform()} - 1;
}

const TaskAxis* axis_of(const TaskAxes& found, std::string_view name) {
  for (const TaskAxis& axis : found.axes) {
    if (axis.name == name) return &axis;
  }
  return nullptr;
}

}  // namespace

TEST(TaskAxes, RidgeIsTheClosedForm) {
  MatrixXd x = random_network(ActivationKind::linear, 40, 6, 1).recurrent.leftCols(4);
  const MatrixXd r = random_network(ActivationKind::linear, 40, 6, 2).recurrent.leftCols(7);
  x.col(0).array() += 5;  // the mean plays no part
  const double lambda = 0.3;
  const MatrixXd centred = x.rowwise() - x.colwise().mean();
  const MatrixXd wanted =
      (centred.transpose() * centred + lambda * 40 * MatrixXd::Identity(4, 4)).inverse() *
      centred.transpose() * (r.rowwise() - r.colwise().mean());
  const MatrixXd found = ridge_regression(x, r, lambda);
  EXPECT_GT(wanted.norm(), 0.1);
  EXPECT_LT((found - wanted).norm(), 1e-12);
  EXPECT_LT(ridge_regression(x, r, 100).norm(), 0.1 * found.norm()) << "a penalty shrinks";
}

TEST(TaskAxes, AreFoundWhereTheyWerePlanted) {
  // In "Look" (from step 3 on) unit 0 carries the choice, unit 1 the coherence, units 2 and 3 both
  // the context; unit 4 only noise. In "Wait" there is nothing but noise.
  const Recording recording =
      made_recording(5, 240, [](int context, double coherence, int choice, int unit, int step) {
        const double noise =
            0.05 *
            jitter(unit, step, static_cast<int>(context + 2 * choice + 10 * (coherence + 3)));
        if (step < 3 || unit == 4) return 2 + noise;
        if (unit == 0) return 2 + (choice ? 0.5 : -0.5) + noise;
        if (unit == 1) return 2 + 0.4 * coherence + noise;
        return 2 + (context ? 0.3 : -0.3) + noise;
      });
  const TaskAxes found = task_axes(recording, {.permutations = 60});
  EXPECT_EQ(found.fitted, 120);
  EXPECT_EQ(found.held_out, 120);
  ASSERT_EQ(found.axes.size(), 3u);
  const TaskAxis* choice = axis_of(found, "choice");
  const TaskAxis* context = axis_of(found, "context");
  const TaskAxis* coherence = axis_of(found, "coherence");
  ASSERT_TRUE(choice && context && coherence);
  EXPECT_GT(choice->axis[0], 0.99);
  EXPECT_GT(coherence->axis[1], 0.99);
  EXPECT_NEAR(context->axis[2], std::sqrt(0.5), 0.05);
  EXPECT_NEAR(context->axis[3], std::sqrt(0.5), 0.05);
  for (const TaskAxis& axis : found.axes) {
    EXPECT_EQ(axis.epoch, "Look");
    EXPECT_GT(axis.held_out, 0.95) << axis.name;
    EXPECT_LT(axis.null_95, 0.5) << axis.name;
    EXPECT_NEAR(axis.p, 1.0 / 61, 1e-12) << axis.name;
    EXPECT_NEAR(axis.axis.norm(), 1, 1e-12);
  }
  const MatrixXd matrix = found.matrix();
  EXPECT_LT((matrix.transpose() * matrix - MatrixXd::Identity(3, 3)).norm(), 1e-9);
  EXPECT_GT(found.rates_held_out, 0.8);
}

TEST(TaskAxes, OfNoiseAreNoBetterThanTheirPermutations) {
  int trial = 0;
  const Recording recording = made_recording(
      6, 120, [&](int, double, int, int unit, int step) { return jitter(unit, step, trial++); });
  const TaskAxes found = task_axes(recording, {.permutations = 100});
  ASSERT_EQ(found.axes.size(), 3u);
  for (const TaskAxis& axis : found.axes) {
    EXPECT_LT(axis.held_out, 0.1) << axis.name;
    EXPECT_GT(axis.p, 0.02) << axis.name;
  }
}

TEST(TaskAxes, NeedTrialsAndVariables) {
  const auto one = [](int, double, int, int, int) { return 1; };
  EXPECT_TRUE(task_axes(made_recording(3, 12, one)).axes.empty());
  Recording recording = made_recording(3, 60, one);
  for (RecordedTrial& trial : recording.trials) trial.outcome.choice = -1;
  EXPECT_TRUE(task_axes(recording).axes.empty()) << "no trial with a choice";
  recording = made_recording(3, 60, one);
  recording.active.clear();
  EXPECT_TRUE(task_axes(recording).axes.empty());
}

TEST(TaskAxes, VariablesThatFollowFromOthersAreLeftOut) {
  Recording recording = made_recording(1, 60, [](int, double, int, int, int) { return 1; });
  recording.shape.conditions = {"Direction [°]", "Coherence [%]", "Double [%]", "Always [ms]"};
  std::vector<std::size_t> all;
  for (std::size_t b = 0; b < recording.trials.size(); ++b) {
    all.push_back(b);
    std::vector<float>& drawn = recording.trials[b].trial.conditions;
    drawn = {static_cast<float>(b * 30), drawn[1], 2 * drawn[1] + 1, 7};
  }
  std::vector<std::string> names;
  for (const TaskVariable& variable : task_variables(recording, all)) {
    names.push_back(variable.name);
    if (variable.name == "direction (cosine)") {
      EXPECT_NEAR(variable.values[4], -0.5, 1e-12);
      EXPECT_NEAR(variable.values[7], std::cos(210 * 3.14159265358979 / 180), 1e-12);
    }
    if (variable.name == "direction (sine)") {
      EXPECT_NEAR(variable.values[3], 1, 1e-12);
    }
  }
  EXPECT_EQ(names, (std::vector<std::string>{"choice", "direction (cosine)", "direction (sine)",
                                             "coherence"}));
}

}  // namespace nn4n::test::task_axes_test
