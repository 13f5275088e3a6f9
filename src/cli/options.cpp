#include "cli/options.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/text.h"

namespace nn4n {

namespace {

std::string unknown_option(std::string_view name, const std::vector<Option>& known) {
  std::vector<std::string> names;
  for (const Option& option : known) names.emplace_back(option.name);
  return "there is no option " + printable(name) +
         "; known: " + (names.empty() ? "none" : join(names));
}

}  // namespace

std::string Options::parse(const Words& arguments, const std::vector<Option>& known) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view word = arguments[i];
    if (word.substr(0, 2) != "--") {
      alone_.push_back(word);
      continue;
    }
    const auto option =
        std::find_if(known.begin(), known.end(), [&](const Option& o) { return o.name == word; });
    if (option == known.end()) return unknown_option(word, known);
    if (option->takes_value && i + 1 == arguments.size()) {
      return std::string(word) + " needs a value";
    }
    given_.push_back({word, option->takes_value ? arguments[++i] : std::string_view()});
  }
  return {};
}

bool Options::has(std::string_view name) const {
  return std::any_of(given_.begin(), given_.end(), [&](const Given& g) { return g.name == name; });
}

std::string_view Options::value(std::string_view name) const {
  for (const Given& given : given_) {
    if (given.name == name) return given.value;
  }
  return {};
}

std::optional<double> Options::whole_number(std::string_view name, double least, double most,
                                            std::string& error) const {
  if (!has(name)) return std::nullopt;
  const std::optional<double> number = parse_number(value(name));
  if (number && *number >= least && *number <= most && *number == std::floor(*number)) {
    return number;
  }
  error = std::string(name) + " is " + in_quotes(value(name)) + "; allowed whole numbers " +
          shortest(least) + " to " + shortest(most);
  return std::nullopt;
}

int bad_input(std::string_view sentence) {
  std::fprintf(stderr, "nn4n: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
  return kBadInput;
}

}  // namespace nn4n
