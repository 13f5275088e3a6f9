#include "cli/start_run.h"

#include <cstdio>

#include "cli/files.h"
#include "cli/open_experiment.h"
#include "codec/byte_view.h"
#include "codec/open.h"
#include "training/acts_of.h"
#include "training/checkpoint.h"
#include "training/open_run.h"
#include "training/weights.h"

namespace nn4n {

namespace {

/// Returns an empty text, or why there is no run to go on with.
std::string resume(std::string_view path, std::optional<Trainer>& trainer) {
  const std::optional<std::string> content = read_file(std::string(path));
  if (!content) return "cannot read " + in_quotes(path);
  std::variant<Trainer, Issue> result = from_checkpoint(view_as_bytes(*content));
  if (const Issue* issue = std::get_if<Issue>(&result)) return issue->message;
  trainer = std::move(*std::get_if<Trainer>(&result));
  return {};
}

/// Returns an empty text, or why the weights do not fit the experiment. Which of them were left out
/// is said on stderr.
std::string take_weights(std::string_view path, Trainer& trainer) {
  const std::optional<std::string> content = read_file(std::string(path));
  if (!content) return "cannot read " + in_quotes(path);
  const WeightsReading reading = read_weights(view_as_bytes(*content), trainer);
  std::string complaints;
  for (const Issue& issue : reading.issues) {
    complaints += (complaints.empty() ? "" : "\nnn4n: ") + issue.message;
  }
  if (!reading.readable) return complaints;
  if (!complaints.empty()) std::fprintf(stderr, "nn4n: %s\n", complaints.c_str());
  trainer.start_from(reading.parameters);
  return {};
}

/// Adds the interventions of --with to a list. Returns an empty text, or what is wrong with one.
std::string read_with(const Options& options, const Experiment& experiment,
                      std::vector<Intervention>& list) {
  for (std::string_view text : options.values("--with")) {
    while (!text.empty()) {
      std::string_view one = text.substr(0, text.find(';'));
      text.remove_prefix(std::min(one.size() + 1, text.size()));
      while (one.starts_with(' ')) one.remove_prefix(1);
      while (one.ends_with(' ')) one.remove_suffix(1);
      const std::string problem = intervention_problem(one, experiment);
      if (!problem.empty()) return "--with " + in_quotes(one) + ": " + problem;
      list.push_back({.act = std::string(one)});
    }
  }
  if (list.size() <= kMaxInterventions) return {};
  return "with --with there are " + std::to_string(list.size()) + " interventions; allowed up to " +
         std::to_string(kMaxInterventions);
}

}  // namespace

std::string open_source(std::string_view source, std::optional<Trainer>& trainer) {
  const std::optional<std::string> file = read_file(std::string(source));
  const std::string_view content = file ? std::string_view(*file) : source;
  if (!holds_weights(content)) {
    Experiment experiment;
    const std::string error = open_experiment(source, experiment);
    if (error.empty()) trainer.emplace(experiment);
    return error;
  }
  OpenedRun opened = open_run(view_as_bytes(content));
  std::string complaints;
  for (const Issue& issue : opened.issues)
    complaints += (complaints.empty() ? "" : "\nnn4n: ") + issue.message;
  if (!opened.trainer) return complaints;
  if (!complaints.empty()) std::fprintf(stderr, "nn4n: %s\n", complaints.c_str());
  trainer = std::move(opened.trainer);
  return {};
}

Option with_option() {
  return {.name = "--with",
          .placeholder = "ACTS",
          .otherwise = "the interventions of the experiment that are on",
          .help =
              "These interventions act on what is analysed, such as silence:Decision/I@Stimulus or "
              "scale:Sensory>Decision=0.5; several stand with semicolons between them, or the "
              "option is given again. An empty text means none. The command describe lists their "
              "forms."};
}

std::string take_interventions(const Options& options, Trainer& trainer) {
  if (!options.has("--with")) return {};
  std::vector<Intervention> list;
  if (std::string error = read_with(options, trainer.experiment(), list); !error.empty())
    return error;
  for (const Intervention& one : list) {
    if (one.act.starts_with("freeze:"))
      std::fprintf(stderr,
                   "nn4n: %s changes what training does, and no rate; nn4n train takes it\n",
                   one.act.c_str());
  }
  trainer.intervene(std::move(list));
  return {};
}

Option train_with_option() {
  return {.name = "--with",
          .placeholder = "ACTS",
          .otherwise = "the interventions of the experiment that act in training",
          .help =
              "Training goes on with these interventions as well, from its first iteration on, "
              "such as freeze:Sensory>Decision or lesion:Decision/I; several stand with "
              "semicolons between them, or the option is given again. The command describe lists "
              "their forms."};
}

std::string train_with(const Options& options, Trainer& trainer) {
  std::vector<Intervention> list = trainer.experiment().interventions;
  const std::size_t before = list.size();
  if (std::string error = read_with(options, trainer.experiment(), list); !error.empty())
    return error;
  for (std::size_t i = before; i < list.size(); ++i) list[i].trained_from = trainer.iteration();
  trainer.intervene(std::move(list));
  return {};
}

Option seed_option() {
  return {.name = "--seed",
          .placeholder = "S",
          .otherwise = "the seed of the experiment",
          .range = {{0, 4294967295.0}},
          .help =
              "Everything that is drawn at random follows from this number: masks, weights, "
              "trials, noise."};
}

Option weights_option() {
  return {.name = "--weights",
          .placeholder = "FILE",
          .otherwise = "weights that are drawn",
          .help =
              "The run starts from the weights of this safetensors file: one that --out wrote, "
              "a checkpoint, or a state_dict of NN4N."};
}

Option best_option(std::string_view help) { return {.name = "--best", .help = help}; }

Option resume_option() {
  return {.name = "--resume",
          .placeholder = "FILE",
          .otherwise = "a new run",
          .help =
              "The run of this checkpoint goes on, to the same bits as if it had not been "
              "interrupted. It brings its experiment, seed and weights."};
}

std::string start_run(std::string_view command, const Options& options,
                      std::optional<Trainer>& trainer) {
  const std::optional<double> seed = options.given_number("--seed");
  if (options.alone().size() != (options.has("--resume") ? 0 : 1)) {
    return std::string(command) +
           " needs one experiment: a JSON file, a link, preset:NAME, or a file with weights or a "
           "run; "
           "or --resume FILE alone";
  }
  if (options.has("--resume")) {
    if (!seed && !options.has("--weights")) return resume(options.value("--resume"), trainer);
    return "--resume goes on with its own seed and weights; leave out --seed and --weights";
  }
  if (const std::string error = open_source(options.alone()[0], trainer); !error.empty())
    return error;
  if (seed) {
    if (trainer->iteration() > 0 || trainer->state().trained.draw == 0)
      return "a run or weights bring their own seed; leave out --seed";
    Experiment experiment = trainer->experiment();
    experiment.seed = static_cast<std::uint32_t>(*seed);
    trainer.emplace(experiment);
  }
  if (!options.has("--weights")) return {};
  return take_weights(options.value("--weights"), *trainer);
}

}  // namespace nn4n
