// nn4n bench: milliseconds per training step, GFLOP/s of its recurrent part, and which fraction
// that is of what the processor can do at all; or whether a long run becomes slower.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

#include "base/measured.h"
#include "base/text.h"
#include "cli/bench_work.h"
#include "cli/command.h"
#include "cli/long_run.h"
#include "codec/json_value.h"
#include "model/ceiling.h"
#include "tasks/draw.h"
#include "training/take_snapshot.h"
#include "training/trainer.h"

namespace nn4n {

namespace {

constexpr double kRoundSeconds = 0.1;

/// One row of the table: a network that makes some steps in every round.
struct Course {
  std::string name;
  std::string structure;
  BenchSize size;
  std::unique_ptr<BenchWork> work = {};
  std::unique_ptr<Trainer> trainer = {};
  Experiment experiment = {};  // what the trainer trains
  std::vector<double> step_ms = {};
  std::vector<double> trials_ms = {};     // drawing the trials of one step of the trainer
  std::vector<double> recurrent_ms = {};  // of `work` alone
  std::vector<double> ceiling = {};       // GFLOP/s, measured just before the steps

  double gflops() const { return work->recurrent_flops() / median(recurrent_ms) * 1e-6; }
  double product_gflops() const { return work->product_flops() / median(recurrent_ms) * 1e-6; }
  /// What `flops` operations a step are, in percent of the ceiling of the same round: the median
  /// over the rounds.
  double share(double flops) const {
    std::vector<double> shares;
    for (std::size_t round = 0; round < ceiling.size(); ++round)
      shares.push_back(1e-4 * flops / recurrent_ms[round] / ceiling[round]);
    return median(shares);
  }
};

Course plain(const BenchSize& size, BenchStructure structure, double density) {
  return {.name = "plain",
          .structure = std::string(kBenchStructures[static_cast<std::size_t>(structure)]),
          .size = size,
          .work = std::make_unique<BenchWork>(size, structure, density)};
}

/// The default experiment, with noise, regularisers and its task, at another size.
Course preset_of(int units) {
  Experiment experiment;
  for (Area& area : experiment.network.areas) area.units = units / 2;
  experiment.training.validation_interval = 10000;  // steps are timed, not validations
  auto trainer = std::make_unique<Trainer>(experiment);
  const int steps = take_snapshot(*trainer).trial.steps;
  return {.name = "preset:pdm",
          .structure = "areas E/I",
          .size = {units, experiment.training.batch, steps},
          .trainer = std::move(trainer),
          .experiment = experiment};
}

constexpr BenchSize kLargest{400, 64, 1000};  // its memory is shown, not its time

/// Which networks are timed, and how often.
struct Plan {
  std::vector<BenchSize> sizes{{50, 16, 100}, {50, 64, 100}, {100, 64, 100}, {100, 20, 1000}};
  std::vector<BenchStructure> structures{BenchStructure::dense, BenchStructure::ei,
                                         BenchStructure::area_sparse,
                                         BenchStructure::element_sparse};
  std::vector<int> presets{64, 100};  // units of the default experiment
  double density = 0;                 // of the element-sparse networks
  int rounds = 0;
};

std::vector<Course> courses(const Plan& plan) {
  std::vector<Course> list;
  for (const BenchSize& size : plan.sizes) {
    for (const BenchStructure structure : plan.structures)
      list.push_back(plain(size, structure, plan.density));
  }
  for (const int units : plan.presets) {
    list.push_back(preset_of(units));
    const BenchSize size = list.back().size;
    list.push_back(plain(size, BenchStructure::dense, plan.density));
  }
  return list;
}

/// Returns the milliseconds that drawing and laying out one batch takes.
double milliseconds_of_trials(const Experiment& experiment) {
  constexpr std::uint32_t kBatches = 20;
  Batch<float> batch;
  const Clock::time_point start = Clock::now();
  for (std::uint32_t index = 0; index < kBatches; ++index)
    draw_trials(experiment, {.seed = 1, .index = index}, experiment.training.batch, batch);
  return 1e3 * seconds_since(start) / kBatches;
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
    seconds = seconds_since(start);
  }
  course.step_ms.push_back(1000 * seconds / steps);
  if (course.work) course.recurrent_ms.push_back(1000 * recurrent / steps);
  if (course.trainer) course.trials_ms.push_back(milliseconds_of_trials(course.experiment));
}

/// Drops the times of the round that only warmed up memory and caches.
void forget_times(Course& course) {
  for (std::vector<double>* times :
       {&course.step_ms, &course.trials_ms, &course.recurrent_ms, &course.ceiling}) {
    times->clear();
  }
}

/// What is measured beside the steps.
struct Extras {
  double normal_ns = 0;
  std::optional<double> largest_megabytes;
};

void print_table(const std::vector<Course>& list, const Extras& extras) {
  // The share of the ceiling counts the recurrent weights alone, then all products of that time.
  std::printf("%-11s %-15s %4s %4s %5s %9s %10s %8s %8s %9s %7s\n", "step", "structure", "N", "B",
              "T", "ms", "recurrent", "GFLOP/s", "ceiling", "with I/O", "MB");
  for (const Course& course : list) {
    std::printf("%-11s %-15s %4d %4d %5d %9.3f", course.name.c_str(), course.structure.c_str(),
                course.size.units, course.size.trials, course.size.steps, median(course.step_ms));
    if (course.work) {
      std::printf(" %10.3f %8.1f %7.0f%% %8.0f%% %7.1f", median(course.recurrent_ms),
                  course.gflops(), course.share(course.work->recurrent_flops()),
                  course.share(course.work->product_flops()), course.work->megabytes());
    } else {
      const double trials = median(course.trials_ms);
      std::printf("   of which trials %.3f: %.1f%%", trials, 100 * trials / median(course.step_ms));
    }
    std::puts("");
  }
  std::printf("a normally distributed number: %.2f ns\n", extras.normal_ns);
  if (!extras.largest_megabytes) return;
  std::printf("a step of (%d, %d, %d) with its trials: at most %.0f MB in all\n", kLargest.units,
              kLargest.trials, kLargest.steps, *extras.largest_megabytes);
}

void print_as_json(const std::vector<Course>& list, const Extras& extras) {
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
      object.add("product_gflops", course.product_gflops());
      object.add("ceiling_gflops", median(course.ceiling));
      object.add("share_of_ceiling", 0.01 * course.share(course.work->recurrent_flops()));
      object.add("megabytes", course.work->megabytes());
    } else {
      object.add("trials_ms", median(course.trials_ms));
    }
    rows.add(std::move(object));
  }
  JsonValue all = JsonValue::object();
  all.add("steps", std::move(rows));
  all.add("normal_ns", extras.normal_ns);
  if (extras.largest_megabytes) all.add("largest_megabytes", *extras.largest_megabytes);
  std::puts(print_json(all, Layout::pretty).c_str());
}

