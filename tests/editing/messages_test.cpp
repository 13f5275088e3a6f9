// The list of messages: what it says, in which order, what mends it, and how it is dismissed.
#include "editing/messages.h"

#include <gtest/gtest.h>

namespace nn4n::messages_test {
namespace {

App opened_app() {
  App app;
  apply(app, Replace{Experiment{}, {}});
  return app;
}

TEST(Messages, AreNoneForAnExperimentThatRuns) { EXPECT_TRUE(messages_of(opened_app()).empty()); }

TEST(Messages, AProblemNamesItsAreaAndItsButtonMendsIt) {
  App app = opened_app();
  apply(app, SetValue{"network.areas[1].tau_ms", 10});
  std::vector<PageMessage> messages = messages_of(app);
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].words(),
            "Cannot run yet. Time step is 20; allowed 1 to 10, the time constant of Decision.");
  ASSERT_EQ(messages[0].lines.size(), 1u);
  ASSERT_TRUE(messages[0].lines[0].mend.has_value());
  EXPECT_EQ(messages[0].lines[0].mend->words, "Set time step to 10 ms");
  EXPECT_TRUE(is_about(app.experiment, app.problems[0], "network.dt_ms"));
  EXPECT_TRUE(is_about(app.experiment, app.problems[0], "network.areas[1].tau_ms"));
  EXPECT_FALSE(is_about(app.experiment, app.problems[0], "network.areas[0].tau_ms"));
  nn4n::apply(app, messages[0].lines[0].mend->edit);
  EXPECT_TRUE(app.problems.empty());
  EXPECT_EQ(app.experiment.network.dt_ms, 10);
}

TEST(Messages, ADismissedOneComesBackWhenItSaysSomethingElseOrRunIsPressed) {
  App app = opened_app();
  apply(app, SetValue{"network.areas[1].tau_ms", 10});
  nn4n::apply(app, messages_of(app)[0].dismiss);
  EXPECT_TRUE(messages_of(app).empty());
  apply(app, SetValue{"network.areas[1].tau_ms", 12});
  EXPECT_EQ(messages_of(app).size(), 1u) << "it has other words";
  nn4n::apply(app, messages_of(app)[0].dismiss);
  EXPECT_FALSE(apply(app, RunFor{}).empty());
  EXPECT_EQ(messages_of(app).size(), 1u) << "Run shows it again";
}

/// A run whose units never speak, and one that had learnt the task.
App failing_app(std::vector<float> accuracies, int best_iteration) {
  App app = opened_app();
  Snapshot snapshot;
  snapshot.health.iteration = 100;
  snapshot.health.most_rate.assign(40, 0);
  snapshot.health.saturated.assign(40, 0);
  snapshot.units = 40;
  snapshot.unit_area.assign(40, 0);
  snapshot.unit_sign.assign(40, 1);
  for (const float accuracy : accuracies)
    snapshot.validations.push_back({.iteration = snapshot.iteration += 50, .accuracy = accuracy});
  snapshot.health.iteration = snapshot.iteration;
  snapshot.progress.best_iteration = best_iteration;
  take_in(app, std::move(snapshot));
  return app;
}

TEST(Messages, Seen5DeadUnitsAreExplainedAndStartAgainWithAnotherRate) {
  App app = failing_app({0.5f, 0.5f, 0.5f}, 0);
  apply(app, SetValue{"training.learning_rate", 1});
  app.experiment.changes = {{60, "training.learning_rate", 1}};
  take_in(app, Snapshot(app.run.snapshot));
  const std::vector<PageMessage> messages = messages_of(app);
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].key, "diagnosis.silent");
  EXPECT_EQ(messages[0].words(),
            "40 of the 40 excitatory units of Sensory are silent in every validation trial. Silent "
            "units do not learn: start again with a learning rate of 0.1.");
  ASSERT_EQ(messages[0].mends.size(), 1u);
  EXPECT_EQ(messages[0].mends[0].key, "cure.silent");
  EXPECT_EQ(messages[0].mends[0].words, "Start again with learning rate 0.1");
  nn4n::apply(app, messages[0].mends[0].edit);
  EXPECT_EQ(app.experiment.training.learning_rate, 0.1);
  EXPECT_TRUE(app.experiment.changes.empty()) << "1 would come back at iteration 60";
  EXPECT_EQ(app.run.snapshot.iteration, 0);
  apply(app, Undo{});
  EXPECT_EQ(app.experiment.changes.size(), 1u);
}

