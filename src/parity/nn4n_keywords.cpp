#include "parity/nn4n_keywords.h"

#include <algorithm>

#include "base/text.h"

namespace nn4n {

namespace {

std::string range(double least, double most) { return shortest(least) + " to " + shortest(most); }

std::string joined(Keywords::Names names) {
  return join(std::vector<std::string>(names.begin(), names.end()));
}

}  // namespace

std::string in_words(const JsonValue& value) {
  switch (value.kind) {
    case JsonKind::null:
      return "null";
    case JsonKind::boolean:
      return value.boolean ? "true" : "false";
    case JsonKind::number: {
      const std::string digits = shortest(value.number);
      const bool looks_whole = digits.find_first_of(".e") == digits.npos;
      return digits + (value.decimal && looks_whole ? ".0" : "");
    }
    case JsonKind::list:
      return "a list of " + std::to_string(value.items.size());
    case JsonKind::object:
      return "an object";
    default:
      return in_quotes(value.text);
  }
}

std::string element_of(std::string_view path, std::size_t index) {
  return std::string(path) + "[" + std::to_string(index) + "]";
}

Keywords::Keywords(const JsonValue& given, Names known) : given_(given) {
  if (!given.is(JsonKind::object)) fail("the configuration", "is no object");
  for (const std::string& key : given.keys) {
    if (std::find(known.begin(), known.end(), key) == known.end())
      fail(printable(key), "is not known; known: " + joined(known));
  }
}

void Keywords::fail(std::string_view path, std::string_view words) {
  if (error_.empty()) error_ = std::string(path) + " " + std::string(words);
}

void Keywords::fail_type(std::string_view path, const JsonValue& value, std::string_view allowed) {
  fail(path, "is " + in_words(value) + "; allowed " + std::string(allowed));
}

const JsonValue* Keywords::find(std::string_view key) const {
  const JsonValue* value = given_.find(key);
  return value && !value->is(JsonKind::null) ? value : nullptr;
}

int Keywords::whole(std::string_view path, const JsonValue& value, int least, int most) {
  const bool good =
      value.is(JsonKind::number) && !value.decimal && value.number >= least && value.number <= most;
  if (!good) fail_type(path, value, "whole numbers " + range(least, most));
  return good ? static_cast<int>(value.number) : least;
}

double Keywords::number(std::string_view path, const JsonValue& value, double least, double most) {
  const bool good = value.is(JsonKind::number) && value.number >= least && value.number <= most;
  if (!good) fail_type(path, value, range(least, most));
  return good ? value.number : least;
}

bool Keywords::flag(std::string_view path, const JsonValue& value) {
  if (!value.is(JsonKind::boolean)) fail_type(path, value, "true, false");
  return value.boolean;
}

int Keywords::choice(std::string_view path, const JsonValue& value, Names allowed) {
  const auto found = std::find(allowed.begin(), allowed.end(), value.text);
  if (value.is(JsonKind::text) && found != allowed.end())
    return static_cast<int>(found - allowed.begin());
  fail_type(path, value, joined(allowed));
  return 0;
}

std::span<const JsonValue> Keywords::items(std::string_view path, const JsonValue& value,
                                           std::size_t size) {
  if (value.is(JsonKind::list) && value.items.size() == size) return value.items;
  fail_type(path, value, "a list of " + std::to_string(size));
  return {};
}

std::span<const JsonValue> Keywords::items(std::string_view path, const JsonValue& value) {
  if (!value.is(JsonKind::list)) fail_type(path, value, "a list");
  return value.items;
}

std::vector<std::vector<double>> Keywords::matrix(std::string_view path, const JsonValue& value,
                                                  std::size_t rows, std::size_t columns,
                                                  double least, double most) {
  std::vector<std::vector<double>> made;
  for (std::size_t i = 0; const JsonValue& row : items(path, value, rows)) {
    const std::string here = element_of(path, i++);
    made.emplace_back();
    for (const JsonValue& entry : items(here, row, columns))
      made.back().push_back(number(element_of(here, made.back().size()), entry, least, most));
  }
  return made;
}

void Keywords::read_dims(int (&dims)[3]) {
  const JsonValue* value = find("dims");
  if (!value) return;
  for (std::size_t i = 0; const JsonValue& entry : items("dims", *value, 3)) {
    dims[i] = whole(element_of("dims", i), entry, 1, kMostUnits);
    ++i;
  }
}

double Keywords::number_or(std::string_view key, double least, double most, double fallback) {
  const JsonValue* value = find(key);
  return value ? number(key, *value, least, most) : fallback;
}

bool Keywords::flag_or(std::string_view key, bool fallback) {
  const JsonValue* value = find(key);
  return value ? flag(key, *value) : fallback;
}

}  // namespace nn4n
