// Playing the sample trial: which moment of it the views show, and how that moment moves on.
#pragma once

#include <array>
#include <string_view>

#include "training/snapshot.h"

namespace nn4n {

struct Playback {
  bool playing = false;
  bool once = false;    ///< it stops at the end of the trial, else it begins again
  bool chosen = false;  ///< the moment was played or chosen; else the views choose one
  double at_ms = 0;     ///< the moment, since the beginning of the trial
  double speed = 0.5;   ///< trial time that passes in a second of the person's, 1 = as it is
};

/// The speeds to choose from, and what they are called.
struct PlaybackSpeed {
  double speed;
  std::string_view key, words;
};
inline constexpr std::array<PlaybackSpeed, 4> kPlaybackSpeeds{{{1, "1", "real time"},
                                                               {0.5, "0.5", "½ speed"},
                                                               {0.2, "0.2", "1/5 speed"},
                                                               {0.05, "0.05", "1/20 speed"}}};

/// The moment that is shown [ms]: the chosen one within the trial or, when none was chosen, the end
/// of the stimulus, when most of a network is active; without a stimulus three quarters of the
/// trial.
double moment_of(const Playback& playback, const SampleTrial& trial);

/// The step of the trial at that moment, 0 .. steps − 1; −1 when the trial has no steps.
int step_of(const Playback& playback, const SampleTrial& trial);

/// Lets `ms` of the person's time pass. A trial that is played once ends at its last moment; any
/// other begins again half a second after its end.
void advance(Playback& playback, const SampleTrial& trial, double ms);

}  // namespace nn4n
