// What a person has selected of the network: one thing, the same in every view. It is a part of the
// view and changes nothing of the network.
#pragma once

#include <string>
#include <vector>

#include "experiment/experiment.h"
#include "training/snapshot.h"

namespace nn4n {

struct Selected {
  enum class What { none, unit, area, group, projection } kind = What::none;
  int unit = -1;     ///< of a unit: its index in the network; of a synapse: where it comes from
  int area = -1;     ///< of an area, of a group, and where a projection comes from
  int sign = 0;      ///< of a group and of a projection's source: +1 E, −1 I, 0 without sign
  int to_area = -1;  ///< where a projection goes to
  int to_sign = 0;
  int to_unit = -1;  ///< of one synapse within a projection: where it goes to; −1 = all of them
  bool operator==(const Selected&) const = default;
};

Selected selected_unit(int unit);
Selected selected_area(int area);
Selected selected_group(int area, int sign);
Selected selected_projection(int from_area, int from_sign, int to_area, int to_sign);
/// The projection with the synapse between two units, which the network of the snapshot has, and
/// this synapse.
Selected selected_synapse(int from, int to, const Snapshot& snapshot);

/// "none", "unit", "area", "group" or "projection".
std::string_view name_of(Selected::What kind);

/// The same when the network of the snapshot has it, else nothing.
Selected selected_in(const Selected& selected, const Snapshot& snapshot);

/// The units that are selected; of a projection those that it comes from. Ascending.
std::vector<int> units_of(const Selected& selected, const Snapshot& snapshot);
/// The units that a projection goes to; of all else none.
std::vector<int> targets_of(const Selected& selected, const Snapshot& snapshot);

/// "Selected: unit 12 of Decision, excitatory"; empty when nothing is.
std::string selected_words(const Experiment& experiment, const Snapshot& snapshot,
                           const Selected& selected);

/// The same without the first word: "unit 12 of Decision, excitatory".
std::string thing_words(const Experiment& experiment, const Snapshot& snapshot,
                        const Selected& selected);

}  // namespace nn4n
