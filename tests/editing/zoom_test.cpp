#include "editing/zoom.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nn4n::test::zoom_test {

TEST(Zoom, KeepsWhatIsUnderThePointer) {
  Zoom zoom;
  for (const double factor : {2.0, 1.5, 3.0, 0.7}) {
    const double x = zoom.x + 0.3 / zoom.scale, y = zoom.y + 0.6 / zoom.scale;
    zoom = zoomed(zoom, factor, 0.3, 0.6);
    EXPECT_NEAR(zoom.x + 0.3 / zoom.scale, x, 1e-12);
    EXPECT_NEAR(zoom.y + 0.6 / zoom.scale, y, 1e-12);
  }
  EXPECT_NEAR(zoom.scale, 6.3, 1e-12);
}

TEST(Zoom, StaysWithinTheWhole) {
  EXPECT_EQ(zoomed({}, 0.1, 0.5, 0.5), Zoom{});
  EXPECT_EQ(zoomed({2, 0.5, 0.5}, 0.5, 0, 0), Zoom{}) << "all of it, whatever is under the pointer";
  EXPECT_EQ(zoomed({}, 1e9, 0, 0).scale, kMostZoom);
  EXPECT_EQ(panned({4, 0.2, 0.2}, 100, -100), (Zoom{4, 0.75, 0}));
  EXPECT_EQ(panned({4, 0.25, 0.25}, 1, 0), (Zoom{4, 0.5, 0.25})) << "by one part that is shown";
  EXPECT_EQ(allowed_zoom({NAN, 0, 0}), Zoom{});
  EXPECT_EQ(allowed_zoom({2, -1, 9}), (Zoom{2, 0, 0.5}));
}

}  // namespace nn4n::test::zoom_test
