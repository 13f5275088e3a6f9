#include "playground/look/colour_map.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace nn4n::playground {

namespace {

constexpr std::array<std::uint32_t, 17> kDivergingDark{
    0x9ED1FE, 0x79BEFE, 0x50A9FE, 0x3492F0, 0x297BD6, 0x2665B3, 0x264E89, 0x213557, 0x0F1318,
    0x52281E, 0x7F351F, 0xA5421D, 0xC5531E, 0xDF682B, 0xF18144, 0xFC9C65, 0xFEB98F};
constexpr std::array<std::uint32_t, 9> kSequentialDark{
    0x0F1318, 0x022951, 0x014863, 0x006975, 0x048B82, 0x3EAB84, 0x91C28F, 0xCCD8B0, 0xF5F2E3};
constexpr std::array<std::uint32_t, 17> kDivergingLight{
    0x1D3A72, 0x234B98, 0x2D5DBB, 0x3E72D7, 0x568AED, 0x74A4FC, 0x9DBFFD, 0xC9DCFE, 0xFFFFFF,
    0xFECEC4, 0xFCA494, 0xF0816F, 0xDD6150, 0xC64739, 0xAA3328, 0x8B2720, 0x69221C};
constexpr std::array<std::uint32_t, 9> kSequentialLight{
    0xFFFFFF, 0xD2ECAF, 0x8BD998, 0x29C19B, 0x0A9F9C, 0x077D91, 0x145D81, 0x2B3E5B, 0x242530};

float channel(std::uint32_t rgb, int shift) { return static_cast<float>((rgb >> shift) & 255u); }

std::uint32_t between(std::uint32_t a, std::uint32_t b, float part) {
  std::uint32_t colour = 255u << 24;
  for (int k = 0; k < 3; ++k) {
    const int shift = 16 - 8 * k;
    const float level = channel(a, shift) + part * (channel(b, shift) - channel(a, shift));
    colour |= static_cast<std::uint32_t>(level + 0.5f) << (8 * k);
  }
  return colour;
}

/// `last` is the entry at which the last point lies: 256 puts the middle point exactly at 128.
ColourMap spread(std::span<const std::uint32_t> points, float last) {
  ColourMap map;
  for (std::size_t i = 0; i < map.size(); ++i) {
    const float place = static_cast<float>(i) / last * static_cast<float>(points.size() - 1);
    const std::size_t left = std::min(static_cast<std::size_t>(place), points.size() - 2);
    map[i] = between(points[left], points[left + 1], place - static_cast<float>(left));
  }
  return map;
}

}  // namespace

const ColourMap& diverging_dark() {
  static const ColourMap map = spread(kDivergingDark, 256);
  return map;
}
const ColourMap& diverging_light() {
  static const ColourMap map = spread(kDivergingLight, 256);
  return map;
}
const ColourMap& sequential_dark() {
  static const ColourMap map = spread(kSequentialDark, 255);
  return map;
}
const ColourMap& sequential_light() {
  static const ColourMap map = spread(kSequentialLight, 255);
  return map;
}

std::uint32_t colour_at(const ColourMap& map, float unit) {
  if (!(unit > 0)) return map.front();
  return map[std::min<std::size_t>(static_cast<std::size_t>(unit * 255.0f + 0.5f), 255)];
}

float signed_power(float value, float range) {
  if (!(range > 0) || value == 0 || std::isnan(value)) return 0.5f;
  const float arm = 0.5f * std::pow(std::min(std::fabs(value) / range, 1.0f), 0.7f);
  return value > 0 ? 0.5f + arm : 0.5f - arm;
}

}  // namespace nn4n::playground
