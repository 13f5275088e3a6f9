#include "cli/behaviour_measures.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace nn4n::measures {

namespace {

using Measured = std::optional<double>;

/// The plot of a kind; with `about`, the one whose title ends with these words.
const JsonValue* plot_of(const JsonValue& report, std::string_view kind,
                         std::string_view about = {}) {
  const JsonValue* plots = report.find("plots");
  if (!plots) return nullptr;
  for (const JsonValue& plot : plots->items) {
    const bool same = plot.find("kind") && plot.find("kind")->text == kind;
    if (same && plot.find("title") && plot.find("title")->text.ends_with(about)) return &plot;
  }
  return nullptr;
}

Measured number_in(const JsonValue* object, std::string_view key) {
  const JsonValue* value = object ? object->find(key) : nullptr;
  return value && value->is(JsonKind::number) ? Measured(value->number) : std::nullopt;
}

/// An end of an interval.
Measured end_in(const JsonValue* object, std::string_view key, std::size_t end) {
  const JsonValue* pair = object ? object->find(key) : nullptr;
  if (!pair || pair->items.size() != 2 || !pair->items[end].is(JsonKind::number))
    return std::nullopt;
  return pair->items[end].number;
}

const std::vector<JsonValue>& list_in(const JsonValue* object, std::string_view key) {
  static const std::vector<JsonValue> none;
  const JsonValue* list = object ? object->find(key) : nullptr;
  return list ? list->items : none;
}

/// The curves of the psychometric plot.
const std::vector<JsonValue>& curves_of(const JsonValue& report) {
  return list_in(plot_of(report, "psychometric", "Psychometric curve"), "curves");
}

/// The share of right choices [%] at the stimuli whose size is the least, or the largest.
Measured correct_at(const JsonValue& report, bool strongest) {
  double wanted = -1;
  double right = 0;
  double trials = 0;
  for (const JsonValue& curve : curves_of(report)) {
    for (const JsonValue& point : list_in(&curve, "points")) {
      const double x = number_in(&point, "stimulus").value_or(0);
      const double size = std::fabs(x);
      if (size == 0) continue;
      const bool further = wanted < 0 || (strongest ? size > wanted : size < wanted);
      if (further && size != wanted) wanted = size, right = trials = 0;
      if (size != wanted) continue;
      const double all = number_in(&point, "trials").value_or(0);
      const double chosen = number_in(&point, "chosen").value_or(0);
      trials += all;
      right += x > 0 ? chosen : all - chosen;
    }
  }
  return trials > 0 ? Measured(100 * right / trials) : std::nullopt;
}

/// The largest of a number over the curves; nothing when one of them does not have it.
template <class Of>
Measured largest(const std::vector<JsonValue>& curves, Of&& of) {
  Measured most;
  for (const JsonValue& curve : curves) {
    const Measured value = of(curve);
    if (!value) return std::nullopt;
    most = std::max(most.value_or(*value), *value);
  }
  return most;
}

/// The accuracy in the last third of the values of a condition less that in the first third.
Measured rise(const JsonValue* plot) {
  const std::vector<JsonValue>& points = list_in(plot, "points");
  const std::size_t third = points.size() / 3;
  if (third == 0) return std::nullopt;
  const auto accuracy_of = [&](std::size_t from, std::size_t to) {
    double correct = 0;
    double trials = 0;
    for (std::size_t k = from; k < to; ++k) {
      correct += number_in(&points[k], "correct").value_or(0);
      trials += number_in(&points[k], "trials").value_or(0);
    }
    return 100 * correct / std::max(trials, 1.0);
  };
  return accuracy_of(points.size() - third, points.size()) - accuracy_of(0, third);
}

}  // namespace

Measured accuracy(const JsonValue& report) {
  const Measured share = number_in(&report, "accuracy");
  return share ? Measured(100 * *share) : std::nullopt;
}

Measured correct_at_weakest(const JsonValue& report) { return correct_at(report, false); }
Measured correct_at_strongest(const JsonValue& report) { return correct_at(report, true); }

Measured absolute_bias(const JsonValue& report) {
  return largest(curves_of(report), [](const JsonValue& curve) -> Measured {
    const Measured bias = number_in(&curve, "bias");
    return bias ? Measured(std::fabs(*bias)) : std::nullopt;
  });
}

Measured threshold(const JsonValue& report) {
  return largest(curves_of(report),
                 [](const JsonValue& curve) { return number_in(&curve, "threshold"); });
}

Measured bias_in_thresholds(const JsonValue& report) {
  Measured most;
  for (const JsonValue& curve : curves_of(report)) {
    const Measured bias = number_in(&curve, "bias");
    const Measured size = number_in(&curve, "threshold");
    if (bias && size && *size > 0) most = std::max(most.value_or(0), std::fabs(*bias) / *size);
  }
  return most;
}

