// Reads what recorded networks have in common: the head of the file, and arrays over time and
// trials.
#pragma once

#include "codec/strict_reader.h"
#include "parity/recorded_network.h"

namespace nn4n {

class RecordedReader : public StrictReader {
 public:
  RecordedReader(const JsonValue& file_, RecordedNetwork& network_)
      : file(file_), network(network_) {}

  const JsonValue& file;
  RecordedNetwork& network;

  /// Reads kind, format, name and precision. Every key of the file must be in `known`.
  void read_head(std::string_view kind, std::span<const std::string_view> known);
  /// Reads which axis of an array is which. Without a batch axis `network.trials` must be 1.
  void read_layout(bool batch_axis);
  bool batch_axis() const { return batch_axis_; }

  ActivationKind activation(const JsonValue& word);
  /// A number for all units, or one for each.
  std::vector<double> by_unit(const JsonValue& value, std::string_view name, int units);
  Shape shape_of(Tensor tensor) const;
  /// An array over time and trials, brought into the order T x B x channel.
  std::vector<double> traces(const JsonValue& value, std::string_view name, int channels,
                             NotANumber nan = NotANumber::refused);
  /// Numbers for every trial, B x units; a list without trials holds for all of them.
  std::vector<double> by_trial(const JsonValue& value, std::string_view name, int units);

 private:
  bool batch_axis_ = true;
  bool time_major_ = true;
};

}  // namespace nn4n
