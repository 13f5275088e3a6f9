// The checks of a lesson: short texts about a run that hold or do not hold.
//
//   accuracy >= 0.85
//   with(silence:area2).accuracy < 0.6        with an intervention (experiment/intervention.h);
//                                             several stand with semicolons between them
//   iteration >= 300 and not task == ctx      and, or, not, parentheses
//   network.areas.0.tau_ms == 50              any setting of the experiment, by its path
//
//   check       either { "or" either }
//   either      single { "and" single }
//   single      "not" single | "(" check ")" | QUANTITY OP VALUE
//   QUANTITY    ["with(" ACTS ")."] NAME or PATH
//   OP          < <= > >= == !=
//   VALUE       a number, a number with %, or a word (a choice, true or false)
//
// What NAME may be stands in `quantities()`. Texts come from outside: their length, their depth and
// the number of their comparisons are limited, and what is wrong is said in a sentence.
//
// To add a quantity, add a line to the table in facts.cpp and the function that measures it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace nn4n {

inline constexpr std::size_t kMaxPredicate = 400;  ///< characters of one check
inline constexpr int kMaxComparisons = 16;         ///< in one check
inline constexpr int kMaxPredicateDepth = 16;      ///< parentheses and "not" within each other

enum class Relation { less, at_most, greater, at_least, equal, different };

/// "<", "<=", …
std::string_view sign_of(Relation relation);

struct Requirement {
  std::vector<std::string> acts;  ///< of with(…); empty = the network as it is
  std::string quantity;           ///< "accuracy", "network.areas.0.tau_ms"
  Relation relation = Relation::equal;
  std::optional<double> number;  ///< what it is compared with; a share where it was a percentage
  std::string word;              ///< the same, when it is no number
  bool operator==(const Requirement&) const = default;
};

/// A comparison, or a combination of others.
struct Predicate {
  enum class Kind { comparison, all, any, negation };
  Kind kind = Kind::comparison;
  Requirement comparison = {};
  std::vector<Predicate> parts = {};
};

/// Reads a check. The text that comes back instead says what is wrong, without its full stop.
std::variant<Predicate, std::string> read_predicate(std::string_view text);

}  // namespace nn4n
