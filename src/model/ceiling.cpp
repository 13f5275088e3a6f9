#include "model/ceiling.h"

#include <algorithm>
#include <array>

#include "base/measured.h"
#include "model/kernels.h"

namespace nn4n {

namespace {

// Seven chains of products and seven chains of sums. Together with two constants they fill the
// sixteen registers, and seven are enough to hide how long one operation takes. (Chains in
// which each sum waits for a product would have to be twelve or more, and some processors
// would still wait.)
constexpr int kChains = 7;
constexpr int kRounds = 4'000'000;  // some ms, which the clocks of browsers measure well enough
constexpr int kWarmUp = 4;          // runs after which a browser has compiled the loop well
constexpr int kRuns = 11;

// A product of a matrix that stays in the first-level cache. Engines differ in which loop they
// compile well: Firefox stores and loads some registers of the chains in every round, so there the
// product is faster.
constexpr int kSide = 64;
constexpr int kProducts = 5'000;
constexpr int kProductRuns = 5;

/// GFLOP/s of one short run of the chains. `one` is 1, but the compiler must not know that.
double run_chains(volatile float& one) {
  using Register __attribute__((vector_size(16))) = float;
  Register products[kChains];
  Register sums[kChains];
  for (int i = 0; i < kChains; ++i) products[i] = sums[i] = Register{} + static_cast<float>(i + 1);
  const Register factor = Register{} + one;
  const Register term = Register{} + one;
  const Clock::time_point start = Clock::now();
  for (int round = 0; round < kRounds; ++round) {
#pragma GCC unroll 7
    for (int i = 0; i < kChains; ++i) {
      products[i] *= factor;
      sums[i] += term;
    }
  }
  const double seconds = seconds_since(start);
  float sink = 0;
  for (int i = 0; i < kChains; ++i) sink += products[i][0] + sums[i][0];
  one = sink;  // used, so that nothing is left out
  one = 1;
  return 8.0 * kChains * kRounds / seconds * 1e-9;
}

/// GFLOP/s of one short run of products.
double run_products() {
  const ProductPlan plan = dense_product(kSide, kSide);
  PackedMatrix<float> matrix;
  pack(
      plan, [](int, int) { return 1.0f / kSide; }, matrix);
  std::array<Bundle<float>, kSide> source;
  source.fill(Bundle<float>{} + 1.0f);
  std::array<Bundle<float>, kSide> product;
  const Clock::time_point start = Clock::now();
  for (int n = 0; n < kProducts; ++n) multiply(matrix, source.data(), product.data());
  return 2.0 * kLanes * kSide * kSide * kProducts / seconds_since(start) * 1e-9;
}

template <class Measure>
double median_of(int runs, Measure&& measure) {
  std::vector<double> gflops;
  for (int run = 0; run < runs; ++run) gflops.push_back(measure());
  return median(gflops);
}

}  // namespace

double ceiling_gflops() {
  double (*volatile const chains)(volatile float&) = run_chains;  // not inlined
  volatile float one = 1;
  for (int trial = 0; trial < kWarmUp; ++trial) chains(one);
  return std::max(median_of(kRuns, [&] { return chains(one); }),
                  median_of(kProductRuns, [] { return run_products(); }));
}

}  // namespace nn4n
