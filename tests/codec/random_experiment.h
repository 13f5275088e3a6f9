// Random valid experiments and random damage, for the tests over many cases. Deterministic.
#pragma once

#include <cmath>

#include "experiment/validate.h"

namespace nn4n::test {

/// A small generator for tests (xorshift); the engine's own is addressed, not consumed.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  std::uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() >> 16) % count; }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class List>
  const auto& pick(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::uint64_t state_;
};

inline const std::vector<std::string>& tricky_texts() {
  static const std::vector<std::string> texts{
      "V1",          "a b",    "a&b=c#d",   "100 %",  "+1+",      "\"quoted\"",
      "back\\slash", "Zürich", "前頭前野",  "{}[]<>", "%41%zz",   "a/b?c:d;e,f",
      "~-_.",        "'",      "__proto__", "null",   "at.1.x=2", "1e5"};
  return texts;
}

inline double random_number(const About& about, bool whole, Dice& dice) {
  const double low = std::max(about.min, -1e6);
  const double high = std::min(about.max, whole ? 4294967295.0 : 1e6);
  if (dice.one_in(6)) return low;
  if (dice.one_in(6)) return std::max(low, std::min(high, 1e9));
  const double value = low + (high - low) * dice.unit() * (dice.one_in(2) ? 1 : 1e-3);
  if (whole) return std::floor(value);
  return dice.one_in(2) ? std::min(high, std::max(low, std::round(value * 1000) / 1000)) : value;
}

/// Fills everything below `target` with allowed values.
inline void randomise(const EditTarget& target, Dice& dice) {
  switch (target.type->kind) {
    case Kind::boolean:
      target.type->set_number(target.object, dice.one_in(2) ? 1 : 0);
      return;
    case Kind::choice:
      target.type->set_number(target.object,
                              static_cast<double>(dice.below(target.type->choices.size())));
      return;
    case Kind::integer:
    case Kind::number: {
      const bool whole = target.type->kind == Kind::integer;
      target.type->set_number(target.object, random_number(target.field->about, whole, dice));
      return;
    }
    case Kind::text:
      *static_cast<std::string*>(target.object) = dice.pick(tricky_texts());
      return;
    case Kind::selection: {
      const auto entries = target.type->registry().entries();
      chosen_in(target).select(target.type->registry(), dice.pick(entries)->key);
      break;
    }
    case Kind::list: {
      const About& about = target.field->about;
      const std::size_t most = std::min<std::size_t>(about.max_size, about.min_size + 5);
      target.type->resize(target.object, about.min_size + dice.below(most - about.min_size + 1));
      break;
    }
    default:
      break;
  }
  for_each_part(target, [&](const EditTarget& part, const std::string&) { randomise(part, dice); });
}

inline void add_random_changes(Experiment& experiment, Dice& dice) {
  constexpr std::string_view paths[] = {"training.learning_rate", "loss[0].weight",
                                        "network.recurrent_noise", "network.input_noise"};
  experiment.changes.clear();
  for (std::size_t i = dice.below(4); i > 0; --i) {
    const int iteration = static_cast<int>(1 + dice.below(100000));
    record_change(experiment, iteration, dice.pick(paths), 0.001 + 0.5 * dice.unit());
  }
}

inline Experiment random_experiment(Dice& dice) {
  Experiment experiment;
  randomise(target_of(experiment), dice);
  experiment.changes.clear();
  conform(experiment);
  repair(experiment);  // rules across fields
  add_random_changes(experiment, dice);
  return experiment;
}

}  // namespace nn4n::test
