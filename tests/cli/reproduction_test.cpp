#include "cli/reproduction.h"

#include <gtest/gtest.h>

#include <set>

#include "base/measured.h"
#include "experiment/named.h"
#include "experiment/validate.h"
#include "training/trainer.h"

namespace nn4n::test::reproduction_test {

namespace {

constexpr Checkpoint kPoints[] = {{2, 0.2, 0.4}, {4, 0.1, 0.1}};

/// A result that is compared at both points.
PublishedResult with_curve(std::string_view preset) {
  PublishedResult source{
      .preset = preset, .reported = "", .where = "", .iterations = 4, .least = 0.85};
  source.smoothing = 2;
  source.curve = kPoints;
  return source;
}

Reproduced made_up(const PublishedResult& source, const std::vector<double>& accuracies) {
  Reproduced result{&source, 16, {}};
  for (const double accuracy : accuracies) {
    Reproduction run;
    run.accuracy = accuracy;
    result.runs.push_back(run);
  }
  return result;
}

}  // namespace

TEST(PublishedResults, ThereIsOneOfEveryPublishedNetwork) {
  std::set<std::string_view> results;
  for (const PublishedResult& result : published_results()) {
    EXPECT_TRUE(results.insert(result.preset).second) << result.preset;
    EXPECT_TRUE(preset(result.preset)) << result.preset;
  }
  ASSERT_GE(published_networks().size(), 20u);
  for (const Published& network : published_networks()) {
    EXPECT_TRUE(results.count(network.name.key)) << network.name.key;
  }
}

TEST(PublishedResults, SayWhatAndWhere) {
  for (const PublishedResult& result : published_results()) {
    SCOPED_TRACE(result.preset);
    EXPECT_FALSE(result.reported.empty());
    EXPECT_FALSE(result.where.empty());
    EXPECT_GT(result.iterations, 0);
    EXPECT_LE(result.least, result.most);
    EXPECT_TRUE(result.least > 0 || result.most < 1) << "anything would hold";
    int last = 0;
    for (const Checkpoint& checkpoint : result.curve) {
      EXPECT_GE(checkpoint.iteration, last + result.smoothing);
      EXPECT_LE(checkpoint.least, checkpoint.most);
      last = checkpoint.iteration;
    }
    EXPECT_LE(last, result.iterations);
  }
}

TEST(PublishedResults, AreJudgedAsTheTableSays) {
  int changed = 0;
  for (const PublishedResult& result : published_results()) {
    SCOPED_TRACE(result.preset);
    const Experiment judged = judged_experiment(result);
    EXPECT_TRUE(validate(trained_experiment(result)).empty());
    EXPECT_TRUE(validate(judged).empty());
    EXPECT_EQ(judged == trained_experiment(result), result.judged_with.empty());
    EXPECT_EQ(judged.network, trained_experiment(result).network);
    changed += !result.judged_with.empty();
  }
  EXPECT_GT(changed, 0);
}

TEST(Reproduction, AccuracyHoldsWhenEverySeedHasIt) {
  const PublishedResult source{
      .preset = "", .reported = "", .where = "", .iterations = 1, .least = 0.85};
  EXPECT_TRUE(accuracy_holds(made_up(source, {0.84, 0.9, 1})));
  EXPECT_FALSE(accuracy_holds(made_up(source, {0.82, 0.9, 1})));
  PublishedResult failure = source;
  failure.least = 0;
  failure.most = 0.75;
  EXPECT_TRUE(accuracy_holds(made_up(failure, {0, 0.7})));
  EXPECT_FALSE(accuracy_holds(made_up(failure, {0, 0.8})));
}

TEST(Reproduction, OneStuckSeedIsNoneOfTheMedian) {
  const PublishedResult source = with_curve("");
  Reproduced result = made_up(source, {0.9, 0.9, 0.2});
  result.runs[0].curve = {0.4, 0.1};
  result.runs[1].curve = {0.3, 0.1};
  result.runs[2].curve = {30, 30};
  EXPECT_EQ(median_loss(result, 0), 0.4);
  EXPECT_TRUE(holds(result));
  result.runs[1].accuracy = 0.2;
  EXPECT_FALSE(holds(result));
}

TEST(Reproduction, CurvesHoldWhenTheirMedianIsAmongTheSources) {
  const PublishedResult source = with_curve("");
  Reproduced result = made_up(source, {0.9, 0.9});
  result.runs[0].curve = {0.3, 0.16};
  result.runs[1].curve = {0.5, 0.1};
  EXPECT_DOUBLE_EQ(median_loss(result, 0), 0.4);
  EXPECT_TRUE(curve_holds(result, 0));
  EXPECT_TRUE(curve_holds(result, 1));
  EXPECT_TRUE(holds(result));
  result.runs[1].accuracy = 0.8;
  EXPECT_TRUE(holds(result)) << "their median is 0.85";
  result.runs[1].accuracy = 0.7;
  EXPECT_FALSE(holds(result));
  result.runs[1].accuracy = 0.9;
  result.runs[1].diverged = true;
  EXPECT_FALSE(holds(result));
  result.runs[1] = result.runs[0];
  EXPECT_FALSE(curve_holds(result, 1)) << "0.16 is more than 1.4 x 0.1";
  EXPECT_FALSE(holds(result));
  result.runs[0].curve[1] = result.runs[1].curve[1] = 0.06;
  EXPECT_FALSE(curve_holds(result, 1)) << "0.06 is less than 0.7 x 0.1";
}

TEST(Reproduction, IsARunOfThePreset) {
  const PublishedResult source = with_curve("nn4n_multiarea_single");
  const Reproduction run = reproduce(source, 7);
  Experiment experiment = *preset("nn4n_multiarea_single");
  experiment.seed = 7;
  Trainer trainer(experiment);
  for (int k = 0; k < 4; ++k) trainer.step();
  const std::vector<float>& losses = trainer.loss_history();
  ASSERT_EQ(run.curve.size(), 2u);
  EXPECT_EQ(run.seed, 7u);
  EXPECT_EQ(run.iterations, 4);
  EXPECT_NEAR(run.curve[0], static_cast<double>(losses[0] + losses[1]) / 2, 1e-6);
  EXPECT_NEAR(run.curve[1], static_cast<double>(losses[2] + losses[3]) / 2, 1e-6);
  EXPECT_EQ(run.accuracy, trainer.fresh_accuracy(trainer.trained_parameters(), 4));
  EXPECT_FALSE(run.diverged);
}

TEST(Median, IsTheMiddleOrTheMeanOfTheTwoInTheMiddle) {
  EXPECT_EQ(median({3, 1, 2}), 2);
  EXPECT_EQ(median({4, 1, 3, 2}), 2.5);
}

}  // namespace nn4n::test::reproduction_test
