#include "training/trainer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "training/take_snapshot.h"

namespace nn4n::test::trainer_test {

namespace {

/// Small enough to train in a fraction of a second, with everything switched on.
Experiment small() {
  Experiment experiment;
  experiment.network.areas[0].units = 13;
  experiment.network.areas[1].units = 10;
  experiment.training.batch = 12;
  experiment.training.validation_trials = 24;
  experiment.training.validation_interval = 10;
  return experiment;
}

void run(Trainer& trainer, int iterations) {
  for (int i = 0; i < iterations; ++i) trainer.step();
}

std::uint32_t fingerprint_after(const Experiment& experiment, int iterations) {
  Trainer trainer(experiment);
  run(trainer, iterations);
  return trainer.fingerprint();
}

}  // namespace

// The same numbers are expected natively, with sanitizers and under node; the browser tests compare
// with the program's. A change of bits is deliberate: change the numbers with its reason.
TEST(Trainer, GivesTheSameBitsEverywhere) {
  EXPECT_EQ(fingerprint_after(Experiment{}, 0), 0x2d2e603bu);
  EXPECT_EQ(fingerprint_after(Experiment{}, 100), 0x3d5addfeu);
  Experiment gonogo = small();
  gonogo.task.select("gonogo");
  gonogo.network.activation = ActivationKind::tanh;
  EXPECT_EQ(fingerprint_after(gonogo, 100), 0x15ac43a3u);
  Experiment unsigned_sigmoid = small();
  unsigned_sigmoid.network.activation = ActivationKind::sigmoid;
  unsigned_sigmoid.network.connectivity.unit_signs = UnitSigns::none;
  unsigned_sigmoid.training.optimiser = OptimiserKind::sgd;
  unsigned_sigmoid.training.learning_rate = 0.05;
  unsigned_sigmoid.training.momentum = 0.9;
  unsigned_sigmoid.training.batch = 5;
  EXPECT_EQ(fingerprint_after(unsigned_sigmoid, 100), 0xe832f1feu);
}

TEST(Trainer, LearnsGoNogo) {
  Experiment experiment = small();
  experiment.task.select("gonogo");
  experiment.training.learning_rate = 0.01;
  Trainer trainer(experiment);
  run(trainer, 10);
  const double before = trainer.loss();
  run(trainer, 190);
  EXPECT_LT(trainer.loss(), 0.5 * before);
  EXPECT_GT(trainer.accuracy(), 0.95);
}

TEST(Trainer, DaleSignsAndSparsitySurviveTraining) {
  Trainer trainer(small());
  run(trainer, 40);
  const Masks& masks = trainer.masks();
  const auto weights = trainer.parameters().of(Tensor::recurrent_weight);
  int alive = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const int sign = masks.unit_sign[k % static_cast<std::size_t>(masks.units)];
    if (!masks.recurrent[k]) {
      EXPECT_EQ(weights[k], 0);
    }
    EXPECT_GE(weights[k] * static_cast<float>(sign), 0);
    alive += weights[k] != 0;
  }
  EXPECT_GT(alive, 100);
}

TEST(Trainer, OnlyTheInputBiasDoesNotLearn) {
  Trainer trainer(small());
  const std::vector<float> before = trainer.parameters().values;
  run(trainer, 3);
  for (const Tensor tensor : kAllTensors) {
    const Sizes& sizes = trainer.parameters().sizes;
    if (sizes.count(tensor) == 0) continue;
    bool moved = false;
    for (std::size_t k = 0; k < sizes.count(tensor); ++k) {
      moved |= trainer.parameters().of(tensor)[k] != before[sizes.offset(tensor) + k];
    }
    EXPECT_EQ(moved, tensor != Tensor::input_bias) << static_cast<int>(tensor);
  }
}

TEST(Trainer, SeedsDifferAndRestartsDoNot) {
  Experiment other = small();
  other.seed = 2;
  EXPECT_EQ(fingerprint_after(small(), 5), fingerprint_after(small(), 5));
  EXPECT_NE(fingerprint_after(small(), 0), fingerprint_after(other, 0));
}

TEST(Trainer, LookingAtARunDoesNotChangeIt) {
  Trainer watched(small());
  for (int i = 0; i < 12; ++i) {
    watched.step();
    take_snapshot(watched, {.sample = i});
  }
  EXPECT_EQ(watched.fingerprint(), fingerprint_after(small(), 12));
}

TEST(Trainer, AChangeMadeWhileTrainingIsReplayedToTheSameBits) {
  Trainer steered(small());
  run(steered, 5);
  EXPECT_EQ(steered.change("training.learning_rate", 0.02), std::nullopt);
  run(steered, 5);
  EXPECT_EQ(steered.change("loss[1].weight", 0.01), std::nullopt);
  EXPECT_EQ(steered.change("network.recurrent_noise", 0.05), std::nullopt);
  run(steered, 5);
  EXPECT_EQ(steered.experiment().changes.size(), 3u);
  EXPECT_EQ(fingerprint_after(steered.experiment(), 15), steered.fingerprint());
  EXPECT_NE(fingerprint_after(small(), 15), steered.fingerprint());
}

