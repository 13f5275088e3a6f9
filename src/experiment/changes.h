// Changes while training are recorded, so that a run that was changed by hand can be repeated from
// its link.
//
// `Experiment::changes` works like a tape. It holds every live field (Effect::live) that was
// changed after the first iteration, with the iteration from which the new value holds. Reset keeps
// the tape, so the next run repeats the changes. A new change of a field erases what the tape said
// about this field from that iteration on.
#pragma once

#include <optional>

#include "experiment/experiment.h"

namespace nn4n {

/// The most changes that a tape holds.
inline constexpr std::size_t kMaxChanges = 1000;

/// Writes a number, choice or switch at a path. If there is none, it returns false and changes
/// nothing. The value must be in the range of its field.
bool put_number(Experiment& experiment, std::string_view path, double value);

/// Writes all these values, whatever their iterations; those whose path leads nowhere are left out.
void put_values(Experiment& experiment, const std::vector<Change>& values);

/// Can this path be changed while training? It names a number whose field has Effect::live.
bool is_live(const Experiment& experiment, std::string_view path);

/// Sets a live field of the experiment itself. Returns an issue when the path is not live, and then
/// changes nothing, or when the value is out of range, and then has set it nevertheless.
std::optional<Issue> make_change(Experiment& experiment, std::string_view path, double value);

/// Sets a live field from `iteration` on: at 0 in the experiment itself, later as a change.
/// Returns an issue and changes nothing when the path is not live or the value out of range.
std::optional<Issue> record_change(Experiment& experiment, int iteration, std::string_view path,
                                   double value);

/// The experiment as it is in force while iteration `iteration` runs: every change with
/// change.iteration <= iteration applied in order, the list itself kept.
Experiment at_iteration(const Experiment& experiment, int iteration);

/// Takes off the tape what holds from `iteration` on or later.
void forget_changes_from(Experiment& experiment, int iteration);

/// Makes the values in force at `iteration` the starting values and forgets the tape.
void forget_changes(Experiment& experiment, int iteration);

}  // namespace nn4n
