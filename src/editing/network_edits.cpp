#include "editing/network_edits.h"

#include <algorithm>

#include "editing/interventions.h"
#include "editing/mask_by_rule.h"
#include "editing/setting.h"
#include "editing/structures.h"

namespace nn4n {

namespace {

constexpr std::string_view kConnectivity = "network.connectivity.";

std::vector<BlockPlace> selected_in(const App& app) {
  return edited_of(app.experiment.network, app.view.network.selected);
}

/// The path of the field that a notice names.
std::string edited_path(std::string_view key) {
  return std::string(kConnectivity) + (key == "density" ? "density" : "blocks");
}

/// Where the field stands in the editor of the selected blocks.
std::string editor_path(std::string_view key) { return "blocks." + std::string(key); }

bool names_a_place(std::string_view key) {
  return key == "into" || key == "from" || key == "into_kind" || key == "from_kind";
}

void put(Network& network, const std::vector<BlockPlace>& places, std::string_view key,
         double value) {
  change_blocks(network, places, key, [&](BlockValues& values) {
    const EditTarget target = target_in(values, key);
    if (target.type && target.type->set_number) target.type->set_number(target.object, value);
  });
}

/// The first selected block that has the field, to be asked about its range.
BlockValues having(const Network& network, const std::vector<BlockPlace>& places,
                   std::string_view key) {
  for (const BlockPlace& place : places) {
    BlockValues values = values_of(network, place);
    if (target_in(values, key).type) return values;
  }
  return {};
}

/// Removes the blocks of an area that is being removed. The areas after it move up, and their
/// blocks name the new places.
void forget_area(Connectivity& connectivity, std::size_t area) {
  const int gone = static_cast<int>(area);
  std::erase_if(connectivity.blocks,
                [&](const Block& block) { return block.into == gone || block.from == gone; });
  for (Block& block : connectivity.blocks) {
    block.into -= block.into > gone ? 1 : 0;
    block.from -= block.from > gone ? 1 : 0;
  }
}

}  // namespace

Issues set_block_number(App& app, std::string_view key, double value) {
  const std::vector<BlockPlace> places = selected_in(app);
  if (places.empty() || names_a_place(key)) return {};
  Experiment next = app.experiment;
  BlockValues probe = having(next.network, places, key);
  const EditTarget target = target_in(probe, key);
  if (!target.type || !target.type->set_number) return {};
  const bool ranged = target.type->kind == Kind::number || target.type->kind == Kind::integer;
  std::string wrong;
  if (ranged) {
    target.type->set_number(target.object, value);
    wrong = complaint(target);
    clamp_number(target);
    value = target.type->number(target.object);
  }
  put(next.network, places, key, value);
  Issues issues = restart_with(app, std::move(next), edited_path(key));
  if (!issues.empty() || wrong.empty()) return issues;
  return refuse(app, {{editor_path(key), std::string(target.field->about.label) + " " + wrong +
                                             ". Using " + shortest(value)}});
}

Issues set_block_text(App& app, std::string_view key, const std::string& text) {
  const std::vector<BlockPlace> places = selected_in(app);
  if (places.empty() || names_a_place(key)) return {};
  Experiment next = app.experiment;
  BlockValues probe = having(next.network, places, key);
  const EditTarget target = target_in(probe, key);
  if (!target.type) return {};
  const bool number = target.type->kind == Kind::number || target.type->kind == Kind::integer;
  if (const auto value = parse_number(text); number && value)
    return set_block_number(app, key, *value);
  if (const std::string words = from_text(target, text); !words.empty())
    return refuse(app, {{editor_path(key), std::string(target.field->about.label) + " " + words}});
  change_blocks(next.network, places, key, [&](BlockValues& values) {
    if (const EditTarget one = target_in(values, key); one.type) from_text(one, text);
  });
  return restart_with(app, std::move(next), edited_path(key));
}

Issues restore_block_field(App& app, std::string_view key) {
  const Nearest nearest = nearest_start(app.experiment);
  if (!nearest.start || names_a_place(key)) return {};
  Experiment next = app.experiment;
  change_blocks(next.network, selected_in(app), key, [&](BlockValues& values) {
    const Block& block = values.block;
    BlockValues begun =
        values_of(nearest.network, {block.into, block.from, block.into_kind, block.from_kind});
    const Target from = target_in(begun, key);
    const EditTarget to = target_in(values, key);
    if (from.type && to.type) assign(to, from);
  });
  return restart_with(app, std::move(next), edited_path(key));
}

Issues start_from(App& app, const StartFrom& edit) {
  const StartingPoint* start = starting_point(edit.key);
  if (!start) return {};
  return restart_with(app, started_from(app.experiment, *start), "network.connectivity.unit_signs");
}

Issues restore_blocks(App& app, const RestoreBlocks& edit) {
  const Nearest nearest = nearest_start(app.experiment);
  if (!nearest.start) return {};
  Experiment next = app.experiment;
  copy_blocks(next.network, edit.places, nearest.network);
  return restart_with(app, std::move(next), edited_path("blocks"));
}

Issues paint_mask(App& app, const PaintMask& edit) {
  app.view.network.stroke.clear();
  Experiment next = app.experiment;
  paint(next, edit.layer, edit.points, edit.mark);
  return restart_with(app, std::move(next), "network." + std::string(key_of(edit.layer)) + ".mask");
}

Issues forget_mask(App& app, const ForgetMask& edit) {
  Experiment next = app.experiment;
  layer_in(next.network, edit.layer).mask.clear();
  return restart_with(app, std::move(next), "network." + std::string(key_of(edit.layer)) + ".mask");
}

Issues read_mask_file(App& app, const ReadMask& edit) {
  Experiment next = app.experiment;
  if (Issues issues = read_mask(next, edit.text, edit.layer); !issues.empty())
    return refuse(app, std::move(issues));
  for (const MaskLayer layer : {MaskLayer::input, MaskLayer::recurrent, MaskLayer::readout}) {
    const bool read =
        layer_in(next.network, layer).mask != layer_in(app.experiment.network, layer).mask;
    if (read) app.view.network.layer = layer;
  }
  return restart_with(app, std::move(next), "network.recurrent_weights.mask");
}

Issues draw_mask_by_rule(App& app) {
  std::optional<Experiment> next = masks_by_rule(app.experiment);
  if (next) return restart_with(app, std::move(*next), "network.recurrent_weights.mask");
  return refuse(app, {{"",
                       "No density says what is painted. A mask can be drawn by a rule when its "
                       "synapses have the signs that the structure gives them."}});
}

Issues add_area(App& app) {
  Experiment next = app.experiment;
  if (next.network.areas.size() >= kMaxAreas) return {};
  next.network.areas.push_back({.name = "Area " + std::to_string(next.network.areas.size() + 1)});
  return restart_with(app, std::move(next), "network.areas");
}

Issues remove_area(App& app, const RemoveArea& edit) {
  Experiment next = app.experiment;
  auto& areas = next.network.areas;
  auto& density = next.network.connectivity.density;
  if (areas.size() < 2 || edit.index >= areas.size()) return {};
  const auto at = static_cast<std::ptrdiff_t>(edit.index);
  areas.erase(areas.begin() + at);
  if (edit.index < density.size()) density.erase(density.begin() + at);
  for (auto& row : density) {
    if (edit.index < row.size()) row.erase(row.begin() + at);
  }
  forget_area(next.network.connectivity, edit.index);
  follow_areas(app.experiment.network, next, edit.index);
  // A network needs an input and a readout. If the removed area had the only one, the input goes
  // to the first area that is left and the readout to the last.
  const auto none = [&](bool Area::*part) {
    return std::none_of(areas.begin(), areas.end(), [&](const Area& a) { return a.*part; });
  };
  if (none(&Area::input)) areas.front().input = true;
  if (none(&Area::readout)) areas.back().readout = true;
  return restart_with(app, std::move(next), "network.areas");
}

void preview_network(Experiment& shown, const View& view) {
  const NetworkView& network = view.network;
  if (const auto key = block_key(view.preview_path))
    put(shown.network, edited_of(shown.network, network.selected), *key, view.preview_value);
  if (!network.stroke.empty() && network.brush)
    paint(shown, network.layer, network.stroke, network.brush);
}

}  // namespace nn4n
