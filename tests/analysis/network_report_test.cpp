#include "analysis/network_report.h"

#include <gtest/gtest.h>

#include "analysis/plane_flow.h"
#include "api/engine.h"
#include "base/random.h"
#include "cli/command.h"
#include "codec/open.h"

namespace nn4n::test::network_report_test {

namespace {

Trainer small(const char* task) {
  Experiment experiment;
  experiment.task.select(task);
  experiment.network.areas[0].units = 7;
  experiment.network.areas[1].units = 6;
  return Trainer(experiment);
}

JsonValue report_of(const Trainer& trainer, std::string_view what) {
  const auto items = read_analysis_items(what);
  EXPECT_TRUE(std::holds_alternative<std::vector<AnalysisItem>>(items)) << what;
  const auto report =
      analyse_network(trainer, *std::get_if<std::vector<AnalysisItem>>(&items), {.trials = 60});
  const Issue* issue = std::get_if<Issue>(&report);
  EXPECT_FALSE(issue) << (issue ? issue->message : "");
  return issue ? JsonValue::object() : *std::get_if<JsonValue>(&report);
}

std::string complaint(const Trainer& trainer, std::string_view what) {
  const auto items = read_analysis_items(what);
  if (const Issue* issue = std::get_if<Issue>(&items)) return issue->message;
  const auto report =
      analyse_network(trainer, *std::get_if<std::vector<AnalysisItem>>(&items), {.trials = 20});
  const Issue* issue = std::get_if<Issue>(&report);
  return issue ? issue->message : "no complaint";
}

}  // namespace

TEST(NetworkReport, HoldsWhatWasWanted) {
  const Trainer trainer = small("ctx");
  const JsonValue report =
      report_of(trainer, "fixed_points@Stimulus:context=motion,spectrum,pca,axes");
  EXPECT_EQ(report.find("units")->number, 13);
  const JsonValue& fixed = *report.find("fixed_points");
  EXPECT_EQ(fixed.find("input")->text, "Stimulus: context motion");
  EXPECT_EQ(fixed.find("held")->items.size(), 7u);
  EXPECT_EQ(fixed.find("held")->items[1].number, 1) << "the cue for motion";
  ASSERT_FALSE(fixed.find("points")->items.empty());
  for (const JsonValue& point : fixed.find("points")->items) {
    EXPECT_EQ(point.find("rates")->items.size(), 13u);
    ASSERT_EQ(point.find("eigenvalues")->items.size(), 13u);
    EXPECT_EQ(point.find("eigenvalues")->items[0].items.size(), 2u);
    EXPECT_TRUE(point.find("speed")->is(JsonKind::number));
    const bool inside = std::hypot(point.find("eigenvalues")->items[0].items[0].number,
                                   point.find("eigenvalues")->items[0].items[1].number) < 1;
    EXPECT_EQ(point.find("stable")->boolean, inside && point.find("fixed")->boolean);
    EXPECT_EQ(point.find("directions")->items.empty(), point.find("unstable")->number == 0);
  }
  const JsonValue& spectrum = *report.find("spectrum");
  EXPECT_EQ(spectrum.find("weights")->items.size(), 13u);
  EXPECT_EQ(spectrum.find("jacobian")->find("input")->text, "no input");
  const JsonValue& pca = *report.find("pca");
  EXPECT_EQ(pca.find("of")->text, "averages by condition");
  EXPECT_EQ(pca.find("components")->items.size(), 3u);
  EXPECT_EQ(pca.find("trajectories")->items[0].find("points")->items[0].items.size(), 3u);
  const JsonValue& axes = *report.find("axes");
  std::vector<std::string> names;
  for (const JsonValue& axis : axes.find("axes")->items) names.push_back(axis.find("name")->text);
  EXPECT_NE(std::find(names.begin(), names.end(), "context"), names.end());
  EXPECT_NE(std::find(names.begin(), names.end(), "motion coherence"), names.end());
  EXPECT_EQ(std::find(names.begin(), names.end(), "irrelevant coherence"), names.end());
}

TEST(NetworkReport, ShowsTheIntactNetworkInTheSameComponents) {
  Trainer trainer = small("ctx");
  EXPECT_FALSE(report_of(trainer, "pca").find("pca")->find("intact")) << "nothing is altered";
  trainer.intervene({{.act = "freeze:Sensory", .trained_from = 0}});
  EXPECT_FALSE(report_of(trainer, "pca").find("pca")->find("intact")) << "it changes no rate";
  for (const char* act : {"scale:Sensory>Decision=1", "excite:Decision=0.5@Stimulus"}) {
    trainer.intervene({{.act = act}});
    const JsonValue report = report_of(trainer, "pca,axes");
    for (const char* space : {"pca", "axes"}) {
      const auto& altered = report.find(space)->find("trajectories")->items;
      const auto& intact = report.find(space)->find("intact")->items;
      ASSERT_EQ(intact.size(), altered.size());
      ASSERT_FALSE(intact.empty());
      double apart = 0;
      for (std::size_t k = 0; k < intact.size(); ++k) {
        EXPECT_EQ(intact[k].find("name")->text, altered[k].find("name")->text);
        EXPECT_EQ(print_json(*intact[k].find("epochs"), Layout::compact),
                  print_json(*altered[k].find("epochs"), Layout::compact));
        const auto& before = intact[k].find("points")->items;
        const auto& after = altered[k].find("points")->items;
        ASSERT_EQ(before.size(), after.size());
        for (std::size_t t = 0; t < before.size(); ++t)
          apart = std::max(apart, std::fabs(before[t].items[0].number - after[t].items[0].number));
        EXPECT_NEAR(before[0].items[0].number, after[0].items[0].number, 1e-4)
            << "they start together";
      }
      EXPECT_EQ(apart > 1e-3, std::string_view(act).starts_with("excite")) << act << " " << apart;
    }
  }
}

/// The mean of the intact trajectories lies where the intact network is, in the altered components.
TEST(NetworkReport, TheIntactTrajectoryIsThatOfTheIntactNetwork) {
  Trainer trainer = small("ctx");
  const Recording intact = record_trials(trainer, 60);
  trainer.intervene({{.act = "excite:Decision=0.5"}});
  const JsonValue report = report_of(trainer, "pca");
  const JsonValue& pca = *report.find("pca");
  const std::vector<ConditionSet> sets = condition_sets(intact);
  const auto& units = pca.find("components")->items[0].items;
  const auto& mean = pca.find("mean")->items;
  double place = 0;
  for (std::size_t n = 0; n < units.size(); ++n) {
    double rate = 0;
    for (const std::size_t b : sets[0].trials)
      rate += intact.trials[b].state(5, intact.units)[static_cast<Eigen::Index>(n)] /
              static_cast<double>(sets[0].trials.size());
    place += units[n].number * (rate - mean[n].number);
  }
  EXPECT_NEAR(pca.find("intact")->items[0].find("points")->items[5].items[0].number, place, 1e-4);
  EXPECT_GT(std::fabs(place), 1e-2);
}

TEST(NetworkReport, StartsFromThePointsOfTheLastTime) {
  Experiment experiment;
  experiment.network.areas[0].units = 7;
  experiment.network.areas[1].units = 6;
  experiment.network.activation = ActivationKind::tanh;
  Trainer trainer(experiment);
  const auto items = read_analysis_items("fixed_points@zero,spectrum@zero");
  AnalysisMemory memory;
  const auto ask = [&](AnalysisMemory* kept) {
    const auto answer = analyse_network(trainer, *std::get_if<std::vector<AnalysisItem>>(&items),
                                        {.trials = 30, .memory = kept});
    return print_json(*std::get_if<JsonValue>(&answer), Layout::compact);
  };
  const auto starts = [](const std::string& json) {
    return parse_json(json).value.find("fixed_points")->find("starts")->number;
  };
  const std::string cold = ask(nullptr);
  EXPECT_EQ(ask(&memory), cold) << "nothing is known yet";
  ASSERT_EQ(memory.entries.size(), 1u);
  ASSERT_FALSE(memory.entries[0].points.empty());
  EXPECT_EQ(ask(&memory), cold) << "the same weights have the same points";
  // The very points are taken where nothing has changed: an empty list is not searched again.
  AnalysisMemory forged = memory;
  forged.entries[0].points.clear();
  EXPECT_NE(ask(&forged), cold);
  trainer.step();
  const double before = starts(ask(nullptr));
  double warm = 0;
  for (const FixedPoint& point : memory.entries[0].points) warm += point.fixed;
  EXPECT_GT(warm, 0);
  EXPECT_GE(starts(ask(&memory)), before + warm) << "of other weights they are further starts";
  AnalysisMemory wrong;
  wrong.entries.push_back({"no input", 0, experiment, 1e-6, {FixedPoint{}}, 1});
  wrong.entries[0].points[0].fixed = true;  // of another network: it has no units
  EXPECT_EQ(starts(ask(&wrong)), before);
}

TEST(NetworkReport, FollowsPointsFromInputToInput) {
  const JsonValue report = report_of(small("pdm"), "fixed_points@[0 0 0]..[1 1 0.5]/4");
  const JsonValue& path = *report.find("fixed_points")->find("path");
  EXPECT_EQ(path.find("to")->text, "[1 1 0.5]");
  ASSERT_EQ(path.find("steps")->items.size(), 5u);
  EXPECT_EQ(path.find("steps")->items[1].find("at")->number, 0.25);
  EXPECT_FALSE(path.find("steps")->items[4].find("points")->items.empty());
}

TEST(NetworkReport, HoldsTheFlowInAPlane) {
  const Trainer trainer = small("pdm");
  const JsonValue report = report_of(trainer, "fixed_points@usual,pca,axes,flow/pca1+3@usual");
  const JsonValue& flow = *report.find("flow");
  const auto side = static_cast<std::size_t>(flow.find("side")->number);
  ASSERT_EQ(flow.find("change")->items.size(), side * side);
  EXPECT_EQ(flow.find("input")->text, report.find("fixed_points")->find("input")->text);
  EXPECT_EQ(flow.find("plane")->find("axes")->items[1].number, 2);
  EXPECT_TRUE(flow.find("through")->is(JsonKind::null));
  // Straight through the map of one step, from the numbers of the same JSON.
  const JsonValue& pca = *report.find("pca");
  Plane plane;
  const auto vector_of = [](const JsonValue& list) {
    Eigen::VectorXd values(static_cast<Eigen::Index>(list.items.size()));
    for (Eigen::Index i = 0; i < values.size(); ++i)
      values[i] = list.items[static_cast<std::size_t>(i)].number;
    return values;
  };
  plane.zero = plane.through = vector_of(*pca.find("mean"));
  plane.axes.resize(plane.zero.size(), 2);
  plane.axes << vector_of(pca.find("components")->items[0]),
      vector_of(pca.find("components")->items[2]);
  HeldNetwork network = held_network(trainer);
  network.hold(vector_of(*flow.find("held")));
  const Eigen::VectorXd low = vector_of(*flow.find("low"));
  const double spacing = flow.find("spacing")->number;
  double largest = 0;
  for (const std::size_t k : {std::size_t{0}, side + 3, side * side - 1}) {
    const Eigen::Vector2d at(low[0] + spacing * static_cast<double>(k % side),
                             low[1] + spacing * static_cast<double>(k / side));
    const Eigen::Vector2d expected = flow_at(network, plane, at);
    const Eigen::VectorXd found = vector_of(flow.find("change")->items[k]);
    EXPECT_NEAR((found - expected).norm(), 0, 1e-3 * (expected.norm() + 1e-3));
    largest = std::max(largest, expected.norm());
  }
  EXPECT_GT(largest, 1e-4);
  const JsonValue through = report_of(trainer, "fixed_points,axes,flow/axes1+2/0");
  EXPECT_EQ(through.find("flow")->find("through")->number, 0);
  EXPECT_EQ(through.find("flow")->find("plane")->find("of")->text, "axes");
}

TEST(NetworkReport, NamesTheInputsThatATaskOffers) {
  const Trainer trainer = small("pdm");
  const JsonValue report = report_of(trainer, "fixed_points@usual,inputs");
  const JsonValue& inputs = *report.find("inputs");
  EXPECT_EQ(inputs.items[0].find("text")->text, "zero");
  bool usual = false;
  for (const JsonValue& input : inputs.items) {
    const std::string& text = input.find("text")->text;
    const JsonValue held = report_of(trainer, "fixed_points@" + text);
    EXPECT_EQ(held.find("fixed_points")->find("input")->text, input.find("name")->text) << text;
    usual = usual || text == report.find("fixed_points")->find("text")->text;
  }
  EXPECT_TRUE(usual) << "the usual one is one of them";
  EXPECT_NE(report.find("fixed_points")->find("input")->text.find("Stimulus"), std::string::npos);
  EXPECT_GT(inputs.items.size(), 6u);
}

TEST(NetworkReport, SaysWhatTrajectoriesAreOf) {
  const JsonValue report = report_of(small("pdm"), "pca");
  double least = 0, most = 0;
  for (const JsonValue& one : report.find("pca")->find("trajectories")->items) {
    const double stimulus = one.find("stimulus")->number;
    EXPECT_TRUE(stimulus == 0 || one.find("choice")->number == (stimulus > 0 ? 1 : 0));
    least = std::min(least, stimulus), most = std::max(most, stimulus);
    const auto& epochs = one.find("epochs")->items;
    ASSERT_FALSE(epochs.empty());
    EXPECT_EQ(epochs.back().find("end")->number,
              static_cast<double>(one.find("points")->items.size()));
  }
  EXPECT_LT(least, -10);
  EXPECT_GT(most, 10);
}

TEST(NetworkReport, IsOfEveryTask) {
  for (const Entry* entry : TaskCatalogue::registry().entries()) {
    const JsonValue report = report_of(small(std::string(entry->key).c_str()),
                                       "pca,axes,inputs,fixed_points@usual,flow@usual");
    EXPECT_FALSE(report.find("flow")->find("change")->items.empty()) << entry->key;
    EXPECT_FALSE(report.find("pca")->find("trajectories")->items.empty()) << entry->key;
  }
}

TEST(NetworkReport, SaysWhatItCannotDo) {
  const Trainer trainer = small("pdm");
  for (const auto& [what, words] : std::vector<std::pair<std::string, std::string>>{
           {"",
            "there is no analysis \"\"; known: fixed_points, spectrum, pca, axes, flow, inputs, "
            "currents, "
            "balance, communication, stimulation, atlas"},
           {"pca,", "there is no analysis \"\""},
           {"dreams", "there is no analysis \"dreams\""},
           {"pca,pca", "pca is wanted twice"},
           {"pca@zero..zero", "only fixed_points goes from one input"},
           {"fixed_points@zero..zero/0", "the number of steps is \"0\""},
           {"fixed_points@zero..zero/1e9", "the number of steps is"},
           {"pca/pca1+2", "only flow is of a plane"},
           {"flow/pca1+1", "the plane \"pca1+1\" is not known"},
           {"flow/pca0+1", "is not known"},
           {"flow/dream1+2", "is not known"},
           {"flow/pca1+2/", "is not known"},
           {"flow/pca1+99", "the plane has axis 99"},
           {"flow/pca1+2/999", "there is no fixed point 999"},
           {"fixed_points@Nowhere", "there is no epoch \"Nowhere\""},
           {"fixed_points@zero..Nowhere/3", "there is no epoch \"Nowhere\""},
           {"spectrum@[1]", "the input has 1 numbers"},
           {std::string(5000, 'a'), "too long"}}) {
    EXPECT_NE(complaint(trainer, what).find(words), std::string::npos)
        << what << ": " << complaint(trainer, what);
  }
}

TEST(NetworkReport, ReadsOrRefusesAnyText) {
  RandomStream random(stream_key(3, Purpose::trials));
  const std::string letters = "pcaxes@[]1 ,./:zero\xff";
  int refused = 0;
  for (int k = 0; k < 5000; ++k) {
    std::string text = random.chance(0.5) ? "fixed_points@" : "";
    for (int n = random.whole(0, 16); n > 0; --n)
      text +=
          letters[static_cast<std::size_t>(random.whole(0, static_cast<int>(letters.size()) - 1))];
    const auto items = read_analysis_items(text);
    refused += std::holds_alternative<Issue>(items);
  }
  EXPECT_GT(refused, 1000);
}

TEST(NetworkReport, IsTheSameTextFromProgramAndEngine) {
  const char kLink[] = "v=0&task=gonogo&network.areas.0.units=6&network.areas.1.units=5";
  Engine engine;
  engine.open(kLink);
  const std::string before = engine.state();
  const std::string answer = engine.analyse("fixed_points@Stimulus,pca");
  EXPECT_EQ(engine.state(), before) << "the run is not touched";
  EXPECT_EQ(parse_json(answer).error, "");
  ::testing::internal::CaptureStdout();
  EXPECT_EQ(run_program(
                {"analyse", kLink, "--what", "fixed_points,pca", "--input", "Stimulus", "--json"}),
            kDone);
  std::fflush(stdout);
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), answer + "\n");
  const ParsedJson wrong = parse_json(engine.analyse("dreams"));
  EXPECT_FALSE(wrong.value.find("ok")->boolean);
  EXPECT_NE(wrong.value.find("issues")->items[0].find("message")->text.find("no analysis"),
            std::string::npos);
}

TEST(NetworkReport, IsAlsoForAPerson) {
  ::testing::internal::CaptureStdout();
  EXPECT_EQ(run_program({"analyse", "v=0&network.areas.0.units=6&network.areas.1.units=5", "--what",
                         "fixed_points,spectrum,pca,axes,flow,inputs", "--input", "zero",
                         "--trials", "80"}),
            kDone);
  std::fflush(stdout);
  const std::string text = ::testing::internal::GetCapturedStdout();
  for (const char* words :
       {"Fixed and slow points, input held: no input", "stable: a state nearby comes back",
        "recurrent weights: ", "Principal components of averages by condition", "held-out R2",
        "Flow in the plane of pca 1 and 2", "  Stimulus:choice=0;"}) {
    EXPECT_NE(text.find(words), std::string::npos) << words << " in\n" << text;
  }
}

}  // namespace nn4n::test::network_report_test
