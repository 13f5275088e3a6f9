// A page whose network tab is open, driven as a person would.
#pragma once

#include "playground/headless.h"

namespace nn4n::playground {

inline constexpr UnitKind E = UnitKind::excitatory;
inline constexpr UnitKind I = UnitKind::inhibitory;

class NetworkScreen : public Headless {
 public:
  explicit NetworkScreen(double width = 1440, double height = 2400) : Headless(width, height) {
    click_on("tab.network");
  }
  void modifier(ImGuiKey key, bool down) {
    ImGui::GetIO().AddKeyEvent(key, down);
    frames(1);
  }
  const Network& network() const { return experiment().network; }
  const Connectivity& connectivity() const { return network().connectivity; }
  std::size_t selected() const { return page.app().view.network.selected.size(); }
};

}  // namespace nn4n::playground
