#include "cli/open_experiment.h"

#include "cli/files.h"
#include "codec/open.h"

namespace nn4n {

namespace {

bool looks_like_text(std::string_view source) {
  return source.substr(0, 7) == "preset:" || source.find_first_of("={#") != source.npos;
}

}  // namespace

std::string open_experiment(std::string_view source, Experiment& experiment) {
  const std::optional<std::string> file = read_file(std::string(source));
  if (!file && !looks_like_text(source)) {
    return "there is no file " + in_quotes(source) + " (and it is no link and no preset:NAME)";
  }
  Reading reading = read_any(file ? std::string_view(*file) : source);
  std::string complaints;
  for (const Issue& issue : reading.issues) {
    complaints += (complaints.empty() ? "" : "\nnn4n: ") + complaint_alone(issue.message);
  }
  experiment = std::move(reading.experiment);
  return complaints;
}

}  // namespace nn4n
