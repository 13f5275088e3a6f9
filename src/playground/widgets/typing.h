// Values that are typed: the text box that opens over a value, in the unit that is shown.
#pragma once

#include <string>

#include "playground/ui.h"

namespace nn4n::playground {

/// What the box holds at first.
std::string typed_form(const Target& target);

/// Was the box asked for, by a double click or Ctrl and a click on the last item within `box`?
bool wants_typing(const ImRect& box);

/// The box itself, drawn while `path` is being typed: Enter stores, Escape gives up.
void typing_box(Ui& ui, const Target& target, const std::string& path, const ImRect& box);

}  // namespace nn4n::playground
