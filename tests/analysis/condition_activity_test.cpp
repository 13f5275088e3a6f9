#include "analysis/condition_activity.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analysis/network_report.h"
#include "analysis/unit_report.h"

namespace nn4n::test::condition_activity_test {

namespace {

Experiment small() {
  Experiment experiment;
  experiment.network.areas[0].units = 7;
  experiment.network.areas[1].units = 6;
  experiment.network.recurrent_noise = 0.2;
  experiment.network.input_noise = 0.1;
  return experiment;
}

ConditionActivity activity_of(const Trainer& trainer, const Recording& recording,
                              const WantedActivity& wanted) {
  auto answer = condition_activity(trainer, recording, wanted);
  const Issue* issue = std::get_if<Issue>(&answer);
  EXPECT_FALSE(issue) << (issue ? issue->message : "");
  return issue ? ConditionActivity{} : std::move(*std::get_if<ConditionActivity>(&answer));
}

/// The mean over these trials of a recording, of one unit at one step.
double mean_rate(const Recording& recording, const std::vector<std::size_t>& trials, int unit,
                 int step) {
  double sum = 0, count = 0;
  for (const std::size_t b : trials) {
    const RecordedTrial& one = recording.trials[b];
    if (step >= one.trial.steps) continue;
    sum += double{one.rates[static_cast<std::size_t>(unit * one.trial.steps + step)]};
    ++count;
  }
  return sum / count;
}

std::string complaint(const char* what) {
  const auto items = read_analysis_items(what);
  if (const Issue* issue = std::get_if<Issue>(&items)) return issue->message;
  const auto answer = analyse_network(
      Trainer(small()), *std::get_if<std::vector<AnalysisItem>>(&items), {.trials = 40});
  const Issue* issue = std::get_if<Issue>(&answer);
  return issue ? issue->message : "no complaint";
}

}  // namespace

TEST(ConditionActivity, IsTheMeanOfTheTrialsOfTheCondition) {
  const Trainer trainer(small());
  const Recording recording = record_trials(trainer, 80);
  const std::vector<ConditionSet> sets = activity_conditions(recording);
  ASSERT_GT(sets.size(), 2u);
  EXPECT_EQ(sets.back().text, "all");
  for (const ConditionSet& set : {sets.front(), sets[1], sets.back()}) {
    const ConditionActivity found = activity_of(trainer, recording, {.condition = set.text});
    EXPECT_EQ(found.averaged, static_cast<int>(set.trials.size()));
    ASSERT_EQ(found.activity.rates.size(), static_cast<std::size_t>(13 * found.activity.steps));
    for (const auto& [unit, step] : {std::pair{0, 3}, {12, 10}, {6, found.activity.steps - 1}}) {
      const auto at = static_cast<std::size_t>(unit * found.activity.steps + step);
      EXPECT_NEAR(double{found.activity.rates[at]}, mean_rate(recording, set.trials, unit, step),
                  1e-5);
    }
  }
  const ConditionActivity first = activity_of(trainer, recording, {});
  EXPECT_EQ(first.set.text, sets.front().text);
  EXPECT_EQ(first.activity.inputs.size() % static_cast<std::size_t>(first.activity.steps), 0u);
  EXPECT_FALSE(first.activity.epochs.empty());
}

TEST(ConditionActivity, OfASingleTrialIsThatTrial) {
  const Trainer trainer(small());
  const Recording recording = record_trials(trainer, 60);
  const ConditionSet set = activity_conditions(recording)[1];
  ASSERT_GT(set.trials.size(), 2u);
  const ConditionActivity found =
      activity_of(trainer, recording, {.condition = set.text, .trial = 2});
  EXPECT_EQ(found.averaged, 1);
  const RecordedTrial& one = recording.trials[set.trials[2]];
  EXPECT_EQ(found.activity.rates, one.rates) << "to the bit";
  EXPECT_EQ(found.activity.epochs, one.trial.epochs);
}

TEST(ConditionActivity, WithoutNoiseIsThatOfTheQuietNetwork) {
  Experiment quiet = small();
  quiet.network.recurrent_noise = quiet.network.rate_noise = quiet.network.input_noise = 0;
  const Trainer trainer(small()), other(quiet);
  ASSERT_EQ(trainer.fingerprint(), other.fingerprint());
  const Recording recording = record_trials(trainer, 40);
  const WantedActivity wanted{.condition = "all", .trial = 5, .noise = false};
  const ConditionActivity found = activity_of(trainer, recording, wanted);
  EXPECT_EQ(found.activity.rates, record_trials(other, 40).trials[5].rates);
  EXPECT_NE(found.activity.rates, recording.trials[5].rates);
  const Trial& trial = recording.trials[5].trial;
  for (int t = 0; t < trial.steps; ++t)
    EXPECT_EQ(found.activity.inputs[static_cast<std::size_t>(t)], trial.input_at(t, 0));
}

TEST(ConditionActivity, IsReadFromTextAndReported) {
  WantedActivity wanted;
  EXPECT_TRUE(read_wanted_activity("mean+quiet", wanted));
  EXPECT_FALSE(wanted.noise);
  EXPECT_FALSE(wanted.trial);
  EXPECT_TRUE(read_wanted_activity("12", wanted));
  EXPECT_TRUE(wanted.noise);
  EXPECT_EQ(wanted.trial, 12);
  for (const char* wrong : {"", "+quiet", "mean+loud", "-1", "1.5", "99999", "mean mean"}) {
    EXPECT_FALSE(read_wanted_activity(wrong, wanted)) << wrong;
    EXPECT_EQ(wanted.trial, 12);
  }
  const auto items = read_analysis_items("activity/0+quiet@all,selectivity");
  ASSERT_TRUE(std::holds_alternative<std::vector<AnalysisItem>>(items));
  const auto answer = analyse_network(
      Trainer(small()), *std::get_if<std::vector<AnalysisItem>>(&items), {.trials = 40});
  const JsonValue& activity = *std::get_if<JsonValue>(&answer)->find("activity");
  EXPECT_EQ(activity.find("condition")->text, "all");
  EXPECT_EQ(activity.find("trial")->number, 0);
  EXPECT_FALSE(activity.find("noise")->boolean);
  EXPECT_EQ(activity.find("rates")->items.size(), 13 * activity.find("steps")->number);
  EXPECT_FALSE(std::get_if<JsonValue>(&answer)->find("selectivity")->items.empty());
}

TEST(ConditionActivity, RefusalsSayWhatThereIs) {
  EXPECT_NE(complaint("activity@choice=9").find("known: choice="), std::string::npos);
  EXPECT_NE(complaint("activity@choice=9").find("all"), std::string::npos);
  EXPECT_NE(complaint("activity/900@all").find("allowed 0 to "), std::string::npos);
  EXPECT_NE(complaint("activity/loud").find("allowed are such as mean"), std::string::npos);
  EXPECT_NE(complaint("activity,activity").find("wanted twice"), std::string::npos);
}

}  // namespace nn4n::test::condition_activity_test
