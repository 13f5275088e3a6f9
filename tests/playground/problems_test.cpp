// An experiment that cannot run yet: kept, explained, and not sent.
#include <gtest/gtest.h>

#include "editing/messages.h"
#include "playground/headless.h"

namespace nn4n::playground::problems_test {
namespace {

using What = Message::What;

App opened_app(int iteration) {
  App app;
  apply(app, Replace{Experiment{}, {}});
  app.outbox.clear();
  take(app.run, made_up_snapshot(iteration));
  app.run.status = iteration > 0 ? Status::paused : Status::idle;
  return app;
}

std::vector<What> heard(App& app) {
  std::vector<What> kinds;
  for (const Message& message : app.outbox) kinds.push_back(message.what);
  app.outbox.clear();
  return kinds;
}

constexpr const char* kInput = "network.areas[0].input";

TEST(Problems, AnExperimentThatCannotRunIsKeptAndNotSent) {
  App app = opened_app(50);
  EXPECT_FALSE(apply(app, SetValue{kInput, 0}).empty());
  EXPECT_FALSE(app.experiment.network.areas[0].input);
  ASSERT_EQ(app.problems.size(), 1u);
  EXPECT_EQ(app.problems[0].path, kInput);
  const std::vector<PageMessage> messages = messages_of(app);
  ASSERT_EQ(messages.size(), 1u) << "one place explains";
  EXPECT_EQ(messages[0].key, "problems");
  EXPECT_TRUE(heard(app).empty());
  EXPECT_EQ(app.run.snapshot.iteration, 50);
}

TEST(Problems, ARunUnderWayWaits) {
  App app = opened_app(50);
  apply(app, RunFor{});
  heard(app);
  apply(app, SetValue{kInput, 0});
  EXPECT_EQ(heard(app), std::vector{What::pause});
  EXPECT_EQ(app.run.status, Status::paused);
}

TEST(Problems, RunStepAndResetNameTheField) {
  for (const Edit& edit : {Edit{RunFor{}}, Edit{StepOnce{}}, Edit{Reset{}}}) {
    App app = opened_app(0);
    apply(app, SetValue{kInput, 0});
    const Issues issues = apply(app, edit);
    ASSERT_EQ(issues.size(), 1u);
    EXPECT_EQ(issues[0].path, kInput);
    EXPECT_TRUE(issues[0].message.starts_with("Cannot run yet.")) << issues[0].message;
    EXPECT_EQ(app.view.goal, kInput) << "the control is shown";
    EXPECT_EQ(messages_of(app).size(), 1u) << "it is not said twice";
    EXPECT_EQ(app.run.status, Status::idle);
    EXPECT_TRUE(heard(app).empty());
  }
}

TEST(Problems, MendingThemSendsTheExperiment) {
  App app = opened_app(50);
  apply(app, SetValue{kInput, 0});
  apply(app, SetValue{"training.learning_rate", 0.01});
  EXPECT_TRUE(heard(app).empty()) << "no live value goes to a network that is another one";
  EXPECT_TRUE(apply(app, SetValue{"network.areas[1].input", 1}).empty());
  EXPECT_TRUE(app.problems.empty());
  EXPECT_EQ(heard(app), std::vector{What::open});
  EXPECT_EQ(app.experiment.training.learning_rate, 0.01);
}

TEST(Problems, TakingTheEditBackGoesOnWhereTheRunWas) {
  for (const Edit& back : {Edit{Undo{}}, Edit{SetValue{kInput, 1}}}) {
    App app = opened_app(50);
    apply(app, SetValue{kInput, 0});
    EXPECT_TRUE(apply(app, back).empty());
    EXPECT_TRUE(app.problems.empty());
    EXPECT_TRUE(heard(app).empty()) << "the worker has this very network";
    EXPECT_EQ(app.run.snapshot.iteration, 50);
    apply(app, RunFor{10});
    ASSERT_EQ(app.outbox.size(), 1u);
    EXPECT_EQ(app.outbox[0].until, 60);
  }
}

TEST(Problems, SeveralAreListed) {
  App app = opened_app(0);
  apply(app, SetValue{kInput, 0});
  apply(app, SetValue{"network.areas[1].readout", 0});
  EXPECT_EQ(app.problems.size(), 2u);
  apply(app, Undo{});
  EXPECT_EQ(app.problems.size(), 1u);
}

TEST(Problems, AreSaidInAMessageAndMarkedBesideTheirFields) {
  Headless screen;
  screen.double_click(screen.box("network.areas[0].tau_ms#value").at(0.7f));
  screen.frames(2);
  screen.type("10");
  screen.key(ImGuiKey_Enter);
  screen.frames(2);
  ASSERT_FALSE(screen.page.app().problems.empty());
  const std::string path = screen.page.app().problems[0].path;
  EXPECT_TRUE(screen.box("message.problems").drawn);
  EXPECT_TRUE(screen.box("problem." + path).drawn);
  screen.click(screen.box("problem." + path).at(0.5f));
  screen.frames(3);
  EXPECT_TRUE(screen.box(path).drawn) << "its section was unfolded";
  EXPECT_TRUE(screen.box(path + "#problem").drawn);
  screen.page.command("undo", "null");
  screen.frames(2);
  EXPECT_FALSE(screen.box("message.problems").drawn);
  EXPECT_FALSE(screen.box(path + "#problem").drawn);
}

TEST(Problems, OfATickInACardAreMarkedInTheCard) {
  Headless screen;
  screen.click(screen.box(kInput).at(0.2f));
  screen.frames(2);
  EXPECT_TRUE(screen.box(std::string(kInput) + "#problem").drawn);
  EXPECT_EQ(screen.messages(), "");
}

TEST(Problems, AreInTheStateForThePage) {
  Headless screen;
  screen.click(screen.box(kInput).at(0.2f));
  const JsonValue state = parse_json(screen.page.state()).value;
  EXPECT_EQ(state.find("problems")->items.size(), 1u);
  EXPECT_EQ(state.find("undo")->number, 1);
  const JsonValue answer = parse_json(screen.page.command("run", "null")).value;
  EXPECT_FALSE(answer.find("ok")->boolean);
  EXPECT_NE(answer.find("issues")->items.at(0).find("message")->text.find("input"),
            std::string::npos);
}

}  // namespace
}  // namespace nn4n::playground::problems_test
