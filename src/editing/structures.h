// NN4N's structures as starting points: each fills in who may connect to whom, and is then changed
// by hand, block by block.
//
// The document does not say where it started. Its starting point is the structure from which the
// fewest blocks differ. So what was changed by hand is marked in whatever is opened, also in a link
// or after an undo.
// To add one: a line in `kStructures` and what it fills in.
#pragma once

#include <span>

#include "editing/blocks.h"

namespace nn4n {

struct StartingPoint {
  std::string_view key;
  std::string_view label;
  std::string_view help;
  std::string_view source;
  void (*fill)(Experiment& experiment);  ///< keeps areas' sizes, kinds and time constants
};

std::span<const StartingPoint> starting_points();
const StartingPoint* starting_point(std::string_view key);

/// The experiment after `start` has been applied to it.
Experiment started_from(const Experiment& experiment, const StartingPoint& start);

/// The starting point that an experiment is nearest to, and the blocks that differ from it.
struct Nearest {
  const StartingPoint* start = nullptr;
  Network network;  ///< what it would be unchanged
  std::vector<BlockPlace> changed;
};
Nearest nearest_start(const Experiment& experiment);

}  // namespace nn4n
