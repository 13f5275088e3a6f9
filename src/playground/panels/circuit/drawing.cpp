// How the circuit is drawn: projections, areas, units, channels, and the marks on them.
#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/circuit/circuit.h"
#include "playground/panels/circuit/sprites.h"
#include "playground/panels/trial/rows.h"
#include "playground/plots/channel_colours.h"
#include "playground/plots/colour_bar.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kQuiet = 0.3f;           // how opaque a projection without current is
constexpr float kBehind = 0.45f;         // of that, while something else is pointed at or selected
constexpr float kStrongSynapse = 0.05f;  // weaker ones, as shares of the strongest, are not drawn

std::size_t at(int index) { return static_cast<std::size_t>(index); }

ImU32 group_colour(const Ui& ui, int sign) {
  return sign == 0 ? ui.colour().text2 : sign_colour(ui, sign);
}

/// A line with its end: an arrow that tapers, a bar across, or a dot.
void draw_route(ImDrawList* list, const Route& route, ImU32 colour, float width) {
  if (route.empty()) return;
  const ImVec2 tip = route.points.back();
  const ImVec2 before = route.points[route.points.size() - 2];
  const float length = std::max(std::hypot(tip.x - before.x, tip.y - before.y), 1e-3f);
  const ImVec2 ahead((tip.x - before.x) / length, (tip.y - before.y) / length);
  const ImVec2 across(-ahead.y, ahead.x);
  const float head = route.end == RouteEnd::arrow ? 5 + 1.3f * width : 0;
  std::vector<ImVec2> line = route.points;
  float trimmed = 0;  // of the line, where the arrow is
  while (line.size() > 2 && trimmed < head) {
    const ImVec2 last = line.back();
    line.pop_back();
    trimmed += std::hypot(last.x - line.back().x, last.y - line.back().y);
  }
  line.push_back({tip.x - head * ahead.x, tip.y - head * ahead.y});
  list->AddPolyline(line.data(), static_cast<int>(line.size()), colour, 0, width);
  if (route.end == RouteEnd::arrow) {
    const float half = 3 + 0.75f * width;
    const ImVec2 foot(tip.x - head * ahead.x, tip.y - head * ahead.y);
    list->AddTriangleFilled(tip, {foot.x + half * across.x, foot.y + half * across.y},
                            {foot.x - half * across.x, foot.y - half * across.y}, colour);
  } else if (route.end == RouteEnd::bar) {
    const float half = 4 + width;
    list->AddLine({tip.x - half * across.x, tip.y - half * across.y},
                  {tip.x + half * across.x, tip.y + half * across.y}, colour,
                  std::max(2.0f, 0.6f * width));
  } else {
    list->AddCircleFilled(tip, 2 + 0.6f * width, colour, 12);
  }
}

/// The white capsule around a selected line.
void mark_route(Ui& ui, const Route& route, float width, ImU32 ink) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto count = static_cast<int>(route.points.size());
  list->AddPolyline(route.points.data(), count, ink, 0, width + 7);
  list->AddPolyline(route.points.data(), count, ui.colour().plot, 0, width + 3);
}

float value_at(const std::vector<float>& values, int steps, int channel, int step) {
  const auto row = row_of(values, steps, at(channel));
  return step >= 0 && at(step) < row.size() ? row[at(step)] : 0;
}

float share_of(float value, float most) {
  return most > 0 && std::isfinite(value) ? std::clamp(value / most, -1.0f, 1.0f) : 0;
}

float largest(const std::vector<float>& values) {
  const auto [low, high] = extent(values);
  return std::max(std::fabs(low), std::fabs(high));
}

/// How much a line steps back behind what is pointed at or selected.
class Focus {
 public:
  explicit Focus(const CircuitShown& shown)
      : p_(shown.scene.projections()),
        pointed_(shown.pointed),
        selected_(hit_of(p_, shown.scene.layout(), shown.selected)),
        layout_(shown.scene.layout()) {}

  float of_recurrent(int k) const {
    const CircuitHit& hit = pointed_.kind != CircuitHit::Kind::none ? pointed_ : selected_;
    if (hit.kind == CircuitHit::Kind::none) return 1;
    const Projection& each = p_.recurrent[at(k)];
    const bool here = hit.kind == CircuitHit::Kind::projection ? hit.index == k
                      : hit.kind == CircuitHit::Kind::group
                          ? each.from == hit.index || each.to == hit.index
                      : hit.kind == CircuitHit::Kind::area ? touches(each, hit.index)
                                                           : false;
    return here ? 1 : kBehind;
  }
  float of_channels() const {
    const CircuitHit& hit = pointed_.kind != CircuitHit::Kind::none ? pointed_ : selected_;
    return hit.kind == CircuitHit::Kind::none || hit.kind == CircuitHit::Kind::input ||
                   hit.kind == CircuitHit::Kind::output || hit.kind == CircuitHit::Kind::area
               ? 1
               : kBehind;
  }

