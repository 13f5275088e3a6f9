#include "api/engine.h"

#include <gtest/gtest.h>

#include "codec/json.h"
#include "codec/share_link.h"
#include "training/shard_bytes.h"
#include "training/snapshot.h"

namespace nn4n::engine_test {
namespace {

// A small network, so that the tests take no time.
constexpr const char* kSmall =
    "v=0&network.areas.0.units=8&network.areas.1.units=8&training.batch=4";

JsonValue read(const std::string& json) {
  ParsedJson parsed = parse_json(json);
  EXPECT_EQ(parsed.error, "") << json;
  return parsed.value;
}

std::string text_at(const std::string& json, std::string_view key) {
  const JsonValue object = read(json);
  const JsonValue* value = object.find(key);
  return value ? value->text : "no such key";
}

bool is_ok(const std::string& json) { return read(json).find("ok")->boolean; }

std::string message_in(const std::string& json) {
  const JsonValue object = read(json);
  const JsonValue* issues = object.find("issues");
  return issues->items.empty() ? "" : issues->items.front().find("message")->text;
}

TEST(EngineTest, OpensALinkAndGivesItBack) {
  Engine engine;
  const std::string answer = engine.open(kSmall);
  EXPECT_TRUE(is_ok(answer));
  EXPECT_EQ(message_in(answer), "");
  EXPECT_EQ(text_at(answer, "link"), kSmall);
  EXPECT_EQ(text_at(answer, "title"), "Perceptual decision, two areas");
}

TEST(EngineTest, TheExperimentOfAnAnswerOpensElsewhereAsItIs) {
  Engine engine, other;
  const std::string answer = engine.open(kSmall);
  EXPECT_EQ(other.open(text_at(answer, "experiment")), answer);
  EXPECT_EQ(other.state(), engine.state());
}

TEST(EngineTest, OpensTheDefaultWhenATextCannotBeReadAndSaysSo) {
  Engine engine;
  const std::string answer = engine.open("%%%");
  EXPECT_FALSE(is_ok(answer));
  EXPECT_NE(message_in(answer).find("cannot be read"), std::string::npos) << message_in(answer);
  EXPECT_EQ(text_at(answer, "link"), text_at(engine.open(""), "link"));
}

TEST(EngineTest, ResetReturnsToTheSameWeights) {
  Engine engine;
  engine.open(kSmall);
  const std::string before = engine.state();
  EXPECT_EQ(engine.step(3), 3);
  EXPECT_NE(text_at(engine.state(), "fingerprint"), text_at(before, "fingerprint"));
  engine.reset();
  EXPECT_EQ(engine.state(), before);
}

TEST(EngineTest, AChangeIsRecordedAndReplayedFromTheLink) {
  Engine steered;
  steered.open(kSmall);
  steered.step(2);
  const std::string answer = steered.change("training.learning_rate", 0.05);
  EXPECT_TRUE(is_ok(answer));
  steered.step(2);

  Engine replayed;
  replayed.open(text_at(answer, "link"));
  replayed.step(4);
  EXPECT_EQ(replayed.state(), steered.state());

  Engine untouched;
  untouched.open(kSmall);
  untouched.step(4);
  EXPECT_NE(untouched.state(), steered.state());
}

TEST(EngineTest, AChangeThatNeedsARestartIsRefusedInWords) {
  Engine engine;
  engine.open(kSmall);
  const std::string before = text_at(engine.open(kSmall), "link");
  const std::string answer = engine.change("network.dt_ms", 5);
  EXPECT_FALSE(is_ok(answer));
  EXPECT_NE(message_in(answer), "");
  EXPECT_EQ(text_at(answer, "link"), before);
}

TEST(EngineTest, ASnapshotIsCompleteAndKeepsTheChosenTrial) {
  Engine engine;
  engine.open(kSmall);
  engine.select_trial(5);
  engine.step(2);
  engine.reset();
  engine.step(3);
  const auto snapshot = from_bytes(engine.snapshot(1));
  ASSERT_TRUE(snapshot.has_value());
  EXPECT_EQ(snapshot->iteration, 3);
  EXPECT_EQ(snapshot->units, 16);
  EXPECT_EQ(snapshot->loss_from, 1);
  EXPECT_EQ(snapshot->loss_history.size(), 2u);
  EXPECT_EQ(snapshot->trial.index, 5);
}

TEST(EngineTest, StopsWhereTheLossBecomesInfinite) {
  Engine engine;
  engine.open(std::string(kSmall) +
              "&training.optimiser=sgd&training.learning_rate=1"
              "&training.clip_norm=0&network.initialisation.spectral_radius=3"
              "&network.initialisation.input_range=10&network.initialisation.readout_range=20");
  const int reached = engine.step(200);
  const JsonValue state = read(engine.state());
  ASSERT_TRUE(state.find("diverged_at")->is(JsonKind::number)) << engine.state();
  EXPECT_LT(reached, 200);
  EXPECT_EQ(state.find("iteration")->number, reached);
}

TEST(EngineTest, ReturnsToTheBestWeights) {
  Engine engine;
  engine.open(kSmall);
  EXPECT_FALSE(is_ok(engine.return_to_best())) << "there are none";
  const std::string opened = engine.open(
      std::string(kSmall) + "&training.validation_interval=2&training.validation_trials=8");
  engine.step(6);
  const std::string then = text_at(engine.state(), "fingerprint");
  engine.change("training.learning_rate", 1);
  engine.step(1);
  EXPECT_NE(text_at(engine.state(), "fingerprint"), then);
  const std::string answer = engine.return_to_best();
  EXPECT_TRUE(is_ok(answer));
  EXPECT_EQ(text_at(engine.state(), "fingerprint"), then);
  EXPECT_EQ(text_at(answer, "link"), text_at(opened, "link")) << "the change is forgotten";
  engine.reset();
  EXPECT_FALSE(is_ok(engine.return_to_best()));
}

TEST(EngineTest, ACheckpointGoesOnInAnotherEngine) {
  Engine first;
  first.open(kSmall);
  first.step(3);
  const std::vector<std::uint8_t> checkpoint = first.checkpoint();
  first.step(4);

  Engine second;
  second.select_trial(6);
  const std::string answer = second.restore(checkpoint);
  EXPECT_TRUE(is_ok(answer)) << message_in(answer);
  EXPECT_EQ(text_at(answer, "link"), kSmall);
  EXPECT_EQ(read(second.state()).find("iteration")->number, 3);
  EXPECT_EQ(second.step(4), 7);
  EXPECT_EQ(second.state(), first.state());
  EXPECT_EQ(second.checkpoint(), first.checkpoint());
  EXPECT_EQ(from_bytes(second.snapshot(0))->trial.index, 6);
}

TEST(EngineTest, ADamagedCheckpointLeavesTheRunAsItIs) {
  Engine engine;
  engine.open(kSmall);
  engine.step(2);
  const std::string before = engine.state();
  std::vector<std::uint8_t> checkpoint = engine.checkpoint();
  checkpoint.pop_back();
  const std::string answer = engine.restore(checkpoint);
  EXPECT_FALSE(is_ok(answer));
  EXPECT_EQ(message_in(answer).substr(0, 15), "The checkpoint ");
  EXPECT_EQ(engine.state(), before);
}

TEST(EngineTest, WeightsStartAnotherRun) {
  Engine first;
  first.open(kSmall);
  first.step(3);
  Engine second;
  second.open(std::string(kSmall) + "&training.learning_rate=0.01");
  const std::string answer = second.set_weights(first.weights());
  EXPECT_TRUE(is_ok(answer)) << message_in(answer);
  EXPECT_EQ(message_in(answer), "");
  EXPECT_EQ(read(second.state()).find("iteration")->number, 0);
  EXPECT_EQ(text_at(second.state(), "fingerprint"), text_at(first.state(), "fingerprint"));
  second.reset();
  first.reset();
  EXPECT_EQ(second.state(), first.state());
}

TEST(EngineTest, WeightsOfAnotherNetworkAreRefusedInWords) {
  Engine other;
  Engine engine;
  engine.open(kSmall);
  engine.step(1);
  const std::string before = engine.state();
  const std::string answer = engine.set_weights(other.weights());
  EXPECT_FALSE(is_ok(answer));
  EXPECT_EQ(message_in(answer), "recurrent_layer.input_layer.weight is 64 x 3; allowed 16 x 3");
  EXPECT_EQ(engine.state(), before);
}

TEST(EngineTest, SaysWhatAFileHoldsBeforeItIsTaken) {
  Engine engine;
  engine.open(kSmall);
  engine.step(3);
  const auto examined = [&](const std::vector<std::uint8_t>& bytes) {
    return read(Engine::examine(bytes, R"({"seed": 2})"));
  };
  for (const auto& [bytes, kind, iteration] :
       {std::tuple{engine.checkpoint(), "run", 3}, std::tuple{engine.weights(), "weights", 0},
        std::tuple{engine.weights_npz(), "weights", 0}}) {
    const JsonValue found = examined(bytes);
    EXPECT_TRUE(found.find("ok")->boolean);
    EXPECT_EQ(found.find("kind")->text, kind);
    EXPECT_EQ(found.find("iteration")->number, iteration);
    EXPECT_EQ(read_json(found.find("experiment")->text).experiment, read_link(kSmall).experiment);
  }
  const JsonValue nothing = examined({1, 2, 3});
  EXPECT_FALSE(nothing.find("ok")->boolean);
  EXPECT_FALSE(nothing.find("issues")->items.empty());
}

TEST(EngineTest, SharesATrainedNetwork) {
  Engine engine;
  engine.open(kSmall);
  engine.step(20);
  const std::string before = engine.state();
  const JsonValue setup = read(engine.share("setup"));
  EXPECT_TRUE(setup.find("accuracy")->is(JsonKind::null));
  const JsonValue run = read(engine.share("run"));
  EXPECT_EQ(run.find("link")->text, setup.find("link")->text + "&iterations=20");
  const JsonValue trained = read(engine.share("trained"));
  const std::string link = trained.find("link")->text;
  EXPECT_EQ(trained.find("characters")->number, static_cast<double>(link.size()));
  EXPECT_EQ(engine.state(), before);
  EXPECT_EQ(text_at(engine.share("setup", R"({"tab":"circuit"})"), "link"),
            setup.find("link")->text)
      << "a set-up has no view";
  const std::string viewed = text_at(engine.share("trained", R"({"tab":"circuit"})"), "link");
  const JsonValue found = read(Engine::examine({viewed.begin(), viewed.end()}, ""));
  EXPECT_EQ(found.find("view")->text, R"({"tab":"circuit"})");
  Engine other;
  other.open(kSmall);
  EXPECT_TRUE(is_ok(other.set_weights({link.begin(), link.end()})));
  EXPECT_EQ(read(other.share("trained")).find("accuracy")->number,
            trained.find("copy_accuracy")->number);
}

TEST(EngineTest, TheAtlasGoesOnInPartsAndBeginsAnewWithAnotherRun) {
  Engine engine;
  engine.open(kSmall + std::string("&training.validation_interval=5"));
  engine.step(20);
  const auto first = read(engine.atlas(3));
  EXPECT_EQ(first.find("done")->number, 3);
  EXPECT_TRUE(first.find("atlas")->is(JsonKind::null));
  EXPECT_EQ(read(engine.atlas(2)).find("done")->number, 5);
  ASSERT_TRUE(is_ok(engine.return_to_best()));
  EXPECT_EQ(read(engine.atlas(1)).find("done")->number, 1) << "the run is another one";
  engine.change("training.learning_rate", 0.001);
  EXPECT_EQ(read(engine.atlas(1)).find("done")->number, 1);
  engine.step(1);
  EXPECT_EQ(read(engine.atlas(1)).find("done")->number, 1);
}

TEST(EngineTest, SharesAStepWithOthers) {
  constexpr const char* kBatch = "v=0&training.batch=40&network.areas.0.units=8";
  Engine alone;
  Engine owner;
  Engine helper;
  for (Engine* engine : {&alone, &owner, &helper}) engine->open(kBatch);
  alone.step(3);
  ASSERT_EQ(owner.shards(), 5);
  for (int iteration = 0; iteration < 3; ++iteration) {
    const auto sums = helper.sum_shards(owner.position(), 2, 5);
    owner.begin_step(0, 2);
    owner.add_sums(sums);
    EXPECT_EQ(owner.finish_step(), iteration + 1);
  }
  EXPECT_EQ(read(owner.state()).find("fingerprint")->text,
            read(alone.state()).find("fingerprint")->text);
}

TEST(EngineTest, SharesACurriculumAndARedrawWithOthers) {
  constexpr int kIterations = 150;
  const std::string link =
      "v=0&task=gonogo&training.batch=40&network.areas.0.units=13&network.areas.1.units=10"
      "&training.learning_rate=0.01&training.validation_interval=10&training.validation_trials=24"
      "&training.curriculum.on=true";
  for (const char* end : {"",
                          "&training.learning_rate=0.00001&training.redraw.on=true"
                          "&training.redraw.after=30"}) {
    const bool stuck = *end != 0;
    Engine alone;
    Engine owner;
    Engine helper;
    for (Engine* engine : {&alone, &owner, &helper}) EXPECT_TRUE(is_ok(engine->open(link + end)));
    alone.step(kIterations);
    for (int iteration = 0; iteration < kIterations; ++iteration) {
      const auto sums = helper.sum_shards(owner.position(), 2, 5);
      ASSERT_FALSE(sums.empty());
      owner.begin_step(0, 2);
      owner.add_sums(sums);
      owner.finish_step();
    }
    EXPECT_EQ(owner.state(), alone.state());
    const JsonValue state = read(alone.state());
    EXPECT_EQ(state.find("redraws")->number, stuck ? 2 : 0);
    EXPECT_TRUE(stuck || state.find("stage")->number > 0) << alone.state();
  }
}

TEST(EngineTest, APositionBeyondTheCurriculumIsRefused) {
  Engine engine;
  engine.open(kSmall);
  Parameters<float> none(Trainer(Experiment{}).trained_parameters().sizes);
  Engine other;
  other.open("v=0");
  EXPECT_FALSE(other.sum_shards(to_bytes(Position{0, 0, none}), 0, 1).empty());
  EXPECT_TRUE(other.sum_shards(to_bytes(Position{0, 1, none}), 0, 1).empty());
}

TEST(EngineTest, StopsWhereTheTaskIsLearntAndGoesOnWhenAsked) {
  Engine engine;
  engine.open(
      "v=0&task=gonogo&network.areas.0.units=12&network.areas.1.units=10&training.batch=12"
      "&training.learning_rate=0.01&training.validation_interval=10&training.stop.on=true"
      "&training.stop.confirmation_trials=100");
  const int reached = engine.step(600);
  ASSERT_LT(reached, 600);
  EXPECT_TRUE(engine.done());
  EXPECT_EQ(read(engine.state()).find("passed_at")->number, reached);
  EXPECT_GE(read(engine.state()).find("confirmed_accuracy")->number, 0.93);
  EXPECT_EQ(engine.step(3), reached + 3);
  EXPECT_FALSE(engine.done());
}

TEST(EngineTest, SumsThatDoNotBelongToTheStepDoNoHarm) {
  Engine alone;
  Engine owner;
  Engine other;
  for (Engine* engine : {&alone, &owner}) engine->open("v=0&training.batch=40");
  other.open(kSmall);
  alone.step(2);
  EXPECT_TRUE(other.sum_shards(owner.position(), 0, 1).empty()) << "another network";
  owner.add_sums({1, 2, 3});
  owner.finish_step();
  owner.add_sums(other.sum_shards(other.position(), 0, 1));
  owner.finish_step();
  EXPECT_EQ(read(owner.state()).find("fingerprint")->text,
            read(alone.state()).find("fingerprint")->text);
}

/// A run of which the best weights are not the last ones.
int train_past_best(Engine& engine) {
  engine.open(std::string(kSmall) +
              "&training.validation_interval=5&training.validation_trials=16");
  for (int reached = 0; reached < 200;) {
    reached = engine.step(5);
    const double best = read(engine.state()).find("best_iteration")->number;
    if (best > 0 && best < reached) return static_cast<int>(best);
  }
  return 0;
}

TEST(EngineTest, ShowsTheBestWeightsWhereTheyAreChosen) {
  Engine engine;
  engine.open(kSmall);
  EXPECT_FALSE(engine.show_best(true)) << "there are none yet";
  EXPECT_EQ(text_at(engine.state(), "shown"), "last");
  const int best = train_past_best(engine);
  ASSERT_GT(best, 0);
  Engine then;
  then.open(text_at(engine.share("setup"), "link"));
  then.step(best);
  const std::string fingerprint = text_at(engine.state(), "fingerprint");
  const auto last_weights = engine.weights();
  const auto last_checkpoint = engine.checkpoint();
  EXPECT_TRUE(engine.show_best(true));
  EXPECT_EQ(text_at(engine.state(), "shown"), "best");
  EXPECT_EQ(text_at(engine.state(), "fingerprint"), fingerprint) << "the run stays where it is";
  EXPECT_EQ(engine.weights(), then.weights());
  EXPECT_NE(engine.weights(), last_weights);
  EXPECT_EQ(engine.table("trial"), then.table("trial"));
  EXPECT_EQ(engine.analyse(40, false), then.analyse(40, false));
  EXPECT_EQ(engine.checkpoint(), last_checkpoint) << "what undo brings back is the run itself";
  const auto mine = from_bytes(engine.snapshot(0));
  const auto theirs = from_bytes(then.snapshot(0));
  ASSERT_TRUE(mine && theirs);
  EXPECT_EQ(mine->best_shown.iteration, best);
  EXPECT_EQ(shown_fingerprint(*mine), theirs->fingerprint);
  EXPECT_EQ(mine->recurrent, theirs->recurrent);
  EXPECT_EQ(mine->trial, theirs->trial);
  EXPECT_EQ(mine->behaviour, theirs->behaviour);
  EXPECT_EQ(static_cast<int>(mine->loss_history.size()), mine->iteration)
      << "the curves are of the whole run";
  const std::string shared = engine.share("run");
  EXPECT_EQ(text_at(shared, "shown"), "best");
  EXPECT_EQ(read(shared).find("iteration")->number, best);
  Engine resumed;
  ASSERT_TRUE(is_ok(resumed.restore(engine.shown_checkpoint())));
  resumed.step(3);
  then.step(3);
  EXPECT_EQ(text_at(resumed.state(), "fingerprint"), text_at(then.state(), "fingerprint"));
  EXPECT_TRUE(engine.show_best(false));
  EXPECT_EQ(engine.weights(), last_weights);
}

TEST(EngineTest, AnotherRunBeginsWithItsLastWeights) {
  Engine engine;
  ASSERT_GT(train_past_best(engine), 0);
  const auto checkpoint = engine.checkpoint();
  ASSERT_TRUE(engine.show_best(true));
  ASSERT_TRUE(is_ok(engine.restore(checkpoint)));
  EXPECT_EQ(text_at(engine.state(), "shown"), "last");
  EXPECT_TRUE(engine.show_best(true)) << "a checkpoint has the best weights in it";
  Engine resumed;
  EXPECT_TRUE(is_ok(resumed.restore(engine.shown_checkpoint())));
  EXPECT_EQ(resumed.weights(), engine.weights());
  engine.reset();
  EXPECT_EQ(text_at(engine.state(), "shown"), "last");
}

TEST(EngineTest, TheStructureNamesTheUnitsOfEveryArea) {
  Engine engine;
  engine.open(kSmall);
  const JsonValue structure = read(engine.structure());
  EXPECT_EQ(structure.find("units")->number, 16);
  const JsonValue& second = structure.find("areas")->items.at(1);
  EXPECT_EQ(second.find("name")->text, "Decision");
  EXPECT_EQ(second.find("units")->items.at(0).number, 8);
  EXPECT_EQ(second.find("excitatory")->items.size(), 6u);
  EXPECT_EQ(second.find("input_units")->items.size(), 0u);
  EXPECT_EQ(structure.find("readout_units")->items.size(), 6u);
  EXPECT_EQ(structure.find("blocks")->items.size(), 4u);
}

TEST(EngineTest, AnalysesFreshTrialsWithoutTouchingTheRun) {
  Engine engine;
  engine.open(kSmall);
  engine.step(2);
  const std::string before = engine.state();
  const JsonValue report = read(engine.analyse(50, false));
  EXPECT_EQ(report.find("task")->text, "pdm");
  EXPECT_FALSE(report.find("plots")->items.empty());
  EXPECT_FALSE(report.find("activity"));
  EXPECT_EQ(engine.state(), before);
  EXPECT_EQ(read(engine.analyse(-5, true)).find("activity")->items.size(), 0u)
      << "pdm has no kinds of trials";
}

TEST(EngineTest, EveryPresetOpens) {
  const JsonValue presets = read(Engine::presets());
  ASSERT_GE(presets.items.size(), 2u);
  for (const JsonValue& preset : presets.items) {
    Engine engine;
    EXPECT_TRUE(is_ok(engine.open("preset:" + preset.find("key")->text)));
  }
}

TEST(EngineTest, ShowsMomentsOfTheFilmWhileTheRunStays) {
  Engine engine;
  engine.open(std::string(kSmall) + "&training.validation_interval=10");
  EXPECT_EQ(engine.film(), "[0]");
  engine.step(25);
  EXPECT_EQ(engine.film(), "[0,10,20]");
  const std::string before = engine.state();
  const auto shown = from_bytes(engine.show_moment(12));
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->iteration, 10);
  EXPECT_EQ(engine.state(), before);
  Engine other;
  other.open(std::string(kSmall) + "&training.validation_interval=10");
  other.step(10);
  const auto then = from_bytes(other.snapshot(10));
  EXPECT_EQ(shown->fingerprint, then->fingerprint);
  EXPECT_EQ(shown->accuracy, then->accuracy);
  EXPECT_EQ(shown->trial, then->trial);
  engine.select_trial(5);
  EXPECT_EQ(from_bytes(engine.show_moment(10))->trial.index, 5);
  EXPECT_TRUE(engine.show_moment(-1).empty());
  EXPECT_FALSE(is_ok(engine.continue_from_moment()));
  engine.show_moment(10);
  EXPECT_TRUE(is_ok(engine.continue_from_moment()));
  EXPECT_EQ(engine.film(), "[0,10]");
  EXPECT_EQ(read(engine.state()).find("iteration")->number, 10);
  EXPECT_FALSE(is_ok(engine.continue_from_moment())) << "the branch shows its end";
}

TEST(EngineTest, TakesAFilmThatWasKeptElsewhere) {
  const std::string link = std::string(kSmall) + "&training.validation_interval=10";
  Engine engine, again;
  engine.open(link);
  engine.step(25);
  again.restore(engine.checkpoint());
  EXPECT_EQ(again.film(), "[20]");
  EXPECT_EQ(again.add_moment(engine.moment(0)), "");
  EXPECT_EQ(again.add_moment(engine.moment(10)), "");
  EXPECT_EQ(again.film(), "[0,10,20]");
  EXPECT_TRUE(engine.moment(11).empty());
  EXPECT_NE(again.add_moment({1, 2, 3}), "");
  EXPECT_EQ(again.film(), "[0,10,20]");
  EXPECT_EQ(again.show_moment(10), engine.show_moment(10));
}

TEST(EngineTest, ChecksALesson) {
  Engine engine;
  engine.open(kSmall);
  const JsonValue answers =
      read(engine.check(R"(["seed == 1", "iteration > 2", "spectral_radius > 0", 7])", false));
  ASSERT_EQ(answers.items.size(), 4u);
  EXPECT_TRUE(answers.items[0].find("passed")->boolean);
  EXPECT_FALSE(answers.items[1].find("passed")->boolean);
  EXPECT_EQ(answers.items[1].find("comparison")->find("relation")->text, ">");
  EXPECT_TRUE(answers.items[2].find("pending")->boolean);
  EXPECT_NE(answers.items[3].find("missing")->text, "") << "a number is no check";
  EXPECT_TRUE(read(engine.check("[", true)).items.empty());
  EXPECT_TRUE(read(engine.check("{}", true)).items.empty());
}

}  // namespace
}  // namespace nn4n::engine_test
