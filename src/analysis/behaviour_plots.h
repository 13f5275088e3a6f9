// Which plots can be made of a record of judged trials. The page's panel of behaviour offers them
// and `nn4n analyse` prints them, in this order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/accuracy.h"
#include "analysis/chronometric.h"
#include "analysis/errors.h"
#include "analysis/integration_limit.h"
#include "analysis/production.h"
#include "analysis/psychometric.h"
#include "analysis/size_law.h"

namespace nn4n {

enum class PlotKind {
  production,    ///< produced against measured interval
  psychometric,  ///< against `axis`, one curve for each group
  chronometric,
  confusion,
  accuracy,   ///< against condition `axis`
  threshold,  ///< against the size of what is compared
  spread,     ///< of produced intervals, against the measured one
  error       ///< of answers that are a quantity, against condition `axis`
};

std::string_view key_of(PlotKind kind);  ///< "psychometric"

struct BehaviourPlot {
  PlotKind kind;
  std::string title;     ///< what a person reads: "Psychometric curve", "Accuracy by delay"
  int axis = kStimulus;  ///< or the index of a condition
  /// What the plot is known by whatever its title says: its kind and, of a condition, the name of
  /// that: "psychometric", "accuracy.delay". No two plots of one record have the same.
  std::string key = {};
};

/// The plots of a record. A condition is an axis when it takes more than one value and is not the
/// stimulus under another name; as long as there are no trials, every condition is one.
std::vector<BehaviourPlot> plots_of(const Behaviour& behaviour);

/// The name of an axis: that of the stimulus or of a condition.
const std::string& axis_label(const Behaviour& behaviour, int axis);

/// The groups of trials that get a psychometric curve each: by the first condition that is a kind.
/// If there is none, all trials are one group.
std::vector<TrialGroup> curve_groups(const Behaviour& behaviour);

/// The curve of a group of trials whose evidence is that of all other groups together, as it
/// follows from the curves of those (predicted_together). Nothing for every other group.
std::optional<Logistic> prediction_for(const Behaviour& behaviour, int axis,
                                       const TrialGroup& group);

}  // namespace nn4n
