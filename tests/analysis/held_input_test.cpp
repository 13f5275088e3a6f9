#include "analysis/held_input.h"

#include <gtest/gtest.h>

#include "support/made_recordings.h"

namespace nn4n::test::held_input_test {

namespace {

Recording recorded() {
  return made_recording(2, 80, [](int, double, int, int, int) { return 1; });
}

HeldInput held(std::string_view text) {
  const auto read = read_held_input(text, recorded());
  const Issue* issue = std::get_if<Issue>(&read);
  EXPECT_FALSE(issue) << text << ": " << (issue ? issue->message : "");
  return issue ? HeldInput{"", Eigen::VectorXd::Zero(2)} : *std::get_if<HeldInput>(&read);
}

std::string complaint(std::string_view text) {
  const auto read = read_held_input(text, recorded());
  const Issue* issue = std::get_if<Issue>(&read);
  return issue ? issue->message : "no complaint about " + std::string(text);
}

}  // namespace

TEST(HeldInputs, AreNamedAsAPersonWould) {
  EXPECT_EQ(held("").name, "no input");
  EXPECT_EQ(held("zero").values.norm(), 0);
  EXPECT_EQ(held("[0.5 -2]").values, Eigen::Vector2d(0.5, -2));
  EXPECT_EQ(held("[0.5 -2]").name, "[0.5 -2]");
  EXPECT_EQ(held("wait").values.norm(), 0);
  const HeldInput look = held("Look:context=colour;coherence=-2");
  EXPECT_EQ(look.values, Eigen::Vector2d(1, -2));
  EXPECT_EQ(look.name, "Look: context colour; coherence -2 %");
  EXPECT_EQ(look.share, 1);
  EXPECT_EQ(held(" look : CONTEXT = 0 ; coherence = 1").values, Eigen::Vector2d(0, 1));
  EXPECT_GT(held("Look:choice=Right").values[1], 0) << "the choice that is wanted";
}

TEST(HeldInputs, ThatVaryAreTheMostFrequentOne) {
  const HeldInput look = held("Look:context=motion");
  EXPECT_EQ(look.values[0], 0);
  EXPECT_LT(look.share, 0.6);
  EXPECT_GT(look.share, 0.15);
  Recording noisy = recorded();
  RandomStream random(stream_key(1, Purpose::noise));
  for (RecordedTrial& one : noisy.trials) {
    for (float& value : one.trial.input) value = 3 + random.normal();
  }
  const auto read = read_held_input("Look", noisy);
  const HeldInput* mean = std::get_if<HeldInput>(&read);
  ASSERT_TRUE(mean);
  EXPECT_EQ(mean->share, 0) << "no two steps are alike: the mean";
  EXPECT_NEAR(mean->values[0], 3, 0.2);
}

TEST(HeldInputs, SayWhatIsUnknownAndWhatIsKnown) {
  for (const auto& [text, words] : std::vector<std::pair<std::string, std::string>>{
           {"Delay",
            "there is no epoch \"Delay\"; known: zero, a list such as [1 0], and the epochs Wait, "
            "Look"},
           {"Look:colour=1",
            "there is no condition \"colour=1\"; known: context, coherence, choice"},
           {"Look:context", "there is no condition \"context\""},
           {"Look:context=taste", "no trial has context = \"taste\"; drawn were motion, colour"},
           {"Look:coherence=9", "drawn were -2 %, -1 %, 0 %, 1 %, 2 %"},
           {"Look:choice=Right;coherence=-2", "no trial has all of"},
           {"[1]", "the input has 1 numbers; allowed 2"},
           {"[1 2 3]", "the input has 3 numbers; allowed 2"},
           {"[1 x]", "\"x\" is not a number"},
           {"[1 1e300]", "is not a number from"},
           {"[1 nan]", "is not a number from"},
           {"[", "there is no epoch"},
           {":", "there is no epoch"},
           {std::string(5000, 'x'), "too long"}}) {
    EXPECT_NE(complaint(text).find(words), std::string::npos) << complaint(text);
  }
}

TEST(HeldInputs, OfAnyTextAreReadOrRefused) {
  RandomStream random(stream_key(9, Purpose::trials));
  const std::string letters = "Look:context=motion;[]1 2.,=\xff\x01";
  const Recording recording = recorded();
  int refused = 0;
  for (int k = 0; k < 3000; ++k) {
    std::string text;
    for (int n = random.whole(0, 24); n > 0; --n)
      text +=
          letters[static_cast<std::size_t>(random.whole(0, static_cast<int>(letters.size()) - 1))];
    const auto read = read_held_input(text, recording);
    if (const HeldInput* input = std::get_if<HeldInput>(&read)) {
      EXPECT_EQ(input->values.size(), 2);
      EXPECT_TRUE(input->values.allFinite());
    } else {
      ++refused;
      EXPECT_FALSE(std::get_if<Issue>(&read)->message.empty());
    }
  }
  EXPECT_GT(refused, 1000);
}

}  // namespace nn4n::test::held_input_test
