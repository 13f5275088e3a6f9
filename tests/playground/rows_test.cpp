// Rows of the editors, driven as a person would: sliders, values, ticks, lists, cells.
#include <gtest/gtest.h>

#include <imgui_internal.h>

#include "playground/headless.h"

namespace nn4n::playground::rows_test {
namespace {

TEST(Rows, DraggingASliderChangesExactlyItsField) {
  Headless screen;
  Experiment before = screen.experiment();
  const auto track = screen.box("network.areas[1].units");
  screen.drag(track.at(0.5f), track.at(0.9f));
  const Experiment& after = screen.experiment();
  EXPECT_GT(after.network.areas[1].units, 32);
  before.network.areas[1].units = after.network.areas[1].units;
  EXPECT_EQ(before, after);
}

TEST(Rows, ADragRestartsOnceWhenItEnds) {
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

TEST(Rows, AClickOnASliderOrCellChangesNothing) {
  Headless screen;
  screen.trained(100);
  const Experiment before = screen.experiment();
  for (const char* place : {"network.areas[0].units", "network.connectivity.density[1][0]"}) {
    for (const float x : {0.02f, 0.5f, 0.98f}) {
      screen.click(screen.box(place).at(x));
      screen.drag(screen.box(place).at(x), {screen.box(place).at(x).x + 3, screen.box(place).y});
    }
  }
  EXPECT_EQ(screen.experiment(), before);
  EXPECT_EQ(screen.messages(), "");
}

TEST(Rows, ADragGoesAsFarAsThePointer) {
  Headless screen;
  screen.page.command("set", R"({"network.areas[0].excitatory": 0.5})");
  screen.frames(2);
  const auto track = screen.box("network.areas[0].excitatory");
  screen.drag(track.at(0.2f), {track.at(0.2f).x + 0.1f * (track.width - 12), track.y});
  EXPECT_NEAR(screen.experiment().network.areas[0].excitatory, 0.6, 0.011);
}

TEST(Rows, EscapeTakesADragBack) {
  Headless screen;
  screen.trained(100);
  const Experiment before = screen.experiment();
  for (const char* place : {"network.areas[0].tau_ms", "network.connectivity.density[1][0]"}) {
    const auto track = screen.box(place);
    screen.point(track.at(0.5f));
    screen.press(true);
    screen.point(track.at(0.8f));
    EXPECT_EQ(screen.page.app().view.preview_path, place);
    screen.key(ImGuiKey_Escape);
    EXPECT_TRUE(screen.page.app().view.preview_path.empty());
    screen.point(track.at(0.9f));
    screen.press(false);
    EXPECT_EQ(screen.experiment(), before) << place;
    EXPECT_EQ(screen.messages(), "") << place;
  }
}

TEST(Rows, EscapeTakesArrowKeysBack) {
  Headless screen;
  const Experiment before = screen.experiment();
  screen.page.command("go", "\"training.batch\"");
  screen.frames(4);
  ImGui::GetIO().AddKeyEvent(ImGuiKey_RightArrow, true);
  screen.frames(3);
  EXPECT_EQ(screen.page.app().view.preview_path, "training.batch");
  screen.key(ImGuiKey_Escape);
  ImGui::GetIO().AddKeyEvent(ImGuiKey_RightArrow, false);
  screen.frames(3);
  EXPECT_EQ(screen.experiment(), before);
}

TEST(Rows, DoubleClickOnALabelRestoresTheDefault) {
  Headless screen;
  screen.page.command("set", R"({"training.learning_rate": 0.05})");
  screen.frames(2);
  screen.double_click(screen.box("training.learning_rate#label").at(0.3f));
  EXPECT_EQ(screen.experiment().training.learning_rate, Training{}.learning_rate);
}

TEST(Rows, ADoubleClickedValueCanBeTyped) {
  Headless screen;
  screen.double_click(screen.box("training.batch#value").at(0.7f));
  screen.frames(2);
  screen.type("48");
  screen.key(ImGuiKey_Enter);
  EXPECT_EQ(screen.experiment().training.batch, 48);
}

TEST(Rows, ATypedPercentIsStoredAsAFraction) {
  Headless screen;
  screen.double_click(screen.box("network.areas[0].excitatory#value").at(0.7f));
  screen.frames(2);
  screen.type("50");
  screen.key(ImGuiKey_Enter);
  EXPECT_EQ(screen.experiment().network.areas[0].excitatory, 0.5);
}

TEST(Rows, EscapeEndsTypingWithoutAChange) {
  Headless screen;
  const Experiment before = screen.experiment();
  screen.double_click(screen.box("training.batch#value").at(0.7f));
  screen.frames(2);
  screen.type("77");
  screen.key(ImGuiKey_Escape);
  EXPECT_EQ(screen.experiment(), before);
  EXPECT_TRUE(screen.page.app().view.typing_path.empty());
}

TEST(Rows, AListOfNumbersIsTypedWithCommas) {
  Headless screen;
  screen.click(screen.box("task.coherences").at(0.5f));
  screen.frames(2);
  screen.type("5, 10, 20");
  screen.key(ImGuiKey_Enter);
  Experiment now = screen.experiment();
  const Target list = resolve(target_of(now), "task.coherences");
  ASSERT_EQ(list.type->size(list.object), 3u);
  EXPECT_EQ(list.type->element->number(element_of(list, 1).object), 10);
}

TEST(Rows, ADensityCellIsDraggedSideways) {
  Headless screen;
  const auto cell = screen.box("network.connectivity.density[1][0]");
  screen.drag(cell.at(0.3f), cell.at(0.9f));
  EXPECT_GT(screen.experiment().network.connectivity.density[1][0], 0.8);
  EXPECT_EQ(screen.experiment().network.connectivity.density[0][1], 0.15);
}

TEST(Rows, ATickBoxTogglesItsField) {
  Headless screen;
  screen.click(screen.box("network.connectivity.i_to_e").at(0.2f));
  EXPECT_TRUE(screen.experiment().network.connectivity.i_to_e);
}

TEST(Rows, ATaskIsChosenFromItsList) {
  Headless screen;
  screen.click(screen.box("task").at(0.5f));
  screen.click(screen.box("choice.gonogo").at(0.5f));
  EXPECT_EQ(screen.experiment().task.name(), "gonogo");
}

TEST(Rows, AreasAreAddedAndRemoved) {
  Headless screen;
  screen.click(screen.box("areas.add").at(0.5f));
  ASSERT_EQ(screen.experiment().network.areas.size(), 3u);
  EXPECT_EQ(screen.experiment().network.connectivity.density.size(), 3u);
  screen.click(screen.box("network.areas[0]#remove").at(0.5f));
  ASSERT_EQ(screen.experiment().network.areas.size(), 2u);
  EXPECT_EQ(screen.experiment().network.areas[0].name, "Decision");
}

TEST(Rows, TheCrossOfAnAreaSaysWhatItRemoves) {
  Headless screen;
  screen.point(screen.box("network.areas[0]#remove").at(0.5f));
  screen.frames(60);
  const ImGuiWindow* tooltip = ImGui::FindWindowByName("##Tooltip_00");
  EXPECT_TRUE(tooltip && tooltip->Active);
}

TEST(Rows, TabGoesThroughAnAreaInReadingOrder) {
  Headless screen;
  screen.page.command("go", "\"network.areas[0].tau_ms\"");
  screen.frames(4);
  screen.key(ImGuiKey_Tab);
  screen.key(ImGuiKey_Space);
  EXPECT_EQ(screen.experiment().network.areas.size(), 1u) << "the cross comes last";
  EXPECT_EQ(screen.page.app().view.offer.text, "Sensory was removed.");
}

TEST(Rows, TheWheelWithCtrlMovesASlider) {
  Headless screen;
  const int before = screen.experiment().training.batch;
  screen.point(screen.box("training.batch").at(0.5f));
  ImGui::GetIO().AddMouseWheelEvent(0, 1);
  screen.frames(2);
  EXPECT_EQ(screen.experiment().training.batch, before) << "without Ctrl it scrolls";
  screen.point(screen.box("training.batch").at(0.5f));
  for (int turn = 0; turn < 3; ++turn) {
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
    ImGui::GetIO().AddMouseWheelEvent(0, 1);
    screen.frames(2);
  }
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
  screen.frames(2);
  EXPECT_GT(screen.experiment().training.batch, before);
  EXPECT_EQ(screen.page.app().history.past.size(), 1u) << "three turns are one step of undo";
}

TEST(Rows, ArrowKeysMoveTheFocusedSlider) {
  bool moved = false;
  // An arrow on what is no slider leads to a neighbour: so begin anew for every place of Tab.
  for (int tabs = 1; tabs < 20 && !moved; ++tabs) {
    Headless screen;
    const Experiment before = screen.experiment();
    for (int k = 0; k < tabs; ++k) screen.key(ImGuiKey_Tab);
    screen.key(ImGuiKey_RightArrow);
    moved = !(screen.experiment() == before);
  }
  EXPECT_TRUE(moved);
}

}  // namespace
}  // namespace nn4n::playground::rows_test
