#include "base/random.h"

#include <cassert>

#include "base/elementary.h"

namespace nn4n {

namespace {

constexpr float kTwoToMinus24 = 1.0f / 16777216.0f;
constexpr float kMinusTwo = -2;
constexpr std::int32_t kOneBit = 1;

/// Makes two independent normal numbers out of two random words (Box and Muller).
template <class V, class U>
inline void box_muller(const U& radius_word, const U& turn_word, V& first, V& second) {
  // The compiler must not know that this is 1: it would then convert to float from unsigned, which
  // takes ten instructions on x86.
  const auto bits = detail::to_signed(radius_word >> 8);
  const auto whole = bits + constant<decltype(detail::to_signed(radius_word))>(kOneBit);
  const V uniform = detail::to_float(whole) * constant<V>(kTwoToMinus24);  // in (0, 1]
  const V radius = sqrt32(log32<V>(uniform) * constant<V>(kMinusTwo));
  V cosine;
  V sine;
  cos_sin_turn<V, U>(turn_word, cosine, sine);
  first = radius * cosine;
  second = radius * sine;
}

}  // namespace

std::uint32_t RandomStream::word() {
  if (left_ == 0) {
    words_[0] = block_++;
    words_[1] = words_[2] = words_[3] = 0;
    threefry(key_, words_);
    left_ = 4;
  }
  return words_[4 - left_--];
}

float RandomStream::uniform() { return static_cast<float>(word() >> 8) * kTwoToMinus24; }

int RandomStream::whole(int low, int high) {
  assert(low <= high);
  const std::uint64_t count = static_cast<std::uint64_t>(high - low) + 1;
  return low + static_cast<int>((word() * count) >> 32);  // Lemire 2019; bias below 2^-20 here
}

float RandomStream::normal() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  const std::uint32_t radius = word();
  const std::uint32_t turn = word();
  float value = 0;
  box_muller<float, std::uint32_t>(radius, turn, value, spare_);
  has_spare_ = true;
  return value;
}

void normal_bundles(const ThreefryKey& key, std::uint32_t step, std::uint32_t position,
                    Bundle<float> (&out)[4]) {
  using Words = Bundle<std::uint32_t>;
  Words x[4] = {Words{0, 1, 2, 3, 4, 5, 6, 7}, Words{} + position, Words{} + step, Words{} + 1u};
  threefry(key, x);
  BundlePair<float> first;
  BundlePair<float> second;
  box_muller<BundlePair<float>, BundlePair<std::uint32_t>>({x[0], x[2]}, {x[1], x[3]}, first,
                                                           second);
  out[0] = first.first();
  out[1] = second.first();
  out[2] = first.second();
  out[3] = second.second();
}

}  // namespace nn4n
