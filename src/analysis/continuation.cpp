#include "analysis/continuation.h"

#include <algorithm>
#include <cmath>

#include "analysis/descent.h"
#include "analysis/solve.h"

namespace nn4n {

using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr int kHalvings = 6;
constexpr int kCorrections = 20;
constexpr double kSame = 1e-6;  // relative distance of two results that are one point

double length(const VectorXd& x) { return std::sqrt(dot(x, x)); }

/// A network whose input lies between two.
struct Way {
  HeldNetwork network;
  VectorXd from, to;

  void go(double s) { network.hold(from + (to - from) * s); }

  /// dv/ds at a fixed point; nothing where the point is about to vanish.
  std::optional<VectorXd> tangent(const VectorXd& potential) const {
    MatrixXd matrix = -network.recurrent;
    const VectorXd slope = network.slopes(potential);
    for (Eigen::Index j = 0; j < slope.size(); ++j) matrix.col(j) *= slope[j];
    matrix.diagonal().array() += 1;
    const LuFactors factors(std::move(matrix));
    if (factors.singular()) return std::nullopt;
    return factors.solve(product(network.input, VectorXd(to - from)));
  }

  /// The fixed point at the present input to which a guess leads.
  std::optional<VectorXd> corrected(const VectorXd& guess) const {
    if (network.piecewise_linear()) return ActiveSetSearch(network).from(guess, kCorrections);
    Descent descent(network, guess, 0, 0);
    descent.reach(0, kCorrections);
    if (!descent.at_rest()) return std::nullopt;
    return descent.potential();
  }

  /// One attempt from s to s + ds, without halving.
  std::optional<VectorXd> attempt(const VectorXd& potential, double s, double ds) {
    go(s);
    const std::optional<VectorXd> slope = tangent(potential);
    if (!slope) return std::nullopt;
    const VectorXd predicted = potential + *slope * ds;
    go(s + ds);
    const std::optional<VectorXd> found = corrected(predicted);
    if (!found) return std::nullopt;
    const double moved = length(predicted - potential);
    const double missed = length(*found - predicted);
    return missed <= 0.3 * moved + 1e-3 * (1 + length(potential)) ? found : std::nullopt;
  }

