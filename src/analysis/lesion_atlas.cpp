#include "analysis/lesion_atlas.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "base/random.h"

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kMostClusters = 6;

// ---------------------------------------------------------------------------------------------
// Clusters

/// The mean rate of each active unit in each condition and epoch, each unit's brought to mean 0 and
/// length 1. Units x patterns.
MatrixXd patterns_of(const Recording& recording) {
  const std::vector<std::string> epochs = epoch_names(recording);
  const std::vector<ConditionSet> sets = condition_sets(recording);
  const auto units = static_cast<Index>(recording.active.size());
  MatrixXd patterns = MatrixXd::Zero(units, static_cast<Index>(sets.size() * epochs.size()));
  Index column = 0;
  for (const ConditionSet& set : sets) {
    for (const std::string& name : epochs) {
      double steps = 0;
      for (const std::size_t b : set.trials) {
        const RecordedTrial& one = recording.trials[b];
        for (const EpochSpan& epoch : one.trial.epochs) {
          if (epoch.name != name) continue;
          for (int t = epoch.begin; t < epoch.end; ++t)
            patterns.col(column) += recording.active_state(one, t);
          steps += epoch.end - epoch.begin;
        }
      }
      if (steps > 0) patterns.col(column) /= steps;
      ++column;
    }
  }
  for (Index i = 0; i < units; ++i) {
    patterns.row(i).array() -= patterns.row(i).mean();
    const double length = patterns.row(i).norm();
    if (length > 1e-9) patterns.row(i) /= length;
  }
  return patterns;
}

/// k-means from the units that are farthest from those before. The cluster of every row.
std::vector<int> k_means(const MatrixXd& points, int k) {
  MatrixXd centres(k, points.cols());
  centres.row(0) = points.row(0);
  VectorXd distance = (points.rowwise() - centres.row(0)).rowwise().squaredNorm();
  for (int c = 1; c < k; ++c) {
    Index farthest = 0;
    distance.maxCoeff(&farthest);
    centres.row(c) = points.row(farthest);
    distance = distance.cwiseMin((points.rowwise() - centres.row(c)).rowwise().squaredNorm());
  }
  std::vector<int> cluster(static_cast<std::size_t>(points.rows()), -1);
  for (int round = 0; round < 100; ++round) {
    bool moved = false;
    for (Index i = 0; i < points.rows(); ++i) {
      Index nearest = 0;
      (centres.rowwise() - points.row(i)).rowwise().squaredNorm().minCoeff(&nearest);
      int& now = cluster[static_cast<std::size_t>(i)];
      moved = moved || now != static_cast<int>(nearest);
      now = static_cast<int>(nearest);
    }
    if (!moved) break;
    for (int c = 0; c < k; ++c) {
      VectorXd sum = VectorXd::Zero(points.cols());
      int count = 0;
      for (Index i = 0; i < points.rows(); ++i) {
        if (cluster[static_cast<std::size_t>(i)] != c) continue;
        sum += points.row(i).transpose();
        ++count;
      }
      if (count > 0) centres.row(c) = sum.transpose() / count;
    }
  }
  return cluster;
}

/// The mean of (b − a) / max(a, b), with a the mean distance to the own cluster and b that to the
/// nearest other one.
double silhouette(const MatrixXd& points, const std::vector<int>& cluster, int k) {
  double sum = 0;
  for (Index i = 0; i < points.rows(); ++i) {
    std::vector<double> total(static_cast<std::size_t>(k));
    std::vector<int> count(static_cast<std::size_t>(k));
    for (Index j = 0; j < points.rows(); ++j) {
      if (j == i) continue;
      const auto c = static_cast<std::size_t>(cluster[static_cast<std::size_t>(j)]);
      total[c] += (points.row(i) - points.row(j)).norm();
      ++count[c];
    }
    const auto own = static_cast<std::size_t>(cluster[static_cast<std::size_t>(i)]);
    if (count[own] == 0) continue;
    const double a = total[own] / count[own];
    double b = std::numeric_limits<double>::infinity();
    for (std::size_t c = 0; c < total.size(); ++c)
      if (c != own && count[c] > 0) b = std::min(b, total[c] / count[c]);
    if (std::isfinite(b) && std::max(a, b) > 0) sum += (b - a) / std::max(a, b);
  }
  return sum / static_cast<double>(points.rows());
}

// ---------------------------------------------------------------------------------------------
// Parts of the network

