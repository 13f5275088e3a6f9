// The tab itself: what is looked at, the plot, and its legend.
#include <algorithm>
#include <array>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/dynamics/dynamics.h"
#include "playground/panels/panels.h"
#include "playground/widgets/row.h"
#include "playground/widgets/series_switch.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kGap = 10, kLegend = 206, kPitch = 18;
constexpr float kWide = 560;  // of the tab, from which the legend stands beside the plot

float row_height() { return touched() ? 44 : 26; }

/// Places controls from left to right, in as many rows as they need.
struct Flow {
  ImRect box;
  ImVec2 at;
  explicit Flow(const ImRect& room) : box(room), at(room.Min) {}
  ImRect take(float width) {
    width = std::min(width, box.GetWidth());
    if (at.x > box.Min.x && at.x + width > box.Max.x) next_row();
    const ImRect item{at, {at.x + width, at.y + row_height()}};
    at.x += width + kGap;
    return item;
  }
  void next_row() { at = {box.Min.x, at.y + row_height() + 6}; }
  float bottom() const { return at.x > box.Min.x ? at.y + row_height() : at.y - 6; }
};

/// A few words with a drop-down list after them.
int named_combo(Ui& ui, Flow& flow, const char* id, std::string_view words, float width,
                const std::vector<Option>& options, int chosen) {
  const float label = std::ceil(text_width(ui, Type::label, words)) + 8;
  const ImRect item = flow.take(label + width);
  draw_text(ui, {item.Min.x, item.GetCenter().y}, Type::label, ui.colour().text2, words);
  const ImRect box{{item.Min.x + label, item.Min.y}, item.Max};
  ui.place(id, box);
  return combo(ui, id, box, options, chosen);
}

/// Planes of principal components, then of task axes as far as they are known.
struct PlaneOption {
  bool task;
  int across, up;
};

void plane_menu(Ui& ui, Flow& flow, DynamicsChoice& next) {
  const DynamicsReport& report = ui.dynamics.report;
  std::vector<PlaneOption> planes;
  std::vector<Option> options;
  const auto add = [&](bool task, int across, int up, const std::string& words) {
    planes.push_back({task, across, up});
    options.push_back(
        {(task ? "axes" : "pca") + std::to_string(across + 1) + "+" + std::to_string(up + 1),
         words});
  };
  const int components = report.components ? static_cast<int>(report.components->axes.size()) : 2;
  for (int up = 1; up < components; ++up) {
    for (int across = 0; across < up; ++across)
      add(false, across, up,
          "PC " + std::to_string(across + 1) + " and PC " + std::to_string(up + 1));
  }
  if (report.task) {
    const auto& names = report.task->names;
    const int most = std::min(static_cast<int>(names.size()), 6);
    for (int up = 1; up < most; ++up) {
      for (int across = 0; across < up; ++across)
        add(true, across, up,
            capitalised(names[static_cast<std::size_t>(across)]) + " and " +
                names[static_cast<std::size_t>(up)]);
    }
  } else {
    add(true, 0, 1, "Task axes");
  }
  int chosen = -1;
  for (std::size_t k = 0; k < planes.size(); ++k) {
    const PlaneOption& p = planes[k];
    if (p.task == next.task_axes && p.across == next.across && p.up == next.up)
      chosen = static_cast<int>(k);
  }
  const int picked = named_combo(ui, flow, "dynamics.plane", "Plane", 148, options, chosen);
  if (picked < 0) return;
  const PlaneOption& p = planes[static_cast<std::size_t>(picked)];
  next.task_axes = p.task, next.across = p.across, next.up = p.up;
  if (p.task) next.solid = false;
}

std::vector<Option> input_options(const Ui& ui) {
  std::vector<Option> options;
  if (!ui.dynamics.report.inputs) return options;
  for (const DynamicsInput& input : *ui.dynamics.report.inputs)
    options.push_back({input.text, capitalised(with_minus(input.name))});
  return options;
}

void input_menus(Ui& ui, Flow& flow, DynamicsChoice& next) {
  const DynamicsReport& report = ui.dynamics.report;
  std::vector<Option> options = input_options(ui);
  const std::string now = next.input == "usual" && report.fixed ? report.fixed->text : next.input;
  const auto index_of = [&](const std::string& text) {
    const auto same = std::find_if(options.begin(), options.end(),
                                   [&](const Option& option) { return option.key == text; });
    return same == options.end() ? -1 : static_cast<int>(same - options.begin());
  };
  if (index_of(now) < 0) {
    const bool found = report.fixed && now == report.fixed->text;
    const std::string words = found ? capitalised(with_minus(report.fixed->input)) : now;
    options.push_back({now, now == "usual" ? "As suits the task" : words});
  }
  const int picked =
      named_combo(ui, flow, "dynamics.input", "Input held at", 220, options, index_of(now));
  if (picked >= 0) {
    next.input = options[static_cast<std::size_t>(picked)].key;
    next.at = 0;
    next.point = -1;
  }
  options.insert(options.begin(), {"none", "nowhere"});
  const int way = next.to.empty() ? 0 : index_of(next.to);
  const int to = named_combo(ui, flow, "dynamics.to", "moved to", 190, options, way);
  if (to < 0) return;
  next.to = to == 0 ? "" : options[static_cast<std::size_t>(to)].key;
  if (next.input == "usual") next.input = now;
  next.at = 0;
  next.point = -1;
}

