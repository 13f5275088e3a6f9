#include "analysis/network_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "analysis/continuation.h"
#include "analysis/held_input.h"
#include "analysis/principal_components.h"
#include "analysis/task_axes.h"
#include "base/text.h"

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr int kComponents = 3;  // along which trajectories are given
constexpr int kSingleTrials = 16;
constexpr int kMostWaySteps = 200;  // of a way between two inputs
constexpr int kFewConditions = 2;   // fewer averages say nothing: single trials are analysed

// ---------------------------------------------------------------------------------------------
// What is wanted

constexpr std::array<AnalysisWords, 4> kAnalyses{
    AnalysisWords{
        "fixed_points",
        "States that stay, and slow points, while an input is held: exact for ReLU, by "
        "Levenberg-Marquardt otherwise. Each is classified by the eigenvalues of the map "
        "of one time step. With @INPUT..INPUT/K points are followed from one input to the "
        "other in K steps."},
    AnalysisWords{"spectrum",
                  "The eigenvalues of the recurrent weights as the network uses them, and of the "
                  "Jacobian of one time step at the first fixed point."},
    AnalysisWords{
        "pca",
        "Principal components of the mean rates for each condition (of single trials where "
        "a task has no conditions), and the trajectories along the first three."},
    AnalysisWords{"axes",
                  "Directions of the rates along which choice, coherence, context, ... are "
                  "represented: ridge regression, orthogonalised, with R2 in trials that were not "
                  "fitted and a permutation null (Mante et al. 2013)."}};

constexpr std::array<AnalysisWords, 4> kInputForms{
    AnalysisWords{"zero", "There is no input."},
    AnalysisWords{"[1 0 0.5]", "These numbers are held, one for each input channel."},
    AnalysisWords{"Stimulus",
                  "The input of this epoch is held, without noise: the one that most of its steps "
                  "show, or the mean where no two steps are alike."},
    AnalysisWords{"Stimulus:context=motion;coherence=15",
                  "The same in the trials with these conditions. The names are those of the task's "
                  "conditions without their units, and choice (the one that is wanted) and "
                  "stimulus."}};

std::vector<std::string> names() {
  std::vector<std::string> list;
  for (const AnalysisWords& words : kAnalyses) list.emplace_back(words.text);
  return list;
}

/// The pieces between commas that stand outside of brackets.
std::vector<std::string_view> items_in(std::string_view text) {
  std::vector<std::string_view> list;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && (text[i] == '[' || text[i] == ']')) depth += text[i] == '[' ? 1 : -1;
    if (i < text.size() && (text[i] != ',' || depth > 0)) continue;
    list.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  return list;
}

std::variant<AnalysisItem, Issue> read_item(std::string_view text, std::string_view otherwise) {
  const std::size_t at = std::min(text.find('@'), text.size());
  std::string_view name = text.substr(0, at);
  while (name.starts_with(' ')) name.remove_prefix(1);
  while (name.ends_with(' ')) name.remove_suffix(1);
  const auto known = std::find_if(kAnalyses.begin(), kAnalyses.end(),
                                  [&](const AnalysisWords& words) { return words.text == name; });
  if (known == kAnalyses.end()) {
    return Issue{"what", "there is no analysis " + in_quotes(name) + "; known: " + join(names())};
  }
  AnalysisItem item;
  item.what = static_cast<NetworkAnalysis>(known - kAnalyses.begin());
  std::string_view input = at < text.size() ? text.substr(at + 1) : otherwise;
  const std::size_t dots = input.find("..");
  item.input = std::string(input.substr(0, dots));
  if (dots == input.npos) return item;
  if (item.what != NetworkAnalysis::fixed_points)
    return Issue{"what", "only fixed_points goes from one input to another"};
  input.remove_prefix(dots + 2);
  const std::size_t slash = input.rfind('/');
  if (slash != input.npos) {
    const std::optional<double> steps = parse_number(input.substr(slash + 1));
    if (!steps || *steps < 1 || *steps > kMostWaySteps || *steps != std::floor(*steps)) {
      return Issue{"what", "the number of steps is " + in_quotes(input.substr(slash + 1)) +
                               "; allowed whole numbers 1 to " + std::to_string(kMostWaySteps)};
    }
    item.steps = static_cast<int>(*steps);
  }
  item.to = std::string(input.substr(0, slash));
  return item;
}

