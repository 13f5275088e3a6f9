// What a check may ask about a run (predicate.h), measured when it is first asked for.
//
// Goals: the same numbers in the page and on the command line; nothing is measured twice; a
// quantity that is not there (no validation yet, no curve for this task) is a sentence and no
// number.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "codec/json_value.h"
#include "lesson/predicate.h"
#include "training/trainer.h"

namespace nn4n {

/// A quantity that a check may compare, in words for people who write checks.
struct QuantityWords {
  std::string_view key;
  std::string_view label;  ///< "the accuracy": what a sentence begins with
  std::string_view help;   ///< a sentence
  bool share = false;      ///< 0..1, said as a percentage
  bool costly = false;     ///< takes more than a moment: measured only while nothing trains
};
std::span<const QuantityWords> quantities();

/// A fact, or why it is not known.
struct Fact {
  std::optional<double> number;
  std::string word;     ///< when it is a choice, a switch or a name
  std::string missing;  ///< why it is not known, a sentence; empty when it is
  bool later = false;   ///< it is not known because it takes too long for now
};

class Facts {
 public:
  /// `run` must outlive this. Without `costly`, what takes long is not known.
  explicit Facts(const Trainer& run, bool costly = true) : run_(run), costly_(costly) {}

  Fact of(const Requirement& comparison);

 private:
  Fact quantity(const QuantityWords& words, const std::vector<std::string>& acts);
  Fact setting(const std::string& path);
  Fact measured(const std::string& name, const Trainer& run, bool changed);

  const Trainer& run_;
  bool costly_;
  std::map<std::string, Fact> known_;
  std::optional<JsonValue> experiment_;
};

/// What became of one check.
struct CheckResult {
  std::string text;  ///< the check as it was written
  bool passed = false;
  bool known = true;            ///< false: what decides cannot be measured, or not yet
  bool pending = false;         ///< it was too costly for now
  std::optional<double> value;  ///< of the comparison that decided, where it is a number
  std::string missing;          ///< what is missing, a sentence; empty when it passed
  /// The same as data, for sentences in other languages: empty when it passed or is not known.
  std::optional<Requirement> comparison = {};
};

/// Evaluates each text against the same run.
std::vector<CheckResult> check(Facts& facts, const std::vector<std::string>& texts);

/// [{text, passed, pending, value, missing, comparison: {acts, quantity, relation, wanted} or
/// null}]
JsonValue to_value(const std::vector<CheckResult>& results);

}  // namespace nn4n
