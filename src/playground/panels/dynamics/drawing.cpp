// The plane, or the space in three dimensions, with all that is drawn in it.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "editing/words.h"
#include "playground/panels/dynamics/dynamics.h"
#include "playground/plots/channel_colours.h"
#include "playground/plots/figure.h"
#include "playground/widgets/row.h"
#include "playground/widgets/series_switch.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kStale = 0.55f;
constexpr float kArrow = 13, kArrowGap = 25;  // of the flow [css px]
constexpr float kNear = 12;                   // what is so far from the pointer is read [css px]
constexpr std::size_t kMostNames = 30;        // of points

/// A place as it is seen: two coordinates in the units of the rates.
struct Seen {
  double across = 0, up = 0;
};

/// How places are seen: in their plane, or turned in three dimensions.
struct Sight {
  const DynamicsChoice& choice;
  bool solid;
  std::array<double, 3> centre{};

  Seen of(const DynamicsPlace& place, bool direction = false) const {
    const auto at = [&](int k) {
      const auto axis = static_cast<std::size_t>(k);
      return axis < place.size() ? place[axis] : 0.0;
    };
    if (!solid) return {at(choice.across), at(choice.up)};
    std::array<double, 3> p{at(0), at(1), at(2)};
    for (std::size_t k = 0; k < 3 && !direction; ++k) p[k] -= centre[k];
    const double c = std::cos(choice.turn), s = std::sin(choice.turn);
    const double depth = c * p[2] - s * p[0];
    return {c * p[0] + s * p[2], std::cos(choice.tilt) * p[1] + std::sin(choice.tilt) * depth};
  }
};

/// All places that should be seen.
std::vector<DynamicsPlace> places_of(const DynamicsShown& shown, const DynamicsChoice& choice) {
  std::vector<DynamicsPlace> places;
  for (const DynamicsTrajectory& one : shown.space->trajectories)
    places.insert(places.end(), one.places.begin(), one.places.end());
  for (const DynamicsTrajectory& one : shown.space->intact)
    places.insert(places.end(), one.places.begin(), one.places.end());
  if (choice.single) {
    for (const DynamicsTrajectory& one : shown.space->single)
      places.insert(places.end(), one.places.begin(), one.places.end());
  }
  for (const DynamicsPoint& point : shown.points) {
    if (!point.outlier) places.push_back(shown.space->place(point.rates));
  }
  std::erase_if(places, [](const DynamicsPlace& place) { return place.empty(); });
  return places;
}

/// The middle of them and, around it, what is seen from wherever one looks.
struct Bounds {
  double left = 0, right = 1, low = 0, high = 1;
};

Bounds bounds_of(const std::vector<DynamicsPlace>& places, Sight& sight) {
  constexpr double kMargin = 0.08;
  if (places.empty()) return {};
  if (sight.solid) {
    std::array<double, 3> low{}, high{};
    for (std::size_t k = 0; k < 3; ++k) {
      const auto [least, most] = std::minmax_element(
          places.begin(), places.end(), [k](const auto& a, const auto& b) { return a[k] < b[k]; });
      low[k] = (*least)[k], high[k] = (*most)[k];
      sight.centre[k] = (low[k] + high[k]) / 2;
    }
    double reach = 0;
    for (const DynamicsPlace& place : places) {
      reach = std::max(reach, std::hypot(place[0] - sight.centre[0], place[1] - sight.centre[1],
                                         place[2] - sight.centre[2]));
    }
    reach *= 1 + kMargin;
    return {-reach, reach, -reach, reach};
  }
  const Seen first = sight.of(places.front());
  Bounds b{first.across, first.across, first.up, first.up};
  for (const DynamicsPlace& place : places) {
    const Seen seen = sight.of(place);
    b.left = std::min(b.left, seen.across), b.right = std::max(b.right, seen.across);
    b.low = std::min(b.low, seen.up), b.high = std::max(b.high, seen.up);
  }
  const double margin = std::max(kMargin * std::max(b.right - b.left, b.high - b.low), 1e-6);
  return {b.left - margin, b.right + margin, b.low - margin, b.high + margin};
}

