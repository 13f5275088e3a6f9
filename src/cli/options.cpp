#include "cli/options.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/text.h"

namespace nn4n {

namespace {

std::string unknown_option(std::string_view name, std::span<const Option> declared) {
  std::vector<std::string> names;
  for (const Option& option : declared) names.emplace_back(option.name);
  return "there is no option " + printable(name) +
         "; known: " + (names.empty() ? "none" : join(names));
}

bool is_in(const NumberRange& range, std::string_view text) {
  const std::optional<double> number = parse_number(text);
  return number && *number >= range.least && *number <= range.most &&
         (!range.whole || *number == std::floor(*number));
}

bool is_allowed(const Option& option, std::string_view value) {
  if (option.range) return is_in(*option.range, value);
  const std::vector<std::string_view>& choices = option.choices;
  return choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end();
}

}  // namespace

std::string allowed_in_words(const Option& option) {
  if (!option.range) return join({option.choices.begin(), option.choices.end()});
  return (option.range->whole ? "whole numbers " : "") + shortest(option.range->least) + " to " +
         shortest(option.range->most);
}

std::string_view default_in_words(const Option& option) {
  if (option.placeholder.empty()) return "off";
  return option.fallback.empty() ? option.otherwise : option.fallback;
}

std::string Options::parse(const Words& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view word = arguments[i];
    if (!word.starts_with("--")) {
      alone_.push_back(word);
      continue;
    }
    const Option* option = declared(word);
    if (!option) return unknown_option(word, declared_);
    Given given{option, {}};
    if (!option->placeholder.empty()) {
      if (i + 1 == arguments.size()) return std::string(word) + " needs a value";
      given.value = arguments[++i];
      if (!is_allowed(*option, given.value)) {
        return std::string(word) + " is " + in_quotes(given.value) + "; allowed " +
               allowed_in_words(*option);
      }
    }
    given_.push_back(given);
  }
  return {};
}

const Option* Options::declared(std::string_view name) const {
  for (const Option& option : declared_) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

const Options::Given* Options::given(std::string_view name) const {
  assert(declared(name));
  for (const Given& given : given_) {
    if (given.option->name == name) return &given;
  }
  return nullptr;
}

bool Options::has(std::string_view name) const { return given(name) != nullptr; }

std::string_view Options::value(std::string_view name) const {
  const Given* found = given(name);
  return found ? found->value : declared(name)->fallback;
}

std::vector<std::string_view> Options::values(std::string_view name) const {
  assert(declared(name));
  std::vector<std::string_view> values;
  for (const Given& given : given_)
    if (given.option->name == name) values.push_back(given.value);
  return values;
}

double Options::number(std::string_view name) const {
  const std::optional<double> number = parse_number(value(name));
  assert(number);
  return *number;
}

std::optional<double> Options::given_number(std::string_view name) const {
  return has(name) ? parse_number(value(name)) : std::nullopt;
}

}  // namespace nn4n
