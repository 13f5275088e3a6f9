// Every setting has a control, whatever the task, the loss and the synapses are.
#include <gtest/gtest.h>

#include <set>

#include "codec/share_link.h"
#include "editing/all_settings.h"
#include "experiment/validate.h"
#include "playground/headless.h"
#include "playground/panels/circuit/scene.h"
#include "playground/panels/panels.h"

namespace nn4n::playground::reach_test {
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
  screen.unfold_all();
  ASSERT_EQ(screen.experiment(), experiment) << name;
  const std::set<std::string> paths = editable(screen.experiment());
  ASSERT_GT(paths.size(), 90u);
  for (const std::string& path : paths)
    EXPECT_EQ(is_reachable(screen, path), has_effect(experiment, path)) << name << ": " << path;
  for (const std::string& path : all_settings(screen.experiment()))
    EXPECT_EQ(is_reachable(screen, path), has_effect(experiment, path)) << name << ": " << path;
}

TEST(Reach, EveryFieldOfEveryTaskIsReachable) {
  for (const Entry* entry : TaskCatalogue::registry().entries()) {
    expect_all_reachable(*preset(entry->key), std::string(entry->key));
  }
}

TEST(Reach, EveryFieldOfEveryLossTermIsReachable) {
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

TEST(Reach, EveryFieldOfEveryPatternOfSynapsesIsReachable) {
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
TEST(Reach, WhatNoPanelShowsHasAnEditorNevertheless) {
  Headless screen(1366, 768);
  Experiment experiment = screen.experiment();
  experiment.network.connectivity.blocks.resize(1);
  Derived nothing_shown{experiment, experiment, {}, {}, all_settings(experiment)};
  ASSERT_GT(nothing_shown.unlisted.size(), 90u);
  const View unfolded;
  Places places;
  ImFont* font = ImGui::GetIO().Fonts->Fonts[0];
  const Theme theme = make_theme(ThemeName::dark, {font, font, font});
  Pictures pictures;
  Examples examples;
  Initials initials;
  FollowedWeights weights_now;
  CircuitScene circuit;
  MatrixScene matrix;
  const std::vector<PageMessage> messages;
  const std::vector<Diagnosis> diagnoses;
  ImGui::NewFrame();
  ImGui::Begin("test");
  Ui ui{.experiment = experiment,
        .run = screen.page.app().run,
        .snapshot = screen.page.app().run.snapshot,
        .view = unfolded,
        .dynamics = screen.page.app().dynamics,
        .stale_dynamics = {},
        .messages = messages,
        .problems = screen.page.app().problems,
        .diagnoses = diagnoses,
        .derived = nothing_shown,
        .theme = theme,
        .pictures = pictures,
        .examples = examples,
        .places = places,
        .initials = initials,
        .weights_now = weights_now,
        .circuit = circuit,
        .matrix = matrix,
        .looks = screen.page.app().looks};
  draw_section(ui, *find_panel("more"));
  ImGui::End();
  ImGui::EndFrame();
  for (const std::string& path : nothing_shown.unlisted)
    EXPECT_EQ(places.contains(path), has_effect(experiment, path)) << path;
  EXPECT_TRUE(ui.edits.empty());
}

TEST(Reach, EachSettingIsShownOnce) {
  Headless screen(1366, 9000);
  for (const std::string& path : screen.page.derived().unlisted)
    EXPECT_FALSE(screen.page.derived().panels.contains(path)) << path;
  EXPECT_GT(screen.page.derived().panels.size(), 90u);
}

TEST(Reach, EveryNumberOnASliderCanBeDragged) {
  Headless screen(1366, 9000);
  screen.unfold_all();
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
    const EditTarget wanted = resolve(target_of(expected), path);
    wanted.type->set_number(
        wanted.object,
        resolve(target_of(after), path).type->number(resolve(target_of(after), path).object));
    EXPECT_EQ(expected, after) << path;
    ++dragged;
  }
  EXPECT_GT(dragged, 20);
}

}  // namespace
}  // namespace nn4n::playground::reach_test
