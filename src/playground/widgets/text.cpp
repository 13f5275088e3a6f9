#include "playground/widgets/text.h"

#include <cmath>

namespace nn4n::playground {

namespace {

ImVec2 size_of_text(const Ui& ui, Type type, std::string_view text, float wrap = 0) {
  if (text.empty()) return {0, size_of(type)};  // ImGui takes no end as "up to the next zero"
  ImFont* font = ui.theme.font(type);
  return font->CalcTextSizeA(size_of(type), FLT_MAX, wrap, text.data(), text.data() + text.size());
}

/// `text` cut at a whole character so that it and "…" fit.
std::string shortened(const Ui& ui, Type type, std::string_view text, float width) {
  const float room = width - text_width(ui, type, "…");
  std::size_t fit = text.size();
  while (fit > 0 && text_width(ui, type, text.substr(0, fit)) > room) {
    do --fit;
    while (fit > 0 && (static_cast<unsigned char>(text[fit]) & 0xC0u) == 0x80u);
  }
  return std::string(text.substr(0, fit)) + "…";
}

}  // namespace

float text_width(const Ui& ui, Type type, std::string_view text) {
  return size_of_text(ui, type, text).x;
}

void draw_text(Ui& ui, ImVec2 at, Type type, ImU32 colour, std::string_view text, Align align) {
  if (text.empty()) return;
  const float width = align == Align::left ? 0 : text_width(ui, type, text);
  const float back = align == Align::right ? width : align == Align::centre ? width / 2 : 0;
  const ImVec2 corner(std::floor(at.x - back + 0.5f), std::floor(at.y - size_of(type) / 2 + 0.5f));
  ImGui::GetWindowDrawList()->AddText(ui.theme.font(type), size_of(type), corner, colour,
                                      text.data(), text.data() + text.size());
}

void draw_text_within(Ui& ui, ImVec2 at, float width, Type type, ImU32 colour,
                      std::string_view text, Align align) {
  if (text_width(ui, type, text) <= width) return draw_text(ui, at, type, colour, text, align);
  draw_text(ui, at, type, colour, shortened(ui, type, text, width), align);
}

float paragraph_height(const Ui& ui, Type type, std::string_view text, float width) {
  return size_of_text(ui, type, text, width).y;
}

void paragraph(Ui& ui, Type type, ImU32 colour, std::string_view text, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (text.empty()) return;
  const ImVec2 size = size_of_text(ui, type, text, width);
  ImGui::GetWindowDrawList()->AddText(ui.theme.font(type), size_of(type), at, colour, text.data(),
                                      text.data() + text.size(), width);
  ImGui::Dummy(size);
}

}  // namespace nn4n::playground
