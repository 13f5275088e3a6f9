// nn4n bench [--json]: milliseconds per training step.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "cli/options.h"
#include "codec/json_value.h"
#include "training/trainer.h"

namespace nn4n {

namespace {

constexpr int kRounds = 9;
constexpr double kRoundSeconds = 0.15;

using Clock = std::chrono::steady_clock;

/// One size of network and batch, timed in every round.
struct Course {
  std::string name;
  Trainer trainer;
  std::vector<double> ms_per_step;
};

Experiment of_size(int units_per_area, int batch) {
  Experiment experiment;
  for (Area& area : experiment.network.areas) area.units = units_per_area;
  experiment.training.batch = batch;
  experiment.training.validation_interval = 10000;  // steps are timed, not validations
  return experiment;
}

Course course_of(std::string name, const Experiment& experiment) {
  Course course{std::move(name), Trainer(experiment), {}};
  for (int i = 0; i < 3; ++i) course.trainer.step();  // memory, caches
  return course;
}

std::vector<Course> courses() {
  std::vector<Course> list;
  list.push_back(course_of("default", of_size(32, 32)));
  list.push_back(course_of("small", of_size(16, 32)));
  list.push_back(course_of("large batch", of_size(32, 128)));
  list.push_back(course_of("128 units", of_size(64, 32)));
  list.push_back(course_of("256 units", of_size(128, 32)));
  return list;
}

void run_round(Course& course) {
  const Clock::time_point start = Clock::now();
  double seconds = 0;
  int steps = 0;
  while (seconds < kRoundSeconds) {
    course.trainer.step();
    ++steps;
    seconds = std::chrono::duration<double>(Clock::now() - start).count();
  }
  course.ms_per_step.push_back(1000 * seconds / steps);
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

int steps_of(Course& course) { return course.trainer.snapshot(0).trial.steps; }

void print_table(std::vector<Course>& list) {
  std::printf("%-14s %6s %6s %6s %12s %12s\n", "", "N", "B", "T", "ms per step", "fastest");
  for (Course& course : list) {
    const Experiment& experiment = course.trainer.experiment();
    const auto fastest = std::min_element(course.ms_per_step.begin(), course.ms_per_step.end());
    std::printf("%-14s %6d %6d %6d %12.3f %12.3f\n", course.name.c_str(),
                total_units(experiment.network), experiment.training.batch, steps_of(course),
                median(course.ms_per_step), *fastest);
  }
}

void print_as_json(std::vector<Course>& list) {
  JsonValue all = JsonValue::list();
  for (Course& course : list) {
    const Experiment& experiment = course.trainer.experiment();
    JsonValue object = JsonValue::object();
    object.add("name", course.name);
    object.add("units", total_units(experiment.network));
    object.add("batch", experiment.training.batch);
    object.add("steps", steps_of(course));
    object.add("ms_per_step", median(course.ms_per_step));
    all.add(std::move(object));
  }
  std::puts(print_json(all, Layout::pretty).c_str());
}

}  // namespace

int bench(const Words& arguments) {
  Options options;
  const std::string error = options.parse(arguments, {{"--json", false}});
  if (!error.empty()) return bad_input(error);
  if (!options.alone().empty()) return bad_input("bench takes no arguments");
  std::vector<Course> list = courses();
  for (int round = 0; round < kRounds; ++round) {  // interleaved: a slow second hits all alike
    for (Course& course : list) run_round(course);
  }
  if (options.has("--json")) {
    print_as_json(list);
  } else {
    print_table(list);
  }
  return kDone;
}

}  // namespace nn4n
