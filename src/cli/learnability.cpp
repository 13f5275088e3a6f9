// nn4n learnability: in how many iterations does a network learn which tasks?
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/measured.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/open_experiment.h"
#include "codec/json_value.h"
#include "codec/share_link.h"
#include "experiment/validate.h"
#include "training/trainer.h"

namespace nn4n {

namespace {

struct Sweep {
  Experiment experiment;  ///< its network and training are used for all tasks
  std::vector<std::string> tasks;
  std::string_view settings;  ///< path=value&…, set after what a task brings
  std::uint32_t first_seed = 0;
  int seeds = 0;
  int iterations = 0;
  bool json = false;
};

/// One run, which ends where it passed or at the last iteration that is allowed.
struct Learnt {
  std::uint32_t seed = 0;
  int passed_at = 0;    ///< 0 = never
  double accuracy = 0;  ///< of the best weights, on fresh trials
  int redraws = 0;
};

struct LearntRow {
  std::string task;
  std::vector<Learnt> runs;
};

// ---------------------------------------------------------------------------------------------
// What is asked for

/// Returns an empty text, or what is wrong with one of the settings.
std::string set_all(Experiment& experiment, std::string_view settings) {
  while (!settings.empty()) {
    const std::string_view pair = settings.substr(0, settings.find('&'));
    settings.remove_prefix(std::min(pair.size() + 1, settings.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view path = pair.substr(0, equals);
    const EditTarget target = resolve(target_of(experiment), path);
    if (!target.type) return explain_missing(target_of(experiment), path).message;
    if (target.type->record || target.type->kind == Kind::list)
      return std::string(path) + " is not a single value; set one of its parts";
    const std::string words = from_text(target, pair.substr(std::min(equals + 1, pair.size())));
    if (!words.empty()) return std::string(path) + " " + words;
  }
  return {};
}

/// Fills `experiment` for one task. Returns an empty text, or why it cannot be trained.
std::string experiment_for(const Sweep& sweep, std::string_view task, Experiment& experiment) {
  experiment = sweep.experiment;
  if (!set_task(experiment, task)) {
    std::vector<std::string> known;
    for (const Entry* entry : TaskCatalogue::registry().entries()) known.emplace_back(entry->key);
    return "there is no task " + in_quotes(task) + "; known: " + join(known);
  }
  if (std::string error = set_all(experiment, sweep.settings); !error.empty()) return error;
  experiment.training.stop.on = true;
  conform(experiment);
  const Issues issues = validate(experiment);
  return issues.empty() ? "" : issues.front().message;
}

std::string read_sweep(const Options& options, Sweep& sweep) {
  if (options.alone().empty()) return "learnability needs an experiment: its network is trained";
  std::string error = open_experiment(options.alone()[0], sweep.experiment);
  if (!error.empty()) return error;
  sweep.tasks.assign(options.alone().begin() + 1, options.alone().end());
  if (sweep.tasks.empty()) {
    for (const Entry* task : TaskCatalogue::registry().entries())
      sweep.tasks.emplace_back(task->key);
  }
  sweep.seeds = static_cast<int>(options.number("--seeds"));
  sweep.first_seed = static_cast<std::uint32_t>(options.number("--first-seed"));
  sweep.iterations = static_cast<int>(options.number("--iterations"));
  sweep.settings = options.value("--set");
  sweep.json = options.has("--json");
  for (const std::string& task : sweep.tasks) {
    Experiment experiment;
    error = experiment_for(sweep, task, experiment);
    if (!error.empty()) return error;
  }
  return {};
}

// ---------------------------------------------------------------------------------------------
// The runs

Learnt learn(const Experiment& experiment, int iterations) {
  Trainer trainer(experiment);
  while (trainer.iteration() < iterations && !trainer.passed_at() && !trainer.diverged_at())
    trainer.step();
  trainer.confirm();
  const bool kept = trainer.best().iteration > 0;
  const double accuracy =
      kept ? trainer.best().confirmed
           : trainer.fresh_accuracy(trainer.trained_parameters(), trainer.iteration());
  return {.seed = experiment.seed,
          .passed_at = trainer.passed_at(),
          .accuracy = accuracy,
          .redraws = trainer.redraws()};
}

void tell(const std::string& task, const Learnt& run) {
  const std::string when = run.passed_at ? std::to_string(run.passed_at) : "never";
  std::fprintf(stderr, "%s, seed %u: passed at %s, accuracy %.3f, redraws %d\n", task.c_str(),
               run.seed, when.c_str(), run.accuracy, run.redraws);
}

LearntRow learn_task(const Sweep& sweep, const std::string& task) {
  LearntRow row{task, {}};
  Experiment experiment;
  experiment_for(sweep, task, experiment);
  for (int k = 0; k < sweep.seeds; ++k) {
    experiment.seed = sweep.first_seed + static_cast<std::uint32_t>(k);
    row.runs.push_back(learn(experiment, sweep.iterations));
    tell(task, row.runs.back());
  }
  return row;
}

// ---------------------------------------------------------------------------------------------
// The table

/// The iterations at which the runs passed; infinity stands for a run that never did.
std::vector<double> iterations_of(const LearntRow& row) {
  std::vector<double> iterations;
  for (const Learnt& run : row.runs)
    iterations.push_back(run.passed_at ? run.passed_at : double{INFINITY});
  return iterations;
}

std::vector<double> accuracies_of(const LearntRow& row) {
  std::vector<double> accuracies;
  for (const Learnt& run : row.runs) accuracies.push_back(run.accuracy);
  return accuracies;
}

int passed(const LearntRow& row) {
  return static_cast<int>(std::count_if(row.runs.begin(), row.runs.end(),
                                        [](const Learnt& run) { return run.passed_at > 0; }));
}

int redraws(const LearntRow& row) {
  int sum = 0;
  for (const Learnt& run : row.runs) sum += run.redraws;
  return sum;
}

std::string in_words(double iterations) {
  return std::isfinite(iterations) ? shortest(iterations) : "never";
}

void print_learnt(const std::vector<LearntRow>& rows) {
  std::printf(
      "| task | passed | iterations, median | worst | accuracy, median | worst | redraws |\n"
      "|---|---|---|---|---|---|---|\n");
  for (const LearntRow& row : rows) {
    const std::vector<double> iterations = iterations_of(row);
    const std::vector<double> accuracies = accuracies_of(row);
    std::printf("| %s | %d of %zu | %s | %s | %.3f | %.3f | %d |\n", row.task.c_str(), passed(row),
                row.runs.size(), in_words(median(iterations)).c_str(),
                in_words(*std::max_element(iterations.begin(), iterations.end())).c_str(),
                median(accuracies), *std::min_element(accuracies.begin(), accuracies.end()),
                redraws(row));
  }
}

JsonValue to_json(const LearntRow& row) {
  JsonValue runs = JsonValue::list();
  for (const Learnt& run : row.runs) {
    JsonValue entry = JsonValue::object();
    entry.add("seed", static_cast<double>(run.seed));
    entry.add("passed_at", run.passed_at ? JsonValue(run.passed_at) : JsonValue());
    entry.add("accuracy", run.accuracy);
    entry.add("redraws", run.redraws);
    runs.add(std::move(entry));
  }
  JsonValue object = JsonValue::object();
  object.add("task", row.task);
  object.add("passed", passed(row));
  object.add("runs", std::move(runs));
  return object;
}

void print_json(const Sweep& sweep, const std::vector<LearntRow>& rows) {
  JsonValue tasks = JsonValue::list();
  for (const LearntRow& row : rows) tasks.add(to_json(row));
  JsonValue result = JsonValue::object();
  result.add("network", to_link(sweep.experiment));
  result.add("iterations", sweep.iterations);
  result.add("tasks", std::move(tasks));
  std::printf("%s\n", print_json(result, Layout::compact).c_str());
}

int learnability(const Options& options) {
  Sweep sweep;
  if (const std::string error = read_sweep(options, sweep); !error.empty()) return bad_input(error);
  std::vector<LearntRow> rows;
  for (const std::string& task : sweep.tasks) rows.push_back(learn_task(sweep, task));
  sweep.json ? print_json(sweep, rows) : print_learnt(rows);
  const bool all = std::all_of(rows.begin(), rows.end(), [](const LearntRow& row) {
    return passed(row) == static_cast<int>(row.runs.size());
  });
  return all ? kDone : kFailed;
}

const RegisteredCommand learnability_command(
    {.name = "learnability",
     .forms = {"EXPERIMENT [TASK...]"},
     .summary = "Trains a network on several tasks from several seeds and prints a table.",
     .details =
         "The network of EXPERIMENT is trained on each TASK, on all of them unless you name "
         "some. Each run ends where it has learnt. A task brings its own noise, time constants "
         "and curriculum. The exit code is 1 when a run has not learnt.",
     .options = {{.name = "--seeds",
                  .placeholder = "K",
                  .fallback = "10",
                  .range = {{1, 1000}},
                  .help = "Each task is trained from so many seeds."},
                 {.name = "--first-seed",
                  .placeholder = "S",
                  .fallback = "1",
                  .range = {{0, 4e9}},
                  .help = "The seeds are S, S + 1 and so on."},
                 {.name = "--iterations",
                  .placeholder = "K",
                  .fallback = "3000",
                  .range = {{1, 1e8}},
                  .help = "A run that has not learnt by iteration K ends there."},
                 {.name = "--set",
                  .placeholder = "PAIRS",
                  .otherwise = "nothing is changed",
                  .help = "Fields are set after a task has brought its own: "
                          "'path=value&path=value'."},
                 {.name = "--json", .help = "The result is printed as a line of JSON."}},
     .run = learnability});

}  // namespace

}  // namespace nn4n
