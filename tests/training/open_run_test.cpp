#include "training/open_run.h"

#include <gtest/gtest.h>

#include "codec/byte_view.h"
#include "codec/npz.h"
#include "codec/open.h"
#include "codec/random_experiment.h"
#include "codec/share_link.h"
#include "training/checkpoint.h"
#include "training/packed_weights.h"
#include "training/weights_file.h"

namespace nn4n::test::open_run_test {

namespace {

using Bytes = std::vector<std::uint8_t>;

Trainer trained() {
  Trainer trainer(read_link("v=0&network.areas.0.units=6&network.areas.1.units=5&training.batch=4"
                            "&seed=4")
                      .experiment);
  for (int i = 0; i < 12; ++i) trainer.step();
  return trainer;
}

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

std::string link_of(const Trainer& trainer) {
  return to_link(trainer.experiment(), {pack_weights(trainer, 8), trainer.iteration(), ""});
}

/// Each way in which a run leaves.
std::vector<Bytes> files_of(const Trainer& trainer) {
  return {to_checkpoint(trainer), to_safetensors(weights_of(trainer)),
          to_npz(npz_arrays_of(trainer)), bytes_of(weights_file(trainer)),
          bytes_of(link_of(trainer))};
}

}  // namespace

TEST(OpenRun, ACheckpointIsTheRunAsItWas) {
  const Trainer trainer = trained();
  const OpenedRun opened = open_run(to_checkpoint(trainer));
  ASSERT_TRUE(opened.trainer);
  EXPECT_EQ(opened.kind, RunKind::run);
  EXPECT_EQ(opened.trainer->iteration(), 12);
  EXPECT_EQ(opened.trainer->fingerprint(), trainer.fingerprint());
}

TEST(OpenRun, EveryFileOfWeightsBringsItsExperiment) {
  const Trainer trainer = trained();
  for (const Bytes& file : {to_safetensors(weights_of(trainer)), to_npz(npz_arrays_of(trainer)),
                            bytes_of(weights_file(trainer))}) {
    const OpenedRun opened = open_run(file);
    ASSERT_TRUE(opened.trainer) << opened.issues[0].message;
    EXPECT_TRUE(opened.issues.empty());
    EXPECT_EQ(opened.kind, RunKind::weights);
    EXPECT_EQ(opened.trainer->iteration(), 0);
    EXPECT_EQ(opened.trainer->experiment(), trainer.experiment());
    EXPECT_EQ(opened.trainer->fingerprint(), trainer.fingerprint());
  }
}

TEST(OpenRun, ALinkBringsRoundedWeightsAndHowFarTheyHadCome) {
  const Trainer trainer = trained();
  const OpenedRun opened = open_run(bytes_of("https://example.org/#" + link_of(trainer)));
  ASSERT_TRUE(opened.trainer);
  EXPECT_EQ(opened.kind, RunKind::weights);
  EXPECT_EQ(opened.carried.iterations, 12);
  EXPECT_EQ(opened.trainer->experiment(), trainer.experiment());
}

TEST(OpenRun, AnExperimentDrawsItsWeights) {
  const OpenedRun opened = open_run(bytes_of("v=0&seed=9&iterations=30"));
  ASSERT_TRUE(opened.trainer);
  EXPECT_EQ(opened.kind, RunKind::drawn);
  EXPECT_EQ(opened.carried, (Carried{"", 30, ""}));
  EXPECT_EQ(opened.trainer->fingerprint(), Trainer(opened.trainer->experiment()).fingerprint());
}

TEST(OpenRun, AStateDictNeedsAnExperiment) {
  const Trainer trainer = trained();
  TensorFile file = weights_of(trainer);
  file.metadata.clear();
  const Bytes bytes = to_safetensors(file);
  EXPECT_EQ(open_run(bytes).issues[0].message,
            "The file holds weights, but not the experiment that they belong to.");
  EXPECT_TRUE(open_run(bytes, trainer.experiment()).trainer);
  const OpenedRun other = open_run(bytes, Experiment{});
  EXPECT_FALSE(other.trainer);
  EXPECT_EQ(other.issues[0].message,
            "recurrent_layer.input_layer.weight is 11 x 3; allowed 64 x 3");
}

TEST(OpenRun, SaysThatAMatrixMayBeTransposed) {
  const Trainer trainer = trained();
  TensorFile file = weights_of(trainer);
  for (NamedTensor& tensor : file.tensors) {
    if (tensor.name == "readout_layer.weight") std::swap(tensor.shape[0], tensor.shape[1]);
  }
  EXPECT_NE(open_run(to_npz(file.tensors), trainer.experiment())
                .issues[0]
                .message.find("(is it transposed?)"),
            std::string::npos);
}

TEST(OpenRun, TellsRunsFromExperiments) {
  for (const Bytes& file : files_of(trained())) EXPECT_TRUE(holds_weights(view_as_text(file)));
  for (const char* other : {"v=0&seed=3", "{}", "preset:pdm", "", "0,1\n1,0", "in_a,target_b\n1,2"})
    EXPECT_FALSE(holds_weights(other)) << other;
}

TEST(OpenRun, CutOffAnywhereItIsASentenceOrAnExperiment) {
  for (const Bytes& file : files_of(trained())) {
    for (std::size_t length = 0; length < file.size(); length += 1 + file.size() / 97) {
      const OpenedRun opened = open_run({file.data(), length});
      if (opened.trainer) {
        EXPECT_NE(opened.kind, RunKind::run);
      } else {
        ASSERT_FALSE(opened.issues.empty());
        EXPECT_FALSE(opened.issues[0].message.empty());
      }
    }
  }
}

TEST(OpenRun, SurvivesAnyDamage) {
  Dice dice(8);
  const std::vector<Bytes> files = files_of(trained());
  int refused = 0;
  for (int i = 0; i < 600; ++i) {
    Bytes file = files[dice.below(files.size())];
    for (std::size_t k = 1 + dice.below(6); k > 0; --k)
      file[dice.below(file.size())] = static_cast<std::uint8_t>(dice.next());
    const OpenedRun opened = open_run(file);
    refused += opened.trainer ? 0 : 1;
    EXPECT_TRUE(opened.trainer || !opened.issues.empty());
  }
  EXPECT_GT(refused, 100);
}

TEST(OpenRun, RefusesWeightsThatAreNoNumbers) {
  const std::string text = weights_file(trained());
  for (const auto& [from, to] : {std::pair{"\"W_hid\": [[", "\"W_hid\": [[\"x\","},
                                 std::pair{"\"W_hid\": [[", "\"W_hid\": [3,["},
                                 std::pair{"\"W_in\": [[", "\"W_in\": [[1e99,"},
                                 std::pair{"\"b_hid\": [", "\"b_hid\": [[[1]],"}}) {
    std::string wrong = text;
    const std::size_t at = wrong.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    wrong.replace(at, std::string_view(from).size(), to);
    const OpenedRun opened = open_run(bytes_of(wrong));
    EXPECT_FALSE(opened.trainer) << to;
    EXPECT_FALSE(opened.issues.empty());
  }
}

}  // namespace nn4n::test::open_run_test
