// nn4n reproduce: trains the presets that are published networks, and compares; with --behaviour,
// those of tasks, and compares their behaviour with the literature.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <mutex>

#include "base/measured.h"
#include "base/text.h"
#include "cli/at_once.h"
#include "cli/behaviour_runs.h"
#include "cli/command.h"
#include "cli/reproduction.h"
#include "codec/json_value.h"

namespace nn4n {

namespace {

struct Request {
  std::vector<Reproduced> results;   ///< in the order of the table; runs are still missing
  std::optional<double> seeds = {};  ///< of each preset; nothing = as many as the table says
  bool json = false;
  int jobs = 2;  ///< runs that are trained at a time, each in a thread of its own
};

// ---------------------------------------------------------------------------------------------
// What is asked for

std::string read_names(const Words& names, bool full, Request& request) {
  std::vector<std::string> known;
  for (const PublishedResult& result : published_results()) {
    const bool named = std::find(names.begin(), names.end(), result.preset) != names.end();
    known.emplace_back(result.preset);
    if (named || (names.empty() && (full || !result.full)))
      request.results.push_back({&result, trained_experiment(result).training.batch});
  }
  for (const std::string_view name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      return "no published result is known for " + in_quotes(name) + "; known: " + join(known);
  }
  return {};
}

std::string read_request(const Options& options, Request& request) {
  request.seeds = options.given_number("--seeds");
  request.json = options.has("--json");
  request.jobs = static_cast<int>(options.number("--jobs"));
  return read_names(options.alone(), options.has("--full"), request);
}

// ---------------------------------------------------------------------------------------------
// The runs

void tell(const PublishedResult& source, const Reproduction& run) {
  std::fprintf(stderr, "%s, seed %u: accuracy %.3f after %d iterations, %.0f s%s\n",
               std::string(source.preset).c_str(), run.seed, run.accuracy, run.iterations,
               run.seconds, run.diverged ? ", diverged" : "");
}

// ---------------------------------------------------------------------------------------------
// The table

/// Collects one number of every run.
template <class Of>
std::vector<double> each(const Reproduced& result, Of&& of) {
  std::vector<double> values;
  for (const Reproduction& run : result.runs) values.push_back(static_cast<double>(of(run)));
  return values;
}

std::string percent(double fraction) { return shortest(std::round(1000 * fraction) / 10) + " %"; }

/// Writes a number with two significant digits.
std::string brief(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2g", value);
  return text;
}

/// Writes "0.0012 (6 of 6)": the last loss of the curve, and how many of its points lie where those
/// of the source do.
std::string curve_of(const Reproduced& result) {
  const std::size_t count = result.source->curve.size();
  if (count == 0) return "–";
  std::size_t held = 0;
  for (std::size_t k = 0; k < count; ++k) held += curve_holds(result, k);
  return brief(median_loss(result, count - 1)) + " (" + std::to_string(held) + " of " +
         std::to_string(count) + ")";
}

std::string row_of(const Reproduced& result) {
  const PublishedResult& source = *result.source;
  const std::vector<double> accuracy =
      each(result, [](const Reproduction& run) { return run.accuracy; });
  const bool limit = source.most < 1;  // the worst is then the best
  const double worst = limit ? *std::max_element(accuracy.begin(), accuracy.end())
                             : *std::min_element(accuracy.begin(), accuracy.end());
  const double iterations =
      median(each(result, [](const Reproduction& run) { return run.iterations; }));
  const double seconds = median(each(result, [](const Reproduction& run) { return run.seconds; }));
  std::string row = "|";
  for (const std::string& cell :
       {"`" + std::string(source.preset) + "`", std::string(source.reported),
        std::string(source.where), percent(median(accuracy)), percent(worst), curve_of(result),
        shortest(iterations), shortest(iterations * result.batch), shortest(std::round(seconds)),
        std::string(holds(result) ? "yes" : "no")}) {
    row += " " + cell + " |";
  }
  return row;
}

void print_heading() {
  std::printf(
      "| preset | reported | where | accuracy here | worst seed | loss here | iterations | trials "
      "| seconds | holds |\n|---|---|---|---|---|---|---|---|---|---|\n");
}

void print_row(const Reproduced& result) {
  std::printf("%s\n", row_of(result).c_str());
  std::fflush(stdout);
}

JsonValue curve_to_json(const Reproduced& result) {
  JsonValue list = JsonValue::list();
  for (std::size_t k = 0; k < result.source->curve.size(); ++k) {
    const Checkpoint& checkpoint = result.source->curve[k];
    JsonValue point = JsonValue::object();
    point.add("iteration", checkpoint.iteration);
    point.add("source_least", checkpoint.least);
    point.add("source_most", checkpoint.most);
    point.add("here", median_loss(result, k));
    point.add("holds", curve_holds(result, k));
    list.add(std::move(point));
  }
  return list;
}

JsonValue to_json(const Reproduced& result) {
  JsonValue runs = JsonValue::list();
  for (const Reproduction& run : result.runs) {
    JsonValue entry = JsonValue::object();
    entry.add("seed", static_cast<double>(run.seed));
    entry.add("accuracy", run.accuracy);
    entry.add("iterations", run.iterations);
    entry.add("trials", run.iterations * result.batch);
    entry.add("seconds", run.seconds);
    entry.add("diverged", run.diverged);
    runs.add(std::move(entry));
  }
  JsonValue object = JsonValue::object();
  object.add("preset", result.source->preset);
  object.add("reported", result.source->reported);
  object.add("where", result.source->where);
  object.add("least", result.source->least);
  object.add("runs", std::move(runs));
  object.add("curve", curve_to_json(result));
  object.add("holds", holds(result));
  return object;
}

void print_json_list(const Request& request) {
  JsonValue list = JsonValue::list();
  for (const Reproduced& result : request.results) list.add(to_json(result));
  std::printf("%s\n", print_json(list, Layout::compact).c_str());
}

/// Trains every seed of every preset, in whatever thread. A row of the table is printed when its
/// last run is done.
void run_all(Request& request) {
  struct Job {
    std::size_t result;
    Reproduction* run;
    std::uint32_t seed;
  };
  std::vector<Job> jobs;
  for (Reproduced& result : request.results) {
    result.runs.resize(static_cast<std::size_t>(request.seeds.value_or(result.source->seeds)));
    for (Reproduction& run : result.runs)
      jobs.push_back({static_cast<std::size_t>(&result - &request.results[0]), &run,
                      static_cast<std::uint32_t>(&run - &result.runs[0]) + 1});
  }
  std::mutex terminal;
  std::vector<int> open(request.results.size());  // how many runs of each are not done
  for (std::size_t k = 0; k < open.size(); ++k)
    open[k] = static_cast<int>(request.results[k].runs.size());
  std::size_t printed = 0;
  if (!request.json) print_heading();
  for_each_at_once(static_cast<int>(jobs.size()), request.jobs, [&](int k) {
    const auto& [result, run, seed] = jobs[static_cast<std::size_t>(k)];
    *run = reproduce(*request.results[result].source, seed);
    const std::lock_guard<std::mutex> alone(terminal);
    tell(*request.results[result].source, *run);
    --open[result];
    for (; !request.json && printed < open.size() && open[printed] == 0; ++printed)
      print_row(request.results[printed]);
  });
}

// ---------------------------------------------------------------------------------------------
// Behaviour

/// The rows that --only names, with commas between them, or all.
std::string read_rows(std::string_view only, std::vector<BehaviourResult>& results) {
  std::vector<std::string> known;
  for (const BehaviourRow& row : behaviour_rows()) known.emplace_back(row.key);
  std::vector<std::string_view> wanted;
  for (std::string_view rest = only; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    wanted.push_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    if (std::find(known.begin(), known.end(), wanted.back()) == known.end())
      return "there is no row " + in_quotes(wanted.back()) + "; known: " + join(known);
  }
  for (const BehaviourRow& row : behaviour_rows()) {
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), row.key) != wanted.end())
      results.push_back({&row});
  }
  return {};
}

