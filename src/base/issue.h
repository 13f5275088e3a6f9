// Errors are values: an issue says in words what is wrong with something that a person gave us.
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

/// A complaint that has been dealt with: what was wrong, and what was done about it.
struct Repair {
  std::string path;
  std::string complaint;  ///< "network.dt_ms is 50; allowed 1 to 20"
  std::string remedy;     ///< "Using 20"
};
using Repairs = std::vector<Repair>;

}  // namespace nn4n
