// Masks as text files: what a spreadsheet, NumPy's savetxt or a person writes.
//
// Either numbers with commas, semicolons, tabs or spaces between (0, 1, −1), or one character per
// synapse (0 1 + -, and . for "as the structure says"). One line per target, one entry per source.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/issue.h"

namespace nn4n {

struct MaskText {
  std::vector<std::string> rows;  ///< as Weights::mask: one text per target
  Issues issues;                  ///< in words; empty when the text was read
};

/// Reads a mask. In a text of numbers that holds a −1 (or a "+" or "-"), 1 means excitatory;
/// otherwise it means present. Empty lines and lines that begin with # are passed over.
MaskText read_mask_text(std::string_view text);

}  // namespace nn4n
