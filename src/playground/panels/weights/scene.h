// The numbers that the matrix shows, kept from frame to frame: which they are, their range and
// their histogram follow from what is chosen and are found out anew when that changes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/histogram.h"
#include "editing/looks.h"

namespace nn4n::playground {

struct Ui;

/// Rows are targets and columns sources.
struct MatrixNumbers {
  MaskShape shape;
  std::vector<float> values;          // rows x columns, 0 where there is no synapse
  std::vector<std::uint8_t> present;  // rows x columns, 0 = no synapse
  float range = 1;                    ///< at the ends of the colour bar
  Histogram histogram;    ///< of the synapses there are, by the sign of their source: E, I, neither
  int iteration = 0;      ///< of the weights
  std::string why;        ///< there are no numbers, a sentence; empty = there are
  std::uint64_t key = 0;  ///< another one for other numbers
};

class MatrixScene {
 public:
  /// What is chosen, as of now.
  const MatrixNumbers& follow(Ui& ui);

  /// What the pointer is on, in the words that are shown; empty = nothing.
  std::string pointed;

 private:
  std::uint64_t of_ = 0;
  MatrixNumbers made_;
};

/// "Recurrent weights", "Gradient, input weights": the title of what is shown.
std::string matrix_title(const MatrixChoice& choice);

}  // namespace nn4n::playground
