// What the screen shows of the network while it is built: which blocks are selected, what they say,
// which mask is painted. Part of the view (view.h).
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "editing/blocks.h"
#include "editing/masks_by_hand.h"

namespace nn4n {

/// Which weights the page shows: those of iteration 0, those of the run now, or what training has
/// changed of them.
enum class WeightsShown { initial, now, difference };
inline constexpr std::array<std::string_view, 3> kWeightsShown{"initial", "now", "difference"};

/// The quantity a block of the matrix shows.
enum class BlockQuantity { density, gain, plasticity };

struct NetworkView {
  std::vector<BlockPlace> selected;  ///< none = the first (edited_of in blocks.h)
  BlockPlace anchor;                 ///< where a drag over blocks began
  BlockQuantity quantity = BlockQuantity::density;
  MaskLayer layer = MaskLayer::recurrent;
  WeightsShown shown = WeightsShown::now;
  char brush = 0;                 ///< a mark of masks_by_hand.h; 0 = pointing reads, nothing paints
  std::vector<MaskPoint> stroke;  ///< under way; not yet in the document
  MaskPoint cursor;               ///< of the keyboard, in the mask
};

}  // namespace nn4n
