// A recorded result of NN4N (kind "forward"): a network, its data, and what must come out.
//
// Reading is strict: whatever a file holds that is not understood makes the whole case not
// understood, so that nothing passes because it was skipped.
// Axes: T steps, B trials, N units, I inputs, O outputs; arrays are T x B x channel whatever the
// file's layout. Numbers are doubles; the decimal literal is the truth.
#pragma once

#include <optional>

#include "codec/json_value.h"
#include "experiment/experiment.h"
#include "model/constraints.h"
#include "model/simulate.h"

namespace nn4n {

/// What a file holds of an array that is too large for it.
struct Statistics {
  double sum = 0;
  double sum_abs = 0;
  double sum_sq = 0;
  double max_abs = 0;
};

/// A tensor, or only its statistics.
struct ExpectedTensor {
  Tensor tensor{};
  std::vector<double> values;  // row-major; empty when there are statistics
  std::optional<Statistics> statistics;
};

struct ExpectedTerm {
  std::string name;  ///< NN4N's: "fr_sd"
  LossTerm term;
  double value = 0;
};

/// Training steps on the same data: enforce, simulate, loss, backprop, step.
struct ExpectedSequence {
  OptimiserKind optimiser = OptimiserKind::adam;
  double learning_rate = 0;
  double momentum = 0;
  std::vector<double> loss_before_step;
  std::vector<ExpectedTensor> raw_after_1;  ///< before enforcing, where that differs
  std::vector<ExpectedTensor> after_1;
  std::vector<ExpectedTensor> after_all;
  double final_loss = 0;
  std::vector<double> final_output;  // T x B x O, empty = not recorded
};

struct GoldenCase {
  std::string name;
  bool in_double = false;  ///< the package ran in double
  Sizes sizes;
  int steps = 0;
  int trials = 0;
  Dynamics<double> dynamics;
  Parameters<double> initial;
  Parameters<double> enforced;  ///< the initial ones with sparsity and signs enforced
  Constraints<double> constraints;
  std::vector<double> inputs;   // T x B x I
  std::vector<double> targets;  // T x B x O
  std::vector<double> hidden;   // T x B x N, empty when there are statistics
  std::optional<Statistics> hidden_statistics;
  std::vector<double> hidden_last_step;  // B x N
  std::vector<double> output;            // T x B x O
  std::vector<double> raw_output;  // T x B x O, of the initial parameters; empty = not recorded
  std::vector<LossTerm> loss;
  double loss_total = 0;
  std::vector<ExpectedTerm> weighted_terms;
  std::vector<ExpectedTerm> unweighted_terms;
  std::vector<ExpectedTensor> gradients;
  std::vector<ExpectedSequence> sequences;
};

/// Fills `golden` from a file's content. Returns an empty string, or what is not understood.
std::string read_golden_case(const JsonValue& file, GoldenCase& golden);

}  // namespace nn4n
