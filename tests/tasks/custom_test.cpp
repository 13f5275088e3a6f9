#include "tasks/custom.h"

#include <cmath>
#include <map>
#include <set>

#include "codec/json.h"
#include "codec/open.h"
#include "codec/share_link.h"
#include "experiment/validate.h"
#include "tasks/chosen_task.h"

namespace nn4n::test::custom_test {

namespace {

constexpr std::string_view kGoNogo = R"({"task": {"name": "custom",
  "inputs": ["Fixation", "Cue"], "outputs": ["Response"],
  "conditions": [{"name": "Go", "probability": 0.75}, {"name": "No-go", "probability": 0.25}],
  "epochs": [
    {"name": "Cue", "ms": 100, "inputs": [{"value": [1]}, {"value": [1, -1]}],
     "targets": [{"mask": 0}]},
    {"name": "Ramp", "ms": 100, "inputs": [{"value": [0], "ramp": [0.8]}], "targets": [{"mask": 2}]},
    {"name": "Decision", "ms": 200, "targets": [{"value": [1, 0]}]}],
  "judge": {"rule": "threshold"}}})";

CustomParameters& table(Chosen& chosen) { return chosen.experiment.task.as<CustomParameters>(); }

/// The message of the only complaint about a task, and that the repair is accepted.
std::string complaint_about(Chosen chosen) {
  const Issues issues = validate(chosen.experiment);
  if (issues.size() != 1) return std::to_string(issues.size()) + " issues";
  EXPECT_EQ(repair(chosen.experiment).size(), 1u);
  EXPECT_TRUE(validate(chosen.experiment).empty());
  EXPECT_GT(chosen.trial(0).steps, 0);
  return issues[0].message;
}

}  // namespace

TEST(Custom, ATrialIsWhatTheTableSays) {
  const Reading reading = read_json(kGoNogo);
  ASSERT_TRUE(reading.issues.empty()) << reading.issues[0].message;
  Chosen chosen("custom");
  chosen.experiment = reading.experiment;
  std::map<int, int> drawn;
  for (std::uint32_t index = 0; index < 800; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 5 + 5 + 10);
    const bool go = trial.conditions[0] == 1;
    ++drawn[go];
    EXPECT_EQ(trial.correct, go);
    EXPECT_EQ(chosen.describe(trial), go ? "Go" : "No-go");
    for (int t = 0; t < trial.steps; ++t) {
      const float ramp = t >= 5 && t < 10 ? 0.2f * static_cast<float>(t - 5) : 0;
      EXPECT_FLOAT_EQ(trial.input_at(t, 0), t < 5 ? 1 : ramp);
      EXPECT_EQ(trial.input_at(t, 1), t < 5 ? (go ? 1 : -1) : 0);
      EXPECT_EQ(trial.target_at(t, 0), go && t >= 10);
      EXPECT_EQ(trial.mask_at(t, 0), t < 5 ? 0 : t < 10 ? 2 : 1);
    }
  }
  EXPECT_NEAR(drawn[1], 600, 60);
  EXPECT_FALSE(chosen.shape().rectified_input) << "one of its inputs is negative";
  EXPECT_DOUBLE_EQ(chosen.shape().chance, 0.75) << "always responding is right that often";
  EXPECT_TRUE(chosen.shape().stimulus_label.empty());
}

TEST(Custom, DurationsVaryWithinTheirRange) {
  const Chosen chosen("custom");
  std::set<double> delays;
  for (std::uint32_t index = 0; index < 300; ++index) {
    delays.insert(epoch_ms(chosen.trial(index), 2));
  }
  EXPECT_EQ(*delays.begin(), 100);
  EXPECT_EQ(*delays.rbegin(), 300);
  EXPECT_EQ(delays.size(), 11u);
}

TEST(Custom, NoiseDependsOnTheStepSoThatAveragesAreAsReliable) {
  Chosen chosen("custom");
  table(chosen).epochs[1].inputs[1].value = {-0.4};  // signed, so that nothing is cut off at 0
  for (const double dt_ms : {5.0, 20.0}) {
    double squares = 0;
    int count = 0;
    for (std::uint32_t index = 0; index < 300; ++index) {
      const Trial trial = chosen.trial(index, dt_ms);
      for (int t = trial.epochs[1].begin; t < trial.epochs[1].end; ++t, ++count) {
        squares += std::pow(static_cast<double>(trial.input_at(t, 1)) + 0.4, 2);
      }
    }
    EXPECT_NEAR(std::sqrt(squares / count), 0.2 * std::sqrt(20 / dt_ms), 0.02);
  }
}

