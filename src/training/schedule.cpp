#include "training/schedule.h"

#include <algorithm>
#include <cstdint>

#include "base/elementary.h"

namespace nn4n {

namespace {

/// By squaring: the same products everywhere, unlike std::pow.
double power(double base, int exponent) {
  double result = 1;
  for (; exponent > 0; exponent /= 2, base *= base) {
    if (exponent % 2 == 1) result *= base;
  }
  return result;
}

/// (1 + cos(π x)) / 2 for x in 0 to 1.
double half_cosine(double x) {
  constexpr double kHalfTurn = 2147483648.0;  // 2³¹ of the 2³² parts of a turn
  float cosine = 1;
  float sine = 0;
  cos_sin_turn(static_cast<std::uint32_t>(x * kHalfTurn), cosine, sine);
  return (1 + static_cast<double>(cosine)) / 2;
}

double fall(const Schedule& schedule, int done) {
  switch (schedule.kind) {
    case ScheduleKind::constant:
      return 1;
    case ScheduleKind::step:
      return power(schedule.factor, done / schedule.every);
    case ScheduleKind::cosine:
      if (done >= schedule.length) return schedule.floor;
      return schedule.floor +
             (1 - schedule.floor) * half_cosine(static_cast<double>(done) / schedule.length);
  }
  return 1;
}

}  // namespace

double schedule_factor(const Schedule& schedule, int done) {
  const double rise =
      done < schedule.warm_up ? static_cast<double>(done + 1) / schedule.warm_up : 1.0;
  return rise * fall(schedule, done);
}

}  // namespace nn4n
