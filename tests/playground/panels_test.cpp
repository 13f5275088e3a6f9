// The panels, driven as a person would, without a renderer.
#include "playground/panels/panels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "codec/share_link.h"
#include "experiment/validate.h"
#include "playground/all_settings.h"
#include "playground/headless.h"

namespace nn4n::playground::panels_test {
namespace {

/// Every path of a value a person may set: numbers, ticks, choices, texts, lists of numbers.
void leaves(const Target& target, const std::string& path, std::set<std::string>& paths) {
  const bool list_of_numbers =
      target.type->kind == Kind::list && target.type->element->number && path != "network.areas";
  if (target.field && target.field->about.bulk) return;  // data have no editor
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

/// The lowest first: what lies above it stays where it is.
void unfold_all(Headless& screen) {
  screen.frames(2);
  std::vector<std::pair<float, std::string>> folded;
  for (const std::string& name : screen.page.app().view.folded) {
    const auto box = screen.box("section." + name);
    if (box.drawn) folded.emplace_back(-box.y, "section." + name);
  }
  std::sort(folded.begin(), folded.end());
  for (const auto& [y, name] : folded) screen.click(screen.box(name).at(0.5f));
}

/// A control that is on the screen, or that the way to it brings there.
bool is_reachable(Headless& screen, const std::string& path) {
  if (screen.box(path).drawn) return true;
  screen.page.command("go", "\"" + path + "\"");
  screen.frames(5);
  return screen.box(path).drawn;
}

/// Every field of this experiment has a control, once all sections are unfolded.
void expect_all_reachable(const Experiment& experiment, const std::string& name) {
  Headless screen(1366, 9000);
  screen.page.open(to_link(experiment));
  unfold_all(screen);
  ASSERT_EQ(screen.experiment(), experiment) << name;
  const std::set<std::string> paths = editable(screen.experiment());
  ASSERT_GT(paths.size(), 90u);
  for (const std::string& path : paths)
    EXPECT_TRUE(is_reachable(screen, path)) << name << ": " << path;
  for (const std::string& path : all_settings(screen.experiment()))
    EXPECT_TRUE(is_reachable(screen, path)) << name << ": " << path;
}

TEST(Panels, EveryFieldOfEveryTaskIsReachable) {
  for (const Entry* entry : TaskCatalogue::registry().entries()) {
    expect_all_reachable(*preset(entry->key), std::string(entry->key));
  }
}

TEST(Panels, EveryFieldOfEveryLossTermIsReachable) {
  Experiment experiment;
  experiment.loss.clear();
  for (const Entry* entry : TermCatalogue::registry().entries()) {
    LossTerm term;
    term.term.select(entry->key);
    term.weight = 0.001;
    experiment.loss.push_back(term);
  }
  ASSERT_GE(experiment.loss.size(), 15u);
  expect_all_reachable(experiment, "loss terms");
}

TEST(Panels, EveryFieldOfEveryPatternOfSynapsesIsReachable) {
  Experiment experiment;
  for (const Entry* entry : PatternCatalogue::registry().entries()) {
    Block block;
    block.pattern.select(entry->key);
    experiment.network.connectivity.blocks.push_back(block);
  }
  ASSERT_GE(experiment.network.connectivity.blocks.size(), 2u);
  expect_all_reachable(experiment, "patterns");
}

/// A field that is added to the engine needs no panel: the editor of what no panel shows can show
/// everything there is.
TEST(Panels, WhatNoPanelShowsHasAnEditorNevertheless) {
  Headless screen(1366, 768);
  Experiment experiment = screen.experiment();
  experiment.network.connectivity.blocks.resize(1);
  Derived nothing_shown{experiment, experiment, {}, {}, all_settings(experiment)};
  ASSERT_GT(nothing_shown.unlisted.size(), 90u);
  View unfolded;
  unfolded.folded.clear();
  Places places;
  ImFont* font = ImGui::GetIO().Fonts->Fonts[0];
  const Theme theme = make_theme(ThemeName::dark, {font, font, font});
  Pictures pictures;
  Examples examples;
  Initials initials;
  ImGui::NewFrame();
  ImGui::Begin("test");
  Ui ui{.experiment = experiment,
        .run = screen.page.app().run,
        .view = unfolded,
        .issues = screen.page.app().issues,
        .problems = screen.page.app().problems,
        .derived = nothing_shown,
        .theme = theme,
        .pictures = pictures,
        .examples = examples,
        .places = places,
        .initials = initials};
  more_panel(ui);
  ImGui::End();
  ImGui::EndFrame();
  for (const std::string& path : nothing_shown.unlisted) EXPECT_TRUE(places.contains(path)) << path;
  EXPECT_TRUE(ui.edits.empty());
}

TEST(Panels, EachSettingIsShownOnce) {
  Headless screen(1366, 9000);
  for (const std::string& path : screen.page.derived().unlisted)
    EXPECT_FALSE(screen.page.derived().sections.contains(path)) << path;
  EXPECT_GT(screen.page.derived().sections.size(), 90u);
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
  Headless screen(1366, 9000);
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
  Headless screen(1366, 9000);
  unfold_all(screen);
  const std::size_t terms = screen.experiment().loss.size();
  EXPECT_FALSE(screen.box("loss.add.rate_cv").drawn) << "the menu is closed";
  screen.click(screen.box("loss.add").at(0.5f));
  ASSERT_TRUE(screen.box("loss.add.entropy").drawn);
  const auto entry = screen.box("loss.add.entropy");
  EXPECT_GT(entry.height, 50) << "its formula is in the menu";
  screen.click(entry.at(0.5f));
  ASSERT_EQ(screen.experiment().loss.size(), terms + 1);
  EXPECT_FALSE(screen.box("loss.add.entropy").drawn);
  screen.click(screen.box("loss[0]#remove").at(0.5f));
  ASSERT_EQ(screen.experiment().loss.size(), terms);
  EXPECT_EQ(screen.experiment().loss.back().term.name(), "entropy");
}

TEST(Panels, TheWeightOfATermGoesDownToNothing) {
  Headless screen(1366, 9000);
  unfold_all(screen);
  const auto track = screen.box("loss[1].weight");
  screen.drag(track.at(0.3f), track.at(-0.2f));
  EXPECT_EQ(screen.experiment().loss[1].weight, 0);
  screen.drag(track.at(0.3f), track.at(0.35f));
  const double low = screen.experiment().loss[1].weight;
  screen.drag(track.at(0.3f), track.at(0.7f));
  EXPECT_GT(screen.experiment().loss[1].weight, 100 * low) << "the slider goes in equal ratios";
}

TEST(Panels, ATermsShareOfTheLossIsShown) {
  Headless screen(1366, 9000);
  unfold_all(screen);
  Snapshot snapshot = made_up_snapshot(100);
  snapshot.term_losses = {0.03f, 10.0f, 5.0f};
  screen.page.receive(R"({"type":"snapshot","status":"paused","speed":0})", to_bytes(snapshot));
  screen.frames(2);
  const auto most = screen.box("loss[0]#share");  // 0.03 of 0.031
  const auto none = screen.box("loss[2]#share");  // its weight is 0
  ASSERT_TRUE(most.drawn && none.drawn);
  EXPECT_GT(most.width, none.width) << "97 % is longer than 0 %";
}

TEST(Panels, TheWheelWithCtrlMovesASlider) {
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

TEST(Panels, TheKeyboardStaysAmongTheCrossesWhenATermIsRemoved) {
  Headless screen(1366, 9000);
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
