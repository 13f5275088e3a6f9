// The page driven without a browser: a pointer, keys, frames, and a snapshot of a made-up run.
#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "codec/json_value.h"
#include "playground/page.h"
#include "training/snapshot.h"

namespace nn4n::playground {

/// A run of the default experiment (two areas of 32 units) after `iteration` iterations. The
/// numbers mean nothing, but every array has its full shape.
inline Snapshot made_up_snapshot(int iteration) {
  Snapshot s;
  s.iteration = iteration;
  s.loss = iteration > 0 ? 0.05f : NAN;
  s.accuracy = iteration > 0 ? 0.9f : NAN;
  s.fingerprint = 0xabc00000u + static_cast<unsigned>(iteration);
  s.pass_accuracy = 0.85f;
  s.chance_accuracy = 0.5f;
  for (int i = 0; i < iteration; ++i)
    s.loss_history.push_back(0.2f / (1 + 0.1f * static_cast<float>(i)));
  for (int i = 0; i < iteration; ++i)
    s.norm_history.push_back({0.5f / (1 + 0.1f * static_cast<float>(i)), 8.0f});
  for (int i = 50; i <= iteration; i += 50) s.validations.push_back({i, 0.1f, 0.6f});
  s.units = 64;
  for (int unit = 0; unit < 64; ++unit) {
    s.unit_area.push_back(static_cast<std::uint8_t>(unit / 32));
    s.unit_sign.push_back(unit % 32 < 25 ? std::int8_t{1} : std::int8_t{-1});
  }
  s.input.assign(64 * 3, 0.2f);
  s.readout.assign(2 * 64, 0.1f);
  for (int k = 0; k < 64 * 64; ++k) {
    s.recurrent.push_back((k % 64) % 32 < 25 ? 0.1f : -0.4f);
    s.recurrent_present.push_back(k % 3 == 0 ? 0 : 1);
  }
  SampleTrial& t = s.trial;
  t.steps = 60;
  t.dt_ms = 20;
  t.count = 64;
  t.description = "coherence 12.8 %, correct choice left";
  t.epochs = {{"fixation", 0, 5}, {"stimulus", 5, 45}, {"decision", 45, 60}};
  t.input_names = {"Fixation", "Left", "Right"};
  t.output_names = {"Left", "Right"};
  t.inputs.assign(3 * 60, 0.5f);
  t.rates.assign(64 * 60, 0.7f);
  t.outputs.assign(2 * 60, 0.3f);
  t.targets.assign(2 * 60, 0.2f);
  t.mask.assign(2 * 60, 1.0f);
  s.behaviour.stimulus_label = "Signed coherence [%]";
  s.behaviour.choice_label = "Chose right [%]";
  for (const auto& [stimulus, chosen] : {std::pair{-12.8f, 1}, {3.2f, 12}, {51.2f, 20}}) {
    for (int k = 0; k < 20; ++k) {
      const int wanted = stimulus > 0;
      const int choice = k < chosen;
      s.behaviour.trials.push_back({stimulus, wanted, choice, choice == wanted, 1.0f, -1});
    }
  }
  return s;
}

/// A page on a screen that is not there.
class Headless {
 public:
  explicit Headless(double width = 1366, double height = 2400, double ratio = 1)
      : width_(width), height_(height), ratio_(ratio) {
    page.paint = [](ImDrawData*) {
      for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        const bool gone = texture->Status == ImTextureStatus_WantDestroy;
        texture->SetTexID(gone ? ImTextureID_Invalid : ImTextureID{1});
        texture->SetStatus(gone ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
      }
    };
    page.open("");
    frames(2);
    page.take_messages();
  }

  void frames(int count = 1) {
    for (int i = 0; i < count; ++i) {
      page.wake();
      page.frame(now_ += 16, width_, height_, ratio_);
    }
  }

  /// As if the worker had trained for so long.
  void trained(int iteration, std::string_view status = "paused") {
    page.receive("{\"type\":\"snapshot\",\"status\":\"" + std::string(status) + "\",\"speed\":100}",
                 to_bytes(made_up_snapshot(iteration)));
    frames(2);
  }

  struct Box {
    float x = 0, y = 0, width = 0, height = 0;
    bool drawn = false;
    ImVec2 at(float part_x, float part_y = 0.5f) const {
      return {x + part_x * width, y + part_y * height};
    }
  };
  Box box(std::string_view path) const {
    const JsonValue place = parse_json(page.locate(path)).value;
    if (!place.is(JsonKind::object)) return {};
    const auto number = [&](const char* key) {
      return static_cast<float>(place.find(key)->number);
    };
    return {number("x"), number("y"), number("width"), number("height"), true};
  }

  void point(ImVec2 at) {
    ImGui::GetIO().AddMousePosEvent(at.x, at.y);
    frames(2);
  }
  void press(bool down) {
    ImGui::GetIO().AddMouseButtonEvent(0, down);
    frames(2);
  }
  void click(ImVec2 at) {
    point(at);
    press(true);
    press(false);
  }
  void double_click(ImVec2 at) {
    point(at);
    for (const bool down : {true, false, true, false}) {
      ImGui::GetIO().AddMouseButtonEvent(0, down);
      frames(1);
    }
    frames(2);
  }
  void drag(ImVec2 from, ImVec2 to) {
    point(from);
    press(true);
    for (int k = 1; k <= 5; ++k) {
      const float part = static_cast<float>(k) / 5;
      point({from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)});
    }
    press(false);
    frames(1);
  }
  /// Unfolds every section, the lowest first: what lies above it stays where it is.
  void unfold_all() {
    frames(2);
    std::vector<std::pair<float, std::string>> folded;
    for (const std::string& name : page.app().view.folded) {
      const Box section = box("section." + name);
      if (section.drawn) folded.emplace_back(-section.y, "section." + name);
    }
    std::sort(folded.begin(), folded.end());
    for (const auto& [y, name] : folded) click(box(name).at(0.5f));
  }
  void key(ImGuiKey which) {
    ImGui::GetIO().AddKeyEvent(which, true);
    frames(2);
    ImGui::GetIO().AddKeyEvent(which, false);
    frames(2);
  }
  void type(const char* text) {
    for (; *text; ++text) {
      ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(*text));
      frames(2);
    }
  }

  /// The same by the names of places.
  void click_on(const std::string& place, float x = 0.5f) {
    ASSERT_TRUE(box(place).drawn) << place;
    click(box(place).at(x));
  }
  void choose(const std::string& place, const std::string& key) {
    click_on(place);
    click_on("choice." + key);
  }
  /// Into a text box, which opens under a click.
  void fill(const std::string& place, const std::string& text) {
    click_on(place, 0.1f);
    frames(2);
    type(text.c_str());
    key(ImGuiKey_Enter);
  }
  /// Over the value of a slider.
  void type_into(const std::string& place, const std::string& text) {
    ASSERT_TRUE(box(place).drawn) << place;
    double_click(box(place).at(0.7f));
    frames(2);
    type(text.c_str());
    key(ImGuiKey_Enter);
  }

  /// The types of the messages for the worker since the last call.
  std::string messages() {
    std::string types;
    for (const JsonValue& message : page.take_messages().items) {
      types += (types.empty() ? "" : " ") + message.find("type")->text;
    }
    return types;
  }
  const Experiment& experiment() const { return page.app().experiment; }

  Page page;

 private:
  double width_, height_, ratio_;
  double now_ = 1000;
};

}  // namespace nn4n::playground
