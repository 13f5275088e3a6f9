#include "analysis/report.h"

#include <cmath>

#include "analysis/activity.h"
#include "analysis/behaviour_plots.h"
#include "base/text.h"
#include "training/fresh_trials.h"
#include "training/intervention_effect.h"

namespace nn4n {

namespace {

// ---------------------------------------------------------------------------------------------
// Numbers as JSON

/// Rounds to six digits; further ones would be noise.
double rounded(double value) { return rounded_to(value, 6); }

template <class List>
JsonValue list_of(const List& values) {
  JsonValue list = JsonValue::list();
  for (const auto& value : values) list.add(JsonValue(value));
  return list;
}

JsonValue pair_of(double low, double high) {
  JsonValue list = JsonValue::list();
  list.add(rounded(low));
  list.add(rounded(high));
  return list;
}

JsonValue value_of(const Interval& interval) { return pair_of(interval.low, interval.high); }

// ---------------------------------------------------------------------------------------------
// One function per kind of plot

/// The numbers of a fit; those that mean nothing are null.
JsonValue value_of(const LogisticFit& fit) {
  const auto if_located = [&](JsonValue value) { return fit.located ? value : JsonValue(); };
  JsonValue value = JsonValue::object();
  value.add("bias", if_located(rounded(fit.curve.bias)));
  value.add("bias_interval", if_located(value_of(fit.bias)));
  value.add("slope", rounded(fit.curve.slope));
  value.add("slope_interval", value_of(fit.slope));
  value.add("threshold", if_located(rounded(fit.curve.threshold())));
  value.add("threshold_interval", if_located(value_of(fit.threshold)));
  return value;
}

JsonValue curve_of(const Behaviour& behaviour, int axis, const TrialGroup& group, Lapses lapses) {
  const std::vector<PsychometricPoint> points = psychometric_points(behaviour, axis, group.trials);
  JsonValue curve = JsonValue::object();
  curve.add("group", group.name);
  JsonValue list = JsonValue::list();
  for (const PsychometricPoint& p : points) {
    JsonValue point = JsonValue::object();
    point.add("stimulus", rounded(p.stimulus));
    point.add("chosen", p.chosen);
    point.add("trials", p.trials);
    if (p.ideal) point.add("ideal", rounded(*p.ideal));
    list.add(std::move(point));
  }
  curve.add("points", std::move(list));
  const std::optional<LogisticFit> found = fit_logistic(points, lapses);
  if (!found) {
    curve.add("fit", JsonValue());
    return curve;
  }
  const JsonValue numbers = value_of(*found);
  for (std::size_t i = 0; i < numbers.keys.size(); ++i)
    curve.add(numbers.keys[i], numbers.items[i]);
  JsonValue fit = numbers;
  const bool fitted = lapses == Lapses::fitted;
  fit.add("lapse", fitted ? JsonValue(rounded(found->curve.lapse)) : JsonValue());
  fit.add("lapse_interval", fitted ? value_of(found->lapse) : JsonValue());
  fit.add("note", fit_note(*found));
  curve.add("fit", std::move(fit));
  return curve;
}

JsonValue value_of(const Logistic& curve) {
  JsonValue value = JsonValue::object();
  value.add("bias", rounded(curve.bias));
  value.add("slope", rounded(curve.slope));
  value.add("threshold", rounded(curve.threshold()));
  return value;
}

void add_psychometric(const Behaviour& behaviour, int axis, Lapses lapses, JsonValue& plot) {
  plot.add("axis", axis_label(behaviour, axis));
  plot.add("choice", behaviour.choice_label);
  JsonValue curves = JsonValue::list();
  for (const TrialGroup& group : curve_groups(behaviour)) {
    JsonValue curve = curve_of(behaviour, axis, group, lapses);
    if (const auto prediction = prediction_for(behaviour, axis, group))
      curve.add("prediction", value_of(*prediction));
    curves.add(std::move(curve));
  }
  plot.add("curves", std::move(curves));
}

JsonValue value_of(const Times& times) {
  JsonValue value = JsonValue::object();
  value.add("mean_ms", times.trials > 0 ? JsonValue(rounded(times.mean_ms)) : JsonValue());
  value.add("standard_error",
            times.trials > 1 ? JsonValue(rounded(times.standard_error)) : JsonValue());
  value.add("trials", times.trials);
  return value;
}

void add_chronometric(const Behaviour& behaviour, JsonValue& plot) {
  plot.add("axis", behaviour.stimulus_label);
  plot.add("misses", misses(behaviour));
  JsonValue points = JsonValue::list();
  for (const ChronometricPoint& p : chronometric(behaviour)) {
    JsonValue point = JsonValue::object();
    point.add("strength", rounded(p.strength));
    point.add("correct", value_of(p.correct));
    point.add("error", value_of(p.error));
    points.add(std::move(point));
  }
  plot.add("points", std::move(points));
}

void add_production(const Behaviour& behaviour, JsonValue& plot) {
  const Production made = production(behaviour);
  plot.add("measured", axis_label(behaviour, behaviour.timed_condition));
  plot.add("produced", behaviour.time_label);
  plot.add("missing", made.missing);
  plot.add("bias_ms", rounded(made.bias_ms));
  if (made.line) {
    plot.add("slope", rounded(made.line->slope));
    plot.add("slope_interval", value_of(made.line->slope_interval));
    plot.add("intercept_ms", rounded(made.line->intercept));
    plot.add("scatter_ms", rounded(made.line->scatter));
  }
  JsonValue points = JsonValue::list();
  for (const ProducedPoint& p : made.points) {
    JsonValue point = JsonValue::object();
    point.add("measured_ms", rounded(p.measured_ms));
    point.add("mean_ms", rounded(p.mean_ms));
    point.add("deviation_ms", rounded(p.deviation_ms));
    point.add("trials", p.trials);
    points.add(std::move(point));
  }
  plot.add("points", std::move(points));
}

void add_confusion(const Behaviour& behaviour, JsonValue& plot) {
  const Confusion table = confusion(behaviour);
  plot.add("choices", list_of(behaviour.choices));
  JsonValue rows = JsonValue::list();
  for (int wanted = 0; wanted < table.choices; ++wanted) {
    JsonValue row = JsonValue::list();
    for (int chosen = 0; chosen <= table.choices; ++chosen) row.add(table.at(wanted, chosen));
    rows.add(std::move(row));
  }
  plot.add("counts", std::move(rows));
}

void add_accuracy(const Behaviour& behaviour, int axis, JsonValue& plot) {
  plot.add("axis", axis_label(behaviour, axis));
  JsonValue points = JsonValue::list();
  for (const AccuracyPoint& p : accuracy_by(behaviour, static_cast<std::size_t>(axis))) {
    JsonValue point = JsonValue::object();
    point.add("value", rounded(p.value));
    point.add("correct", p.correct);
    point.add("trials", p.trials);
    point.add("interval", value_of(wilson(p.correct, p.trials)));
    if (p.ideal) point.add("ideal", rounded(*p.ideal));
    points.add(std::move(point));
  }
  plot.add("points", std::move(points));
  if (axis != behaviour.duration_condition) return;
  const std::optional<IntegrationLimit> limit = integration_limit(behaviour);
  if (!limit) return;
  plot.add("integration_limit_ms", rounded(limit->limit_ms));
  plot.add("integration_limit_interval", value_of(limit->interval));
  plot.add("limit_reached", limit->reached);
}

void add_threshold(const Behaviour& behaviour, JsonValue& plot) {
  const SizeLaw law = size_law(behaviour);
  plot.add("axis", axis_label(behaviour, behaviour.size_condition));
  if (law.law) {
    plot.add("exponent", rounded(law.law->exponent));
    plot.add("exponent_interval", value_of(law.law->interval));
    plot.add("law", law_words(*law.law));
  }
  JsonValue points = JsonValue::list();
  for (const ThresholdPoint& p : law.points) {
    JsonValue point = JsonValue::object();
    point.add("size", rounded(p.size));
    point.add("threshold", rounded(p.threshold));
    point.add("interval", value_of(p.interval));
    point.add("trials", p.trials);
    points.add(std::move(point));
  }
  plot.add("points", std::move(points));
}

void add_errors(const std::vector<ErrorPoint>& list, const std::optional<LineFit>& growth,
                JsonValue& plot) {
  if (growth) {
    plot.add("growth", rounded(growth->slope));
    plot.add("growth_interval", value_of(growth->slope_interval));
  }
  JsonValue points = JsonValue::list();
  for (const ErrorPoint& p : list) {
    JsonValue point = JsonValue::object();
    point.add("value", rounded(p.value));
    point.add("mean", rounded(p.mean));
    point.add("deviation", rounded(p.deviation));
    point.add("deviation_interval", value_of(p.interval));
    point.add("trials", p.trials);
    points.add(std::move(point));
  }
  plot.add("points", std::move(points));
}

void add_spread(const Behaviour& behaviour, JsonValue& plot) {
  plot.add("axis", axis_label(behaviour, behaviour.timed_condition));
  add_errors(spread_of_production(behaviour), growth_of_spread(behaviour), plot);
}

void add_error(const Behaviour& behaviour, int axis, JsonValue& plot) {
  plot.add("axis", axis_label(behaviour, axis));
  plot.add("error", behaviour.error_label);
  const auto condition = static_cast<std::size_t>(axis);
  add_errors(errors_by(behaviour, condition), growth_of_errors(behaviour, condition), plot);
}

JsonValue plot_of(const Behaviour& behaviour, const BehaviourPlot& wanted, Lapses lapses) {
  JsonValue plot = JsonValue::object();
  plot.add("kind", key_of(wanted.kind));
  plot.add("title", wanted.title);
  switch (wanted.kind) {
    case PlotKind::production:
      add_production(behaviour, plot);
      break;
    case PlotKind::psychometric:
      add_psychometric(behaviour, wanted.axis, lapses, plot);
      break;
    case PlotKind::chronometric:
      add_chronometric(behaviour, plot);
      break;
    case PlotKind::confusion:
      add_confusion(behaviour, plot);
      break;
    case PlotKind::accuracy:
      add_accuracy(behaviour, wanted.axis, plot);
      break;
    case PlotKind::threshold:
      add_threshold(behaviour, plot);
      break;
    case PlotKind::spread:
      add_spread(behaviour, plot);
      break;
    case PlotKind::error:
      add_error(behaviour, wanted.axis, plot);
      break;
  }
  return plot;
}

// ---------------------------------------------------------------------------------------------
// Units

/// Two kinds of trials that a unit may tell apart: those with the first two values of a condition,
/// or those in which the task asks for one or the other of two choices (condition −1).
struct Comparison {
  int condition;
  float first, second;
  std::string between;
  Selectivity selectivity;

