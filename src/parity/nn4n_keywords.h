// Reads keyword arguments of the package and says what is wrong with them.
//
// Only the first thing that is wrong is kept. Later reads return a fallback, so that a caller may
// ask once at the end. Paths are written as in Python: "area_connectivities[0][1]".
#pragma once

#include <span>

#include "codec/json_value.h"

namespace nn4n {

/// The largest number of units or channels that is read.
inline constexpr int kMostUnits = 4096;

/// A value as a message shows it: "12", "12.0", "\"relu\"", "null", "a list of 3".
std::string in_words(const JsonValue& value);

class Keywords {
 public:
  using Names = std::span<const std::string_view>;

  /// Only the `known` keywords may be given.
  Keywords(const JsonValue& given, Names known);

  /// What is wrong, or nothing: "area_connectivities[0][1] is 1.2; allowed 0 to 1".
  const std::string& error() const { return error_; }
  bool good() const { return error_.empty(); }
  void fail(std::string_view path, std::string_view words);

  /// A keyword's value; null when it is not given or None.
  const JsonValue* find(std::string_view key) const;

  int whole(std::string_view path, const JsonValue& value, int least, int most);
  double number(std::string_view path, const JsonValue& value, double least, double most);
  bool flag(std::string_view path, const JsonValue& value);
  /// The index of a word in `allowed`; 0 when it is not there.
  int choice(std::string_view path, const JsonValue& value, Names allowed);
  /// The elements of a list that must have `size` of them; none when it has not.
  std::span<const JsonValue> items(std::string_view path, const JsonValue& value, std::size_t size);
  /// The same for any list.
  std::span<const JsonValue> items(std::string_view path, const JsonValue& value);
  /// A matrix of numbers in least..most.
  std::vector<std::vector<double>> matrix(std::string_view path, const JsonValue& value,
                                          std::size_t rows, std::size_t columns, double least,
                                          double most);

  /// "dims", a list of the numbers of inputs, units and outputs; they stay where it is not given.
  void read_dims(int (&dims)[3]);

  // The same for keywords with a default.
  double number_or(std::string_view key, double least, double most, double fallback);
  bool flag_or(std::string_view key, bool fallback);

 private:
  void fail_type(std::string_view path, const JsonValue& value, std::string_view allowed);

  const JsonValue& given_;
  std::string error_;
};

/// The path of an element: "weights[2]".
std::string element_of(std::string_view path, std::size_t index);

}  // namespace nn4n
