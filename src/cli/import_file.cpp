// nn4n import FILE [--out EXPERIMENT.json]
#include <cstdio>

#include "cli/files.h"
#include "cli/open_experiment.h"
#include "cli/options.h"
#include "codec/json.h"

namespace nn4n {

int import_file(const Words& arguments) {
  Options options;
  if (const std::string error = options.parse(arguments, {{"--out"}}); !error.empty()) {
    return bad_input(error);
  }
  if (options.alone().size() != 1) return bad_input("import needs one file of trials, npz or CSV");
  Experiment experiment;
  const std::string error = open_experiment(options.alone()[0], experiment);
  if (!error.empty()) return bad_input(error);
  const std::string json = to_json(experiment);
  if (!options.has("--out")) {
    std::fputs(json.c_str(), stdout);
  } else if (!write_file(std::string(options.value("--out")), json)) {
    return bad_input("cannot write " + in_quotes(options.value("--out")));
  }
  return kDone;
}

}  // namespace nn4n
