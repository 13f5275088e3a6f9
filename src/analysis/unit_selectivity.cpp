#include "analysis/unit_selectivity.h"

#include <cmath>

#include "analysis/task_axes.h"

namespace nn4n {

namespace {

constexpr std::size_t kFewestForCorrelation = 3;

/// Takes the mean out of the numbers; answers the sum of their squares.
double centre(std::vector<double>& values) {
  double mean = 0, squares = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  for (double& value : values) {
    value -= mean;
    squares += value * value;
  }
  return squares;
}

/// Numbers of a unit or of a variable over the trials, without their mean.
struct Centred {
  std::vector<double> values;
  double squares = 0;
};

Centred centred_numbers(std::vector<double> values) {
  const double squares = centre(values);
  return {std::move(values), squares};
}

double correlation_of(const Centred& a, const Centred& b) {
  constexpr double kNothing = 1e-18;
  if (!(a.squares > kNothing) || !(b.squares > kNothing)) return 0;
  double both = 0;
  for (std::size_t k = 0; k < a.values.size(); ++k) both += a.values[k] * b.values[k];
  return both / std::sqrt(a.squares * b.squares);
}

/// The mean rates of the active units in an epoch, each over the trials.
std::vector<Centred> rates_over_trials(const Recording& recording,
                                       const std::vector<std::size_t>& trials,
                                       const std::string& epoch) {
  std::vector<std::vector<double>> rates(recording.active.size());
  for (const std::size_t b : trials) {
    const Eigen::VectorXd means = mean_rates_in(recording, recording.trials[b], epoch);
    for (std::size_t k = 0; k < rates.size(); ++k)
      rates[k].push_back(means[static_cast<Eigen::Index>(k)]);
  }
  std::vector<Centred> list;
  for (std::vector<double>& each : rates) list.push_back(centred_numbers(std::move(each)));
  return list;
}

}  // namespace

std::vector<VariableSelectivity> unit_selectivity(const Recording& recording) {
  const std::vector<std::size_t> trials = trials_with_choice(recording);
  if (trials.size() < kFewestForCorrelation) return {};
  std::vector<VariableSelectivity> list;
  std::vector<Centred> variables;
  for (TaskVariable& variable : task_variables(recording, trials)) {
    list.push_back({variable.name, "", static_cast<int>(trials.size()), {}});
    variables.push_back(centred_numbers(std::move(variable.values)));
  }
  std::vector<double> most(list.size(), -1);
  for (const std::string& epoch : epoch_names(recording)) {
    const std::vector<Centred> rates = rates_over_trials(recording, trials, epoch);
    for (std::size_t v = 0; v < list.size(); ++v) {
      std::vector<double> found(static_cast<std::size_t>(recording.units));
      double strength = 0;
      for (std::size_t k = 0; k < rates.size(); ++k) {
        const double rho = correlation_of(rates[k], variables[v]);
        found[static_cast<std::size_t>(recording.active[k])] = rho;
        strength += rho * rho;
      }
      if (strength <= most[v] * (1 + 1e-9)) continue;
      most[v] = strength;
      list[v].epoch = epoch;
      list[v].correlation = std::move(found);
    }
  }
  return list;
}

}  // namespace nn4n