  void add(const FreshTrial& fresh) {
    const float value = condition < 0 ? static_cast<float>(fresh.trial.correct)
                                      : fresh.trial.conditions[static_cast<std::size_t>(condition)];
    if (value == first || value == second)
      selectivity.add(value == second, fresh.rates, fresh.trial.epochs);
  }
};

/// The mean rates at each value of a condition.
struct Averages {
  std::size_t condition;
  ConditionName name;
  AverageActivity activity;

  void add(const FreshTrial& fresh) {
    for (std::size_t k = 0; k < name.words.size(); ++k) {
      if (fresh.trial.conditions[condition] == name.words[k].first)
        activity.add(static_cast<int>(k), fresh.rates);
    }
  }
};

class UnitReport {
 public:
  UnitReport(const Behaviour& labels, int units, bool activity) {
    if (labels.choices.size() == 2) {
      comparisons_.push_back({-1, 0, 1, labels.choices[0] + " and " + labels.choices[1] + " wanted",
                              Selectivity(units)});
    }
    for (std::size_t c = 0; c < labels.conditions.size(); ++c) {
      const ConditionName name = read_condition(labels.conditions[c]);
      if (name.words.size() < 2) continue;
      comparisons_.push_back(
          {static_cast<int>(c), name.words[0].first, name.words[1].first,
           name.name + " " + name.words[0].second + " and " + name.words[1].second,
           Selectivity(units)});
      if (activity)
        averages_.push_back({c, name, AverageActivity(static_cast<int>(name.words.size()), units)});
    }
  }

