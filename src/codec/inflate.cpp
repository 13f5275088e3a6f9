#include "codec/inflate.h"

#include <algorithm>
#include <array>

namespace nn4n {

namespace {

constexpr int kLongestCode = 15;
constexpr int kLengthSymbols = 286;
constexpr int kDistanceSymbols = 30;
constexpr int kEndOfBlock = 256;

/// Symbols of lengths and distances stand for a base and some further bits (RFC 1951, 3.2.5).
struct Range {
  int base;
  int bits;
};
constexpr std::array<Range, 29> kLengths{
    Range{3, 0}, {4, 0},   {5, 0},   {6, 0},   {7, 0},  {8, 0},  {9, 0},  {10, 0},
    {11, 1},     {13, 1},  {15, 1},  {17, 1},  {19, 2}, {23, 2}, {27, 2}, {31, 2},
    {35, 3},     {43, 3},  {51, 3},  {59, 3},  {67, 4}, {83, 4}, {99, 4}, {115, 4},
    {131, 5},    {163, 5}, {195, 5}, {227, 5}, {258, 0}};
constexpr std::array<Range, 30> kDistances{
    Range{1, 0}, {2, 0},     {3, 0},     {4, 0},      {5, 1},      {7, 1},
    {9, 2},      {13, 2},    {17, 3},    {25, 3},     {33, 4},     {49, 4},
    {65, 5},     {97, 5},    {129, 6},   {193, 6},    {257, 7},    {385, 7},
    {513, 8},    {769, 8},   {1025, 9},  {1537, 9},   {2049, 10},  {3073, 10},
    {4097, 11},  {6145, 11}, {8193, 12}, {12289, 12}, {16385, 13}, {24577, 13}};

/// A canonical Huffman code: how many codes there are of each length, and their symbols in order.
class Code {
 public:
  /// Returns false when there are more codes than the lengths allow. When there are fewer, the code
  /// is incomplete, which is legal.
  bool build(std::span<const std::uint8_t> lengths) {
    count_.fill(0);
    for (const std::uint8_t length : lengths) ++count_[length];
    count_[0] = 0;
    int left = 1;
    std::array<int, kLongestCode + 2> offset{};
    for (std::size_t length = 1; length <= kLongestCode; ++length) {
      left = 2 * left - count_[length];
      if (left < 0) return false;
      offset[length + 1] = offset[length] + count_[length];
    }
    symbol_.assign(lengths.size(), 0);
    for (std::size_t s = 0; s < lengths.size(); ++s) {
      if (lengths[s] != 0)
        symbol_[static_cast<std::size_t>(offset[lengths[s]]++)] = static_cast<int>(s);
    }
    return true;
  }

  /// Returns the next symbol, or −1 when no code fits. `bit()` gives 0, 1, or −1 at the end.
  template <class Bit>
  int decode(Bit&& bit) const {
    int code = 0;
    int first = 0;
    int index = 0;
    for (std::size_t length = 1; length <= kLongestCode; ++length) {
      const int next = bit();
      if (next < 0) return -1;
      code |= next;
      if (code - first < count_[length])
        return symbol_[static_cast<std::size_t>(index + code - first)];
      index += count_[length];
      first = 2 * (first + count_[length]);
      code *= 2;
    }
    return -1;
  }

 private:
  std::array<int, kLongestCode + 1> count_{};
  std::vector<int> symbol_;
};

class Inflater {
 public:
  Inflater(std::span<const std::uint8_t> stream, std::size_t most) : stream_(stream), most_(most) {}

  std::optional<std::vector<std::uint8_t>> run() {
    int last = 0;
    while (last == 0) {
      last = bits(1);
      const int kind = bits(2);
      const bool good = kind == 0 ? stored() : kind == 1 ? fixed() : kind == 2 && dynamic();
      if (last < 0 || kind < 0 || !good) return std::nullopt;
    }
    return std::move(out_);
  }

 private:
  int bit() {
    if (position_ / 8 >= stream_.size()) return -1;
    const int value = stream_[position_ / 8] >> (position_ % 8) & 1;
    ++position_;
    return value;
  }
  /// Returns a number of `count` bits, the lowest bit first, or −1 at the end.
  int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; ++i) {
      const int next = bit();
      if (next < 0) return -1;
      value |= next << i;
    }
    return value;
  }
  int symbol(const Code& code) {
    return code.decode([this] { return bit(); });
  }
  bool put(std::uint8_t byte) {
    if (out_.size() >= most_) return false;
    out_.push_back(byte);
    return true;
  }

