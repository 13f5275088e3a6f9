// What is done to units and synapses while trials run (experiment/intervention.h), for one batch.
//
// With it a step of simulate.h is
//
//   v_t = (1−α) v_{t−1} + α ((W + D) r_{t−1} + b + W_in u_t + b_in + I) + s ξ_t + s' ξ'_t
//   r_t = f(v_t) + σ_r ζ_t, or the held rate
//
// where D, I and s' are what synapse acts, currents and noise add in the trials and steps of their
// windows. A held rate does not follow v, so its slope is 0 and nothing is learnt through it. The
// gradient by a weight w that acts have changed to w + D is that by w + D, times 1 + dD/dw.
#pragma once

#include <algorithm>
#include <vector>

#include "base/bundle.h"

namespace nn4n {

/// Steps t with begin <= t < end. Step t follows the input of row t − 1; step 0 is the state before
/// the first step.
struct StepWindow {
  int begin = 0;
  int end = 0;
};

struct UnitAct {
  enum class Kind {
    rate,     ///< r is `value`
    current,  ///< `value` is added to what the unit receives
    noise     ///< scale[k] N(0, 1) is added to v of unit units[k]
  } kind = Kind::rate;
  std::vector<int> units;  ///< ascending
  float value = 0;
  std::vector<float> scale = {};    ///< of noise, one for each unit
  std::vector<StepWindow> windows;  ///< one for each trial of the batch
};

struct SynapseAct {
  struct Synapse {
    int into, from;
    float extra;      ///< D, what is added to its weight w
    float slope = 0;  ///< dD/dw: factor − 1 where w is multiplied, −1 where it is replaced
  };
  std::vector<Synapse> synapses;    ///< by `into`, ascending
  std::vector<StepWindow> windows;  ///< one for each trial of the batch
};

struct Acts {
  std::vector<UnitAct> units;
  std::vector<SynapseAct> synapses;
  bool empty() const { return units.empty() && synapses.empty(); }
  bool hold_rates() const {
    for (const UnitAct& act : units)
      if (act.kind == UnitAct::Kind::rate) return true;
    return false;
  }
};

/// Calls visit(lane) for the trials of a bundle in whose window step t lies.
template <class Visit>
void for_each_lane(const std::vector<StepWindow>& windows, int bundle, int t, Visit&& visit) {
  const int first = bundle * kLanes;
  const int last = std::min(first + kLanes, static_cast<int>(windows.size()));
  for (int trial = first; trial < last; ++trial) {
    const StepWindow& window = windows[static_cast<std::size_t>(trial)];
    if (t >= window.begin && t < window.end) visit(trial - first);
  }
}

}  // namespace nn4n
