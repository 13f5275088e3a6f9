// The products of a training step, over bundles of 8 trials.
//
// A sum runs over the columns (for a gradient: over the steps of a stretch) in ascending order, one
// after another, whatever the form, the tile or the piece that is taken at a time. This order is
// part of what makes the bits the same everywhere. registers.h says how the kernels are written.
#pragma once

#include <memory>
#include <vector>

#include "base/bundle.h"
#include "model/plan.h"

namespace nn4n {

/// A matrix packed for `multiply`, in the form of its plan. Dense: [tile][column][kTile]; shared
/// and own: [step][kTile]. Entries that are not there are 0.
template <class Real>
struct PackedMatrix {
  const ProductPlan* plan = nullptr;
  std::vector<Real> values;
  std::vector<Real> first;  // what the sum of each row starts from; dense only, empty = 0
};

/// Packs the matrix whose entries are value(row, column).
template <class Real, class Value>
void pack(const ProductPlan& plan, Value&& value, PackedMatrix<Real>& packed);

/// product[i] = first[i] + sum over k of matrix(i, k) * source[k]. `source` has one bundle for each
/// column, and `product` must have room for tiles_for(rows) * kTile bundles. When at most half of
/// the lanes hold trials, the other half is left as it was.
template <class Real>
void multiply(const PackedMatrix<Real>& matrix, const Bundle<Real>* source, Bundle<Real>* product,
              int lanes = kLanes);

/// Rows of bundles over time: the row of step t starts `stride` bundles after that of t − 1.
template <class Real>
struct History {
  const Bundle<Real>* bundles;
  int stride;
};

/// The sums over time of left_t[i] * right_t[k], from stretches of two histories. They are taken
/// for the entries of a plan, and possibly for others.
template <class Real>
class OuterSums {
 public:
  /// For bundles of which `lanes` lanes hold trials; when these are at most half, the other half
  /// does not count. The plan must outlive this.
  OuterSums(const GradientPlan& plan, int lanes);
  OuterSums(OuterSums&&) noexcept;
  ~OuterSums();

  /// Adds a stretch of `steps` steps, at least one.
  void add(const History<Real>& left, const History<Real>& right, int steps);

  /// gradient[i * columns + k] += the sum, whose lanes are added up only now. Call it after `add`.
  void add_to(Real* gradient) const;

  class Work;

 private:
  std::unique_ptr<Work> work_;
};

// ---------------------------------------------------------------------------------------------

template <class Real, class Value>
void pack(const ProductPlan& plan, Value&& value, PackedMatrix<Real>& packed) {
  packed.plan = &plan;
  const bool dense = plan.form == Form::dense;
  const int steps = dense ? tiles_for(plan.rows) * plan.columns : plan.begin.back();
  packed.values.resize(static_cast<std::size_t>(steps * kTile));
  Real* to = packed.values.data();
  const auto put = [&](int row, int column) {
    *to++ = row < plan.rows ? value(row, column) : Real(0);
  };
  for (int tile = 0; tile < tiles_for(plan.rows); ++tile) {
    const int begin = dense ? 0 : plan.begin[static_cast<std::size_t>(tile)];
    const int end = dense ? plan.columns : plan.begin[static_cast<std::size_t>(tile) + 1];
    for (int step = begin; step < end; ++step) {
      for (int place = 0; place < kTile; ++place) {
        const std::size_t k = static_cast<std::size_t>(step * kTile + place);
        if (plan.form == Form::own) {
          put(plan.filled[k] ? plan.row[static_cast<std::size_t>(tile * kTile + place)] : plan.rows,
              plan.column[k]);
        } else {
          put(tile * kTile + place, dense ? step : plan.column[static_cast<std::size_t>(step)]);
        }
      }
    }
  }
}

}  // namespace nn4n
