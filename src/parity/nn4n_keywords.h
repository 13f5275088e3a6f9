// Keyword arguments of the package, read with words for what is wrong.
//
// The first thing that is wrong stops the reading; later reads answer with their fallback, so that
// a caller may ask once at the end. Paths read as in Python: "area_connectivities[0][1]".
#pragma once

#include <span>

#include "codec/json_value.h"

namespace nn4n {

/// Most units and channels that are translated.
inline constexpr int kMostUnits = 4096;

/// "12", "12.0", "\"relu\"", "null", "a list of 3": a value as a message shows it.
std::string in_words(const JsonValue& value);

class Keywords {
 public:
  using Names = std::span<const std::string_view>;

  /// Only the `known` keywords may be given.
  Keywords(const JsonValue& given, Names known);

  /// Empty, or "area_connectivities[0][1] is 1.2; allowed 0 to 1".
  const std::string& error() const { return error_; }
  bool good() const { return error_.empty(); }
  void fail(std::string_view path, std::string_view words);

  /// A keyword's value; null when it is not given or None.
  const JsonValue* find(std::string_view key) const;

  int whole(std::string_view path, const JsonValue& value, int least, int most);
  double number(std::string_view path, const JsonValue& value, double least, double most);
  bool flag(std::string_view path, const JsonValue& value);
  /// One of `allowed`: its index, 0 when it is none of them.
  int choice(std::string_view path, const JsonValue& value, Names allowed);
  /// Elements of a list of exactly `size`; none when it is not.
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

/// "weights[2]"
std::string element_of(std::string_view path, std::size_t index);

}  // namespace nn4n
