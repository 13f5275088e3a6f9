#include "analysis/run_map.h"

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "analysis/activity.h"
#include "analysis/principal_components.h"
#include "analysis/solve.h"
#include "base/text.h"

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr std::size_t kMostConditions = 100, kMostRunUnits = 4096, kLongestCondition = 400;

MatrixXd less_its_mean(MatrixXd states) {
  for (Index j = 0; j < states.cols(); ++j) {
    double sum = 0;
    for (Index i = 0; i < states.rows(); ++i) sum += states(i, j);
    states.col(j).array() -= sum / static_cast<double>(std::max<Index>(states.rows(), 1));
  }
  return states;
}

double length_of(const MatrixXd& states) {
  double squares = 0;
  for (Index j = 0; j < states.cols(); ++j) squares += dot(states.col(j), states.col(j));
  return std::sqrt(squares);
}

/// The rows of the conditions that are named, in their order.
MatrixXd rows_of_conditions(const RunStates& run, const std::vector<std::string>& names) {
  MatrixXd rows(static_cast<Index>(names.size()) * kStatesOfCondition, run.states.cols());
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto at = std::find(run.conditions.begin(), run.conditions.end(), names[k]);
    rows.middleRows(static_cast<Index>(k) * kStatesOfCondition, kStatesOfCondition) =
        run.states.middleRows((at - run.conditions.begin()) * kStatesOfCondition,
                              kStatesOfCondition);
  }
  return rows;
}

std::vector<std::string> common_conditions(const std::vector<RunStates>& runs) {
  std::vector<std::string> common = runs.front().conditions;
  for (const RunStates& run : runs) {
    std::erase_if(common, [&](const std::string& name) {
      return std::find(run.conditions.begin(), run.conditions.end(), name) == run.conditions.end();
    });
  }
  return common;
}

JsonValue lists_of(const MatrixXd& matrix, int digits) {
  JsonValue rows = JsonValue::list();
  for (Index i = 0; i < matrix.rows(); ++i) {
    JsonValue row = JsonValue::list();
    for (Index j = 0; j < matrix.cols(); ++j) row.add(rounded_to(matrix(i, j), digits));
    rows.add(std::move(row));
  }
  return rows;
}

JsonValue names_of(const std::vector<std::string>& names) {
  JsonValue list = JsonValue::list();
  for (const std::string& name : names) list.add(name);
  return list;
}

bool is_list(const JsonValue* value, std::size_t least, std::size_t most) {
  return value && value->is(JsonKind::list) && value->items.size() >= least &&
         value->items.size() <= most;
}

/// A list of numbers into a row; false when it is anything else.
bool read_row(const JsonValue& list, MatrixXd& states, Index row) {
  const auto columns = static_cast<std::size_t>(states.cols());
  if (!is_list(&list, columns, columns)) return false;
  for (std::size_t j = 0; j < columns; ++j) {
    const JsonValue& item = list.items[j];
    if (!item.is(JsonKind::number) || !(std::fabs(item.number) < 1e30)) return false;
    states(row, static_cast<Index>(j)) = item.number;
  }
  return true;
}

}  // namespace

RunStates run_states(const Recording& recording) {
  RunStates run;
  const std::vector<ConditionSet> sets = condition_sets(recording);
  run.states =
      MatrixXd::Zero(static_cast<Index>(sets.size()) * kStatesOfCondition, recording.units);
  for (std::size_t c = 0; c < sets.size(); ++c) {
    run.conditions.push_back(sets[c].name);
    AverageActivity average(1, recording.units);
    for (const std::size_t b : sets[c].trials) average.add(0, recording.trials[b].rates);
    const std::vector<float> mean = average.mean(0);
    const int steps = average.steps(0);
    for (int part = 0; part < kStatesOfCondition; ++part) {
      const int begin = part * steps / kStatesOfCondition;
      const int end = std::max((part + 1) * steps / kStatesOfCondition, begin + 1);
      const Index row = static_cast<Index>(c) * kStatesOfCondition + part;
      for (int n = 0; n < recording.units; ++n)
        for (int t = begin; t < std::min(end, steps); ++t)
          run.states(row, n) +=
              double{mean[static_cast<std::size_t>(n * steps + t)]} / (end - begin);
    }
  }
  return run;
}

