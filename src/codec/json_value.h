// A JSON value, and the one place where JSON text is read and written.
//
// Goals: data from strangers can do no harm (depth, size and number of values are limited while
// parsing, numbers are finite, a repeated key keeps its last value); numbers print as typed.
// Non-goals: speed, comments, trailing commas. The JSON library is used in json_value.cpp and
// nowhere else.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nn4n {

enum class JsonKind {
  null,
  boolean,
  number,
  text,
  list,
  object,
  bare  ///< text of a link, whose kind the field decides; never comes out of parse_json
};

struct JsonValue {
  JsonKind kind = JsonKind::null;
  bool boolean = false;
  double number = 0;
  bool decimal = false;  ///< a number that was read had a point or an exponent
  std::string text;
  std::vector<JsonValue> items;   ///< of a list, or of an object in the order of `keys`
  std::vector<std::string> keys;  ///< of an object; printed in this order

  JsonValue() = default;
  JsonValue(bool value) : kind(JsonKind::boolean), boolean(value) {}
  JsonValue(double value) : kind(JsonKind::number), number(value) {}  ///< not finite prints as null
  JsonValue(int value) : JsonValue(static_cast<double>(value)) {}
  JsonValue(std::string value) : kind(JsonKind::text), text(std::move(value)) {}
  JsonValue(std::string_view value) : JsonValue(std::string(value)) {}
  JsonValue(const char* value) : JsonValue(std::string(value)) {}
  static JsonValue list();
  static JsonValue object();

  bool is(JsonKind wanted) const { return kind == wanted; }
  /// The value of a key, or null when this is not an object or has no such key.
  const JsonValue* find(std::string_view key) const;
  /// Appends to an object; the key must be new.
  void add(std::string_view key, JsonValue value);
  /// Appends to a list.
  void add(JsonValue value) { items.push_back(std::move(value)); }
};

/// Limits of what is read: bytes of text, values in it, levels of nesting. Three matrices of the
/// largest network fit.
struct JsonLimits {
  std::size_t bytes = 16 * 1024 * 1024;
  std::size_t values = 1000000;
  int depth = 32;
};

struct ParsedJson {
  JsonValue value;
  std::string error;  ///< empty, or words without subject: "is not JSON; the first mistake is at
                      ///< character 7"
};

ParsedJson parse_json(std::string_view text, const JsonLimits& limits = {});

enum class Layout {
  compact,  ///< one line without spaces
  pretty    ///< two spaces per level; lists without objects in them on one line
};
std::string print_json(const JsonValue& value, Layout layout);

}  // namespace nn4n
