// Where a setting is: on the screen, and in which panel.
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

/// The panel of the settings that no other panel shows.
inline constexpr std::string_view kMorePanel = "more";

/// The key of the panel that holds a setting; empty when it is not known.
inline std::string panel_of(const Derived& derived, const std::string& path) {
  if (const std::string* key = at_or_below(derived.panels, path)) return *key;
  const bool listed_nowhere =
      std::any_of(derived.unlisted.begin(), derived.unlisted.end(),
                  [&](const std::string& unlisted) { return unlisted.starts_with(path); });
  if (listed_nowhere) return std::string(kMorePanel);
  const std::string* key = nearest(derived.panels, path);
  return key ? *key : "";
}

}  // namespace nn4n::playground
