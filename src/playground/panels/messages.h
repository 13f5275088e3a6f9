// Messages: what the page says about a link, a run or the last edit. They are not panels: each
// stands above or below the panels as long as there is something to say.
#pragma once

#include "playground/ui.h"

namespace nn4n::playground {

/// Why the experiment cannot run, at the cursor of the present window; nothing when it can.
void problems_message(Ui& ui);

// Each of these two takes the height it needs from the top of the box and answers it; 0 = nothing.
float issues_message(Ui& ui, const ImRect& box);      ///< what was not taken over from a link
float divergence_message(Ui& ui, const ImRect& box);  ///< the loss became infinite

/// What the last edit did, or why it was refused: in a box of `notice_height`, which is 0 when
/// there is nothing to say.
void notice_message(Ui& ui, const ImRect& box);
float notice_height(const Ui& ui, float width);

}  // namespace nn4n::playground
