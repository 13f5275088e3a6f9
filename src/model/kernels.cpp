#include "model/kernels.h"

namespace nn4n {

namespace {

// Not inlined: inside a larger function the compilers spill the accumulators.
template <class Real>
[[gnu::noinline]] void multiply_tile(const Real* weights, int columns, const Panel<Real>* source,
                                     Panel<Real>* product) {
  Panel<Real> a{}, b{}, c{}, d{}, e{};
  for (int k = 0; k < columns; ++k, weights += kTile) {
    const Panel<Real> x = source[k];
    a += weights[0] * x;
    b += weights[1] * x;
    c += weights[2] * x;
    d += weights[3] * x;
    e += weights[4] * x;
  }
  product[0] = a, product[1] = b, product[2] = c, product[3] = d, product[4] = e;
}

constexpr int kGradientTile = 2;

/// Rows x Columns dot products over time.
template <class Real, int Rows, int Columns>
[[gnu::noinline]] void outer_tile(const Panel<Real>* left, int left_stride,
                                  const Panel<Real>* right, int right_stride, int steps,
                                  Real* gradient, int gradient_stride) {
  Panel<Real> sums[Rows][Columns] = {};
  for (int t = 0; t < steps; ++t, left += left_stride, right += right_stride) {
    for (int i = 0; i < Rows; ++i) {
      for (int k = 0; k < Columns; ++k) sums[i][k] += left[i] * right[k];
    }
  }
  for (int i = 0; i < Rows; ++i) {
    for (int k = 0; k < Columns; ++k)
      gradient[i * gradient_stride + k] += sum_lanes<Real>(sums[i][k]);
  }
}

}  // namespace

template <class Real>
void multiply(const PackedMatrix<Real>& matrix, const Panel<Real>* source, Panel<Real>* product) {
  const Real* weights = matrix.values.data();
  for (int tile = 0; tile < tiles_for(matrix.rows); ++tile) {
    multiply_tile<Real>(weights, matrix.columns, source, product + tile * kTile);
    weights += matrix.columns * kTile;
  }
}

template <class Real>
void accumulate_outer(const Panel<Real>* left, int rows, int left_stride, const Panel<Real>* right,
                      int columns, int right_stride, int steps, Real* gradient) {
  for (int i = 0; i < rows; i += kGradientTile) {
    for (int k = 0; k < columns; k += kGradientTile) {
      const bool two_rows = i + 1 < rows;
      const bool two_columns = k + 1 < columns;
      const auto tile = two_rows ? (two_columns ? outer_tile<Real, 2, 2> : outer_tile<Real, 2, 1>)
                                 : (two_columns ? outer_tile<Real, 1, 2> : outer_tile<Real, 1, 1>);
      tile(left + i, left_stride, right + k, right_stride, steps, gradient + i * columns + k,
           columns);
    }
  }
}

template void multiply(const PackedMatrix<float>&, const Panel<float>*, Panel<float>*);
template void multiply(const PackedMatrix<double>&, const Panel<double>*, Panel<double>*);
template void accumulate_outer(const Panel<float>*, int, int, const Panel<float>*, int, int, int,
                               float*);
template void accumulate_outer(const Panel<double>*, int, int, const Panel<double>*, int, int, int,
                               double*);

}  // namespace nn4n
