#include "playground/look/theme.h"

#include <algorithm>
#include <array>

namespace nn4n::playground {

namespace {

constexpr float kReadFromAfar = 14.52f;  // 12 px; nothing on a projector is smaller

constexpr ImU32 rgb(ImU32 hex) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255);
}

constexpr Tokens kDark{.app = rgb(0x0D1014),
                       .panel = rgb(0x15191F),
                       .plot = rgb(0x0F1318),
                       .epoch = rgb(0x1A212A),
                       .grid = rgb(0x212832),
                       .border = rgb(0x2A323D),
                       .control = rgb(0x242B35),
                       .hover = rgb(0x2F3844),
                       .active = rgb(0x3A4554),
                       .edge = rgb(0x6E7B8C),
                       .text = rgb(0xE8ECF1),
                       .text2 = rgb(0xAEB8C5),
                       .text3 = rgb(0x8D99A8),
                       .primary = rgb(0xE8ECF1),
                       .onprimary = rgb(0x12161B),
                       .exc = rgb(0xF06930),
                       .inh = rgb(0x6197FF),
                       .input = rgb(0x4CD697),
                       .output = rgb(0xC07ABF),
                       .output2 = rgb(0xE6C34D),
                       .target = rgb(0xD5DCE5),
                       .accuracy = rgb(0xC9E86B),
                       .loss = rgb(0xF98FB2),
                       .warning = rgb(0xFDAA3F),
                       .error = rgb(0xF34466)};
constexpr Tokens kLight{.app = rgb(0xEDEFF2),
                        .panel = rgb(0xFAFBFC),
                        .plot = rgb(0xFFFFFF),
                        .epoch = rgb(0xF2F4F7),
                        .grid = rgb(0xE9ECF0),
                        .border = rgb(0xD3D8DF),
                        .control = rgb(0xE6E9EE),
                        .hover = rgb(0xDADFE6),
                        .active = rgb(0xCBD2DB),
                        .edge = rgb(0x747F8C),
                        .text = rgb(0x171B21),
                        .text2 = rgb(0x454E5A),
                        .text3 = rgb(0x59636F),
                        .primary = rgb(0x1B2027),
                        .onprimary = rgb(0xFFFFFF),
                        .exc = rgb(0x9D3D03),
                        .inh = rgb(0x436AB5),
                        .input = rgb(0x009880),
                        .output = rgb(0x6E198C),
                        .output2 = rgb(0xB67300),
                        .target = rgb(0x353D47),
                        .accuracy = rgb(0x557206),
                        .loss = rgb(0x47002B),
                        .warning = rgb(0xA87400),
                        .error = rgb(0x9A091F)};
constexpr Tokens kProjector{.app = rgb(0xFFFFFF),
                            .panel = rgb(0xFFFFFF),
                            .plot = rgb(0xFFFFFF),
                            .epoch = rgb(0xEEF0F3),
                            .grid = rgb(0xDDE1E6),
                            .border = rgb(0x9AA4B0),
                            .control = rgb(0xE2E5EA),
                            .hover = rgb(0xCFD5DC),
                            .active = rgb(0xBBC3CD),
                            .edge = rgb(0x4A5461),
                            .text = rgb(0x000000),
                            .text2 = rgb(0x20262E),
                            .text3 = rgb(0x343C46),
                            .primary = rgb(0x000000),
                            .onprimary = rgb(0xFFFFFF),
                            .exc = rgb(0x980202),
                            .inh = rgb(0x0759BB),
                            .input = rgb(0x045348),
                            .output = rgb(0x5B0072),
                            .output2 = rgb(0xA16C00),
                            .target = rgb(0x14181D),
                            .accuracy = rgb(0x4C5D00),
                            .loss = rgb(0x42003A),
                            .warning = rgb(0x8A5E00),
                            .error = rgb(0x890416)};

const Tokens& tokens(ThemeName name) {
  if (name == ThemeName::light) return kLight;
  return name == ThemeName::dark ? kDark : kProjector;
}

