// The products of the train step, over panels of 8 trials.
//
// Rows are taken five at a time: five rows of eight lanes are ten 128-bit accumulators, which with
// two for the source and one for the weight fill the sixteen registers of x86-64. Sums run over the
// columns in ascending order, one column after another, whatever the shape: this order is part of
// what makes the bits the same everywhere.
#pragma once

#include <vector>

#include "base/panel.h"

namespace nn4n {

inline constexpr int kTile = 5;

constexpr int tiles_for(int rows) { return (rows + kTile - 1) / kTile; }

/// A matrix packed for `multiply`: [tile][column][kTile], missing rows 0.
template <class Real>
struct PackedMatrix {
  int rows = 0;
  int columns = 0;
  std::vector<Real> values;

  void resize(int r, int c) {
    rows = r, columns = c;
    values.assign(static_cast<std::size_t>(tiles_for(r)) * static_cast<std::size_t>(c) * kTile,
                  Real(0));
  }
  Real& at(int row, int column) {
    return values[(static_cast<std::size_t>(row / kTile) * static_cast<std::size_t>(columns) +
                   static_cast<std::size_t>(column)) *
                      kTile +
                  static_cast<std::size_t>(row % kTile)];
  }
};

/// product[i] = sum over k of matrix(i, k) * source[k]. `product` has room for
/// tiles_for(rows)*kTile.
template <class Real>
void multiply(const PackedMatrix<Real>& matrix, const Panel<Real>* source, Panel<Real>* product);

/// gradient[i * columns + k] += sum over t and lanes of left_t[i] * right_t[k], the lanes added up
/// last. Step t's rows start `left_stride`, `right_stride` panels after those of t − 1.
template <class Real>
void accumulate_outer(const Panel<Real>* left, int rows, int left_stride, const Panel<Real>* right,
                      int columns, int right_stride, int steps, Real* gradient);

}  // namespace nn4n
