#include "codec/strict_reader.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace nn4n {

namespace {

bool is_nan(const JsonValue& value) { return value.is(JsonKind::text) && value.text == "nan"; }

/// Appends the numbers of nested lists. Returns false where they do not have the shape.
bool append(const JsonValue& value, const Shape& shape, std::size_t level, NotANumber nan,
            std::vector<double>& out) {
  if (level == shape.size()) {
    const bool undefined = nan == NotANumber::allowed && is_nan(value);
    out.push_back(undefined ? std::nan("") : value.number);
    return undefined || value.is(JsonKind::number);
  }
  if (!value.is(JsonKind::list) || value.items.size() != static_cast<std::size_t>(shape[level])) {
    return false;
  }
  return std::all_of(value.items.begin(), value.items.end(), [&](const JsonValue& item) {
    return append(item, shape, level + 1, nan, out);
  });
}

}  // namespace

void StrictReader::fail(std::string_view what, std::string_view why) {
  if (error_.empty()) error_ = std::string(what) + " " + std::string(why);
}

const JsonValue& StrictReader::at(const JsonValue& object, std::string_view key) {
  static const JsonValue nothing;
  const JsonValue* value = object.find(key);
  if (!value) fail(key, "is missing");
  return value ? *value : nothing;
}

double StrictReader::number(const JsonValue& object, std::string_view key, NotANumber nan) {
  const JsonValue& value = at(object, key);
  if (nan == NotANumber::allowed && is_nan(value)) return std::nan("");
  if (!value.is(JsonKind::number)) fail(key, "is not a number");
  return value.number;
}

const JsonValue* StrictReader::optional(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  return value && !value->is(JsonKind::null) ? value : nullptr;
}

bool StrictReader::boolean(const JsonValue& object, std::string_view key) {
  const JsonValue& value = at(object, key);
  if (!value.is(JsonKind::boolean)) fail(key, "is neither true nor false");
  return value.boolean;
}

const std::string& StrictReader::text(const JsonValue& object, std::string_view key) {
  const JsonValue& value = at(object, key);
  if (!value.is(JsonKind::text)) fail(key, "is not a text");
  return value.text;
}

void StrictReader::check_keys(const JsonValue& object, std::string_view name,
                              std::span<const std::string_view> known) {
  if (!object.is(JsonKind::object)) return fail(name, "is not an object");
  for (const std::string& key : object.keys) {
    if (std::find(known.begin(), known.end(), key) == known.end())
      fail(printable(key), "in " + std::string(name) + " is not known");
  }
}

int StrictReader::whole(const JsonValue& object, std::string_view key, int most) {
  const double value = number(object, key);
  const bool good = value >= 1 && value <= most && value == static_cast<int>(value);
  if (!good) fail(key, "is not a whole number in range");
  return good ? static_cast<int>(value) : 0;
}

std::vector<double> StrictReader::numbers(const JsonValue& value, std::string_view name,
                                          const Shape& shape, NotANumber nan) {
  std::vector<double> out;
  if (append(value, shape, 0, nan, out)) return out;
  fail(name, "does not have the expected shape, or holds something else than numbers");
  return {};
}

}  // namespace nn4n
