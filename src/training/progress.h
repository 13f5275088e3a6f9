// What the history of validations says about a run. Validations of different stages of a curriculum
// or different draws of the weights are never averaged.
#pragma once

#include <optional>
#include <span>

#include "training/snapshot.h"

namespace nn4n {

/// Validations in a row whose mean decides whether a run has learnt, and how good its weights are.
inline constexpr int kJudgedTogether = 3;
/// Validations in a row whose mean ends a stage of a curriculum.
inline constexpr int kEndsAStage = 2;

/// Mean accuracy of the last `count` validations; nothing when fewer were made at the present stage
/// with the present draw.
std::optional<double> recent_accuracy(std::span<const Validation> validations, int count);

/// The best mean of kJudgedTogether that the present draw ever had, at any stage; nothing before.
std::optional<double> best_accuracy(std::span<const Validation> validations);

/// The iteration from which the present draw has been trained.
int drawn_at(std::span<const Validation> validations);

}  // namespace nn4n
