// A recorded stack of layers of NN4N 1.2 (kind "stack"): one network whose weights between layers
// are blocks of the recurrent matrix.
//
// Axes: L layers, T steps, B trials, N_l units of a layer, N of all; arrays are T x B x channel.
#pragma once

#include "codec/json_value.h"
#include "parity/comparison.h"
#include "parity/recorded_network.h"

namespace nn4n {

/// Where one of the package's parameters is among ours: a rectangle of a tensor.
struct Piece {
  std::string name;  ///< NN4N's: "W_hid_0"
  Tensor tensor{};
  int row = 0;
  int rows = 0;
  int column = 0;
  int columns = 1;
};

struct RecordedPiece {
  Piece piece;
  std::vector<double> values;  // rows x columns
};

struct RecordedStack : RecordedNetwork {
  std::vector<std::vector<double>> hidden;  // L, each T x B x N_l
  std::vector<double> output;               // T x B x O; empty = there is no readout
  double loss_total = 0;
  std::vector<RecordedPiece> gradients;
};

/// Fills `stack` from a file's content. Returns an empty string, or what is not understood.
std::string read_recorded_stack(const JsonValue& file, RecordedStack& stack);

/// Runs the stack and compares everything that is recorded of it.
template <class Real>
std::vector<Comparison> compare_stack(const RecordedStack& stack);

}  // namespace nn4n
