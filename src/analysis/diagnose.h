// What the checks of diagnosis.h share. They lie in three files by what they look at:
// diagnose_structure.cpp, diagnose_trial.cpp (units and activity) and diagnose_learning.cpp.
//
// Thresholds stand in these files. What healthy runs show was measured at every validation of the
// presets' first minutes of training (native, November 2026); each threshold lies well beyond it.
// Most checks are also silent while a run is more than half the way from chance to the pass level.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/diagnosis.h"
#include "tasks/task.h"

namespace nn4n {

/// Everything that the checks look at, and what they have found.
struct Findings {
  const Experiment& experiment;
  const Snapshot& snapshot;
  TaskShape shape;
  std::vector<Diagnosis> list = {};

  const Health& health() const { return snapshot.health; }
  void say(Diagnosis diagnosis) { list.push_back(std::move(diagnosis)); }
  /// The accuracy that lies at `share` of the way from chance to the pass level.
  double accuracy_at(double share) const {
    return shape.chance + share * (shape.pass - shape.chance);
  }
  /// Was a validation measured, and is the network nowhere near what it should do?
  bool fails() const;
  int iterations_of_draw() const;
};

inline constexpr double kHalfWay = 0.5;  // from chance to the pass level

void find_missing_paths(Findings& found);
void find_unreached_area(Findings& found);
void find_short_epochs(Findings& found);

void find_silent_units(Findings& found);
void find_saturated_units(Findings& found);
void find_activity(Findings& found);
void find_gradient(Findings& found);
void find_noise(Findings& found);

void find_failure(Findings& found);
void find_drop(Findings& found);
void find_learning_rate(Findings& found);
void find_chance(Findings& found);

std::string percent(double share);
/// A number with two significant digits.
std::string rough(double value);
std::string name_of_area(const Experiment& experiment, std::size_t area);
std::string path_of_area(std::size_t area, std::string_view field);

/// The learning rate times `factor`.
Cure lower_rate(const Findings& found, double factor);

}  // namespace nn4n
