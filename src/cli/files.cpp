#include "cli/files.h"

#include <array>
#include <cstdio>
#include <memory>

namespace nn4n {

namespace {

constexpr std::size_t kLargestFile = 64 * 1024 * 1024;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

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
  File file(std::fopen(path.c_str(), "wb"));
  if (!file) return false;
  const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
  return std::fclose(file.release()) == 0 && written;
}

}  // namespace nn4n
