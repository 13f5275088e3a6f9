#include "model/kernels.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <type_traits>

#include "model/registers.h"

namespace nn4n {

namespace {

/// sums[i][part] += weights[i] * x[part]
template <class Real, int Rows, int Used>
[[gnu::always_inline]] inline void add_products(const Real* weights, const Register<Real>* x,
                                                Register<Real> (&sums)[Rows][Used]) {
  constexpr int all = Rows * Used;
#pragma GCC unroll 8
  for (int n = 0; n + 1 < all; n += 2) {
    const int m = n + 1;
    Register<Real> product = weights[n / Used] * x[n % Used];
    Register<Real> next = weights[m / Used] * x[m % Used];
    have_both(product, next);
    sums[n / Used][n % Used] += product;
    sums[m / Used][m % Used] += next;
  }
  if constexpr (all % 2 != 0) sums[Rows - 1][Used - 1] += weights[Rows - 1] * x[Used - 1];
}

template <class Real, int Rows, int Used>
[[gnu::always_inline]] inline void store(const Register<Real> (&sums)[Rows][Used],
                                         Bundle<Real>* product) {
#pragma GCC unroll 4
  for (int i = 0; i < Rows; ++i) {
#pragma GCC unroll 4
    for (int part = 0; part < Used; ++part) registers_of<Real>(product + i)[part] = sums[i][part];
  }
}

/// Multiplies tiles of `Rows` rows by all columns, of which there is at least one.
/// `first` may be null.
template <class Real, int Rows, int Used>
[[gnu::noinline]] void multiply_tiles(const Real* weights, int columns, int tiles,
                                      const Bundle<Real>* source, const Real* first,
                                      Bundle<Real>* product) {
  constexpr int parts = kParts<Real>;
  for (; tiles > 0; --tiles, product += kTile) {
    const Register<Real>* x = registers_of<Real>(source);
    const Real* const end = weights + columns * kTile;
    Register<Real> sums[Rows][Used] = {};
    if (first) {
      for (int i = 0; i < Rows; ++i) {
        for (int part = 0; part < Used; ++part) sums[i][part] += first[i];
      }
      first += kTile;
    }
    const auto last = [&](int step) __attribute__((always_inline)) {
      add_products<Real, Rows, Used>(weights, x + step * parts, sums);
      weights += kTile;
      hide(weights);
      return weights == end;
    };
    while (!(last(0) || last(1) || last(2) || last(3))) {
      x += 4 * parts;
      hide(x);
    }
    store<Real, Rows, Used>(sums, product);
  }
}

/// Multiplies a tile of rows by the columns that they share.
template <class Real, int Used>
[[gnu::noinline]] void multiply_shared(const Real* weights, const int* offsets, int count,
                                       const Bundle<Real>* source, Bundle<Real>* product) {
  const Real* const end = weights + count * kTile;
  Register<Real> sums[kTile][Used] = {};
  const auto last = [&](int step) __attribute__((always_inline)) {
    if (weights == end) return true;
    add_products<Real, kTile, Used>(weights, bundle_at<Real>(source, offsets[step]), sums);
    weights += kTile;
    hide(weights);
    return false;
  };
  while (!(last(0) || last(1) || last(2) || last(3))) {
    offsets += 4;
    hide(offsets);
  }
  store<Real, kTile, Used>(sums, product);
}

/// The weights of one step of a tile, in registers.
template <class Real>
struct StepWeights {
  Register<Real> packed[kTile * sizeof(Real) / sizeof(Register<Real>)];

