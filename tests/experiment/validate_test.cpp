#include "experiment/validate.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nn4n::test::validate_test {

namespace {

/// The only complaint about an experiment; empty when there is none or more than one.
std::string only_complaint(const Experiment& experiment) {
  const Issues issues = validate(experiment);
  return issues.size() == 1 ? issues[0].message : "";
}

std::string only_repair(Experiment experiment) {
  const Issues issues = repair(experiment);
  EXPECT_TRUE(validate(experiment).empty());
  return issues.size() == 1 ? issues[0].message : "";
}

/// Every record's defaults are in range, so that repair always has something to fall back to.
void expect_defaults_in_range(const Target& target, const std::string& path) {
  if (target.type->kind != Kind::text && target.type->kind != Kind::list) {
    EXPECT_EQ(complaint(target), "") << path;
  }
  if (target.type->kind == Kind::integer) {
    EXPECT_GE(target.field->about.min, -2147483648.0) << path << " has no lower bound";
    EXPECT_LE(target.field->about.max, 4294967295.0) << path << " has no upper bound";
  }
  for_each_part(target, [&](const Target& part, const std::string& step) {
    expect_defaults_in_range(part, path + step);
  });
  if (target.type->kind != Kind::list || target.type->element->kind != Kind::record) return;
  const Type* element = target.type->element;
  expect_defaults_in_range({element, element->record(nullptr).defaults(), target.field},
                           path + "[]");
}

void expect_parameters_in_range(const Registry& registry) {
  ASSERT_FALSE(registry.entries().empty());
  for (const Entry* entry : registry.entries()) {
    const Record& record = entry->parameters();
    for (const Field& field : record.fields) {
      const Target member{&field.type(), field.member(record.defaults()), &field};
      expect_defaults_in_range(member, std::string(entry->key) + "." + std::string(field.key));
      EXPECT_FALSE(field.about.label.empty()) << entry->key << " " << field.key;
    }
  }
}

}  // namespace

TEST(Validate, TheDefaultExperimentRuns) { EXPECT_TRUE(validate(Experiment{}).empty()); }

TEST(Validate, EveryDefaultIsInRange) {
  Experiment experiment;
  expect_defaults_in_range(target_of(experiment), "");
  expect_parameters_in_range(TaskCatalogue::registry());
  expect_parameters_in_range(TermCatalogue::registry());
}

TEST(Validate, SaysWhatFoundAllowedAndOnRepairWhatIsUsed) {
  Experiment experiment;
  experiment.network.areas[0].units = 9999;
  EXPECT_EQ(validate(experiment)[0].message, "network.areas[0].units is 9999; allowed 1 to 512");
  EXPECT_EQ(only_repair(experiment), "network.areas[0].units is 9999; allowed 1 to 512. Using 32.");
}

TEST(Validate, RepairFallsBackToTheDefaultAtThatPath) {
  Experiment experiment;
  experiment.network.areas[1].name = "";
  experiment.network.areas.push_back({});
  experiment.network.areas[2].tau_ms = std::nan("");
  experiment.training.learning_rate = -1;
  conform(experiment);
  EXPECT_EQ(repair(experiment).size(), 3u);
  EXPECT_EQ(experiment.network.areas[1].name, "Decision");
  EXPECT_EQ(experiment.network.areas[2].tau_ms, 100);
  EXPECT_EQ(experiment.training.learning_rate, 0.002);
}

TEST(Validate, AsksForAnAreaWithInputAndOneWithReadout) {
  Experiment experiment;
  experiment.network.areas[0].input = false;
  EXPECT_EQ(only_complaint(experiment),
            "network.areas are all without input; allowed at least one with it");
  EXPECT_EQ(
      only_repair(experiment),
      "network.areas are all without input; allowed at least one with it. Using area 1 (Sensory).");
  experiment.network.areas[0].input = true;
  experiment.network.areas[1].readout = false;
  EXPECT_EQ(only_complaint(experiment),
            "network.areas are all without readout; allowed at least one with it");
}

TEST(Validate, OutputsNeedAUnitToReadFrom) {
  Experiment experiment;
  experiment.network.areas[1].excitatory = 0;
  EXPECT_NE(only_complaint(experiment), "");
  experiment.network.connectivity.inhibitory_readout = true;
  EXPECT_TRUE(validate(experiment).empty());
  experiment.network.connectivity.inhibitory_readout = false;
  experiment.network.connectivity.unit_signs = UnitSigns::none;
  EXPECT_TRUE(validate(experiment).empty());
}

TEST(Validate, TheStepIsAtMostTheSmallestTimeConstant) {
  Experiment experiment;
  experiment.network.areas[1].tau_ms = 15;
  EXPECT_EQ(only_repair(experiment),
            "network.dt_ms is 20; allowed 1 to 15, the time constant of Decision. Using 15.");
}

TEST(Validate, UnitsFitTogether) {
  Experiment experiment;
  experiment.network.areas[0].units = 300;
  experiment.network.areas[1].units = 300;
  EXPECT_EQ(only_repair(experiment),
            "network.areas has 600 units in all areas together; allowed 1 to 512. Using at most 32 "
            "in each.");
}

TEST(Validate, OnlyLiveFieldsChangeWhileTraining) {
  Experiment experiment;
  experiment.changes = {{5, "training.learning_rate", 0.01},
                        {6, "network.dt_ms", 10},
                        {7, "training.learning_rate", 50},
                        {8, "loss[9].weight", 1}};
  const Issues issues = repair(experiment);
  ASSERT_EQ(issues.size(), 3u);
  EXPECT_EQ(issues[0].message,
            "At iteration 6 network.dt_ms cannot be changed while training. Leaving it out.");
  EXPECT_EQ(issues[1].message,
            "At iteration 7 training.learning_rate is 50; allowed 0.00001 to 1. Leaving it out.");
  EXPECT_EQ(experiment.changes.size(), 1u);
}