  void add(const FreshTrial& fresh) {
    if (!fresh.trial.counted) return;
    for (Comparison& comparison : comparisons_) comparison.add(fresh);
    for (Averages& averages : averages_) averages.add(fresh);
  }

  JsonValue selectivity() const {
    JsonValue list = JsonValue::list();
    for (const Comparison& c : comparisons_) {
      for (std::size_t e = 0; e < c.selectivity.epochs().size(); ++e) {
        std::vector<double> values = c.selectivity.d_prime(e);
        for (double& value : values) value = rounded(value);
        JsonValue entry = JsonValue::object();
        entry.add("between", c.between);
        entry.add("epoch", c.selectivity.epochs()[e]);
        entry.add("trials", list_of(std::vector{c.selectivity.trials(0), c.selectivity.trials(1)}));
        entry.add("d_prime", list_of(values));
        list.add(std::move(entry));
      }
    }
    return list;
  }

  JsonValue activity(int units) const {
    JsonValue list = JsonValue::list();
    for (const Averages& a : averages_) {
      for (std::size_t k = 0; k < a.name.words.size(); ++k) {
        const int group = static_cast<int>(k);
        JsonValue entry = JsonValue::object();
        entry.add("condition", a.name.name);
        entry.add("value", a.name.words[k].second);
        entry.add("trials", a.activity.trials(group));
        entry.add("steps", a.activity.steps(group));
        entry.add("rates", rows_of(a.activity.mean(group), units, a.activity.steps(group)));
        list.add(std::move(entry));
      }
    }
    return list;
  }

