// The network editor, driven as a person would.
#include "playground/network_screen.h"

namespace nn4n::playground::network_panel_test {
namespace {

TEST(NetworkPanel, ShowsEveryBlockWithItsAreasAndKinds) {
  NetworkScreen screen;
  for (const char* into : {"0E", "0I", "1E", "1I"}) {
    for (const char* from : {"0E", "0I", "1E", "1I"}) {
      const std::string name = std::string("block[") + into + "][" + from + "]";
      EXPECT_TRUE(screen.box(name).drawn) << name;
    }
  }
  screen.page.command("set", R"({"network.connectivity.unit_signs": "none"})");
  screen.frames(2);
  EXPECT_TRUE(screen.box("block[1][0]").drawn);
  EXPECT_FALSE(screen.box("block[1E][0E]").drawn);
}

TEST(NetworkPanel, AClickSelectsABlockAndItsSliderSetsItsDensity) {
  NetworkScreen screen;
  EXPECT_TRUE(screen.box("blocks.density").drawn) << "the first block is edited before any click";
  screen.click_on("block[1E][0E]");
  ASSERT_EQ(screen.selected(), 1u);
  const auto track = screen.box("blocks.density");
  screen.drag(track.at(0.4f), track.at(0.8f));
  ASSERT_EQ(screen.connectivity().blocks.size(), 1u);
  EXPECT_EQ(screen.connectivity().density[1][0], 0.35);
  const BlockValues values = values_of(screen.network(), {1, 0, E, E});
  EXPECT_GT(values.density, 0.6);
  EXPECT_EQ(values_of(screen.network(), {1, 0, I, E}).density, 0.35);
}

TEST(NetworkPanel, ADragOverBlocksSelectsTheRectangle) {
  NetworkScreen screen;
  screen.drag(screen.box("block[0E][0E]").at(0.5f), screen.box("block[0I][0I]").at(0.5f));
  EXPECT_EQ(screen.selected(), 4u);
  screen.type_into("blocks.density#value", "0.5");
  EXPECT_EQ(screen.connectivity().density[0][0], 0.5);
  EXPECT_TRUE(screen.connectivity().blocks.empty());
}

TEST(NetworkPanel, CtrlAddsABlockAndShiftARectangle) {
  NetworkScreen screen;
  screen.click_on("block[0E][0E]");
  screen.modifier(ImGuiMod_Ctrl, true);
  screen.click_on("block[1I][1I]");
  EXPECT_EQ(screen.selected(), 2u);
  screen.click_on("block[0E][0E]");
  EXPECT_EQ(screen.selected(), 1u);
  screen.modifier(ImGuiMod_Ctrl, false);
  screen.click_on("block[0E][0E]");
  screen.modifier(ImGuiMod_Shift, true);
  screen.click_on("block[1E][0I]");
  screen.modifier(ImGuiMod_Shift, false);
  EXPECT_EQ(screen.selected(), 6u);
}

TEST(NetworkPanel, ADragShowsItsEffectAndRestartsOnceAtItsEnd) {
  NetworkScreen screen;
  screen.trained(100);
  screen.click_on("block[0E][0E]");
  const auto track = screen.box("blocks.gain");
  screen.point(track.at(0.1f));
  screen.press(true);
  screen.point(track.at(0.5f));
  EXPECT_EQ(screen.messages(), "");
  EXPECT_TRUE(screen.connectivity().blocks.empty());
  EXPECT_GT(values_of(shown(screen.page.app()).network, {0, 0, E, E}).block.gain, 3);
  screen.press(false);
  EXPECT_EQ(screen.messages(), "open");
  EXPECT_GT(values_of(screen.network(), {0, 0, E, E}).block.gain, 3);
}

TEST(NetworkPanel, EveryFieldOfABlockHasAnEditor) {
  NetworkScreen screen;
  screen.click_on("block[1E][0E]");
  for (const char* key :
       {"density", "pattern", "sign", "gain", "own_distribution", "trained", "plasticity"})
    EXPECT_TRUE(screen.box(std::string("blocks.") + key).drawn) << key;
  screen.choose("blocks.sign", "inhibitory");
  screen.click_on("blocks.own_distribution", 0.1f);
  screen.choose("blocks.distribution", "gamma");
  screen.click_on("blocks.trained", 0.1f);
  screen.type_into("blocks.gain#value", "2");
  screen.type_into("blocks.plasticity#value", "0.1");
  screen.choose("blocks.pattern", "hub");
  EXPECT_FALSE(screen.box("blocks.density").drawn);
  screen.type_into("blocks.pattern.hubs#value", "20");
  ASSERT_EQ(screen.connectivity().blocks.size(), 1u);
  const Block& block = screen.connectivity().blocks[0];
  EXPECT_EQ(block.sign, SignRule::inhibitory);
  EXPECT_TRUE(block.own_distribution);
  EXPECT_EQ(block.distribution, WeightDistribution::gamma);
  EXPECT_FALSE(block.trained);
  EXPECT_EQ(block.gain, 2);
  EXPECT_EQ(block.plasticity, 0.1);
  EXPECT_EQ(block.pattern.name(), "hub");
  EXPECT_EQ(to_text(resolve(target_of(block.pattern), "hubs")), "0.2");
  EXPECT_EQ(block.into_kind, E);
}

TEST(NetworkPanel, WhatIsMixedIsSetForAll) {
  NetworkScreen screen;
  screen.click_on("block[0E][0E]");
  screen.click_on("blocks.trained", 0.1f);
  screen.drag(screen.box("block[0E][0E]").at(0.5f), screen.box("block[0I][0I]").at(0.5f));
  screen.click_on("blocks.trained", 0.1f);  // mixed: becomes on
  EXPECT_TRUE(screen.connectivity().blocks.empty());
  screen.click_on("blocks.trained", 0.1f);
  ASSERT_EQ(screen.connectivity().blocks.size(), 1u);
  EXPECT_FALSE(screen.connectivity().blocks[0].trained);
}

TEST(NetworkPanel, AValueOutOfRangeIsPulledInAndExplained) {
  NetworkScreen screen;
  screen.click_on("block[0E][0E]");
  screen.type_into("blocks.gain#value", "99");
  EXPECT_EQ(values_of(screen.network(), {0, 0, E, E}).block.gain, 10);
  EXPECT_EQ(screen.page.app().view.notice.text, "Initial gain is 99; allowed 0 to 10. Using 10.");
  EXPECT_TRUE(screen.box("blocks.gain#refused").drawn) << "beside the field, too";
  screen.type_into("blocks.density#value", "2");
  EXPECT_EQ(values_of(screen.network(), {0, 0, E, E}).density, 1);
  EXPECT_TRUE(screen.box("blocks.density#refused").drawn);
  EXPECT_FALSE(screen.box("blocks.gain#refused").drawn) << "that was an earlier edit";
  screen.frames(40);  // else the next click is a third one
  screen.type_into("blocks.density#value", "0.5");
  EXPECT_EQ(values_of(screen.network(), {0, 0, E, E}).density, 0.5);
  EXPECT_FALSE(screen.box("blocks.density#refused").drawn);
}

TEST(NetworkPanel, WhatCannotRunInABlockStandsBesideItsField) {
  NetworkScreen screen;
  screen.click_on("block[0E][0I]");
  screen.click_on("blocks.own_distribution", 0.1f);
  screen.choose("blocks.distribution", "given");
  ASSERT_EQ(screen.page.app().problems.size(), 1u);
  EXPECT_TRUE(screen.box("blocks.distribution#problem").drawn);
  EXPECT_FALSE(screen.box("blocks.gain#problem").drawn);
  screen.click_on("block[0E][0E]");
  EXPECT_FALSE(screen.box("blocks.distribution#problem").drawn) << "of another block";
  screen.drag(screen.box("block[0E][0E]").at(0.5f), screen.box("block[0I][0I]").at(0.5f));
  EXPECT_TRUE(screen.box("blocks.distribution#problem").drawn) << "of one of them";
  screen.click_on("structures.restore");
  EXPECT_TRUE(screen.page.app().problems.empty());
  EXPECT_FALSE(screen.box("blocks.distribution#problem").drawn);
}

TEST(NetworkPanel, CardsSayWhatIsWrongWithTheirFields) {
  NetworkScreen screen(1440, 3000);
  screen.choose("@network.recurrent_weights.distribution", "given");
  EXPECT_TRUE(screen.box("@network.recurrent_weights.distribution#problem").drawn);
  screen.choose("@network.recurrent_weights.distribution", "normal");
  EXPECT_FALSE(screen.box("@network.recurrent_weights.distribution#problem").drawn);
  screen.type_into("@network.initialisation.spectral_radius#value", "7");
  EXPECT_EQ(screen.network().initialisation.spectral_radius, 3);
  EXPECT_TRUE(screen.box("@network.initialisation.spectral_radius#refused").drawn);
}

TEST(NetworkPanel, APhoneShowsMessagesOverTheNetwork) {
  NetworkScreen phone(390, 1600);
  const float top = phone.box("structures").y;
  phone.click_on("block[0E][0E]");
  EXPECT_FALSE(phone.box("message.notice").drawn);
  phone.type_into("blocks.gain#value", "99");
  const auto notice = phone.box("message.notice");
  ASSERT_TRUE(notice.drawn);
  EXPECT_LE(notice.at(0, 1).y, 1600);
  phone.click_on("blocks.own_distribution", 0.1f);
  phone.choose("blocks.distribution", "given");
  ASSERT_TRUE(phone.box("message.problems").drawn);
  EXPECT_EQ(phone.box("structures").y, top) << "they displace nothing";
  const float tabs = phone.box("tab.network").y;
  for (const char* tab : {"tab.overview", "tab.build", "tab.weights", "tab.behaviour"}) {
    phone.click_on(tab);
    EXPECT_EQ(phone.box("tab.network").y, tabs) << tab << ": tabs stay where they are";
  }
}

TEST(NetworkPanel, WhatWasChangedByHandIsRestored) {
  NetworkScreen screen;
  const Experiment before = screen.experiment();
  screen.click_on("block[0E][1E]");
  EXPECT_FALSE(screen.box("blocks.restore").drawn);
  screen.type_into("blocks.density#value", "0.9");
  screen.click_on("block[1E][1E]");
  screen.type_into("blocks.gain#value", "2");
  EXPECT_TRUE(screen.box("blocks.restore").drawn);
  screen.click_on("blocks.restore");
  EXPECT_EQ(screen.connectivity().blocks.size(), 1u);
  screen.click_on("structures.restore");
  EXPECT_EQ(screen.experiment(), before);
  EXPECT_FALSE(screen.box("structures.restore").drawn);
}

TEST(NetworkPanel, ADoubleClickedLabelRestoresTheStructuresValue) {
  NetworkScreen screen;
  const Experiment before = screen.experiment();
  screen.click_on("block[0E][1E]");
  screen.type_into("blocks.density#value", "0.9");
  ASSERT_NE(screen.experiment(), before);
  screen.double_click(screen.box("blocks.density#label").at(0.2f));
  EXPECT_EQ(screen.experiment(), before);
}

TEST(NetworkPanel, StructuresAreChosenFromAMenu) {
  NetworkScreen screen;
  screen.choose("structures", "multi_area_ei");
  EXPECT_EQ(screen.connectivity().density[0], (std::vector<double>{1, 0.1}));
  EXPECT_TRUE(screen.connectivity().i_to_e);
  EXPECT_EQ(screen.messages(), "open");  // one edit
  screen.choose("structures", "multi_area");
  EXPECT_EQ(screen.connectivity().unit_signs, UnitSigns::none);
  screen.choose("structures", "hub");
  EXPECT_EQ(screen.connectivity().blocks.size(), 2u);
  screen.choose("structures", "given_mask");
  EXPECT_EQ(screen.network().recurrent_weights.mask.size(), 64u);
  screen.choose("structures", "playground");
  EXPECT_EQ(screen.experiment(), Experiment{});
}

TEST(NetworkPanel, HeadersAreEditedWhereTheyStand) {
  NetworkScreen screen;
  screen.fill("@network.areas[0].name", "V1");
  EXPECT_EQ(screen.network().areas[0].name, "V1");
  for (const auto& [path, text] : {std::pair{"@network.areas[1].units", "40"},
                                   {"@network.areas[1].excitatory", "50"},
                                   {"@network.areas[1].tau_ms", "50"}})
    screen.fill(path, text);
  EXPECT_EQ(screen.network().areas[1].units, 40);
  EXPECT_EQ(screen.network().areas[1].excitatory, 0.5);
  EXPECT_EQ(screen.network().areas[1].tau_ms, 50);
  screen.choose("@network.areas[1].activation", "tanh");
  EXPECT_TRUE(screen.network().areas[1].own_activation);
  EXPECT_EQ(screen.network().areas[1].activation, ActivationKind::tanh);
  screen.click_on("@network.areas[1].input", 0.1f);
  screen.click_on("@network.areas[0].readout", 0.1f);
  EXPECT_TRUE(screen.network().areas[1].input);
  EXPECT_TRUE(screen.network().areas[0].readout);
}

TEST(NetworkPanel, CardsHoldTheFieldsOfInitialisationNoiseAndConstraints) {
  NetworkScreen screen(1440, 3000);
  for (const char* path :
       {"@network.recurrent_weights.distribution", "@network.initialisation.spectral_radius",
        "@network.initialisation.balance", "@network.recurrent_noise", "@network.noise_scale",
        "@network.rate_noise", "@network.input_noise", "@network.connectivity.unit_signs",
        "@network.connectivity.sign_constraint", "@network.input_weights.sparse",
        "@network.readout_weights.dales_law", "@network.compatibility"})
    EXPECT_TRUE(screen.box(path).drawn) << path;
  screen.choose("@network.compatibility", "nn4n-1.0.3");
  EXPECT_EQ(screen.network().compatibility, Compatibility::nn4n_1_0_3);
  screen.choose("@network.connectivity.sign_constraint", "rectify");
  EXPECT_EQ(screen.connectivity().sign_constraint, SignConstraint::rectify);
  screen.click_on("@network.recurrent_weights.sparse", 0.1f);
  EXPECT_FALSE(screen.network().recurrent_weights.sparse);
}

TEST(NetworkPanel, TwoEditorsOfOneFieldDoNotDisturbEachOther) {
  NetworkScreen screen(1440, 3000);
  screen.click(screen.box("section.initialisation").at(0.5f));
  ASSERT_TRUE(screen.box("network.initialisation.input_range").drawn);
  for (const char* path :
       {"@network.initialisation.input_range", "network.initialisation.input_range"}) {
    const auto track = screen.box(path);
    screen.point(track.at(0.5f));
    screen.press(true);
    screen.point(track.at(0.8f));
    EXPECT_EQ(screen.page.app().view.preview_path, path);
    screen.press(false);
    EXPECT_GT(screen.network().initialisation.input_range, 7);
    screen.page.command("set", R"({"network.initialisation.input_range": 4})");
    screen.frames(2);
  }
}

TEST(NetworkPanel, IsOpenedFromTheDensities) {
  Headless screen;
  screen.click(screen.box("blocks.edit").at(0.5f));
  EXPECT_TRUE(screen.box("block[0E][0E]").drawn);
  EXPECT_FALSE(screen.box("blocks.edit").drawn);
}

TEST(NetworkPanel, EveryWidthHasItsTab) {
  for (const double width : {1920.0, 1440.0, 1280.0, 1024.0, 900.0, 390.0}) {
    NetworkScreen screen(width, 3600);
    for (const char* name : {"panel.network", "structures", "block[0E][0E]", "plot.mask",
                             "plot.initial", "plot.spectrum"})
      EXPECT_TRUE(screen.box(name).drawn) << width << " " << name;
    for (const char* name : {"tab.network", "tab.overview"}) {
      const auto tab = screen.box(name);
      EXPECT_LE(tab.at(1).x, static_cast<float>(width)) << width << " " << name;
    }
    screen.click_on("block[1I][0E]");
    EXPECT_TRUE(screen.box("blocks.density").drawn) << width;
  }
}

TEST(NetworkPanel, DrawsAnyNetworkThatRuns) {
  NetworkScreen screen;
  for (const char* edit :
       {R"({"network.areas[0].excitatory": 1})", R"({"network.areas[0].excitatory": 0})",
        R"({"network.areas[0].units": 1})", R"({"network.areas[1].units": 100})",
        R"({"network.connectivity.unit_signs": "none"})", R"({"task": "sine"})"}) {
    EXPECT_NE(screen.page.command("set", edit).find("\"ok\":true"), std::string::npos) << edit;
    screen.frames(2);
    EXPECT_TRUE(screen.box("plot.spectrum").drawn) << edit;
  }
  for (int k = 0; k < 6; ++k) screen.click(screen.box("areas.add").at(0.5f));
  EXPECT_EQ(screen.network().areas.size(), 8u);
  EXPECT_TRUE(screen.box("block[7][0]").drawn);
}

TEST(NetworkPanel, BlocksFollowTheirAreasWhenOneIsRemoved) {
  NetworkScreen screen;
  screen.click(screen.box("areas.add").at(0.5f));
  screen.click_on("block[2E][1E]");
  screen.type_into("blocks.gain#value", "3");
  screen.click_on("block[2E][0E]");
  screen.type_into("blocks.gain#value", "2");
  ASSERT_EQ(screen.connectivity().blocks.size(), 2u);
  screen.click_on("network.areas[0]#remove");
  ASSERT_EQ(screen.connectivity().blocks.size(), 1u);
  EXPECT_EQ(screen.connectivity().blocks[0].into, 1);
  EXPECT_EQ(screen.connectivity().blocks[0].from, 0);
  EXPECT_EQ(screen.connectivity().blocks[0].gain, 3);
}

}  // namespace
}  // namespace nn4n::playground::network_panel_test
