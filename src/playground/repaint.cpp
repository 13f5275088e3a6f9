#include "playground/repaint.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace nn4n::playground {

namespace {

constexpr float kFar = std::numeric_limits<float>::max();
/// Of the canvas; above it, one pass over everything costs less than several over parts.
constexpr double kNearlyAll = 0.7;

template <class T>
bool same_bytes(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

bool same_command(const ImDrawCmd& a, const ImDrawCmd& b) {
  return std::memcmp(&a.ClipRect, &b.ClipRect, sizeof(ImVec4)) == 0 &&
         a.TexRef._TexData == b.TexRef._TexData && a.TexRef._TexID == b.TexRef._TexID &&
         a.VtxOffset == b.VtxOffset && a.IdxOffset == b.IdxOffset && a.ElemCount == b.ElemCount;
}

/// Makes `box` so large that it encloses a triangle as far as its command shows it.
void enclose(const ImVec2& a, const ImVec2& b, const ImVec2& c, const ImVec4& clip, ImVec4& box) {
  const ImVec4 seen(
      std::max(std::min({a.x, b.x, c.x}), clip.x), std::max(std::min({a.y, b.y, c.y}), clip.y),
      std::min(std::max({a.x, b.x, c.x}), clip.z), std::min(std::max({a.y, b.y, c.y}), clip.w));
  if (!(seen.x <= seen.z && seen.y <= seen.w)) return;
  box = ImVec4(std::min(box.x, seen.x), std::min(box.y, seen.y), std::max(box.z, seen.z),
               std::max(box.w, seen.w));
}

/// In pixels, outwards to whole ones, within the canvas.
PixelBox to_pixels(const ImVec4& box, const ImDrawData& frame) {
  if (box.x > box.z) return {0, 0, 0, 0};
  const PixelBox all = pixels_of(frame);
  const ImVec2 origin = frame.DisplayPos, scale = frame.FramebufferScale;
  const auto pixel = [](float at, int limit) {
    return static_cast<int>(std::clamp(std::floor(at), 0.0f, static_cast<float>(limit)));
  };
  return {pixel((box.x - origin.x) * scale.x, all.right),
          pixel((box.y - origin.y) * scale.y, all.bottom),
          pixel((box.z - origin.x) * scale.x + 1, all.right),
          pixel((box.w - origin.y) * scale.y + 1, all.bottom)};
}

/// The pixels that the renderer takes for a clip rectangle: it counts rows from below, and cuts the
/// size, not the far edges.
PixelBox pixels_within(const ImVec4& clip, const ImDrawData& frame) {
  const ImVec2 origin = frame.DisplayPos, scale = frame.FramebufferScale;
  const ImVec2 low((clip.x - origin.x) * scale.x, (clip.y - origin.y) * scale.y);
  const ImVec2 high((clip.z - origin.x) * scale.x, (clip.w - origin.y) * scale.y);
  const int rows = pixels_of(frame).bottom;
  const int left = static_cast<int>(low.x);
  const int bottom = rows - static_cast<int>(static_cast<float>(rows) - high.y);
  return {left, bottom - static_cast<int>(high.y - low.y), left + static_cast<int>(high.x - low.x),
          bottom};
}

/// A clip rectangle for which the renderer takes just these pixels. Fractions keep its cutting away
/// from whole numbers.
ImVec4 rectangle_of(const PixelBox& box, const ImDrawData& frame) {
  const auto edge = [](int at, float fraction, float scale, float origin) {
    return origin + (static_cast<float>(at) + fraction) / scale;
  };
  const ImVec2 origin = frame.DisplayPos, scale = frame.FramebufferScale;
  return {edge(box.left, 0.25f, scale.x, origin.x), edge(box.top, -0.5f, scale.y, origin.y),
          edge(box.right, 0.5f, scale.x, origin.x), edge(box.bottom, -0.25f, scale.y, origin.y)};
}

PixelBox common(const PixelBox& a, const PixelBox& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
          std::min(a.bottom, b.bottom)};
}

PixelBox around(const PixelBox& a, const PixelBox& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

bool overlap(const PixelBox& a, const PixelBox& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/// Puts those two boxes into one that overlap, or else waste the fewest pixels, until none overlap
/// and there are few.
void merge(std::vector<PixelBox>& boxes) {
  for (;;) {
    double least = std::numeric_limits<double>::infinity();
    std::pair<std::size_t, std::size_t> best;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      for (std::size_t j = i + 1; j < boxes.size(); ++j) {
        const double more = around(boxes[i], boxes[j]).area() - boxes[i].area() - boxes[j].area();
        const double waste = overlap(boxes[i], boxes[j]) ? -1 : std::max(more, 0.0);
        if (waste < least) least = waste, best = {i, j};
      }
    }
    if (boxes.size() < 2 || (least >= 0 && boxes.size() <= Repaint::kMostBoxes)) return;
    boxes[best.first] = around(boxes[best.first], boxes[best.second]);
    boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(best.second));
  }
}

}  // namespace