/// Reads "50,16,100"; each number must be one that an experiment allows.
std::optional<BenchSize> parse_size(std::string_view text) {
  BenchSize size;
  int* const numbers[] = {&size.units, &size.trials, &size.steps};
  constexpr double most[] = {512, 512, 10000};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t comma = i < 2 ? text.find(',') : text.size();
    if (comma == std::string_view::npos) return std::nullopt;
    const std::optional<double> number = parse_number(text.substr(0, comma));
    if (!number || *number < 1 || *number > most[i] || *number != std::floor(*number))
      return std::nullopt;
    *numbers[i] = static_cast<int>(*number);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return size;
}

/// Returns an empty text, or what is wrong with the options.
std::string read_plan(const Options& options, Plan& plan) {
  plan.density = options.number("--density");
  plan.rounds = static_cast<int>(options.number("--rounds"));
  if (!options.has("--quick"))
    plan.sizes.insert(plan.sizes.end(), {{200, 64, 100}, {400, 64, 100}});
  if (options.has("--size")) {
    const std::optional<BenchSize> size = parse_size(options.value("--size"));
    if (!size) {
      return "--size is " + in_quotes(options.value("--size")) +
             "; allowed units,trials,steps: 1 to 512, 1 to 512, 1 to 10000";
    }
    plan.sizes = {*size};
    plan.presets.clear();
  }
  if (options.has("--structure")) {
    const auto name =
        std::find(kBenchStructures.begin(), kBenchStructures.end(), options.value("--structure"));
    plan.structures = {static_cast<BenchStructure>(name - kBenchStructures.begin())};
    plan.presets.clear();
  }
  return {};
}