Measured slowing(const JsonValue& report) {
  const std::vector<JsonValue>& points = list_in(plot_of(report, "chronometric"), "points");
  if (points.size() < 2) return std::nullopt;
  const Measured weak = number_in(points.front().find("correct"), "mean_ms");
  const Measured strong = number_in(points.back().find("correct"), "mean_ms");
  return weak && strong ? Measured(*weak - *strong) : std::nullopt;
}

Measured errors_slower(const JsonValue& report) {
  double sum = 0;
  double errors = 0;
  for (const JsonValue& point : list_in(plot_of(report, "chronometric"), "points")) {
    const Measured right = number_in(point.find("correct"), "mean_ms");
    const Measured wrong = number_in(point.find("error"), "mean_ms");
    const double count = number_in(point.find("error"), "trials").value_or(0);
    if (!right || !wrong) continue;
    sum += count * (*wrong - *right);
    errors += count;
  }
  return errors > 0 ? Measured(sum / errors) : std::nullopt;
}

Measured missed(const JsonValue& report) {
  const Measured misses = number_in(plot_of(report, "chronometric"), "misses");
  const Measured trials = number_in(&report, "trials");
  return misses && trials && *trials > 0 ? Measured(100 * *misses / *trials) : std::nullopt;
}

Measured irrelevant_is_flat(const JsonValue& report) {
  double flat = 0;
  double curves = 0;
  for (const JsonValue& curve :
       list_in(plot_of(report, "psychometric", "irrelevant coherence"), "curves")) {
    const Measured low = end_in(&curve, "slope_interval", 0);
    const Measured high = end_in(&curve, "slope_interval", 1);
    if (!low || !high) continue;
    ++curves;
    flat += *low <= 0 && *high >= 0;
  }
  return curves > 0 ? Measured(flat / curves) : std::nullopt;
}

Measured slope_of_both(const JsonValue& report) {
  double squares = 0;
  Measured both;
  for (const JsonValue& curve : curves_of(report)) {
    const Measured slope = number_in(&curve, "slope");
    if (!slope) return std::nullopt;
    if (curve.find("group")->text == "both") {
      both = slope;
    } else {
      squares += *slope * *slope;
    }
  }
  return both && squares > 0 ? Measured(*both / std::sqrt(squares)) : std::nullopt;
}

Measured weber_exponent(const JsonValue& report) {
  return number_in(plot_of(report, "threshold"), "exponent");
}

Measured production_slope(const JsonValue& report) {
  return number_in(plot_of(report, "production"), "slope");
}

Measured production_slope_high(const JsonValue& report) {
  return end_in(plot_of(report, "production"), "slope_interval", 1);
}

Measured growth_of_spread(const JsonValue& report) {
  return end_in(plot_of(report, "spread"), "growth_interval", 0);
}

Measured growth_of_error(const JsonValue& report) {
  const Measured per_ms = end_in(plot_of(report, "error", "by delay"), "growth_interval", 0);
  return per_ms ? Measured(1000 * *per_ms) : std::nullopt;
}

Measured spread_at_short_delays(const JsonValue& report) {
  const std::vector<JsonValue>& points = list_in(plot_of(report, "error", "by delay"), "points");
  return points.empty() ? std::nullopt : number_in(&points.front(), "deviation");
}

Measured spread_at_long_delays(const JsonValue& report) {
  const std::vector<JsonValue>& points = list_in(plot_of(report, "error", "by delay"), "points");
  return points.empty() ? std::nullopt : number_in(&points.back(), "deviation");
}

Measured decline_over_delay(const JsonValue& report) {
  const Measured gained = rise(plot_of(report, "accuracy", "by delay"));
  return gained ? Measured(0 - *gained) : std::nullopt;  // never -0
}

Measured correct_near_boundary(const JsonValue& report) {
  double right = 0;
  double trials = 0;
  for (const JsonValue& point :
       list_in(plot_of(report, "accuracy", "by sample direction"), "points")) {
    const double half = std::fmod(number_in(&point, "value").value_or(90), 180);
    if (std::fabs(half - 90) <= 45) continue;
    right += number_in(&point, "correct").value_or(0);
    trials += number_in(&point, "trials").value_or(0);
  }
  return trials > 0 ? Measured(100 * right / trials) : std::nullopt;
}

Measured gain_over_duration(const JsonValue& report) {
  return rise(plot_of(report, "accuracy", "by stimulus"));
}

Measured integration_limit(const JsonValue& report) {
  return number_in(plot_of(report, "accuracy", "by stimulus"), "integration_limit_ms");
}

}  // namespace nn4n::measures
