#include "codec/own_data.h"

#include <cmath>
#include <cstring>

#include "codec/base64.h"
#include "codec/byte_view.h"
#include "codec/content_kind.h"
#include "codec/csv.h"
#include "codec/npz.h"
#include "codec/read_value.h"

namespace nn4n {

namespace {

constexpr std::size_t kSizes = 4;
constexpr std::size_t kBytesOfSizes = 4 * kSizes;

std::uint32_t to_word(const std::uint8_t* at) {
  return at[0] | static_cast<std::uint32_t>(at[1]) << 8 | static_cast<std::uint32_t>(at[2]) << 16 |
         static_cast<std::uint32_t>(at[3]) << 24;
}

void put_word(std::uint32_t word, std::vector<std::uint8_t>& bytes) {
  for (int shift = 0; shift < 32; shift += 8) {
    bytes.push_back(static_cast<std::uint8_t>(word >> shift));
  }
}

float to_float(std::uint32_t word) {
  float value;
  std::memcpy(&value, &word, sizeof value);
  return value;
}

std::uint32_t bits_of(float value) {
  std::uint32_t word;
  std::memcpy(&word, &value, sizeof word);
  return word;
}

/// Returns an empty text, or which number is the first one out of range.
std::string value_complaint(const OwnData& data) {
  for (std::size_t k = 0; k < data.values.size(); ++k) {
    const double value = static_cast<double>(data.values[k]);
    const bool mask = k % data.width() >= data.inputs + data.outputs;
    if (std::fabs(value) <= kLargestDatum && (!mask || value >= 0)) continue;
    return "holds " + shortest(value) + (mask ? " in the mask" : "") + "; allowed " +
           (mask ? "0" : "-" + shortest(kLargestDatum)) + " to " + shortest(kLargestDatum);
  }
  return {};
}

/// Returns an empty text, or why these trials cannot be a task.
std::string complaint_of(const OwnData& data) {
  if (data.trials == 0 || data.steps == 0) return "holds no trial";
  if (data.inputs > kMaxChannels || data.outputs > kMaxChannels || data.outputs == 0) {
    return "has " + std::to_string(data.inputs) + " inputs and " + std::to_string(data.outputs) +
           " targets; allowed up to " + std::to_string(kMaxChannels) + ", and at least one target";
  }
  const std::size_t most = (kMaxContent / 4 * 3 - kBytesOfSizes) / 4;
  if (data.values.size() > most) {
    return "holds " + std::to_string(data.values.size()) + " numbers; allowed " +
           std::to_string(most);
  }
  return value_complaint(data);
}

std::vector<std::string> numbered(std::string_view noun, std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= count; ++i) names.push_back(std::string(noun) + std::to_string(i));
  return names;
}

// ---------------------------------------------------------------------------------------------
// npz

/// The sizes of an array n x T x channels, also where an axis of size 1 is missing.
struct Axes {
  std::size_t trials = 1;
  std::size_t steps = 0;
  std::size_t channels = 1;
  bool good = false;
  bool operator==(const Axes&) const = default;
};

Axes axes_of(const NamedTensor& array, bool has_trials, bool has_channels) {
  const std::size_t expected = 1u + (has_trials ? 1u : 0u) + (has_channels ? 1u : 0u);
  if (array.shape.size() != expected) return {};
  Axes axes;
  std::size_t next = 0;
  if (has_trials) axes.trials = array.shape[next++];
  axes.steps = array.shape[next++];
  if (has_channels) axes.channels = array.shape[next];
  axes.good = true;
  return axes;
}

ParsedData refused_data(std::string words) { return {{}, std::move(words)}; }

ParsedData misshapen(std::string_view name, const NamedTensor& array, std::string_view allowed) {
  return refused_data("has an array " + std::string(name) + " that is " + shape_words(array.shape) +
                      "; allowed " + std::string(allowed));
}

/// Puts the values of one array into their columns. An array of one channel is repeated in all
/// `width` columns; without an array all values are 1.
void fill(OwnData& data, std::size_t first, std::size_t width, const NamedTensor* array,
          std::size_t channels) {
  const std::size_t rows = data.trials * data.steps;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t c = 0; c < width; ++c) {
      float& value = data.values[row * data.width() + first + c];
      value = array ? array->values[row * channels + (channels == 1 ? 0 : c)] : 1.0f;
    }
  }
}

ParsedData assemble(const NamedTensor& inputs, const NamedTensor& targets,
                    const NamedTensor* mask) {
  const bool many = inputs.shape.size() == 3;
  const Axes in = axes_of(inputs, many, true);
  if (!in.good) return misshapen("inputs", inputs, "trials x steps x inputs, or steps x inputs");
  const std::string rows = many ? std::to_string(in.trials) + " x " + std::to_string(in.steps)
                                : std::to_string(in.steps);
  const Axes out = axes_of(targets, many, true);
  if (!out.good || out.trials != in.trials || out.steps != in.steps) {
    return misshapen("targets", targets, rows + " x targets");
  }
  Axes masked{.trials = in.trials, .steps = in.steps, .channels = 1, .good = true};
  if (mask) {
    const bool whole = mask->shape.size() == targets.shape.size();
    masked = axes_of(*mask, many, whole);
    if (!masked.good || masked.trials != in.trials || masked.steps != in.steps ||
        (whole && masked.channels != out.channels)) {
      return misshapen("mask", *mask, rows + " or " + rows + " x " + std::to_string(out.channels));
    }
  }
  ParsedData parsed;
  OwnData& data = parsed.data;
  data.trials = in.trials, data.steps = in.steps;
  data.inputs = in.channels, data.outputs = out.channels;
  // An array with an axis of 0 holds no bytes, whatever its other axes say.
  if (data.trials == 0 || data.steps == 0 || data.outputs == 0)
    return refused_data("has no trials, no steps or no targets; allowed one of each, or more");
  data.values.resize(data.trials * data.steps * data.width());
  fill(data, 0, data.inputs, &inputs, in.channels);
  fill(data, data.inputs, data.outputs, &targets, out.channels);
  fill(data, data.inputs + data.outputs, data.outputs, mask, masked.channels);
  return parsed;
}

}  // namespace