/// The ranges of a plot with equal units on both axes.
std::pair<Range, Range> equal_ranges(const Bounds& b, const ImRect& area) {
  const double unit = std::max((b.right - b.left) / double{area.GetWidth()},
                               (b.high - b.low) / double{area.GetHeight()});  // a pixel
  const double across = unit * double{area.GetWidth()} / 2;
  const double up = unit * double{area.GetHeight()} / 2;
  const double x = (b.left + b.right) / 2, y = (b.low + b.high) / 2;
  return {{x - across, x + across}, {y - up, y + up}};
}

/// Draws and, where somebody asks for figures, notes down.
struct Painter {
  Ui& ui;
  const Plot& plot;
  const DynamicsShown& shown;
  const Sight& sight;
  Figure* figure;
  ImDrawList* list = ImGui::GetWindowDrawList();

  ImVec2 at(const DynamicsPlace& place) const {
    const Seen seen = sight.of(place);
    return {plot.x(seen.across), plot.y(seen.up)};
  }
  ImU32 ink(ImU32 colour, float part = 1) const { return faded(colour, part * shown.strength); }

  /// The epoch whose input is held; in its steps lines are solid, in others dotted.
  std::string held_epoch() const {
    const DynamicsReport& report = ui.dynamics.report;
    if (!report.fixed || !report.inputs || !ui.view.dynamics.to.empty()) return "";
    for (const DynamicsInput& input : *report.inputs) {
      if (input.text == report.fixed->text) return input.epoch;
    }
    return "";
  }

  void trajectory(const DynamicsTrajectory& one, const std::string& held, bool thin) const {
    const TrajectoryLook look = look_of(ui, *shown.space, one);
    const float width = thin ? 1 : look.width;
    const ImU32 colour = ink(look.colour, thin ? 0.4f : 1);
    FigureSeries noted{.name = one.name, .colour = look.colour, .width = width, .unnamed = thin};
    std::vector<ImVec2> piece;
    bool solid = true;
    const auto flush = [&] {
      line_through(list, piece, colour, width, solid ? 0 : 3);
      if (!piece.empty()) piece.erase(piece.begin(), piece.end() - 1);
    };
    for (std::size_t t = 0; t < one.places.size(); ++t) {
      const Seen seen = sight.of(one.places[t]);
      piece.emplace_back(plot.x(seen.across), plot.y(seen.up));
      noted.xs.push_back(px(seen.across));
      noted.ys.push_back(px(seen.up));
      const bool now =
          thin || held.empty() ||
          std::any_of(one.epochs.begin(), one.epochs.end(), [&](const auto& epoch) {
            return epoch.name == held && px(t) >= px(epoch.begin) && px(t) < px(epoch.end);
          });
      if (now != solid) flush();
      solid = now;
    }
    flush();
    if (figure) figure->series.push_back(std::move(noted));
  }

  /// Of the network without its interventions: dashed, in the colour of its condition.
  void intact(const DynamicsTrajectory& one) const {
    const TrajectoryLook look = look_of(ui, *shown.space, one);
    FigureSeries noted{.name = one.name + ", intact",
                       .colour = look.colour,
                       .width = look.width,
                       .dash = kIntactDash};
    std::vector<ImVec2> line;
    for (const DynamicsPlace& place : one.places) {
      const Seen seen = sight.of(place);
      line.emplace_back(plot.x(seen.across), plot.y(seen.up));
      noted.xs.push_back(px(seen.across));
      noted.ys.push_back(px(seen.up));
    }
    line_through(list, line, ink(look.colour, kIntactStrength), look.width, kIntactDash);
    if (figure) figure->series.push_back(std::move(noted));
  }

