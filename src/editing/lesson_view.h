// What a lesson leaves of the page: which panels are shown, and which settings stay as they are.
// Hiding is no secrecy: the page always offers to open the full playground.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace nn4n {

struct LessonView {
  /// Keys of panels; "build" stands for all sections of the build column. Empty = all panels.
  std::set<std::string> shown;
  /// Paths of settings that cannot be changed, each with all that is below it.
  std::vector<std::string> locked;

  /// `section` is a panel of the build column.
  bool shows(std::string_view panel, bool section) const;
  /// The lock that holds this path, or empty.
  std::string lock_of(std::string_view path) const;
};

/// Reads {"show": [keys], "lock": [paths]}, or "null" for no lesson. Nothing when it is neither, or
/// longer than 4 KiB.
std::optional<LessonView> read_lesson_view(std::string_view json);

}  // namespace nn4n
