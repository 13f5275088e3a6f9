// What `nn4n analyse --what` prints for a person: the report of analysis/network_report.h in lines.
#pragma once

#include <string>

#include "codec/json_value.h"

namespace nn4n {

std::string network_tables(const JsonValue& report);

}  // namespace nn4n
