#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "base/measured.h"
#include "base/text.h"
#include "cli/files.h"
#include "cli/open_experiment.h"
#include "cli/sweep.h"
#include "codec/byte_view.h"
#include "codec/json.h"
#include "codec/open.h"
#include "codec/share_link.h"
#include "experiment/validate.h"
#include "training/checkpoint.h"
#include "training/trainer.h"

namespace nn4n {

namespace {

constexpr std::size_t kMostAxes = 12;
constexpr std::size_t kMostValues = 1000;  // of an axis
constexpr std::string_view kSeed = "seed";

// ---------------------------------------------------------------------------------------------
// The values of an axis

/// A number, true or false, or else the text itself.
JsonValue value_of_word(std::string_view word) {
  if (const auto number = parse_number(word)) return JsonValue(*number);
  if (word == "true" || word == "false") return JsonValue(word == "true");
  return JsonValue(word);
}

/// The text of a value as a table and a person read it.
std::string text_of(const JsonValue& value) {
  if (value.is(JsonKind::text)) return value.text;
  return print_json(value, Layout::compact);
}

std::variant<std::vector<JsonValue>, std::string> range_of(std::string_view text,
                                                           std::size_t dots) {
  const std::size_t slash = text.find('/', dots);
  const auto first = parse_number(text.substr(0, dots));
  const auto last = parse_number(text.substr(dots + 2, slash - dots - 2));
  if (!first || !last) return in_quotes(text) + " has no number on both sides of the dots";
  double count = *last - *first + 1;
  if (slash != text.npos) {
    const auto given = parse_number(text.substr(slash + 1));
    if (!given) return in_quotes(text) + " has no number after the stroke";
    count = *given;
  } else if (*first != std::floor(*first) || *last != std::floor(*last)) {
    return in_quotes(text) + " is not of whole numbers; say how many values there are: 0.1..0.5/5";
  }
  if (count != std::floor(count) || count < 1 || count > double{kMostValues})
    return in_quotes(text) + " has " + shortest(count) + " values; allowed 1 to " +
           std::to_string(kMostValues);
  std::vector<JsonValue> values;
  for (double k = 0; k < count; ++k) {
    const double value = count == 1 ? *first : *first + (*last - *first) * k / (count - 1);
    values.emplace_back(rounded_to(value, 12));
  }
  return values;
}

}  // namespace

std::variant<std::vector<JsonValue>, std::string> values_of(std::string_view text) {
  std::vector<JsonValue> values;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty()) return in_quotes(text) + " has an empty value";
    const std::size_t dots = part.find("..");
    if (dots == part.npos) {
      values.push_back(value_of_word(part));
    } else {
      auto range = range_of(part, dots);
      if (auto* words = std::get_if<std::string>(&range)) return std::move(*words);
      for (JsonValue& value : std::get<0>(range)) values.push_back(std::move(value));
    }
    if (values.size() > kMostValues)
      return "it has more than " + std::to_string(kMostValues) + " values";
  }
  return values;
}

// ---------------------------------------------------------------------------------------------
// The specification

