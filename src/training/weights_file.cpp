#include "training/weights_file.h"

#include <charconv>

#include "codec/json.h"

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

}  // namespace

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
  file.add("loss", trainer.loss());
  file.add("accuracy", trainer.accuracy());
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
