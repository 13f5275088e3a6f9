// Presets that are published networks, as the links that they were when they were made:
// presets.json.
//
// From the first release on a preset never changes: what people saw, cited or gave out under its
// name stays what it was. A better one gets another name; whoever changes a line of that file
// does so on purpose.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "codec/json_value.h"
#include "codec/share_link.h"
#include "experiment/named.h"
#include "experiment/validate.h"
#include "support/places.h"
#include "training/trainer.h"

namespace nn4n::test::presets_test {

namespace {

/// Key and link of every published preset.
std::map<std::string, std::string> held() {
  std::ifstream file(held_presets_file());
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const ParsedJson parsed = parse_json(text);
  EXPECT_EQ(parsed.error, "");
  std::map<std::string, std::string> links;
  for (std::size_t k = 0; k < parsed.value.keys.size(); ++k)
    links.emplace(parsed.value.keys[k], parsed.value.items[k].text);
  return links;
}

}  // namespace

TEST(Presets, NeverChange) {
  const auto links = held();
  for (const Published& network : published_networks()) {
    const std::string key(network.name.key);
    const auto link = links.find(key);
    ASSERT_NE(link, links.end()) << "to be held: " << key << "\n" << to_full_link(*preset(key));
    EXPECT_EQ(to_full_link(*preset(key)), link->second) << key;
  }
}

TEST(Presets, NeverGoAway) {
  const auto links = held();
  ASSERT_GE(links.size(), 20u);
  for (const auto& [key, link] : links) EXPECT_TRUE(preset(key)) << key;
}

TEST(Presets, AreWhatTheirLinksSay) {
  for (const auto& [key, link] : held()) {
    const Reading reading = read_link(link);
    EXPECT_TRUE(reading.issues.empty()) << key << ": " << reading.issues.front().message;
    EXPECT_EQ(reading.experiment, *preset(key)) << key;
  }
}

TEST(PublishedNetworks, RunAndSayWhereTheyAreFrom) {
  ASSERT_GE(published_networks().size(), 20u);
  for (const Published& network : published_networks()) {
    SCOPED_TRACE(network.name.key);
    const std::optional<Experiment> experiment = preset(network.name.key);
    ASSERT_TRUE(experiment);
    const Issues issues = validate(*experiment);
    EXPECT_TRUE(issues.empty()) << issues.front().message;
    EXPECT_FALSE(network.name.label.empty());
    EXPECT_TRUE(network.name.help.ends_with("."));
    EXPECT_EQ(experiment->task.name(), network.task);
  }
}

/// The structures of NN4N's notebook and of the paper, where they are easily got wrong.
TEST(PublishedNetworks, HaveTheirStructures) {
  const Experiment fixed = *preset("song_rdm_fixed");
  const Masks masks = make_masks(fixed.network, 3, 2, fixed.seed);
  for (int i = 0; i < 100; ++i) {
    for (int j = 0; j < 100; ++j) {
      const auto k = static_cast<std::size_t>(i * 100 + j);
      const bool both_excitatory = masks.unit_sign[static_cast<std::size_t>(i)] > 0 &&
                                   masks.unit_sign[static_cast<std::size_t>(j)] > 0;
      EXPECT_EQ(masks.recurrent[k], i != j && !(both_excitatory && i / 50 != j / 50));
    }
    EXPECT_EQ(masks.input[static_cast<std::size_t>(3 * i)], 0) << "no fixation channel";
  }
  const Experiment romo = *preset("song_romo");
  const Masks sparse = make_masks(romo.network, 3, 2, romo.seed);
  double present[2] = {0, 0};
  for (std::size_t k = 0; k < sparse.recurrent.size(); ++k)
    present[sparse.unit_sign[k % 500] < 0] += sparse.recurrent[k];
  EXPECT_NEAR(present[0] / (500 * 400), 0.1, 0.005);
  EXPECT_NEAR(present[1] / (500 * 100), 0.5, 0.015);
}

}  // namespace nn4n::test::presets_test
