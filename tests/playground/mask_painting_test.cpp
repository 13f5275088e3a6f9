// Masks that are painted with the pointer or the keyboard, or read from a file.
#include "playground/network_screen.h"

namespace nn4n::playground::mask_painting_test {
namespace {

TEST(MaskPainting, AMaskIsPaintedInOneStroke) {
  NetworkScreen screen(1440, 1400);
  screen.click_on("mask.paint");
  screen.click_on("mask.brush.0");
  const auto mask = screen.box("plot.mask");
  ASSERT_GT(mask.width, 100);
  const auto cell = [&](int row, int column) {
    return mask.at((static_cast<float>(column) + 0.5f) / 64, (static_cast<float>(row) + 0.5f) / 64);
  };
  screen.point(cell(2, 3));
  screen.press(true);
  screen.point(cell(2, 20));
  EXPECT_TRUE(screen.network().recurrent_weights.mask.empty());
  EXPECT_EQ(shown(screen.page.app()).network.recurrent_weights.mask.size(), 64u);
  screen.press(false);
  screen.frames(2);
  ASSERT_EQ(screen.network().recurrent_weights.mask.size(), 64u);
  EXPECT_EQ(screen.network().recurrent_weights.mask[2],
            "..." + std::string(18, '0') + std::string(43, '.'));
  EXPECT_EQ(screen.messages(), "open");
  screen.click_on("mask.forget");
  EXPECT_TRUE(screen.network().recurrent_weights.mask.empty());
  EXPECT_FALSE(screen.box("plot.initial").drawn) << "the mask has all the room";
  screen.click_on("mask.done");
  EXPECT_TRUE(screen.box("plot.initial").drawn);
}

TEST(MaskPainting, EveryLayersMaskIsPainted) {
  NetworkScreen screen(1440, 1400);
  screen.choose("mask.layer", "readout_weights");
  screen.click_on("mask.paint");
  screen.click_on("mask.brush.+");
  screen.click(screen.box("plot.mask").at(0.5f / 64, 0.75f));
  screen.frames(2);
  ASSERT_EQ(screen.network().readout_weights.mask.size(), 2u);
  EXPECT_EQ(screen.network().readout_weights.mask[1][0], '+');
  screen.choose("mask.layer", "input_weights");
  screen.click_on("mask.brush.-");
  screen.click(screen.box("plot.mask").at(0.5f, 0.5f / 64));
  screen.frames(2);
  EXPECT_EQ(screen.network().input_weights.mask[0], ".-.");
}

TEST(MaskPainting, PointingAtTheMaskWithoutABrushPaintsNothing) {
  NetworkScreen screen(1440, 1400);
  screen.drag(screen.box("plot.mask").at(0.2f, 0.2f), screen.box("plot.mask").at(0.6f, 0.6f));
  EXPECT_EQ(screen.experiment(), Experiment{});
  screen.point(screen.box("plot.mask").at(0.3f, 0.3f));
  EXPECT_TRUE(screen.box("mask.cell").drawn);
}

TEST(MaskPainting, AMaskFileIsAskedForAndRead) {
  NetworkScreen screen(1440, 1400);
  screen.messages();
  screen.click_on("mask.file");
  const JsonValue asked = screen.page.take_messages();
  ASSERT_EQ(asked.items.size(), 1u);
  EXPECT_EQ(asked.items[0].find("type")->text, "choose_mask");
  EXPECT_EQ(asked.items[0].find("layer")->text, "recurrent_weights");
  std::string text;
  for (int row = 0; row < 64; ++row) text += "0,1,1\\n";
  EXPECT_EQ(screen.page.command("mask", "{\"text\": \"" + text + "\"}"),
            R"({"ok":true,"issues":[]})");
  EXPECT_EQ(screen.network().input_weights.mask[9], "011");
  EXPECT_EQ(screen.page.app().view.network.layer, MaskLayer::input);
  const std::string refused = screen.page.command("mask", R"({"text": "01\n0"})");
  EXPECT_NE(refused.find("Row 2 of the mask has 1 entry"), std::string::npos) << refused;
  EXPECT_FALSE(screen.page.app().view.notice.text.empty());
  for (const char* wrong : {"3", "{}", R"({"text": "0", "layer": "wings"})"})
    EXPECT_NE(screen.page.command("mask", wrong).find("\"ok\":false"), std::string::npos);
}

TEST(MaskPainting, TheKeyboardReachesBlocksAndPaints) {
  NetworkScreen screen(1440, 1400);
  screen.click_on("block[0E][0E]");
  screen.key(ImGuiKey_RightArrow);
  screen.key(ImGuiKey_RightArrow);
  screen.key(ImGuiKey_Space);
  ASSERT_EQ(screen.selected(), 1u);
  EXPECT_NE(screen.page.app().view.network.selected[0], (BlockPlace{0, 0, E, E}));
  screen.click_on("mask.paint");
  screen.click_on("mask.brush.0");
  screen.point({5, 5});
  for (int k = 0; k < 8 && !screen.box("mask.cell").drawn; ++k) {
    screen.modifier(ImGuiMod_Shift, true);
    screen.key(ImGuiKey_Tab);  // back from the palette
    screen.modifier(ImGuiMod_Shift, false);
  }
  ASSERT_TRUE(screen.box("mask.cell").drawn);
  screen.key(ImGuiKey_DownArrow);
  screen.key(ImGuiKey_RightArrow);
  screen.key(ImGuiKey_Space);
  ASSERT_EQ(screen.network().recurrent_weights.mask.size(), 64u);
  EXPECT_EQ(screen.network().recurrent_weights.mask[1][1], '0');
}

}  // namespace
}  // namespace nn4n::playground::mask_painting_test