  bool stored() {
    position_ = (position_ + 7) / 8 * 8;
    const int length = bits(16);
    const int inverse = bits(16);
    if (length < 0 || inverse < 0 || (length ^ inverse) != 0xffff) return false;
    for (int i = 0; i < length; ++i) {
      const int byte = bits(8);
      if (byte < 0 || !put(static_cast<std::uint8_t>(byte))) return false;
    }
    return true;
  }

  bool fixed() {
    std::array<std::uint8_t, 288> lengths{};
    for (std::size_t s = 0; s < lengths.size(); ++s) {
      lengths[s] = s < 144 ? 8 : s < 256 ? 9 : s < 280 ? 7 : 8;
    }
    std::array<std::uint8_t, kDistanceSymbols> distances{};
    distances.fill(5);
    Code literal, distance;
    return literal.build(lengths) && distance.build(distances) && block(literal, distance);
  }

  bool dynamic() {
    static constexpr std::array<std::size_t, 19> kOrder{16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                        11, 4,  12, 3, 13, 2, 14, 1, 15};
    const int literals = bits(5) + 257;
    const int distances = bits(5) + 1;
    const int codes = bits(4) + 4;
    if (literals < 257 || literals > kLengthSymbols) return false;
    if (distances < 1 || distances > kDistanceSymbols || codes < 4) return false;
    std::array<std::uint8_t, 19> lengths{};
    for (std::size_t i = 0; i < static_cast<std::size_t>(codes); ++i) {
      const int length = bits(3);
      if (length < 0) return false;
      lengths[kOrder[i]] = static_cast<std::uint8_t>(length);
    }
    Code code;
    std::vector<std::uint8_t> all;
    if (!code.build(lengths) || !read_lengths(code, literals + distances, all)) return false;
    if (all[kEndOfBlock] == 0) return false;
    Code literal, distance;
    const std::span<const std::uint8_t> both(all);
    return literal.build(both.first(static_cast<std::size_t>(literals))) &&
           distance.build(both.subspan(static_cast<std::size_t>(literals))) &&
           block(literal, distance);
  }

  /// Reads the lengths of two codes, which are run-length encoded.
  bool read_lengths(const Code& code, int count, std::vector<std::uint8_t>& all) {
    while (all.size() < static_cast<std::size_t>(count)) {
      const int next = symbol(code);
      if (next < 0 || next > 18) return false;
      if (next < 16) {
        all.push_back(static_cast<std::uint8_t>(next));
        continue;
      }
      if (next == 16 && all.empty()) return false;
      const std::uint8_t repeated = next == 16 ? all.back() : 0;
      const int more = bits(next == 16 ? 2 : next == 17 ? 3 : 7);
      if (more < 0) return false;
      const int times = more + (next == 18 ? 11 : 3);
      all.insert(all.end(), static_cast<std::size_t>(times), repeated);
    }
    return all.size() == static_cast<std::size_t>(count);
  }

  bool block(const Code& literal, const Code& distance) {
    while (true) {
      const int next = symbol(literal);
      if (next < 0) return false;
      if (next == kEndOfBlock) return true;
      if (next < kEndOfBlock) {
        if (!put(static_cast<std::uint8_t>(next))) return false;
      } else if (!copy(next - kEndOfBlock - 1, distance)) {
        return false;
      }
    }
  }

  /// Puts out a piece of what was already put out once more.
  bool copy(int length_symbol, const Code& distance_code) {
    if (length_symbol >= static_cast<int>(kLengths.size())) return false;
    const int length = in_range(kLengths[static_cast<std::size_t>(length_symbol)]);
    const int distance_symbol = symbol(distance_code);
    if (distance_symbol < 0 || distance_symbol >= kDistanceSymbols) return false;
    const int distance = in_range(kDistances[static_cast<std::size_t>(distance_symbol)]);
    if (length < 0 || distance < 0 || static_cast<std::size_t>(distance) > out_.size())
      return false;
    for (int i = 0; i < length; ++i) {
      if (!put(out_[out_.size() - static_cast<std::size_t>(distance)])) return false;
    }
    return true;
  }
  int in_range(const Range& range) {
    const int more = bits(range.bits);
    return more < 0 ? -1 : range.base + more;
  }

  std::span<const std::uint8_t> stream_;
  std::size_t most_;
  std::size_t position_ = 0;  // in bits
  std::vector<std::uint8_t> out_;
};

}  // namespace

std::optional<std::vector<std::uint8_t>> inflate(std::span<const std::uint8_t> stream,
                                                 std::size_t most) {
  return Inflater(stream, most).run();
}

}  // namespace nn4n
