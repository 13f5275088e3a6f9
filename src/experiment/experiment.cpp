#include "experiment/experiment.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

Registry& TaskCatalogue::registry() {
  static Registry registry("task");
  return registry;
}

Registry& TermCatalogue::registry() {
  static Registry registry("loss term");
  return registry;
}

Registry& PatternCatalogue::registry() {
  static Registry registry("pattern");
  return registry;
}

std::vector<LossTerm> Experiment::default_loss() {
  return {{Selection<TermCatalogue>("mse"), 1.0},
          {Selection<TermCatalogue>("rate"), 1e-4},
          {Selection<TermCatalogue>("recurrent_weight"), 0.0}};
}

int total_units(const Network& network) {
  int units = 0;
  for (const Area& area : network.areas) units += area.units;
  return units;
}

int units_in_fraction(int units, double fraction) {
  return static_cast<int>(std::floor(units * fraction + 1e-9));
}

}  // namespace nn4n
