#include "structure/areas.h"

namespace nn4n {

namespace {

template <class Select>
std::vector<int> where(const Masks& masks, Select&& select) {
  std::vector<int> units;
  for (int n = 0; n < masks.units; ++n) {
    if (select(static_cast<std::size_t>(n))) units.push_back(n);
  }
  return units;
}

bool has_input(const Masks& masks, std::size_t unit) {
  const std::size_t channels = static_cast<std::size_t>(masks.inputs);
  for (std::size_t c = 0; c < channels; ++c) {
    if (masks.input[unit * channels + c]) return true;
  }
  return false;
}

bool is_read(const Masks& masks, std::size_t unit) {
  for (std::size_t k = unit; k < masks.readout.size(); k += static_cast<std::size_t>(masks.units)) {
    if (masks.readout[k]) return true;
  }
  return false;
}

}  // namespace

std::vector<int> units_of_area(const Masks& masks, int area) {
  return where(masks, [&](std::size_t n) { return masks.unit_area[n] == area; });
}

std::vector<int> units_of_area(const Masks& masks, int area, int sign) {
  return where(masks, [&](std::size_t n) {
    return masks.unit_area[n] == area && masks.unit_sign[n] * sign > 0;
  });
}

std::vector<int> input_units(const Masks& masks) {
  return where(masks, [&](std::size_t n) { return has_input(masks, n); });
}

std::vector<int> non_input_units(const Masks& masks) {
  return where(masks, [&](std::size_t n) { return !has_input(masks, n); });
}

std::vector<int> readout_units(const Masks& masks) {
  return where(masks, [&](std::size_t n) { return is_read(masks, n); });
}

std::optional<int> area_index(const Network& network, std::string_view name) {
  for (std::size_t a = 0; a < network.areas.size(); ++a) {
    if (network.areas[a].name == name || "area_" + std::to_string(a + 1) == name)
      return static_cast<int>(a);
  }
  return std::nullopt;
}

}  // namespace nn4n
