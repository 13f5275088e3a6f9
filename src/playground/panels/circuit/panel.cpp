// The circuit: the network itself, lit up by the sample trial. What is pointed at is read, and what
// is clicked is selected for all views.
#include <algorithm>
#include <cmath>

#include "editing/units.h"
#include "editing/words.h"
#include "playground/panels/circuit/circuit.h"
#include "playground/panels/diagnosis.h"
#include "playground/panels/panels.h"
#include "playground/plots/colour_bar.h"
#include "playground/plots/plot.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kTitle = 24, kWords = 36, kGapBelow = 6;
constexpr float kSlack = 6, kTouchSlack = 14;  // how near to a line a pointer or finger must be

float controls_height() { return touched() ? 44.0f : 26.0f; }

CircuitMargins margins_of(const Ui& ui) {
  constexpr float least = 24, most = 78;
  const SampleTrial& trial = ui.snapshot.trial;
  const auto widest = [&](const std::vector<std::string>& names) {
    float width = least;
    for (const std::string& name : names)
      width = std::max(width, text_width(ui, Type::small, capitalised(name)));
    return std::min(std::ceil(width), most) * 0.6f;
  };
  return {widest(trial.input_names), widest(trial.output_names)};
}

/// Arrow keys go from unit to unit, Page Up and Down from projection to projection; Enter widens
/// what is selected from a unit to its group and its area.
void select_by_keys(Ui& ui, const CircuitShown& shown, ImGuiID id, bool entered) {
  if (ImGui::GetCurrentContext()->NavId != id) return;
  const Projections& p = shown.scene.projections();
  const CircuitLayout& layout = shown.scene.layout();
  const CircuitHit now = hit_of(p, layout, shown.selected);
  const auto pressed = [&](ImGuiKey key) {
    ImGui::SetKeyOwner(key, id);
    return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id);
  };
  const auto unit_at = [&]() -> int {
    const auto units = units_of(shown.selected, shown.snapshot);
    return units.empty() ? -1 : units.front();
  };
  constexpr std::pair<ImGuiKey, ImGuiDir> arrows[]{{ImGuiKey_LeftArrow, ImGuiDir_Left},
                                                   {ImGuiKey_RightArrow, ImGuiDir_Right},
                                                   {ImGuiKey_UpArrow, ImGuiDir_Up},
                                                   {ImGuiKey_DownArrow, ImGuiDir_Down}};
  for (const auto& [key, direction] : arrows) {
    if (!pressed(key)) continue;
    const bool on_unit = now.kind == CircuitHit::Kind::unit;
    const int unit = on_unit ? unit_beside(layout, now.index, direction) : std::max(unit_at(), 0);
    ui.answer(Select{selected_unit(unit)});
  }
  const int routes = static_cast<int>(p.recurrent.size());
  for (const auto& [key, way] : {std::pair{ImGuiKey_PageDown, 1}, {ImGuiKey_PageUp, -1}}) {
    if (!pressed(key) || routes == 0) continue;
    const bool on_route = now.kind == CircuitHit::Kind::projection;
    const int next = on_route ? (now.index + way + routes) % routes : way > 0 ? 0 : routes - 1;
    ui.answer(Select{selected_by(p, layout, {CircuitHit::Kind::projection, next})});
  }
  // ImGui passes Enter on only while it shows where the keyboard is, which a click ends.
  if (!pressed(ImGuiKey_Enter) && !entered) return;
  if (now.kind == CircuitHit::Kind::unit) {
    const auto u = static_cast<std::size_t>(now.index);
    ui.answer(Select{selected_group(shown.snapshot.unit_area[u], shown.snapshot.unit_sign[u])});
  } else if (now.kind == CircuitHit::Kind::group) {
    ui.answer(Select{selected_area(shown.selected.area)});
  } else {
    ui.answer(Select{selected_unit(std::max(unit_at(), 0))});
  }
}

