// Reads the parts of a JSON document that must be exactly as expected.
//
// With the first part that is not, the document counts as not understood. Later reads then return
// empty values, so that a caller may ask once at the end.
#pragma once

#include <span>

#include "codec/json_value.h"

namespace nn4n {

/// Lengths of nested lists, outermost first.
using Shape = std::vector<int>;

/// Whether the text "nan" counts as a number.
enum class NotANumber { refused, allowed };

class StrictReader {
 public:
  bool understood() const { return error_.empty(); }
  /// The first thing that was not understood: "inputs does not have the expected shape".
  const std::string& error() const { return error_; }
  void fail(std::string_view what, std::string_view why);

  /// The value of a key that must be there.
  const JsonValue& at(const JsonValue& object, std::string_view key);
  /// The value of a key, or nothing where it is missing or null.
  static const JsonValue* optional(const JsonValue& object, std::string_view key);
  double number(const JsonValue& object, std::string_view key,
                NotANumber nan = NotANumber::refused);
  bool boolean(const JsonValue& object, std::string_view key);
  const std::string& text(const JsonValue& object, std::string_view key);
  /// Every key must be listed.
  void check_keys(const JsonValue& object, std::string_view name,
                  std::span<const std::string_view> known);
  /// A whole number in 1..most.
  int whole(const JsonValue& object, std::string_view key, int most);
  /// The numbers of nested lists of exactly this shape, row-major; empty when they are not.
  std::vector<double> numbers(const JsonValue& value, std::string_view name, const Shape& shape,
                              NotANumber nan = NotANumber::refused);

 private:
  std::string error_;
};

}  // namespace nn4n
