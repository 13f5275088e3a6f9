// What is to be found out about a network, as a text that `nn4n analyse --what …` and
// Engine.analyse(what) take:
//
//   what    item{,item}, each of another name
//   item    NAME [/PLANE] [@INPUT [..INPUT [/STEPS]]]
//   NAME    fixed_points, spectrum, pca, axes, flow, inputs, or one of analysis/area_report.h:
//           currents, balance, communication, stimulation or atlas, or one of
//           analysis/unit_report.h: gradient, selectivity or activity, of which
//           activity/mean@CONDITION is the mean over the trials of a condition,
//           activity/3@CONDITION one of them, and activity/mean+quiet is without noise
//   PLANE   of the flow: pca or axes, and two of them: pca1+2 (also when nothing is given),
//   axes2+3;
//           then /5 for a plane through fixed point number 5 in the order of fixed_points, from 0;
//           else it goes through the mean of the states of the trajectories
//   INPUT   as analysis/held_input.h says: zero, [1 0], usual, Stimulus, Stimulus:context=motion
//
//   fixed_points@Stimulus:coherence=15,spectrum,pca
//   fixed_points@Stimulus:choice=Left..Stimulus:choice=Right/20    followed from one to the other
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analysis/condition_activity.h"
#include "base/issue.h"

namespace nn4n {

/// What a person may ask for, in words: the names of the analyses, and how an input is named.
struct AnalysisWords {
  std::string_view text;  ///< "fixed_points", "Stimulus:context=motion"
  std::string_view help;  ///< complete sentences
};
std::span<const AnalysisWords> analysis_names();
std::span<const AnalysisWords> held_input_forms();

enum class NetworkAnalysis {
  fixed_points,
  spectrum,
  pca,
  axes,
  flow,
  inputs,
  currents,
  balance,
  communication,
  stimulation,
  atlas,
  gradient,
  selectivity,
  activity
};

/// "fixed_points"
std::string_view name_of(NetworkAnalysis what);

struct AnalysisItem {
  NetworkAnalysis what = NetworkAnalysis::fixed_points;
  std::string input = {};              ///< as a person names it
  std::optional<std::string> to = {};  ///< the input to which fixed points are followed
  int steps = 20;                      ///< on the way
  // Of the flow
  bool along_axes = false;          ///< the plane is of task axes, not of principal components
  int across = 0, up = 1;           ///< which of them, from 0
  std::optional<int> through = {};  ///< a fixed point, from 0; nothing = the mean
  WantedActivity activity = {};     ///< of the activity
};

/// Reads what is wanted. `input` stands for an item that names none.
std::variant<std::vector<AnalysisItem>, Issue> read_analysis_items(std::string_view what,
                                                                   std::string_view input = {});

}  // namespace nn4n
