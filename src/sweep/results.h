// What comes out of the jobs of a sweep, and all of it as a table or as arrays.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_value.h"
#include "codec/safetensors.h"
#include "sweep/specification.h"
#include "training/trainer.h"

namespace nn4n {

/// The result of a job whose run has ended: {program (that computed it), job (counted from 1),
/// settings, iterations, passed_at (the iteration at which the task was learnt, or null), accuracy
/// and confirmed_accuracy (0 to 1), loss, redraws, diverged, fingerprint, until, link}.
JsonValue result_of(const SweepSpec& spec, std::size_t job, Trainer& trainer);

/// What the text of a result holds; nothing when it is no result.
std::optional<JsonValue> read_result(std::string_view json);

/// Has the run of a job ended?
bool has_ended(const SweepSpec& spec, const Trainer& trainer);

/// One for each job, in their order; nothing where a job is not done.
using SweepResults = std::vector<std::optional<JsonValue>>;

/// The results as CSV: a line for each job that is done, in the order of the jobs.
std::string csv_of_results(const SweepSpec& spec, const SweepResults& results);

/// The same as arrays for NumPy: the values of each axis under its path (their numbers from 0 where
/// they are words), and each measured number with an axis for each axis of the sweep; NaN stands
/// for what is missing, also for the iteration of a network that has not learnt.
std::vector<NamedTensor> arrays_of_results(const SweepSpec& spec, const SweepResults& results);

}  // namespace nn4n