std::string complaint_about_behaviour(const Options& options) {
  if (!options.alone().empty() || options.has("--full"))
    return "--behaviour takes its presets with --only PRESET,…, and no NAME and no --full";
  return {};
}

/// Trains every seed of every row. A line of the table is printed when its last run is done.
void run_rows(std::vector<BehaviourResult>& results, const Options& options) {
  const int seeds = static_cast<int>(options.given_number("--seeds").value_or(5));
  const auto most = options.given_number("--iterations");
  const std::optional<int> iterations =
      most ? std::optional(static_cast<int>(*most)) : std::nullopt;
  for (BehaviourResult& result : results) result.runs.resize(static_cast<std::size_t>(seeds));
  if (!options.has("--json")) std::fputs(behaviour_heading().c_str(), stdout);
  std::mutex terminal;
  std::vector<int> open(results.size(), seeds);
  std::size_t printed = 0;
  const int count = seeds * static_cast<int>(results.size());
  for_each_at_once(count, static_cast<int>(options.number("--jobs")), [&](int k) {
    const auto index = static_cast<std::size_t>(k / seeds);
    BehaviourResult& result = results[index];
    const auto seed = static_cast<std::uint32_t>(k % seeds) + 1;
    BehaviourRun run = run_behaviour(*result.row, seed, iterations);
    const std::lock_guard<std::mutex> alone(terminal);
    std::fprintf(stderr, "%s, seed %u: %d iterations%s\n", std::string(result.row->key).c_str(),
                 run.seed, run.iterations, run.diverged ? ", diverged" : "");
    result.runs[seed - 1] = std::move(run);
    --open[index];
    for (; printed < open.size() && open[printed] == 0; ++printed) {
      if (options.has("--json")) continue;
      std::fputs(behaviour_line(results[printed]).c_str(), stdout);
      std::fflush(stdout);
    }
  });
}

