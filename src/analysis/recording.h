// Fresh trials with what the network did in them, kept in memory, for analyses that look at them
// more than once: principal components, task axes, the states from which fixed points are looked
// for.
//
// Axes: B trials, T steps of a trial, N units.
#pragma once

#include <Eigen/Core>

#include "analysis/unit_order.h"
#include "training/fresh_trials.h"

namespace nn4n {

struct RecordedTrial {
  Trial trial;
  Outcome outcome;
  std::vector<float> rates;  // N x T, after each step

  Eigen::VectorXd state(int step, int units) const;  // N
};

struct Recording {
  TaskShape shape;
  int units = 0;
  std::vector<RecordedTrial> trials;  // B
  std::vector<int> silent;            ///< units whose rate never exceeds kSilentRate, ascending
  std::vector<int> active;            ///< all others

  /// The rates of the active units after a step.
  Eigen::VectorXd active_state(const RecordedTrial& one, int step) const;
};

/// Runs `count` fresh trials (training/fresh_trials.h), or as many as fit into 64 MB of rates.
Recording record_trials(const Trainer& trainer, int count, With with = With::interventions,
                        std::optional<std::uint32_t> seed = std::nullopt);

/// States that the network went through, rates of all units, evenly from all trials, at most so
/// many.
std::vector<Eigen::VectorXd> visited_states(const Recording& recording, int most = 4096);

/// Trials that have everything in common that their task drew: indices into Recording::trials.
struct ConditionSet {
  std::string name;  ///< "Left, context motion, motion coherence -15 %"; "all" if nothing was drawn
  std::vector<std::size_t> trials;
  /// The same as the name of a held input has it (analysis/held_input.h):
  /// "choice=Left;context=0;motion coherence=-15"; empty if nothing was drawn.
  std::string text = {};
  int choice = -1;      ///< that is wanted; −1 = the task asks for none, or for different ones
  double stimulus = 0;  ///< mean of Trial::stimulus
};

/// Divides the trials that count by the choice that was wanted and by their conditions: kinds
/// first, then quantities, as long as there are at most `most` sets. A condition that is the same
/// in all trials, or always repeats one of the others, says nothing new and is left out.
std::vector<ConditionSet> condition_sets(const Recording& recording, int most = 24);

/// Is this condition in every trial the same number as one before it, or (for the second of two) as
/// any of the others? "Irrelevant coherence" is either the motion's or the colour's.
bool repeats_others(const Recording& recording, std::size_t condition);

/// The names of the epochs of all trials, each once, in the order in which they first appear.
std::vector<std::string> epoch_names(const Recording& recording);

}  // namespace nn4n