PixelBox pixels_of(const ImDrawData& frame) {
  return {0, 0, static_cast<int>(frame.DisplaySize.x * frame.FramebufferScale.x),
          static_cast<int>(frame.DisplaySize.y * frame.FramebufferScale.y)};
}

void Repaint::bound(const List& list, ImVec4& box) {
  for (const ImDrawCmd& command : list.commands) {
    const ImDrawVert* vertices = list.vertices.data() + command.VtxOffset;
    const ImDrawIdx* index = list.indices.data() + command.IdxOffset;
    for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
      enclose(vertices[index[i]].pos, vertices[index[i + 1]].pos, vertices[index[i + 2]].pos,
              command.ClipRect, box);
    }
  }
}

void Repaint::bound_changes(const List& before, const List& now, ImVec4& box) {
  const bool alike = same_bytes(before.indices, now.indices) &&
                     before.vertices.size() == now.vertices.size() &&
                     std::equal(before.commands.begin(), before.commands.end(),
                                now.commands.begin(), now.commands.end(), same_command);
  if (!alike) return bound(before, box), bound(now, box);
  if (same_bytes(before.vertices, now.vertices)) return;
  std::vector<char> changed(now.vertices.size());
  for (std::size_t i = 0; i < changed.size(); ++i) {
    changed[i] = std::memcmp(&before.vertices[i], &now.vertices[i], sizeof(ImDrawVert)) != 0;
  }
  for (const ImDrawCmd& command : now.commands) {
    const ImDrawIdx* index = now.indices.data() + command.IdxOffset;
    for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
      const std::size_t a = command.VtxOffset + index[i], b = command.VtxOffset + index[i + 1],
                        c = command.VtxOffset + index[i + 2];
      if (!changed[a] && !changed[b] && !changed[c]) continue;
      for (const List* list : {&before, &now}) {
        enclose(list->vertices[a].pos, list->vertices[b].pos, list->vertices[c].pos,
                command.ClipRect, box);
      }
    }
  }
}

std::vector<PixelBox> Repaint::take(const ImDrawData& frame) {
  std::vector<List> lists;
  lists.reserve(static_cast<std::size_t>(frame.CmdLists.Size));
  for (const ImDrawList* list : frame.CmdLists) {
    lists.push_back({{list->VtxBuffer.begin(), list->VtxBuffer.end()},
                     {list->IdxBuffer.begin(), list->IdxBuffer.end()},
                     {list->CmdBuffer.begin(), list->CmdBuffer.end()}});
  }
  const PixelBox all = pixels_of(frame);
  std::vector<PixelBox> boxes;
  for (std::size_t i = 0; i < std::max(lists.size(), lists_.size()); ++i) {
    ImVec4 box(kFar, kFar, -kFar, -kFar);
    if (i >= lists.size())
      bound(lists_[i], box);
    else if (i >= lists_.size())
      bound(lists[i], box);
    else
      bound_changes(lists_[i], lists[i], box);
    const PixelBox pixels = to_pixels(box, frame);
    if (!pixels.empty()) boxes.push_back(pixels);
  }
  lists_ = std::move(lists);
  merge(boxes);
  double area = 0;
  for (const PixelBox& box : boxes) area += box.area();
  if (std::exchange(known_, true) && area < kNearlyAll * all.area()) return boxes;
  return {all};
}

ImDrawData Repaint::within(const PixelBox& box, const ImDrawData& frame) const {
  ImDrawData part = frame;
  part.CmdLists.resize(0);
  for (int i = 0; i < frame.CmdLists.Size; ++i) {
    ImDrawList* list = frame.CmdLists[i];
    bool reaches = false;
    for (int k = 0; k < list->CmdBuffer.Size; ++k) {
      const ImDrawCmd& whole =
          lists_[static_cast<std::size_t>(i)].commands[static_cast<std::size_t>(k)];
      const PixelBox cut = common(pixels_within(whole.ClipRect, frame), box);
      list->CmdBuffer[k].ClipRect = cut.empty() ? ImVec4(0, 0, 0, 0) : rectangle_of(cut, frame);
      reaches = reaches || !cut.empty();
    }
    if (reaches) part.CmdLists.push_back(list);
  }
  part.CmdListsCount = part.CmdLists.Size;
  return part;
}

}  // namespace nn4n::playground
