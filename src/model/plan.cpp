#include "model/plan.h"

#include <algorithm>
#include <numeric>

#include "base/bundle.h"

namespace nn4n {

namespace {

// The cost of one step of a tile relative to a dense row times a column, as measured in WebAssembly
// with 32 to 400 units at densities of 10 to 90 %. Own and gathered entries cost more in a bundle
// that is half full: 1.85 and 1.3 to 1.6, against 1.45 and 1.15. The larger cost is taken, so that
// a batch of four trials does not become slower.
constexpr double kSharedCost = 1.1 * kTile;
constexpr double kOwnCost = 1.9 * kTile;
constexpr double kPatchCost = 1.08 * kTile * kGradientColumns;
constexpr double kGatherCost = 1.4;
/// The cost of regrouping the history of a row or a column for patches, once for all of them.
constexpr double kLayOutCost = 2.5;
/// A form is taken instead of the dense one only when its cost is below this fraction of it.
constexpr double kWorthwhile = 0.95;

double dense_cost(int rows, int columns) {
  return static_cast<double>(tiles_for(rows) * kTile) * columns;
}

/// What the kernels add to a pointer, in bytes, so that they need no instruction to scale a column.
std::vector<int> offsets_of(const std::vector<int>& places) {
  std::vector<int> offsets;
  for (const int place : places) offsets.push_back(place * static_cast<int>(sizeof(Bundle<float>)));
  return offsets;
}

ProductPlan shared_product(int rows, int columns, const Present& present) {
  ProductPlan plan{Form::shared, rows, columns};
  for (int first = 0; first < rows; first += kTile) {
    plan.begin.push_back(static_cast<int>(plan.column.size()));
    for (int k = 0; k < columns; ++k) {
      bool any = false;
      for (int i = first; i < std::min(first + kTile, rows); ++i) any = any || present(i, k);
      if (any) plan.column.push_back(k);
    }
  }
  plan.begin.push_back(static_cast<int>(plan.column.size()));
  plan.offset = offsets_of(plan.column);
  return plan;
}

std::vector<std::vector<int>> columns_of_rows(int rows, int columns, const Present& present) {
  std::vector<std::vector<int>> lists(static_cast<std::size_t>(rows));
  for (int i = 0; i < rows; ++i) {
    for (int k = 0; k < columns; ++k) {
      if (present(i, k)) lists[static_cast<std::size_t>(i)].push_back(k);
    }
  }
  return lists;
}

ProductPlan own_product(int rows, int columns, const Present& present) {
  ProductPlan plan{Form::own, rows, columns};
  const auto lists = columns_of_rows(rows, columns, present);
  std::vector<int> order(static_cast<std::size_t>(rows));
  std::iota(order.begin(), order.end(), 0);
  const auto length = [&](int row) {
    return row < rows ? lists[static_cast<std::size_t>(row)].size() : 0;
  };
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return length(a) > length(b); });
  while (order.size() % kTile != 0) order.push_back(static_cast<int>(order.size()));  // no row
  plan.row = order;
  plan.row_offset = offsets_of(order);
  plan.begin.push_back(0);
  for (std::size_t first = 0; first < order.size(); first += kTile) {
    const std::size_t steps = length(order[first]);  // the longest
    for (std::size_t step = 0; step < steps; ++step) {
      for (std::size_t place = first; place < first + kTile; ++place) {
        const bool filled = step < length(order[place]);
        const std::size_t row = static_cast<std::size_t>(filled ? order[place] : 0);
        plan.column.push_back(filled ? lists[row][step] : 0);
        plan.filled.push_back(filled);
      }
    }
    plan.begin.push_back(static_cast<int>(plan.column.size()) / kTile);
  }
  plan.offset = offsets_of(plan.column);
  return plan;
}

double cost_of(const ProductPlan& plan) {
  if (plan.form == Form::dense) return dense_cost(plan.rows, plan.columns);
  return plan.begin.back() * (plan.form == Form::shared ? kSharedCost : kOwnCost);
}

GradientPlan patch_gradient(int rows, int columns, const Present& present) {
  GradientPlan plan{Form::shared, rows, columns};
  for (int i = 0; i < rows; i += kTile) {
    for (int k = 0; k < columns; k += kGradientColumns) {
      bool any = false;
      for (int row = i; row < std::min(i + kTile, rows); ++row) {
        for (int column = k; column < std::min(k + kGradientColumns, columns); ++column)
          any = any || present(row, column);
      }
      if (any) plan.patches.insert(plan.patches.end(), {i, k});
    }
  }
  return plan;
}

GradientPlan own_gradient(int rows, int columns, const Present& present) {
  GradientPlan plan{Form::own, rows, columns};
  for (const std::vector<int>& list : columns_of_rows(rows, columns, present)) {
    plan.begin.push_back(static_cast<int>(plan.column.size()));
    plan.column.insert(plan.column.end(), list.begin(), list.end());
  }
  plan.begin.push_back(static_cast<int>(plan.column.size()));
  plan.offset = offsets_of(plan.column);
  return plan;
}

double cost_of(const GradientPlan& plan) {
  const double lay_out = kLayOutCost * (plan.rows + plan.columns);
  switch (plan.form) {
    case Form::dense:
      return static_cast<double>(plan.rows) * plan.columns + lay_out;
    case Form::shared:
      return static_cast<double>(plan.patches.size()) / 2 * kPatchCost + lay_out;
    case Form::own:
      break;
  }
  return static_cast<double>(plan.column.size()) * kGatherCost;
}

template <class Plan>
Plan cheapest(Plan dense, Plan shared, Plan own) {
  Plan& sparse = cost_of(shared) < cost_of(own) ? shared : own;
  return cost_of(sparse) < kWorthwhile * cost_of(dense) ? sparse : dense;
}

}  // namespace

ProductPlan dense_product(int rows, int columns) { return {Form::dense, rows, columns}; }
GradientPlan dense_gradient(int rows, int columns) { return {Form::dense, rows, columns}; }

ProductPlan plan_product(int rows, int columns, const Present& present, Form form) {
  if (form == Form::dense) return dense_product(rows, columns);
  return form == Form::shared ? shared_product(rows, columns, present)
                              : own_product(rows, columns, present);
}

GradientPlan plan_gradient(int rows, int columns, const Present& present, Form form) {
  if (form == Form::dense) return dense_gradient(rows, columns);
  return form == Form::shared ? patch_gradient(rows, columns, present)
                              : own_gradient(rows, columns, present);
}

ProductPlan plan_product(int rows, int columns, const Present& present) {
  return cheapest(dense_product(rows, columns), shared_product(rows, columns, present),
                  own_product(rows, columns, present));
}

GradientPlan plan_gradient(int rows, int columns, const Present& present) {
  return cheapest(dense_gradient(rows, columns), patch_gradient(rows, columns, present),
                  own_gradient(rows, columns, present));
}

}  // namespace nn4n
