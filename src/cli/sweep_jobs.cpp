// The jobs of a sweep in a folder.
#include <algorithm>
#include <cstdio>

#include "base/measured.h"
#include "base/text.h"
#include "cli/files.h"
#include "cli/open_experiment.h"
#include "cli/sweep.h"
#include "codec/byte_view.h"
#include "codec/json.h"
#include "codec/share_link.h"
#include "training/checkpoint.h"
#include "training/trainer.h"

namespace nn4n {

OpenNamed opener_of(const std::string& folder) {
  return [folder](std::string_view name, Experiment& experiment) {
    const std::string beside = folder + std::string(name);
    return open_experiment(read_file(beside) ? std::string_view(beside) : name, experiment);
  };
}

namespace {

std::string file_of(const std::string& folder, std::size_t job, std::string_view ending) {
  char number[24];
  std::snprintf(number, sizeof number, "%05zu", job + 1);
  return folder + "/" + number + std::string(ending);
}

/// The run of the checkpoint, if it is one of this experiment; else one that begins.
std::variant<Trainer, std::string> run_of(const Experiment& experiment, const std::string& path) {
  const auto content = read_file(path);
  if (!content) return Trainer(experiment);
  auto read = from_checkpoint(view_as_bytes(*content));
  if (const auto* issue = std::get_if<Issue>(&read))
    return in_quotes(path) + " cannot be gone on with: " + issue->message;
  Trainer& trainer = std::get<Trainer>(read);
  if (to_json(trainer.experiment()) != to_json(experiment))
    return in_quotes(path) + " is of another experiment; choose another folder with --out";
  return std::move(trainer);
}

/// What stands in the result of a job that is done; nothing when there is no such file.
std::optional<JsonValue> result_in(const std::string& folder, std::size_t job) {
  const auto content = read_file(file_of(folder, job, ".json"));
  return content ? read_result(*content) : std::nullopt;
}

std::string words_of(const JsonValue& result) {
  const JsonValue* passed = result.find("passed_at");
  const JsonValue* fingerprint = result.find("fingerprint");
  const bool learnt = passed && passed->is(JsonKind::number);
  return (learnt ? "learnt at " + shortest(passed->number) : std::string("not learnt")) +
         (fingerprint ? ", fingerprint " + fingerprint->text : "");
}

SweepResults results_in(const SweepSpec& spec, const std::string& folder) {
  SweepResults results;
  for (std::size_t job = 0; job < spec.jobs(); ++job) results.push_back(result_in(folder, job));
  return results;
}

}  // namespace

JobEnd run_job(const SweepSpec& spec, std::size_t job, const std::string& folder,
               const JobRules& rules, std::string& words) {
  const Experiment experiment = spec.experiment_of_job(job);
  if (const auto found = result_in(folder, job)) {
    const JsonValue* until = found->find("until");
    if (found->find("link")->text == to_link(experiment) && until &&
        until->number == spec.iterations) {
      words = words_of(*found);
      return JobEnd::was_done;
    }
    words =
        in_quotes(file_of(folder, job, ".json")) +
        " is of another experiment or of another number of iterations; choose another folder with "
        "--out";
    return JobEnd::failed;
  }
  const std::string checkpoint = file_of(folder, job, ".run");
  auto opened = run_of(experiment, checkpoint);
  if (auto* problem = std::get_if<std::string>(&opened)) {
    words = std::move(*problem);
    return JobEnd::failed;
  }
  Trainer& trainer = std::get<Trainer>(opened);
  const auto save = [&] { return write_file(checkpoint, view_as_text(to_checkpoint(trainer))); };
  Clock::time_point saved = Clock::now();
  while (!has_ended(spec, trainer)) {
    trainer.step();
    const bool cut_off = rules.cut_off && rules.cut_off(trainer.iteration());
    if (!cut_off && seconds_since(saved) < rules.checkpoint_every_s) continue;
    if (!save()) {
      words = "cannot write " + in_quotes(checkpoint);
      return JobEnd::failed;
    }
    saved = Clock::now();
    if (cut_off) {
      words = "cut off at iteration " + std::to_string(trainer.iteration());
      return JobEnd::cut_off;
    }
  }
  const JsonValue result = result_of(spec, job, trainer);
  const std::string path = file_of(folder, job, ".json");
  if (!write_file(path, print_json(result, Layout::pretty) + "\n")) {
    words = "cannot write " + in_quotes(path);
    return JobEnd::failed;
  }
  std::remove(checkpoint.c_str());
  words = words_of(result);
  return JobEnd::done;
}

std::string sweep_csv(const SweepSpec& spec, const std::string& folder, std::size_t& missing) {
  const SweepResults results = results_in(spec, folder);
  missing = static_cast<std::size_t>(std::count_if(
      results.begin(), results.end(), [](const auto& result) { return !result.has_value(); }));
  return csv_of_results(spec, results);
}

std::vector<NamedTensor> sweep_arrays(const SweepSpec& spec, const std::string& folder) {
  return arrays_of_results(spec, results_in(spec, folder));
}

}  // namespace nn4n
