// The texts of interventions: what they mean, and that nothing else is taken for one.
#include "experiment/intervention.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "codec/json.h"
#include "codec/share_link.h"
#include "experiment/validate.h"

namespace nn4n::test::intervention_test {
namespace {

/// Sensory and Decision, 32 units each, 25 of them excitatory.
const Network kNetwork;

Act act_of(std::string_view text, const Network& network = kNetwork) {
  const auto read = read_act(text, network);
  const Act* act = std::get_if<Act>(&read);
  EXPECT_TRUE(act) << text << ": " << *std::get_if<std::string>(&read);
  return act ? *act : Act{};
}

std::string problem_of(std::string_view text, const Network& network = kNetwork) {
  const auto read = read_act(text, network);
  const std::string* words = std::get_if<std::string>(&read);
  return words ? *words : "";
}

TEST(Intervention, NamesUnitsValueAndWindow) {
  EXPECT_EQ(act_of("silence:Decision/I@Stimulus"),
            (Act{ActKind::silence, {1, -1, {}}, {}, 0, {"Stimulus", {}, {}}}));
  EXPECT_EQ(act_of("clamp:Sensory/E/3,1-2,3=0.5"),
            (Act{ActKind::clamp, {0, 1, {1, 2, 3}}, {}, 0.5, {}}));
  EXPECT_EQ(act_of("excite:decision/7=-2@200..400"),
            (Act{ActKind::excite, {1, 0, {7}}, {}, -2, {"", 200, 400}}));
  EXPECT_EQ(act_of("noise:area2=0.3"), (Act{ActKind::noise, {1, 0, {}}, {}, 0.3, {}}));
  EXPECT_EQ(act_of("lesion:Sensory"), (Act{ActKind::lesion, {0, 0, {}}, {}, 0, {}}));
  EXPECT_EQ(act_of("scale:Sensory/E>Decision=0.5@Stimulus"),
            (Act{ActKind::scale, {0, 1, {}}, UnitsNamed{1, 0, {}}, 0.5, {"Stimulus", {}, {}}}));
  EXPECT_EQ(act_of("set:Sensory/E/2>Decision/E/9=0"),
            (Act{ActKind::set, {0, 1, {2}}, UnitsNamed{1, 1, {9}}, 0, {}}));
  EXPECT_EQ(act_of("freeze:Decision/I"), (Act{ActKind::freeze, {1, -1, {}}, {}, 0, {}}));
  EXPECT_EQ(act_of("freeze:Sensory>Decision/E/2"),
            (Act{ActKind::freeze, {0, 0, {}}, UnitsNamed{1, 1, {2}}, 0, {}}));
}

TEST(Intervention, WordsSayTheSame) {
  EXPECT_EQ(describe(act_of("silence:Decision/I@Stimulus"), kNetwork),
            "Silence Decision I, during Stimulus");
  EXPECT_EQ(describe(act_of("scale:Sensory>Decision=0.5@0..100"), kNetwork),
            "Scale Sensory → Decision × 0.5, 0 to 100 ms");
  EXPECT_EQ(describe(act_of("clamp:Sensory/E/1-4,9=1"), kNetwork),
            "Clamp Sensory E 1 to 4, 9, rate 1");
  EXPECT_EQ(describe(act_of("freeze:Decision/I"), kNetwork), "Freeze Decision I");
  EXPECT_EQ(describe(act_of("freeze:Sensory>Decision"), kNetwork), "Freeze Sensory → Decision");
}

TEST(Intervention, TheTextOfWhatWasReadReadsBackToIt) {
  for (const char* text :
       {"silence:Decision/I@Stimulus", "clamp:Sensory/E/1-3=0.5", "excite:Decision/7=-2@200..400",
        "noise:Decision=0.3", "lesion:Sensory", "scale:Sensory/E>Decision=0.5@Stimulus",
        "set:Sensory/E/2>Decision/E/9=0", "freeze:Decision/E/1-3", "freeze:Sensory>Decision/I"}) {
    EXPECT_EQ(to_text(act_of(text), kNetwork), text);
  }
}

TEST(Intervention, AreaNamesMayHoldTheMarksOfTheGrammar) {
  Network network;
  network.areas[0].name = "A/E";
  network.areas[1].name = "A";
  EXPECT_EQ(act_of("silence:A/E", network).units.area, 0u);
  EXPECT_EQ(act_of("silence:A/I", network).units, (UnitsNamed{1, -1, {}}));
  network.areas[0].name = "x@y=1>z";
  EXPECT_EQ(act_of("clamp:x@y=1>z/I=2", network), (Act{ActKind::clamp, {0, -1, {}}, {}, 2, {}}));
}

TEST(Intervention, SaysWhatIsWrong) {
  EXPECT_EQ(problem_of("silence:V1"), "There is no area \"V1\"; known are Sensory, Decision");
  EXPECT_EQ(problem_of("silence:Decision/I/8"),
            "Decision has 7 inhibitory units; there is no number 8");
  EXPECT_EQ(problem_of("clamp:Decision=1000"), "The rate is \"1000\"; allowed -100 to 100");
  EXPECT_EQ(problem_of("lesion:Decision@Stimulus"),
            "A lesion lasts: it has no epoch; silence the units instead");
  EXPECT_EQ(problem_of("freeze:Decision@Stimulus"),
            "A weight learns from whole trials, so a freeze has no epoch");
  EXPECT_EQ(problem_of("freeze:Decision=0"),
            "An intervention has \"@\" before the epoch; found \"=0\"");
  EXPECT_EQ(problem_of("scale:Sensory=2"),
            "An intervention has \">\" between the units; found \"=2\"");
  EXPECT_EQ(problem_of("excite:Sensory=1@400..200"),
            "A window is FROM..TO in milliseconds, such as 200..400; found \"400..200\"");
  Network none;
  none.areas[0].excitatory = 1;
  EXPECT_EQ(problem_of("silence:Sensory/I", none), "Sensory has no inhibitory units");
  for (const char* text : {"",
                           ":",
                           "silence",
                           "silence:",
                           "silence:Decision/",
                           "silence:Decision/0",
                           "silence:Decision/E/I",
                           "silence:Decision/2-1",
                           "silence:Decision/1,",
                           "silence:Decision@",
                           "silence:Decision=1",
                           "clamp:Decision",
                           "clamp:Decision=",
                           "clamp:Decision=nan",
                           "scale:Sensory>=1",
                           "melt:Decision",
                           "silence:Decision/1e9",
                           "silence:Decision/1.5",
                           "freeze:",
                           "freeze",
                           "freeze:>Decision",
                           "freeze:Sensory>",
                           "freeze:Sensory>V1",
                           "freeze:Sensory>Decision>Sensory",
                           "freeze:Sensory>Decision=1",
                           "freeze:Decision@0..100",
                           "freeze:Decision/0",
                           "freeze:Sensory,Decision",
                           "freeze:Decision/E/26",
                           "silence:Sensory>Decision",
                           "set:Sensory/E/1=0",
                           "set:Sensory/E/1>Decision/E/1",
                           "set:Sensory/E/1>Decision/E/1=1e3",
                           "set:Sensory/E/1>Decision/E/1=inf"}) {
    EXPECT_NE(problem_of(text), "") << text;
  }
}

TEST(Intervention, RandomTextsAreReadOrRefusedInWords) {
  RandomStream random(stream_key(9, Purpose::trials));
  const std::string_view parts[]{"silence:", "clamp:",  "scale:", "Decision", "Sensory", "/",
                                 "E",        "freeze:", "I",      "1",        "-",       ",",
                                 "=",        "@",       ">",      "..",       "0.5",     "Stimulus",
                                 "999999",   "\xff",    " "};
  int read = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (int k = random.whole(1, 9); k > 0; --k)
      text +=
          parts[static_cast<std::size_t>(random.whole(0, static_cast<int>(std::size(parts)) - 1))];
    const auto result = read_act(text, kNetwork);
    if (const Act* act = std::get_if<Act>(&result)) {
      ++read;
      EXPECT_EQ(act_of(to_text(*act, kNetwork)), *act) << text;
    } else {
      EXPECT_FALSE(std::get_if<std::string>(&result)->empty());
    }
  }
  EXPECT_GT(read, 10) << "otherwise the second half of the test never ran";
}

TEST(Intervention, LinksAndFilesCarryThem) {
  Experiment experiment;
  experiment.interventions = {{.act = "silence:Decision/I@Stimulus"},
                              {.act = "lesion:Sensory/E/1", .on = false, .trained_from = 100}};
  const Reading link = read_link(to_link(experiment));
  EXPECT_TRUE(link.issues.empty());
  EXPECT_EQ(link.experiment, experiment);
  EXPECT_EQ(read_json(print_json(to_value(experiment), Layout::compact)).experiment, experiment);
}

TEST(Intervention, WhatCannotBeReadIsLeftOutOfWhatComesFromOutsideAndSaid) {
  Experiment experiment;
  experiment.interventions = {{.act = "silence:V1"}, {.act = "silence:Decision"}};
  EXPECT_TRUE(validate(experiment).empty()) << "it stands in no run's way";
  const Reading link = read_link(to_link(experiment));
  ASSERT_EQ(link.issues.size(), 1u);
  EXPECT_EQ(link.issues[0].message,
            "Intervention \"silence:V1\": There is no area \"V1\"; known are Sensory, Decision. "
            "Leaving it out.");
  ASSERT_EQ(link.experiment.interventions.size(), 1u);
  EXPECT_EQ(link.experiment.interventions[0].act, "silence:Decision");
  const Reading many = read_link("v=0&interventions=1000");
  EXPECT_FALSE(many.issues.empty());
  EXPECT_LE(many.experiment.interventions.size(), kMaxInterventions);
}

TEST(Intervention, TrainingGoesOnWithItFromOneIterationToAnother) {
  const Intervention from{.act = "lesion:Decision", .trained_from = 3, .trained_until = 5};
  EXPECT_FALSE(acts_in_training({.act = "lesion:Decision"}, 0));
  EXPECT_FALSE(acts_in_training(from, 2));
  EXPECT_TRUE(acts_in_training(from, 3));
  EXPECT_TRUE(acts_in_training(from, 4));
  EXPECT_FALSE(acts_in_training(from, 5));
}

}  // namespace
}  // namespace nn4n::test::intervention_test
