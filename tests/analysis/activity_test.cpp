#include "analysis/activity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"

namespace nn4n::test::activity_test {

// Two units in each of these.

TEST(AverageActivity, IsTheMeanOfTheTrialsThatLastSoLong) {
  AverageActivity average(2, 2);
  average.add(0, std::vector<float>{1, 2, 3, /**/ 10, 20, 30});
  average.add(0, std::vector<float>{3, 4, /**/ 30, 40});
  average.add(1, std::vector<float>{7, /**/ 8});
  EXPECT_EQ(average.steps(0), 3);
  EXPECT_EQ(average.trials(0), 2);
  EXPECT_EQ(average.mean(0), (std::vector<float>{2, 3, 3, /**/ 20, 30, 30}));
  EXPECT_EQ(average.mean(1), (std::vector<float>{7, 8}));
}

TEST(AverageActivity, OfNoTrialsHasNoSteps) {
  const AverageActivity average(1, 2);
  EXPECT_EQ(average.steps(0), 0);
  EXPECT_EQ(average.trials(0), 0);
  EXPECT_TRUE(average.mean(0).empty());
}

/// Unit 1 fires 1 ± 1 in trials of one group and 4 ± 1 in those of the other, in the second epoch
/// only; unit 2 is silent. By hand, each group has variance 2 (of two values), so d′ = 3 / √2.
TEST(Selectivity, IsTheDistanceInStandardDeviations) {
  const std::vector<EpochSpan> epochs{{"First", 0, 1}, {"Second", 1, 3}};
  Selectivity selectivity(2);
  for (const float level : {0.0f, 2.0f})
    selectivity.add(0, std::vector<float>{5, level, level, /**/ 0, 0, 0}, epochs);
  for (const float level : {3.0f, 5.0f})
    selectivity.add(1, std::vector<float>{5, level, level, /**/ 0, 0, 0}, epochs);
  EXPECT_EQ(selectivity.epochs(), (std::vector<std::string>{"First", "Second"}));
  EXPECT_EQ(selectivity.d_prime(0), (std::vector<double>{0, 0}));
  EXPECT_NEAR(selectivity.d_prime(1)[0], 3 / std::sqrt(2.0), 1e-9);
  EXPECT_EQ(selectivity.d_prime(1)[1], 0);
}

TEST(Selectivity, FindsTheTruthOfManyNoisyTrials) {
  Selectivity selectivity(1);
  RandomStream random(stream_key(1, Purpose::noise));
  for (int k = 0; k < 4000; ++k) {
    const int group = k % 2;
    selectivity.add(group, std::vector<float>{1.5f * static_cast<float>(group) + random.normal()},
                    std::vector<EpochSpan>{{"Only", 0, 1}});
  }
  EXPECT_NEAR(selectivity.d_prime(0)[0], 1.5, 0.12);
}

TEST(Selectivity, NeedsTwoTrialsOfEachGroupAndTheSameEpochs) {
  Selectivity selectivity(1);
  selectivity.add(0, std::vector<float>{1}, std::vector<EpochSpan>{{"Only", 0, 1}});
  selectivity.add(0, std::vector<float>{1}, std::vector<EpochSpan>{{"Other", 0, 1}});
  EXPECT_EQ(selectivity.trials(0), 1);
  EXPECT_TRUE(selectivity.d_prime(0).empty());
}

}  // namespace nn4n::test::activity_test