// ---------------------------------------------------------------------------------------------
// Numbers as JSON

/// The number that six digits say, as the same text on every machine.
JsonValue six_digits(double value) {
  if (!std::isfinite(value)) return JsonValue();
  char text[40];
  std::snprintf(text, sizeof text, "%.6g", value);
  return JsonValue(std::strtod(text, nullptr));
}

template <class Vector>
JsonValue list_of(const Vector& values) {
  JsonValue list = JsonValue::list();
  for (const double value : values) list.add(six_digits(value));
  return list;
}

JsonValue value_of(const Eigenvalues& values) {
  JsonValue list = JsonValue::list();
  for (const std::complex<double>& value : values)
    list.add(list_of(std::array{value.real(), value.imag()}));
  return list;
}

/// A number for every unit, from those of the active ones.
JsonValue of_all_units(const Recording& recording, const VectorXd& of_active) {
  VectorXd all = VectorXd::Zero(recording.units);
  for (std::size_t k = 0; k < recording.active.size(); ++k)
    all[recording.active[k]] = of_active[static_cast<Index>(k)];
  return list_of(all);
}

JsonValue rows_of(const MatrixXd& matrix) {
  JsonValue rows = JsonValue::list();
  for (Index i = 0; i < matrix.rows(); ++i) rows.add(list_of(VectorXd(matrix.row(i).transpose())));
  return rows;
}

JsonValue value_of(const std::vector<Trajectory>& trajectories, const VectorXd& mean,
                   const MatrixXd& axes) {
  JsonValue list = JsonValue::list();
  for (const Trajectory& trajectory : trajectories) {
    const Trajectory placed = along(trajectory, mean, axes);
    JsonValue one = JsonValue::object();
    one.add("name", placed.name);
    one.add("trials", placed.trials);
    one.add("points", rows_of(placed.states));
    list.add(std::move(one));
  }
  return list;
}

// ---------------------------------------------------------------------------------------------
// One function for each analysis

/// What all of them look at.
struct Subject {
  const Trainer& trainer;
  const NetworkReportOptions& options;
  Recording recording;
  HeldNetwork network;
  std::vector<VectorXd> visited;
};

std::vector<FixedPoint> points_under(const Subject& subject, const HeldInput& held,
                                     double slow_speed, int& starts) {
  HeldNetwork network = subject.network;
  network.hold(held.values);
  FixedPointSearch search(std::move(network), subject.visited, {.slow_speed = slow_speed});
  search.run();
  starts = search.starts();
  return search.points();
}

JsonValue value_of(const FixedPoint& point) {
  JsonValue value = JsonValue::object();
  value.add("rates", list_of(point.rates));
  value.add("speed", six_digits(point.speed));
  value.add("fixed", point.fixed);
  value.add("stable", point.stable());
  value.add("kind", kind_words(point));
  value.add("unstable", point.unstable_count());
  value.add("outlier", point.outlier);
  value.add("eigenvalues", value_of(point.eigenvalues));
  JsonValue directions = JsonValue::list();
  for (const EigenMode& mode : point.unstable) {
    directions.add(list_of(mode.real));
    if (mode.value.imag() != 0) directions.add(list_of(mode.imaginary));
  }
  value.add("directions", std::move(directions));
  return value;
}

