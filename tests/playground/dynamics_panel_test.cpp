// The tab Dynamics on a screen that is not there: it draws what the Worker answered, is turned by a
// drag, and its points are chosen by clicks.
#include <gtest/gtest.h>

#include "api/engine.h"
#include "playground/headless.h"

namespace nn4n::playground::dynamics_panel_test {
namespace {

/// Answers what the page has asked, as the analysis Worker would.
bool answer(Headless& screen, Engine& engine) {
  for (const JsonValue& message : screen.page.take_messages().items) {
    if (message.find("type")->text != "analyse") continue;
    const std::string json = engine.analyse(message.find("what")->text);
    const std::string number = std::to_string(static_cast<int>(message.find("number")->number));
    screen.page.receive("{\"type\":\"analysis\",\"number\":" + number + ",\"took_ms\":5}",
                        {reinterpret_cast<const std::uint8_t*>(json.data()), json.size()});
    screen.frames(2);
    return true;
  }
  return false;
}

void answer_all(Headless& screen, Engine& engine) {
  for (int k = 0; k < 6 && answer(screen, engine); ++k) continue;
}

constexpr char kSmall[] = "v=0&network.areas.0.units=6&network.areas.1.units=5&training.batch=8";

struct Scene {
  explicit Scene(double width = 1366, double height = 768) : screen(width, height) {
    engine.open(kSmall);
    screen.trained(300);
    screen.click_on("tab.dynamics");
    answer_all(screen, engine);
  }
  Engine engine;
  Headless screen;
  const DynamicsChoice& choice() const { return screen.page.app().view.dynamics; }
};

TEST(DynamicsPanel, ShowsWhatWasAnswered) {
  for (const auto& [width, height] :
       {std::pair{1920, 1080}, {1366, 768}, {1000, 700}, {390, 844}}) {
    Scene scene(width, height);
    EXPECT_EQ(scene.screen.page.app().dynamics.problem, "");
    EXPECT_TRUE(scene.screen.box("plot.dynamics").drawn) << width;
    EXPECT_TRUE(scene.screen.box("plot.eigenvalues").drawn) << width;
    EXPECT_TRUE(scene.screen.box("dynamics.point[0]").drawn) << width;
    const JsonValue state = parse_json(scene.screen.page.state()).value;
    const JsonValue& dynamics = *state.find("dynamics");
    EXPECT_FALSE(dynamics.find("busy")->boolean);
    EXPECT_FALSE(dynamics.find("points")->items.empty());
    EXPECT_FALSE(dynamics.find("explained")->items.empty());
  }
}

TEST(DynamicsPanel, SelectsAPointAndShowsItsJacobian) {
  Scene scene;
  scene.screen.click_on("dynamics.point[0]");
  EXPECT_EQ(scene.choice().point, 0);
  EXPECT_TRUE(answer(scene.screen, scene.engine)) << "the flow through it is asked for";
  EXPECT_EQ(scene.screen.page.app().dynamics.report.flow->through, 0);
  scene.screen.click_on("dynamics.point[0]");
  EXPECT_EQ(scene.choice().point, -1);
}

TEST(DynamicsPanel, IsTurnedByADrag) {
  Scene scene;
  scene.screen.click_on("dynamics.dimensions#3");
  ASSERT_TRUE(scene.choice().solid);
  const double turn = scene.choice().turn, tilt = scene.choice().tilt;
  const auto plot = scene.screen.box("plot.dynamics");
  scene.screen.drag(plot.at(0.4f, 0.4f), plot.at(0.6f, 0.5f));
  EXPECT_GT(scene.choice().turn, turn + 0.1);
  EXPECT_GT(scene.choice().tilt, tilt + 0.05);
  EXPECT_FALSE(answer(scene.screen, scene.engine)) << "turning asks for nothing";
}

TEST(DynamicsPanel, HoldsTheInputsThatTheTaskOffers) {
  Scene scene;
  scene.screen.choose("dynamics.input", "zero");
  EXPECT_EQ(scene.choice().input, "zero");
  answer_all(scene.screen, scene.engine);
  EXPECT_EQ(scene.screen.page.app().dynamics.report.fixed->input, "no input");
  scene.screen.choose("dynamics.to", "Decision");
  answer_all(scene.screen, scene.engine);
  ASSERT_EQ(scene.screen.page.app().dynamics.report.fixed->path.size(), 21u);
  const auto slider = scene.screen.box("dynamics.at");
  scene.screen.click(slider.at(0.5f));
  EXPECT_NEAR(scene.choice().at, 0.5, 0.02);
  answer_all(scene.screen, scene.engine);
  ASSERT_TRUE(scene.screen.page.app().dynamics.here);
  EXPECT_EQ(scene.screen.page.app().dynamics.problem, "");
}

TEST(DynamicsPanel, SavesItsPlots) {
  Scene scene;
  for (const char* key : {"dynamics", "eigenvalues"}) {
    EXPECT_NE(scene.screen.page.figure(key, "svg").find("<svg"), std::string::npos) << key;
    EXPECT_GT(scene.screen.page.figure(key, "csv").size(), 100u) << key;
  }
}

TEST(DynamicsPanel, SaysWhatWentWrong) {
  Headless screen(1366, 768);
  screen.trained(300);
  screen.click_on("tab.dynamics");
  for (const JsonValue& message : screen.page.take_messages().items) {
    const std::string number = std::to_string(static_cast<int>(message.find("number")->number));
    screen.page.receive(
        "{\"type\":\"analysis\",\"number\":" + number + ",\"failure\":\"It has stopped.\"}", {});
  }
  screen.frames(2);
  EXPECT_EQ(screen.page.app().dynamics.problem, "It has stopped.");
  EXPECT_TRUE(screen.box("dynamics.status").drawn);
  screen.click_on("dynamics.again");
  EXPECT_NE(screen.messages().find("analyse"), std::string::npos);
}

}  // namespace
}  // namespace nn4n::playground::dynamics_panel_test
