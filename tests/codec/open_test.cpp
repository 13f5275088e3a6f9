#include "codec/open.h"

#include <gtest/gtest.h>

#include "codec/json.h"
#include "codec/share_link.h"
#include "experiment/validate.h"

namespace nn4n::test::open_test {

TEST(Open, TellsJsonPresetsAndLinksApart) {
  Experiment experiment = *preset("gonogo");
  EXPECT_EQ(read_any("preset:gonogo").experiment, experiment);
  EXPECT_EQ(read_any("\n" + to_json(experiment)).experiment, experiment);
  EXPECT_EQ(read_any(to_link(experiment)).experiment, experiment);
  EXPECT_EQ(read_any("").experiment, Experiment{});
}

TEST(Open, AnUnknownPresetListsTheKnownOnes) {
  const Reading reading = read_any("preset:juggling");
  EXPECT_FALSE(reading.readable);
  EXPECT_NE(reading.issues[0].message.find("There is no preset \"juggling\"; known: "),
            std::string::npos);
  EXPECT_NE(reading.issues[0].message.find("pdm"), std::string::npos);
}

TEST(SetPaths, SetsWhatIsGoodAndListsWhatIsNot) {
  Experiment experiment;
  const Issues issues = set_paths(
      experiment,
      R"({"training.learning_rate": 0.01, "network.areas[0].units": 9999, "task": "gonogo",
          "network.areas": 3, "network.connectivity.e_to_e": false, "nonsense": 1})");
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_EQ(issues[0].message, "network.areas[0].units is 9999; allowed 1 to 512. Using 32.");
  EXPECT_EQ(issues[1].path, "nonsense");
  EXPECT_EQ(experiment.training.learning_rate, 0.01);
  EXPECT_EQ(experiment.task.name(), "gonogo");
  EXPECT_EQ(experiment.network.areas.size(), 3u);
  EXPECT_EQ(experiment.network.connectivity.density.size(), 3u);
  EXPECT_FALSE(experiment.network.connectivity.e_to_e);
}

TEST(SetPaths, ABadValueKeepsTheOldOne) {
  Experiment experiment;
  experiment.training.batch = 64;
  const Issues issues = set_paths(experiment, R"({"training.batch": "many"})");
  EXPECT_EQ(issues[0].message, "training.batch is \"many\"; allowed 1 to 512. Using 64.");
  EXPECT_EQ(experiment.training.batch, 64);
}

TEST(SetPaths, WholePartsMayBeSet) {
  Experiment experiment;
  const Issues issues = set_paths(
      experiment,
      R"({"network.areas.1": {"name": "PFC", "units": 20}, "network.connectivity.density": [[1, 0], [0.5, 1]]})");
  EXPECT_TRUE(issues.empty());
  EXPECT_EQ(experiment.network.areas[1].name, "PFC");
  EXPECT_TRUE(experiment.network.areas[1].readout);
  EXPECT_EQ(experiment.network.connectivity.density[1][0], 0.5);
}

TEST(SetPaths, TheExperimentStaysRunnable) {
  Experiment experiment;
  EXPECT_EQ(set_paths(experiment, R"({"network.areas[1].tau_ms": 10})").size(), 1u);
  EXPECT_EQ(experiment.network.dt_ms, 10);
  EXPECT_TRUE(validate(experiment).empty());
}

TEST(SetPaths, WhatIsNoObjectChangesNothing) {
  Experiment experiment;
  for (const std::string_view bad : {"", "[]", "{", "3"}) {
    EXPECT_EQ(set_paths(experiment, bad).size(), 1u) << bad;
  }
  EXPECT_EQ(experiment, Experiment{});
}

}  // namespace nn4n::test::open_test