JsonValue value_of(const FixedPointPath& path, const HeldInput& to) {
  JsonValue steps = JsonValue::list();
  for (const PathStep& step : path.steps) {
    JsonValue points = JsonValue::list();
    for (const BranchPoint& at : step.points) {
      JsonValue point = JsonValue::object();
      point.add("branch", at.branch);
      point.add("stable", at.point.stable());
      point.add("unstable", at.point.unstable_count());
      point.add("rates", list_of(at.point.rates));
      points.add(std::move(point));
    }
    JsonValue one = JsonValue::object();
    one.add("at", six_digits(step.at));
    one.add("points", std::move(points));
    steps.add(std::move(one));
  }
  JsonValue events = JsonValue::list();
  for (const BranchEvent& event : path.events) {
    JsonValue one = JsonValue::object();
    one.add("what", event.appear ? "appear" : "vanish");
    one.add("between", list_of(std::array{event.from, event.to}));
    JsonValue branches = JsonValue::list();
    for (const int branch : event.branches) branches.add(branch);
    one.add("branches", std::move(branches));
    events.add(std::move(one));
  }
  JsonValue value = JsonValue::object();
  value.add("to", to.name);
  value.add("held", list_of(to.values));
  value.add("steps", std::move(steps));
  value.add("events", std::move(events));
  return value;
}

using Answer = std::variant<JsonValue, Issue>;

Answer fixed_points(const Subject& subject, const AnalysisItem& item) {
  const auto read = read_held_input(item.input, subject.recording);
  if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
  const HeldInput& held = *std::get_if<HeldInput>(&read);
  int starts = 0;
  const std::vector<FixedPoint> points =
      points_under(subject, held, subject.options.slow_speed, starts);
  JsonValue value = JsonValue::object();
  value.add("input", held.name);
  value.add("held", list_of(held.values));
  value.add("share", six_digits(held.share));
  value.add("method", subject.network.piecewise_linear()
                          ? "exact: one set of active units after the other"
                          : "Levenberg-Marquardt descent of the speed");
  value.add("slow_speed", six_digits(subject.options.slow_speed));
  value.add("starts", starts);
  JsonValue list = JsonValue::list();
  for (const FixedPoint& point : points) list.add(value_of(point));
  value.add("points", std::move(list));
  if (!item.to) return value;
  const auto read_to = read_held_input(*item.to, subject.recording);
  if (const Issue* issue = std::get_if<Issue>(&read_to)) return *issue;
  const HeldInput& to = *std::get_if<HeldInput>(&read_to);
  const std::vector<FixedPoint> at_end = points_under(subject, to, 0, starts);
  value.add("path", value_of(follow_points(subject.network, held.values, to.values, item.steps,
                                           points, at_end),
                             to));
  return value;
}

Answer spectrum(const Subject& subject, const AnalysisItem& item) {
  JsonValue value = JsonValue::object();
  const Eigenvalues weights = eigenvalues(subject.network.recurrent);
  value.add("radius", weights.empty() ? JsonValue() : six_digits(std::abs(weights.front())));
  value.add("weights", value_of(weights));
  const auto read = read_held_input(item.input, subject.recording);
  if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
  const HeldInput& held = *std::get_if<HeldInput>(&read);
  int starts = 0;
  const std::vector<FixedPoint> points = points_under(subject, held, 0, starts);
  JsonValue jacobian = JsonValue::object();
  jacobian.add("input", held.name);
  jacobian.add("held", list_of(held.values));
  jacobian.add("rates", points.empty() ? JsonValue() : list_of(points.front().rates));
  jacobian.add("eigenvalues", points.empty() ? JsonValue() : value_of(points.front().eigenvalues));
  value.add("jacobian", std::move(jacobian));
  return value;
}

Answer pca(const Subject& subject, const AnalysisItem&) {
  const Recording& recording = subject.recording;
  const std::vector<ConditionSet> sets = condition_sets(recording);
  const std::vector<Trajectory> single = single_trajectories(recording, kSingleTrials);
  const bool averaged = static_cast<int>(sets.size()) >= kFewConditions;
  const std::vector<Trajectory> shown = averaged ? average_trajectories(recording, sets) : single;
  const PrincipalComponents found = principal_components(states_of(shown), 10);
  const MatrixXd axes = found.axes.leftCols(std::min<Index>(kComponents, found.axes.cols()));
  JsonValue value = JsonValue::object();
  value.add("of", averaged ? "averages by condition" : "single trials");
  value.add("mean", of_all_units(recording, found.mean));
  JsonValue components = JsonValue::list();
  for (Index k = 0; k < axes.cols(); ++k)
    components.add(of_all_units(recording, VectorXd(axes.col(k))));
  value.add("components", std::move(components));
  value.add("explained", list_of(found.explained));
  value.add("trajectories", value_of(shown, found.mean, axes));
  value.add("single", value_of(single, found.mean, axes));
  return value;
}

