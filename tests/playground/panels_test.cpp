// The panels, driven as a person would, without a renderer.
#include "playground/panels/panels.h"

#include <gtest/gtest.h>

#include <set>

#include "playground/headless.h"

namespace nn4n::playground {
namespace {

/// Every path of a value a person may set: numbers, ticks, choices, texts, lists of numbers.
void leaves(const Target& target, const std::string& path, std::set<std::string>& paths) {
  const bool list_of_numbers =
      target.type->kind == Kind::list && target.type->element->number && path != "network.areas";
  if (!path.empty() && (target.type->kind != Kind::list && target.type->kind != Kind::record)) {
    paths.insert(path);
  }
  const bool matrix_row = path.find("density[") != std::string::npos;
  if (list_of_numbers && !matrix_row) {
    paths.insert(path);
    return;
  }
  for_each_part(target, [&](const Target& part, const std::string& step) {
    leaves(part, path.empty() && step[0] == '.' ? step.substr(1) : path + step, paths);
  });
}

std::set<std::string> editable(const Experiment& experiment) {
  std::set<std::string> paths;
  leaves(target_of(experiment), "", paths);
  // The version of the format is no setting.
  paths.erase("schema");
  // A loss term's kind is fixed; terms are added, weighted and removed.
  for (std::size_t i = 0; i < experiment.loss.size(); ++i) {
    paths.erase("loss[" + std::to_string(i) + "].term");
  }
  return paths;
}

void unfold_all(Headless& screen) {
  screen.frames(2);
  for (const char* name : {"Losses", "Model", "Area details", "Input weights", "Recurrent weights",
                           "Readout weights", "Initialisation"}) {
    screen.click(screen.box(std::string("section.") + name).at(0.5f));
  }
}

TEST(Panels, EveryFieldHasAnEditor) {
  for (const char* preset : {"preset:pdm", "preset:gonogo"}) {
    Headless screen(1366, 4800);
    screen.page.open(preset);
    screen.page.command("set", R"({"training.optimiser": "sgd"})");
    unfold_all(screen);
    const std::set<std::string> paths = editable(screen.experiment());
    ASSERT_GT(paths.size(), 35u);
    for (const std::string& path : paths) {
      EXPECT_TRUE(screen.box(path).drawn) << preset << ": " << path;
    }
  }
}

TEST(Panels, MomentumBelongsToSgd) {
  Headless screen;
  EXPECT_FALSE(screen.box("training.momentum").drawn);
  screen.page.command("set", R"({"training.optimiser": "sgd"})");
  screen.frames();
  EXPECT_TRUE(screen.box("training.momentum").drawn);
}

TEST(Panels, DraggingASliderChangesExactlyItsField) {
  Headless screen;
  Experiment before = screen.experiment();
  const auto track = screen.box("network.areas[1].units");
  screen.drag(track.at(0.5f), track.at(0.9f));
  const Experiment& after = screen.experiment();
  EXPECT_GT(after.network.areas[1].units, 32);
  before.network.areas[1].units = after.network.areas[1].units;
  EXPECT_EQ(before, after);
}

TEST(Panels, ADragRestartsOnceWhenItEnds) {
  Headless screen;
  screen.trained(100);
  const auto track = screen.box("network.areas[0].tau_ms");
  screen.point(track.at(0.5f));
  screen.press(true);
  screen.point(track.at(0.8f));
  screen.point(track.at(0.9f));
  EXPECT_EQ(screen.messages(), "");
  EXPECT_EQ(screen.experiment().network.areas[0].tau_ms, 100);
  screen.press(false);
  EXPECT_EQ(screen.messages(), "open");
  EXPECT_GT(screen.experiment().network.areas[0].tau_ms, 200);
}

TEST(Panels, EveryNumberOnASliderCanBeDragged) {
  Headless screen;
  unfold_all(screen);
  int dragged = 0;
  for (const std::string& path : editable(screen.experiment())) {
    Experiment before = screen.experiment();
    const Target target = resolve(target_of(before), path);
    const bool number = target.type->kind == Kind::number || target.type->kind == Kind::integer;
    const auto track = screen.box(path);
    if (!number || path == "seed" || !track.drawn) continue;
    const double value = target.type->number(target.object);
    // Towards the smaller values, which are always runnable, or up from the smallest.
    const bool down = value > target.field->about.min;
    screen.drag(track.at(0.5f), track.at(down ? 0.1f : 0.9f));
    Experiment after = screen.experiment();
    if (after == before) continue;  // 10 % of the track may not run, e.g. dt > tau
    Experiment expected = before;
    const Target wanted = resolve(target_of(expected), path);
    wanted.type->set_number(
        wanted.object,
        resolve(target_of(after), path).type->number(resolve(target_of(after), path).object));
    EXPECT_EQ(expected, after) << path;
    ++dragged;
  }
  EXPECT_GT(dragged, 20);
}

TEST(Panels, DoubleClickOnALabelRestoresTheDefault) {
  Headless screen;
  screen.page.command("set", R"({"training.learning_rate": 0.05})");
  screen.frames(2);
  screen.double_click(screen.box("training.learning_rate#label").at(0.3f));
  EXPECT_EQ(screen.experiment().training.learning_rate, Training{}.learning_rate);
}

TEST(Panels, ADoubleClickedValueCanBeTyped) {
  Headless screen;
  screen.double_click(screen.box("training.batch#value").at(0.7f));
  screen.frames(2);
  screen.type("48");
  screen.key(ImGuiKey_Enter);
  EXPECT_EQ(screen.experiment().training.batch, 48);
}

TEST(Panels, ATypedPercentIsStoredAsAFraction) {
  Headless screen;
  screen.double_click(screen.box("network.areas[0].excitatory#value").at(0.7f));
  screen.frames(2);
  screen.type("50");
  screen.key(ImGuiKey_Enter);
  EXPECT_EQ(screen.experiment().network.areas[0].excitatory, 0.5);
}

TEST(Panels, EscapeEndsTypingWithoutAChange) {
  Headless screen;
  const Experiment before = screen.experiment();
  screen.double_click(screen.box("training.batch#value").at(0.7f));
  screen.frames(2);
  screen.type("77");
  screen.key(ImGuiKey_Escape);
  EXPECT_EQ(screen.experiment(), before);
  EXPECT_TRUE(screen.page.app().view.typing_path.empty());
}

TEST(Panels, AListOfNumbersIsTypedWithCommas) {
  Headless screen;
  screen.click(screen.box("task.coherences").at(0.5f));
  screen.frames(2);
  screen.type("5, 10, 20");
  screen.key(ImGuiKey_Enter);
  Experiment now = screen.experiment();
  const Target list = resolve(target_of(now), "task.coherences");
  ASSERT_EQ(list.type->size(list.object), 3u);
  EXPECT_EQ(list.type->element->number(list.type->at(list.object, 1)), 10);
}

TEST(Panels, ADensityCellIsDraggedSideways) {
  Headless screen;
  const auto cell = screen.box("network.connectivity.density[1][0]");
  screen.drag(cell.at(0.3f), cell.at(0.9f));
  EXPECT_GT(screen.experiment().network.connectivity.density[1][0], 0.8);
  EXPECT_EQ(screen.experiment().network.connectivity.density[0][1], 0.15);
}

TEST(Panels, ATickBoxTogglesItsField) {
  Headless screen;
  screen.click(screen.box("network.connectivity.i_to_e").at(0.2f));
  EXPECT_TRUE(screen.experiment().network.connectivity.i_to_e);
}

TEST(Panels, ATaskIsChosenFromItsList) {
  Headless screen;
  screen.click(screen.box("task").at(0.5f));
  screen.click(screen.box("choice.Go / no-go").at(0.5f));
  EXPECT_EQ(screen.experiment().task.name(), "gonogo");
}

TEST(Panels, AreasAreAddedAndRemoved) {
  Headless screen;
  screen.click(screen.box("areas.add").at(0.5f));
  ASSERT_EQ(screen.experiment().network.areas.size(), 3u);
  EXPECT_EQ(screen.experiment().network.connectivity.density.size(), 3u);
  screen.click(screen.box("network.areas[0]#remove").at(0.5f));
  ASSERT_EQ(screen.experiment().network.areas.size(), 2u);
  EXPECT_EQ(screen.experiment().network.areas[0].name, "Decision");
}

TEST(Panels, LossTermsAreAddedAndRemoved) {
  Headless screen;
  unfold_all(screen);
  const std::size_t terms = screen.experiment().loss.size();
  screen.click(screen.box("loss.add.rate_cv").at(0.5f));
  ASSERT_EQ(screen.experiment().loss.size(), terms + 1);
  EXPECT_FALSE(screen.box("loss.add.rate_cv").drawn);
  screen.click(screen.box("loss[0]#remove").at(0.5f));
  ASSERT_EQ(screen.experiment().loss.size(), terms);
  EXPECT_EQ(screen.experiment().loss.back().term.name(), "rate_cv");
}

TEST(Panels, TheKeyboardStaysAmongTheCrossesWhenATermIsRemoved) {
  Headless screen;
  unfold_all(screen);
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  while (screen.experiment().loss.size() > 1) {
    const std::size_t last = screen.experiment().loss.size() - 1;
    screen.click(screen.box("loss[" + std::to_string(last) + "]#remove").at(0.5f));
    ASSERT_EQ(screen.experiment().loss.size(), last);
    EXPECT_NE(g.NavId, 0u);
    EXPECT_TRUE(g.NavIdIsAlive) << "the focus is on an item that is no more";
  }
  screen.click(screen.box("loss[0]#remove").at(0.5f));
  EXPECT_EQ(screen.experiment().loss.size(), 1u);
  EXPECT_TRUE(screen.box("panel.notice").drawn);
}

TEST(Panels, ArrowKeysMoveTheFocusedSlider) {
  Headless screen;
  for (int i = 0; i < 40 && !ImGui::GetIO().WantCaptureKeyboard; ++i) screen.key(ImGuiKey_Tab);
  const Experiment before = screen.experiment();
  // Tab on until the arrow key has something to move.
  for (int i = 0; i < 20 && screen.experiment() == before; ++i) {
    screen.key(ImGuiKey_Tab);
    screen.key(ImGuiKey_RightArrow);
  }
  EXPECT_NE(screen.experiment(), before);
}

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
}  // namespace nn4n::playground
