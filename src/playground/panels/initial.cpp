// What the network starts with, drawn as it is edited: mask, initial weights, spectrum. The mask is
// painted here.
#include <algorithm>
#include <cmath>

#include "playground/panels/network_parts.h"
#include "playground/plots/colour_bar.h"
#include "playground/plots/plot.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"
#include "playground/words.h"

namespace nn4n::playground {

namespace {

constexpr float kTitle = 26;
constexpr float kStrips = 12;  // room for the sign strips
constexpr float kTools = 118;  // palette and read-out beside the matrix
constexpr float kLargestCell = 28;
constexpr float kStale = 0.55f;  // look.md, section 8

/// A matrix of targets and sources on the screen.
struct Field {
  ImVec2 corner;
  ImVec2 cell;
  MaskShape shape;
  ImRect box() const {
    return {corner, {corner.x + cell.x * px(shape.columns), corner.y + cell.y * px(shape.rows)}};
  }
  MaskPoint at(ImVec2 point) const {
    const auto index = [](float offset, float size, int count) {
      return std::clamp(static_cast<int>(std::floor(offset / size)), 0, count - 1);
    };
    return {index(point.y - corner.y, cell.y, shape.rows),
            index(point.x - corner.x, cell.x, shape.columns)};
  }
  ImRect of(const MaskPoint& point) const {
    const ImVec2 low(corner.x + cell.x * px(point.column), corner.y + cell.y * px(point.row));
    return {low, {low.x + cell.x, low.y + cell.y}};
  }
};

float whole(float room, int count) {
  const float ratio = ImGui::GetIO().DisplayFramebufferScale.x;
  const float device = std::min(room / px(count), kLargestCell) * ratio;
  return (device >= 1 ? std::floor(device) : device) / ratio;
}

/// Square cells where both sides are many, else as wide and as high as there is room.
Field field_in(const ImRect& box, const MaskShape& shape) {
  Field field{{box.Min.x + kStrips, box.Min.y + kStrips}, {}, shape};
  field.cell = {whole(box.GetWidth() - kStrips, shape.columns),
                whole(box.GetHeight() - kStrips, shape.rows)};
  if (shape.rows == shape.columns)
    field.cell.x = field.cell.y = std::min(field.cell.x, field.cell.y);
  return field;
}

std::vector<Block> units_as_blocks(const std::vector<Group>& groups) {
  std::vector<Block> blocks;
  for (const Group& group : groups) {
    const int sign = group.kind == UnitKind::excitatory   ? 1
                     : group.kind == UnitKind::inhibitory ? -1
                                                          : 0;
    blocks.push_back({group.area, sign, group.begin, group.begin + group.units});
  }
  return blocks;
}

/// The layer that is looked at, with its masks and weights.
struct LayerView {
  MaskLayer layer;
  MaskShape shape;
  const std::vector<std::uint8_t>& present;
  const std::vector<std::int8_t>& sign;
  std::span<const float> weights;
  bool units_are_rows() const { return layer != MaskLayer::readout; }
  bool units_are_columns() const { return layer != MaskLayer::input; }
};

LayerView layer_view(const Ui& ui, const Initial& initial) {
  const Masks& m = initial.masks;
  const Parameters<float>& p = initial.parameters;
  switch (ui.view.network.layer) {
    case MaskLayer::input:
      return {
          MaskLayer::input, {m.units, m.inputs}, m.input, m.input_sign, p.of(Tensor::input_weight)};
    case MaskLayer::readout:
      return {MaskLayer::readout,
              {m.outputs, m.units},
              m.readout,
              m.readout_sign,
              p.of(Tensor::readout_weight)};
    case MaskLayer::recurrent:
      break;
  }
  return {MaskLayer::recurrent,
          {m.units, m.units},
          m.recurrent,
          m.recurrent_sign,
          p.of(Tensor::recurrent_weight)};
}

void borders(Ui& ui, const Field& field, const LayerView& view, const std::vector<Block>& blocks) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImRect box = field.box();
  for (std::size_t k = 1; k < blocks.size(); ++k) {
    const bool area = blocks[k].area != blocks[k - 1].area;
    const ImU32 colour = area ? ui.colour().text2 : faded(ui.colour().edge, 0.45f);
    const float x = std::floor(box.Min.x + field.cell.x * px(blocks[k].begin) + 0.5f) - 0.5f;
    const float y = std::floor(box.Min.y + field.cell.y * px(blocks[k].begin) + 0.5f) - 0.5f;
    if (view.units_are_columns()) list->AddLine({x, box.Min.y}, {x, box.Max.y}, colour);
    if (view.units_are_rows()) list->AddLine({box.Min.x, y}, {box.Max.x, y}, colour);
  }
  list->AddRect({box.Min.x - 1, box.Min.y - 1}, {box.Max.x + 1, box.Max.y + 1}, ui.colour().text2);
  if (view.units_are_columns())
    sign_strip(ui, blocks, {box.Min.x, box.Min.y - 8}, field.cell.x, false);
  if (view.units_are_rows()) sign_strip(ui, blocks, {box.Min.x - 8, box.Min.y}, field.cell.y, true);
}

ImU32 tint(bool stale) { return faded(IM_COL32_WHITE, stale ? kStale : 1.0f); }

std::uint64_t key_of_picture(const Ui& ui, const Initial& initial) {
  const int parts[3] = {initial.serial, static_cast<int>(ui.view.network.layer),
                        static_cast<int>(ui.theme.name)};
  return hash_bytes(parts, sizeof parts);
}

void mask_picture(Ui& ui, const Initial& initial, const LayerView& view, const Field& field) {
  const ImTextureRef picture = ui.pictures.get(
      "mask", view.shape.columns, view.shape.rows, key_of_picture(ui, initial), [&](Pixels pixels) {
        for (std::size_t k = 0; k < pixels.size(); ++k) {
          const int sign = view.sign[k];
          const ImU32 colour = sign > 0   ? ui.colour().exc
                               : sign < 0 ? ui.colour().inh
                                          : ui.colour().text2;
          pixels[k] = view.present[k] ? colour : ui.colour().plot;
        }
      });
  const ImRect box = field.box();
  ImGui::GetWindowDrawList()->AddImage(picture, box.Min, box.Max, {0, 0}, {1, 1},
                                       tint(ui.initials.stale()));
}

/// The 99th percentile of |w| over the synapses there are, rounded up to one digit.
float range_of(const LayerView& view) {
  std::vector<float> sizes;
  for (std::size_t k = 0; k < view.weights.size(); ++k) {
    if (view.present[k] && std::isfinite(view.weights[k]))
      sizes.push_back(std::fabs(view.weights[k]));
  }
  if (sizes.empty()) return 1;
  const auto place = sizes.begin() + static_cast<std::ptrdiff_t>(0.99 * px(sizes.size() - 1));
  std::nth_element(sizes.begin(), place, sizes.end());
  if (!(*place > 0)) return 1;
  const double digit = std::pow(10.0, std::floor(std::log10(double{*place})));
  return px(std::ceil(double{*place} / digit - 1e-6) * digit);
}

void weights_picture(Ui& ui, const Initial& initial, const LayerView& view, const Field& field,
                     float range) {
  const ImTextureRef picture = ui.pictures.get(
      "initial weights", view.shape.columns, view.shape.rows, key_of_picture(ui, initial),
      [&](Pixels pixels) {
        for (std::size_t k = 0; k < pixels.size(); ++k)
          pixels[k] = colour_at(*ui.theme.diverging, signed_power(view.weights[k], range));
      });
  const ImRect box = field.box();
  ImGui::GetWindowDrawList()->AddImage(picture, box.Min, box.Max, {0, 0}, {1, 1},
                                       tint(ui.initials.stale()));
}

// ---------------------------------------------------------------------------------------------
// Painting

void show(Ui& ui, NetworkView next) { ui.answer(ShowNetwork{std::move(next)}); }

/// Arrow keys move the cursor of a focused mask, Space paints.
void paint_with_keys(Ui& ui, const Field& field, ImGuiID id) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.NavId != id || !g.NavCursorVisible) return;
  NetworkView next = ui.view.network;
  MaskPoint& cursor = next.cursor;
  const MaskPoint before = cursor;
  const auto pressed = [&](ImGuiKey key) {
    ImGui::SetKeyOwner(key, id);
    return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id);
  };
  cursor.row += (pressed(ImGuiKey_DownArrow) ? 1 : 0) - (pressed(ImGuiKey_UpArrow) ? 1 : 0);
  cursor.column += (pressed(ImGuiKey_RightArrow) ? 1 : 0) - (pressed(ImGuiKey_LeftArrow) ? 1 : 0);
  cursor.row = std::clamp(cursor.row, 0, field.shape.rows - 1);
  cursor.column = std::clamp(cursor.column, 0, field.shape.columns - 1);
  if (next.brush && pressed(ImGuiKey_Space))
    return ui.answer(PaintMask{next.layer, {cursor}, next.brush});
  if (!(cursor == before)) show(ui, std::move(next));
}

