// The dynamics as the page holds them: reading what the Worker answers, which may be anything, and
// what is asked of it when.
#include "editing/dynamics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "api/engine.h"
#include "base/random.h"
#include "codec/share_link.h"
#include "editing/dynamics_view.h"
#include "editing/view_state.h"
#include "playground/headless.h"

namespace nn4n::playground::dynamics_test {
namespace {

using What = Message::What;

/// An answer of a small network that was not trained.
std::string answer(const std::string& what) {
  Engine engine;
  engine.open("v=0&network.areas.0.units=6&network.areas.1.units=5&training.batch=8");
  return engine.analyse(what);
}

const std::string& whole_answer() {
  static const std::string text =
      answer("fixed_points@usual,spectrum@usual,pca,inputs,axes,flow/pca1+2@usual");
  return text;
}

App opened() {
  App app;
  app.opened = app.experiment;
  take(app.run, made_up_snapshot(300));
  app.run.status = Status::paused;
  app.view.tab = "dynamics";
  return app;
}

/// What was asked since the last call.
std::vector<Message> asked(App& app) {
  follow_dynamics(app);
  std::vector<Message> list = std::exchange(app.outbox, {});
  for (const Message& message : list) EXPECT_EQ(message.what, What::analyse);
  return list;
}

void answer_with(App& app, const std::string& json) {
  ASSERT_TRUE(app.dynamics.asked);
  take_dynamics(app, app.dynamics.asked->number, 12, json);
}

TEST(Dynamics, OfOtherInterventionsAreAskedAgainAndReadWithTheIntactNetwork) {
  App app = opened();
  ASSERT_EQ(asked(app).size(), 1u);
  answer_with(app, whole_answer());
  EXPECT_TRUE(app.dynamics.report.components->intact.empty());
  for (int i = 0; i < 3; ++i) {
    if (asked(app).empty()) break;
    answer_with(app, answer("flow/pca1+2@usual"));
  }
  EXPECT_NE(stale_words(app), "of other interventions");
  apply(app, Intervene{"silence:Decision"});
  app.outbox.clear();
  EXPECT_EQ(stale_words(app), "of other interventions");
  ASSERT_EQ(asked(app).size(), 1u);
  Engine engine;
  Experiment altered;
  altered.network.areas[0].units = 6;
  altered.network.areas[1].units = 5;
  altered.training.batch = 8;
  altered.interventions = {{.act = "excite:Decision=0.5"}};
  engine.open(to_link(altered));
  answer_with(app, engine.analyse("fixed_points@usual,spectrum@usual,pca,inputs,axes"));
  EXPECT_EQ(app.dynamics.problem, "");
  EXPECT_NE(stale_words(app), "of other interventions");
  const DynamicsSpace& space = *app.dynamics.report.components;
  EXPECT_EQ(space.intact.size(), space.trajectories.size());
  EXPECT_EQ(app.dynamics.report.task->intact.size(), space.intact.size());
  app.experiment.interventions.clear();
  apply(app, Intervene{"freeze:Sensory"});
  app.outbox.clear();
  EXPECT_EQ(stale_words(app), "of other interventions") << "a freeze is as good as none";
}

TEST(Dynamics, AreReadAsTheEngineSaysThem) {
  const ReadDynamics read = read_dynamics(whole_answer());
  ASSERT_TRUE(read.report) << read.problem;
  const DynamicsReport& report = *read.report;
  const JsonValue json = parse_json(whole_answer()).value;
  EXPECT_EQ(report.dt_ms, 20);
  ASSERT_TRUE(report.components && report.task && report.fixed && report.flow && report.inputs);
  const JsonValue& pca = *json.find("pca");
  ASSERT_EQ(report.components->trajectories.size(), pca.find("trajectories")->items.size());
  const JsonValue& first = pca.find("trajectories")->items[0];
  EXPECT_EQ(report.components->trajectories[0].name, first.find("name")->text);
  EXPECT_EQ(report.components->trajectories[0].places[3][1],
            first.find("points")->items[3].items[1].number);
  EXPECT_EQ(report.components->names[2], "PC 3");
  const JsonValue& points = *json.find("fixed_points")->find("points");
  ASSERT_EQ(report.fixed->points.size(), points.items.size());
  ASSERT_FALSE(points.items.empty());
  const DynamicsPoint& point = report.fixed->points[0];
  EXPECT_EQ(point.stable, points.items[0].find("stable")->boolean);
  EXPECT_EQ(point.eigenvalues[0].real(),
            points.items[0].find("eigenvalues")->items[0].items[0].number);
  // The mean lies at zero, and a point along a component where the component says.
  for (const double at : report.components->place(report.components->mean)) EXPECT_EQ(at, 0);
  std::vector<double> moved = report.components->mean;
  for (std::size_t i = 0; i < moved.size(); ++i) moved[i] += 2 * report.components->axes[0][i];
  EXPECT_NEAR(report.components->place(moved)[0], 2, 1e-4);
  EXPECT_EQ(report.flow->change.size(),
            static_cast<std::size_t>(report.flow->side * report.flow->side));
  EXPECT_EQ(
      read_dynamics(answer("dreams")).problem.find("The analysis cannot be done: there is no"), 0u);
}

TEST(Dynamics, RefuseAnythingElse) {
  const std::string& good = whole_answer();
  EXPECT_FALSE(read_dynamics("").report);
  EXPECT_FALSE(read_dynamics("[]").report);
  EXPECT_FALSE(read_dynamics("{}").report);
  for (std::size_t k = 1; k < 60; ++k) {
    const ReadDynamics cut = read_dynamics(std::string_view(good).substr(0, good.size() * k / 60));
    EXPECT_FALSE(cut.report);
    EXPECT_FALSE(cut.problem.empty());
  }
  const std::string deep = std::string(100000, '[');
  EXPECT_FALSE(read_dynamics(deep).report);
  std::string many = "{\"silent\":[";
  for (int k = 0; k < 2100000; ++k) many += "1,";
  EXPECT_NE(read_dynamics(many + "1]}").problem.find("too many values"), std::string::npos);
  const auto changed = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    text.replace(at, from.size(), to);
    return read_dynamics(text).report.has_value();
  };
  EXPECT_TRUE(changed("\"iteration\":0", "\"iteration\":7"));
  EXPECT_FALSE(changed("\"iteration\":0", "\"iteration\":-1"));
  EXPECT_FALSE(changed("\"units\":11", "\"units\":12")) << "lists have another length";
  EXPECT_FALSE(changed("\"side\":33", "\"side\":32"));
  EXPECT_FALSE(changed("\"spacing\":", "\"spacing\":0,\"s\":"));
  EXPECT_FALSE(changed("\"stable\":", "\"stable\":null,\"s\":"));
  EXPECT_FALSE(changed("\"points\":[{\"rates\":[", "\"points\":[{\"rates\":[1,"));
}

TEST(Dynamics, SurviveAnyBytes) {
  RandomStream random(stream_key(8, Purpose::trials));
  const std::string& good = whole_answer();
  const int last = static_cast<int>(good.size()) - 1;
  int refused = 0;
  for (int k = 0; k < 60; ++k) {
    std::string text = good;
    for (int n = random.whole(1, 20); n > 0; --n)
      text[static_cast<std::size_t>(random.whole(0, last))] =
          static_cast<char>(random.whole(0, 255));
    const ReadDynamics read = read_dynamics(text);
    refused += !read.report;
    if (read.report && read.report->fixed) {
      for (const DynamicsPoint& point : read.report->fixed->points)
        EXPECT_EQ(point.rates.size(), 11u);
    }
  }
  EXPECT_GT(refused, 20);
}

TEST(Dynamics, MovePointsAlongAPath) {
  const auto point = [](int branch, double rate) {
    DynamicsPoint p;
    p.branch = branch;
    p.rates = {rate};
    return p;
  };
  const std::vector<DynamicsStep> path{
      {0, {point(0, 1), point(1, 5)}}, {0.5, {point(0, 2)}}, {1, {point(0, 4), point(2, 9)}}};
  const auto at = [&](double place) { return points_on_path(path, place); };
  EXPECT_EQ(at(0)[0].rates[0], 1);
  EXPECT_DOUBLE_EQ(at(0.25)[0].rates[0], 1.5);
  EXPECT_DOUBLE_EQ(at(0.75)[0].rates[0], 3);
  EXPECT_EQ(at(1)[0].rates[0], 4);
  EXPECT_EQ(at(0.2).size(), 2u) << "it vanishes half-way";
  EXPECT_EQ(at(0.3).size(), 1u);
  EXPECT_EQ(at(0.9).size(), 2u) << "another one has appeared";
  EXPECT_TRUE(points_on_path({}, 0.5).empty());
}

TEST(Dynamics, KnowTheSlowestTime) {
  DynamicsPoint point;
  point.eigenvalues = {{0.9, 0}, {0, 0.5}, {0, 0}};
  EXPECT_NEAR(*slowest_ms(point, 20), 20 / -std::log(0.9), 1e-9);
  point.unstable = 1;
  point.eigenvalues.insert(point.eigenvalues.begin(), {1.1, 0});
  EXPECT_NEAR(*slowest_ms(point, 20), 20 / std::log(1.1), 1e-9) << "how fast a saddle is left";
  point.eigenvalues = {{1, 0}};
  EXPECT_FALSE(slowest_ms(point, 20));
  DynamicsPoint stable, saddle, slow;
  stable.stable = true;
  slow.fixed = false;
  EXPECT_EQ(point_names({stable, saddle, slow, stable}),
            (std::vector<std::string>{"A1", "S1", "s1", "A2"}));
}

TEST(Dynamics, AreChosenByScriptsAndComeBack) {
  App app;
  const char* text = R"({"plane":"axes2+3","dimensions":2,"input":"Stimulus","to":"zero","at":0.5,
                         "show":["points","single"],"spectrum":"weights","point":3})";
  EXPECT_TRUE(apply(app, AskDynamics{text}).empty());
  EXPECT_EQ(app.view.tab, "dynamics");
  const DynamicsChoice& choice = app.view.dynamics;
  EXPECT_TRUE(choice.task_axes && choice.single && choice.weights && choice.points);
  EXPECT_FALSE(choice.flow || choice.trajectories || choice.solid);
  EXPECT_EQ(choice.across, 1);
  EXPECT_EQ(choice.up, 2);
  EXPECT_EQ(choice.to, "zero");
  EXPECT_EQ(choice.at, 0.5);
  EXPECT_EQ(choice.point, 3);
  App other;
  take_view_state(other, view_state(app));
  EXPECT_EQ(other.view.dynamics, choice);
  for (const char* wrong :
       {R"({"plane":"pca1+1"})", R"({"plane":"pca1+4"})", R"({"plane":"axes"})", R"({"at":2})",
        R"({"dimensions":4})", R"({"show":["dreams"]})", R"({"show":"flow"})", R"({"point":0.5})",
        R"({"input":3})", R"({"dream":1})", R"({"tilt":"up"})", R"({"spectrum":"none"})"}) {
    EXPECT_FALSE(apply(app, AskDynamics{wrong}).empty()) << wrong;
    EXPECT_EQ(app.view.dynamics, other.view.dynamics) << wrong << " changes nothing";
  }
}

