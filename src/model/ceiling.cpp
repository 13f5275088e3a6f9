#include "model/ceiling.h"

#include <algorithm>
#include <chrono>

namespace nn4n {

double ceiling_gflops() {
  using Register __attribute__((vector_size(16))) = float;
  constexpr int kSums = 10;
  constexpr int kRounds = 2'000'000;
  Register sums[kSums];
  for (int i = 0; i < kSums; ++i) sums[i] = Register{} + static_cast<float>(i);
  volatile float unknown = 0.999f;
  const Register factor = Register{} + unknown;
  const Register term = Register{} + unknown;
  double best = 0;
  for (int trial = 0; trial < 5; ++trial) {
    const auto start = std::chrono::steady_clock::now();
    for (int round = 0; round < kRounds; ++round) {
#pragma GCC unroll 10
      for (int i = 0; i < kSums; ++i) sums[i] = sums[i] * factor + term;
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    float sink = 0;
    for (int i = 0; i < kSums; ++i) sink += sums[i][0];
    unknown = sink;
    best = std::max(best, 8.0 * kSums * kRounds / seconds.count() * 1e-9);
  }
  return best;
}

}  // namespace nn4n
