// What papers and packages report of the networks that are presets here, in one table.
#pragma once

#include <span>
#include <string_view>

namespace nn4n {

/// The training loss of the source's runs where a curve is compared: the mean of the
/// `PublishedResult::smoothing` steps that end at this iteration.
struct Checkpoint {
  int iteration;
  double least;  ///< the least and the largest loss of all its runs
  double most;
};

/// The median over our seeds must be between these multiples of the source's extremes.
inline constexpr double kBelowLeast = 0.7;
inline constexpr double kAboveMost = 1.4;

/// A published result, and when it holds here.
///
/// For a result without a curve, training stops when three validations in a row reach `least` on
/// average and the weights keep it on fresh trials; the best weights of every seed are judged. For
/// a result with a curve, training takes all of its iterations, and the loss at the checkpoints and
/// the accuracy of the last weights are compared by their median over seeds.
struct PublishedResult {
  std::string_view preset;
  std::string_view reported;
  std::string_view where;
  int iterations;           ///< training takes at most so many, and exactly so many with a curve
  int seeds = 10;           ///< trained unless --seeds says otherwise
  double least;             ///< accuracy that was reached, 0..1
  double tolerance = 0.02;  ///< the accuracy here may be lower by so much
  double most = 1;          ///< of a result that says what fails: no seed may exceed this accuracy
  bool full = false;        ///< it takes long and is trained only with --full
  int smoothing = 0;
  std::span<const Checkpoint> curve = {};
  std::string_view judged_with = {};  ///< path=value&…, set before the network is judged
};

std::span<const PublishedResult> published_results();

}  // namespace nn4n
