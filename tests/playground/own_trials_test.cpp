// Trials out of a file, and the field that chooses the task.
#include <gtest/gtest.h>

#include "codec/own_data.h"
#include "codec/share_link.h"
#include "playground/headless.h"

namespace nn4n::playground::own_trials_test {
namespace {

constexpr std::string_view kTrials =
    R"(trial,in_cue,target_go,target_stop,mask\n1,1,0,0,0\n1,0,1,0,1\n2,0,0,0,0\n2,0,0,1,1\n)";

std::string as_argument(std::string_view text) {
  return "{\"text\": \"" + std::string(text) + "\"}";
}

/// What the page says to a command with this file; empty when it was read.
std::string said(Headless& screen, std::string_view command, std::string_view text) {
  const JsonValue answer = parse_json(screen.page.command(command, as_argument(text))).value;
  screen.frames(2);
  const JsonValue* issues = answer.find("issues");
  return issues->items.empty() ? "" : issues->items[0].find("message")->text;
}

TEST(OwnTrials, BecomeTheTaskAndNothingElseChanges) {
  Headless screen;
  screen.page.command("set", R"({"network.areas[0].units": 20, "training.batch": 8})");
  Experiment expected = screen.experiment();
  EXPECT_EQ(said(screen, "trials", kTrials), "");
  EXPECT_EQ(screen.experiment().task.name(), "data");
  EXPECT_EQ(screen.page.app().view.notice.text,
            "Read 2 trials of 2 steps, with 1 input and 2 outputs.");
  expected.task = screen.experiment().task;
  EXPECT_EQ(screen.experiment(), expected);
  EXPECT_TRUE(screen.box("task.inputs[0]").drawn);
  EXPECT_TRUE(screen.box("task.example").drawn);
  screen.page.command("undo", "null");
  EXPECT_EQ(screen.experiment().task.name(), Experiment{}.task.name());
}

TEST(OwnTrials, AreAskedForByAButton) {
  Headless screen;
  screen.page.open("preset:data");
  screen.frames(2);
  screen.messages();
  screen.click(screen.box("trials.file").at(0.5f));
  EXPECT_EQ(screen.messages(), "choose_trials");
  EXPECT_EQ(said(screen, "trials", "data:text/csv;base64,aW5fYSx0YXJnZXRfYgoxLDIKMyw0Cg=="), "");
  EXPECT_EQ(screen.box("task.inputs[0]").drawn, true);
  EXPECT_FALSE(screen.box("task.inputs[1]").drawn);
}

TEST(OwnTrials, AreToldFromMasksWhenTheyAreDropped) {
  Headless screen;
  EXPECT_EQ(said(screen, "file", kTrials), "");
  EXPECT_EQ(screen.experiment().task.name(), "data");
  std::string mask;
  for (int row = 0; row < 64; ++row) mask += R"(1\n)";
  EXPECT_EQ(said(screen, "file", mask), "");
  EXPECT_EQ(screen.experiment().network.input_weights.mask.size(), 64u);
  EXPECT_EQ(said(screen, "file", R"({\"seed\": 5})"), "");
  EXPECT_EQ(screen.experiment().seed, 5u);
  EXPECT_EQ(said(screen, "file", "v=0&seed=6"), "");
  EXPECT_EQ(screen.experiment().seed, 6u);
}

TEST(OwnTrials, ThatCannotBeReadAreRefusedInASentenceAndNothingIsLost) {
  Headless screen;
  screen.page.command("set", R"({"seed": 9})");
  const Experiment before = screen.experiment();
  for (
      const auto& [command, text, sentence] :
      {std::tuple{"trials", R"(trial,in_cue\n1,2\n)",
                  "The file of trials has no column target_…; needed is at least one."},
       std::tuple{"trials", R"(in_a,target_b\n1,two\n)",
                  R"(The file of trials has "two" in line 2; allowed a number.)"},
       std::tuple{
           "trials", R"(1,0\n0,1\n)",
           R"(The file of trials has a column "1"; allowed trial, step, time, in_…, target_…, mask, mask_….)"},
       std::tuple{"file", "data:application/zip;base64,UEsDBA==",
                  "The file of trials is not a zip archive, cut off, or has too many entries."},
       std::tuple{"file", R"(name,colour\nbird,blue\n)",
                  "The file holds neither an experiment nor a run, weights, trials or a mask; "
                  "allowed are JSON or a link, safetensors, an npz with inputs and targets, a CSV "
                  "whose first column is trial, step, time, in_… or target_…, and rows of 0, 1 "
                  "and −1."},
       std::tuple{"file", R"( \n)", "The file is empty."}}) {
    EXPECT_EQ(said(screen, command, text), sentence);
    EXPECT_EQ(screen.page.app().view.notice.text, sentence);
    EXPECT_EQ(screen.experiment(), before);
  }
  EXPECT_NE(said(screen, "file", "{"), "");
  EXPECT_EQ(screen.experiment(), before);
  EXPECT_NE(said(screen, "trials", ""), "");
  for (const char* wrong : {"3", "{}"}) {
    for (const char* command : {"trials", "file"})
      EXPECT_NE(screen.page.command(command, wrong).find("\"ok\":false"), std::string::npos);
  }
}

TEST(OwnTrials, ALinkSaysThatItLeavesThemOut) {
  Headless screen;
  EXPECT_EQ(screen.page.left_out(), "");
  EXPECT_EQ(said(screen, "trials", kTrials), "");
  EXPECT_EQ(screen.page.left_out(),
            "Data is too long for a link, which leaves it out; hand the file on as well.");
  screen.page.open(screen.page.link());
  screen.frames(2);
  ASSERT_FALSE(screen.page.app().issues.empty());
  EXPECT_EQ(screen.page.app().issues[0].path, "task.content");
  EXPECT_TRUE(screen.box("message.issues").drawn);
}

TEST(OwnTrials, ReadWhereALinkLeftThemOutGiveTheExperimentBack) {
  Headless screen;
  EXPECT_EQ(said(screen, "trials", kTrials), "");
  screen.page.command("set", R"({"task.judge.rule": "threshold", "task.judge.threshold": 0.3})");
  const Experiment shared = screen.experiment();
  screen.page.open(screen.page.link());
  EXPECT_FALSE(screen.experiment() == shared);
  EXPECT_EQ(said(screen, "trials", kTrials), "");
  EXPECT_EQ(screen.experiment(), shared);
  EXPECT_TRUE(screen.page.app().issues.empty()) << "what was left out is there now";
}

TEST(TaskChooser, IsAFieldLikeAnyOther) {
  Headless screen(1366, 768);
  EXPECT_FALSE(screen.box("task#changed").drawn);
  screen.page.command("set", R"({"task": "gonogo"})");
  screen.frames(2);
  EXPECT_TRUE(screen.box("task#changed").drawn);
  screen.page.command("go", "\"task\"");
  screen.frames(4);
  EXPECT_EQ(screen.page.app().view.found, "task");
  EXPECT_TRUE(screen.box("found").drawn);
  screen.page.command("restore", "\"task\"");
  EXPECT_EQ(screen.experiment(), Experiment{});
}

TEST(TaskChooser, GoesBackByADoubleClickOnItsLabel) {
  Headless screen;
  screen.click(screen.box("task").at(0.5f));
  screen.click(screen.box("choice.gonogo").at(0.5f));
  ASSERT_EQ(screen.experiment().task.name(), "gonogo");
  screen.frames(2);
  const auto control = screen.box("task");
  screen.double_click({control.x - 25, control.at(0, 0.5f).y});
  EXPECT_EQ(screen.experiment().task.name(), Experiment{}.task.name());
}

}  // namespace
}  // namespace nn4n::playground::own_trials_test
