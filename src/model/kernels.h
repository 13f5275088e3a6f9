// The products of the train step, over panels of 8 trials.
//
// Rows are taken five at a time: five rows of eight lanes are ten 128-bit accumulators, which with
// two for the source and one for the weight fill the sixteen registers of x86-64. Sums run over the
// columns in ascending order, one column after another, whatever the shape: this order is part of
// what makes the bits the same everywhere.
#pragma once

#include <vector>

#include "base/panel.h"
#include "model/plan.h"

namespace nn4n {

/// A matrix packed for `multiply`, in the form of its plan: dense [tile][column][kTile], shared
/// [step][kTile], own [step][kOwnTile]; what is missing is 0.
template <class Real>
struct PackedMatrix {
  const ProductPlan* plan = nullptr;
  std::vector<Real> values;
};

/// Packs what value(row, column) gives.
template <class Real, class Value>
void pack(const ProductPlan& plan, Value&& value, PackedMatrix<Real>& packed);

/// product[i] = sum over k of matrix(i, k) * source[k]. `product` has room for
/// tiles_for(rows)*kTile. With at most half of the lanes in use the other half is left as it was.
template <class Real>
void multiply(const PackedMatrix<Real>& matrix, const Panel<Real>* source, Panel<Real>* product,
              int lanes = kLanes);

/// gradient[i * columns + k] += sum over t and lanes of left_t[i] * right_t[k], the lanes added up
/// last, for the entries of the plan (and maybe others). With at most half of the lanes in use the
/// other half does not count; it must be finite. Step t's rows start `left_stride`,
/// `right_stride` panels after those of t − 1.
template <class Real>
void accumulate_outer(const GradientPlan& plan, const Panel<Real>* left, int left_stride,
                      const Panel<Real>* right, int right_stride, int steps, Real* gradient,
                      int lanes = kLanes);

// ---------------------------------------------------------------------------------------------

template <class Real, class Value>
void pack(const ProductPlan& plan, Value&& value, PackedMatrix<Real>& packed) {
  packed.plan = &plan;
  packed.values.clear();
  const auto put = [&](int row, int column) {
    packed.values.push_back(row < plan.rows ? value(row, column) : Real(0));
  };
  if (plan.form == Form::dense) {
    for (int first = 0; first < plan.rows; first += kTile) {
      for (int k = 0; k < plan.columns; ++k) {
        for (int i = first; i < first + kTile; ++i) put(i, k);
      }
    }
  } else if (plan.form == Form::shared) {
    for (std::size_t tile = 0; tile + 1 < plan.begin.size(); ++tile) {
      const int first = static_cast<int>(tile) * kTile;
      for (int step = plan.begin[tile]; step < plan.begin[tile + 1]; ++step) {
        for (int i = first; i < first + kTile; ++i)
          put(i, plan.column[static_cast<std::size_t>(step)]);
      }
    }
  } else {
    for (std::size_t tile = 0; tile + 1 < plan.begin.size(); ++tile) {
      for (int step = plan.begin[tile]; step < plan.begin[tile + 1]; ++step) {
        for (std::size_t place = 0; place < kOwnTile; ++place) {
          const std::size_t k = static_cast<std::size_t>(step) * kOwnTile + place;
          put(plan.filled[k] ? plan.row[tile * kOwnTile + place] : plan.rows, plan.column[k]);
        }
      }
    }
  }
}

}  // namespace nn4n
