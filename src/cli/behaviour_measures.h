// Numbers that say whether a behaviour is that of the textbook, out of a report of
// analysis/report.h. Each is nothing where the report does not have what it is made of: the task
// has no such plot, or nothing could be fitted.
#pragma once

#include <optional>

#include "codec/json_value.h"

namespace nn4n {

using BehaviourMeasure = std::optional<double> (*)(const JsonValue& report);

namespace measures {

/// Of all trials [%].
std::optional<double> accuracy(const JsonValue& report);

/// Right choices at the weakest and the strongest stimulus of the psychometric curve that are not
/// 0, both signs together [%].
std::optional<double> correct_at_weakest(const JsonValue& report);
std::optional<double> correct_at_strongest(const JsonValue& report);

/// Of the psychometric curve, in units of its stimulus; with several curves, the largest. It is
/// nothing where the points do not locate a curve.
std::optional<double> absolute_bias(const JsonValue& report);
std::optional<double> threshold(const JsonValue& report);
/// |bias| / threshold, the largest of the curves that points locate. A curve with both senses can
/// be so steep that no point lies on its slope.
std::optional<double> bias_in_thresholds(const JsonValue& report);

/// The mean time of right answers at the weakest stimulus less that at the strongest one [ms].
std::optional<double> slowing(const JsonValue& report);
/// The mean time of wrong answers less that of right ones at the same strength, weighted by the
/// number of wrong ones [ms].
std::optional<double> errors_slower(const JsonValue& report);
/// Trials without an answer [%].
std::optional<double> missed(const JsonValue& report);

/// In how many of the curves against what does not count 0 is in the interval of the slope; 0 to 1.
std::optional<double> irrelevant_is_flat(const JsonValue& report);
/// The slope of choices with both senses, divided by √(Σ slope²) of those with one.
std::optional<double> slope_of_both(const JsonValue& report);

/// The exponent k of threshold ~ durationᵏ; 1 is Weber's law.
std::optional<double> weber_exponent(const JsonValue& report);

/// Of the line through produced against measured intervals, and the upper end of its interval.
std::optional<double> production_slope(const JsonValue& report);
std::optional<double> production_slope_high(const JsonValue& report);
/// The lower end of the interval of how the spread of produced intervals grows with the interval.
std::optional<double> growth_of_spread(const JsonValue& report);

/// The lower end of the interval of how the spread of angular errors grows with the delay [°/s].
std::optional<double> growth_of_error(const JsonValue& report);
/// The standard deviation of angular errors in the shortest and in the longest bin of delays [°].
std::optional<double> spread_at_short_delays(const JsonValue& report);
std::optional<double> spread_at_long_delays(const JsonValue& report);
/// The accuracy in the shortest third of the delays less that in the longest third [points].
std::optional<double> decline_over_delay(const JsonValue& report);
/// The accuracy where the sample's direction is less than 45° from 0° or 180°, which bound the two
/// categories [%].
std::optional<double> correct_near_boundary(const JsonValue& report);
/// The accuracy in the longest third of the durations less that in the shortest third [points].
std::optional<double> gain_over_duration(const JsonValue& report);
/// The duration up to which the network integrates [ms].
std::optional<double> integration_limit(const JsonValue& report);

}  // namespace measures

}  // namespace nn4n
