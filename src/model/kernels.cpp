#include "model/kernels.h"

#include <algorithm>

namespace nn4n {

namespace {

// One 128-bit register: a panel is several. The compilers can split panels themselves, but g++ does
// it through memory, at half the speed.
template <class Real>
struct RegisterOf;
template <>
struct RegisterOf<float> {
  using type __attribute__((vector_size(16), may_alias)) = float;
};
template <>
struct RegisterOf<double> {
  using type __attribute__((vector_size(16), may_alias)) = double;
};
template <class Real>
using Register = typename RegisterOf<Real>::type;

/// Registers in a panel.
template <class Real>
inline constexpr int kParts = sizeof(Panel<Real>) / sizeof(Register<Real>);

template <class Real>
const Register<Real>* registers_of(const Panel<Real>* panels) {
  return reinterpret_cast<const Register<Real>*>(panels);
}
template <class Real>
Register<Real>* registers_of(Panel<Real>* panels) {
  return reinterpret_cast<Register<Real>*>(panels);
}

// Not inlined: inside a larger function the compilers spill the accumulators.
template <class Real>
[[gnu::noinline]] void multiply_tile(const Real* weights, int columns, const Panel<Real>* source,
                                     Panel<Real>* product) {
  constexpr int parts = kParts<Real>;
  const Register<Real>* x = registers_of<Real>(source);
  Register<Real> sums[kTile][parts] = {};
  for (int k = 0; k < columns; ++k, weights += kTile, x += parts) {
#pragma GCC unroll 5
    for (int i = 0; i < kTile; ++i) {
#pragma GCC unroll 4
      for (int part = 0; part < parts; ++part) sums[i][part] += weights[i] * x[part];
    }
  }
#pragma GCC unroll 5
  for (int i = 0; i < kTile; ++i) {
#pragma GCC unroll 4
    for (int part = 0; part < parts; ++part) {
      registers_of<Real>(product)[i * parts + part] = sums[i][part];
    }
  }
}

constexpr int kGradientTile = 3;

/// Rows x Columns dot products over time. The parts of a panel share an accumulator, so that nine
/// of them fit in registers.
template <class Real, int Rows, int Columns>
[[gnu::noinline]] void outer_tile(const Panel<Real>* left, int left_stride,
                                  const Panel<Real>* right, int right_stride, int steps,
                                  Real* gradient, int gradient_stride) {
  constexpr int parts = kParts<Real>;
  Register<Real> sums[Rows][Columns] = {};
  for (int t = 0; t < steps; ++t, left += left_stride, right += right_stride) {
    const Register<Real>* a = registers_of<Real>(left);
    const Register<Real>* b = registers_of<Real>(right);
#pragma GCC unroll 4
    for (int part = 0; part < parts; ++part) {
#pragma GCC unroll 3
      for (int i = 0; i < Rows; ++i) {
#pragma GCC unroll 3
        for (int k = 0; k < Columns; ++k) {
          sums[i][k] += a[i * parts + part] * b[k * parts + part];
        }
      }
    }
  }
  for (int i = 0; i < Rows; ++i) {
    for (int k = 0; k < Columns; ++k) {
      Real sum = 0;
      for (std::size_t lane = 0; lane < sizeof sums[i][k] / sizeof sum; ++lane)
        sum += sums[i][k][lane];
      gradient[i * gradient_stride + k] += sum;
    }
  }
}

template <class Real>
using OuterTile = void (*)(const Panel<Real>*, int, const Panel<Real>*, int, int, Real*, int);

/// outer_tiles[rows − 1][columns − 1]
template <class Real>
constexpr OuterTile<Real> kOuterTiles[kGradientTile][kGradientTile] = {
    {outer_tile<Real, 1, 1>, outer_tile<Real, 1, 2>, outer_tile<Real, 1, 3>},
    {outer_tile<Real, 2, 1>, outer_tile<Real, 2, 2>, outer_tile<Real, 2, 3>},
    {outer_tile<Real, 3, 1>, outer_tile<Real, 3, 2>, outer_tile<Real, 3, 3>}};

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
    const int tile_rows = std::min(kGradientTile, rows - i);
    for (int k = 0; k < columns; k += kGradientTile) {
      const int tile_columns = std::min(kGradientTile, columns - k);
      kOuterTiles<Real>[tile_rows - 1][tile_columns - 1](left + i, left_stride, right + k,
                                                         right_stride, steps,
                                                         gradient + i * columns + k, columns);
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
