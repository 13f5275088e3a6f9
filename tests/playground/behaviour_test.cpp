// The behaviour panel and the pictures of example trials, without a renderer.
#include <gtest/gtest.h>

#include "analysis/behaviour_plots.h"
#include "playground/headless.h"
#include "training/fresh_trials.h"

namespace nn4n::playground::behaviour_test {
namespace {

/// A page that has the trials of a task as an untrained network does them.
void measured(Headless& screen, const std::string& task) {
  screen.page.open("preset:" + task);
  Snapshot snapshot = made_up_snapshot(100);
  snapshot.behaviour = measure_behaviour(Trainer(screen.experiment()), 60);
  screen.page.receive(R"({"type":"snapshot","status":"paused","speed":100})", to_bytes(snapshot));
  screen.frames(2);
}

TEST(BehaviourPanel, EveryTasksPlotsAreDrawnAndReadWherever) {
  int plots = 0;
  for (const Entry* entry : TaskCatalogue::registry().entries()) {
    SCOPED_TRACE(entry->key);
    Headless screen(1366, 1000);
    measured(screen, std::string(entry->key));
    for (const BehaviourPlot& plot : plots_of(screen.page.app().run.snapshot.behaviour)) {
      if (screen.box("behaviour.menu").drawn) {
        screen.click(screen.box("behaviour.menu").at(0.5f));
        screen.click(screen.box("choice." + plot.key).at(0.5f));
        EXPECT_EQ(screen.page.app().view.behaviour_plot, plot.key);
      }
      const auto area = screen.box("plot.behaviour");
      EXPECT_TRUE(area.drawn);
      EXPECT_EQ(screen.box("plot.choices").drawn, plot.kind == PlotKind::confusion);
      for (const float along : {0.02f, 0.4f, 0.9f}) screen.point(area.at(along, along));
      ++plots;
    }
  }
  EXPECT_GT(plots, 25);
}

TEST(BehaviourPanel, AMenuAppearsOnlyWhereThereIsAChoice) {
  Headless screen(1366, 1000);
  measured(screen, "gonogo");
  EXPECT_FALSE(screen.box("behaviour.menu").drawn);
  measured(screen, "ctx");
  EXPECT_TRUE(screen.box("behaviour.menu").drawn);
}

TEST(BehaviourPanel, AnotherTaskShowsItsFirstPlot) {
  Headless screen(1366, 1000);
  measured(screen, "dms");
  screen.click(screen.box("behaviour.menu").at(0.5f));
  screen.click(screen.box("choice.accuracy.delay").at(0.5f));
  EXPECT_FALSE(screen.box("plot.choices").drawn);
  measured(screen, "gonogo");
  EXPECT_TRUE(screen.box("plot.choices").drawn);
}

TEST(TaskMenu, ShowsAPictureOfEveryTask) {
  Headless screen;
  screen.click(screen.box("task").at(0.5f));
  screen.frames(2);
  std::size_t pictures = 0;
  for (const Entry* entry : TaskCatalogue::registry().entries()) {
    const auto picture = screen.box("picture." + std::string(entry->key));
    const auto line = screen.box("choice." + std::string(entry->key));
    ASSERT_TRUE(picture.drawn && line.drawn) << entry->key;
    EXPECT_GT(picture.width, 80);
    EXPECT_GE(picture.y, line.y);
    EXPECT_LE(picture.y + picture.height, line.y + line.height);
    ++pictures;
  }
  EXPECT_GE(pictures, 16u);
}

TEST(TaskMenu, ChoosesWithinANarrowWindow) {
  Headless screen(390, 1600);
  screen.click(screen.box("tab.build").at(0.5f));
  screen.click(screen.box("task").at(0.5f));
  screen.click(screen.box("choice.gonogo").at(0.5f));
  EXPECT_EQ(screen.experiment().task.name(), "gonogo");
}

TEST(TaskPreview, IsThereBeforeAnyTrainingAndForEveryTask) {
  for (const Entry* entry : TaskCatalogue::registry().entries()) {
    Headless screen;
    screen.page.open("preset:" + std::string(entry->key));
    screen.frames(2);
    EXPECT_TRUE(screen.box("task.example").drawn) << entry->key;
  }
}

}  // namespace
}  // namespace nn4n::playground::behaviour_test