 private:
  bool touches(const Projection& each, int area) const {
    const int number = layout_.areas[at(area)].area;
    return p_.groups[at(each.from)].area == number || p_.groups[at(each.to)].area == number;
  }
  const Projections& p_;
  CircuitHit pointed_, selected_;
  const CircuitLayout& layout_;
};

void draw_recurrent(Ui& ui, const CircuitShown& shown, const Focus& focus, bool within) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Projections& p = shown.scene.projections();
  const CircuitHit selected = hit_of(p, shown.scene.layout(), shown.selected);
  for (std::size_t k = 0; k < p.recurrent.size(); ++k) {
    const Projection& each = p.recurrent[k];
    const UnitGroup& from = p.groups[at(each.from)];
    if ((from.area == p.groups[at(each.to)].area) != within) continue;
    const int index = static_cast<int>(k);
    const Route& route = shown.scene.layout().recurrent[k];
    const float width = line_width(each.total, shown.scene.most_weight());
    const float current = shown.scene.current(k, shown.step);
    const bool pointed = shown.pointed == CircuitHit{CircuitHit::Kind::projection, index};
    const bool chosen = selected == CircuitHit{CircuitHit::Kind::projection, index};
    if (chosen || pointed)
      mark_route(ui, route, width, chosen ? ui.colour().primary : ui.colour().text3);
    const ImU32 colour = group_colour(ui, sign_of(each));
    const float strong = focus.of_recurrent(index);
    if (current > 0.25f && strong >= 1 && !chosen && !pointed)
      list->AddPolyline(route.points.data(), static_cast<int>(route.points.size()),
                        faded(colour, 0.16f * current), 0, width + 6);
    const float opacity = chosen || pointed ? 1 : kQuiet + (1 - kQuiet) * current;
    draw_route(list, route, faded(colour, strong * opacity), width);
  }
}

void draw_channel_lines(Ui& ui, const CircuitShown& shown, const Focus& focus) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Projections& p = shown.scene.projections();
  const SampleTrial& trial = shown.snapshot.trial;
  const CircuitLayout& layout = shown.scene.layout();
  const float most_in = largest(trial.inputs), most_out = largest(trial.outputs);
  const float behind = focus.of_channels();
  const auto draw = [&](const Route& route, const Projection& each, ImU32 colour, float value) {
    const float width = line_width(each.total, shown.scene.most_weight());
    draw_route(list, route, faded(colour, behind * (kQuiet + (1 - kQuiet) * std::fabs(value))),
               width);
  };
  for (std::size_t k = 0; k < p.input.size(); ++k) {
    const int channel = p.input[k].from;
    draw(layout.input[k], p.input[k], input_look(ui, trial.input_names, at(channel)).colour,
         share_of(value_at(trial.inputs, trial.steps, channel, shown.step), most_in));
  }
  for (std::size_t k = 0; k < p.readout.size(); ++k) {
    const int output = p.readout[k].to;
    draw(layout.readout[k], p.readout[k], output_look(ui, at(output)).colour,
         share_of(value_at(trial.outputs, trial.steps, output, shown.step), most_out));
  }
}

void draw_areas(Ui& ui, const CircuitShown& shown) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Projections& p = shown.scene.projections();
  for (const AreaPlace& area : shown.scene.layout().areas) {
    list->AddRectFilled(area.box.Min, area.box.Max, ui.colour().plot, 8);
    list->AddRect(area.box.Min, area.box.Max, ui.colour().edge, 8);
    std::size_t units = 0;
    for (const UnitGroup& group : p.groups) {
      if (group.area == area.area) units += group.units.size();
    }
    const std::string name = area_name(ui.experiment, area.area);
    const std::string count = grouped(px(units)) + (units == 1 ? " unit" : " units");
    const ImVec2 line(area.head.Min.x, area.head.GetCenter().y);
    const bool large = text_width(ui, Type::title, name) <= area.head.GetWidth();
    const Type type = large ? Type::title : Type::small;
    draw_text_within(ui, line, area.head.GetWidth() + 4, type, ui.colour().text, name);
    const float used = text_width(ui, type, name) + text_width(ui, Type::small, count) + 10;
    if (used <= area.head.GetWidth())
      draw_text(ui, {area.head.Max.x, line.y}, Type::small, ui.colour().text3, count, Align::right);
    ui.place("circuit.area[" + std::to_string(area.area) + "]", area.head);
  }
  for (std::size_t g = 0; g < p.groups.size(); ++g) {
    const ImRect& label = shown.scene.layout().groups[g].label;
    if (label.GetHeight() <= 0) continue;
    const int sign = p.groups[g].sign;
    const std::string count = grouped(px(p.groups[g].units.size()));
    std::string words = (sign > 0 ? "Excitatory " : sign < 0 ? "Inhibitory " : "Units ") + count;
    if (text_width(ui, Type::small, words) > label.GetWidth())
      words = (sign > 0 ? "E " : sign < 0 ? "I " : "") + count;
    draw_text_within(ui, {label.Min.x, label.GetCenter().y - 1}, label.GetWidth(), Type::small,
                     group_colour(ui, sign), words);
    ui.place("circuit.group[" + group_key(p.groups[g]) + "]", label);
  }
}

