#include "codec/json.h"

#include <gtest/gtest.h>

#include "codec/messages.h"
#include "codec/random_experiment.h"

namespace nn4n::test::json_test {

TEST(Json, RoundTripOfManyExperiments) {
  Dice dice(1);
  for (int i = 0; i < 300; ++i) {
    const Experiment experiment = random_experiment(dice);
    const Reading reading = read_json(to_json(experiment));
    EXPECT_EQ(messages(reading), "");
    ASSERT_TRUE(reading.experiment == experiment) << to_json(experiment);
  }
}

TEST(Json, HasEveryFieldInTheOrderOfTheLists) {
  const JsonValue value = to_value(Experiment{});
  EXPECT_EQ(value.keys, (std::vector<std::string>{"schema", "network", "task", "loss", "training",
                                                  "seed", "changes", "interventions"}));
  EXPECT_EQ(value.find("task")->keys[0], "name");
  EXPECT_EQ(value.find("network")->find("dt_ms")->number, 20);
}

TEST(Json, AnEmptyDocumentIsTheDefaultExperiment) {
  const Reading reading = read_json(" {} ");
  EXPECT_TRUE(reading.readable);
  EXPECT_EQ(messages(reading), "");
  EXPECT_EQ(reading.experiment, Experiment{});
}

TEST(Json, ASelectionMayBeItsName) {
  const Reading reading = read_json(R"({"task":"gonogo","loss":[{"term":"mse","weight":2}]})");
  EXPECT_EQ(messages(reading), "");
  EXPECT_EQ(reading.experiment.task.name(), "gonogo");
  EXPECT_EQ(reading.experiment.loss.size(), 1u);
  EXPECT_EQ(reading.experiment.loss[0].weight, 2);
}

TEST(Json, ParametersOfATaskAreInline) {
  const Reading reading = read_json(R"({"task":{"name":"gonogo","delay_ms":500}})");
  EXPECT_EQ(messages(reading), "");
  const JsonValue value = to_value(reading.experiment);
  EXPECT_EQ(value.find("task")->find("delay_ms")->number, 500);
}

TEST(Json, UnknownKeysAreListedWithTheKnownOnes) {
  EXPECT_EQ(messages(read_json(R"({"sed":3})")),
            "sed does not exist; known: schema, network, task, loss, training, seed, changes, "
            "interventions.\n");
  const std::string nested =
      messages(read_json(R"({"training":{"__proto__":{"batch":1},"constructor":1}})"));
  EXPECT_NE(nested.find("training.__proto__ does not exist; known: optimiser"), std::string::npos);
}

TEST(Json, WhatIsWrongTakesItsDefaultAndIsListed) {
  const Reading reading = read_json(R"({
    "network": {"areas": [{"units": 9999, "input": 1}, {"units": "32"}], "dt_ms": null},
    "task": {"name": "juggling", "balls": 3},
    "training": [],
    "seed": -1})");
  EXPECT_TRUE(reading.readable);
  EXPECT_EQ(reading.experiment, Experiment{});
  EXPECT_EQ(messages(reading),
            "network.areas[0].units is 9999; allowed 1 to 512. Using 32.\n"
            "network.areas[0].input is 1; allowed true, false. Using true.\n"
            "network.areas[1].units is \"32\"; allowed 1 to 512. Using 32.\n"
            "network.dt_ms is null; allowed 1 to 100. Using 20.\n"
            "task is \"juggling\"; allowed " +
                allowed(resolve(target_of(reading.experiment), "task")) +
                ". Using pdm.\n"
                "training is a list; allowed an object. Using the default.\n"
                "seed is -1; allowed 0 to 4294967295. Using 1.\n");
}

TEST(Json, ListsOutOfBoundsAreNotMade) {
  EXPECT_EQ(messages(read_json(R"({"network":{"areas":1e9}})")),
            "network.areas has 1000000000 elements; allowed 1 to 8. Using the default.\n");
  EXPECT_EQ(messages(read_json(R"({"loss":[]})")),
            "loss has 0 elements; allowed 1 to 16. Using the default.\n");
}

TEST(Json, OlderDataLacksFieldsAndTakesDefaults) {
  const Reading reading =
      read_json(R"({"schema":0,"network":{"areas":[{"name":"A"},{"units":5}]}})");
  EXPECT_EQ(messages(reading), "");
  EXPECT_EQ(reading.experiment.network.areas[0].name, "A");
  EXPECT_EQ(reading.experiment.network.areas[1].units, 5);
  EXPECT_EQ(reading.experiment.training, Training{});
}

