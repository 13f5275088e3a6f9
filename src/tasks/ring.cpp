#include "tasks/ring.h"

#include <cmath>
#include <cstdlib>

#include "base/elementary.h"

namespace nn4n {

namespace {

constexpr int kHalfSteps = 2 * kRing;
constexpr double kCosineOfTolerance = 0.92387953251128674;  // of 22.5°

struct Point {
  float x = 0;
  float y = 0;
};

Point point_at(int half_steps) {
  const auto turn = static_cast<std::uint32_t>(half_steps % kHalfSteps) * (1u << 28);
  Point point;
  cos_sin_turn(turn, point.x, point.y);
  return point;
}

}  // namespace

void add_ring_names(std::vector<std::string>& names, const std::string& prefix) {
  for (int k = 0; k < kRing; ++k) names.push_back(prefix + degrees(2 * k));
}

void show_direction(TrialBuilder& build, int first, const EpochSpan& span, int half_steps) {
  for (int k = 0; k < kRing; ++k) {
    const int around = std::abs(half_steps - 2 * k) % kHalfSteps;
    const float distance = static_cast<float>(std::min(around, kHalfSteps - around));
    build.input(first + k, span, double{0.8f * exp32<float>(-0.5f * distance * distance)});
  }
}

void want_direction(TrialBuilder& build, const EpochSpan& response, int half_steps) {
  const Point point = point_at(half_steps);
  build.target(0, response, double{point.x});
  build.target(1, response, double{point.y});
  build.score({"", 0, build.trial().steps});
  build.trial().correct = half_steps / 2 % kRing;
}

Outcome judge_direction(const Trial& trial, std::span<const float> outputs) {
  const double x = late_mean(trial, outputs, 0);
  const double y = late_mean(trial, outputs, 1);
  const auto along = [&](int k) {
    const Point point = point_at(2 * k);
    return x * double{point.x} + y * double{point.y};
  };
  int choice = 0;
  for (int k = 1; k < kRing; ++k) {
    if (along(k) > along(choice)) choice = k;
  }
  const double length = std::sqrt(x * x + y * y);
  return {.correct = along(trial.correct) > kCosineOfTolerance * length,
          .choice = choice,
          .decided_by = DecidedBy::direction,
          .lead = length};
}

std::string degrees(int half_steps) {
  const int tenths = half_steps % kHalfSteps * 225;
  return std::to_string(tenths / 10) + (tenths % 10 == 5 ? ".5°" : "°");
}

}  // namespace nn4n
