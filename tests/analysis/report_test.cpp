#include "analysis/report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace nn4n::test::report_test {

namespace {

Trainer untrained(const char* task) {
  Experiment experiment;
  experiment.task.select(task);
  experiment.network.areas[0].units = 6;
  experiment.network.areas[1].units = 5;
  return Trainer(experiment);
}

const JsonValue* plot(const JsonValue& report, std::string_view kind) {
  for (const JsonValue& p : report.find("plots")->items) {
    if (p.find("kind")->text == kind) return &p;
  }
  return nullptr;
}

}  // namespace

TEST(Report, CountsTheSameTrialsEverywhere) {
  const JsonValue report = analyse(untrained("pdm"), {.trials = 300});
  const double trials = report.find("trials")->number;
  EXPECT_GT(trials, 240) << "a tenth are catch trials";
  EXPECT_LT(trials, 300);
  double counted = 0;
  const JsonValue& curve = plot(report, "psychometric")->find("curves")->items.at(0);
  for (const JsonValue& point : curve.find("points")->items)
    counted += point.find("trials")->number;
  EXPECT_EQ(counted, trials);
  counted = 0;
  for (const JsonValue& row : plot(report, "confusion")->find("counts")->items) {
    for (const JsonValue& count : row.items) counted += count.number;
  }
  EXPECT_EQ(counted, trials);
  const JsonValue& interval = *report.find("accuracy_interval");
  EXPECT_LE(interval.items[0].number, report.find("accuracy")->number);
  EXPECT_GE(interval.items[1].number, report.find("accuracy")->number);
}

TEST(Report, HasACurveForEachKindOfTrial) {
  const JsonValue report = analyse(untrained("multi"), {.trials = 200});
  const std::vector<JsonValue>& curves = plot(report, "psychometric")->find("curves")->items;
  ASSERT_EQ(curves.size(), 3u);
  EXPECT_EQ(curves[2].find("group")->text, "both");
  EXPECT_TRUE(curves[0].find("slope_interval"));
}

TEST(Report, PrintsNoBiasOfACurveThatMayBeFlat) {
  const JsonValue report = analyse(untrained("multi"), {.trials = 200});
  int told = 0;
  for (const JsonValue& curve : plot(report, "psychometric")->find("curves")->items) {
    const JsonValue& fit = *curve.find("fit");
    if (fit.is(JsonKind::null)) continue;
    const std::vector<JsonValue>& slope = fit.find("slope_interval")->items;
    const bool flat = slope[0].number <= 0 && slope[1].number >= 0;
    if (!flat) continue;
    EXPECT_TRUE(fit.find("bias")->is(JsonKind::null));
    EXPECT_TRUE(curve.find("threshold")->is(JsonKind::null));
    EXPECT_EQ(fit.find("note")->text.substr(0, 23), "The curve may be flat, ");
    ++told;
  }
  EXPECT_GT(told, 0) << "an untrained network guesses";
}

TEST(Report, NamesTheUnitsThatTellTrialsApart) {
  const JsonValue report = analyse(untrained("gonogo"), {.trials = 100, .activity = true});
  const std::vector<JsonValue>& selectivity = report.find("selectivity")->items;
  ASSERT_EQ(selectivity.size(), 8u) << "two comparisons in four epochs";
  EXPECT_EQ(selectivity[4].find("between")->text, "Cue no-go and go");
  EXPECT_EQ(selectivity[5].find("epoch")->text, "Stimulus");
  const std::vector<JsonValue>& values = selectivity[5].find("d_prime")->items;
  ASSERT_EQ(values.size(), 11u);
  double most = 0;
  for (const JsonValue& value : values) most = std::max(most, std::fabs(value.number));
  EXPECT_GT(most, 1) << "the cue drives units of the input area even before training";
  const JsonValue& go = report.find("activity")->items.at(1);
  EXPECT_EQ(go.find("value")->text, "go");
  EXPECT_EQ(go.find("rates")->items.size(), 11u);
  EXPECT_EQ(go.find("rates")->items[0].items.size(), 50u);
}

TEST(Report, EveryTaskHasOne) {
  for (const Entry* entry : TaskCatalogue::registry().entries()) {
    const JsonValue report = analyse(untrained(std::string(entry->key).c_str()), {.trials = 40});
    EXPECT_EQ(report.find("task")->text, entry->key);
    const ParsedJson read = parse_json(print_json(report, Layout::compact));
    EXPECT_EQ(read.error, "") << entry->key;
  }
}

}  // namespace nn4n::test::report_test
