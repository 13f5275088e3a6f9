// The dynamics of the network, as the page holds them: what a person chose to look at, and what the
// analysis Worker answered (analysis/network_report.h), read from JSON that may be anything.
//
// Axes: T steps of a trajectory, K axes of a space (at most three principal components, or all task
// axes), N units.
#pragma once

#include <array>
#include <complex>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_value.h"

namespace nn4n {

/// What of the dynamics is looked at. It comes back with the run (view_state.h).
struct DynamicsChoice {
  bool task_axes = false;       ///< places are along task axes, else along principal components
  int across = 0, up = 1;       ///< the two of them that make the plane
  bool solid = false;           ///< in three dimensions; only along principal components
  double turn = 0.6;            ///< of the three dimensions, about the vertical [rad]
  double tilt = 0.35;           ///< towards the person [rad], −π/2 .. π/2
  std::string input = "usual";  ///< that is held, as analysis/held_input.h reads it
  std::string to = {};          ///< points are followed from the input to this one; empty = nowhere
  double at = 0;                ///< on the way between the two, 0..1
  bool trajectories = true, points = true, flow = true, single = false;  ///< which are drawn
  bool weights = false;  ///< the spectrum is of the recurrent weights, not of a Jacobian
  int point = -1;        ///< the chosen one; −1 = none
  bool operator==(const DynamicsChoice&) const = default;
};

using DynamicsPlace = std::vector<double>;  // K

/// A part of a trial, in steps.
struct DynamicsEpoch {
  std::string name;
  double begin = 0, end = 0;
};

struct DynamicsTrajectory {
  std::string name;
  int trials = 1;
  int choice = -1;
  double stimulus = 0;
  std::vector<DynamicsEpoch> epochs;
  std::vector<DynamicsPlace> places;  // T
};

/// Principal components or task axes, with the trajectories along them.
struct DynamicsSpace {
  std::vector<double> mean;               // N
  std::vector<std::vector<double>> axes;  // K, N each
  std::vector<std::string> names;         // K, "PC 1", "choice"
  std::vector<double> explained;  ///< shares of the variance, or R² in trials that were not fitted
  std::vector<DynamicsTrajectory> trajectories, single;
  std::vector<DynamicsTrajectory> intact;  ///< without the interventions; empty = none acts

  /// Where rates (N) are along the axes; empty when they are of another network.
  DynamicsPlace place(const std::vector<double>& rates) const;
  /// The same of a direction.
  DynamicsPlace direction(const std::vector<double>& rates) const;
};

struct DynamicsPoint {
  std::vector<double> rates;  // N
  double speed = 0;
  bool fixed = true;
  bool stable = false;
  int unstable = 0;  ///< eigenvalues outside the unit circle
  bool outlier = false;
  double distance = 0;                            ///< from the nearest state of the trials
  std::string kind;                               ///< in words
  std::vector<std::complex<double>> eigenvalues;  // N, the largest first
  std::vector<std::vector<double>> directions;    // N each
  int branch = -1;                                ///< of a path
};

/// The points of one input of a path.
struct DynamicsStep {
  double at = 0;  ///< 0..1
  std::vector<DynamicsPoint> points;
};

struct DynamicsEvent {
  bool appear = false;
  double from = 0, to = 0;
};

struct DynamicsFlow {
  bool task_axes = false;
  int across = 0, up = 1;
  int through = -1;  ///< the point that the plane goes through; −1 = the mean
  std::vector<double> held;
  double low_across = 0, low_up = 0, spacing = 0;
  int side = 0;
  std::vector<std::array<double, 2>> change;  // side x side, of a time step
};

struct DynamicsInput {
  std::string text, name, epoch;
  std::vector<double> held;
};

/// What the Worker has answered, part by part; a part that is missing was not asked for.
struct DynamicsReport {
  int iteration = 0;
  double dt_ms = 0;
  std::vector<int> silent;
  std::optional<DynamicsSpace> components, task;
  std::optional<std::vector<std::complex<double>>> weights;  ///< eigenvalues of the recurrent ones
  struct Points {
    std::string input;  ///< its name: "Stimulus: coherence 15 %"
    std::string text;   ///< as it was asked for
    std::vector<double> held;
    int starts = 0;
    std::vector<DynamicsPoint> points;
    std::vector<double> held_to;
    std::vector<DynamicsStep> path;  ///< empty = it was not asked for
    std::vector<DynamicsEvent> events;
  };
  std::optional<Points> fixed;
  std::optional<DynamicsFlow> flow;
  std::optional<std::vector<DynamicsInput>> inputs;
};

/// Of which weights an answer is.
struct DynamicsSubject {
  int serial = -1;         ///< of the run (Run::serial)
  int moment = -1;         ///< of its film; −1 = none is shown
  bool best = false;       ///< its best weights
  int iteration = -1;      ///< that these weights have
  std::uint64_t acts = 0;  ///< another number for other interventions; 0 = there are none
  bool operator==(const DynamicsSubject&) const = default;
};

/// The question that the Worker has not answered yet.
struct DynamicsQuestion {
  int number = 0;
  bool whole = false;  ///< of everything, else of the flow and the points on the way between inputs
  DynamicsSubject subject;
  std::string input, to;
};

/// What is known of the dynamics, and what is being asked.
struct DynamicsView {
  DynamicsReport report;
  DynamicsSubject asked_of;  ///< of which the report was to be; while training it may be newer
  DynamicsSubject of;        ///< of the report; before the first one of no run
  std::string input, to;     ///< as they were chosen for it
  std::optional<DynamicsReport::Points> here;  ///< the points on the way between two inputs
  double took_ms = 0;                          ///< that the last whole answer took the Worker
  std::optional<DynamicsQuestion> asked;
  int number = 0;       ///< of the last question
  std::string further;  ///< the last one that was not of everything: none is asked twice in a row
  bool again = false;   ///< a person wants it searched again
  std::string problem;  ///< why there is no answer, a sentence; empty = nothing is wrong
};

/// What came of reading an answer: a report, or a sentence.
struct ReadDynamics {
  std::optional<DynamicsReport> report;
  std::string problem;
};

/// Reads an answer of the Worker. Lists of other lengths than they should have, numbers out of
/// their range and other JSON are a problem; nothing of them is taken.
ReadDynamics read_dynamics(std::string_view json);

/// The points at a place of a path, each between where it is at the two steps around; a point that
/// is in one of them only is shown near it.
std::vector<DynamicsPoint> points_on_path(const std::vector<DynamicsStep>& path, double at);

/// How long a deviation takes to change by the factor e [ms], of the eigenvalue nearest to the unit
/// circle among those outside of it or, without any, among those inside; nothing when it is on it.
std::optional<double> slowest_ms(const DynamicsPoint& point, double dt_ms);

/// "A1" for the stable points, "S1" for saddles and other unstable ones, "s1" for slow points, each
/// kind counted in the order of the points.
std::vector<std::string> point_names(const std::vector<DynamicsPoint>& points);

/// Reads a choice from an object with the keys of the command "dynamics", over the one before.
/// Answers what is wrong, in a sentence; then the choice is as it was.
std::string read_choice(const JsonValue& value, DynamicsChoice& choice);
JsonValue to_value(const DynamicsChoice& choice);

}  // namespace nn4n
