#include "training/checkpoint.h"

#include <cmath>

#include "base/hash.h"
#include "base/version.h"
#include "codec/json.h"
#include "experiment/validate.h"
#include "training/tensor_archive.h"

namespace nn4n {

namespace {

constexpr std::string_view kChecksum = "checksum";
constexpr std::int32_t kMostStages = 100;
constexpr std::int32_t kHigh = 65536;  // an iteration is kHigh * high + low

// ---------------------------------------------------------------------------------------------
// From lists of structs to lists of numbers, and back

std::vector<float> rows_of(const std::vector<Validation>& validations) {
  std::vector<float> rows;
  for (const Validation& v : validations) {
    rows.insert(rows.end(),
                {static_cast<float>(v.iteration / kHigh), static_cast<float>(v.iteration % kHigh),
                 v.loss, v.accuracy, static_cast<float>(v.stage), static_cast<float>(v.draw)});
  }
  return rows;
}

std::vector<float> rows_of(const std::vector<JudgedTrial>& trials) {
  std::vector<float> rows;
  for (const JudgedTrial& t : trials) {
    rows.insert(rows.end(), {t.stimulus, static_cast<float>(t.wanted), static_cast<float>(t.choice),
                             static_cast<float>(t.correct), t.score, t.time_ms, t.ideal, t.error});
  }
  return rows;
}

std::vector<float> rows_of(const std::vector<Bundle<float>>& bundles) {
  std::vector<float> rows;
  for (const Bundle<float>& bundle : bundles) {
    for (int lane = 0; lane < kLanes; ++lane) rows.push_back(bundle[lane]);
  }
  return rows;
}

/// A whole number in 0..most; −1 for everything else.
std::int32_t whole_in(float value, std::int32_t most) {
  const bool whole = value >= 0 && value <= static_cast<float>(most) && value == std::floor(value);
  return whole ? static_cast<std::int32_t>(value) : -1;
}

void unpack(const std::vector<float>& rows, std::vector<Validation>& list, TensorReader& reader) {
  list.clear();
  for (std::size_t i = 0; i + 6 <= rows.size(); i += 6) {
    const std::int32_t high = whole_in(rows[i], kMostIterations / kHigh);
    const std::int32_t low = whole_in(rows[i + 1], kHigh - 1);
    const float accuracy = rows[i + 3];
    const std::int32_t stage = whole_in(rows[i + 4], kMostStages);
    const std::int32_t draw = whole_in(rows[i + 5], kMostDraws);
    const std::int32_t iteration = kHigh * high + low;
    const bool ascending = list.empty() || iteration > list.back().iteration;
    const bool whole = high >= 0 && low >= 0 && stage >= 0 && draw >= 0;
    if (!whole || !ascending || !(accuracy >= 0 && accuracy <= 1)) {
      reader.complain(
          "validations has a bad row; allowed ascending iterations, accuracy 0 to 1, and the "
          "number of a stage and a draw");
      return;
    }
    list.push_back({.iteration = iteration,
                    .loss = rows[i + 2],
                    .accuracy = accuracy,
                    .stage = stage,
                    .draw = draw});
  }
}

void unpack(const std::vector<float>& rows, std::vector<JudgedTrial>& list, TensorReader& reader) {
  constexpr std::int32_t kMostChoices = 1 << 16;
  list.clear();
  for (std::size_t i = 0; i + 8 <= rows.size(); i += 8) {
    const std::int32_t wanted = whole_in(rows[i + 1], kMostChoices);
    const std::int32_t choice = rows[i + 2] == -1 ? -1 : whole_in(rows[i + 2], kMostChoices);
    const std::int32_t correct = whole_in(rows[i + 3], 1);
    const bool none = choice < 0 && rows[i + 2] != -1;
    const bool numbers =
        std::isfinite(rows[i]) && std::isfinite(rows[i + 5]) && std::isfinite(rows[i + 7]);
    const float score = rows[i + 4];
    const float ideal = rows[i + 6];
    const bool shares = score >= 0 && score <= 1 && ideal >= -1 && ideal <= 1;
    if (wanted < 0 || none || correct < 0 || !numbers || !shares) {
      reader.complain(
          "behaviour has a bad row; allowed choices, correct 0 or 1, score 0 to 1, ideal -1 to 1");
      return;
    }
    list.push_back({.stimulus = rows[i],
                    .wanted = wanted,
                    .choice = choice,
                    .correct = correct,
                    .score = score,
                    .time_ms = rows[i + 5],
                    .ideal = ideal,
                    .error = rows[i + 7]});
  }
}

void unpack(const std::vector<float>& rows, std::vector<Bundle<float>>& bundles, TensorReader&) {
  bundles.assign(rows.size() / kLanes, Bundle<float>{});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    bundles[i / kLanes][static_cast<int>(i % kLanes)] = rows[i];
  }
}

template <class Row>
void walk_rows(TensorWriter& writer, std::string_view name, std::size_t columns,
               std::vector<Row>& list) {
  std::vector<float> rows = rows_of(list);
  writer.list(name, columns, rows);
}

template <class Row>
void walk_rows(TensorReader& reader, std::string_view name, std::size_t columns,
               std::vector<Row>& list) {
  std::vector<float> rows;
  reader.list(name, columns, rows);
  unpack(rows, list, reader);
}

// ---------------------------------------------------------------------------------------------
// What a checkpoint holds

template <class Archive>
void walk(Archive& archive, Trained& run) {
  const Sizes sizes = run.parameters.sizes;
  archive.layout("", sizes, run.parameters.values);
  archive.layout("optimiser.first.", sizes, run.optimiser.first);
  archive.layout("optimiser.second.", sizes, run.optimiser.second);
  archive.number("optimiser.first_decay", run.optimiser.first_decay);
  archive.number("optimiser.second_decay", run.optimiser.second_decay);
  archive.list("losses", 1, run.losses);
  walk_rows(archive, "validations", 6, run.validations);
  walk_rows(archive, "behaviour", 8, run.behaviour.trials);
  if (const std::size_t conditions = run.behaviour.conditions.size(); conditions > 0) {
    archive.list("behaviour.drawn", conditions, run.behaviour.drawn);
  }
  walk_rows(archive, "kept", kLanes, run.kept);
  archive.whole("stage", run.stage);
  archive.whole("draw", run.draw);
}

template <class Archive>
void walk(Archive& archive, BestWeights& best, const Sizes& sizes) {
  archive.whole("iteration", best.iteration);
  if (best.iteration == 0) return;
  if (best.parameters.values.empty()) best.parameters = Parameters<float>(sizes);
  archive.number("accuracy", best.accuracy);
  archive.number("confirmed", best.confirmed);
  archive.layout("", sizes, best.parameters.values);
}

template <class Archive>
void walk(Archive& archive, RunState& state) {
  int diverged_at = state.diverged_at.value_or(0);
  archive.whole("iteration", state.iteration);
  archive.whole("diverged_at", diverged_at);
  if (diverged_at > 0) state.diverged_at = diverged_at;
  walk(archive, state.trained);
  archive.within("last_good.");
  archive.whole("iteration", state.last_good_iteration);
  walk(archive, state.last_good);
  archive.within("best.");
  archive.whole("passed_at", state.passed_at);
  walk(archive, state.best, state.trained.parameters.sizes);
}

constexpr std::string_view kNorms = "norms", kTerms = "terms";

/// What was measured in every step, one row for each: the norms of the gradient and of the weights,
/// and the terms of the loss. A checkpoint need not have them.
void write_measures(TensorFile& file, const Trainer& trainer) {
  std::vector<float> rows;
  for (const StepNorms& each : trainer.norms())
    rows.insert(rows.end(), {each.gradient, each.weights});
  const std::size_t iterations = trainer.norms().size();
  file.tensors.push_back({std::string(kNorms), {iterations, 2}, std::move(rows)});
  const std::size_t terms = trainer.experiment().loss.size();
  file.tensors.push_back({std::string(kTerms), {iterations, terms}, trainer.term_history()});
}

/// Takes them in, if there are any; answers what is wrong with them, or nothing.
std::string read_measures(const TensorFile& file, Trainer& trainer) {
  const NamedTensor* rows = file.find(std::string(kNorms));
  const NamedTensor* terms = file.find(std::string(kTerms));
  if (!rows || !terms) return {};
  const std::size_t iterations = trainer.loss_history().size();
  const std::size_t columns = trainer.experiment().loss.size();
  if (std::string wrong = shape_complaint(*rows, {iterations, 2}); !wrong.empty()) return wrong;
  if (std::string wrong = shape_complaint(*terms, {iterations, columns}); !wrong.empty())
    return wrong;
  std::vector<StepNorms> norms;
  for (std::size_t k = 0; k < iterations; ++k) {
    norms.push_back({rows->values[2 * k], rows->values[2 * k + 1]});
    if (norms.back().gradient < 0 || norms.back().weights < 0)
      return "norms has a negative number; allowed are lengths from 0";
  }
  trainer.take_measures(std::move(norms), terms->values);
  return {};
}

/// Does a run have as many losses and kept potentials as it must have at this iteration?
bool fits(const Trained& run, int iteration, const Experiment& experiment) {
  const bool keeps = experiment.network.initial_state == InitialState::kept && iteration > 0;
  const std::size_t bundles = static_cast<std::size_t>(bundles_for(experiment.training.batch));
  const std::size_t units = static_cast<std::size_t>(run.parameters.sizes.units);
  return run.losses.size() == static_cast<std::size_t>(iteration) &&
         run.kept.size() == (keeps ? bundles * units : 0) &&
         (run.validations.empty() || run.validations.back().iteration <= iteration);
}

/// What does not fit together in the course of a run; empty when everything does.
std::string course_contradiction(const RunState& state, int stages) {
  for (const Trained* run : {&state.trained, &state.last_good}) {
    if (run->stage >= stages)
      return "stage is " + std::to_string(run->stage) + "; allowed 0 to " +
             std::to_string(stages - 1);
    if (run->draw > kMostDraws)
      return "draw is " + std::to_string(run->draw) + "; allowed 0 to " +
             std::to_string(kMostDraws);
  }
  if (state.best.iteration <= state.last_good_iteration &&
      state.passed_at <= state.last_good_iteration)
    return {};
  return "best.iteration or best.passed_at is later than the last validation, at iteration " +
         std::to_string(state.last_good_iteration);
}

/// What does not fit together in the state of a run; empty when everything does.
std::string contradiction(const RunState& state, const Experiment& experiment) {
  if (state.last_good_iteration > state.iteration) {
    return "last_good.iteration is " + std::to_string(state.last_good_iteration) +
           "; allowed at most the iteration, " + std::to_string(state.iteration);
  }
  if (!consistent(state.trained.behaviour) || !consistent(state.last_good.behaviour)) {
    return "behaviour.drawn has not as many rows as behaviour; allowed one for each trial";
  }
  if (fits(state.trained, state.iteration, experiment) &&
      fits(state.last_good, state.last_good_iteration, experiment)) {
    return {};
  }
  return "losses, validations or kept potentials do not go with the iteration, which is " +
         std::to_string(state.iteration) + "; allowed one loss for each";
}

// ---------------------------------------------------------------------------------------------
// Around it

void add(Fnv1a& hash, std::string_view text) {
  hash.add(text.data(), text.size());
  hash.add("", 1);  // where it ends
}

std::string text_of(const TensorFile& file, std::string_view key) {
  const std::string* text = file.find_metadata(key);
  return text ? *text : "";
}

/// Why this is not an intact checkpoint; empty when it is.
std::string check_format(const TensorFile& file) {
  if (const std::string format = text_of(file, "format"); format != kCheckpointFormat) {
    return "has the format " + in_quotes(format) + "; allowed " + in_quotes(kCheckpointFormat);
  }
  if (const std::string version = text_of(file, "format_version"); version != kFormatVersion) {
    return "has the format version " + in_quotes(version) + "; allowed " +
           in_quotes(kFormatVersion);
  }
  if (text_of(file, kChecksum) == checksum_of(file)) return {};
  return "is damaged: its checksum is " + in_quotes(text_of(file, kChecksum)) +
         ", its contents give \"" + checksum_of(file) + "\"";
}

Issue refused(const std::string& words) { return {"", "The checkpoint " + words}; }

}  // namespace

