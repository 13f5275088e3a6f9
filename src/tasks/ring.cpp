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

/// The angle of (x, y) in degrees, −180 to 180. Only +, −, ×, ÷ and square roots are used, so that
/// it is the same on every machine. Each halving of the angle brings the series nearer to its
/// centre.
double degrees_of(double x, double y) {
  constexpr double kDegrees = 57.295779513082320877;
  double half =
      y / (std::sqrt(x * x + y * y) + std::fabs(x));  // tan of half the angle to the x axis
  double factor = 2;
  for (int k = 0; k < 4; ++k, factor *= 2) half /= 1 + std::sqrt(1 + half * half);
  const double square = half * half;
  double sum = 0;
  for (int k = 15; k > 0; k -= 2) sum = 1.0 / k - square * sum;
  const double angle = factor * half * sum * kDegrees;
  return x >= 0 ? angle : (y >= 0 ? 180 : -180) - angle;
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
  const Point target = point_at(2 * trial.correct);
  const double ahead = along(trial.correct);
  const double aside = y * double{target.x} - x * double{target.y};
  return {.correct = along(trial.correct) > kCosineOfTolerance * length,
          .choice = choice,
          .error = length > 0 ? degrees_of(ahead, aside) : kNoError,
          .decided_by = DecidedBy::direction,
          .lead = length};
}

std::string degrees(int half_steps) {
  const int tenths = half_steps % kHalfSteps * 225;
  return std::to_string(tenths / 10) + (tenths % 10 == 5 ? ".5°" : "°");
}

}  // namespace nn4n