TEST(Conform, DensityFollowsTheAreas) {
  Experiment experiment;
  experiment.network.areas.resize(3);
  experiment.network.connectivity.density[0][1] = 0.5;
  conform(experiment);
  const std::vector<std::vector<double>> expected{
      {0.8, 0.5, kBackwardDensity},
      {kForwardDensity, 0.8, kBackwardDensity},
      {kForwardDensity, kForwardDensity, kWithinDensity}};
  EXPECT_EQ(experiment.network.connectivity.density, expected);
  experiment.network.areas.resize(1);
  conform(experiment);
  EXPECT_EQ(experiment.network.connectivity.density, (std::vector<std::vector<double>>{{0.8}}));
}

TEST(Conform, WithTheDefaultAreasGivesTheDefaultDensity) {
  Experiment experiment;
  experiment.network.connectivity.density.clear();
  conform(experiment);
  EXPECT_EQ(experiment, Experiment{});
}

TEST(Conform, SortsChangesAndSpellsTheirPathsOneWay) {
  Experiment experiment;
  experiment.changes = {{9, "loss.1.weight", 1}, {3, "training.momentum", 0.5}};
  conform(experiment);
  EXPECT_EQ(experiment.changes[0].iteration, 3);
  EXPECT_EQ(experiment.changes[1].path, "loss[1].weight");
}

TEST(Presets, EveryTaskIsOneAndRuns) {
  ASSERT_GE(TaskCatalogue::registry().entries().size(), 2u);
  for (const Entry* task : TaskCatalogue::registry().entries()) {
    const std::optional<Experiment> experiment = preset(task->key);
    ASSERT_TRUE(experiment) << task->key;
    EXPECT_EQ(experiment->task.name(), task->key);
    EXPECT_TRUE(validate(*experiment).empty()) << task->key;
  }
}

TEST(Presets, TasksThatNeedACurriculumHaveOneAndAllDrawAgain) {
  std::vector<std::string> with_curriculum;
  for (const Entry* task : TaskCatalogue::registry().entries()) {
    const Training training = preset(task->key)->training;
    EXPECT_TRUE(training.redraw.on) << task->key;
    if (training.curriculum.on) with_curriculum.emplace_back(task->key);
  }
  EXPECT_EQ(with_curriculum, (std::vector<std::string>{"dmc", "dms", "dpa", "odr"}));
}

TEST(Presets, WhatATaskNeedsStandsInItsEntry) {
  std::vector<std::string> with_needs;
  for (const Entry* task : TaskCatalogue::registry().entries()) {
    Experiment experiment = base_with(task->key);
    experiment.task.select(task->key);
    experiment.training.redraw.on = true;
    if (task->needs) {
      with_needs.emplace_back(task->key);
      task->needs(experiment);
    }
    conform(experiment);
    EXPECT_EQ(experiment, *preset(task->key)) << task->key;
  }
  EXPECT_EQ(with_needs, (std::vector<std::string>{"ctx", "dmc", "dms", "dpa", "flipflop",
                                                  "interval", "mackey_glass", "memory_capacity",
                                                  "multi", "ng_delay_comparison", "ng_pdm", "odr",
                                                  "pdm", "romo", "rsg", "rt", "seq", "sine"}));
}

TEST(Presets, ATaskCanBeSetInAnyNetwork) {
  Experiment chain = *preset("three_areas");
  EXPECT_FALSE(set_task(chain, "juggling"));
  EXPECT_TRUE(set_task(chain, "seq"));
  EXPECT_EQ(chain.task.name(), "seq");
  EXPECT_EQ(chain.network.areas.size(), 3u);
  for (const Area& area : chain.network.areas) EXPECT_EQ(area.tau_ms, 50);
  EXPECT_TRUE(validate(chain).empty());
}

TEST(Presets, AllThatAreListedExistAndUnknownOnesDoNot) {
  for (const Choice& choice : presets()) EXPECT_TRUE(preset(choice.key)) << choice.key;
  EXPECT_FALSE(preset("juggling"));
}

/// The experiment that the page opens with is the preset of its task.
TEST(DefaultExperiment, IsThePresetOfThePerceptualDecision) {
  Experiment experiment;
  experiment.training.redraw.on = true;
  EXPECT_EQ(experiment, *preset("pdm"));
  EXPECT_EQ(experiment.network.input_noise, 0.1);
  EXPECT_EQ(experiment.training.schedule.kind, ScheduleKind::cosine);
}

TEST(FollowTask, BringsWhatTheNewTaskNeedsUnlessAPersonHasChangedIt) {
  Experiment experiment;
  experiment.network.areas[0].units = 20;
  experiment.task.select("dms");
  follow_task(experiment, "pdm");
  EXPECT_EQ(experiment.network.input_noise, 0.01);
  EXPECT_EQ(experiment.network.recurrent_noise, 0.05);
  EXPECT_EQ(experiment.training.schedule.kind, ScheduleKind::constant);
  EXPECT_TRUE(experiment.training.curriculum.on);
  EXPECT_EQ(experiment.network.areas[0].units, 20);
  experiment.network.recurrent_noise = 0.3;
  experiment.task.select("pdm");
  follow_task(experiment, "dms");
  EXPECT_EQ(experiment.network.recurrent_noise, 0.3);
  EXPECT_EQ(experiment.network.input_noise, 0.1);
  EXPECT_EQ(experiment.training.schedule, Schedule{});
  EXPECT_FALSE(experiment.training.curriculum.on);
}

}  // namespace nn4n::test::validate_test
