#include "analysis/integration_limit.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/records.h"
#include "base/normal.h"

namespace nn4n::test::integration_limit_test {

namespace {

/// An observer who integrates evidence of strength 0.032 to 0.256 for so long.
Behaviour integrator(double limit_ms, int trials) {
  Behaviour b = record_with({"Stimulus [ms]"});
  b.duration_condition = 0;
  RandomStream random(stream_key(4, Purpose::trials));
  for (int k = 0; k < trials; ++k) {
    const float ms = static_cast<float>(80 + 20 * random.whole(0, 71));
    const float strength = 3.2f * static_cast<float>(1 << random.whole(0, 3));
    const int side = random.whole(0, 1);
    const double seconds = std::min(double{ms}, limit_ms) / 1000;
    const double p = normal_probability(0.15 * double{strength} * std::sqrt(seconds));
    const int choice = random.chance(p) ? side : 1 - side;
    append(b, {side == 0 ? -strength : strength, side, choice, choice == side, 1, -1}, {ms});
  }
  return b;
}

}  // namespace

TEST(IntegrationLimit, IsFound) {
  const auto found = integration_limit(integrator(400, 20000));
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->limit_ms, 400, 100);
  EXPECT_LE(found->interval.low, 425);
  EXPECT_GE(found->interval.high, 375);
  EXPECT_LT(found->interval.high - found->interval.low, 300);
  EXPECT_TRUE(found->reached);
  EXPECT_NEAR(found->at_limit, 0.15 * std::sqrt(0.4), 0.01);
}

TEST(IntegrationLimit, MayLieBeyondTheLongestDuration) {
  const auto found = integration_limit(integrator(1e6, 6000));
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->reached);
  EXPECT_GT(found->interval.low, 700);
}

TEST(IntegrationLimit, NeedsDurationsAndEvidence) {
  EXPECT_FALSE(integration_limit(integrator(400, 20)));
  Behaviour alike = integrator(400, 100);
  for (float& ms : alike.drawn) ms = 800;
  EXPECT_FALSE(integration_limit(alike));
  Behaviour no_evidence = integrator(400, 100);
  for (JudgedTrial& trial : no_evidence.trials) trial.stimulus = 0;
  EXPECT_FALSE(integration_limit(no_evidence));
}

}  // namespace nn4n::test::integration_limit_test
