// How much memory a run takes, and how much work one iteration is, counted before anything is
// allocated. The memory bounds what is allocated in training/ and model/
// (tests/training/memory_test.cpp holds it against what they allocate).
//
// Most of it is the history of the trials that are simulated at once: trials come in bundles of
// kLanes, so that one trial takes as much as eight.
#pragma once

#include "experiment/experiment.h"

namespace nn4n {

/// What an experiment may take, in bytes. A module in a browser can have twice as much, but memory
/// that grows needs room.
inline constexpr double kMemoryBudget = 1024.0 * 1024 * 1024;

/// The most trials that are simulated at once when nothing is learnt from them. Whole bundles.
inline constexpr int kMostTrialsAtOnce = 64;

/// The bytes that training takes with so many trials in a batch.
double bytes_needed(const Experiment& experiment, int batch);

/// How many trials are simulated at once when nothing is learnt from them: kMostTrialsAtOnce, or
/// fewer whole bundles when the budget allows no more.
int trials_at_once(const Experiment& experiment);

/// The multiplications and additions with recurrent weights in one iteration, as for a dense
/// network: 6 T B N² for T time steps, B trials (whole bundles) and N units, as in
/// tests/bench/README.md. Whoever waits for an iteration learns from it how long that may take.
double operations_of_iteration(const Experiment& experiment);

/// "1.6 GB", or "340 MB" below one.
std::string memory_words(double bytes);

}  // namespace nn4n
