// The panels as a whole, without a renderer: where they lie, what is drawn of which snapshot.
#include <gtest/gtest.h>

#include <set>

#include "playground/headless.h"
#include "playground/panels/panels.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground::panels_test {
namespace {

// One more panel in every place, from this file alone. Only the test of them shows them.
bool more_panels = false;
bool are_shown(const Ui&) { return more_panels; }
void some_rows(Ui& ui) { heading(ui, "Rows"); }
void some_view(Ui& ui, const ImRect& box) {
  draw_text(ui, box.GetCenter(), Type::label, ui.colour().text, "View");
}

const RegisteredPanel added_section{{.key = "added_section",
                                     .title = "Added section",
                                     .place = PanelPlace::build,
                                     .order = 35,
                                     .rows = some_rows,
                                     .shown = are_shown,
                                     .folded = true}};
const RegisteredPanel added_part{{.key = "added_part",
                                  .title = "Added part",
                                  .place = PanelPlace::overview,
                                  .order = 30,
                                  .view = some_view,
                                  .shown = are_shown,
                                  .least = 60}};
const RegisteredPanel added_tab{{.key = "added_tab",
                                 .title = "A",
                                 .place = PanelPlace::tab,
                                 .order = 30,
                                 .view = some_view,
                                 .shown = are_shown}};
const RegisteredPanel added_right{{.key = "added_right",
                                   .title = "B",
                                   .place = PanelPlace::right,
                                   .order = 30,
                                   .view = some_view,
                                   .shown = are_shown,
                                   .least = 60}};
const RegisteredPanel added_beside{{.key = "added_beside",
                                    .title = "Added beside",
                                    .place = PanelPlace::beside,
                                    .view = some_view,
                                    .shown = are_shown,
                                    .least = 60,
                                    .beside = "table"}};
constexpr std::size_t kAdded = 5;

/// The keys of the panels that are drawn in one of the tabs.
std::set<std::string> drawn_panels(Headless& screen) {
  std::vector<std::string> tabs{"build", "overview"};
  for (const Panel& panel : panels()) tabs.emplace_back(panel.key);
  std::set<std::string> drawn;
  for (const std::string& tab : tabs) {
    const auto title = screen.box("tab." + tab);
    if (title.drawn) screen.click(title.at(0.5f));
    for (const Panel& panel : panels()) {
      if (screen.box("panel." + std::string(panel.key)).drawn) drawn.emplace(panel.key);
    }
  }
  return drawn;
}

constexpr double kWidths[]{1920, 1366, 1000, 390};

TEST(Panels, EveryRegisteredPanelIsDrawnAtEveryWidth) {
  // A file that only registers itself would vanish from a static library.
  ASSERT_EQ(panels().size(), 27u + kAdded);
  for (const double width : kWidths) {
    Headless screen(width, 1200);
    screen.page.open("preset:custom");  // it has a table
    screen.trained(100);
    const std::set<std::string> drawn = drawn_panels(screen);
    for (const Panel& panel : panels()) {
      const bool nothing_in_it = panel.key == "more" && screen.page.derived().unlisted.empty();
      const bool expected = panel.shown != are_shown && !nothing_in_it;
      EXPECT_EQ(drawn.contains(std::string(panel.key)), expected) << width << " " << panel.key;
    }
  }
}

TEST(Panels, APanelOfAnyPlaceIsOneRegistration) {
  more_panels = true;
  for (const double width : {1920.0, 1366.0, 1000.0, 680.0}) {  // a phone's tabs would not fit
    Headless screen(width, 1200);
    screen.page.open("preset:custom");
    screen.trained(100);
    const std::set<std::string> drawn = drawn_panels(screen);
    for (const char* key :
         {"added_section", "added_part", "added_tab", "added_right", "added_beside"})
      EXPECT_TRUE(drawn.contains(key)) << width << " " << key;
    EXPECT_TRUE(screen.page.app().view.folded.contains("added_section")) << width;
    if (width < 900) screen.click_on("tab.build");
    const auto title = screen.box("section.added_section");
    EXPECT_GT(title.y, screen.box("section.connectivity").y) << width << ": its order is 35";
    EXPECT_LT(title.y, screen.box("section.training").y) << width;
    const float folded = screen.box("panel.added_section").height;
    screen.click(title.at(0.5f));
    EXPECT_GT(screen.box("panel.added_section").height, folded) << width;
  }
  more_panels = false;
}

TEST(Panels, KeysAreUniqueAndEveryPanelCanBeDrawn) {
  std::set<std::string_view> keys{"build", "overview"};  // tabs that are not panels
  for (const Panel& panel : panels()) {
    EXPECT_TRUE(keys.insert(panel.key).second) << panel.key;
    EXPECT_EQ(find_panel(panel.key), &panel);
    EXPECT_FALSE(panel.title.empty()) << panel.key;
    EXPECT_NE(panel.rows == nullptr, panel.view == nullptr) << panel.key << ": one of the two";
    EXPECT_TRUE(panel.rows || panel.place != PanelPlace::build) << panel.key;
    EXPECT_EQ(panel.place == PanelPlace::beside, !panel.beside.empty()) << panel.key;
    if (panel.beside.empty()) continue;
    const Panel* tab = find_panel(panel.beside);
    ASSERT_NE(tab, nullptr) << panel.key;
    EXPECT_EQ(tab->place, PanelPlace::tab) << panel.key;
  }
}

TEST(Panels, PointingAtAWeightReadsItsTwoUnits) {
  Headless screen(1366, 768);
  screen.trained(100);
  screen.click_on("tab.weights");
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
       {Case{1920, {"panel.build", "panel.curves", "panel.circuit", "panel.behaviour"}},
        Case{1366, {"panel.build", "panel.curves", "panel.circuit", "tab.weights"}},
        Case{1000,
             {"panel.build", "panel.circuit", "panel.curves", "tab.weights", "tab.behaviour"}},
        Case{390, {"panel.circuit", "panel.curves", "tab.build", "tab.weights"}}}) {
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
  EXPECT_TRUE(screen.box("panel.circuit").drawn);
  EXPECT_FALSE(screen.box("circuit.diagram").drawn);
  screen.click_on("tab.weights");
  EXPECT_FALSE(screen.box("plot.weights").drawn);
}

TEST(Panels, IssuesOfALinkAreListedUntilDismissed) {
  Headless screen;
  screen.page.open("v=0&network.areas.0.units=9999");
  screen.frames(2);
  ASSERT_TRUE(screen.box("message.issues").drawn);
  screen.click(screen.box("issues.keep").at(0.5f));
  EXPECT_FALSE(screen.box("message.issues").drawn);
}

}  // namespace
}  // namespace nn4n::playground::panels_test
