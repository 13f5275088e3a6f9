#include "editing/lesson_view.h"

#include <gtest/gtest.h>

#include "editing/app.h"

namespace nn4n::lesson_view_test {
namespace {

App locked_app() {
  App app;
  apply(app, KeepToLesson{R"({"show": ["curves"], "lock": ["network.areas.0", "seed"]})"});
  return app;
}

TEST(LessonView, KeepsLockedSettingsAsTheyAre) {
  App app = locked_app();
  const Experiment before = app.experiment;
  EXPECT_EQ(apply(app, SetValue{"network.areas[0].tau_ms", 50}).size(), 1u);
  EXPECT_NE(app.view.notice.text, "");
  EXPECT_FALSE(apply(app, SetText{"seed", "9"}).empty());
  EXPECT_FALSE(apply(app, NewSeed{}).empty());
  EXPECT_FALSE(apply(app, SetPaths{R"({"network.areas.0.units": 7})"}).empty());
  apply_all(app, {SetValue{"network.areas[0].units", 9}, SetValue{"seed", 5}});
  EXPECT_TRUE(app.experiment == before);
}

TEST(LessonView, LeavesOtherSettingsFree) {
  App app = locked_app();
  EXPECT_TRUE(apply(app, SetValue{"network.areas[1].tau_ms", 50}).empty());
  EXPECT_EQ(app.experiment.network.areas[1].tau_ms, 50);
  apply(app, KeepToLesson{"{}"});
  EXPECT_TRUE(apply(app, SetValue{"network.areas[0].tau_ms", 50}).empty());
}

TEST(LessonView, ShowsAllPanelsUnlessSomeAreNamed) {
  EXPECT_TRUE(LessonView{}.shows("curves", false));
  LessonView some;
  some.shown = {"curves", "build"};
  EXPECT_TRUE(some.shows("curves", false));
  EXPECT_TRUE(some.shows("optimiser", true));
  EXPECT_FALSE(some.shows("weights", false));
}

TEST(LessonView, ALockHoldsWholeNamesOnly) {
  LessonView some;
  some.locked = {"network.areas[1]"};
  EXPECT_EQ(some.lock_of("network.areas.1.units"), "network.areas[1]");
  EXPECT_EQ(some.lock_of("network.areas.10.units"), "");
  EXPECT_EQ(some.lock_of("network.areas"), "");
}

TEST(LessonView, RefusesWhatItCannotRead) {
  for (const char* bad : {"", "[]", "7", "{\"show\": 3}", "{\"show\": [3]}", "{\"lock\": [\"\"]}",
                          "{\"lock\": [[]]}", "{\"show\": [\"a\""}) {
    EXPECT_FALSE(read_lesson_view(bad)) << bad;
  }
  EXPECT_FALSE(read_lesson_view("{\"show\": [\"" + std::string(100, 'a') + "\"]}"));
  EXPECT_FALSE(read_lesson_view("{\"show\": [\"" + std::string(5000, 'a') + "\"]}"));
  std::string many = "{\"lock\": [\"a\"";
  for (int i = 0; i < 70; ++i) many += ",\"a\"";
  EXPECT_FALSE(read_lesson_view(many + "]}"));
  App app = locked_app();
  EXPECT_FALSE(apply(app, KeepToLesson{"[]"}).empty());
  EXPECT_FALSE(app.view.lesson.locked.empty()) << "what was there stays";
}

}  // namespace
}  // namespace nn4n::lesson_view_test
