// The dynamics that the page shows: what it asks the analysis Worker for, and what it takes in. One
// question is under way at a time; what changes meanwhile is asked next.
#pragma once

#include "editing/app.h"

namespace nn4n {

/// The weights that the views show, and the interventions with which.
DynamicsSubject subject_of(const App& app);

/// Does an answer about the weights `of` do for `wanted`? While training it may be newer.
bool is_of(const DynamicsSubject& of, const DynamicsSubject& wanted, bool training);

/// Asks for what is shown and not known yet, while the tab "dynamics" is open.
void follow_dynamics(App& app);

/// Takes in the answer to a question, or the sentence that says why there is none; after that
/// nothing is asked until a person asks.
void take_dynamics(App& app, int number, double took_ms, std::string_view json);
void take_dynamics_failure(App& app, int number, const std::string& sentence);

/// Is something shown that is not of the weights and the input that are chosen? In words why,
/// else empty.
std::string stale_words(const App& app);

/// The points that are shown: those that were found or, on the way between two inputs, those of the
/// path.
std::vector<DynamicsPoint> points_shown(const DynamicsView& dynamics, const DynamicsChoice& choice);

/// {busy, problem, iteration, input, took_ms, choice}, and with `whole` {points: [{kind, stable,
/// speed}], explained}.
JsonValue dynamics_value(const App& app, bool whole);

}  // namespace nn4n