  void marks(const DynamicsTrajectory& one) const {
    if (one.places.empty()) return;
    const ImU32 colour = ink(look_of(ui, *shown.space, one).colour);
    const auto place = [&](double step) {
      const auto t = static_cast<std::size_t>(std::max(step, 0.0));
      return at(one.places[std::min(t, one.places.size() - 1)]);
    };
    if (one.epochs.size() > 2) {
      const ImVec2 on = place(one.epochs[1].begin);
      list->AddCircleFilled(on, 4.5f, ui.colour().plot);
      list->AddCircle(on, 4, ink(ui.colour().text), 16, 1.5f);
    }
    if (one.epochs.size() > 1) {
      const ImVec2 last = place(one.epochs.back().begin);
      list->AddRectFilled({last.x - 3, last.y - 3}, {last.x + 3, last.y + 3}, colour);
    }
    list->AddCircleFilled(place(double(one.places.size())), 3.5f, colour, 12);
  }

  void arrow(ImVec2 from, ImVec2 to, ImU32 colour, float width, float head) const {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    if (length < 1) return;
    const ImVec2 u((to.x - from.x) / length, (to.y - from.y) / length);
    const ImVec2 neck(to.x - u.x * head, to.y - u.y * head);
    list->AddLine(from, neck, colour, width);
    list->AddTriangleFilled(to, {neck.x - u.y * head * 0.45f, neck.y + u.x * head * 0.45f},
                            {neck.x + u.y * head * 0.45f, neck.y - u.x * head * 0.45f}, colour);
  }

  void flow(const DynamicsFlow& f) const {
    double fastest = 0;
    for (const auto& each : f.change) fastest = std::max(fastest, std::hypot(each[0], each[1]));
    if (fastest == 0) return;
    const float gap = std::fabs(plot.x(f.spacing) - plot.x(0));
    const int stride = std::max(1, static_cast<int>(std::ceil(kArrowGap / std::max(gap, 0.1f))));
    const ImU32 colour = ink(ui.colour().text3, 0.6f);
    FigureSeries noted{.name = "flow", .colour = colour, .width = 1, .unnamed = true};
    for (int row = 0; row < f.side; row += stride) {
      for (int column = 0; column < f.side; column += stride) {
        const ImVec2 place(plot.x(f.low_across + f.spacing * column),
                           plot.y(f.low_up + f.spacing * row));
        const auto& change = f.change[static_cast<std::size_t>(row * f.side + column)];
        const double speed = std::hypot(change[0], change[1]);
        if (!plot.area().Contains(place) || speed == 0) continue;
        const float half = kArrow / 2 * std::clamp(px(std::pow(speed / fastest, 0.3)), 0.35f, 1.0f);
        const ImVec2 way(px(change[0] / speed) * half, -px(change[1] / speed) * half);
        const ImVec2 from(place.x - way.x, place.y - way.y), to(place.x + way.x, place.y + way.y);
        arrow(from, to, colour, 1, 4.5f);
        if (!figure) continue;
        const double units = f.spacing / double{std::max(gap, 0.1f)};  // of a pixel
        const double x = f.low_across + f.spacing * column, y = f.low_up + f.spacing * row;
        for (const double side : {-1.0, 1.0}) {
          noted.xs.push_back(px(x + side * double{way.x} * units));
          noted.ys.push_back(px(y - side * double{way.y} * units));
        }
        noted.xs.push_back(NAN);
        noted.ys.push_back(NAN);
      }
    }
    if (figure) figure->series.push_back(std::move(noted));
  }

  /// Where the points are along the whole way between two inputs.
  void path(const std::vector<DynamicsStep>& steps) const {
    for (std::size_t k = 1; k < steps.size(); ++k) {
      for (const DynamicsPoint& point : steps[k].points) {
        for (const DynamicsPoint& before : steps[k - 1].points) {
          if (before.branch != point.branch) continue;
          list->AddLine(at(shown.space->place(before.rates)), at(shown.space->place(point.rates)),
                        ink(ui.colour().text2, 0.6f), 1);
        }
      }
    }
  }

