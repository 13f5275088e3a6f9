#include "analysis/behaviour_plots.h"

#include <gtest/gtest.h>

#include "training/fresh_trials.h"

namespace nn4n::test::behaviour_plots_test {

namespace {

/// The plots of a task's trials, as an untrained network does them.
std::vector<BehaviourPlot> plots(const std::string& task, const std::string& flag = "") {
  Experiment experiment;
  EXPECT_TRUE(experiment.task.select(task));
  for (Area& area : experiment.network.areas) area.units = 6;
  if (!flag.empty()) {
    const EditTarget target = resolve(target_of(experiment), "task." + flag);
    target.type->set_number(target.object, 1);
  }
  return plots_of(measure_behaviour(Trainer(experiment), 200));
}

using Titles = std::vector<std::string>;

Titles titles(const std::string& task, const std::string& flag = "") {
  Titles found;
  for (const BehaviourPlot& plot : plots(task, flag)) found.push_back(plot.title);
  return found;
}

std::vector<std::string> keys(const std::string& task) {
  std::vector<std::string> found;
  for (const BehaviourPlot& plot : plots(task)) found.push_back(plot.key);
  return found;
}

}  // namespace

TEST(BehaviourPlots, FitTheTask) {
  EXPECT_EQ(titles("pdm"), (Titles{"Psychometric curve", "Choices"}));
  EXPECT_EQ(titles("pdm", "variable_duration"),
            (Titles{"Psychometric curve", "Choices", "Accuracy by stimulus"}));
  EXPECT_EQ(titles("rt"), (Titles{"Psychometric curve", "Chronometric curve", "Choices"}));
  EXPECT_EQ(titles("ctx"),
            (Titles{"Psychometric curve", "Choice by irrelevant coherence", "Choices",
                    "Accuracy by motion coherence", "Accuracy by colour coherence",
                    "Accuracy by irrelevant coherence"}));
  EXPECT_EQ(titles("multi"), (Titles{"Psychometric curve", "Choices"}));
  EXPECT_EQ(titles("rsg"), (Titles{"Produced intervals", "Spread of produced intervals"}));
  EXPECT_EQ(titles("dms"), (Titles{"Choices", "Accuracy by delay"}));
  EXPECT_EQ(titles("gonogo"), (Titles{"Choices"}));
  EXPECT_EQ(titles("odr"), (Titles{"Angular error by delay", "Angular error by direction",
                                   "Choices", "Accuracy by direction", "Accuracy by delay"}));
  EXPECT_EQ(titles("romo").front(), "Psychometric curve");
  EXPECT_EQ(titles("interval")[1], "Threshold by mean duration");
  EXPECT_EQ(titles("seq"), (Titles{"Accuracy by sequence"}));
  EXPECT_EQ(titles("sine"), Titles{});
}

TEST(BehaviourPlots, AreKnownByTheirKindAndCondition) {
  using Keys = std::vector<std::string>;
  EXPECT_EQ(keys("ctx"), (Keys{"psychometric", "psychometric.irrelevant_coherence", "confusion",
                               "accuracy.motion_coherence", "accuracy.colour_coherence",
                               "accuracy.irrelevant_coherence"}));
  EXPECT_EQ(keys("rt"), (Keys{"psychometric", "chronometric", "confusion"}));
  EXPECT_EQ(keys("rsg"), (Keys{"production", "spread"}));
  EXPECT_EQ(keys("odr"), (Keys{"error.delay", "error.direction", "confusion", "accuracy.direction",
                               "accuracy.delay"}));
}

TEST(BehaviourPlots, CurvesAreDrawnApartForKindsOfTrials) {
  for (const auto& [task, names] :
       {std::pair{"ctx", Titles{"motion", "colour"}},
        std::pair{"multi", Titles{"vision", "hearing", "both"}}, std::pair{"pdm", Titles{""}}}) {
    Experiment experiment;
    experiment.task.select(task);
    Titles found;
    std::size_t trials = 0;
    const Behaviour behaviour = measure_behaviour(Trainer(experiment), 100);
    for (const TrialGroup& group : curve_groups(behaviour)) {
      found.push_back(group.name);
      trials += group.trials.size();
    }
    EXPECT_EQ(found, names);
    EXPECT_EQ(trials, behaviour.trials.size());
  }
}

}  // namespace nn4n::test::behaviour_plots_test
