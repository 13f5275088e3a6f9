// Compares what the engine gave with what is recorded: is it as near as the arithmetic allows?
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace nn4n {

/// The result for one quantity. The entry that used most of its limit stands for all.
struct Comparison {
  std::string quantity;
  double difference = 0;  ///< of that entry
  double allowed = 0;     ///< for that entry
  bool over = false;      ///< the difference is larger than allowed
};

/// How far values may be from the recorded ones; tests/golden/README.md gives the reasons.
struct Tolerance {
  double absolute = 0;  ///< of rates and outputs, times max(1, x) as in compare_traces
  double loss_relative = 0;
  double loss_absolute = 0;
  double history_relative = 0;  ///< of the loss before each step
  double gradient = 0;          ///< times max(gradient_floor, largest of the tensor)
  double gradient_floor = 0;
  double gradient_relative = 0;  ///< times the entry
  double after_1_sgd = 0;        ///< of parameters after one step, times max(1, |entry|)
  double after_1_adam = 0;
  double after_all_sgd = 0;  ///< the same after all steps
  double after_all_adam = 0;
  double final_output = 0;  ///< of the output after all steps, as `absolute`
  /// A parameter whose gradient is only rounding noise may differ by a whole step of Adam.
  bool noisy_adam = false;
};
inline constexpr Tolerance kDoubleTolerance{.absolute = 1e-8,
                                            .loss_relative = 1e-8,
                                            .loss_absolute = 1e-12,
                                            .history_relative = 1e-8,
                                            .gradient = 1e-8,
                                            .gradient_floor = 1e-2,
                                            .gradient_relative = 5e-9,
                                            .after_1_sgd = 1e-8,
                                            .after_1_adam = 1e-8,
                                            .after_all_sgd = 1e-7,
                                            .after_all_adam = 1e-7,
                                            .final_output = 1e-7};
inline constexpr Tolerance kFloatTolerance{.absolute = 5e-6,
                                           .loss_relative = 2e-6,
                                           .loss_absolute = 1e-7,
                                           .history_relative = 5e-6,
                                           .gradient = 2e-5,
                                           .gradient_floor = 0,
                                           .gradient_relative = 0,
                                           .after_1_sgd = 1e-6,
                                           .after_1_adam = 2e-6,
                                           .after_all_sgd = 1e-5,
                                           .after_all_adam = 2e-5,
                                           .final_output = 5e-5,
                                           .noisy_adam = true};

/// The largest size of an entry.
double largest(const std::vector<double>& values);

/// Compares arrays of the same length; `allowed(i)` is the limit of entry i. An entry that is not a
/// number is over. Where the expected one is not a number, any number will do.
Comparison compare(std::string quantity, const std::vector<double>& found,
                   const std::vector<double>& expected,
                   const std::function<double(std::size_t)>& allowed);

Comparison compare(std::string quantity, double found, double expected, double allowed);

/// Compares rates or outputs. Each entry may be off by `scale` · max(1, x), where x is its own size
/// in double, and the largest size in the array in float.
Comparison compare_traces(std::string quantity, const std::vector<double>& found,
                          const std::vector<double>& expected, double scale,
                          const Tolerance& tolerance);

/// Compares losses; where NN4N had no number, as compare_undefined does.
Comparison compare_loss(std::string quantity, double found, double expected,
                        const Tolerance& tolerance);

Comparison compare_gradient(std::string quantity, const std::vector<double>& found,
                            const std::vector<double>& expected, const Tolerance& tolerance);

/// The comparison where NN4N had no number: ours need only be one.
Comparison compare_undefined(const std::string& quantity, double found);

template <class Real>
constexpr const Tolerance& tolerance_of() {
  return sizeof(Real) == sizeof(double) ? kDoubleTolerance : kFloatTolerance;
}

}  // namespace nn4n