TEST(Dynamics, AreAskedForOnceTheirTabIsOpen) {
  App app = opened();
  app.view.tab = "overview";
  EXPECT_TRUE(asked(app).empty());
  app.view.tab = "dynamics";
  const auto first = asked(app);
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].path, "fixed_points@usual,spectrum@usual,pca,inputs");
  EXPECT_TRUE(first[0].settles) << "a person waits";
  EXPECT_TRUE(asked(app).empty()) << "one question at a time";
  take_dynamics(app, 99, 1, whole_answer());
  EXPECT_FALSE(app.dynamics.report.fixed) << "an answer to another question";
  answer_with(app, whole_answer());
  EXPECT_EQ(app.dynamics.problem, "");
  EXPECT_TRUE(asked(app).empty()) << "everything is there, the flow, too";
  app.view.dynamics.up = 2;
  const auto flow = asked(app);
  ASSERT_EQ(flow.size(), 1u);
  EXPECT_EQ(flow[0].path, "flow/pca1+3@usual");
  answer_with(app, answer("flow/pca1+3@usual"));
  EXPECT_TRUE(asked(app).empty());
  app.view.dynamics.input = "zero";
  EXPECT_EQ(stale_words(app), "of another input");
  EXPECT_EQ(asked(app).size(), 1u);
}

