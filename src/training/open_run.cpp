#include "training/open_run.h"

#include "codec/byte_view.h"
#include "codec/content_kind.h"
#include "codec/json.h"
#include "codec/open.h"
#include "codec/share_link.h"
#include "training/checkpoint.h"
#include "training/packed_weights.h"

namespace nn4n {

namespace {

OpenedRun refused(Issues issues) {
  OpenedRun opened;
  opened.issues = std::move(issues);
  return opened;
}

OpenedRun open_checkpoint(std::span<const std::uint8_t> bytes) {
  std::variant<Trainer, Issue> run = from_checkpoint(bytes);
  if (const Issue* issue = std::get_if<Issue>(&run)) return refused({*issue});
  return {.trainer = std::move(*std::get_if<Trainer>(&run)), .kind = RunKind::run};
}

/// The run of an experiment, from iteration 0 with these weights.
OpenedRun start(Trainer trainer, const WeightsReading& weights) {
  if (!weights.readable) return refused(weights.issues);
  trainer.start_from(weights.parameters);
  OpenedRun opened{.trainer = std::move(trainer), .kind = RunKind::weights};
  opened.issues = weights.issues;
  return opened;
}

OpenedRun open_link(std::string_view text) {
  const Reading reading = read_link(text);
  Trainer trainer(reading.experiment);
  const WeightsReading weights = unpack_weights(reading.carried.weights, trainer);
  OpenedRun opened = start(std::move(trainer), weights);
  opened.carried = reading.carried;
  opened.issues.insert(opened.issues.end(), reading.issues.begin(), reading.issues.end());
  return opened;
}

OpenedRun open_experiment_alone(std::string_view text) {
  const Reading reading = read_any(text);
  if (!reading.readable) return refused(reading.issues);
  OpenedRun opened{.trainer = Trainer(reading.experiment)};
  opened.carried = reading.carried;
  opened.issues = reading.issues;
  return opened;
}

OpenedRun open_weights(std::span<const std::uint8_t> bytes,
                       const std::optional<Experiment>& otherwise) {
  const ParsedTensors parsed = parse_weights_file(bytes, kCheckpointLimits);
  if (!parsed.error.empty()) return refused({{"", "The file " + parsed.error + "."}});
  const std::string* format = parsed.file.find_metadata("format");
  if (format && *format == kCheckpointFormat) return open_checkpoint(bytes);
  const std::string* own = parsed.file.find_metadata("experiment");
  if (!own && !otherwise)
    return refused({{"", "The file holds weights, but not the experiment that they belong to."}});
  const Reading reading = own ? read_json(*own) : Reading{*otherwise, {}, true};
  if (!reading.readable) return refused(reading.issues);
  Trainer trainer(reading.experiment);
  const WeightsReading weights = read_weights(parsed.file, trainer);
  return start(std::move(trainer), weights);
}

}  // namespace

WeightsReading read_any_weights(std::span<const std::uint8_t> bytes, const Trainer& trainer) {
  const std::string_view text = view_as_text(bytes);
  if (content_kind(text) != ContentKind::link) return read_weights(bytes, trainer);
  return unpack_weights(read_link(text).carried.weights, trainer);
}

OpenedRun open_run(std::span<const std::uint8_t> bytes,
                   const std::optional<Experiment>& otherwise) {
  const std::string_view text = view_as_text(bytes);
  if (!holds_weights(text)) return open_experiment_alone(text);
  if (content_kind(text) == ContentKind::link) return open_link(text);
  return open_weights(bytes, otherwise);
}

}  // namespace nn4n
