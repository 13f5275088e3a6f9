// A sweep: one experiment at all combinations of some settings and seeds, as numbered jobs.
//
// The specification is JSON:
//   {"experiment": EXPERIMENT,      a link, "preset:NAME", the name of a file, or the JSON itself
//    "iterations": 600,             at which each job ends
//    "axes": {"network.areas.0.units": [16, 32], "training.learning_rate": "0.001..0.003/3"},
//    "seeds": "1..4"}               a list, or one number: so many, from that of the experiment on
// The values of an axis are a list or a text in the form that --set takes (values_of). The last
// axis turns fastest, and the seeds turn faster than all axes. Everything follows from the
// specification alone, so a job has the same number, link and bits wherever it runs: under the
// program (cli/sweep.h), on a cluster, and in Workers of the page (api/sweep_jobs.h).
//
// This folder reads no files and runs nothing.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "codec/json_value.h"
#include "experiment/experiment.h"

namespace nn4n {

inline constexpr std::size_t kMostJobs = 100000;

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

/// Opens the experiment that a text of the specification names. Answers an empty text, or why there
/// is none, a sentence without its full stop.
using OpenNamed = std::function<std::string(std::string_view, Experiment&)>;

/// Reads a specification, which may be anything of at most 16 MiB. `set` are further axes,
/// "path=values"; one with the path of another replaces it. Every value is tried. A sentence
/// without its full stop says what is wrong.
std::variant<SweepSpec, std::string> read_sweep(std::string_view json,
                                                const std::vector<std::string_view>& set,
                                                const OpenNamed& open);

}  // namespace nn4n
