#include "lesson/facts.h"

#include <gtest/gtest.h>

#include "codec/share_link.h"

namespace nn4n::facts_test {
namespace {

constexpr char kSmall[] =
    "v=0&network.areas.0.units=8&network.areas.1.units=8&training.batch=4"
    "&training.validation_interval=2&training.validation_trials=16";

Trainer trainer_of(std::string_view link, int iterations = 0) {
  Trainer run(read_link(link).experiment);
  for (int i = 0; i < iterations; ++i) run.step();
  return run;
}

CheckResult one(const Trainer& run, const std::string& text, bool costly = true) {
  Facts facts(run, costly);
  return check(facts, {text}).front();
}

TEST(Checks, CompareSettingsByTheirPath) {
  const Trainer run = trainer_of(kSmall);
  EXPECT_TRUE(one(run, "network.areas.0.units == 8").passed);
  EXPECT_TRUE(one(run, "task == pdm and seed == 1").passed);
  EXPECT_TRUE(one(run, "network.areas == 2").passed);
  EXPECT_TRUE(one(run, "network.areas.0.input == true").passed);
  EXPECT_FALSE(one(run, "network.areas.0.tau_ms == 50").passed);
  EXPECT_EQ(one(run, "network.areas.0.tau_ms == 50").missing,
            "Network.areas.0.tau_ms is 100; it must be 50.");
  EXPECT_EQ(one(run, "task == ctx").missing, "Task is \"pdm\"; it must be \"ctx\".");
}

TEST(Checks, SayWhatIsMissing) {
  const Trainer run = trainer_of(kSmall, 2);
  const CheckResult result = one(run, "accuracy >= 1.01");
  EXPECT_FALSE(result.passed);
  ASSERT_TRUE(result.value.has_value());
  EXPECT_NE(result.missing.find("The accuracy is "), std::string::npos) << result.missing;
  EXPECT_NE(result.missing.find(" %; it must be at least 101 %."), std::string::npos);
  EXPECT_TRUE(one(run, "accuracy >= 0").passed);
  EXPECT_TRUE(one(run, "iteration == 2 and loss > 0").passed);
}

TEST(Checks, WhatIsNotKnownYetFailsWithASentence) {
  const Trainer run = trainer_of("v=0&task=gonogo&network.areas.0.units=6&training.batch=4");
  EXPECT_NE(one(run, "loss < 1").missing.find("before the first iteration"), std::string::npos);
  EXPECT_FALSE(one(run, "not loss < 1").passed) << "what is not known is not false either";
  EXPECT_NE(one(run, "threshold < 5").missing.find("no psychometric curve"), std::string::npos);
  EXPECT_NE(one(run, "altered_accuracy < 1").missing.find("No intervention"), std::string::npos);
  EXPECT_NE(one(run, "nonsense > 1").missing.find("neither a setting"), std::string::npos);
  EXPECT_NE(one(run, "network.areas.7.units > 1").missing.find("neither a setting"),
            std::string::npos);
  EXPECT_NE(one(run, "network > 1").missing.find("no setting with one value"), std::string::npos);
}

TEST(Checks, AskForInterventions) {
  const Trainer run = trainer_of(kSmall, 2);
  const CheckResult scaled = one(run, "with(scale:area1>area2=0).accuracy <= 1");
  EXPECT_TRUE(scaled.passed);
  EXPECT_TRUE(run.experiment().interventions.empty());
  EXPECT_NE(one(run, "with(silence:Nowhere).accuracy < 1").missing.find("Nowhere"),
            std::string::npos);
  EXPECT_NE(one(run, "with(silence:area1).seed == 1").missing.find("such as accuracy"),
            std::string::npos);
}

TEST(Checks, AnInterventionChangesWhatIsMeasured) {
  const Trainer run = trainer_of(kSmall, 2);
  EXPECT_TRUE(one(run, "with(silence:area1;silence:area2).mean_rate == 0").passed);
  EXPECT_TRUE(one(run, "mean_rate > 0.001").passed);
}

TEST(Checks, MeasureRatesCurvesAndEigenvalues) {
  const Trainer run = trainer_of(kSmall, 4);
  EXPECT_TRUE(one(run, "spectral_radius > 0.1 and spectral_radius < 10").passed);
  EXPECT_TRUE(one(run, "fixed_points.count >= 0").passed);
  const CheckResult slope = one(run, "slope > -1000");
  EXPECT_TRUE(slope.passed || slope.missing.find("fitted") != std::string::npos) << slope.missing;
}

TEST(Checks, WaitWithWhatIsCostly) {
  const Trainer run = trainer_of(kSmall, 2);
  EXPECT_TRUE(one(run, "with(silence:area1).accuracy < 2", false).pending);
  EXPECT_TRUE(one(run, "spectral_radius > 0", false).pending);
  EXPECT_FALSE(one(run, "iteration > 7", false).pending);
  EXPECT_FALSE(one(run, "not spectral_radius > 0", false).passed);
}

TEST(Checks, EitherAndBoth) {
  const Trainer run = trainer_of(kSmall);
  EXPECT_TRUE(one(run, "seed == 9 or seed == 1").passed);
  EXPECT_FALSE(one(run, "seed == 1 and iteration > 0").passed);
  EXPECT_EQ(one(run, "seed == 1 and iteration > 0").missing,
            "The iteration is 0; it must be above 0.");
  EXPECT_TRUE(one(run, "not seed == 2").passed);
}

TEST(Checks, RefuseWhatTheyCannotRead) {
  const Trainer run = trainer_of(kSmall);
  const CheckResult result = one(run, "accuracy !! 3");
  EXPECT_FALSE(result.passed);
  EXPECT_NE(result.missing.find("where it should have"), std::string::npos);
}

}  // namespace
}  // namespace nn4n::facts_test