/// The stroke follows the pointer and is meant when it ends.
void paint_with_pointer(Ui& ui, const Field& field, bool held) {
  NetworkView next = ui.view.network;
  if (held && next.brush) {
    const MaskPoint point = field.at(ImGui::GetIO().MousePos);
    if (!next.stroke.empty() && next.stroke.back() == point) return;
    if (next.stroke.empty()) {
      next.stroke.push_back(point);
    } else {
      const auto more = line_of_points(next.stroke.back(), point);
      next.stroke.insert(next.stroke.end(), more.begin(), more.end());
    }
    next.cursor = point;
    return show(ui, std::move(next));
  }
  if (!next.stroke.empty() && !ImGui::IsMouseDown(0))
    ui.answer(PaintMask{next.layer, next.stroke, next.brush});
}

std::string unit_words(const Ui& ui, const std::vector<Group>& groups, int unit) {
  for (const Group& group : groups) {
    if (unit >= group.begin && unit < group.begin + group.units)
      return group_name(ui.experiment, group.area, group.kind) + " " +
             std::to_string(unit - group.begin + 1);
  }
  return {};
}

/// "Decision E 9 ← Sensory E 2"
std::string synapse_words(const Ui& ui, const NetworkParts& parts, const LayerView& view,
                          const MaskPoint& point) {
  const auto channel = [](const char* noun, int k) {
    return std::string(noun) + " " + std::to_string(k + 1);
  };
  const std::string to = view.units_are_rows() ? unit_words(ui, parts.groups, point.row)
                                               : channel("output", point.row);
  const std::string from = view.units_are_columns() ? unit_words(ui, parts.groups, point.column)
                                                    : channel("input", point.column);
  return to + " ← " + from;
}

