// What every panel and widget draws with: the document, the run and the view to read, the theme to
// paint with, and the edits to answer with. One Ui lives for one frame.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "editing/defaults.h"
#include "editing/edit.h"
#include "editing/examples.h"
#include "editing/initial.h"
#include "editing/messages.h"
#include "editing/run.h"
#include "editing/view.h"
#include "editing/weights_now.h"
#include "playground/look/language.h"
#include "playground/look/theme.h"
#include "playground/plots/picture.h"

namespace nn4n::playground {

class CircuitScene;
class MatrixScene;

/// Where named items were drawn last, in css pixels: field paths ("seed"), panels ("panel.weights")
/// and plots ("plot.behaviour"). The names are keys, never words that are shown. Tests, search and
/// accessibility look here.
using Places = std::map<std::string, ImRect, std::less<>>;

/// The key of the panel in which the control of a setting lies.
using PanelsOfSettings = std::map<std::string, std::string, std::less<>>;

/// What follows from the experiment alone; found out anew when it has changed.
struct Derived {
  Experiment of;
  Experiment defaults;           ///< defaults_for(of)
  std::vector<Setting> changed;  ///< changed_settings(of)
  PanelsOfSettings panels;
  std::vector<std::string> unlisted;  ///< settings that no panel edits: "More settings" shows them
};

struct Figure;  // plots/figure.h

struct Ui {
  const Experiment& experiment;  ///< with the values in force now
  const Run& run;
  const Snapshot& snapshot;  ///< what the views show: the run now, or a moment of its film
  const View& view;
  const DynamicsView& dynamics;      ///< what the analysis Worker has answered
  const std::string stale_dynamics;  ///< of what it is if not of what is shown, in words, or empty
  const std::vector<PageMessage>& messages;
  const Issues& problems;                   ///< why the experiment cannot run as it is
  const std::vector<Diagnosis>& diagnoses;  ///< what is wrong with the run
  const Derived& derived;
  const Theme& theme;
  Pictures& pictures;
  Examples& examples;
  Places& places;
  Initials& initials;
  FollowedWeights& weights_now;
  CircuitScene& circuit;
  MatrixScene& matrix;
  const Looks& looks;  ///< what the analysis Worker has answered about units and synapses
  PanelsOfSettings* contents = nullptr;  ///< while it is found out what the panels hold
  std::string_view panel = {};           ///< the key of the one that is being drawn
  BlockValues* block = nullptr;          ///< what holds in the selected blocks, for "blocks." paths
  const std::set<std::string, std::less<>>* wrong_in_block = nullptr;  ///< keys of its fields
  std::vector<Figure>* figures = nullptr;  ///< while somebody asks what the plots show
  Language* language = nullptr;            ///< that of the page; none is English
  /// Series that a click on their name has hidden (widgets/series_switch.h).
  std::set<std::string, std::less<>>* hidden_series = nullptr;
  Edits edits = {};

  const Tokens& colour() const { return theme.colour; }
  void answer(Edit edit);
  void place(std::string_view name, const ImRect& box) {
    places.insert_or_assign(std::string(name), box);
    if (contents) contents->try_emplace(std::string(name), panel);
  }
  /// What is drawn for a text of the program.
  std::string_view said(std::string_view english) const {
    return language ? language->said(english) : english;
  }
  bool started() const { return run.snapshot.iteration > 0; }
};

/// float of anything, said briefly.
template <class T>
constexpr float px(T value) {
  return static_cast<float>(value);
}

}  // namespace nn4n::playground
