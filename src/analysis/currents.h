// What areas tell each other over a trial: the current that the units of one area and sign send
// into another area,
//
//   I_{A←g}(t) = mean over units i of A of Σ_{j in g} W_ij r_j(t−1),
//
// with the input and the bias as two more sources, so that all of them add up to the network's
// drive (after CURBD, Perich et al. 2020, where W is fitted; here it is known). And their balance:
// how much inhibition comes with excitation.
//
// Axes: T steps, S sources, A areas. Inputs are without noise.
#pragma once

#include "analysis/recording.h"

namespace nn4n {

/// Where a current comes from.
struct CurrentSource {
  enum class Kind { units, input, bias } kind = Kind::units;
  int area = 0;      ///< of units
  int sign = 0;      ///< of units: +1 E, −1 I, 0 without sign
  std::string name;  ///< "Sensory E", "input", "bias"
};

/// The mean currents into one area in the trials of one condition, aligned at their start. Step t
/// of the trial is column t; column 0 is 0, since the rates before the first step are not recorded.
struct AreaCurrents {
  int area = 0;
  std::string condition;
  int trials = 0;
  Eigen::MatrixXd mean;  // S x T
};

/// Excitation and inhibition of an area's units over all trials.
struct CurrentBalance {
  int area = 0;
  double excitatory = 0;   ///< mean current from excitatory units
  double inhibitory = 0;   ///< mean current from inhibitory units, negative or 0
  double correlation = 0;  ///< of the two over time, mean over units; 0 where one never varies
};

struct Currents {
  std::vector<CurrentSource> sources;   // S
  std::vector<AreaCurrents> areas;      // by area, then by condition
  std::vector<CurrentBalance> balance;  // A
};

/// The currents into unit i at each step of a trial, S x T, from the same sources.
Eigen::MatrixXd currents_into(const Trainer& trainer, const std::vector<CurrentSource>& sources,
                              const RecordedTrial& one, int unit);

std::vector<CurrentSource> current_sources(const Trainer& trainer);

Currents currents_between_areas(const Trainer& trainer, const Recording& recording);

}  // namespace nn4n