std::string present_words(const LayerView& view, std::size_t k) {
  if (!view.present[k]) return "no synapse";
  return view.sign[k] > 0 ? "excitatory" : view.sign[k] < 0 ? "inhibitory" : "either sign";
}

void ring(Ui& ui, const ImRect& cell) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRect({cell.Min.x - 3, cell.Min.y - 3}, {cell.Max.x + 3, cell.Max.y + 3},
                ui.colour().plot, 2, 0, 4);
  list->AddRect({cell.Min.x - 2, cell.Min.y - 2}, {cell.Max.x + 2, cell.Max.y + 2},
                ui.colour().primary, 1, 0, 2);
}

/// The cell under the pointer, or under the keyboard's cursor, is ringed and told.
void read_cell(Ui& ui, const NetworkParts& parts, const LayerView& view, const Field& field,
               bool hovered, bool focused, bool weights) {
  if (!hovered && !focused) return;
  const MaskPoint point = hovered ? field.at(ImGui::GetIO().MousePos) : ui.view.network.cursor;
  if (point.row >= view.shape.rows || point.column >= view.shape.columns) return;
  const auto k =
      static_cast<std::size_t>(point.row) * static_cast<std::size_t>(view.shape.columns) +
      static_cast<std::size_t>(point.column);
  const ImRect cell = field.of(point);
  ring(ui, cell);
  ui.place("mask.cell", cell);
  const std::string value =
      weights && view.present[k] ? brief(double{view.weights[k]}, 3, true) : present_words(view, k);
  const ImRect bounds{{field.box().Min.x - 200, field.box().Min.y - 60},
                      {field.box().Max.x + 150, field.box().Max.y + 60}};
  readout(ui, cell.GetCenter(), bounds, synapse_words(ui, parts, view, point), value, {});
}