constexpr int kLongParts = 10;
constexpr int kLongIterations = 20000;

void print_long_run(int iterations, bool as_json) {
  const std::vector<double> along = milliseconds_along(iterations, kLongParts);
  if (as_json) {
    JsonValue list = JsonValue::list();
    for (const double ms : along) list.add(ms);
    JsonValue object = JsonValue::object();
    object.add("iterations", iterations);
    object.add("ms_per_step", std::move(list));
    std::puts(print_json(object, Layout::pretty).c_str());
    return;
  }
  std::printf("%12s %9s\n", "to iteration", "ms a step");
  for (int part = 0; part < kLongParts; ++part) {
    std::printf("%12d %9.3f\n", iterations * (part + 1) / kLongParts,
                along[static_cast<std::size_t>(part)]);
  }
}

int bench(const Options& options) {
  Plan plan;
  if (const std::string error = read_plan(options, plan); !error.empty()) return bad_input(error);
  if (!options.alone().empty()) return bad_input("bench takes no arguments");
  if (options.has("--long")) {
    print_long_run(kLongIterations, options.has("--json"));
    return kDone;
  }
  Extras extras;
  if (!plan.presets.empty() && !options.has("--quick"))
    extras.largest_megabytes = peak_megabytes(kLargest);
  std::vector<Course> list = courses(plan);
  for (Course& course : list) {
    run_round(course);
    forget_times(course);
  }
  for (int round = 0; round < plan.rounds; ++round) {  // in turns: a slow second hits all alike
    for (Course& course : list) run_round(course);
  }
  extras.normal_ns = nanoseconds_per_normal();
  if (options.has("--json")) {
    print_as_json(list, extras);
  } else {
    print_table(list, extras);
  }
  return kDone;
}

const RegisteredCommand bench_command(
    {.name = "bench",
     .summary = "Times the training step, beside what the processor can do at all.",
     .details =
         "A table has a line for each size and structure: milliseconds of a step, the part of "
         "its recurrent weights, and its share of what the processor can do at all.",
     .options = {{.name = "--quick", .help = "Large networks are left out."},
                 {.name = "--size",
                  .placeholder = "N,B,T",
                  .otherwise = "several sizes, and the default experiment",
                  .help = "Only networks of N units are timed, with B trials of T steps."},
                 {.name = "--structure",
                  .placeholder = "NAME",
                  .otherwise = "all of them",
                  .choices = {kBenchStructures.begin(), kBenchStructures.end()},
                  .help = "Only networks of this structure are timed."},
                 {.name = "--density",
                  .placeholder = "D",
                  .fallback = "0.2",
                  .range = {{.least = 0, .most = 1, .whole = false}},
                  .help = "This is the density of element-sparse networks."},
                 {.name = "--rounds",
                  .placeholder = "R",
                  .fallback = "7",
                  .range = {{1, 1000}},
                  .help = "Each line is the median of R rounds."},
                 {.name = "--long",
                  .help = "Instead, 20,000 steps of a task with long delays are timed: none should "
                          "be slower than the first ones."},
                 {.name = "--json", .help = "The result is printed as JSON."}},
     .run = bench});

}  // namespace

}  // namespace nn4n
