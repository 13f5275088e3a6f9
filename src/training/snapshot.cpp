#include "training/snapshot.h"

#include <cstring>
#include <type_traits>

namespace nn4n {

namespace {

constexpr std::uint8_t kVersion = 8;
constexpr std::uint32_t kMostElements = 1u << 26;

/// Appends values; a list is its length and its elements.
class ByteWriter {
 public:
  template <class T>
  requires std::is_arithmetic_v<T>
  void operator()(T& value) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
    bytes_.insert(bytes_.end(), bytes, bytes + sizeof value);
  }
  std::uint32_t length(std::size_t size) {
    std::uint32_t n = static_cast<std::uint32_t>(size);
    (*this)(n);
    return n;
  }
  void raw(void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    bytes_.insert(bytes_.end(), bytes, bytes + size);
  }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  std::vector<std::uint8_t> bytes_;
};

/// Reads the values back. Past the end every value reads as 0, and the bytes are not complete.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  template <class T>
  requires std::is_arithmetic_v<T>
  void operator()(T& value) { raw(&value, sizeof value); }
  std::uint32_t length(std::size_t) {
    std::uint32_t n = 0;
    (*this)(n);
    if (n > kMostElements || n > bytes_.size()) ok_ = false;  // every element has a byte or more
    return ok_ ? n : 0;
  }
  void raw(void* data, std::size_t size) {
    if (size > bytes_.size()) {
      ok_ = false;
      std::memset(data, 0, size);
      return;
    }
    if (size == 0) return;  // an empty list has no address
    std::memcpy(data, bytes_.data(), size);
    bytes_ = bytes_.subspan(size);
  }
  bool complete() const { return ok_ && bytes_.empty(); }

 private:
  std::span<const std::uint8_t> bytes_;
  bool ok_ = true;
};

template <class Archive>
void walk(Archive& archive, std::string& text) {
  text.resize(archive.length(text.size()));
  archive.raw(text.data(), text.size());
}

template <class Archive, class T>
requires std::is_arithmetic_v<T>
void walk(Archive& archive, std::vector<T>& list) {
  const std::uint32_t size = archive.length(list.size());
  list.resize(size);
  archive.raw(list.data(), size * sizeof(T));
}

template <class Archive, class T>
requires(!std::is_arithmetic_v<T>) void walk(Archive& archive, std::vector<T>& list) {
  list.resize(archive.length(list.size()));
  for (T& element : list) walk(archive, element);
}

template <class Archive>
void walk(Archive& archive, Validation& v) {
  archive(v.iteration), archive(v.loss), archive(v.accuracy), archive(v.stage), archive(v.draw);
}

template <class Archive>
void walk(Archive& archive, StepNorms& norms) {
  archive(norms.gradient), archive(norms.weights);
}

template <class Archive>
void walk(Archive& archive, Progress& p) {
  archive(p.stage), archive(p.stages), archive(p.draw), archive(p.passed_at);
  archive(p.best_iteration), archive(p.best_accuracy), archive(p.confirmed_accuracy);
}

template <class Archive>
void walk(Archive& archive, BestShown& shown) {
  archive(shown.iteration), archive(shown.fingerprint);
}

template <class Archive>
void walk(Archive& archive, EpochSpan& epoch) {
  walk(archive, epoch.name);
  archive(epoch.begin), archive(epoch.end);
}

template <class Archive>
void walk(Archive& archive, JudgedTrial& trial) {
  archive(trial.stimulus), archive(trial.wanted), archive(trial.choice), archive(trial.correct);
  archive(trial.score), archive(trial.time_ms), archive(trial.ideal);
  archive(trial.error);
}

template <class Archive>
void walk(Archive& archive, Behaviour& b) {
  for (auto* text : {&b.stimulus_label, &b.choice_label, &b.time_label, &b.error_label})
    walk(archive, *text);
  archive(b.curve_choice), archive(b.timed_condition), archive(b.together);
  archive(b.size_condition), archive(b.duration_condition);
  walk(archive, b.conditions);
  walk(archive, b.curve_conditions);
  walk(archive, b.choices);
  walk(archive, b.trials);
  walk(archive, b.drawn);
}

/// What is no decision that is known here stays out of range: `consistent` refuses it.
template <class Archive>
void walk_decision(Archive& archive, DecidedBy& decided_by) {
  std::uint8_t number = static_cast<std::uint8_t>(decided_by);
  archive(number);
  decided_by = static_cast<DecidedBy>(number);
}

template <class Archive>
void walk(Archive& archive, SampleTrial& trial) {
  archive(trial.steps), archive(trial.dt_ms), archive(trial.index), archive(trial.count);
  archive(trial.averaged);
  archive(trial.correct), archive(trial.counted), walk_decision(archive, trial.decided_by);
  archive(trial.lead), archive(trial.judged_from), archive(trial.judged_to);
  walk(archive, trial.description);
  walk(archive, trial.epochs);
  walk(archive, trial.input_names);
  walk(archive, trial.output_names);
  for (auto* values : {&trial.inputs, &trial.rates, &trial.outputs, &trial.targets, &trial.mask,
                       &trial.intact_outputs, &trial.intact_rates}) {
    walk(archive, *values);
  }
}