void mask_matrix(Ui& ui, const NetworkParts& parts, const LayerView& view, const ImRect& room) {
  const Field field = field_in(room, view.shape);
  ui.place("plot.mask", field.box());
  mask_picture(ui, parts.initial, view, field);
  borders(ui, field, view, units_as_blocks(parts.groups));
  const ImGuiID id = ImGui::GetID("mask");
  if (!ImGui::ItemAdd(field.box(), id)) return;
  bool hovered = false;
  bool held = false;
  ImGui::ButtonBehavior(field.box(), id, &hovered, &held, ImGuiButtonFlags_PressedOnClick);
  const bool pointer = ImGui::GetCurrentContext()->ActiveIdSource == ImGuiInputSource_Mouse;
  if (hovered && ui.view.network.brush) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  paint_with_pointer(ui, field, held && pointer);
  paint_with_keys(ui, field, id);
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  focus_ring(ui, field.box(), id);
  read_cell(ui, parts, view, field, hovered, g.NavId == id && g.NavCursorVisible, false);
}

/// Which layer, which mark, and where masks come from and go.
void mask_tools(Ui& ui, const LayerView& view, const ImRect& box, bool upright) {
  NetworkView next = ui.view.network;
  const ImRect layers{box.Min, {box.Min.x + kTools, box.Min.y + 24}};
  ui.place("mask.layer", layers);
  const int layer =
      combo(ui, "layer", layers, {"Input", "Recurrent", "Readout"}, static_cast<int>(view.layer));
  if (layer >= 0) {
    next.layer = static_cast<MaskLayer>(layer);
    next.cursor = {};
    show(ui, next);
  }
  const ImVec2 second =
      upright ? ImVec2(box.Min.x, box.Min.y + 32) : ImVec2(layers.Max.x + 8, box.Min.y);
  const float width = kTools / px(marks().size());
  for (std::size_t k = 0; k < marks().size(); ++k) {
    const Mark& mark = marks()[k];
    const float left = std::floor(second.x + width * px(k));
    const ImRect face{{left, second.y}, {left + width - 2, second.y + 24}};
    ui.place(std::string("mask.brush.") + mark.mark, face);
    const bool now = next.brush == mark.mark;
    if (button(ui, std::string(1, mark.mark).c_str(), face, mark.label, now)) {
      next.brush = now ? '\0' : mark.mark;
      show(ui, next);
    }
    ImGui::SetItemTooltip("Paint: %s", std::string(mark.help).c_str());
  }
  const float third = second.y + 32;
  const ImRect file{{box.Min.x, third}, {box.Min.x + kTools, third + 24}};
  ui.place("mask.file", file);
  if (button(ui, "file", file, "Open a file…")) ui.answer(ChooseMaskFile{view.layer});
  ImGui::SetItemTooltip(
      "A mask as text: numbers 0, 1, -1 with commas, or 0 1 + - one per synapse.");
  if (layer_in(ui.experiment.network, view.layer).mask.empty()) return;
  const ImVec2 fourth = upright ? ImVec2(box.Min.x, third + 32) : ImVec2(file.Max.x + 8, third);
  const ImRect forget{fourth, {fourth.x + kTools, fourth.y + 24}};
  ui.place("mask.forget", forget);
  if (button(ui, "forget mask", forget, "Forget mask")) ui.answer(ForgetMask{view.layer});
  ImGui::SetItemTooltip("Back to the synapses of the structure.");
}

