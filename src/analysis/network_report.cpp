#include "analysis/network_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "analysis/area_report.h"
#include "analysis/continuation.h"
#include "analysis/held_input.h"
#include "analysis/plane_flow.h"
#include "analysis/principal_components.h"
#include "analysis/task_axes.h"
#include "analysis/unit_report.h"
#include "base/text.h"

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr int kComponents = 3;  // along which trajectories are given
constexpr int kSingleTrials = 16;
constexpr int kFewConditions = 2;  // fewer averages say nothing: single trials are analysed

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
JsonValue six_digits_of(const Vector& values) {
  JsonValue list = JsonValue::list();
  for (const double value : values) list.add(six_digits(value));
  return list;
}

JsonValue value_of(const Eigenvalues& values) {
  JsonValue list = JsonValue::list();
  for (const std::complex<double>& value : values)
    list.add(six_digits_of(std::array{value.real(), value.imag()}));
  return list;
}

/// A number for every unit, from those of the active ones.
VectorXd everywhere(const Recording& recording, const VectorXd& of_active) {
  VectorXd all = VectorXd::Zero(recording.units);
  for (std::size_t k = 0; k < recording.active.size(); ++k)
    all[recording.active[k]] = of_active[static_cast<Index>(k)];
  return all;
}
JsonValue of_all_units(const Recording& recording, const VectorXd& of_active) {
  return six_digits_of(everywhere(recording, of_active));
}

JsonValue rows_of(const MatrixXd& matrix) {
  JsonValue rows = JsonValue::list();
  for (Index i = 0; i < matrix.rows(); ++i)
    rows.add(six_digits_of(VectorXd(matrix.row(i).transpose())));
  return rows;
}

/// The epochs of trials that belong together, each from its mean beginning to its mean end.
JsonValue epochs_of(const Recording& recording, const std::vector<std::size_t>& trials) {
  JsonValue list = JsonValue::list();
  if (trials.empty()) return list;
  const std::vector<EpochSpan>& first = recording.trials[trials.front()].trial.epochs;
  for (std::size_t k = 0; k < first.size(); ++k) {
    double begin = 0, end = 0, count = 0;
    for (const std::size_t b : trials) {
      const std::vector<EpochSpan>& epochs = recording.trials[b].trial.epochs;
      if (k >= epochs.size() || epochs[k].name != first[k].name) continue;
      begin += epochs[k].begin, end += epochs[k].end, ++count;
    }
    JsonValue one = JsonValue::object();
    one.add("name", first[k].name);
    one.add("begin", six_digits(begin / count));
    one.add("end", six_digits(end / count));
    list.add(std::move(one));
  }
  return list;
}

/// The trajectories of some sets of trials, in the order of the sets.
JsonValue value_of(const std::vector<Trajectory>& trajectories, const Recording& recording,
                   const std::vector<ConditionSet>& sets, const VectorXd& mean,
                   const MatrixXd& axes) {
  JsonValue list = JsonValue::list();
  for (std::size_t k = 0; k < trajectories.size(); ++k) {
    const Trajectory placed = along(trajectories[k], mean, axes);
    JsonValue one = JsonValue::object();
    one.add("name", placed.name);
    one.add("trials", placed.trials);
    one.add("choice", sets[k].choice);
    one.add("stimulus", six_digits(sets[k].stimulus));
    one.add("epochs", epochs_of(recording, sets[k].trials));
    one.add("points", rows_of(placed.states));
    list.add(std::move(one));
  }
  return list;
}

/// The first trials, each a set of its own.
std::vector<ConditionSet> single_sets(const Recording& recording, std::size_t count) {
  std::vector<ConditionSet> sets;
  for (std::size_t b = 0; b < std::min(count, recording.trials.size()); ++b) {
    const Trial& trial = recording.trials[b].trial;
    const bool asked = !recording.shape.choices.empty();
    sets.push_back({"", {b}, "", asked ? trial.correct : -1, double{trial.stimulus}});
  }
  return sets;
}

// ---------------------------------------------------------------------------------------------
// One function for each analysis

/// Principal components, and what they are of.
struct Components {
  bool averaged = false;
  std::vector<ConditionSet> sets;  // of what is shown
  std::vector<Trajectory> shown;   // of active units
  PrincipalComponents found;
  MatrixXd axes;  // active units x at most kComponents
};

