#include "editing/masks_by_hand.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "codec/mask_text.h"
#include "structure/masks.h"

namespace nn4n {

namespace {

struct Layer {
  std::string_view key;
  std::string_view words;
  Weights Network::*member;
};
constexpr std::array kLayers{Layer{"input_weights", "Input", &Network::input_weights},
                             Layer{"recurrent_weights", "Recurrent", &Network::recurrent_weights},
                             Layer{"readout_weights", "Readout", &Network::readout_weights}};
constexpr std::array kAllLayers{MaskLayer::input, MaskLayer::recurrent, MaskLayer::readout};

constexpr std::array kMarks{Mark{'0', "0", "Absent: no synapse here."},
                            Mark{'1', "1", "Present, with the sign of the unit that sends."},
                            Mark{'+', "+", "Present and excitatory."},
                            Mark{'-', "−", "Present and inhibitory."},
                            Mark{'.', "·", "As the structure says."}};

const Layer& entry_of(MaskLayer layer) { return kLayers[static_cast<std::size_t>(layer)]; }

std::string size_words(const MaskShape& shape) {
  return std::to_string(shape.rows) + " by " + std::to_string(shape.columns);
}

MaskShape shape_of_rows(const std::vector<std::string>& rows) {
  return {static_cast<int>(rows.size()), rows.empty() ? 0 : static_cast<int>(rows.front().size())};
}

/// "64 by 64 (recurrent), 64 by 3 (input)"
std::string shapes_in_words(const Experiment& experiment, std::optional<MaskLayer> only) {
  std::string words;
  for (const MaskLayer layer : kAllLayers) {
    if (only && *only != layer) continue;
    std::string name(words_of(layer));
    name[0] = static_cast<char>(name[0] - 'A' + 'a');
    words +=
        (words.empty() ? "" : ", ") + size_words(shape_of(experiment, layer)) + " (" + name + ")";
  }
  return words;
}

std::optional<MaskLayer> layer_shaped(const Experiment& experiment, const MaskShape& shape) {
  for (const MaskLayer layer : {MaskLayer::recurrent, MaskLayer::input, MaskLayer::readout}) {
    if (shape_of(experiment, layer) == shape) return layer;
  }
  return std::nullopt;
}

Issue shape_issue(const Experiment& experiment, const MaskShape& found,
                  std::optional<MaskLayer> layer) {
  const bool turned = layer ? shape_of(experiment, *layer) == MaskShape{found.columns, found.rows}
                            : layer_shaped(experiment, {found.columns, found.rows}).has_value();
  return {"", "The mask is " + size_words(found) + "; allowed " +
                  shapes_in_words(experiment, layer) + ", one row per target" +
                  (turned ? ": it is transposed." : ".")};
}

}  // namespace

std::string_view key_of(MaskLayer layer) { return entry_of(layer).key; }
std::string_view words_of(MaskLayer layer) { return entry_of(layer).words; }

std::optional<MaskLayer> layer_with_key(std::string_view key) {
  for (const MaskLayer layer : kAllLayers) {
    if (key_of(layer) == key) return layer;
  }
  return std::nullopt;
}

Weights& layer_in(Network& network, MaskLayer layer) { return network.*entry_of(layer).member; }
const Weights& layer_in(const Network& network, MaskLayer layer) {
  return network.*entry_of(layer).member;
}

Channels channels_in(const Experiment& experiment) {
  const Entry* task = TaskCatalogue::registry().find(experiment.task.name());
  return task && task->channels ? task->channels(*task, experiment.task) : Channels{};
}

MaskShape shape_of(const Experiment& experiment, MaskLayer layer) {
  const int units = total_units(experiment.network);
  const Channels channels = channels_in(experiment);
  if (layer == MaskLayer::input) return {units, static_cast<int>(channels.inputs)};
  if (layer == MaskLayer::readout) return {static_cast<int>(channels.outputs), units};
  return {units, units};
}

std::span<const Mark> marks() { return kMarks; }

std::vector<std::string> drawn_mask(const Experiment& experiment, MaskLayer layer) {
  const Channels channels = channels_in(experiment);
  const Masks masks = make_masks(experiment.network, static_cast<int>(channels.inputs),
                                 static_cast<int>(channels.outputs), experiment.seed);
  const bool in = layer == MaskLayer::input;
  const bool out = layer == MaskLayer::readout;
  const auto& present = in ? masks.input : out ? masks.readout : masks.recurrent;
  const auto& sign = in ? masks.input_sign : out ? masks.readout_sign : masks.recurrent_sign;
  const MaskShape shape = shape_of(experiment, layer);
  std::vector<std::string> rows;
  std::size_t k = 0;
  for (int row = 0; row < shape.rows; ++row) {
    std::string text;
    for (int column = 0; column < shape.columns; ++column, ++k)
      text.push_back(!present[k] ? '0' : sign[k] > 0 ? '+' : sign[k] < 0 ? '-' : '1');
    rows.push_back(std::move(text));
  }
  return rows;
}

std::vector<MaskPoint> line_of_points(const MaskPoint& from, const MaskPoint& to) {
  std::vector<MaskPoint> points;
  const int steps = std::max(std::abs(to.row - from.row), std::abs(to.column - from.column));
  for (int k = 1; k <= steps; ++k) {
    const auto between = [&](int a, int b) {
      return a + ((b - a) * k + (b > a ? steps / 2 : -steps / 2)) / steps;
    };
    points.push_back({between(from.row, to.row), between(from.column, to.column)});
  }
  return points;
}

void paint(Experiment& experiment, MaskLayer layer, const std::vector<MaskPoint>& points,
           char mark) {
  const MaskShape shape = shape_of(experiment, layer);
  std::vector<std::string>& mask = layer_in(experiment.network, layer).mask;
  if (!(shape_of_rows(mask) == shape)) {
    mask.assign(static_cast<std::size_t>(shape.rows),
                std::string(static_cast<std::size_t>(shape.columns), '.'));
  }
  for (const MaskPoint& point : points) {
    if (point.row < 0 || point.row >= shape.rows || point.column < 0 ||
        point.column >= shape.columns)
      continue;
    mask[static_cast<std::size_t>(point.row)][static_cast<std::size_t>(point.column)] = mark;
  }
  const bool silent = std::all_of(mask.begin(), mask.end(), [](const std::string& row) {
    return row.find_first_not_of('.') == row.npos;
  });
  if (silent) mask.clear();
}

Issues read_mask(Experiment& experiment, std::string_view text, std::optional<MaskLayer> layer) {
  MaskText read = read_mask_text(text);
  if (!read.issues.empty()) return read.issues;
  const MaskShape found = shape_of_rows(read.rows);
  const std::optional<MaskLayer> fits = layer && shape_of(experiment, *layer) == found ? layer
                                        : layer ? std::nullopt
                                                : layer_shaped(experiment, found);
  if (!fits) return {shape_issue(experiment, found, layer)};
  layer_in(experiment.network, *fits).mask = std::move(read.rows);
  return {};
}

}  // namespace nn4n
