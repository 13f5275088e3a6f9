#include "analysis/fixed_points.h"

#include <algorithm>
#include <cmath>

#include "analysis/descent.h"
#include "analysis/solve.h"
#include "base/measured.h"

namespace nn4n {

using Eigen::Index;
using Eigen::VectorXd;

namespace {

constexpr int kMostSteps = 60;  // of one descent
constexpr double kFirstDamping = 1e-3;
constexpr double kSlowDamping = 1e-2;  // hardly moves along directions with |λ − 1| below 0.1
constexpr double kSameFixed = 1e-4;    // of the spread of the visited states
constexpr double kSameSlow = 0.03;
constexpr double kOutlier = 10;

double distance(const VectorXd& a, const VectorXd& b) {
  const VectorXd gap = a - b;
  return std::sqrt(dot(gap, gap));
}

}  // namespace

int FixedPoint::unstable_count() const {
  return static_cast<int>(std::count_if(eigenvalues.begin(), eigenvalues.end(),
                                        [](const auto& value) { return std::norm(value) > 1; }));
}

std::string kind_words(const FixedPoint& point) {
  if (point.eigenvalues.empty()) return "not classified";
  const int away = point.unstable_count();
  const std::string directions =
      std::to_string(away) + (away == 1 ? " direction leads away" : " directions lead away");
  if (!point.fixed)
    return away == 0 ? "slow point: no direction leads away" : "slow point: " + directions;
  if (away == 0) return "stable: a state nearby comes back";
  const bool all = away == static_cast<int>(point.eigenvalues.size());
  return (all ? "unstable: all " : "saddle: ") + directions;
}

std::vector<VectorXd> spread_out(const std::vector<VectorXd>& states, int count) {
  constexpr std::size_t kMostCandidates = 1024;
  const std::size_t wanted = std::min(static_cast<std::size_t>(std::max(count, 0)), states.size());
  std::vector<VectorXd> chosen;
  if (wanted == 0) return chosen;
  const std::size_t even = (wanted + 1) / 2;
  for (std::size_t k = 0; k < even; ++k) chosen.push_back(states[k * states.size() / even]);
  const std::size_t every = (states.size() + kMostCandidates - 1) / kMostCandidates;
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < states.size(); i += every) candidates.push_back(i);
  std::vector<double> nearest(candidates.size(), std::numeric_limits<double>::infinity());
  for (std::size_t seen = 0; chosen.size() < wanted; ++seen) {
    for (std::size_t i = 0; i < candidates.size(); ++i)
      nearest[i] = std::min(nearest[i], distance(states[candidates[i]], chosen[seen]));
    if (seen + 1 < chosen.size()) continue;
    const auto farthest = std::max_element(nearest.begin(), nearest.end());
    if (*farthest == 0) break;
    chosen.push_back(states[candidates[static_cast<std::size_t>(farthest - nearest.begin())]]);
  }
  return chosen;
}

void classify(const HeldNetwork& network, FixedPoint& point) {
  const Eigen::MatrixXd jacobian = network.jacobian(point.potential);
  point.eigenvalues = eigenvalues(jacobian);
  point.unstable.clear();
  if (point.unstable_count() == 0) return;
  const VectorXd slope = network.slopes(point.potential);
  point.unstable = modes_outside(jacobian, 1);
  for (EigenMode& mode : point.unstable) {
    mode.real = mode.real.cwiseProduct(slope);
    mode.imaginary = mode.imaginary.cwiseProduct(slope);
    const double size = std::sqrt(dot(mode.real, mode.real) + dot(mode.imaginary, mode.imaginary));
    if (size == 0) continue;
    mode.real /= size;
    mode.imaginary /= size;
  }
}

