#include "analysis/size_law.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/psychometric.h"
#include "analysis/records.h"

namespace nn4n::test::size_law_test {

namespace {

/// An observer of durations whose threshold is 60 ms at 400 ms and proportional to size^exponent.
Behaviour durations(double exponent, int trials) {
  Behaviour b = record_with({"Mean duration [ms]"});
  b.stimulus_label = "First − second duration [ms]";
  b.size_condition = 0;
  RandomStream random(stream_key(3, Purpose::trials));
  for (int k = 0; k < trials; ++k) {
    const float size = static_cast<float>(200 + 20 * random.whole(0, 20));
    const float difference =
        static_cast<float>(20 * random.whole(1, 8)) * (random.chance(0.5) ? 1.0f : -1.0f);
    const double threshold = 60 * std::pow(double{size} / 400, exponent);
    append(b, logistic_choice(difference, 0, std::log(3.0) / threshold, random), {size});
  }
  return b;
}

}  // namespace

TEST(SizeLaw, FindsWebersLawAndItsAbsence) {
  for (const double exponent : {0.0, 0.5, 1.0, 1.5}) {
    const SizeLaw law = size_law(durations(exponent, 6000));
    ASSERT_TRUE(law.law);
    EXPECT_NEAR(law.law->exponent, exponent, 0.2) << exponent;
    EXPECT_LE(law.law->interval.low, exponent + 0.05);
    EXPECT_GE(law.law->interval.high, exponent - 0.05);
    EXPECT_LT(law.law->interval.high - law.law->interval.low, 0.8);
    ASSERT_EQ(law.points.size(), 4u);
    for (const ThresholdPoint& p : law.points) {
      EXPECT_NEAR(p.threshold, 60 * std::pow(p.size / 400, exponent), 0.2 * p.threshold);
      EXPECT_LT(p.interval.low, p.threshold);
      EXPECT_GT(p.interval.high, p.threshold);
    }
  }
}

TEST(SizeLaw, SaysSoInWords) {
  EXPECT_EQ(law_words({1.1, {0.8, 1.4}}), "exponent 1.1 (0.8 to 1.4): Weber's law, 1, fits");
  EXPECT_EQ(law_words({0.1, {-0.2, 0.4}}),
            "exponent 0.1 (-0.2 to 0.4): no Weber's law, the size does not matter");
  EXPECT_EQ(law_words({0.5, {0.3, 0.8}}), "exponent 0.5 (0.3 to 0.8): not Weber's law, which is 1");
  EXPECT_EQ(law_words({0.5, {-1, 3}}), "exponent 0.5 (-1 to 3): too few trials to tell");
}

TEST(SizeLaw, NeedsTrialsOfDifferentSizes) {
  Behaviour none = durations(1, 0);
  EXPECT_FALSE(size_law(none).law);
  EXPECT_TRUE(size_law(none).points.empty());
  EXPECT_FALSE(size_law(durations(1, 5)).law);
  Behaviour alike = durations(1, 100);
  for (float& size : alike.drawn) size = 300;
  EXPECT_FALSE(size_law(alike).law);
  for (float& size : alike.drawn) size = 0;
  EXPECT_FALSE(size_law(alike).law);
}

/// Perfect answers have no finite slope, and still there is an answer.
TEST(SizeLaw, EndsWherePerfectAnswersSayNothing) {
  Behaviour perfect = durations(1, 200);
  for (JudgedTrial& trial : perfect.trials) trial.choice = trial.wanted;
  const SizeLaw law = size_law(perfect);
  ASSERT_TRUE(law.law);
  EXPECT_TRUE(std::isfinite(law.law->exponent));
}

}  // namespace nn4n::test::size_law_test