TEST(Messages, Seen5ADropOffersTheBestWeights) {
  App app = failing_app({0.95f, 0.96f, 0.97f, 0.5f, 0.5f, 0.5f}, 150);
  app.experiment.changes = {{100, "training.learning_rate", 0.01},
                            {150, "training.learning_rate", 1}};
  app.outbox.clear();
  const std::vector<PageMessage> messages = messages_of(app);
  ASSERT_EQ(messages.size(), 2u) << "the drop and the silent units";
  EXPECT_EQ(messages[0].key, "diagnosis.dropped");
  ASSERT_EQ(messages[0].mends.size(), 2u);
  EXPECT_EQ(messages[0].mends[1].words, "Restore the best weights");
  nn4n::apply(app, messages[0].mends[1].edit);
  EXPECT_EQ(app.run.snapshot.iteration, 150);
  EXPECT_EQ(app.run.status, Status::paused);
  ASSERT_EQ(app.experiment.changes.size(), 1u) << "what was changed since is forgotten";
  EXPECT_EQ(app.experiment.changes[0].iteration, 100);
  ASSERT_EQ(app.outbox.size(), 1u);
  EXPECT_EQ(app.outbox[0].what, Message::What::best);
  EXPECT_TRUE(app.outbox[0].keep) << "undo brings the run back";
  EXPECT_EQ(app.view.offer.text,
            "The run has its best weights again, those of iteration 150. The run of 300 iterations "
            "is kept.");
  EXPECT_FALSE(apply(app, ReturnToBest{}).empty()) << "it is there";
}

TEST(Messages, ADismissedDiagnosisStaysAwayForThisRun) {
  App app = failing_app({0.5f, 0.5f, 0.5f}, 0);
  nn4n::apply(app, messages_of(app)[0].dismiss);
  EXPECT_TRUE(messages_of(app).empty());
  Snapshot later = app.run.snapshot;
  later.health.most_rate[0] = 1;  // other words: 39 of the 40
  take_in(app, std::move(later));
  EXPECT_EQ(diagnoses_of(app).size(), 1u);
  EXPECT_TRUE(messages_of(app).empty());
  apply(app, SetValue{"network.areas[0].units", 30});
  take_in(app, Snapshot(failing_app({0.5f, 0.5f, 0.5f}, 0).run.snapshot));
  EXPECT_EQ(messages_of(app).size(), 1u) << "another run";
  apply(app, SetValue{"network.areas[1].tau_ms", 10});
  EXPECT_TRUE(diagnoses_of(app).empty()) << "it cannot run at all";
}

TEST(Messages, LongListsAreCutAndTheNoticeComesLast) {
  App app = opened_app();
  const Issues many(5, {"", "Something was wrong"});
  apply(app, Replace{Experiment{}, many});
  app.view.notice = {Notice::Kind::information, "", "A notice."};
  const std::vector<PageMessage> messages = messages_of(app);
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].key, "issues");
  ASSERT_EQ(messages[0].lines.size(), 4u);
  EXPECT_EQ(messages[0].lines[3].text, "And 2 more.");
  EXPECT_EQ(messages[1].words(), "A notice.");
  nn4n::apply(app, messages[1].dismiss);
  nn4n::apply(app, messages[0].dismiss);
  EXPECT_TRUE(messages_of(app).empty());
}

}  // namespace
}  // namespace nn4n::messages_test
