// One 128-bit register of a bundle, as the kernels use it.
//
// Every kernel is a loop that keeps eight sums in registers, and two vectors and four factors at a
// time; with a scratch register these are the sixteen registers of x86-64. Two rules keep it so in
// V8, whose code for WebAssembly otherwise takes half as long again:
//   - A loop body is unrolled with a test for the end after every step. V8 moves all loads of a
//     straight piece of code to its beginning, so a longer piece would not leave enough registers
//     for the sums.
//   - Pointers are hidden from the compiler after they have moved. Otherwise it replaces them
//     by one counter and an addition at every access.
// A third rule is for the V8 of today's browsers, which keeps the order of the module (the V8 of
// node 20 chooses its own):
//   - Two products are made, and then both are added. When a sum follows its product at once, some
//     processors wait (Zen 4: 81 % of the ceiling instead of 94 %).
#pragma once

#include "base/bundle.h"

namespace nn4n {

// A bundle is several registers. The compilers can split bundles themselves, but g++ does it
// through memory, at half the speed.
template <class Real>
struct RegisterOf;
template <>
struct RegisterOf<float> {
  using type __attribute__((vector_size(16), may_alias)) = float;
};
template <>
struct RegisterOf<double> {
  using type __attribute__((vector_size(16), may_alias)) = double;
};
template <class Real>
using Register = typename RegisterOf<Real>::type;

/// The number of registers in a bundle.
template <class Real>
inline constexpr int kParts = sizeof(Bundle<Real>) / sizeof(Register<Real>);

template <class Real>
const Register<Real>* registers_of(const Bundle<Real>* bundles) {
  return reinterpret_cast<const Register<Real>*>(bundles);
}
template <class Real>
Register<Real>* registers_of(Bundle<Real>* bundles) {
  return reinterpret_cast<Register<Real>*>(bundles);
}

/// The bundle at an offset of a plan: bytes, as they are for bundles of floats.
template <class Real>
[[gnu::always_inline]] inline const Register<Real>* bundle_at(const Bundle<Real>* source,
                                                              int offset) {
  const char* bytes = reinterpret_cast<const char*>(source);
  return reinterpret_cast<const Register<Real>*>(bytes +
                                                 offset * int{sizeof(Real) / sizeof(float)});
}
template <class Real>
[[gnu::always_inline]] inline Register<Real>* bundle_at(Bundle<Real>* source, int offset) {
  char* bytes = reinterpret_cast<char*>(source);
  return reinterpret_cast<Register<Real>*>(bytes + offset * int{sizeof(Real) / sizeof(float)});
}

/// Makes the compiler forget what it knows of a value.
template <class Value>
[[gnu::always_inline]] inline void hide(Value& value) {
  asm("" : "+r"(value));
}

/// Makes the compiler compute both before either is used.
template <class Vector>
[[gnu::always_inline]] inline void have_both([[maybe_unused]] Vector& a,
                                             [[maybe_unused]] Vector& b) {
#ifdef __wasm__
  asm("" : "+r"(a), "+r"(b));
#endif
}

/// Do the lanes in use fill no more than the first half of a bundle?
constexpr bool half_is_enough(int lanes) { return 2 * lanes <= kLanes; }

}  // namespace nn4n