TEST(Dynamics, FollowTrainingAndTheFilm) {
  App app = opened();
  asked(app);
  answer_with(app, whole_answer());
  app.dynamics.of.iteration = app.dynamics.asked_of.iteration = 300;
  app.run.status = Status::training;
  app.run.snapshot = made_up_snapshot(349);
  EXPECT_TRUE(asked(app).empty()) << "nothing was validated since";
  app.run.snapshot = made_up_snapshot(352);
  const auto newer = asked(app);
  ASSERT_EQ(newer.size(), 1u);
  EXPECT_FALSE(newer[0].settles) << "nobody waits: training goes first";
  EXPECT_EQ(stale_words(app), "") << "it is being renewed";
  answer_with(app, whole_answer());
  app.dynamics.of.iteration = 352;
  app.run.film.shown = made_up_snapshot(100);
  const auto moment = asked(app);
  ASSERT_EQ(moment.size(), 1u);
  EXPECT_EQ(moment[0].until, 100);
  EXPECT_TRUE(moment[0].settles);
  EXPECT_EQ(stale_words(app), "of other weights");
}

TEST(Dynamics, SayWhenThereIsNoAnswerAndWait) {
  App app = opened();
  asked(app);
  take_dynamics_failure(app, app.dynamics.asked->number, "The analysis has stopped.");
  EXPECT_EQ(app.dynamics.problem, "The analysis has stopped.");
  EXPECT_TRUE(asked(app).empty()) << "it would stop again";
  apply(app, SearchDynamics{});
  EXPECT_EQ(asked(app).size(), 1u);
  answer_with(app, "{\"units\":");
  EXPECT_NE(app.dynamics.problem, "");
  EXPECT_FALSE(app.dynamics.report.fixed);
  DynamicsChoice other = app.view.dynamics;
  other.input = "zero";
  apply(app, ShowDynamics{other});
  EXPECT_EQ(asked(app).size(), 1u) << "another input is another question";
}

TEST(Dynamics, OfAnotherRunAreNotTakenIn) {
  App app = opened();
  asked(app);
  const int number = app.dynamics.asked->number;
  begin_another(app.run);
  app.run.known = true;
  take_dynamics(app, number, 1, whole_answer());
  EXPECT_FALSE(app.dynamics.report.fixed);
  EXPECT_EQ(asked(app).size(), 1u) << "it is asked for the new one";
}

}  // namespace
}  // namespace nn4n::playground::dynamics_test
