#include "training/ridge.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace nn4n {

namespace {

/// The outputs [first, last), which read the same units and have the same loss mask, so that they
/// share one matrix.
struct Group {
  int first = 0;
  int last = 0;
};

std::size_t place_of(const Batch<float>& batch, int bundle, int t, int output) {
  return batch.row(bundle, t - 1, batch.outputs) + static_cast<std::size_t>(output);
}

bool same_mask(const Batch<float>& batch, int a, int b) {
  for (int bundle = 0; bundle < batch.bundles(); ++bundle) {
    for (int t = 1; t <= batch.steps; ++t) {
      const Bundle<float>& one = batch.mask[place_of(batch, bundle, t, a)];
      const Bundle<float>& other = batch.mask[place_of(batch, bundle, t, b)];
      for (int lane = 0; lane < batch.lanes(bundle); ++lane) {
        if (one[lane] != other[lane]) return false;
      }
    }
  }
  return true;
}

std::vector<Group> groups_of(const RidgeProblem& problem, const Batch<float>& batch, int units) {
  const auto row = [&](int output) {
    return problem.present.subspan(static_cast<std::size_t>(output * units),
                                   static_cast<std::size_t>(units));
  };
  std::vector<Group> groups;
  for (int o = 0; o < batch.outputs; ++o) {
    const bool joins = !groups.empty() && std::ranges::equal(row(o), row(groups.back().first)) &&
                       same_mask(batch, o, groups.back().first);
    if (joins) {
      groups.back().last = o + 1;
    } else {
      groups.push_back({o, o + 1});
    }
  }
  return groups;
}

/// The normal equations of a group, with x = [the rates of its units; 1 for the bias].
struct NormalEquations {
  std::vector<int> units;
  std::size_t size = 0;
  std::vector<double> gram;                  // Σ m x xᵀ, lower half
  std::vector<std::vector<double>> moments;  // Σ m x target of every output of the group
  double weight = 0;                         // Σ m
};

/// Adds one step of one trial.
void add_sample(const std::vector<double>& x, double mask, std::span<const double> targets,
                NormalEquations& sums) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double weighted = mask * x[i];
    double* row = sums.gram.data() + i * x.size();
    for (std::size_t j = 0; j <= i; ++j) row[j] += weighted * x[j];
    for (std::size_t k = 0; k < targets.size(); ++k) sums.moments[k][i] += weighted * targets[k];
  }
  sums.weight += mask;
}

NormalEquations empty_equations(const RidgeProblem& problem, const Group& group, int units) {
  NormalEquations sums;
  for (int n = 0; n < units; ++n) {
    if (problem.present[static_cast<std::size_t>(group.first * units + n)]) sums.units.push_back(n);
  }
  sums.size = sums.units.size() + (problem.bias ? 1 : 0);
  sums.gram.assign(sums.size * sums.size, 0);
  sums.moments.assign(static_cast<std::size_t>(group.last - group.first),
                      std::vector<double>(sums.size, 0));
  return sums;
}

/// `fixed` is what the outputs have without the units: the biases that are not trained.
NormalEquations sum_up(const RidgeProblem& problem, const Group& group,
                       std::span<const double> fixed, const Batch<float>& batch,
                       const Episode<float>& episode) {
  NormalEquations sums = empty_equations(problem, group, episode.sizes.units);
  std::vector<double> x(sums.size, 1);
  std::vector<double> targets(sums.moments.size());
  for (int bundle = 0; bundle < batch.bundles(); ++bundle) {
    for (int t = 1; t <= batch.steps; ++t) {
      const std::size_t place = place_of(batch, bundle, t, group.first);
      const Bundle<float>* rates = episode.state_at(bundle, t);
      for (int lane = 0; lane < batch.lanes(bundle); ++lane) {
        const double mask = static_cast<double>(batch.mask[place][lane]);
        if (mask == 0) continue;
        for (std::size_t k = 0; k < sums.units.size(); ++k) {
          x[k] = static_cast<double>(rates[sums.units[k]][lane]);
        }
        for (std::size_t k = 0; k < targets.size(); ++k) {
          targets[k] = static_cast<double>(batch.target[place + k][lane]) - fixed[k];
        }
        add_sample(x, mask, targets, sums);
      }
    }
  }
  return sums;
}

/// The biases of the group, 0 where they are solved for.
std::vector<double> fixed_biases(const RidgeProblem& problem, const Group& group,
                                 const Parameters<float>& parameters) {
  std::vector<double> fixed;
  for (int o = group.first; o < group.last; ++o) {
    const float bias = parameters.of(Tensor::readout_bias)[static_cast<std::size_t>(o)];
    fixed.push_back(problem.bias ? 0 : static_cast<double>(bias));
  }
  return fixed;
}

void store(const NormalEquations& sums, const std::vector<double>& found, bool bias, int output,
           Parameters<float>& parameters) {
  const auto units = static_cast<std::size_t>(parameters.sizes.units);
  const auto row = parameters.of(Tensor::readout_weight)
                       .subspan(static_cast<std::size_t>(output) * units, units);
  for (float& weight : row) weight = 0;
  for (std::size_t k = 0; k < sums.units.size(); ++k) {
    row[static_cast<std::size_t>(sums.units[k])] = static_cast<float>(found[k]);
  }
  if (!bias) return;
  parameters.of(Tensor::readout_bias)[static_cast<std::size_t>(output)] =
      static_cast<float>(found.back());
}

}  // namespace

void factor_cholesky(std::vector<double>& a, std::size_t n) {
  double largest = 0;
  for (std::size_t i = 0; i < n; ++i) largest = std::max(largest, a[i * n + i]);
  const double least = 1e-14 * largest;  // a smaller pivot is rounding, not a direction
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
      if (i == j) {
        a[i * n + i] = sum > least ? std::sqrt(sum) : 0;
      } else {
        a[i * n + j] = a[j * n + j] > 0 ? sum / a[j * n + j] : 0;
      }
    }
  }
}

std::vector<double> solve_cholesky(const std::vector<double>& factor, std::vector<double> b) {
  const std::size_t n = b.size();
  const auto divided = [&](std::size_t i) {
    const double pivot = factor[i * n + i];
    return pivot > 0 ? b[i] / pivot : 0;
  };
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= factor[i * n + k] * b[k];
    b[i] = divided(i);
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= factor[k * n + i] * b[k];
    b[i] = divided(i);
  }
  return b;
}

void solve_ridge(const RidgeProblem& problem, const Batch<float>& batch,
                 const Episode<float>& episode, Parameters<float>& parameters) {
  assert(problem.present.size() == episode.sizes.count(Tensor::readout_weight));
  for (const Group& group : groups_of(problem, batch, episode.sizes.units)) {
    NormalEquations sums =
        sum_up(problem, group, fixed_biases(problem, group, parameters), batch, episode);
    if (sums.weight == 0) continue;
    for (std::size_t k = 0; k < sums.units.size(); ++k) {
      sums.gram[k * sums.size + k] += problem.lambda * sums.weight;
    }
    factor_cholesky(sums.gram, sums.size);
    for (int o = group.first; o < group.last; ++o) {
      const auto k = static_cast<std::size_t>(o - group.first);
      store(sums, solve_cholesky(sums.gram, std::move(sums.moments[k])), problem.bias, o,
            parameters);
    }
  }
}

}  // namespace nn4n
