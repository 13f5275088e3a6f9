// From values to fields, for every codec: JSON documents, links, {path: value} edits.
//
// What is wrong keeps what the experiment held before, and is listed in words.
#pragma once

#include <vector>

#include "codec/json_value.h"
#include "experiment/experiment.h"

namespace nn4n {

/// Most issues that one text is answered with; the last one says how many more there were.
inline constexpr std::size_t kMaxIssues = 50;

/// Stores `value` at `target`, as far as it fits. A record takes an object, a list takes a list or
/// its length, a selection takes its name or {"name": …, its parameters}, a scalar its own kind; a
/// bare value is text that is read as whatever the field is. Keys that do not exist are listed.
void read_value(const JsonValue& value, const Target& target, const std::string& path,
                Issues& issues);

/// Gives a list a length; new numbers start at the allowed value nearest to 0.
void resize_list(const Target& list, std::size_t size);

struct Assignment {
  std::string path;  ///< "network.areas[0].units"
  JsonValue value;
};

/// Applies all assignments, whatever their order: lengths of lists first, then selections, then
/// the rest. The experiment is conformed, not repaired.
Issues assign_all(Experiment& experiment, const std::vector<Assignment>& assignments);

/// Keeps the first `kMaxIssues`.
void limit_issues(Issues& issues);

}  // namespace nn4n
