// Trials out of comma-separated values; the columns are described in own_data.h.
#pragma once

#include <string>
#include <string_view>

#include "codec/own_data.h"

namespace nn4n {

/// The most bytes that a table may have.
inline constexpr std::size_t kMaxCsv = 16 * 1024 * 1024;

struct CsvTrials {
  OwnData data;
  std::string error;  ///< empty, or words without subject: "has \"x\" in line 7; allowed a number"
};

/// Does the text begin with a line of such columns?
bool looks_like_csv_trials(std::string_view text);

/// Reads a table. The text may be anything.
CsvTrials read_csv_trials(std::string_view text);

}  // namespace nn4n
