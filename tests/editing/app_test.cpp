// apply(): every kind of edit, what it changes and what the worker hears.
#include "editing/app.h"

#include <gtest/gtest.h>

#include <set>

#include "playground/headless.h"

namespace nn4n::playground::app_test {
namespace {

using What = Message::What;

App trained_app(int iteration) {
  App app;
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

TEST(Apply, AStructuralValueRestartsAndSaysSo) {
  App app = trained_app(50);
  EXPECT_TRUE(apply(app, SetValue{"network.areas[0].units", 40}).empty());
  EXPECT_EQ(app.experiment.network.areas[0].units, 40);
  EXPECT_EQ(heard(app), std::vector{What::open});
  EXPECT_EQ(app.run.snapshot.iteration, 0);
  EXPECT_EQ(app.view.notice.text, "Changing units restarted training from iteration 0.");
}

TEST(Apply, ARestartBeforeTheFirstIterationIsSilent) {
  App app = trained_app(0);
  apply(app, SetValue{"network.areas[0].units", 40});
  EXPECT_TRUE(app.view.notice.text.empty());
}

TEST(Apply, ARestartWhileTrainingGoesOnTraining) {
  App app = trained_app(100);
  apply(app, RunFor{500});
  heard(app);
  apply(app, SetValue{"training.batch", 16});
  ASSERT_EQ(app.outbox.size(), 2u);
  EXPECT_EQ(app.outbox[0].what, What::open);
  EXPECT_EQ(app.outbox[1].what, What::run);
  EXPECT_EQ(app.outbox[1].until, 600);
}

TEST(Apply, ALiveValueBeforeTheStartIsPartOfTheExperiment) {
  App app = trained_app(0);
  apply(app, SetValue{"training.learning_rate", 0.01});
  EXPECT_EQ(app.experiment.training.learning_rate, 0.01);
  EXPECT_TRUE(app.experiment.changes.empty());
  EXPECT_EQ(heard(app), std::vector{What::change});
}

TEST(Apply, ALiveValueWhileTrainingGoesToTheWorkerToBeRecorded) {
  App app = trained_app(100);
  const Experiment before = app.experiment;
  apply(app, SetValue{"training.learning_rate", 0.01});
  EXPECT_EQ(app.experiment, before);
  EXPECT_EQ(shown(app).training.learning_rate, 0.01);
  EXPECT_EQ(app.run.snapshot.iteration, 100);
  EXPECT_EQ(heard(app), std::vector{What::change});
}

TEST(Apply, TheWorkersRecordIsAdopted) {
  App app = trained_app(100);
  apply(app, SetValue{"training.learning_rate", 0.01});
  Experiment answer = app.experiment;
  answer.changes.push_back({103, "training.learning_rate", 0.01});
  adopt_changes(app, answer);
  EXPECT_EQ(app.experiment.changes, answer.changes);
  EXPECT_EQ(shown(app).training.learning_rate, 0.01);  // though iteration 103 has not been shown
  Snapshot next = made_up_snapshot(110);
  take(app.run, next);
  EXPECT_TRUE(app.run.pending.empty());
  EXPECT_EQ(shown(app).training.learning_rate, 0.01);
}

TEST(Apply, ARecordOfAnotherNetworkIsIgnored) {
  App app = trained_app(100);
  Experiment answer = app.experiment;
  answer.changes.push_back({103, "training.learning_rate", 0.01});
  apply(app, SetValue{"network.areas[0].units", 40});
  adopt_changes(app, answer);
  EXPECT_TRUE(app.experiment.changes.empty());
}

TEST(Apply, TheSameLiveValueAgainIsNoChange) {
  App app = trained_app(100);
  apply(app, SetValue{"training.learning_rate", app.experiment.training.learning_rate});
  EXPECT_TRUE(heard(app).empty());
}

TEST(Apply, ANumberOutOfRangeIsPulledInAndExplained) {
  App app = trained_app(0);
  const Issues issues = apply(app, SetText{"training.batch", "9999"});
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(app.experiment.training.batch, 512);
  EXPECT_EQ(app.view.notice.text, "Batch size is 9999; allowed 1 to 512. Using 512.");
}

TEST(Apply, AWordIsNotANumber) {
  App app = trained_app(0);
  EXPECT_FALSE(apply(app, SetText{"training.batch", "many"}).empty());
  EXPECT_EQ(app.experiment.training.batch, Training{}.batch);
  EXPECT_TRUE(heard(app).empty());
}

TEST(Apply, ANameChangesWithoutARestart) {
  App app = trained_app(50);
  apply(app, SetText{"network.areas[0].name", "Retina"});
  EXPECT_EQ(app.experiment.network.areas[0].name, "Retina");
  EXPECT_EQ(app.run.snapshot.iteration, 50);
  EXPECT_TRUE(heard(app).empty());
}

TEST(Apply, ADefaultComesFromTheDefaultExperiment) {
  App app = trained_app(0);
  apply(app, SetValue{"network.connectivity.density[1][0]", 0.9});
  apply(app, RestoreDefault{"network.connectivity.density[1][0]"});
  EXPECT_EQ(app.experiment.network.connectivity.density[1][0], 0.35);
  apply(app, SetValue{"loss[1].weight", 0.5});
  apply(app, RestoreDefault{"loss[1].weight"});
  EXPECT_EQ(app.experiment.loss[1].weight, Experiment::default_loss()[1].weight);
}

TEST(Apply, RemovingTheInputAreaGivesItsInputToAnother) {
  App app = trained_app(0);
  apply(app, RemoveArea{0});
  ASSERT_EQ(app.experiment.network.areas.size(), 1u);
  EXPECT_TRUE(app.experiment.network.areas[0].input);
  EXPECT_TRUE(app.experiment.network.areas[0].readout);
  apply(app, RemoveArea{0});
  EXPECT_EQ(app.experiment.network.areas.size(), 1u);
}

TEST(Apply, ThereAreAtMostEightAreas) {
  App app = trained_app(0);
  for (int i = 0; i < 20; ++i) apply(app, AddArea{});
  EXPECT_EQ(app.experiment.network.areas.size(), static_cast<std::size_t>(kMaxAreas));
}

TEST(Apply, ALossTermIsAdded) {
  App app = trained_app(0);
  app.experiment.loss.pop_back();
  apply(app, AddTerm{"recurrent_weight", 0.25});
  ASSERT_EQ(app.experiment.loss.size(), 3u);
  EXPECT_EQ(app.experiment.loss.back().weight, 0.25);
}

TEST(Apply, ALossTermIsRemoved) {
  App app = trained_app(50);
  const std::string kept = app.experiment.loss[1].term.name();
  apply(app, RemoveTerm{0});
  ASSERT_EQ(app.experiment.loss.size(), 2u);
  EXPECT_EQ(app.experiment.loss[0].term.name(), kept);
  EXPECT_EQ(heard(app), std::vector{What::open});
  EXPECT_EQ(app.view.notice.text, "Changing loss restarted training from iteration 0.");
}

TEST(Apply, ChangesFollowTheirTermWhenAnotherIsRemoved) {
  App app = trained_app(100);
  app.experiment.changes = {
      {10, "loss[0].weight", 0.5}, {20, "loss[1].weight", 0.25}, {30, "loss[2].weight", 0.125}};
  apply(app, RemoveTerm{1});
  EXPECT_EQ(app.experiment.changes,
            (std::vector<Change>{{10, "loss[0].weight", 0.5}, {30, "loss[1].weight", 0.125}}));
}

TEST(Apply, TheLastLossTermCannotBeRemovedAndTheNoticeSaysSo) {
  App app = trained_app(100);
  app.experiment.loss.resize(1);
  const Experiment before = app.experiment;
  EXPECT_EQ(apply(app, RemoveTerm{0}).size(), 1u);
  EXPECT_EQ(app.experiment, before);
  EXPECT_EQ(heard(app), std::vector<What>{});
  EXPECT_EQ(app.view.notice.text, "The last loss term cannot be removed; add another one first.");
}

TEST(Apply, OpeningNeverStartsTraining) {
  App app = trained_app(100);
  apply(app, RunFor{});
  heard(app);
  apply(app, Replace{Experiment{}, {{"seed", "seed is odd"}}});
  EXPECT_EQ(heard(app), std::vector{What::open});
  EXPECT_EQ(app.run.status, Status::idle);
  EXPECT_EQ(app.issues.size(), 1u);
  apply(app, DismissIssues{});
  EXPECT_TRUE(app.issues.empty());
}

TEST(Apply, AnOpeningOvertakesWhatWasNotSentYet) {
  App app = trained_app(0);
  apply(app, RunFor{});
  apply(app, SetSpeed{5});
  apply(app, Replace{Experiment{}, {}});
  EXPECT_EQ(heard(app), (std::vector{What::speed, What::open}));
}

TEST(Apply, ForgettingChangesStartsAgainWithTheValuesInForce) {
  App app = trained_app(100);
  app.experiment.changes = {{50, "training.learning_rate", 0.01},
                            {200, "training.learning_rate", 0.1}};
  apply(app, ForgetChanges{});
  EXPECT_TRUE(app.experiment.changes.empty());
  EXPECT_EQ(app.experiment.training.learning_rate, 0.01);
  EXPECT_EQ(heard(app), std::vector{What::open});
}

TEST(Apply, ResetKeepsTheTape) {
  App app = trained_app(100);
  app.experiment.changes = {{50, "training.learning_rate", 0.01}};
  apply(app, Reset{});
  EXPECT_EQ(app.experiment.changes.size(), 1u);
  EXPECT_EQ(shown(app).training.learning_rate, Training{}.learning_rate);
  EXPECT_EQ(heard(app), std::vector{What::reset});
}

TEST(Apply, ANewSeedIsAnotherOneEachTime) {
  App app = trained_app(0);
  std::set<std::uint32_t> seeds;
  for (int i = 0; i < 1000; ++i) {
    apply(app, NewSeed{});
    seeds.insert(app.experiment.seed);
  }
  EXPECT_EQ(seeds.size(), 1000u);
}

TEST(Apply, ScriptsSetLiveValuesWithoutARestart) {
  App app = trained_app(100);
  EXPECT_TRUE(
      apply(app, SetPaths{R"({"training.learning_rate": 0.02, "network.areas.0.name": "V1"})"})
          .empty());
  EXPECT_EQ(heard(app), std::vector{What::change});
  EXPECT_EQ(app.experiment.network.areas[0].name, "V1");
  EXPECT_EQ(shown(app).training.learning_rate, 0.02);
}

TEST(Apply, ScriptsThatSetStructureRestart) {
  App app = trained_app(100);
  apply(app, SetPaths{R"({"training.learning_rate": 0.02, "network.areas.0.units": 16})"});
  EXPECT_EQ(heard(app), std::vector{What::open});
  EXPECT_EQ(app.experiment.training.learning_rate, 0.02);
  EXPECT_EQ(app.experiment.network.areas[0].units, 16);
}

TEST(Apply, ScriptsHearWhatIsWrong) {
  App app = trained_app(0);
  EXPECT_FALSE(apply(app, SetPaths{R"({"network.areas.0.units": 9999})"}).empty());
}

TEST(Apply, APreviewIsShownButNotMeant) {
  App app = trained_app(100);
  apply(app, Preview{"training.batch", 99});
  EXPECT_EQ(shown(app).training.batch, 99);
  EXPECT_EQ(app.experiment.training.batch, Training{}.batch);
  apply(app, EndPreview{});
  EXPECT_EQ(shown(app).training.batch, Training{}.batch);
}

TEST(Run, HistoryGrowsInPartsAndRewinds) {
  nn4n::Run run;
  take(run, made_up_snapshot(100));
  EXPECT_EQ(run.losses.size(), 100u);
  Snapshot next = made_up_snapshot(120);
  next.loss_from = 100;
  next.loss_history.assign(20, 0.5f);
  take(run, next);
  EXPECT_EQ(run.losses.size(), 120u);
  EXPECT_EQ(run.smooth_losses.size(), 120u);
  EXPECT_EQ(run.losses[110], 0.5f);
  take(run, made_up_snapshot(10));
  EXPECT_EQ(run.losses.size(), 10u);
  EXPECT_EQ(run.smooth_losses.size(), 10u);
}

}  // namespace
}  // namespace nn4n::playground::app_test