/// A ring in each unit, as wide as its filling is in the network without the interventions.
void draw_intact_rates(Ui& ui, const CircuitShown& shown) {
  constexpr float kLeastShare = 0.01f;
  const SampleTrial& trial = shown.snapshot.trial;
  const CircuitLayout& layout = shown.scene.layout();
  if (trial.intact_rates.empty()) return;
  const float room = std::max(layout.radius - 2.1f, layout.radius / 2);
  for (std::size_t k = 0; k < layout.units.size(); ++k) {
    const float rate = value_at(trial.intact_rates, trial.steps, static_cast<int>(k), shown.step);
    const float share = std::fabs(share_of(rate, shown.scene.most_rate()));
    if (share < kLeastShare) continue;
    ImGui::GetWindowDrawList()->AddCircle(layout.units[k], room * std::sqrt(share),
                                          ui.colour().text, 16, 1.2f);
  }
}

void draw_all_units(Ui& ui, const CircuitShown& shown) {
  const Snapshot& s = shown.snapshot;
  const CircuitLayout& layout = shown.scene.layout();
  const float bright = ui.theme.name == ThemeName::dark ? 0.45f : 0.15f;
  std::vector<UnitSprite> sprites;
  sprites.reserve(layout.units.size());
  for (std::size_t k = 0; k < layout.units.size(); ++k) {
    const float rate = value_at(s.trial.rates, s.trial.steps, static_cast<int>(k), shown.step);
    const float share = share_of(rate, shown.scene.most_rate());
    const ImU32 colour = group_colour(ui, s.unit_sign[k]);
    sprites.push_back({layout.units[k], s.unit_sign[k], share,
                       mixed(colour, ui.colour().text, bright * share * share)});
  }
  draw_units(ui, sprites, layout.radius);
  draw_intact_rates(ui, shown);
}

/// A ring, in it a spot that grows with the channel's value, and above them its name.
void draw_channel(Ui& ui, const CircuitLayout& layout, ImVec2 centre, ImU32 colour, float share,
                  const std::string& name, Align align) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float r = layout.channel_radius;
  list->AddCircleFilled(centre, r + 1, ui.colour().panel, 24);
  if (share > 0) list->AddCircleFilled(centre, r + 5, faded(colour, 0.18f * share), 24);
  list->AddCircle(centre, r, colour, 24, 1.5f);
  const float room = std::max(r - 2.5f, 1.0f);
  const float spot = room * std::sqrt(std::fabs(share));
  if (share > 0) list->AddCircleFilled(centre, spot, colour, 20);
  if (share < 0) list->AddCircle(centre, spot, colour, 20, 1.5f);
  if (!layout.channel_names) return;
  const bool left = align == Align::left;
  const float x = left ? layout.box.Min.x : layout.box.Max.x;
  draw_text_within(ui, {x, centre.y - r - 10}, 78, Type::small, ui.colour().text2,
                   capitalised(name), align);
}

void draw_channels(Ui& ui, const CircuitShown& shown) {
  const SampleTrial& trial = shown.snapshot.trial;
  const CircuitLayout& layout = shown.scene.layout();
  const float most_in = largest(trial.inputs), most_out = largest(trial.outputs);
  for (std::size_t k = 0; k < layout.inputs.size(); ++k) {
    const float value = value_at(trial.inputs, trial.steps, static_cast<int>(k), shown.step);
    draw_channel(ui, layout, layout.inputs[k], input_look(ui, trial.input_names, k).colour,
                 share_of(value, most_in), trial.input_names[k], Align::left);
  }
  for (std::size_t k = 0; k < layout.outputs.size(); ++k) {
    const float value = value_at(trial.outputs, trial.steps, static_cast<int>(k), shown.step);
    draw_channel(ui, layout, layout.outputs[k], output_look(ui, k).colour,
                 share_of(value, most_out), trial.output_names[k], Align::right);
  }
}

