#include "model/ceiling.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace nn4n {

namespace {

// Chains of seven products and seven sums: with two constants they fill sixteen registers, and
// seven are enough to hide how long an operation takes. (Chains of a product and a sum each would
// have to be twelve and more, and some processors still run dry.)
constexpr int kChains = 7;
constexpr int kRounds = 4'000'000;  // some ms: browsers' clocks tick ten times in one
constexpr int kWarmUp = 4;          // runs after which a browser has compiled it well
constexpr int kRuns = 11;

/// GFLOP/s of one short run. `one` is 1, which the compiler must not know.
double run(volatile float& one) {
  using Register __attribute__((vector_size(16))) = float;
  Register products[kChains];
  Register sums[kChains];
  for (int i = 0; i < kChains; ++i) products[i] = sums[i] = Register{} + static_cast<float>(i + 1);
  const Register factor = Register{} + one;
  const Register term = Register{} + one;
  const auto start = std::chrono::steady_clock::now();
  for (int round = 0; round < kRounds; ++round) {
#pragma GCC unroll 7
    for (int i = 0; i < kChains; ++i) {
      products[i] *= factor;
      sums[i] += term;
    }
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  float sink = 0;
  for (int i = 0; i < kChains; ++i) sink += products[i][0] + sums[i][0];
  one = sink;  // used, so that nothing is left out
  one = 1;
  return 8.0 * kChains * kRounds / seconds.count() * 1e-9;
}

}  // namespace

double ceiling_gflops() {
  double (*volatile const measure)(volatile float&) = run;  // not inlined
  volatile float one = 1;
  for (int trial = 0; trial < kWarmUp; ++trial) measure(one);
  std::array<double, kRuns> gflops;
  for (double& value : gflops) value = measure(one);
  std::nth_element(gflops.begin(), gflops.begin() + kRuns / 2, gflops.end());
  return gflops[kRuns / 2];
}

}  // namespace nn4n
