// The behaviour in the trials of the last validation: the plot that fits the task or, when several
// do, a menu of them.
#include "playground/panels/behaviour/plots.h"

#include <algorithm>
#include <cmath>

#include "editing/verdict.h"
#include "editing/words.h"
#include "playground/panels/panels.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kMenu = 220, kMenuHeight = 24, kSave = 22;

/// The title of the plot or, when there are several, a menu of their titles.
void title_row(Ui& ui, const ImRect& box, const std::vector<BehaviourPlot>& plots,
               std::size_t chosen) {
  const ImRect row{box.Min, {box.Max.x, box.Min.y - 2 + kMenuHeight}};
  const ImRect said{{box.Min.x + kMenu, row.Min.y}, {row.Max.x - kSave, row.Max.y}};
  if (!plots.empty()) {
    draw_text_within(ui, {box.Max.x - kSave, box.Min.y + 10}, box.GetWidth() - kMenu - 8 - kSave,
                     Type::small, ui.colour().text3, trials_words(ui.experiment, ui.snapshot),
                     Align::right);
    words_on_pointing(ui, "trials", said, validation_sentences(ui.experiment, ui.snapshot));
    ui.place("behaviour.trials", said);
  }
  if (!plots.empty())
    figure_button(ui, {box.Max.x - kSave + 4, box.Min.y + 1}, {{"behaviour", "Behaviour"}});
  if (plots.size() < 2) {
    ImGui::SetCursorScreenPos(box.Min);
    return heading(ui, plots.empty() ? "Behaviour" : plots[0].title);
  }
  std::vector<Option> options;
  for (const BehaviourPlot& plot : plots) options.push_back({plot.key, plot.title});
  const float width = std::min(kMenu, box.GetWidth());
  const ImRect menu{{box.Min.x, box.Min.y - 2}, {box.Min.x + width, box.Min.y - 2 + kMenuHeight}};
  ui.place("behaviour.menu", menu);
  const int picked = combo(ui, "behaviour", menu, options, static_cast<int>(chosen));
  if (picked >= 0) ui.answer(ShowPlot{options[static_cast<std::size_t>(picked)].key});
}

/// Of which validation the plot is, at the left below it, where the axis has no words.
void moment_of_plot(Ui& ui, const ImRect& box) {
  if (ui.snapshot.effect.trials > 0)
    return draw_text(ui, {box.Min.x, box.Max.y - 4}, Type::small, ui.colour().text3,
                     "Iteration " + grouped(ui.snapshot.effect.iteration));
  const Validation* shown = shown_validation(ui.snapshot);
  if (!shown) return;
  draw_text(ui, {box.Min.x, box.Max.y - 4}, Type::small, ui.colour().text3,
            "Iteration " + grouped(shown->iteration) + best_words(ui.snapshot));
}

void draw_plot(Ui& ui, const ImRect& box, const Behaviours& behaviour, const BehaviourPlot& plot) {
  const ImRect area{{box.Min.x + 38, box.Min.y + 50}, {box.Max.x - 8, box.Max.y - 32}};
  ui.place("plot.behaviour", area);
  moment_of_plot(ui, box);
  switch (plot.kind) {
    case PlotKind::production:
      return production_plot(ui, area, behaviour);
    case PlotKind::psychometric:
      return psychometric_plot(ui, area, behaviour, plot.axis);
    case PlotKind::chronometric:
      return chronometric_plot(ui, area, behaviour);
    case PlotKind::confusion:
      return choices_plot(ui, {{box.Min.x, box.Min.y + 32}, {box.Max.x, box.Max.y - 14}},
                          behaviour);
    case PlotKind::accuracy:
      return accuracy_plot(ui, area, behaviour, plot.axis);
    case PlotKind::threshold:
      return threshold_plot(ui, area, behaviour);
    case PlotKind::spread:
      return spread_plot(ui, area, behaviour);
    case PlotKind::error:
      return error_plot(ui, area, behaviour, plot.axis);
  }
}

void draw_square(ImDrawList* list, ImVec2 c, float half, ImU32 colour) {
  list->AddRectFilled({c.x - half, c.y - half}, {c.x + half, c.y + half}, colour);
}

void draw_diamond(ImDrawList* list, ImVec2 c, float half, ImU32 colour) {
  list->AddQuadFilled({c.x, c.y - half}, {c.x + half, c.y}, {c.x, c.y + half}, {c.x - half, c.y},
                      colour);
}

void draw_mark_at(Ui& ui, ImVec2 c, const Series& look, float radius) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  switch (look.mark) {
    case Marker::circle:
      list->AddCircleFilled(c, radius + 2, ui.colour().plot);
      return list->AddCircleFilled(c, radius, look.colour);
    case Marker::square:
      draw_square(list, c, radius + 1.5f, ui.colour().plot);
      draw_square(list, c, radius, look.colour);
      return draw_square(list, c, radius - 1.5f, ui.colour().plot);
    case Marker::diamond:
      draw_diamond(list, c, radius + 3, ui.colour().plot);
      return draw_diamond(list, c, radius + 1, look.colour);
  }
}

}  // namespace

Series series(const Ui& ui, std::size_t index) {
  const Tokens& c = ui.colour();
  switch (index % kMostSeries) {
    case 0:
      return {c.accuracy, Marker::circle, 0};
    case 1:
      return {c.text2, Marker::square, 5};
    default:
      return {mixed(c.accuracy, c.plot, 0.45f), Marker::diamond, 2};
  }
}

Series altered(const Series& intact) {
  return {intact.colour, Marker::square, intact.dash == 5 ? 2.0f : 5.0f};
}

Series expected(const Series& measured) {
  return {faded(measured.colour, 0.75f), measured.mark, 4};
}

