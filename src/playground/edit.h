// Edits: what a person asks for, as data. Panels and commands answer with them; app.h applies them
// all in one function. To add one: a struct here, its case in app.cpp.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "experiment/experiment.h"
#include "playground/theme.h"

namespace nn4n::playground {

// The experiment
struct SetValue {
  std::string path;
  double value;
};  ///< a number, tick or choice (its index)
struct SetText {
  std::string path;
  std::string text;
};  ///< as typed: a number, name or key
struct RestoreDefault {
  std::string path;
};
struct AddArea {};
struct RemoveArea {
  std::size_t index;
};
struct AddTerm {
  std::string name;
  double weight;
};  ///< a loss term that is not in the list
struct RemoveTerm {
  std::size_t index;
};  ///< refused for the last one
struct Replace {
  Experiment experiment;
  Issues issues;
};  ///< a link, file or preset was opened
struct SetPaths {
  std::string json;
};  ///< a script sets fields: {"path": value, …}
struct ForgetChanges {};

// The run
struct RunFor {
  std::optional<int> iterations;
};  ///< nothing = until paused
struct Pause {};
struct StepOnce {};
struct Reset {};
struct NewSeed {};
struct SetSpeed {
  double iterations_per_second;
};  ///< 0 = as fast as possible
struct ShowTrial {
  int index;
};

// The view
struct Preview {
  std::string path;
  double value;
};  ///< a drag under way; not yet in the document
struct EndPreview {};
struct Typing {
  std::string path;
  std::string text;
};  ///< a value being typed
struct EndTyping {};
struct ToggleSection {
  std::string name;
};
struct SelectTab {
  std::string name;
};
struct ShowPlot {
  std::string title;
};  ///< of the behaviour panel
struct SetTheme {
  ThemeName name;
};
struct DismissIssues {};
struct DismissNotice {};

using Edit =
    std::variant<SetValue, SetText, RestoreDefault, AddArea, RemoveArea, AddTerm, RemoveTerm,
                 Replace, SetPaths, ForgetChanges, RunFor, Pause, StepOnce, Reset, NewSeed,
                 SetSpeed, ShowTrial, Preview, EndPreview, Typing, EndTyping, ToggleSection,
                 SelectTab, ShowPlot, SetTheme, DismissIssues, DismissNotice>;
using Edits = std::vector<Edit>;

}  // namespace nn4n::playground
