// Marks beside a control: that its value is not the default, that the network cannot run because of
// it, or that it was searched for.
#pragma once

#include <string>
#include <string_view>

#include "playground/ui.h"

namespace nn4n::playground {

/// A triangle with an exclamation mark; `size` is half its height [css px].
void warning_mark(Ui& ui, ImVec2 centre, float size = 8);

/// A small dot where the value at `path` is not the default one.
void changed_dot(Ui& ui, const std::string& path, ImVec2 centre);

/// A ring around the control that was searched for. It gets the keyboard focus when it has just
/// come into sight. `id` 0 = it takes no keys.
void found_ring(Ui& ui, const std::string& path, const ImRect& box, ImGuiID id = 0);

/// Whether this problem is about the setting at `path` or about an element of it.
bool is_about(const Issue& problem, std::string_view path);

/// The height that the problems of `path` take [css px]; 0 = none.
float problems_height(const Ui& ui, const std::string& path, float width);

/// One of them in words, in a row of its own.
void problem_line(Ui& ui, const Issue& problem);

/// The problems of `path` in words, below its row.
void problem_lines(Ui& ui, const std::string& path);

/// Why the last value of `path` was refused or changed, below its row. Only for rows outside the
/// build column; for the others the notice at the foot of that column says it.
void refusal_line(Ui& ui, const std::string& path);

}  // namespace nn4n::playground
