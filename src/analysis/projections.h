// The synapses of a network added up into projections: from groups of units (those of one area and
// one sign) to groups, from input channels to areas, and from areas to outputs; and how strongly
// each of them is driven at every step of the sample trial.
#pragma once

#include <vector>

#include "training/snapshot.h"

namespace nn4n {

/// The units of one area and one sign.
struct UnitGroup {
  int area = 0;
  int sign = 0;            ///< +1 E, −1 I, 0 none
  std::vector<int> units;  ///< ascending
};

/// The groups that have a unit: by area, and in each area E, then I, then units without a sign.
std::vector<UnitGroup> unit_groups(const Snapshot& snapshot);

/// All synapses from one place to another.
struct Projection {
  int from = 0;
  int to = 0;
  int synapses = 0;  ///< how many there are
  double total = 0;  ///< Σ |w|
  double sum = 0;    ///< Σ w
};

/// +1 when none of its weights is negative, −1 when none is positive; 0 when it has both, or all
/// are 0.
int sign_of(const Projection& projection);

struct Projections {
  std::vector<UnitGroup> groups;
  std::vector<int> group_of;          // N
  std::vector<Projection> recurrent;  // from group to group, by `to`, then `from`
  std::vector<Projection> input;      // from channel to area, by `to`, then `from`
  std::vector<Projection> readout;    // from area to output, by `to`, then `from`
  std::vector<float> out_weight;      // G x N, Σ |w| from a unit to all units of a group
};

/// Adds up the weights of a snapshot. Only pairs with a synapse are listed; a synapse of an input
/// or readout is a weight other than 0. Empty when the snapshot has no units or its weights do not
/// have their full shapes.
Projections projections_of(const Snapshot& snapshot);

/// The current through every recurrent projection at every step of the sample trial, as a share of
/// its largest in the trial: Σ |w_ij| |r_j(t)| over its synapses, 0..1. P x T, row-major; empty
/// without a trial.
std::vector<float> currents_of(const Projections& projections, const SampleTrial& trial);

/// One synapse of a unit.
struct UnitLink {
  int other = 0;  ///< the unit, input channel or output at its other end
  float weight = 0;
};

/// The synapses onto a unit and from it.
struct UnitLinks {
  std::vector<UnitLink> from_inputs, from_units, to_units, to_outputs;
};

/// `unit` must be in 0 .. N − 1.
UnitLinks links_of(const Snapshot& snapshot, int unit);

}  // namespace nn4n