TEST(Trainer, RefusesToChangeTheStructureWhileTraining) {
  Trainer trainer(small());
  const std::optional<Issue> issue = trainer.change("network.areas[0].units", 20);
  ASSERT_TRUE(issue);
  EXPECT_EQ(issue->message, "network.areas[0].units cannot be changed while training");
  EXPECT_TRUE(trainer.change("training.learning_rate", 1e9));
  EXPECT_TRUE(trainer.experiment().changes.empty());
}

TEST(Trainer, ADivergedRunReturnsToItsLastValidation) {
  Experiment experiment = small();
  experiment.training.optimiser = OptimiserKind::sgd;
  experiment.training.clip_norm = 0;
  experiment.training.learning_rate = 0.001;
  Trainer trainer(experiment);
  run(trainer, 13);
  EXPECT_EQ(fingerprint_after(experiment, 13), trainer.fingerprint());
  ASSERT_EQ(trainer.change("training.learning_rate", 1.0), std::nullopt);
  ASSERT_EQ(trainer.change("loss[0].weight", 100), std::nullopt);
  for (int i = 0; i < 200 && !trainer.diverged_at(); ++i) trainer.step();
  ASSERT_TRUE(trainer.diverged_at());
  EXPECT_GT(*trainer.diverged_at(), 13);
  EXPECT_EQ(trainer.iteration() % 10, 0);
  EXPECT_LT(trainer.iteration(), *trainer.diverged_at());
  EXPECT_EQ(static_cast<int>(trainer.loss_history().size()), trainer.iteration());
  for (const float value : trainer.parameters().values) EXPECT_TRUE(std::isfinite(value));
}

TEST(Trainer, ValidatesWhenDueAndCountsEveryTrialOnce) {
  Trainer trainer(small());
  EXPECT_TRUE(std::isnan(trainer.accuracy()));
  run(trainer, 25);
  ASSERT_EQ(trainer.validations().size(), 2u);
  EXPECT_EQ(trainer.validations()[1].iteration, 20);
  const Behaviour behaviour = take_snapshot(trainer).behaviour;
  EXPECT_GT(behaviour.trials.size(), 24u / 2) << "catch trials do not count";
  EXPECT_LE(behaviour.trials.size(), 24u);
  EXPECT_EQ(behaviour.drawn.size(), 2 * behaviour.trials.size());
  double score = 0;
  for (const JudgedTrial& trial : behaviour.trials) score += double{trial.score};
  EXPECT_NEAR(score / static_cast<double>(behaviour.trials.size()), trainer.accuracy(), 1e-6);
}

TEST(Snapshot, SurvivesTheWayToThePage) {
  Trainer trainer(small());
  run(trainer, 12);
  const Snapshot snapshot = take_snapshot(trainer, {.history_from = 4, .sample = 5});
  EXPECT_EQ(snapshot.loss_history.size(), 8u);
  EXPECT_EQ(snapshot.trial.index, 5);
  EXPECT_EQ(snapshot.trial.rates.size(), 23u * 60u);
  EXPECT_FALSE(snapshot.trial.description.empty());
  const std::optional<Snapshot> read = from_bytes(to_bytes(snapshot));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, snapshot);
}

TEST(Snapshot, DamagedBytesAreRefused) {
  Trainer trainer(small());
  run(trainer, 10);
  const std::vector<std::uint8_t> bytes = to_bytes(take_snapshot(trainer));
  for (std::size_t size = 0; size < bytes.size(); size += 97) {
    EXPECT_FALSE(from_bytes(std::span(bytes).first(size)));
  }
  std::vector<std::uint8_t> other_version = bytes;
  other_version[0] ^= 0x80;
  EXPECT_FALSE(from_bytes(other_version));
  std::vector<std::uint8_t> longer = bytes;
  longer.push_back(0);
  EXPECT_FALSE(from_bytes(longer));
}

TEST(Snapshot, WeightsOfTheWrongSizeAreRefused) {
  const Snapshot good = take_snapshot(Trainer(small()));
  ASSERT_TRUE(from_bytes(to_bytes(good)));
  for (auto weights : {&Snapshot::input, &Snapshot::recurrent, &Snapshot::readout}) {
    Snapshot bad = good;
    ASSERT_FALSE((bad.*weights).empty());
    (bad.*weights).pop_back();
    EXPECT_FALSE(from_bytes(to_bytes(bad)));
  }
}

