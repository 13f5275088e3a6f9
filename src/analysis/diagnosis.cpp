#include "analysis/diagnosis.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "analysis/diagnose.h"
#include "base/text.h"
#include "training/progress.h"

namespace nn4n {

namespace {

constexpr std::size_t kMostAtATime = 2;
// In the first iterations healthy runs may explode for a moment (nn_brain_dynamics does).
constexpr int kFirstSteps = 50;

enum class When { from_the_start, measured };

struct KindOfDiagnosis {
  std::string_view key, title, plot;
  When when = When::measured;
};

constexpr std::array kKinds{
    KindOfDiagnosis{"no_path", "No path to the readout", "weights", When::from_the_start},
    KindOfDiagnosis{"unreached_area", "An area without input", "weights", When::from_the_start},
    KindOfDiagnosis{"short_epoch", "Time step too long", "rates", When::from_the_start},
    KindOfDiagnosis{"not_finite", "Loss not finite", "loss"},
    KindOfDiagnosis{"dropped", "Accuracy fell", "accuracy"},
    KindOfDiagnosis{"silent", "Silent units", "rates"},
    KindOfDiagnosis{"saturated", "Saturated units", "rates"},
    KindOfDiagnosis{"activity_explodes", "Activity explodes", "rates"},
    KindOfDiagnosis{"activity_vanishes", "Activity vanishes", "rates"},
    KindOfDiagnosis{"gradient_explodes", "Gradient explodes", "loss"},
    KindOfDiagnosis{"gradient_vanishes", "Gradient vanishes", "loss"},
    KindOfDiagnosis{"rate_too_large", "Steps too large", "loss"},
    KindOfDiagnosis{"rate_too_small", "Steps too small", "loss"},
    KindOfDiagnosis{"noise", "Noise hides the input", "accuracy"},
    KindOfDiagnosis{"at_chance", "No better than chance", "accuracy"}};

const KindOfDiagnosis& kind_of(const Diagnosis& diagnosis) {
  const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const KindOfDiagnosis& kind) {
    return kind.key == diagnosis.key;
  });
  assert(found != kKinds.end());
  return *found;
}

}  // namespace

bool Findings::fails() const {
  if (health().iteration == 0 || snapshot.validations.empty()) return false;
  if (iterations_of_draw() < kFirstSteps) return false;
  return static_cast<double>(snapshot.validations.back().accuracy) < accuracy_at(kHalfWay);
}

int Findings::iterations_of_draw() const {
  return snapshot.iteration - drawn_at(snapshot.validations);
}

std::string percent(double share) {
  return std::to_string(static_cast<int>(std::lround(100 * share))) + " %";
}

std::string rough(double value) { return shortest(rounded_to(value, 2)); }

std::string name_of_area(const Experiment& experiment, std::size_t area) {
  const std::string& name = experiment.network.areas[area].name;
  return name.empty() ? "area " + std::to_string(area + 1) : name;
}

std::string path_of_area(std::size_t area, std::string_view field) {
  return "network.areas[" + std::to_string(area) + "]." + std::string(field);
}

Cure lower_rate(const Findings& found, double factor) {
  return {"training.learning_rate",
          std::max(1e-5, found.experiment.training.learning_rate * factor)};
}

std::vector<Diagnosis> diagnose(const Experiment& experiment, const Snapshot& snapshot) {
  Findings found{experiment, snapshot, task_of(experiment).shape(experiment.task)};
  // Whatever comes first may be why the rest is so.
  for (const auto& find : {find_missing_paths, find_unreached_area, find_short_epochs, find_failure,
                           find_drop, find_silent_units, find_saturated_units, find_activity,
                           find_gradient, find_learning_rate, find_noise, find_chance})
    find(found);
  if (found.list.size() > kMostAtATime) found.list.resize(kMostAtATime);
  for (Diagnosis& diagnosis : found.list) {
    const bool measured = kind_of(diagnosis).when == When::measured;
    if (measured && diagnosis.since == 0) diagnosis.since = snapshot.health.iteration;
  }
  return std::move(found.list);
}

std::string_view title_of(const Diagnosis& diagnosis) { return kind_of(diagnosis).title; }

std::string_view plot_of(const Diagnosis& diagnosis) { return kind_of(diagnosis).plot; }

JsonValue to_value(const std::vector<Diagnosis>& diagnoses) {
  JsonValue list = JsonValue::list();
  for (const Diagnosis& diagnosis : diagnoses) {
    JsonValue one = JsonValue::object();
    one.add("key", diagnosis.key);
    one.add("path", diagnosis.path);
    one.add("message", diagnosis.message);
    one.add("remedy", diagnosis.remedy);
    list.add(std::move(one));
  }
  return list;
}

}  // namespace nn4n
