// The commands as a script sees them: exit codes, the last line, files.
#include "cli/command.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include <unistd.h>

#include "base/version.h"
#include "cli/run_command.h"
#include "codec/safetensors.h"
#include "codec/share_link.h"
#include "experiment/validate.h"
#include "training/trainer.h"

namespace nn4n::test::command_test {

using namespace called;

TEST(Train, TheLastLineIsTheResult) {
  const Result result = run("train", {kSmall, "--iterations", "7", "--seed", "3"});
  EXPECT_EQ(result.code, kDone);
  const JsonValue line = last_line(result.out);
  EXPECT_EQ(line.keys,
            (std::vector<std::string>{"iterations", "loss", "accuracy", "passed_at",
                                      "best_accuracy", "confirmed_accuracy", "stage", "stages",
                                      "redraws", "seconds", "fingerprint", "diagnoses"}));
  EXPECT_EQ(line.find("iterations")->number, 7);
  EXPECT_TRUE(line.find("accuracy")->is(JsonKind::null)) << "none was measured yet";
  Experiment experiment = read_link(kSmall).experiment;
  experiment.seed = 3;
  Trainer trainer(experiment);
  for (int i = 0; i < 7; ++i) trainer.step();
  char hexadecimal[9];
  std::snprintf(hexadecimal, sizeof hexadecimal, "%08x", trainer.fingerprint());
  EXPECT_EQ(line.find("fingerprint")->text, hexadecimal);
}

TEST(Train, AFileThatCannotBeWrittenIsToldBeforeTraining) {
  const Scratch checkpoint("run.safetensors");
  ASSERT_TRUE(write_file(checkpoint.path(), "as it was"));
  const Result result = run("train", {kSmall, "--iterations", "100000000", "--checkpoint",
                                      checkpoint.path(), "--out", "/nowhere/at/all.safetensors"});
  EXPECT_EQ(result.code, 2);
  EXPECT_NE(result.err.find("cannot write \"/nowhere/at/all.safetensors\"; nothing was trained"),
            std::string::npos)
      << result.err;
  EXPECT_EQ(checkpoint.content(), "as it was");
  EXPECT_FALSE(std::filesystem::exists(checkpoint.path() + ".part"));
}

#ifndef __EMSCRIPTEN__
TEST(Train, AnInterruptedRunWritesItsFilesAndEndsWithItsResult) {
  const Scratch checkpoint("run.safetensors");
  std::signal(SIGALRM, [](int) { std::raise(SIGINT); });
  alarm(1);
  const Result result =
      run("train", {kSmall, "--iterations", "100000000", "--checkpoint", checkpoint.path()});
  EXPECT_EQ(result.code, kFailed);
  const JsonValue line = last_line(result.out);
  EXPECT_LT(line.find("iterations")->number, 100000000);
  EXPECT_NE(result.err.find("interrupted"), std::string::npos) << result.err;
  const Result again = run("train", {"--resume", checkpoint.path(), "--iterations", "0"});
  EXPECT_EQ(last_line(again.out).find("fingerprint")->text, line.find("fingerprint")->text);
}
#endif

TEST(Train, ALinkAFileAndAPresetGiveTheSameRun) {
  const Scratch file("experiment.json");
  Experiment experiment = read_link("task=gonogo").experiment;
  ASSERT_TRUE(write_file(file.path(), to_json(experiment)));
  std::vector<std::string> fingerprints;
  for (const std::string& source :
       {std::string("#task=gonogo"), file.path(), std::string("preset:gonogo")}) {
    const Result result = run("train", {source, "--iterations", "2"});
    EXPECT_EQ(result.code, kDone) << result.err;
    fingerprints.push_back(last_line(result.out).find("fingerprint")->text);
  }
  EXPECT_EQ(fingerprints[0], fingerprints[1]);
  EXPECT_EQ(fingerprints[0], fingerprints[2]);
}

TEST(Train, WritesWeightsAndTheLearningCurve) {
  const Scratch out("out.json");
  const Scratch log("log.csv");
  const Result result =
      run("train", {kSmall, "--iterations", "50", "--out", out.path(), "--log", log.path()});
  EXPECT_EQ(result.code, kDone);
  const JsonValue file = parse_json(out.content()).value;
  const JsonValue* weights = file.find("weights");
  ASSERT_TRUE(weights);
  EXPECT_EQ(weights->find("W_hid")->items.size(), 11u);
  EXPECT_EQ(weights->find("W_hid")->items[0].items.size(), 11u);
  EXPECT_EQ(weights->find("W_in")->items[0].items.size(), 3u);
  EXPECT_EQ(weights->find("b_out")->items.size(), 1u);
  EXPECT_EQ(read_json(out.content()).experiment, read_link(kSmall).experiment);
  const std::string curve = log.content();
  EXPECT_EQ(curve.rfind("iteration,loss,accuracy,gradient_norm,weight_norm\n1,", 0), 0u);
  EXPECT_EQ(std::count(curve.begin(), curve.end(), '\n'), 51);
  EXPECT_NE(curve.substr(curve.rfind("\n50,")).back(), ',') << "accuracy is measured at 50";
}

TEST(Train, WritesWeightsThatReadBackToTheBit) {
  const Scratch out("out.json");
  run("train", {kSmall, "--iterations", "3", "--out", out.path()});
  Trainer trainer(read_link(kSmall).experiment);
  for (int i = 0; i < 3; ++i) trainer.step();
  const JsonValue file = parse_json(out.content()).value;
  const JsonValue& rows = *file.find("weights")->find("W_hid");
  std::vector<float> values;
  for (const JsonValue& row : rows.items) {
    for (const JsonValue& value : row.items) values.push_back(static_cast<float>(value.number));
  }
  const auto expected = trainer.parameters().of(Tensor::recurrent_weight);
  EXPECT_TRUE(std::equal(values.begin(), values.end(), expected.begin(), expected.end()));
}

TEST(Train, WritesSafetensorsWhenTheNameAsksForThem) {
  const Scratch out("out.safetensors");
  const Result result = run("train", {kSmall, "--iterations", "3", "--out", out.path()});
  EXPECT_EQ(result.code, kDone) << result.err;
  const std::string content = out.content();
  const std::vector<std::uint8_t> bytes(content.begin(), content.end());
  const ParsedTensors parsed = parse_safetensors(bytes);
  ASSERT_EQ(parsed.error, "");
  ASSERT_TRUE(parsed.file.find("recurrent_layer.hidden_layer.weight"));
  EXPECT_EQ(parsed.file.find("recurrent_layer.hidden_layer.weight")->values.size(), 121u);
  EXPECT_EQ(*parsed.file.find_metadata("fingerprint"),
            last_line(result.out).find("fingerprint")->text);
}

TEST(Train, StartsFromWeights) {
  const Scratch out("out.safetensors");
  const Result first = run("train", {kSmall, "--iterations", "3", "--out", out.path()});
  const Result second =
      run("train", {kSmall, "--seed", "1", "--weights", out.path(), "--iterations", "0"});
  EXPECT_EQ(second.code, kDone) << second.err;
  EXPECT_EQ(last_line(second.out).find("fingerprint")->text,
            last_line(first.out).find("fingerprint")->text);
  EXPECT_EQ(last_line(second.out).find("iterations")->number, 0);
  const Result other = run("train", {"preset:pdm", "--weights", out.path(), "--iterations", "0"});
  EXPECT_EQ(other.code, kBadInput);
  EXPECT_NE(other.err.find("nn4n: recurrent_layer.hidden_layer.weight is 11 x 11; allowed 64 x 64"),
            std::string::npos)
      << other.err;
}

TEST(Train, SaysWhichWeightsItLeavesOut) {
  const Scratch out("out.safetensors");
  ASSERT_EQ(run("train", {kSmall, "--iterations", "0", "--out", out.path()}).code, kDone);
  const std::string slower = std::string(kSmall) + "&network.areas.0.tau_ms=200";
  const Result result = run("train", {slower, "--weights", out.path(), "--iterations", "0"});
  EXPECT_EQ(result.code, kDone);
  EXPECT_NE(result.err.find("nn4n: alpha is not dt / tau"), std::string::npos) << result.err;
}

TEST(Train, ResumesACheckpointToTheSameBits) {
  const Scratch half("half.safetensors");
  const Scratch resumed("resumed.safetensors");
  const Scratch whole("whole.safetensors");
  run("train", {kSmall, "--seed", "5", "--iterations", "60", "--checkpoint", whole.path()});
  run("train", {kSmall, "--seed", "5", "--iterations", "25", "--checkpoint", half.path()});
  const Result result =
      run("train", {"--resume", half.path(), "--iterations", "60", "--checkpoint", resumed.path()});
  EXPECT_EQ(result.code, kDone) << result.err;
  EXPECT_EQ(last_line(result.out).find("iterations")->number, 60);
  EXPECT_GT(whole.content().size(), 1000u);
  EXPECT_TRUE(resumed.content() == whole.content());
}

TEST(Train, SaysWhyItCannotResume) {
  const Scratch file("file.safetensors");
  ASSERT_TRUE(write_file(file.path(), "too short"));
  const Result damaged = run("train", {"--resume", file.path()});
  EXPECT_EQ(damaged.code, kBadInput);
  EXPECT_EQ(damaged.err.rfind("nn4n: The checkpoint ", 0), 0u) << damaged.err;
  const Result missing = run("train", {"--resume", "nowhere.safetensors"});
  EXPECT_EQ(missing.err, "nn4n: cannot read \"nowhere.safetensors\"\n");
  const Result both = run("train", {"preset:pdm", "--resume", file.path()});
  EXPECT_EQ(both.code, kBadInput);
  EXPECT_NE(both.err.find("or --resume FILE alone"), std::string::npos) << both.err;
  const Result seeded = run("train", {"--resume", file.path(), "--seed", "3"});
  EXPECT_NE(seeded.err.find("leave out --seed and --weights"), std::string::npos) << seeded.err;
}

TEST(Train, BadInputIsASentenceAndExitCodeTwo) {
  struct Bad {
    std::vector<std::string> words;
    std::string sentence;
  };
  for (const Bad& bad :
       std::vector<Bad>{{{}, "train needs one experiment"},
                        {{"nowhere.json"}, "there is no file \"nowhere.json\""},
                        {{"preset:juggling"}, "There is no preset \"juggling\"; known: "},
                        {{"v=0&network.areas.0.units=9999"},
                         "network.areas[0].units is 9999; allowed 1 to 512.\n"},
                        {{"preset:pdm", "--iterations", "-1"},
                         "--iterations is \"-1\"; allowed whole numbers 0 to"},
                        {{"preset:pdm", "--seed"}, "--seed needs a value"},
                        {{"preset:pdm", "--speed", "9"},
                         "there is no option --speed; known: --iterations, --seed"},
                        {{"{\"seed\": \"x\"}"}, "seed is \"x\"; allowed 0 to 4294967295.\n"}}) {
    const Result result = run("train", bad.words);
    EXPECT_EQ(result.code, kBadInput) << bad.sentence;
    EXPECT_EQ(result.out, "");
    EXPECT_NE(result.err.find("nn4n: " + bad.sentence), std::string::npos) << result.err;
    EXPECT_EQ(result.err.find("Using"), std::string::npos) << "nothing is used instead";
  }
}

TEST(Train, RefusesAFileThatHoldsNoExperiment) {
  const Scratch file("file");
  for (const std::string_view nothing : {"", " \r\n", "\xEF\xBB\xBF\n"}) {
    ASSERT_TRUE(write_file(file.path(), nothing));
    const Result result = run("train", {file.path(), "--iterations", "1"});
    EXPECT_EQ(result.code, kBadInput);
    EXPECT_EQ(result.out, "");
    EXPECT_NE(result.err.find("is empty\n"), std::string::npos) << result.err;
  }
  ASSERT_TRUE(write_file(file.path(), "0 1\n1 0\n"));
  EXPECT_EQ(run("train", {file.path()}).err,
            "nn4n: This is a mask of connections, not an experiment.\n");
}

TEST(Train, AFileThatCannotBeWrittenIsSaid) {
  const Result result =
      run("train", {kSmall, "--iterations", "0", "--out", "/nowhere/at/all.json"});
  EXPECT_EQ(result.code, kBadInput);
  EXPECT_NE(result.err.find("cannot write \"/nowhere/at/all.json\""), std::string::npos);
}

TEST(Version, NamesProgramAndSchemaAsFilesDo) {
  const Result result = run("--version", {});
  EXPECT_EQ(result.code, kDone);
  const std::string program(kProgram);
  EXPECT_TRUE(result.out.starts_with(program + ", build ")) << result.out;
  EXPECT_TRUE(result.out.ends_with(", schema 0\n")) << result.out;
  EXPECT_GT(result.out.size(), (program + ", build , schema 0\n").size()) << "the build has a name";
  const Scratch weights("weights.safetensors"), checkpoint("run.safetensors");
  run("train",
      {kSmall, "--iterations", "1", "--out", weights.path(), "--checkpoint", checkpoint.path()});
  for (const Scratch* file : {&weights, &checkpoint})
    EXPECT_NE(file->content().find(kProgram), std::string::npos) << file->path();
}

TEST(Describe, PrintsTheLinkOfEveryPreset) {
  const Result result = run("describe", {"--links", "--json"});
  EXPECT_EQ(result.code, kDone);
  const ParsedJson parsed = parse_json(result.out);
  ASSERT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.value.items.size(), presets().size());
  for (const JsonValue& entry : parsed.value.items) {
    EXPECT_EQ(entry.find("characters")->number,
              static_cast<double>(entry.find("link")->text.size()));
    const Reading reading = read_link(entry.find("link")->text);
    EXPECT_EQ(reading.experiment, *preset(entry.find("preset")->text));
  }
  const Result table = run("describe", {"--links"});
  EXPECT_EQ(std::count(table.out.begin(), table.out.end(), '\n'),
            static_cast<long>(presets().size()));
  EXPECT_EQ(run("describe", {"--links", "--nn4n"}).code, kBadInput);
}

