// A bundle is the vector of the train step: it holds one value for each of eight trials.
//
// The vector axis is the batch (kernels that run along units would have to add lanes up, in an
// order that depends on the machine). Eight floats are two 128-bit registers, which WebAssembly,
// SSE2 and NEON all have; the compilers split a bundle into these. Every operation on a bundle is
// element-wise IEEE arithmetic, so the bits do not depend on the instruction set.
#pragma once

#include <cstdint>
#include <cstring>

namespace nn4n {

inline constexpr int kLanes = 8;

namespace detail {
template <class T>
struct BundleOf;
template <>
struct BundleOf<float> {
  using type __attribute__((vector_size(32))) = float;
};
template <>
struct BundleOf<double> {
  using type __attribute__((vector_size(64))) = double;
};
template <>
struct BundleOf<std::uint32_t> {
  using type __attribute__((vector_size(32))) = std::uint32_t;
};
template <>
struct BundleOf<std::int32_t> {
  using type __attribute__((vector_size(32))) = std::int32_t;
};
}  // namespace detail

template <class T>
using Bundle = typename detail::BundleOf<T>::type;

/// Returns a constant, in all lanes if V is a bundle. The constant has to be in memory: V8 builds
/// any other vector constant again at each use, with three instructions of which one is slow.
template <class V, class T>
[[gnu::always_inline]] inline V constant(const T& in_memory) {
  const T* at = &in_memory;
#ifdef __wasm__
  asm("" : "+r"(at));  // the compiler must not replace it by its value
#endif
  return *at - V{};
}

/// The number of bundles that hold `trials` trials.
constexpr int bundles_for(int trials) { return (trials + kLanes - 1) / kLanes; }

/// The sum of the first `lanes` lanes, in lane order.
template <class T>
inline T sum_lanes(const Bundle<T>& bundle, int lanes = kLanes) {
  T sum = 0;
  for (int lane = 0; lane < lanes; ++lane) sum += bundle[lane];
  return sum;
}

}  // namespace nn4n
