// The panels as a whole, without a renderer: where they lie, what is drawn of which snapshot.
#include <gtest/gtest.h>

#include "playground/headless.h"

namespace nn4n::playground::panels_test {
namespace {

TEST(Panels, PointingAtAWeightReadsItsTwoUnits) {
  Headless screen(1366, 768);
  screen.trained(100);
  const auto matrix = screen.box("plot.weights");
  ASSERT_TRUE(matrix.drawn);
  screen.point(matrix.at(0.25f, 0.75f));
  const auto cell = screen.box("weights.cell");
  ASSERT_TRUE(cell.drawn);
  EXPECT_NEAR(cell.width, matrix.width / 64, 1e-3);
}

TEST(Panels, EveryWidthDrawsItsPanels) {
  struct Case {
    double width;
    std::vector<const char*> drawn;
  };
  for (const Case& c :
       {Case{1920, {"panel.build", "panel.curves", "panel.weights", "panel.behaviour"}},
        Case{1366, {"panel.build", "panel.curves", "panel.weights", "panel.behaviour"}},
        Case{1000, {"panel.build", "panel.curves", "tab.weights", "tab.behaviour"}},
        Case{390, {"panel.curves", "tab.build", "tab.weights"}}}) {
    Headless screen(c.width, 650);
    screen.trained(100);
    for (const char* name : c.drawn) EXPECT_TRUE(screen.box(name).drawn) << c.width << " " << name;
  }
}

TEST(Panels, ATrialsDescriptionStandsBesideTheTitleWhereItFits) {
  Headless screen(1366, 768);
  screen.trained(100);
  EXPECT_LT(screen.box("trial.description").y, screen.box("trial.next").at(0, 1).y);
}

TEST(Panels, ATrialsDescriptionWrapsBelowTheTitleOnAPhone) {
  Headless phone(390, 700);
  phone.trained(100);
  const auto words = phone.box("trial.description");
  EXPECT_GT(words.y, phone.box("trial.next").at(0, 1).y);
  EXPECT_LT(words.at(0, 1).y, phone.box("plot.inputs").y - 20);  // the strip of epochs is between
  EXPECT_LE(words.at(1).x, 390);
  EXPECT_GT(phone.box("plot.outputs").height, 30);
}

TEST(Panels, TabsShowWhatTheyName) {
  Headless screen(1000, 650);
  screen.trained(100);
  EXPECT_FALSE(screen.box("plot.weights").drawn);
  screen.click(screen.box("tab.weights").at(0.5f));
  EXPECT_TRUE(screen.box("plot.weights").drawn);
  screen.click(screen.box("tab.behaviour").at(0.5f));
  EXPECT_TRUE(screen.box("plot.behaviour").drawn);
}

TEST(Panels, DrawingChangesNothing) {
  Headless screen;
  screen.trained(100);
  const Experiment before = screen.experiment();
  const std::string state = screen.page.link();
  screen.point({700, 300});
  screen.point({100, 500});
  screen.frames(20);
  EXPECT_EQ(screen.experiment(), before);
  EXPECT_EQ(screen.messages(), "");
  EXPECT_EQ(screen.page.link(), state);
}

TEST(Panels, AnEmptySnapshotDrawsAndAHalfOneDoesToo) {
  Headless screen(1366, 768);
  Snapshot half = made_up_snapshot(10);
  half.recurrent.clear();
  half.trial.rates.clear();
  screen.page.receive(R"({"type":"snapshot","status":"paused","speed":0})", to_bytes(half));
  screen.frames(3);
  EXPECT_TRUE(screen.box("panel.trial").drawn);
  EXPECT_FALSE(screen.box("plot.weights").drawn);
}

TEST(Panels, IssuesOfALinkAreListedUntilDismissed) {
  Headless screen;
  screen.page.open("v=0&network.areas.0.units=9999");
  screen.frames(2);
  ASSERT_TRUE(screen.box("panel.issues").drawn);
  screen.click(screen.box("issues.keep").at(0.5f));
  EXPECT_FALSE(screen.box("panel.issues").drawn);
}

}  // namespace
}  // namespace nn4n::playground::panels_test
