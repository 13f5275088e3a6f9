#include "sweep/axis_values.h"

#include <cmath>

#include "base/measured.h"
#include "base/text.h"

namespace nn4n {

namespace {

/// A number, true or false, or else the text itself.
JsonValue value_of_word(std::string_view word) {
  if (const auto number = parse_number(word)) return JsonValue(*number);
  if (word == "true" || word == "false") return JsonValue(word == "true");
  return JsonValue(word);
}

std::variant<std::vector<JsonValue>, std::string> range_of(std::string_view text,
                                                           std::size_t dots) {
  const std::size_t slash = text.find('/', dots);
  const auto first = parse_number(text.substr(0, dots));
  const auto last = parse_number(text.substr(dots + 2, slash - dots - 2));
  if (!first || !last) return in_quotes(text) + " has no number on both sides of the dots";
  double count = *last - *first + 1;
  if (slash != text.npos) {
    const auto given = parse_number(text.substr(slash + 1));
    if (!given) return in_quotes(text) + " has no number after the stroke";
    count = *given;
  } else if (*first != std::floor(*first) || *last != std::floor(*last)) {
    return in_quotes(text) + " is not of whole numbers; say how many values there are: 0.1..0.5/5";
  }
  if (count != std::floor(count) || count < 1 || count > double{kMostAxisValues})
    return in_quotes(text) + " has " + shortest(count) + " values; allowed 1 to " +
           std::to_string(kMostAxisValues);
  std::vector<JsonValue> values;
  for (double k = 0; k < count; ++k) {
    const double value = count == 1 ? *first : *first + (*last - *first) * k / (count - 1);
    values.emplace_back(rounded_to(value, 12));
  }
  return values;
}

}  // namespace

std::variant<std::vector<JsonValue>, std::string> values_of(std::string_view text) {
  std::vector<JsonValue> values;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty()) return in_quotes(text) + " has an empty value";
    const std::size_t dots = part.find("..");
    if (dots == part.npos) {
      values.push_back(value_of_word(part));
    } else {
      auto range = range_of(part, dots);
      if (auto* words = std::get_if<std::string>(&range)) return std::move(*words);
      for (JsonValue& value : std::get<0>(range)) values.push_back(std::move(value));
    }
    if (values.size() > kMostAxisValues)
      return "it has more than " + std::to_string(kMostAxisValues) + " values";
  }
  return values;
}

std::string text_of(const JsonValue& value) {
  if (value.is(JsonKind::text)) return value.text;
  return print_json(value, Layout::compact);
}

}  // namespace nn4n