/// What all of them look at. What several of them need is found once.
struct Subject {
  const Trainer& trainer;
  const NetworkReportOptions& options;
  Recording recording;
  HeldNetwork network;
  std::vector<VectorXd> visited;
  double slow_speed = 0;  ///< 0 = nobody asks for slow points
  std::optional<Components> components = {};
  std::optional<TaskAxes> task = {};
  std::optional<Recording> intact = {};

  /// The points under an input.
  struct Found {
    std::string input;
    std::vector<FixedPoint> points;
    int starts = 0;
  };
  std::vector<Found> found = {};
};

/// What is known of the points under an input from the last time, best with the same threshold for
/// slow points; null = nothing.
const AnalysisMemory::Entry* remembered(const Subject& subject, const std::string& input) {
  const AnalysisMemory* memory = subject.options.memory;
  const AnalysisMemory::Entry* found = nullptr;
  if (!memory) return found;
  for (const AnalysisMemory::Entry& one : memory->entries) {
    if (one.input != input) continue;
    if (!found || one.slow_speed == subject.slow_speed) found = &one;
  }
  return found;
}

/// Are these the points of the very network that is looked at?
bool still_hold(const Subject& subject, const AnalysisMemory::Entry& entry) {
  return entry.fingerprint == subject.trainer.fingerprint() &&
         entry.slow_speed == subject.slow_speed && entry.experiment == subject.trainer.looked_at();
}

/// Where the points of the last time were, as states to start from.
std::vector<VectorXd> warm_starts(const Subject& subject, const AnalysisMemory::Entry* entry) {
  std::vector<VectorXd> starts;
  if (!entry) return starts;
  for (const FixedPoint& point : entry->points) {
    if (point.fixed && point.potential.size() == subject.network.units())
      starts.push_back(point.potential);
  }
  return starts;
}

void remember(Subject& subject, const Subject::Found& found) {
  constexpr std::size_t most = 8;
  AnalysisMemory* memory = subject.options.memory;
  if (!memory) return;
  std::erase_if(memory->entries, [&](const auto& one) {
    return one.input == found.input && one.slow_speed == subject.slow_speed;
  });
  if (memory->entries.size() >= most) memory->entries.erase(memory->entries.begin());
  memory->entries.push_back({found.input, subject.trainer.fingerprint(),
                             subject.trainer.looked_at(), subject.slow_speed, found.points,
                             found.starts});
}

const Subject::Found& points_under(Subject& subject, const HeldInput& held) {
  for (const Subject::Found& known : subject.found) {
    if (known.input == held.name) return known;
  }
  const AnalysisMemory::Entry* last = remembered(subject, held.name);
  if (last && still_hold(subject, *last)) {
    subject.found.push_back({held.name, last->points, last->starts});
    return subject.found.back();
  }
  HeldNetwork network = subject.network;
  network.hold(held.values);
  FixedPointSearch search(std::move(network), subject.visited,
                          {.slow_speed = subject.slow_speed, .warm = warm_starts(subject, last)});
  search.run();
  subject.found.push_back({held.name, search.points(), search.starts()});
  remember(subject, subject.found.back());
  return subject.found.back();
}

const Components& components_of(Subject& subject) {
  if (subject.components) return *subject.components;
  const Recording& recording = subject.recording;
  Components c;
  c.sets = condition_sets(recording);
  c.averaged = static_cast<int>(c.sets.size()) >= kFewConditions;
  if (!c.averaged) c.sets = single_sets(recording, kSingleTrials);
  c.shown = c.averaged ? average_trajectories(recording, c.sets)
                       : single_trajectories(recording, kSingleTrials);
  c.found = principal_components(states_of(c.shown), 10);
  c.axes = c.found.axes.leftCols(std::min<Index>(kComponents, c.found.axes.cols()));
  return *(subject.components = std::move(c));
}

/// The same trials with the same noise in the network without its interventions, with the units
/// that are active with them; null where no intervention acts.
const Recording* intact_of(Subject& subject) {
  if (subject.trainer.looked_at().interventions.empty()) return nullptr;
  if (!subject.intact) {
    subject.intact = record_trials(subject.trainer, subject.options.trials, With::nothing);
    subject.intact->silent = subject.recording.silent;
    subject.intact->active = subject.recording.active;
  }
  return &*subject.intact;
}

