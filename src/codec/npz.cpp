#include "codec/npz.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "codec/byte_view.h"
#include "codec/deflate.h"
#include "codec/npy.h"

namespace nn4n {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEndOfDirectory = 0x06054b50;
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kCentralSize = 46;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kLongestComment = 65535;
constexpr std::uint32_t kStored = 0;
constexpr std::uint32_t kDeflated = 8;

/// Returns the number of `count` bytes at `at`, which must lie within `bytes`.
std::uint32_t number(Bytes bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = count; i-- > 0;) value = value << 8 | bytes[at + static_cast<std::size_t>(i)];
  return value;
}

struct ZipEntry {
  std::string name;
  std::uint32_t flags = 0;
  std::uint32_t method = 0;
  std::uint32_t checksum = 0;
  std::size_t packed = 0;
  std::size_t unpacked = 0;
  std::size_t local = 0;  ///< where its local header is
};

/// Finds the record that ends the directory: a comment may follow it, so the search begins at the
/// end.
std::optional<std::size_t> find_end(Bytes bytes) {
  if (bytes.size() < kEndSize) return std::nullopt;
  const std::size_t last = bytes.size() - kEndSize;
  const std::size_t first = last > kLongestComment ? last - kLongestComment : 0;
  for (std::size_t at = last + 1; at-- > first;) {
    if (number(bytes, at, 4) == kEndOfDirectory) return at;
  }
  return std::nullopt;
}

/// Returns the entries that the directory lists, or nothing when it is damaged.
std::optional<std::vector<ZipEntry>> read_directory(Bytes bytes, std::size_t most) {
  const std::optional<std::size_t> end = find_end(bytes);
  if (!end) return std::nullopt;
  const std::size_t count = number(bytes, *end + 10, 2);
  std::size_t at = number(bytes, *end + 16, 4);
  if (count > most) return std::nullopt;
  std::vector<ZipEntry> entries;
  for (std::size_t i = 0; i < count; ++i) {
    if (at > *end || *end - at < kCentralSize || number(bytes, at, 4) != kCentralHeader) {
      return std::nullopt;
    }
    const std::size_t name = number(bytes, at + 28, 2);
    const std::size_t rest = number(bytes, at + 30, 2) + number(bytes, at + 32, 2);
    if (*end - at - kCentralSize < name + rest) return std::nullopt;
    entries.push_back({.name = std::string(view_as_text(bytes.subspan(at + kCentralSize, name))),
                       .flags = number(bytes, at + 8, 2),
                       .method = number(bytes, at + 10, 2),
                       .checksum = number(bytes, at + 16, 4),
                       .packed = number(bytes, at + 20, 4),
                       .unpacked = number(bytes, at + 24, 4),
                       .local = number(bytes, at + 42, 4)});
    at += kCentralSize + name + rest;
  }
  return entries;
}

/// Returns the packed bytes of an entry, or nothing when they do not lie in the archive.
std::optional<Bytes> packed_bytes(Bytes bytes, const ZipEntry& entry) {
  if (entry.local > bytes.size() || bytes.size() - entry.local < kLocalSize) return std::nullopt;
  if (number(bytes, entry.local, 4) != kLocalHeader) return std::nullopt;
  const std::size_t skipped =
      kLocalSize + number(bytes, entry.local + 26, 2) + number(bytes, entry.local + 28, 2);
  const std::size_t left = bytes.size() - entry.local;
  if (skipped > left || entry.packed > left - skipped) return std::nullopt;
  return bytes.subspan(entry.local + skipped, entry.packed);
}

/// Unpacks an entry into `content`. Returns an empty text, or what is wrong with the entry.
std::string unpack(Bytes bytes, const ZipEntry& entry, std::vector<std::uint8_t>& content) {
  if (entry.flags & 1) return "is encrypted";
  const std::optional<Bytes> packed = packed_bytes(bytes, entry);
  if (!packed) return "is cut off";
  if (entry.method == kStored) {
    content.assign(packed->begin(), packed->end());
  } else if (entry.method == kDeflated) {
    auto inflated = inflate(*packed, entry.unpacked);
    if (!inflated) return "is damaged";
    content = std::move(*inflated);
  } else {
    return "is packed by method " + std::to_string(entry.method) + "; allowed 0 (stored) and 8 " +
           "(deflated)";
  }
  const bool whole = content.size() == entry.unpacked && crc32(content) == entry.checksum;
  return whole ? "" : "is damaged";
}

