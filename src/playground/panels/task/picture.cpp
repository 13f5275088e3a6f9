// Pictures of example trials: inputs, targets and what is scored.
#include <algorithm>
#include <cmath>

#include "playground/panels/task/picture.h"
#include "playground/plots/channel_colours.h"
#include "playground/plots/plot.h"

namespace nn4n::playground {

namespace {

constexpr int kMostLines = 5;  // with more channels, lines would hide each other
constexpr float kPointsPerPixel = 2;

/// The steps of a trial, fewer when there are more than the screen can show.
int stride_of(const Trial& trial, const Timeline& time) {
  const float width = time.x(trial.steps) - time.x(0);
  return std::max(1, static_cast<int>(px(trial.steps) / (kPointsPerPixel * std::max(width, 1.0f))));
}

/// visit(from, to, value) for every stretch of one value among `value(step)`.
template <class Value, class Visit>
void for_each_stretch(const Trial& trial, int stride, Value&& value, Visit&& visit) {
  for (int begin = 0; begin < trial.steps;) {
    int end = begin + stride;
    while (end < trial.steps && value(end) == value(begin)) end += stride;
    visit(begin, std::min(end, trial.steps), value(begin));
    begin = end;
  }
}

struct PictureScale {
  float low, high;
  const ImRect& row;
  float y(float value) const {
    return row.Max.y - 1 - (value - low) / (high - low) * (row.GetHeight() - 2);
  }
};

PictureScale scale_of_values(const std::vector<float>& values, const ImRect& row) {
  const auto [low, high] = extent(values);
  return {std::min(low, 0.0f), std::max(high, 1.0f), row};
}

void input_line(Ui& ui, const PictureScale& scale, const Timeline& time, const Example& example,
                int channel) {
  const Trial& trial = example.trial;
  std::vector<ImVec2> line;
  for_each_stretch(
      trial, stride_of(trial, time), [&](int t) { return trial.input_at(t, channel); },
      [&](int from, int to, float value) {
        line.push_back({time.x(from), scale.y(value)});
        line.push_back({time.x(to), scale.y(value)});
      });
  const ChannelLook look = input_look(ui, example.shape.inputs, static_cast<std::size_t>(channel));
  line_through(ImGui::GetWindowDrawList(), line, look.colour, 1.5f, std::min(look.dash, 3.0f));
}

/// One row of colour per channel, from the background at 0 to the colour of the channel at 1.
void input_rows(Ui& ui, const ImRect& row, const Timeline& time, const Example& example) {
  const Trial& trial = example.trial;
  const float height = row.GetHeight() / px(trial.inputs);
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int c = 0; c < trial.inputs; ++c) {
    const float top = row.Min.y + height * px(c);
    for_each_stretch(
        trial, stride_of(trial, time), [&](int t) { return trial.input_at(t, c); },
        [&](int from, int to, float value) {
          if (value == 0) return;
          const ChannelLook look =
              input_look(ui, example.shape.inputs, static_cast<std::size_t>(c));
          const ImU32 colour =
              mixed(ui.colour().plot, look.colour, std::clamp(std::fabs(value), 0.0f, 1.0f));
          list->AddRectFilled({time.x(from), top}, {time.x(to), top + std::max(height, 1.0f)},
                              colour);
        });
  }
}

void draw_inputs(Ui& ui, const ImRect& row, const Timeline& time, const Example& example) {
  const Trial& trial = example.trial;
  if (trial.inputs > kMostLines) return input_rows(ui, row, time, example);
  const PictureScale scale = scale_of_values(trial.input, row);
  for (int c = trial.inputs; c-- > 0;) input_line(ui, scale, time, example, c);
}

void draw_targets(Ui& ui, const ImRect& row, const Timeline& time, const Example& example) {
  const Trial& trial = example.trial;
  const PictureScale scale = scale_of_values(trial.target, row);
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int o = trial.outputs; o-- > 0;) {
    const ChannelLook look = output_look(ui, static_cast<std::size_t>(o));
    std::vector<ImVec2> line;
    for_each_stretch(
        trial, stride_of(trial, time), [&](int t) { return trial.target_at(t, o); },
        [&](int from, int to, float value) {
          line.push_back({time.x(from), scale.y(value)});
          line.push_back({time.x(to), scale.y(value)});
        });
    line_through(list, line, look.colour, 1.5f, look.dash);
  }
}

