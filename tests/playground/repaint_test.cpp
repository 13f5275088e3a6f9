// What is painted again when something changes: the pixels must be those of painting everything.
#include "playground/repaint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "playground/headless.h"

namespace nn4n::playground::repaint_test {
namespace {

constexpr int kWidth = 1366;
constexpr int kHeight = 768;

/// A canvas on which a pixel remembers all that was painted over it, in order: a hash. A triangle
/// counts for its whole bounding box, which is more than a renderer would paint.
class Canvas {
 public:
  Canvas(int width, int height)
      : width_(width), pixels_(static_cast<std::size_t>(width * height)) {}

  void clear(const PixelBox& box) {
    each(box, [](std::uint64_t& pixel) { pixel = 0; });
  }
  void paint(const ImDrawData& frame) {
    for (const ImDrawList* list : frame.CmdLists) {
      for (const ImDrawCmd& command : list->CmdBuffer) {
        for (unsigned i = 0; i + 2 < command.ElemCount; i += 3)
          paint(*list, command, command.IdxOffset + i, frame);
      }
    }
  }
  bool operator==(const Canvas&) const = default;

 private:
  template <class Action>
  void each(const PixelBox& box, const Action& act) {
    for (int y = box.top; y < box.bottom; ++y) {
      for (int x = box.left; x < box.right; ++x)
        act(pixels_[static_cast<std::size_t>(y * width_ + x)]);
    }
  }
  void paint(const ImDrawList& list, const ImDrawCmd& command, unsigned first,
             const ImDrawData& frame) {
    const auto pixel = [](float at, float scale) {
      return static_cast<int>(std::floor(at * scale));
    };
    const ImVec2 scale = frame.FramebufferScale;
    const int height = static_cast<int>(pixels_.size()) / width_;
    // As the renderer does it (imgui_impl_opengl3.cpp): rows are counted from below, and what is
    // cut is the size.
    const ImVec4& clip = command.ClipRect;
    const int left = static_cast<int>(clip.x * scale.x);
    const int below = static_cast<int>(static_cast<float>(height) - clip.w * scale.y);
    const int across = static_cast<int>(clip.z * scale.x - clip.x * scale.x);
    const int up = static_cast<int>(clip.w * scale.y - clip.y * scale.y);
    PixelBox box{std::max(left, 0), std::max(height - below - up, 0),
                 std::min(left + across, width_), std::min(height - below, height)};
    ImVec2 low(1e9f, 1e9f), high(-1e9f, -1e9f);
    std::uint64_t colour = 7;
    for (unsigned k = first; k < first + 3; ++k) {
      const ImDrawVert& vertex =
          list.VtxBuffer[static_cast<int>(command.VtxOffset + list.IdxBuffer[static_cast<int>(k)])];
      low = {std::min(low.x, vertex.pos.x), std::min(low.y, vertex.pos.y)};
      high = {std::max(high.x, vertex.pos.x), std::max(high.y, vertex.pos.y)};
      colour = hash_bytes(&vertex, sizeof(vertex), colour);
    }
    box = {std::max(box.left, pixel(low.x, scale.x)), std::max(box.top, pixel(low.y, scale.y)),
           std::min(box.right, pixel(high.x, scale.x) + 1),
           std::min(box.bottom, pixel(high.y, scale.y) + 1)};
    each(box, [colour](std::uint64_t& under) { under = (under + colour) * 0x9e3779b97f4a7c15u; });
  }

  int width_;
  std::vector<std::uint64_t> pixels_;
};

/// Paints every frame of a page twice: whole, and where Repaint says that it differs.
class TwiceTest : public testing::TestWithParam<double> {
 protected:
  TwiceTest() : screen(kWidth, kHeight, GetParam()) {
    screen.page.paint = [this, textures = screen.page.paint](ImDrawData* frame) {
      textures(frame);
      const PixelBox all = pixels_of(*frame);
      whole.clear(all);
      whole.paint(*frame);
      boxes = repaint.take(*frame);
      painted = 0;
      for (const PixelBox& box : boxes) {
        parts.clear(box);
        parts.paint(repaint.within(box, *frame));
        painted += box.area() / all.area();
      }
      ++frames;
      same = same && parts == whole;
    };
    screen.frames();
  }
  static int width() {
    return static_cast<int>(static_cast<float>(kWidth) * static_cast<float>(GetParam()));
  }
  static int height() {
    return static_cast<int>(static_cast<float>(kHeight) * static_cast<float>(GetParam()));
  }

  Headless screen;
  Repaint repaint;
  Canvas whole{width(), height()}, parts{width(), height()};
  std::vector<PixelBox> boxes;
  double painted = 0;  // the share of the canvas
  int frames = 0;
  bool same = true;
};

TEST_P(TwiceTest, ThePixelsAreThoseOfPaintingEverything) {
  EXPECT_EQ(boxes, (std::vector<PixelBox>{{0, 0, width(), height()}}));  // the first frame
  screen.trained(60);
  EXPECT_TRUE(same) << "a snapshot";
  screen.frames(3);
  EXPECT_TRUE(boxes.empty()) << "nothing has changed";
  screen.point({300, 300});
  screen.point({700, 400});
  EXPECT_TRUE(same) << "something is pointed at";
  screen.click_on("tab.circuit");
  screen.click_on("tab.weights");
  EXPECT_TRUE(same) << "another tab";
  repaint.forget();
  screen.frames();
  EXPECT_EQ(boxes.size(), 1u);
  EXPECT_EQ(painted, 1.0);
  EXPECT_TRUE(same);
  EXPECT_GT(frames, 10);
}

TEST_P(TwiceTest, ATrialThatPlaysPaintsAPartOfThePage) {
  screen.trained(60);
  screen.click_on("circuit.play");
  screen.point({10, 10});
  screen.frames(3);
  double most = 0;
  for (int k = 0; k < 10; ++k) {
    screen.frames();
    most = std::max(most, painted);
    ASSERT_LE(boxes.size(), std::size_t{Repaint::kMostBoxes});
  }
  EXPECT_GT(most, 0);
  EXPECT_LT(most, 0.4);
  EXPECT_TRUE(same);
}

INSTANTIATE_TEST_SUITE_P(Ratios, TwiceTest, testing::Values(1.0, 1.5, 1.1));

}  // namespace
}  // namespace nn4n::playground::repaint_test
