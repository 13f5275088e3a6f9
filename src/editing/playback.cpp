#include "editing/playback.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

namespace {

constexpr double kRestMs = 500;  // at the end, before the trial begins again

double duration_of(const SampleTrial& trial) {
  return double{trial.dt_ms} * std::max(trial.steps, 0);
}

double end_of_stimulus(const SampleTrial& trial) {
  for (const EpochSpan& epoch : trial.epochs) {
    if (epoch.name.starts_with("stim") || epoch.name.starts_with("Stim"))
      return double{trial.dt_ms} * std::max(epoch.end - 1, 0);
  }
  return 0.75 * duration_of(trial);
}

}  // namespace

double moment_of(const Playback& playback, const SampleTrial& trial) {
  const double at = playback.chosen ? playback.at_ms : end_of_stimulus(trial);
  return std::clamp(at, 0.0, duration_of(trial));
}

int step_of(const Playback& playback, const SampleTrial& trial) {
  if (trial.steps <= 0 || !(trial.dt_ms > 0)) return -1;
  const double step = std::floor(moment_of(playback, trial) / double{trial.dt_ms} + 1e-6);
  return std::clamp(static_cast<int>(step), 0, trial.steps - 1);
}

void advance(Playback& playback, const SampleTrial& trial, double ms) {
  const double end = duration_of(trial);
  if (!playback.playing || !(end > 0) || !(ms > 0)) return;
  playback.chosen = true;
  playback.at_ms = std::max(playback.at_ms, 0.0) + ms * playback.speed;
  if (playback.at_ms < end) return;
  if (playback.once) {
    playback.playing = false;
    playback.once = false;
    playback.at_ms = end;
  } else if (playback.at_ms >= end + kRestMs * playback.speed) {
    playback.at_ms = 0;
  }
}

}  // namespace nn4n
