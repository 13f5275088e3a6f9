// What the page knows about the interventions of the document (experiment/intervention.h): what
// they are called, which the selection offers, and how a run goes on with them.
#pragma once

#include "editing/app.h"

namespace nn4n {

/// One line of the list.
struct InterventionLine {
  std::string words;    ///< "Silence Decision I, during Stimulus"; the text where it cannot be read
  std::string problem;  ///< a sentence; empty = it can act
  bool trained = false;  ///< training goes on with it now
};
InterventionLine line_of(const Experiment& experiment, const Intervention& one, int iteration,
                         const SampleTrial& trial);

/// Which acts suit what is selected: those on units or, for a projection, on its synapses.
std::vector<ActKind> acts_for(const Selected& selected);

/// The act on what is selected, with the usual value.
Act act_on(ActKind kind, const Selected& selected, const Snapshot& snapshot);

/// A new intervention of the document. A lesion is a part of the training from this iteration on.
Intervention intervention_of(const Act& act, const Network& network, int iteration);

/// `wanted` in place of `now`, at an iteration. What the run was trained with before stays in the
/// list, switched off and ended, because the run could not be repeated without it.
std::vector<Intervention> with_what_was_trained(const std::vector<Intervention>& now,
                                                std::vector<Intervention> wanted, int iteration);

/// After areas were renamed, or one of them was removed (`removed`): the interventions name the
/// areas as they are now. Those of the removed area are gone.
void follow_areas(const Network& before, Experiment& after,
                  std::optional<std::size_t> removed = std::nullopt);

/// Tells the worker when it has other interventions than the document.
void tell_interventions(App& app);

/// "altered 61.3 %, intact 94.8 %"
std::string effect_line(const InterventionEffect& effect);
/// The same as sentences, with the trials and their intervals.
std::string effect_sentence(const InterventionEffect& effect);

}  // namespace nn4n
