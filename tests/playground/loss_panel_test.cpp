// The list of loss terms, driven as a person would.
#include <gtest/gtest.h>

#include "playground/headless.h"

namespace nn4n::playground::loss_panel_test {
namespace {

TEST(LossPanel, LossTermsAreAddedAndRemoved) {
  Headless screen(1366, 9000);
  screen.unfold_all();
  const std::size_t terms = screen.experiment().loss.size();
  EXPECT_FALSE(screen.box("loss.add.rate_cv").drawn) << "the menu is closed";
  screen.click(screen.box("loss.add").at(0.5f));
  ASSERT_TRUE(screen.box("loss.add.entropy").drawn);
  const auto entry = screen.box("loss.add.entropy");
  EXPECT_GT(entry.height, 50) << "its formula is in the menu";
  screen.click(entry.at(0.5f));
  ASSERT_EQ(screen.experiment().loss.size(), terms + 1);
  EXPECT_FALSE(screen.box("loss.add.entropy").drawn);
  screen.click(screen.box("loss[0]#remove").at(0.5f));
  ASSERT_EQ(screen.experiment().loss.size(), terms);
  EXPECT_EQ(screen.experiment().loss.back().term.name(), "entropy");
}

TEST(LossPanel, TheWeightOfATermGoesDownToNothing) {
  Headless screen(1366, 9000);
  screen.unfold_all();
  const auto track = screen.box("loss[1].weight");
  screen.drag(track.at(0.3f), track.at(-0.2f));
  EXPECT_EQ(screen.experiment().loss[1].weight, 0);
  screen.drag(track.at(0.3f), track.at(0.35f));
  const double low = screen.experiment().loss[1].weight;
  screen.drag(track.at(0.3f), track.at(0.7f));
  EXPECT_GT(screen.experiment().loss[1].weight, 100 * low) << "the slider goes in equal ratios";
}

TEST(LossPanel, ATermsShareOfTheLossIsShown) {
  Headless screen(1366, 9000);
  screen.unfold_all();
  Snapshot snapshot = made_up_snapshot(100);
  snapshot.term_losses = {0.03f, 10.0f, 5.0f};
  screen.page.receive(R"({"type":"snapshot","status":"paused","speed":0})", to_bytes(snapshot));
  screen.frames(2);
  const auto most = screen.box("loss[0]#share");  // 0.03 of 0.031
  const auto none = screen.box("loss[2]#share");  // its weight is 0
  ASSERT_TRUE(most.drawn && none.drawn);
  EXPECT_GT(most.width, none.width) << "97 % is longer than 0 %";
}

TEST(LossPanel, TheKeyboardStaysAmongTheCrossesWhenATermIsRemoved) {
  Headless screen(1366, 9000);
  screen.unfold_all();
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  while (screen.experiment().loss.size() > 1) {
    const std::size_t last = screen.experiment().loss.size() - 1;
    screen.click(screen.box("loss[" + std::to_string(last) + "]#remove").at(0.5f));
    ASSERT_EQ(screen.experiment().loss.size(), last);
    EXPECT_NE(g.NavId, 0u);
    EXPECT_TRUE(g.NavIdIsAlive) << "the focus is on an item that is no more";
  }
  screen.click(screen.box("loss[0]#remove").at(0.5f));
  EXPECT_EQ(screen.experiment().loss.size(), 1u);
  EXPECT_TRUE(screen.box("message.notice").drawn);
}

}  // namespace
}  // namespace nn4n::playground::loss_panel_test
