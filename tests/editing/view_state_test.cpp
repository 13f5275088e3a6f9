// What a person looked at comes back, and a text that is something else does no harm.
#include "editing/view_state.h"

#include <gtest/gtest.h>

#include <utility>

#include "editing/film_view.h"
#include "playground/headless.h"

namespace nn4n::playground::view_state_test {
namespace {

App looked_at() {
  App app;
  Snapshot snapshot = made_up_snapshot(300);
  snapshot.trial.index = 5;
  take(app.run, std::move(snapshot));
  app.view.tab = "network";
  app.view.folded = {"areas", "training"};
  app.view.behaviour_plot = "accuracy.0";
  app.view.network.selected = {{0, 1, UnitKind::excitatory, UnitKind::inhibitory}};
  app.view.network.shown = WeightsShown::difference;
  app.view.network.layer = MaskLayer::readout;
  app.view.network.quantity = BlockQuantity::gain;
  app.view.selected = selected_projection(0, 1, 1, -1);
  app.view.unit_order = UnitOrder::peak;
  app.view.playback.speed = 0.2;
  return app;
}

App other() {
  App app;
  take(app.run, made_up_snapshot(300));
  return app;
}

TEST(ViewState, ComesBack) {
  App before = looked_at();
  before.run.film.wanted = 150;
  const std::string text = view_state(before);
  EXPECT_LT(text.size(), 1000u);
  App app = other();
  take_view_state(app, text);
  EXPECT_EQ(app.view.tab, "network");
  EXPECT_EQ(app.view.folded, before.view.folded);
  EXPECT_EQ(app.view.behaviour_plot, "accuracy.0");
  EXPECT_EQ(app.view.network.selected,
            existing(app.experiment.network, before.view.network.selected));
  EXPECT_EQ(app.view.network.shown, WeightsShown::difference);
  EXPECT_EQ(app.view.network.layer, MaskLayer::readout);
  EXPECT_EQ(app.view.network.quantity, BlockQuantity::gain);
  EXPECT_EQ(app.view.selected, before.view.selected);
  EXPECT_EQ(app.view.unit_order, UnitOrder::peak);
  EXPECT_EQ(app.view.playback.speed, 0.2);
  ASSERT_EQ(app.outbox.size(), 1u);
  EXPECT_EQ(app.outbox[0].what, Message::What::trial);
  EXPECT_EQ(app.outbox[0].value, 5);
  app.outbox.clear();
  take_film(app, {300});
  EXPECT_TRUE(app.outbox.empty()) << "the storage has not told its moments yet";
  take_film(app, {0, 150, 300});
  ASSERT_EQ(app.outbox.size(), 1u);
  EXPECT_EQ(app.outbox[0].what, Message::What::moment);
  EXPECT_EQ(app.outbox[0].until, 150);
}

TEST(ViewState, WhatIsUnderWayAndTheThemeStayOut) {
  App app = looked_at();
  app.view.theme = ThemeName::light;
  app.view.typing_path = "training.batch";
  app.view.typing_text = "12";
  app.view.network.brush = '+';
  EXPECT_EQ(view_state(app), view_state(looked_at()));
}

TEST(ViewState, TextsThatAreSomethingElseChangeNothing) {
  const std::string good = view_state(looked_at());
  std::vector<std::string> bad{
      "",
      "null",
      "[]",
      "17",
      "\"network\"",
      "{",
      R"({"tab":17,"folded":"areas","behaviour":{},"network":3,"table":[],"trial":"5"})",
      R"({"tab":")" + std::string(65, 'x') + "\"}",
      R"({"folded":[)" + std::string(400, '[') + "]}",
      R"({"network":{"selected":[[1],[0,0,9,9],["a",0,0,0],[-1,0,0,0],[99,0,0,0]],"shown":"never",)"
      R"("layer":"x","quantity":2}})",
      R"({"selected":[9,0,0,0,0,0],"order":"height","speed":0.2})",
      R"({"selected":[1,1e9,0,0,0,0],"order":3,"speed":"2"})",
      R"({"selected":[4,-1,0,1.5,1,1]})",
      R"({"table":"events[99999]","trial":-3,"moment":1.5})",
      R"({"trial":1e300,"moment":1e300})",
      std::string(kLongestViewState + 1, ' ') + good};
  for (std::size_t length = 0; length + 1 < good.size(); length += 7)
    bad.push_back(good.substr(0, length));
  const App plain = other();
  for (const std::string& text : bad) {
    App app = other();
    take_view_state(app, text);
    EXPECT_EQ(view_state(app), view_state(plain)) << text.substr(0, 80);
    EXPECT_TRUE(app.outbox.empty()) << text.substr(0, 80);
  }
}

TEST(ViewState, ALinkCarriesWhatDiffersFromAFreshPage) {
  EXPECT_EQ(view_for_link(App{}), "");
  App app;
  app.view.tab = "circuit";
  app.view.folded = {"areas"};
  EXPECT_EQ(view_for_link(app), R"({"tab":"circuit"})");
  App reader = other();
  take_view_state(reader, view_for_link(looked_at()));
  EXPECT_EQ(reader.view.tab, "network");
  EXPECT_EQ(reader.view.selected, looked_at().view.selected);
  EXPECT_EQ(reader.view.folded, other().view.folded) << "panels are the reader's own";
}

TEST(ViewState, OfAnotherNetworkOnlyWhatItHas) {
  App app = other();
  take_view_state(app, R"({"tab":"no such tab","behaviour":"no such plot",)"
                       R"("network":{"selected":[[7,7,1,1]]},"folded":["no such panel"]})");
  EXPECT_TRUE(app.view.network.selected.empty());
  Headless screen;
  screen.page.take_view_state(R"({"tab":"no such tab","behaviour":"no such plot"})");
  screen.trained(300);
  EXPECT_TRUE(screen.box("plot.loss").drawn) << "the first tab is shown";
  EXPECT_TRUE(screen.box("plot.behaviour").drawn);
}

TEST(ViewState, MutationsOfATextNeverFail) {
  const std::string good = view_state(looked_at());
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const char c : {'"', '9', '{', ']', '\\', '\0'}) {
      std::string text = good;
      text[at] = c;
      App app = other();
      take_view_state(app, text);
      EXPECT_LE(app.view.tab.size(), 64u);
      EXPECT_LE(app.view.network.selected.size(), 1024u);
    }
  }
}

}  // namespace
}  // namespace nn4n::playground::view_state_test
