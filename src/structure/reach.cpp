#include "structure/reach.h"

#include <algorithm>

namespace nn4n {

namespace {

using Marks = std::vector<std::uint8_t>;

std::size_t count_of(int count) { return static_cast<std::size_t>(count); }

/// Marks every unit to which a path leads from a marked one, or with `backward` from which one
/// leads to it.
Marks spread(const Masks& masks, Marks marked, bool backward) {
  std::vector<int> open;
  for (int n = 0; n < masks.units; ++n) {
    if (marked[count_of(n)]) open.push_back(n);
  }
  while (!open.empty()) {
    const int from = open.back();
    open.pop_back();
    for (int n = 0; n < masks.units; ++n) {
      const int row = backward ? from : n;
      const int column = backward ? n : from;
      if (marked[count_of(n)] ||
          !masks.recurrent[count_of(row) * count_of(masks.units) + count_of(column)])
        continue;
      marked[count_of(n)] = 1;
      open.push_back(n);
    }
  }
  return marked;
}

bool reads(const Masks& masks, int output, int unit) {
  return masks.readout[count_of(output) * count_of(masks.units) + count_of(unit)] != 0;
}

bool receives(const Masks& masks, int unit, int input) {
  return masks.input[count_of(unit) * count_of(masks.inputs) + count_of(input)] != 0;
}

}  // namespace

Reach reach_of(const Masks& masks) {
  Marks driven(count_of(masks.units)), read(count_of(masks.units));
  for (int n = 0; n < masks.units; ++n) {
    for (int i = 0; i < masks.inputs; ++i) driven[count_of(n)] |= receives(masks, n, i);
    for (int o = 0; o < masks.outputs; ++o) read[count_of(n)] |= reads(masks, o, n);
  }
  const Marks reached = spread(masks, driven, false);
  const Marks leads = spread(masks, read, true);
  const int areas = masks.unit_area.empty()
                        ? 0
                        : *std::max_element(masks.unit_area.begin(), masks.unit_area.end()) + 1;
  Reach reach{Marks(count_of(masks.inputs)), Marks(count_of(areas)),
              Marks(count_of(masks.outputs))};
  for (int n = 0; n < masks.units; ++n) {
    reach.areas[masks.unit_area[count_of(n)]] |= reached[count_of(n)];
    for (int i = 0; i < masks.inputs; ++i)
      reach.inputs[count_of(i)] |= leads[count_of(n)] && receives(masks, n, i);
    for (int o = 0; o < masks.outputs; ++o)
      reach.outputs[count_of(o)] |= reached[count_of(n)] && reads(masks, o, n);
  }
  return reach;
}

}  // namespace nn4n
