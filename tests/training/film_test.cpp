// The learning film keeps what the run had, thins itself evenly, and a run that begins at one of
// its moments is always the same.
#include "training/film.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "codec/safetensors.h"
#include "training/checkpoint.h"
#include "training/take_snapshot.h"

namespace nn4n::test::film_test {

namespace {

using Bytes = std::vector<std::uint8_t>;

Experiment small() {
  Experiment experiment;
  for (Area& area : experiment.network.areas) area.units = 6;
  experiment.training.batch = 8;
  experiment.training.validation_trials = 16;
  experiment.training.validation_interval = 5;
  return experiment;
}

struct Filmed {
  Trainer run;
  Film film;
  explicit Filmed(const Experiment& experiment) : run(experiment) { film.begin(run); }
  void step(int iterations) {
    for (int i = 0; i < iterations; ++i) {
      run.step();
      film.look_at(run);
    }
  }
};

TEST(Film, ShowsTheVeryWeightsThatTheRunHad) {
  Filmed filmed(small());
  std::vector<std::uint32_t> fingerprints{filmed.run.fingerprint()};
  for (int k = 0; k < 6; ++k) {
    filmed.step(5);
    fingerprints.push_back(filmed.run.fingerprint());
  }
  filmed.step(3);
  EXPECT_EQ(filmed.film.iterations(), (std::vector<int>{0, 5, 10, 15, 20, 25, 30}));
  for (std::size_t k = 0; k < fingerprints.size(); ++k) {
    const int iteration = static_cast<int>(k) * 5;
    Trainer there = run_at(filmed.run, *filmed.film.nearest(iteration));
    EXPECT_EQ(there.fingerprint(), fingerprints[k]) << iteration;
    EXPECT_EQ(there.iteration(), iteration);
    EXPECT_EQ(there.loss_history().size(), static_cast<std::size_t>(iteration));
    const double accuracy = there.measure_again();
    if (k == 0) continue;
    const Validation& then = filmed.run.validations()[k - 1];
    EXPECT_EQ(there.validations().back(), then);
    EXPECT_EQ(static_cast<float>(accuracy), then.accuracy) << "measured in the same trials";
  }
}

TEST(Film, ASnapshotOfAMomentIsTheOneThatTheRunSentThen) {
  Filmed filmed(small());
  filmed.step(10);
  const Snapshot then = take_snapshot(filmed.run, {.sample = 3});
  filmed.step(20);
  Trainer there = run_at(filmed.run, *filmed.film.nearest(10));
  there.measure_again();
  const Snapshot now = take_snapshot(there, {.sample = 3});
  EXPECT_EQ(now.recurrent, then.recurrent);
  EXPECT_EQ(now.trial, then.trial);
  EXPECT_EQ(now.behaviour, then.behaviour);
  EXPECT_EQ(now.fingerprint, then.fingerprint);
  EXPECT_EQ(now.validations, then.validations);
}

TEST(Film, LookingDoesNotTouchTheRun) {
  Filmed filmed(small());
  Trainer straight(small());
  for (int k = 0; k < 23; ++k) {
    filmed.step(1);
    straight.step();
    run_at(filmed.run, *filmed.film.nearest(k)).measure_again();
  }
  EXPECT_EQ(filmed.run.fingerprint(), straight.fingerprint());
  EXPECT_EQ(to_checkpoint(filmed.run), to_checkpoint(straight));
}

Moment moment_at(int iteration, const Sizes& sizes) {
  Moment moment;
  moment.iteration = iteration;
  moment.parameters = Parameters<float>(sizes);
  return moment;
}

TEST(Film, ThinsItselfEvenlyAndKeepsTheFirstAndTheLast) {
  const Sizes sizes = Trainer(small()).trained_parameters().sizes;
  for (const int validations : {119, 120, 121, 150, 240, 1000, 5000}) {
    Film film;
    for (int k = 0; k < validations; ++k) film.add(moment_at(50 * k, sizes));
    const std::vector<int> kept = film.iterations();
    EXPECT_EQ(kept.size(), std::min<std::size_t>(static_cast<std::size_t>(validations), 120));
    EXPECT_EQ(kept.front(), 0);
    EXPECT_EQ(kept.back(), 50 * (validations - 1));
    const int even = 50 * (validations - 1) / static_cast<int>(kept.size() - 1);
    for (std::size_t k = 1; k < kept.size(); ++k)
      EXPECT_LE(kept[k] - kept[k - 1], 3 * even + 50) << validations << " at " << kept[k];
  }
}

TEST(Film, OfALargeNetworkKeepsAsManyAsItsBytesAllow) {
  Sizes sizes = Trainer(small()).trained_parameters().sizes;
  sizes.units = 512;
  Film film;
  for (int k = 0; k < 40; ++k) film.add(moment_at(k, sizes));
  const std::size_t one = sizes.total() * sizeof(float);
  EXPECT_LE(film.iterations().size() * one, kFilmBytes);
  EXPECT_GE(film.iterations().size(), kFewestMoments);
  EXPECT_EQ(film.iterations().front(), 0);
  EXPECT_EQ(film.iterations().back(), 39);
}

TEST(Film, ABranchIsAlwaysTheSameRunAndForgetsLaterChanges) {
  for (const bool kept : {false, true}) {
    Experiment experiment = small();
    if (kept) experiment.network.initial_state = InitialState::kept;
    Filmed filmed(experiment);
    filmed.step(12);
    ASSERT_FALSE(filmed.run.change("training.learning_rate", 0.5));
    filmed.step(18);
    const Moment moment = *filmed.film.nearest(10);
    Trainer one = branch_at(filmed.run, moment);
    Trainer other = branch_at(filmed.run, moment);
    EXPECT_EQ(one.iteration(), 10);
    EXPECT_TRUE(one.experiment().changes.empty());
    EXPECT_EQ(fingerprint_of(moment.parameters), one.fingerprint());
    for (int k = 0; k < 13; ++k) {
      one.step();
      other.step();
    }
    EXPECT_EQ(one.fingerprint(), other.fingerprint());
    EXPECT_NE(one.fingerprint(), fingerprint_of(moment.parameters));
    EXPECT_EQ(one.validations().size(), 4u);
    const auto again = from_checkpoint(to_checkpoint(one));
    ASSERT_TRUE(std::holds_alternative<Trainer>(again)) << std::get<Issue>(again).message;
    EXPECT_EQ(std::get<Trainer>(again).fingerprint(), one.fingerprint());
  }
}

TEST(Film, BytesGiveTheMomentBack) {
  for (const bool kept : {false, true}) {
    Experiment experiment = small();
    if (kept) experiment.network.initial_state = InitialState::kept;
    Filmed filmed(experiment);
    filmed.step(10);
    const Moment moment = *filmed.film.nearest(5);
    const auto read = moment_from(to_bytes(moment), filmed.run);
    ASSERT_TRUE(std::holds_alternative<Moment>(read)) << std::get<Issue>(read).message;
    const Moment& back = std::get<Moment>(read);
    EXPECT_EQ(back.iteration, 5);
    EXPECT_EQ(back.draw, moment.draw);
    EXPECT_EQ(back.parameters.values, moment.parameters.values);
    EXPECT_EQ(to_bytes(back), to_bytes(moment));
  }
}

std::string complaint(const Bytes& bytes, const Trainer& run) {
  const auto read = moment_from(bytes, run);
  const Issue* issue = std::get_if<Issue>(&read);
  return issue ? issue->message : "";
}

/// The bytes of a moment whose contents were changed by somebody who knows the checksum.
Bytes forged(const Moment& moment, const std::function<void(TensorFile&)>& change) {
  TensorFile file = parse_safetensors(to_bytes(moment)).file;
  change(file);
  for (auto& [key, text] : file.metadata) {
    if (key == "checksum") text = checksum_of(file);
  }
  return to_safetensors(file);
}

TEST(Film, DamagedBytesAreRefusedInASentence) {
  Filmed filmed(small());
  filmed.step(10);
  const Moment moment = *filmed.film.nearest(5);
  const Bytes whole = to_bytes(moment);
  for (std::size_t length = 0; length < whole.size(); length += 97)
    EXPECT_NE(
        complaint({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}, filmed.run),
        "");
  for (std::size_t at = 0; at < whole.size(); at += 13) {
    Bytes bytes = whole;
    bytes[at] ^= 0x41;
    EXPECT_NE(complaint(bytes, filmed.run), "") << "byte " << at;
  }
  const Bytes huge(9 * 1024 * 1024, 7);
  EXPECT_NE(complaint(huge, filmed.run), "");
  EXPECT_NE(complaint(to_checkpoint(filmed.run), filmed.run), "") << "a checkpoint is no moment";
}

TEST(Film, MomentsThatDoNotFitTheRunAreRefused) {
  Filmed filmed(small());
  filmed.step(10);
  const Moment moment = *filmed.film.nearest(5);
  const auto with = [&](std::string_view key, std::string_view value) {
    return complaint(forged(moment,
                            [&](TensorFile& file) {
                              for (auto& [name, text] : file.metadata) {
                                if (name == key) text = value;
                              }
                            }),
                     filmed.run);
  };
  EXPECT_NE(with("iteration", "11").find("allowed 0 to 10"), std::string::npos);
  EXPECT_NE(with("iteration", "1.5"), "");
  EXPECT_NE(with("iteration", "many"), "");
  EXPECT_NE(with("stage", "1").find("allowed 0 to 0"), std::string::npos);
  EXPECT_NE(with("draw", "4000"), "");
  EXPECT_NE(with("format", "nn4n-checkpoint"), "");
  const auto unfinished = [](TensorFile& file) { file.tensors.front().values.front() = NAN; };
  EXPECT_NE(complaint(forged(moment, unfinished), filmed.run), "");
  const auto missing = [](TensorFile& file) { file.tensors.erase(file.tensors.begin()); };
  EXPECT_NE(complaint(forged(moment, missing), filmed.run), "");
  const auto potentials = [](TensorFile& file) {
    file.tensors.back().shape = {8};
    file.tensors.back().values.assign(8, 0);
  };
  EXPECT_NE(complaint(forged(moment, potentials), filmed.run), "");
  Experiment other = small();
  other.network.areas.front().units = 7;
  Trainer larger(other);
  for (int k = 0; k < 10; ++k) larger.step();
  EXPECT_NE(complaint(to_bytes(moment), larger), "") << "another network";
}

TEST(Film, GoesBackWithARunThatDiverges) {
  Experiment experiment = small();
  Filmed filmed(experiment);
  filmed.step(7);
  ASSERT_FALSE(filmed.run.change("training.learning_rate", 1));
  filmed.step(5);
  filmed.film.forget_after(6);
  EXPECT_EQ(filmed.film.iterations(), (std::vector<int>{0, 5}));
  EXPECT_EQ(filmed.film.nearest(4)->iteration, 5);
  EXPECT_EQ(filmed.film.nearest(0)->iteration, 0);
  EXPECT_EQ(Film().nearest(3), nullptr);
}

}  // namespace

}  // namespace nn4n::test::film_test
