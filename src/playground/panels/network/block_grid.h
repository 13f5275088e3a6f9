// Where the matrix of blocks lies, and the names above and left of it (block_heads.cpp).
#pragma once

#include "playground/panels/network/network.h"

namespace nn4n::playground {

/// Where the matrix lies.
struct BlockGrid {
  ImVec2 corner;  ///< of the first block
  float head = 0;
  ImVec2 cell{};
  float gap = 4;         ///< between kinds
  float area_gap = 12;   ///< more between areas
  bool details = false;  ///< what an area is stands below its name
};

BlockGrid block_grid(const std::vector<Group>& groups, ImVec2 at, float width);
ImRect cell_box(const BlockGrid& grid, const std::vector<Group>& groups, std::size_t row,
                std::size_t column);

/// Areas and kinds above the columns.
void column_heads(Ui& ui, const NetworkParts& parts, const BlockGrid& grid);

/// Areas and kinds left of the rows; what an area is, is edited there.
void row_heads(Ui& ui, const NetworkParts& parts, const BlockGrid& grid);

}  // namespace nn4n::playground
