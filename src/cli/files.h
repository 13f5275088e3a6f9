// Whole files in and out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nn4n {

/// The bytes of a file; nothing when it cannot be read or is larger than 64 MiB.
std::optional<std::string> read_file(const std::string& path);

/// Replaces the file's content. False when it cannot be written completely.
bool write_file(const std::string& path, std::string_view content);

}  // namespace nn4n
