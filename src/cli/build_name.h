// Which build of the program this is.
#pragma once

#include <string_view>

namespace nn4n {

/// The first ten digits of the commit that it was configured from, or words that say that the
/// sources were not under git.
std::string_view build_name();

}  // namespace nn4n