double shape_distance(const MatrixXd& a, const MatrixXd& b) {
  const MatrixXd x = less_its_mean(a), y = less_its_mean(b);
  const double lengths = length_of(x) * length_of(y);
  if (lengths == 0) return length_of(x) == length_of(y) ? 0 : std::numbers::pi / 2;
  MatrixXd both(x.cols(), y.cols());
  for (Index j = 0; j < y.cols(); ++j) both.col(j) = transposed_product(x, y.col(j));
  const VectorXd values = Eigen::JacobiSVD<MatrixXd>(both).singularValues();
  double sum = 0;
  for (Index k = 0; k < values.size(); ++k) sum += values[k];
  return std::acos(std::clamp(sum / lengths, 0.0, 1.0));
}

MatrixXd scaled_places(const MatrixXd& distances, double& explained) {
  const Index count = distances.rows();
  MatrixXd places = MatrixXd::Zero(count, 2);
  explained = 0;
  // B = −½ J D² J with J = I − 1/K: the products of the places about their mean.
  const MatrixXd squares = distances.array().square();
  const MatrixXd columns = less_its_mean(squares);
  const MatrixXd products = -0.5 * less_its_mean(columns.transpose());
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver((products + products.transpose()) / 2);
  if (count < 2 || solver.info() != Eigen::Success) return places;
  double positive = 0;
  for (Index k = 0; k < count; ++k) positive += std::max(solver.eigenvalues()[k], 0.0);
  for (Index axis = 0; axis < 2; ++axis) {
    const double value = std::max(solver.eigenvalues()[count - 1 - axis], 0.0);
    places.col(axis) = std::sqrt(value) * solver.eigenvectors().col(count - 1 - axis);
    if (positive > 0) explained += value / positive;
  }
  fix_signs(places);
  return places;
}

std::variant<RunMap, std::string> map_of_runs(const std::vector<RunStates>& runs) {
  if (runs.size() < 2 || runs.size() > kMostRuns)
    return "There are " + std::to_string(runs.size()) + " networks; a map is of 2 to " +
           std::to_string(kMostRuns);
  RunMap map{.conditions = common_conditions(runs), .distances = {}, .places = {}};
  if (map.conditions.empty()) return "The networks have no condition of their trials in common";
  std::vector<MatrixXd> states;
  for (const RunStates& run : runs) states.push_back(rows_of_conditions(run, map.conditions));
  const auto count = static_cast<Index>(runs.size());
  map.distances = MatrixXd::Zero(count, count);
  for (Index i = 0; i < count; ++i) {
    for (Index j = 0; j < i; ++j)
      map.distances(i, j) = map.distances(j, i) =
          shape_distance(states[static_cast<std::size_t>(i)], states[static_cast<std::size_t>(j)]);
  }
  map.places = scaled_places(map.distances, map.explained);
  return map;
}

JsonValue to_value(const RunStates& run) {
  JsonValue value = JsonValue::object();
  value.add("conditions", names_of(run.conditions));
  value.add("units", static_cast<int>(run.states.cols()));
  value.add("states", lists_of(run.states, 4));
  return value;
}

std::optional<RunStates> read_run_states(const JsonValue& value) {
  const JsonValue* names = value.find("conditions");
  const JsonValue* units = value.find("units");
  const JsonValue* states = value.find("states");
  if (!is_list(names, 1, kMostConditions) || !units || !units->is(JsonKind::number)) return {};
  const double columns = units->number;
  if (!(columns >= 1 && columns <= double{kMostRunUnits}) || columns != std::floor(columns))
    return {};
  const std::size_t rows = names->items.size() * kStatesOfCondition;
  if (!is_list(states, rows, rows)) return {};
  RunStates run;
  run.states.resize(static_cast<Index>(rows), static_cast<Index>(columns));
  for (std::size_t i = 0; i < rows; ++i)
    if (!read_row(states->items[i], run.states, static_cast<Index>(i))) return {};
  for (const JsonValue& name : names->items) {
    if (!name.is(JsonKind::text) || name.text.size() > kLongestCondition) return {};
    run.conditions.push_back(name.text);
  }
  return run;
}

JsonValue to_value(const RunMap& map) {
  JsonValue value = JsonValue::object();
  value.add("conditions", names_of(map.conditions));
  value.add("distances", lists_of(map.distances, 6));
  value.add("places", lists_of(map.places, 6));
  value.add("explained", rounded_to(map.explained, 6));
  return value;
}

}  // namespace nn4n
