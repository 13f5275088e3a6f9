// nn4n forward: somebody's inputs through a network, without noise.
#include <cstdio>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/start_run.h"
#include "codec/byte_view.h"
#include "codec/npz.h"
#include "training/given_inputs.h"

namespace nn4n {

namespace {

/// Fills `inputs` with the array of that name. Returns an empty text, or why there is none.
std::string read_inputs(std::string_view path, NamedTensor& inputs) {
  const std::optional<std::string> content = read_file(std::string(path));
  if (!content) return "cannot read " + in_quotes(path);
  const ParsedArrays parsed = parse_npz(view_as_bytes(*content));
  if (!parsed.error.empty()) return "the file " + in_quotes(path) + " " + parsed.error;
  const NamedTensor* found = parsed.find("inputs");
  if (!found) return "the file " + in_quotes(path) + " has no array inputs";
  inputs = *found;
  return {};
}

int run_forward(const Options& options) {
  const Words& words = options.alone();
  if (words.size() != 2)
    return bad_input(
        "forward needs a network and a file of trials: a checkpoint, a file of weights, a link or "
        "preset:NAME; and an npz with the array inputs");
  std::optional<Trainer> trainer;
  if (const std::string error = open_source(words[0], trainer); !error.empty())
    return bad_input(error);
  NamedTensor inputs;
  if (const std::string error = read_inputs(words[1], inputs); !error.empty())
    return bad_input(error);
  const std::variant<GivenRun, Issue> result = run_given_inputs(*trainer, inputs);
  if (const Issue* issue = std::get_if<Issue>(&result)) return bad_input(issue->message);
  const GivenRun& run = *std::get_if<GivenRun>(&result);
  const std::string out(options.value("--out"));
  if (!write_file(out, view_as_text(to_npz(run))))
    return bad_input("cannot write " + in_quotes(out));
  for (const NamedTensor& array : run)
    std::printf("%s: %s\n", array.name.c_str(), shape_words(array.shape).c_str());
  return kDone;
}

const RegisteredCommand forward_command(
    {.name = "forward",
     .forms = {"NETWORK TRIALS.npz"},
     .summary = "Runs given inputs through a network without noise.",
     .details = "NETWORK is a checkpoint, a file of weights, a link that carries weights, or an "
                "experiment, whose weights are drawn. The array inputs of TRIALS.npz is trials x "
                "steps x inputs. Written are the arrays rates (trials x steps x units) and outputs "
                "(trials x steps x outputs), after each step.",
     .options = {{.name = "--out",
                  .placeholder = "FILE.npz",
                  .fallback = "rates.npz",
                  .help = "The rates and outputs are written to this file."}},
     .run = run_forward});

}  // namespace

}  // namespace nn4n
