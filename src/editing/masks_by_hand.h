// Masks that are painted or read: one text per target unit, one mark per source (Weights::mask).
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

enum class MaskLayer { input, recurrent, readout };
std::string_view key_of(MaskLayer layer);    ///< "recurrent_weights", its key in the network
std::string_view words_of(MaskLayer layer);  ///< "Recurrent"
std::optional<MaskLayer> layer_with_key(std::string_view key);
Weights& layer_in(Network& network, MaskLayer layer);
const Weights& layer_in(const Network& network, MaskLayer layer);

/// Targets and sources of a layer: N x I, N x N or O x N.
struct MaskShape {
  int rows = 0;
  int columns = 0;
  bool operator==(const MaskShape&) const = default;
};
MaskShape shape_of(const Experiment& experiment, MaskLayer layer);

/// What the chosen task has: input channels and outputs.
Channels channels_in(const Experiment& experiment);

/// What each mark means, in the order of a palette: 0 1 + - and . for "as the structure".
struct Mark {
  char mark;
  std::string_view label;
  std::string_view help;
};
std::span<const Mark> marks();

/// The synapses as they are drawn now, as a mask.
std::vector<std::string> drawn_mask(const Experiment& experiment, MaskLayer layer);

struct MaskPoint {
  int row = 0;
  int column = 0;
  bool operator==(const MaskPoint&) const = default;
};

/// The points of a straight line without its first one: a fast stroke must not leave gaps.
std::vector<MaskPoint> line_of_points(const MaskPoint& from, const MaskPoint& to);

/// Puts a mark at every point. All other synapses stay as they were. A mask in which every synapse
/// is as the structure says is removed.
void paint(Experiment& experiment, MaskLayer layer, const std::vector<MaskPoint>& points,
           char mark);

/// Makes a text the mask of a layer or, when none is named, of the only layer with its shape.
/// Returns nothing, or what does not fit.
Issues read_mask(Experiment& experiment, std::string_view text, std::optional<MaskLayer> layer);

}  // namespace nn4n