 private:
  static JsonValue rows_of(const std::vector<float>& rates, int units, int steps) {
    JsonValue rows = JsonValue::list();
    for (int n = 0; n < units; ++n) {
      JsonValue row = JsonValue::list();
      for (int t = 0; t < steps; ++t)
        row.add(rounded(double{rates[static_cast<std::size_t>(n * steps + t)]}));
      rows.add(std::move(row));
    }
    return rows;
  }

  std::vector<Comparison> comparisons_;
  std::vector<Averages> averages_;
};

void add_accuracy(const Behaviour& behaviour, JsonValue& report) {
  int correct = 0;
  for (const JudgedTrial& trial : behaviour.trials) correct += trial.correct;
  const int trials = static_cast<int>(behaviour.trials.size());
  report.add("correct", correct);
  report.add("accuracy", trials > 0 ? JsonValue(rounded(accuracy_of(behaviour))) : JsonValue());
  report.add("accuracy_interval", value_of(wilson(correct, trials)));
}

void add_interventions(const Trainer& trainer, int trials, JsonValue& report) {
  const std::vector<Intervention> acting = trainer.looked_at().interventions;
  if (acting.empty()) return;
  JsonValue list = JsonValue::list();
  for (const Intervention& one : acting) list.add(one.act);
  JsonValue intact = JsonValue::object();
  add_accuracy(measure_behaviour(trainer, trials, With::nothing), intact);
  report.add("interventions", std::move(list));
  report.add("intact", std::move(intact));
}

}  // namespace

JsonValue analyse(const Trainer& trainer, const AnalysisOptions& options) {
  const Experiment& experiment = trainer.experiment();
  Behaviour behaviour = behaviour_of(task_of(experiment).shape(experiment.task));
  const Experiment now = at_iteration(experiment, trainer.iteration());
  UnitReport units(behaviour, trainer.masks().units, options.activity);
  run_fresh_trials(
      trainer, options.trials,
      [&](const FreshTrial& fresh) {
        add(behaviour, now, fresh.trial, fresh.outcome);
        units.add(fresh);
      },
      With::interventions, options.seed);
  JsonValue report = JsonValue::object();
  report.add("task", experiment.task.name());
  report.add("trials", static_cast<int>(behaviour.trials.size()));
  add_accuracy(behaviour, report);
  add_interventions(trainer, options.trials, report);
  JsonValue plots = JsonValue::list();
  for (const BehaviourPlot& plot : plots_of(behaviour))
    plots.add(plot_of(behaviour, plot, options.lapses));
  report.add("plots", std::move(plots));
  report.add("selectivity", units.selectivity());
  if (options.activity) report.add("activity", units.activity(trainer.masks().units));
  return report;
}

}  // namespace nn4n
