// What of the curves of learning is shown.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "codec/json_value.h"
#include "editing/zoom.h"

namespace nn4n {

/// What the left plot shows. The right one is of the accuracy.
enum class CurvesShown { loss, terms, norms };
inline constexpr std::array<std::string_view, 3> kCurvesShown{"loss", "terms", "norms"};

/// What of the curves is shown. It comes back with the run (view_state.h).
struct CurvesChoice {
  Zoom zoom;  ///< of the iterations; y plays no part
  CurvesShown shown = CurvesShown::loss;
  bool linear = false;  ///< the scale of the left plot, else logarithmic
  bool operator==(const CurvesChoice&) const = default;
};

JsonValue to_value(const CurvesChoice& choice);
/// Takes what it can read, over the one before; also of the command "curves". Answers what is
/// wrong, in a sentence; then the choice is as it was.
std::string read_curves_choice(const JsonValue& value, CurvesChoice& choice);

}  // namespace nn4n
