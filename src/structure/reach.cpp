#include "structure/reach.h"

#include <algorithm>

namespace nn4n {

namespace {

using Marks = std::vector<std::uint8_t>;

std::size_t size(int count) { return static_cast<std::size_t>(count); }

/// Marks every unit to which a path leads from a marked one, or with `backward` from which one
/// leads to it.
Marks spread(const Masks& masks, Marks marked, bool backward) {
  std::vector<int> open;
  for (int n = 0; n < masks.units; ++n) {
    if (marked[size(n)]) open.push_back(n);
  }
  while (!open.empty()) {
    const int from = open.back();
    open.pop_back();
    for (int n = 0; n < masks.units; ++n) {
      const int row = backward ? from : n;
      const int column = backward ? n : from;
      if (marked[size(n)] || !masks.recurrent[size(row) * size(masks.units) + size(column)])
        continue;
      marked[size(n)] = 1;
      open.push_back(n);
    }
  }
  return marked;
}

bool reads(const Masks& masks, int output, int unit) {
  return masks.readout[size(output) * size(masks.units) + size(unit)] != 0;
}

bool receives(const Masks& masks, int unit, int input) {
  return masks.input[size(unit) * size(masks.inputs) + size(input)] != 0;
}

}  // namespace

Reach reach_of(const Masks& masks) {
  Marks driven(size(masks.units)), read(size(masks.units));
  for (int n = 0; n < masks.units; ++n) {
    for (int i = 0; i < masks.inputs; ++i) driven[size(n)] |= receives(masks, n, i);
    for (int o = 0; o < masks.outputs; ++o) read[size(n)] |= reads(masks, o, n);
  }
  const Marks reached = spread(masks, driven, false);
  const Marks leads = spread(masks, read, true);
  const int areas = masks.unit_area.empty()
                        ? 0
                        : *std::max_element(masks.unit_area.begin(), masks.unit_area.end()) + 1;
  Reach reach{Marks(size(masks.inputs)), Marks(size(areas)), Marks(size(masks.outputs))};
  for (int n = 0; n < masks.units; ++n) {
    reach.areas[masks.unit_area[size(n)]] |= reached[size(n)];
    for (int i = 0; i < masks.inputs; ++i)
      reach.inputs[size(i)] |= leads[size(n)] && receives(masks, n, i);
    for (int o = 0; o < masks.outputs; ++o)
      reach.outputs[size(o)] |= reached[size(n)] && reads(masks, o, n);
  }
  return reach;
}

}  // namespace nn4n
