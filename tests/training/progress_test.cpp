#include "training/progress.h"

#include <gtest/gtest.h>

namespace nn4n::test::progress_test {

namespace {

/// A validation every 10 iterations.
struct Point {
  float accuracy;
  std::int32_t stage = 0;
  std::int32_t draw = 1;
};
std::vector<Validation> history(std::vector<Point> points) {
  std::vector<Validation> list;
  for (const Point& point : points) {
    const std::int32_t iteration = 10 * static_cast<std::int32_t>(list.size() + 1);
    list.push_back({iteration, 1, point.accuracy, point.stage, point.draw});
  }
  return list;
}

}  // namespace

TEST(Progress, IsTheMeanOfTheLastValidations) {
  EXPECT_EQ(recent_accuracy(history({{0.5f}, {0.75f}, {1}}), 2), 0.875);
  EXPECT_EQ(recent_accuracy(history({{0.5f}, {0.75f}, {1}}), 3), 0.75);
  EXPECT_EQ(recent_accuracy(history({{0.5f}, {0.75f}}), 3), std::nullopt);
  EXPECT_EQ(recent_accuracy({}, 1), std::nullopt);
}

TEST(Progress, NeverAveragesOverStagesOrDraws) {
  EXPECT_EQ(recent_accuracy(history({{1, 0}, {0.5f, 1}}), 2), std::nullopt);
  EXPECT_EQ(recent_accuracy(history({{1, 0}, {0.5f, 1}}), 1), 0.5);
  EXPECT_EQ(recent_accuracy(history({{1, 0, 1}, {0.5f, 0, 2}}), 2), std::nullopt);
}

TEST(Progress, TheBestOfADrawForgetsTheDrawsBefore) {
  EXPECT_EQ(best_accuracy(history({{0.25f}, {0.5f}, {0.75f}, {0}, {0}})), 0.5);
  EXPECT_EQ(best_accuracy(history({{1}, {1}, {1}, {0.5f, 0, 2}, {0.5f, 0, 2}, {0.5f, 0, 2}})), 0.5);
  EXPECT_EQ(best_accuracy(history({{1}, {1}, {1}, {0.5f, 0, 2}})), std::nullopt);
  EXPECT_EQ(best_accuracy({}), std::nullopt);
}

TEST(Progress, KnowsWhenADrawBegan) {
  EXPECT_EQ(drawn_at(history({{1}, {1}})), 0);
  EXPECT_EQ(drawn_at(history({{1}, {1}, {1, 0, 2}, {1, 1, 2}})), 20);
  EXPECT_EQ(drawn_at({}), 0);
}

}  // namespace nn4n::test::progress_test
