// Presets whose networks are those of a published example.
#include "experiment/preset_networks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "experiment/validate.h"
#include "structure/masks.h"

namespace nn4n::test::preset_networks_test {

namespace {

std::vector<double> numbers_at(Experiment& experiment, const std::string& path) {
  const Target list = resolve(target_of(experiment), path);
  std::vector<double> numbers;
  if (!list.type || list.type->kind != Kind::list) return numbers;
  for_each_part(list, [&](const Target& part, const std::string&) {
    numbers.push_back(part.type->number(part.object));
  });
  return numbers;
}

}  // namespace

TEST(PresetNetworks, ClassesAreLearntByCrossEntropyAndBringTheirOwnNoise) {
  for (const char* name :
       {"ng_pdm", "ng_delay_comparison", "nn_brain_ei", "nn_brain_dynamics", "nn_brain_memory"}) {
    const Experiment experiment = *preset(name);
    EXPECT_EQ(experiment.loss.size(), std::string_view(name).substr(0, 3) == "ng_" ? 2u : 1u);
    EXPECT_EQ(experiment.loss[0].term.name(), "cross_entropy") << name;
    EXPECT_EQ(experiment.loss[0].weight, 1) << name;
    EXPECT_EQ(experiment.network.input_noise, 0) << name;
    EXPECT_TRUE(validate(experiment).empty()) << name;
  }
}

TEST(PresetNetworks, NnBrainTrainsOnWindowsOfAHundredSteps) {
  for (const char* name : {"nn_brain_ei", "nn_brain_dynamics", "nn_brain_memory"}) {
    Experiment experiment = *preset(name);
    const Target window = resolve(target_of(experiment), "task.window_ms");
    ASSERT_NE(window.type, nullptr) << name;
    EXPECT_EQ(window.type->number(window.object), 100 * experiment.network.dt_ms) << name;
    EXPECT_EQ(experiment.training.batch, 16) << name;
    EXPECT_EQ(experiment.network.initial_state, InitialState::zero) << name;
  }
}

TEST(PresetNetworks, NnBrainsNetworksAreThoseOfItsNotebooks) {
  Experiment ei = *preset("nn_brain_ei");
  const Masks masks = make_masks(ei.network, 3, 3, 1);
  EXPECT_EQ(masks.units, 50);
  EXPECT_EQ(std::count(masks.unit_sign.begin(), masks.unit_sign.end(), 1), 40);
  EXPECT_EQ(std::count(masks.recurrent.begin(), masks.recurrent.end(), 1), 50 * 49);
  EXPECT_EQ(std::count(masks.readout.begin(), masks.readout.end(), 1), 3 * 40);
  EXPECT_EQ(ei.network.connectivity.sign_constraint, SignConstraint::rectify);
  EXPECT_EQ(numbers_at(ei, "task.fixation_ms"), (std::vector<double>{50, 100, 200, 400}));
  EXPECT_EQ(numbers_at(ei, "task.stimulus_ms"), (std::vector<double>{100, 200, 400, 800}));
  EXPECT_EQ(ei.training.learning_rate, 0.001);
  Experiment memory = *preset("nn_brain_memory");
  EXPECT_EQ(numbers_at(memory, "task.delay_ms"), (std::vector<double>{200, 400, 800, 1600, 3200}));
  for (const char* name : {"nn_brain_dynamics", "nn_brain_memory"}) {
    const Network network = preset(name)->network;
    EXPECT_EQ(network.areas[0].units, 64);
    EXPECT_EQ(network.dt_ms, network.areas[0].tau_ms) << "α = 1";
    EXPECT_EQ(network.recurrent_noise, 0);
    EXPECT_EQ(network.connectivity.unit_signs, UnitSigns::none);
  }
}

TEST(PresetNetworks, TheHubReservoirHasFewStronglyConnectedUnits) {
  const Masks masks = make_masks(preset("hub_reservoir")->network, 1, 16, 1);
  const Masks plain = make_masks(preset("memory_capacity")->network, 1, 16, 1);
  const auto most_sources = [](const Masks& m) {
    std::ptrdiff_t most = 0;
    for (auto row = m.recurrent.begin(); row != m.recurrent.end(); row += m.units) {
      most = std::max(most, std::count(row, row + m.units, 1));
    }
    return most;
  };
  EXPECT_GT(most_sources(masks), 35);
  EXPECT_LT(most_sources(plain), 30);
}

}  // namespace nn4n::test::preset_networks_test
