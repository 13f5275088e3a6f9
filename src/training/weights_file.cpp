#include "training/weights_file.h"

#include <charconv>

#include "base/text.h"
#include "codec/json.h"
#include "training/weights.h"

namespace nn4n {

namespace {

template <class T>
JsonValue list_of(const std::vector<T>& numbers) {
  JsonValue list = JsonValue::list();
  for (const T number : numbers) list.add(static_cast<int>(number));
  return list;
}

JsonValue row_of(std::span<const float> values) {
  JsonValue row = JsonValue::list();
  for (const float value : values) row.add(as_typed(value));
  return row;
}

JsonValue tensor_of(const Parameters<float>& parameters, Tensor tensor) {
  const auto columns = static_cast<std::size_t>(parameters.sizes.columns(tensor));
  const std::span<const float> values = parameters.of(tensor);
  if (columns == 1 && tensor != Tensor::input_weight) return row_of(values);
  JsonValue rows = JsonValue::list();
  for (std::size_t begin = 0; begin < values.size(); begin += columns) {
    rows.add(row_of(values.subspan(begin, columns)));
  }
  return rows;
}

/// Appends the numbers of a row; false when something else is among them.
bool append_numbers(const JsonValue& row, std::vector<float>& values) {
  for (const JsonValue& item : row.items) {
    if (!item.is(JsonKind::number)) return false;
    values.push_back(static_cast<float>(item.number));
  }
  return true;
}

/// A list of numbers, or of rows of equal length; nothing when it is neither.
std::optional<NamedTensor> tensor_in(const JsonValue& value) {
  if (!value.is(JsonKind::list)) return std::nullopt;
  NamedTensor tensor{"", {value.items.size()}, {}};
  if (value.items.empty() || !value.items.front().is(JsonKind::list)) {
    if (!append_numbers(value, tensor.values)) return std::nullopt;
    return tensor;
  }
  tensor.shape.push_back(value.items.front().items.size());
  for (const JsonValue& row : value.items) {
    const bool fits = row.is(JsonKind::list) && row.items.size() == tensor.shape[1];
    if (!fits || !append_numbers(row, tensor.values)) return std::nullopt;
  }
  return tensor;
}

constexpr JsonLimits kLimits{.bytes = 16 * 1024 * 1024};

}  // namespace

ParsedTensors parse_weights_json(std::string_view text) {
  const ParsedJson parsed = parse_json(text, kLimits);
  if (!parsed.error.empty()) return {{}, parsed.error};
  const JsonValue* weights = parsed.value.find("weights");
  const JsonValue* experiment = parsed.value.find("experiment");
  if (!weights || !weights->is(JsonKind::object) || !experiment)
    return {{}, "has no weights beside an experiment"};
  ParsedTensors file;
  file.file.metadata.emplace_back("experiment", print_json(*experiment, Layout::compact));
  for (const TensorName& name : kTensorNames) {
    const std::string key(tensor_name(name.tensor));
    const JsonValue* value = weights->find(key);
    if (!value) continue;
    std::optional<NamedTensor> tensor = tensor_in(*value);
    if (!tensor)
      return {{}, "has weights " + in_quotes(key) + " that are not a list or rows of numbers"};
    tensor->name = name.name;
    file.file.tensors.push_back(std::move(*tensor));
  }
  return file;
}

double as_typed(float value) {
  std::array<char, 40> text;
  const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
  const std::string_view digits(text.data(), static_cast<std::size_t>(written.ptr - text.data()));
  return parse_number(digits).value_or(value);
}

std::string_view tensor_name(Tensor tensor) {
  constexpr std::array<std::string_view, kTensors> names{"W_in",  "b_in",  "W_hid", "b_hid",
                                                         "W_out", "b_out", "h0",    "alpha"};
  return names[static_cast<std::size_t>(tensor)];
}

std::string weights_file(const Trainer& trainer) {
  JsonValue file = JsonValue::object();
  file.add("experiment", to_value(trainer.experiment()));
  file.add("iterations", trainer.iteration());
  file.add("loss", decimal_of(static_cast<float>(trainer.loss())));
  file.add("accuracy", decimal_of(static_cast<float>(trainer.accuracy())));
  file.add("fingerprint", hexadecimal(trainer.fingerprint()));
  file.add("unit_area", list_of(trainer.masks().unit_area));
  file.add("unit_sign", list_of(trainer.masks().unit_sign));
  JsonValue weights = JsonValue::object();
  for (const Tensor tensor : kAllTensors) {
    if (trainer.parameters().of(tensor).empty()) continue;  // alpha, unless it is learnt
    weights.add(tensor_name(tensor), tensor_of(trainer.parameters(), tensor));
  }
  file.add("weights", std::move(weights));
  return print_json(file, Layout::pretty) + "\n";
}

}  // namespace nn4n