/// The slider from one input to the other; where points appear and vanish there are ticks.
void way_slider(Ui& ui, Flow& flow, DynamicsChoice& next) {
  if (next.to.empty() || !ui.dynamics.report.fixed) return;
  flow.next_row();
  const ImRect row = flow.take(flow.box.GetWidth());
  constexpr float knob = 6, value = 130;
  const ImRect box{row.Min, {row.Max.x - value, row.Max.y}};
  const ImGuiID id = ImGui::GetID("dynamics.at");
  bool hovered = false, held = false;
  if (ImGui::ItemAdd(box, id))
    ImGui::ButtonBehavior(box, id, &hovered, &held, ImGuiButtonFlags_PressedOnClick);
  const bool mouse = ImGui::GetCurrentContext()->ActiveIdSource == ImGuiInputSource_Mouse;
  const float width = box.GetWidth() - 2 * knob;
  if (held && mouse) {
    const double place = double{(ImGui::GetIO().MousePos.x - box.Min.x - knob) / width};
    next.at = std::clamp(std::round(place * 100) / 100, 0.0, 1.0);
  }
  next.at = std::clamp(next.at + 0.01 * key_steps(id), 0.0, 1.0);
  const auto x = [&](double place) { return box.Min.x + knob + px(place) * width; };
  for (const DynamicsEvent& event : ui.dynamics.report.fixed->events) {
    const float at = x((event.from + event.to) / 2);
    ImGui::GetWindowDrawList()->AddLine({at, row.Min.y + 2}, {at, row.Max.y - 2}, ui.colour().text2,
                                        1.5f);
  }
  draw_track(ui, box, next.at, hovered || held);
  focus_ring(ui, box, id);
  ui.place("dynamics.at", box);
  words_on_pointing(ui, "dynamics.at words", box,
                    "Moves the held input from the first one to the second. Fixed points move "
                    "with it; at the ticks some of them appear, merge or vanish.");
  const std::size_t events = ui.dynamics.report.fixed->events.size();
  draw_text(ui, {row.Max.x, row.GetCenter().y}, Type::small, ui.colour().text2,
            grouped(std::round(100 * next.at)) + " % of the way, " + std::to_string(events) +
                (events == 1 ? " change" : " changes"),
            Align::right);
}

/// All that is chosen above the plot; answers where it ends.
float controls(Ui& ui, const ImRect& box) {
  DynamicsChoice next = ui.view.dynamics;
  Flow flow(box);
  plane_menu(ui, flow, next);
  const ImRect dimensions = flow.take(84);
  const int picked = segments(ui, "dynamics.dimensions", dimensions, {{"2", "2D"}, {"3", "3D"}},
                              next.solid ? 1 : 0);
  if (picked >= 0) {
    next.solid = picked == 1;
    if (next.solid && next.task_axes) next.task_axes = false, next.across = 0, next.up = 1;
  }
  input_menus(ui, flow, next);
  way_slider(ui, flow, next);
  const auto tick = [&](const char* id, bool& on, std::string_view words) {
    const ImRect item = flow.take(tick_width(ui, words));
    ui.place(id, item);
    if (tick_box(ui, id, item, on, words)) on = !on;
  };
  tick("dynamics.trajectories", next.trajectories, "Trajectories");
  tick("dynamics.points", next.points, "Fixed points");
  tick("dynamics.flow", next.flow, "Flow");
  tick("dynamics.single", next.single, "Single trials");
  if (!(next == ui.view.dynamics)) ui.answer(ShowDynamics{next});
  return flow.bottom();
}

// The legend --------------------------------------------------------------------------------

struct Legend {
  Ui& ui;
  ImRect box;
  float y;
  float strength;

  bool fits() const { return y + kPitch <= box.Max.y; }
  void title(std::string_view words) {
    if (!fits()) return;
    draw_text(ui, {box.Min.x, y + 9}, Type::value, ui.colour().text, words);
    y += 20;
  }
  void word(std::string_view words, ImU32 colour, float indent) {
    draw_text_within(ui, {box.Min.x + indent, y + 8}, box.GetWidth() - indent, Type::small, colour,
                     words);
    y += kPitch - 2;
  }
};

