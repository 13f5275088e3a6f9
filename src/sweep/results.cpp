#include "sweep/results.h"

#include <cmath>
#include <limits>

#include "base/measured.h"
#include "base/text.h"
#include "codec/experiment_file.h"
#include "codec/share_link.h"
#include "sweep/axis_values.h"

namespace nn4n {

JsonValue result_of(const SweepSpec& spec, std::size_t job, Trainer& trainer) {
  trainer.confirm();
  const BestWeights& best = trainer.best();
  JsonValue settings = JsonValue::object();
  const std::vector<JsonValue> values = spec.values_of_job(job);
  for (std::size_t k = 0; k < values.size(); ++k) settings.add(spec.axes[k].path, values[k]);
  JsonValue result = JsonValue::object();
  result.add("program", program_name());
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

std::optional<JsonValue> read_result(std::string_view json) {
  ParsedJson parsed = parse_json(json);
  const JsonValue* link = parsed.value.find("link");
  if (!parsed.error.empty() || !link || !link->is(JsonKind::text)) return std::nullopt;
  return std::move(parsed.value);
}

bool has_ended(const SweepSpec& spec, const Trainer& trainer) {
  return trainer.iteration() >= spec.iterations || trainer.diverged_at() || trainer.done();
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

std::string csv_of_results(const SweepSpec& spec, const SweepResults& results) {
  std::string table = "job";
  for (const SweepAxis& axis : spec.axes) table += "," + axis.path;
  for (const std::string_view name : kMeasured) table += "," + std::string(name);
  table += "\n";
  for (std::size_t job = 0; job < spec.jobs(); ++job) {
    if (!results[job]) continue;
    table += std::to_string(job + 1);
    for (const JsonValue& value : spec.values_of_job(job)) table += "," + cell(&value);
    for (const std::string_view name : kMeasured) table += "," + cell(results[job]->find(name));
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

std::vector<NamedTensor> arrays_of_results(const SweepSpec& spec, const SweepResults& results) {
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
    for (const auto& result : results)
      measured.values.push_back(number_in(result ? result->find(name) : nullptr));
    arrays.push_back(std::move(measured));
  }
  return arrays;
}

}  // namespace nn4n
