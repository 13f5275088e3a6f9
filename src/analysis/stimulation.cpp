#include "analysis/stimulation.h"

#include <algorithm>
#include <numeric>

#include "experiment/intervention.h"

namespace nn4n {

namespace {

/// What a network chose in each trial that counts, and the record of its behaviour.
struct Choices {
  Behaviour behaviour;
  double accuracy = 0;
};

Choices choices_with(const Trainer& trainer, const std::string& act, int trials) {
  Trainer driven = trainer;
  std::vector<Intervention> list = trainer.experiment().interventions;
  if (!act.empty()) list.push_back({.act = act});
  driven.intervene(std::move(list));
  Choices found{measure_behaviour(driven, trials), 0};
  double score = 0;
  for (const JudgedTrial& one : found.behaviour.trials) score += double{one.score};
  if (!found.behaviour.trials.empty())
    found.accuracy = score / static_cast<double>(found.behaviour.trials.size());
  return found;
}

/// The share of the trials in which the choice of the psychometric curve was made.
double share_of_curve(const Behaviour& behaviour) {
  if (behaviour.trials.empty()) return 0;
  const auto made =
      std::count_if(behaviour.trials.begin(), behaviour.trials.end(),
                    [&](const JudgedTrial& one) { return one.choice == behaviour.curve_choice; });
  return static_cast<double>(made) / static_cast<double>(behaviour.trials.size());
}

std::optional<LogisticFit> curve_of(const Behaviour& behaviour) {
  if (behaviour.stimulus_label.empty()) return std::nullopt;
  std::vector<std::size_t> all(behaviour.trials.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::optional<LogisticFit> fit = fit_logistic(psychometric_points(behaviour, kStimulus, all));
  if (fit && !fit->located) fit.reset();
  return fit;
}

/// When the second epoch begins, in the middle one of the trials.
double onset_ms(const Trainer& trainer) {
  const Recording recording = record_trials(trainer, 32);
  std::vector<double> begins;
  for (const RecordedTrial& one : recording.trials) {
    const std::vector<EpochSpan>& epochs = one.trial.epochs;
    if (!epochs.empty()) begins.push_back(epochs[epochs.size() > 1 ? 1 : 0].begin);
  }
  if (begins.empty()) return 0;
  std::nth_element(begins.begin(), begins.begin() + static_cast<std::ptrdiff_t>(begins.size() / 2),
                   begins.end());
  return begins[begins.size() / 2] * double{trainer.experiment().network.dt_ms};
}

class Stimulator {
 public:
  Stimulator(const Trainer& trainer, const StimulationOptions& options)
      : trainer_(trainer), options_(options), intact_(choices_with(trainer, "", options.trials)) {
    from_ms_ = onset_ms(trainer);
  }

  Stimulated drive(const UnitsNamed& units, double current) const {
    const Act act{.kind = ActKind::excite,
                  .units = units,
                  .into = {},
                  .value = current,
                  .window = {.epoch = {}, .from_ms = from_ms_, .to_ms = to_ms()}};
    Stimulated found;
    found.act = to_text(act, trainer_.experiment().network);
    found.current = current;
    const Choices driven = choices_with(trainer_, found.act, options_.trials);
    const std::vector<JudgedTrial>& with = driven.behaviour.trials;
    const std::vector<JudgedTrial>& without = intact_.behaviour.trials;
    found.trials = static_cast<int>(with.size());
    for (std::size_t k = 0; k < std::min(with.size(), without.size()); ++k)
      found.changed += with[k].choice != without[k].choice;
    found.accuracy = driven.accuracy;
    found.more_often = share_of_curve(driven.behaviour) - share_of_curve(intact_.behaviour);
    found.curve = curve_of(driven.behaviour);
    return found;
  }

  double from_ms() const { return from_ms_; }
  double to_ms() const { return from_ms_ + options_.duration_ms; }
  double accuracy() const { return intact_.accuracy; }

 private:
  const Trainer& trainer_;
  const StimulationOptions& options_;
  Choices intact_;
  double from_ms_ = 0;
};

}  // namespace

StimulationMap stimulation_map(const Trainer& trainer, const StimulationOptions& options) {
  const Network& network = trainer.experiment().network;
  const Stimulator stimulator(trainer, options);
  StimulationMap map{.from_ms = stimulator.from_ms(),
                     .to_ms = stimulator.to_ms(),
                     .accuracy = stimulator.accuracy(),
                     .units = {},
                     .groups = {}};
  const bool signs = network.connectivity.unit_signs == UnitSigns::ei;
  for (std::size_t area = 0; area < network.areas.size(); ++area) {
    for (const int sign : signs ? std::vector{1, -1} : std::vector{0}) {
      const std::vector<int> members = units_with_sign(network, area, sign);
      if (members.empty()) continue;
      for (int k = 1; k <= static_cast<int>(members.size()); ++k)
        map.units.push_back(stimulator.drive({area, sign, {k}}, options.current));
      std::vector<Stimulated>& group = map.groups.emplace_back();
      for (const double current : options.currents)
        group.push_back(stimulator.drive({area, sign, {}}, current));
    }
  }
  return map;
}

}  // namespace nn4n
