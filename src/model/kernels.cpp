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

// Not inlined: inside a larger function the compilers spill the accumulators. `Used` of a panel's
// registers hold trials.
template <class Real, int Used>
[[gnu::noinline]] void multiply_tile(const Real* weights, int columns, const Panel<Real>* source,
                                     Panel<Real>* product) {
  constexpr int parts = kParts<Real>;
  const Register<Real>* x = registers_of<Real>(source);
  Register<Real> sums[kTile][Used] = {};
  for (int k = 0; k < columns; ++k, weights += kTile, x += parts) {
#pragma GCC unroll 5
    for (int i = 0; i < kTile; ++i) {
#pragma GCC unroll 4
      for (int part = 0; part < Used; ++part) sums[i][part] += weights[i] * x[part];
    }
  }
#pragma GCC unroll 5
  for (int i = 0; i < kTile; ++i) {
#pragma GCC unroll 4
    for (int part = 0; part < Used; ++part) {
      registers_of<Real>(product)[i * parts + part] = sums[i][part];
    }
  }
}

/// Five rows times the columns they share.
template <class Real, int Used>
[[gnu::noinline]] void multiply_shared(const Real* weights, const int* columns, int count,
                                       const Panel<Real>* source, Panel<Real>* product) {
  constexpr int parts = kParts<Real>;
  const Register<Real>* x = registers_of<Real>(source);
  Register<Real> sums[kTile][Used] = {};
  for (int step = 0; step < count; ++step, weights += kTile) {
    const Register<Real>* column = x + columns[step] * parts;
#pragma GCC unroll 5
    for (int i = 0; i < kTile; ++i) {
#pragma GCC unroll 4
      for (int part = 0; part < Used; ++part) sums[i][part] += weights[i] * column[part];
    }
  }
#pragma GCC unroll 5
  for (int i = 0; i < kTile; ++i) {
#pragma GCC unroll 4
    for (int part = 0; part < Used; ++part) {
      registers_of<Real>(product)[i * parts + part] = sums[i][part];
    }
  }
}

/// Four rows, each times its own columns. A place without a column has weight 0 and takes the
/// first.
template <class Real, int Used>
[[gnu::noinline]] void multiply_own(const Real* weights, const int* columns, int count,
                                    const Panel<Real>* source, const int* rows,
                                    Panel<Real>* product) {
  constexpr int parts = kParts<Real>;
  const Register<Real>* x = registers_of<Real>(source);
  Register<Real> sums[kOwnTile][Used] = {};
  for (int step = 0; step < count; ++step, weights += kOwnTile, columns += kOwnTile) {
#pragma GCC unroll 4
    for (int i = 0; i < kOwnTile; ++i) {
      const Register<Real>* column = x + columns[i] * parts;
#pragma GCC unroll 4
      for (int part = 0; part < Used; ++part) sums[i][part] += weights[i] * column[part];
    }
  }
  for (int i = 0; i < kOwnTile; ++i) {
    if (rows[i] < 0) continue;
    for (int part = 0; part < Used; ++part) {
      registers_of<Real>(product)[rows[i] * parts + part] = sums[i][part];
    }
  }
}

