// Interventions on a trained network: what they change, what they must not, and that the engine of
// the page, the program and a script say the same of them.
#include <gtest/gtest.h>

#include <algorithm>

#include "analysis/report.h"
#include "api/engine.h"
#include "codec/json.h"
#include "codec/share_link.h"
#include "training/acts_of.h"
#include "training/checkpoint.h"
#include "training/fresh_trials.h"
#include "training/frozen.h"
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
                          "silence:Decision@No such epoch", "silence:Nowhere", "freeze:Decision",
                          "freeze:Sensory>Decision"}) {
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

/// Trains for some iterations with acts that hold in training from the start.
Trainer trained_with(Experiment experiment, const std::vector<std::string>& acts, int iterations) {
  for (const std::string& act : acts)
    experiment.interventions.push_back({.act = act, .trained_from = 0});
  Trainer trainer(experiment);
  for (int i = 0; i < iterations; ++i) trainer.step();
  return trainer;
}

/// The parameters that differ from those a run began with.
std::vector<std::size_t> moved_in(const Trainer& trainer) {
  const std::vector<float> start = Trainer(trainer.experiment()).trained_parameters().values;
  std::vector<std::size_t> moved;
  for (std::size_t k = 0; k < start.size(); ++k)
    if (start[k] != trainer.trained_parameters().values[k]) moved.push_back(k);
  return moved;
}

/// Of the parameters that move without it, those that a freeze is to hold do not, and all others
/// do. Momentum, weight decay and penalties push, too.
void expect_frozen(const std::string& act, OptimiserKind optimiser,
                   Compatibility rules = Compatibility::none) {
  Experiment experiment = small();
  experiment.training.optimiser = optimiser;
  experiment.training.momentum = 0.9;
  experiment.network.compatibility = rules;
  if (rules == Compatibility::none) experiment.network.initial_state = InitialState::learnt;
  const Trainer free = trained_with(experiment, {}, 4);
  const Trainer held = trained_with(experiment, {act}, 4);
  const auto frozen = frozen_parameters(held.in_force(), held.parameters().sizes);
  std::vector<std::size_t> wanted;
  for (const std::size_t k : moved_in(free))
    if (!std::binary_search(frozen.begin(), frozen.end(), k)) wanted.push_back(k);
  EXPECT_LT(wanted.size(), moved_in(free).size()) << act << ": some would have moved";
  EXPECT_GT(wanted.size(), moved_in(free).size() / 10) << act;
  EXPECT_EQ(moved_in(held), wanted) << act;
}

TEST(Interventions, WhatIsFrozenDoesNotLearnAndAllElseDoes) {
  for (const OptimiserKind optimiser :
       {OptimiserKind::adam, OptimiserKind::sgd, OptimiserKind::adamw, OptimiserKind::rmsprop}) {
    expect_frozen("freeze:Decision", optimiser);
    expect_frozen("freeze:Sensory/E>Decision", optimiser);
  }
  expect_frozen("freeze:Sensory/1-5", OptimiserKind::adam, Compatibility::nn4n_1_2);
}

TEST(Interventions, AFreezeHoldsWhatItNames) {
  const Trainer trainer(small());
  const Sizes& sizes = trainer.parameters().sizes;
  const auto frozen_by = [&](const std::string& act) {
    Experiment experiment = small();
    experiment.interventions = {{.act = act, .trained_from = 0}};
    return frozen_parameters(experiment, sizes).size();
  };
  const auto inputs = static_cast<std::size_t>(sizes.inputs);
  EXPECT_EQ(frozen_by("freeze:Sensory/E/1-2"), 2 * (23 + inputs + 3)) << "rows, biases and v(0)";
  EXPECT_EQ(frozen_by("freeze:Sensory>Decision"), 13u * 10u);
  EXPECT_EQ(frozen_by("freeze:Sensory/1>Sensory/2"), 1u);
  EXPECT_EQ(frozen_by("freeze:Nowhere"), 0u);
  EXPECT_EQ(frozen_by("lesion:Sensory"), 0u);
  const std::size_t at = sizes.offset(Tensor::recurrent_weight) + 1 * 23 + 0;
  Experiment one = small();
  one.interventions = {{.act = "freeze:Sensory/1>Sensory/2", .trained_from = 0}};
  EXPECT_EQ(frozen_parameters(one, sizes), std::vector<std::size_t>{at});
}

TEST(Interventions, AFreezeChangesNoRateAndThawsAgain) {
  Trainer trainer = trained();
  trainer.intervene({{.act = "freeze:Sensory", .trained_from = 0}});
  EXPECT_TRUE(trainer.looked_at().interventions.empty());
  EXPECT_EQ(measure_behaviour(trainer, 64), behaviour_with({}));
  EXPECT_EQ(effect_of_interventions(trainer, 64).trials, 0) << "there is nothing to compare";
  Experiment experiment = small();
  experiment.interventions = {{.act = "freeze:Sensory", .trained_from = 3, .trained_until = 6}};
  Trainer run(experiment), free(small());
  const auto row = [&](const Trainer& of) { return of.parameters().of(Tensor::input_weight)[0]; };
  for (int i = 0; i < 3; ++i) run.step(), free.step();
  EXPECT_EQ(run.fingerprint(), free.fingerprint()) << "not yet";
  const float then = row(run);
  for (int i = 0; i < 3; ++i) run.step();
  EXPECT_EQ(row(run), then);
  run.step();
  EXPECT_NE(row(run), then);
}

TEST(Interventions, AFreezeOfNothingThatLearnsChangesNoBit) {
  Experiment experiment = small();
  experiment.network.recurrent_weights.trained = false;
  const Trainer free = trained_with(experiment, {}, 5);
  EXPECT_EQ(trained_with(experiment, {"freeze:Sensory>Decision"}, 5).fingerprint(),
            free.fingerprint());
}

/// The loss of the next batch, the weights being as they are.
double next_loss(const Trainer& trainer) {
  Trainer next = trainer;
  next.step();
  return static_cast<double>(next.loss_history().back());
}

/// The gradient of a run's next batch by one recurrent weight, by differences of its loss.
double slope_by(const Trainer& trainer, std::size_t at, float step) {
  const auto loss_at = [&](float by) {
    RunState state = trainer.state();
    state.trained.parameters.of(Tensor::recurrent_weight)[at] += by;
    Trainer moved = trainer;
    moved.resume(std::move(state));
    return next_loss(moved);
  };
  return (loss_at(step) - loss_at(-step)) / (2 * double{step});
}

TEST(Interventions, TrainingGoesOnThroughScaledAndReplacedSynapses) {
  Experiment experiment = small();
  experiment.loss.resize(1);
  experiment.interventions = {{.act = "scale:Sensory/E>Decision=0.5@Stimulus", .trained_from = 0},
                              {.act = "set:Decision/E/1-3>Decision/E=0.2", .trained_from = 0}};
  Trainer trainer(experiment);
  for (int i = 0; i < 8; ++i) trainer.step();
  const Experiment now = trainer.in_force();
  ASSERT_EQ(now.interventions.size(), 2u);
  Trainer shards = trainer;
  std::vector<ShardSum> sums = shards.sum_shards(0, shards_of(now));
  for (std::size_t i = 1; i < sums.size(); ++i) add(sums[0], sums[i]);
  const auto gradient = sums[0].gradient.of(Tensor::recurrent_weight);
  const std::vector<std::uint8_t>& present = trainer.masks().recurrent;
  int scaled = 0;  // whose gradient would be seen to be wrong if it were that of the intact network
  for (std::size_t at = 0; at < present.size(); at += 7) {
    const std::size_t into = at / 23, from = at % 23;
    if (!present[at]) continue;
    const bool replaced = into >= 13 && into < 21 && from >= 13 && from < 16;
    if (replaced) {
      EXPECT_EQ(gradient[at], 0) << "its weight does not count";
    }
    const double numeric = slope_by(trainer, at, 0.004f);
    EXPECT_NEAR(gradient[at], numeric, 4e-4) << into << " " << from;
    scaled += into >= 13 && from < 10 && std::abs(numeric) > 2e-3;
  }
  EXPECT_GT(scaled, 5);
}

TEST(Interventions, TrainingWithAFactorOfOneChangesNoBit) {
  const Trainer free = trained_with(small(), {}, 5);
  EXPECT_EQ(trained_with(small(), {"scale:Sensory>Decision=1"}, 5).fingerprint(),
            free.fingerprint());
  EXPECT_NE(trained_with(small(), {"scale:Sensory>Decision=0.5"}, 5).fingerprint(),
            free.fingerprint());
  EXPECT_NE(trained_with(small(), {"set:Sensory/E/1>Decision/E/1=1"}, 5).fingerprint(),
            free.fingerprint());
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
    EXPECT_EQ(snapshot->trial.intact_rates.size(), snapshot->trial.rates.size()) << act;
    EXPECT_NE(snapshot->trial.intact_rates, snapshot->trial.rates) << act;
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
