// Undo and redo: as pure functions, and what they do to a run.
#include "editing/history.h"

#include <gtest/gtest.h>

#include "editing/app.h"
#include "experiment/validate.h"
#include "playground/headless.h"
#include "playground/worker_messages.h"

namespace nn4n::playground::history_test {
namespace {

using What = Message::What;

Version with_seed(std::uint32_t seed) {
  Version version;
  version.document.seed = seed;
  return version;
}

/// A page's application after its link was opened, and a run of so many iterations.
App opened_app(int iteration = 0) {
  App app;
  apply(app, Replace{Experiment{}, {}});
  app.outbox.clear();
  if (iteration > 0) {
    take(app.run, made_up_snapshot(iteration));
    app.run.status = Status::paused;
  }
  return app;
}

std::vector<What> heard(App& app) {
  std::vector<What> kinds;
  for (const Message& message : app.outbox) kinds.push_back(message.what);
  app.outbox.clear();
  return kinds;
}

TEST(EditHistory, GoesBackAndForthThroughAllVersions) {
  EditHistory history;
  for (std::uint32_t seed = 1; seed <= 3; ++seed) remember(history, with_seed(seed));
  Version now = with_seed(4);
  for (const std::uint32_t seed : {3u, 2u, 1u}) {
    now = *step_back(history, now);
    EXPECT_EQ(now.document.seed, seed);
  }
  EXPECT_EQ(step_back(history, now), std::nullopt);
  for (const std::uint32_t seed : {2u, 3u, 4u}) {
    now = *step_forward(history, now);
    EXPECT_EQ(now.document.seed, seed);
  }
  EXPECT_EQ(step_forward(history, now), std::nullopt);
}

TEST(EditHistory, AnEditAfterAnUndoForgetsWhatWasUndone) {
  EditHistory history;
  remember(history, with_seed(1));
  step_back(history, with_seed(2));
  ASSERT_EQ(history.future.size(), 1u);
  remember(history, with_seed(1));
  EXPECT_TRUE(history.future.empty());
  EXPECT_EQ(history.past.size(), 1u);
}

TEST(EditHistory, EditsOfOneGestureAreOneStep) {
  EditHistory history;
  remember(history, with_seed(1), "batch");
  remember(history, with_seed(2), "batch");
  EXPECT_EQ(history.past.size(), 1u);
  remember(history, with_seed(3), "units");
  remember(history, with_seed(4), "batch");
  EXPECT_EQ(history.past.size(), 3u);
  remember(history, with_seed(5));
  remember(history, with_seed(6));
  EXPECT_EQ(history.past.size(), 5u) << "no gesture at all never goes on";
  step_back(history, with_seed(7));
  remember(history, with_seed(8), "batch");
  EXPECT_EQ(history.past.size(), 5u);
}

TEST(EditHistory, ForgetsTheOldest) {
  EditHistory history;
  for (std::uint32_t seed = 0; seed < kMostVersions + 7; ++seed) remember(history, with_seed(seed));
  EXPECT_EQ(history.past.size(), kMostVersions);
  EXPECT_EQ(history.past.front().document.seed, 7u);
}

TEST(Undo, BringsBackEveryKindOfEdit) {
  const Edit edits[] = {SetValue{"network.areas[0].units", 40},
                        SetValue{"training.learning_rate", 0.01},
                        SetText{"task", "gonogo"},
                        SetText{"network.areas[0].name", "Retina"},
                        SetText{"task.coherences", "1, 2, 3"},
                        AddArea{},
                        RemoveArea{0},
                        AddTerm{"rate_cv", 0.1},
                        RemoveTerm{1},
                        AddElement{"network.connectivity.blocks"},
                        NewSeed{},
                        SetPaths{R"({"training.batch": 8, "seed": 5})"},
                        Replace{*preset("dms"), {}}};
  for (const Edit& edit : edits) {
    const std::size_t which = std::get<DocumentEdit>(edit).index();
    App app = opened_app();
    const Experiment before = app.experiment;
    EXPECT_TRUE(apply(app, edit).empty()) << which;
    const Experiment after = app.experiment;
    ASSERT_FALSE(after == before) << which;
    apply(app, Undo{});
    EXPECT_TRUE(app.experiment == before) << which;
    apply(app, Redo{});
    EXPECT_TRUE(app.experiment == after) << which;
    EXPECT_EQ(app.history.past.size(), 1u);
  }
}

TEST(Undo, EditsOfTheRunAndOfTheViewAddNothingToUndo) {
  const Edit edits[] = {RunFor{10},
                        Pause{},
                        SetSpeed{5},
                        ShowTrial{1},
                        ShowPlot{"chronometric"},
                        SelectTab{"table"},
                        ToggleSection{"loss"},
                        Preview{"seed", 3},
                        SelectInTable{"task.epochs[0]"}};
  App app = opened_app(100);
  for (const Edit& edit : edits) apply(app, edit);
  apply_all(app, {edits, edits + std::size(edits)});
  EXPECT_EQ(app.view.behaviour_plot, "chronometric");
  EXPECT_TRUE(app.history.past.empty());
}

TEST(Undo, AnotherBehaviourPlotIsNoPartOfTheGestureItFallsInto) {
  App app = opened_app();
  const SetValue first{"training.batch", 8, true};
  const SetValue second{"training.batch", 12, true};
  apply(app, first);
  apply_all(app, {ShowPlot{"chronometric"}, second});
  EXPECT_EQ(app.experiment.training.batch, 12);
  EXPECT_EQ(app.history.past.size(), 1u) << "a drag is one step, whatever else happens meanwhile";
}

TEST(Undo, HasNothingToDoAfterOpening) {
  App app = opened_app();
  EXPECT_TRUE(app.history.past.empty());
  EXPECT_TRUE(apply(app, Undo{}).empty());
  EXPECT_TRUE(heard(app).empty());
}

TEST(Undo, OfTheStructureBringsALongRunBack) {
  App app = opened_app(100);
  apply(app, SetValue{"network.areas[0].units", 40});
  heard(app);
  apply(app, Undo{});
  EXPECT_EQ(app.experiment.network.areas[0].units, 32);
  EXPECT_EQ(heard(app), std::vector{What::restore});
}

TEST(Undo, OfALiveValueIsAChangeOfTheRun) {
  App app = opened_app(100);
  apply(app, SetValue{"training.learning_rate", 0.01});
  Experiment record = app.experiment;
  record.changes = {{103, "training.learning_rate", 0.01}};
  adopt_changes(app, record);
  take(app.run, made_up_snapshot(120));
  ASSERT_EQ(shown(app).training.learning_rate, 0.01);
  heard(app);
  apply(app, Undo{});
  EXPECT_EQ(shown(app).training.learning_rate, Training{}.learning_rate);
  EXPECT_EQ(app.run.snapshot.iteration, 120) << "the run goes on";
  EXPECT_EQ(app.experiment.changes, record.changes) << "what was trained stays recorded";
  EXPECT_EQ(heard(app), std::vector{What::change});
  apply(app, Redo{});
  EXPECT_EQ(shown(app).training.learning_rate, 0.01);
  EXPECT_EQ(heard(app), std::vector{What::change});
}

TEST(Undo, SurvivesARestart) {
  App app = opened_app(100);
  apply(app, SetValue{"training.batch", 16});
  apply(app, Reset{});
  apply(app, RunFor{});
  take(app.run, made_up_snapshot(50));
  apply(app, SetValue{"network.areas[0].units", 40});
  apply(app, Undo{});
  apply(app, Undo{});
  EXPECT_EQ(app.experiment, Experiment{});
}

TEST(Undo, OfForgottenChangesBringsTheTapeBack) {
  App app = opened_app(100);
  app.experiment.changes = {{50, "training.learning_rate", 0.01}};
  const Experiment before = app.experiment;
  apply(app, ForgetChanges{});
  ASSERT_TRUE(app.experiment.changes.empty());
  apply(app, Undo{});
  EXPECT_EQ(app.experiment, before);
}

TEST(Undo, TakesTheEditsOfOneFrameTogether) {
  App app = opened_app();
  apply_all(app, {SetValue{"network.connectivity.density[0][0]", 0.5},
                  SetValue{"network.connectivity.density[1][1]", 0.5}, SelectTab{"build"}});
  EXPECT_EQ(app.history.past.size(), 1u);
  apply(app, Undo{});
  EXPECT_EQ(app.experiment, Experiment{});
}

TEST(Undo, TakesTheTurnsOfAWheelTogether) {
  App app = opened_app();
  for (const double batch : {33.0, 34.0, 35.0}) apply(app, SetValue{"training.batch", batch, true});
  EXPECT_EQ(app.history.past.size(), 1u);
  apply(app, SetValue{"training.batch", 50});
  EXPECT_EQ(app.history.past.size(), 2u);
}

TEST(Undo, KeepsNoStepForWhatChangesNothing) {
  App app = opened_app();
  apply(app, SetValue{"training.batch", app.experiment.training.batch * 1.0});
  apply(app, SetText{"training.batch", "many"});
  apply(app, RemoveTerm{99});
  EXPECT_TRUE(app.history.past.empty());
}

/// What the worker hears in its next message.
Message next_message(App& app) {
  EXPECT_FALSE(app.outbox.empty());
  Message message = app.outbox.empty() ? Message{What::pause} : app.outbox.front();
  app.outbox.clear();
  return message;
}

TEST(UndoOfARun, ARestartOfALongRunHasItKeptAndOffersItBack) {
  App app = opened_app(100);
  const int serial = app.run.serial;
  apply(app, SetValue{"network.areas[0].units", 40});
  const Message open = next_message(app);
  EXPECT_EQ(open.what, What::open);
  EXPECT_EQ(open.keep, serial);
  EXPECT_NE(app.run.serial, serial);
  EXPECT_EQ(
      app.view.offer.text,
      "Changing units restarted training from iteration 0. The run of 100 iterations is kept.");
  EXPECT_EQ(app.view.offer.command, "undo");
  EXPECT_TRUE(app.view.notice.text.empty()) << "it is said once";
}

TEST(UndoOfARun, BringsItBackPausedAndRedoTheNewerOne) {
  App app = opened_app(100);
  const int first = app.run.serial;
  apply(app, SetValue{"network.areas[0].units", 40});
  const int second = app.run.serial;
  apply(app, RunFor{});
  take(app.run, made_up_snapshot(70));
  app.outbox.clear();
  apply(app, Undo{});
  Message restore = next_message(app);
  EXPECT_EQ(restore.what, What::restore);
  EXPECT_EQ(restore.run, first);
  EXPECT_EQ(restore.keep, second);
  EXPECT_EQ(app.run.serial, first);
  EXPECT_EQ(app.run.status, Status::paused);
  EXPECT_EQ(app.experiment.network.areas[0].units, 32);
  EXPECT_EQ(app.view.offer.command, "redo");
  take(app.run, made_up_snapshot(100));
  apply(app, Redo{});
  restore = next_message(app);
  EXPECT_EQ(restore.what, What::restore);
  EXPECT_EQ(restore.run, second);
  EXPECT_EQ(restore.keep, first);
  EXPECT_EQ(app.experiment.network.areas[0].units, 40);
}

TEST(UndoOfARun, AShortRunIsNotKept) {
  App app = opened_app(kShortRun);
  apply(app, SetValue{"network.areas[0].units", 40});
  EXPECT_EQ(next_message(app).keep, std::nullopt);
  EXPECT_TRUE(app.view.offer.text.empty());
  EXPECT_FALSE(app.view.notice.text.empty());
  take(app.run, made_up_snapshot(70));
  apply(app, Undo{});
  EXPECT_EQ(next_message(app).what, What::open) << "settings only";
}

TEST(UndoOfARun, WeightsThatWereGivenAreKeptBeforeTheFirstIteration) {
  App app = opened_app();
  Snapshot given = made_up_snapshot(0);
  given.progress.draw = 0;
  take(app.run, given);
  const int first = app.run.serial;
  apply(app, SetPaths{R"({"training": {"learning_rate": 0.004}})"});
  EXPECT_EQ(heard(app), std::vector{What::change}) << "a live value keeps the network";
  EXPECT_EQ(app.run.serial, first);
  apply(app, SetValue{"network.areas[0].units", 40});
  const Message open = next_message(app);
  EXPECT_EQ(open.what, What::open);
  EXPECT_EQ(open.keep, first);
  EXPECT_EQ(
      app.view.offer.text,
      "Changing units drew new weights. The network with the weights that were given is kept.");
  app.outbox.clear();
  take(app.run, made_up_snapshot(0));
  apply(app, Undo{});
  const Message restore = next_message(app);
  EXPECT_EQ(restore.what, What::restore);
  EXPECT_EQ(restore.run, first);
  EXPECT_EQ(restore.keep, std::nullopt) << "what was drawn can be drawn again";
  EXPECT_EQ(app.run.status, Status::idle);
  EXPECT_EQ(app.experiment.network.areas[0].units, 32);
}

TEST(UndoOfARun, AResetIsAStepWhenItEndsALongRun) {
  App app = opened_app(kShortRun);
  const int serial = app.run.serial;
  apply(app, Reset{});
  EXPECT_TRUE(app.history.past.empty());
  EXPECT_EQ(next_message(app).keep, std::nullopt);
  EXPECT_EQ(app.run.serial, serial);
  take(app.run, made_up_snapshot(80));
  apply(app, Reset{});
  EXPECT_EQ(next_message(app).keep, serial);
  ASSERT_EQ(app.history.past.size(), 1u);
  apply(app, Undo{});
  EXPECT_EQ(next_message(app).run, serial);
  apply(app, Redo{});
  EXPECT_EQ(next_message(app).what, What::open) << "the beginning needs no weights";
}

TEST(UndoOfARun, AnotherDocumentIsAStepEvenWhenItIsTheSame) {
  App app = opened_app(100);
  const int serial = app.run.serial;
  apply(app, Replace{app.experiment, {}});
  EXPECT_EQ(next_message(app).keep, serial);
  EXPECT_EQ(app.view.offer.text, "Another experiment is open. The run of 100 iterations is kept.");
  apply(app, Undo{});
  EXPECT_EQ(next_message(app).run, serial);
}

TEST(UndoOfARun, ALiveChangeBeforeTheRestartIsUndoneInTheRunThatCameBack) {
  App app = opened_app(60);
  apply(app, SetValue{"training.learning_rate", 0.01});
  Experiment record = app.experiment;
  record.changes = {{60, "training.learning_rate", 0.01}};
  adopt_changes(app, record);
  take(app.run, made_up_snapshot(90));
  apply(app, SetValue{"network.areas[0].units", 40});
  apply(app, Undo{});
  app.outbox.clear();
  take(app.run, made_up_snapshot(90));
  EXPECT_EQ(shown(app).training.learning_rate, 0.01);
  apply(app, Undo{});
  EXPECT_EQ(next_message(app).what, What::change) << "the run goes on";
  EXPECT_EQ(app.run.snapshot.iteration, 90);
}

TEST(UndoOfARun, OneGestureKeepsTheRunThatItBeganWith) {
  App app = opened_app(100);
  const int serial = app.run.serial;
  apply(app, SetValue{"training.batch", 33, true});
  EXPECT_EQ(next_message(app).keep, serial);
  take(app.run, made_up_snapshot(60));
  apply(app, SetValue{"training.batch", 34, true});
  EXPECT_EQ(next_message(app).keep, std::nullopt);
  EXPECT_NE(app.view.offer.text.find("100 iterations"), std::string::npos);
  apply(app, Undo{});
  EXPECT_EQ(next_message(app).run, serial);
}

TEST(UndoOfARun, EditsBeforeTheWorkerHearsKeepTheRunThatItHas) {
  App app = opened_app(100);
  const int serial = app.run.serial;
  apply(app, SetValue{"network.areas[0].units", 40});
  apply(app, SetValue{"network.areas[0].units", 41});
  ASSERT_EQ(app.outbox.size(), 1u);
  EXPECT_EQ(next_message(app).keep, serial);
}

TEST(UndoOfARun, AVersionThatCannotRunIsPassedOnTheWayBack) {
  App app = opened_app(100);
  const int serial = app.run.serial;
  apply(app, SetValue{"network.areas[0].tau_ms", 5});  // below dt
  ASSERT_FALSE(app.problems.empty());
  apply(app, SetValue{"network.dt_ms", 5});
  ASSERT_TRUE(app.problems.empty());
  EXPECT_EQ(app.outbox.back().keep, serial);
  apply(app, Undo{});
  EXPECT_FALSE(app.problems.empty());
  app.outbox.clear();
  apply(app, Undo{});
  EXPECT_TRUE(app.problems.empty());
  EXPECT_EQ(next_message(app).run, serial);
}

TEST(UndoOfARun, ALostWorkerHasNoRuns) {
  App app = opened_app(100);
  apply(app, SetValue{"network.areas[0].units", 40});
  app.outbox.clear();
  take_message(app, R"({"type": "failed", "message": "out of memory"})", {});
  EXPECT_TRUE(app.view.offer.text.empty());
  apply(app, Reset{});
  EXPECT_EQ(app.history.past.size(), 1u) << "nothing is left that could come back";
  app.outbox.clear();
  apply(app, Undo{});
  EXPECT_EQ(next_message(app).what, What::open);
}

TEST(UndoOfARun, ARunThatIsGoneIsExplained) {
  App app = opened_app(100);
  apply(app, SetValue{"network.areas[0].units", 40});
  apply(app, Undo{});
  take_message(app, R"({"type": "gone"})", {});
  EXPECT_EQ(app.run.snapshot.iteration, 0);
  EXPECT_NE(app.view.notice.text.find("no longer kept"), std::string::npos);
}

TEST(UndoOfARun, RemovingAnAreaIsOfferedBackHoweverShortTheRunWas) {
  App app = opened_app();
  apply(app, RemoveArea{0});
  EXPECT_EQ(app.view.offer.text, "Sensory was removed.");
  apply(app, RemoveArea{0});
  EXPECT_EQ(app.view.offer.text, "Sensory was removed.") << "the last one stays";
}

TEST(Undo, IsKeptOverAReloadOfTheSameDocument) {
  std::string kept;
  std::string link;
  {
    Headless first;
    first.page.command("set", R"({"seed": 5})");
    first.page.command("set", R"({"training.batch": 8})");
    first.page.command("undo", "null");
    kept = first.page.history();
    link = first.page.link();
  }
  Headless second;
  second.page.take_history(kept);
  EXPECT_TRUE(second.page.app().history.past.empty()) << "another document";
  second.page.open(link);
  second.page.take_history(kept);
  second.page.command("redo", "null");
  EXPECT_EQ(second.experiment().training.batch, 8);
  second.page.command("undo", "null");
  second.page.command("undo", "null");
  EXPECT_EQ(second.experiment().seed, Experiment{}.seed);
  for (const char* junk : {"", "{}", "[]", R"({"link":7,"past":[1]})"})
    second.page.take_history(junk);
}

}  // namespace
}  // namespace nn4n::playground::history_test
