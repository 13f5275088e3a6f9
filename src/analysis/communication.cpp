#include "analysis/communication.h"

#include <Eigen/SVD>
#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "training/fresh_trials.h"
#include "training/intervention_effect.h"

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

std::vector<int> units_in(const Masks& masks, int area) {
  std::vector<int> units;
  for (int n = 0; n < masks.units; ++n)
    if (masks.unit_area[static_cast<std::size_t>(n)] == area) units.push_back(n);
  return units;
}

MatrixXd weights_between(const Trainer& trainer, const std::vector<int>& into,
                         const std::vector<int>& from) {
  const auto all = trainer.parameters().of(Tensor::recurrent_weight);
  MatrixXd weights(static_cast<Index>(into.size()), static_cast<Index>(from.size()));
  for (std::size_t i = 0; i < into.size(); ++i)
    for (std::size_t j = 0; j < from.size(); ++j)
      weights(static_cast<Index>(i), static_cast<Index>(j)) =
          double{all[static_cast<std::size_t>(into[i] * trainer.masks().units + from[j])]};
  return weights;
}

/// A direction of the active units of the recording, restricted to some units.
VectorXd restricted(const Recording& recording, const VectorXd& of_active,
                    const std::vector<int>& units) {
  VectorXd part = VectorXd::Zero(static_cast<Index>(units.size()));
  for (std::size_t k = 0; k < recording.active.size(); ++k) {
    const auto place = std::find(units.begin(), units.end(), recording.active[k]);
    if (place != units.end()) part[place - units.begin()] = of_active[static_cast<Index>(k)];
  }
  return part;
}

/// The shares of random directions, ascending.
std::vector<double> random_shares(const MatrixXd& space, std::uint32_t seed, int count) {
  RandomStream random(stream_key(seed, Purpose::analysis_noise, 1));
  std::vector<double> shares;
  for (int k = 0; k < count; ++k) {
    VectorXd direction(space.rows());
    for (Index i = 0; i < direction.size(); ++i) direction[i] = double{random.normal()};
    shares.push_back(share_in(space, direction));
  }
  std::sort(shares.begin(), shares.end());
  return shares;
}

ScaledAccuracy scaled_by(const Trainer& trainer, int from, int to, double factor, int trials) {
  Trainer scaled = trainer;
  std::vector<Intervention> acts = trainer.experiment().interventions;
  const Network& network = trainer.experiment().network;
  const Act act{.kind = ActKind::scale,
                .units = {static_cast<std::size_t>(from), 0, {}},
                .into = UnitsNamed{static_cast<std::size_t>(to), 0, {}},
                .value = factor,
                .window = {}};
  acts.push_back({.act = to_text(act, network)});
  scaled.intervene(std::move(acts));
  const Behaviour behaviour = measure_behaviour(scaled, trials);
  ScaledAccuracy result{.factor = factor, .accuracy = accuracy_of(behaviour)};
  for (const JudgedTrial& trial : behaviour.trials) result.correct += trial.correct;
  result.trials = static_cast<int>(behaviour.trials.size());
  return result;
}

}  // namespace

MatrixXd potent_space(const MatrixXd& weights, double part) {
  const Eigen::JacobiSVD<MatrixXd> svd(weights, Eigen::ComputeThinV);
  const VectorXd squares = svd.singularValues().array().square();
  const double all = squares.sum();
  Index rank = 0;
  double sum = 0;
  while (all > 0 && rank < squares.size() && sum < part * all) sum += squares[rank++];
  return svd.matrixV().leftCols(rank);
}

double share_in(const MatrixXd& space, const VectorXd& direction) {
  const double all = direction.squaredNorm();
  return all > 0 && space.cols() > 0 ? (space.transpose() * direction).squaredNorm() / all : 0;
}

std::vector<AreaPair> communication(const Trainer& trainer, const Recording& recording,
                                    const CommunicationOptions& options) {
  const auto areas = static_cast<int>(trainer.experiment().network.areas.size());
  const TaskAxes axes = task_axes(recording);
  std::vector<AreaPair> pairs;
  for (int from = 0; from < areas; ++from) {
    const std::vector<int> senders = units_in(trainer.masks(), from);
    for (int to = 0; to < areas; ++to) {
      if (from == to) continue;
      const MatrixXd space =
          potent_space(weights_between(trainer, units_in(trainer.masks(), to), senders));
      if (space.cols() == 0) continue;
      AreaPair pair{.from = from,
                    .to = to,
                    .rank = static_cast<int>(space.cols()),
                    .units = static_cast<int>(senders.size())};
      const std::vector<double> random =
          random_shares(space, trainer.experiment().seed, options.random_directions);
      const auto quantile = [&](double q) {
        return random[static_cast<std::size_t>(q * static_cast<double>(random.size() - 1))];
      };
      for (const TaskAxis& axis : axes.axes) {
        const VectorXd part = restricted(recording, axis.axis, senders);
        if (part.squaredNorm() < 1e-12) continue;
        pair.axes.push_back({axis.name, share_in(space, part), quantile(0.025), quantile(0.975)});
      }
      for (const double factor : options.factors)
        pair.scaled.push_back(scaled_by(trainer, from, to, factor, options.trials));
      pairs.push_back(std::move(pair));
    }
  }
  return pairs;
}

}  // namespace nn4n
