// A sweep: one experiment at all combinations of some settings and seeds, as numbered jobs.
//
// The specification is JSON:
//   {"experiment": EXPERIMENT,      a link, "preset:NAME", the name of a file, or the JSON itself
//    "iterations": 600,             at which each job ends
//    "axes": {"network.areas.0.units": [16, 32], "training.learning_rate": "0.001..0.003/3"},
//    "seeds": "1..4"}               a list, or one number: so many, from that of the experiment on
// The values of an axis are a list or a text in the form that --set takes (values_of). The last
// axis turns fastest, and the seeds turn faster than all axes. Everything follows from the
// specification alone, so a job has the same number, link and bits wherever it runs.
//
// Each job has two files in the folder of the sweep: NUMBER.run, a checkpoint, while it runs, and
// NUMBER.json, its result, when it is done. A job that was cut off goes on from its checkpoint; a
// job that is done is not run again.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "codec/json_value.h"
#include "codec/safetensors.h"
#include "experiment/experiment.h"

namespace nn4n {

inline constexpr std::size_t kMostJobs = 100000;

/// The values that a text spells: "16,32,64"; "1..10", whole numbers; "0.1..0.5/5", so many numbers
/// at equal distances, both ends included. Words stay texts. A sentence without its full stop says
/// what is wrong.
std::variant<std::vector<JsonValue>, std::string> values_of(std::string_view text);

struct SweepAxis {
  std::string path;
  std::vector<JsonValue> values;
};

struct SweepSpec {
  Experiment experiment;
  int iterations = 1000;
  std::vector<SweepAxis> axes;  ///< the seeds are the last one

  std::size_t jobs() const;
  /// The values of a job, one for each axis; jobs count from 0.
  std::vector<JsonValue> values_of_job(std::size_t job) const;
  /// The experiment of a job.
  Experiment experiment_of_job(std::size_t job) const;
};

/// Reads a specification, which may be anything. `set` are further axes, "path=values"; one with
/// the path of another replaces it. Files are looked for beside `folder`. Every value is tried. A
/// sentence without its full stop says what is wrong.
std::variant<SweepSpec, std::string> read_sweep(std::string_view json,
                                                const std::vector<std::string_view>& set,
                                                const std::string& folder);

enum class JobEnd { done, was_done, cut_off, failed };

struct JobRules {
  double checkpoint_every_s = 20;         ///< seconds between two checkpoints
  std::function<bool(int)> cut_off = {};  ///< asked after each iteration whether to stop
};

/// Runs a job to its end, from its checkpoint if there is one. `words` becomes what there is to
/// say: of a failure why, else what came out.
JobEnd run_job(const SweepSpec& spec, std::size_t job, const std::string& folder,
               const JobRules& rules, std::string& words);

/// The results in the folder as a table: a line for each job that is done, in the order of the
/// jobs. `missing` becomes how many are not.
std::string sweep_csv(const SweepSpec& spec, const std::string& folder, std::size_t& missing);

/// The same as arrays for NumPy: the values of each axis under its path (their numbers from 0 where
/// they are words), and each measured number with an axis for each axis of the sweep; NaN stands
/// for what is missing, also for the iteration of a network that has not learnt.
std::vector<NamedTensor> sweep_arrays(const SweepSpec& spec, const std::string& folder);

}  // namespace nn4n
