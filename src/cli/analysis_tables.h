// What `nn4n analyse` prints: the report of analysis/report.h as tables for a person, and as one
// table of comma-separated values for a notebook. Both follow from the keys of the JSON, so that a
// plot that a report gets is printed as well.
#pragma once

#include <string>

#include "codec/json_value.h"

namespace nn4n {

/// Lines and tables, in words.
std::string analysis_tables(const JsonValue& report);

/// plot,group,x,quantity,value,low,high,trials: a line for each number (RFC 4180). `x` is the
/// stimulus, delay or whatever else the plot's axis is; it is empty for numbers of the whole curve.
/// `low` and `high` are the ends of the 95 % interval, where there is one. Proportions are 0 to 1.
std::string analysis_csv(const JsonValue& report);

}  // namespace nn4n