/// The interventions that silence some units, one for each area and sign.
std::vector<std::string> acts_silencing(const Network& network, const std::vector<int>& units) {
  std::vector<std::string> acts;
  int first = 0;
  for (std::size_t area = 0; area < network.areas.size(); ++area) {
    for (const int sign : {1, -1}) {
      const std::vector<int> all = units_with_sign(network, area, sign);
      Act act{.kind = ActKind::silence, .units = {area, sign, {}}, .into = {}, .window = {}};
      for (std::size_t k = 0; k < all.size(); ++k)
        if (std::binary_search(units.begin(), units.end(), first + all[k]))
          act.units.numbers.push_back(static_cast<int>(k) + 1);
      if (!act.units.numbers.empty()) acts.push_back(to_text(act, network));
    }
    first += network.areas[area].units;
  }
  return acts;
}

/// Signs of units: without Dale's law every unit has the sign 0, and numbers count in the area.
std::vector<std::string> silencing(const Network& network, const std::vector<int>& units) {
  if (network.connectivity.unit_signs == UnitSigns::ei) return acts_silencing(network, units);
  std::vector<std::string> acts;
  int first = 0;
  for (std::size_t area = 0; area < network.areas.size(); ++area) {
    Act act{.kind = ActKind::silence, .units = {area, 0, {}}, .into = {}, .window = {}};
    for (int k = 0; k < network.areas[area].units; ++k)
      if (std::binary_search(units.begin(), units.end(), first + k))
        act.units.numbers.push_back(k + 1);
    if (!act.units.numbers.empty()) acts.push_back(to_text(act, network));
    first += network.areas[area].units;
  }
  return acts;
}

std::string joined(const std::vector<std::string>& acts) {
  std::string text;
  for (const std::string& act : acts) text += (text.empty() ? "" : ";") + act;
  return text;
}

std::vector<std::string> split(const std::string& acts) {
  std::vector<std::string> list;
  for (std::size_t begin = 0; begin <= acts.size();) {
    const std::size_t end = std::min(acts.find(';', begin), acts.size());
    list.push_back(acts.substr(begin, end - begin));
    begin = end + 1;
  }
  return list;
}

}  // namespace

std::vector<std::vector<int>> selectivity_clusters(const Recording& recording) {
  std::vector<std::vector<int>> clusters;
  const auto units = static_cast<int>(recording.active.size());
  if (units == 0) return clusters;
  if (units < 4) return {recording.active};
  const MatrixXd points = patterns_of(recording);
  std::vector<int> best;
  double best_silhouette = -2;
  for (int k = 2; k <= std::min(kMostClusters, units - 1); ++k) {
    std::vector<int> found = k_means(points, k);
    const double value = silhouette(points, found, k);
    if (value <= best_silhouette + 1e-12) continue;
    best_silhouette = value;
    best = std::move(found);
  }
  std::map<int, std::vector<int>> members;
  for (std::size_t i = 0; i < best.size(); ++i) members[best[i]].push_back(recording.active[i]);
  for (auto& [number, list] : members) clusters.push_back(std::move(list));
  std::sort(clusters.begin(), clusters.end());
  return clusters;
}

LesionAtlas::LesionAtlas(const Trainer& trainer, AtlasOptions options)
    : trainer_(trainer), options_(options) {
  const Recording recording = record_trials(trainer, options_.trials);
  options_.trials = static_cast<int>(recording.trials.size());
  sets_ = condition_sets(recording);
  for (const ConditionSet& set : sets_) conditions_.push_back(set.name);
  intact_ = measure({});
  const Network& network = trainer.experiment().network;
  const Masks& masks = trainer.masks();
  for (int unit = 0; unit < masks.units; ++unit) {
    const std::string act = joined(silencing(network, {unit}));
    add_row({AtlasRow::Kind::unit, act.substr(act.find(':') + 1), act, {unit}, {}, kNone, kNone});
  }
  const std::vector<std::vector<int>> clusters = selectivity_clusters(recording);
  for (std::size_t k = 0; k < clusters.size(); ++k) {
    const std::string name =
        "cluster " + std::to_string(k + 1) + " (" + std::to_string(clusters[k].size()) + " units)";
    add_row({AtlasRow::Kind::cluster,
             name,
             joined(silencing(network, clusters[k])),
             clusters[k],
             {},
             kNone,
             kNone});
  }
  for (std::size_t area = 0; area < network.areas.size(); ++area) {
    for (const int sign : {1, -1, 0}) {
      const bool signs = network.connectivity.unit_signs == UnitSigns::ei;
      if (signs == (sign == 0) || units_with_sign(network, area, sign).empty()) continue;
      const Act act{.kind = ActKind::silence, .units = {area, sign, {}}, .into = {}, .window = {}};
      const std::string text = to_text(act, network);
      add_row({AtlasRow::Kind::group,
               text.substr(text.find(':') + 1),
               text,
               network_units(act.units, network),
               {},
               kNone,
               kNone});
    }
  }
  for (std::size_t from = 0; from < network.areas.size(); ++from) {
    for (std::size_t to = 0; to < network.areas.size(); ++to) {
      bool any = false;
      for (int i = 0; i < masks.units && !any; ++i)
        for (int j = 0; j < masks.units && !any; ++j)
          any = masks.unit_area[static_cast<std::size_t>(i)] == to &&
                masks.unit_area[static_cast<std::size_t>(j)] == from &&
                masks.recurrent[static_cast<std::size_t>(i * masks.units + j)] != 0;
      if (!any) continue;
      const Act act{.kind = ActKind::scale,
                    .units = {from, 0, {}},
                    .into = UnitsNamed{to, 0, {}},
                    .value = 0,
                    .window = {}};
      add_row({AtlasRow::Kind::projection,
               network.areas[from].name + " > " + network.areas[to].name,
               to_text(act, network),
               {},
               {},
               kNone,
               kNone});
    }
  }
  nulls_.resize(rows_.size());
}

