#include "training/schedule.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nn4n::test::schedule_test {

TEST(Schedule, ConstantIsExactlyOne) {
  for (const int done : {0, 1, 77, 100000})
    EXPECT_EQ(schedule_factor({.kind = ScheduleKind::constant}, done), 1.0);
}

TEST(Schedule, StepsMultiplyEverySoManyIterations) {
  Schedule schedule;
  schedule.kind = ScheduleKind::step;
  schedule.every = 100;
  schedule.factor = 0.5;
  EXPECT_EQ(schedule_factor(schedule, 0), 1);
  EXPECT_EQ(schedule_factor(schedule, 99), 1);
  EXPECT_EQ(schedule_factor(schedule, 100), 0.5);
  EXPECT_EQ(schedule_factor(schedule, 699), 1.0 / 64);
}

TEST(Schedule, CosineFallsToItsFloorAndStays) {
  Schedule schedule;
  schedule.kind = ScheduleKind::cosine;
  schedule.length = 1000;
  schedule.floor = 0.1;
  EXPECT_EQ(schedule_factor(schedule, 0), 1);
  for (const int done : {1, 250, 500, 999}) {
    const double angle = 3.14159265358979 * done / 1000;
    EXPECT_NEAR(schedule_factor(schedule, done), 0.1 + 0.9 * (1 + std::cos(angle)) / 2, 1e-6);
  }
  EXPECT_EQ(schedule_factor(schedule, 1000), 0.1);
  EXPECT_EQ(schedule_factor(schedule, 5000), 0.1);
}

TEST(Schedule, WarmUpRisesInEqualStepsUnderEveryKind) {
  for (const ScheduleKind kind :
       {ScheduleKind::constant, ScheduleKind::step, ScheduleKind::cosine}) {
    Schedule schedule;
    schedule.kind = kind;
    Schedule warm = schedule;
    warm.warm_up = 4;
    for (int done = 0; done < 8; ++done) {
      const double rise = done < 4 ? (done + 1) / 4.0 : 1.0;
      EXPECT_DOUBLE_EQ(schedule_factor(warm, done), rise * schedule_factor(schedule, done));
    }
  }
}

}  // namespace nn4n::test::schedule_test
