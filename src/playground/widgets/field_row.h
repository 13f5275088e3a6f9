// The editor of any field. Its kind, range, help and default come from the field list.
#pragma once

#include <functional>
#include <string>

#include "playground/ui.h"

namespace nn4n::playground {

/// How a panel may change the look of a row without knowing the field.
struct RowStyle {
  float label_width = 118;
  std::string label = {};  ///< instead of the field's own
  float spare = 0;         ///< left free at the right end, for a button of the panel
  bool mixed = false;      ///< the selected blocks do not agree on it
  /// What a drop-down list shows instead of words, at least `menu_width` wide; answers the index of
  /// the entry that was picked or −1.
  std::function<int()> menu = {};
  float menu_width = 0;
};

/// One row for the field at `path`, if that has an effect as things are: slider, number box, tick
/// box, drop-down list or text by its type. Drag the slider sideways, type after a double click (or
/// Ctrl and a click) on the value, double-click the label for the default; a single click changes
/// nothing. A dot marks a value that is not the default. Below the row stands why the network
/// cannot run, if it is because of this field.
void edit_field(Ui& ui, const std::string& path, const RowStyle& style = {});

/// The label alone, for a row whose control is of another kind: with its dot, tooltip and double
/// click.
void field_label(Ui& ui, const std::string& path, const ImRect& box, const RowStyle& style = {});

/// Rows for every field of the record or selection at `path`, in the order of its list.
void edit_all(Ui& ui, const std::string& path, const RowStyle& style = {});

/// Tick box for the boolean at `path` in `box`.
void edit_tick(Ui& ui, const std::string& path, const ImRect& box, bool mixed = false);

/// A cell of a matrix: the number with a bar behind it, dragged sideways.
void edit_cell(Ui& ui, const std::string& path, const ImRect& box);

}  // namespace nn4n::playground