void conditions(Legend& legend, const DynamicsSpace& space, float reserved) {
  Ui& ui = legend.ui;
  legend.title("Condition");
  const auto room = static_cast<std::size_t>(
      std::max(2.0f, (legend.box.Max.y - reserved - legend.y) / (kPitch - 2)));
  const std::size_t all = space.trajectories.size();
  const std::size_t listed = all <= room ? all : room - 1;
  for (std::size_t k = 0; k < listed && legend.fits(); ++k) {
    const DynamicsTrajectory& one = space.trajectories[k];
    const TrajectoryLook look = look_of(ui, space, one);
    const std::string key = condition_key(one);
    const ImU32 ink = series_switch(
        ui, key, {{legend.box.Min.x, legend.y}, {legend.box.Max.x, legend.y + kPitch - 2}});
    if (!is_hidden(ui, key))
      ImGui::GetWindowDrawList()->AddLine({legend.box.Min.x, legend.y + 8},
                                          {legend.box.Min.x + 16, legend.y + 8},
                                          faded(look.colour, legend.strength), look.width);
    legend.word(with_minus(one.name), ink, 24);
  }
  if (listed < all)
    legend.word("and " + std::to_string(all - listed) + " more", ui.colour().text3, 24);
  legend.y += 10;
}

void signs(Legend& legend, const DynamicsSpace& space) {
  Ui& ui = legend.ui;
  ImDrawList* list = ImGui::GetWindowDrawList();
  legend.title("Marks");
  const ImU32 ink = ui.colour().text2;
  const auto sign = [&](std::string_view words, auto draw) {
    if (!legend.fits()) return;
    draw(ImVec2(legend.box.Min.x + 8, legend.y + 8));
    legend.word(words, ink, 24);
  };
  const auto& epochs =
      space.trajectories.empty() ? std::vector<DynamicsEpoch>() : space.trajectories.front().epochs;
  if (epochs.size() > 2)
    sign(epochs[1].name + " begins",
         [&](ImVec2 at) { list->AddCircle(at, 4, ui.colour().text, 16, 1.5f); });
  if (epochs.size() > 1)
    sign(epochs.back().name + " begins", [&](ImVec2 at) {
      list->AddRectFilled({at.x - 3, at.y - 3}, {at.x + 3, at.y + 3}, ink);
    });
  if (!space.intact.empty())
    sign("intact network", [&](ImVec2 at) {
      const std::array<ImVec2, 2> line{ImVec2(at.x - 8, at.y), ImVec2(at.x + 10, at.y)};
      line_through(list, line, ink, 2, kIntactDash);
    });
  sign("trial ends", [&](ImVec2 at) { list->AddCircleFilled(at, 3.5f, ink, 12); });
  DynamicsPoint stable, saddle, slow;
  stable.stable = true;
  saddle.unstable = 1;
  slow.fixed = false;
  sign("stable point", [&](ImVec2 at) { draw_point_sign(ui, at, stable, 1); });
  sign("saddle, its way out", [&](ImVec2 at) { draw_point_sign(ui, at, saddle, 1); });
  sign("slow point", [&](ImVec2 at) { draw_point_sign(ui, at, slow, 1); });
  legend.y += 10;
}

void explained(Legend& legend, const DynamicsSpace& space, bool task) {
  Ui& ui = legend.ui;
  legend.title(task ? "Held-out R²" : "Explained variance [%]");
  ImDrawList* list = ImGui::GetWindowDrawList();
  constexpr std::size_t most = 6;
  const float name = task ? 84 : 34, number = 36;
  ui.place("dynamics.explained",
           {{legend.box.Min.x, legend.y}, {legend.box.Max.x, legend.y + kPitch * 6}});
  for (std::size_t k = 0; k < std::min(space.explained.size(), most) && legend.fits(); ++k) {
    const float y = legend.y + 8, left = legend.box.Min.x + name;
    const float width = legend.box.GetWidth() - name - number;
    const float part = std::clamp(px(space.explained[k]), 0.0f, 1.0f);
    const bool in_plane = static_cast<int>(k) == ui.view.dynamics.across ||
                          static_cast<int>(k) == ui.view.dynamics.up;
    list->AddRectFilled({left, y - 4}, {left + width, y + 4}, ui.colour().plot);
    list->AddRectFilled({left, y - 4}, {left + width * part, y + 4},
                        in_plane ? ui.colour().text : ui.colour().edge);
    draw_text_within(ui, {legend.box.Min.x, y}, name - 4, Type::small, ui.colour().text2,
                     task ? space.names[k] : "PC " + std::to_string(k + 1));
    draw_text(ui, {legend.box.Max.x, y}, Type::small, ui.colour().text,
              task ? fixed(space.explained[k], 2) : fixed(100 * space.explained[k], 1),
              Align::right);
    legend.y += kPitch - 2;
  }
}