/// The pointer and the keyboard on the circuit. Answers what the pointer is on.
CircuitHit interact(Ui& ui, CircuitShown& shown, const ImRect& box) {
  const ImGuiID id = ImGui::GetID("circuit");
  bool hovered = false, held = false;
  const bool pressed = ImGui::ItemAdd(box, id) && ImGui::ButtonBehavior(box, id, &hovered, &held);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  CircuitHit hit;
  if ((hovered || pressed) && box.Contains(mouse))
    hit = hit_at(shown.scene.layout(), mouse, touched() ? kTouchSlack : kSlack);
  const bool by_key = pressed && !ImGui::IsMouseReleased(0);
  if (pressed && !by_key) {
    const bool channel =
        hit.kind == CircuitHit::Kind::input || hit.kind == CircuitHit::Kind::output;
    if (!channel)
      ui.answer(Select{selected_by(shown.scene.projections(), shown.scene.layout(), hit)});
  }
  if (hit.kind != CircuitHit::Kind::none) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  select_by_keys(ui, shown, id, by_key);
  focus_ring(ui, box, id);
  return hit;
}

/// A cross over units that are silenced or lesioned, and a ring around those on which something
/// else acts.
void mark_interventions(Ui& ui, const CircuitShown& shown) {
  const CircuitLayout& layout = shown.scene.layout();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float half = std::clamp(layout.pitch * 0.3f, 2.0f, 7.0f);
  std::vector<Intervention> acting = ui.experiment.interventions;
  keep_looked_at(acting, ui.run.snapshot.iteration);
  for (const Intervention& one : acting) {
    const auto read = read_act(one.act, ui.experiment.network);
    const Act* act = std::get_if<Act>(&read);
    if (!act || act->into) continue;
    const bool off = act->kind == ActKind::silence || act->kind == ActKind::lesion;
    for (const int unit : network_units(act->units, ui.experiment.network)) {
      if (static_cast<std::size_t>(unit) >= layout.units.size()) continue;
      const ImVec2 c = layout.units[static_cast<std::size_t>(unit)];
      if (!off) {
        list->AddCircle(c, half + 3, ui.colour().text, 16, 1.5f);
        continue;
      }
      for (const auto& [ink, width] :
           {std::pair{ui.colour().panel, 3.5f}, {ui.colour().text, 1.5f}}) {
        list->AddLine({c.x - half, c.y - half}, {c.x + half, c.y + half}, ink, width);
        list->AddLine({c.x - half, c.y + half}, {c.x + half, c.y - half}, ink, width);
      }
    }
  }
}

void show_reading(Ui& ui, const ImRect& box) {
  const Pointed& pointed = ui.circuit.pointed;
  if (pointed.heading.empty()) return;
  std::vector<PointedValue> values;
  for (const Pointed::Line& line : pointed.lines)
    values.push_back({line.sign == 0 ? 0 : sign_colour(ui, line.sign), line.name, line.value});
  // In a narrow column it would cover the circuit, so it stands beside the column.
  constexpr float narrow = 480, room = 320;
  ImVec2 at = ImGui::GetIO().MousePos;
  ImRect bounds = box;
  if (box.GetWidth() < narrow && box.Min.x > room) {
    bounds.Min.x = 0;
    bounds.Max.x = at.x = box.Min.x - kTitle;
  }
  readout(ui, at, bounds, pointed.heading, pointed.value, values);
}

/// What the signs mean, from left to right, as far as there is room.
void draw_legend(Ui& ui, ImVec2 at, float room, bool signs) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 exc = ui.colour().exc, inh = ui.colour().inh, ink = ui.colour().text2;
  const float end = at.x + room;
  const auto word = [&](std::string_view words, float sign) {
    draw_text(ui, {at.x + sign, at.y}, Type::small, ui.colour().text2, words);
    at.x += sign + text_width(ui, Type::small, words) + 14;
  };
  const auto fits = [&](std::string_view words, float sign) {
    return at.x + sign + text_width(ui, Type::small, words) <= end;
  };
  if (!signs) {
    list->AddRect({at.x, at.y - 5}, {at.x + 10, at.y + 5}, ink, 2, 0, 1.5f);
    return word("unit without a sign, filled by its rate", 16);
  }
  list->AddCircle({at.x + 5, at.y}, 5, exc, 20, 1.5f);
  list->AddCircleFilled({at.x + 5, at.y}, 2.5f, exc, 12);
  word("excitatory", 15);
  const ImVec2 c(at.x + 6, at.y);
  list->AddQuad({c.x, c.y - 6}, {c.x + 6, c.y}, {c.x, c.y + 6}, {c.x - 6, c.y}, inh, 1.5f);
  list->AddCircleFilled(c, 2.2f, inh, 12);
  word("inhibitory", 17);
  if (!fits("excites", 28)) return;
  list->AddLine({at.x, at.y}, {at.x + 16, at.y}, exc, 2);
  list->AddTriangleFilled({at.x + 23, at.y}, {at.x + 14, at.y + 4.5f}, {at.x + 14, at.y - 4.5f},
                          exc);
  word("excites", 28);
  if (!fits("inhibits", 28)) return;
  list->AddLine({at.x, at.y}, {at.x + 21, at.y}, inh, 2);
  list->AddLine({at.x + 21, at.y - 5}, {at.x + 21, at.y + 5}, inh, 2);
  word("inhibits", 28);
}

