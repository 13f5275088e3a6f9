// What a unit, and a range of units, is called and where it lies in the order by area and sign.
#pragma once

#include <string>
#include <vector>

#include "experiment/experiment.h"
#include "training/snapshot.h"

namespace nn4n {

/// Neighbouring units of one area and one sign: units [begin, end).
struct UnitRange {
  int area = 0;
  int sign = 0;  ///< +1 E, −1 I, 0 none
  int begin = 0;
  int end = 0;
};

std::vector<UnitRange> unit_ranges_of(const Snapshot& snapshot);

/// The blocks' areas, with the units of both signs together (sign 0).
std::vector<UnitRange> area_ranges_of(const Snapshot& snapshot);

/// "Decision E 9": counted from 1 within its area and sign; "Sensory 9" without signs.
std::string unit_name(const Experiment& experiment, const Snapshot& snapshot, int unit);

/// Has the snapshot as many units and signs as it says?
bool has_units(const Snapshot& snapshot);

}  // namespace nn4n
