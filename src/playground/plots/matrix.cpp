#include "playground/plots/matrix.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace nn4n::playground {

float whole_cell(float room, int count, float most) {
  const float ratio = ImGui::GetIO().DisplayFramebufferScale.x;
  const float device = std::min(room / px(count), most) * ratio;
  return (device >= 1 ? std::floor(device) : device) / ratio;
}

float weight_range(std::span<const float> weights, std::span<const std::uint8_t> present) {
  std::vector<float> sizes;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    if (present[k] && std::isfinite(weights[k])) sizes.push_back(std::fabs(weights[k]));
  }
  if (sizes.empty()) return 1;
  const auto place = sizes.begin() + static_cast<std::ptrdiff_t>(0.99 * px(sizes.size() - 1));
  std::nth_element(sizes.begin(), place, sizes.end());
  if (!(*place > 0)) return 1;
  const double digit = std::pow(10.0, std::floor(std::log10(double{*place})));
  return px(std::ceil(double{*place} / digit - 1e-6) * digit);
}

void ring_cell(Ui& ui, const ImRect& cell) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRect({cell.Min.x - 3, cell.Min.y - 3}, {cell.Max.x + 3, cell.Max.y + 3},
                ui.colour().plot, 2, 0, 4);
  list->AddRect({cell.Min.x - 2, cell.Min.y - 2}, {cell.Max.x + 2, cell.Max.y + 2},
                ui.colour().primary, 1, 0, 2);
}

}  // namespace nn4n::playground
