// These random numbers have the same bits on every machine, and each has an address.
//
// They come from Threefry-4x32 with 13 rounds (Salmon, Moraes, Dror & Shaw 2011, "Parallel random
// numbers: as easy as 1, 2, 3"). It is a keyed bijection of a counter, made of 32-bit additions,
// rotations and xors, which vectorise on every machine. A number is addressed by (seed, purpose,
// two indices, position), so a trial or a noise value is the same whatever was drawn before it, in
// whatever order.
#pragma once

#include <array>
#include <cstdint>

#include "base/bundle.h"

namespace nn4n {

/// What a stream of random numbers is for; streams of different purposes are independent.
enum class Purpose : std::uint32_t {
  masks = 1,
  weights = 2,
  trials = 3,
  noise = 4,
  validation_trials = 5,
  validation_noise = 6,
  sample_trials = 7,
  sample_noise = 8,
  confirmation_trials = 9,
  confirmation_noise = 10,
  analysis_trials = 11,
  analysis_noise = 12
};

using ThreefryKey = std::array<std::uint32_t, 4>;

/// The key of a stream: a seed, a purpose, and two indices (e.g. iteration and trial).
constexpr ThreefryKey stream_key(std::uint32_t seed, Purpose purpose, std::uint32_t a = 0,
                                 std::uint32_t b = 0) {
  return {seed, static_cast<std::uint32_t>(purpose), a, b};
}

/// Applies Threefry-4x32-13 to V = std::uint32_t or Bundle<std::uint32_t>, in place.
template <class V>
inline void threefry(const ThreefryKey& key, V (&x)[4]) {
  constexpr int kRotations[8][2] = {{10, 26}, {11, 21}, {13, 27}, {23, 5},
                                    {6, 20},  {17, 11}, {25, 10}, {18, 20}};
  const std::uint32_t parity = 0x1BD11BDAu ^ key[0] ^ key[1] ^ key[2] ^ key[3];
  const std::uint32_t extended[5] = {key[0], key[1], key[2], key[3], parity};
  for (int i = 0; i < 4; ++i) x[i] += extended[i];
#pragma GCC unroll 13  // without this, clang keeps the loop and loads the shifts from a table
  for (int round = 0; round < 13; ++round) {
    const int first = round % 2 == 0 ? 1 : 3;
    const int second = round % 2 == 0 ? 3 : 1;
    const int left = kRotations[round % 8][0];
    const int right = kRotations[round % 8][1];
    x[0] += x[first];
    x[first] = (x[first] << left) | (x[first] >> (32 - left));
    x[first] ^= x[0];
    x[2] += x[second];
    x[second] = (x[second] << right) | (x[second] >> (32 - right));
    x[second] ^= x[2];
    if (round % 4 != 3) continue;
    const int injection = round / 4 + 1;
    for (int i = 0; i < 3; ++i) x[i] += extended[(injection + i) % 5];
    x[3] += extended[(injection + 3) % 5] + static_cast<std::uint32_t>(injection);
  }
}

/// A stream read in sequence, for everything that is drawn one number at a time.
class RandomStream {
 public:
  explicit RandomStream(const ThreefryKey& key) : key_(key) {}

  std::uint32_t word();
  /// A uniform number in [0, 1) with 24 bits.
  float uniform();
  /// A whole number from low to high (both inclusive), all equally likely.
  int whole(int low, int high);
  bool chance(double probability) { return uniform() < static_cast<float>(probability); }
  /// A standard normal number.
  float normal();

 private:
  ThreefryKey key_;
  std::uint32_t block_ = 0;
  int left_ = 0;
  std::uint32_t words_[4] = {};
  float spare_ = 0;
  bool has_spare_ = false;
};

/// Writes four bundles of standard normal numbers: those at `position` and `step` of the stream.
/// The method is that of Box and Muller (1958); the largest magnitude is 5.8.
void normal_bundles(const ThreefryKey& key, std::uint32_t step, std::uint32_t position,
                    Bundle<float> (&out)[4]);

}  // namespace nn4n