TEST(Describe, SaysWhatEveryChoiceMeans) {
  const std::string formula = "√(Σ (m² − M)² / (N − 1)), M = mean of m² (NN4N 1.0.3 and 1.1).";
  EXPECT_NE(run("describe", {}).out.find("<br>`squares_sd`: " + formula), std::string::npos);
  EXPECT_NE(run("describe", {"--json"}).out.find(formula), std::string::npos);
}

TEST(Describe, NamesEveryFieldTaskAndTerm) {
  const Result markdown = run("describe", {});
  EXPECT_EQ(markdown.code, kDone);
  for (const std::string_view line :
       {"| `network.areas[i].units` | Units. Number of units (neurons) in this area. | – | 1 to "
        "512 | 32 |",
        "### `pdm`", "### `gonogo`", "### `mse`", "| `training.learning_rate` |"}) {
    EXPECT_NE(markdown.out.find(line), std::string::npos) << line;
  }
  const JsonValue json = parse_json(run("describe", {"--json"}).out).value;
  EXPECT_EQ(json.find("tasks")->items.size(), TaskCatalogue::registry().entries().size());
  EXPECT_EQ(json.find("loss_terms")->items.size(), TermCatalogue::registry().entries().size());
  EXPECT_GT(json.find("fields")->items.size(), 30u);
}

