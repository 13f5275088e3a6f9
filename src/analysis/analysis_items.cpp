#include "analysis/analysis_items.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "analysis/unit_report.h"
#include "base/text.h"

namespace nn4n {

namespace {

constexpr int kMostWaySteps = 200;  // of a way between two inputs

constexpr std::array<AnalysisWords, 14> kAnalyses{
    AnalysisWords{
        "fixed_points",
        "States that stay, and slow points, while an input is held: exact for ReLU, by "
        "Levenberg-Marquardt otherwise. Each is classified by the eigenvalues of the map "
        "of one time step. With @INPUT..INPUT/K points are followed from one input to the "
        "other in K steps."},
    AnalysisWords{"spectrum",
                  "The eigenvalues of the recurrent weights as the network uses them, and of the "
                  "Jacobian of one time step at the first fixed point."},
    AnalysisWords{
        "pca",
        "Principal components of the mean rates for each condition (of single trials where "
        "a task has no conditions), and the trajectories along the first three."},
    AnalysisWords{"axes",
                  "Directions of the rates along which choice, coherence, context, ... are "
                  "represented: ridge regression, orthogonalised, with R2 in trials that were not "
                  "fitted and a permutation null (Mante et al. 2013)."},
    AnalysisWords{"flow",
                  "Where states of a plane go in one time step while an input is held, as far as "
                  "the plane shows it. flow/pca1+3 is the plane of these principal components, "
                  "flow/axes1+2 that of task axes; /5 at its end has it go through fixed point 5, "
                  "counted from 0, instead of the mean."},
    AnalysisWords{"inputs", "The inputs that the task offers to be held, and their numbers."},
    AnalysisWords{"currents",
                  "The current that each area receives over the trial from the E and I units of "
                  "every area, from the inputs and from its bias, by condition."},
    AnalysisWords{"balance",
                  "Mean excitation and inhibition of each area, their ratio, and how they follow "
                  "each other over time."},
    AnalysisWords{"communication",
                  "For each pair of areas: the share of the task axes in the potent and the null "
                  "space of the projection, against random directions (Kleinman et al. 2025), and "
                  "the accuracy while the projection is scaled from 0 to 2."},
    AnalysisWords{"stimulation",
                  "How often the choice changes while a current drives a single unit for 100 ms "
                  "from the begin of the stimulus on, and how the psychometric curve shifts with "
                  "the current into all units of an area and sign (Salzman et al. 1990)."},
    AnalysisWords{"atlas",
                  "The accuracy, also by condition, with each unit, each cluster of units of "
                  "similar selectivity, each area and sign, and each projection silenced; for "
                  "groups beside random groups of the same size (Yang et al. 2019)."},
    AnalysisWords{"gradient",
                  "The gradient of the loss over the next batch with respect to every weight, "
                  "before it is clipped, and its norm. Nothing is trained."},
    AnalysisWords{"selectivity",
                  "The correlation of each unit's mean rate with each variable of the task, over "
                  "trials, in the epoch in which the units follow the variable most."},
    AnalysisWords{"activity",
                  "The inputs, rates and outputs in the trials of a condition, which stands after "
                  "the @ (all is every trial): their mean, or activity/3 for trial 3 of them, "
                  "counted from 0. With +quiet (activity/mean+quiet) there is no noise."}};

constexpr std::array<AnalysisWords, 5> kInputForms{
    AnalysisWords{"zero", "There is no input."},
    AnalysisWords{"usual",
                  "The input of the epoch with the most different ones, of the trials with the "
                  "weakest stimulus there."},
    AnalysisWords{"[1 0 0.5]", "These numbers are held, one for each input channel."},
    AnalysisWords{"Stimulus",
                  "The input of this epoch is held, without noise: the one that most of its steps "
                  "show, or the mean where no two steps are alike."},
    AnalysisWords{"Stimulus:context=motion;coherence=15",
                  "The same in the trials with these conditions. The names are those of the task's "
                  "conditions without their units, and choice (the one that is wanted) and "
                  "stimulus."}};

std::vector<std::string> names() {
  std::vector<std::string> list;
  for (const AnalysisWords& words : kAnalyses) list.emplace_back(words.text);
  return list;
}

/// The pieces between commas that stand outside of brackets.
std::vector<std::string_view> items_in(std::string_view text) {
  std::vector<std::string_view> list;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && (text[i] == '[' || text[i] == ']')) depth += text[i] == '[' ? 1 : -1;
    if (i < text.size() && (text[i] != ',' || depth > 0)) continue;
    list.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  return list;
}

/// A whole number from `least` to 999.
std::optional<int> count_in(std::string_view text, int least) {
  const bool digits =
      !text.empty() && text.size() <= 3 && text.find_first_not_of("0123456789") == text.npos;
  const std::optional<double> number = digits ? parse_number(text) : std::nullopt;
  return number && *number >= least ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

/// "pca1+3/5"
std::optional<Issue> read_plane(std::string_view text, AnalysisItem& item) {
  const Issue wrong{"what", "the plane " + in_quotes(text) +
                                " is not known; allowed are such as pca1+2, axes1+3 and pca1+2/5"};
  const std::size_t slash = std::min(text.find('/'), text.size());
  std::string_view names = text.substr(0, slash);
  if (slash < text.size()) {
    item.through = count_in(text.substr(slash + 1), 0);
    if (!item.through) return wrong;
  }
  item.along_axes = names.starts_with("axes");
  if (!item.along_axes && !names.starts_with("pca")) return wrong;
  names.remove_prefix(item.along_axes ? 4 : 3);
  const std::size_t plus = std::min(names.find('+'), names.size());
  const auto across = count_in(names.substr(0, plus), 1);
  const auto up = count_in(names.substr(std::min(plus + 1, names.size())), 1);
  if (!across || !up || *across == *up) return wrong;
  item.across = *across - 1;
  item.up = *up - 1;
  return std::nullopt;
}

std::variant<AnalysisItem, Issue> read_item(std::string_view text, std::string_view otherwise) {
  const std::size_t at = std::min(text.find('@'), text.size());
  const std::string_view before = text.substr(0, at);
  const std::size_t cut = std::min(before.find('/'), before.size());
  const std::string_view name = trimmed(before.substr(0, cut));
  const auto known = std::find_if(kAnalyses.begin(), kAnalyses.end(),
                                  [&](const AnalysisWords& words) { return words.text == name; });
  if (known == kAnalyses.end()) {
    return Issue{"what", "there is no analysis " + in_quotes(name) + "; known: " + join(names())};
  }
  AnalysisItem item;
  item.what = static_cast<NetworkAnalysis>(known - kAnalyses.begin());
  const bool activity = item.what == NetworkAnalysis::activity;
  if (activity && cut < before.size()) {
    const std::string_view mode = trimmed(before.substr(cut + 1));
    if (!read_wanted_activity(mode, item.activity)) {
      return Issue{"what",
                   "activity " + in_quotes(mode) +
                       " is not known; allowed are such as mean, mean+quiet, 0 and 0+quiet"};
    }
  }
  if (activity) {
    item.activity.condition = std::string(at < text.size() ? trimmed(text.substr(at + 1)) : "");
    return item;
  }
  if (cut < before.size()) {
    if (item.what != NetworkAnalysis::flow) return Issue{"what", "only flow is of a plane"};
    if (auto wrong = read_plane(trimmed(before.substr(cut + 1)), item)) return *wrong;
  }
  std::string_view input = at < text.size() ? text.substr(at + 1) : otherwise;
  const std::size_t dots = input.find("..");
  item.input = std::string(input.substr(0, dots));
  if (dots == input.npos) return item;
  if (item.what != NetworkAnalysis::fixed_points)
    return Issue{"what", "only fixed_points goes from one input to another"};
  input.remove_prefix(dots + 2);
  const std::size_t slash = input.rfind('/');
  if (slash != input.npos) {
    const std::optional<double> steps = parse_number(input.substr(slash + 1));
    if (!steps || *steps < 1 || *steps > kMostWaySteps || *steps != std::floor(*steps)) {
      return Issue{"what", "the number of steps is " + in_quotes(input.substr(slash + 1)) +
                               "; allowed whole numbers 1 to " + std::to_string(kMostWaySteps)};
    }
    item.steps = static_cast<int>(*steps);
  }
  item.to = std::string(input.substr(0, slash));
  return item;
}

}  // namespace

std::string_view name_of(NetworkAnalysis what) {
  return kAnalyses[static_cast<std::size_t>(what)].text;
}

std::span<const AnalysisWords> analysis_names() { return kAnalyses; }

std::span<const AnalysisWords> held_input_forms() { return kInputForms; }

std::variant<std::vector<AnalysisItem>, Issue> read_analysis_items(std::string_view what,
                                                                   std::string_view input) {
  constexpr std::size_t kLongest = 4000;
  if (what.size() > kLongest) return Issue{"what", "what is to be analysed is too long a text"};
  std::vector<AnalysisItem> items;
  for (const std::string_view text : items_in(what)) {
    auto read = read_item(text, input);
    if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
    AnalysisItem& item = *std::get_if<AnalysisItem>(&read);
    for (const AnalysisItem& other : items) {
      if (other.what == item.what) {
        return Issue{"what", std::string(name_of(item.what)) +
                                 " is wanted twice; ask for each analysis once"};
      }
    }
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace nn4n
