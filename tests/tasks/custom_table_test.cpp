#include "tasks/custom_table.h"

#include <gtest/gtest.h>

#include "experiment/validate.h"
#include "tasks/chosen_task.h"

namespace nn4n::test::custom_table_test {

namespace {

using Numbers = std::vector<double>;

/// Every cell has a number of its own, and the inputs one for each of three conditions.
CustomParameters numbered_table() {
  CustomParameters task;
  insert_part(task, TablePart::conditions, 2);
  double next = 0;
  for (CustomEpoch& epoch : task.epochs) {
    for (InputCell& cell : epoch.inputs) {
      cell.value = {next, next + 0.1, next + 0.2};
      cell.ramp = {-next};
      next += 0.5;
    }
    for (TargetCell& cell : epoch.targets) cell.value = {next += 0.5};
  }
  return task;
}

bool is_consistent(const CustomParameters& task) {
  Experiment experiment;
  experiment.task.select("custom");
  experiment.task.as<CustomParameters>() = task;
  experiment.task.as<CustomParameters>().judge.rule = JudgeRule::error;  // of any number of outputs
  for (const CustomEpoch& epoch : task.epochs) {
    if (epoch.inputs.size() != task.inputs.size()) return false;
    if (epoch.targets.size() != task.outputs.size()) return false;
  }
  return validate(experiment).empty();
}

}  // namespace

TEST(CustomTable, ARemovedEpochLeavesTheOthersAsTheyWere) {
  const CustomParameters before = numbered_table();
  CustomParameters task = before;
  remove_part(task, TablePart::epochs, 1);
  ASSERT_EQ(task.epochs.size(), 3u);
  EXPECT_EQ(task.epochs[0], before.epochs[0]);
  EXPECT_EQ(task.epochs[1], before.epochs[2]);
  EXPECT_EQ(task.epochs[2], before.epochs[3]);
  EXPECT_TRUE(is_consistent(task));
}

TEST(CustomTable, ARemovedChannelTakesItsCellOutOfEveryEpoch) {
  const CustomParameters before = numbered_table();
  CustomParameters task = before;
  remove_part(task, TablePart::inputs, 1);
  remove_part(task, TablePart::outputs, 0);
  EXPECT_EQ(task.inputs, (std::vector<std::string>{"Fixation", "Right"}));
  EXPECT_EQ(task.outputs, (std::vector<std::string>{"Right"}));
  for (std::size_t e = 0; e < task.epochs.size(); ++e) {
    EXPECT_EQ(task.epochs[e].inputs[0], before.epochs[e].inputs[0]);
    EXPECT_EQ(task.epochs[e].inputs[1], before.epochs[e].inputs[2]);
    EXPECT_EQ(task.epochs[e].targets[0], before.epochs[e].targets[1]);
  }
  EXPECT_TRUE(is_consistent(task));
}

TEST(CustomTable, ARemovedConditionTakesItsNumbersAlone) {
  const CustomParameters before = numbered_table();
  CustomParameters task = before;
  remove_part(task, TablePart::conditions, 1);
  EXPECT_EQ(task.conditions.size(), 2u);
  EXPECT_EQ(task.epochs[1].inputs[2].value,
            (Numbers{before.epochs[1].inputs[2].value[0], before.epochs[1].inputs[2].value[2]}));
  EXPECT_EQ(task.epochs[1].inputs[2].ramp, before.epochs[1].inputs[2].ramp) << "one for all stays";
  EXPECT_TRUE(is_consistent(task));
  remove_part(task, TablePart::conditions, 0);
  EXPECT_EQ(task.epochs[1].inputs[2].value, Numbers{before.epochs[1].inputs[2].value[2]});
  EXPECT_TRUE(is_consistent(task));
}

TEST(CustomTable, AFreshConditionHasTheNumbersOfItsNeighbour) {
  CustomParameters task;
  insert_part(task, TablePart::conditions, 1);
  ASSERT_EQ(task.conditions.size(), 3u);
  EXPECT_EQ(task.conditions[1].name, "Condition 3");
  EXPECT_EQ(task.conditions[2].name, "Right");
  EXPECT_EQ(task.epochs[1].inputs[1].value, (Numbers{0.6, 0.6, 0.4}));
  EXPECT_EQ(task.epochs[1].inputs[0].value, Numbers{1});
  EXPECT_TRUE(is_consistent(task));
}

TEST(CustomTable, FreshPartsHaveNamesOfTheirOwnAndACellEverywhere) {
  CustomParameters task;
  insert_part(task, TablePart::epochs, 1);
  insert_part(task, TablePart::epochs, 0);
  insert_part(task, TablePart::inputs, 0);
  insert_part(task, TablePart::outputs, 2);
  EXPECT_EQ(task.epochs[0].name, "Epoch 6");
  EXPECT_EQ(task.epochs[2].name, "Epoch 5");
  EXPECT_EQ(task.inputs[0], "Input 4");
  EXPECT_EQ(task.outputs[2], "Output 3");
  for (const CustomEpoch& epoch : task.epochs) {
    EXPECT_EQ(epoch.inputs[0], InputCell{});
    EXPECT_EQ(epoch.targets[2].mask, epoch.targets[1].mask) << "scored where its neighbour is";
  }
  EXPECT_TRUE(is_consistent(task));
}

TEST(CustomTable, WhatIsMovedTakesItsCellsAlong) {
  const CustomParameters before = numbered_table();
  CustomParameters task = before;
  move_part(task, TablePart::epochs, 3, 0);
  EXPECT_EQ(task.epochs[0], before.epochs[3]);
  EXPECT_EQ(task.epochs[3], before.epochs[2]);
  move_part(task, TablePart::epochs, 0, 3);
  EXPECT_EQ(task, before);
  move_part(task, TablePart::inputs, 0, 2);
  EXPECT_EQ(task.inputs[2], before.inputs[0]);
  EXPECT_EQ(task.epochs[1].inputs[2], before.epochs[1].inputs[0]);
  EXPECT_EQ(task.epochs[1].inputs[0], before.epochs[1].inputs[1]);
  move_part(task, TablePart::conditions, 2, 0);
  EXPECT_EQ(task.conditions[0], before.conditions[2]);
  const Numbers& was = before.epochs[1].inputs[0].value;
  EXPECT_EQ(task.epochs[1].inputs[2].value, (Numbers{was[2], was[0], was[1]}));
  move_part(task, TablePart::epochs, 0, 9);
  EXPECT_TRUE(is_consistent(task));
}

TEST(CustomTable, StaysWithinItsLimits) {
  CustomParameters task;
  for (const TablePart part :
       {TablePart::epochs, TablePart::inputs, TablePart::outputs, TablePart::conditions}) {
    for (int k = 0; k < 100; ++k) insert_part(task, part, 0);
    EXPECT_FALSE(can_add(task, part));
  }
  EXPECT_EQ(task.epochs.size(), kMaxEpochs);
  EXPECT_EQ(task.conditions.size(), kMaxConditions);
  for (const TablePart part :
       {TablePart::epochs, TablePart::inputs, TablePart::outputs, TablePart::conditions}) {
    for (int k = 0; k < 100; ++k) remove_part(task, part, 0);
    EXPECT_FALSE(can_remove(task, part));
    EXPECT_EQ(count_of(task, part), part == TablePart::inputs ? 0u : 1u);
  }
  task.epochs[0].targets[0].mask = 1;
  EXPECT_TRUE(is_consistent(task));
}

TEST(CustomTable, RowsThatAreShortAreFilledWhenADocumentIsRead) {
  CustomParameters task;
  for (CustomEpoch& epoch : task.epochs) epoch.inputs.clear(), epoch.targets.resize(1);
  Repairs repairs;
  repair_custom(task, "task", repairs);
  EXPECT_TRUE(repairs.empty()) << "it is no fault";
  EXPECT_EQ(task.epochs[2].inputs, std::vector<InputCell>(3));
  EXPECT_EQ(task.epochs[2].targets[1], TargetCell{});
}

TEST(CustomTable, CellsFollowListsThatWereReplaced) {
  CustomParameters task = numbered_table();
  const CustomParameters usual;
  task.inputs.push_back("Extra");
  task.conditions = usual.conditions;
  task.outputs.pop_back();
  fit_cells(task, 3);
  EXPECT_EQ(task.epochs[2].inputs.size(), 4u);
  EXPECT_EQ(task.epochs[2].inputs[0].value.size(), 2u);
  EXPECT_TRUE(is_consistent(task));
}

}  // namespace nn4n::test::custom_table_test
