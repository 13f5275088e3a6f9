#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tasks/chosen_task.h"

namespace nn4n::test::dms_test {

TEST(MatchToSample, AsksWhetherBothStimuliAreTheSame) {
  const Chosen chosen("dms");
  std::set<double> delays;
  std::set<std::pair<std::vector<float>, std::vector<float>>> pairs;
  int matches = 0;
  for (std::uint32_t index = 0; index < 1000; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.epochs.size(), 5u);
    EXPECT_TRUE(fixation_ends_at_the_last_epoch(trial));
    EXPECT_TRUE(asks_for_a_choice(trial));
    EXPECT_EQ(shown(trial, 1)[1] + shown(trial, 1)[2], 1);
    EXPECT_EQ(shown(trial, 2), (std::vector<float>{1, 0, 0}));
    EXPECT_EQ(trial.correct == 0, shown(trial, 1) == shown(trial, 3));
    EXPECT_EQ(epoch_ms(trial, 1), 400);
    EXPECT_EQ(epoch_ms(trial, 3), 400);
    matches += trial.correct == 0;
    delays.insert(epoch_ms(trial, 2));
    pairs.emplace(shown(trial, 1), shown(trial, 3));
  }
  EXPECT_NEAR(matches, 500, 5 * std::sqrt(250.0));
  EXPECT_EQ(pairs.size(), 4u);
  EXPECT_EQ(*delays.begin(), 400);
  EXPECT_EQ(*delays.rbegin(), 800);
  EXPECT_EQ(delays.size(), 21u);
}

TEST(MatchToSample, TheDelayMayBeLeftOut) {
  Chosen chosen("dms");
  chosen.set("delay_min_ms", 0);
  chosen.set("delay_max_ms", 0);
  const Trial trial = chosen.trial(0);
  EXPECT_EQ(epoch_ms(trial, 2), 0);
  EXPECT_EQ(trial.steps, 60);
}

}  // namespace nn4n::test::dms_test