const TaskAxes& task_axes_of(Subject& subject) {
  if (!subject.task) subject.task = task_axes(subject.recording, {});
  return *subject.task;
}

/// How far the rates of a point are from the nearest state of the trials.
double distance_from_trials(const Subject& subject, const FixedPoint& point) {
  double nearest = std::numeric_limits<double>::infinity();
  for (const VectorXd& state : subject.visited)
    nearest = std::min(nearest, (state - point.rates).squaredNorm());
  return std::sqrt(nearest);
}

JsonValue value_of(const Subject& subject, const FixedPoint& point) {
  JsonValue value = JsonValue::object();
  value.add("rates", six_digits_of(point.rates));
  value.add("speed", six_digits(point.speed));
  value.add("fixed", point.fixed);
  value.add("stable", point.stable());
  value.add("kind", kind_words(point));
  value.add("unstable", point.unstable_count());
  value.add("outlier", point.outlier);
  value.add("distance", six_digits(distance_from_trials(subject, point)));
  value.add("eigenvalues", value_of(point.eigenvalues));
  JsonValue directions = JsonValue::list();
  for (const EigenMode& mode : point.unstable) {
    directions.add(six_digits_of(mode.real));
    if (mode.value.imag() != 0) directions.add(six_digits_of(mode.imaginary));
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
      point.add("rates", six_digits_of(at.point.rates));
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
    one.add("between", six_digits_of(std::array{event.from, event.to}));
    JsonValue branches = JsonValue::list();
    for (const int branch : event.branches) branches.add(branch);
    one.add("branches", std::move(branches));
    events.add(std::move(one));
  }
  JsonValue value = JsonValue::object();
  value.add("to", to.name);
  value.add("held", six_digits_of(to.values));
  value.add("steps", std::move(steps));
  value.add("events", std::move(events));
  return value;
}

using Answer = std::variant<JsonValue, Issue>;

/// Those that are no slow points.
std::vector<FixedPoint> fixed_of(std::vector<FixedPoint> points) {
  std::erase_if(points, [](const FixedPoint& point) { return !point.fixed; });
  return points;
}

/// The input that an item names.
std::variant<HeldInput, Issue> held_of(const Subject& subject, const std::string& text) {
  return read_held_input(text, subject.recording);
}

Answer fixed_points(Subject& subject, const AnalysisItem& item) {
  const bool usual = item.input == "usual";
  const std::string text = usual ? usual_input(subject.recording) : item.input;
  const auto read = held_of(subject, text);
  if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
  const HeldInput& held = *std::get_if<HeldInput>(&read);
  const Subject::Found found = points_under(subject, held);
  JsonValue value = JsonValue::object();
  value.add("input", held.name);
  value.add("text", text);
  value.add("held", six_digits_of(held.values));
  value.add("share", six_digits(held.share));
  value.add("method", subject.network.piecewise_linear()
                          ? "exact: one set of active units after the other"
                          : "Levenberg-Marquardt descent of the speed");
  value.add("slow_speed", six_digits(subject.options.slow_speed));
  value.add("starts", found.starts);
  JsonValue list = JsonValue::list();
  for (const FixedPoint& point : found.points) list.add(value_of(subject, point));
  value.add("points", std::move(list));
  if (!item.to) return value;
  const auto read_to = held_of(subject, *item.to);
  if (const Issue* issue = std::get_if<Issue>(&read_to)) return *issue;
  const HeldInput& to = *std::get_if<HeldInput>(&read_to);
  const Subject::Found at_end = points_under(subject, to);
  value.add("path", value_of(follow_points(subject.network, held.values, to.values, item.steps,
                                           fixed_of(found.points), fixed_of(at_end.points)),
                             to));
  return value;
}

Answer spectrum(Subject& subject, const AnalysisItem& item) {
  JsonValue value = JsonValue::object();
  const Eigenvalues weights = eigenvalues(subject.network.recurrent);
  value.add("radius", weights.empty() ? JsonValue() : six_digits(std::abs(weights.front())));
  value.add("weights", value_of(weights));
  const auto read = held_of(subject, item.input);
  if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
  const HeldInput& held = *std::get_if<HeldInput>(&read);
  const std::vector<FixedPoint> points = fixed_of(points_under(subject, held).points);
  JsonValue jacobian = JsonValue::object();
  jacobian.add("input", held.name);
  jacobian.add("held", six_digits_of(held.values));
  jacobian.add("rates", points.empty() ? JsonValue() : six_digits_of(points.front().rates));
  jacobian.add("eigenvalues", points.empty() ? JsonValue() : value_of(points.front().eigenvalues));
  value.add("jacobian", std::move(jacobian));
  return value;
}

