// From values to fields, for every codec: JSON documents, links, {path: value} edits.
//
// Where a value is not allowed, the experiment keeps what it held before, and an issue says why.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "codec/json_value.h"
#include "experiment/experiment.h"

namespace nn4n {

/// A text is answered with at most so many issues; the last one says how many more there were.
inline constexpr std::size_t kMaxIssues = 50;

/// Stores `value` at `target`, as far as it fits. A record takes an object, a list takes a list or
/// its length, a selection takes its name or {"name": …, its parameters}, a scalar its own kind; a
/// bare value is text that is read as whatever the field is. Keys that do not exist are listed.
void read_value(const JsonValue& value, const EditTarget& target, const std::string& path,
                Issues& issues);

/// Gives a list a length. New numbers in it are the allowed value nearest to 0.
void resize_list(const EditTarget& list, std::size_t size);

/// What a document says of an area before its values are read.
struct AreaSketch {
  std::optional<std::string> name = {};  ///< if it gives one
  bool input = false;                    ///< does it say whether the input reaches the area?
  bool readout = false;                  ///< does it say whether the outputs read the area?
};

/// Prepares the areas of the default experiment for a document that describes `sketches`. An area
/// that the document adds has Area's defaults, never those of the area that the default experiment
/// has at its place. Added are those at places where it has none, and those with another name than
/// its area; with `all`, every one. Where no area is said to have an input or a readout, and none
/// has it, it is the first area's and the last one's.
void begin_areas(Experiment& experiment, std::span<const AreaSketch> sketches, bool all);

struct Assignment {
  std::string path;  ///< "network.areas[0].units"
  JsonValue value;
};

/// Applies all assignments, whatever their order: lengths of lists first, then selections, then
/// the rest. The experiment is conformed, not repaired.
Issues assign_all(Experiment& experiment, const std::vector<Assignment>& assignments);

/// Keeps the list of issues as short as `kMaxIssues` says.
void limit_issues(Issues& issues);

}  // namespace nn4n
