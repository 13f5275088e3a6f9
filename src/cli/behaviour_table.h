// What the literature reports of behaviour in the tasks that are presets here, and when the
// behaviour of a trained network is that of the textbook. This and behaviour_table.cpp are the one
// place of these facts; what is reached is measured (cli/behaviour_runs.h), never written down.
#pragma once

#include <limits>
#include <span>

#include "cli/behaviour_measures.h"

namespace nn4n {

/// A number that a textbook curve has within limits.
struct BehaviourCriterion {
  std::string_view what;  ///< "correct at the weakest coherence"
  std::string_view unit;  ///< "%"; may be empty
  BehaviourMeasure measure = nullptr;
  double least = -std::numeric_limits<double>::infinity();  ///< the median over seeds is within
  double most = std::numeric_limits<double>::infinity();    ///< these limits
};

struct BehaviourRow {
  std::string_view key;       ///< what --only calls it
  std::string_view preset;    ///< that is trained
  std::string_view settings;  ///< path=value&…, set before; may be empty
  std::string_view reported;  ///< sentences; where no figure is known they say so
  std::string_view source;
  int iterations;  ///< where the preset's learning rate does not fall to an end, which says it
  std::span<const BehaviourCriterion> criteria;
};

std::span<const BehaviourRow> behaviour_rows();

}  // namespace nn4n
