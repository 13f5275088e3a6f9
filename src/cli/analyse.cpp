// nn4n analyse: how a network does in fresh trials, as tables, as JSON or as CSV.
#include <cstdio>

#include "analysis/network_report.h"
#include "analysis/report.h"
#include "cli/analysis_tables.h"
#include "cli/command.h"
#include "cli/files.h"
#include "cli/network_tables.h"
#include "cli/start_run.h"
#include "codec/content_kind.h"
#include "codec/share_link.h"
#include "training/best_run.h"

namespace nn4n {

namespace {

struct Analysis {
  std::optional<Trainer> trainer;
  AnalysisOptions options;
  bool json = false;
  bool csv = false;
};

/// How many iterations a link asks for, whose weights it does not bring; 0 = none.
int iterations_asked_for(const Options& options) {
  if (options.alone().empty()) return 0;
  const std::string source(options.alone()[0]);
  const std::string text = read_file(source).value_or(source);
  if (content_kind(text) != ContentKind::link) return 0;
  const Carried carried = read_link(text).carried;
  return carried.weights.empty() ? carried.iterations : 0;
}

/// Trains to the iteration that was asked for, by --iterations or by a link.
void train_first(const Options& options, Trainer& trainer) {
  const int wanted = static_cast<int>(
      options.given_number("--iterations").value_or(iterations_asked_for(options)));
  if (wanted <= trainer.iteration()) return;
  std::fprintf(stderr, "nn4n: training to iteration %d before the analysis\n", wanted);
  while (trainer.iteration() < wanted && !trainer.done()) {
    trainer.step();
    if (trainer.diverged_at()) break;
  }
  if (trainer.iteration() < wanted)
    std::fprintf(stderr, "nn4n: training ended at iteration %d\n", trainer.iteration());
}

std::string read_analysis(const Options& options, Analysis& job) {
  job.options.trials = static_cast<int>(options.number("--trials"));
  job.json = options.has("--json");
  job.csv = options.has("--csv");
  if (job.json && job.csv) return "--json and --csv are two forms of the same report; give one";
  job.options.activity = options.has("--activity");
  if (options.has("--lapses")) job.options.lapses = Lapses::fitted;
  if (job.options.activity && !job.json) {
    return "--activity adds to the JSON only; give --json as well";
  }
  if (std::string error = start_run("analyse", options, job.trainer); !error.empty()) return error;
  train_first(options, *job.trainer);
  if (std::string error = take_interventions(options, *job.trainer); !error.empty()) return error;
  if (!options.has("--best")) return {};
  std::optional<Trainer> best = with_best_weights(*job.trainer);
  if (!best) {
    return "what is analysed has no best weights, which a run has from its third validation on; "
           "leave out --best, or give the checkpoint of a run that was trained";
  }
  job.trainer = std::move(best);
  return {};
}

/// Prints how the network does it: --what.
int run_network_analysis(const Options& options) {
  if (options.has("--csv"))
    return bad_input("--csv is about behaviour; with --what there is --json");
  auto items = read_analysis_items(options.value("--what"), options.value("--input"));
  if (const Issue* issue = std::get_if<Issue>(&items)) return bad_input(issue->message);
  Analysis job;
  if (const std::string error = read_analysis(options, job); !error.empty())
    return bad_input(error);
  NetworkReportOptions how{.slow_speed = options.number("--slow")};
  if (options.has("--trials")) how.trials = static_cast<int>(options.number("--trials"));
  const auto report =
      analyse_network(*job.trainer, *std::get_if<std::vector<AnalysisItem>>(&items), how);
  if (const Issue* issue = std::get_if<Issue>(&report)) return bad_input(issue->message);
  const JsonValue& value = *std::get_if<JsonValue>(&report);
  if (options.has("--json")) {
    std::printf("%s\n", print_json(value, Layout::compact).c_str());
  } else {
    std::fputs(network_tables(value).c_str(), stdout);
  }
  return kDone;
}

Option what_option() {
  return {
      .name = "--what",
      .placeholder = "LIST",
      .otherwise = "how the network does in its trials",
      .help =
          "Instead, how the network does it is printed: one or more, with commas between "
          "them, of fixed_points, spectrum, pca, axes, flow, inputs, currents, balance, "
          "communication, stimulation, atlas, gradient, selectivity and activity (of a "
          "condition, as activity@choice=0, or activity/mean+quiet for without noise). With @INPUT "
          "after fixed_points, spectrum or flow, that input is held: zero; usual, which suits the "
          "task; the input of an epoch, as Stimulus; of "
          "trials with a condition, as Stimulus:context=motion or "
          "Stimulus:choice=Left;coherence=15; or numbers, as [1 0 0.5]. With "
          "@INPUT..INPUT/K fixed points are followed from one input to the other in K "
          "steps. flow/pca1+3 is the flow in the plane of these components, flow/axes1+2 in that "
          "of task axes. As many trials are drawn as --trials says, or 256."};
}

Option input_option() {
  return {.name = "--input",
          .placeholder = "INPUT",
          .fallback = "zero",
          .help = "This input is held where --what names none."};
}

Option slow_option() {
  return {.name = "--slow",
          .placeholder = "Q",
          .fallback = "1e-06",
          .range = {{.least = 0, .most = 1, .whole = false}},
          .help =
              "A state whose speed q is at most Q is a slow point; with 0 none is looked for. q "
              "is half the squared change of all potentials in one time step."};
}

int run_analysis(const Options& options) {
  if (options.has("--what")) return run_network_analysis(options);
  Analysis job;
  if (const std::string error = read_analysis(options, job); !error.empty())
    return bad_input(error);
  const JsonValue report = analyse(*job.trainer, job.options);
  const std::string text = job.json  ? print_json(report, Layout::pretty) + "\n"
                           : job.csv ? analysis_csv(report)
                                     : analysis_tables(report);
  std::fputs(text.c_str(), stdout);
  return kDone;
}

const RegisteredCommand analyse_command(
    {.name = "analyse",
     .forms = {"EXPERIMENT", "--resume FILE"},
     .summary = "Tells how a network does in fresh trials.",
     .details =
         "Printed is what fits the task: the psychometric curve with its slope, bias and "
         "threshold and their 95 % intervals, reaction times, produced intervals, which choice "
         "was made where which was wanted, accuracy by condition, and how selective the units "
         "are. EXPERIMENT may be whatever holds a network: a link, with or without weights, a "
         "checkpoint, a file of weights, a JSON file or preset:NAME. A link that asks for "
         "iterations is trained for so long first.",
     .options =
         {{.name = "--trials",
           .placeholder = "K",
           .fallback = "2000",
           .range = {{1, 1e6}},
           .help = "So many trials are drawn."},
          seed_option(),
          weights_option(),
          resume_option(),
          best_option("The best weights of the run are analysed instead of its last ones."),
          with_option(),
          what_option(),
          input_option(),
          slow_option(),
          {.name = "--lapses",
           .help = "Psychometric curves are fitted with a lapse rate, which is the part of the "
                   "trials in which the choice does not depend on the stimulus."},
          {.name = "--iterations",
           .placeholder = "K",
           .otherwise = "what a link asks for; else nothing is trained",
           .range = {{0, 1e8}},
           .help = "The network is trained to iteration K first."},
          {.name = "--json", .help = "The report is printed as JSON."},
          {.name = "--csv",
           .help = "The report is printed as one table of comma-separated values: plot, group, x, "
                   "quantity, value, low, high, trials."},
          {.name = "--activity",
           .help = "The JSON also holds the mean rates of the units for each kind of trial."}},
     .run = run_analysis});

}  // namespace

}  // namespace nn4n