namespace {

std::string take_axis(SweepSpec& spec, std::string path, std::vector<JsonValue> values) {
  if (values.empty() || values.size() > kMostValues)
    return "the axis " + in_quotes(path) + " has " + std::to_string(values.size()) +
           " values; allowed 1 to " + std::to_string(kMostValues);
  for (const JsonValue& value : values) {
    if (value.is(JsonKind::list) || value.is(JsonKind::object) || value.is(JsonKind::null))
      return "the axis " + in_quotes(path) + " has a value that is not a number, a word, true or " +
             "false";
  }
  const auto same = std::find_if(spec.axes.begin(), spec.axes.end(),
                                 [&](const SweepAxis& axis) { return axis.path == path; });
  if (same != spec.axes.end()) {
    same->values = std::move(values);
  } else {
    spec.axes.push_back({std::move(path), std::move(values)});
  }
  return {};
}

std::string take_text(SweepSpec& spec, std::string_view path, std::string_view text) {
  auto values = values_of(text);
  if (const auto* words = std::get_if<std::string>(&values))
    return "the axis " + in_quotes(path) + ": " + *words;
  return take_axis(spec, std::string(path), std::move(std::get<0>(values)));
}

std::string take_given(SweepSpec& spec, std::string_view path, const JsonValue& given) {
  if (given.is(JsonKind::text)) return take_text(spec, path, given.text);
  if (given.is(JsonKind::list)) return take_axis(spec, std::string(path), given.items);
  return "the axis " + in_quotes(path) + " is neither a list nor a text such as \"16,32\"";
}

/// One number is how many seeds there are; anything else is read like an axis.
std::string take_seeds(SweepSpec& spec, const JsonValue& seeds) {
  if (!seeds.is(JsonKind::number)) return take_given(spec, kSeed, seeds);
  if (seeds.number != std::floor(seeds.number) || seeds.number < 1 ||
      seeds.number > double{kMostValues})
    return "the number of seeds is " + shortest(seeds.number) + "; allowed 1 to " +
           std::to_string(kMostValues);
  std::vector<JsonValue> values;
  for (double k = 0; k < seeds.number; ++k) values.emplace_back(spec.experiment.seed + k);
  return take_axis(spec, std::string(kSeed), std::move(values));
}

std::string take_experiment(SweepSpec& spec, const JsonValue& value, const std::string& folder) {
  if (value.is(JsonKind::object)) {
    Reading reading = read_json(print_json(value, Layout::compact));
    spec.experiment = std::move(reading.experiment);
    return reading.issues.empty() ? "" : complaint_alone(reading.issues[0].message);
  }
  if (!value.is(JsonKind::text)) return "\"experiment\" is neither a text nor an object";
  const bool beside = read_file(folder + value.text).has_value();
  return open_experiment(beside ? folder + value.text : value.text, spec.experiment);
}

/// The settings of a job as the object that set_paths reads.
std::string settings_of(const SweepSpec& spec, const std::vector<JsonValue>& values) {
  JsonValue settings = JsonValue::object();
  for (std::size_t k = 0; k < values.size(); ++k) settings.add(spec.axes[k].path, values[k]);
  return print_json(settings, Layout::compact);
}

/// Every value of every axis is set once, the others at their first: who waits for a cluster does
/// not want to read next morning that a word was misspelt.
std::string first_refusal(const SweepSpec& spec) {
  for (std::size_t axis = 0; axis < spec.axes.size(); ++axis) {
    for (const JsonValue& value : spec.axes[axis].values) {
      std::vector<JsonValue> values;
      for (const SweepAxis& other : spec.axes) values.push_back(other.values[0]);
      values[axis] = value;
      Experiment experiment = spec.experiment;
      Issues issues = set_paths(experiment, settings_of(spec, values));
      if (issues.empty()) issues = validate(experiment);
      if (!issues.empty())
        return "the axis " + in_quotes(spec.axes[axis].path) + ", value " + text_of(value) + ": " +
               complaint_alone(issues[0].message);
    }
  }
  return {};
}

std::string fill(SweepSpec& spec, const JsonValue& value, const std::vector<std::string_view>& set,
                 const std::string& folder) {
  if (!value.is(JsonKind::object)) return "it is not a JSON object";
  for (const std::string& key : value.keys) {
    if (key != "experiment" && key != "iterations" && key != "axes" && key != "seeds")
      return "it has the key " + in_quotes(key) + "; known: experiment, iterations, axes, seeds";
  }
  const JsonValue* experiment = value.find("experiment");
  if (!experiment) return "it has no \"experiment\"";
  if (auto words = take_experiment(spec, *experiment, folder); !words.empty()) return words;
  if (const JsonValue* iterations = value.find("iterations")) {
    const double count = iterations->number;
    if (!iterations->is(JsonKind::number) || count != std::floor(count) || count < 0 || count > 1e8)
      return "\"iterations\" is not a whole number from 0 to 100000000";
    spec.iterations = static_cast<int>(count);
  }
  if (const JsonValue* axes = value.find("axes")) {
    if (!axes->is(JsonKind::object)) return "\"axes\" is not an object {path: values}";
    if (axes->keys.size() > kMostAxes)
      return "it has " + std::to_string(axes->keys.size()) + " axes; allowed up to " +
             std::to_string(kMostAxes);
    for (std::size_t k = 0; k < axes->keys.size(); ++k) {
      if (auto words = take_given(spec, axes->keys[k], axes->items[k]); !words.empty())
        return words;
    }
  }
  if (const JsonValue* seeds = value.find("seeds")) {
    if (auto words = take_seeds(spec, *seeds); !words.empty()) return words;
  }
  for (const std::string_view pair : set) {
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos) return "--set " + in_quotes(pair) + " has no \"=\"";
    if (auto words = take_text(spec, pair.substr(0, equals), pair.substr(equals + 1));
        !words.empty())
      return words;
  }
  const auto seed = std::find_if(spec.axes.begin(), spec.axes.end(),
                                 [](const SweepAxis& axis) { return axis.path == kSeed; });
  if (seed == spec.axes.end()) {
    spec.axes.push_back({std::string(kSeed), {JsonValue(double{1} * spec.experiment.seed)}});
  } else {
    std::rotate(seed, seed + 1, spec.axes.end());  // the seeds turn fastest
  }
  double jobs = 1;
  for (const SweepAxis& axis : spec.axes) jobs *= static_cast<double>(axis.values.size());
  if (jobs > double{kMostJobs})
    return "it has " + shortest(jobs) + " jobs; allowed up to " + std::to_string(kMostJobs);
  return first_refusal(spec);
}

}  // namespace

