#include "analysis/conditions.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace nn4n {

namespace {

/// The pieces of a text between commas, without the spaces around them.
std::vector<std::string_view> pieces(std::string_view text) {
  std::vector<std::string_view> list;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view piece = text.substr(0, comma);
    while (piece.starts_with(' ')) piece.remove_prefix(1);
    list.push_back(piece);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return list;
}

/// The words for numbers in a text such as "0 motion, 1 colour"; empty when it is anything else.
std::vector<std::pair<float, std::string>> words_in(std::string_view text) {
  std::vector<std::pair<float, std::string>> words;
  for (const std::string_view piece : pieces(text)) {
    const std::size_t space = piece.find(' ');
    const auto number = parse_number(piece.substr(0, space));
    if (!number || space == piece.npos) return {};
    words.emplace_back(static_cast<float>(*number), std::string(piece.substr(space + 1)));
  }
  return words;
}

}  // namespace

ConditionName read_condition(std::string_view label) {
  const std::size_t open = label.find_last_of("[(");
  const bool closed = label.ends_with(']') || label.ends_with(')');
  if (open == label.npos || open < 2 || !closed) return {std::string(label), "", {}};
  const std::string_view inside = label.substr(open + 1, label.size() - open - 2);
  const std::string name(label.substr(0, open - 1));
  if (label[open] == '[') return {name, std::string(inside), {}};
  return {name, "", words_in(inside)};
}

std::string value_words(const ConditionName& name, double value) {
  for (const auto& [number, words] : name.words) {
    if (double{number} == value) return words;
  }
  const std::string digits = shortest(std::round(value * 1000) / 1000);
  return name.unit.empty() ? digits : digits + (name.unit == "°" ? "" : " ") + name.unit;
}

std::vector<float> values_of(const Behaviour& behaviour, std::size_t condition) {
  std::vector<float> values;
  for (std::size_t b = 0; b < behaviour.trials.size(); ++b)
    values.push_back(behaviour.condition(b, condition));
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

TrialGroup all_trials(const Behaviour& behaviour) {
  TrialGroup group;
  for (std::size_t b = 0; b < behaviour.trials.size(); ++b) group.trials.push_back(b);
  return group;
}

std::vector<TrialGroup> groups_by(const Behaviour& behaviour, std::size_t condition) {
  const ConditionName name = read_condition(behaviour.conditions[condition]);
  const std::vector<float> values = values_of(behaviour, condition);
  std::vector<TrialGroup> groups;
  for (const float value : values) groups.push_back({value, value_words(name, double{value}), {}});
  for (std::size_t b = 0; b < behaviour.trials.size(); ++b) {
    const auto place =
        std::lower_bound(values.begin(), values.end(), behaviour.condition(b, condition));
    groups[static_cast<std::size_t>(place - values.begin())].trials.push_back(b);
  }
  return groups;
}

std::optional<std::size_t> kind_of(const Behaviour& behaviour) {
  for (std::size_t c = 0; c < behaviour.conditions.size(); ++c) {
    if (!read_condition(behaviour.conditions[c]).words.empty()) return c;
  }
  return std::nullopt;
}

}  // namespace nn4n
