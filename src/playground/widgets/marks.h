// What is drawn beside a control to say something of its value: that it is not the default, that it
// stands in the way of running, that it was searched for.
#pragma once

#include <string>
#include <string_view>

#include "playground/ui.h"

namespace nn4n::playground {

/// A triangle with an exclamation mark; `size` is half its height [css px].
void warning_mark(Ui& ui, ImVec2 centre, float size = 8);

/// A small dot where the value at `path` is not the default one.
void changed_dot(Ui& ui, const std::string& path, ImVec2 centre);

/// A ring around what was searched for; gives it the keyboard when it has just been arrived at.
/// `id` 0 = it takes no keys.
void found_ring(Ui& ui, const std::string& path, const ImRect& box, ImGuiID id = 0);

/// Is this problem about the setting at `path`, or about an element of it?
bool is_about(const Issue& problem, std::string_view path);

/// The height that the problems of `path` take [css px]; 0 = none.
float problems_height(const Ui& ui, const std::string& path, float width);

/// One of them in words, in a row of its own.
void problem_line(Ui& ui, const Issue& problem);

/// The problems of `path` in words, below its row.
void problem_lines(Ui& ui, const std::string& path);

/// Why the last value of `path` was not taken as it was given, for editors outside the build
/// column, at whose foot the notice is.
void refusal_line(Ui& ui, const std::string& path);

}  // namespace nn4n::playground
