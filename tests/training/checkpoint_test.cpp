#include "training/checkpoint.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "codec/json.h"
#include "codec/random_experiment.h"
#include "training/take_snapshot.h"
#include "training/weights.h"

namespace nn4n::test::checkpoint_test {

namespace {

using Bytes = std::vector<std::uint8_t>;

Experiment small() {
  Experiment experiment;
  experiment.network.areas[0].units = 7;
  experiment.network.areas[1].units = 5;
  experiment.training.batch = 4;
  experiment.training.validation_trials = 12;
  experiment.training.validation_interval = 10;
  return experiment;
}

Experiment with_sgd() {
  Experiment experiment = small();
  experiment.training.optimiser = OptimiserKind::sgd;
  experiment.training.learning_rate = 0.01;
  experiment.training.momentum = 0.9;
  return experiment;
}

/// A run that carries its potentials from batch to batch, learns alpha, and trains weights that are
/// clamped only where they are used.
Experiment with_everything() {
  Experiment experiment = small();
  experiment.network.initial_state = InitialState::kept;
  experiment.network.learn_alpha = true;
  experiment.network.connectivity.sign_constraint = SignConstraint::rectify;
  return experiment;
}

void run(Trainer& trainer, int iterations) {
  for (int i = 0; i < iterations; ++i) trainer.step();
}

Trainer trained(const Experiment& experiment, int iterations) {
  Trainer trainer(experiment);
  run(trainer, iterations);
  return trainer;
}

/// The run that a checkpoint holds; a failure and a fresh run when there is none.
Trainer restored(const Bytes& bytes) {
  std::variant<Trainer, Issue> result = from_checkpoint(bytes);
  if (Trainer* trainer = std::get_if<Trainer>(&result)) return *trainer;
  ADD_FAILURE() << std::get<Issue>(result).message;
  return Trainer(small());
}

/// Why there is none; empty when there is one.
std::string refusal_of(const Bytes& bytes) {
  const std::variant<Trainer, Issue> result = from_checkpoint(bytes);
  const Issue* issue = std::get_if<Issue>(&result);
  return issue ? issue->message : "";
}

/// A file that says it is intact.
Bytes sealed(TensorFile file) {
  std::erase_if(file.metadata, [](const auto& entry) { return entry.first == "checksum"; });
  const std::string checksum = checksum_of(file);
  file.metadata.emplace_back("checksum", checksum);
  return to_safetensors(file);
}

TensorFile file_after(int iterations) {
  return parse_safetensors(to_checkpoint(trained(small(), iterations))).file;
}

NamedTensor& tensor(TensorFile& file, std::string_view name) {
  return const_cast<NamedTensor&>(*file.find(name));
}

std::string& metadata(TensorFile& file, std::string_view key) {
  return const_cast<std::string&>(*file.find_metadata(key));
}

void expect_same(const Trainer& a, const Trainer& b) {
  EXPECT_EQ(a.iteration(), b.iteration());
  EXPECT_EQ(a.fingerprint(), b.fingerprint());
  EXPECT_EQ(a.loss_history(), b.loss_history());
  EXPECT_EQ(a.validations(), b.validations());
  EXPECT_EQ(a.diverged_at(), b.diverged_at());
  EXPECT_TRUE(a.experiment() == b.experiment());
  EXPECT_EQ(to_checkpoint(a), to_checkpoint(b));
}

/// 30 iterations at a stretch against `first`, a checkpoint, and the rest.
void expect_continues(const Experiment& experiment, int first) {
  const Trainer whole = trained(experiment, 30);
  Trainer rest = restored(to_checkpoint(trained(experiment, first)));
  EXPECT_EQ(rest.iteration(), first);
  EXPECT_NE(rest.fingerprint(), whole.fingerprint()) << "there is something left to do";
  run(rest, 30 - first);
  expect_same(whole, rest);
}

}  // namespace

TEST(Checkpoint, KeepsNormsAndTermsAndDoesWithoutThem) {
  Experiment experiment;
  experiment.network.areas[0].units = 6;
  experiment.network.areas[1].units = 5;
  experiment.training.batch = 8;
  Trainer trainer(experiment);
  for (int k = 0; k < 7; ++k) trainer.step();
  ASSERT_EQ(trainer.norms().size(), 7u);
  EXPECT_GT(trainer.norms()[3].gradient, 0);
  EXPECT_GT(trainer.norms()[3].weights, 0);
  const auto bytes = to_checkpoint(trainer);
  auto read = from_checkpoint(bytes);
  ASSERT_TRUE(std::holds_alternative<Trainer>(read));
  Trainer& back = *std::get_if<Trainer>(&read);
  EXPECT_EQ(back.norms(), trainer.norms());
  EXPECT_EQ(back.term_history(), trainer.term_history());
  ASSERT_EQ(back.term_history().size(), 7 * experiment.loss.size());
  double sum = 0;
  for (std::size_t k = 0; k < experiment.loss.size(); ++k)
    sum += experiment.loss[k].weight * double{back.term_history()[k]};
  EXPECT_NEAR(sum, double{back.loss_history()[0]}, 1e-5);
  // A file of an earlier build has neither; they are unknown then, and go on from there.
  TensorFile file = parse_safetensors(bytes, kCheckpointLimits).file;
  const auto without = [&](auto change) {
    TensorFile changed = file;
    change(changed);
    for (auto& [key, text] : changed.metadata)
      if (key == "checksum") text = checksum_of(changed);
    return from_checkpoint(to_safetensors(changed));
  };
  auto older = without([](TensorFile& f) {
    std::erase_if(f.tensors, [](const auto& t) { return t.name == "norms" || t.name == "terms"; });
  });
  ASSERT_TRUE(std::holds_alternative<Trainer>(older));
  Trainer& old = *std::get_if<Trainer>(&older);
  EXPECT_TRUE(std::isnan(old.norms()[6].gradient));
  old.step();
  trainer.step();
  EXPECT_EQ(old.norms()[7], trainer.norms()[7]) << "to the bit";
  for (const float wrong : {-1.0f, -INFINITY}) {
    auto damaged = without([&](TensorFile& f) {
      for (auto& t : f.tensors)
        if (t.name == "norms") t.values[2] = wrong;
    });
    EXPECT_TRUE(std::holds_alternative<Issue>(damaged));
  }
  auto short_list = without([](TensorFile& f) {
    for (auto& t : f.tensors)
      if (t.name == "norms") t.shape = {6, 2}, t.values.resize(12);
  });
  EXPECT_TRUE(std::holds_alternative<Issue>(short_list));
}

TEST(Checkpoint, GoesOnToTheSameBits) {
  expect_continues(small(), 17);
  expect_continues(with_sgd(), 17);
}

TEST(Checkpoint, GoesOnFromTheStartAndFromAValidation) {
  expect_continues(small(), 0);
  expect_continues(with_sgd(), 20);
  expect_continues(small(), 10);
}

TEST(Checkpoint, GoesOnWithKeptPotentialsAndLearntAlpha) {
  expect_continues(with_everything(), 17);
  expect_continues(with_everything(), 0);
  const Trainer trainer = trained(with_everything(), 17);
  EXPECT_EQ(trainer.state().trained.kept.size(), 12u) << "one bundle of 12 units";
  EXPECT_EQ(trainer.parameters().of(Tensor::alpha).size(), 12u);
  EXPECT_NE(trainer.state().trained.parameters.values, trainer.parameters().values);
}

TEST(Checkpoint, ComesBackAsItWas) {
  for (const Experiment& experiment : {small(), with_sgd(), with_everything()}) {
    const Trainer trainer = trained(experiment, 23);
    Trainer copy = restored(to_checkpoint(trainer));
    expect_same(trainer, copy);
    EXPECT_EQ(take_snapshot(copy).behaviour, take_snapshot(trainer).behaviour);
    EXPECT_FALSE(take_snapshot(copy).behaviour.trials.empty());
  }
}

TEST(Checkpoint, KeepsTheDecaysOfAdamToTheLastBit) {
  Trainer trainer(small());
  RunState state = trainer.state();
  for (const double decay : {1.0, 0.1 * 3, std::nextafter(0.9, 0), 1e-310, 5e-324, 0.0}) {
    state.trained.optimiser.first_decay = decay;
    trainer.resume(state);
    const Trainer copy = restored(to_checkpoint(trainer));
    EXPECT_EQ(copy.state().trained.optimiser.first_decay, decay);
  }
}

TEST(Checkpoint, KeepsIterationsThatTakeTwoNumbers) {
  Trainer trainer = trained(small(), 10);
  RunState state = trainer.state();
  state.iteration = 70000;
  state.trained.losses.assign(70000, 0.5f);
  state.trained.validations = {{65535, 0.5f, 0.75f}, {65536, INFINITY, 1}, {69999, 0.25f, 0}};
  trainer.resume(state);
  const Bytes bytes = to_checkpoint(trainer);
  expect_same(trainer, restored(bytes));
  const ParsedTensors parsed = parse_safetensors(bytes);
  const std::vector<float>& rows = parsed.file.find("validations")->values;
  EXPECT_EQ(std::vector(rows.end() - 6, rows.end()), (std::vector<float>{1, 4463, 0.25f, 0, 0, 1}));
}

TEST(Checkpoint, GoesOnAfterAChange) {
  Trainer whole(small());
  run(whole, 7);
  ASSERT_EQ(whole.change("training.learning_rate", 0.02), std::nullopt);
  run(whole, 6);
  Trainer rest = restored(to_checkpoint(whole));
  for (Trainer* trainer : {&whole, &rest}) {
    EXPECT_EQ(trainer->experiment().changes.size(), 1u);
    ASSERT_EQ(trainer->change("loss[1].weight", 0.01), std::nullopt);
    run(*trainer, 9);
  }
  expect_same(whole, rest);
  EXPECT_NE(whole.fingerprint(), trained(small(), 22).fingerprint()) << "the changes matter";
}

TEST(Checkpoint, GoesOnToAndFromADivergence) {
  Experiment experiment = with_sgd();
  experiment.training.clip_norm = 0;
  experiment.training.learning_rate = 0.001;
  Trainer whole = trained(experiment, 13);
  ASSERT_EQ(whole.change("training.learning_rate", 1.0), std::nullopt);
  ASSERT_EQ(whole.change("loss[0].weight", 100), std::nullopt);
  Trainer before = whole;  // the state one step earlier
  for (int i = 0; i < 200 && !whole.diverged_at(); ++i) {
    before = whole;
    whole.step();
  }
  ASSERT_TRUE(whole.diverged_at());
  Trainer rest = restored(to_checkpoint(before));
  rest.step();
  expect_same(whole, rest);
  Trainer after = restored(to_checkpoint(whole));
  EXPECT_EQ(after.diverged_at(), whole.diverged_at());
  ASSERT_EQ(whole.change("training.learning_rate", 0.001), std::nullopt);
  ASSERT_EQ(after.change("training.learning_rate", 0.001), std::nullopt);
  run(whole, 12);
  run(after, 12);
  expect_same(whole, after);
}

TEST(Checkpoint, GoesOnFromGivenWeights) {
  Trainer whole(small());
  whole.start_from(trained(small(), 5).parameters());
  run(whole, 3);
  Trainer rest = restored(to_checkpoint(whole));
  run(whole, 9);
  run(rest, 9);
  expect_same(whole, rest);
}

TEST(Checkpoint, IsAFileOfWeights) {
  const Trainer trainer = trained(small(), 12);
  const WeightsReading reading = read_weights(to_checkpoint(trainer), Trainer(small()));
  EXPECT_TRUE(reading.readable);
  EXPECT_TRUE(reading.issues.empty());
  EXPECT_EQ(reading.parameters.values, trainer.parameters().values);
}

TEST(Checkpoint, OfAnotherKindOrVersionIsRefused) {
  EXPECT_EQ(refusal_of({}), "The checkpoint has 0 bytes; allowed at least 8");
  EXPECT_EQ(refusal_of(to_safetensors(weights_of(trained(small(), 1)))),
            "The checkpoint has the format \"nn4n-weights\"; allowed \"nn4n-checkpoint\"");
  TensorFile file = file_after(1);
  metadata(file, "format_version") = "2";
  EXPECT_EQ(refusal_of(sealed(file)), "The checkpoint has the format version \"2\"; allowed \"1\"");
}

TEST(Checkpoint, EveryFlippedBitAndTruncationIsRefused) {
  const Bytes bytes = to_checkpoint(trained(small(), 12));
  ASSERT_EQ(refusal_of(bytes), "");
  for (std::size_t bit = 0; bit < 8 * bytes.size(); bit += 61) {
    Bytes damaged = bytes;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    ASSERT_NE(refusal_of(damaged), "") << "bit " << bit;
  }
  for (std::size_t size = 0; size < bytes.size(); size += 397) {
    ASSERT_NE(refusal_of(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size))),
              "");
  }
  Bytes value = bytes;
  value.back() ^= 1;
  EXPECT_EQ(refusal_of(value).substr(0, 42), "The checkpoint is damaged: its checksum is");
}

