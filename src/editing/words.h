// Words and numbers as a person reads them: a minus sign instead of a hyphen, a comma between
// thousands, units in brackets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "editing/history.h"
#include "experiment/experiment.h"

namespace nn4n {

/// "1,240", "−3".
std::string grouped(double whole);

/// At most `digits` significant digits, without trailing zeros: "0.003", "1e−4", "−12.5", "1,200".
std::string compact(double value, int digits = 3);

/// `decimals` places always: "0.80", "+0.144" with `sign`.
std::string fixed(double value, int decimals, bool sign = false);

/// `fixed` up to a thousand, from there `compact`: a run that diverges has long numbers.
std::string brief(double value, int decimals, bool sign = false);

/// The engine's words with − before negative numbers, and without "signed" before them.
std::string with_minus(std::string text);

/// The first letter as a capital.
std::string capitalised(std::string text);

/// How a field's numbers are shown: a fraction as percent, everything else as it is.
struct Scale {
  double factor = 1;
  std::string_view unit;
};
Scale scale_of(const About& about);

/// "Time constant [ms]"; without the unit when `with_unit` is false.
std::string label_with_unit(const About& about, bool with_unit = true);

/// The value of a number field as its row shows it.
std::string value_text(const Target& target);

/// "9.091 % is 1 in 11.", of a fraction that has no short number of percent; else empty.
std::string one_in_words(const Target& fraction);

/// The numbers of a list as they are typed: "3.2, 6.4, 12.8".
std::string list_text(const Target& list);

/// The inverse: the numbers between commas; nothing when one of them is not a number.
std::optional<std::vector<double>> numbers_in(std::string_view text);

/// The name of what a path means, inside a sentence: "density", "time constant", "E→E".
std::string noun_of(const Experiment& experiment, const std::string& path);

/// "Changing density restarts training from iteration 0."
std::string restart_sentence(const Experiment& experiment, const std::string& path);

/// The same afterwards: "Changing density restarted training from iteration 0."
std::string restarted_sentence(const Experiment& experiment, const std::string& path);

/// "Changing density drew new weights."
std::string redrawn_sentence(const Experiment& experiment, const std::string& path);

/// "The run of 1,240 iterations is kept."
std::string kept_sentence(const RunMark& run);

/// "This link asks for 300 iterations: Run stops there."
std::string goal_sentence(int iterations);

/// "The run is open, paused at iteration 1,240. Run goes on with it."; of weights alone, that
/// training starts from them.
std::string taken_sentence(int iteration);

/// An issue with the field's label for its path: "Units is 9999; allowed 1 to 512. Using 512."
std::string sentence(const Experiment& experiment, const Issue& issue);

/// "Sensory"; "Area 3" when the experiment has no such area.
std::string area_name(const Experiment& experiment, int area);

/// What a sentence for mouse and keys says to a finger: "Click" becomes "Tap", "Point at" becomes
/// "Press", and sentences that need a key are left out.
std::string for_finger(std::string_view words);

/// "Sensory E".
std::string group_name(const Experiment& experiment, int area, UnitKind kind);

}  // namespace nn4n