Answer axes(const Subject& subject, const AnalysisItem&) {
  const Recording& recording = subject.recording;
  const TaskAxesOptions options;
  const TaskAxes found = task_axes(recording, options);
  JsonValue value = JsonValue::object();
  value.add("lambda", six_digits(options.lambda));
  value.add("permutations", options.permutations);
  value.add("fitted", found.fitted);
  value.add("held_out", found.held_out);
  value.add("rates_r2", six_digits(found.rates_held_out));
  value.add("mean", of_all_units(recording, found.mean));
  JsonValue list = JsonValue::list();
  for (const TaskAxis& axis : found.axes) {
    JsonValue one = JsonValue::object();
    one.add("name", axis.name);
    one.add("epoch", axis.epoch);
    one.add("r2", six_digits(axis.held_out));
    one.add("null_95", six_digits(axis.null_95));
    one.add("p", six_digits(axis.p));
    one.add("axis", of_all_units(recording, axis.axis));
    one.add("direction", of_all_units(recording, axis.direction));
    list.add(std::move(one));
  }
  value.add("axes", std::move(list));
  value.add("trajectories", value_of(average_trajectories(recording, condition_sets(recording)),
                                     found.mean, found.matrix()));
  return value;
}

Answer answer_to(const Subject& subject, const AnalysisItem& item) {
  switch (item.what) {
    case NetworkAnalysis::fixed_points:
      return fixed_points(subject, item);
    case NetworkAnalysis::spectrum:
      return spectrum(subject, item);
    case NetworkAnalysis::pca:
      return pca(subject, item);
    case NetworkAnalysis::axes:
      break;
  }
  return axes(subject, item);
}

}  // namespace

std::span<const AnalysisWords> analysis_names() { return kAnalyses; }

std::span<const AnalysisWords> held_input_forms() { return kInputForms; }

std::variant<std::vector<AnalysisItem>, Issue> read_analysis_items(std::string_view what,
                                                                   std::string_view input) {
  constexpr std::size_t kLongest = 4000;
  if (what.size() > kLongest) return Issue{"what", "what is to be analysed is too long a text"};
  std::vector<AnalysisItem> items;
  for (const std::string_view text : items_in(what)) {
    auto read = read_item(text, input);
    if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
    AnalysisItem& item = *std::get_if<AnalysisItem>(&read);
    for (const AnalysisItem& other : items) {
      if (other.what == item.what) {
        return Issue{"what", std::string(kAnalyses[static_cast<std::size_t>(item.what)].text) +
                                 " is wanted twice; ask for each analysis once"};
      }
    }
    items.push_back(std::move(item));
  }
  return items;
}

std::variant<JsonValue, Issue> analyse_network(const Trainer& trainer,
                                               const std::vector<AnalysisItem>& items,
                                               const NetworkReportOptions& options) {
  Subject subject{
      trainer, options, record_trials(trainer, options.trials), held_network(trainer), {}};
  subject.visited = visited_states(subject.recording);
  JsonValue report = JsonValue::object();
  report.add("task", trainer.experiment().task.name());
  report.add("iteration", trainer.iteration());
  report.add("trials", static_cast<int>(subject.recording.trials.size()));
  report.add("units", subject.recording.units);
  JsonValue silent = JsonValue::list();
  for (const int unit : subject.recording.silent) silent.add(unit);
  report.add("silent", std::move(silent));
  for (const AnalysisItem& item : items) {
    Answer answer = answer_to(subject, item);
    if (Issue* issue = std::get_if<Issue>(&answer)) return std::move(*issue);
    report.add(kAnalyses[static_cast<std::size_t>(item.what)].text,
               std::move(*std::get_if<JsonValue>(&answer)));
  }
  return report;
}

}  // namespace nn4n
