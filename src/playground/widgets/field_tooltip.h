// The tooltip that explains a field.
#pragma once

#include <string>

#include "playground/ui.h"

namespace nn4n::playground {

/// Name, help, range, default, source and effect, while the last item is hovered.
void field_tooltip(Ui& ui, const Target& target, const std::string& path);

/// While a field is dragged, says that the training would start again.
void restart_hint(Ui& ui, const Target& target, const std::string& path);

}  // namespace nn4n::playground
