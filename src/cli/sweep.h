// The jobs of a sweep (sweep/specification.h) in a folder.
//
// Each job has two files there: NUMBER.run, a checkpoint, while it runs, and NUMBER.json, its
// result, when it is done. A job that was cut off goes on from its checkpoint; a job that is done
// is not run again.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sweep/results.h"
#include "sweep/specification.h"

namespace nn4n {

/// Opens what a specification names: the file beside it, or what cli/open_experiment.h opens.
OpenNamed opener_of(const std::string& folder);

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

/// The same as arrays (sweep/results.h).
std::vector<NamedTensor> sweep_arrays(const SweepSpec& spec, const std::string& folder);

}  // namespace nn4n
