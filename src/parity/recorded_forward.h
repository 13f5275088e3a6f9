// A recorded result of NN4N (kind "forward"): a network, its data, and what must come out of it.
//
// Reading is strict: whatever a file holds that is not understood makes the whole file not
// understood, so that nothing passes because it was skipped.
#pragma once

#include <optional>

#include "codec/json_value.h"
#include "parity/recorded_network.h"
#include "parity/recorded_statistics.h"

namespace nn4n {

/// A tensor, or only its statistics.
struct RecordedTensor {
  Tensor tensor{};
  std::vector<double> values = {};  // row-major; empty when there are statistics
  std::optional<RecordedStatistics> statistics = {};
};

/// A term of the loss and its value.
struct RecordedValue {
  RecordedTerm part;
  double value = 0;  ///< not-a-number where the package had none
};

/// Training steps on the same data. Each enforces the constraints, simulates, evaluates the loss
/// and its gradient, and lets the optimiser step.
struct RecordedSequence {
  OptimiserKind optimiser = OptimiserKind::adam;
  double learning_rate = 0;
  double momentum = 0;
  std::vector<double> loss_before_step;
  std::vector<RecordedTensor> raw_after_1;  ///< before enforcing, where that differs
  std::vector<RecordedTensor> after_1;
  std::vector<RecordedTensor> after_all;
  double final_loss = 0;
  std::vector<double> final_output;  // T x B x O, empty = not recorded
};

/// The same network described area by area: the time constant of each area, and the gain of what
/// reaches it.
struct BlockedForm {
  std::vector<int> units;
  std::vector<double> tau_ms;
  std::vector<double> gain;
  double dt_ms = 0;
};

struct RecordedForward : RecordedNetwork {
  Parameters<double> enforced;  ///< the initial ones with sparsity and signs enforced
  std::vector<double> hidden;   // T x B x N, empty when there are statistics
  std::optional<RecordedStatistics> hidden_statistics;
  std::vector<double> hidden_last_step;  // B x N
  std::vector<double> output;            // T x B x O
  std::vector<double> raw_output;  // T x B x O, of the initial parameters; empty = not recorded
  double loss_total = 0;
  /// The package differentiates something that has no derivative, so that its gradients, and all
  /// that training makes of them, may be not-a-number.
  bool without_gradient = false;
  std::vector<RecordedValue> weighted_terms;
  std::vector<RecordedValue> unweighted_terms;
  std::vector<RecordedTensor> gradients;
  std::vector<RecordedTensor> gradients_after_plasticity;
  std::vector<RecordedSequence> sequences;
  std::optional<BlockedForm> blocked;
};

/// Fills `recorded` from a file's content. Returns an empty string, or what is not understood.
std::string read_recorded_forward(const JsonValue& file, RecordedForward& recorded);

}  // namespace nn4n
