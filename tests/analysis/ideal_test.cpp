// Networks that were trained for a moment, beside the ideal observer of their task.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "analysis/behaviour_plots.h"
#include "analysis/report.h"
#include "experiment/named.h"
#include "experiment/validate.h"
#include "tasks/draw.h"
#include "tasks/ideal_observer.h"
#include "training/fresh_trials.h"

namespace nn4n::test::ideal_test {

namespace {

Trainer trained(Experiment experiment, int iterations) {
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

/// The strengths at which more answers are right than the ideal observer would give, beyond 99.99 %
/// of what chance brings: a test looks at some thirty strengths.
std::vector<float> above_the_ideal(const Behaviour& behaviour) {
  std::map<float, Sum> sums;
  for (const JudgedTrial& trial : behaviour.trials) {
    Sum& sum = sums[std::fabs(trial.stimulus)];
    sum.ideal += double{trial.ideal};
    sum.correct += trial.correct;
    ++sum.trials;
  }
  std::vector<float> above;
  for (const auto& [strength, sum] : sums) {
    const double n = sum.trials;
    const double p = sum.ideal / n;
    if (sum.correct / n > p + 3.9 * std::sqrt(p * (1 - p) / n) + 1 / n) above.push_back(strength);
  }
  return above;
}

double share_of_right(const Behaviour& behaviour) {
  double correct = 0;
  for (const JudgedTrial& trial : behaviour.trials) correct += trial.correct;
  return correct / static_cast<double>(behaviour.trials.size());
}

bool states_an_ideal(const Experiment& experiment) {
  for (const Trial& trial : draw_trials(experiment, {.seed = 1}, 20)) {
    if (trial.counted && ideal_of(experiment, trial) != kNoIdeal) return true;
  }
  return false;
}

/// The presets of all tasks that state an ideal observer, and one whose stimuli vary in duration.
std::vector<Experiment> with_an_ideal() {
  std::vector<Experiment> list;
  for (const Entry* task : TaskCatalogue::registry().entries()) {
    const Experiment experiment = *preset(task->key);
    if (validate(experiment).empty() && states_an_ideal(experiment)) list.push_back(experiment);
  }
  list.push_back(*preset("pdm"));
  set_field(list.back(), "task.variable_duration", 1);
  return list;
}

/// A record of observers who are right with probability `of(ideal)`.
template <class Of>
Behaviour observed(const Experiment& experiment, Of&& of) {
  Behaviour behaviour = behaviour_of(task_of(experiment).shape(experiment.task));
  RandomStream random(stream_key(3, Purpose::noise));
  for (const Trial& trial : draw_trials(experiment, {.seed = 7}, 3000)) {
    if (!trial.counted) continue;
    const bool correct = random.chance(of(ideal_of(experiment, trial)));
    add(behaviour, experiment, trial,
        {.correct = correct, .choice = correct ? trial.correct : 1 - trial.correct});
  }
  return behaviour;
}

}  // namespace

TEST(Network, IsNeverBetterThanTheIdealObserver) {
  std::set<std::string> tasks;
  for (const Experiment& experiment : with_an_ideal()) {
    const std::string task(experiment.task.name());
    tasks.insert(task);
    const Behaviour behaviour = measure_behaviour(trained(experiment, 250), 2000);
    for (const JudgedTrial& trial : behaviour.trials) ASSERT_GE(trial.ideal, 0.5f) << task;
    for (const float strength : above_the_ideal(behaviour))
      ADD_FAILURE() << task << " is better than can be at strength " << strength;
    EXPECT_GT(share_of_right(behaviour), 0.6)
        << task << " was learnt a little, or the test would show nothing";
  }
  EXPECT_EQ(tasks, (std::set<std::string>{"ctx", "multi", "pdm", "romo", "rt"}));
}

/// What the test above would say of observers who know more than the inputs show.
TEST(Network, ThatKnowsTheAnswerIsFoundOut) {
  for (const Experiment& experiment : with_an_ideal()) {
    const std::string task(experiment.task.name());
    const auto ideal = observed(experiment, [](double p) { return p; });
    const auto better = observed(experiment, [](double p) { return (1 + p) / 2; });
    EXPECT_TRUE(above_the_ideal(ideal).empty()) << task;
    EXPECT_FALSE(above_the_ideal(better).empty()) << task;
  }
}

TEST(Ideal, StandsBesideWhatWasChosen) {
  const JsonValue report = analyse(trained(*preset("pdm"), 1), {.trials = 600});
  const JsonValue& curve = report.find("plots")->items[0].find("curves")->items[0];
  for (const JsonValue& point : curve.find("points")->items) {
    ASSERT_TRUE(point.find("ideal"));
    const double ideal = point.find("ideal")->number;
    EXPECT_EQ(point.find("stimulus")->number > 0, ideal > 0.5);
    EXPECT_GE(ideal, 0);
    EXPECT_LE(ideal, 1);
  }
  const JsonValue none = analyse(trained(*preset("gonogo"), 1), {.trials = 60});
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
  const Behaviour behaviour = measure_behaviour(trained(*preset("multi"), 150), 1500);
  int predicted = 0;
  for (const TrialGroup& group : curve_groups(behaviour)) {
    const bool there = prediction_for(behaviour, kStimulus, group).has_value();
    EXPECT_EQ(there, group.name == "both");
    predicted += there;
  }
  EXPECT_EQ(predicted, 1);
}

}  // namespace nn4n::test::ideal_test
