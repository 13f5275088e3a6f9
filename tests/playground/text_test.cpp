// Where letters come to lie on the screen.
#include "playground/widgets/text.h"

#include <gtest/gtest.h>

#include <map>

#include "playground/headless.h"

namespace nn4n::playground::text_test {
namespace {

/// How many letters have their upper edge how far below a device pixel [1/20 px]. Each is two
/// triangles with a part of the font's texture that is larger than the spot for plain colours.
std::map<int, int> phases(const ImDrawData& data, double ratio) {
  std::map<int, int> counts;
  const ImTextureData* texture = ImGui::GetIO().Fonts->TexData;
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.TexRef._TexData != texture) continue;
      const ImDrawIdx* index = list->IdxBuffer.Data + command.IdxOffset;
      const ImDrawVert* vertex = list->VtxBuffer.Data + command.VtxOffset;
      for (unsigned k = 0; k + 5 < command.ElemCount; k += 3) {
        const ImDrawVert& low = vertex[index[k]];
        const ImDrawVert& high = vertex[index[k + 2]];
        const bool box = index[k + 3] == index[k] && index[k + 4] == index[k + 2];
        const bool letter = (high.uv.y - low.uv.y) * px(texture->Height) > 4;
        if (!box || !letter) continue;
        const double at = low.pos.y * ratio;
        counts[static_cast<int>(std::lround(20 * (at - std::floor(at)))) % 20] += 1;
      }
    }
  }
  return counts;
}

TEST(Letters, LieOnDevicePixelsAtEveryRatio) {
  for (const double ratio : {1.0, 1.25, 1.5, 2.0}) {
    Headless screen(1366, 768, ratio);
    std::map<int, int> counts;
    const auto paint = screen.page.paint;
    screen.page.paint = [&](ImDrawData* data) {
      paint(data);
      counts = phases(*data, ratio);
    };
    screen.frames(2);
    int letters = 0;
    for (const auto& [phase, count] : counts) letters += count;
    EXPECT_GT(letters, 300);
    // The font of the tests has an offset of its own, one for each of the three sizes.
    EXPECT_LE(counts.size(), 3u) << "at ratio " << ratio;
  }
}

}  // namespace
}  // namespace nn4n::playground::text_test
