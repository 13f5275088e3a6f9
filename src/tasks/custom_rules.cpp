#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "tasks/custom_table.h"

namespace nn4n {

namespace {

std::string numbered(const std::string& list, std::size_t index) {
  return list + "[" + std::to_string(index) + "]";
}

template <class Cell>
void cells_have_channels(std::vector<Cell>& cells, std::size_t channels, std::string_view noun,
                         const std::string& path, Repairs& repairs) {
  if (cells.size() <= channels) return;
  repairs.push_back({path,
                     path + " has " + std::to_string(cells.size()) + " elements; allowed up to " +
                         std::to_string(channels) + ", one per " + std::string(noun),
                     "Using the first " + std::to_string(channels)});
  cells.resize(channels);
}

/// A list that does not fit is cut to `least` numbers, the fewest that it may have.
void numbers_fit_conditions(std::vector<double>& numbers, std::size_t least, std::size_t conditions,
                            const std::string& path, Repairs& repairs) {
  if (numbers.size() <= 1 || numbers.size() == conditions) return;
  repairs.push_back({path,
                     path + " has " + std::to_string(numbers.size()) + " elements; allowed 1, or " +
                         std::to_string(conditions) + ", one per condition",
                     least > 0 ? "Using the first for all" : "Using no ramp"});
  numbers.resize(least);
}

template <class Cell>
void cells_fit(std::vector<Cell>& cells, std::size_t conditions, const std::string& path,
               Repairs& repairs) {
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const std::string here = numbered(path, c);
    numbers_fit_conditions(cells[c].value, 1, conditions, here + ".value", repairs);
    numbers_fit_conditions(cells[c].ramp, 0, conditions, here + ".ramp", repairs);
  }
}

void some_condition_is_drawn(CustomParameters& task, const std::string& path, Repairs& repairs) {
  std::vector<CustomCondition>& conditions = task.conditions;
  if (std::any_of(conditions.begin(), conditions.end(),
                  [](const CustomCondition& c) { return c.probability > 0; })) {
    return;
  }
  for (CustomCondition& condition : conditions) condition.probability = 1;
  repairs.push_back({path + ".conditions",
                     path + ".conditions has no probability above 0; allowed at least one",
                     "Using 1 for each"});
}

bool counts(const CustomEpoch& epoch) {
  return std::any_of(epoch.targets.begin(), epoch.targets.end(),
                     [](const TargetCell& cell) { return cell.mask > 0; });
}

void something_counts(CustomParameters& task, const std::string& path, Repairs& repairs) {
  for (const CustomEpoch& epoch : task.epochs) {
    if (counts(epoch)) return;
  }
  for (TargetCell& cell : task.epochs.back().targets) cell.mask = 1;
  repairs.push_back({path + ".epochs",
                     path + ".epochs has no target that counts; allowed at least one mask above 0",
                     "Using 1 in the last epoch"});
}

double longest_trial_of(const CustomParameters& task) {
  double sum = 0;
  for (const CustomEpoch& epoch : task.epochs) sum += std::max(epoch.ms, epoch.up_to_ms);
  return sum;
}

void trial_ends(CustomParameters& task, const std::string& path, Repairs& repairs) {
  const double longest = longest_trial_of(task);
  if (longest <= kLongestCustomMs) return;
  const double share = kLongestCustomMs / longest;
  for (CustomEpoch& epoch : task.epochs) {
    epoch.ms = std::max(1.0, std::floor(epoch.ms * share));
    epoch.up_to_ms = std::floor(epoch.up_to_ms * share);
  }
  repairs.push_back({path + ".epochs",
                     path + ".epochs lasts up to " + shortest(longest) + " ms in all; allowed " +
                         shortest(kLongestCustomMs),
                     "Using " + shortest(std::round(100 * share)) + " % of each duration"});
}

}  // namespace

void repair_custom(CustomParameters& task, const std::string& path, Repairs& repairs) {
  fill_rows(task);
  for (std::size_t e = 0; e < task.epochs.size(); ++e) {
    CustomEpoch& epoch = task.epochs[e];
    const std::string here = numbered(path + ".epochs", e);
    cells_have_channels(epoch.inputs, task.inputs.size(), "input channel", here + ".inputs",
                        repairs);
    cells_have_channels(epoch.targets, task.outputs.size(), "output channel", here + ".targets",
                        repairs);
    cells_fit(epoch.inputs, task.conditions.size(), here + ".inputs", repairs);
    cells_fit(epoch.targets, task.conditions.size(), here + ".targets", repairs);
  }
  some_condition_is_drawn(task, path, repairs);
  something_counts(task, path, repairs);
  repair_judging(task.judge, task.outputs.size(), path + ".judge", repairs);
  trial_ends(task, path, repairs);
}

}  // namespace nn4n