TEST(Describe, GivesTheAreasOfAnExperiment) {
  const Result result = run("describe", {kSmall});
  EXPECT_EQ(result.code, kDone) << result.err;
  const JsonValue json = parse_json(result.out).value;
  EXPECT_EQ(json.find("units")->number, 11);
  EXPECT_EQ(json.find("areas")->items.at(1).find("units")->items.size(), 5u);
  const Result wrong = run("describe", {"nowhere.json"});
  EXPECT_EQ(wrong.code, kBadInput);
  EXPECT_NE(wrong.err.find("there is no file"), std::string::npos);
}

TEST(Describe, GoesIntoTheTablesOfATaskAndLeavesItsDataOut) {
  const Result result = run("describe", {});
  EXPECT_NE(result.out.find("| `epochs[i].inputs[i].value` | Value."), std::string::npos);
  EXPECT_NE(result.out.find("| `judge.rule` | Judged by."), std::string::npos);
  EXPECT_NE(result.out.find("up to 4194304 characters | an example |"), std::string::npos);
}

TEST(Describe, SaysWhatOfNn4nIsWhere) {
  const Result markdown = run("describe", {"--nn4n"});
  EXPECT_EQ(markdown.code, kDone);
  EXPECT_NE(markdown.out.find("| `scaling` | 1.0.3 | `network.recurrent_weights.gain` |"),
            std::string::npos);
  const ParsedJson json = parse_json(run("describe", {"--nn4n", "--json"}).out);
  EXPECT_EQ(json.error, "");
  EXPECT_GT(json.value.items.size(), 90u);
  EXPECT_EQ(run("describe", {kSmall, "--nn4n"}).code, kBadInput);
}

