#include "training/packed_weights.h"

#include <gtest/gtest.h>

#include <cmath>

#include "codec/random_experiment.h"
#include "codec/share_link.h"

namespace nn4n::test::packed_weights_test {

namespace {

Experiment small(std::string_view more = "") {
  return read_link("v=0&network.areas.0.units=9&network.areas.1.units=7&training.batch=4" +
                   std::string(more))
      .experiment;
}

Trainer trained(const Experiment& experiment, int iterations = 5) {
  Trainer trainer(experiment);
  for (int i = 0; i < iterations; ++i) trainer.step();
  return trainer;
}

std::string complaint(std::string_view text, const Trainer& trainer) {
  const WeightsReading reading = unpack_weights(text, trainer);
  EXPECT_EQ(reading.readable, reading.issues.empty());
  if (reading.readable) return "";
  EXPECT_EQ(reading.parameters.values, trainer.parameters().values) << "nothing is taken";
  return reading.issues[0].message;
}

}  // namespace

TEST(PackedWeights, ComeBackWithinHalfAStep) {
  for (const std::string_view network :
       {"", "&network.connectivity.unit_signs=none", "&network.learn_alpha=true",
        "&network.connectivity.sign_constraint=rectify"}) {
    const Trainer trainer = trained(small(network));
    for (int bits = 2; bits <= kMostBits; ++bits) {
      const WeightsReading reading = unpack_weights(pack_weights(trainer, bits), trainer);
      ASSERT_TRUE(reading.readable) << network;
      const auto& before = trainer.parameters();
      for (const Tensor tensor : kAllTensors) {
        float largest = 0;
        for (const float value : before.of(tensor)) largest = std::max(largest, std::fabs(value));
        const float steps = static_cast<float>((1 << (bits - 1)) - 1);  // with a sign of its own
        for (std::size_t i = 0; i < before.of(tensor).size(); ++i) {
          const float now = reading.parameters.of(tensor)[i];
          EXPECT_NEAR(now, before.of(tensor)[i], 0.5001f * largest / steps);
          EXPECT_GE(now * before.of(tensor)[i], 0) << "no weight changes its sign";
        }
      }
    }
  }
}

TEST(PackedWeights, PackTheSameOnceMore) {
  Trainer trainer = trained(small());
  const std::string text = pack_weights(trainer, 8);
  trainer.start_from(unpack_weights(text, trainer).parameters);
  EXPECT_EQ(pack_weights(trainer, 8), text);
}

TEST(PackedWeights, LeaveOutWhatIsNotTrainedAndStandsAsDrawn) {
  const Experiment reservoir = *preset("hub_reservoir");
  const Trainer trainer = trained(reservoir, 1);
  const WeightsReading reading = unpack_weights(pack_weights(trainer, 8), trainer);
  ASSERT_TRUE(reading.readable);
  const auto before = trainer.parameters().of(Tensor::recurrent_weight);
  const auto after = reading.parameters.of(Tensor::recurrent_weight);
  EXPECT_TRUE(std::equal(before.begin(), before.end(), after.begin())) << "to the bit";
  EXPECT_LT(pack_weights(trainer, 8).size(), before.size() / 4);
}

TEST(PackedWeights, SayThatTheLinkWasCutOff) {
  const Trainer trainer = trained(small());
  const std::string text = pack_weights(trainer, 6);
  for (std::size_t length = 0; length < text.size(); ++length) {
    const std::string begin =
        "The link was cut off: its weights have " + std::to_string(length) + " ";
    EXPECT_EQ(complaint(text.substr(0, length), trainer).substr(0, begin.size()), begin) << length;
  }
}

TEST(PackedWeights, SayWhatElseIsWrong) {
  const Trainer trainer = trained(small());
  const std::string text = pack_weights(trainer, 6);
  EXPECT_EQ(complaint(text, trainer), "");
  EXPECT_EQ(complaint("%%%", trainer), "The link's weights have letters that do not belong there.");
  EXPECT_EQ(complaint(text + "AAAA", trainer),
            "The link's weights are damaged. Ask for the link again.");
  EXPECT_EQ(complaint("Ag" + text.substr(2), trainer).substr(0, 34),
            "The link's weights are of format 2");
  EXPECT_EQ(complaint(text, Trainer(small("&network.areas.0.units=10"))),
            "The link's weights belong to another network than its experiment.");
}

TEST(PackedWeights, SurviveAnyDamage) {
  const Trainer trainer = trained(small());
  const std::string whole = pack_weights(trainer, 6);
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_09=+ ";
  Dice dice(3);
  int refused = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string text = whole;
    for (std::size_t k = 1 + dice.below(4); k > 0; --k)
      text[dice.below(text.size())] = kLetters[dice.below(kLetters.size())];
    const WeightsReading reading = unpack_weights(text, trainer);
    refused += reading.readable ? 0 : 1;
    for (const float value : reading.parameters.values) ASSERT_TRUE(std::isfinite(value));
  }
  EXPECT_GT(refused, 1900);
}

TEST(SharedCopy, TakesTheFewestBitsThatLoseLessThanAPoint) {
  Trainer trainer = trained(small(), 150);
  const std::uint32_t fingerprint = trainer.fingerprint();
  const SharedCopy copy = shared_copy(trainer);
  EXPECT_EQ(trainer.fingerprint(), fingerprint);
  EXPECT_GE(copy.bits, kFewestBits);
  EXPECT_LE(copy.bits, kMostBits);
  EXPECT_LT(copy.accuracy - copy.copy_accuracy, 0.01);
  for (int bits = kFewestBits; bits < copy.bits; ++bits) {
    const SharedCopy fewer = shared_copy(trainer, bits);
    EXPECT_EQ(fewer.bits, bits);
    EXPECT_EQ(fewer.accuracy, copy.accuracy) << "the same trials";
    EXPECT_GE(fewer.accuracy - fewer.copy_accuracy, 0.01);
  }
  // Whoever opens it measures the same.
  Trainer other(small());
  other.start_from(unpack_weights(copy.weights, other).parameters);
  EXPECT_EQ(shared_copy(other, 8).accuracy, copy.copy_accuracy);
}

}  // namespace nn4n::test::packed_weights_test