int run_behaviours(const Options& options) {
  std::vector<BehaviourResult> results;
  if (const std::string error = complaint_about_behaviour(options); !error.empty())
    return bad_input(error);
  if (const std::string error = read_rows(options.value("--only"), results); !error.empty())
    return bad_input(error);
  run_rows(results, options);
  if (options.has("--json")) {
    JsonValue list = JsonValue::list();
    for (const BehaviourResult& result : results) list.add(to_value(result));
    std::printf("%s\n", print_json(list, Layout::compact).c_str());
  }
  return std::all_of(results.begin(), results.end(), is_textbook) ? kDone : kFailed;
}

int run_reproductions(const Options& options) {
  if (options.has("--behaviour")) return run_behaviours(options);
  if (options.has("--only") || options.has("--iterations"))
    return bad_input("--only and --iterations are for --behaviour; give that as well");
  Request request;
  if (const std::string error = read_request(options, request); !error.empty())
    return bad_input(error);
  run_all(request);
  if (request.json) print_json_list(request);
  return std::all_of(request.results.begin(), request.results.end(), holds) ? kDone : kFailed;
}

const RegisteredCommand reproduce_command(
    {.name = "reproduce",
     .forms = {"[NAME...]"},
     .summary = "Trains published networks and compares with what their source reports.",
     .details =
         "NAME is a preset that is a published network; without one, all of them are trained "
         "but those that take long. A table says what the "
         "source reports and what was reached. The exit code is 1 when a result does not hold. "
         "With --behaviour, the presets of tasks that have a behavioural curve are trained "
         "instead, and the table says what the literature reports of the behaviour, what is "
         "reached here, and by which criteria that is the textbook.",
     .options = {{.name = "--behaviour",
                  .help = "The table is about the behaviour in tasks, not about published "
                          "networks."},
                 {.name = "--only",
                  .placeholder = "PRESET,…",
                  .otherwise = "all",
                  .help = "With --behaviour: only these rows."},
                 {.name = "--iterations",
                  .placeholder = "K",
                  .otherwise = "the preset's own",
                  .range = {{1, 1e7}},
                  .help = "With --behaviour: every network is trained for K iterations."},
                 {.name = "--jobs",
                  .placeholder = "J",
                  .fallback = "2",
                  .range = {{1, 64}},
                  .help = "So many networks are trained at a time, where there are so many cores."},
                 {.name = "--full",
                  .help = "Without a NAME, those that take long are trained as well."},
                 {.name = "--seeds",
                  .placeholder = "K",
                  .otherwise = "10, and 60 of nn4n_ctrnn; 5 with --behaviour",
                  .range = {{1, 1000}},
                  .help = "Each preset is trained from the seeds 1 to K."},
                 {.name = "--json", .help = "The result is printed as a line of JSON."}},
     .run = run_reproductions});

}  // namespace

}  // namespace nn4n
