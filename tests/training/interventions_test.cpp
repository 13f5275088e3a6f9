// Interventions on a trained network: what they change, what they must not, and that the engine of
// the page, the program and a script say the same of them.
#include <gtest/gtest.h>

#include "analysis/report.h"
#include "api/engine.h"
#include "codec/json.h"
#include "codec/share_link.h"
#include "training/acts_of.h"
#include "training/checkpoint.h"
#include "training/fresh_trials.h"
#include "training/intervention_effect.h"
#include "training/take_snapshot.h"

namespace nn4n::test::interventions_test {
namespace {

Experiment small() {
  Experiment experiment;
  experiment.network.areas[0].units = 13;
  experiment.network.areas[1].units = 10;
  experiment.training.batch = 12;
  experiment.training.validation_trials = 24;
  experiment.training.validation_interval = 10;
  return experiment;
}

const Trainer& trained() {
  static const Trainer trainer = [] {
    Experiment experiment = small();
    experiment.training.learning_rate = 0.01;
    Trainer made(experiment);
    for (int i = 0; i < 120; ++i) made.step();
    return made;
  }();
  return trainer;
}

Behaviour behaviour_with(const std::vector<std::string>& acts, int trials = 64) {
  Trainer trainer = trained();
  std::vector<Intervention> list;
  for (const std::string& act : acts) list.push_back({.act = act});
  trainer.intervene(list);
  return measure_behaviour(trainer, trials);
}

TEST(Interventions, WhatDoesNothingChangesNoBit) {
  const auto rates_with = [](const std::string& act) {
    Trainer trainer = trained();
    if (!act.empty()) trainer.intervene({{.act = act}});
    std::vector<float> rates;
    run_fresh_trials(trainer, 16, [&](const FreshTrial& fresh) {
      rates.insert(rates.end(), fresh.rates.begin(), fresh.rates.end());
    });
    return rates;
  };
  const std::vector<float> intact = rates_with("");
  for (const char* act : {"scale:Sensory>Decision=1", "excite:Decision=0", "noise:Decision=0",
                          "silence:Decision@No such epoch", "silence:Nowhere"}) {
    EXPECT_EQ(rates_with(act), intact) << act;
  }
  for (const char* act :
       {"scale:Sensory>Decision=1.01", "excite:Decision=0.01", "noise:Decision=0.01",
        "silence:Decision/I@Stimulus", "clamp:Sensory/1=0.5", "lesion:Sensory/E/1",
        "set:Sensory/E>Decision/E=0"}) {
    EXPECT_NE(rates_with(act), intact) << act;
  }
}

TEST(Interventions, EpochsAreThoseOfEachTrial) {
  Trainer trainer = trained();
  trainer.intervene({{.act = "clamp:Decision/1-3=5@stimulus"}});
  int first = 0;
  for (std::size_t n = 0; n < trainer.masks().unit_area.size(); ++n)
    if (trainer.masks().unit_area[n] == 0) first = static_cast<int>(n) + 1;
  run_fresh_trials(trainer, 16, [&](const FreshTrial& fresh) {
    for (const EpochSpan& epoch : fresh.trial.epochs) {
      for (int step = epoch.begin; step < epoch.end; ++step) {
        const float rate = fresh.rates[static_cast<std::size_t>(first * fresh.trial.steps + step)];
        EXPECT_EQ(rate == 5, epoch.name == "Stimulus") << epoch.name << " " << step;
      }
    }
  });
}

TEST(Interventions, ALesionOfTheReadoutIsAGuess) {
  Experiment experiment = small();
  experiment.task.select("gonogo");
  experiment.training.learning_rate = 0.01;
  Trainer trainer(experiment);
  for (int i = 0; i < 150; ++i) trainer.step();
  const double intact = accuracy_of(measure_behaviour(trainer, 256));
  trainer.intervene({{.act = "lesion:Decision"}});
  const double lesion = accuracy_of(measure_behaviour(trainer, 256));
  EXPECT_GT(intact, 0.9);
  EXPECT_LT(lesion, intact - 0.3);
}

TEST(Interventions, ALesionAndSilenceThroughoutAreTheSameToTheBehaviour) {
  EXPECT_EQ(behaviour_with({"lesion:Decision/I"}), behaviour_with({"silence:Decision/I"}));
  EXPECT_EQ(behaviour_with({"silence:Decision/I"}), behaviour_with({"clamp:Decision/I=0"}));
}

TEST(Interventions, TheEffectComparesTheSameTrialsAndNoise) {
  Trainer trainer = trained();
  EXPECT_EQ(effect_of_interventions(trainer, 64).trials, 0) << "there is nothing to measure";
  trainer.intervene({{.act = "silence:Decision/I"}});
  const InterventionEffect effect = effect_of_interventions(trainer, 64);
  EXPECT_EQ(effect.intact, behaviour_with({}));
  EXPECT_EQ(effect.altered, behaviour_with({"silence:Decision/I"}));
  EXPECT_NE(effect.intact, effect.altered);
}

TEST(Interventions, TrainingIsThatOfTheIntactNetwork) {
  Experiment with = small();
  with.interventions = {{.act = "silence:Decision/I"}};
  Trainer a(small()), b(with);
  for (int i = 0; i < 20; ++i) a.step(), b.step();
  EXPECT_EQ(a.fingerprint(), b.fingerprint());
  EXPECT_EQ(a.validations(), b.validations());
}

TEST(Interventions, ALesionDuringLearningActsFromItsIterationOn) {
  Experiment with = small();
  with.interventions = {{.act = "lesion:Sensory/E/1-4", .trained_from = 10}};
  Trainer a(small()), b(with);
  for (int i = 0; i < 10; ++i) a.step(), b.step();
  EXPECT_EQ(a.fingerprint(), b.fingerprint());
  const std::vector<float> before(b.parameters().values);
  for (int i = 0; i < 5; ++i) a.step(), b.step();
  EXPECT_NE(a.fingerprint(), b.fingerprint());
  Trainer again(with);
  for (int i = 0; i < 15; ++i) again.step();
  EXPECT_EQ(again.fingerprint(), b.fingerprint()) << "the document repeats the run";
  // Without penalties nothing reaches the weights of units that are gone.
  Experiment bare = with;
  bare.loss.resize(1);
  bare.interventions[0].trained_from = 0;
  Trainer gone(bare);
  const std::vector<float> start(gone.parameters().values);
  for (int i = 0; i < 3; ++i) gone.step();
  const auto input = gone.parameters().of(Tensor::input_weight);
  const auto first = Trainer(bare).parameters().of(Tensor::input_weight).front();
  EXPECT_EQ(input[0], first) << "unit 1 of Sensory learns nothing";
  EXPECT_NE(gone.parameters().values, start) << "the others do";
}

TEST(Interventions, TheRunSurvivesACheckpointWithThem) {
  Trainer trainer = trained();
  trainer.intervene({{.act = "silence:Decision/I@Stimulus"}, {.act = "noise:Sensory=0.2"}});
  const auto back = from_checkpoint(to_checkpoint(trainer));
  const Trainer* same = std::get_if<Trainer>(&back);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->experiment().interventions, trainer.experiment().interventions);
  EXPECT_EQ(measure_behaviour(*same, 32), measure_behaviour(trainer, 32));
}

TEST(Interventions, EngineReportAndEffectAgree) {
  for (const char* act : {"silence:Decision/I@Stimulus", "clamp:Decision/E/1=1",
                          "excite:Decision/E=1", "noise:Sensory=1", "lesion:Decision/I",
                          "scale:Sensory>Decision=0.2", "set:Sensory/E>Decision/E=0"}) {
    Trainer trainer = trained();
    trainer.intervene({{.act = act}});
    const InterventionEffect effect = effect_of_interventions(trainer, kComparedTrials);
    Engine engine;
    engine.restore(to_checkpoint(trained()));
    Experiment document = trained().experiment();
    document.interventions = {{.act = act}};
    engine.intervene(print_json(to_value(document), Layout::compact));
    const auto snapshot = from_bytes(engine.snapshot(0));
    ASSERT_TRUE(snapshot) << act;
    EXPECT_EQ(snapshot->effect, effect) << act;
    EXPECT_EQ(snapshot->trial.intact_outputs.size(), snapshot->trial.outputs.size()) << act;
    const JsonValue report = parse_json(engine.analyse(kComparedTrials, false)).value;
    EXPECT_NEAR(report.find("accuracy")->number, double{effect.altered_accuracy}, 1e-6) << act;
    EXPECT_NEAR(report.find("intact")->find("accuracy")->number, double{effect.intact_accuracy},
                1e-6)
        << act;
    EXPECT_EQ(report.find("interventions")->items[0].text, act);
  }
}

TEST(Interventions, TheEffectIsMeasuredAnewAfterAValidationAndWhenAsked) {
  Engine engine;
  Experiment experiment = small();
  experiment.interventions = {{.act = "silence:Decision/I"}};
  engine.open(to_link(experiment));
  const auto effect = [&] { return from_bytes(engine.snapshot(0))->effect; };
  engine.step(10);
  EXPECT_EQ(effect().iteration, 10);
  engine.step(3);
  EXPECT_EQ(effect().iteration, 10) << "between validations the last one is shown";
  engine.measure_effect();
  EXPECT_EQ(effect().iteration, 13);
}

TEST(Interventions, ProblemsNameTheEpochsThereAre) {
  EXPECT_EQ(intervention_problem("silence:Decision@Stimulus", small()), "");
  const std::string words = intervention_problem("silence:Decision@Nap", small());
  EXPECT_NE(words.find("No trial has the epoch \"Nap\"; known are "), std::string::npos) << words;
}

}  // namespace
}  // namespace nn4n::test::interventions_test