ParsedData parse_npz_data(std::span<const std::uint8_t> bytes) {
  const ParsedArrays arrays = parse_npz(bytes);
  if (!arrays.error.empty()) return refused_data(arrays.error);
  const NamedTensor* inputs = arrays.find("inputs");
  const NamedTensor* targets = arrays.find("targets");
  if (!inputs || !targets) {
    return refused_data(std::string("has no array ") + (inputs ? "targets" : "inputs") +
                        "; needed are inputs and targets, and mask if not everything counts");
  }
  ParsedData parsed = assemble(*inputs, *targets, arrays.find("mask"));
  if (!parsed.error.empty()) return parsed;
  parsed.data.input_names = numbered("Input ", parsed.data.inputs);
  parsed.data.output_names = numbered("Output ", parsed.data.outputs);
  if (const NamedTensor* dt = arrays.find("dt_ms"); dt && dt->values.size() == 1) {
    parsed.data.step_ms = static_cast<double>(dt->values[0]);
  }
  parsed.error = complaint_of(parsed.data);
  return parsed;
}

ParsedData parse_csv_data(std::string_view text) {
  CsvTrials table = read_csv_trials(text);
  if (!table.error.empty()) return refused_data(std::move(table.error));
  ParsedData parsed{std::move(table.data), {}};
  parsed.error = complaint_of(parsed.data);
  return parsed;
}

// ---------------------------------------------------------------------------------------------
// The text in the experiment

std::string to_content(const OwnData& data) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(kBytesOfSizes + 4 * data.values.size());
  for (const std::size_t size : {data.trials, data.steps, data.inputs, data.outputs}) {
    put_word(static_cast<std::uint32_t>(size), bytes);
  }
  for (const float value : data.values) put_word(bits_of(value), bytes);
  return to_base64(bytes);
}

OwnData sizes_of_content(std::string_view content) {
  OwnData sizes;
  if (content.size() % 4 != 0 || base64_bytes(content) < kBytesOfSizes) return sizes;
  std::uint8_t bytes[kBytesOfSizes];
  from_base64(content, 0, bytes);
  double numbers = 1;
  std::size_t* const parts[] = {&sizes.trials, &sizes.steps, &sizes.inputs, &sizes.outputs};
  for (std::size_t i = 0; i < kSizes; ++i) *parts[i] = to_word(bytes + 4 * i);
  numbers = static_cast<double>(sizes.trials) * static_cast<double>(sizes.steps) *
            (static_cast<double>(sizes.inputs) + 2 * static_cast<double>(sizes.outputs));
  const double held = static_cast<double>(base64_bytes(content) - kBytesOfSizes);
  return 4 * numbers == held && numbers > 0 ? sizes : OwnData{};
}

std::optional<OwnData> from_content(std::string_view content) {
  OwnData data = sizes_of_content(content);
  if (data.trials == 0 || content.size() > kMaxContent) return std::nullopt;
  const auto bytes = from_base64(content);
  if (!bytes) return std::nullopt;
  data.values.reserve(bytes->size() / 4);
  for (std::size_t at = kBytesOfSizes; at < bytes->size(); at += 4) {
    data.values.push_back(to_float(to_word(bytes->data() + at)));
  }
  if (!complaint_of(data).empty()) return std::nullopt;
  return data;
}

std::vector<float> trial_of_content(std::string_view content, const OwnData& sizes,
                                    std::size_t trial) {
  const std::size_t count = sizes.steps * sizes.width();
  std::vector<std::uint8_t> bytes(4 * count);
  from_base64(content, kBytesOfSizes + 4 * count * trial, bytes);
  std::vector<float> values;
  values.reserve(count);
  for (std::size_t at = 0; at < bytes.size(); at += 4) {
    values.push_back(to_float(to_word(bytes.data() + at)));
  }
  return values;
}

// ---------------------------------------------------------------------------------------------
// Into an experiment

Reading read_own_data(std::string_view bytes) {
  const bool npz = content_kind(bytes) == ContentKind::npz;
  const ParsedData parsed = npz ? parse_npz_data(view_as_bytes(bytes)) : parse_csv_data(bytes);
  if (!parsed.error.empty()) return unreadable("The file of trials " + parsed.error + ".");
  JsonValue task = JsonValue::object();
  task.add("name", "data");
  for (const auto& [key, names] : {std::pair("inputs", &parsed.data.input_names),
                                   std::pair("outputs", &parsed.data.output_names)}) {
    JsonValue list = JsonValue::list();
    for (const std::string& name : *names) list.add(name);
    task.add(key, std::move(list));
  }
  task.add("step_ms", parsed.data.step_ms);
  JsonValue judge = JsonValue::object();
  judge.add("rule", parsed.data.outputs > 1 ? "largest" : "threshold");
  task.add("judge", std::move(judge));
  task.add("content", to_content(parsed.data));
  Reading reading;
  reading.issues = assign_all(reading.experiment, {{"task", std::move(task)}});
  finish(reading);
  return reading;
}

}  // namespace nn4n
