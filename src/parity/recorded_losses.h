// Recorded stand-alone losses of NN4N 1.2 (kind "losses"): value and gradient of each on given
// states, or on given predictions and targets.
//
// Axes: B trials, T steps, N units or K classes; arrays are B x T x channel.
#pragma once

#include "codec/json_value.h"
#include "parity/comparison.h"
#include "parity/recorded_network.h"

namespace nn4n {

/// Numbers over trials, steps and channels. Without a time axis there is one step.
struct Cube {
  int trials = 0;
  int steps = 1;
  int channels = 0;
  std::vector<double> values = {};
};

/// What a loss is a function of.
enum class LossArguments { state, state_and_weights, two_states, weights, prediction };

struct RecordedLoss {
  std::string name;  ///< as the file calls it: "fr_dist_sd"
  LossTerm term;     // its weight is 1
  Axes axes = Axes::as_meant;
  LossArguments arguments = LossArguments::state;
  bool sigmoid = false;  ///< a sigmoid is applied to the prediction first
  Cube prediction;
  Cube target;
  double value = 0;                            ///< not-a-number where the package has none
  std::vector<std::vector<double>> gradients;  // one per argument; empty = not recorded
};

struct RecordedLosses {
  std::string name;
  bool in_double = false;
  Cube state;
  Cube second_state;            // empty = not given
  std::vector<double> weights;  // N x N, empty = not given
  std::vector<RecordedLoss> losses;
};

/// Fills `losses` from a file's content. Returns an empty string, or what is not understood.
std::string read_recorded_losses(const JsonValue& file, RecordedLosses& losses);

/// Evaluates every loss and compares value and gradients.
template <class Real>
std::vector<Comparison> compare_losses(const RecordedLosses& losses);

}  // namespace nn4n
