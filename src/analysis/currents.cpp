#include "analysis/currents.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// In a stack of layers, units of lower layers are seen in the same step.
int layer_of(const Masks& masks, int unit) {
  const auto after = std::upper_bound(masks.layer_begin.begin(), masks.layer_begin.end(), unit);
  return static_cast<int>(after - masks.layer_begin.begin());
}

/// W with a row for every unit and a column for every unit.
MatrixXd recurrent_of(const Trainer& trainer) {
  const int units = trainer.masks().units;
  const auto weights = trainer.parameters().of(Tensor::recurrent_weight);
  MatrixXd matrix(units, units);
  for (Index i = 0; i < units; ++i)
    for (Index j = 0; j < units; ++j)
      matrix(i, j) = double{weights[static_cast<std::size_t>(i * units + j)]};
  return matrix;
}

/// What unit `unit` receives in one trial. `weights`: its row of W.
MatrixXd currents_of_unit(const Trainer& trainer, const std::vector<CurrentSource>& sources,
                          const RecordedTrial& one, int unit, const VectorXd& weights) {
  const Masks& masks = trainer.masks();
  const auto input = trainer.parameters().of(Tensor::input_weight);
  const double bias = double{trainer.parameters().of(Tensor::recurrent_bias)[at(unit)]} +
                      double{trainer.parameters().of(Tensor::input_bias)[at(unit)]};
  const int steps = one.trial.steps;
  MatrixXd currents = MatrixXd::Zero(static_cast<Index>(sources.size()), steps);
  for (std::size_t s = 0; s < sources.size(); ++s) {
    const CurrentSource& source = sources[s];
    const auto row = static_cast<Index>(s);
    if (source.kind == CurrentSource::Kind::bias) {
      for (int t = 1; t < steps; ++t) currents(row, t) = bias;
    } else if (source.kind == CurrentSource::Kind::input) {
      for (int t = 1; t < steps; ++t)
        for (int c = 0; c < masks.inputs; ++c)
          currents(row, t) +=
              double{input[at(unit * masks.inputs + c)]} * double{one.trial.input_at(t, c)};
    } else {
      for (int j = 0; j < masks.units; ++j) {
        if (masks.unit_area[at(j)] != source.area || masks.unit_sign[at(j)] != source.sign ||
            weights[j] == 0)
          continue;
        const int delay = layer_of(masks, j) < layer_of(masks, unit) ? 0 : 1;
        for (int t = 1; t < steps; ++t)
          currents(row, t) += weights[j] * double{one.rates[at(j * steps + t - delay)]};
      }
    }
  }
  return currents;
}

double correlation_of(const VectorXd& a, const VectorXd& b) {
  const VectorXd x = a.array() - a.mean();
  const VectorXd y = b.array() - b.mean();
  const double spread = x.norm() * y.norm();
  return spread > 1e-12 ? x.dot(y) / spread : 0;
}

}  // namespace

std::vector<CurrentSource> current_sources(const Trainer& trainer) {
  const Masks& masks = trainer.masks();
  const std::vector<Area>& areas = trainer.experiment().network.areas;
  std::vector<CurrentSource> sources;
  for (int area = 0; area < static_cast<int>(areas.size()); ++area) {
    for (const int sign : {1, -1, 0}) {
      bool any = false;
      for (int j = 0; j < masks.units; ++j)
        any = any || (masks.unit_area[at(j)] == area && masks.unit_sign[at(j)] == sign);
      const char* letter = sign > 0 ? " E" : sign < 0 ? " I" : "";
      if (any)
        sources.push_back({CurrentSource::Kind::units, area, sign, areas[at(area)].name + letter});
    }
  }
  sources.push_back({CurrentSource::Kind::input, 0, 0, "input"});
  sources.push_back({CurrentSource::Kind::bias, 0, 0, "bias"});
  return sources;
}

MatrixXd currents_into(const Trainer& trainer, const std::vector<CurrentSource>& sources,
                       const RecordedTrial& one, int unit) {
  const VectorXd weights = recurrent_of(trainer).row(unit).transpose();
  return currents_of_unit(trainer, sources, one, unit, weights);
}

Currents currents_between_areas(const Trainer& trainer, const Recording& recording) {
  const Masks& masks = trainer.masks();
  const MatrixXd weights = recurrent_of(trainer);
  const auto areas = static_cast<int>(trainer.experiment().network.areas.size());
  Currents found;
  found.sources = current_sources(trainer);
  const auto sources = static_cast<Index>(found.sources.size());
  std::vector<std::pair<double, int>> correlations(at(areas));
  VectorXd excitation = VectorXd::Zero(areas), inhibition = VectorXd::Zero(areas);
  VectorXd samples = VectorXd::Zero(areas);
  for (const ConditionSet& set : condition_sets(recording)) {
    int steps = 0;
    for (const std::size_t b : set.trials) steps = std::max(steps, recording.trials[b].trial.steps);
    std::vector<MatrixXd> sums(at(areas), MatrixXd::Zero(sources, steps));
    std::vector<VectorXd> counts(at(areas), VectorXd::Zero(steps));
    for (const std::size_t b : set.trials) {
      const RecordedTrial& one = recording.trials[b];
      const Index length = one.trial.steps;
      for (int i = 0; i < masks.units; ++i) {
        const int area = masks.unit_area[at(i)];
        const MatrixXd into =
            currents_of_unit(trainer, found.sources, one, i, weights.row(i).transpose());
        sums[at(area)].leftCols(length) += into;
        counts[at(area)].head(length).array() += 1;
        VectorXd excites = VectorXd::Zero(length), inhibits = VectorXd::Zero(length);
        for (Index s = 0; s < sources; ++s) {
          const CurrentSource& source = found.sources[static_cast<std::size_t>(s)];
          if (source.kind != CurrentSource::Kind::units) continue;
          if (source.sign > 0) excites += into.row(s).transpose();
          if (source.sign < 0) inhibits += into.row(s).transpose();
        }
        excitation[area] += excites.tail(length - 1).sum();
        inhibition[area] += inhibits.tail(length - 1).sum();
        samples[area] += static_cast<double>(length - 1);
        correlations[at(area)].first +=
            correlation_of(excites.tail(length - 1), inhibits.tail(length - 1));
        ++correlations[at(area)].second;
      }
    }
    for (int area = 0; area < areas; ++area) {
      MatrixXd mean = sums[at(area)];
      for (Index t = 0; t < steps; ++t)
        if (counts[at(area)][t] > 0) mean.col(t) /= counts[at(area)][t];
      found.areas.push_back({area, set.name, static_cast<int>(set.trials.size()), std::move(mean)});
    }
  }
  std::stable_sort(found.areas.begin(), found.areas.end(),
                   [](const AreaCurrents& a, const AreaCurrents& b) { return a.area < b.area; });
  for (int area = 0; area < areas; ++area) {
    const double n = std::max(samples[area], 1.0);
    const auto [sum, count] = correlations[at(area)];
    found.balance.push_back(
        {area, excitation[area] / n, inhibition[area] / n, count > 0 ? sum / count : 0});
  }
  return found;
}

}  // namespace nn4n
