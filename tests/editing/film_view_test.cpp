// Which moment of a run's film the views show, and what the worker is asked for it.
#include "editing/film_view.h"

#include <gtest/gtest.h>

#include <utility>

#include "playground/headless.h"

namespace nn4n::playground::film_view_test {
namespace {

using What = Message::What;

App filmed(int iteration) {
  App app;
  app.opened = app.experiment;
  take(app.run, made_up_snapshot(iteration));
  app.run.status = Status::paused;
  for (int k = 0; k <= iteration; k += 50) app.run.film.iterations.push_back(k);
  return app;
}

std::vector<std::optional<int>> asked(App& app) {
  std::vector<std::optional<int>> list;
  for (const Message& message : std::exchange(app.outbox, {})) {
    EXPECT_EQ(message.what, What::moment);
    list.push_back(message.until);
  }
  return list;
}

using Asked = std::vector<std::optional<int>>;

TEST(FilmView, ShowsTheNearestMomentOnceItHasCome) {
  App app = filmed(320);
  apply(app, ShowFilm{160});
  EXPECT_EQ(asked(app), Asked{150});
  EXPECT_EQ(seen(app.run).iteration, 320) << "it has not come yet";
  take_moment(app, 150, made_up_snapshot(150));
  EXPECT_EQ(seen(app.run).iteration, 150);
  EXPECT_EQ(moment_words(app.run), "Shown: iteration 150 of 320");
  take(app.run, made_up_snapshot(400));
  EXPECT_EQ(seen(app.run).iteration, 150) << "training does not move it";
  EXPECT_EQ(moment_words(app.run), "Shown: iteration 150 of 400");
  apply(app, ShowFilm{});
  EXPECT_EQ(asked(app), Asked{std::nullopt});
  EXPECT_EQ(seen(app.run).iteration, 400);
  EXPECT_EQ(moment_words(app.run), "");
}

TEST(FilmView, AsksForOneMomentAtATimeAndEndsWithTheLast) {
  App app = filmed(300);
  for (const int at : {0, 50, 100, 200}) apply(app, ShowFilm{at});
  EXPECT_EQ(asked(app), Asked{0});
  take_moment(app, 0, made_up_snapshot(0));
  EXPECT_EQ(seen(app.run).iteration, 0);
  EXPECT_EQ(asked(app), Asked{200});
  take_moment(app, 200, made_up_snapshot(200));
  EXPECT_EQ(asked(app), Asked{});
  EXPECT_EQ(seen(app.run).iteration, 200);
}

TEST(FilmView, AnAnswerThatComesAfterTheReturnIsNotShown) {
  App app = filmed(300);
  apply(app, ShowFilm{100});
  apply(app, ShowFilm{});
  EXPECT_EQ(asked(app), (Asked{100, std::nullopt}));
  take_moment(app, 100, made_up_snapshot(100));
  EXPECT_EQ(seen(app.run).iteration, 300);
  apply(app, ShowFilm{200});
  EXPECT_EQ(asked(app), Asked{200});
}

TEST(FilmView, TheLastIterationAndABeginningWithoutFilmAreTheEnd) {
  App app = filmed(300);
  for (const int at : {300, 301, 100000}) EXPECT_EQ(moment_near(app.run, at), std::nullopt);
  EXPECT_EQ(moment_near(app.run, 299), std::nullopt) << "the nearest is that of iteration 300";
  EXPECT_EQ(moment_near(app.run, 260), 250);
  App fresh = filmed(0);
  apply(fresh, ShowFilm{0});
  EXPECT_EQ(asked(fresh), Asked{});
}

TEST(FilmView, ANewRunShowsItsEnd) {
  App app = filmed(300);
  apply(app, ShowFilm{100});
  take_moment(app, 100, made_up_snapshot(100));
  app.outbox.clear();
  apply(app, SetValue{"network.areas[0].units", 40});
  EXPECT_FALSE(app.run.film.shown);
  EXPECT_TRUE(app.run.film.iterations.empty());
}

TEST(FilmView, ContinueFromHereBeginsANewRunThatUndoTakesBack) {
  App app = filmed(300);
  apply(app, SetValue{"training.learning_rate", 0.01});
  app.outbox.clear();
  EXPECT_FALSE(apply(app, ContinueFromHere{}).empty()) << "the end is shown";
  apply(app, ShowFilm{100});
  take_moment(app, 100, made_up_snapshot(100));
  app.outbox.clear();
  const int before = app.run.serial;
  app.experiment.changes = {{200, "training.learning_rate", 0.01}};
  EXPECT_TRUE(apply(app, ContinueFromHere{}).empty());
  ASSERT_EQ(app.outbox.size(), 1u);
  EXPECT_EQ(app.outbox[0].what, What::branch);
  EXPECT_EQ(app.outbox[0].keep, before);
  EXPECT_NE(app.run.serial, before);
  EXPECT_EQ(app.run.snapshot.iteration, 100);
  EXPECT_TRUE(app.experiment.changes.empty()) << "it was made later";
  EXPECT_NE(app.view.offer.text.find("a fresh optimiser"), std::string::npos)
      << app.view.offer.text;
  EXPECT_NE(app.view.offer.text.find("The run of 300 iterations is kept."), std::string::npos);
  app.outbox.clear();
  apply(app, Undo{});
  ASSERT_FALSE(app.outbox.empty());
  EXPECT_EQ(app.outbox[0].what, What::restore);
  EXPECT_EQ(app.outbox[0].run, before);
}

// On the screen

void answer(Headless& screen) {
  for (const JsonValue& message : screen.page.take_messages().items) {
    ASSERT_EQ(message.find("type")->text, "moment");
    const JsonValue* at = message.find("iteration");
    if (at->is(JsonKind::null)) continue;
    const int iteration = static_cast<int>(at->number);
    screen.page.receive("{\"type\":\"moment\",\"asked\":" + std::to_string(iteration) + "}",
                        to_bytes(made_up_snapshot(iteration)));
  }
  screen.frames(2);
}

class FilmOnTheScreen : public testing::TestWithParam<double> {};

TEST_P(FilmOnTheScreen, ADragShowsMomentsAndTheButtonsLeadOn) {
  Headless screen(GetParam(), 900);
  screen.trained(300);
  screen.page.receive(
      R"({"type":"snapshot","status":"paused","speed":0,"film":[0,50,100,150,200,250,300]})",
      to_bytes(made_up_snapshot(300)));
  screen.frames(2);
  EXPECT_FALSE(screen.box("film.end").drawn);
  const auto slider = screen.box("film.slider");
  ASSERT_TRUE(slider.drawn);
  screen.drag(slider.at(0.97f), slider.at(0.5f));
  answer(screen);
  answer(screen);
  ASSERT_TRUE(screen.page.app().run.film.shown);
  EXPECT_EQ(screen.page.app().run.film.shown->iteration, 150);
  EXPECT_TRUE(screen.box("film.words").drawn);
  const auto same = screen.box("film.slider");
  EXPECT_EQ(same.x, slider.x);
  EXPECT_EQ(same.width, slider.width) << "nothing moves";
  screen.click(screen.box("film.end").at(0.5f));
  answer(screen);
  EXPECT_FALSE(screen.page.app().run.film.shown);
  screen.click(slider.at(0.05f));
  answer(screen);
  EXPECT_EQ(screen.page.app().run.film.shown->iteration, 0);
  screen.click(screen.box("film.continue").at(0.5f));
  EXPECT_EQ(screen.messages(), "branch");
}

INSTANTIATE_TEST_SUITE_P(Widths, FilmOnTheScreen, testing::Values(390.0, 1000.0, 1366.0, 1920.0));

TEST(FilmView, MessagesThatMakeNoSenseChangeNothing) {
  Headless screen;
  screen.trained(300);
  for (const char* message : {R"({"type":"moment"})", R"({"type":"moment","asked":"x"})",
                              R"({"type":"moment","asked":9})", R"({"type":"snapshot","film":3})"})
    screen.page.receive(message, std::vector<std::uint8_t>{1, 2, 3});
  screen.frames(2);
  EXPECT_FALSE(screen.page.app().run.film.shown);
  EXPECT_EQ(screen.page.app().run.snapshot.iteration, 300);
}

}  // namespace
}  // namespace nn4n::playground::film_view_test
