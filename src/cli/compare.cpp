// nn4n compare: how alike networks are that learnt the same task.
#include <cstdio>

#include "analysis/run_map.h"
#include "cli/command.h"
#include "cli/start_run.h"

namespace nn4n {

namespace {

/// Fills `states` with what each network does in the same trials. Returns an empty text, or why
/// one of them cannot be opened.
std::string open_all(const Words& words, int trials, std::vector<RunStates>& states) {
  std::optional<std::uint32_t> seed;
  for (const std::string_view word : words) {
    std::optional<Trainer> trainer;
    if (std::string error = open_source(word, trainer); !error.empty()) return error;
    if (!seed) seed = trainer->experiment().seed;
    states.push_back(run_states(record_trials(*trainer, trials, With::interventions, seed)));
  }
  return {};
}

/// The distances in degrees, and the places, with a line for each network.
void print_map(const Words& words, const RunMap& map) {
  constexpr double kDegree = 3.14159265358979323846 / 180;
  std::printf("distances in degrees (0 = the same shape, 90 = nothing in common), %zu conditions\n",
              map.conditions.size());
  for (Eigen::Index i = 0; i < map.distances.rows(); ++i) {
    for (Eigen::Index j = 0; j < map.distances.cols(); ++j)
      std::printf("%6.1f", map.distances(i, j) / kDegree);
    const std::string_view word = words[static_cast<std::size_t>(i)];
    std::printf("   at %7.1f %7.1f   %.*s\n", map.places(i, 0) / kDegree,
                map.places(i, 1) / kDegree, static_cast<int>(word.size()), word.data());
  }
  std::printf("the plane has %.0f %% of the squared distances\n", 100 * map.explained);
}

int run_compare(const Options& options) {
  const Words& words = options.alone();
  if (words.size() < 2 || words.size() > kMostRuns)
    return bad_input("compare needs 2 to " + std::to_string(kMostRuns) + " networks; found " +
                     std::to_string(words.size()));
  std::vector<RunStates> states;
  const int trials = static_cast<int>(options.number("--trials"));
  if (const std::string error = open_all(words, trials, states); !error.empty())
    return bad_input(error);
  const auto found = map_of_runs(states);
  if (const std::string* error = std::get_if<std::string>(&found)) return bad_input(*error);
  const RunMap& map = *std::get_if<RunMap>(&found);
  if (options.has("--json")) {
    std::printf("%s\n", print_json(to_value(map), Layout::compact).c_str());
  } else {
    print_map(words, map);
  }
  return kDone;
}

const RegisteredCommand compare_command(
    {.name = "compare",
     .forms = {"NETWORK NETWORK …"},
     .summary = "Says how alike networks are that learnt the same task.",
     .details =
         "NETWORK is a checkpoint, a file of weights, a link that carries weights, or an "
         "experiment, whose weights are drawn. All are asked the same trials. Their mean rates by "
         "condition are compared after the best rotation (Procrustes; Williams et al. 2021), and "
         "each network gets a place in a plane (classical multidimensional scaling).",
     .options = {{.name = "--trials",
                  .placeholder = "K",
                  .fallback = "256",
                  .range = {{1, 1e6}},
                  .help = "So many trials are drawn."},
                 {.name = "--json", .help = "The result is printed as JSON."}},
     .run = run_compare});

}  // namespace

}  // namespace nn4n
