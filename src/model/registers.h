// One 128-bit register of a panel, as the kernels use it.
//
// Every kernel is a loop that keeps eight sums in registers and has two vectors and four factors in
// flight: with a scratch register these are the sixteen of x86-64. Two habits keep it so in V8,
// whose code for WebAssembly is slower by half otherwise:
//   - A loop body is unrolled with a test for the end after every step. V8 moves all loads of a
//     straight piece of code to its beginning, so a longer piece would spill sums.
//   - Pointers are hidden from the compiler after they have moved, or it turns them into one
//     counter and a sum for every access.
// And one for the V8 of today's browsers, which keeps the order of the module (that of node 20
// makes its own):
//   - Products are made two at a time, and then both are added. A sum that follows its product at
//     once leaves units of some processors idle (Zen 4: 81 % of the ceiling instead of 94 %).
#pragma once

#include "base/panel.h"

namespace nn4n {

// A panel is several registers. The compilers can split panels themselves, but g++ does it through
// memory, at half the speed.
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

/// Registers in a panel.
template <class Real>
inline constexpr int kParts = sizeof(Panel<Real>) / sizeof(Register<Real>);

template <class Real>
const Register<Real>* registers_of(const Panel<Real>* panels) {
  return reinterpret_cast<const Register<Real>*>(panels);
}
template <class Real>
Register<Real>* registers_of(Panel<Real>* panels) {
  return reinterpret_cast<Register<Real>*>(panels);
}

/// The panel at an offset of a plan, which counts panels of floats.
template <class Real>
[[gnu::always_inline]] inline const Register<Real>* panel_at(const Panel<Real>* source,
                                                             int offset) {
  const char* bytes = reinterpret_cast<const char*>(source);
  return reinterpret_cast<const Register<Real>*>(bytes +
                                                 offset * int{sizeof(Real) / sizeof(float)});
}
template <class Real>
[[gnu::always_inline]] inline Register<Real>* panel_at(Panel<Real>* source, int offset) {
  char* bytes = reinterpret_cast<char*>(source);
  return reinterpret_cast<Register<Real>*>(bytes + offset * int{sizeof(Real) / sizeof(float)});
}

/// Makes the compiler forget what it knows about a value.
template <class Value>
[[gnu::always_inline]] inline void hide(Value& value) {
  asm("" : "+r"(value));
}

/// Makes the compiler have both before either is used.
template <class Vector>
[[gnu::always_inline]] inline void have_both([[maybe_unused]] Vector& a,
                                             [[maybe_unused]] Vector& b) {
#ifdef __wasm__
  asm("" : "+r"(a), "+r"(b));
#endif
}

/// Do the lanes in use fill no more than the first half of a panel?
constexpr bool half_is_enough(int lanes) { return 2 * lanes <= kLanes; }

}  // namespace nn4n
