// The stimulation map: which units change the choice when a current drives them for 100 ms, and how
// the psychometric curve shifts with the current into a group (after the microstimulation of
// Salzman, Britten & Newsome 1990). All numbers are of the same trials with the same noise.
#pragma once

#include "analysis/psychometric.h"
#include "analysis/recording.h"

namespace nn4n {

struct Stimulated {
  std::string act;        ///< the intervention, "excite:Decision/E/3@100..200=1"
  double current = 0;     ///< added to the potential's drive
  int trials = 0;         ///< that count
  int changed = 0;        ///< in which the choice is another than without the current
  double accuracy = 0;    ///< 0..1
  double more_often = 0;  ///< −1..1, by how much the choice of the psychometric curve is made more
                          ///< often than without the current
  /// The curve, where the task has one and these trials say where it is.
  std::optional<LogisticFit> curve;
};

struct StimulationMap {
  double from_ms = 0, to_ms = 0;  ///< when the current flows, since the start of the trial
  double accuracy = 0;            ///< without a current
  std::vector<Stimulated> units;  ///< each unit alone, by number
  std::vector<std::vector<Stimulated>> groups;  ///< each area and sign, at each of the currents
};

struct StimulationOptions {
  int trials = 256;
  double current = 1;                                    ///< into a unit
  std::vector<double> currents = {-1, -0.5, 0, 0.5, 1};  ///< into each unit of a group
  double duration_ms = 100;
};

/// The current flows from the median begin of the stimulus on: of the second epoch, or of the first
/// one where there is no other.
StimulationMap stimulation_map(const Trainer& trainer, const StimulationOptions& options = {});

}  // namespace nn4n
