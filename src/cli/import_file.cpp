// nn4n import: makes an experiment of a file of trials.
#include <cstdio>

#include "base/text.h"
#include "cli/command.h"
#include "cli/files.h"
#include "cli/open_experiment.h"
#include "codec/experiment_file.h"

namespace nn4n {

namespace {

int import_file(const Options& options) {
  if (options.alone().size() != 1) return bad_input("import needs one file of trials, npz or CSV");
  Experiment experiment;
  const std::string error = open_experiment(options.alone()[0], experiment);
  if (!error.empty()) return bad_input(error);
  const std::string json = to_file(experiment);
  if (!options.has("--out")) {
    std::fputs(json.c_str(), stdout);
  } else if (!write_file(std::string(options.value("--out")), json)) {
    return bad_input("cannot write " + in_quotes(options.value("--out")));
  }
  return kDone;
}

const RegisteredCommand import_command(
    {.name = "import",
     .forms = {"FILE"},
     .summary = "Makes an experiment of a file of trials.",
     .details =
         "FILE is an npz archive with the arrays inputs and targets (trials x steps x "
         "channels) and, if not every step counts, mask; or a CSV table with the columns trial, "
         "step, in_NAME, target_NAME and mask. train takes such a file as it is; in the JSON "
         "that import writes you can change the network and how choices are judged.",
     .options = {{.name = "--out",
                  .placeholder = "EXPERIMENT.json",
                  .otherwise = "the JSON is printed",
                  .help = "The experiment is written to this file."}},
     .run = import_file});

}  // namespace

}  // namespace nn4n
