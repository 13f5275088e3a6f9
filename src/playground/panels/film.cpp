#include "playground/panels/film.h"

#include <algorithm>
#include <cmath>

#include "editing/film_view.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kWide = 560;  // from this width on the film is one row beneath two plots
constexpr float kGap = 8, kKnob = 6;

bool is_wide(float width) { return width >= kWide; }

/// The moment under a place of the slider, or the end of the run when that is nearer.
std::optional<int> moment_at(const Run& run, double iteration) {
  const int at = static_cast<int>(std::lround(std::max(iteration, 0.0)));
  const std::optional<int> near = moment_near(run, at);
  if (!near || std::abs(*near - at) > run.snapshot.iteration - at) return std::nullopt;
  return near;
}

/// So many moments on, from the one that was asked for or from the end.
std::optional<int> moved_by(const Run& run, int steps) {
  std::vector<int> places = run.film.iterations;
  std::erase_if(places, [&](int kept) { return kept >= run.snapshot.iteration; });
  const int now = run.film.wanted.value_or(run.snapshot.iteration);
  const auto place = std::lower_bound(places.begin(), places.end(), now) - places.begin();
  const auto next = std::max<std::ptrdiff_t>(place + steps, 0);
  if (next >= static_cast<std::ptrdiff_t>(places.size())) return std::nullopt;
  return places[static_cast<std::size_t>(next)];
}

void draw_slider(Ui& ui, const ImRect& hit, float from, float to, float knob, bool strong) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = std::floor(hit.GetCenter().y);
  list->AddRectFilled({from, y - 2}, {to, y + 2}, faded(ui.colour().edge, 0.55f), 2);
  if (to - from < 1) return;
  list->AddRectFilled({from, y - 2}, {knob, y + 2}, ui.colour().text2, 2);
  for (const int kept : ui.run.film.iterations) {
    const float x = from + (to - from) * px(kept) / px(std::max(ui.run.snapshot.iteration, 1));
    list->AddRectFilled({std::floor(x), y + 4}, {std::floor(x) + 1, y + 7}, ui.colour().edge);
  }
  list->AddCircleFilled({std::floor(knob) + 0.5f, y}, strong ? kKnob + 1 : kKnob,
                        ui.colour().primary);
}

/// A press shows the moment under the pointer at once: nothing is edited by it.
void film_slider(Ui& ui, const ImRect& hit, float from, float to) {
  ui.place("film.slider", hit);
  const int now = ui.run.snapshot.iteration;
  const int at = ui.run.film.wanted.value_or(now);
  const float knob = from + (to - from) * (now > 0 ? px(at) / px(now) : 1);
  const ImGuiID id = ImGui::GetID("film");
  bool hovered = false;
  bool held = false;
  if (now > 0 && ImGui::ItemAdd(hit, id)) {
    ImGui::ButtonBehavior(hit, id, &hovered, &held,
                          ImGuiButtonFlags_PressedOnClick | ImGuiButtonFlags_NoNavFocus);
    if (hovered || held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    std::optional<int> wanted = ui.run.film.wanted;
    if (held && ImGui::GetCurrentContext()->ActiveIdSource == ImGuiInputSource_Mouse)
      wanted =
          moment_at(ui.run, double{1} * now * (ImGui::GetIO().MousePos.x - from) / (to - from));
    else if (const int steps = key_steps(id); steps != 0)
      wanted = moved_by(ui.run, steps);
    if (wanted != ui.run.film.wanted) ui.answer(ShowFilm{wanted});
  }
  draw_slider(ui, hit, from, now > 0 ? to : hit.Max.x - kKnob, knob, hovered || held);
  focus_ring(ui, hit, id);
}

void end_button(Ui& ui, const ImRect& box) {
  ui.place("film.end", box);
  if (button(ui, "film end", box, "Back to the end")) ui.answer(ShowFilm{});
}

void continue_button(Ui& ui, const ImRect& box) {
  ui.place("film.continue", box);
  if (button(ui, "film continue", box, "Continue from here")) ui.answer(ContinueFromHere{});
  words_on_pointing(ui, "film continue words", box,
                    "A new run begins at this moment, with its weights and a fresh optimiser. What "
                    "was changed later is forgotten. The present run is kept on the shelf.");
}

std::string hint(const Ui& ui) {
  if (ui.run.snapshot.iteration == 0) return "";
  return "Drag the slider to see an earlier moment";
}

void one_row(Ui& ui, const ImRect& box, ImVec2 iterations) {
  const float middle = std::floor(box.GetCenter().x);
  film_slider(ui, {{iterations.x - kKnob, box.Min.y}, {middle - kGap, box.Max.y}}, iterations.x,
              iterations.y);
  const float width = std::floor((box.Max.x - middle - kGap) / 2);
  if (!ui.run.film.shown)
    return draw_text_within(ui, {box.Max.x, box.GetCenter().y}, box.Max.x - middle, Type::small,
                            ui.colour().text3, for_hand(hint(ui)), Align::right);
  end_button(ui, {{middle, box.Min.y}, {middle + width, box.Max.y}});
  continue_button(ui, {{box.Max.x - width, box.Min.y}, box.Max});
}

void two_rows(Ui& ui, const ImRect& box) {
  constexpr float buttons = 148;
  const float pitch = row_pitch();
  const float row = box.GetHeight() - pitch;
  const ImRect words{box.Min, {box.Max.x - buttons - kGap, box.Min.y + row}};
  const bool shown = ui.run.film.shown.has_value();
  draw_text_within(ui, {words.Min.x, words.GetCenter().y}, words.GetWidth() + (shown ? 0 : buttons),
                   Type::small, shown ? ui.colour().text : ui.colour().text3,
                   shown ? moment_words(ui.run) : for_hand(hint(ui)));
  const float top = box.Min.y + pitch;
  const ImRect hit{{box.Min.x, top}, {words.Max.x, top + row}};
  film_slider(ui, hit, hit.Min.x + kKnob, hit.Max.x - kKnob);
  if (!shown) return;
  ui.place("film.words", words);
  const float left = box.Max.x - buttons;
  end_button(ui, {{left, box.Min.y}, {box.Max.x, box.Min.y + row}});
  continue_button(ui, {{left, top}, {box.Max.x, top + row}});
}

}  // namespace

float film_height(float width) {
  const float gap = row_pitch() - (touched() ? 44.0f : 24.0f);
  return row_pitch() * (is_wide(width) ? 1 : 2) - gap;
}

void draw_film(Ui& ui, const ImRect& box, ImVec2 iterations) {
  is_wide(box.GetWidth()) ? one_row(ui, box, iterations) : two_rows(ui, box);
}

}  // namespace nn4n::playground