TEST(Checkpoint, WhatDoesNotFitTogetherIsRefusedInWords) {
  struct Bad {
    std::function<void(TensorFile&)> damage;
    std::string message;
  };
  for (const Bad& bad : std::vector<Bad>{
           {[](TensorFile& f) { metadata(f, "iteration") = "99999999999"; },
            "does not fit together: iteration is \"99999999999\"; allowed 0 to 1000000000"},
           {[](TensorFile& f) { metadata(f, "iteration") = "1000000000"; },
            "does not fit together: losses, validations or kept potentials do not go with the "
            "iteration, which is "
            "1000000000; allowed one loss for each"},
           {[](TensorFile& f) { metadata(f, "last_good.iteration") = "13"; },
            "does not fit together: last_good.iteration is 13; allowed at most the iteration, 12"},
           {[](TensorFile& f) { metadata(f, "iteration") = "1.5"; },
            "does not fit together: iteration is 1.5; allowed whole numbers"},
           {[](TensorFile& f) { metadata(f, "optimiser.first_decay") = "nan"; },
            "does not fit together: optimiser.first_decay is \"nan\"; allowed 0 to 1"},
           {[](TensorFile& f) {
              tensor(f, "optimiser.first.readout_layer.weight").shape = {12, 2};
            },
            "does not fit together: optimiser.first.readout_layer.weight is 12 x 2; allowed 2 x 12 "
            "(is it transposed?)"},
           {[](TensorFile& f) { tensor(f, "losses").name = "losess"; },
            "does not fit together: losses is missing; it must be there"},
           {[](TensorFile& f) { tensor(f, "validations").values[3] = NAN; },
            "does not fit together: validations has a bad row"},
           {[](TensorFile& f) { tensor(f, "validations").values[1] = 13; },
            "does not fit together: losses, validations or kept potentials do not go with the "
            "iteration"},
           {[](TensorFile& f) { tensor(f, "last_good.behaviour").values[1] = 1e9f; },
            "does not fit together: behaviour has a bad row"},
           {[](TensorFile& f) {
              tensor(f, "behaviour.drawn").values.resize(2);
              tensor(f, "behaviour.drawn").shape = {1, 2};
            },
            "does not fit together: behaviour.drawn has not as many rows as behaviour"},
           {[](TensorFile& f) {
              tensor(f, "kept").values.resize(8);
              tensor(f, "kept").shape = {1, 8};
            },
            "does not fit together: losses, validations or kept potentials do not go with"},
           {[](TensorFile& f) { metadata(f, "experiment") = "{\"seed\": -1}"; },
            "has an experiment that does not open: seed is -1; allowed 0 to 4294967295."},
           {[](TensorFile& f) { metadata(f, "experiment") = "{}"; },
            "does not fit together: recurrent_layer.input_layer.weight is 12 x 3; allowed 64 x 3"},
           {[](TensorFile& f) { metadata(f, "experiment") = ""; },
            "has an experiment that does not open: The text is not JSON"}}) {
    TensorFile file = file_after(12);
    bad.damage(file);
    EXPECT_EQ(refusal_of(sealed(file)).substr(0, 15 + bad.message.size()),
              "The checkpoint " + bad.message);
  }
}

