// The jobs of a sweep for JavaScript: which there are, one at a time run here, and the table of
// what came out. The page's Workers of a sweep are its clients; each holds one of these.
//
//   const sweep = new Sweep();
//   const {ok, issues, jobs, axes} = JSON.parse(sweep.read('{"experiment": "preset:pdm", …}'));
//   sweep.start(0);
//   while (!sweep.ended()) sweep.step(10);
//   const csv = sweep.table(`[${sweep.result()}]`);
//   sweep.delete();
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "sweep/specification.h"
#include "training/trainer.h"

namespace nn4n {

class SweepRuns {
 public:
  /// Reads a specification (sweep/specification.h), whose experiment is JSON, a link or
  /// "preset:NAME". Answers {ok, issues: [{path, message}], jobs, iterations, axes: [{path,
  /// values}] with the seeds as the last axis}. With ok = false there are no jobs.
  std::string read(const std::string& json);

  /// The experiment of a job as JSON text, and the fragment of its link. Jobs count from 0; one
  /// that there is not gives an empty text.
  std::string experiment(int job) const;
  std::string link(int job) const;

  /// What `nn4n sweep FILE --list` prints.
  std::string list(const std::string& file) const;

  /// Begins a job; false when there is none of this number.
  bool start(int job);

  /// Trains the job for so many iterations, or fewer where it ends. Answers its iteration.
  int step(int iterations);

  /// Has the job ended? So has one that has not begun.
  bool ended() const { return !trainer_ || has_ended_; }

  /// What came out of the job (sweep/results.h), as JSON text; empty while it has not ended.
  std::string result();

  /// What the trained network of the job does, to be laid beside those of other seeds: {accuracy,
  /// plots} of analysis/report.h over 1000 fresh trials, and `states` of analysis/run_map.h over
  /// 256. All jobs are asked the same trials, those of the sweep's first seed. Empty while the job
  /// has not ended.
  std::string individual();

  /// The map of networks (analysis/run_map.h) from a JSON list of what individual() gave; or
  /// {issues: [{path, message}]}.
  static std::string map(const std::string& individuals);

  /// The table of results as CSV, what `nn4n sweep --collect` writes. `results` is a JSON list of
  /// what result() gave, in any order; what is no result of this sweep is left out.
  std::string table(const std::string& results) const;

 private:
  bool has(int job) const;

  std::optional<SweepSpec> spec_;
  std::optional<Trainer> trainer_;
  int job_ = 0;
  bool has_ended_ = false;
};

}  // namespace nn4n
