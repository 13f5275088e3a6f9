// Reading and writing whole files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nn4n {

/// Returns the bytes of a file, or nothing when it cannot be read or is larger than 64 MiB.
std::optional<std::string> read_file(const std::string& path);

/// Replaces the content of a file. Returns false when it cannot be written completely; then the
/// file is as it was, because the content is written beside it (as FILE.part) and takes its place
/// at the end.
bool write_file(const std::string& path, std::string_view content);

/// Could a file be written there, as far as can be told without writing it? What is there stays.
bool can_write(const std::string& path);

}  // namespace nn4n
