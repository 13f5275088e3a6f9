// OuterSums: the gradients of weights, which are sums over time of products of two histories.
//
// For patches, a kernel walks through the histories of a few units from beginning to end. The
// histories are therefore first regrouped so that the values of these units lie one after the
// other, for as many steps at a time (a piece) as fit in the caches; the sums go on from piece to
// piece. Single entries are too few to be worth that: their sums are loaded and stored every few
// steps. Either way a sum runs over an axis s, which numbers the registers in use of all steps: s =
// t * Used + part.
#include <algorithm>
#include <cstring>
#include <memory>

#include "model/kernels.h"
#include "model/registers.h"

namespace nn4n {

namespace {

constexpr int kPiece = 128;  // most registers of a unit in a piece: a tile fits in the L1 cache
constexpr int kGather = 10;  // most factors of a row that stay in registers
constexpr int kNearColumns = 64;  // columns of which a piece fits in the L2 cache

/// Registers in memory, which are not initialised.
template <class Real>
class Buffer {
 public:
  /// Makes room for `count` registers. When there was less, the contents are lost.
  void reserve(int count) {
    if (count <= count_) return;
    cells_.reset(new Cell[static_cast<std::size_t>(count)]);
    count_ = count;
  }
  Register<Real>* at(int place) const { return &cells_[static_cast<std::size_t>(place)].value; }

