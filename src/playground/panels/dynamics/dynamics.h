// The tab "Dynamics": trajectories, fixed and slow points and the flow in the space of rates, the
// spectrum at a point, and the table of points. What is shown comes from the analysis Worker
// (editing/dynamics_view.h); nothing is computed here but where it is drawn.
#pragma once

#include "editing/dynamics_view.h"
#include "playground/plots/plot.h"

namespace nn4n::playground {

/// What the parts of the tab draw.
struct DynamicsShown {
  const DynamicsSpace* space = nullptr;  ///< null before it is known
  std::vector<DynamicsPoint> points;
  std::vector<std::string> names;  // of the points
  bool solid = false;              ///< in three dimensions
  float strength = 1;              ///< of the colours; less = it is not of what is chosen
};
DynamicsShown dynamics_shown(const Ui& ui);

/// The trajectories of the intact network beside those of the altered one.
inline constexpr float kIntactDash = 6, kIntactStrength = 0.75f;

/// Below this width of the page the parts beside the plot stand below it.
bool dynamics_beside();

/// The plot, with what is drawn in it.
void draw_dynamics(Ui& ui, const ImRect& box, const DynamicsShown& shown);

/// Conditions, marks and explained variance, one below the other, as far as there is room.
void draw_dynamics_legend(Ui& ui, const ImRect& box, const DynamicsShown& shown);

/// The spectrum and the table, one below the other.
void draw_dynamics_side(Ui& ui, const ImRect& box, const DynamicsShown& shown);

/// The sign of a point.
void draw_point_sign(Ui& ui, ImVec2 at, const DynamicsPoint& point, float strength);

/// "stable", "saddle, 2 unstable"
std::string short_kind(const DynamicsPoint& point);

/// By which the trajectories of a condition are hidden (widgets/series_switch.h).
std::string condition_key(const DynamicsTrajectory& one);

/// How a trajectory looks.
struct TrajectoryLook {
  ImU32 colour;
  float width;
};
TrajectoryLook look_of(const Ui& ui, const DynamicsSpace& space, const DynamicsTrajectory& one);

}  // namespace nn4n::playground