/// A ring of ink with a halo around a unit, or a frame around a group or an area.
void mark(Ui& ui, const CircuitShown& shown, const CircuitHit& hit, ImU32 ink, float width) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const CircuitLayout& layout = shown.scene.layout();
  const auto frame = [&](ImRect box, float rounding) {
    list->AddRect(box.Min, box.Max, ink, rounding, 0, width);
  };
  switch (hit.kind) {
    case CircuitHit::Kind::unit:
      list->AddCircle(layout.units[at(hit.index)], layout.radius + 3, ui.colour().plot, 24,
                      width + 2);
      list->AddCircle(layout.units[at(hit.index)], layout.radius + 3, ink, 24, width);
      return;
    case CircuitHit::Kind::group: {
      ImRect box = layout.groups[at(hit.index)].box;
      if (layout.groups[at(hit.index)].label.GetHeight() > 0)
        box.Add(layout.groups[at(hit.index)].label);
      box.Expand(2);
      return frame(box, 5);
    }
    case CircuitHit::Kind::area:
      return frame(layout.areas[at(hit.index)].box, 8);
    case CircuitHit::Kind::input:
    case CircuitHit::Kind::output: {
      const auto& places = hit.kind == CircuitHit::Kind::input ? layout.inputs : layout.outputs;
      list->AddCircle(places[at(hit.index)], layout.channel_radius + 3, ink, 24, width);
      return;
    }
    case CircuitHit::Kind::projection:
    case CircuitHit::Kind::none:
      return;
  }
}

}  // namespace

void draw_synapses(Ui& ui, const CircuitShown& shown, int unit) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Snapshot& s = shown.snapshot;
  const CircuitLayout& layout = shown.scene.layout();
  const UnitLinks links = links_of(s, unit);
  float most = 0;
  for (const auto* each :
       {&links.from_units, &links.to_units, &links.from_inputs, &links.to_outputs}) {
    for (const UnitLink& link : *each) most = std::max(most, std::fabs(link.weight));
  }
  const ImVec2 here = layout.units[at(unit)];
  const auto draw = [&](ImVec2 there, float weight, ImU32 colour, float opacity) {
    const float share = most > 0 ? std::fabs(weight) / most : 0;
    if (share < kStrongSynapse) return;
    list->AddLine(there, here, faded(colour, opacity * (0.2f + 0.8f * share)), 0.8f + share);
  };
  const auto ink = [&](int sign, float weight) {
    return sign != 0 ? sign_colour(ui, sign) : sign_colour(ui, weight < 0 ? -1 : 1);
  };
  for (const UnitLink& link : links.to_units)
    draw(layout.units[at(link.other)], link.weight, ink(s.unit_sign[at(unit)], link.weight), 0.35f);
  for (const UnitLink& link : links.to_outputs)
    draw(layout.outputs[at(link.other)], link.weight, output_look(ui, at(link.other)).colour, 0.7f);
  for (const UnitLink& link : links.from_inputs)
    draw(layout.inputs[at(link.other)], link.weight,
         input_look(ui, s.trial.input_names, at(link.other)).colour, 0.9f);
  for (const UnitLink& link : links.from_units)
    draw(layout.units[at(link.other)], link.weight, ink(s.unit_sign[at(link.other)], link.weight),
         0.9f);
}

void draw_circuit(Ui& ui, const CircuitShown& shown) {
  const Focus focus(shown);
  draw_recurrent(ui, shown, focus, false);
  draw_channel_lines(ui, shown, focus);
  draw_areas(ui, shown);
  draw_recurrent(ui, shown, focus, true);
  const CircuitHit selected =
      hit_of(shown.scene.projections(), shown.scene.layout(), shown.selected);
  const bool unit = shown.pointed.kind == CircuitHit::Kind::unit;
  if (unit || selected.kind == CircuitHit::Kind::unit)
    draw_synapses(ui, shown, unit ? shown.pointed.index : selected.index);
  draw_all_units(ui, shown);
  draw_channels(ui, shown);
  mark(ui, shown, shown.pointed, ui.colour().text2, 1.5f);
  mark(ui, shown, selected, ui.colour().primary, 2);
}

}  // namespace nn4n::playground
