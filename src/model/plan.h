// In which form a matrix is multiplied: chosen once per structure, from the mask alone.
//
// A skipped weight is an absent synapse, whose 0 would add nothing to a sum that runs in the same
// order: the choice never changes a bit. The rule takes the form with the least cost, in units of
// one row times one column of the dense kernel:
//   dense   every row times every column.
//   shared  four rows share a list of the columns that any of them has. For areas, whose rows have
//           equal columns.
//   own     four rows, each with its own list of columns, as many steps as the longest needs. For
//           synapses drawn one by one. Rows are sorted by length. Of a gradient: entry by entry.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace nn4n {

inline constexpr int kTile = 4;             // rows of a tile
inline constexpr int kGradientColumns = 2;  // columns of a tile of the gradient, rows: kTile

constexpr int tiles_for(int rows) { return (rows + kTile - 1) / kTile; }

enum class Form { dense, shared, own };

/// present(row, column): may this entry differ from 0?
using Present = std::function<bool(int row, int column)>;

/// How `multiply` walks a matrix.
struct ProductPlan {
  Form form = Form::dense;
  int rows = 0;
  int columns = 0;
  std::vector<int> begin = {};            // first step of every tile, and the end
  std::vector<int> column = {};           // shared: one per step; own: kTile per step
  std::vector<int> offset = {};           // as column: where its panel of floats lies, in bytes
  std::vector<std::uint8_t> filled = {};  // own: as column, 0 = nothing there (its column is 0)
  std::vector<int> row = {};              // own: the row in every place of every tile
  std::vector<int> row_offset = {};       // as row: where its panel of floats lies, in bytes
};

/// How the gradient of a matrix is walked: blocks (dense or some of them) or single entries.
struct GradientPlan {
  Form form = Form::dense;
  int rows = 0;
  int columns = 0;
  std::vector<int> block = {};   // shared: row and column of every block, one after the other
  std::vector<int> begin = {};   // own: first entry of every row, and the end
  std::vector<int> column = {};  // own
  std::vector<int> offset = {};  // as column: where its panel of floats lies, in bytes
};

ProductPlan dense_product(int rows, int columns);
ProductPlan plan_product(int rows, int columns, const Present& present);
GradientPlan dense_gradient(int rows, int columns);
GradientPlan plan_gradient(int rows, int columns, const Present& present);

/// The same in a form that is asked for, for tests and the benchmark.
ProductPlan plan_product(int rows, int columns, const Present& present, Form form);
GradientPlan plan_gradient(int rows, int columns, const Present& present, Form form);

}  // namespace nn4n
