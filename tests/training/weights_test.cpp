#include "training/weights.h"

#include <gtest/gtest.h>

#include <cmath>

#include "codec/json.h"
#include "codec/random_experiment.h"

namespace nn4n::test::weights_test {

namespace {

Experiment small() {
  Experiment experiment;
  experiment.network.areas[0].units = 7;
  experiment.network.areas[1].units = 5;
  experiment.training.batch = 4;
  return experiment;
}

Trainer trained(int iterations) {
  Trainer trainer(small());
  for (int i = 0; i < iterations; ++i) trainer.step();
  return trainer;
}

WeightsReading read(const TensorFile& file, const Trainer& trainer) {
  return read_weights(to_safetensors(file), trainer);
}

NamedTensor& tensor(TensorFile& file, std::string_view name) {
  return const_cast<NamedTensor&>(*file.find(name));
}

void remove(TensorFile& file, std::string_view name) {
  std::erase_if(file.tensors, [&](const NamedTensor& t) { return t.name == name; });
}

/// The only issue's message, or how many there are.
std::string only(const Issues& issues) {
  return issues.size() == 1 ? issues[0].message : std::to_string(issues.size()) + " issues";
}

/// What a file is refused with; nothing may have been taken.
std::string refusal_of(const TensorFile& file) {
  const Trainer trainer(small());
  const WeightsReading reading = read(file, trainer);
  EXPECT_FALSE(reading.readable);
  EXPECT_EQ(reading.parameters.values, trainer.parameters().values);
  return only(reading.issues);
}

}  // namespace

TEST(Weights, HaveTheNamesAndShapesOfNn4n) {
  std::vector<std::string> found;
  for (const NamedTensor& t : weights_of(trained(0)).tensors) {
    found.push_back(t.name + " " + shape_words(t.shape));
  }
  EXPECT_EQ(
      found,
      (std::vector<std::string>{
          "recurrent_layer.input_layer.weight 12 x 3", "recurrent_layer.input_layer.bias 12",
          "recurrent_layer.hidden_layer.weight 12 x 12", "recurrent_layer.hidden_layer.bias 12",
          "readout_layer.weight 2 x 12", "readout_layer.bias 2", "init_state 12",
          "recurrent_layer.hidden_state 12", "alpha 12", "recurrent_layer.alpha 12",
          "mask.input 12 x 3", "mask.hidden 12 x 12", "mask.readout 2 x 12"}));
}

TEST(Weights, AreWrittenRowByTarget) {
  const Trainer trainer = trained(2);
  const TensorFile file = weights_of(trainer);
  const NamedTensor& mask = *file.find("mask.hidden");
  const NamedTensor& weight = *file.find("recurrent_layer.hidden_layer.weight");
  int inhibitory = 0;
  for (std::size_t to = 0; to < 12; ++to) {
    for (std::size_t from = 0; from < 12; ++from) {
      const std::size_t k = 12 * to + from;
      EXPECT_EQ(weight.values[k], trainer.parameters().of(Tensor::recurrent_weight)[k]);
      const int present = trainer.masks().recurrent[k];
      EXPECT_EQ(mask.values[k], static_cast<float>(present * trainer.masks().unit_sign[from]));
      inhibitory += mask.values[k] < 0 ? 1 : 0;
    }
  }
  EXPECT_GT(inhibitory, 0);
  EXPECT_EQ(file.find("alpha")->values, std::vector<float>(12, 0.2f));
}

TEST(Weights, SayWhichExperimentTheyBelongTo) {
  const Trainer trainer = trained(2);
  const TensorFile file = weights_of(trainer);
  EXPECT_EQ(*file.find_metadata("format"), "nn4n-weights");
  EXPECT_EQ(*file.find_metadata("iteration"), "2");
  EXPECT_EQ(*file.find_metadata("fingerprint"), hexadecimal(trainer.fingerprint()));
  EXPECT_EQ(read_json(*file.find_metadata("experiment")).experiment, trainer.experiment());
}

TEST(Weights, ComeBackToTheBit) {
  const Trainer source = trained(5);
  Trainer target(small());
  ASSERT_NE(target.fingerprint(), source.fingerprint());
  const WeightsReading reading = read(weights_of(source), target);
  EXPECT_TRUE(reading.readable);
  EXPECT_EQ(only(reading.issues), "0 issues");
  target.start_from(reading.parameters);
  EXPECT_EQ(target.fingerprint(), source.fingerprint());
}

TEST(Weights, AStartFromThemIsIterationZero) {
  const Trainer source = trained(5);
  Trainer target = trained(3);
  target.start_from(source.parameters());
  EXPECT_EQ(target.iteration(), 0);
  EXPECT_TRUE(target.loss_history().empty());
  EXPECT_EQ(target.fingerprint(), source.fingerprint());
  Trainer again(small());
  again.start_from(source.parameters());
  target.step();
  again.step();
  EXPECT_EQ(target.iteration(), 1);
  EXPECT_EQ(target.fingerprint(), again.fingerprint()) << "nothing is left of the former run";
}

TEST(Weights, OfAPlainStateDictAreTaken) {
  TensorFile file = weights_of(trained(5));
  file.metadata.clear();
  for (const std::string_view extra :
       {"init_state", "recurrent_layer.hidden_state", "alpha", "recurrent_layer.alpha",
        "mask.input", "mask.hidden", "mask.readout", "readout_layer.bias"}) {
    remove(file, extra);
  }
  const WeightsReading reading = read(file, Trainer(small()));
  EXPECT_TRUE(reading.readable);
  EXPECT_EQ(only(reading.issues), "0 issues");
  for (const float v : reading.parameters.of(Tensor::initial_potential)) EXPECT_EQ(v, 0);
  for (const float b : reading.parameters.of(Tensor::readout_bias)) EXPECT_EQ(b, 0);
}

TEST(Weights, TheInitialStateIsFoundUnderItsOlderName) {
  TensorFile file = weights_of(trained(5));
  remove(file, "init_state");
  tensor(file, "recurrent_layer.hidden_state").values.assign(12, 0.75f);
  const WeightsReading reading = read(file, Trainer(small()));
  for (const float v : reading.parameters.of(Tensor::initial_potential)) EXPECT_EQ(v, 0.75f);
}

TEST(Weights, OfOtherShapesAreRefusedInWords) {
  const TensorFile file = weights_of(trained(1));
  TensorFile transposed = file;
  tensor(transposed, "readout_layer.weight").shape = {12, 2};
  EXPECT_EQ(refusal_of(transposed),
            "readout_layer.weight is 12 x 2; allowed 2 x 12 (is it transposed?)");
  TensorFile larger = file;
  NamedTensor& hidden = tensor(larger, "recurrent_layer.hidden_layer.weight");
  hidden.shape = {13, 12};
  hidden.values.resize(13 * 12);
  EXPECT_EQ(refusal_of(larger), "recurrent_layer.hidden_layer.weight is 13 x 12; allowed 12 x 12");
  TensorFile flat = file;
  tensor(flat, "readout_layer.bias").shape = {1, 2};
  EXPECT_EQ(refusal_of(flat), "readout_layer.bias is 1 x 2; allowed 2");
}

TEST(Weights, MustBeThereAndFinite) {
  TensorFile missing = weights_of(trained(1));
  remove(missing, "readout_layer.weight");
  EXPECT_EQ(refusal_of(missing), "readout_layer.weight is missing; it must be there");
  TensorFile infinite = weights_of(trained(1));
  tensor(infinite, "init_state").values[3] = INFINITY;
  tensor(infinite, "init_state").values[4] = std::nanf("");
  EXPECT_EQ(refusal_of(infinite),
            "init_state has 2 of 12 values that are not finite; allowed finite ones");
  EXPECT_EQ(refusal_of({}), "3 issues") << "the three weights that must be there";
}

TEST(Weights, FromBytesThatAreNoFileAreRefused) {
  const Trainer trainer(small());
  const std::vector<std::uint8_t> bytes{1, 2, 3};
  const WeightsReading reading = read_weights(bytes, trainer);
  EXPECT_FALSE(reading.readable);
  EXPECT_EQ(only(reading.issues), "The file has 3 bytes; allowed at least 8");
}

TEST(Weights, WhatMeansNothingHereIsReported) {
  TensorFile file = weights_of(trained(1));
  file.tensors.push_back({"layer.0\n", {1}, {3}});
  const WeightsReading reading = read(file, Trainer(small()));
  EXPECT_TRUE(reading.readable);
  EXPECT_EQ(only(reading.issues), "layer.0? means nothing here and is left out");
}

TEST(Weights, OtherTimeConstantsAreReported) {
  TensorFile file = weights_of(trained(1));
  remove(file, "alpha");
  tensor(file, "recurrent_layer.alpha").values[2] = 0.5f;
  const WeightsReading reading = read(file, Trainer(small()));
  EXPECT_TRUE(reading.readable);
  EXPECT_EQ(only(reading.issues),
            "recurrent_layer.alpha is not dt / tau of the experiment's areas; the experiment's is "
            "used");
}

TEST(Weights, LearntTimeConstantsAreTakenOrKept) {
  Experiment experiment = small();
  experiment.network.learn_alpha = true;
  Trainer source(experiment);
  for (int i = 0; i < 4; ++i) source.step();
  TensorFile file = weights_of(source);
  const WeightsReading taken = read(file, Trainer(experiment));
  EXPECT_EQ(only(taken.issues), "0 issues");
  EXPECT_EQ(taken.parameters.values, source.parameters().values);
  EXPECT_NE(taken.parameters.of(Tensor::alpha)[0], 0.2f);
  remove(file, "alpha");
  EXPECT_EQ(read(file, Trainer(experiment)).parameters.values, source.parameters().values)
      << "under NN4N's name";
  remove(file, "recurrent_layer.alpha");
  EXPECT_EQ(read(file, Trainer(experiment)).parameters.of(Tensor::alpha)[0], 0.2f);
}

TEST(Weights, AreBroughtWithinMasksAndSigns) {
  const Trainer trainer(small());
  TensorFile file = weights_of(trained(1));
  NamedTensor& hidden = tensor(file, "recurrent_layer.hidden_layer.weight");
  const auto absent = std::find(trainer.masks().recurrent.begin(), trainer.masks().recurrent.end(),
                                std::uint8_t{0});
  const auto place = static_cast<std::size_t>(absent - trainer.masks().recurrent.begin());
  ASSERT_LT(place, hidden.values.size());
  hidden.values[place] = 1;
  const WeightsReading reading = read(file, trainer);
  EXPECT_TRUE(reading.readable);
  EXPECT_EQ(reading.parameters.of(Tensor::recurrent_weight)[place], 0);
  EXPECT_EQ(only(reading.issues),
            "recurrent_layer.hidden_layer.weight has 1 of 144 values that the experiment's masks "
            "and signs do not allow; they move to the nearest that is allowed");
}

TEST(Weights, DamagedFilesGiveFiniteWeightsOrASentence) {
  Dice dice(9);
  const Trainer trainer(small());
  const std::vector<std::uint8_t> bytes = to_safetensors(weights_of(trained(1)));
  int refused = 0;
  constexpr int cases = 1500;
  for (int i = 0; i < cases; ++i) {
    std::vector<std::uint8_t> damaged = bytes;
    const std::size_t within = dice.one_in(2) ? damaged.size() : 4000;
    for (std::size_t k = 1 + dice.below(3); k > 0; --k) {
      damaged[dice.below(within)] = static_cast<std::uint8_t>(dice.next() >> 20);
    }
    const WeightsReading reading = read_weights(damaged, trainer);
    refused += reading.readable ? 0 : 1;
    for (const float value : reading.parameters.values) ASSERT_TRUE(std::isfinite(value));
    ASSERT_TRUE(reading.readable || !reading.issues.empty());
  }
  EXPECT_GT(refused, cases / 10) << "the damage should matter";
  EXPECT_LT(refused, cases) << "some of it should not";
}

}  // namespace nn4n::test::weights_test