TEST(Custom, NoisyInputsStayAboveZeroWhereNoneIsNegative) {
  const Chosen chosen("custom");
  int cut_off = 0;
  for (std::uint32_t index = 0; index < 100; ++index) {
    const Trial trial = chosen.trial(index);
    for (int t = trial.epochs[1].begin; t < trial.epochs[1].end; ++t) {
      EXPECT_GE(trial.input_at(t, 1), 0);
      cut_off += trial.input_at(t, 1) == 0;
    }
  }
  EXPECT_GT(cut_off, 0);
}

TEST(Custom, HasAPsychometricCurveWhenItsConditionsHaveStrengths) {
  Chosen chosen("custom");
  EXPECT_EQ(chosen.shape().stimulus_label, "Strength");
  EXPECT_EQ(chosen.shape().choice_label, "Chose Right [%]");
  const Trial trial = chosen.trial(0);
  EXPECT_EQ(trial.stimulus, trial.correct == 0 ? -1 : 1);
}

TEST(Custom, CellsThatAreLeftOutAreFreshOnes) {
  Chosen chosen("custom");
  const Chosen whole = chosen;
  table(chosen).epochs[3].inputs.clear();
  table(chosen).epochs[0].inputs = {{{1}}, {}, {}};
  for (std::uint32_t index = 0; index < 20; ++index) {
    EXPECT_EQ(chosen.trial(index).target, whole.trial(index).target);
    EXPECT_EQ(chosen.trial(index).input, whole.trial(index).input);
  }
}

TEST(Custom, SaysWhatIsWrongAcrossTheTable) {
  Chosen chosen("custom");
  table(chosen).epochs[1].inputs.resize(4);
  EXPECT_EQ(complaint_about(chosen),
            "task.epochs[1].inputs has 4 elements; allowed up to 3, one per input channel");
  chosen = Chosen("custom");
  table(chosen).outputs.resize(1);
  EXPECT_NE(complaint_about(chosen), "") << "several things are wrong, and all are repaired";
  chosen = Chosen("custom");
  table(chosen).epochs[3].targets[0].value = {1, 2, 3};
  EXPECT_EQ(complaint_about(chosen),
            "task.epochs[3].targets[0].value has 3 elements; allowed 1, or 2, one per condition");
  chosen = Chosen("custom");
  for (CustomCondition& condition : table(chosen).conditions) condition.probability = 0;
  EXPECT_EQ(complaint_about(chosen),
            "task.conditions has no probability above 0; allowed at least one");
  chosen = Chosen("custom");
  for (CustomEpoch& epoch : table(chosen).epochs) {
    for (TargetCell& cell : epoch.targets) cell.mask = 0;
  }
  EXPECT_EQ(complaint_about(chosen),
            "task.epochs has no target that counts; allowed at least one mask above 0");
  chosen = Chosen("custom");
  for (CustomEpoch& epoch : table(chosen).epochs) epoch.up_to_ms = 9000;
  EXPECT_EQ(complaint_about(chosen), "task.epochs lasts up to 36000 ms in all; allowed 20000");
}

TEST(Custom, SingleValuesOutOfRangeAreNamedByTheirPath) {
  const Reading reading = read_link("v=0&task=custom&task.epochs.1.inputs.2.noise=50");
  ASSERT_EQ(reading.issues.size(), 1u);
  EXPECT_EQ(reading.issues[0].path, "task.epochs[1].inputs[2].noise");
  const Reading missing = read_link("v=0&task=custom&task.epochs.9.ms=50");
  ASSERT_EQ(missing.issues.size(), 1u);
  EXPECT_EQ(missing.issues[0].message, "task.epochs[9] does not exist; the list has 4 elements.");
}

TEST(Custom, TravelsInALinkThatCanBeRead) {
  const Experiment experiment = read_json(kGoNogo).experiment;
  const std::string link = to_link(experiment);
  EXPECT_NE(link.find("&task.inputs.1=Cue"), link.npos) << link;
  EXPECT_NE(link.find("&task.epochs.1.inputs.0.ramp.0=0.8"), link.npos) << link;
  EXPECT_LT(link.size(), 1200u) << link;
  EXPECT_TRUE(read_link(link).experiment == experiment);
  EXPECT_TRUE(read_link(link).issues.empty());
}

}  // namespace nn4n::test::custom_test
