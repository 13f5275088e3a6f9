#include "editing/view_state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "codec/json.h"
#include "editing/film_view.h"
#include "editing/task_table.h"

namespace nn4n {

namespace {

constexpr std::size_t kLongestKey = 64;  // bytes of a key
constexpr std::size_t kMostKeys = 64;    // folded panels
constexpr std::size_t kMostBlocks = 1024;
constexpr std::array<std::string_view, 3> kQuantities{"density", "gain", "plasticity"};

JsonValue place_value(const BlockPlace& place) {
  JsonValue list = JsonValue::list();
  for (const int number : {place.into, place.from, static_cast<int>(place.into_kind),
                           static_cast<int>(place.from_kind)})
    list.add(number);
  return list;
}

JsonValue network_value(const NetworkView& network) {
  JsonValue selected = JsonValue::list();
  for (const BlockPlace& place : network.selected) selected.add(place_value(place));
  JsonValue value = JsonValue::object();
  value.add("selected", std::move(selected));
  value.add("quantity", kQuantities[static_cast<std::size_t>(network.quantity)]);
  value.add("layer", key_of(network.layer));
  value.add("shown", kWeightsShown[static_cast<std::size_t>(network.shown)]);
  return value;
}

std::optional<std::string> key_in(const JsonValue& value) {
  if (!value.is(JsonKind::text) || value.text.size() > kLongestKey) return std::nullopt;
  return value.text;
}

std::optional<std::string> key_at(const JsonValue& object, std::string_view name) {
  const JsonValue* value = object.find(name);
  return value ? key_in(*value) : std::nullopt;
}

std::optional<int> whole_at(const JsonValue& object, std::string_view name, int most) {
  const JsonValue* value = object.find(name);
  const bool whole = value && value->is(JsonKind::number) && value->number >= 0 &&
                     value->number <= most && value->number == std::floor(value->number);
  return whole ? std::optional(static_cast<int>(value->number)) : std::nullopt;
}

template <class Names>
std::optional<std::size_t> index_of(const Names& names, const std::optional<std::string>& name) {
  const auto found = std::find(names.begin(), names.end(), name.value_or(""));
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

std::optional<BlockPlace> place_in(const JsonValue& value) {
  constexpr std::array<int, 4> most{kMaxAreas, kMaxAreas, 2, 2};
  if (!value.is(JsonKind::list) || value.items.size() != most.size()) return std::nullopt;
  std::array<int, 4> numbers{};
  for (std::size_t i = 0; i < most.size(); ++i) {
    const JsonValue& one = value.items[i];
    if (!one.is(JsonKind::number) || !(one.number >= 0 && one.number <= most[i]))
      return std::nullopt;
    numbers[i] = static_cast<int>(one.number);
  }
  return BlockPlace{numbers[0], numbers[1], static_cast<UnitKind>(numbers[2]),
                    static_cast<UnitKind>(numbers[3])};
}

void take_network(const JsonValue& value, const Network& network, NetworkView& view) {
  if (const auto quantity = index_of(kQuantities, key_at(value, "quantity")))
    view.quantity = static_cast<BlockQuantity>(*quantity);
  if (const auto shown = index_of(kWeightsShown, key_at(value, "shown")))
    view.shown = static_cast<WeightsShown>(*shown);
  if (const auto key = key_at(value, "layer"))
    view.layer = layer_with_key(*key).value_or(view.layer);
  const JsonValue* list = value.find("selected");
  if (!list || !list->is(JsonKind::list) || list->items.size() > kMostBlocks) return;
  std::vector<BlockPlace> places;
  for (const JsonValue& one : list->items) {
    if (const auto place = place_in(one)) places.push_back(*place);
  }
  view.selected = existing(network, places);
  if (!view.selected.empty()) view.anchor = view.selected.front();
}

JsonValue selected_value(const Selected& selected) {
  JsonValue list = JsonValue::list();
  for (const int number : {static_cast<int>(selected.kind), selected.unit, selected.area,
                           selected.sign, selected.to_area, selected.to_sign, selected.to_unit})
    list.add(number);
  return list;
}

/// What it names need not exist: views show selected_in() the network.
std::optional<Selected> selected_in(const JsonValue& value) {
  constexpr std::array<int, 7> most{static_cast<int>(Selected::What::projection),
                                    kMaxUnits,
                                    kMaxAreas,
                                    1,
                                    kMaxAreas,
                                    1,
                                    kMaxUnits};
  constexpr std::size_t least = 6;  // older states name no synapse
  const std::size_t count = value.items.size();
  if (!value.is(JsonKind::list) || count < least || count > most.size()) return std::nullopt;
  std::array<int, 7> numbers{0, -1, -1, 0, -1, 0, -1};
  for (std::size_t i = 0; i < count; ++i) {
    const JsonValue& one = value.items[i];
    const bool fits = one.is(JsonKind::number) && one.number >= (i == 0 ? 0 : -1) &&
                      one.number <= most[i] && one.number == std::floor(one.number);
    if (!fits) return std::nullopt;
    numbers[i] = static_cast<int>(one.number);
  }
  return Selected{static_cast<Selected::What>(numbers[0]),
                  numbers[1],
                  numbers[2],
                  numbers[3],
                  numbers[4],
                  numbers[5],
                  numbers[6]};
}

void take_playback(const JsonValue& value, Playback& playback) {
  const auto speed = std::find_if(
      kPlaybackSpeeds.begin(), kPlaybackSpeeds.end(),
      [&](const PlaybackSpeed& each) { return key_at(value, "speed") == std::string(each.key); });
  if (speed != kPlaybackSpeeds.end()) playback.speed = speed->speed;
}

std::string_view key_of_speed(double speed) {
  for (const PlaybackSpeed& each : kPlaybackSpeeds)
    if (each.speed == speed) return each.key;
  return "";
}

void take_folded(const JsonValue& value, View& view) {
  const JsonValue* list = value.find("folded");
  if (!list || !list->is(JsonKind::list) || list->items.size() > kMostKeys) return;
  std::set<std::string> keys;
  for (const JsonValue& one : list->items) {
    if (auto key = key_in(one)) keys.insert(std::move(*key));
  }
  view.folded = std::move(keys);
}

}  // namespace

std::string view_state(const App& app) {
  JsonValue folded = JsonValue::list();
  for (const std::string& key : app.view.folded) folded.add(key);
  JsonValue value = JsonValue::object();
  value.add("tab", app.view.tab);
  value.add("folded", std::move(folded));
  value.add("behaviour", app.view.behaviour_plot);
  value.add("network", network_value(app.view.network));
  value.add("dynamics", to_value(app.view.dynamics));
  value.add("table", app.view.table);
  value.add("selected", selected_value(app.view.selected));
  value.add("order", kUnitOrders[static_cast<std::size_t>(app.view.unit_order)]);
  value.add("order_variable", app.view.order_variable);
  value.add("matrix", to_value(app.view.matrix));
  value.add("activity", to_value(app.view.activity));
  value.add("curves", to_value(app.view.curves));
  value.add("speed", key_of_speed(app.view.playback.speed));
  value.add("trial", seen(app.run).trial.index);
  const std::optional<int>& moment = app.run.film.wanted;
  value.add("moment", moment ? JsonValue(*moment) : JsonValue());
  return print_json(value, Layout::compact);
}

std::string view_for_link(const App& app) {
  const JsonValue now = parse_json(view_state(app), {.bytes = kLongestViewState}).value;
  const JsonValue fresh = parse_json(view_state(App{}), {.bytes = kLongestViewState}).value;
  JsonValue value = JsonValue::object();
  for (std::size_t i = 0; i < now.keys.size(); ++i) {
    const std::string& key = now.keys[i];
    const JsonValue& member = now.items[i];
    if (key == "folded" || key == "moment") continue;
    const JsonValue* usual = fresh.find(key);
    if (!usual || print_json(*usual, Layout::compact) != print_json(member, Layout::compact))
      value.add(key, member);
  }
  return value.keys.empty() ? "" : print_json(value, Layout::compact);
}

void take_view_state(App& app, std::string_view text) {
  const JsonValue value = parse_json(text, {.bytes = kLongestViewState}).value;
  if (!value.is(JsonKind::object)) return;
  View& view = app.view;
  if (auto tab = key_at(value, "tab")) view.tab = std::move(*tab);
  if (auto plot = key_at(value, "behaviour")) view.behaviour_plot = std::move(*plot);
  if (auto table = key_at(value, "table"); table && table_place(app.experiment, *table))
    view.table = std::move(*table);
  if (const auto order = index_of(kUnitOrders, key_at(value, "order")))
    view.unit_order = static_cast<UnitOrder>(*order);
  if (auto variable = key_at(value, "order_variable")) view.order_variable = std::move(*variable);
  const auto object_at = [&](std::string_view name, auto take) {
    const JsonValue* object = value.find(name);
    if (object && object->is(JsonKind::object)) take(*object);
  };
  object_at("matrix", [&](const JsonValue& o) { read_matrix_choice(o, view.matrix); });
  object_at("activity", [&](const JsonValue& o) { read_activity_choice(o, view.activity); });
  object_at("curves", [&](const JsonValue& o) { read_curves_choice(o, view.curves); });
  if (const JsonValue* selected = value.find("selected"))
    view.selected = selected_in(*selected).value_or(view.selected);
  take_playback(value, view.playback);
  take_folded(value, view);
  if (const JsonValue* dynamics = value.find("dynamics");
      dynamics && dynamics->is(JsonKind::object))
    read_choice(*dynamics, view.dynamics);
  if (const JsonValue* network = value.find("network"))
    take_network(*network, app.experiment.network, view.network);
  if (const auto trial = whole_at(value, "trial", 10000)) apply(app, ShowTrial{*trial});
  if (const auto moment = whole_at(value, "moment", std::numeric_limits<int>::max()))
    app.run.film.remembered = *moment;
}

}  // namespace nn4n
