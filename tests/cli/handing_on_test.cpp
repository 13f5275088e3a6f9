// Networks that are handed on: files of runs and weights, links, and given inputs.
#include "cli/run_command.h"

#include <filesystem>

#include "cli/files.h"
#include "codec/byte_view.h"
#include "codec/npz.h"
#include "codec/share_link.h"
#include "training/trainer.h"

namespace nn4n::test::handing_on_test {

using namespace called;

TEST(Train, GoesOnWithWhateverHoldsARunOrWeights) {
  const Scratch checkpoint("run.safetensors");
  const Scratch npz("weights.npz");
  const Scratch json("weights.json");
  const Result first = run("train", {kSmall, "--iterations", "6", "--checkpoint", checkpoint.path(),
                                     "--out", npz.path()});
  ASSERT_EQ(first.code, kDone) << first.err;
  const JsonValue whole = last_line(run("train", {kSmall, "--iterations", "9"}).out);
  EXPECT_EQ(last_line(run("train", {checkpoint.path(), "--iterations", "9"}).out)
                .find("fingerprint")
                ->text,
            whole.find("fingerprint")->text);
  ASSERT_EQ(run("train", {checkpoint.path(), "--iterations", "6", "--out", json.path()}).code,
            kDone);
  for (const Scratch* file : {&npz, &json}) {
    const Result start = run("train", {file->path(), "--iterations", "0"});
    EXPECT_EQ(start.err, "");
    EXPECT_EQ(last_line(start.out).find("fingerprint")->text,
              last_line(first.out).find("fingerprint")->text);
  }
  const Result seeded = run("train", {checkpoint.path(), "--seed", "5"});
  EXPECT_EQ(seeded.code, kBadInput);
  EXPECT_NE(seeded.err.find("bring their own seed"), std::string::npos) << seeded.err;
}

TEST(Files, AFailedWriteLeavesTheFileAsItWas) {
  const Scratch file("run.safetensors");
  ASSERT_TRUE(write_file(file.path(), "before"));
  const std::string beside = std::string(file.path()) + ".part";
  ASSERT_TRUE(std::filesystem::create_directory(beside));  // nothing can be written there
  EXPECT_FALSE(write_file(file.path(), "after"));
  EXPECT_EQ(file.content(), "before");
  std::filesystem::remove(beside);
  EXPECT_TRUE(write_file(file.path(), "after"));
  EXPECT_EQ(file.content(), "after");
  EXPECT_FALSE(std::filesystem::exists(beside));
  EXPECT_TRUE(write_file("/dev/null", "gone")) << "what is no file is written into";
}

constexpr char kNoisy[] =
    "v=0&task=pdm&network.areas.0.units=6&network.areas.1.units=5&training.batch=4"
    "&training.validation_interval=5&training.validation_trials=16";

TEST(Train, WritesTheBestWeightsWhereTheyAreAskedFor) {
  const Scratch best("best.safetensors");
  const Scratch weights("best.json");
  const Scratch last("last.safetensors");
  const Result whole = run("train", {kNoisy, "--iterations", "97", "--best", "--out",
                                     weights.path(), "--checkpoint", best.path()});
  ASSERT_EQ(whole.code, kDone) << whole.err;
  const JsonValue result = last_line(whole.out);
  const double at = result.find("best_iteration")->number;
  ASSERT_GT(at, 0);
  ASSERT_LT(at, 97) << "the best weights should not be the last ones in this test";
  const std::string iterations = std::to_string(static_cast<int>(at));
  const JsonValue then = last_line(run("train", {kNoisy, "--iterations", iterations}).out);
  EXPECT_EQ(parse_json(weights.content()).value.find("fingerprint")->text,
            then.find("fingerprint")->text);
  const JsonValue back = last_line(run("train", {best.path(), "--iterations", iterations}).out);
  EXPECT_EQ(back.find("fingerprint")->text, then.find("fingerprint")->text);
  EXPECT_EQ(back.find("iterations")->number, at);
  const JsonValue on = last_line(run("train", {best.path(), "--iterations", "97"}).out);
  EXPECT_EQ(on.find("fingerprint")->text, result.find("fingerprint")->text)
      << "training goes on as it did";
  ASSERT_EQ(run("train", {kNoisy, "--iterations", "97", "--checkpoint", last.path()}).code, kDone);
  const Result of_last = run("analyse", {last.path(), "--trials", "60", "--json"});
  const Result of_best = run("analyse", {last.path(), "--trials", "60", "--json", "--best"});
  EXPECT_EQ(of_best.code, kDone) << of_best.err;
  EXPECT_NE(of_best.out, of_last.out);
  EXPECT_EQ(of_best.out, run("analyse", {best.path(), "--trials", "60", "--json"}).out);
}

TEST(Train, SaysWhereThereAreNoBestWeights) {
  const Scratch file("weights.json");
  const Result early = run("train", {kNoisy, "--iterations", "4", "--best", "--out", file.path()});
  EXPECT_EQ(early.code, kDone);
  EXPECT_NE(early.err.find("no best weights before its third validation"), std::string::npos)
      << early.err;
  EXPECT_EQ(parse_json(file.content()).value.find("fingerprint")->text,
            last_line(early.out).find("fingerprint")->text);
  EXPECT_NE(run("train", {kNoisy, "--best"}).err.find("give one of them as well"),
            std::string::npos);
  const Result untrained = run("analyse", {kNoisy, "--best"});
  EXPECT_EQ(untrained.code, kBadInput);
  EXPECT_NE(untrained.err.find("leave out --best"), std::string::npos) << untrained.err;
}

TEST(Train, BestWeightsFromBeforeAPartOfARunAreWrittenAndExplained) {
  const Scratch first("first.safetensors");
  const Scratch best("best.safetensors");
  const JsonValue early =
      last_line(run("train", {kNoisy, "--iterations", "100", "--checkpoint", first.path()}).out);
  const Result late = run("train", {"--resume", first.path(), "--iterations", "101", "--best",
                                    "--checkpoint", best.path()});
  EXPECT_EQ(late.code, kDone);
  EXPECT_NE(late.err.find("the optimiser of the checkpoint begins anew"), std::string::npos)
      << late.err;
  const JsonValue back = last_line(run("train", {best.path(), "--iterations", "0"}).out);
  EXPECT_EQ(back.find("iterations")->number, last_line(late.out).find("best_iteration")->number);
}

TEST(Link, OpensTheTrainedNetwork) {
  const Scratch checkpoint("run.safetensors");
  ASSERT_EQ(run("train", {kSmall, "--iterations", "6", "--checkpoint", checkpoint.path()}).code,
            kDone);
  const Result plain = run("link", {checkpoint.path()});
  EXPECT_EQ(read_link(plain.out).experiment, read_link(kSmall).experiment);
  const Result trained = run("link", {checkpoint.path(), "--trained"});
  EXPECT_EQ(trained.code, kDone);
  EXPECT_NE(trained.err.find("of the copy "), std::string::npos) << trained.err;
  const std::string link = trained.out.substr(0, trained.out.size() - 1);
  EXPECT_EQ(read_link(link).carried.iterations, 6);
  // A shared copy does not change when it is shared again.
  EXPECT_EQ(run("link", {link, "--trained", "--bits", "8"}).code, kDone);
  for (const char* command : {"train", "analyse"}) {
    const Result taken = run(
        command, {link, command == std::string_view("train") ? "--iterations" : "--trials", "1"});
    EXPECT_EQ(taken.code, kDone) << taken.err;
  }
  const Result cut = run("train", {link.substr(0, link.size() - 40)});
  EXPECT_EQ(cut.code, kBadInput);
  EXPECT_NE(cut.err.find("The link was cut off"), std::string::npos) << cut.err;
  EXPECT_NE(run("link", {kSmall, "--bits", "5"}).err.find("give --trained as well"),
            std::string::npos);
}

TEST(Forward, WritesRatesAndOutputs) {
  const Scratch trials("trials.npz");
  const Scratch rates("rates.npz");
  const Experiment experiment = read_link(kSmall).experiment;
  const auto channels = static_cast<std::size_t>(Trainer(experiment).parameters().sizes.inputs);
  const std::vector<NamedTensor> given{
      {"inputs", {3, 4, channels}, std::vector<float>(3 * 4 * channels, 0.5f)}};
  const std::vector<std::uint8_t> bytes = to_npz(given);
  ASSERT_TRUE(write_file(trials.path(), view_as_text(bytes)));
  const Result result = run("forward", {kSmall, trials.path(), "--out", rates.path()});
  EXPECT_EQ(result.code, kDone) << result.err;
  EXPECT_EQ(result.out, "rates: 3 x 4 x 11\noutputs: 3 x 4 x 1\n");
  const ParsedArrays arrays = parse_npz(view_as_bytes(rates.content()));
  ASSERT_TRUE(arrays.find("rates") && arrays.find("outputs")) << arrays.error;
  EXPECT_EQ(arrays.find("rates")->shape, (std::vector<std::size_t>{3, 4, 11}));
  for (const auto& [words, sentence] :
       std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{kSmall}, "forward needs a network and a file of trials"},
           {{kSmall, "nowhere.npz"}, "cannot read \"nowhere.npz\""},
           {{kSmall, rates.path()}, "has no array inputs"},
           {{"preset:multi", trials.path()}, "allowed trials x steps x "}}) {
    const Result bad = run("forward", words);
    EXPECT_EQ(bad.code, kBadInput) << sentence;
    EXPECT_NE(bad.err.find(sentence), std::string::npos) << bad.err;
  }
}

}  // namespace nn4n::test::handing_on_test
