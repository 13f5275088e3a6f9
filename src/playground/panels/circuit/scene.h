// What the circuit shows of the last snapshot, kept from frame to frame: the sums of its weights,
// the currents of its trial and its layout are computed when the snapshot or the room is another.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/unit_order.h"
#include "playground/panels/circuit/geometry.h"

namespace nn4n::playground {

/// What the pointer, or the keyboard, is on: a heading and numbers in words.
struct Pointed {
  struct Line {
    int sign = 0;  ///< +1, −1, or 0 for what is neither
    std::string name, value;
  };
  std::string heading, value;
  std::vector<Line> lines;
};

class CircuitScene {
 public:
  /// Takes in a snapshot of the run with this serial, and by what units are ordered; to be called
  /// before a frame is drawn.
  void follow(const Snapshot& snapshot, int run_serial, UnitOrder order,
              std::span<const double> selectivity = {});

  /// Lays out what was taken in.
  void lay_out(const ImRect& box, const CircuitMargins& margins);

  const Projections& projections() const { return projections_; }
  const CircuitLayout& layout() const { return layout_; }

  /// The rate that fills a unit: the largest |r| of the trial.
  float most_rate() const { return most_rate_; }
  /// The largest Σ |w| of all projections.
  double most_weight() const { return most_weight_; }
  /// The current of a recurrent projection at a step, as a share of its largest one.
  float current(std::size_t projection, int step) const;

  /// The units in the order of the view, the place of each in it, and the silent ones.
  struct Units {
    std::vector<int> order, places, silent;
  };
  const Units& units() const { return units_; }

  /// Where "unit[12]" and "projection[1E][0I]" (to, from) are; nothing for what is not there.
  std::optional<ImRect> place_of(std::string_view name) const;

  Pointed pointed;  ///< in the last frame

 private:
  std::uint64_t key_ = 0;
  int steps_ = 0;
  int inputs_ = 0, outputs_ = 0;
  Projections projections_;
  std::vector<float> currents_;
  Units units_;
  float most_rate_ = 1;
  double most_weight_ = 0;
  bool laid_out_ = false;
  CircuitMargins margins_;
  CircuitLayout layout_;
};

/// "1E": an area's number and the letter of a sign, as in the names of places.
std::string group_key(const UnitGroup& group);

}  // namespace nn4n::playground
