// Edits: what a person asks for, as data. Panels and commands answer with edits, and apply() in
// app.h is the one function that carries them out.
//
// There are three kinds: edits of the document, which can be undone; of the run; and of the view.
// To add one: a struct here, its name in the list of its kind, and its case in document_edits.cpp,
// run_edits.cpp or view_edits.cpp.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/unit_order.h"
#include "editing/curves_choice.h"
#include "editing/dynamics.h"
#include "editing/looks.h"
#include "editing/network_view.h"
#include "editing/selected.h"
#include "editing/theme_name.h"
#include "experiment/experiment.h"
#include "tasks/custom_table.h"

namespace nn4n {

// Of the document
struct SetValue {
  std::string path;
  double value;
  bool gesture = false;
};  ///< a number, a tick or a choice (by its index); edits of one drag say that they are one
    ///< gesture
struct SetText {
  std::string path;
  std::string text;
};  ///< the text as it was typed: a number, a name or a key
struct StartWith {
  std::string path;
  double value;
};  ///< training starts again with this value from the beginning, also where it could be changed
    ///< while the network trains
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
};  ///< `name` is a loss term that the list does not have yet
struct RemoveTerm {
  std::size_t index;
};  ///< the last term that is left cannot be removed
struct Replace {
  Experiment experiment;
  Issues issues;
  std::optional<int> goal = {};
};  ///< a link, a file or a preset was opened; `issues` says what of it was not taken over, and
    ///< `goal` how many iterations a link asks for
struct TakeRun {
  Experiment experiment;
  int iteration;      ///< that the run has reached
  bool weights_only;  ///< the bytes are weights, from which training starts at iteration 0
};  ///< a run whose bytes the browser holds takes the place of the present one, paused
struct SetPaths {
  std::string json;
};                        ///< a script sets fields: {"path": value, …}
struct ForgetChanges {};  ///< what is in force now becomes the beginning, and no change is recorded
struct NewSeed {};
struct AddElement {
  std::string list;
};  ///< an element with its defaults comes to the end of a list of records
struct RemoveElement {
  std::string list;
  std::size_t index;
};
struct StartFrom {
  std::string key;
};  ///< fills in the structure of that name (structures.h)
struct RestoreBlocks {
  std::vector<BlockPlace> places;
};  ///< the blocks become what they are in the structure
struct PaintMask {
  MaskLayer layer;
  std::vector<MaskPoint> points;
  char mark;
};
struct ForgetMask {
  MaskLayer layer;
};
struct DrawMaskByRule {};  ///< densities in place of painted masks (mask_by_rule.h)
struct ReadMask {
  std::string text;
  std::optional<MaskLayer> layer;
};  ///< without a layer the text goes to the one whose shape it has
struct Intervene {
  std::string act;
};  ///< one more; an empty text removes all
struct SetInterventions {
  std::vector<Intervention> interventions;
};  ///< in place of those that the document has (interventions.h)
struct ReadTrials {
  std::string bytes;
};  ///< a file of trials (codec/own_data.h) becomes the task
struct AddToTable {
  TablePart part;
  std::size_t at;
};  ///< a new part comes before the one of this index
struct RemoveFromTable {
  TablePart part;
  std::size_t index;
};
struct MoveInTable {
  TablePart part;
  std::size_t from, to;
};

using DocumentEdit =
    std::variant<SetValue, SetText, StartWith, RestoreDefault, AddArea, RemoveArea, AddTerm,
                 RemoveTerm, Replace, TakeRun, SetPaths, ForgetChanges, NewSeed, AddElement,
                 RemoveElement, StartFrom, RestoreBlocks, PaintMask, ForgetMask, ReadMask,
                 ReadTrials, AddToTable, RemoveFromTable, MoveInTable, DrawMaskByRule,
                 SetInterventions, Intervene>;

// Of the run: which of the versions that are kept runs, how far, how fast, and what it shows
struct Undo {};
struct Redo {};
struct RunFor {
  std::optional<int> iterations;
};  ///< nothing means until it is paused
struct Pause {};
struct StepOnce {};
struct Reset {};
struct ReturnToBest {};  ///< the run stands again where it had its best weights
struct ShowFilm {
  std::optional<int> iteration;
};  ///< the views show the kept moment of the film that is nearest; nothing = the end of the run
struct ContinueFromHere {};  ///< a new run begins at the moment that is shown
struct SetSpeed {
  double iterations_per_second;
};  ///< 0 means as fast as possible
struct ShowTrial {
  int index;
};
struct ShowBest {
  bool best;
};  ///< views, shared links and files are of the best weights of the run, or of its last ones

