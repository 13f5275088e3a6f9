// Text in its roles (look/theme.h), placed on whole device pixels. It is given in English; what is
// measured and drawn are the words of the language of the page (look/language.h).
#pragma once

#include <string_view>

#include "playground/ui.h"

namespace nn4n::playground {

enum class Align { left, centre, right };

/// Width of one line [css px].
float text_width(const Ui& ui, Type type, std::string_view text);

/// One line from its upper left corner, moved to whole device pixels, where its strokes are sharp.
void write_text(const Ui& ui, ImDrawList* list, ImVec2 corner, Type type, ImU32 colour,
                std::string_view text);

/// One line; `at` is the left, middle or right of its box, vertically centred on at.y.
void draw_text(Ui& ui, ImVec2 at, Type type, ImU32 colour, std::string_view text,
               Align align = Align::left);

/// The same, shortened with "…" to `width`.
void draw_text_within(Ui& ui, ImVec2 at, float width, Type type, ImU32 colour,
                      std::string_view text, Align align = Align::left);

/// At most `lines` lines from their upper left corner, wrapped at `width`; the last one is
/// shortened.
void draw_lines(Ui& ui, ImVec2 corner, float width, int lines, Type type, ImU32 colour,
                std::string_view text);

/// The height of a paragraph.
float paragraph_height(const Ui& ui, Type type, std::string_view text, float width);

/// Text that wraps at `width`, drawn at the cursor as an item of its height.
void paragraph(Ui& ui, Type type, ImU32 colour, std::string_view text, float width);

/// Sentences about what is drawn in a box, shown while the pointer rests on it. `name` is unique in
/// the window.
void words_on_pointing(Ui& ui, const char* name, const ImRect& box, std::string_view words);

/// A sentence about the last item, shown while the pointer rests on it.
void item_tooltip(const Ui& ui, std::string_view words);

/// ImGui's own widgets use this role while it lives.
class Typeface {
 public:
  Typeface(const Ui& ui, Type type) { ImGui::PushFont(ui.theme.font(type), size_of(type)); }
  ~Typeface() { ImGui::PopFont(); }
  Typeface(const Typeface&) = delete;
  Typeface& operator=(const Typeface&) = delete;
};

}  // namespace nn4n::playground