  /// The weight of one row in all lanes. It comes from a register, because the kernel
  /// waits for its loads.
  template <int Row>
  [[gnu::always_inline]] Register<Real> of_row() const {
    if constexpr (sizeof(Real) == sizeof(float)) {
      return __builtin_shufflevector(packed[0], packed[0], Row, Row, Row, Row);
    } else {
      return __builtin_shufflevector(packed[Row / 2], packed[Row / 2], Row % 2, Row % 2);
    }
  }
};

/// Multiplies tiles of rows, each by columns of its own. A place without a column has weight 0 and
/// takes the first column.
template <class Real, int Used>
[[gnu::noinline]] void multiply_own(const Real* weights, const int* offsets, const int* begin,
                                    int tiles, const Bundle<Real>* source, const int* rows,
                                    Bundle<Real>* product) {
  for (; tiles > 0; --tiles, ++begin, rows += kTile) {
    const Real* const end = weights + (begin[1] - begin[0]) * kTile;
    Register<Real> sums[kTile][Used] = {};
    const auto last = [&](int step) __attribute__((always_inline)) {
      if (weights == end) return true;
      StepWeights<Real> own;
      std::memcpy(&own, weights, sizeof own);
      const auto add_row = [&]<int Row>(std::integral_constant<int, Row>)
          __attribute__((always_inline)) {
        const Register<Real>* column = bundle_at<Real>(source, offsets[step * kTile + Row]);
        const Register<Real> weight = own.template of_row<Row>();
#pragma GCC unroll 4
        for (int part = 0; part < Used; ++part) sums[Row][part] += weight * column[part];
      };
      add_row(std::integral_constant<int, 0>{});
      add_row(std::integral_constant<int, 1>{});
      add_row(std::integral_constant<int, 2>{});
      add_row(std::integral_constant<int, 3>{});
      weights += kTile;
      hide(weights);
      return false;
    };
    const int* next = offsets + (begin[1] - begin[0]) * kTile;
    while (!(last(0) || last(1))) {
      offsets += 2 * kTile;
      hide(offsets);
    }
    offsets = next;
#pragma GCC unroll 4
    for (int i = 0; i < kTile; ++i) {
      Register<Real>* to = bundle_at<Real>(product, rows[i]);
#pragma GCC unroll 4
      for (int part = 0; part < Used; ++part) to[part] = sums[i][part];
    }
  }
}

/// Multiplies pairs of tiles by all columns, for bundles of which one register is in use: the four
/// sums of a single tile would wait for each other. A test between the two tiles, which is never
/// true, keeps their loads apart (registers.h).
template <class Real>
[[gnu::noinline]] void multiply_pairs(const Real* weights, int columns, int pairs,
                                      const Bundle<Real>* source, const Real* first,
                                      Bundle<Real>* product) {
  constexpr int parts = kParts<Real>;
  const Real* never = nullptr;
  hide(never);
  for (; pairs > 0; --pairs, product += 2 * kTile) {
    const Register<Real>* x = registers_of<Real>(source);
    const Real* const end = weights + columns * kTile;
    const Real* second = end;
    Register<Real> sums[2][kTile][1] = {};
    if (first) {
      for (int i = 0; i < kTile; ++i) {
        sums[0][i][0] += first[i];
        sums[1][i][0] += first[kTile + i];
      }
      first += 2 * kTile;
    }
    const auto last = [&](int step) __attribute__((always_inline)) {
      const Register<Real> column = x[step * parts];
      add_products<Real, kTile, 1>(weights, &column, sums[0]);
      weights += kTile;
      hide(weights);
      if (weights == never) return true;
      add_products<Real, kTile, 1>(second, &column, sums[1]);
      second += kTile;
      hide(second);
      return weights == end;
    };
    while (!(last(0) || last(1) || last(2) || last(3))) {
      x += 4 * parts;
      hide(x);
    }
    weights = second;
    store<Real, kTile, 1>(sums[0], product);
    store<Real, kTile, 1>(sums[1], product + kTile);
  }
}

template <class Real, int Used>
void multiply_dense(const PackedMatrix<Real>& matrix, const Bundle<Real>* source,
                    Bundle<Real>* product) {
  const int columns = matrix.plan->columns;
  int full = matrix.plan->rows / kTile;
  const Real* weights = matrix.values.data();
  const Real* first = matrix.first.empty() ? nullptr : matrix.first.data();
  if constexpr (Used == 1) {
    const int pairs = full / 2;
    multiply_pairs<Real>(weights, columns, pairs, source, first, product);
    weights += 2 * pairs * kTile * columns;
    if (first) first += 2 * pairs * kTile;
    product += 2 * pairs * kTile;
    full -= 2 * pairs;
  }
  multiply_tiles<Real, kTile, Used>(weights, columns, full, source, first, product);
  const int done = full * kTile;
  weights += done * columns;
  if (first) first += done;
  product += done;
  switch (matrix.plan->rows % kTile) {
    case 1:
      return multiply_tiles<Real, 1, Used>(weights, columns, 1, source, first, product);
    case 2:
      return multiply_tiles<Real, 2, Used>(weights, columns, 1, source, first, product);
    case 3:
      return multiply_tiles<Real, 3, Used>(weights, columns, 1, source, first, product);
  }
}

template <class Real, int Used>
void multiply_used(const PackedMatrix<Real>& matrix, const Bundle<Real>* source,
                   Bundle<Real>* product) {
  const ProductPlan& plan = *matrix.plan;
  if (plan.form == Form::dense) return multiply_dense<Real, Used>(matrix, source, product);
  assert(matrix.first.empty());
  if (plan.form == Form::own)
    return multiply_own<Real, Used>(matrix.values.data(), plan.offset.data(), plan.begin.data(),
                                    static_cast<int>(plan.begin.size()) - 1, source,
                                    plan.row_offset.data(), product);
  for (std::size_t tile = 0; tile + 1 < plan.begin.size(); ++tile) {
    const int first = plan.begin[tile];
    const int count = plan.begin[tile + 1] - first;
    const Real* weights = matrix.values.data() + first * kTile;
    multiply_shared<Real, Used>(weights, plan.offset.data() + first, count, source,
                                product + tile * kTile);
  }
}

}  // namespace

template <class Real>
void multiply(const PackedMatrix<Real>& matrix, const Bundle<Real>* source, Bundle<Real>* product,
              int lanes) {
  if (half_is_enough(lanes)) {
    multiply_used<Real, kParts<Real> / 2>(matrix, source, product);
  } else {
    multiply_used<Real, kParts<Real>>(matrix, source, product);
  }
}

template void multiply(const PackedMatrix<float>&, const Bundle<float>*, Bundle<float>*, int);
template void multiply(const PackedMatrix<double>&, const Bundle<double>*, Bundle<double>*, int);

}  // namespace nn4n