void draw_mark(Ui& ui, const Plot& plot, const Series& look, double x, double y) {
  draw_mark_at(ui, {plot.x(x), plot.y(y)}, look, 3.5f);
}

void draw_interval(const Plot& plot, const Series& look, double x, double low, double high) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float at = plot.x(x);
  const float from = std::clamp(plot.y(low), plot.area().Min.y, plot.area().Max.y);
  const float to = std::clamp(plot.y(high), plot.area().Min.y, plot.area().Max.y);
  list->AddLine({at, from}, {at, to}, look.colour, 1.5f);
  list->AddLine({at - 3, from}, {at + 3, from}, look.colour, 1.5f);
  list->AddLine({at - 3, to}, {at + 3, to}, look.colour, 1.5f);
}

void draw_line(const Plot& plot, const Series& look, const std::vector<ImVec2>& points) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect({plot.area().Min.x, plot.area().Min.y - 2},
                     {plot.area().Max.x + 2, plot.area().Max.y + 2}, true);
  line_through(list, points, look.colour, 2, look.dash);
  list->PopClipRect();
}

Figure* record_behaviour(const Plot& plot, std::string_view title) {
  return plot.record("behaviour", title, kReferenceNames);
}

FigureSeries points_of(const Series& look, std::string name) {
  return {.name = std::move(name), .colour = look.colour, .width = 0, .dot = 3.5f};
}

FigureSeries line_of(const Series& look, std::string name) {
  return {.name = std::move(name), .colour = look.colour, .dash = look.dash, .unnamed = true};
}

namespace {

constexpr float kNamePitch = 16;

/// The names below each other, the first one with its middle at y.
void list_names(Ui& ui, float left, float y, const std::vector<SeriesName>& names) {
  for (const SeriesName& name : names) {
    if (name.line_only) {
      dashed(ImGui::GetWindowDrawList(), {left - 18, y}, {left - 3, y}, name.look.colour, 2,
             name.look.dash);
    } else {
      draw_mark_at(ui, {left - 9, y}, name.look, 3.5f);
    }
    draw_text(ui, {left, y}, Type::small, ui.colour().text2, name.words);
    y += kNamePitch;
  }
}

/// Where there is no room for them: a word above the plot that shows them to who points at it.
void offer_names(Ui& ui, const Plot& plot, const std::vector<SeriesName>& names, float width) {
  constexpr std::string_view word = "Which is which?";
  const float right = plot.area().Max.x;
  const ImVec2 at(right - text_width(ui, Type::small, word), plot.area().Min.y - 14);
  const ImRect box({at.x, at.y - 9}, {right, at.y + 9});
  draw_text(ui, at, Type::small, ui.colour().text2, word);
  ImGui::GetWindowDrawList()->AddLine({at.x, at.y + 8}, {right, at.y + 8}, ui.colour().text3);
  ui.place("behaviour.names", box);
  if (!ImGui::IsMouseHoveringRect(box.Min, box.Max) || !ImGui::BeginTooltip()) return;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  list_names(ui, corner.x + 20, corner.y + kNamePitch / 2, names);
  ImGui::Dummy({width + 20, kNamePitch * px(names.size())});
  ImGui::EndTooltip();
}

}  // namespace

void draw_names(Ui& ui, const Plot& plot, const std::vector<SeriesName>& names, bool top) {
  float width = 0;
  for (const SeriesName& name : names)
    width = std::max(width, text_width(ui, Type::small, name.words));
  const float height = kNamePitch * px(names.size());
  if (height > 0.6f * plot.area().GetHeight()) return offer_names(ui, plot, names, width);
  const float left = std::floor(plot.area().Max.x - 6 - width);
  list_names(ui, left, top ? plot.area().Min.y + 10 : plot.area().Max.y - height + 4, names);
}

void draw_nothing(Ui& ui, const ImRect& area, std::string_view words) {
  const float width = std::min(area.GetWidth() - 16, 320.0f);
  const float height = paragraph_height(ui, Type::control, words, width);
  ImVec2 at(area.GetCenter().x - width / 2, area.GetCenter().y - height / 2);
  if (height <= size_of(Type::control) * 1.5f)  // one line stands in the middle
    at.x = area.GetCenter().x - text_width(ui, Type::control, words) / 2;
  ImGui::SetCursorScreenPos(at);
  paragraph(ui, Type::control, ui.colour().text2, words, width);
}

namespace {

void behaviour_view(Ui& ui, const ImRect& box) {
  const InterventionEffect& effect = ui.snapshot.effect;
  const bool acts = effect.trials > 0;
  const Behaviour& behaviour = acts ? effect.intact : ui.snapshot.behaviour;
  const std::vector<BehaviourPlot> plots = plots_of(behaviour);
  const auto same = std::find_if(plots.begin(), plots.end(), [&](const BehaviourPlot& plot) {
    return plot.key == ui.view.behaviour_plot;
  });
  const std::size_t chosen =
      same == plots.end() ? 0 : static_cast<std::size_t>(same - plots.begin());
  title_row(ui, box, plots, chosen);
  if (!plots.empty())
    return draw_plot(ui, box, {behaviour, acts ? &effect.altered : nullptr}, plots[chosen]);
  draw_nothing(ui, box,
               ui.run.known && !ui.snapshot.trial.epochs.empty()
                   ? "This task asks for no choice, and all of its trials are alike: there is no "
                     "behaviour to plot."
                   : "No trials have been measured yet.");
}

const RegisteredPanel registered_behaviour{{.key = "behaviour",
                                            .title = "Behaviour",
                                            .place = PanelPlace::right,
                                            .order = 20,
                                            .view = behaviour_view,
                                            .least = 188,
                                            .tab_shape = 0.75f}};

}  // namespace

}  // namespace nn4n::playground
