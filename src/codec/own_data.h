// Somebody's own trials as a task: inputs, targets and a mask from a file become the task `data` of
// an experiment. Axes: n trials, T steps, I inputs, O outputs.
//
// Two kinds of file:
//   npz  arrays `inputs` (n x T x I), `targets` (n x T x O) and, if not everything counts, `mask`
//        (n x T x O or n x T); of a single trial the axis n may be missing. `dt_ms`, a number, is
//        what a step lasts (20 ms unless given).
//   CSV  a header line and one line per step, numbers with a decimal point, separated by commas:
//          trial,step,in_fixation,in_left,target_left,mask
//        `trial` numbers the trials (missing: one trial), whose lines follow each other; `step`
//        counts within a trial, or `time` is in ms and says what a step lasts. Then come the
//        columns in_NAME, target_NAME, and `mask`, or one mask_NAME for every target; what has no
//        mask counts. Trials may differ in length. A cell may stand in double quotes, in which a
//        comma is a character like others and "" is one quote; it ends in the line that it begins.
//
// In the experiment the numbers are one text: base64 of four 32-bit whole numbers n, T, I, O and of
// 32-bit floats, for every trial and step its inputs, targets and mask; all little-endian. A trial
// ends at its last step that counts. It lies in files and checkpoints; links leave it out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/reading.h"

namespace nn4n {

/// The most characters that the text may have: 3 MB of numbers, three quarters of a million.
inline constexpr std::size_t kMaxContent = 4 * 1024 * 1024;
/// No number may be larger; those of a mask are between 0 and this.
inline constexpr double kLargestDatum = 1e6;

struct OwnData {
  std::size_t trials = 0;   // n
  std::size_t steps = 0;    // T
  std::size_t inputs = 0;   // I
  std::size_t outputs = 0;  // O
  double step_ms = 20;
  std::vector<std::string> input_names;   // I
  std::vector<std::string> output_names;  // O
  std::vector<float> values;              // n x T x (I + O + O)

  std::size_t width() const { return inputs + 2 * outputs; }
};

struct ParsedData {
  OwnData data;
  std::string error;  ///< empty, or words without subject: "has no column target_…"
};

ParsedData parse_npz_data(std::span<const std::uint8_t> bytes);
ParsedData parse_csv_data(std::string_view text);

/// Writes the text of the numbers, and reads it; names and the duration of a step are not in it.
/// Reading returns nothing when it is not such a text, or holds a number out of range.
std::string to_content(const OwnData& data);
std::optional<OwnData> from_content(std::string_view content);

/// Returns the sizes alone, of a text that from_content() takes; otherwise they are all 0.
OwnData sizes_of_content(std::string_view content);
/// Returns the numbers of one trial, T x (I + O + O).
std::vector<float> trial_of_content(std::string_view content, const OwnData& sizes,
                                    std::size_t trial);

/// Returns the default experiment with these trials as its task. Never fails: see `Reading`.
Reading read_own_data(std::string_view bytes);

}  // namespace nn4n