using RunEdit = std::variant<Undo, Redo, RunFor, Pause, StepOnce, Reset, ReturnToBest, ShowFilm,
                             ContinueFromHere, SetSpeed, ShowTrial, ShowBest>;

// Of the view
struct Preview {
  std::string path;
  double value;
};  ///< a value that is being dragged; it is not in the document yet
struct EndPreview {};
struct Typing {
  std::string path;
  std::string text;
};  ///< the text of a value that is being typed
struct EndTyping {};
struct ToggleSection {
  std::string key;
};  ///< folds or unfolds a panel
struct SelectTab {
  std::string key;
};
struct ShowPlot {
  std::string key;
};  ///< of a plot of the panel "behaviour" (analysis/behaviour_plots.h)
struct SetTheme {
  ThemeName name;
};
struct GoTo {
  std::string path;
};  ///< unfolds, scrolls to and marks the control of a setting or, where it has no effect, of the
    ///< one that decides about that; an empty path takes the mark away
struct Arrived {};  ///< the control on the way to has been scrolled to
struct ShowNetwork {
  NetworkView view;
};  ///< says which blocks are selected and what is painted
struct Select {
  Selected selected;
};  ///< in all views
struct Play {
  bool playing;
  bool once = false;
};  ///< the sample trial, from the moment that is shown or, at its end, from its beginning
struct ShowMoment {
  double ms;
};  ///< of the sample trial, which stops playing
struct SetPlaybackSpeed {
  double speed;
};
struct OrderUnits {
  UnitOrder order;
  std::string variable = {};  ///< of the task, by whose selectivity
};                            ///< in the heat map and the weights
struct ShowMatrix {
  MatrixChoice choice;
};
struct AskMatrix {
  std::string json;
};  ///< a script chooses (read_matrix_choice in looks.h)
struct ShowActivity {
  ActivityChoice choice;
};
struct AskActivity {
  std::string json;
};  ///< a script chooses (read_activity_choice in looks.h)
struct AskOrder {
  std::string name;
};  ///< "peak", or the name of a variable of the task
struct ShowCurves {
  CurvesChoice choice;
};
struct AskCurves {
  std::string json;
};  ///< a script chooses (read_curves_choice in curves_choice.h)
struct ChooseActWindow {
  std::string epoch;
};  ///< in which a new intervention acts; empty = the whole trial
struct ShowDynamics {
  DynamicsChoice choice;
};
struct AskDynamics {
  std::string json;
};                         ///< a script chooses (read_choice in dynamics.h); the tab is opened
struct SearchDynamics {};  ///< what is shown is computed again, also after a failure
struct SelectInTable {
  std::string path;
};  ///< a part of a task's table (task_table.h); an empty path selects nothing
struct ChooseMaskFile {
  MaskLayer layer;
};  ///< the browser lets the person choose a file
struct ChooseTrialsFile {};
struct SaveFigure {
  std::string key;     ///< of a plot (playground/plots/figure.h)
  std::string format;  ///< "png", "svg" or "csv"
};                     ///< the browser saves it
struct TakeApart {};   ///< the browser shows the lesion atlas and what areas tell each other
struct RefuseFile {
  std::string why;
};  ///< the notice says why a file cannot be opened; nothing else happens
struct KeepToLesson {
  std::string json;
};  ///< a lesson hides panels and locks settings (lesson_view.h)
struct DismissIssues {};
struct DismissNotice {};
struct DismissMessage {
  std::string key;
  std::string words;
};  ///< a message (messages.h) is not shown again while it says just this

using ViewEdit =
    std::variant<Preview, EndPreview, Typing, EndTyping, ToggleSection, SelectTab, ShowPlot,
                 SetTheme, GoTo, Arrived, ShowNetwork, Select, Play, ShowMoment, SetPlaybackSpeed,
                 OrderUnits, AskOrder, ShowMatrix, AskMatrix, ShowActivity, AskActivity, ShowCurves,
                 AskCurves, ChooseActWindow, ShowDynamics, AskDynamics, SearchDynamics,
                 SelectInTable, ChooseMaskFile, ChooseTrialsFile, SaveFigure, TakeApart, RefuseFile,
                 KeepToLesson, DismissIssues, DismissNotice, DismissMessage>;

/// Any of them; made from each of the structs without saying its kind.
using Edit = std::variant<DocumentEdit, RunEdit, ViewEdit>;
using Edits = std::vector<Edit>;

}  // namespace nn4n