  std::optional<VectorXd> follow(const VectorXd& potential, double s, double ds, int halvings) {
    if (std::optional<VectorXd> found = attempt(potential, s, ds)) return found;
    if (halvings == 0) return std::nullopt;
    const std::optional<VectorXd> middle = follow(potential, s, ds / 2, halvings - 1);
    return middle ? follow(*middle, s + ds / 2, ds / 2, halvings - 1) : std::nullopt;
  }
};

FixedPoint point_at(const HeldNetwork& network, const VectorXd& potential) {
  FixedPoint point;
  point.potential = potential;
  point.rates = network.rates(potential);
  point.speed = speed_at(network, potential);
  point.fixed = true;
  classify(network, point);
  return point;
}

bool same(const VectorXd& a, const VectorXd& b) { return length(a - b) <= kSame * (1 + length(a)); }

std::vector<VectorXd> starts_of(const std::vector<FixedPoint>& points) {
  std::vector<VectorXd> starts;
  for (const FixedPoint& point : points) {
    if (point.fixed && !point.outlier) starts.push_back(point.potential);
  }
  return starts;
}

/// Where a branch is at each step; nothing where it is not there.
using Branch = std::vector<std::optional<VectorXd>>;

/// Follows one point from step `first` on, forward or backward.
Branch branch_of(Way& way, const VectorXd& start, int k, bool forward) {
  Branch branch(static_cast<std::size_t>(k) + 1);
  VectorXd at = start;
  for (int j = 0; j <= k; ++j) {
    const int step = forward ? j : k - j;
    branch[static_cast<std::size_t>(step)] = at;
    if (j == k) break;
    const double s = static_cast<double>(step) / k;
    const std::optional<VectorXd> next = way.follow(at, s, (forward ? 1.0 : -1.0) / k, kHalvings);
    if (!next) break;
    at = *next;
  }
  return branch;
}

/// Are two branches one? They are if one starts on the other, or if they are together for more than
/// one step: at a single step they may just meet.
bool same_branch(const Branch& a, const Branch& b, std::size_t start) {
  int together = 0;
  for (std::size_t j = 0; j < a.size(); ++j) {
    if (!a[j] || !b[j] || !same(*a[j], *b[j])) continue;
    ++together;
    if (j == start) return true;
  }
  return together > 1;
}

/// Adds a branch that was followed from step `start` on, or completes the one that it is.
void add_branch(Branch branch, std::size_t start, std::vector<Branch>& branches) {
  for (Branch& other : branches) {
    if (!same_branch(other, branch, start)) continue;
    for (std::size_t j = 0; j < branch.size(); ++j) {
      if (!other[j]) other[j] = branch[j];
    }
    return;
  }
  branches.push_back(std::move(branch));
}

/// An end of a branch that is not an end of the way.
struct LooseEnd {
  int branch;
  std::size_t step;   // the last step where it is
  std::size_t other;  // the first where it is not
  int unstable;
  VectorXd rates;
};

std::vector<LooseEnd> loose_ends(const FixedPointPath& path, int branches, bool appear) {
  std::vector<LooseEnd> ends;
  for (int b = 0; b < branches; ++b) {
    const BranchPoint* last = nullptr;
    std::size_t at = 0;
    for (std::size_t k = 0; k < path.steps.size(); ++k) {
      const std::size_t j = appear ? path.steps.size() - 1 - k : k;
      for (const BranchPoint& p : path.steps[j].points) {
        if (p.branch == b) last = &p, at = j;
      }
    }
    const std::size_t edge = appear ? 0 : path.steps.size() - 1;
    if (last && at != edge)
      ends.push_back(
          {b, at, appear ? at - 1 : at + 1, last->point.unstable_count(), last->point.rates});
  }
  return ends;
}

/// Joins ends at the same place: the nearest ones whose numbers of unstable directions differ by an
/// odd number meet.
void add_events(std::vector<LooseEnd> ends, bool appear, FixedPointPath& path) {
  while (!ends.empty()) {
    const LooseEnd one = ends.front();
    ends.erase(ends.begin());
    auto partner = ends.end();
    for (auto other = ends.begin(); other != ends.end(); ++other) {
      if (other->step != one.step || (other->unstable - one.unstable) % 2 == 0) continue;
      if (partner == ends.end() ||
          length(other->rates - one.rates) < length(partner->rates - one.rates))
        partner = other;
    }
    BranchEvent event{appear,
                      path.steps[std::min(one.step, one.other)].at,
                      path.steps[std::max(one.step, one.other)].at,
                      {one.branch}};
    if (partner != ends.end()) {
      event.branches.push_back(partner->branch);
      ends.erase(partner);
    }
    path.events.push_back(std::move(event));
  }
}

}  // namespace

FixedPointPath follow_points(HeldNetwork network, const VectorXd& from, const VectorXd& to, int k,
                             const std::vector<FixedPoint>& at_start,
                             const std::vector<FixedPoint>& at_end) {
  k = std::max(k, 1);
  Way way{std::move(network), from, to};
  std::vector<Branch> branches;
  for (const VectorXd& start : starts_of(at_start))
    add_branch(branch_of(way, start, k, true), 0, branches);
  for (const VectorXd& start : starts_of(at_end))
    add_branch(branch_of(way, start, k, false), static_cast<std::size_t>(k), branches);
  FixedPointPath path;
  for (int j = 0; j <= k; ++j) {
    path.steps.push_back({static_cast<double>(j) / k, {}});
    way.go(path.steps.back().at);
    for (std::size_t b = 0; b < branches.size(); ++b) {
      const std::optional<VectorXd>& at = branches[b][static_cast<std::size_t>(j)];
      if (at) path.steps.back().points.push_back({static_cast<int>(b), point_at(way.network, *at)});
    }
  }
  for (const bool appear : {true, false})
    add_events(loose_ends(path, static_cast<int>(branches.size()), appear), appear, path);
  return path;
}

}  // namespace nn4n
