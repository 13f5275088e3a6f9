#include "api/sweep_runs.h"

#include <cmath>

#include "analysis/report.h"
#include "analysis/run_map.h"
#include "base/text.h"
#include "codec/json.h"
#include "codec/open.h"
#include "codec/share_link.h"
#include "sweep/job_list.h"
#include "sweep/results.h"

namespace nn4n {

namespace {

/// Opens what stands in the text itself; there are no files here.
std::string open_text(std::string_view text, Experiment& experiment) {
  Reading reading = read_any(text);
  experiment = std::move(reading.experiment);
  return reading.issues.empty() ? "" : complaint_alone(reading.issues[0].message);
}

/// What read_sweep() says as a sentence of its own.
std::string sentence_of(std::string words) {
  constexpr std::string_view beginning = "the specification does not fit: ";
  if (words.starts_with(beginning)) words.erase(0, beginning.size());
  if (words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words + ".";
}

JsonValue axes_of(const SweepSpec& spec) {
  JsonValue axes = JsonValue::list();
  for (const SweepAxis& axis : spec.axes) {
    JsonValue values = JsonValue::list();
    for (const JsonValue& value : axis.values) values.add(value);
    JsonValue one = JsonValue::object();
    one.add("path", axis.path);
    one.add("values", std::move(values));
    axes.add(std::move(one));
  }
  return axes;
}

std::string refused_map(const std::string& words) {
  JsonValue value = JsonValue::object();
  value.add("issues", to_value(Issues{{"", words + "."}}));
  return print_json(value, Layout::compact);
}

}  // namespace

bool SweepRuns::has(int job) const {
  return spec_ && job >= 0 && static_cast<std::size_t>(job) < spec_->jobs();
}

std::string SweepRuns::read(const std::string& json) {
  auto found = read_sweep(json, {}, open_text);
  spec_.reset();
  trainer_.reset();
  Issues issues;
  if (auto* words = std::get_if<std::string>(&found)) {
    issues.push_back({"", sentence_of(std::move(*words))});
  } else {
    spec_ = std::move(std::get<SweepSpec>(found));
  }
  JsonValue answer = JsonValue::object();
  answer.add("ok", spec_.has_value());
  answer.add("issues", to_value(issues));
  answer.add("jobs", spec_ ? static_cast<double>(spec_->jobs()) : 0.0);
  answer.add("iterations", spec_ ? spec_->iterations : 0);
  answer.add("axes", spec_ ? axes_of(*spec_) : JsonValue::list());
  return print_json(answer, Layout::compact);
}

std::string SweepRuns::experiment(int job) const {
  return has(job) ? to_json(spec_->experiment_of_job(static_cast<std::size_t>(job))) : "";
}

std::string SweepRuns::link(int job) const {
  return has(job) ? to_link(spec_->experiment_of_job(static_cast<std::size_t>(job))) : "";
}

std::string SweepRuns::list(const std::string& file) const {
  return spec_ ? job_list(*spec_, file) : "";
}

bool SweepRuns::start(int job) {
  if (!has(job)) return false;
  job_ = job;
  trainer_.emplace(spec_->experiment_of_job(static_cast<std::size_t>(job)));
  has_ended_ = nn4n::has_ended(*spec_, *trainer_);
  return true;
}

int SweepRuns::step(int iterations) {
  if (!trainer_) return 0;
  for (int i = 0; i < iterations && !has_ended_; ++i) {
    trainer_->step();
    has_ended_ = nn4n::has_ended(*spec_, *trainer_);
  }
  return trainer_->iteration();
}

std::string SweepRuns::result() {
  if (!trainer_ || !has_ended_) return "";
  const JsonValue result = result_of(*spec_, static_cast<std::size_t>(job_), *trainer_);
  return print_json(result, Layout::compact);
}

std::string SweepRuns::individual() {
  constexpr int kJudged = 1000, kRecorded = 256;
  if (!trainer_ || !has_ended_) return "";
  const std::uint32_t seed = spec_->experiment_of_job(0).seed;
  JsonValue report = analyse(*trainer_, {.trials = kJudged, .seed = seed});
  JsonValue value = JsonValue::object();
  for (const char* key : {"accuracy", "plots"}) value.add(key, *report.find(key));
  value.add("states",
            to_value(run_states(record_trials(*trainer_, kRecorded, With::interventions, seed))));
  return print_json(value, Layout::compact);
}

std::string SweepRuns::map(const std::string& individuals) {
  std::vector<RunStates> runs;
  for (const JsonValue& one : parse_json(individuals).value.items) {
    const JsonValue* states = one.find("states");
    std::optional<RunStates> run = states ? read_run_states(*states) : std::nullopt;
    if (!run) return refused_map("A network is not as Sweep.individual gives it");
    runs.push_back(std::move(*run));
  }
  const auto map = map_of_runs(runs);
  if (const std::string* words = std::get_if<std::string>(&map)) return refused_map(*words);
  return print_json(to_value(*std::get_if<RunMap>(&map)), Layout::compact);
}

std::string SweepRuns::table(const std::string& results) const {
  if (!spec_) return "";
  SweepResults of_jobs(spec_->jobs());
  for (const JsonValue& value : parse_json(results).value.items) {
    const JsonValue* number = value.find("job");
    if (!number || !number->is(JsonKind::number) || number->number != std::floor(number->number) ||
        number->number < 1 || number->number > static_cast<double>(of_jobs.size()))
      continue;
    of_jobs[static_cast<std::size_t>(number->number) - 1] = value;
  }
  return csv_of_results(*spec_, of_jobs);
}

}  // namespace nn4n