void LesionAtlas::add_row(AtlasRow row) {
  const std::size_t index = rows_.size();
  work_.push_back({index, {}});
  const bool has_null = row.kind == AtlasRow::Kind::cluster || row.kind == AtlasRow::Kind::group;
  if (has_null) {
    RandomStream random(stream_key(trainer_.experiment().seed, Purpose::analysis_noise, 2,
                                   static_cast<std::uint32_t>(index)));
    std::vector<int> all(static_cast<std::size_t>(trainer_.masks().units));
    std::iota(all.begin(), all.end(), 0);
    for (int k = 0; k < options_.null_groups; ++k) {
      std::vector<int> drawn = all;
      for (std::size_t i = 0; i < row.units.size(); ++i) {
        const int j = random.whole(static_cast<int>(i), static_cast<int>(drawn.size()) - 1);
        std::swap(drawn[i], drawn[static_cast<std::size_t>(j)]);
      }
      drawn.resize(row.units.size());
      std::sort(drawn.begin(), drawn.end());
      work_.push_back({index, silencing(trainer_.experiment().network, drawn)});
    }
  }
  rows_.push_back(std::move(row));
}

AtlasAccuracy LesionAtlas::measure(const std::vector<std::string>& acts) const {
  Trainer silenced = trainer_;
  std::vector<Intervention> list = trainer_.experiment().interventions;
  for (const std::string& act : acts) list.push_back({.act = act});
  silenced.intervene(std::move(list));
  AtlasAccuracy found;
  std::vector<double> scores;
  std::vector<char> counted;
  run_fresh_trials(silenced, options_.trials, [&](const FreshTrial& fresh) {
    scores.push_back(fresh.outcome.score);
    counted.push_back(fresh.trial.counted ? 1 : 0);
    if (!fresh.trial.counted) return;
    found.accuracy += fresh.outcome.score;
    found.correct += fresh.outcome.correct ? 1 : 0;
    ++found.trials;
  });
  if (found.trials > 0) found.accuracy /= found.trials;
  for (const ConditionSet& set : sets_) {
    double sum = 0;
    int count = 0;
    for (const std::size_t b : set.trials) {
      if (!counted[b]) continue;
      sum += scores[b];
      ++count;
    }
    found.by_condition.push_back(count > 0 ? sum / count : kNone);
  }
  return found;
}

bool LesionAtlas::advance() {
  if (done_ >= total()) return false;
  const Piece& piece = work_[static_cast<std::size_t>(done_++)];
  AtlasRow& row = rows_[piece.row];
  if (piece.acts.empty()) {
    row.with = measure(split(row.act));
    return true;
  }
  std::vector<double>& null = nulls_[piece.row];
  null.push_back(measure(piece.acts).accuracy);
  if (static_cast<int>(null.size()) < options_.null_groups) return true;
  std::sort(null.begin(), null.end());
  const auto last = static_cast<double>(null.size() - 1);
  row.null_low = null[static_cast<std::size_t>(std::floor(0.025 * last))];
  row.null_high = null[static_cast<std::size_t>(std::ceil(0.975 * last))];
  return true;
}

}  // namespace nn4n
