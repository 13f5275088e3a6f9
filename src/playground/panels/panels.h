// The panels: each is a function of (experiment, run, view) that draws one part of the page and
// answers with edits. None keeps anything; what is drawn is what it was given.
//
// Editors (build column) draw at the cursor of the present window and choose only the order of the
// fields: labels, ranges and help come from the field lists. Views draw into the box they are
// given. To add one: a file here, its line below, its place in layout.cpp.
#pragma once

#include "playground/ui.h"

namespace nn4n::playground {

// Editors
void problems_panel(Ui& ui);  ///< why it cannot run; nothing when it can
void changed_panel(Ui& ui);   ///< what differs from the defaults
void optimiser_panel(Ui& ui);
void validation_panel(Ui& ui);
void more_panel(Ui& ui);  ///< settings that no other editor shows
void task_panel(Ui& ui);
void task_parameters(Ui& ui);  ///< a part of it
void areas_panel(Ui& ui);
void connectivity_panel(Ui& ui);
void training_panel(Ui& ui);
void course_panel(Ui& ui);
void loss_panel(Ui& ui);
void model_panel(Ui& ui);
void area_details_panel(Ui& ui);
void layers_panel(Ui& ui);
void initialisation_panel(Ui& ui);
void network_panel(Ui& ui);   ///< who connects to whom, block by block
void task_page(Ui& ui);       ///< the table of a custom task; nothing for another
void list_task_page(Ui& ui);  ///< the same with the fields of everything in it

// Views
void curves_panel(Ui& ui, const ImRect& box);
void trial_panel(Ui& ui, const ImRect& box);
void weights_panel(Ui& ui, const ImRect& box);
float weights_height(const Ui& ui, ImVec2 room);  ///< what the weights need of the room
void behaviour_panel(Ui& ui, const ImRect& box);
float initial_panel(Ui& ui, const ImRect& box);  ///< what the network starts with; its height

// Messages; each takes the height it needs from the top of the box and answers it, 0 = nothing.
float issues_panel(Ui& ui, const ImRect& box);      ///< what was not taken over from a link
float divergence_panel(Ui& ui, const ImRect& box);  ///< the loss became infinite

/// The last edit restarted or was refused: in a box of `notice_height`, which is 0 without one.
void notice_panel(Ui& ui, const ImRect& box);
float notice_height(const Ui& ui, float width);

/// All editors once more beyond the edge of the screen, unfolded: fills ui.contents.
void list_contents(Ui& ui);

/// The whole canvas of `size` css pixels.
void draw_page(Ui& ui, ImVec2 size);

}  // namespace nn4n::playground
