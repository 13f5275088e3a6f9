// The editor of a custom task's table, driven as a person would.
#include "editing/task_table.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "codec/share_link.h"
#include "editing/all_settings.h"
#include "editing/search.h"
#include "experiment/validate.h"
#include "playground/headless.h"

namespace nn4n::playground::task_table_test {
namespace {

using Numbers = std::vector<double>;

/// A page whose task is the custom one, with its table open.
class TableScreen : public Headless {
 public:
  explicit TableScreen(double width = 1440, double height = 1600) : Headless(width, height) {
    page.open("preset:custom");
    frames(2);
    click_on("tab.table");
    messages();
  }
  void click_on(const std::string& place, float x = 0.5f) {
    frames(1);
    ASSERT_TRUE(box(place).drawn) << place;
    click(box(place).at(x));
  }
  void choose(const std::string& place, const std::string& key) {
    click_on(place);
    click_on("choice." + key);
  }
  void type_into(const std::string& place, const char* text) {
    frames(1);
    ASSERT_TRUE(box(place).drawn) << place;
    double_click(box(place).at(0.5f));
    frames(2);
    type(text);
    key(ImGuiKey_Enter);
  }
  const CustomParameters& table() const { return *table_of(experiment()); }
  const std::string& selected() const { return page.app().view.table; }
  void undo() {
    page.command("undo", "null");
    frames(2);
  }
};

TEST(TaskTable, PathsNameWhatTheyAreIn) {
  const Experiment experiment = *preset("custom");
  const auto place = [&](std::string_view path) { return table_place(experiment, path); };
  EXPECT_EQ(place("task.epochs[1].ms"), (TablePlace{TablePart::epochs, 1}));
  EXPECT_EQ(place("task.epochs[1].inputs[2].value[0]"), (TablePlace{TablePart::inputs, 2, 1}));
  EXPECT_EQ(place("task.epochs[0].targets[1]"), (TablePlace{TablePart::outputs, 1, 0}));
  EXPECT_EQ(place("task.conditions[1].strength"), (TablePlace{TablePart::conditions, 1}));
  EXPECT_EQ(place("task.inputs[2]"), (TablePlace{TablePart::inputs, 2}));
  for (const char* path : {"task.epochs", "task.epochs[9].ms", "task.judge.rule", "seed",
                           "task.epochs[", "task.epochs[x]", "task.inputs[3]"})
    EXPECT_FALSE(place(path)) << path;
  EXPECT_FALSE(table_place(Experiment{}, "task.epochs[1].ms"));
  const CustomParameters& task = *table_of(experiment);
  EXPECT_EQ(all_places(task).size(), 4u + 3 + 2 + 2 + 4 * (3 + 2));
  for (const TablePlace& each : all_places(task)) EXPECT_EQ(place(path_of(each)), each);
  EXPECT_EQ(name_of(task, {TablePart::outputs, 1, 3}), "Decision, Right");
}

TEST(TaskTable, ShowsEveryEpochChannelCellAndCondition) {
  TableScreen screen;
  for (const TablePlace& place : all_places(screen.table()))
    EXPECT_TRUE(screen.box(path_of(place)).drawn) << path_of(place);
  const auto head = screen.box("task.epochs[1]");
  const auto cell = screen.box("task.epochs[1].inputs[1]");
  EXPECT_EQ(head.x, cell.x) << "a column";
  EXPECT_GT(screen.box("task.epochs[2]").x, head.x) << "time goes to the right";
}

TEST(TaskTable, AClickedEpochHasItsNameAndDurations) {
  TableScreen screen;
  EXPECT_FALSE(screen.box("task.epochs[2].ms").drawn);
  screen.click_on("task.epochs[2]");
  EXPECT_EQ(screen.selected(), "task.epochs[2]");
  screen.type_into("task.epochs[2].ms#value", "250");
  screen.type_into("task.epochs[2].up_to_ms#value", "900");
  screen.click_on("task.epochs[2].name");
  screen.frames(2);
  screen.type("Wait");
  screen.key(ImGuiKey_Enter);
  EXPECT_EQ(screen.table().epochs[2].name, "Wait");
  EXPECT_EQ(screen.table().epochs[2].ms, 250);
  EXPECT_EQ(screen.table().epochs[2].up_to_ms, 900);
}

TEST(TaskTable, ACellHasOneValueOrOneForEachCondition) {
  TableScreen screen;
  screen.click_on("task.epochs[1].inputs[0]");
  screen.type_into("task.epochs[1].inputs[0].value[0]#value", "0.5");
  EXPECT_EQ(screen.table().epochs[1].inputs[0].value, Numbers{0.5});
  screen.click_on("task.epochs[1].inputs[0].value#each");
  EXPECT_EQ(screen.table().epochs[1].inputs[0].value, (Numbers{0.5, 0.5}));
  screen.type_into("task.epochs[1].inputs[0].value[1]#value", "-0.25");
  EXPECT_EQ(screen.table().epochs[1].inputs[0].value, (Numbers{0.5, -0.25}));
  screen.click_on("task.epochs[1].inputs[0].value#same");
  EXPECT_EQ(screen.table().epochs[1].inputs[0].value, Numbers{0.5});
}

TEST(TaskTable, ACellMayRampAndBeNoisy) {
  TableScreen screen;
  screen.click_on("task.epochs[1].inputs[0]");
  screen.click_on("task.epochs[1].inputs[0].ramp#same");
  EXPECT_EQ(screen.table().epochs[1].inputs[0].ramp, Numbers{1}) << "from where it starts";
  screen.type_into("task.epochs[1].inputs[0].ramp[0]#value", "2");
  screen.type_into("task.epochs[1].inputs[0].noise#value", "0.3");
  EXPECT_EQ(screen.table().epochs[1].inputs[0].ramp, Numbers{2});
  EXPECT_EQ(screen.table().epochs[1].inputs[0].noise, 0.3);
  screen.click_on("task.epochs[1].inputs[0].ramp#none");
  EXPECT_TRUE(screen.table().epochs[1].inputs[0].ramp.empty());
}

TEST(TaskTable, ATargetHasAWeight) {
  TableScreen screen;
  screen.click_on("task.epochs[1].targets[1]");
  screen.type_into("task.epochs[1].targets[1].mask#value", "2");
  screen.type_into("task.epochs[1].targets[1].value[0]#value", "0.7");
  EXPECT_EQ(screen.table().epochs[1].targets[1].mask, 2);
  EXPECT_EQ(screen.table().epochs[1].targets[1].value, Numbers{0.7});
}

TEST(TaskTable, NumbersOfACellAreTypedWhereTheyStand) {
  TableScreen screen;
  screen.type_into("task.epochs[1].inputs[2]", "0.1, 0.9");
  EXPECT_EQ(screen.table().epochs[1].inputs[2].value, (Numbers{0.1, 0.9}));
  EXPECT_TRUE(screen.page.app().problems.empty());
  screen.type_into("task.epochs[1].inputs[2]", "0.1, 0.9, 0.5");
  ASSERT_EQ(screen.page.app().problems.size(), 1u);
  EXPECT_EQ(messages_of(screen.page.app()).at(0).lines.at(0).text,
            "Stimulus, Right: value has 3 elements; allowed 1, or 2, one per condition.");
  EXPECT_TRUE(screen.box("task.epochs[1].inputs[2].value#problem").drawn);
  EXPECT_EQ(screen.messages(), "open") << "what cannot run is not sent";
  screen.click_on("task.epochs[1].inputs[2].value#each");
  EXPECT_TRUE(screen.page.app().problems.empty());
  screen.type_into("task.epochs[1].inputs[2]", "many");
  EXPECT_EQ(screen.table().epochs[1].inputs[2].value, (Numbers{0.1, 0.9}));
}

TEST(TaskTable, EpochsAreAddedMovedAndRemoved) {
  TableScreen screen;
  const CustomParameters before = screen.table();
  screen.click_on("task.epochs[1]");
  screen.click_on("table.add.epochs");
  ASSERT_EQ(screen.table().epochs.size(), 5u);
  EXPECT_EQ(screen.table().epochs[2].name, "Epoch 5");
  EXPECT_EQ(screen.selected(), "task.epochs[2]") << "after the selected one, and selected";
  screen.click_on("table.back");
  EXPECT_EQ(screen.table().epochs[1].name, "Epoch 5");
  EXPECT_EQ(screen.selected(), "task.epochs[1]");
  screen.click_on("table.on");
  screen.click_on("table.on");
  EXPECT_EQ(screen.table().epochs[3].name, "Epoch 5");
  EXPECT_TRUE(screen.page.app().problems.empty());
  screen.click_on("table.remove");
  EXPECT_EQ(screen.table(), before);
  for (int k = 0; k < 5; ++k) screen.undo();
  EXPECT_EQ(screen.experiment(), *preset("custom"));
}

TEST(TaskTable, ChannelsAreAddedAndRemovedWithTheirCells) {
  TableScreen screen;
  screen.click_on("table.add.inputs");
  screen.click_on("table.add.outputs");
  EXPECT_EQ(screen.table().inputs.back(), "Input 4");
  EXPECT_EQ(screen.table().outputs.back(), "Output 3");
  EXPECT_EQ(screen.selected(), "task.outputs[2]");
  EXPECT_TRUE(screen.box("task.epochs[3].targets[2]").drawn);
  screen.click_on("task.inputs[0]");
  screen.click_on("table.remove");
  EXPECT_EQ(screen.table().inputs, (std::vector<std::string>{"Left", "Right", "Input 4"}));
  EXPECT_EQ(screen.table().epochs[1].inputs[0].value, (Numbers{0.6, 0.4}));
  screen.click_on("task.inputs[0]#value");
  screen.frames(2);
  screen.type("Cue");
  screen.key(ImGuiKey_Enter);
  EXPECT_EQ(screen.table().inputs[0], "Cue");
  EXPECT_TRUE(screen.page.app().problems.empty());
}

TEST(TaskTable, ConditionsAreEditedAddedAndRemoved) {
  TableScreen screen;
  screen.click_on("task.conditions[0]");
  screen.type_into("task.conditions[0].probability#value", "0.25");
  screen.type_into("task.conditions[0].strength#value", "-3");
  screen.click_on("table.add.conditions");
  ASSERT_EQ(screen.table().conditions.size(), 3u);
  EXPECT_EQ(screen.table().conditions[0].probability, 0.25);
  EXPECT_EQ(screen.table().conditions[0].strength, -3);
  EXPECT_EQ(screen.selected(), "task.conditions[1]");
  EXPECT_EQ(screen.table().epochs[1].inputs[1].value, (Numbers{0.6, 0.6, 0.4}));
  screen.click_on("table.remove");
  EXPECT_EQ(screen.table().epochs[1].inputs[1].value, (Numbers{0.6, 0.4}));
}

TEST(TaskTable, TheJudgeIsChosen) {
  TableScreen screen;
  screen.choose("task.judge.rule", "threshold");
  screen.type_into("task.judge.threshold#value", "0.6");
  EXPECT_EQ(screen.table().judge.rule, JudgeRule::threshold);
  EXPECT_EQ(screen.table().judge.threshold, 0.6);
}

TEST(TaskTable, TheExampleFollowsAtOnce) {
  TableScreen screen;
  const auto head = screen.box("task.epochs[3]");
  const auto example = screen.box("table.example");
  ASSERT_TRUE(example.drawn);
  EXPECT_NEAR(example.x + example.width, head.x + head.width, 1);
  Examples examples;
  const auto steps = [&] { return examples.get("", screen.experiment().task, 20).trial.steps; };
  const int before = steps();
  screen.click_on("task.epochs[3]");
  screen.type_into("task.epochs[3].ms#value", "600");
  EXPECT_EQ(steps(), before + 15);
  screen.click_on("table.add.epochs");
  EXPECT_NEAR(screen.box("table.example").x + screen.box("table.example").width,
              screen.box("task.epochs[4]").x + screen.box("task.epochs[4]").width, 1);
}

TEST(TaskTable, ADotMarksWhatIsNotTheDefault) {
  TableScreen screen;
  EXPECT_FALSE(screen.box("task.epochs[1].inputs[1]#changed").drawn);
  screen.type_into("task.epochs[1].inputs[1]", "0.8, 0.2");
  screen.frames(2);
  EXPECT_TRUE(screen.box("task.epochs[1].inputs[1]#changed").drawn);
  screen.click_on("task.epochs[1].inputs[1]");
  screen.frames(1);
  screen.double_click(screen.box("task.epochs[1].inputs[1].value[1]#label").at(0.2f));
  EXPECT_EQ(screen.table().epochs[1].inputs[1].value, (Numbers{0.8, 0.4}));
  screen.double_click(screen.box("task.epochs[1].inputs[1].value#label").at(0.2f));
  EXPECT_EQ(screen.experiment(), *preset("custom"));
}

TEST(TaskTable, ListsThatAreRestoredTakeTheirCellsAlong) {
  TableScreen screen;
  screen.click_on("table.add.inputs");
  screen.click_on("table.add.conditions");
  screen.click_on("table.add.epochs");
  for (const char* path : {"task.inputs", "task.conditions", "task.epochs"}) {
    screen.page.command("restore", "\"" + std::string(path) + "\"");
    screen.frames(2);
    EXPECT_TRUE(screen.page.app().problems.empty()) << path;
  }
  EXPECT_EQ(screen.experiment(), *preset("custom"));
}

TEST(TaskTable, SearchLeadsToEveryFieldOfTheTable) {
  TableScreen screen(1366, 768);
  std::vector<std::string> paths = all_settings(screen.experiment());
  std::erase_if(paths, [](const std::string& path) { return !path.starts_with("task."); });
  ASSERT_GT(paths.size(), 70u);
  for (const std::string& path : paths) {
    screen.page.command("go", "\"" + path + "\"");
    screen.frames(5);
    ASSERT_TRUE(screen.page.app().view.goal.empty()) << path;
    const auto control = screen.box(deciding_setting(screen.experiment(), path));
    const auto panel = screen.box("panel.table");
    ASSERT_TRUE(control.drawn) << path;
    EXPECT_GT(control.y + control.height, panel.y) << path;
    EXPECT_LT(control.y, 768) << path;
    EXPECT_TRUE(screen.box("found").drawn) << path;
  }
  const auto found = search(screen.experiment(), "stimulus, left: noise");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].path, "task.epochs[1].inputs[1].noise");
}

