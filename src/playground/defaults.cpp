#include "playground/defaults.h"

#include <algorithm>

#include "experiment/validate.h"
#include "playground/blocks.h"

namespace nn4n::playground {

namespace {

constexpr std::string_view kDensity = "network.connectivity.density";

/// The density a new area would have at this place of the matrix, from the path's two indices.
double density_at(std::string_view path) {
  std::vector<int> index;
  for (const char c : path.substr(kDensity.size())) {
    if (c >= '0' && c <= '9') index.push_back(c - '0');
  }
  if (index.size() < 2 || index[0] == index[1]) return kWithinDensity;
  return index[0] > index[1] ? kForwardDensity : kBackwardDensity;
}

/// The default experiment with this one's task and loss terms, so that the same paths exist.
Experiment default_like(const Experiment& experiment) {
  Experiment like;
  like.task.select(experiment.task.name());
  const std::vector<LossTerm> usual = std::move(like.loss);
  like.loss.clear();
  for (const LossTerm& term : experiment.loss) {
    const auto same = std::find_if(usual.begin(), usual.end(), [&](const LossTerm& u) {
      return u.term.name() == term.term.name();
    });
    LossTerm fresh;
    fresh.term.select(term.term.name());
    like.loss.push_back(same == usual.end() ? fresh : *same);
  }
  like.network.areas.resize(std::max(like.network.areas.size(), experiment.network.areas.size()));
  return like;
}

}  // namespace

std::optional<double> default_of(const Experiment& experiment, const std::string& asked) {
  const std::string path(plain_path(asked));
  if (path.starts_with(kDensity) && path.size() > kDensity.size()) return density_at(path);
  Experiment like = default_like(experiment);
  const Target target = resolve(target_of(like), path);
  if (!target.type || !target.type->number) return std::nullopt;
  return target.type->number(target.object);
}

}  // namespace nn4n::playground
