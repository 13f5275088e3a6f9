// What a field says of itself beside the pointer.
#pragma once

#include <string>

#include "playground/ui.h"

namespace nn4n::playground {

/// Name, help, range, default, source and effect, while the last item is hovered.
void field_tooltip(Ui& ui, const Target& target, const std::string& path);

/// That the field's drag would restart the training, while it is dragged.
void restart_hint(Ui& ui, const Target& target, const std::string& path);

}  // namespace nn4n::playground