TEST(TaskTable, SearchOpensItsTabAndEveryWidthHasIt) {
  for (const double width : {1920.0, 1440.0, 1280.0, 1024.0, 900.0, 390.0}) {
    Headless screen(width, 1000);
    screen.page.open("preset:custom");
    screen.frames(2);
    EXPECT_TRUE(screen.box("tab.table").drawn) << width;
    screen.page.command("go", "\"task.epochs[2].targets[0].mask\"");
    screen.frames(6);
    EXPECT_TRUE(screen.box("task.epochs[2].targets[0].mask").drawn) << width;
    for (const char* name : {"tab.table", "tab.network", "table.add.outputs"})
      EXPECT_LE(screen.box(name).at(1).x, static_cast<float>(width)) << width << " " << name;
  }
}

TEST(TaskTable, IsOpenedFromTheTask) {
  Headless screen;
  screen.page.open("preset:custom");
  screen.frames(2);
  screen.click(screen.box("table.edit").at(0.5f));
  screen.frames(1);
  EXPECT_TRUE(screen.box("task.epochs[0]").drawn);
  EXPECT_FALSE(screen.box("table.edit").drawn);
}

TEST(TaskTable, AnotherTaskHasNoTable) {
  TableScreen screen;
  screen.page.command("open", "\"preset:gonogo\"");
  screen.frames(3);
  EXPECT_FALSE(screen.box("tab.table").drawn);
  EXPECT_FALSE(screen.box("task.epochs[0]").drawn);
  EXPECT_TRUE(screen.box("plot.loss").drawn) << "the tab falls back to the overview";
}

