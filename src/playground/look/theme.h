// The look: colours by meaning, the three weights of the typeface, and ImGui's style.
//
// Controls have no hue: buttons, tabs, focus and selection are grey and the colour of text. A hue
// appears only in data, and each hue has one meaning (exc is always excitatory). Sizes are in css
// pixels.
#pragma once

#include <imgui.h>

#include "editing/theme_name.h"
#include "playground/look/colour_map.h"

namespace nn4n::playground {

/// Every colour there is. Surfaces, inks, then data by meaning.
struct Tokens {
  ImU32 app, panel, plot, epoch, grid, border, control, hover, active, edge;
  ImU32 text, text2, text3, primary, onprimary;
  ImU32 exc, inh, input, output, output2, target, accuracy, loss, warning, error;
};

/// Weights 400, 500 (buttons), 600 (titles, values). Null = the weight below it.
struct Fonts {
  ImFont* regular = nullptr;
  ImFont* medium = nullptr;
  ImFont* semibold = nullptr;
};

/// The roles of text; `size_of` is ImGui's size in the theme of the last `set_style`, ascent −
/// descent = 1.21 em of Inter.
enum class Type { title, value, control, button, label, small };
float size_of(Type type);

struct Theme {
  ThemeName name = ThemeName::dark;
  Tokens colour;
  const ColourMap* diverging;   ///< −1…1, zero is the plot's background
  const ColourMap* sequential;  ///< 0…1, zero is the plot's background
  Fonts fonts;
  ImFont* font(Type type) const;
};

Theme make_theme(ThemeName name, const Fonts& fonts);

/// Fills ImGui's style: spaces, radii, colours and sizes of text. `touch` makes rows 44 high.
void set_style(ImGuiStyle& style, const Theme& theme, bool touch);

/// `colour` with its alpha multiplied by `part` (0..1).
ImU32 faded(ImU32 colour, float part);

/// `from` moved `part` (0..1) of the way to `to`, in sRGB.
ImU32 mixed(ImU32 from, ImU32 to, float part);

}  // namespace nn4n::playground
