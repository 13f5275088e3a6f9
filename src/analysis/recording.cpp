#include "analysis/recording.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "analysis/conditions.h"
#include "base/text.h"

namespace nn4n {

using Eigen::Index;
using Eigen::VectorXd;

namespace {

constexpr std::size_t kMostRates = std::size_t{16} << 20;  // floats

void find_silent(Recording& recording) {
  std::vector<float> largest(static_cast<std::size_t>(recording.units));
  for (const RecordedTrial& one : recording.trials) {
    const auto steps = static_cast<std::size_t>(one.trial.steps);
    for (std::size_t n = 0; n < largest.size(); ++n) {
      for (std::size_t t = 0; t < steps; ++t)
        largest[n] = std::max(largest[n], std::fabs(one.rates[n * steps + t]));
    }
  }
  for (std::size_t n = 0; n < largest.size(); ++n)
    (largest[n] < kSilentRate ? recording.silent : recording.active).push_back(static_cast<int>(n));
}

/// By what trials are divided: a value of each trial, and the words for it.
struct Factor {
  std::function<double(const RecordedTrial&)> value;
  std::function<std::string(double)> words;
  std::string key;  ///< as a held input names it
};

Factor factor_of(const TaskShape& shape, std::size_t condition) {
  const ConditionName name = read_condition(shape.conditions[condition]);
  std::string lower = name.name;
  if (!lower.empty() && lower[0] >= 'A' && lower[0] <= 'Z')
    lower[0] = static_cast<char>(lower[0] - 'A' + 'a');
  return {[condition](const RecordedTrial& one) { return double{one.trial.conditions[condition]}; },
          [name, lower](double value) { return lower + " " + value_words(name, value); }, lower};
}

/// What is the same in every trial tells none of them apart.
bool is_constant(const Recording& recording, std::size_t condition) {
  return std::all_of(recording.trials.begin(), recording.trials.end(), [&](const auto& one) {
    return one.trial.conditions[condition] == recording.trials.front().trial.conditions[condition];
  });
}

std::vector<Factor> factors_of(const Recording& recording) {
  const TaskShape& shape = recording.shape;
  std::vector<Factor> factors;
  if (!shape.choices.empty()) {
    factors.push_back({[](const RecordedTrial& one) { return double(one.trial.correct); },
                       [&shape](double value) {
                         const auto k = static_cast<std::size_t>(value);
                         return value >= 0 && k < shape.choices.size() ? shape.choices[k]
                                                                       : std::string("no choice");
                       },
                       "choice"});
  }
  for (const bool kinds : {true, false}) {
    for (std::size_t c = 0; c < shape.conditions.size(); ++c) {
      if (read_condition(shape.conditions[c]).words.empty() == kinds) continue;
      if (is_constant(recording, c) || repeats_others(recording, c)) continue;
      factors.push_back(factor_of(shape, c));
    }
  }
  return factors;
}

using Key = std::vector<double>;

/// What the trials of a set have in common, in numbers and as the name of a held input.
void describe(ConditionSet& set, const Recording& recording, const std::vector<Factor>& used,
              const Key& key) {
  for (std::size_t k = 0; k < key.size(); ++k) {
    set.name += (k > 0 ? ", " : "") + used[k].words(key[k]);
    set.text += (k > 0 ? ";" : "") + used[k].key + "=" + shortest(std::round(key[k] * 1e5) / 1e5);
    if (used[k].key == "choice") set.choice = static_cast<int>(key[k]);
  }
  if (set.name.empty()) set.name = "all";
  for (const std::size_t b : set.trials)
    set.stimulus +=
        double{recording.trials[b].trial.stimulus} / static_cast<double>(set.trials.size());
}

}  // namespace

VectorXd RecordedTrial::state(int step, int units) const {
  VectorXd state(units);
  for (Index n = 0; n < units; ++n)
    state[n] = double{rates[static_cast<std::size_t>(n * trial.steps + step)]};
  return state;
}

VectorXd Recording::active_state(const RecordedTrial& one, int step) const {
  VectorXd state(static_cast<Index>(active.size()));
  for (std::size_t k = 0; k < active.size(); ++k)
    state[static_cast<Index>(k)] =
        double{one.rates[static_cast<std::size_t>(active[k] * one.trial.steps + step)]};
  return state;
}

Recording record_trials(const Trainer& trainer, int count, With with,
                        std::optional<std::uint32_t> seed) {
  const Experiment now = trainer.looked_at();
  Recording recording;
  recording.shape = task_of(now).shape(now.task);
  recording.units = trainer.masks().units;
  const double steps = std::max(1.0, recording.shape.longest_ms / now.network.dt_ms);
  const double fit = static_cast<double>(kMostRates) / (steps * recording.units);
  count = std::max(1, std::min(count, static_cast<int>(fit)));
  run_fresh_trials(
      trainer, count,
      [&](const FreshTrial& fresh) {
        recording.trials.push_back(
            {fresh.trial, fresh.outcome, {fresh.rates.begin(), fresh.rates.end()}});
      },
      with, seed);
  find_silent(recording);
  return recording;
}

std::vector<VectorXd> visited_states(const Recording& recording, int most) {
  std::size_t all = 0;
  for (const RecordedTrial& one : recording.trials)
    all += static_cast<std::size_t>(one.trial.steps);
  const std::size_t every = std::max<std::size_t>(
      1, (all + static_cast<std::size_t>(most) - 1) / static_cast<std::size_t>(most));
  std::vector<VectorXd> states;
  std::size_t at = 0;
  for (const RecordedTrial& one : recording.trials) {
    for (int t = 0; t < one.trial.steps; ++t) {
      if (at++ % every == 0) states.push_back(one.state(t, recording.units));
    }
  }
  return states;
}

bool repeats_others(const Recording& recording, std::size_t condition) {
  const std::size_t count = recording.shape.conditions.size();
  std::vector<std::size_t> others;  // kinds cannot repeat quantities
  for (std::size_t c = 0; c < count; ++c) {
    const bool kind = !read_condition(recording.shape.conditions[c]).words.empty();
    if (c < condition && !kind) others.push_back(c);
  }
  if (others.empty() || !read_condition(recording.shape.conditions[condition]).words.empty())
    return false;
  return std::all_of(recording.trials.begin(), recording.trials.end(), [&](const auto& one) {
    const std::vector<float>& drawn = one.trial.conditions;
    return std::any_of(others.begin(), others.end(),
                       [&](std::size_t c) { return drawn[c] == drawn[condition]; });
  });
}

std::vector<ConditionSet> condition_sets(const Recording& recording, int most) {
  std::vector<std::size_t> counted;
  for (std::size_t b = 0; b < recording.trials.size(); ++b) {
    if (recording.trials[b].trial.counted) counted.push_back(b);
  }
  std::vector<Factor> used;
  std::map<Key, std::vector<std::size_t>> sets{{Key{}, counted}};
  for (const Factor& factor : factors_of(recording)) {
    std::map<Key, std::vector<std::size_t>> finer;
    for (const auto& [key, trials] : sets) {
      for (const std::size_t b : trials) {
        Key longer = key;
        longer.push_back(factor.value(recording.trials[b]));
        finer[longer].push_back(b);
      }
    }
    if (finer.size() > static_cast<std::size_t>(most)) continue;
    sets = std::move(finer);
    used.push_back(factor);
  }
  std::vector<ConditionSet> list;
  for (const auto& [key, trials] : sets) {
    if (trials.empty()) continue;
    ConditionSet set{"", trials};
    describe(set, recording, used, key);
    list.push_back(std::move(set));
  }
  return list;
}

std::vector<std::string> epoch_names(const Recording& recording) {
  std::vector<std::string> names;
  for (const RecordedTrial& one : recording.trials) {
    for (const EpochSpan& epoch : one.trial.epochs) {
      if (std::find(names.begin(), names.end(), epoch.name) == names.end())
        names.push_back(epoch.name);
    }
  }
  return names;
}

}  // namespace nn4n