/// What the arrows of the flow are, or why there are none.
std::string flow_words(const Ui& ui) {
  const DynamicsChoice& choice = ui.view.dynamics;
  const DynamicsReport& report = ui.dynamics.report;
  const bool altered = report.components && !report.components->intact.empty();
  const std::string whose = altered && (choice.points || choice.flow)
                                ? "Fixed points and arrows are of the intact network. "
                                : "";
  if (choice.solid)
    return whose + for_hand("Drag the plot to turn it.") + " The flow is shown in 2D.";
  if (!choice.flow || !report.flow) return whose;
  const bool point = report.flow->through >= 0;
  return whose +
         "Arrows: where a state of this plane goes in one time step, as far as the plane shows it. "
         "The plane goes through the " +
         (point ? "chosen point." : "mean of the trajectories.");
}

/// The plot before anything is known: a frame with one sentence.
void draw_empty(Ui& ui, const ImRect& box) {
  const ImRect area{{box.Min.x + 38, box.Min.y + 22}, {box.Max.x - 4, box.Max.y - 36}};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(area.Min, area.Max, ui.colour().plot);
  list->AddRect(area.Min, area.Max, ui.colour().border);
  const DynamicsReport& report = ui.dynamics.report;
  std::string words = "The trajectories and the fixed points are being computed.";
  if (!ui.dynamics.problem.empty())
    words = ui.dynamics.problem;
  else if (!ui.problems.empty() || !ui.run.known)
    words = "The network cannot run yet.";
  else if (report.fixed && !ui.dynamics.asked)
    words = ui.view.dynamics.task_axes ? "This task has fewer than two task axes."
                                       : "The rates do not vary, so there is no plane to show.";
  const float width = std::min(area.GetWidth() - 24, 340.0f);
  ImGui::SetCursorScreenPos({area.GetCenter().x - width / 2, area.GetCenter().y - 20});
  paragraph(ui, Type::control, ui.colour().text2, words, width);
}

bool can_be_drawn(const Ui& ui, const DynamicsShown& shown) {
  const DynamicsChoice& choice = ui.view.dynamics;
  return shown.space && (shown.solid || std::max(choice.across, choice.up) <
                                            static_cast<int>(shown.space->axes.size()));
}

void dynamics_view(Ui& ui, const ImRect& box) {
  const DynamicsShown shown = dynamics_shown(ui);
  const float top = controls(ui, box) + 8;
  const bool beside = dynamics_beside(), wide = box.GetWidth() >= kWide;
  const float legend = wide ? kLegend : 0;
  const float least = 320, notes = 20;
  float bottom = std::max(box.Max.y - notes, top + least);
  if (!beside) bottom = top + std::clamp(box.GetWidth() * 0.8f, least, 520.0f);
  const ImRect room{{box.Min.x, top}, {box.Max.x - (wide ? legend + 16 : 0), bottom}};
  if (can_be_drawn(ui, shown))
    draw_dynamics(ui, room, shown);
  else
    draw_empty(ui, room);
  draw_lines(ui, {box.Min.x, bottom - 2}, box.GetWidth(), wide ? 1 : 3, Type::small,
             ui.colour().text3, flow_words(ui));
  float end = bottom + notes + (wide ? 0 : 2 * kPitch);
  if (shown.space) {
    const ImRect keys = wide ? ImRect{{box.Max.x - legend, top + 12}, {box.Max.x, bottom}}
                             : ImRect{{box.Min.x, end}, {box.Max.x, end + 420}};
    draw_dynamics_legend(ui, keys, shown);
    if (!wide) end = keys.Max.y + 12;
  }
  if (!beside) {
    constexpr float side = 760;
    draw_dynamics_side(ui, {{box.Min.x, end + 12}, {box.Max.x, end + 12 + side}}, shown);
    end += 12 + side;
  }
  take_room({box.Min, {box.Max.x, std::max(end, beside ? box.Max.y : end)}});
}

const RegisteredPanel registered_dynamics{{.key = "dynamics",
                                           .title = "Dynamics",
                                           .place = PanelPlace::tab,
                                           .order = 10,
                                           .view = dynamics_view}};

}  // namespace

bool dynamics_beside() { return ImGui::GetIO().DisplaySize.x >= 1280; }

void draw_dynamics_legend(Ui& ui, const ImRect& box, const DynamicsShown& shown) {
  Legend legend{ui, box, box.Min.y, shown.strength};
  constexpr float below = 290;  // what marks and variance need
  conditions(legend, *shown.space, below);
  signs(legend, *shown.space);
  explained(legend, *shown.space, ui.view.dynamics.task_axes);
}

}  // namespace nn4n::playground
