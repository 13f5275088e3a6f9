// Edits: what a person asks for, as data. Panels and commands answer with them; app.h applies them
// all in one function.
//
// There are three kinds: edits of the document, which can be undone; of the run; and of the view.
// To add one: a struct here, its name in the list of its kind, and its case in document_edits.cpp,
// run_edits.cpp or view_edits.cpp.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "editing/network_view.h"
#include "editing/theme_name.h"
#include "experiment/experiment.h"
#include "tasks/custom_table.h"

namespace nn4n {

// Of the document
struct SetValue {
  std::string path;
  double value;
  bool gesture = false;
};  ///< a number, tick or choice (its index); a gesture goes on until something else is edited
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
struct NewSeed {};
struct AddElement {
  std::string list;
};  ///< to a list of records, with its defaults
struct RemoveElement {
  std::string list;
  std::size_t index;
};
struct StartFrom {
  std::string key;
};  ///< fills in a structure (structures.h)
struct RestoreBlocks {
  std::vector<BlockPlace> places;
};  ///< as the structure has them
struct PaintMask {
  MaskLayer layer;
  std::vector<MaskPoint> points;
  char mark;
};
struct ForgetMask {
  MaskLayer layer;
};
struct ReadMask {
  std::string text;
  std::optional<MaskLayer> layer;
};  ///< of the layer with its shape when none is named
struct ReadTrials {
  std::string bytes;
};  ///< a file of trials (codec/own_data.h) becomes the task
struct AddToTable {
  TablePart part;
  std::size_t at;
};  ///< a fresh one before that of this index
struct RemoveFromTable {
  TablePart part;
  std::size_t index;
};
struct MoveInTable {
  TablePart part;
  std::size_t from, to;
};

using DocumentEdit = std::variant<SetValue, SetText, RestoreDefault, AddArea, RemoveArea, AddTerm,
                                  RemoveTerm, Replace, SetPaths, ForgetChanges, NewSeed, AddElement,
                                  RemoveElement, StartFrom, RestoreBlocks, PaintMask, ForgetMask,
                                  ReadMask, ReadTrials, AddToTable, RemoveFromTable, MoveInTable>;

// Of the run: which of the versions that are kept runs, how far, how fast, and what it shows
struct Undo {};
struct Redo {};
struct RunFor {
  std::optional<int> iterations;
};  ///< nothing = until paused
struct Pause {};
struct StepOnce {};
struct Reset {};
struct SetSpeed {
  double iterations_per_second;
};  ///< 0 = as fast as possible
struct ShowTrial {
  int index;
};

using RunEdit = std::variant<Undo, Redo, RunFor, Pause, StepOnce, Reset, SetSpeed, ShowTrial>;

// Of the view
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
struct GoTo {
  std::string path;
};  ///< unfolds, scrolls to and marks the control of a setting; an empty path takes the mark away
struct Arrived {};  ///< it has been scrolled to
struct ShowNetwork {
  NetworkView view;
};  ///< which blocks are selected, what is painted
struct SelectInTable {
  std::string path;
};  ///< of a task's table (task_table.h); empty = nothing
struct ChooseMaskFile {
  MaskLayer layer;
};  ///< the browser asks for a file
struct ChooseTrialsFile {};
struct RefuseFile {
  std::string why;
};  ///< a notice says so; nothing else happens
struct DismissIssues {};
struct DismissNotice {};

using ViewEdit =
    std::variant<Preview, EndPreview, Typing, EndTyping, ToggleSection, SelectTab, ShowPlot,
                 SetTheme, GoTo, Arrived, ShowNetwork, SelectInTable, ChooseMaskFile,
                 ChooseTrialsFile, RefuseFile, DismissIssues, DismissNotice>;

/// Any of them; made from each of the structs without saying its kind.
using Edit = std::variant<DocumentEdit, RunEdit, ViewEdit>;
using Edits = std::vector<Edit>;

}  // namespace nn4n