/// Rows x Columns dot products over time. The parts of a panel share an accumulator, so that nine
/// of them fit in registers.
template <class Real, int Rows, int Columns, int Used>
[[gnu::noinline]] void outer_tile(const Panel<Real>* left, int left_stride,
                                  const Panel<Real>* right, int right_stride, int steps,
                                  Real* gradient, int gradient_stride) {
  constexpr int parts = kParts<Real>;
  Register<Real> sums[Rows][Columns] = {};
  for (int t = 0; t < steps; ++t, left += left_stride, right += right_stride) {
    const Register<Real>* a = registers_of<Real>(left);
    const Register<Real>* b = registers_of<Real>(right);
#pragma GCC unroll 4
    for (int part = 0; part < Used; ++part) {
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

/// kOuterTiles[rows − 1][columns − 1]
template <class Real, int Used>
constexpr OuterTile<Real> kOuterTiles[kGradientTile][kGradientTile] = {
    {outer_tile<Real, 1, 1, Used>, outer_tile<Real, 1, 2, Used>, outer_tile<Real, 1, 3, Used>},
    {outer_tile<Real, 2, 1, Used>, outer_tile<Real, 2, 2, Used>, outer_tile<Real, 2, 3, Used>},
    {outer_tile<Real, 3, 1, Used>, outer_tile<Real, 3, 2, Used>, outer_tile<Real, 3, 3, Used>}};

/// The dot products over time of one row with `Columns` columns that need not be neighbours.
template <class Real, int Columns, int Used>
[[gnu::noinline]] void gather_tile(const Panel<Real>* left, int left_stride,
                                   const Panel<Real>* right, int right_stride, int steps,
                                   const int* columns, Real* gradient) {
  constexpr int parts = kParts<Real>;
  Register<Real> sums[Columns] = {};
  for (int t = 0; t < steps; ++t, left += left_stride, right += right_stride) {
    const Register<Real>* a = registers_of<Real>(left);
    const Register<Real>* b = registers_of<Real>(right);
#pragma GCC unroll 4
    for (int part = 0; part < Used; ++part) {
#pragma GCC unroll 4
      for (int k = 0; k < Columns; ++k) sums[k] += a[part] * b[columns[k] * parts + part];
    }
  }
  for (int k = 0; k < Columns; ++k) {
    Real sum = 0;
    for (std::size_t lane = 0; lane < sizeof sums[k] / sizeof sum; ++lane) sum += sums[k][lane];
    gradient[columns[k]] += sum;
  }
}

template <class Real, int Used>
void outer_block(const GradientPlan& plan, int i, int k, const Panel<Real>* left, int left_stride,
                 const Panel<Real>* right, int right_stride, int steps, Real* gradient) {
  const int rows = std::min(kGradientTile, plan.rows - i);
  const int columns = std::min(kGradientTile, plan.columns - k);
  kOuterTiles<Real, Used>[rows - 1][columns - 1](left + i, left_stride, right + k, right_stride,
                                                 steps, gradient + i * plan.columns + k,
                                                 plan.columns);
}

template <class Real, int Used>
void gather_row(const GradientPlan& plan, int row, const Panel<Real>* left, int left_stride,
                const Panel<Real>* right, int right_stride, int steps, Real* gradient) {
  const int* column = plan.column.data() + plan.begin[static_cast<std::size_t>(row)];
  const int* end = plan.column.data() + plan.begin[static_cast<std::size_t>(row) + 1];
  Real* into = gradient + row * plan.columns;
  for (; end - column >= kGather; column += kGather)
    gather_tile<Real, kGather, Used>(left + row, left_stride, right, right_stride, steps, column,
                                     into);
  for (; column < end; ++column)
    gather_tile<Real, 1, Used>(left + row, left_stride, right, right_stride, steps, column, into);
}

template <class Real, int Used>
void multiply_used(const PackedMatrix<Real>& matrix, const Panel<Real>* source,
                   Panel<Real>* product) {
  const ProductPlan& plan = *matrix.plan;
  const Real* weights = matrix.values.data();
  if (plan.form == Form::dense) {
    for (int tile = 0; tile < tiles_for(plan.rows); ++tile) {
      multiply_tile<Real, Used>(weights, plan.columns, source, product + tile * kTile);
      weights += plan.columns * kTile;
    }
    return;
  }
  for (std::size_t tile = 0; tile + 1 < plan.begin.size(); ++tile) {
    const int first = plan.begin[tile];
    const int count = plan.begin[tile + 1] - first;
    if (plan.form == Form::shared) {
      multiply_shared<Real, Used>(weights + first * kTile, plan.column.data() + first, count,
                                  source, product + tile * kTile);
    } else {
      multiply_own<Real, Used>(weights + first * kOwnTile, plan.column.data() + first * kOwnTile,
                               count, source, plan.row.data() + tile * kOwnTile, product);
    }
  }
}

template <class Real, int Used>
void accumulate_used(const GradientPlan& plan, const Panel<Real>* left, int left_stride,
                     const Panel<Real>* right, int right_stride, int steps, Real* gradient) {
  const auto block = [&](int i, int k) {
    outer_block<Real, Used>(plan, i, k, left, left_stride, right, right_stride, steps, gradient);
  };
  if (plan.form == Form::dense) {
    for (int i = 0; i < plan.rows; i += kGradientTile) {
      for (int k = 0; k < plan.columns; k += kGradientTile) block(i, k);
    }
  } else if (plan.form == Form::shared) {
    for (std::size_t n = 0; n < plan.block.size(); n += 2) block(plan.block[n], plan.block[n + 1]);
  } else {
    for (int row = 0; row < plan.rows; ++row)
      gather_row<Real, Used>(plan, row, left, left_stride, right, right_stride, steps, gradient);
  }
}

/// Do the lanes in use fill no more than the first half of a panel?
constexpr bool half_is_enough(int lanes) { return 2 * lanes <= kLanes; }

}  // namespace

template <class Real>
void multiply(const PackedMatrix<Real>& matrix, const Panel<Real>* source, Panel<Real>* product,
              int lanes) {
  if (half_is_enough(lanes)) {
    multiply_used<Real, kParts<Real> / 2>(matrix, source, product);
  } else {
    multiply_used<Real, kParts<Real>>(matrix, source, product);
  }
}

template <class Real>
void accumulate_outer(const GradientPlan& plan, const Panel<Real>* left, int left_stride,
                      const Panel<Real>* right, int right_stride, int steps, Real* gradient,
                      int lanes) {
  if (half_is_enough(lanes)) {
    accumulate_used<Real, kParts<Real> / 2>(plan, left, left_stride, right, right_stride, steps,
                                            gradient);
  } else {
    accumulate_used<Real, kParts<Real>>(plan, left, left_stride, right, right_stride, steps,
                                        gradient);
  }
}

template void multiply(const PackedMatrix<float>&, const Panel<float>*, Panel<float>*, int);
template void multiply(const PackedMatrix<double>&, const Panel<double>*, Panel<double>*, int);
template void accumulate_outer(const GradientPlan&, const Panel<float>*, int, const Panel<float>*,
                               int, int, float*, int);
template void accumulate_outer(const GradientPlan&, const Panel<double>*, int, const Panel<double>*,
                               int, int, double*, int);

}  // namespace nn4n
