// Records of judged trials of observers whose behaviour is known.
#pragma once

#include <cmath>
#include <vector>

#include "base/random.h"
#include "training/behaviour.h"

namespace nn4n::test {

/// A two-choice record without trials, with these conditions.
inline Behaviour record_with(std::vector<std::string> conditions) {
  Behaviour b;
  b.stimulus_label = "Signed coherence [%]";
  b.choice_label = "Chose right [%]";
  b.choices = {"Left", "Right"};
  b.conditions = std::move(conditions);
  return b;
}

inline void append(Behaviour& b, const JudgedTrial& trial, std::vector<float> conditions = {}) {
  b.trials.push_back(trial);
  b.drawn.insert(b.drawn.end(), conditions.begin(), conditions.end());
}

/// Chooses 1 with probability 1 / (1 + exp(−slope (x − bias))) at stimulus x.
inline JudgedTrial logistic_choice(float x, double bias, double slope, RandomStream& random) {
  const int choice = random.chance(1 / (1 + std::exp(-slope * (double{x} - bias))));
  const int wanted = x > 0;
  return {x, wanted, choice, choice == wanted, choice == wanted ? 1.0f : 0.0f, -1};
}

}  // namespace nn4n::test
