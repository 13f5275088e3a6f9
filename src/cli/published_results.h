// What papers and packages report of the networks that are presets here, in one table.
#pragma once

#include <span>
#include <string_view>

namespace nn4n {

/// The training loss of the source's runs where a curve is compared: the mean of the
/// `PublishedResult::smoothing` steps that end at this iteration.
struct Checkpoint {
  int iteration;
  double least;  ///< of all its runs
  double most;
};

/// The median over our seeds must be between these multiples of the source's extremes.
inline constexpr double kBelowLeast = 0.7;
inline constexpr double kAboveMost = 1.4;

/// A result, and what it takes to have met it.
///
/// Without a curve: training stops when three validations in a row have `least` on average and the
/// weights keep it on fresh trials; the best weights are judged, of every seed. With one: training
/// takes all of its iterations, and the loss at the checkpoints and the accuracy of the last
/// weights are compared by their median over seeds.
struct PublishedResult {
  std::string_view preset;
  std::string_view reported;
  std::string_view where;
  int iterations;           ///< at most, or of the curve
  int seeds = 10;           ///< without --seeds
  double least;             ///< accuracy that was reached, 0..1
  double tolerance = 0.02;  ///< how much of it may be lacking here
  double most = 1;          ///< accuracy that no seed may exceed: of results that say what fails
  bool full = false;        ///< takes long: only with --full
  int smoothing = 0;
  std::span<const Checkpoint> curve = {};
  std::string_view judged_with = {};  ///< path=value&…: what is different when it is judged
};

std::span<const PublishedResult> published_results();

}  // namespace nn4n
