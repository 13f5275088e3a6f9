#include "analysis/condition_activity.h"

#include <algorithm>
#include <cmath>

#include "analysis/activity.h"
#include "base/text.h"
#include "tasks/task.h"
#include "training/evaluator.h"

namespace nn4n {

namespace {

/// Values of some channels over the steps of a trial, one row per channel.
template <class At>
std::vector<float> channel_rows(int channels, int steps, const At& at) {
  std::vector<float> values;
  values.reserve(static_cast<std::size_t>(channels) * static_cast<std::size_t>(steps));
  for (int c = 0; c < channels; ++c) {
    for (int t = 0; t < steps; ++t) values.push_back(at(t, c));
  }
  return values;
}

/// The means of all that a trial shows.
class Means {
 public:
  Means(int units, int inputs, int outputs)
      : outputs_(outputs),
        rates(1, units),
        input(1, inputs),
        output(1, outputs),
        target(1, outputs),
        mask(1, outputs) {}

  void add(const TrialRun& run, std::size_t index) {
    const Trial& trial = run.trials[index];
    const int bundle = static_cast<int>(index) / kLanes, lane = static_cast<int>(index) % kLanes;
    rates.add(0, rates_of(run.episode, static_cast<int>(index), trial.steps));
    if (trial.inputs > 0) {
      input.add(0, channel_rows(trial.inputs, trial.steps, [&](int t, int c) {
                  const std::size_t row = run.batch.row(bundle, t, trial.inputs);
                  return run.batch.input[row + static_cast<std::size_t>(c)][lane];
                }));
    }
    output.add(0, channel_rows(outputs_, trial.steps, [&](int t, int o) {
                 return run.episode.output_at(bundle, t + 1)[o][lane];
               }));
    target.add(0, channel_rows(outputs_, trial.steps,
                               [&](int t, int o) { return trial.target_at(t, o); }));
    mask.add(
        0, channel_rows(outputs_, trial.steps, [&](int t, int o) { return trial.mask_at(t, o); }));
  }

 private:
  int outputs_;

 public:
  AverageActivity rates, input, output, target, mask;
};

/// The epochs that all of these trials have, each from its mean beginning to its mean end.
std::vector<EpochSpan> mean_epochs(const Recording& recording,
                                   const std::vector<std::size_t>& trials) {
  std::vector<EpochSpan> spans = recording.trials[trials.front()].trial.epochs;
  for (std::size_t k = 0; k < spans.size(); ++k) {
    double begin = 0, end = 0, count = 0;
    for (const std::size_t b : trials) {
      const std::vector<EpochSpan>& own = recording.trials[b].trial.epochs;
      if (k >= own.size() || own[k].name != spans[k].name) continue;
      begin += own[k].begin, end += own[k].end, ++count;
    }
    spans[k].begin = static_cast<std::int32_t>(std::floor(begin / count + 0.5));
    spans[k].end = static_cast<std::int32_t>(std::floor(end / count + 0.5));
  }
  return spans;
}

std::string known_conditions(const std::vector<ConditionSet>& sets) {
  std::vector<std::string> texts;
  for (const ConditionSet& set : sets) texts.push_back(set.text);
  return join(texts);
}

std::variant<ConditionSet, Issue> set_named(const Recording& recording, const std::string& text) {
  const std::vector<ConditionSet> sets = activity_conditions(recording);
  if (sets.empty()) return Issue{"what", "there is no trial that counts"};
  if (text.empty()) return sets.front();
  const auto found =
      std::find_if(sets.begin(), sets.end(), [&](const auto& set) { return set.text == text; });
  if (found != sets.end()) return *found;
  return Issue{"what", "there are no trials of condition " + in_quotes(text) +
                           "; known: " + known_conditions(sets)};
}

SampleTrial traces_of(const Means& means, const Recording& recording,
                      const std::vector<std::size_t>& trials) {
  const Trial& first = recording.trials[trials.front()].trial;
  SampleTrial traces;
  traces.steps = means.rates.steps(0);
  traces.dt_ms = static_cast<float>(first.dt_ms);
  traces.epochs = mean_epochs(recording, trials);
  traces.input_names = recording.shape.inputs;
  traces.output_names = recording.shape.outputs;
  traces.rates = means.rates.mean(0);
  traces.inputs = means.input.mean(0);
  traces.outputs = means.output.mean(0);
  traces.targets = means.target.mean(0);
  traces.mask = means.mask.mean(0);
  return traces;
}

}  // namespace

std::vector<ConditionSet> activity_conditions(const Recording& recording) {
  std::vector<ConditionSet> sets = condition_sets(recording);
  if (sets.size() == 1) sets.front().text = "all";
  if (sets.size() <= 1) return sets;
  ConditionSet all{"all", {}, "all"};
  for (const ConditionSet& set : sets)
    all.trials.insert(all.trials.end(), set.trials.begin(), set.trials.end());
  std::sort(all.trials.begin(), all.trials.end());
  sets.push_back(std::move(all));
  return sets;
}

std::variant<ConditionActivity, Issue> condition_activity(const Trainer& trainer,
                                                          const Recording& recording,
                                                          const WantedActivity& wanted) {
  auto named = set_named(recording, wanted.condition);
  if (const Issue* issue = std::get_if<Issue>(&named)) return *issue;
  ConditionActivity result{std::move(*std::get_if<ConditionSet>(&named)), 0, {}};
  std::vector<std::size_t> chosen = result.set.trials;
  if (wanted.trial) {
    if (*wanted.trial < 0 || *wanted.trial >= static_cast<int>(chosen.size())) {
      return Issue{"what", "trial is " + std::to_string(*wanted.trial) + "; allowed 0 to " +
                               std::to_string(chosen.size() - 1) + " of this condition"};
    }
    chosen = {chosen[static_cast<std::size_t>(*wanted.trial)]};
  }
  Experiment now = trainer.looked_at();
  if (!wanted.noise)
    now.network.recurrent_noise = now.network.rate_noise = now.network.input_noise = 0;
  const TrialSource source{
      .seed = now.seed, .trials = Purpose::analysis_trials, .noise = Purpose::analysis_noise};
  Workspace space;
  Evaluator evaluator(now, trainer.masks(), trainer.dynamics(), trainer.parameters(), space);
  Means means(recording.units, static_cast<int>(recording.shape.inputs.size()),
              static_cast<int>(recording.shape.outputs.size()));
  std::size_t number = 0;
  evaluator.run_in_chunks(source, static_cast<int>(chosen.back()) + 1, [&](const TrialRun& run) {
    for (std::size_t b = 0; b < run.trials.size(); ++b, ++number) {
      if (std::binary_search(chosen.begin(), chosen.end(), number)) means.add(run, b);
    }
  });
  result.averaged = means.rates.trials(0);
  result.activity = traces_of(means, recording, chosen);
  return result;
}

}  // namespace nn4n
