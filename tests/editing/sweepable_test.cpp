// What the form of a sweep offers.
#include "editing/sweepable.h"

#include <gtest/gtest.h>

#include <map>

#include "codec/open.h"

namespace nn4n::sweepable_test {
namespace {

std::map<std::string, JsonValue> offered(const Experiment& experiment) {
  std::map<std::string, JsonValue> settings;
  for (const JsonValue& one : sweepable_settings(experiment).items)
    settings.emplace(one.find("path")->text, one);
  return settings;
}

TEST(Sweepable, SettingsTakeTheirOwnValue) {
  for (const std::string_view name : {"preset:pdm", "preset:rsg", "preset:one_area"}) {
    const Experiment experiment = read_any(name).experiment;
    const auto settings = offered(experiment);
    EXPECT_GT(settings.size(), 40u) << name;
    for (const auto& [path, setting] : settings) {
      Experiment same = experiment;
      JsonValue edit = JsonValue::object();
      edit.add(path, *setting.find("value"));
      EXPECT_TRUE(set_paths(same, print_json(edit, Layout::compact)).empty()) << path;
      EXPECT_TRUE(same == experiment) << path;
    }
  }
}

TEST(Sweepable, SettingsHaveAnEffectAndAreNoSeed) {
  const auto settings = offered(Experiment{});
  EXPECT_TRUE(settings.contains("training.learning_rate"));
  EXPECT_TRUE(settings.contains("network.areas[0].units"));
  EXPECT_TRUE(settings.contains("network.connectivity.density[1][0]"));
  EXPECT_FALSE(settings.contains("seed"));
  EXPECT_FALSE(settings.contains("task"));
  EXPECT_TRUE(settings.contains("training.adam.beta1"));
  Experiment sgd;
  set_paths(sgd, R"({"training.optimiser": "sgd"})");
  EXPECT_FALSE(offered(sgd).contains("training.adam.beta1"));
}

TEST(Sweepable, NumbersSayWhatIsAllowed) {
  const auto settings = offered(Experiment{});
  const JsonValue& units = settings.at("network.areas[0].units");
  EXPECT_EQ(units.find("kind")->text, "whole");
  EXPECT_GE(units.find("low")->number, 1);
  EXPECT_TRUE(units.find("high")->is(JsonKind::number));
  EXPECT_EQ(settings.at("training.optimiser").find("kind")->text, "choice");
  EXPECT_GE(settings.at("training.optimiser").find("choices")->items.size(), 2u);
}

}  // namespace
}  // namespace nn4n::sweepable_test