std::size_t SweepSpec::jobs() const {
  std::size_t jobs = 1;
  for (const SweepAxis& axis : axes) jobs *= axis.values.size();
  return jobs;
}

std::vector<JsonValue> SweepSpec::values_of_job(std::size_t job) const {
  std::vector<JsonValue> values(axes.size());
  for (std::size_t k = axes.size(); k-- > 0;) {
    values[k] = axes[k].values[job % axes[k].values.size()];
    job /= axes[k].values.size();
  }
  return values;
}

Experiment SweepSpec::experiment_of_job(std::size_t job) const {
  Experiment copy = experiment;
  set_paths(copy, settings_of(*this, values_of_job(job)));
  return copy;
}

std::variant<SweepSpec, std::string> read_sweep(std::string_view json,
                                                const std::vector<std::string_view>& set,
                                                const std::string& folder) {
  const ParsedJson parsed = parse_json(json, {.bytes = 1024 * 1024});
  if (!parsed.error.empty()) return "the specification " + parsed.error;
  SweepSpec spec;
  if (std::string words = fill(spec, parsed.value, set, folder); !words.empty())
    return "the specification does not fit: " + words;
  return spec;
}

// ---------------------------------------------------------------------------------------------
// The jobs

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

JsonValue result_of(const SweepSpec& spec, std::size_t job, Trainer& trainer) {
  trainer.confirm();
  const BestWeights& best = trainer.best();
  JsonValue settings = JsonValue::object();
  const std::vector<JsonValue> values = spec.values_of_job(job);
  for (std::size_t k = 0; k < values.size(); ++k) settings.add(spec.axes[k].path, values[k]);
  JsonValue result = JsonValue::object();
  result.add("job", static_cast<int>(job) + 1);
  result.add("settings", std::move(settings));
  result.add("iterations", trainer.iteration());
  result.add("passed_at", trainer.passed_at() > 0 ? JsonValue(trainer.passed_at()) : JsonValue());
  result.add("accuracy", decimal_of(static_cast<float>(trainer.accuracy())));
  result.add("confirmed_accuracy", best.iteration > 0
                                       ? JsonValue(decimal_of(static_cast<float>(best.confirmed)))
                                       : JsonValue());
  result.add("loss", decimal_of(static_cast<float>(trainer.loss())));
  result.add("redraws", trainer.redraws());
  result.add("diverged", trainer.diverged_at().has_value());
  result.add("fingerprint", hexadecimal(trainer.fingerprint()));
  result.add("until", spec.iterations);
  result.add("link", to_link(spec.experiment_of_job(job)));
  return result;
}