/// Which token paints which of ImGui's items.
void set_colours(ImGuiStyle& style, const Tokens& c) {
  const auto paint = [&](ImU32 colour, std::initializer_list<ImGuiCol> items) {
    for (const ImGuiCol item : items) {
      style.Colors[item] = ImGui::ColorConvertU32ToFloat4(colour);
    }
  };
  paint(c.text, {ImGuiCol_Text, ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive, ImGuiCol_NavCursor,
                 ImGuiCol_InputTextCursor, ImGuiCol_TabSelectedOverline, ImGuiCol_TextLink,
                 ImGuiCol_DragDropTarget});
  paint(c.text3, {ImGuiCol_TextDisabled});
  paint(c.app, {ImGuiCol_WindowBg});
  paint(faded(c.app, 0.7f), {ImGuiCol_ModalWindowDimBg});
  paint(c.panel,
        {ImGuiCol_ChildBg, ImGuiCol_TitleBg, ImGuiCol_TitleBgActive, ImGuiCol_MenuBarBg,
         ImGuiCol_ScrollbarBg, ImGuiCol_TableHeaderBg, ImGuiCol_Tab, ImGuiCol_TabSelected});
  paint(c.plot, {ImGuiCol_TableRowBgAlt});
  paint(c.control, {ImGuiCol_PopupBg, ImGuiCol_FrameBg, ImGuiCol_Button, ImGuiCol_Header});
  paint(c.hover, {ImGuiCol_FrameBgHovered, ImGuiCol_ButtonHovered, ImGuiCol_HeaderHovered,
                  ImGuiCol_TabHovered});
  paint(c.active, {ImGuiCol_FrameBgActive, ImGuiCol_ButtonActive, ImGuiCol_HeaderActive,
                   ImGuiCol_ScrollbarGrab, ImGuiCol_TextSelectedBg});
  paint(c.edge,
        {ImGuiCol_ScrollbarGrabHovered, ImGuiCol_ScrollbarGrabActive, ImGuiCol_SeparatorActive});
  paint(c.border, {ImGuiCol_Border, ImGuiCol_Separator, ImGuiCol_TableBorderStrong});
  paint(c.grid, {ImGuiCol_TableBorderLight});
  paint(c.onprimary, {ImGuiCol_CheckMark});
}

void set_spaces(ImGuiStyle& style, bool touch) {
  style.WindowPadding = {12, 12};
  style.FramePadding = touch ? ImVec2(12, 14) : ImVec2(8, 4);
  style.ItemSpacing = {8, 4};
  style.ItemInnerSpacing = {8, 4};
  style.CellPadding = {8, 4};
  style.TouchExtraPadding = touch ? ImVec2(6, 6) : ImVec2(0, 0);
  style.IndentSpacing = 18;
  style.ScrollbarSize = touch ? 16.0f : 12.0f;
  style.GrabMinSize = 12;
}

}  // namespace

namespace {

float least_size = 0;  // of the theme in use

}  // namespace

float size_of(Type type) {
  constexpr std::array<float, 6> sizes{15.73f, 15.73f, 15.73f, 15.73f, 14.52f, 13.31f};
  return std::max(sizes[static_cast<std::size_t>(type)], least_size);
}

ImFont* Theme::font(Type type) const {
  const bool strong = type == Type::title || type == Type::value;
  if (strong && fonts.semibold) return fonts.semibold;
  if ((strong || type == Type::button) && fonts.medium) return fonts.medium;
  return fonts.regular;
}

Theme make_theme(ThemeName name, const Fonts& fonts) {
  const bool dark = name == ThemeName::dark;
  return {.name = name,
          .colour = tokens(name),
          .diverging = dark ? &diverging_dark() : &diverging_light(),
          .sequential = dark ? &sequential_dark() : &sequential_light(),
          .fonts = fonts};
}

void set_style(ImGuiStyle& style, const Theme& theme, bool touch) {
  least_size = theme.name == ThemeName::projector ? kReadFromAfar : 0;
  style = ImGuiStyle();
  set_spaces(style, touch);
  style.WindowRounding = 0;
  style.ChildRounding = 6;
  style.FrameRounding = 4;
  style.PopupRounding = 4;
  style.GrabRounding = 6;
  style.ScrollbarRounding = 6;
  style.TabRounding = 0;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 1;
  style.PopupBorderSize = 1;
  style.FrameBorderSize = 0;
  style.TabBorderSize = 0;
  style.DisabledAlpha = 1;
  style.HoverStationaryDelay = 0.15f;
  style.HoverDelayNormal = 0.4f;
  style.HoverFlagsForTooltipMouse = ImGuiHoveredFlags_Stationary | ImGuiHoveredFlags_DelayNormal;
  style.FontSizeBase = size_of(Type::control);
  set_colours(style, theme.colour);
}

ImU32 faded(ImU32 colour, float part) {
  const float alpha = static_cast<float>(colour >> IM_COL32_A_SHIFT) * part;
  return (colour & ~IM_COL32_A_MASK) | (static_cast<ImU32>(alpha + 0.5f) << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 from, ImU32 to, float part) {
  const ImVec4 a = ImGui::ColorConvertU32ToFloat4(from);
  const ImVec4 b = ImGui::ColorConvertU32ToFloat4(to);
  return ImGui::ColorConvertFloat4ToU32(
      {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part, a.z + (b.z - a.z) * part, a.w});
}

}  // namespace nn4n::playground
