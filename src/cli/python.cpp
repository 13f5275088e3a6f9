// nn4n python: a program that rebuilds a network with NN4N on PyTorch.
#include <cstdio>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/start_run.h"
#include "training/python_script.h"

namespace nn4n {

namespace {

int write_program(const Options& options) {
  if (options.alone().size() != 1)
    return bad_input(
        "python needs one network: a checkpoint, a file of weights, a link or preset:NAME");
  std::optional<Trainer> trainer;
  if (const std::string error = open_source(options.alone()[0], trainer); !error.empty())
    return bad_input(error);
  const std::variant<std::string, Issue> program = python_script(*trainer);
  if (const Issue* issue = std::get_if<Issue>(&program)) return bad_input(issue->message);
  const std::string out(options.value("--out"));
  if (!write_file(out, *std::get_if<std::string>(&program)))
    return bad_input("cannot write " + in_quotes(out));
  std::printf("%s\n", out.c_str());
  return kDone;
}

const RegisteredCommand python_command(
    {.name = "python",
     .forms = {"NETWORK"},
     .summary = "Writes a Python program that rebuilds a network with NN4N on PyTorch.",
     .details = "The program rebuilds masks, model, task and loss, loads the weights, and asserts "
                "that rates, outputs and losses are those of this engine, to 1e-4. It carries the "
                "weights and some trials, and needs numpy, torch and nn4n. NETWORK is a "
                "checkpoint, a file of weights, a link that carries weights, or an experiment, "
                "whose weights are drawn.",
     .options = {{.name = "--out",
                  .placeholder = "FILE.py",
                  .fallback = "nn4n_network.py",
                  .help = "The program is written to this file."}},
     .run = write_program});

}  // namespace

}  // namespace nn4n
