// What only this screen knows: its theme, folded sections, a drag under way. It never holds the
// truth about the experiment or the run, so that nothing is lost with a view.
#pragma once

#include <map>
#include <set>
#include <string>

#include "analysis/unit_order.h"
#include "editing/curves_choice.h"
#include "editing/dynamics.h"
#include "editing/lesson_view.h"
#include "editing/looks.h"
#include "editing/network_view.h"
#include "editing/playback.h"
#include "editing/selected.h"
#include "editing/theme_name.h"

namespace nn4n {

/// A sentence about the last edit: a restart, a refusal, a failure.
struct Notice {
  enum class Kind { information, warning, error } kind = Kind::information;
  std::string path;  ///< the field it is about, or empty
  std::string text;
};

/// What the last edit took away and how to get it back, in the status line of the page.
struct Offer {
  std::string text;     ///< a sentence, or empty
  std::string command;  ///< "undo" or "redo"
};

struct View {
  ThemeName theme = ThemeName::dark;
  std::string tab = "overview";  ///< key of the chosen tab: "build", "overview" or a panel's
  std::set<std::string> folded;  ///< keys of the folded panels (playground/panels/panels.h)
  std::string goal;              ///< path of the setting to scroll to, or empty
  std::string found;             ///< path of the setting that is marked, until the next click
  std::string behaviour_plot;    ///< key of the plot that is shown; empty = the first
  std::string preview_path;      ///< path of the slider that is being dragged, or empty
  double preview_value = 0;
  std::string typing_path;  ///< path of the value that is being typed, or empty
  std::string typing_text;
  NetworkView network;
  Selected selected;  ///< the same in all views; shown is selected_in() the snapshot
  Playback playback;  ///< of the sample trial
  UnitOrder unit_order = UnitOrder::number;  ///< of heat map and weights
  std::string order_variable;  ///< by whose selectivity; empty = the task's first variable
  MatrixChoice matrix;
  ActivityChoice activity;
  CurvesChoice curves;
  std::string act_window;  ///< the epoch in which a new intervention acts; empty = throughout
  DynamicsChoice dynamics;
  std::string table;  ///< what is selected in the task's table (task_table.h), or empty
  Notice notice;
  std::map<std::string, std::string> dismissed;  ///< messages by key, with the words they had
  Offer offer;
  LessonView lesson;  ///< what a lesson leaves of the page
};

}  // namespace nn4n
