#include "training/curriculum.h"

#include <gtest/gtest.h>

#include "tasks/task.h"

namespace nn4n::test::curriculum_test {

namespace {

Experiment with(std::string_view task) {
  Experiment experiment;
  EXPECT_TRUE(experiment.task.select(task));
  experiment.training.curriculum.on = true;
  return experiment;
}

double parameter(Experiment& experiment, std::string_view key) {
  const Target target = resolve(target_of(experiment), "task." + std::string(key));
  EXPECT_TRUE(target.type) << key;
  return target.type ? target.type->number(target.object) : -1;
}

std::vector<double> delays(std::string_view task, std::string_view key) {
  std::vector<double> values;
  for (int stage = 0; stage < stages_of(with(task)); ++stage) {
    Experiment experiment = with(task);
    ease(experiment, stage);
    values.push_back(parameter(experiment, key));
  }
  return values;
}

}  // namespace

TEST(Curriculum, DelaysGrowStageByStageToTheTaskItself) {
  EXPECT_EQ(delays("dms", "delay_min_ms"), (std::vector<double>{0, 0.34 * 400, 0.68 * 400, 400}));
  EXPECT_EQ(delays("dms", "delay_max_ms"), (std::vector<double>{0, 0.34 * 800, 0.68 * 800, 800}));
  EXPECT_EQ(delays("dpa", "second_delay_ms"),
            (std::vector<double>{0, 0.34 * 300, 0.68 * 300, 300}));
}

TEST(Curriculum, CoherencesFallStageByStageAndStayWithin100Percent) {
  for (const std::string_view task : {"pdm", "rt", "ctx"}) {
    ASSERT_EQ(stages_of(with(task)), 3) << task;
    Experiment first = with(task);
    ease(first, 0);
    double strongest = 0;
    double weakest = 100;
    const Target list = resolve(target_of(first), "task.coherences");
    for_each_part(list, [&](const Target& part, const std::string&) {
      strongest = std::max(strongest, part.type->number(part.object));
      weakest = std::min(weakest, part.type->number(part.object));
    });
    EXPECT_EQ(strongest, 100) << task;
    EXPECT_GE(weakest, 12) << task;
  }
}

TEST(Curriculum, TheLastStageIsTheTask) {
  for (const Entry* task : TaskCatalogue::registry().entries()) {
    const Experiment experiment = with(task->key);
    Experiment last = experiment;
    ease(last, stages_of(experiment) - 1);
    EXPECT_EQ(last, experiment) << task->key;
  }
}

TEST(Curriculum, ATaskThatNothingMakesEasierHasOneStage) {
  for (const std::string_view task : {"multi", "anti", "rsg", "seq", "sine", "flipflop"})
    EXPECT_EQ(stages_of(with(task)), 1) << task;
  Experiment dms = with("dms");
  dms.training.curriculum.delay = {1, 1};
  EXPECT_EQ(stages_of(dms), 1);
  dms.training.curriculum.delay = {1, 0.5, 1};
  EXPECT_EQ(stages_of(dms), 3) << "a stage at the end that changes nothing does not count";
}

TEST(Curriculum, IsOffUnlessAskedFor) {
  Experiment experiment;
  experiment.task.select("dms");
  EXPECT_EQ(stages_of(experiment), 1);
  const Experiment before = experiment;
  ease(experiment, 0);
  EXPECT_EQ(experiment, before);
}

}  // namespace nn4n::test::curriculum_test