/// What is selected and its numbers; without a selection what the signs mean and what can be done.
void draw_words(Ui& ui, const CircuitShown& shown, const ImRect& box) {
  const float first = box.Min.y + 9, second = box.Min.y + 26;
  const std::string words = selected_words(ui.experiment, shown.snapshot, shown.selected);
  ui.place("circuit.words", box);
  if (words.empty()) {
    const bool signs = std::any_of(shown.snapshot.unit_sign.begin(), shown.snapshot.unit_sign.end(),
                                   [](int sign) { return sign != 0; });
    draw_legend(ui, {box.Min.x, first}, box.GetWidth(), signs);
    return draw_text_within(ui, {box.Min.x, second}, box.GetWidth(), Type::small, ui.colour().text3,
                            for_hand("Point at a unit or a line to read it. Click to select it."));
  }
  draw_text_within(ui, {box.Min.x, first}, box.GetWidth(), Type::value, ui.colour().text, words);
  draw_text_within(ui, {box.Min.x, second}, box.GetWidth(), Type::small, ui.colour().text2,
                   selected_numbers(ui, shown));
}

void circuit_view(Ui& ui, const ImRect& box) {
  const Snapshot& s = ui.snapshot;
  ImGui::SetCursorScreenPos(box.Min);
  const bool known = !ui.circuit.projections().groups.empty();
  const bool ill = has_diagnosis(ui, "weights");  // its name comes in the place of the note
  const bool altered = !s.trial.intact_rates.empty();
  const std::string_view key = altered ? "fill = rate, ring = intact, width = sum of |weights|, log"
                                       : "fill = rate, width = sum of |weights|, log scale";
  heading(ui, "Circuit", known && !ill ? key : "");
  ImGui::PushID("circuit");  // the matrix of weights beside it says the same
  draw_diagnoses(ui, "weights", {box.Max.x, box.Min.y});
  ImGui::PopID();
  ui.circuit.pointed = {};
  if (!known) return;
  const float controls = controls_height();
  const float bottom = box.Max.y - kGapBelow;
  const ImRect line{{box.Min.x, bottom - controls}, {box.Max.x, bottom}};
  const ImRect words{{box.Min.x, line.Min.y - kWords - kGapBelow},
                     {box.Max.x, line.Min.y - kGapBelow}};
  const ImRect room{{box.Min.x, box.Min.y + kTitle}, {box.Max.x, words.Min.y}};
  ui.circuit.lay_out(room, margins_of(ui));
  CircuitShown shown{.scene = ui.circuit,
                     .snapshot = s,
                     .step = step_of(ui.view.playback, s.trial),
                     .pointed = {},
                     .selected = selected_in(ui.view.selected, s)};
  shown.pointed = interact(ui, shown, room);
  draw_circuit(ui, shown);
  mark_interventions(ui, shown);
  ui.place("circuit.diagram", room);
  draw_words(ui, shown, words);
  playback_controls(ui, line);
  ui.circuit.pointed = read_circuit(ui, shown, shown.pointed);
  show_reading(ui, room);
}

constexpr float kCircuitLeast = 300;

/// As high as wide, and less where the panels below need the room.
float circuit_height(const Ui&, ImVec2 room, float below) {
  const float wanted = std::clamp(room.x + kTitle + kWords, kCircuitLeast, 560.0f);
  return std::max(std::min(wanted, room.y - below), kCircuitLeast);
}

const RegisteredPanel registered_circuit{{.key = "circuit",
                                          .title = "Circuit",
                                          .place = PanelPlace::right,
                                          .order = 5,
                                          .view = circuit_view,
                                          .least = kCircuitLeast,
                                          .height = circuit_height,
                                          .leads = true,
                                          .has_tab = true}};

}  // namespace

}  // namespace nn4n::playground