TEST(Json, AreasOfAnotherNetworkTakeNothingFromTheDefaultOnes) {
  const Reading three = read_json(R"({"network":{"areas":[
      {"name":"A","input":true},{"name":"B","units":20},{"name":"C","readout":true}]}})");
  EXPECT_EQ(messages(three), "");
  const std::vector<Area> expected{
      {.name = "A", .input = true}, {.name = "B", .units = 20}, {.name = "C", .readout = true}};
  EXPECT_EQ(three.experiment.network.areas, expected);
  const Reading unnamed =
      read_json(R"({"network":{"areas":[{"input":true},{"units":20},{"readout":true}]}})");
  EXPECT_EQ(messages(unnamed), "");
  EXPECT_FALSE(unnamed.experiment.network.areas[1].readout);
  EXPECT_EQ(unnamed.experiment.network.areas[1].name, Area{}.name);
  const Reading two =
      read_json(R"({"network":{"areas":[{"name":"A","input":true,"readout":true},{"name":"B"}]}})");
  EXPECT_EQ(messages(two), "");
  EXPECT_FALSE(two.experiment.network.areas[1].readout) << "B is not Decision";
  const Reading one = read_json(R"({"network":{"areas":[{"units":50}]}})");
  EXPECT_EQ(messages(one), "");
  EXPECT_EQ(one.experiment.network.areas,
            (std::vector<Area>{{.units = 50, .input = true, .readout = true}}));
}

TEST(Json, AreasThatSayNothingOfInputAndReadoutAreAChain) {
  const Reading reading =
      read_json(R"({"network":{"areas":[{"name":"A"},{"name":"B"},{"name":"C"}]}})");
  EXPECT_EQ(messages(reading), "");
  const std::vector<Area>& areas = reading.experiment.network.areas;
  EXPECT_TRUE(areas[0].input && areas[2].readout);
  EXPECT_FALSE(areas[1].input || areas[1].readout || areas[0].readout || areas[2].input);
  const Reading said =
      read_json(R"({"network":{"areas":[{"input":false},{"input":false},{"readout":true}]}})");
  EXPECT_NE(messages(said).find("all without input"), std::string::npos)
      << "where it was said, it is mended aloud";
}

TEST(Json, ListsOfAreasThatCannotBeAreRefusedWithoutHarm) {
  for (const std::string_view bad :
       {R"({"network":{"areas":[]}})", R"({"network":{"areas":[1,2,3,4,5,6,7,8,9]}})",
        R"({"network":{"areas":[null,7,"x"]}})", R"({"network":{"areas":[{"name":5},[],{}]}})",
        R"({"network":{"areas":{"name":"A"}}})", R"({"network":[{"areas":3}]})",
        R"({"network":{"areas":"3"}})", R"({"network":{"areas":-1}})",
        R"({"network":{"areas":2.5}})"}) {
    const Reading reading = read_json(bad);
    EXPECT_NE(messages(reading), "") << bad;
    EXPECT_TRUE(validate(reading.experiment).empty()) << bad;
  }
}

TEST(Json, NumbersPrintAsTheyWereTyped) {
  for (const std::string_view typed : {"0.935412", "0.07", "0.1", "1e-05", "0.30000000000000004"}) {
    const std::string text = R"({"training":{"clip_norm":)" + std::string(typed) + "}}";
    const Reading reading = read_json(text);
    EXPECT_EQ(messages(reading), "");
    const std::string expected = "\"clip_norm\": " + shortest(*parse_number(typed));
    EXPECT_NE(to_json(reading.experiment).find(expected + ","), std::string::npos) << typed;
  }
}

TEST(Json, NewerDataOpensAsFarAsItIsUnderstood) {
  const Reading reading = read_json(R"({"schema":9,"seed":5,"synapses":"plastic"})");
  EXPECT_TRUE(reading.readable);
  EXPECT_EQ(reading.experiment.seed, 5u);
  EXPECT_EQ(reading.experiment.schema, kSchema);
  EXPECT_NE(messages(reading).find("newer version"), std::string::npos);
  EXPECT_NE(messages(reading).find("opening what is understood"), std::string::npos);
}

TEST(Json, AFileOfResultsOpensAsItsExperiment) {
  const Reading reading = read_json(R"({"experiment":{"seed":8},"weights":{"W_in":[[1]]}})");
  EXPECT_EQ(messages(reading), "");
  EXPECT_EQ(reading.experiment.seed, 8u);
}

TEST(Json, WhatIsNoExperimentIsUnreadable) {
  for (const std::string_view bad : {"", "[]", "3", "{", "{\"seed\":1e999}", "\"{}\""}) {
    const Reading reading = read_json(bad);
    EXPECT_FALSE(reading.readable) << bad;
    EXPECT_EQ(reading.issues.size(), 1u);
    EXPECT_EQ(reading.experiment, Experiment{});
  }
}

TEST(Json, AFloodOfMistakesIsCutShort) {
  std::string text = "{";
  for (int i = 0; i < 5000; ++i) text += "\"k" + std::to_string(i) + "\":0,";
  const Reading reading = read_json(text + "\"seed\":3}");
  EXPECT_EQ(reading.issues.size(), 50u);
  EXPECT_EQ(reading.issues.back().message, "And 4951 more.");
  EXPECT_EQ(reading.experiment.seed, 3u);
}

}  // namespace nn4n::test::json_test
