#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "codec/open.h"
#include "codec/own_data.h"
#include "experiment/validate.h"
#include "tasks/chosen_task.h"

namespace nn4n::test::data_test {

namespace {

/// Trial k of 3 shows k, then asks for channel k mod 2; it has k + 2 steps.
Chosen three_trials() {
  std::string table = "trial,step,in_k,target_a,target_b\n";
  for (int k = 0; k < 3; ++k) {
    for (int t = 0; t < k + 2; ++t) {
      table += std::to_string(k) + "," + std::to_string(t) + "," + std::to_string(k + 10 * t) +
               (k % 2 == 0 ? ",1,0\n" : ",0,1\n");
    }
  }
  Chosen chosen("data");
  const Reading reading = read_any(table);
  EXPECT_TRUE(reading.issues.empty());
  chosen.experiment = reading.experiment;
  return chosen;
}

std::string set_and_complain(const std::string& key, const std::string& value) {
  Chosen chosen("data");
  const EditTarget text = resolve(target_of(chosen.experiment), "task." + key);
  *static_cast<std::string*>(text.object) = value;
  const Issues issues = validate(chosen.experiment);
  EXPECT_FALSE(repair(chosen.experiment).empty());
  EXPECT_TRUE(validate(chosen.experiment).empty());
  return issues.empty() ? "" : issues[0].message;
}

}  // namespace

TEST(Data, TrialsAreThoseOfTheFile) {
  const Chosen chosen = three_trials();
  std::set<int> seen;
  for (std::uint32_t index = 0; index < 60; ++index) {
    const Trial trial = chosen.trial(index);
    const int k = static_cast<int>(trial.conditions[0]) - 1;
    seen.insert(k);
    ASSERT_EQ(trial.steps, k + 2) << "it ends with its last scored step";
    EXPECT_EQ(trial.correct, k % 2);
    for (int t = 0; t < trial.steps; ++t) {
      EXPECT_EQ(trial.input_at(t, 0), static_cast<float>(k + 10 * t));
      EXPECT_EQ(trial.target_at(t, k % 2), 1);
      EXPECT_EQ(trial.mask_at(t, 0), 1);
    }
  }
  EXPECT_EQ(seen, (std::set<int>{0, 1, 2}));
}

TEST(Data, AnotherTimeStepRepeatsRowsOrLeavesThemOut) {
  const Chosen chosen = three_trials();
  for (std::uint32_t index = 0; index < 20; ++index) {
    const Trial coarse = chosen.trial(index, 40);
    const Trial fine = chosen.trial(index, 10);
    const int k = static_cast<int>(coarse.conditions[0]) - 1;
    EXPECT_EQ(coarse.steps, (k + 2) / 2);
    EXPECT_EQ(fine.steps, 2 * (k + 2));
    for (int t = 0; t < coarse.steps; ++t)
      EXPECT_EQ(coarse.input_at(t, 0), static_cast<float>(k + 20 * t));
    for (int t = 0; t < fine.steps; ++t)
      EXPECT_EQ(fine.input_at(t, 0), static_cast<float>(k + 10 * (t / 2)));
  }
}

TEST(Data, SaysWhatIsWrongWithItsNumbers) {
  EXPECT_EQ(
      set_and_complain("content", "Zm9v"),
      "task.content is not a set of trials, or it holds a number that is out of range; allowed "
      "is text that was made from a file of trials");
  Chosen chosen("data");
  resolve(target_of(chosen.experiment), "task.inputs")
      .type->resize(resolve(target_of(chosen.experiment), "task.inputs").object, 2);
  const Issues issues = repair(chosen.experiment);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].message, "task.inputs has 2 elements; allowed 3, as in the data. Using 3.");
  EXPECT_EQ(chosen.shape().inputs, (std::vector<std::string>{"Fixation", "Left", "Input 3"}));
}

}  // namespace nn4n::test::data_test
