// The parts of the circuit panel (panel.cpp).
#pragma once

#include "editing/playback.h"
#include "playground/panels/circuit/scene.h"
#include "playground/ui.h"

namespace nn4n::playground {

/// The circuit at a step of the trial, with what is pointed at and what is selected.
struct CircuitShown {
  CircuitScene& scene;
  const Snapshot& snapshot;
  int step = -1;       ///< of the trial; −1 = there is none
  CircuitHit pointed;  ///< by the mouse
  Selected selected;   ///< as it is in the snapshot
};

/// Projections, areas, units and channels, and the marks of what is pointed at and selected.
void draw_circuit(Ui& ui, const CircuitShown& shown);

/// The synapses of one unit as lines: onto it, and fainter from it.
void draw_synapses(Ui& ui, const CircuitShown& shown, int unit);

/// What a hit stands for, to be selected; channels cannot be.
Selected selected_by(const Projections& projections, const CircuitLayout& layout,
                     const CircuitHit& hit);
/// The other way round: where in the circuit something selected is.
CircuitHit hit_of(const Projections& projections, const CircuitLayout& layout,
                  const Selected& selected);

/// The numbers of what is pointed at: of a unit its rate and the sums of its synapses from and to
/// every group and channel.
Pointed read_circuit(Ui& ui, const CircuitShown& shown, const CircuitHit& hit);

/// The numbers of what is selected, in a line.
std::string selected_numbers(Ui& ui, const CircuitShown& shown);

/// Plays and stops the trial, chooses its moment and its speed, in the line `box`.
void playback_controls(Ui& ui, const ImRect& box);

}  // namespace nn4n::playground
