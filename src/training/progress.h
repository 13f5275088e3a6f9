// What the history of validations says about a run. Means are never taken over validations of
// different stages of a curriculum or of different draws of the weights. Accuracies are in 0..1.
#pragma once

#include <optional>
#include <span>

#include "training/snapshot.h"

namespace nn4n {

/// The number of validations in a row whose mean decides whether a run has learnt, and how good
/// its weights are.
inline constexpr int kJudgedTogether = 3;
/// The number of validations in a row whose mean ends a stage of a curriculum.
inline constexpr int kEndsAStage = 2;

/// The mean accuracy of the last `count` validations; nothing when fewer were made at the present
/// stage with the present draw.
std::optional<double> recent_accuracy(std::span<const Validation> validations, int count);

/// The best mean of kJudgedTogether validations in a row that the present draw has had, at any
/// stage; nothing while it has had none.
std::optional<double> best_accuracy(std::span<const Validation> validations);

/// The iteration at which the training of the present draw began.
int drawn_at(std::span<const Validation> validations);

}  // namespace nn4n