  void points() const {
    const DynamicsChoice& choice = ui.view.dynamics;
    FigureSeries stable{.name = "stable", .colour = ui.colour().text, .width = 0, .dot = 5};
    FigureSeries others{.name = "not stable", .colour = ui.colour().text2, .width = 0, .dot = 3};
    for (std::size_t k = 0; k < shown.points.size(); ++k) {
      const DynamicsPoint& point = shown.points[k];
      const DynamicsPlace place = shown.space->place(point.rates);
      if (place.empty() || point.outlier) continue;
      const ImVec2 here = at(place);
      ui.place("dynamics.sign[" + std::to_string(k) + "]",
               {{here.x - 6, here.y - 6}, {here.x + 6, here.y + 6}});
      if (point.fixed && !point.directions.empty()) {
        const Seen way = sight.of(shown.space->direction(point.directions.front()), true);
        const double length = std::hypot(way.across, way.up);
        constexpr float reach = 30;
        if (length > 0.05) {
          const ImVec2 step(px(way.across / length) * reach, -px(way.up / length) * reach);
          for (const float side : {-1.0f, 1.0f})
            arrow(here, {here.x + side * step.x, here.y + side * step.y}, ink(ui.colour().text),
                  1.5f, 7);
        }
      }
      draw_point_sign(ui, here, point, shown.strength);
      if (static_cast<int>(k) == choice.point)
        list->AddCircle(here, 11, ink(ui.colour().primary), 24, 2);
      if (point.fixed && shown.points.size() <= kMostNames)
        draw_text(ui, {here.x, here.y + 18}, Type::small, ink(ui.colour().text), shown.names[k],
                  Align::centre);
      FigureSeries& noted = point.stable ? stable : others;
      const Seen seen = sight.of(place);
      noted.xs.push_back(px(seen.across));
      noted.ys.push_back(px(seen.up));
    }
    if (!figure) return;
    for (FigureSeries* each : {&stable, &others}) {
      if (!each->xs.empty()) figure->series.push_back(std::move(*each));
    }
  }

  /// The three axes from the mean, for there is no frame in three dimensions.
  void three_axes(const Bounds& b) const {
    for (std::size_t k = 0; k < 3; ++k) {
      DynamicsPlace tip(sight.centre.begin(), sight.centre.end()), middle = tip;
      tip[k] += 0.6 * b.right;
      arrow(at(middle), at(tip), ui.colour().edge, 1, 6);
      tip[k] += 0.09 * b.right;
      draw_text(ui, at(tip), Type::small, ui.colour().text2, shown.space->names[k], Align::centre);
    }
  }
};

std::string axis_words(const DynamicsSpace& space, int axis, bool task) {
  const auto k = static_cast<std::size_t>(axis);
  const std::string share = fixed(100 * space.explained[k], 1) + " %";
  return space.names[k] + (task ? " (held-out R² " + fixed(space.explained[k], 2) + ")"
                                : " (" + share + " of variance)");
}

/// What is under the pointer: a point, else a moment of a trajectory.
void read_place(Ui& ui, const Painter& p) {
  if (!p.plot.is_pointed_at() || ImGui::IsMouseDown(0)) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto distance = [&](ImVec2 at) { return std::hypot(at.x - mouse.x, at.y - mouse.y); };
  float least = kNear;
  const DynamicsPoint* point = nullptr;
  const DynamicsTrajectory* path = nullptr;
  bool intact = false;
  std::size_t index = 0;
  if (ui.view.dynamics.points) {
    for (std::size_t k = 0; k < p.shown.points.size(); ++k) {
      const DynamicsPlace place = p.shown.space->place(p.shown.points[k].rates);
      if (place.empty() || distance(p.at(place)) >= least) continue;
      least = distance(p.at(place)), point = &p.shown.points[k], index = k;
    }
  }
  if (ui.view.dynamics.trajectories && !point) {
    for (const auto* list : {&p.shown.space->trajectories, &p.shown.space->intact}) {
      for (const DynamicsTrajectory& one : *list) {
        if (is_hidden(ui, condition_key(one))) continue;
        for (std::size_t t = 0; t < one.places.size(); ++t) {
          if (distance(p.at(one.places[t])) >= least) continue;
          least = distance(p.at(one.places[t])), path = &one, index = t;
          intact = list == &p.shown.space->intact;
        }
      }
    }
  }
  if (point) {
    readout(ui, mouse, p.plot.area(), p.shown.names[index], short_kind(*point),
            {{0, "speed q", compact(point->speed)}});
  } else if (path) {
    readout(ui, mouse, p.plot.area(), with_minus(path->name) + (intact ? ", intact" : ""),
            grouped(std::round(double(index + 1) * ui.dynamics.report.dt_ms)) + " ms",
            {{look_of(ui, *p.shown.space, *path).colour, "mean of trials",
              std::to_string(path->trials)}});
  }
}

