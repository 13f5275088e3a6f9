// Where a setting is: on the screen, and in which section.
#pragma once

#include <algorithm>
#include <string>

#include "playground/ui.h"

namespace nn4n::playground {

/// What is kept for a path or, when it is a list or record, for a part of it ("network.areas" leads
/// to its first area). Null when there is nothing.
template <class Value>
const Value* at_or_below(const std::map<std::string, Value, std::less<>>& kept,
                         const std::string& path) {
  const auto at = kept.lower_bound(path);
  if (path.empty() || at == kept.end() || !at->first.starts_with(path)) return nullptr;
  const bool part = at->first.size() == path.size() ||
                    std::string_view(".[#").find(at->first[path.size()]) != std::string_view::npos;
  return part ? &at->second : nullptr;
}

/// The same, or what the path is a part of.
template <class Value>
const Value* nearest(const std::map<std::string, Value, std::less<>>& kept, std::string path) {
  const Value* found = at_or_below(kept, path);
  while (!found && !path.empty()) {
    const std::size_t cut = path.find_last_of(".[");
    path.erase(cut == std::string::npos ? 0 : cut);
    found = at_or_below(kept, path);
  }
  return found;
}

/// Not a section of the build column: settings that are in the table of a custom task.
inline constexpr std::string_view kTableSection = "Task table";

/// The title of the section that holds a setting; empty when it is not known.
inline std::string section_of(const Derived& derived, const std::string& path) {
  if (const std::string* title = at_or_below(derived.sections, path)) return *title;
  const bool listed_nowhere =
      std::any_of(derived.unlisted.begin(), derived.unlisted.end(),
                  [&](const std::string& unlisted) { return unlisted.starts_with(path); });
  if (listed_nowhere) return "More settings";
  const std::string* title = nearest(derived.sections, path);
  return title ? *title : "";
}

}  // namespace nn4n::playground
