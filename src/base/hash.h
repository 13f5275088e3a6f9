// FNV-1a (Fowler, Noll & Vo) with 64 bits makes a short number out of many bytes. It detects
// differences that arise by accident. It does not protect against intent: it is easy to construct
// two inputs that have the same hash.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nn4n {

class Fnv1a {
 public:
  /// Adds `size` bytes from `data` on, in the order of memory.
  void add(const void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    for (std::size_t i = 0; i < size; ++i) hash_ = (hash_ ^ bytes[i]) * 0x100000001b3u;
  }
  std::uint64_t value() const { return hash_; }
  /// The exclusive or of the upper and the lower half.
  std::uint32_t folded() const { return static_cast<std::uint32_t>(hash_ ^ (hash_ >> 32)); }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325u;
};

}  // namespace nn4n