/// A click selects the point beside it; in three dimensions a drag turns.
void handle(Ui& ui, const Painter& p, const ImRect& area) {
  const ImGuiID id = ImGui::GetID("dynamics.plot");
  bool hovered = false, held = false;
  const bool clicked = ImGui::ItemAdd(area, id) && ImGui::ButtonBehavior(area, id, &hovered, &held);
  DynamicsChoice next = ui.view.dynamics;
  const ImVec2 moved = ImGui::GetIO().MouseDelta;
  const bool mouse = ImGui::GetCurrentContext()->ActiveIdSource == ImGuiInputSource_Mouse;
  if (p.sight.solid) {
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    if (held && mouse && !ImGui::IsMouseClicked(0)) {
      next.turn += double{moved.x} * 0.008;
      next.tilt += double{moved.y} * 0.008;
    }
    next.turn += 0.05 * key_steps(id);
    next.tilt = std::clamp(next.tilt, -1.5, 1.5);
  }
  const ImVec2 dragged = ImGui::GetMouseDragDelta(0, 0);
  if (clicked && std::hypot(dragged.x, dragged.y) < 4) {
    float least = kNear;
    next.point = -1;
    for (std::size_t k = 0; k < p.shown.points.size(); ++k) {
      const DynamicsPlace place = p.shown.space->place(p.shown.points[k].rates);
      if (place.empty()) continue;
      const ImVec2 at = p.at(place), to = ImGui::GetIO().MousePos;
      if (std::hypot(at.x - to.x, at.y - to.y) >= least) continue;
      least = std::hypot(at.x - to.x, at.y - to.y), next.point = static_cast<int>(k);
    }
  }
  if (!(next == ui.view.dynamics)) ui.answer(ShowDynamics{next});
  focus_ring(ui, area, id);
}

}  // namespace

DynamicsShown dynamics_shown(const Ui& ui) {
  const DynamicsChoice& choice = ui.view.dynamics;
  const DynamicsReport& report = ui.dynamics.report;
  DynamicsShown shown;
  const auto& space = choice.task_axes ? report.task : report.components;
  if (space && !space->axes.empty()) shown.space = &*space;
  shown.points = points_shown(ui.dynamics, choice);
  shown.names = point_names(shown.points);
  shown.solid = choice.solid && shown.space && !choice.task_axes && shown.space->axes.size() == 3;
  shown.strength = ui.stale_dynamics.empty() ? 1 : kStale;
  return shown;
}

std::string condition_key(const DynamicsTrajectory& one) { return "condition." + one.name; }

TrajectoryLook look_of(const Ui& ui, const DynamicsSpace& space, const DynamicsTrajectory& one) {
  double most = 0;
  for (const DynamicsTrajectory& each : space.trajectories)
    most = std::max(most, std::fabs(each.stimulus));
  const ChannelColours& colours = output_colours(ui.theme.name);
  const ImU32 colour = one.choice < 0
                           ? ui.colour().text2
                           : colours[static_cast<std::size_t>(one.choice) % colours.size()];
  if (most == 0) return {colour, one.choice < 0 ? 1.25f : 2};
  const double part = std::fabs(one.stimulus) / most;
  const int weak = part > 0.6 ? 0 : part > 0.2 ? 1 : 2;
  constexpr std::array<float, 3> widths{3, 2, 1.25f}, towards{0, 0.12f, 0.25f};
  const bool dark = ui.theme.name == ThemeName::dark;
  return {mixed(colour, ui.colour().plot, dark ? towards[static_cast<std::size_t>(weak)] : 0),
          widths[static_cast<std::size_t>(weak)]};
}

