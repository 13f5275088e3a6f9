// Masks as text files, as a spreadsheet, NumPy's savetxt or a person writes them.
//
// A mask has one line per target and one entry per source. The entries are either numbers (0, 1,
// −1) with commas, semicolons, tabs or spaces between them, or one character per synapse: 0, 1, +
// or -, and . for "as the structure says".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/issue.h"

namespace nn4n {

struct MaskText {
  std::vector<std::string> rows;  ///< as Weights::mask: one text per target
  Issues issues;                  ///< empty when the text was read
};

/// Reads a mask. In a text of numbers that holds a −1 (or a "+" or "-"), 1 means excitatory;
/// otherwise it means present. Empty lines and lines that begin with # are passed over.
MaskText read_mask_text(std::string_view text);

}  // namespace nn4n
