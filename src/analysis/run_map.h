// How alike are networks that learnt the same task from different seeds? Two networks may behave
// alike and differ in what each unit does (Maheswaranathan, Williams, Golub, Ganguli & Sussillo
// 2019, "Universality and individuality in neural dynamics across large populations of recurrent
// networks"), so they are compared by the shape of what all units do together, whatever unit does
// it.
//
// Each network is its matrix X of mean rates by condition (S states x N units), less the mean of
// each unit. The distance of two networks is the angle between these shapes after the best rotation
// or reflection (Williams, Kunz, Kornblith & Linderman 2021, "Generalized shape metrics on neural
// representations"; Procrustes):
//
//   θ(X, Y) = arccos(‖XᵀY‖_* / (‖X‖ ‖Y‖)), 0 .. π/2
//
// where ‖·‖_* is the sum of the singular values. It is 0 for a rotated, moved or scaled copy, and a
// metric. The map puts each network into a plane by classical multidimensional scaling (Torgerson
// 1952; Gower 1966), so that distances in the plane are as near as can be to those.
//
// Axes: K networks, C conditions, S = C kStatesOfCondition states, N units.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "analysis/recording.h"
#include "codec/json_value.h"

namespace nn4n {

/// States that stand for the trials of a condition: means over as many equal parts of a trial.
inline constexpr int kStatesOfCondition = 10;
/// The most networks of a map.
inline constexpr std::size_t kMostRuns = 64;

struct RunStates {
  std::vector<std::string> conditions;  // C
  Eigen::MatrixXd states;               // S x N, condition by condition
};

/// Mean rates of all units by condition.
RunStates run_states(const Recording& recording);

/// θ of two matrices with equally many rows. A network that does not vary is at π/2 from all
/// others, and at 0 from another one that does not vary.
double shape_distance(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);

/// K x K distances to K places in a plane, about the mean of all. `explained` becomes the share of
/// the plane in the squared distances, 0..1, as far as these are those of places at all.
Eigen::MatrixXd scaled_places(const Eigen::MatrixXd& distances, double& explained);

struct RunMap {
  std::vector<std::string> conditions;  ///< that all networks have; only these are compared
  Eigen::MatrixXd distances;            // K x K, [rad]
  Eigen::MatrixXd places;               // K x 2
  double explained = 0;
};

/// The map of 2 to kMostRuns networks, or a sentence without its full stop: they have no condition
/// in common.
std::variant<RunMap, std::string> map_of_runs(const std::vector<RunStates>& runs);

/// {conditions: [name], units, states: [S lists of N]}; rates with four digits.
JsonValue to_value(const RunStates& run);
/// Reads what to_value() gives; nothing when it is anything else.
std::optional<RunStates> read_run_states(const JsonValue& value);

/// {conditions, distances: [K lists of K], places: [[x, y]], explained}
JsonValue to_value(const RunMap& map);

}  // namespace nn4n