void mask_legend(Ui& ui, const LayerView& view, ImVec2 at) {
  double present = 0;
  for (const std::uint8_t one : view.present) present += one;
  const double possible = double{1} * view.shape.rows * view.shape.columns;
  draw_text(ui, {at.x, at.y}, Type::small, ui.colour().text2, grouped(present) + " synapses");
  draw_text(ui, {at.x, at.y + 16}, Type::small, ui.colour().text3,
            possible > 0 ? compact(100 * present / possible) + " % of all" : "");
}

// ---------------------------------------------------------------------------------------------
// Weights and spectrum

void weights_matrix(Ui& ui, const NetworkParts& parts, const LayerView& view, const ImRect& room) {
  const Field field = field_in(room, view.shape);
  const float range = range_of(view);
  ui.place("plot.initial", field.box());
  weights_picture(ui, parts.initial, view, field, range);
  borders(ui, field, view, units_as_blocks(parts.groups));
  const bool hovered = ImGui::IsWindowHovered() && field.box().Contains(ImGui::GetIO().MousePos);
  read_cell(ui, parts, view, field, hovered, false, true);
  const float left = room.Max.x + 14;
  const ImRect bar{{left, field.box().Min.y}, {left + kTools, field.box().Min.y + 10}};
  colour_bar(ui, bar, *ui.theme.diverging, false,
             [](float along) { return signed_power(2 * along - 1, 1); });
  const float y = bar.Max.y + 10;
  draw_text(ui, {bar.Min.x, y}, Type::small, ui.colour().text2, "−" + compact(double{range}));
  draw_text(ui, {bar.GetCenter().x, y}, Type::small, ui.colour().text2, "0", Align::centre);
  draw_text(ui, {bar.Max.x, y}, Type::small, ui.colour().text2, compact(double{range}),
            Align::right);
}

void circle(const Plot& plot, double radius, ImU32 colour, bool dashes) {
  constexpr int pieces = 96;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int k = 0; k < pieces; ++k) {
    if (dashes && k % 2) continue;
    const double a = 2 * 3.141592653589793 * k / pieces;
    const double b = 2 * 3.141592653589793 * (k + 1) / pieces;
    list->AddLine({plot.x(radius * std::cos(a)), plot.y(radius * std::sin(a))},
                  {plot.x(radius * std::cos(b)), plot.y(radius * std::sin(b))}, colour);
  }
}

void read_eigenvalue(Ui& ui, const Plot& plot, const Initial& initial) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!ImGui::IsWindowHovered() || !plot.area().Contains(mouse)) return;
  const std::complex<double>* nearest = nullptr;
  float least = 20;
  for (const auto& value : initial.eigenvalues) {
    const float distance =
        std::hypot(plot.x(value.real()) - mouse.x, plot.y(value.imag()) - mouse.y);
    if (distance < least) least = distance, nearest = &value;
  }
  if (!nearest) return;
  plot.dot(nearest->real(), nearest->imag(), ui.colour().primary, 4);
  readout(ui, {plot.x(nearest->real()), plot.y(nearest->imag())}, plot.area(), "λ",
          fixed(nearest->real(), 3, true) + " " + fixed(nearest->imag(), 3, true) + " i",
          {{0, "|λ|", fixed(std::abs(*nearest), 3)}});
}

/// Equal units on both axes, at least the unit circle within.
void spectrum_plot(Ui& ui, const Initial& initial, const ImRect& box) {
  const ImRect area{{box.Min.x + 36, box.Min.y + 18}, {box.Max.x - 8, box.Max.y - 34}};
  if (area.GetWidth() < 40 || area.GetHeight() < 30) return;
  const double half = 1.12 * std::max(1.0, initial.radius);
  const double across = half * double{area.GetWidth() / area.GetHeight()};
  const double tall = area.GetWidth() < area.GetHeight() ? half * half / across : half;
  const double wide = area.GetWidth() < area.GetHeight() ? half : across;
  Plot plot(ui, area, {-wide, wide}, {-tall, tall});
  ui.place("plot.spectrum", area);
  plot.axes("Im λ", "Re λ", true, 3);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(area.Min, area.Max, true);
  circle(plot, 1, ui.colour().edge, false);
  if (initial.radius > 0) circle(plot, initial.radius, ui.colour().text2, true);
  const ImU32 dots = faded(ui.colour().text, ui.initials.stale() ? 0.4f : 0.75f);
  for (const auto& value : initial.eigenvalues)
    list->AddCircleFilled({plot.x(value.real()), plot.y(value.imag())}, 2.5f, dots);
  list->PopClipRect();
  read_eigenvalue(ui, plot, initial);
}

