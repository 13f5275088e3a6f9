// Errors as values: what is wrong with something a person gave us, in words.
#pragma once

#include <string>
#include <vector>

namespace nn4n {

/// One complaint about user input. `path` names the field ("network.areas[0].units", or "" for the
/// whole); `message` is a sentence that says what was found and what is allowed.
struct Issue {
  std::string path;
  std::string message;
  bool operator==(const Issue&) const = default;
};

using Issues = std::vector<Issue>;

}  // namespace nn4n
