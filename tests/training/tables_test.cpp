#include "training/tables.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/text.h"
#include "codec/share_link.h"
#include "training/take_snapshot.h"

namespace nn4n::test::tables_test {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
  return cells;
}

Trainer trained() {
  Trainer trainer(read_link("v=0&network.areas.0.units=4&network.areas.1.units=3&training.batch=4"
                            "&training.validation_interval=5")
                      .experiment);
  for (int i = 0; i < 12; ++i) trainer.step();
  return trainer;
}

}  // namespace

TEST(LearningCurveTable, HasALineForEachIteration) {
  const Trainer trainer = trained();
  const auto lines = lines_of(learning_curve_csv(trainer));
  ASSERT_EQ(lines.size(), 13u);
  EXPECT_EQ(lines[0], "iteration,loss,accuracy,gradient_norm,weight_norm");
  for (std::size_t k = 1; k < lines.size(); ++k) {
    const auto cells = cells_of(lines[k]);
    EXPECT_EQ(cells[0], std::to_string(k));
    EXPECT_EQ(static_cast<float>(*parse_number(cells[1])), trainer.loss_history()[k - 1]);
    ASSERT_EQ(cells.size(), 5u) << lines[k];
    EXPECT_EQ(cells[2].empty(), k % 5 != 0) << lines[k];
    EXPECT_EQ(static_cast<float>(*parse_number(cells[3])), trainer.norms()[k - 1].gradient);
    EXPECT_EQ(static_cast<float>(*parse_number(cells[4])), trainer.norms()[k - 1].weights);
  }
}

TEST(TrialTable, HasALineForEachStepAndReadsBack) {
  const Trainer trainer = trained();
  Workspace space;
  SampleTrial trial = take_snapshot(trainer, {}, space).trial;
  const auto lines = lines_of(trial_csv(trial));
  ASSERT_EQ(lines.size(), static_cast<std::size_t>(trial.steps) + 1);
  const auto names = cells_of(lines[0]);
  EXPECT_EQ(names[0], "step");
  EXPECT_EQ(names.back(), "rate_7");
  ASSERT_EQ(names.size(), 2 + trial.input_names.size() + 3 * trial.output_names.size() + 7);
  for (std::size_t step = 0; step < static_cast<std::size_t>(trial.steps); ++step) {
    const auto cells = cells_of(lines[step + 1]);
    ASSERT_EQ(cells.size(), names.size());
    EXPECT_EQ(*parse_number(cells[1]), static_cast<double>(step + 1) * trial.dt_ms);
    const std::size_t last = 6 * static_cast<std::size_t>(trial.steps) + step;
    EXPECT_EQ(static_cast<float>(*parse_number(cells.back())), trial.rates[last]);
  }
  trial.input_names[0] = "say \"left\", or not";
  EXPECT_NE(trial_csv(trial).find(",\"in_say \"\"left\"\", or not\","), std::string::npos);
}

}  // namespace nn4n::test::tables_test
