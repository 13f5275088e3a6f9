// Each way to fail is provoked in a network that is trained; healthy runs are not complained about.
#include "analysis/diagnosis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "experiment/validate.h"
#include "support/sanitized.h"
#include "training/take_snapshot.h"

namespace nn4n::test::diagnosis_test {

namespace {

Experiment small() {
  Experiment experiment;
  for (Area& area : experiment.network.areas) area.units = 12;
  experiment.training.batch = 16;
  experiment.training.validation_trials = 32;
  experiment.training.validation_interval = 10;
  return experiment;
}

std::vector<Diagnosis> now(const Trainer& trainer) {
  return diagnose(trainer.in_force(), measures_of(trainer));
}

std::vector<Diagnosis> after(const Experiment& experiment, int iterations) {
  Trainer trainer(experiment);
  for (int i = 0; i < iterations && !trainer.diverged_at(); ++i) trainer.step();
  return now(trainer);
}

const Diagnosis* find(const std::vector<Diagnosis>& all, std::string_view key) {
  for (const Diagnosis& diagnosis : all) {
    if (diagnosis.key == key) return &diagnosis;
  }
  return nullptr;
}

std::string keys_of(const std::vector<Diagnosis>& all) {
  std::string keys;
  for (const Diagnosis& diagnosis : all) keys += diagnosis.key + ": " + diagnosis.message + "\n";
  return keys;
}

void expect(const std::vector<Diagnosis>& all, std::string_view key, std::string_view words) {
  EXPECT_LE(all.size(), 2u);
  const Diagnosis* diagnosis = find(all, key);
  ASSERT_TRUE(diagnosis) << key << " is not among:\n" << keys_of(all);
  EXPECT_NE(diagnosis->message.find(words), std::string::npos) << diagnosis->message;
  EXPECT_EQ(diagnosis->message.back(), '.');
  EXPECT_EQ(diagnosis->remedy.back(), '.');
}

/// A snapshot of a run that has been at chance for a while, to set measures in.
struct Measured {
  Experiment experiment = small();
  Snapshot snapshot;
  Measured() {
    Trainer trainer(experiment);
    for (int i = 0; i < 10; ++i) trainer.step();
    snapshot = measures_of(trainer);
    snapshot.iteration = 0;
    snapshot.validations.clear();
    validate({0.5f, 0.5f, 0.5f});
  }
  void validate(std::initializer_list<float> accuracies) {
    for (const float accuracy : accuracies)
      snapshot.validations.push_back({.iteration = snapshot.iteration += 50, .accuracy = accuracy});
  }
  std::vector<Diagnosis> diagnoses() const { return diagnose(experiment, snapshot); }
};

}  // namespace

TEST(Diagnosis, Seen5AllDensitiesZero) {
  Experiment experiment = small();
  for (auto& row : experiment.network.connectivity.density)
    for (double& density : row) density = 0;
  const auto at_once = after(experiment, 0);
  expect(at_once, "no_path", "No path leads from any input to an output.");
  ASSERT_TRUE(at_once[0].cure);
  EXPECT_EQ(at_once[0].cure->path, "network.connectivity.density[1][0]");
  experiment.network.connectivity.density[1][0] = at_once[0].cure->value;
  EXPECT_EQ(keys_of(after(experiment, 0)), "");
}

TEST(Diagnosis, Seen5LearningRateOneWithNoiseOne) {
  Experiment experiment = small();
  experiment.training.learning_rate = 1;
  experiment.network.recurrent_noise = 1;
  experiment.training.batch = 32;
  Trainer trainer(experiment);
  std::vector<Diagnosis> said;
  for (int i = 0; i < 200 && said.empty(); ++i) {
    trainer.step();
    said = now(trainer);
  }
  EXPECT_FALSE(said.empty());
}

TEST(Diagnosis, Seen5DroppedAfterHavingBeenLearnt) {
  Measured run;
  run.experiment.training.optimiser = OptimiserKind::rmsprop;
  run.experiment.training.momentum = 0.99;
  run.validate({0.97f, 0.98f, 0.98f});
  EXPECT_EQ(keys_of(run.diagnoses()), "");
  run.validate({0.6f, 0.43f, 0.42f, 0.44f});
  const auto all = run.diagnoses();
  expect(all, "dropped",
         "The accuracy, a mean of three validations, fell from 98 % at iteration 300 to 43 %.");
  EXPECT_EQ(find(all, "dropped")->cure->path, "training.momentum");
  EXPECT_EQ(find(all, "dropped")->since, 400) << "the first mean below half the way";
}

TEST(Diagnosis, AnAreaThatNothingReaches) {
  Experiment experiment = small();
  experiment.network.areas.push_back({.name = "Lonely", .units = 8});
  experiment.network.connectivity.density = {{0.8, 0.15, 0}, {0.35, 0.8, 0}, {0, 0, 0.8}};
  expect(after(experiment, 0), "unreached_area", "No path leads from any input to Lonely.");
}

TEST(Diagnosis, ATimeShorterThanAStep) {
  Experiment experiment = small();
  experiment.network.dt_ms = 50;
  EditTarget stimulus = resolve(target_of(experiment), "task.stimulus_ms");
  ASSERT_TRUE(stimulus.type);
  stimulus.type->set_number(stimulus.object, 30);
  expect(after(experiment, 0), "short_epoch", "is 30 ms, but the network takes steps of 50 ms.");
}

TEST(Diagnosis, ALossThatIsNotFinite) {
  Experiment experiment = small();
  experiment.training.optimiser = OptimiserKind::sgd;
  experiment.training.learning_rate = 1;
  experiment.training.clip_norm = 0;
  experiment.loss[0].weight = 100;
  const auto all = after(experiment, 300);
  expect(all, "not_finite", "was not finite");
  ASSERT_FALSE(all.empty());
  EXPECT_DOUBLE_EQ(all[0].cure->value, 0.5);
  EXPECT_NE(all[0].message.find(" are back."), std::string::npos) << all[0].message;
  EXPECT_GT(all[0].since, 0);
}

TEST(Diagnosis, SilentAndSaturatedUnits) {
  Measured run;
  Health& health = run.snapshot.health;
  for (std::size_t n = 0; n < 12; ++n) {
    if (run.snapshot.unit_sign[n] > 0) health.most_rate[n] = 0;
  }
  expect(run.diagnoses(), "silent", " excitatory units of Sensory are silent");
  Measured other;
  for (float& share : other.snapshot.health.saturated) share = 1;
  expect(other.diagnoses(), "saturated", "units of Sensory are at their largest rate");
}

TEST(Diagnosis, ActivityAndGradientAlongTheTrial) {
  Measured explodes;
  explodes.snapshot.health.activity = {1, 10, 2000, 1e5f};
  expect(explodes.diagnoses(), "activity_explodes", "at step 3 (60 ms)");
  Measured vanishes;
  vanishes.snapshot.health.activity = {1, 2, 1e-8f, 1e-9f};
  expect(vanishes.diagnoses(), "activity_vanishes", "from step 3 (60 ms) on");
  Measured grows;
  grows.snapshot.health.gradient = {1e9f, 1e7f, 1e3f, 1};
  expect(grows.diagnoses(), "gradient_explodes", "at step 2 (40 ms)");
  Measured dies;
  dies.snapshot.health.gradient = {0, 0, 1e-3f, 1};
  expect(dies.diagnoses(), "gradient_vanishes", "before step 3 (60 ms)");
}

TEST(Diagnosis, LearningRateNoiseAndChance) {
  Experiment slow = small();
  slow.training.optimiser = OptimiserKind::sgd;
  slow.training.learning_rate = 1e-5;
  expect(after(slow, 120), "rate_too_small", "One step changes the weights by");
  Measured fast;
  fast.snapshot.health.update_ratio = 0.8f;
  expect(fast.diagnoses(), "rate_too_large", "by 80 %");
  Experiment noisy = small();
  noisy.network.recurrent_noise = 1;
  expect(after(noisy, 60), "noise", "Noise moves a unit that gets input by");
  Measured stuck;
  for (int i = 0; i < 60; ++i) stuck.validate({0.5f});
  expect(stuck.diagnoses(), "at_chance", "no better than chance");
}

TEST(Diagnosis, EachNamesItselfAndThePlotInWhichItShows) {
  for (const char* key :
       {"no_path", "unreached_area", "short_epoch", "not_finite", "dropped", "silent", "saturated",
        "activity_explodes", "activity_vanishes", "gradient_explodes", "gradient_vanishes",
        "rate_too_large", "rate_too_small", "noise", "at_chance"}) {
    const Diagnosis one{.key = key, .path = {}, .message = {}, .remedy = {}};
    EXPECT_FALSE(title_of(one).empty()) << key;
    const std::string plot(plot_of(one));
    EXPECT_TRUE(plot == "loss" || plot == "accuracy" || plot == "rates" || plot == "weights")
        << key << ": " << plot;
  }
}

TEST(Diagnosis, DamagedMeasuresDoNoHarm) {
  Measured run;
  run.snapshot.health.reach = {{0, 0, 0, 0, 0}, std::vector<std::uint8_t>(200), {0, 0, 0, 0, 0, 0}};
  for (auto& area : run.snapshot.unit_area) area = 255;
  for (float& rate : run.snapshot.health.most_rate) rate = NAN;
  run.snapshot.health.gradient = {NAN, INFINITY};
  run.snapshot.health.activity = {NAN, INFINITY};
  EXPECT_LE(run.diagnoses().size(), 2u);
}

// The address sanitizer looks for other faults than these tests, which run at full length under
// node.

/// Every preset at its start and at every validation of sixty iterations, since most checks wait
/// for fifty. Batches of 16 keep all presets together under half a minute. Where NN4N_TO_THE_END is
/// set, every preset trains as it is until it has learnt, or for 3,000 iterations.
TEST(Diagnosis, NoPresetIsComplainedAbout) {
  const bool to_the_end = std::getenv("NN4N_TO_THE_END") != nullptr;
  const int most = to_the_end ? 3000 : kSanitized ? 20 : 60;
  for (const Choice& name : presets()) {
    Experiment experiment = *preset(name.key);
    experiment.training.stop.on = true;
    if (!to_the_end) {
      experiment.training.batch = std::min(experiment.training.batch, 16);
      experiment.training.validation_trials = 32;
      experiment.training.validation_interval = 20;
    }
    Trainer trainer(experiment);
    EXPECT_EQ(keys_of(now(trainer)), "") << name.key;
    while (trainer.iteration() < most && !trainer.diverged_at() && !trainer.done()) {
      trainer.step();
      if (trainer.health().iteration != trainer.iteration()) continue;
      EXPECT_EQ(keys_of(now(trainer)), "") << name.key << " at " << trainer.iteration();
    }
    EXPECT_FALSE(trainer.diverged_at()) << name.key;
  }
}

/// Presets that learn in a few hundred iterations, at every validation on their way to the end.
TEST(Diagnosis, AHealthyRunIsNeverComplainedAbout) {
  for (const std::string_view name : {"pdm", "data", "mackey_glass"}) {
    Experiment experiment = *preset(name);
    experiment.training.stop.on = true;
    Trainer trainer(experiment);
    while (!trainer.done() && trainer.iteration() < (kSanitized ? 60 : 500)) {
      trainer.step();
      if (trainer.health().iteration != trainer.iteration()) continue;
      EXPECT_EQ(keys_of(now(trainer)), "") << name << " at " << trainer.iteration();
    }
    EXPECT_TRUE(kSanitized || trainer.done()) << name;
  }
}

}  // namespace nn4n::test::diagnosis_test
