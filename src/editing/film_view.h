// The film of a run on the page: which of its moments the views show. The worker keeps the moments
// and answers with a snapshot; it is asked for one at a time, however fast a slider moves.
#pragma once

#include "editing/app.h"

namespace nn4n {

/// The kept moment nearest to an iteration; nothing = the end of the run, also for every iteration
/// that the run has not come past.
std::optional<int> moment_near(const Run& run, int iteration);

/// The film of the run has these moments now.
void take_film(App& app, std::vector<int> iterations);

/// Asks the worker for a moment, or shows the end.
void show_moment(App& app, std::optional<int> iteration);

/// Takes in the moment that the worker was asked for, or its trial after another one was chosen.
void take_moment(App& app, int asked, Snapshot snapshot);

/// "Shown: iteration 150 of 300"; empty at the end.
std::string moment_words(const Run& run);

/// "A new run begins at iteration 150, with the weights of that moment and a fresh optimiser."
std::string branch_sentence(int iteration);

}  // namespace nn4n