template <class Archive>
void walk(Archive& archive, InterventionEffect& c) {
  archive(c.iteration), archive(c.trials), archive(c.intact_accuracy), archive(c.altered_accuracy);
  walk(archive, c.intact);
  walk(archive, c.altered);
}

template <class Archive>
void walk(Archive& archive, Reach& reach) {
  for (auto* marks : {&reach.inputs, &reach.areas, &reach.outputs}) walk(archive, *marks);
}

template <class Archive>
void walk(Archive& archive, Health& h) {
  archive(h.iteration), archive(h.update_ratio), archive(h.drive), archive(h.noise);
  archive(h.failed_at);
  walk(archive, h.failed_tensor);
  walk(archive, h.reach);
  for (auto* values : {&h.mean_rate, &h.most_rate, &h.saturated, &h.activity, &h.gradient})
    walk(archive, *values);
}

template <class Archive>
void walk(Archive& archive, Snapshot& s) {
  archive(s.iteration), archive(s.loss), archive(s.accuracy), archive(s.fingerprint);
  archive(s.pass_accuracy), archive(s.chance_accuracy), archive(s.diverged_at);
  archive(s.loss_from);
  walk(archive, s.term_losses);
  walk(archive, s.loss_history);
  walk(archive, s.norm_history);
  walk(archive, s.term_history);
  walk(archive, s.validations);
  walk(archive, s.progress);
  walk(archive, s.best_shown);
  archive(s.units);
  walk(archive, s.unit_area);
  walk(archive, s.unit_sign);
  for (auto* weights : {&s.input, &s.recurrent, &s.readout}) walk(archive, *weights);
  walk(archive, s.recurrent_present);
  walk(archive, s.trial);
  walk(archive, s.behaviour);
  walk(archive, s.health);
  walk(archive, s.effect);
}

/// Do the arrays have the shapes that the header of the snapshot promises?
bool consistent(const Snapshot& s) {
  const SampleTrial& trial = s.trial;
  if (s.units < 0 || trial.steps < 0 || s.norm_history.size() != s.loss_history.size())
    return false;
  if (s.loss_history.empty() ? !s.term_history.empty()
                             : s.term_history.size() % s.loss_history.size() != 0)
    return false;
  if (trial.decided_by > DecidedBy::direction || trial.judged_from < 0 ||
      trial.judged_from > trial.judged_to || trial.judged_to > trial.steps)
    return false;
  const std::size_t units = static_cast<std::size_t>(s.units);
  const std::size_t steps = static_cast<std::size_t>(trial.steps);
  return s.unit_area.size() == units && s.unit_sign.size() == units &&
         s.recurrent.size() == units * units && s.recurrent_present.size() == units * units &&
         s.input.size() == units * trial.input_names.size() &&
         s.readout.size() == units * trial.output_names.size() &&
         trial.rates.size() == units * steps &&
         trial.inputs.size() == trial.input_names.size() * steps &&
         trial.outputs.size() == trial.output_names.size() * steps &&
         trial.targets.size() == trial.outputs.size() &&
         trial.mask.size() == trial.outputs.size() &&
         (trial.intact_outputs.empty() || trial.intact_outputs.size() == trial.outputs.size()) &&
         (trial.intact_rates.empty() || trial.intact_rates.size() == trial.rates.size()) &&
         consistent(s.behaviour) && consistent(s.effect.intact) && consistent(s.effect.altered) &&
         s.effect.trials >= 0 && consistent(s.health, units);
}

}  // namespace

std::int32_t shown_iteration(const Snapshot& snapshot) {
  return snapshot.best_shown.iteration > 0 ? snapshot.best_shown.iteration : snapshot.iteration;
}

std::uint32_t shown_fingerprint(const Snapshot& snapshot) {
  return snapshot.best_shown.iteration > 0 ? snapshot.best_shown.fingerprint : snapshot.fingerprint;
}

const Validation* shown_validation(const Snapshot& snapshot) {
  for (std::size_t k = snapshot.validations.size(); k-- > 0;) {
    if (snapshot.validations[k].iteration <= shown_iteration(snapshot))
      return &snapshot.validations[k];
  }
  return nullptr;
}

// Copied as they lie in memory: every machine that runs this is little-endian.
std::vector<std::uint8_t> to_bytes(const Snapshot& snapshot) {
  ByteWriter writer;
  std::uint8_t version = kVersion;
  Snapshot copy = snapshot;
  writer(version);
  walk(writer, copy);
  return writer.take();
}

std::optional<Snapshot> from_bytes(std::span<const std::uint8_t> bytes) {
  ByteReader reader(bytes);
  std::uint8_t version = 0;
  reader(version);
  Snapshot snapshot;
  if (version != kVersion) return std::nullopt;
  walk(reader, snapshot);
  if (!reader.complete() || !consistent(snapshot)) return std::nullopt;
  return snapshot;
}

}  // namespace nn4n
