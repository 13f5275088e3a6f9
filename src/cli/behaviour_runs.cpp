#include "cli/behaviour_runs.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "analysis/report.h"
#include "base/measured.h"
#include "base/text.h"
#include "codec/share_link.h"
#include "experiment/validate.h"
#include "training/trainer.h"

namespace nn4n {

namespace {

constexpr int kTrials = 4000;  // fresh ones, of each network

std::string number(double value) { return shortest(rounded_to(value, 3)); }

std::string with_unit(const std::string& words, std::string_view unit) {
  if (unit.empty()) return words;
  return words + " " + std::string(unit);
}

bool has_limits(const BehaviourCriterion& criterion) {
  return std::isfinite(criterion.least) || std::isfinite(criterion.most);
}

/// "at least 85 %", "55 to 80 %".
std::string limits_words(const BehaviourCriterion& criterion) {
  const bool low = std::isfinite(criterion.least);
  const bool high = std::isfinite(criterion.most);
  if (low && high)
    return with_unit(number(criterion.least) + " to " + number(criterion.most), criterion.unit);
  return low ? with_unit("at least " + number(criterion.least), criterion.unit)
             : with_unit("at most " + number(criterion.most), criterion.unit);
}

/// "accuracy 87.1 % (86 to 88.2)".
std::string reached_words(const BehaviourCriterion& criterion, const Reached& value) {
  if (value.seeds == 0) return std::string(criterion.what) + " not measured";
  std::string words =
      std::string(criterion.what) + " " + with_unit(number(value.median), criterion.unit);
  if (value.seeds > 1) words += " (" + number(value.least) + " to " + number(value.most) + ")";
  return words;
}

/// Why one criterion does not hold.
std::string failure_words(const BehaviourResult& result, std::size_t k) {
  const BehaviourCriterion& criterion = result.row->criteria[k];
  const Reached value = reached(result, k);
  const std::string what(criterion.what);
  const auto all = static_cast<int>(result.runs.size());
  if (value.seeds < all)
    return what + " could be measured in " + std::to_string(value.seeds) + " of " +
           std::to_string(all) + " seeds";
  return what + " " + with_unit(number(value.median), criterion.unit) + ", wanted " +
         limits_words(criterion);
}

std::string verdict_words(const BehaviourResult& result) {
  std::string held, failed;
  const auto add = [](std::string& list, const std::string& words) {
    list += (list.empty() ? "" : "; ") + words;
  };
  for (std::size_t k = 0; k < result.row->criteria.size(); ++k) {
    const BehaviourCriterion& criterion = result.row->criteria[k];
    if (!reached(result, k).holds) {
      add(failed, failure_words(result, k));
    } else if (has_limits(criterion)) {
      add(held, std::string(criterion.what) + " " + limits_words(criterion));
    }
  }
  return failed.empty() ? held : failed;
}

/// A bar would end a cell of the table.
std::string without_bars(const std::string& cell) {
  std::string text;
  for (const char c : cell) text += c == '|' ? std::string("\\|") : std::string(1, c);
  return text;
}

}  // namespace

Experiment experiment_of(const BehaviourRow& row) {
  const std::optional<Experiment> found = preset(row.preset);
  assert(found);
  Experiment experiment = *found;
  if (!row.settings.empty()) {
    Reading reading = read_link(to_link(experiment) + "&" + std::string(row.settings));
    assert(reading.issues.empty());
    experiment = std::move(reading.experiment);
  }
  experiment.training.stop.on = false;
  return experiment;
}

int iterations_of(const BehaviourRow& row) {
  const Schedule& schedule = experiment_of(row).training.schedule;
  return schedule.kind == ScheduleKind::cosine ? schedule.length : row.iterations;
}

BehaviourRun run_behaviour(const BehaviourRow& row, std::uint32_t seed,
                           std::optional<int> iterations) {
  Experiment experiment = experiment_of(row);
  experiment.seed = seed;
  Trainer trainer(experiment);
  const int wanted = iterations.value_or(iterations_of(row));
  while (trainer.iteration() < wanted && !trainer.diverged_at()) trainer.step();
  const JsonValue report = analyse(trainer, {.trials = kTrials});
  BehaviourRun run{.seed = seed,
                   .iterations = trainer.iteration(),
                   .diverged = trainer.diverged_at().has_value()};
  for (const BehaviourCriterion& criterion : row.criteria)
    run.values.push_back(criterion.measure(report));
  return run;
}

Reached reached(const BehaviourResult& result, std::size_t criterion) {
  std::vector<double> values;
  for (const BehaviourRun& run : result.runs) {
    if (run.values[criterion]) values.push_back(*run.values[criterion]);
  }
  if (values.empty()) return {};
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const BehaviourCriterion& limits = result.row->criteria[criterion];
  const double middle = median(values);
  return {.seeds = static_cast<int>(values.size()),
          .median = middle,
          .least = *least,
          .most = *most,
          .holds = values.size() == result.runs.size() && middle >= limits.least &&
                   middle <= limits.most};
}

bool is_textbook(const BehaviourResult& result) {
  const bool sound = std::none_of(result.runs.begin(), result.runs.end(),
                                  [](const BehaviourRun& run) { return run.diverged; });
  for (std::size_t k = 0; k < result.row->criteria.size(); ++k) {
    if (!reached(result, k).holds) return false;
  }
  return sound && !result.runs.empty();
}

std::string behaviour_heading() {
  return "| preset | what is reported | source | reached here: median (range) | textbook | why |\n"
         "|---|---|---|---|---|---|\n";
}

std::string behaviour_line(const BehaviourResult& result) {
  const BehaviourRow& row = *result.row;
  std::string here;
  for (std::size_t k = 0; k < row.criteria.size(); ++k)
    here += (k > 0 ? "; " : "") + reached_words(row.criteria[k], reached(result, k));
  const std::string iterations =
      result.runs.empty() ? "" : std::to_string(result.runs.front().iterations) + " iterations: ";
  const std::string name = "`" + std::string(row.preset) + "`" +
                           (row.settings.empty() ? "" : ", `" + std::string(row.settings) + "`");
  std::string line = "|";
  for (const std::string& cell :
       {name, std::string(row.reported), std::string(row.source), iterations + here,
        std::string(is_textbook(result) ? "yes" : "no"), verdict_words(result)})
    line += " " + without_bars(cell) + " |";
  return line + "\n";
}

JsonValue to_value(const BehaviourResult& result) {
  const BehaviourRow& row = *result.row;
  JsonValue value = JsonValue::object();
  value.add("preset", row.preset);
  value.add("settings", row.settings);
  value.add("reported", row.reported);
  value.add("source", row.source);
  JsonValue criteria = JsonValue::list();
  for (std::size_t k = 0; k < row.criteria.size(); ++k) {
    const BehaviourCriterion& criterion = row.criteria[k];
    const Reached here = reached(result, k);
    JsonValue values = JsonValue::list();
    for (const BehaviourRun& run : result.runs)
      values.add(run.values[k] ? JsonValue(rounded_to(*run.values[k], 6)) : JsonValue());
    const bool known = here.seeds > 0;
    JsonValue one = JsonValue::object();
    one.add("what", criterion.what);
    one.add("unit", criterion.unit);
    one.add("least", criterion.least);
    one.add("most", criterion.most);
    one.add("values", std::move(values));
    one.add("median", known ? JsonValue(rounded_to(here.median, 6)) : JsonValue());
    one.add("range_low", known ? JsonValue(rounded_to(here.least, 6)) : JsonValue());
    one.add("range_high", known ? JsonValue(rounded_to(here.most, 6)) : JsonValue());
    one.add("holds", here.holds);
    criteria.add(std::move(one));
  }
  value.add("criteria", std::move(criteria));
  JsonValue runs = JsonValue::list();
  for (const BehaviourRun& run : result.runs) {
    JsonValue one = JsonValue::object();
    one.add("seed", static_cast<double>(run.seed));
    one.add("iterations", run.iterations);
    one.add("diverged", run.diverged);
    runs.add(std::move(one));
  }
  value.add("runs", std::move(runs));
  value.add("textbook", is_textbook(result));
  value.add("why", verdict_words(result));
  return value;
}

}  // namespace nn4n
