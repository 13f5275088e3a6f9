#include "codec/deflate.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace nn4n {

namespace {

constexpr int kRaw = -MAX_WBITS;  // negative: neither header nor trailer
constexpr std::size_t kChunk = 64 * 1024;
constexpr int kMemory = 8;  // zlib's default

uInt length_of(std::size_t bytes) {
  return static_cast<uInt>(std::min<std::size_t>(bytes, std::numeric_limits<uInt>::max()));
}

/// zlib's interface is older than const: it does not write to what it reads.
Bytef* readable(std::span<const std::uint8_t> bytes) { return const_cast<Bytef*>(bytes.data()); }

}  // namespace

std::vector<std::uint8_t> deflate(std::span<const std::uint8_t> bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kRaw, kMemory, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    return {};
  std::vector<std::uint8_t> packed(deflateBound(&stream, static_cast<uLong>(bytes.size())));
  stream.next_in = readable(bytes);
  stream.avail_in = length_of(bytes.size());
  stream.next_out = packed.data();
  stream.avail_out = length_of(packed.size());
  ::deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::optional<std::vector<std::uint8_t>> inflate(std::span<const std::uint8_t> packed,
                                                 std::size_t most) {
  z_stream stream{};
  if (packed.empty() || inflateInit2(&stream, kRaw) != Z_OK) return std::nullopt;
  stream.next_in = readable(packed);
  stream.avail_in = length_of(packed.size());
  std::vector<std::uint8_t> bytes;
  int result = Z_OK;
  while (result == Z_OK && bytes.size() <= most) {
    const std::size_t before = bytes.size();
    bytes.resize(before +
                 std::min(kChunk, most + 1 - before));  // one more shows that it is too long
    stream.next_out = bytes.data() + before;
    stream.avail_out = length_of(bytes.size() - before);
    result = ::inflate(&stream, Z_NO_FLUSH);
    bytes.resize(bytes.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (result != Z_STREAM_END || bytes.size() > most) return std::nullopt;
  return bytes;
}

std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
  return static_cast<std::uint32_t>(
      ::crc32_z(0, bytes.data(), static_cast<z_size_t>(bytes.size())));
}

}  // namespace nn4n
