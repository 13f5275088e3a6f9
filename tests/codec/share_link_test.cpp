#include "codec/share_link.h"

#include <gtest/gtest.h>

#include "codec/messages.h"
#include "codec/random_experiment.h"

namespace nn4n::test::share_link_test {

namespace {

constexpr std::string_view kSteered =
    "v=0&task=gonogo&network.areas=3&network.areas.0.units=40&training.learning_rate=0.004&seed=7"
    "&at.120.training.learning_rate=0.001";

}  // namespace

TEST(ShareLink, RoundTripOfManyExperiments) {
  Dice dice(2);
  for (int i = 0; i < 300; ++i) {
    const Experiment experiment = random_experiment(dice);
    const std::string link = to_link(experiment);
    const Reading reading = read_link("https://example.org/playground/#" + link);
    EXPECT_EQ(messages(reading), "");
    ASSERT_TRUE(reading.experiment == experiment) << link;
    EXPECT_EQ(to_link(reading.experiment), link);
  }
}

TEST(ShareLink, HoldsOnlyWhatDiffersFromTheDefaults) {
  EXPECT_EQ(to_link(Experiment{}), "v=0");
  EXPECT_EQ(to_link(*preset("gonogo")), "v=0&task=gonogo&training.redraw.on=true");
  Experiment experiment;
  experiment.network.areas.resize(3);
  conform(experiment);
  EXPECT_EQ(to_link(experiment), "v=0&network.areas=3") << "the densities follow";
}

TEST(ShareLink, EveryPresetHasLessThanFiveHundredCharacters) {
  for (const Choice& choice : presets()) {
    const Experiment experiment = *preset(choice.key);
    const std::string link = to_link(experiment);
    EXPECT_LT(link.size(), 500u) << choice.key;
    const Reading reading = read_link(link);
    EXPECT_EQ(messages(reading), "") << choice.key;
    EXPECT_TRUE(reading.experiment == experiment) << choice.key;
  }
}

TEST(ShareLink, AnEditedPresetListsItsDifferencesFromThePreset) {
  Experiment experiment = *preset("nn4n_ei_two_areas");
  experiment.seed = 77;
  experiment.network.areas[1].units += 1;
  conform(experiment);
  const std::string link = to_link(experiment);
  EXPECT_EQ(link.find("v=0&from=nn4n_ei_two_areas."), 0u) << link;
  EXPECT_LT(link.size(), 200u) << link;
  EXPECT_TRUE(read_link(link).experiment == experiment);
}

TEST(ShareLink, SaysWhenItsPresetIsUnknownOrAnother) {
  const Reading unknown = read_link("v=0&from=flying_carpet.0000&seed=7");
  EXPECT_EQ(unknown.experiment.seed, 7u);
  EXPECT_NE(messages(unknown).find("There is no preset \"flying_carpet\""), std::string::npos);
  for (const std::string_view from :
       {"nn_brain_ei.0000", "nn_brain_ei", "nn_brain_ei.", "nn_brain_ei.x.y"}) {
    const Reading another = read_link("v=0&from=" + std::string(from) + "&seed=7");
    Experiment expected = *preset("nn_brain_ei");
    expected.seed = 7;
    EXPECT_TRUE(another.experiment == expected) << from;
    EXPECT_NE(messages(another).find("is not as it was when this link was made"),
              std::string::npos);
  }
  EXPECT_EQ(read_link("from=").experiment, Experiment{});
}

TEST(ShareLink, ReadsAsAPersonWouldWriteIt) {
  const Reading reading = read_link(kSteered);
  EXPECT_EQ(messages(reading), "");
  EXPECT_EQ(reading.experiment.task.name(), "gonogo");
  EXPECT_EQ(reading.experiment.network.areas.size(), 3u);
  EXPECT_EQ(reading.experiment.network.areas[0].units, 40);
  EXPECT_EQ(reading.experiment.network.connectivity.density.size(), 3u);
  EXPECT_EQ(reading.experiment.changes,
            (std::vector<Change>{{120, "training.learning_rate", 0.001}}));
  EXPECT_EQ(to_link(reading.experiment), kSteered);
}

TEST(ShareLink, AreasThatALinkAddsTakeNothingFromTheDefaultOnes) {
  const Reading three = read_link(
      "v=0&network.areas=3&network.areas.0.name=A&network.areas.0.input=true&network.areas.1.name=B"
      "&network.areas.2.name=C&network.areas.2.readout=true");
  EXPECT_EQ(messages(three), "");
  EXPECT_EQ(three.experiment.network.areas,
            (std::vector<Area>{
                {.name = "A", .input = true}, {.name = "B"}, {.name = "C", .readout = true}}));
  const Reading chain = read_link(
      "v=0&network.areas.2.name=C&network.areas.1.name=B&network.areas.0.name=A&network.areas=3");
  EXPECT_EQ(messages(chain), "");
  EXPECT_EQ(chain.experiment, three.experiment) << "the first has the input, the last the readout";
  const Reading renamed = read_link("v=0&network.areas.1.name=Motor&network.areas.1.units=12");
  EXPECT_EQ(messages(renamed), "");
  EXPECT_EQ(renamed.experiment.network.areas[1],
            (Area{.name = "Motor", .units = 12, .readout = true}));
  Experiment of_preset = *preset("song_mante_areas");
  of_preset.network.areas[1].name = "Motor";
  of_preset.network.areas[1].units = 17;
  EXPECT_EQ(read_link(to_link(of_preset)).experiment, of_preset)
      << "a link from a preset names another area, too";
  for (const Reading* reading : {&three, &chain, &renamed})
    EXPECT_EQ(read_link(to_link(reading->experiment)).experiment, reading->experiment);
}

TEST(ShareLink, StrangePlacesOfAreasDoNoHarm) {
  for (const std::string_view strange :
       {"v=0&network.areas.9.name=A", "v=0&network.areas.1.name=", "v=0&network.areas=99",
        "v=0&network.areas.7.name=A", "v=0&network.areas.1x.name=A", "v=0&network.areas.=1",
        "v=0&network.areas=8&network.areas.7.name=A&network.areas=1",
        "v=0&network.areas.1.name.name=A", "v=0&network.areas=1e999"}) {
    const Reading reading = read_link(strange);
    EXPECT_TRUE(validate(reading.experiment).empty()) << strange;
    EXPECT_EQ(read_link(to_link(reading.experiment)).experiment, reading.experiment) << strange;
  }
}

TEST(ShareLink, TheOrderOfThePairsDoesNotMatter) {
  const Reading reading = read_link(
      "at.120.training.learning_rate=0.001&network.areas.2.units=9&task.delay_ms=500&"
      "network.connectivity.density.2.0=0.25&network.areas=3&task=gonogo&v=0");
  EXPECT_EQ(messages(reading), "");
  EXPECT_EQ(reading.experiment.network.areas[2].units, 9);
  EXPECT_EQ(reading.experiment.network.connectivity.density[2][0], 0.25);
}

TEST(ShareLink, SurvivesBeingPasted) {
  Dice dice(3);
  for (int i = 0; i < 50; ++i) {
    for (const char c : to_link(random_experiment(dice))) {
      const bool safe = std::isalnum(static_cast<unsigned char>(c)) ||
                        std::string_view("-_.~%&=").find(c) != std::string_view::npos;
      ASSERT_TRUE(safe) << c;
    }
  }
}

TEST(ShareLink, ATypicalOneIsShort) {
  EXPECT_LT(kSteered.size(), 160u);
  Experiment experiment = *preset("gonogo");
  experiment.network.areas = {
      {.name = "V1", .input = true}, {.name = "PPC"}, {.name = "PFC", .readout = true}};
  experiment.network.areas[2].units = 48;
  experiment.training.learning_rate = 0.004;
  conform(experiment);
  EXPECT_LT(to_link(experiment).size(), 500u) << to_link(experiment);
}

TEST(ShareLink, EveryFormOfALinkOpensTheSame) {
  const Experiment expected = read_link(kSteered).experiment;
  const std::string link(kSteered);
  std::string encoded;
  std::string escaped;
  for (const char c : link) {
    encoded += c == '=' ? "%3D" : c == '&' ? "%26" : std::string(1, c);
    escaped += c == '&' ? "&amp;" : std::string(1, c);
  }
  for (const std::string& form :
       {"#" + link, "  " + link + "\n", "https://a.b/c/#" + link,
        "https://a.b/?x=1&s=" + encoded + "&y=2", "https://a.b/?s=" + link,
        "https://a.b/?s=" + encoded + "#", "?s=" + encoded, encoded, escaped,
        "https://a.b/?s=v%3D0#" + link, link + "&", "&&" + link}) {
    const Reading reading = read_link(form);
    EXPECT_EQ(messages(reading), "") << form;
    EXPECT_EQ(reading.experiment, expected) << form;
  }
}

TEST(ShareLink, NothingIsTheDefaultExperiment) {
  for (const std::string_view empty :
       {"", "#", "  ", "https://a.b/c", "https://a.b/?x=1", "https://a.b/#"}) {
    const Reading reading = read_link(empty);
    EXPECT_TRUE(reading.readable) << empty;
    EXPECT_EQ(messages(reading), "") << empty;
    EXPECT_EQ(reading.experiment, Experiment{});
  }
}

TEST(ShareLink, ABadFieldTakesItsDefaultAndIsListed) {
  const Reading reading = read_link(
      "v=0&network.areas.0.units=9999&training.learning_rate=fast&colour=red&seed=5&task=juggling"
      "&network.areas.7.units=3&at.5.seed=3&at.x.training.momentum=0.1&network.areas.1.un");
  EXPECT_TRUE(reading.readable);
  EXPECT_EQ(reading.experiment.seed, 5u);
  Experiment rest = reading.experiment;
  rest.seed = 1;
  EXPECT_EQ(rest, Experiment{});
  const std::string text = messages(reading);
  for (const std::string_view sentence :
       {"network.areas[0].units is 9999; allowed 1 to 512. Using 32.\n",
        "training.learning_rate is \"fast\"; allowed 0.00001 to 1. Using 0.002.\n",
        "colour does not exist; known: schema, network,", "task is \"juggling\"; allowed ",
        "network.areas[7] does not exist; the list has 2 elements.\n",
        "At iteration 5 seed cannot be changed while training. Leaving it out.\n",
        "at.x.training.momentum: the iteration is \"x\"; allowed 1 to 100000000. Leaving it out.\n",
        "\"network.areas.1.un\" is not key=value; the link may have been cut off.\n"}) {
    EXPECT_NE(text.find(sentence), std::string::npos) << sentence << "\nin\n" << text;
  }
  EXPECT_EQ(reading.issues.size(), 8u) << text;
}

TEST(ShareLink, ANewerOneOpensAsFarAsItIsUnderstood) {
  const Reading reading = read_link("v=7&seed=3&network.delays=on");
  EXPECT_TRUE(reading.readable);
  EXPECT_EQ(reading.experiment.seed, 3u);
  EXPECT_EQ(reading.issues.size(), 2u);
  EXPECT_NE(messages(reading).find("made with a newer version"), std::string::npos);
}

TEST(ShareLink, WhatCannotBeDecodedOpensTheDefaultAndSaysSo) {
  for (const std::string& bad : {std::string("garbage"), std::string("foo=bar&x=1"),
                                 std::string("%%%"), std::string("#!/\xff\xfe"),
                                 std::string("=&=&="), std::string("v"), std::string("\0\0", 2)}) {
    const Reading reading = read_link(bad);
    EXPECT_FALSE(reading.readable) << bad;
    EXPECT_EQ(reading.issues.size(), 1u) << bad;
    EXPECT_EQ(reading.experiment, Experiment{});
  }
}

TEST(ShareLink, CarriesWeightsAndIterations) {
  Experiment experiment;
  experiment.seed = 7;
  const Carried carried{"AQ-_z", 300, ""};
  const std::string link = to_link(experiment, carried);
  EXPECT_EQ(link, "v=0&seed=7&iterations=300&weights=AQ-_z");
  const Reading reading = read_link(link);
  EXPECT_EQ(reading.carried, carried);
  EXPECT_EQ(reading.experiment, experiment);
  EXPECT_TRUE(reading.issues.empty());
  EXPECT_EQ(read_link("weights=AQ").experiment, Experiment{});
}

TEST(ShareLink, CarriesWhatItsSenderLookedAtOrSaysThatItIsDamaged) {
  const Carried carried{"AQ", 20, R"({"tab":"circuit"})"};
  const std::string link = to_link(Experiment{}, carried);
  EXPECT_EQ(read_link(link).carried, carried);
  EXPECT_TRUE(read_link(link).issues.empty());
  EXPECT_EQ(to_link(Experiment{}, {"", 0, std::string(kMaxViewInLink + 1, 'x')}),
            to_link(Experiment{}))
      << "what is too long stays at home";
  const std::string long_one(4 * kMaxViewInLink, 'A');
  for (const std::string& bad : {std::string("%%%"), std::string("A"), long_one, std::string("_w"),
                                 std::string("AAAA")}) {  // one byte 255; zeros
    const Reading reading = read_link("v=0&seed=7&view=" + bad);
    EXPECT_EQ(reading.carried.view, "") << bad;
    EXPECT_EQ(reading.experiment.seed, 7u);
    ASSERT_EQ(reading.issues.size(), 1u) << bad;
    EXPECT_EQ(reading.issues[0].path, "view");
  }
}

TEST(ShareLink, SaysWhatIsWrongWithItsIterations) {
  for (const char* wrong : {"0", "-3", "many", "1e99", ""}) {
    const Reading reading = read_link("v=0&iterations=" + std::string(wrong));
    EXPECT_EQ(reading.carried.iterations, 0);
    ASSERT_EQ(reading.issues.size(), 1u) << wrong;
    EXPECT_EQ(reading.issues[0].message.substr(0, 14), "iterations is ");
  }
}

TEST(ShareLink, IsAtMostSixtyFourKibibytes) {
  const std::string name(kMaxLink, 'a');
  const Reading reading = read_link("v=0&network.areas.0.name=" + name);
  EXPECT_FALSE(reading.readable);
  EXPECT_NE(messages(reading).find("allowed up to 65536"), std::string::npos);
}

TEST(ShareLink, AFloodOfPairsStaysHarmless) {
  std::string link = "v=0";
  while (link.size() < 65000) link += "&network.areas=8&at.3.training.momentum=0.5&z=1";
  const Reading reading = read_link(link);
  EXPECT_LE(reading.issues.size(), 50u);
  EXPECT_LE(reading.experiment.changes.size(), 1000u);
  EXPECT_TRUE(validate(reading.experiment).empty());
}

}  // namespace nn4n::test::share_link_test
