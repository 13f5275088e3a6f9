#include "playground/widgets/text.h"

#include <algorithm>
#include <cmath>

namespace nn4n::playground {

namespace {

float pixel_ratio() { return ImGui::GetIO().DisplayFramebufferScale.x; }

/// While it lives, letters are rasterised as large as they are drawn: ImGui rounds sizes (15.73 to
/// 16) and would scale the letters back, which blurs them. Another density makes up for that.
class ExactLetters {
 public:
  ExactLetters(ImFont* font, float size) : font_(font), scale_(size / std::floor(size + 0.5f)) {
    font->CurrentRasterizerDensity = pixel_ratio() * scale_;
  }
  ~ExactLetters() { font_->CurrentRasterizerDensity = pixel_ratio(); }
  ExactLetters(const ExactLetters&) = delete;
  ExactLetters& operator=(const ExactLetters&) = delete;

  /// From the top of a line to its base line [css px].
  float rise(float size) const {
    return std::floor(font_->GetFontBaked(size)->Ascent + 0.5f) * scale_;
  }

 private:
  ImFont* font_;
  float scale_;
};

ImVec2 size_of_text(const Ui& ui, Type type, std::string_view text) {
  if (text.empty()) return {0, size_of(type)};  // ImGui takes no end as "up to the next zero"
  ImFont* font = ui.theme.font(type);
  const ExactLetters exact(font, size_of(type));
  return font->CalcTextSizeA(size_of(type), FLT_MAX, 0, text.data(), text.data() + text.size());
}

/// How much of `text` fits on a line; at least one byte.
std::size_t line_length(const Ui& ui, Type type, std::string_view text, float width) {
  ImFont* font = ui.theme.font(type);
  const ExactLetters exact(font, size_of(type));
  const char* end =
      font->CalcWordWrapPosition(size_of(type), text.data(), text.data() + text.size(), width);
  const auto fit = std::max<std::size_t>(static_cast<std::size_t>(end - text.data()), 1);
  // ImGui would also break a line within "0.01".
  if (fit >= text.size() || text[fit] == ' ' || text[fit] == '\n' || text[fit - 1] == ' ')
    return fit;
  const std::size_t space = text.rfind(' ', fit);
  return space == text.npos || space == 0 ? fit : space + 1;
}

/// What is left of a paragraph after its first line.
std::string_view after_line(const Ui& ui, Type type, std::string_view text, float width) {
  text.remove_prefix(std::min(line_length(ui, type, text, width), text.size()));
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

/// `text` cut at a whole character so that it and "…" fit.
std::string shortened(const Ui& ui, Type type, std::string_view text, float width) {
  const float room = width - size_of_text(ui, type, "…").x;
  std::size_t fit = text.size();
  while (fit > 0 && size_of_text(ui, type, text.substr(0, fit)).x > room) {
    do --fit;
    while (fit > 0 && (static_cast<unsigned char>(text[fit]) & 0xC0u) == 0x80u);
  }
  return std::string(text.substr(0, fit)) + "…";
}

void write_as_it_is(const Ui& ui, ImDrawList* list, ImVec2 corner, Type type, ImU32 colour,
                    std::string_view text) {
  if (text.empty()) return;  // ImGui takes no end as "up to the next zero"
  ImFont* font = ui.theme.font(type);
  const float size = size_of(type);
  const ExactLetters exact(font, size);
  // ImGui puts text at whole css pixels, which at a ratio such as 1.25 lie between device pixels:
  // the letters are moved, their base line onto a device pixel.
  const auto snapped = [](float at) {
    return std::floor(at * pixel_ratio() + 0.5f) / pixel_ratio();
  };
  const float rise = exact.rise(size);
  const ImVec2 wanted(snapped(corner.x), snapped(corner.y + rise) - rise);
  const ImVec2 placed(std::trunc(wanted.x), std::trunc(wanted.y));
  const int before = list->VtxBuffer.Size;
  list->AddText(font, size, placed, colour, text.data(), text.data() + text.size());
  for (int i = before; i < list->VtxBuffer.Size; ++i) list->VtxBuffer[i].pos += wanted - placed;
}

void draw_as_it_is(const Ui& ui, ImVec2 at, Type type, ImU32 colour, std::string_view text,
                   Align align) {
  const float width = align == Align::left ? 0 : size_of_text(ui, type, text).x;
  const float back = align == Align::right ? width : align == Align::centre ? width / 2 : 0;
  write_as_it_is(ui, ImGui::GetWindowDrawList(), {at.x - back, at.y - size_of(type) / 2}, type,
                 colour, text);
}

void draw_within_as_it_is(const Ui& ui, ImVec2 at, float width, Type type, ImU32 colour,
                          std::string_view text, Align align) {
  if (size_of_text(ui, type, text).x <= width)
    return draw_as_it_is(ui, at, type, colour, text, align);
  draw_as_it_is(ui, at, type, colour, shortened(ui, type, text, width), align);
}

}  // namespace

float text_width(const Ui& ui, Type type, std::string_view text) {
  return size_of_text(ui, type, ui.said(text)).x;
}

void write_text(const Ui& ui, ImDrawList* list, ImVec2 corner, Type type, ImU32 colour,
                std::string_view text) {
  write_as_it_is(ui, list, corner, type, colour, ui.said(text));
}

void draw_text(Ui& ui, ImVec2 at, Type type, ImU32 colour, std::string_view text, Align align) {
  draw_as_it_is(ui, at, type, colour, ui.said(text), align);
}

void draw_text_within(Ui& ui, ImVec2 at, float width, Type type, ImU32 colour,
                      std::string_view text, Align align) {
  draw_within_as_it_is(ui, at, width, type, colour, ui.said(text), align);
}

void draw_lines(Ui& ui, ImVec2 corner, float width, int lines, Type type, ImU32 colour,
                std::string_view text) {
  text = ui.said(text);
  for (; lines > 0 && !text.empty(); --lines, corner.y += size_of(type)) {
    const std::string_view line =
        lines == 1 ? text : text.substr(0, line_length(ui, type, text, width));
    draw_within_as_it_is(ui, {corner.x, corner.y + size_of(type) / 2}, width, type, colour, line,
                         Align::left);
    text.remove_prefix(line.size());
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
}

float paragraph_height(const Ui& ui, Type type, std::string_view text, float width) {
  text = ui.said(text);
  int lines = 1;
  while (!(text = after_line(ui, type, text, width)).empty()) ++lines;
  return size_of(type) * px(lines);
}

void paragraph(Ui& ui, Type type, ImU32 colour, std::string_view text, float width) {
  if (text.empty()) return;
  ImVec2 at = ImGui::GetCursorScreenPos();
  ImVec2 size(0, paragraph_height(ui, type, text, width));
  text = ui.said(text);
  // Line by line: a line's height is no whole number of pixels.
  for (; !text.empty(); at.y += size_of(type)) {
    const std::string_view line = text.substr(0, line_length(ui, type, text, width));
    write_as_it_is(ui, ImGui::GetWindowDrawList(), at, type, colour, line);
    size.x = std::max(size.x, size_of_text(ui, type, line).x);
    text = after_line(ui, type, text, width);
  }
  ImGui::Dummy(size);
}

void words_on_pointing(Ui& ui, const char* name, const ImRect& box, std::string_view words) {
  const ImGuiID id = ImGui::GetID(name);
  if (!ImGui::ItemAdd(box, id, nullptr, ImGuiItemFlags_NoNav)) return;
  ImGui::ItemHoverable(box, id, 0);
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip) || !ImGui::BeginTooltip()) return;
  paragraph(ui, Type::label, ui.colour().text, words, 320);
  const ImVec2 corner = ImGui::GetWindowPos();
  ui.place("tooltip", {corner, corner + ImGui::GetWindowSize()});
  ImGui::EndTooltip();
}

void item_tooltip(const Ui& ui, std::string_view words) {
  ImGui::SetItemTooltip("%s", std::string(ui.said(words)).c_str());
}

}  // namespace nn4n::playground
