// Names in legends: a click hides a line, another one shows it again.
#include "playground/widgets/series_switch.h"

#include <gtest/gtest.h>

#include "playground/headless.h"

namespace nn4n::playground::series_switch_test {
namespace {

TEST(SeriesSwitch, AClickOnANameHidesItsLineAndAnotherShowsItAgain) {
  Headless screen(1366, 900);
  int drawn = 0;  // vertices
  screen.page.paint = [&, textures = screen.page.paint](ImDrawData* frame) {
    textures(frame);
    drawn = frame->TotalVtxCount;
  };
  screen.trained(60);
  const auto without_pointer = [&] {
    screen.point({4, 896});
    screen.frames(3);
    return drawn;
  };
  screen.choose("curves.shown", "curves.norms");
  for (const std::string series : {"series.input.Left", "series.curves.Gradient"}) {
    const int all = without_pointer();
    ASSERT_TRUE(screen.box(series).drawn) << series;
    const std::string before = screen.page.link();
    screen.click_on(series);
    EXPECT_LT(without_pointer(), all) << series;
    EXPECT_TRUE(screen.box(series).drawn) << "the name stays";
    screen.click_on(series);
    EXPECT_EQ(without_pointer(), all) << series;
    EXPECT_EQ(screen.page.link(), before) << "links have every series";
  }
}

}  // namespace
}  // namespace nn4n::playground::series_switch_test
