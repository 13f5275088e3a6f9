#include "editing/defaults.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "editing/all_settings.h"
#include "editing/app.h"
#include "experiment/validate.h"
#include "playground/headless.h"

namespace nn4n::playground::defaults_test {
namespace {

std::vector<std::string> paths_of(const Experiment& experiment) {
  std::vector<std::string> paths;
  for (const Setting& setting : changed_settings(experiment)) paths.push_back(setting.path);
  return paths;
}

TEST(Defaults, TheDefaultExperimentHasNoChangedSetting) {
  EXPECT_TRUE(paths_of(Experiment{}).empty());
}

TEST(Defaults, APresetOfATaskDiffersByTheTaskAlone) {
  for (const Choice& name : presets()) {
    if (!TaskCatalogue::registry().find(name.key)) continue;  // a network that was published
    const Experiment experiment = *preset(name.key);
    for (const std::string& path : paths_of(experiment))
      EXPECT_FALSE(path.starts_with("task.")) << name.key << ": " << path;
  }
}

TEST(Defaults, EachChangedValueIsListedWithBoth) {
  Experiment experiment;
  experiment.network.areas[1].tau_ms = 50;
  experiment.network.connectivity.density[1][0] = 0.5;
  experiment.network.connectivity.sign_constraint = SignConstraint::rectify;
  experiment.training.schedule.kind = ScheduleKind::step;
  experiment.seed = 3;
  const std::vector<Setting> settings = changed_settings(experiment);
  EXPECT_EQ(settings, (std::vector<Setting>{
                          {"network.areas[1].tau_ms", "Decision: Time constant", "50 ms", "100 ms"},
                          {"network.connectivity.density[1][0]",
                           "Density into Decision from Sensory", "0.5", "0.35"},
                          {"network.connectivity.sign_constraint",
                           "Connectivity: How Dale's law is kept", "Rectified", "Clamped"},
                          {"training.schedule.kind", "Learning rate schedule", "Steps", "Cosine"},
                          {"seed", "Seed", "3", "1"}}));
}

std::vector<std::string> idle_settings(const Experiment& experiment) {
  std::vector<std::string> paths = all_settings(experiment);
  std::erase_if(paths, [&](const std::string& path) { return has_effect(experiment, path); });
  return paths;
}

TEST(Defaults, ASettingWithoutEffectIsNotListed) {
  Experiment experiment;
  experiment.training.momentum = 0.5;
  EXPECT_TRUE(paths_of(experiment).empty());
  experiment.training.optimiser = OptimiserKind::rmsprop;
  EXPECT_EQ(paths_of(experiment),
            (std::vector<std::string>{"training.optimiser", "training.momentum"}));
}

TEST(Defaults, WhichSettingsHaveNoEffectFollowsFromTheChoices) {
  Experiment experiment;
  experiment.task.select("custom");
  ASSERT_EQ(to_text(resolve(target_of(experiment), "task.judge.rule")), "largest");
  EXPECT_EQ(
      idle_settings(experiment),
      (std::vector<std::string>{
          "task.judge.threshold", "task.judge.tolerance_deg", "task.judge.largest_error",
          "training.momentum", "training.nesterov", "training.adam.weight_decay",
          "training.rmsprop.decay", "training.rmsprop.epsilon", "training.schedule.every",
          "training.schedule.factor", "training.ridge_penalty", "training.curriculum.delay",
          "training.curriculum.coherence", "training.redraw.after", "training.redraw.at_most"}));
  EXPECT_EQ(without_effect(experiment, "task.judge.threshold"),
            "It has an effect only where \"Judged by\" is Threshold.");
  experiment.training.optimiser = OptimiserKind::sgd;
  experiment.training.schedule.kind = ScheduleKind::step;
  experiment.training.readout_rule = ReadoutRule::ridge;
  experiment.training.curriculum.on = experiment.training.redraw.on = true;
  EXPECT_EQ(idle_settings(experiment),
            (std::vector<std::string>{
                "task.judge.threshold", "task.judge.tolerance_deg", "task.judge.largest_error",
                "training.adam.beta1", "training.adam.beta2", "training.adam.epsilon",
                "training.adam.weight_decay", "training.rmsprop.decay", "training.rmsprop.epsilon",
                "training.schedule.length", "training.schedule.floor"}));
}

TEST(Defaults, ListsTheTaskTheAreasAndTheTermsWhenTheyAreOthers) {
  App app;
  apply(app, SetText{"task", "gonogo"});
  apply(app, AddArea{});
  apply(app, AddTerm{"rate_cv", 1e-3});
  apply(app, AddElement{"network.connectivity.blocks"});
  const auto paths = paths_of(app.experiment);
  for (const char* path : {"task", "network.areas", "network.connectivity.blocks", "loss"})
    EXPECT_EQ(std::count(paths.begin(), paths.end(), path), 1) << path;
  EXPECT_EQ(std::count(paths.begin(), paths.end(), "network.areas[2].name"), 0)
      << "a new area has the values of new areas";
}

TEST(Defaults, RestoringEachListedSettingLeavesNone) {
  Experiment experiment = *preset("seq");
  experiment.loss.push_back({Selection<TermCatalogue>("rate_cv"), 0.5});
  experiment.network.areas.push_back({.name = "V4", .units = 11});
  experiment.network.connectivity.blocks.resize(2);
  experiment.network.connectivity.blocks[1].gain = 3;
  experiment.network.unit_tau_ms = {1, 2, 3};
  experiment.network.recurrent_weights.given = {{1, 2}, {3, 4}};
  conform(experiment);
  ASSERT_GT(changed_settings(experiment).size(), 6u);
  for (int rounds = 0; rounds < 20 && !changed_settings(experiment).empty(); ++rounds) {
    for (const Setting& setting : changed_settings(experiment))
      ASSERT_TRUE(restore(experiment, setting.path) || rounds == 0) << setting.path;
  }
  EXPECT_TRUE(experiment == Experiment{});
  EXPECT_FALSE(restore(experiment, "network.moon"));
}

TEST(Defaults, ADotMarksWhatIsChanged) {
  Headless screen;
  EXPECT_FALSE(screen.box("training.batch#changed").drawn);
  screen.page.command("set", R"({"training.batch": 8, "network.connectivity.i_to_e": true})");
  screen.frames(2);
  EXPECT_TRUE(screen.box("training.batch#changed").drawn);
  EXPECT_TRUE(screen.box("network.connectivity.i_to_e#changed").drawn);
  EXPECT_FALSE(screen.box("seed#changed").drawn);
}

TEST(Defaults, TheListLeadsToControlsAndRestores) {
  Headless screen;
  screen.page.command("set", R"({"training.batch": 8, "network.areas.0.units": 20, "seed": 4})");
  screen.frames(2);
  screen.click(screen.box("section.changed").at(0.5f));
  screen.click(screen.box("changed.training.batch").at(0.3f, 0.3f));
  screen.frames(3);
  EXPECT_EQ(screen.page.app().view.found, "training.batch");
  screen.click(screen.box("changed.training.batch#restore").at(0.5f));
  EXPECT_EQ(screen.experiment().training.batch, Training{}.batch);
  EXPECT_FALSE(screen.box("changed.training.batch").drawn);
  screen.click(screen.box("changed.restore_all").at(0.5f));
  EXPECT_EQ(screen.experiment(), Experiment{});
  screen.page.command("undo", "null");
  EXPECT_EQ(screen.experiment().network.areas[0].units, 20);
}

TEST(Defaults, EveryKindOfValueCanBeRestored) {
  App app;
  apply(app, SetText{"task.coherences", "1, 2"});
  apply(app, SetText{"network.areas[0].name", "Retina"});
  apply(app, SetText{"network.activation", "tanh"});
  apply(app, SetValue{"network.learn_alpha", 1});
  apply(app, SetText{"task", "dms"});
  for (const char* path : {"network.areas[0].name", "network.activation", "network.learn_alpha",
                           "task", "task.coherences"})
    EXPECT_TRUE(apply(app, RestoreDefault{path}).empty()) << path;
  EXPECT_EQ(app.experiment, Experiment{});
  EXPECT_FALSE(apply(app, RestoreDefault{"network.moon"}).empty());
}

}  // namespace
}  // namespace nn4n::playground::defaults_test
