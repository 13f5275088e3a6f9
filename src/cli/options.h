// The options of a command. Each is declared once, with its name, what it takes, its default and
// its help; how arguments are read, what is refused and `nn4n COMMAND --help` follow from that.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nn4n {

/// What a person types after a command, word by word.
using Words = std::vector<std::string_view>;

struct NumberRange {
  double least = 0;
  double most = 0;
  bool whole = true;  ///< only whole numbers are allowed
};

struct Option {
  std::string_view name;              ///< "--seed"
  std::string_view placeholder = {};  ///< "S"; empty: a switch, which takes no value
  /// What the option is when it is not given: its value, as a person would type it, or, where no
  /// value says it, `otherwise` in words. A switch has neither: it is off.
  std::string_view fallback = {};
  std::string_view otherwise = {};
  std::optional<NumberRange> range = {};       ///< of an option that takes a number
  std::vector<std::string_view> choices = {};  ///< of an option that takes one of several words
  std::string_view help = {};                  ///< complete sentences
};

/// "whole numbers 0 to 1000", "0 to 1", "dense, E/I"; empty when every text is allowed.
std::string allowed_in_words(const Option& option);

/// "1000", "the seed of the experiment", "off".
std::string_view default_in_words(const Option& option);

/// The arguments of one call: what stands alone, and the options with their values.
class Options {
 public:
  explicit Options(std::span<const Option> declared) : declared_(declared) {}

  /// Returns an empty text, or why the arguments do not fit the declared options: "--out needs a
  /// value", "--seed is "x"; allowed whole numbers 0 to 4294967295".
  std::string parse(const Words& arguments);

  /// The words that belong to no option, in their order.
  const Words& alone() const { return alone_; }
  /// Was the option given? The names that are asked for must be declared.
  bool has(std::string_view name) const;
  /// The value that was given first, else the option's fallback.
  std::string_view value(std::string_view name) const;
  /// All values that were given, in their order.
  std::vector<std::string_view> values(std::string_view name) const;
  /// The same of an option with a range, which has a fallback.
  double number(std::string_view name) const;
  /// The number that was given; nothing when none was.
  std::optional<double> given_number(std::string_view name) const;

 private:
  struct Given {
    const Option* option;
    std::string_view value;
  };
  const Option* declared(std::string_view name) const;
  const Given* given(std::string_view name) const;

  std::span<const Option> declared_;
  Words alone_;
  std::vector<Given> given_;
};

}  // namespace nn4n
