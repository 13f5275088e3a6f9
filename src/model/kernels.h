// The products of the train step, over panels of 8 trials.
//
// Sums run over the columns (of a gradient: over the steps of a stretch) in ascending order, one
// after another, whatever the form, the tile or the piece that is taken at a time: this order is
// part of what makes the bits the same everywhere. registers.h says how the kernels are written.
#pragma once

#include <memory>
#include <vector>

#include "base/panel.h"
#include "model/plan.h"

namespace nn4n {

/// A matrix packed for `multiply`, in the form of its plan: dense [tile][column][kTile], shared and
/// own [step][kTile]; what is missing is 0.
template <class Real>
struct PackedMatrix {
  const ProductPlan* plan = nullptr;
  std::vector<Real> values;
  std::vector<Real> first;  // what the sum of each row starts from; dense only, empty = 0
};

/// Packs what value(row, column) gives.
template <class Real, class Value>
void pack(const ProductPlan& plan, Value&& value, PackedMatrix<Real>& packed);

/// product[i] = first[i] + sum over k of matrix(i, k) * source[k]. `product` has room for
/// tiles_for(rows)*kTile. With at most half of the lanes in use the other half is left as it was.
template <class Real>
void multiply(const PackedMatrix<Real>& matrix, const Panel<Real>* source, Panel<Real>* product,
              int lanes = kLanes);

/// Rows of panels: those of step t start `stride` after those of t − 1.
template <class Real>
struct History {
  const Panel<Real>* panels;
  int stride;
};

/// The sums over time of left_t[i] * right_t[k], for the entries of a plan (and maybe others), from
/// stretches of two histories.
template <class Real>
class OuterSums {
 public:
  /// Of panels with so many lanes in use: with at most half of them the other half does not count.
  /// Holds on to the plan.
  OuterSums(const GradientPlan& plan, int lanes);
  OuterSums(OuterSums&&) noexcept;
  ~OuterSums();

  /// Adds a stretch of so many steps, at least one.
  void add(const History<Real>& left, const History<Real>& right, int steps);

  /// gradient[i * columns + k] += the sum, whose lanes are added up only now. After an `add`.
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
