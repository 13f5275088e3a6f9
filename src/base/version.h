// The version of the program and the page, which files name. It says which program wrote a file;
// whether a file can be read is the matter of its format version and of the schema.
#pragma once

#include <string_view>

namespace nn4n {

inline constexpr std::string_view kProgram = "nn4n 0.9.0";

}  // namespace nn4n
