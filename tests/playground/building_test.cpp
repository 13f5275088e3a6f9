// Networks of papers and notebooks, built by clicks and typing alone.
#include <cmath>

#include "codec/share_link.h"
#include "experiment/validate.h"
#include "playground/network_screen.h"

namespace nn4n::playground::building_test {
namespace {

TEST(Building, TheFourAreasOfTheNotebook) {
  NetworkScreen screen;
  screen.click(screen.box("areas.add").at(0.5f));
  screen.click(screen.box("areas.add").at(0.5f));
  screen.choose("structures", "multi_area_ei");
  for (const int area : {0, 1, 2, 3})
    screen.fill("@network.areas[" + std::to_string(area) + "].units", "20");
  for (const auto& [into, from] : {std::pair{0, 2}, {0, 3}, {1, 3}, {2, 0}, {3, 0}, {3, 1}}) {
    const auto place = [](int area, const char* kind) { return std::to_string(area) + kind; };
    screen.drag(screen.box("block[" + place(into, "E") + "][" + place(from, "E") + "]").at(0.5f),
                screen.box("block[" + place(into, "I") + "][" + place(from, "I") + "]").at(0.5f));
    screen.type_into("blocks.density#value", "0");
  }
  screen.click_on("@network.areas[2].readout", 0.1f);
  screen.click_on("@network.areas[1].readout", 0.1f);
  screen.click_on("@network.connectivity.inhibitory_readout", 0.05f);
  const Network& network = screen.network();
  EXPECT_EQ(network.connectivity.density,
            (std::vector<std::vector<double>>{
                {1, 0.1, 0, 0}, {0.1, 1, 0.1, 0}, {0, 0.1, 1, 0.1}, {0, 0, 0.1, 1}}));
  EXPECT_TRUE(network.connectivity.blocks.empty());
  EXPECT_FALSE(network.connectivity.inhibitory_readout);
  for (std::size_t a = 0; a < 4; ++a) {
    EXPECT_EQ(network.areas[a].units, 20);
    EXPECT_EQ(network.areas[a].input, a == 0);
    EXPECT_EQ(network.areas[a].readout, a == 2);
  }
}

/// Song et al. 2016, context-dependent integration in two areas; tests/browser does it in a page.
TEST(Building, TheTwoAreasOfSongEtAl) {
  Headless screen(1366, 9000);
  screen.unfold_all();
  screen.click_on("section.changed");  // it grows with every edit, and moves what is below
  screen.choose("task", "ctx");
  screen.type_into("network.areas[0].units#value", "75");
  screen.type_into("network.areas[1].units#value", "75");
  screen.fill("network.areas[1].name", "Motor");
  screen.fill("network.areas[0].input_channels", "1, 2, 3, 4, 5, 6");
  screen.type_into("network.connectivity.density[0][0]", "1");
  screen.type_into("network.connectivity.density[0][1]", "0.2");
  screen.type_into("network.connectivity.density[1][0]", "1");
  screen.type_into("network.connectivity.density[1][1]", "1");
  screen.choose("network.connectivity.sign_constraint", "rectify");
  screen.choose("network.input_weights.distribution", "uniform");
  screen.choose("network.recurrent_weights.distribution", "gamma");
  screen.choose("network.readout_weights.distribution", "uniform");
  screen.type_into("network.input_weights.gain#value", shortest(0.1 * std::sqrt(7.0)));
  screen.type_into("network.readout_weights.gain#value", shortest(0.1 * std::sqrt(150.0)));
  screen.choose("network.recurrent_weights.bias", "none");
  screen.choose("network.readout_weights.bias", "none");
  screen.click_on("network.input_weights.dales_law", 0.1f);
  screen.click_on("network.readout_weights.dales_law", 0.1f);
  screen.click_on("loss[2]#remove");
  screen.click_on("loss[1]#remove");
  screen.type_into("training.learning_rate#value", "0.01");
  screen.type_into("training.batch#value", "50");
  screen.type_into("network.input_noise#value", "0.01");
  screen.choose("training.schedule.kind", "constant");
  EXPECT_EQ(to_link(screen.experiment()), to_link(*preset("song_mante_areas")));
  EXPECT_EQ(screen.experiment(), *preset("song_mante_areas"));
}

}  // namespace
}  // namespace nn4n::playground::building_test