 private:
  struct Cell {
    Register<Real> value;
  };
  std::unique_ptr<Cell[]> cells_;
  int count_ = 0;
};

/// Writes the history as [tile][s][unit in tile]. It goes step by step, because the history is read
/// from memory in this order.
template <class Real, int Used, int Tile>
void regroup(const History<Real>& history, int units, int steps, Register<Real>* to) {
  const Bundle<Real>* from = history.bundles;
  const int full = units / Tile * Tile;
  const int size = steps * Used;
  for (int t = 0; t < steps; ++t, from += history.stride, to += Used * Tile) {
    for (int unit = 0; unit < full; unit += Tile) {
#pragma GCC unroll 4
      for (int part = 0; part < Used; ++part) {
#pragma GCC unroll 4
        for (int i = 0; i < Tile; ++i)
          to[unit * size + part * Tile + i] = registers_of<Real>(from + unit + i)[part];
      }
    }
    for (int unit = full; unit < units; ++unit) {
      for (int part = 0; part < Used; ++part)
        to[full * size + part * Tile + unit - full] = registers_of<Real>(from + unit)[part];
    }
  }
}

/// sums[i][k] += sum over s of left_s[i] * right_s[k], for several tiles of columns. With `begin`
/// the sums start from 0. Rows and columns that a tile lacks are 0.
template <class Real, int Rows, int Columns>
[[gnu::noinline]] void outer_tiles(const Register<Real>* left, const Register<Real>* right,
                                   int count, int tiles, bool begin, Register<Real>* sums) {
  const Register<Real>* const end = left + count * kTile;
  for (; tiles > 0; --tiles, sums += kTile * kGradientColumns) {
    const Register<Real>* a = left;
    const Register<Real>* b = right;
    Register<Real> own[kTile][kGradientColumns] = {};
    if (!begin) {
#pragma GCC unroll 4
      for (int i = 0; i < Rows; ++i) {
#pragma GCC unroll 2
        for (int k = 0; k < Columns; ++k) own[i][k] = sums[i * kGradientColumns + k];
      }
    }
    const auto last = [&](int step) __attribute__((always_inline)) {
#pragma GCC unroll 4
      for (int i = 0; i < Rows; ++i) {
        Register<Real> products[kGradientColumns];
#pragma GCC unroll 2
        for (int k = 0; k < Columns; ++k) products[k] = a[i] * b[step * kGradientColumns + k];
        if constexpr (Columns == 2) have_both(products[0], products[1]);
#pragma GCC unroll 2
        for (int k = 0; k < Columns; ++k) own[i][k] += products[k];
      }
      a += kTile;
      hide(a);
      return a == end;
    };
    while (!(last(0) || last(1) || last(2) || last(3))) {
      b += 4 * kGradientColumns;
      hide(b);
    }
#pragma GCC unroll 4
    for (int i = 0; i < kTile; ++i) {
#pragma GCC unroll 2
      for (int k = 0; k < kGradientColumns; ++k) sums[i * kGradientColumns + k] = own[i][k];
    }
    right += count * kGradientColumns;
  }
}

template <class Real>
using OuterTiles = void (*)(const Register<Real>*, const Register<Real>*, int, int, bool,
                            Register<Real>*);

/// kOuterTiles[rows − 1][columns − 1]
template <class Real>
constexpr OuterTiles<Real> kOuterTiles[kTile][kGradientColumns] = {
    {outer_tiles<Real, 1, 1>, outer_tiles<Real, 1, 2>},
    {outer_tiles<Real, 2, 1>, outer_tiles<Real, 2, 2>},
    {outer_tiles<Real, 3, 1>, outer_tiles<Real, 3, 2>},
    {outer_tiles<Real, 4, 1>, outer_tiles<Real, 4, 2>}};

/// sums[n] += sum over `Steps` steps of left_t[row of n] * right_t[column of n], for the
/// entries n of all rows.
template <class Real, int Used, int Steps>
[[gnu::noinline]] void gather(const Bundle<Real>* left, int left_stride, const Bundle<Real>* right,
                              int right_stride, const int* begin, int rows, const int* offsets,
                              Register<Real>* sums) {
  const Bundle<Real>* from[Steps];
  for (int t = 0; t < Steps; ++t) from[t] = right + t * right_stride;
  for (; rows > 0; --rows, ++begin, ++left) {
    Register<Real> factors[Steps][Used];
#pragma GCC unroll 10
    for (int t = 0; t < Steps; ++t) {
#pragma GCC unroll 4
      for (int part = 0; part < Used; ++part)
        factors[t][part] = registers_of<Real>(left + t * left_stride)[part];
    }
    const int* const end = offsets + (begin[1] - begin[0]);
    while (offsets != end) {
      Register<Real> sum = *sums;
      const int offset = *offsets;
#pragma GCC unroll 10
      for (int t = 0; t < Steps; ++t) {
        const Register<Real>* column = bundle_at<Real>(from[t], offset);
#pragma GCC unroll 4
        for (int part = 0; part < Used; ++part) sum += factors[t][part] * column[part];
      }
      *sums = sum;
      ++sums;
      ++offsets;
      hide(sums);
      hide(offsets);
    }
  }
}

/// The sum of the lanes of a register, taken in their order.
template <class Real>
Real sum_of(const Register<Real>& sums) {
  Real sum = sums[0];
  for (std::size_t lane = 1; lane < sizeof sums / sizeof sum; ++lane) sum += sums[lane];
  return sum;
}

/// The same for as many registers at once as a register has lanes.
inline Register<float> sums_of(const Register<float>* sums) {
  const auto low = [&](int i) { return __builtin_shufflevector(sums[i], sums[i + 1], 0, 4, 1, 5); };
  const auto high = [&](int i) {
    return __builtin_shufflevector(sums[i], sums[i + 1], 2, 6, 3, 7);
  };
  const Register<float> lanes[] = {__builtin_shufflevector(low(0), low(2), 0, 1, 4, 5),
                                   __builtin_shufflevector(low(0), low(2), 2, 3, 6, 7),
                                   __builtin_shufflevector(high(0), high(2), 0, 1, 4, 5),
                                   __builtin_shufflevector(high(0), high(2), 2, 3, 6, 7)};
  return lanes[0] + lanes[1] + lanes[2] + lanes[3];
}
inline Register<double> sums_of(const Register<double>* sums) {
  return __builtin_shufflevector(sums[0], sums[1], 0, 2) +
         __builtin_shufflevector(sums[0], sums[1], 1, 3);
}

}  // namespace

/// How the sums are taken, which depends on how much of a bundle is in use.
template <class Real>
class OuterSums<Real>::Work {
 public:
  virtual ~Work() = default;
  virtual void add(const History<Real>& left, const History<Real>& right, int steps) = 0;
  virtual void add_to(Real* gradient) const = 0;
};

namespace {

/// The products of two histories along the patches or the entries of a plan.
template <class Real, int Used>
class Outer final : public OuterSums<Real>::Work {
 public:
  explicit Outer(const GradientPlan& plan) : plan_(plan) {
    if (plan.form == Form::own) {
      sums_.reserve(entries());
      for (int n = 0; n < entries(); ++n) *sums_.at(n) = Register<Real>{};
    } else {
      sums_.reserve(plan.form == Form::dense ? tiles_for(plan.rows) * column_tiles() * kPatch
                                             : static_cast<int>(plan.patches.size()) / 2 * kPatch);
    }
  }

