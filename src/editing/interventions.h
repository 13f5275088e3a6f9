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

/// The act on what is selected, with the usual value. Of a projection it is on all its synapses,
/// also where one of them is selected.
Act act_on(ActKind kind, const Selected& selected, const Snapshot& snapshot);

/// The act that sets the weight of the synapse that is selected, to what it is now; nothing when
/// none is selected.
std::optional<Act> act_on_synapse(const Selected& selected, const Snapshot& snapshot);

/// A new intervention of the document. A lesion or a freeze is a part of the training from this
/// iteration on.
Intervention intervention_of(const Act& act, const Network& network, int iteration);

/// `wanted` in place of `now`, at an iteration. What the run was trained with before stays in the
/// list, switched off and ended, because the run could not be repeated without it.
std::vector<Intervention> with_what_was_trained(const std::vector<Intervention>& now,
                                                std::vector<Intervention> wanted, int iteration);

/// The path under which the value of an intervention is typed: "interventions[0].value". It is no
/// field of the document, whose field is the whole text.
std::string act_value_path(std::size_t index);
/// The text of an intervention with another value, or a sentence that says why it cannot have it.
std::variant<std::string, Issue> with_value(const std::string& act, std::string_view value,
                                            const Network& network);

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