std::string shape_words(const MaskShape& shape) {
  return std::to_string(shape.rows) + " × " + std::to_string(shape.columns);
}

ImRect headed(Ui& ui, const ImRect& box, std::string_view words, std::string_view note) {
  ImGui::SetCursorScreenPos(box.Min);
  heading(ui, words, note);
  return {{box.Min.x, box.Min.y + kTitle}, box.Max};
}

/// The matrix's part of a box that has its tools at the right, or below where that makes the
/// matrix larger.
struct Split {
  ImRect matrix, tools;
  bool upright;
};
Split split(const ImRect& box, const MaskShape& shape) {
  constexpr float rows = 64;  // of tools below
  const float right = box.Max.x - kTools;
  const Split beside{
      {box.Min, {right - 14, box.Max.y}}, {{right, box.Min.y + kStrips}, box.Max}, true};
  const Split below{{box.Min, {box.Max.x, box.Max.y - rows}},
                    {{box.Min.x, box.Max.y - rows + 6}, box.Max},
                    false};
  if (shape.rows == 0 || shape.columns == 0) return beside;
  return field_in(below.matrix, shape).cell.x > field_in(beside.matrix, shape).cell.x ? below
                                                                                      : beside;
}

}  // namespace

void initial_panel(Ui& ui, const ImRect& box) {
  ui.place("panel.initial", box);
  const NetworkParts parts = parts_of(ui);
  if (parts.initial.masks.units == 0 ||
      parts.initial.masks.units != total_units(ui.experiment.network)) {
    headed(ui, box, "Initial network", "");
    draw_text(ui, box.GetCenter(), Type::control, ui.colour().text2,
              parts.initial.masks.units == 0 ? "This network cannot run yet."
                                             : "Drawn when the drag ends.",
              Align::centre);
    return;
  }
  const LayerView view = layer_view(ui, parts.initial);
  const bool painting = ui.view.network.brush != 0;
  const float height = box.GetHeight() - 16;
  const float spectrum = std::clamp(height * 0.3f, 150.0f, 260.0f);
  const float mask = painting ? height - spectrum : (height - spectrum) / 2;
  const std::string note =
      shape_words(view.shape) + (ui.initials.stale() ? ", before the drag" : "");
  const ImRect upper = headed(ui, {box.Min, {box.Max.x, box.Min.y + mask}}, "Mask", note);
  if (view.shape.rows > 0 && view.shape.columns > 0) {
    const Split parts_of_mask = split(upper, view.shape);
    mask_matrix(ui, parts, view, parts_of_mask.matrix);
    mask_tools(ui, view, parts_of_mask.tools, parts_of_mask.upright);
    if (parts_of_mask.upright)
      mask_legend(ui, view, {parts_of_mask.tools.Min.x, parts_of_mask.tools.Min.y + 138});
  } else {
    draw_text(ui, upper.GetCenter(), Type::control, ui.colour().text2,
              "This task has no such channels.", Align::centre);
    mask_tools(ui, view, split(upper, view.shape).tools, true);
  }
  float top = box.Min.y + mask + 8;
  if (!painting) {
    const ImRect middle =
        headed(ui, {{box.Min.x, top}, {box.Max.x, top + mask}}, "Initial weights", "");
    const ImRect matrix{middle.Min, {middle.Max.x - kTools - 14, middle.Max.y}};
    if (view.shape.rows > 0 && view.shape.columns > 0) weights_matrix(ui, parts, view, matrix);
    top += mask + 8;
  }
  const ImRect lower = headed(ui, {{box.Min.x, top}, box.Max}, "Eigenvalue spectrum",
                              "spectral radius " + fixed(parts.initial.radius, 2));
  spectrum_plot(ui, parts.initial, lower);
}

}  // namespace nn4n::playground
