// Recorded results of NN4N, by kind: forward passes with training, stacks of layers, losses;
// structures, what they refuse, weights at the start, noise. Each kind has a file in this folder; a
// new kind is also a line in recorded.cpp.
//
// "Recorded" is what a file holds of the package: a network, a run, a number. The first three kinds
// are computed again and compared number by number. The others hold lists, which must be the same,
// and figures of random draws. Our own draws are compared with those, and the limit is five
// standard errors unless tests/golden/README.md says something else. Reading is strict as in
// recorded_forward.h.
#pragma once

#include <functional>

#include "codec/json_value.h"
#include "parity/comparison.h"

namespace nn4n {

/// What was found at one precision of the engine; "any precision" where there is no arithmetic.
struct Verdict {
  std::string precision;
  std::vector<Comparison> comparisons;
};

struct Verdicts {
  std::string not_understood;  ///< empty, or the first thing in the file that is not understood
  std::vector<Verdict> list;
};

inline constexpr const char* kAnyPrecision = "any precision";

/// A network, its loss, gradients and training steps (recorded_forward.h).
Verdicts verify_forward(const JsonValue& file, bool in_double);
/// A stack of layers (recorded_stack.h).
Verdicts verify_stack(const JsonValue& file, bool in_double);
/// Stand-alone losses (recorded_losses.h).
Verdicts verify_losses(const JsonValue& file, bool in_double);
/// Masks, counts and index lists of MultiArea, MultiAreaEI, RandomInput and MultiIO.
Verdicts verify_structure(const JsonValue& file);
/// Which configurations the package refuses or accepts, except where this engine differs on
/// purpose.
Verdicts verify_rejections(const JsonValue& file);
/// Weights and biases at construction and after the first training forward.
Verdicts verify_init(const JsonValue& file);
/// The noise before and after the activation, in float and, if asked for, in double.
Verdicts verify_noise(const JsonValue& file, bool in_double);

/// The check of a file's kind; null when it is none of these.
std::function<Verdicts(const JsonValue&)> verifier_of(const JsonValue& file, bool in_double);

/// The names of all kinds: "forward, stack, ...".
std::string recorded_kinds();

/// Lists that must be equal. The difference is the number of places in which they are not.
Comparison compare_exactly(std::string quantity, const std::vector<int>& found,
                           const std::vector<int>& expected);
Comparison compare_exactly(std::string quantity, const std::vector<std::string>& found,
                           const std::vector<std::string>& expected);

}  // namespace nn4n
