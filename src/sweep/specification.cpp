#include "sweep/specification.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "codec/json.h"
#include "codec/open.h"
#include "experiment/validate.h"
#include "sweep/axis_values.h"

namespace nn4n {

namespace {

constexpr std::size_t kMostAxes = 12;
constexpr std::string_view kSeed = "seed";

std::string take_axis(SweepSpec& spec, std::string path, std::vector<JsonValue> values) {
  if (values.empty() || values.size() > kMostAxisValues)
    return "the axis " + in_quotes(path) + " has " + std::to_string(values.size()) +
           " values; allowed 1 to " + std::to_string(kMostAxisValues);
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
      seeds.number > double{kMostAxisValues})
    return "the number of seeds is " + shortest(seeds.number) + "; allowed 1 to " +
           std::to_string(kMostAxisValues);
  std::vector<JsonValue> values;
  for (double k = 0; k < seeds.number; ++k) values.emplace_back(spec.experiment.seed + k);
  return take_axis(spec, std::string(kSeed), std::move(values));
}

std::string take_experiment(SweepSpec& spec, const JsonValue& value, const OpenNamed& open) {
  if (value.is(JsonKind::object)) {
    Reading reading = read_json(print_json(value, Layout::compact));
    spec.experiment = std::move(reading.experiment);
    return reading.issues.empty() ? "" : complaint_alone(reading.issues[0].message);
  }
  if (!value.is(JsonKind::text)) return "\"experiment\" is neither a text nor an object";
  return open(value.text, spec.experiment);
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
                 const OpenNamed& open) {
  if (!value.is(JsonKind::object)) return "it is not a JSON object";
  for (const std::string& key : value.keys) {
    if (key != "experiment" && key != "iterations" && key != "axes" && key != "seeds")
      return "it has the key " + in_quotes(key) + "; known: experiment, iterations, axes, seeds";
  }
  const JsonValue* experiment = value.find("experiment");
  if (!experiment) return "it has no \"experiment\"";
  if (auto words = take_experiment(spec, *experiment, open); !words.empty()) return words;
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
                                                const OpenNamed& open) {
  const ParsedJson parsed = parse_json(json);
  if (!parsed.error.empty()) return "the specification " + parsed.error;
  SweepSpec spec;
  if (std::string words = fill(spec, parsed.value, set, open); !words.empty())
    return "the specification does not fit: " + words;
  return spec;
}

}  // namespace nn4n