FixedPointSearch::FixedPointSearch(HeldNetwork network, const std::vector<VectorXd>& visited,
                                   FixedPointOptions options)
    : network_(std::move(network)), options_(std::move(options)), sets_(network_) {
  mean_ = VectorXd::Zero(network_.units());
  for (const VectorXd& state : visited) mean_ += state;
  if (!visited.empty()) mean_ /= static_cast<double>(visited.size());
  double squares = 0, sum = 0;
  for (const VectorXd& state : visited) {
    const double far = distance(state, mean_);
    squares += far * far;
    sum += far;
  }
  if (squares > 0) {
    spread_ = std::sqrt(squares / static_cast<double>(visited.size()));
    reach_ = sum / static_cast<double>(visited.size());
  }
  queue_.insert(queue_.end(), options_.warm.begin(), options_.warm.end());
  queue_.push_back(VectorXd::Zero(network_.units()));
  for (const VectorXd& rates : spread_out(visited, options_.starts))
    queue_.push_back(network_.step(network_.potentials(rates)));
  if (options_.slow_speed <= 0) return;
  for (const VectorXd& rates : spread_out(visited, options_.slow_starts))
    slow_queue_.push_back(network_.step(network_.potentials(rates)));
}

/// Adds a point, unless it is there already. A slow point gives way to a fixed one beside it.
bool FixedPointSearch::add(const VectorXd& potential, bool fixed) {
  if (found_.size() >= static_cast<std::size_t>(options_.most)) return false;
  FixedPoint point;
  point.potential = potential;
  point.rates = network_.rates(potential);
  point.speed = speed_at(network_, potential);
  point.fixed = fixed;
  point.outlier = distance(point.rates, mean_) > kOutlier * reach_;
  if (!point.rates.allFinite() || !std::isfinite(point.speed)) return false;
  const double same = (fixed ? kSameFixed : kSameSlow) * spread_;
  for (const FixedPoint& other : found_) {
    if (distance(other.rates, point.rates) <= same) return false;
  }
  found_.push_back(std::move(point));
  return true;
}

void FixedPointSearch::start_from(const VectorXd& potential) {
  ++starts_;
  if (network_.piecewise_linear()) {
    if (const std::optional<VectorXd> rest = sets_.from(potential)) add(*rest, true);
    return;
  }
  Descent descent(network_, potential, kFirstDamping, 0);
  descent.reach(0, kMostSteps);
  if (descent.at_rest()) add(descent.potential(), true);
}

void FixedPointSearch::look_for_slow(const VectorXd& potential) {
  ++starts_;
  Descent descent(network_, potential, kSlowDamping, kSlowDamping);
  if (descent.reach(options_.slow_speed, kMostSteps)) add(descent.potential(), false);
}

/// Queues the states halfway between pairs of points of which one is new. Were there any?
bool FixedPointSearch::queue_between() {
  const std::size_t count = found_.size();
  for (std::size_t j = paired_; j < count; ++j) {
    for (std::size_t i = 0; i < j && between_ < options_.between; ++i) {
      if (found_[i].outlier || found_[j].outlier) continue;
      queue_.push_back((found_[i].potential + found_[j].potential) / 2);
      ++between_;
    }
  }
  paired_ = count;
  return !queue_.empty();
}

bool FixedPointSearch::advance() {
  if (!queue_.empty() || queue_between()) {
    const VectorXd start = queue_.front();
    queue_.pop_front();
    start_from(start);
    return true;
  }
  if (!slow_queue_.empty()) {
    const VectorXd start = slow_queue_.front();
    slow_queue_.pop_front();
    look_for_slow(start);
    paired_ = found_.size();  // slow points lie everywhere along a row: no pairs of them
    return true;
  }
  if (classified_ < found_.size()) {
    classify(network_, found_[classified_++]);
    return true;
  }
  return false;
}

bool FixedPointSearch::run(double seconds) {
  const Clock::time_point start = Clock::now();
  while (advance()) {
    if (seconds_since(start) > seconds) return false;
  }
  return true;
}

std::vector<FixedPoint> FixedPointSearch::points() const {
  std::vector<FixedPoint> sorted = found_;
  const auto rank = [](const FixedPoint& p) {
    return std::tuple(p.outlier, !p.fixed, p.unstable_count());
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const FixedPoint& a, const FixedPoint& b) { return rank(a) < rank(b); });
  return sorted;
}

}  // namespace nn4n
