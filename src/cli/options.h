// Arguments of a command: what stands alone, and --name value.
#pragma once

#include <optional>
#include <string>

#include "cli/command.h"

namespace nn4n {

struct Option {
  std::string_view name;  ///< "--seed"
  bool takes_value = true;
};

class Options {
 public:
  /// Empty, or why the arguments do not fit the command: "there is no option --foo; known: --seed".
  std::string parse(const Words& arguments, const std::vector<Option>& known);

  const Words& alone() const { return alone_; }
  bool has(std::string_view name) const;
  /// The value of an option, empty when it was not given.
  std::string_view value(std::string_view name) const;
  /// A whole number in least..most; nothing when the option was not given. On a bad one `error`
  /// says what is allowed.
  std::optional<double> whole_number(std::string_view name, double least, double most,
                                     std::string& error) const;

 private:
  struct Given {
    std::string_view name;
    std::string_view value;
  };
  Words alone_;
  std::vector<Given> given_;
};

/// Says "nn4n: …" on stderr and returns the exit code for bad input.
int bad_input(std::string_view sentence);

}  // namespace nn4n
