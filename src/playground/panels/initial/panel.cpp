// The network in numbers: its mask, and its weights and their spectrum, those with which it starts,
// drawn as it is edited, and those that training has made of them.
#include <algorithm>

#include "editing/verdict.h"
#include "editing/words.h"
#include "playground/panels/initial/matrix.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kTitle = 26;
constexpr float kPartGap = 14;  // between the parts, and between a matrix and what is beside it
constexpr float kLeastSpectrum = 170, kMostSpectrum = 380;

std::string shape_words(const MaskShape& shape) {
  return std::to_string(shape.rows) + " × " + std::to_string(shape.columns);
}

ImRect headed(Ui& ui, const ImRect& box, std::string_view words, std::string_view note) {
  ImGui::SetCursorScreenPos(box.Min);
  heading(ui, words, note);
  return {{box.Min.x, box.Min.y + kTitle}, box.Max};
}

/// The button that saves a matrix, at the right end of its title's line.
void save_button(Ui& ui, const ImRect& box, std::string_view title, const char* key) {
  figure_button(ui, {box.Max.x - 18, box.Min.y + 1}, {{key, std::string(title)}});
}

/// Where a matrix and its tools lie: side by side or, where that makes the matrix larger, the tools
/// below it.
struct Split {
  ImRect matrix, tools;
  bool upright;
  float bottom;  ///< of both
};
Split split(const Ui& ui, const ImRect& box, const MaskShape& shape) {
  const float right = box.Max.x - kInitialTools;
  const ImRect beside{box.Min, {right - kPartGap, box.Max.y}};
  const ImRect above{box.Min, {box.Max.x, box.Max.y - tools_height(ui, false)}};
  const CellGrid narrow = cells_in(beside, shape);
  const CellGrid wide = cells_in(above, shape);
  if (wide.cell.x > narrow.cell.x) {
    const float top = wide.box().Max.y + 8;
    return {.matrix = above,
            .tools = {{box.Min.x, top}, box.Max},
            .upright = false,
            .bottom = top + tools_height(ui, false)};
  }
  const float top = box.Min.y + kInitialStrips;
  return {.matrix = beside,
          .tools = {{right, top}, box.Max},
          .upright = true,
          .bottom = std::max(narrow.box().Max.y, top + tools_height(ui, true))};
}

/// Why there is nothing to draw; empty when there is.
std::string_view nothing_words(const Ui& ui, const Masks& masks) {
  if (masks.units == 0) return "This network cannot run yet.";
  return masks.units == total_units(ui.experiment.network) ? "" : "It is drawn when the drag ends.";
}

/// Answers the y at which it ends.
float mask_part(Ui& ui, const NetworkParts& parts, const LayerView& view, const ImRect& box) {
  const std::string_view earlier =
      ui.problems.empty() ? ", before the drag" : ", as it could last run";
  const std::string note =
      shape_words(view.shape) + std::string(ui.initials.stale() ? earlier : "");
  const ImRect below = headed(ui, box, "Mask", note);
  if (view.shape.rows == 0 || view.shape.columns == 0) {
    draw_text_within(ui, {below.Min.x, below.Min.y + 20},
                     below.GetWidth() - kInitialTools - kPartGap, Type::control, ui.colour().text2,
                     "This task has no channels of this kind.");
    mask_tools(ui, view, {{below.Max.x - kInitialTools, below.Min.y}, below.Max}, true);
    return below.Min.y + tools_height(ui, true);
  }
  save_button(ui, box, "Mask", "mask");
  const Split part = split(ui, below, view.shape);
  mask_matrix(ui, parts, view, part.matrix);
  mask_tools(ui, view, part.tools, part.upright);
  return part.bottom;
}

