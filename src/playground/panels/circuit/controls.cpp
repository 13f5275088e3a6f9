// The line below the circuit: play, the moment of the trial on a slider, and the speed.
#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/circuit/circuit.h"
#include "playground/panels/trial/rows.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kButton = 34, kTime = 104, kSpeed = 62, kKnob = 6;

void draw_sign(ImDrawList* list, ImVec2 c, bool playing, ImU32 ink) {
  if (playing) {
    list->AddRectFilled({c.x - 5, c.y - 5}, {c.x - 1.5f, c.y + 5}, ink);
    list->AddRectFilled({c.x + 1.5f, c.y - 5}, {c.x + 5, c.y + 5}, ink);
  } else {
    list->AddTriangleFilled({c.x - 4, c.y - 6}, {c.x - 4, c.y + 6}, {c.x + 6, c.y}, ink);
  }
}

void play_button(Ui& ui, const ImRect& box) {
  const bool playing = ui.view.playback.playing;
  if (button(ui, "circuit.play", box, "")) ui.answer(Play{!playing});
  draw_sign(ImGui::GetWindowDrawList(), {std::floor(box.GetCenter().x), box.GetCenter().y}, playing,
            ui.colour().text);
  ui.place("circuit.play", box);
  words_on_pointing(ui, "circuit.play words", box,
                    playing ? "Stop the trial here." : "Play the trial.");
}

/// Steps of the keyboard: arrows one, with Shift ten, Home and End to the ends.
int steps_of_keys(ImGuiID id, int step, int last) {
  if (ImGui::GetCurrentContext()->NavId != id) return step;
  const int stride = ImGui::GetIO().KeyShift ? 10 : 1;
  const auto pressed = [&](ImGuiKey key) {
    ImGui::SetKeyOwner(key, id);
    return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id);
  };
  if (pressed(ImGuiKey_LeftArrow)) step -= stride;
  if (pressed(ImGuiKey_RightArrow)) step += stride;
  if (pressed(ImGuiKey_Home)) step = 0;
  if (pressed(ImGuiKey_End)) step = last;
  return std::clamp(step, 0, last);
}

void time_slider(Ui& ui, const ImRect& box) {
  const SampleTrial& trial = ui.snapshot.trial;
  const double duration = duration_ms(trial);
  const ImGuiID id = ImGui::GetID("circuit.time");
  bool hovered = false, held = false;
  if (ImGui::ItemAdd(box, id))
    ImGui::ButtonBehavior(box, id, &hovered, &held, ImGuiButtonFlags_PressedOnClick);
  const bool mouse = ImGui::GetCurrentContext()->ActiveIdSource == ImGuiInputSource_Mouse;
  const double now = moment_of(ui.view.playback, trial);
  if (held && mouse) {
    const float width = box.GetWidth() - 2 * kKnob;
    const double part = double{(ImGui::GetIO().MousePos.x - box.Min.x - kKnob) / width};
    const double wanted = std::clamp(part, 0.0, 1.0) * duration;
    if (wanted != now || !ui.view.playback.chosen || ui.view.playback.playing)
      ui.answer(ShowMoment{wanted});
  } else {
    const int step = step_of(ui.view.playback, trial);
    const int next = steps_of_keys(id, step, trial.steps - 1);
    if (next != step) ui.answer(ShowMoment{next * double{trial.dt_ms}});
  }
  draw_track(ui, box, duration > 0 ? now / duration : 0, hovered || held);
  focus_ring(ui, box, id);
  ui.place("circuit.time", box);
}

void speed_menu(Ui& ui, const ImRect& box) {
  std::vector<Option> options;
  int chosen = -1;
  for (const PlaybackSpeed& each : kPlaybackSpeeds) {
    if (each.speed == ui.view.playback.speed) chosen = static_cast<int>(options.size());
    options.push_back({"speed." + std::string(each.key), std::string(each.words)});
  }
  const std::string shown = chosen < 0 ? compact(ui.view.playback.speed) + " × speed"
                                       : options[static_cast<std::size_t>(chosen)].words;
  const int picked = word_menu(ui, "circuit.speed", box, shown, options, chosen);
  if (picked >= 0)
    ui.answer(SetPlaybackSpeed{kPlaybackSpeeds[static_cast<std::size_t>(picked)].speed});
  ui.place("circuit.speed", box);
}

}  // namespace

void playback_controls(Ui& ui, const ImRect& box) {
  const SampleTrial& trial = ui.snapshot.trial;
  play_button(ui, {box.Min, {box.Min.x + kButton, box.Max.y}});
  const float time = box.Max.x - kSpeed - 10;
  time_slider(ui, {{box.Min.x + kButton + 10, box.Min.y}, {time - kTime, box.Max.y}});
  const std::string words = grouped(std::round(moment_of(ui.view.playback, trial))) + " of " +
                            grouped(std::round(duration_ms(trial))) + " ms";
  draw_text_within(ui, {time, box.GetCenter().y}, kTime - 8, Type::small, ui.colour().text2, words,
                   Align::right);
  speed_menu(ui, {{box.Max.x - kSpeed, box.Min.y}, box.Max});
}

}  // namespace nn4n::playground