  void add(const History<Real>& left, const History<Real>& right, int steps) override {
    left_ = left, right_ = right, steps_ = steps;
    if (plan_.form == Form::own) return add_entries();
    for_each_piece<kTile, kGradientColumns>(kPiece / Used, [&](const Piece& piece) {
      if (plan_.form == Form::dense) return dense_patches(piece);
      for_each_patch([&](int i, int k, int place) {
        multiply_patches(piece, i, k, std::min(k + kGradientColumns, plan_.columns), place);
      });
    });
  }

  void add_to(Real* gradient) const override {
    if (plan_.form == Form::own) return add_entries_to(gradient);
    for_each_patch([&](int i, int k, int place) { add_patch(i, k, sums_.at(place), gradient); });
  }

 private:
  static constexpr int kPatch = kTile * kGradientColumns;

  int column_tiles() const { return (plan_.columns + kGradientColumns - 1) / kGradientColumns; }
  int entries() const { return static_cast<int>(plan_.column.size()); }
  int begin_of(int row) const { return plan_.begin[static_cast<std::size_t>(row)]; }

  /// A piece of time whose histories have been regrouped.
  struct Piece {
    int count;   // registers of one unit
    bool begin;  // is it the first piece of all?
  };

  /// Regroups both histories, at most `longest` steps at a time, and calls visit(piece) each time.
  template <int LeftTile, int RightTile, class Visit>
  void for_each_piece(int longest, Visit&& visit) {
    const int pieces = (steps_ + longest - 1) / longest;
    const int most = std::min(steps_, longest) * Used;
    const auto padded = [](int units, int tile) { return (units + tile - 1) / tile * tile; };
    left_piece_.reserve(padded(plan_.rows, LeftTile) * most);
    right_piece_.reserve(padded(plan_.columns, RightTile) * most);
    for (int piece = 0; piece < pieces; ++piece) {
      const int first = steps_ * piece / pieces;
      const int steps = steps_ * (piece + 1) / pieces - first;
      History<Real> left = left_;
      History<Real> right = right_;
      left.bundles += first * left.stride;
      right.bundles += first * right.stride;
      regroup<Real, Used, LeftTile>(left, plan_.rows, steps, left_piece_.at(0));
      regroup<Real, Used, RightTile>(right, plan_.columns, steps, right_piece_.at(0));
      visit(Piece{steps * Used, !begun_});
      begun_ = true;
    }
  }

  /// Calls visit(row, column, place of its sums) for every patch, in the order of the sums.
  template <class Visit>
  void for_each_patch(Visit&& visit) const {
    int place = 0;
    if (plan_.form == Form::shared) {
      for (std::size_t n = 0; n < plan_.patches.size(); n += 2, place += kPatch)
        visit(plan_.patches[n], plan_.patches[n + 1], place);
      return;
    }
    for (int i = 0; i < plan_.rows; i += kTile) {
      for (int k = 0; k < plan_.columns; k += kGradientColumns, place += kPatch) visit(i, k, place);
    }
  }

