#include "cli/open_experiment.h"

#include <filesystem>

#include "base/text.h"
#include "cli/files.h"
#include "codec/content_kind.h"
#include "codec/open.h"

namespace nn4n {

namespace {

bool is_an_experiment_as_text(std::string_view source) {
  const ContentKind kind = content_kind(source);
  return kind == ContentKind::experiment || kind == ContentKind::link ||
         kind == ContentKind::preset;
}

/// Returns an empty text, or why what the file holds cannot be an experiment.
std::string complaint_about_file(std::string_view name, std::string_view content) {
  const ContentKind kind = content_kind(content);
  if (kind == ContentKind::empty) return "the file " + in_quotes(name) + " is empty";
  if (kind == ContentKind::safetensors) {
    return "the file " + in_quotes(name) +
           " holds weights or a run, not an experiment; hand it over with --weights or --resume";
  }
  return {};
}

}  // namespace

std::string open_experiment(std::string_view source, Experiment& experiment) {
  const std::optional<std::string> file = read_file(std::string(source));
  std::error_code none;
  if (!file && std::filesystem::exists(source, none))
    return "the file " + in_quotes(source) + " cannot be read, or has more than 64 MB";
  if (!file && !is_an_experiment_as_text(source)) {
    return "there is no file " + in_quotes(source) +
           ", and the name is neither a link nor preset:NAME";
  }
  if (file) {
    if (std::string words = complaint_about_file(source, *file); !words.empty()) return words;
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