TEST(Reproduce, TellsWhatWasReportedAndWhatWasReached) {
  const Result table = run("reproduce", {"nn4n_ctrnn", "--seeds", "1"});
  EXPECT_NE(table.code, kBadInput) << table.err;
  EXPECT_EQ(table.out.rfind("| preset | reported | where |", 0), 0u) << table.out;
  EXPECT_NE(table.out.find("| `nn4n_ctrnn` | loss 1.9e-4 after 450 steps;"), std::string::npos);
  EXPECT_EQ(std::count(table.out.begin(), table.out.end(), '\n'), 3);
  EXPECT_NE(table.err.find("nn4n_ctrnn, seed 1: accuracy 0.9"), std::string::npos) << table.err;
}

TEST(Reproduce, KnowsItsNames) {
  const Result result = run("reproduce", {"juggling"});
  EXPECT_EQ(result.code, kBadInput);
  EXPECT_EQ(result.out, "");
  EXPECT_NE(result.err.find("no published result is known for \"juggling\"; known: nn4n_ctrnn, "),
            std::string::npos)
      << result.err;
  EXPECT_EQ(run("reproduce", {"nn4n_ctrnn", "--seeds", "0"}).code, kBadInput);
}

TEST(Import, MakesAnExperimentOfAFileOfTrialsThatTrains) {
  const Scratch table("trials.csv"), document("experiment.json");
  std::string text = "trial,step,in_cue,target_left,target_right\n";
  for (int trial = 0; trial < 4; ++trial) {
    for (int step = 0; step < 5; ++step) {
      const bool left = trial % 2 == 0;
      text += std::to_string(trial) + "," + std::to_string(step) + (left ? ",1,1,0\n" : ",0,0,1\n");
    }
  }
  ASSERT_TRUE(write_file(table.path(), text));
  const Result imported = run("import", {table.path(), "--out", document.path()});
  EXPECT_EQ(imported.code, kDone) << imported.err;
  const Reading reading = read_json(document.content());
  EXPECT_TRUE(reading.issues.empty());
  EXPECT_EQ(reading.experiment.task.name(), "data");
  const Result direct = run("train", {table.path(), "--iterations", "3"});
  const Result detour = run("train", {document.path(), "--iterations", "3"});
  EXPECT_EQ(direct.code, kDone) << direct.err;
  EXPECT_EQ(last_line(direct.out).find("fingerprint")->text,
            last_line(detour.out).find("fingerprint")->text);
}

