// What the page asks about units and synapses, and what it takes from answers that may be anything.
#include "editing/looks.h"

#include <gtest/gtest.h>

#include <utility>

#include "api/engine.h"
#include "base/random.h"
#include "editing/app.h"
#include "editing/dynamics_view.h"
#include "editing/view_state.h"
#include "training/snapshot.h"

namespace nn4n::test::looks_test {

namespace {

constexpr char kSmall[] = "v=0&network.areas.0.units=6&network.areas.1.units=5&training.batch=8";

ShowMatrix showing(MatrixShown shown) {
  MatrixChoice choice;
  choice.shown = shown;
  return {choice};
}

/// A page that shows a small run, and the engine that computes what it asks.
struct Scene {
  Engine engine;
  App app;

  Scene() {
    engine.open(kSmall);
    engine.step(20);
    app.opened = app.experiment;
    show();
    app.run.status = Status::paused;
  }
  void show() { take_in(app, *from_bytes(engine.snapshot(0))); }
  /// What was asked; empty = nothing.
  std::string question() {
    follow_looks(app);
    const std::vector<Message> list = std::exchange(app.outbox, {});
    return list.empty() ? "" : list.back().path;
  }
  bool answer(const std::string& json) {
    return app.looks.asked && take_look(app, app.looks.asked->number, json);
  }
  /// Asks and answers.
  std::string look() {
    const std::string what = question();
    if (!what.empty()) answer(engine.analyse(what));
    return what;
  }
};

}  // namespace

TEST(Looks, AskOnlyForWhatIsShown) {
  Scene scene;
  EXPECT_EQ(scene.question(), "");
  apply(scene.app, showing(MatrixShown::gradient));
  EXPECT_EQ(scene.look(), "gradient");
  ASSERT_TRUE(scene.app.looks.gradient);
  EXPECT_EQ(scene.app.looks.gradient->layers[1].size(), 121u);
  EXPECT_GT(scene.app.looks.gradient->norm, 0);
  EXPECT_EQ(scene.question(), "") << "it is known";
  scene.engine.step(1);
  scene.show();
  EXPECT_EQ(scene.look(), "gradient") << "of other weights";
  EXPECT_EQ(scene.app.looks.gradient->iteration, 21);
  apply(scene.app, ShowMatrix{});
  scene.engine.step(1);
  scene.show();
  EXPECT_EQ(scene.question(), "") << "nobody sees it";
}

TEST(Looks, WaitForTheirTurn) {
  Scene scene;
  apply(scene.app, showing(MatrixShown::gradient));
  scene.app.dynamics.asked = DynamicsQuestion{};
  EXPECT_EQ(scene.question(), "") << "the worker answers one question at a time";
  scene.app.dynamics.asked.reset();
  EXPECT_EQ(scene.question(), "gradient");
  scene.app.view.tab = "dynamics";
  follow_dynamics(scene.app);
  EXPECT_TRUE(scene.app.outbox.empty());
}

TEST(Looks, ActivityTakesThePlaceOfTheSampleTrialUntilItIsWantedBack) {
  Scene scene;
  const SampleTrial sample = scene.app.run.snapshot.trial;
  apply(scene.app, ShowActivity{{.by_condition = true}});
  EXPECT_EQ(scene.look(), "activity/mean");
  const SampleTrial& shown = scene.app.run.snapshot.trial;
  EXPECT_GT(shown.averaged, 1);
  EXPECT_NE(shown.rates, sample.rates);
  EXPECT_EQ(shown.index, sample.index);
  EXPECT_EQ(shown.input_names, sample.input_names);
  scene.show();
  EXPECT_GT(scene.app.run.snapshot.trial.averaged, 1) << "also after another snapshot";
  const std::string other = scene.app.looks.activity->conditions.back().text;
  apply(scene.app,
        ShowActivity{{.by_condition = true, .condition = other, .trial = 1, .noise = false}});
  EXPECT_EQ(scene.look(), "activity/1+quiet@" + other);
  EXPECT_EQ(scene.app.run.snapshot.trial.averaged, 1);
  apply(scene.app, ShowActivity{});
  ASSERT_EQ(scene.app.outbox.size(), 1u) << "the worker is asked for the sample trial";
  EXPECT_EQ(scene.app.outbox[0].what, Message::What::trial);
  scene.show();
  EXPECT_EQ(scene.app.run.snapshot.trial, sample);
}

TEST(Looks, UnitsAreOrderedByTheChosenVariable) {
  Scene scene;
  apply(scene.app, OrderUnits{UnitOrder::selectivity, ""});
  EXPECT_EQ(order_words(scene.app), "selectivity");
  EXPECT_EQ(scene.look(), "selectivity");
  ASSERT_GE(scene.app.looks.selectivity->size(), 2u);
  const std::string second = (*scene.app.looks.selectivity)[1].name;
  apply(scene.app, AskOrder{second});
  EXPECT_EQ(order_words(scene.app), second);
  EXPECT_EQ(ordering_variable(scene.app.looks, second)->correlation.size(), 11u);
  EXPECT_NE(ordering_variable(scene.app.looks, "nothing"), nullptr) << "the first one";
  apply(scene.app, AskOrder{"peak"});
  EXPECT_EQ(order_words(scene.app), "peak");
}

TEST(Looks, SayWhyThereIsNoAnswerAndAskAgainWhenSomethingElseIsWanted) {
  Scene scene;
  apply(scene.app, ShowActivity{{.by_condition = true}});
  scene.look();
  apply(scene.app, ShowActivity{{.by_condition = true, .condition = "choice=77"}});
  scene.look();
  EXPECT_NE(scene.app.looks.problem.find("no trials of condition"), std::string::npos);
  EXPECT_EQ(scene.app.view.notice.text, scene.app.looks.problem);
  EXPECT_EQ(scene.question(), "");
  apply(scene.app, ShowActivity{{.by_condition = true, .condition = "all"}});
  EXPECT_EQ(scene.look(), "activity/mean@all");
  EXPECT_EQ(scene.app.looks.problem, "");
  apply(scene.app, showing(MatrixShown::gradient));
  scene.question();
  EXPECT_TRUE(take_look_failure(scene.app, scene.app.looks.asked->number, "It has stopped."));
  EXPECT_EQ(scene.app.looks.problem, "It has stopped.");
  EXPECT_FALSE(take_look(scene.app, 999, "{}")) << "nobody asked";
}

TEST(Looks, OfAnotherTaskForgetItsConditions) {
  Scene scene;
  scene.app.view.activity = {.by_condition = true, .condition = "choice=77", .trial = 3};
  EXPECT_EQ(scene.look(), "activity/3@choice=77");
  EXPECT_EQ(scene.app.looks.problem, "");
  EXPECT_EQ(scene.look(), "activity/mean") << "the first condition, in place of an unknown one";
}

TEST(Looks, HostileAnswersAreASentence) {
  Scene scene;
  apply(scene.app, ShowActivity{{.by_condition = true}});
  apply(scene.app, showing(MatrixShown::gradient));
  apply(scene.app, OrderUnits{UnitOrder::selectivity, ""});
  const std::string good = scene.engine.analyse(scene.question());
  const std::string before = view_state(scene.app);
  const auto refuses = [&](const std::string& json) {
    App copy = scene.app;
    EXPECT_TRUE(take_look(copy, copy.looks.asked->number, json));
    return !copy.looks.problem.empty() && !copy.looks.gradient && !copy.looks.activity;
  };
  EXPECT_FALSE(refuses(good));
  for (const char* json :
       {"", "{", "[]", "null", "{}", "{\"ok\":false,\"issues\":[]}",
        "{\"units\":11,\"iteration\":20,\"gradient\":7}", "{\"units\":1e300,\"iteration\":-1}"}) {
    EXPECT_TRUE(refuses(json)) << json;
  }
  RandomStream random(stream_key(11, Purpose::noise));
  int refused = 0;
  for (int k = 0; k < 300; ++k) {
    std::string damaged = good;
    const int at = random.whole(0, static_cast<int>(good.size()) - 1);
    if (k % 3 == 0)
      damaged.resize(static_cast<std::size_t>(at));
    else
      damaged[static_cast<std::size_t>(at)] = "0-e[]{}\",:nx"[random.whole(0, 11)];
    refused += refuses(damaged);
  }
  EXPECT_GT(refused, 100);
}

TEST(Looks, ChoicesAreReadAndComeBack) {
  MatrixChoice matrix;
  const auto read = [&](const char* json) {
    return read_matrix_choice(parse_json(json).value, matrix);
  };
  EXPECT_EQ(read("{\"layer\":\"readout\",\"shown\":\"change\",\"zoom\":[4,0.5,0.25]}"), "");
  EXPECT_EQ(matrix, (MatrixChoice{MaskLayer::readout, MatrixShown::change, {4, 0.5, 0.25}}));
  for (const char* wrong :
       {"{\"layer\":\"hidden\"}", "{\"layer\":7}", "{\"shown\":null}", "{\"zoom\":[1]}",
        "{\"zoom\":[1,1e300,0]}", "{\"zoom\":\"all\"}", "{\"dream\":1}"}) {
    const MatrixChoice before = matrix;
    EXPECT_NE(read(wrong), "") << wrong;
    EXPECT_EQ(matrix, before);
  }
  ActivityChoice activity;
  const auto read_activity = [&](const char* json) {
    return read_activity_choice(parse_json(json).value, activity);
  };
  EXPECT_EQ(read_activity("{\"condition\":\"choice=0\",\"trial\":3,\"noise\":false}"), "");
  EXPECT_EQ(activity, (ActivityChoice{true, "choice=0", 3, false}));
  EXPECT_EQ(read_activity("{\"condition\":null,\"trial\":null}"), "");
  EXPECT_FALSE(activity.by_condition);
  for (const char* wrong : {"{\"condition\":4}", "{\"condition\":\"a,atlas\"}", "{\"trial\":-1}",
                            "{\"trial\":1e9}", "{\"noise\":1}", "{\"x\":1}"})
    EXPECT_NE(read_activity(wrong), "") << wrong;
  CurvesChoice curves;
  EXPECT_EQ(read_curves_choice(parse_json("{\"zoom\":[2,0.9],\"shown\":\"norms\"}").value, curves),
            "");
  EXPECT_EQ(curves, (CurvesChoice{{2, 0.5, 0}, CurvesShown::norms, false})) << "within the whole";
  EXPECT_NE(read_curves_choice(parse_json("{\"linear\":0}").value, curves), "");
  EXPECT_NE(read_curves_choice(parse_json("{\"zoom\":[2]}").value, curves), "");

  App app, other;
  app.view.matrix = matrix;
  app.view.activity = {true, "choice=0", 3, false};
  app.view.curves = curves;
  app.view.unit_order = UnitOrder::selectivity;
  app.view.order_variable = "choice";
  take_view_state(other, view_state(app));
  EXPECT_EQ(other.view.matrix, app.view.matrix);
  EXPECT_EQ(other.view.activity, app.view.activity);
  EXPECT_EQ(other.view.curves, app.view.curves);
  EXPECT_EQ(other.view.order_variable, "choice");
}

}  // namespace nn4n::test::looks_test
