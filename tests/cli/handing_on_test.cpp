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