TEST(Import, SaysWhatIsWrongWithAFile) {
  const Scratch table("trials.csv");
  ASSERT_TRUE(write_file(table.path(), "trial,in_cue,target_left\n1,2\n"));
  const Result result = run("import", {table.path()});
  EXPECT_EQ(result.code, kBadInput);
  EXPECT_NE(result.err.find("has 2 columns in line 2; allowed 3"), std::string::npos) << result.err;
  EXPECT_TRUE(result.out.empty());
  EXPECT_EQ(run("import", {}).code, kBadInput);
}

TEST(Learnability, PrintsARowForEveryTaskAndSaysWhetherAllHaveLearnt) {
  const std::vector<std::string> words{
      "v=0&network.areas.0.units=12&network.areas.1.units=10&training.batch=12"
      "&training.learning_rate=0.01&training.validation_interval=10",
      "gonogo",
      "--seeds",
      "2",
      "--iterations",
      "400",
      "--set",
      "training.stop.confirmation_trials=100"};
  const Result result = run("learnability", words);
  EXPECT_EQ(result.code, kDone) << result.err;
  EXPECT_NE(result.out.find("| gonogo | 2 of 2 | "), std::string::npos) << result.out;
  std::vector<std::string> in_json = words;
  in_json.push_back("--json");
  const JsonValue line = last_line(run("learnability", in_json).out);
  const JsonValue& task = line.find("tasks")->items.at(0);
  EXPECT_EQ(task.find("passed")->number, 2);
  EXPECT_EQ(task.find("runs")->items.at(1).find("seed")->number, 2);
  EXPECT_GE(task.find("runs")->items.at(0).find("accuracy")->number, 0.93);
}

TEST(Learnability, FailsWhenARunHasNotLearnt) {
  const Result result =
      run("learnability", {kSmall, "gonogo", "--seeds", "1", "--iterations", "2", "--set",
                           "training.stop.confirmation_trials=20&training.learning_rate=0.001"});
  EXPECT_EQ(result.code, kFailed);
  EXPECT_NE(result.out.find("| gonogo | 0 of 1 | never | never | "), std::string::npos);
}

TEST(Learnability, BadInputIsRefusedInWords) {
  EXPECT_EQ(run("learnability", {kSmall, "juggling"}).err.substr(0, 40),
            "nn4n: there is no task \"juggling\"; known");
  for (const std::string pairs :
       {"training.batch=0", "training.bach=3", "training", "training=3", "task=3"}) {
    const Result result = run("learnability", {kSmall, "gonogo", "--set", pairs});
    EXPECT_EQ(result.code, kBadInput) << pairs;
    EXPECT_GT(result.err.size(), 10u) << pairs;
  }
  EXPECT_EQ(run("learnability", {}).code, kBadInput);
}

}  // namespace nn4n::test::command_test