TEST(TaskTable, AProblemOfTheTableLeadsThere) {
  TableScreen screen;
  for (const auto* path : {"task.epochs[0].targets[0].mask", "task.epochs[0].targets[1].mask",
                           "task.epochs[3].targets[0].mask", "task.epochs[3].targets[1].mask"})
    screen.page.command("go", "\"" + std::string(path) + "\""), screen.frames(4),
        screen.type_into(std::string(path) + "#value", "0");
  ASSERT_EQ(screen.page.app().problems.size(), 1u);
  EXPECT_EQ(screen.page.app().problems[0].path, "task.epochs");
  screen.frames(2);
  EXPECT_TRUE(screen.box("task.epochs#problem").drawn);
  screen.click_on("tab.overview");
  screen.click_on("problem.task.epochs");
  screen.frames(3);
  EXPECT_EQ(screen.page.app().view.tab, "table");
}

TEST(TaskTable, ManyEpochsScrollSideways) {
  TableScreen screen(390, 1200);
  for (int k = 0; k < 12; ++k) screen.click_on("table.add.epochs");
  EXPECT_EQ(screen.table().epochs.size(), kMaxEpochs);
  screen.frames(2);
  EXPECT_FALSE(screen.box("table.add.epochs").drawn);
  EXPECT_TRUE(screen.box("task.epochs[15]").drawn);
}

TEST(TaskTable, WhatIsBuiltByClicksTravelsInALink) {
  TableScreen screen;
  screen.click_on("table.add.epochs");
  screen.click_on("table.add.inputs");
  screen.click_on("table.add.conditions");
  screen.type_into("task.epochs[4].inputs[3]", "0.1, 0.2, 0.3");
  screen.choose("task.judge.rule", "threshold");
  const Reading read = read_link(screen.page.link());
  EXPECT_TRUE(read.issues.empty());
  EXPECT_TRUE(read.experiment == screen.experiment());
}

}  // namespace
}  // namespace nn4n::playground::task_table_test
