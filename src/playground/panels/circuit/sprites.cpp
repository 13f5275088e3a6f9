#include "playground/panels/circuit/sprites.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace nn4n::playground {

namespace {

constexpr int kLevels = 20;            // fillings, from 0 to 1
constexpr int kRows = 6;               // E, I, no sign; the same hollow
constexpr float kReach = 1.85f;        // of the glow, in radii
constexpr float kLeastForOutline = 4;  // radius [px]; a smaller unit is a spot
constexpr std::array<int, 3> kSigns{1, -1, 0};

int row_of(const UnitSprite& unit) {
  const int shape = unit.sign > 0 ? 0 : unit.sign < 0 ? 1 : 2;
  return shape + (unit.filling < 0 ? 3 : 0);
}

int level_of(float filling) {
  const float share = std::isfinite(filling) ? std::min(std::fabs(filling), 1.0f) : 0;
  return static_cast<int>(std::lround(share * (kLevels - 1)));
}

/// Pixels from the outline of a shape, negative inside.
float outside(float x, float y, int sign, float radius) {
  const float ax = std::fabs(x), ay = std::fabs(y);
  if (sign > 0) return std::hypot(ax, ay) - radius;
  if (sign < 0) return (ax + ay - 1.25f * radius) * 0.7071f;
  const float corner = 0.25f * radius;
  const float side = 0.86f * radius - corner;
  const float dx = std::max(ax - side, 0.0f), dy = std::max(ay - side, 0.0f);
  return std::hypot(dx, dy) - corner + std::min(std::max(ax, ay) - side, 0.0f);
}

/// 1 inside, 0 outside, one pixel between.
float covered(float distance) { return std::clamp(0.5f - distance, 0.0f, 1.0f); }

}  // namespace

float unit_opacity(float x, float y, int sign, float filling, float radius, float ratio) {
  const float share = std::min(std::fabs(filling), 1.0f);
  const float distance = outside(x, y, sign, radius);
  // The glow shines outwards, and half as much into a shape that is not full; a hollow one is dark.
  const float near = std::max(distance, 0.0f) / (0.5f * radius);
  const float strength = distance > 0 ? 0.42f : filling < 0 ? 0 : 0.21f;
  const float glow = strength * share * share * std::max(std::exp(-near * near) - 0.06f, 0.0f);
  if (radius < kLeastForOutline) return std::max(glow, covered(distance) * (0.25f + 0.75f * share));
  const float line = 1.2f * ratio;
  const float outline = covered(std::fabs(distance + line / 2) - line / 2);
  const float room = std::max(radius - 2.1f * ratio, 0.5f * radius);
  const float inner = outside(x, y, sign, room * std::sqrt(share));
  const float body = share <= 0 ? 0 : covered(filling < 0 ? std::fabs(inner + 1) - 1 : inner);
  return std::max({glow, outline * (0.5f + 0.5f * share), body});
}

void draw_units(Ui& ui, std::span<const UnitSprite> units, float radius) {
  if (units.empty()) return;
  const float ratio = ImGui::GetIO().DisplayFramebufferScale.x;
  const int tile = 2 * static_cast<int>(std::ceil(radius * ratio * kReach)) + 2;
  const std::array<float, 2> size{radius, ratio};
  const std::uint64_t key = hash_bytes(size.data(), sizeof size);
  const ImTextureRef sheet =
      ui.pictures.get("units", kLevels * tile, kRows * tile, key, [&](Pixels pixels) {
        for (std::size_t k = 0; k < pixels.size(); ++k) {
          const int x = static_cast<int>(k) % (kLevels * tile);
          const int y = static_cast<int>(k) / (kLevels * tile);
          const float share = px(x / tile) / (kLevels - 1);
          const float opacity =
              unit_opacity(px(x % tile) + 0.5f - px(tile) / 2, px(y % tile) + 0.5f - px(tile) / 2,
                           kSigns[static_cast<std::size_t>(y / tile % 3)],
                           y / tile < 3 ? share : -share, radius * ratio, ratio);
          pixels[k] = 0x00FFFFFFu | (static_cast<std::uint32_t>(opacity * 255 + 0.5f) << 24);
        }
      });
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushTexture(sheet);
  list->PrimReserve(6 * static_cast<int>(units.size()), 4 * static_cast<int>(units.size()));
  const float side = px(tile) / ratio;
  for (const UnitSprite& unit : units) {
    const int level = level_of(unit.filling);
    const ImVec2 corner(std::floor(unit.centre.x * ratio - px(tile) / 2 + 0.5f) / ratio,
                        std::floor(unit.centre.y * ratio - px(tile) / 2 + 0.5f) / ratio);
    const ImVec2 from(px(level) / kLevels, px(row_of(unit)) / kRows);
    list->PrimRectUV(corner, {corner.x + side, corner.y + side}, from,
                     {from.x + 1.0f / kLevels, from.y + 1.0f / kRows}, unit.colour);
  }
  list->PopTexture();
}

}  // namespace nn4n::playground