std::string short_kind(const DynamicsPoint& point) {
  const std::string away = std::to_string(point.unstable) + " unstable";
  if (!point.fixed) return point.unstable > 0 ? "slow, " + away : "slow";
  if (point.stable) return "stable";
  const bool all = point.unstable == static_cast<int>(point.rates.size());
  return all ? "unstable" : "saddle, " + away;
}

void draw_point_sign(Ui& ui, ImVec2 at, const DynamicsPoint& point, float strength) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 ink = faded(ui.colour().text, strength);
  if (!point.fixed) {
    list->AddCircleFilled(at, 3.5f, ui.colour().plot, 12);
    return list->AddCircleFilled(at, 2.5f, faded(ui.colour().text2, strength), 12);
  }
  list->AddCircleFilled(at, 7, ui.colour().plot, 20);
  if (point.stable) return list->AddCircleFilled(at, 5.5f, ink, 20);
  list->AddCircle(at, 6, ink, 20, 1.5f);
  constexpr float arm = 3.2f;
  list->AddLine({at.x - arm, at.y - arm}, {at.x + arm, at.y + arm}, ink, 1.5f);
  list->AddLine({at.x - arm, at.y + arm}, {at.x + arm, at.y - arm}, ink, 1.5f);
}

void draw_dynamics(Ui& ui, const ImRect& box, const DynamicsShown& shown) {
  const DynamicsChoice& choice = ui.view.dynamics;
  const ImRect area{{box.Min.x + 38, box.Min.y + 22}, {box.Max.x - 4, box.Max.y - 36}};
  Sight sight{choice, shown.solid, {}};
  const std::vector<DynamicsPlace> places = places_of(shown, choice);
  const Bounds bounds = bounds_of(places, sight);
  const auto [across, up] = equal_ranges(bounds, area);
  Plot plot(ui, area, across, up);
  ui.place("plot.dynamics", area);
  ImGui::GetWindowDrawList()->AddRectFilled(area.Min, area.Max, ui.colour().plot);
  if (!shown.solid)
    plot.axes(axis_words(*shown.space, choice.up, choice.task_axes),
              axis_words(*shown.space, choice.across, choice.task_axes));
  Figure* figure = plot.record("dynamics", "Dynamics", 4);
  const Painter painter{ui, plot, shown, sight, figure};
  ImGui::PushClipRect(area.Min, area.Max, true);
  if (shown.solid) painter.three_axes(bounds);
  const DynamicsReport& report = ui.dynamics.report;
  const bool same_plane = report.flow && report.flow->task_axes == choice.task_axes &&
                          report.flow->across == choice.across && report.flow->up == choice.up;
  if (choice.flow && !shown.solid && same_plane) painter.flow(*report.flow);
  const std::string held = painter.held_epoch();
  if (choice.single) {
    for (const DynamicsTrajectory& one : shown.space->single) painter.trajectory(one, held, true);
  }
  if (choice.trajectories) {
    const auto each = [&](const std::vector<DynamicsTrajectory>& list, const auto& draw) {
      for (const DynamicsTrajectory& one : list)
        if (!is_hidden(ui, condition_key(one))) draw(one);
    };
    each(shown.space->intact, [&](const auto& one) { painter.intact(one); });
    each(shown.space->trajectories, [&](const auto& one) { painter.trajectory(one, held, false); });
    each(shown.space->trajectories, [&](const auto& one) { painter.marks(one); });
  }
  if (choice.points && report.fixed && !choice.to.empty()) painter.path(report.fixed->path);
  if (choice.points) painter.points();
  ImGui::PopClipRect();
  handle(ui, painter, area);
  read_place(ui, painter);
  figure_button(ui, {area.Min.x - 36, area.Max.y + 15}, {{"dynamics", "Dynamics"}});
}

}  // namespace nn4n::playground
