// Trains the rows of cli/behaviour_table.h and says what was reached: `nn4n reproduce --behaviour`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/behaviour_table.h"
#include "experiment/experiment.h"

namespace nn4n {

/// One seed of one row.
struct BehaviourRun {
  std::uint32_t seed = 0;
  int iterations = 0;
  bool diverged = false;
  std::vector<std::optional<double>> values =
      {};  ///< by criterion; nothing = could not be measured
};

struct BehaviourResult {
  const BehaviourRow* row = nullptr;
  std::vector<BehaviourRun> runs = {};
};

/// What was reached of a criterion: the median and the range of the seeds that have a number.
struct Reached {
  int seeds = 0;  ///< that have one
  double median = 0, least = 0, most = 0;
  bool holds = false;  ///< every seed has one, and the median is within the criterion's limits
};

/// The experiment that a row trains.
Experiment experiment_of(const BehaviourRow& row);

/// How long it is trained: until the learning rate has fallen, where the preset lets it fall.
int iterations_of(const BehaviourRow& row);

/// Trains one seed and measures it in fresh trials, with the weights that it ends with.
/// `iterations` takes fewer, for trials of this machine.
BehaviourRun run_behaviour(const BehaviourRow& row, std::uint32_t seed,
                           std::optional<int> iterations = std::nullopt);

Reached reached(const BehaviourResult& result, std::size_t criterion);

/// Do all criteria hold?
bool is_textbook(const BehaviourResult& result);

/// The head of the table and one row of it, as Markdown: preset, what is reported, source, what is
/// reached here, whether that is the textbook, and why.
std::string behaviour_heading();
std::string behaviour_line(const BehaviourResult& result);

JsonValue to_value(const BehaviourResult& result);

}  // namespace nn4n