namespace {

void damage(TensorFile& file, Dice& dice) {
  constexpr std::string_view texts[] = {"",    "-1",   "0",      "1e9", "1e300", "nan", "0x1p3",
                                        "abc", "12.5", "999999", "12",  "{}",    "[",   "null"};
  constexpr float numbers[] = {NAN, INFINITY, -INFINITY, -1, 0, 0.5f, 1e30f, 65536, 3};
  NamedTensor& tensor = file.tensors[dice.below(file.tensors.size())];
  auto& [key, text] = file.metadata[dice.below(file.metadata.size())];
  const bool empty = tensor.values.empty();
  switch (dice.below(6)) {
    case 0:
      text = dice.pick(texts);
      return;
    case 1:
      if (!text.empty()) text[dice.below(text.size())] = static_cast<char>(32 + dice.below(95));
      return;
    case 2:
      if (!empty) tensor.values[dice.below(tensor.values.size())] = dice.pick(numbers);
      return;
    case 3:
      tensor.values.resize(dice.below(40));
      tensor.shape = {tensor.values.size()};
      return;
    case 4:
      tensor.name += "x";
      return;
    default:
      tensor.shape.push_back(1);
      return;
  }
}

}  // namespace

TEST(Checkpoint, SealedDamageGivesARunThatGoesOnOrASentence) {
  Dice dice(10);
  const TensorFile intact = file_after(12);
  int refused = 0;
  constexpr int cases = 1000;
  for (int i = 0; i < cases; ++i) {
    TensorFile file = intact;
    for (std::size_t k = 1 + dice.below(2); k > 0; --k) damage(file, dice);
    std::variant<Trainer, Issue> result = from_checkpoint(sealed(file));
    if (const Issue* issue = std::get_if<Issue>(&result)) {
      ASSERT_FALSE(issue->message.empty());
      ++refused;
      continue;
    }
    Trainer& trainer = std::get<Trainer>(result);
    if (trainer.experiment().training.batch < 40) run(trainer, 2);
    ASSERT_EQ(refusal_of(to_checkpoint(trainer)), "");
  }
  EXPECT_GT(refused, cases / 2) << "the damage should matter";
  EXPECT_LT(refused, cases) << "some of it should not";
}

}  // namespace nn4n::test::checkpoint_test
