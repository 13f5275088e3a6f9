// What JavaScript calls: commands, messages, state, frames on demand.
#include "playground/page.h"

#include <gtest/gtest.h>

#include "codec/json.h"
#include "playground/headless.h"

namespace nn4n::playground::page_test {
namespace {

JsonValue state_of(const Page& page) { return parse_json(page.state()).value; }

TEST(Page, OpensALinkAndTellsTheWorker) {
  Headless screen;
  screen.page.open("v=0&seed=7");
  const JsonValue messages = screen.page.take_messages();
  ASSERT_EQ(messages.items.size(), 1u);
  EXPECT_EQ(messages.items[0].find("type")->text, "open");
  EXPECT_EQ(read_json(messages.items[0].find("experiment")->text).experiment.seed, 7u);
  EXPECT_EQ(messages.items[0].find("experiment")->text, screen.page.experiment());
  EXPECT_TRUE(screen.page.take_messages().items.empty());
}

TEST(Page, StateIsPlainData) {
  Headless screen;
  const JsonValue idle = state_of(screen.page);
  EXPECT_EQ(idle.find("status")->text, "idle");
  EXPECT_TRUE(idle.find("loss")->is(JsonKind::null));
  EXPECT_TRUE(idle.find("fingerprint")->is(JsonKind::null));
  screen.trained(100, "training");
  const JsonValue later = state_of(screen.page);
  EXPECT_EQ(later.find("status")->text, "training");
  EXPECT_EQ(later.find("iteration")->number, 100);
  EXPECT_EQ(later.find("fingerprint")->text, "abc00064");
  EXPECT_NEAR(later.find("accuracy")->number, 0.9, 1e-6);
}

TEST(Page, CommandsAnswerAndReachTheWorker) {
  Headless screen;
  EXPECT_EQ(screen.page.command("run", "100"), R"({"ok":true,"issues":[]})");
  screen.page.command("pause", "null");
  screen.page.command("step", "");
  screen.page.command("speed", "10");
  screen.page.command("trial", "3");
  screen.page.command("reset", "");
  EXPECT_EQ(screen.messages(), "run pause run speed trial reset");
}

TEST(Page, RunStopsExactlyThere) {
  Headless screen;
  screen.trained(20);
  screen.page.command("run", "30");
  const JsonValue messages = screen.page.take_messages();
  EXPECT_EQ(messages.items.at(0).find("until")->number, 50);
  screen.page.command("run", "null");
  EXPECT_TRUE(screen.page.take_messages().items.at(0).find("until")->is(JsonKind::null));
}

TEST(Page, WrongCommandsAreExplained) {
  Headless screen;
  for (const auto& [name, argument] : {std::pair{"fly", "null"},
                                       {"run", "\"far\""},
                                       {"run", "{"},
                                       {"set", "3"},
                                       {"speed", "-1"},
                                       {"trial", "null"},
                                       {"open", "1"}}) {
    const JsonValue answer = parse_json(screen.page.command(name, argument)).value;
    EXPECT_FALSE(answer.find("ok")->boolean) << name;
    EXPECT_FALSE(answer.find("issues")->items.at(0).find("message")->text.empty()) << name;
  }
  EXPECT_EQ(screen.messages(), "");
}

TEST(Page, TakesUpWhatTheWorkerRecordedInTheExperiment) {
  Headless screen;
  Experiment recorded = screen.experiment();
  recorded.changes.push_back({3, "training.learning_rate", 0.01});
  JsonValue message = JsonValue::object();
  message.add("type", "experiment");
  message.add("experiment", to_json(recorded));
  screen.page.receive(print_json(message, Layout::compact), {});
  EXPECT_EQ(screen.experiment(), recorded);
}

TEST(Page, BadMessagesOfTheWorkerDoNoHarm) {
  Headless screen;
  const std::uint8_t junk[] = {1, 2, 3};
  screen.page.receive("", junk);
  screen.page.receive("[]", {});
  screen.page.receive(R"({"type":"snapshot","status":"flying"})", junk);
  screen.page.receive(R"({"type":"experiment","experiment":7})", {});
  screen.page.receive(R"({"type":"experiment","experiment":"{"})", {});
  screen.frames(2);
  EXPECT_EQ(state_of(screen.page).find("status")->text, "idle");
}

TEST(Page, AFailureIsShown) {
  Headless screen;
  screen.page.receive(R"({"type":"failed","message":"out of memory"})", {});
  screen.frames(1);
  EXPECT_TRUE(screen.box("message.notice").drawn);
}

TEST(Page, SleepsAfterThreeFrames) {
  Headless screen;
  screen.frames(3);
  double now = 1e6;
  int drawn = 0;
  const int before = screen.page.frames();
  for (int i = 0; i < 20; ++i) drawn += screen.page.frame(now += 16, 1366, 2400, 1) ? 1 : 0;
  EXPECT_LE(screen.page.frames() - before, 3);
  EXPECT_LE(drawn, 3);
  screen.page.frame(now += 16, 1400, 2400, 1);  // a new size wakes it
  EXPECT_GT(screen.page.frames() - before, 2);
}

TEST(Page, ASnapshotWakesIt) {
  Headless screen;
  double now = 1e6;
  while (screen.page.frame(now += 16, 1366, 2400, 1)) {
  }
  const int before = screen.page.frames();
  screen.page.receive(R"({"type":"snapshot","status":"training","speed":1})",
                      to_bytes(made_up_snapshot(5)));
  while (screen.page.frame(now += 16, 1366, 2400, 1)) {
  }
  EXPECT_EQ(screen.page.frames() - before, 3);
}

TEST(Page, ThemesChangeTheColoursOnly) {
  Headless screen;
  const std::string link = screen.page.link();
  for (const char* name : {"light", "projector", "dark", "pink"}) {
    screen.page.set_theme(name);
    screen.frames(2);
  }
  EXPECT_EQ(state_of(screen.page).find("view")->find("theme")->text, "dark");
  EXPECT_EQ(screen.page.link(), link);
}

TEST(Page, LastOrBestIsChosenBesideTheAccuracy) {
  Headless screen;
  screen.trained(300);
  const auto best_part = screen.box("accuracy.weights#best");
  ASSERT_TRUE(best_part.drawn);
  EXPECT_TRUE(screen.page.app().outbox.empty());
  screen.click_on("accuracy.weights#best");
  EXPECT_EQ(screen.messages(), "") << "there are no best weights yet, and a notice says so";
  EXPECT_NE(screen.page.app().view.notice.text.find("no best weights"), std::string::npos);
  const auto send = [&](int shown) {
    Snapshot snapshot = made_up_snapshot(300);
    snapshot.progress.best_iteration = 250;
    snapshot.progress.best_accuracy = 0.9f;
    snapshot.best_shown = {shown, 0xdeadbeefu};
    screen.page.receive("{\"type\":\"snapshot\",\"status\":\"paused\",\"speed\":0}",
                        to_bytes(snapshot));
    screen.frames(2);
  };
  send(0);
  const JsonValue places_before = parse_json(screen.page.places()).value;
  screen.click_on("accuracy.weights#best");
  EXPECT_EQ(screen.messages(), "show_best");
  send(250);
  const JsonValue summary = parse_json(screen.page.summary()).value;
  EXPECT_TRUE(summary.find("best")->find("shown")->boolean);
  EXPECT_EQ(summary.find("best")->find("iteration")->number, 250);
  EXPECT_EQ(summary.find("iteration")->number, 300);
  for (const char* place : {"accuracy.weights#best", "accuracy.weights#last", "plot.accuracy",
                            "plot.behaviour", "plot.loss", "behaviour.trials"}) {
    EXPECT_EQ(print_json(*parse_json(screen.page.places()).value.find(place), Layout::compact),
              print_json(*places_before.find(place), Layout::compact))
        << place << " has moved";
  }
  screen.click_on("accuracy.weights#best");
  EXPECT_EQ(screen.messages(), "") << "it is shown already";
  screen.click_on("accuracy.weights#last");
  EXPECT_EQ(screen.messages(), "show_best");
}

TEST(Page, LastOrBestFitsOnAPhone) {
  Headless screen(390, 844);
  screen.trained(300);
  const auto choice = screen.box("accuracy.weights");
  const auto words = screen.box("accuracy.words");
  ASSERT_TRUE(choice.drawn);
  EXPECT_LE(choice.x + choice.width, 390);
  EXPECT_LE(words.x + words.width, choice.x) << "the words end before the choice";
}

TEST(Page, NothingIsWhereNothingWasDrawn) {
  Headless screen;
  EXPECT_EQ(screen.page.locate("network.moon"), "null");
  EXPECT_TRUE(screen.box("training.learning_rate").drawn);
}

}  // namespace
}  // namespace nn4n::playground::page_test