Answer pca(Subject& subject, const AnalysisItem&) {
  const Recording& recording = subject.recording;
  const Components& c = components_of(subject);
  JsonValue value = JsonValue::object();
  value.add("of", c.averaged ? "averages by condition" : "single trials");
  value.add("mean", of_all_units(recording, c.found.mean));
  JsonValue components = JsonValue::list();
  for (Index k = 0; k < c.axes.cols(); ++k)
    components.add(of_all_units(recording, VectorXd(c.axes.col(k))));
  value.add("components", std::move(components));
  value.add("explained", six_digits_of(c.found.explained));
  value.add("trajectories", value_of(c.shown, recording, c.sets, c.found.mean, c.axes));
  value.add("single", value_of(single_trajectories(recording, kSingleTrials), recording,
                               single_sets(recording, kSingleTrials), c.found.mean, c.axes));
  if (const Recording* intact = intact_of(subject))
    value.add("intact", value_of(c.averaged ? average_trajectories(*intact, c.sets)
                                            : single_trajectories(*intact, kSingleTrials),
                                 *intact, c.sets, c.found.mean, c.axes));
  return value;
}

Answer axes(Subject& subject, const AnalysisItem&) {
  const Recording& recording = subject.recording;
  const TaskAxesOptions options;
  const TaskAxes& found = task_axes_of(subject);
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
  const std::vector<ConditionSet> sets = condition_sets(recording);
  value.add("trajectories", value_of(average_trajectories(recording, sets), recording, sets,
                                     found.mean, found.matrix()));
  if (const Recording* intact = intact_of(subject))
    value.add("intact", value_of(average_trajectories(*intact, sets), *intact, sets, found.mean,
                                 found.matrix()));
  return value;
}

/// The plane that an item names, and the places of it that should be seen.
struct NamedPlane {
  Plane plane;
  std::vector<Eigen::Vector2d> places;
};

std::variant<NamedPlane, Issue> plane_of(Subject& subject, const AnalysisItem& item,
                                         const std::vector<FixedPoint>& points) {
  const Recording& recording = subject.recording;
  const VectorXd mean =
      item.along_axes ? task_axes_of(subject).mean : components_of(subject).found.mean;
  const MatrixXd axes =
      item.along_axes ? task_axes_of(subject).matrix() : components_of(subject).axes;
  if (std::max(item.across, item.up) >= axes.cols()) {
    return Issue{"what", "the plane has axis " +
                             std::to_string(std::max(item.across, item.up) + 1) + "; there are " +
                             std::to_string(axes.cols())};
  }
  if (item.through && *item.through >= static_cast<int>(points.size())) {
    return Issue{"what", "there is no fixed point " + std::to_string(*item.through) + "; found " +
                             std::to_string(points.size())};
  }
  NamedPlane named;
  Plane& plane = named.plane;
  plane.zero = everywhere(recording, mean);
  plane.axes.resize(recording.units, 2);
  plane.axes << everywhere(recording, axes.col(item.across)),
      everywhere(recording, axes.col(item.up));
  plane.through = item.through ? points[static_cast<std::size_t>(*item.through)].rates : plane.zero;
  const std::vector<Trajectory> shown =
      item.along_axes ? average_trajectories(recording, condition_sets(recording))
                      : components_of(subject).shown;
  for (const Trajectory& trajectory : shown) {
    const Trajectory placed = along(trajectory, mean, axes);
    for (Index t = 0; t < placed.states.rows(); ++t)
      named.places.emplace_back(placed.states(t, item.across), placed.states(t, item.up));
  }
  for (const FixedPoint& point : points) {
    if (!point.outlier) named.places.push_back(plane.place(point.rates));
  }
  return named;
}