/// The words over the weights: which, and of which moment.
struct Title {
  std::string_view words;
  std::string note;
};
Title weights_title(const Ui& ui, const WeightsNow& trained) {
  const bool untrained = trained.iteration == 0;
  const bool best = !untrained && ui.snapshot.best_shown.iteration > 0;
  const std::string now = "iteration " + grouped(trained.iteration);
  switch (ui.view.network.shown) {
    case WeightsShown::initial:
      return {"Initial weights", initial_moment(ui)};
    case WeightsShown::now:
      return {best ? "Best weights" : "Weights now",
              untrained ? now + ": still the initial ones" : now};
    case WeightsShown::difference:
      break;
  }
  return {"Change of weights",
          untrained ? "none yet: " + now
                    : "from " + initial_moment(ui) + " to " + now + best_words(ui.snapshot)};
}

float weights_part(Ui& ui, const NetworkParts& parts, const WeightsNow& trained,
                   const LayerView& view, const ImRect& box) {
  if (view.shape.rows == 0 || view.shape.columns == 0) return box.Min.y;
  const Title title = weights_title(ui, trained);
  const ImRect below = headed(ui, box, title.words, title.note);
  save_button(ui, box, title.words, "initial");
  const ImRect room{below.Min, {below.Max.x - kInitialTools - kPartGap, below.Max.y}};
  weights_matrix(ui, parts, trained, view, room);
  const ImRect cells = cells_in(room, view.shape).box();
  return std::max(cells.Max.y, cells.Min.y + weights_tools_height());
}

void spectrum_part(Ui& ui, const Initial& initial, const WeightsNow& trained, const ImRect& box) {
  const std::string before = fixed(initial.radius, 2);
  const bool both =
      ui.view.network.shown != WeightsShown::initial && trained.spectrum_iteration > 0;
  const std::string note = both ? "radius " + fixed(trained.radius, 2) + ", initially " + before
                                : "spectral radius " + before;
  spectrum_plot(ui, initial, trained, headed(ui, box, "Eigenvalue spectrum", note));
}

/// The mask alone, as large as there is room for. It was asked for, and lasts until it is closed.
void painted_mask(Ui& ui, const NetworkParts& parts, const LayerView& view, const ImRect& box) {
  mask_part(ui, parts, view, box);
  const bool typing = ImGui::IsAnyItemActive();
  if (!typing && ImGui::IsKeyPressed(ImGuiKey_Escape)) choose_brush(ui, '\0');
  take_room(box);
}

void initial_view(Ui& ui, const ImRect& box) {
  const NetworkParts parts = parts_of(ui);
  if (const auto words = nothing_words(ui, parts.initial.masks); !words.empty()) {
    headed(ui, box, "Mask, weights and spectrum", "");
    draw_text(ui, box.GetCenter(), Type::control, ui.colour().text2, words, Align::centre);
    return take_room(box);
  }
  const WeightsNow& trained =
      ui.weights_now.of(ui.run, parts.initial, !ui.view.preview_path.empty(), ImGui::GetTime());
  const LayerView view = layer_view(ui, parts.initial, trained);
  if (ui.view.network.brush != 0) return painted_mask(ui, parts, view, box);
  const float height = box.GetHeight() - 2 * kPartGap;
  const float spectrum = std::clamp(height * 0.3f, kLeastSpectrum, kMostSpectrum);
  const float room = (height - spectrum) / 2;
  float top = mask_part(ui, parts, view, {box.Min, {box.Max.x, box.Min.y + room}}) + kPartGap;
  top = weights_part(ui, parts, trained, view, {{box.Min.x, top}, {box.Max.x, top + room}}) +
        kPartGap;
  const float bottom = std::min(box.Max.y, top + kMostSpectrum);
  spectrum_part(ui, parts.initial, trained, {{box.Min.x, top}, {box.Max.x, bottom}});
  take_room({box.Min, {box.Max.x, bottom}});
}

const RegisteredPanel registered_initial{
    {.key = "initial",
     .title = "Mask, weights and spectrum",
     .place = PanelPlace::beside,
     .view = initial_view,
     .height =
         [](const Ui&, ImVec2 room, float) {
           return std::min(2 * room.x + 600, 1280.0f);  // two matrices and a plot
         },
     .beside = "network"}};

}  // namespace

}  // namespace nn4n::playground
