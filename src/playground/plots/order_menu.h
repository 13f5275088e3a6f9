// The menu of the order in which heat map and matrices list units.
#pragma once

#include <vector>

#include "playground/widgets/row.h"

namespace nn4n::playground {

struct OrderOptions {
  std::vector<Option> options;  ///< "by number", …, "by choice": a line for each known variable
  int now = 0;
};
OrderOptions order_options(const Ui& ui);

/// What picking one of them asks for.
OrderUnits order_picked(const Ui& ui, int picked);

}  // namespace nn4n::playground