std::string checksum_of(const TensorFile& file) {
  Fnv1a hash;
  for (const auto& [key, text] : file.metadata) {
    if (key == kChecksum) continue;
    add(hash, key);
    add(hash, text);
  }
  for (const NamedTensor& tensor : file.tensors) {
    add(hash, tensor.name);
    add(hash, shape_words(tensor.shape));
    hash.add(tensor.values.data(), tensor.values.size() * sizeof(float));
  }
  return hexadecimal(static_cast<std::uint32_t>(hash.value() >> 32)) +
         hexadecimal(static_cast<std::uint32_t>(hash.value()));
}

std::vector<std::uint8_t> to_checkpoint(const Trainer& trainer) {
  TensorFile file;
  file.metadata = {{"format", std::string(kCheckpointFormat)},
                   {"format_version", std::string(kFormatVersion)},
                   {"program", std::string(kProgram)},
                   {"experiment", print_json(to_value(trainer.experiment()), Layout::compact)}};
  RunState state = trainer.state();
  TensorWriter writer(file);
  walk(writer, state);
  write_measures(file, trainer);
  file.metadata.emplace_back(kChecksum, checksum_of(file));
  return to_safetensors(file);
}

std::variant<Trainer, Issue> from_checkpoint(std::span<const std::uint8_t> bytes) {
  const ParsedTensors parsed = parse_safetensors(bytes, kCheckpointLimits);
  if (!parsed.error.empty()) return refused(parsed.error);
  if (const std::string error = check_format(parsed.file); !error.empty()) return refused(error);
  const Reading reading = read_json(text_of(parsed.file, "experiment"));
  if (!reading.issues.empty()) {
    return refused("has an experiment that does not open: " +
                   complaint_alone(reading.issues.front().message));
  }
  Trainer trainer(reading.experiment);
  RunState state = trainer.state();
  TensorReader reader(parsed.file);
  walk(reader, state);
  reader.complain(contradiction(state, trainer.experiment()));
  reader.complain(course_contradiction(state, trainer.stages()));
  if (!reader.error().empty()) return refused("does not fit together: " + reader.error());
  trainer.resume(std::move(state));
  if (const std::string wrong = read_measures(parsed.file, trainer); !wrong.empty())
    return refused("does not fit together: " + wrong);
  return trainer;
}

}  // namespace nn4n