/// What stands in the result of a job that is done; nothing when there is no such file.
std::optional<JsonValue> result_in(const std::string& folder, std::size_t job) {
  const auto content = read_file(file_of(folder, job, ".json"));
  if (!content) return std::nullopt;
  ParsedJson parsed = parse_json(*content);
  if (!parsed.error.empty() || !parsed.value.find("link")) return std::nullopt;
  return std::move(parsed.value);
}

std::string words_of(const JsonValue& result) {
  const JsonValue* passed = result.find("passed_at");
  const JsonValue* fingerprint = result.find("fingerprint");
  const bool learnt = passed && passed->is(JsonKind::number);
  return (learnt ? "learnt at " + shortest(passed->number) : std::string("not learnt")) +
         (fingerprint ? ", fingerprint " + fingerprint->text : "");
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
  while (trainer.iteration() < spec.iterations && !trainer.diverged_at() && !trainer.done()) {
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

// ---------------------------------------------------------------------------------------------
// The table

namespace {

constexpr std::string_view kMeasured[] = {"iterations",         "passed_at",   "accuracy",
                                          "confirmed_accuracy", "loss",        "redraws",
                                          "diverged",           "fingerprint", "link"};

/// A cell of a table; texts with commas or quotation marks stand in quotation marks.
std::string cell(const JsonValue* value) {
  if (!value || value->is(JsonKind::null)) return {};
  std::string text = text_of(*value);
  if (text.find_first_of(",\"\n") == text.npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string sweep_csv(const SweepSpec& spec, const std::string& folder, std::size_t& missing) {
  std::string table = "job";
  for (const SweepAxis& axis : spec.axes) table += "," + axis.path;
  for (const std::string_view name : kMeasured) table += "," + std::string(name);
  table += "\n";
  missing = 0;
  for (std::size_t job = 0; job < spec.jobs(); ++job) {
    const auto result = result_in(folder, job);
    if (!result) {
      ++missing;
      continue;
    }
    table += std::to_string(job + 1);
    for (const JsonValue& value : spec.values_of_job(job)) table += "," + cell(&value);
    for (const std::string_view name : kMeasured) table += "," + cell(result->find(name));
    table += "\n";
  }
  return table;
}

// ---------------------------------------------------------------------------------------------
// The arrays

namespace {

/// A number for an array: true is 1, words and what is missing are not a number.
float number_in(const JsonValue* value) {
  if (value && value->is(JsonKind::number)) return static_cast<float>(value->number);
  if (value && value->is(JsonKind::boolean)) return value->boolean ? 1.0f : 0.0f;
  return std::numeric_limits<float>::quiet_NaN();
}

}  // namespace

std::vector<NamedTensor> sweep_arrays(const SweepSpec& spec, const std::string& folder) {
  std::vector<std::size_t> shape;
  std::vector<NamedTensor> arrays;
  for (const SweepAxis& axis : spec.axes) {
    shape.push_back(axis.values.size());
    NamedTensor values{axis.path, {axis.values.size()}, {}};
    for (std::size_t k = 0; k < axis.values.size(); ++k) {
      const float number = number_in(&axis.values[k]);
      values.values.push_back(std::isnan(number) ? static_cast<float>(k) : number);
    }
    arrays.push_back(std::move(values));
  }
  for (const std::string_view name : kMeasured) {
    if (name == "fingerprint" || name == "link") continue;
    NamedTensor measured{std::string(name), shape, {}};
    for (std::size_t job = 0; job < spec.jobs(); ++job) {
      const auto result = result_in(folder, job);
      measured.values.push_back(number_in(result ? result->find(name) : nullptr));
    }
    arrays.push_back(std::move(measured));
  }
  return arrays;
}

}  // namespace nn4n
