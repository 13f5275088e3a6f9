#include "cli/files.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace nn4n {

namespace {

constexpr std::size_t kLargestFile = 64 * 1024 * 1024;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

bool write_into(const std::string& path, std::string_view content) {
  File file(std::fopen(path.c_str(), "wb"));
  if (!file) return false;
  const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
  return std::fclose(file.release()) == 0 && written;
}

/// Where the content of a file goes, and where it is written first; empty = at once to its place:
/// to a terminal, a pipe, or a folder.
struct FilePlace {
  std::string place;
  std::string beside;
};

FilePlace place_of(const std::string& path) {
  std::error_code none;
  const auto kind = std::filesystem::status(path, none).type();
  if (kind != std::filesystem::file_type::not_found && kind != std::filesystem::file_type::regular)
    return {path, ""};
  const auto there = std::filesystem::canonical(path, none);  // what a link leads to
  const std::string place = none ? path : there.string();
  return {place, place + ".part"};
}

}  // namespace

std::optional<std::string> read_file(const std::string& path) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return std::nullopt;
  std::string content;
  std::array<char, 65536> part;
  while (content.size() <= kLargestFile) {
    const std::size_t count = std::fread(part.data(), 1, part.size(), file.get());
    if (count == 0) break;
    content.append(part.data(), count);
  }
  const bool complete = !std::ferror(file.get()) && content.size() <= kLargestFile;
  return complete ? std::optional(std::move(content)) : std::nullopt;
}

bool write_file(const std::string& path, std::string_view content) {
  const auto [place, beside] = place_of(path);
  if (beside.empty()) return write_into(place, content);
  if (write_into(beside, content) && std::rename(beside.c_str(), place.c_str()) == 0) return true;
  std::remove(beside.c_str());
  return false;
}

bool can_write(const std::string& path) {
  const auto [place, beside] = place_of(path);
  if (beside.empty()) return !std::filesystem::is_directory(place);
  const bool opened = write_into(beside, "");
  std::remove(beside.c_str());
  return opened;
}

}  // namespace nn4n
