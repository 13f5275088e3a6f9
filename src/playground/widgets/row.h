// Rows of an editor: label | control | value. A row is 24 css pixels high and begins 28 below the
// one before; where the page is touched, 44 and 48.
#pragma once

#include <functional>
#include <string>

#include "playground/ui.h"

namespace nn4n::playground {

/// The boxes of one row in window coordinates.
struct Row {
  ImRect all, label, control, value;
};

/// Takes the next row of the present window. `label_width` is 118 unless a card is narrower;
/// `spare` is left free at the right end.
Row next_row(float label_width = 118, float value_width = 44, float spare = 0);

/// Whether the page was last touched with a finger, not with a mouse.
bool touched();

/// What to do, said to the hand that does it (for_finger in editing/words.h).
std::string for_hand(std::string_view words);

/// How far apart rows begin.
float row_pitch();

/// A tick box with its words to the right, `width` wide; answers true when it was clicked. A dash
/// stands for `mixed`.
bool tick_box(Ui& ui, const char* id, const ImRect& box, bool on, std::string_view words,
              bool mixed = false);

/// The width a tick box with these words takes.
float tick_width(const Ui& ui, std::string_view words);

/// A button: grey, or ink when `primary`. Answers true when it was pressed.
bool button(Ui& ui, const char* id, const ImRect& box, std::string_view words,
            bool primary = false);

/// A small button that shows an arrow (direction) or × (ImGuiDir_None).
bool icon_button(Ui& ui, const char* id, const ImRect& box, ImGuiDir direction);

/// Says where the popup that is begun next appears: below `box` or, where there is little room,
/// above it.
void place_list(const ImRect& box, float least_width, float most_width);

/// One of several things to choose from.
struct Option {
  std::string key;    ///< never shown: names the place
  std::string words;  ///< what is read
};

/// One of several options, chosen from a drop-down list whose entries are the places "choice.KEY".
/// Answers the new index or −1; `chosen` −1 says "mixed".
int combo(Ui& ui, const char* id, const ImRect& box, const std::vector<Option>& options,
          int chosen);

/// The same as words without a box, for where there is no room for one: a click opens the list.
int word_menu(Ui& ui, const char* id, const ImRect& box, std::string_view shown,
              const std::vector<Option>& options, int chosen);

/// The same behind the small sign of a file that is saved.
int save_menu(Ui& ui, const char* id, const ImRect& box, const std::vector<Option>& options);

/// A drop-down list of another kind: `words` on its face, `entries` (which answers the one that was
/// picked or −1) in the list, which is at least `width` wide. Answers what `entries` does.
int drop_down(Ui& ui, const char* id, const ImRect& box, std::string_view words, float width,
              const std::function<int()>& entries);

/// Buttons side by side of which one is chosen; their places are "ID#KEY". Answers the new index or
/// −1.
int segments(Ui& ui, const std::string& id, const ImRect& box, const std::vector<Option>& options,
             int chosen);

/// The title of a section with a fold mark, and a note at the right. True when it is open. Its
/// place is "section.KEY".
bool section(Ui& ui, std::string_view key, std::string_view title, std::string_view note);

/// Counts a box that was drawn as content of the present window, which scrolls so far.
void take_room(const ImRect& box);

/// Scrolls the present window to a control; it has been arrived at once it is seen.
void scroll_to(Ui& ui, const ImRect& box);

/// A title without a fold mark.
void heading(Ui& ui, std::string_view words, std::string_view note = {});

/// A framed box, `height` high including its padding of 8; 0 = as high as what is drawn into it.
class Card {
 public:
  Card(Ui& ui, const char* id, float height);
  ~Card();
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;
};

}  // namespace nn4n::playground
