// Interventions in the page's document: nothing starts again for them, undo takes them back, areas
// keep theirs under new names, and a run stays one that its document repeats.
#include "editing/interventions.h"

#include <gtest/gtest.h>

#include "playground/headless.h"

namespace nn4n::playground::interventions_test {
namespace {

using What = Message::What;

App running_app(int iteration) {
  App app;
  app.opened = app.experiment;
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

std::vector<std::string> acts_of(const App& app) {
  std::vector<std::string> acts;
  for (const Intervention& one : app.experiment.interventions) acts.push_back(one.act);
  return acts;
}

TEST(InterventionEdits, TheWorkerIsToldAndNothingStartsAgain) {
  App app = running_app(100);
  EXPECT_TRUE(apply(app, Intervene{"silence:Decision/I@stimulus"}).empty());
  EXPECT_EQ(heard(app), std::vector{What::intervene});
  EXPECT_EQ(app.run.snapshot.iteration, 100);
  EXPECT_TRUE(apply(app, SetValue{"interventions[0].on", 0}).empty());
  EXPECT_EQ(heard(app), std::vector{What::intervene});
  EXPECT_FALSE(app.experiment.interventions[0].on);
  apply(app, Undo{});
  EXPECT_TRUE(app.experiment.interventions[0].on);
  EXPECT_EQ(heard(app), std::vector{What::intervene});
  apply(app, Undo{});
  EXPECT_TRUE(app.experiment.interventions.empty());
  apply(app, Redo{});
  EXPECT_EQ(acts_of(app), std::vector<std::string>{"silence:Decision/I@stimulus"});
  EXPECT_EQ(app.run.snapshot.iteration, 100);
  apply(app, Intervene{""});
  EXPECT_TRUE(app.experiment.interventions.empty());
}

TEST(InterventionEdits, WhatCannotBeReadIsRefusedInWords) {
  App app = running_app(100);
  const Issues issues = apply(app, Intervene{"silence:V1"});
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].message, "There is no area \"V1\"; known are Sensory, Decision.");
  EXPECT_TRUE(app.experiment.interventions.empty());
  EXPECT_TRUE(heard(app).empty());
  apply(app, Intervene{"silence:Decision"});
  apply(app, SetText{"interventions[0].act", "silence:Decision/E/99"});
  EXPECT_EQ(acts_of(app), std::vector<std::string>{"silence:Decision"});
  apply(app, SetText{"interventions[0].act", "silence:Decision/E"});
  EXPECT_EQ(acts_of(app), std::vector<std::string>{"silence:Decision/E"});
  apply(app, SetText{"interventions[7].act", "silence:Decision/E"});
  for (std::size_t i = 0; i < kMaxInterventions + 5; ++i) apply(app, Intervene{"silence:Sensory"});
  EXPECT_EQ(app.experiment.interventions.size(), kMaxInterventions);
  EXPECT_EQ(app.view.notice.kind, Notice::Kind::warning);
}

TEST(InterventionEdits, AreasKeepThemUnderAnotherNameAndPlace) {
  App app = running_app(0);
  apply(app, Intervene{"scale:Sensory>Decision=0.5"});
  apply(app, Intervene{"silence:Sensory/E/1-3"});
  heard(app);
  apply(app, SetText{"network.areas[1].name", "PFC"});
  EXPECT_EQ(acts_of(app),
            (std::vector<std::string>{"scale:Sensory>PFC=0.5", "silence:Sensory/E/1-3"}));
  EXPECT_EQ(heard(app), std::vector{What::intervene}) << "names are a part of their texts";
  apply(app, AddArea{});
  apply(app, Intervene{"silence:Area 3"});
  apply(app, RemoveArea{1});
  EXPECT_EQ(acts_of(app), (std::vector<std::string>{"silence:Sensory/E/1-3", "silence:Area 3"}));
  apply(app, SetValue{"network.areas[0].units", 2});
  const InterventionLine line =
      line_of(app.experiment, app.experiment.interventions[0], 0, app.run.snapshot.trial);
  EXPECT_NE(line.problem, "") << "fewer units: it stays, and says why it does nothing";
  EXPECT_TRUE(app.problems.empty()) << "and the network can run";
}

TEST(InterventionEdits, WhatWasTrainedWithStaysSoThatTheRunCanBeRepeated) {
  App app = running_app(100);
  apply(app, Intervene{"lesion:Sensory/E/1"});
  ASSERT_EQ(app.experiment.interventions.size(), 1u);
  EXPECT_EQ(app.experiment.interventions[0].trained_from, 100);
  App moved = app;
  apply(moved, Undo{});
  EXPECT_TRUE(moved.experiment.interventions.empty()) << "no iteration has been trained with it";
  app.run.snapshot.iteration = 150;
  apply(app, Intervene{""});
  ASSERT_EQ(app.experiment.interventions.size(), 1u);
  EXPECT_FALSE(app.experiment.interventions[0].on);
  EXPECT_EQ(app.experiment.interventions[0].trained_until, 150);
  EXPECT_FALSE(acts_in_training(app.experiment.interventions[0], 150));
  EXPECT_TRUE(acts_in_training(app.experiment.interventions[0], 149));
  apply(app, Undo{});
  ASSERT_EQ(app.experiment.interventions.size(), 1u);
  EXPECT_EQ(app.experiment.interventions[0].trained_until, -1);
  EXPECT_EQ(app.run.snapshot.iteration, 150);
}

TEST(InterventionEdits, TheSelectionSaysWhatCanBeDone) {
  const Snapshot snapshot = made_up_snapshot(100);
  const Network network;
  const auto text = [&](ActKind kind, const Selected& selected) {
    return to_text(act_on(kind, selected, snapshot), network);
  };
  EXPECT_EQ(text(ActKind::silence, selected_group(1, -1)), "silence:Decision/I");
  EXPECT_EQ(text(ActKind::lesion, selected_area(0)), "lesion:Sensory");
  EXPECT_EQ(text(ActKind::excite, selected_unit(32 + 25)), "excite:Decision/I/1=0.5");
  EXPECT_EQ(text(ActKind::scale, selected_projection(0, 1, 1, -1)), "scale:Sensory/E>Decision/I=0");
  EXPECT_EQ(text(ActKind::freeze, selected_group(1, -1)), "freeze:Decision/I");
  EXPECT_EQ(text(ActKind::freeze, selected_projection(0, 1, 1, -1)), "freeze:Sensory/E>Decision/I");
  EXPECT_TRUE(acts_for({}).empty());
  EXPECT_EQ(acts_for(selected_projection(0, 1, 1, -1)).front(), ActKind::scale);
}

TEST(InterventionEdits, AFreezeActsInTrainingFromNowOn) {
  App app = running_app(100);
  apply(app, Intervene{"freeze:Sensory>Decision"});
  ASSERT_EQ(app.experiment.interventions.size(), 1u);
  EXPECT_EQ(app.experiment.interventions[0].trained_from, 100);
  EXPECT_EQ(heard(app), std::vector{What::intervene});
  apply(app, Undo{});
  EXPECT_TRUE(app.experiment.interventions.empty());
}

TEST(InterventionEdits, AValueIsTypedAloneOrRefusedInWords) {
  App app = running_app(100);
  apply(app, Intervene{"set:Sensory/E/2>Decision/E/9=0.25@Stimulus"});
  apply(app, Intervene{"silence:Decision"});
  EXPECT_TRUE(apply(app, SetText{act_value_path(0), "-1.5"}).empty());
  EXPECT_EQ(acts_of(app)[0], "set:Sensory/E/2>Decision/E/9=-1.5@Stimulus");
  for (const char* text : {"", "abc", "1000", "nan", "1e99", "1;2", "0.1@Stimulus"}) {
    const Issues issues = apply(app, SetText{act_value_path(0), text});
    ASSERT_EQ(issues.size(), 1u) << text;
    EXPECT_NE(issues[0].message.find("allowed -100 to 100."), std::string::npos) << text;
  }
  EXPECT_EQ(apply(app, SetText{act_value_path(1), "1"}).front().message, "Silence takes no value.");
  EXPECT_FALSE(apply(app, SetText{act_value_path(9), "1"}).empty());
  EXPECT_EQ(acts_of(app)[0], "set:Sensory/E/2>Decision/E/9=-1.5@Stimulus");
  apply(app, Undo{});
  EXPECT_EQ(acts_of(app)[0], "set:Sensory/E/2>Decision/E/9=0.25@Stimulus");
}

TEST(InterventionEdits, ASynapseThatIsSelectedKeepsItsWeightUntilAnotherIsTyped) {
  Snapshot snapshot = made_up_snapshot(100);
  const auto at = static_cast<std::size_t>(33 * snapshot.units + 2);
  snapshot.recurrent_present[at] = 1;
  snapshot.recurrent[at] = 0.25f;
  const Selected synapse = selected_synapse(2, 33, snapshot);
  EXPECT_EQ(selected_in(synapse, snapshot), synapse);
  EXPECT_EQ(thing_words({}, snapshot, synapse), "projection Sensory E → Decision E, synapse 3 → 2");
  const auto act = act_on_synapse(synapse, snapshot);
  ASSERT_TRUE(act);
  EXPECT_EQ(to_text(*act, Network{}), "set:Sensory/E/3>Decision/E/2=0.25");
  EXPECT_FALSE(act_on_synapse(selected_projection(0, 1, 1, 1), snapshot));
  snapshot.recurrent_present[at] = 0;
  EXPECT_EQ(selected_in(synapse, snapshot), Selected{}) << "there is no such synapse";
  EXPECT_FALSE(act_on_synapse(synapse, snapshot));
}

TEST(InterventionPanel, ButtonsTicksAndCrossesDoAsTheySay) {
  Headless screen;
  screen.trained(100);
  screen.page.command("select", R"({"area":1,"sign":-1})");
  screen.frames();
  screen.click_on("interventions.silence");
  EXPECT_EQ(screen.experiment().interventions.size(), 1u);
  EXPECT_EQ(screen.experiment().interventions[0].act, "silence:Decision/I");
  screen.frames();
  screen.click_on("interventions.0.remove");
  EXPECT_TRUE(screen.experiment().interventions.empty());
}

}  // namespace
}  // namespace nn4n::playground::interventions_test