void append(std::vector<std::uint8_t>& bytes, std::uint32_t value, int count) {
  for (int i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}

void append(std::vector<std::uint8_t>& bytes, std::string_view text) {
  bytes.insert(bytes.end(), text.begin(), text.end());
}

/// The first day that zip archives know: the same arrays give the same file at any time.
constexpr std::uint32_t kDate = 1 << 5 | 1;

/// What the header before an entry and its line in the directory have in common.
void append_entry(std::vector<std::uint8_t>& bytes, const ZipEntry& entry) {
  append(bytes, 20, 2);  // the version of the format that a reader must know
  append(bytes, entry.flags, 2);
  append(bytes, entry.method, 2);
  append(bytes, 0, 2);  // midnight
  append(bytes, kDate, 2);
  append(bytes, entry.checksum, 4);
  append(bytes, static_cast<std::uint32_t>(entry.packed), 4);
  append(bytes, static_cast<std::uint32_t>(entry.unpacked), 4);
  append(bytes, static_cast<std::uint32_t>(entry.name.size()), 2);
  append(bytes, 0, 2);  // bytes of an extra field
}

ParsedArrays refused_arrays(std::string words) { return {{}, std::move(words)}; }

}  // namespace

const NamedTensor* ParsedArrays::find(std::string_view name) const {
  const auto found = std::find_if(arrays.begin(), arrays.end(),
                                  [&](const NamedTensor& array) { return array.name == name; });
  return found == arrays.end() ? nullptr : &*found;
}

bool looks_like_npz(Bytes bytes) {
  return bytes.size() >= 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4;
}

ParsedArrays parse_npz(Bytes bytes, const NpzLimits& limits) {
  if (bytes.size() > limits.bytes) {
    return refused_arrays("has " + std::to_string(bytes.size()) + " bytes; allowed " +
                          std::to_string(limits.bytes));
  }
  const auto entries = read_directory(bytes, limits.entries);
  if (!entries) return refused_arrays("is not a zip archive, cut off, or has too many entries");
  ParsedArrays parsed;
  std::size_t left = limits.unpacked;
  for (const ZipEntry& entry : *entries) {
    const std::string subject = "has an entry " + in_quotes(entry.name) + " that ";
    if (entry.unpacked > left) {
      return refused_arrays(subject + "is too large; allowed " + std::to_string(limits.unpacked) +
                            " bytes in all");
    }
    left -= entry.unpacked;
    std::vector<std::uint8_t> content;
    if (const std::string words = unpack(bytes, entry, content); !words.empty()) {
      return refused_arrays(subject + words);
    }
    ParsedArray array = parse_npy(content);
    if (!array.error.empty()) return refused_arrays(subject + array.error);
    const std::string_view name(entry.name);
    array.array.name = name.ends_with(".npy") ? name.substr(0, name.size() - 4) : name;
    parsed.arrays.push_back(std::move(array.array));
  }
  return parsed;
}

std::vector<std::uint8_t> to_npz(std::span<const NamedTensor> arrays) {
  std::vector<std::uint8_t> bytes;
  std::vector<ZipEntry> entries;
  for (const NamedTensor& array : arrays) {
    const std::vector<std::uint8_t> content = to_npy(array);
    entries.push_back({.name = array.name + ".npy",
                       .method = kStored,
                       .checksum = crc32(content),
                       .packed = content.size(),
                       .unpacked = content.size(),
                       .local = bytes.size()});
    append(bytes, kLocalHeader, 4);
    append_entry(bytes, entries.back());
    append(bytes, entries.back().name);
    bytes.insert(bytes.end(), content.begin(), content.end());
  }
  const std::size_t directory = bytes.size();
  for (const ZipEntry& entry : entries) {
    append(bytes, kCentralHeader, 4);
    append(bytes, 20, 2);  // the version that wrote it
    append_entry(bytes, entry);
    append(bytes, 0, 2);  // bytes of a comment
    append(bytes, 0, 2);  // the disk, of one
    append(bytes, 0, 2);  // attributes
    append(bytes, 0, 4);
    append(bytes, static_cast<std::uint32_t>(entry.local), 4);
    append(bytes, entry.name);
  }
  const std::size_t end = bytes.size();
  append(bytes, kEndOfDirectory, 4);
  append(bytes, 0, 4);  // two disks' numbers
  append(bytes, static_cast<std::uint32_t>(entries.size()), 2);
  append(bytes, static_cast<std::uint32_t>(entries.size()), 2);
  append(bytes, static_cast<std::uint32_t>(end - directory), 4);
  append(bytes, static_cast<std::uint32_t>(directory), 4);
  append(bytes, 0, 2);
  return bytes;
}

}  // namespace nn4n
