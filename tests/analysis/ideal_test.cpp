// Networks that were trained for a moment, beside the ideal observer of their task.
#include <gtest/gtest.h>

#include "analysis/behaviour_plots.h"
#include "analysis/report.h"
#include "experiment/validate.h"
#include "tasks/ideal_observer.h"
#include "training/fresh_trials.h"

namespace nn4n::test::ideal_test {

namespace {

Trainer trained(const char* task, int iterations) {
  Experiment experiment = *preset(task);
  experiment.network.areas = {{.name = "Small", .units = 24, .input = true, .readout = true}};
  experiment.training.learning_rate = 0.004;
  conform(experiment);
  Trainer trainer(experiment);
  while (trainer.iteration() < iterations) trainer.step();
  return trainer;
}

/// By the strength of the stimulus, whatever its sign: a bias makes one side better at the expense
/// of the other.
struct Sum {
  double ideal = 0;
  int correct = 0, trials = 0;
};

}  // namespace

/// 99.99 %: the test holds for each of some twenty strengths.
TEST(Network, IsNeverBetterThanTheIdealObserver) {
  for (const char* task : {"pdm", "multi", "ctx", "romo", "rt"}) {
    const Trainer trainer = trained(task, 250);
    const Behaviour behaviour = measure_behaviour(trainer, 2000);
    std::map<float, Sum> sums;
    for (const JudgedTrial& trial : behaviour.trials) {
      ASSERT_GE(trial.ideal, 0.5f) << task;
      Sum& sum = sums[std::fabs(trial.stimulus)];
      sum.ideal += double{trial.ideal};
      sum.correct += trial.correct;
      ++sum.trials;
    }
    int all = 0;
    for (const auto& [strength, sum] : sums) {
      const double n = sum.trials;
      const double p = sum.ideal / n;
      EXPECT_LE(sum.correct / n, p + 3.9 * std::sqrt(p * (1 - p) / n) + 1 / n)
          << task << ", strength " << strength;
      all += sum.correct;
    }
    EXPECT_GT(all, 0.6 * static_cast<double>(behaviour.trials.size()))
        << task << " was learnt a little, or the test would show nothing";
  }
}

TEST(Ideal, StandsBesideWhatWasChosen) {
  const JsonValue report = analyse(trained("pdm", 1), {.trials = 600});
  const JsonValue& curve = report.find("plots")->items[0].find("curves")->items[0];
  for (const JsonValue& point : curve.find("points")->items) {
    ASSERT_TRUE(point.find("ideal"));
    const double ideal = point.find("ideal")->number;
    EXPECT_EQ(point.find("stimulus")->number > 0, ideal > 0.5);
    EXPECT_GE(ideal, 0);
    EXPECT_LE(ideal, 1);
  }
  const JsonValue none = analyse(trained("gonogo", 1), {.trials = 60});
  for (const JsonValue& plot : none.find("plots")->items) {
    const JsonValue* points = plot.find("points");
    for (std::size_t k = 0; points && k < points->items.size(); ++k)
      EXPECT_FALSE(points->items[k].find("ideal"));
  }
}

/// What both senses should bring follows from each alone: slope² = slope₁² + slope₂².
TEST(Together, IsPredictedFromEachAlone) {
  EXPECT_FALSE(predicted_together({}));
  const Logistic alone[]{{.bias = 1, .slope = 3}, {.bias = -1, .slope = 4}};
  const auto both = predicted_together(alone);
  ASSERT_TRUE(both);
  EXPECT_DOUBLE_EQ(both->slope, 5);
  EXPECT_DOUBLE_EQ(both->bias, (9.0 - 16) / 25);
}

TEST(Together, IsPredictedForTheGroupOfBoth) {
  const Behaviour behaviour = measure_behaviour(trained("multi", 150), 1500);
  int predicted = 0;
  for (const TrialGroup& group : curve_groups(behaviour)) {
    const bool there = prediction_for(behaviour, kStimulus, group).has_value();
    EXPECT_EQ(there, group.name == "both");
    predicted += there;
  }
  EXPECT_EQ(predicted, 1);
}

}  // namespace nn4n::test::ideal_test