TEST(Snapshot, AJudgementOutsideTheTrialIsRefused) {
  Trainer trainer(small());
  const Snapshot good = take_snapshot(trainer);
  ASSERT_TRUE(from_bytes(to_bytes(good)));
  EXPECT_EQ(good.trial.decided_by, DecidedBy::largest);
  EXPECT_EQ(good.trial.judged_to, good.trial.steps);
  EXPECT_EQ(good.trial.judged_to - good.trial.judged_from, 5) << "100 ms";
  const auto refused = [&](auto&& damage) {
    Snapshot bad = good;
    damage(bad.trial);
    return !from_bytes(to_bytes(bad));
  };
  EXPECT_TRUE(refused([](SampleTrial& trial) { trial.judged_to = trial.steps + 1; }));
  EXPECT_TRUE(refused([](SampleTrial& trial) { trial.judged_from = -1; }));
  EXPECT_TRUE(refused([](SampleTrial& trial) { trial.judged_from = trial.judged_to + 1; }));
  EXPECT_TRUE(refused([](SampleTrial& t) { t.decided_by = static_cast<DecidedBy>(9); }));
}

TEST(Health, IsMeasuredAtAValidation) {
  Trainer trainer(small());
  EXPECT_EQ(trainer.health().iteration, 0);
  EXPECT_EQ(trainer.health().reach.areas, (std::vector<std::uint8_t>{1, 1}));
  run(trainer, 10);
  const Health& health = trainer.health();
  EXPECT_EQ(health.iteration, 10);
  EXPECT_EQ(health.mean_rate.size(), 23u);
  EXPECT_EQ(health.activity.size(), 60u);
  EXPECT_EQ(health.gradient.size(), 60u);
  for (std::size_t n = 0; n < 23; ++n) EXPECT_GE(health.most_rate[n], health.mean_rate[n]);
  EXPECT_GT(health.gradient.front(), 0);
  EXPECT_GT(health.update_ratio, 0);
  EXPECT_GT(health.drive, health.noise);
  EXPECT_EQ(health.failed_at, 0);
}

TEST(Health, NamesTheFirstThatIsNotFinite) {
  Experiment experiment = small();
  experiment.training.optimiser = OptimiserKind::sgd;
  experiment.training.learning_rate = 1;
  experiment.training.clip_norm = 0;
  experiment.loss[0].weight = 100;
  Trainer trainer(experiment);
  for (int i = 0; i < 200 && !trainer.diverged_at(); ++i) trainer.step();
  ASSERT_TRUE(trainer.diverged_at());
  EXPECT_EQ(trainer.health().failed_at, *trainer.diverged_at());
  EXPECT_FALSE(trainer.health().failed_tensor.empty());
}

TEST(Health, OfTheWrongSizeIsRefused) {
  Trainer trainer(small());
  run(trainer, 10);
  const Snapshot good = take_snapshot(trainer);
  Snapshot bad = good;
  bad.health.saturated.pop_back();
  EXPECT_FALSE(from_bytes(to_bytes(bad)));
  bad = good;
  bad.health.mean_rate.push_back(0);
  EXPECT_FALSE(from_bytes(to_bytes(bad)));
  bad = good;
  bad.health.gradient.clear();
  EXPECT_FALSE(from_bytes(to_bytes(bad)));
}

/// One step of plain gradient descent, with the vanishing-gradient term at this weight.
Trainer after_one_step(double weight) {
  Experiment experiment = small();
  experiment.training.optimiser = OptimiserKind::sgd;
  experiment.training.learning_rate = 0.01;
  experiment.training.clip_norm = 0;
  experiment.training.validation_interval = 1;
  experiment.loss.push_back({Selection<TermCatalogue>("vanishing_gradient"), weight});
  Trainer trainer(experiment);
  run(trainer, 1);
  return trainer;
}

TEST(Trainer, ReportsTheVanishingGradientTermInTheLoss) {
  const double without = after_one_step(0).loss();
  const double once = after_one_step(0.5).loss();
  const double twice = after_one_step(1).loss();
  EXPECT_GT(once - without, 1e-3);
  EXPECT_NEAR(twice - without, 2 * (once - without), 1e-6);
  const float plain = after_one_step(0).validations()[0].loss;
  EXPECT_GT(after_one_step(1).validations()[0].loss, plain + 1e-3f);
}

TEST(Trainer, MovesOnlyRecurrentWeightsByTheVanishingGradientTerm) {
  const Trainer without = after_one_step(0);
  const Trainer with = after_one_step(1);
  for (const Tensor tensor : kAllTensors) {
    const auto a = without.parameters().of(tensor);
    const auto b = with.parameters().of(tensor);
    const bool same = std::equal(a.begin(), a.end(), b.begin());
    EXPECT_EQ(same, tensor != Tensor::recurrent_weight) << static_cast<int>(tensor);
  }
}

}  // namespace nn4n::test::trainer_test
