#include "parity/recorded_reader.h"

#include "base/text.h"
#include "parity/recorded_head.h"

namespace nn4n {

void RecordedReader::read_head(std::string_view kind, std::span<const std::string_view> known) {
  if (!file.is(JsonKind::object)) return fail("the file", "is no object");
  check_kind(*this, file, kind);
  check_format(*this, file);
  check_keys(file, "the file", known);
  network.name = text(file, "name");
  network.in_double = read_in_double(*this, file);
}

void RecordedReader::read_layout(bool batch_axis) {
  batch_axis_ = batch_axis;
  if (!batch_axis && network.trials != 1) fail("B", "is not 1 without a batch axis");
  const std::string& layout = text(file, "layout");
  if (layout != "time-major" && layout != "batch-major") fail("layout", "is not known");
  time_major_ = layout == "time-major" || !batch_axis;
}

ActivationKind RecordedReader::activation(const JsonValue& word) {
  ActivationKind kind{};
  const std::string error = from_text(target_of(kind), word.text);
  if (!error.empty()) fail("activation", error);
  return kind;
}

std::vector<double> RecordedReader::by_unit(const JsonValue& value, std::string_view name,
                                            int units) {
  if (value.is(JsonKind::number))
    return std::vector<double>(static_cast<std::size_t>(units), value.number);
  return numbers(value, name, {units});
}

Shape RecordedReader::shape_of(Tensor tensor) const {
  const bool matrix = tensor == Tensor::input_weight || tensor == Tensor::recurrent_weight ||
                      tensor == Tensor::readout_weight;
  const Sizes& sizes = network.sizes;
  if (!matrix) return {sizes.rows(tensor)};
  return {sizes.rows(tensor), sizes.columns(tensor)};
}

std::vector<double> RecordedReader::traces(const JsonValue& value, std::string_view name,
                                           int channels, NotANumber nan) {
  const int steps = network.steps;
  const int trials = network.trials;
  if (!batch_axis_) return numbers(value, name, {steps, channels}, nan);
  if (time_major_) return numbers(value, name, {steps, trials, channels}, nan);
  const std::vector<double> given = numbers(value, name, {trials, steps, channels}, nan);
  std::vector<double> out;
  out.reserve(given.size());
  for (int k = 0; !given.empty() && k < steps * trials; ++k) {
    const int row = (k % trials) * steps + k / trials;
    const auto begin = given.begin() + static_cast<std::ptrdiff_t>(row) * channels;
    out.insert(out.end(), begin, begin + channels);
  }
  return out;
}

std::vector<double> RecordedReader::by_trial(const JsonValue& value, std::string_view name,
                                             int units) {
  const bool listed = !value.items.empty() && value.items[0].is(JsonKind::list);
  if (listed) return numbers(value, name, {network.trials, units});
  const std::vector<double> one = numbers(value, name, {units});
  std::vector<double> all;
  for (int b = 0; b < network.trials; ++b) all.insert(all.end(), one.begin(), one.end());
  return all;
}

}  // namespace nn4n
