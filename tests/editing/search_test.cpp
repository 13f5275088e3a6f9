#include "editing/search.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "editing/all_settings.h"
#include "playground/headless.h"

namespace nn4n::playground::search_test {
namespace {

bool finds(const std::vector<Found>& found, std::string_view path) {
  return std::any_of(found.begin(), found.end(), [&](const Found& f) { return f.path == path; });
}

TEST(Search, FindsByLabelKeyHelpAndUnit) {
  const Experiment experiment;
  EXPECT_TRUE(finds(search(experiment, "time constant"), "network.areas[1].tau_ms"));
  EXPECT_TRUE(finds(search(experiment, "tau"), "network.areas[0].tau_ms"));
  EXPECT_TRUE(finds(search(experiment, "Dale"), "network.connectivity.sign_constraint"));
  EXPECT_TRUE(finds(search(experiment, "pascanu"), "training.clip_norm"));
  EXPECT_TRUE(finds(search(experiment, "decision unit"), "network.areas[1].units"));
  EXPECT_TRUE(finds(search(experiment, "go / no"), "task"));
  EXPECT_TRUE(finds(search(experiment, "hebbian"), "loss.add"));
}

TEST(Search, PutsTheLabelFirst) {
  const auto found = search(Experiment{}, "momentum");
  ASSERT_GE(found.size(), 2u);
  EXPECT_EQ(found[0].path, "training.momentum");
  EXPECT_EQ(search(Experiment{}, "dale")[0].path, "network.connectivity.sign_constraint");
}

TEST(Search, NeedsEveryWord) {
  EXPECT_TRUE(search(Experiment{}, "momentum hedgehog").empty());
  EXPECT_TRUE(search(Experiment{}, "").empty());
  EXPECT_TRUE(search(Experiment{}, "   ").empty());
  EXPECT_FALSE(search(Experiment{}, "  MOMENTUM ").empty());
}

TEST(Search, SaysValueAndPlace) {
  const auto found = search(Experiment{}, "sensory time");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].label, "Sensory: Time constant");
  EXPECT_EQ(found[0].value, "100 ms");
  EXPECT_FALSE(found[0].help.empty());
}

TEST(Search, FindsEverySettingByItsOwnLabel) {
  const Experiment experiment;
  for (const std::string& path : all_settings(experiment)) {
    EXPECT_TRUE(finds(search(experiment, full_label(experiment, path), {}, 10), path)) << path;
  }
}

TEST(Search, LeadsToAFoldedControlAndMarksIt) {
  Headless screen(1366, 768);
  ASSERT_FALSE(screen.box("training.adam.beta1").drawn);
  ASSERT_TRUE(screen.page.app().view.folded.contains("optimiser"));
  screen.page.command("go", "\"training.adam.beta1\"");
  screen.frames(4);
  EXPECT_FALSE(screen.page.app().view.folded.contains("optimiser"));
  const auto control = screen.box("training.adam.beta1");
  const auto panel = screen.box("panel.build");
  ASSERT_TRUE(control.drawn);
  EXPECT_GT(control.y, panel.y);
  EXPECT_LT(control.y + control.height, panel.y + panel.height) << "it has been scrolled to";
  EXPECT_TRUE(screen.box("found").drawn);
  const double before = screen.experiment().training.adam.beta1;
  screen.key(ImGuiKey_LeftArrow);
  EXPECT_LT(screen.experiment().training.adam.beta1, before) << "it has the keyboard";
  screen.click({700, 300});
  EXPECT_FALSE(screen.box("found").drawn);
}

TEST(Search, LeadsToEverySetting) {
  Headless screen(1366, 768);
  for (const std::string& path : all_settings(screen.experiment())) {
    screen.page.command("go", "\"" + path + "\"");
    screen.frames(4);
    ASSERT_TRUE(screen.page.app().view.goal.empty()) << path;
    const auto control = screen.box(deciding_setting(screen.experiment(), path));
    const auto panel = screen.box("panel.build");
    ASSERT_TRUE(control.drawn) << path;
    EXPECT_GT(control.y + control.height, panel.y) << path;
    EXPECT_LT(control.y, panel.y + panel.height) << path;
  }
}

TEST(Search, FindsInTheLanguageOfThePageAndInEnglish) {
  const auto spanish = [](std::string_view english) -> std::string_view {
    return english == "Learning rate" ? "Tasa de aprendizaje Ñandú" : english;
  };
  const Experiment experiment;
  for (const auto* words : {"tasa", "ÑANDÚ", "nandu", "learning rate"}) {
    EXPECT_TRUE(finds(search(experiment, words, spanish), "training.learning_rate")) << words;
  }
  EXPECT_FALSE(finds(search(experiment, "nandu"), "training.learning_rate"));
}

TEST(Search, SaysWhenASettingHasAnEffect) {
  Experiment experiment;
  const auto help = [&] { return search(experiment, "momentum")[0].help; };
  EXPECT_TRUE(help().starts_with("It has an effect only where \"Optimiser\" is SGD or RMSprop. "));
  experiment.training.optimiser = OptimiserKind::sgd;
  EXPECT_EQ(help().find("It has an effect"), std::string::npos);
  EXPECT_EQ(without_effect(experiment, "training.curriculum.delay"),
            "It has an effect only where \"Curriculum\" is on.");
}

TEST(Search, OpensTheBuildTabOfAPhone) {
  Headless phone(390, 700);
  phone.page.command("go", "\"training.batch\"");
  phone.frames(4);
  EXPECT_TRUE(phone.box("training.batch").drawn);
}

TEST(Search, GoesNowhereForWhatDoesNotExist) {
  Headless screen(1366, 768);
  screen.page.command("go", "\"network.moon\"");
  screen.frames(4);
  EXPECT_TRUE(screen.page.app().view.goal.empty());
}

}  // namespace
}  // namespace nn4n::playground::search_test
