// The form in which a matrix is multiplied. It is chosen once for a structure, from the mask alone.
//
// A weight that is skipped belongs to an absent synapse. Its 0 would add nothing to a sum that runs
// in the same order, so the choice never changes a bit. Of these forms, the one with the least cost
// is taken, measured in multiplications of one row by one column in the dense kernel:
//   dense   Every row is multiplied by every column.
//   shared  Four rows share a list of the columns that any of them has. It suits areas, whose rows
//           have equal columns.
//   own     Each of four rows has its own list of columns, and there are as many steps as
//           the longest list needs. It suits synapses that were drawn one by one. Rows are sorted
//           by length. In a gradient it means entry by entry.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace nn4n {

inline constexpr int kTile = 4;             // rows of a tile
inline constexpr int kGradientColumns = 2;  // columns of a tile of the gradient, rows: kTile

constexpr int tiles_for(int rows) { return (rows + kTile - 1) / kTile; }

enum class Form { dense, shared, own };

/// present(row, column) says whether this entry may differ from 0.
using Present = std::function<bool(int row, int column)>;

/// How `multiply` walks a matrix.
struct ProductPlan {
  Form form = Form::dense;
  int rows = 0;
  int columns = 0;
  std::vector<int> begin = {};            // first step of every tile, and the end
  std::vector<int> column = {};           // shared: one per step; own: kTile per step
  std::vector<int> offset = {};           // as column: where its bundle of floats lies, in bytes
  std::vector<std::uint8_t> filled = {};  // own: as column, 0 = nothing there (its column is 0)
  std::vector<int> row = {};              // own: the row in every place of every tile
  std::vector<int> row_offset = {};       // as row: where its bundle of floats lies, in bytes
};

/// How the gradient of a matrix is walked: by patches (all or some of them) or by single entries.
struct GradientPlan {
  Form form = Form::dense;
  int rows = 0;
  int columns = 0;
  std::vector<int> patches = {};  // shared: row and column of every patch, one after the other
  std::vector<int> begin = {};    // own: first entry of every row, and the end
  std::vector<int> column = {};   // own
  std::vector<int> offset = {};   // as column: where its bundle of floats lies, in bytes
};

ProductPlan dense_product(int rows, int columns);
ProductPlan plan_product(int rows, int columns, const Present& present);
GradientPlan dense_gradient(int rows, int columns);
GradientPlan plan_gradient(int rows, int columns, const Present& present);

/// The same in a form that the caller chooses, for tests and the benchmark.
ProductPlan plan_product(int rows, int columns, const Present& present, Form form);
GradientPlan plan_gradient(int rows, int columns, const Present& present, Form form);

}  // namespace nn4n
