#include "training/weights.h"

#include <algorithm>
#include <cmath>

#include "base/version.h"
#include "codec/byte_view.h"
#include "codec/content_kind.h"
#include "codec/json.h"
#include "codec/npz.h"
#include "codec/read_value.h"
#include "training/weights_file.h"

namespace nn4n {

namespace {

constexpr TensorName kAlpha = kTensorNames.back();
constexpr std::array kAlphaNames{kAlpha.name, kAlpha.also};
static_assert(kAlpha.tensor == Tensor::alpha);
constexpr std::string_view kMaskPrefix = "mask.";

constexpr bool in_order() {
  for (std::size_t i = 0; i < kTensorNames.size(); ++i) {
    if (kTensorNames[i].tensor != kAllTensors[i]) return false;
  }
  return true;
}
static_assert(in_order(), "kTensorNames follows the order of kAllTensors");

// ---------------------------------------------------------------------------------------------
// Writing

/// Present synapses as the sign they keep, 1 when they may take either.
NamedTensor mask_tensor(std::string_view name, std::vector<std::size_t> shape,
                        const std::vector<std::uint8_t>& present,
                        const std::vector<std::int8_t>& sign) {
  NamedTensor tensor{std::string(kMaskPrefix).append(name), std::move(shape), {}};
  for (std::size_t i = 0; i < present.size(); ++i) {
    tensor.values.push_back(present[i] == 0 ? 0.0f : sign[i] < 0 ? -1.0f : 1.0f);
  }
  return tensor;
}

void add_masks(const Masks& masks, TensorFile& file) {
  const auto units = static_cast<std::size_t>(masks.units);
  const auto inputs = static_cast<std::size_t>(masks.inputs);
  const auto outputs = static_cast<std::size_t>(masks.outputs);
  file.tensors.push_back(mask_tensor("input", {units, inputs}, masks.input, masks.input_sign));
  file.tensors.push_back(
      mask_tensor("hidden", {units, units}, masks.recurrent, masks.recurrent_sign));
  file.tensors.push_back(
      mask_tensor("readout", {outputs, units}, masks.readout, masks.readout_sign));
}

/// Adds the parameters under all of their names, without those that a network does not have.
void add_parameters(const Parameters<float>& parameters, TensorFile& file) {
  for (const TensorName& name : kTensorNames) {
    const auto values = parameters.of(name.tensor);
    for (const std::string_view key : {name.name, name.also}) {
      if (key.empty() || values.empty()) continue;
      file.tensors.push_back(
          {std::string(key), file_shape(name, parameters.sizes), {values.begin(), values.end()}});
    }
  }
}

/// The alpha of every unit (N) of a network that does not learn it.
std::vector<float> fixed_alpha(const Trainer& trainer) {
  return make_dynamics<float>(trainer.experiment().network, trainer.masks()).alpha;
}

void add_fixed_alpha(const Trainer& trainer, TensorFile& file) {
  const std::vector<float> alpha = fixed_alpha(trainer);
  for (const std::string_view key : kAlphaNames) {
    file.tensors.push_back({std::string(key), {alpha.size()}, alpha});
  }
}

// ---------------------------------------------------------------------------------------------
// Reading

/// The tensor of a parameter under one of its names.
const NamedTensor* find(const TensorFile& file, const TensorName& name) {
  const NamedTensor* tensor = file.find(name.name);
  return tensor || name.also.empty() ? tensor : file.find(name.also);
}

std::string value_complaint(const NamedTensor& tensor) {
  const auto bad = [](float value) { return !std::isfinite(value); };
  const auto count = std::count_if(tensor.values.begin(), tensor.values.end(), bad);
  if (count == 0) return {};
  return tensor.name + " has " + std::to_string(count) + " of " +
         std::to_string(tensor.values.size()) + " values that are not finite; allowed finite ones";
}

/// Takes one parameter from the file, or says why not. A parameter that this network does not have
/// is passed over.
void take(const TensorFile& file, const TensorName& name, WeightsReading& reading) {
  const std::string key(name.name);
  const std::span<float> values = reading.parameters.of(name.tensor);
  if (values.empty()) return;
  const NamedTensor* tensor = find(file, name);
  if (!tensor) {
    if (name.if_missing == IfMissing::zero) std::fill(values.begin(), values.end(), 0.0f);
    if (name.if_missing != IfMissing::refuse) return;
    reading.issues.push_back({key, key + " is missing; it must be there"});
    return;
  }
  std::string error = shape_complaint(*tensor, file_shape(name, reading.parameters.sizes));
  if (error.empty()) error = value_complaint(*tensor);
  if (error.empty()) {
    std::copy(tensor->values.begin(), tensor->values.end(), values.begin());
  } else {
    reading.issues.push_back({tensor->name, std::move(error)});
  }
}

bool is_known(std::string_view name) {
  for (const TensorName& known : kTensorNames) {
    if (name == known.name || name == known.also) return true;
  }
  return name.substr(0, kMaskPrefix.size()) == kMaskPrefix;
}

/// Reports tensors that mean nothing here, except for those that a checkpoint has besides.
void report_unknown(const TensorFile& file, Issues& issues) {
  const std::string* format = file.find_metadata("format");
  if (format && *format == kCheckpointFormat) return;
  for (const NamedTensor& tensor : file.tensors) {
    if (is_known(tensor.name)) continue;
    const std::string name = printable(tensor.name);
    issues.push_back({name, name + " means nothing here and is left out"});
  }
}

/// Reports an alpha that differs from the experiment's: time constants that are not learnt come
/// from the experiment.
void report_alpha(const TensorFile& file, const Trainer& trainer, Issues& issues) {
  if (trainer.parameters().sizes.learn_alpha) return;
  for (const std::string_view name : kAlphaNames) {
    const NamedTensor* tensor = file.find(name);
    if (!tensor || tensor->values == fixed_alpha(trainer)) continue;
    issues.push_back({tensor->name, tensor->name + " is not dt / tau of the experiment's areas; "
                                                   "the experiment's is used"});
    return;
  }
}

/// Brings the parameters within the constraints, and says how many values that moved.
void enforce_and_report(const Trainer& trainer, WeightsReading& reading) {
  const Parameters<float> given = reading.parameters;
  enforce(trainer.constraints(), reading.parameters);
  for (const TensorName& name : kTensorNames) {
    const auto before = given.of(name.tensor);
    const auto after = reading.parameters.of(name.tensor);
    std::size_t moved = 0;
    for (std::size_t i = 0; i < before.size(); ++i) moved += before[i] != after[i] ? 1 : 0;
    if (moved == 0) continue;
    const std::string key(name.name);
    reading.issues.push_back(
        {key, key + " has " + std::to_string(moved) + " of " + std::to_string(before.size()) +
                  " values that the experiment's masks and signs do not allow; they move to the "
                  "nearest that is allowed"});
  }
}

WeightsReading refused(const Trainer& trainer, Issues issues) {
  limit_issues(issues);
  return {false, trainer.parameters(), std::move(issues)};
}

}  // namespace

std::vector<std::size_t> file_shape(const TensorName& name, const Sizes& sizes) {
  const auto rows = static_cast<std::size_t>(sizes.rows(name.tensor));
  if (name.axes == 1) return {rows};
  return {rows, static_cast<std::size_t>(sizes.columns(name.tensor))};
}

std::string shape_complaint(const NamedTensor& tensor, const std::vector<std::size_t>& allowed) {
  if (tensor.shape == allowed) return {};
  const std::vector<std::size_t> transposed(tensor.shape.rbegin(), tensor.shape.rend());
  return tensor.name + " is " + shape_words(tensor.shape) + "; allowed " + shape_words(allowed) +
         (transposed == allowed ? " (is it transposed?)" : "");
}

TensorFile weights_of(const Trainer& trainer) {
  TensorFile file;
  file.metadata = {{"format", std::string(kWeightsFormat)},
                   {"format_version", std::string(kFormatVersion)},
                   {"program", std::string(kProgram)},
                   {"experiment", print_json(to_value(trainer.experiment()), Layout::compact)},
                   {"iteration", std::to_string(trainer.iteration())},
                   {"fingerprint", hexadecimal(trainer.fingerprint())}};
  add_parameters(trainer.parameters(), file);
  if (!trainer.parameters().sizes.learn_alpha) add_fixed_alpha(trainer, file);
  add_masks(trainer.masks(), file);
  return file;
}

ParsedTensors parse_weights_file(std::span<const std::uint8_t> bytes, const TensorLimits& limits) {
  if (content_kind(view_as_text(bytes)) == ContentKind::experiment)
    return parse_weights_json(view_as_text(bytes));
  if (!looks_like_npz(bytes)) return parse_safetensors(bytes, limits);
  ParsedArrays arrays = parse_npz(bytes);
  ParsedTensors parsed{{std::move(arrays.arrays), {}}, std::move(arrays.error)};
  if (const NamedTensor* json = parsed.file.find(kConfigArray)) {
    std::string text;
    for (const float letter : json->values)
      text += static_cast<char>(static_cast<unsigned char>(std::clamp(letter, 0.0f, 255.0f)));
    parsed.file.metadata.emplace_back("experiment", std::move(text));
    std::erase_if(parsed.file.tensors,
                  [](const NamedTensor& tensor) { return tensor.name == kConfigArray; });
  }
  return parsed;
}

std::vector<NamedTensor> npz_arrays_of(const Trainer& trainer) {
  TensorFile file = weights_of(trainer);
  const std::string* experiment = file.find_metadata("experiment");
  NamedTensor json{std::string(kConfigArray), {experiment->size()}, {}};
  for (const char letter : *experiment)
    json.values.push_back(static_cast<float>(static_cast<unsigned char>(letter)));
  file.tensors.push_back(std::move(json));
  return std::move(file.tensors);
}

WeightsReading read_weights(std::span<const std::uint8_t> bytes, const Trainer& trainer) {
  const ParsedTensors parsed = parse_weights_file(bytes);
  if (!parsed.error.empty()) return refused(trainer, {{"", "The file " + parsed.error}});
  return read_weights(parsed.file, trainer);
}

WeightsReading read_weights(const TensorFile& file, const Trainer& trainer) {
  WeightsReading reading{true, trainer.parameters(), {}};
  for (const TensorName& name : kTensorNames) take(file, name, reading);
  if (!reading.issues.empty()) return refused(trainer, std::move(reading.issues));
  report_unknown(file, reading.issues);
  report_alpha(file, trainer, reading.issues);
  enforce_and_report(trainer, reading);
  limit_issues(reading.issues);
  return reading;
}

}  // namespace nn4n
