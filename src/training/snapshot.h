// What a view may know about a run: plain arrays, and their bytes for the way from the Worker to
// the page. Axes: N units, I inputs, O outputs, T steps of the sample trial.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "training/behaviour.h"
#include "training/health.h"
#include "training/intervention_effect.h"

namespace nn4n {

/// One validation: accuracy in 0..1 on fresh trials after `iteration` iterations, at the
/// difficulty of that stage.
struct Validation {
  std::int32_t iteration = 0;
  float loss = 0;
  float accuracy = 0;
  std::int32_t stage = 0;  ///< of the curriculum, from 0
  std::int32_t draw = 1;   ///< which draw of the weights, from 1; 0 = they were given
  bool operator==(const Validation&) const = default;
};

/// How long the gradient of a step was, over all that is trained and before it was clipped, and how
/// long all weights together (input, recurrent, readout) were after it. NaN = not known.
struct StepNorms {
  float gradient = 0;
  float weights = 0;
  bool operator==(const StepNorms&) const = default;
};

/// One trial as the network lives it. Row-major, one row per channel or unit.
struct SampleTrial {
  std::int32_t steps = 0;
  float dt_ms = 0;
  std::int32_t index = 0;  ///< which of `count` sample trials
  std::int32_t count = 0;
  /// Of how many trials of a condition this is the mean, or that it is one of them; 0 = it is a
  /// sample trial. The page puts such a trial in the place of the sample (editing/looks.h).
  std::int32_t averaged = 0;
  std::string description;  ///< "coherence 12.8 %, correct choice left"
  bool correct = false;     ///< judged by the task's own rule
  bool counted = true;      ///< false: it is in no accuracy (a catch trial)
  DecidedBy decided_by = DecidedBy::other;
  float lead = 0;                ///< how clear the answer is, Outcome::lead
  std::int32_t judged_from = 0;  ///< steps [from, to): the late part of the last epoch, over
  std::int32_t judged_to = 0;    ///< which means were judged; none if `decided_by` is other
  std::vector<EpochSpan> epochs;
  std::vector<std::string> input_names;   // I
  std::vector<std::string> output_names;  // O
  std::vector<float> inputs;              // I x T, with noise
  std::vector<float> rates;               // N x T
  std::vector<float> outputs;             // O x T
  std::vector<float> targets;             // O x T
  std::vector<float> mask;                // O x T, 0 = not scored
  std::vector<float> intact_outputs;  // O x T, without the interventions; empty = there are none
  std::vector<float> intact_rates;    // N x T, the same
  bool operator==(const SampleTrial&) const = default;
};

/// How far a run has come (experiment/course.h).
struct Progress {
  std::int32_t stage = 0;           ///< of the curriculum, from 0
  std::int32_t stages = 1;          ///< of them; the last one is the task as it is
  std::int32_t draw = 1;            ///< which draw of the weights, from 1; 0 = they were given
  std::int32_t passed_at = 0;       ///< iteration at which the task was learnt; 0 = not yet
  std::int32_t best_iteration = 0;  ///< of the best weights; 0 = none were kept yet
  float best_accuracy = 0;          ///< mean of the three validations up to there
  float confirmed_accuracy = 0;     ///< of these weights on fresh trials; 0 = not measured
  bool operator==(const Progress&) const = default;
};

/// Of which iteration weights, sample trial and behaviour are, where they are not those of the run
/// now: those of its best weights.
struct BestShown {
  std::int32_t iteration = 0;     ///< 0 = they are those of the run now
  std::uint32_t fingerprint = 0;  ///< of these weights
  bool operator==(const BestShown&) const = default;
};

struct Snapshot {
  std::int32_t iteration = 0;
  float loss = 0;                  ///< of the last batch; NaN before the first
  std::vector<float> term_losses;  ///< of the last batch, unweighted, by the order of the list of
                                   ///< terms; empty before the first
  float accuracy = 0;              ///< of the last validation, 0..1; NaN before the first
  std::uint32_t fingerprint = 0;   ///< hash of all weights
  float pass_accuracy = 0;         ///< the task's pass level, 0..1
  float chance_accuracy = 0;       ///< 0..1
  /// The iteration at which the loss was not finite, from which the run went back to `iteration`;
  /// 0 = the last step was all right.
  std::int32_t diverged_at = 0;
  std::int32_t loss_from = 0;  ///< loss[k] belongs to iteration loss_from + k + 1
  std::vector<float> loss_history;
  std::vector<StepNorms> norm_history;  ///< of the same iterations
  std::vector<float> term_history;      // the same x the number of terms, unweighted; NaN = unknown
  std::vector<Validation> validations;  ///< all so far
  Progress progress;
  BestShown best_shown;
  std::int32_t units = 0;
  std::vector<std::uint8_t> unit_area;  // N, index of the area
  std::vector<std::int8_t> unit_sign;   // N, +1 E, −1 I, 0 no sign
  // The weights as the network uses them, within masks and signs. Row = target, column = source.
  std::vector<float> input;                     // N x I
  std::vector<float> recurrent;                 // N x N
  std::vector<float> readout;                   // O x N
  std::vector<std::uint8_t> recurrent_present;  // N x N, 0 = no synapse
  SampleTrial trial;
  Behaviour behaviour;        ///< in the trials of the validation of the weights that are shown
  Health health;              ///< as the last validation measured it
  InterventionEffect effect;  ///< the network with its interventions beside the intact one
  bool operator==(const Snapshot&) const = default;
};

/// The iteration and the fingerprint of the weights that a snapshot shows, and the validation of
/// them, or null before the first one.
std::int32_t shown_iteration(const Snapshot& snapshot);
std::uint32_t shown_fingerprint(const Snapshot& snapshot);
const Validation* shown_validation(const Snapshot& snapshot);

/// The same snapshot as bytes (little-endian, version byte first) and back. `from_bytes` returns
/// nothing when the bytes are not a complete snapshot of this version.
std::vector<std::uint8_t> to_bytes(const Snapshot& snapshot);
std::optional<Snapshot> from_bytes(std::span<const std::uint8_t> bytes);

}  // namespace nn4n
