// The text box that opens over a value to type another one, in the unit that is shown.
#pragma once

#include <string>

#include "playground/ui.h"

namespace nn4n::playground {

/// What the box holds at first.
std::string typed_form(const Target& target);

/// Whether the box was asked for, by a double click or by Ctrl and a click on the last item, within
/// `box`.
bool wants_typing(const ImRect& box);

/// The box itself, drawn while `path` is being typed: Enter stores, Escape gives up.
void typing_box(Ui& ui, const Target& target, const std::string& path, const ImRect& box);

}  // namespace nn4n::playground