Answer flow(Subject& subject, const AnalysisItem& item) {
  const auto read = held_of(subject, item.input);
  if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
  const HeldInput& held = *std::get_if<HeldInput>(&read);
  const std::vector<FixedPoint> points = points_under(subject, held).points;
  const auto named = plane_of(subject, item, points);
  if (const Issue* issue = std::get_if<Issue>(&named)) return *issue;
  const auto& [plane, places] = *std::get_if<NamedPlane>(&named);
  HeldNetwork network = subject.network;
  network.hold(held.values);
  const PlaneFlow found = plane_flow(network, plane, places);
  JsonValue of = JsonValue::object();
  of.add("of", item.along_axes ? "axes" : "pca");
  of.add("axes", six_digits_of(std::array<double, 2>{item.across + 0.0, item.up + 0.0}));
  JsonValue change = JsonValue::list();
  for (const Eigen::Vector2d& each : found.change) change.add(six_digits_of(each));
  JsonValue value = JsonValue::object();
  value.add("input", held.name);
  value.add("held", six_digits_of(held.values));
  value.add("plane", std::move(of));
  value.add("through", item.through ? JsonValue(*item.through) : JsonValue());
  value.add("low", six_digits_of(found.low));
  value.add("spacing", six_digits(found.spacing));
  value.add("side", found.side);
  value.add("change", std::move(change));
  return value;
}

Answer inputs(Subject& subject, const AnalysisItem&) {
  JsonValue list = JsonValue::list();
  for (const HeldChoice& choice : held_choices(subject.recording)) {
    JsonValue one = JsonValue::object();
    one.add("text", choice.text);
    one.add("name", choice.held.name);
    one.add("epoch", choice.epoch);
    one.add("held", six_digits_of(choice.held.values));
    list.add(std::move(one));
  }
  return list;
}

Answer answer_to(Subject& subject, const AnalysisItem& item) {
  switch (item.what) {
    case NetworkAnalysis::fixed_points:
      return fixed_points(subject, item);
    case NetworkAnalysis::spectrum:
      return spectrum(subject, item);
    case NetworkAnalysis::pca:
      return pca(subject, item);
    case NetworkAnalysis::axes:
      return axes(subject, item);
    case NetworkAnalysis::flow:
      return flow(subject, item);
    case NetworkAnalysis::inputs:
      return inputs(subject, item);
    case NetworkAnalysis::currents:
      return currents_value(subject.trainer, subject.recording);
    case NetworkAnalysis::balance:
      return balance_value(subject.trainer, subject.recording);
    case NetworkAnalysis::communication:
      return communication_value(subject.trainer, subject.recording);
    case NetworkAnalysis::stimulation:
      return stimulation_value(subject.trainer);
    case NetworkAnalysis::gradient:
      return gradient_value(subject.trainer);
    case NetworkAnalysis::selectivity:
      return selectivity_value(subject.recording);
    case NetworkAnalysis::activity:
      return activity_value(subject.trainer, subject.recording, item.activity);
    case NetworkAnalysis::atlas:
      break;
  }
  return atlas_value(subject.trainer);
}

}  // namespace

std::variant<JsonValue, Issue> analyse_network(const Trainer& trainer,
                                               const std::vector<AnalysisItem>& items,
                                               const NetworkReportOptions& options) {
  Subject subject{
      trainer, options, record_trials(trainer, options.trials), held_network(trainer), {}};
  subject.visited = visited_states(subject.recording);
  const bool slow = std::any_of(items.begin(), items.end(), [](const AnalysisItem& item) {
    return item.what == NetworkAnalysis::fixed_points || item.through;
  });
  if (slow) subject.slow_speed = options.slow_speed;
  JsonValue report = JsonValue::object();
  report.add("task", trainer.experiment().task.name());
  report.add("iteration", trainer.iteration());
  report.add("trials", static_cast<int>(subject.recording.trials.size()));
  report.add("dt_ms", trainer.experiment().network.dt_ms);
  report.add("units", subject.recording.units);
  JsonValue silent = JsonValue::list();
  for (const int unit : subject.recording.silent) silent.add(unit);
  report.add("silent", std::move(silent));
  for (const AnalysisItem& item : items) {
    Answer answer = answer_to(subject, item);
    if (Issue* issue = std::get_if<Issue>(&answer)) return std::move(*issue);
    report.add(name_of(item.what), std::move(*std::get_if<JsonValue>(&answer)));
  }
  return report;
}

}  // namespace nn4n