/// Filled where any output is scored, darker the more an error counts.
void draw_scored(Ui& ui, const ImRect& row, const Timeline& time, const Trial& trial) {
  const auto weight = [&](int t) {
    float most = 0;
    for (int o = 0; o < trial.outputs; ++o) most = std::max(most, trial.mask_at(t, o));
    return most;
  };
  const float most = std::max(extent(trial.mask).second, 1e-6f);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(row.Min, row.Max, ui.colour().grid);
  for_each_stretch(trial, stride_of(trial, time), weight, [&](int from, int to, float value) {
    if (value <= 0) return;
    list->AddRectFilled({time.x(from), row.Min.y}, {time.x(to), row.Max.y},
                        mixed(ui.colour().grid, ui.colour().text2, 0.3f + 0.7f * value / most));
  });
}

}  // namespace

Timeline::Timeline(const Trial& trial, float left, float right) : Timeline(trial, left, right, 0) {}

Timeline::Timeline(const Trial& trial, float left, float right, float least) {
  const float count = std::max(px(trial.epochs.size()), 1.0f);
  const float room = std::max(right - left - least * count, 0.0f);
  const float narrow = room > 0 ? least : (right - left) / count;
  float at = left;
  for (const EpochSpan& span : trial.epochs) {
    steps_.push_back(span.begin);
    borders_.push_back(at);
    at += narrow + room * px(span.end - span.begin) / px(std::max(trial.steps, 1));
  }
  steps_.push_back(trial.steps);
  borders_.push_back(right);
}

float Timeline::x(double step) const {
  if (steps_.size() < 2) return borders_.front();  // a trial without epochs
  std::size_t k = 1;
  while (k + 1 < steps_.size() && step >= steps_[k]) ++k;
  const double part = (step - steps_[k - 1]) / std::max(steps_[k] - steps_[k - 1], 1);
  return borders_[k - 1] + px(part) * (borders_[k] - borders_[k - 1]);
}

PictureRows picture_rows(const ImRect& box, const Example& example) {
  constexpr float bar = 4, gap = 4;
  const float room = box.GetHeight() - bar - 2 * gap;
  const float part = example.trial.inputs > kMostLines ? 0.62f : 0.55f;
  const float inputs = example.trial.inputs == 0 ? 0 : std::floor(room * part);
  const ImRect first{box.Min, {box.Max.x, box.Min.y + inputs}};
  const ImRect second{{box.Min.x, first.Max.y + (inputs > 0 ? gap : 0)},
                      {box.Max.x, box.Max.y - bar - gap}};
  return {.inputs = first, .targets = second, .scored = {{box.Min.x, box.Max.y - bar}, box.Max}};
}

void draw_trial_picture(Ui& ui, const PictureRows& rows, const Timeline& time,
                        const Example& example) {
  if (example.trial.inputs > 0) draw_inputs(ui, rows.inputs, time, example);
  draw_targets(ui, rows.targets, time, example);
  draw_scored(ui, rows.scored, time, example.trial);
}

PictureRows draw_example(Ui& ui, const ImRect& box, const Timeline& time, const Example& example) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(box.Min, box.Max, ui.colour().plot, 3);
  const PictureRows rows =
      picture_rows({{box.Min.x, box.Min.y + 5}, {box.Max.x, box.Max.y - 5}}, example);
  draw_trial_picture(ui, rows, time, example);
  for (std::size_t i = 1; i < example.trial.epochs.size(); ++i) {
    const float x = std::floor(time.border(i)) + 0.5f;
    dashed(list, {x, box.Min.y}, {x, box.Max.y}, faded(ui.colour().edge, 0.6f), 1, 2);
  }
  return rows;
}

}  // namespace nn4n::playground
