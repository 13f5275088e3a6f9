// nn4n bench [--json] [--quick] [--density D]: milliseconds per training step, GFLOP/s of its
// recurrent part, and which fraction that is of what the processor can do at all.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>

#include "cli/bench_work.h"
#include "cli/options.h"
#include "codec/json_value.h"
#include "training/trainer.h"

namespace nn4n {

namespace {

constexpr int kRounds = 7;
constexpr double kRoundSeconds = 0.1;

using Clock = std::chrono::steady_clock;

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// One row of the table: something that is stepped in every round.
struct Course {
  std::string name;
  std::string structure;
  BenchSize size;
  std::unique_ptr<BenchWork> work = {};
  std::unique_ptr<Trainer> trainer = {};
  std::vector<double> step_ms = {};
  std::vector<double> recurrent_ms = {};  // of `work` only
  std::vector<double> ceiling = {};       // GFLOP/s, measured right before

  double gflops() const { return work->recurrent_flops() / median(recurrent_ms) * 1e-6; }
};

Course plain(const BenchSize& size, BenchStructure structure, double density) {
  return {.name = "plain",
          .structure = std::string(name_of(structure)),
          .size = size,
          .work = std::make_unique<BenchWork>(size, structure, density)};
}

/// The default experiment, with noise, regularisers and its task, at another size.
Course preset_of(int units) {
  Experiment experiment;
  for (Area& area : experiment.network.areas) area.units = units / 2;
  experiment.training.validation_interval = 10000;  // steps are timed, not validations
  auto trainer = std::make_unique<Trainer>(experiment);
  const int steps = trainer->snapshot(0).trial.steps;
  return {.name = "preset:pdm",
          .structure = "areas E/I",
          .size = {units, experiment.training.batch, steps},
          .trainer = std::move(trainer)};
}

std::vector<Course> courses(bool quick, double density) {
  std::vector<BenchSize> sizes{{50, 16, 100}, {50, 64, 100}, {100, 64, 100}, {100, 20, 1000}};
  if (!quick) sizes.insert(sizes.end(), {{200, 64, 100}, {400, 64, 100}});
  std::vector<Course> list;
  for (const BenchSize& size : sizes) {
    for (const auto structure : {BenchStructure::dense, BenchStructure::ei,
                                 BenchStructure::area_sparse, BenchStructure::element_sparse})
      list.push_back(plain(size, structure, density));
  }
  for (const int units : {64, 100}) {
    list.push_back(preset_of(units));
    const BenchSize size = list.back().size;
    list.push_back(plain(size, BenchStructure::dense, density));
  }
  return list;
}

void run_round(Course& course) {
  if (course.work) course.ceiling.push_back(ceiling_gflops());
  const Clock::time_point start = Clock::now();
  double seconds = 0;
  double recurrent = 0;
  int steps = 0;
  while (seconds < kRoundSeconds) {
    if (course.work) recurrent += course.work->step();
    if (course.trainer) course.trainer->step();
    ++steps;
    seconds = std::chrono::duration<double>(Clock::now() - start).count();
  }
  course.step_ms.push_back(1000 * seconds / steps);
  if (course.work) course.recurrent_ms.push_back(1000 * recurrent / steps);
}

void print_table(const std::vector<Course>& list, double normal_ns) {
  std::printf("%-11s %-15s %4s %4s %5s %9s %10s %8s %8s %7s\n", "step", "structure", "N", "B", "T",
              "ms", "recurrent", "GFLOP/s", "ceiling", "MB");
  for (const Course& course : list) {
    std::printf("%-11s %-15s %4d %4d %5d %9.3f", course.name.c_str(), course.structure.c_str(),
                course.size.units, course.size.trials, course.size.steps, median(course.step_ms));
    if (course.work) {
      std::printf(" %10.3f %8.1f %7.0f%% %7.1f", median(course.recurrent_ms), course.gflops(),
                  100 * course.gflops() / median(course.ceiling), course.work->megabytes());
    }
    std::puts("");
  }
  std::printf("a normally distributed number: %.2f ns\n", normal_ns);
}

void print_as_json(const std::vector<Course>& list, double normal_ns) {
  JsonValue rows = JsonValue::list();
  for (const Course& course : list) {
    JsonValue object = JsonValue::object();
    object.add("name", course.name);
    object.add("structure", course.structure);
    object.add("units", course.size.units);
    object.add("batch", course.size.trials);
    object.add("steps", course.size.steps);
    object.add("ms_per_step", median(course.step_ms));
    if (course.work) {
      object.add("recurrent_ms", median(course.recurrent_ms));
      object.add("gflops", course.gflops());
      object.add("ceiling_gflops", median(course.ceiling));
      object.add("megabytes", course.work->megabytes());
    }
    rows.add(std::move(object));
  }
  JsonValue all = JsonValue::object();
  all.add("steps", std::move(rows));
  all.add("normal_ns", normal_ns);
  std::puts(print_json(all, Layout::pretty).c_str());
}

}  // namespace

int bench(const Words& arguments) {
  Options options;
  std::string error =
      options.parse(arguments, {{"--json", false}, {"--quick", false}, {"--density"}});
  if (!error.empty()) return bad_input(error);
  if (!options.alone().empty()) return bad_input("bench takes no arguments");
  const std::string typed(options.value("--density"));
  const std::optional<double> density = parse_number(typed.empty() ? "0.2" : typed);
  if (!density || *density < 0 || *density > 1)
    return bad_input("--density is " + in_quotes(typed) + "; allowed 0 to 1");
  std::vector<Course> list = courses(options.has("--quick"), *density);
  for (Course& course : list) run_round(course);  // memory, caches
  for (Course& course : list)
    course = Course{std::move(course.name), std::move(course.structure), course.size,
                    std::move(course.work), std::move(course.trainer)};
  for (int round = 0; round < kRounds; ++round) {  // interleaved: a slow second hits all alike
    for (Course& course : list) run_round(course);
  }
  const double normal_ns = nanoseconds_per_normal();
  if (options.has("--json")) {
    print_as_json(list, normal_ns);
  } else {
    print_table(list, normal_ns);
  }
  return kDone;
}

}  // namespace nn4n
