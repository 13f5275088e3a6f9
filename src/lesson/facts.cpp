#include "lesson/facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "analysis/network_report.h"
#include "analysis/report.h"
#include "base/text.h"
#include "codec/json.h"
#include "experiment/intervention.h"
#include "model/spectral_radius.h"
#include "training/acts_of.h"
#include "training/fresh_trials.h"
#include "training/intervention_effect.h"

namespace nn4n {

namespace {

constexpr std::array kQuantities{
    QuantityWords{"accuracy", "the accuracy",
                  "The accuracy of the last validation; before the first one, and with "
                  "interventions, that in 256 fresh trials.",
                  true, false},
    QuantityWords{"altered_accuracy", "the accuracy with your interventions",
                  "The accuracy in 256 fresh trials with the interventions of the experiment.",
                  true, true},
    QuantityWords{"loss", "the loss", "The loss of the last batch.", false, false},
    QuantityWords{"iteration", "the iteration", "The number of iterations so far.", false, false},
    QuantityWords{"learnt", "the iteration at which the task was learnt",
                  "The iteration at which the task was learnt.", false, false},
    QuantityWords{"interventions", "the number of interventions that are on",
                  "How many interventions are on.", false, false},
    QuantityWords{"spectral_radius", "the spectral radius",
                  "The largest absolute eigenvalue of the recurrent weights.", false, true},
    QuantityWords{"mean_rate", "the mean firing rate",
                  "The mean rate over units and time in 64 fresh trials.", false, true},
    QuantityWords{"threshold", "the threshold",
                  "Of the first psychometric curve in 1,000 fresh trials.", false, true},
    QuantityWords{"bias", "the bias", "Of the first psychometric curve in 1,000 fresh trials.",
                  false, true},
    QuantityWords{"slope", "the slope of the curve",
                  "Of the first psychometric curve in 1,000 fresh trials.", false, true},
    QuantityWords{"fixed_points.count", "the number of fixed points",
                  "Fixed points with the input that suits the task.", false, true},
    QuantityWords{"fixed_points.stable", "the number of stable fixed points",
                  "Stable ones among the fixed points.", false, true},
    QuantityWords{"fixed_points.saddles", "the number of saddles",
                  "Fixed points that are not stable.", false, true}};

constexpr int kCurveTrials = 1000;
constexpr int kRateTrials = 64;

Fact number_of(double value) {
  Fact fact;
  fact.number = value;
  return fact;
}
Fact word_of(std::string word) {
  Fact fact;
  fact.word = std::move(word);
  return fact;
}
Fact unknown(std::string sentence) {
  Fact fact;
  fact.missing = std::move(sentence);
  return fact;
}
Fact if_finite(double value, const char* otherwise) {
  return std::isfinite(value) ? number_of(value) : unknown(otherwise);
}

Fact later() {
  Fact fact = unknown("This is measured when the training pauses.");
  fact.later = true;
  return fact;
}

double mean_rate_of(const Trainer& run) {
  double sum = 0, count = 0;
  run_fresh_trials(run, kRateTrials, [&](const FreshTrial& trial) {
    for (const float rate : trial.rates) sum += static_cast<double>(rate);
    count += static_cast<double>(trial.rates.size());
  });
  return count > 0 ? sum / count : 0;
}

double radius_of(const Trainer& run) {
  const auto weights = run.parameters().of(Tensor::recurrent_weight);
  std::vector<double> matrix(weights.begin(), weights.end());
  const int size = static_cast<int>(std::lround(std::sqrt(static_cast<double>(matrix.size()))));
  return spectral_radius(matrix, size);
}

/// A number of the fit of the first psychometric curve.
Fact of_curve(const Trainer& run, std::string_view key) {
  const JsonValue report = analyse(run, {.trials = kCurveTrials});
  const JsonValue* plots = report.find("plots");
  for (const JsonValue& plot : plots->items) {
    if (plot.find("kind")->text != "psychometric") continue;
    const JsonValue* curves = plot.find("curves");
    if (curves == nullptr || curves->items.empty()) continue;
    const JsonValue* value = curves->items.front().find(key);
    if (value != nullptr && value->is(JsonKind::number)) return number_of(value->number);
    return unknown("The psychometric curve is too flat or too steep to be fitted.");
  }
  return unknown("This task has no psychometric curve.");
}

Fact of_fixed_points(const Trainer& run, std::string_view which) {
  auto items = read_analysis_items("fixed_points@usual");
  const auto report =
      analyse_network(run, *std::get_if<std::vector<AnalysisItem>>(&items), {.slow_speed = 0});
  if (const Issue* issue = std::get_if<Issue>(&report)) return unknown(issue->message + ".");
  double stable = 0, saddles = 0;
  for (const JsonValue& point :
       std::get_if<JsonValue>(&report)->find("fixed_points")->find("points")->items) {
    if (!point.find("fixed")->boolean) continue;
    (point.find("stable")->boolean ? stable : saddles) += 1;
  }
  if (which == "fixed_points.stable") return number_of(stable);
  return number_of(which == "fixed_points.saddles" ? saddles : stable + saddles);
}

/// What is not a leaf but has a name (the task, a loss term) is its name.
Fact fact_of(const JsonValue& value, const std::string& path) {
  switch (value.kind) {
    case JsonKind::number:
      return number_of(value.number);
    case JsonKind::boolean:
      return word_of(value.boolean ? "true" : "false");
    case JsonKind::text:
      return word_of(value.text);
    case JsonKind::object:
      if (const JsonValue* name = value.find("name"); name && name->is(JsonKind::text))
        return word_of(name->text);
      break;
    case JsonKind::list:
      return number_of(static_cast<double>(value.items.size()));
    default:
      break;
  }
  return unknown(in_quotes(path) + " is no setting with one value.");
}

const JsonValue* child(const JsonValue& value, std::string_view key) {
  if (!value.is(JsonKind::list)) return value.find(key);
  const std::optional<double> index = parse_number(key);
  if (!index || *index < 0 || *index != std::floor(*index)) return nullptr;
  if (*index >= static_cast<double>(value.items.size())) return nullptr;
  return &value.items[static_cast<std::size_t>(*index)];
}

const QuantityWords* words_of(std::string_view key) {
  const auto found = std::find_if(kQuantities.begin(), kQuantities.end(),
                                  [&](const QuantityWords& one) { return one.key == key; });
  return found == kQuantities.end() ? nullptr : &*found;
}

std::string rounded_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

std::string said(double value, bool share) {
  if (!share) return rounded_text(value);
  return rounded_text(std::round(value * 1000) / 10) + " %";
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

std::string_view words_of(Relation relation) {
  switch (relation) {
    case Relation::less:
      return "must be below ";
    case Relation::at_most:
      return "must be at most ";
    case Relation::greater:
      return "must be above ";
    case Relation::at_least:
      return "must be at least ";
    case Relation::different:
      return "must not be ";
    default:
      return "must be ";
  }
}

bool holds(double a, Relation relation, double b) {
  const double close = 1e-9 * std::max(1.0, std::abs(b));
  switch (relation) {
    case Relation::less:
      return a < b;
    case Relation::at_most:
      return a <= b;
    case Relation::greater:
      return a > b;
    case Relation::at_least:
      return a >= b;
    case Relation::different:
      return std::abs(a - b) > close;
    default:
      return std::abs(a - b) <= close;
  }
}

std::string label_of(const Requirement& comparison) {
  const QuantityWords* words = words_of(comparison.quantity);
  std::string label = words ? std::string(words->label) : comparison.quantity;
  if (!comparison.acts.empty()) label += " with " + join(comparison.acts);
  return label;
}

CheckResult refused(const std::string& why) {
  CheckResult result;
  result.missing = capital(why) + ".";
  return result;
}

CheckResult of(Facts& facts, const Requirement& comparison) {
  CheckResult result;
  const Fact fact = facts.of(comparison);
  if (!fact.missing.empty()) {
    result.missing = fact.missing;
    result.pending = fact.later;
    result.known = false;
    return result;
  }
  const QuantityWords* words = words_of(comparison.quantity);
  const bool share = words != nullptr && words->share;
  result.value = fact.number;
  std::string found, wanted;
  if (comparison.number && fact.number) {
    result.passed = holds(*fact.number, comparison.relation, *comparison.number);
    found = said(*fact.number, share);
    wanted = said(*comparison.number, share);
  } else {
    const bool same = comparison.number ? false : fact.word == comparison.word;
    result.passed = comparison.relation == Relation::equal
                        ? same
                        : comparison.relation == Relation::different && !same;
    found = fact.number ? said(*fact.number, share) : in_quotes(fact.word);
    wanted = comparison.number ? said(*comparison.number, share) : in_quotes(comparison.word);
  }
  if (result.passed) return result;
  result.comparison = comparison;
  const std::string label = capital(label_of(comparison));
  result.missing =
      label + " is " + found + "; it " + std::string(words_of(comparison.relation)) + wanted + ".";
  return result;
}

CheckResult of(Facts& facts, const Predicate& predicate) {
  if (predicate.kind == Predicate::Kind::comparison) return of(facts, predicate.comparison);
  if (predicate.kind == Predicate::Kind::negation) {
    CheckResult inner = of(facts, predicate.parts.front());
    if (!inner.known) return inner;
    inner.passed = !inner.passed;
    inner.comparison.reset();
    inner.missing = inner.passed ? "" : "This must not hold, but it does.";
    return inner;
  }
  const bool all = predicate.kind == Predicate::Kind::all;
  std::optional<CheckResult> decided;
  for (const Predicate& part : predicate.parts) {
    CheckResult one = of(facts, part);
    if (one.passed != all) return one;
    if (!decided) decided = std::move(one);
  }
  return *decided;
}

}  // namespace

std::span<const QuantityWords> quantities() { return kQuantities; }

Fact Facts::setting(const std::string& path) {
  if (!experiment_) experiment_ = to_value(run_.experiment());
  const JsonValue* value = &*experiment_;
  std::string_view rest = path;
  while (value != nullptr && !rest.empty()) {
    const std::size_t length = std::min(rest.find('.'), rest.size());
    value = child(*value, rest.substr(0, length));
    rest.remove_prefix(std::min(length + 1, rest.size()));
  }
  if (value != nullptr) return fact_of(*value, path);
  std::vector<std::string> known;
  for (const QuantityWords& one : kQuantities) known.emplace_back(one.key);
  return unknown(in_quotes(path) + " is neither a setting of this experiment nor one of " +
                 join(known) + ".");
}

Fact Facts::measured(const std::string& name, const Trainer& run, bool changed) {
  if (name == "accuracy") {
    const bool validated = !changed && std::isfinite(run.accuracy());
    return number_of(validated ? run.accuracy()
                               : accuracy_of(measure_behaviour(run, kComparedTrials)));
  }
  if (name == "altered_accuracy") {
    const InterventionEffect effect = effect_of_interventions(run, kComparedTrials);
    return effect.trials > 0 ? number_of(static_cast<double>(effect.altered_accuracy))
                             : unknown("No intervention is on.");
  }
  if (name == "loss") return if_finite(run.loss(), "There is no loss before the first iteration.");
  if (name == "iteration") return number_of(run.iteration());
  if (name == "learnt")
    return run.passed_at() > 0 ? number_of(run.passed_at())
                               : unknown("The task has not been learnt yet.");
  if (name == "interventions") {
    const auto& list = run.experiment().interventions;
    return number_of(static_cast<double>(
        std::count_if(list.begin(), list.end(), [](const Intervention& one) { return one.on; })));
  }
  if (name == "spectral_radius") return number_of(radius_of(run));
  if (name == "mean_rate") return number_of(mean_rate_of(run));
  if (name == "threshold" || name == "bias" || name == "slope") return of_curve(run, name);
  return of_fixed_points(run, name);
}

Fact Facts::quantity(const QuantityWords& words, const std::vector<std::string>& acts) {
  const std::string name(words.key);
  const bool unmeasured = name == "accuracy" && !std::isfinite(run_.accuracy());
  if ((words.costly || unmeasured || !acts.empty()) && !costly_) return later();
  if (acts.empty()) return measured(name, run_, false);
  std::vector<Intervention> list;
  for (const std::string& act : acts) {
    const std::string problem = intervention_problem(act, run_.experiment());
    if (!problem.empty()) return unknown(capital(problem) + ".");
    list.push_back({.act = act});
  }
  Trainer altered = run_;
  altered.intervene(std::move(list));
  return measured(name, altered, true);
}

Fact Facts::of(const Requirement& comparison) {
  const QuantityWords* words = words_of(comparison.quantity);
  if (words == nullptr) {
    if (!comparison.acts.empty())
      return unknown("With interventions only quantities such as accuracy can be compared, not " +
                     in_quotes(comparison.quantity) + ".");
    return setting(comparison.quantity);
  }
  const std::string key = join(comparison.acts) + " " + comparison.quantity;
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  return known_[key] = quantity(*words, comparison.acts);
}

std::vector<CheckResult> check(Facts& facts, const std::vector<std::string>& texts) {
  std::vector<CheckResult> results;
  for (const std::string& text : texts) {
    const auto read = read_predicate(text);
    const std::string* error = std::get_if<std::string>(&read);
    CheckResult result = error ? refused(*error) : of(facts, *std::get_if<Predicate>(&read));
    result.text = error ? printable(text) : text;
    results.push_back(std::move(result));
  }
  return results;
}

JsonValue to_value(const std::vector<CheckResult>& results) {
  JsonValue list = JsonValue::list();
  for (const CheckResult& result : results) {
    JsonValue one = JsonValue::object();
    one.add("text", result.text);
    one.add("passed", result.passed);
    one.add("pending", result.pending);
    one.add("value", result.value ? JsonValue(*result.value) : JsonValue());
    one.add("missing", result.missing);
    JsonValue comparison;
    if (result.comparison) {
      comparison = JsonValue::object();
      const QuantityWords* words = words_of(result.comparison->quantity);
      comparison.add("with", join(result.comparison->acts));
      comparison.add("quantity", result.comparison->quantity);
      comparison.add("share", words != nullptr && words->share);
      comparison.add("relation", sign_of(result.comparison->relation));
      comparison.add("wanted", result.comparison->number ? JsonValue(*result.comparison->number)
                                                         : JsonValue(result.comparison->word));
    }
    one.add("comparison", std::move(comparison));
    list.add(std::move(one));
  }
  return list;
}

}  // namespace nn4n
