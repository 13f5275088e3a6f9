// The panels. A panel is a function of (experiment, run, view) that draws one part of the page and
// answers with edits. It keeps nothing: what it draws is what it was given.
//
// To add a panel: one new file in this folder (or in the folder of its group) with the function
// and, at namespace scope, a `RegisteredPanel` that says its key, title and place. build/areas.cpp
// is a section of the build column, curves.cpp a part of the overview, network/panel.cpp a tab,
// weights.cpp a part of the right column. The layout at every width, the tabs, folding, the search
// and the test over all panels (tests/playground/panels_test.cpp) find it by themselves.
//
// An editor (`rows`) chooses only the order of its fields: labels, ranges and help come from the
// field lists. What may not be here: knowledge of the document (src/editing), and a panel's words
// as the name of anything; names are keys.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "playground/ui.h"

namespace nn4n::playground {

/// Where a panel is. The panels of one place are sorted by `order`, then by key.
enum class PanelPlace {
  build,     ///< a section of the build column; it folds
  overview,  ///< in the tab "overview", one below the other
  tab,       ///< a tab of its own in the middle column
  right,     ///< in the right column, one below the other; on a narrower page a tab of its own,
             ///< and see `leads` and `has_tab`
  beside  ///< in the right column while the tab `beside` is chosen; on a narrower page in that tab
};

struct Panel {
  std::string_view key;    ///< unique and never shown: of View::folded, View::tab, "panel.KEY"
  std::string_view title;  ///< of the section or tab
  PanelPlace place = PanelPlace::build;
  int order = 0;  ///< the lowest comes first

  /// Draws at the cursor of the present window, as far down as it needs. Sections and tabs.
  void (*rows)(Ui& ui) = nullptr;
  /// Draws into a box. All other places, and tabs that have no `rows`.
  void (*view)(Ui& ui, const ImRect& box) = nullptr;
  /// Whether there is anything to draw now; null = always.
  bool (*shown)(const Ui& ui) = nullptr;

  // Of sections
  std::string (*note)(const Ui& ui) = nullptr;  ///< a few words at the right of the title
  bool folded = false;                          ///< when the page is opened
  bool close = false;                           ///< the next section follows without a gap

  // Of panels that edit settings: where search and messages lead
  bool copies = false;                 ///< its settings belong to another panel
  void (*all_rows)(Ui& ui) = nullptr;  ///< `rows` whatever is selected; null = the same as rows

  // Of panels that share the height of a column [css px]
  float least = 0;                         ///< the height it needs
  float (*needs)(const Ui& ui) = nullptr;  ///< instead of `least`, where that depends on the run
  /// The height it takes, of `room` for all panels of the place, `below` of which the later ones
  /// need. Null = `least`. The last panel of a column takes what is left.
  float (*height)(const Ui& ui, ImVec2 room, float below) = nullptr;
  float tab_shape = 0;           ///< as a tab at most so many times as high as wide; 0 = any
  std::string_view beside = {};  ///< the key of the tab that it belongs to

  // Of panels of the right column
  bool leads = false;      ///< on a narrower page it comes first in the overview, if that is high
  bool has_tab = false;    ///< it has a tab on a wide page, too, where it is larger; while that is
                           ///< chosen it is not in the column
  bool gives_way = false;  ///< it is in the column only if there is room for all
};

/// Puts a panel into the list before main.
struct RegisteredPanel {
  explicit RegisteredPanel(const Panel& panel);
};

/// All panels, sorted by place, order and key.
std::span<const Panel> panels();

/// Null when there is none with this key.
const Panel* find_panel(std::string_view key);

/// The panels of one place that have something to draw now.
std::vector<const Panel*> panels_at(const Ui& ui, PanelPlace place);

/// The keys of the sections that are folded when the page is opened.
std::set<std::string> folded_at_first();

/// A section of the build column: its title and, unless it is folded, its rows.
void draw_section(Ui& ui, const Panel& panel);

/// Draws every panel that edits settings once more beyond the edge of the screen: fills
/// ui.contents.
void list_contents(Ui& ui);

/// The whole canvas of `size` css pixels (layout.cpp).
void draw_page(Ui& ui, ImVec2 size);

}  // namespace nn4n::playground