  /// Multiplies all patches, in an order in which the columns stay in the cache.
  void dense_patches(const Piece& piece) const {
    for (int first = 0; first < plan_.columns; first += kNearColumns) {
      const int end = std::min(first + kNearColumns, plan_.columns);
      for (int i = 0; i < plan_.rows; i += kTile) {
        const int place = (i / kTile * column_tiles() + first / kGradientColumns) * kPatch;
        multiply_patches(piece, i, first, end, place);
      }
    }
  }

  /// Multiplies a tile of rows by the columns [first, end), whose sums lie one after the other.
  void multiply_patches(const Piece& piece, int i, int first, int end, int place) const {
    const auto [count, begin] = piece;
    const auto& kernels = kOuterTiles<Real>[std::min(kTile, plan_.rows - i) - 1];
    const Register<Real>* left = left_piece_.at(i * count);
    const int tiles = (end - first) / kGradientColumns;
    const int rest = (end - first) % kGradientColumns;
    kernels[kGradientColumns - 1](left, right_piece_.at(first * count), count, tiles, begin,
                                  sums_.at(place));
    if (rest == 0) return;
    kernels[rest - 1](left, right_piece_.at((end - rest) * count), count, 1, begin,
                      sums_.at(place + tiles * kPatch));
  }

  void add_patch(int i, int k, const Register<Real>* sums, Real* gradient) const {
    Real values[kPatch];
    constexpr int lanes = sizeof *sums / sizeof *values;
    for (int n = 0; n < kPatch; n += lanes) {
      const Register<Real> some = sums_of(sums + n);
      std::memcpy(values + n, &some, sizeof some);
    }
    const Real* value = values;
    for (int row = i; row < std::min(i + kTile, plan_.rows); ++row, value += kGradientColumns) {
      for (int column = k; column < std::min(k + kGradientColumns, plan_.columns); ++column)
        gradient[row * plan_.columns + column] += value[column - k];
    }
  }

  void add_entries() const {
    constexpr int most = kGather / Used;
    int t = gather_from<most>(0);
    t = gather_from<(most + 1) / 2>(t);
    gather_from<1>(t);
  }

  void add_entries_to(Real* gradient) const {
    for (int row = 0; row < plan_.rows; ++row) {
      for (int n = begin_of(row); n < begin_of(row + 1); ++n) {
        const int column = plan_.column[static_cast<std::size_t>(n)];
        gradient[row * plan_.columns + column] += sum_of<Real>(*sums_.at(n));
      }
    }
  }

  /// Adds `Steps` steps at a time, from step `t` on. Returns the first step that is left over.
  template <int Steps>
  int gather_from(int t) const {
    for (; t + Steps <= steps_; t += Steps) {
      gather<Real, Used, Steps>(left_.bundles + t * left_.stride, left_.stride,
                                right_.bundles + t * right_.stride, right_.stride,
                                plan_.begin.data(), plan_.rows, plan_.offset.data(), sums_.at(0));
    }
    return t;
  }

  const GradientPlan& plan_;
  History<Real> left_{};
  History<Real> right_{};
  int steps_ = 0;
  bool begun_ = false;  // patches: do the sums hold anything yet?
  Buffer<Real> left_piece_;
  Buffer<Real> right_piece_;
  Buffer<Real> sums_;  // [patch][row][column] or [entry]
};

}  // namespace

template <class Real>
OuterSums<Real>::OuterSums(const GradientPlan& plan, int lanes) {
  if (half_is_enough(lanes)) {
    work_ = std::make_unique<Outer<Real, kParts<Real> / 2>>(plan);
  } else {
    work_ = std::make_unique<Outer<Real, kParts<Real>>>(plan);
  }
}
template <class Real>
OuterSums<Real>::OuterSums(OuterSums&&) noexcept = default;
template <class Real>
OuterSums<Real>::~OuterSums() = default;

template <class Real>
void OuterSums<Real>::add(const History<Real>& left, const History<Real>& right, int steps) {
  work_->add(left, right, steps);
}

template <class Real>
void OuterSums<Real>::add_to(Real* gradient) const {
  work_->add_to(gradient);
}

template class OuterSums<float>;
template class OuterSums<double>;

}  // namespace nn4n
