// The two archives of a checkpoint (checkpoint.h). One writes the values that it is shown to a file
// of tensors, the other one fills them in from such a file. Both have the same methods, so that one
// walk over a run serves both. Single numbers are kept as metadata, arrays as tensors.
#pragma once

#include <algorithm>

#include "base/text.h"
#include "training/weights.h"

namespace nn4n {

/// The most iterations of a run that a checkpoint may hold.
inline constexpr int kMostIterations = 1000000000;
/// The most draws of its weights.
inline constexpr std::int32_t kMostDraws = 1000;

/// Adds what it is shown to a file.
class TensorWriter {
 public:
  explicit TensorWriter(TensorFile& file) : file_(file) {}

  /// Puts `prefix` before the names of all that follows.
  void within(std::string prefix) { prefix_ = std::move(prefix); }
  void whole(std::string_view name, int& value) { note(name, std::to_string(value)); }
  void number(std::string_view name, double& value) { note(name, shortest(value)); }
  /// An array laid out as Parameters::values, or an empty one.
  void layout(std::string_view name, const Sizes& sizes, std::vector<float>& values) {
    if (values.empty()) return;
    const std::span<const float> all = values;
    for (const TensorName& tensor : kTensorNames) {
      const auto part = all.subspan(sizes.offset(tensor.tensor), sizes.count(tensor.tensor));
      if (part.empty()) continue;
      file_.tensors.push_back(
          {path(name).append(tensor.name), file_shape(tensor, sizes), {part.begin(), part.end()}});
    }
  }
  /// A list of any length; with more than one column, row by row.
  void list(std::string_view name, std::size_t columns, std::vector<float>& values) {
    std::vector<std::size_t> shape{values.size() / columns};
    if (columns > 1) shape.push_back(columns);
    file_.tensors.push_back({path(name), std::move(shape), values});
  }

 private:
  std::string path(std::string_view name) const { return prefix_ + std::string(name); }
  void note(std::string_view name, std::string text) {
    file_.metadata.emplace_back(path(name), std::move(text));
  }

  TensorFile& file_;
  std::string prefix_;
};

/// Fills in what it is shown from a file. It keeps the first complaint; a value that does not fit
/// stays as it was.
class TensorReader {
 public:
  explicit TensorReader(const TensorFile& file) : file_(file) {}

  /// The first complaint; empty when everything fits.
  const std::string& error() const { return error_; }
  void complain(std::string error) {
    if (error_.empty()) error_ = std::move(error);
  }

  void within(std::string prefix) { prefix_ = std::move(prefix); }
  /// A whole number in 0 .. kMostIterations.
  void whole(std::string_view name, int& value) {
    double read = 0;
    if (!note(name, 0, kMostIterations, read)) return;
    value = static_cast<int>(read);
    if (value != read) complain(path(name) + " is " + shortest(read) + "; allowed whole numbers");
  }
  /// A number in 0..1.
  void number(std::string_view name, double& value) { note(name, 0, 1, value); }
  void layout(std::string_view name, const Sizes& sizes, std::vector<float>& values) {
    if (values.empty()) return;
    for (const TensorName& known : kTensorNames) {
      if (sizes.count(known.tensor) == 0) continue;
      const NamedTensor* tensor = find(path(name).append(known.name));
      if (!tensor) return;
      complain(shape_complaint(*tensor, file_shape(known, sizes)));
      if (!error_.empty()) return;
      std::copy(tensor->values.begin(), tensor->values.end(),
                values.begin() + static_cast<std::ptrdiff_t>(sizes.offset(known.tensor)));
    }
  }
  void list(std::string_view name, std::size_t columns, std::vector<float>& values) {
    const NamedTensor* tensor = find(path(name));
    if (!tensor) return;
    std::vector<std::size_t> allowed{tensor->values.size() / columns};
    if (columns > 1) allowed.push_back(columns);
    complain(shape_complaint(*tensor, allowed));
    if (error_.empty()) values = tensor->values;
  }

 private:
  std::string path(std::string_view name) const { return prefix_ + std::string(name); }
  const NamedTensor* find(const std::string& name) {
    const NamedTensor* tensor = file_.find(name);
    if (!tensor) complain(name + " is missing; it must be there");
    return tensor;
  }
  bool note(std::string_view name, double least, double most, double& value) {
    const std::string* text = file_.find_metadata(path(name));
    const std::optional<double> read = text ? parse_number(*text) : std::nullopt;
    if (read && *read >= least && *read <= most) {
      value = *read;
      return true;
    }
    complain(path(name) + " is " + (text ? in_quotes(*text) : "missing") + "; allowed " +
             shortest(least) + " to " + shortest(most));
    return false;
  }

  const TensorFile& file_;
  std::string prefix_;
  std::string error_;
};

}  // namespace nn4n
