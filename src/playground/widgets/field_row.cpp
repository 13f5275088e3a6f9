#include "playground/widgets/field_row.h"

#include <algorithm>
#include <cmath>

#include "editing/all_settings.h"
#include "editing/words.h"
#include "playground/widgets/field_tooltip.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"
#include "playground/widgets/typing.h"

namespace nn4n::playground {

namespace {

constexpr double kTooWideForASlider = 1e6;
constexpr float kDot = 5.5f;  // from a label to the dot before it, within a card's padding

Target target_at(const Ui& ui, const std::string& path) {
  if (const auto key = block_key(path))
    return ui.block ? Target(target_in(*ui.block, *key)) : Target{};
  return resolve(target_of(ui.experiment), plain_path(path));
}

void label_of_row(Ui& ui, const Target& target, const std::string& path, const ImRect& box,
                  const RowStyle& style) {
  const std::string& given = style.label;
  const About& about = target.field->about;
  std::string words = given.empty() ? label_with_unit(about) : given;
  const float room = box.GetWidth() - (in_trouble(ui, path) ? 16 : 0);
  const bool fits = text_width(ui, Type::label, words) <= room;
  const Type type = fits ? Type::label : Type::small;
  const std::string_view unit = given.empty() ? scale_of(about).unit : std::string_view();
  if (ImGui::ItemAdd(box, ImGui::GetID("label"), nullptr, ImGuiItemFlags_NoNav)) {
    const bool hovered = ImGui::ItemHoverable(box, ImGui::GetID("label"), 0);
    if (hovered && ImGui::IsMouseDoubleClicked(0)) ui.answer(RestoreDefault{path});
    field_tooltip(ui, target, path);
  }
  changed_dot(ui, path, {box.Min.x - kDot, box.GetCenter().y});
  trouble_mark(ui, path, {box.Max.x - 8, box.GetCenter().y});
  ImVec2 at(box.Min.x, box.GetCenter().y);
  if (unit.empty() || text_width(ui, type, words) <= room)
    return draw_text_within(ui, at, room, type, ui.colour().text2, words);
  // A number without its unit says nothing: the name is shortened instead.
  const std::string bracket = " [" + std::string(unit) + "]";
  const float name = room - text_width(ui, type, bracket);
  words = label_with_unit(about, false);
  draw_text_within(ui, at, name, type, ui.colour().text2, words);
  at.x += std::min(text_width(ui, type, words), name);
  draw_text(ui, at, type, ui.colour().text2, bracket);
}

void answer_drag(Ui& ui, const std::string& path, const Drag& drag) {
  if (drag.released) {
    ui.answer(SetValue{path, drag.value, drag.wheel});
  } else if (drag.held) {
    ui.answer(Preview{path, drag.value});
  } else if (drag.taken_back) {
    ui.answer(EndPreview{});
  }
}

/// The value at the right of a slider; it turns into the text box on request.
void value_of_row(Ui& ui, const Target& target, const std::string& path, const ImRect& box,
                  std::string_view words) {
  if (ImGui::ItemAdd(box, ImGui::GetID("value"), nullptr, ImGuiItemFlags_NoNav)) {
    const bool hovered = ImGui::ItemHoverable(box, ImGui::GetID("value"), 0);
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    if (hovered && wants_typing(box)) ui.answer(Typing{path, typed_form(target)});
  }
  draw_text(ui, {box.Max.x, box.GetCenter().y}, Type::control, ui.colour().text, words,
            Align::right);
}

void slider_row(Ui& ui, const Target& target, const std::string& path, const RowStyle& style) {
  const double value = target.type->number(target.object);
  const std::string words = style.mixed ? "mixed" : value_text(target);
  const float value_width = std::max(44.0f, std::ceil(text_width(ui, Type::control, words)) + 6);
  const Row row = next_row(style.label_width, value_width, style.spare);
  label_of_row(ui, target, path, row.label, style);
  const SliderScale scale(target);
  const ImRect track{row.control.Min, {row.control.Max.x, row.control.Max.y}};
  const ImGuiID id = ImGui::GetID("track");
  ui.place(path, track);
  ui.place(path + "#value", row.value);
  ui.place(path + "#label", row.label);
  if (ui.view.typing_path == path) {
    draw_track(ui, track, scale.place_of(value), false);
    return typing_box(
        ui, target, path,
        {{row.value.Max.x - std::max(value_width, 64.0f), row.value.Min.y}, row.value.Max});
  }
  if (ImGui::ItemAdd(track, id)) {
    const bool ctrl_click = ImGui::GetIO().KeyCtrl && ImGui::IsMouseClicked(0) &&
                            track.Contains(ImGui::GetIO().MousePos);
    if (ctrl_click) {
      ui.answer(Typing{path, typed_form(target)});
    } else {
      answer_drag(ui, path, drag_behaviour(track, id, scale, value, ui.view.preview_path == path));
    }
    focus_ring(ui, track, id);
    found_ring(ui, path, row.all, id);
    restart_hint(ui, target, path);
    field_tooltip(ui, target, path);
  }
  draw_track(ui, track, style.mixed ? -1 : scale.place_of(value), ImGui::GetActiveID() == id);
  value_of_row(ui, target, path, row.value, words);
}

/// A row whose value is a box to type in: numbers too wide for a slider, and texts.
void box_row(Ui& ui, const Target& target, const std::string& path, const RowStyle& style) {
  const Row row = next_row(style.label_width, 0, style.spare);
  label_of_row(ui, target, path, row.label, style);
  ui.place(path, row.control);
  ui.place(path + "#value", row.control);
  ui.place(path + "#label", row.label);
  if (ui.view.typing_path == path) return typing_box(ui, target, path, row.control);
  const ImGuiID id = ImGui::GetID("box");
  if (ImGui::ItemAdd(row.control, id)) {
    bool hovered = false;
    bool held = false;
    const bool clicked = ImGui::ButtonBehavior(row.control, id, &hovered, &held);
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    if (clicked) ui.answer(Typing{path, typed_form(target)});
    ImGui::GetWindowDrawList()->AddRectFilled(row.control.Min, row.control.Max,
                                              hovered ? ui.colour().hover : ui.colour().control, 4);
    focus_ring(ui, row.control, id);
    found_ring(ui, path, row.all, id);
    field_tooltip(ui, target, path);
  }
  const bool number = target.type->number != nullptr;
  const std::string words = number                            ? value_text(target)
                            : target.type->kind == Kind::list ? list_text(target)
                                                              : to_text(target);
  if (words.empty())
    return draw_text(ui, {row.control.Min.x + 8, row.control.GetCenter().y}, Type::control,
                     ui.colour().text3, "empty");
  const ImVec2 at(number ? row.control.Max.x - 8 : row.control.Min.x + 8,
                  row.control.GetCenter().y);
  draw_text_within(ui, at, row.control.GetWidth() - 16, Type::control, ui.colour().text, words,
                   number ? Align::right : Align::left);
}

std::vector<Option> options_of(const Target& target) {
  std::vector<Option> options;
  if (target.type->kind == Kind::choice) {
    for (const Choice& choice : target.type->choices)
      options.push_back({std::string(choice.key), std::string(choice.label)});
  } else {
    for (const Entry* entry : target.type->registry().entries())
      options.push_back({std::string(entry->key), std::string(entry->label)});
  }
  return options;
}

int chosen_of(const Target& target) {
  if (target.type->kind == Kind::choice)
    return static_cast<int>(target.type->number(target.object));
  const auto entries = target.type->registry().entries();
  const std::string& name = chosen_in(target).name();
  const auto same = std::find_if(entries.begin(), entries.end(),
                                 [&](const Entry* entry) { return entry->key == name; });
  return static_cast<int>(same - entries.begin());
}

void combo_row(Ui& ui, const Target& target, const std::string& path, const RowStyle& style) {
  const bool bare = style.label_width <= 0;
  const Row row = next_row(bare ? 0 : style.label_width, 0, style.spare);
  if (!bare) label_of_row(ui, target, path, row.label, style);
  ui.place(path, row.control);
  found_ring(ui, path, row.all);
  const int chosen = style.mixed ? -1 : chosen_of(target);
  const std::vector<Option> options = options_of(target);
  const int picked = style.menu ? drop_down(ui, "combo", row.control,
                                            options[static_cast<std::size_t>(chosen)].words,
                                            style.menu_width, style.menu)
                                : combo(ui, "combo", row.control, options, chosen);
  if (picked >= 0) ui.answer(SetText{path, options[static_cast<std::size_t>(picked)].key});
}

void tick_row(Ui& ui, const std::string& path, const RowStyle& style) {
  const Row row = next_row();
  edit_tick(ui, path, row.all, style.mixed);
}

/// A setting without effect is left out, unless it is the reason why the network cannot run.
bool is_listed(const Ui& ui, const std::string& path) {
  return block_key(path) || in_trouble(ui, path) ||
         has_effect(ui.experiment, std::string(plain_path(path)));
}

}  // namespace

void edit_field(Ui& ui, const std::string& path, const RowStyle& style) {
  const Target target = target_at(ui, path);
  if (!target.type || !target.field || target.field->about.bulk) return;
  if (!is_listed(ui, path)) return;
  ImGui::PushID(path.c_str());
  switch (target.type->kind) {
    case Kind::integer:
    case Kind::number: {
      const About& about = target.field->about;
      const bool wide = !about.logarithmic && about.max - about.min > kTooWideForASlider;
      wide ? box_row(ui, target, path, style) : slider_row(ui, target, path, style);
      break;
    }
    case Kind::text:
      box_row(ui, target, path, style);
      break;
    case Kind::boolean:
      tick_row(ui, path, style);
      break;
    case Kind::choice:
    case Kind::selection:
      combo_row(ui, target, path, style);
      break;
    case Kind::list:
      if (target.type->element->number) {
        box_row(ui, target, path, style);
        break;
      }
      [[fallthrough]];
    case Kind::record:
      edit_all(ui, path);
      break;
  }
  ImGui::PopID();
}

void field_label(Ui& ui, const std::string& path, const ImRect& box, const RowStyle& style) {
  const Target target = target_at(ui, path);
  if (!target.type || !target.field) return;
  ImGui::PushID(path.c_str());
  label_of_row(ui, target, path, box, style);
  ImGui::PopID();
}

void edit_all(Ui& ui, const std::string& path, const RowStyle& style) {
  for_each_part(target_at(ui, path), [&](const Target& part, const std::string& step) {
    const bool list = part.type->kind == Kind::list;  // masks and matrices come in files
    const bool bulk = part.field->about.bulk;         // and so does data
    if (!bulk && (!list || part.type->element->number)) edit_field(ui, path + step, style);
  });
}

void edit_tick(Ui& ui, const std::string& path, const ImRect& box, bool mixed) {
  const Target target = target_at(ui, path);
  ImGui::PushID(path.c_str());
  const bool on = target.type->number(target.object) != 0;
  const std::string words(target.field->about.label);
  const ImRect hit{box.Min, {std::min(box.Max.x, box.Min.x + tick_width(ui, words)), box.Max.y}};
  ui.place(path, hit);
  changed_dot(ui, path, {hit.Min.x - kDot, hit.GetCenter().y});
  const bool beside = hit.Max.x + 16 <= box.Max.x;  // else where the dot is
  trouble_mark(ui, path, {beside ? hit.Max.x + 10 : hit.Min.x - 7, hit.GetCenter().y});
  found_ring(ui, path, hit);
  if (tick_box(ui, "tick", hit, on, words, mixed))
    ui.answer(SetValue{path, on && !mixed ? 0.0 : 1.0});
  field_tooltip(ui, target, path);
  ImGui::PopID();
}

void edit_cell(Ui& ui, const std::string& path, const ImRect& box) {
  const Target target = target_at(ui, path);
  ImGui::PushID(path.c_str());
  ui.place(path, box);
  if (ui.view.typing_path == path) {
    typing_box(ui, target, path, box);
    return ImGui::PopID();
  }
  const ImGuiID id = ImGui::GetID("cell");
  const double value = target.type->number(target.object);
  if (ImGui::ItemAdd(box, id)) {
    if (wants_typing(box)) {
      ui.answer(Typing{path, typed_form(target)});
    } else {
      answer_drag(
          ui, path,
          drag_behaviour(box, id, SliderScale(target), value, ui.view.preview_path == path));
    }
    focus_ring(ui, box, id);
    found_ring(ui, path, box, id);
    restart_hint(ui, target, path);
    field_tooltip(ui, target, path);
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool hovered = ImGui::GetCurrentContext()->HoveredId == id;
  const float end =
      std::floor(box.Min.x + px(SliderScale(target).place_of(value)) * box.GetWidth());
  list->AddRectFilled(box.Min, box.Max, ui.colour().control, 3);
  list->AddRectFilled(
      box.Min, {end, box.Max.y},
      hovered ? mixed(ui.colour().active, ui.colour().edge, 0.3f) : ui.colour().active, 3);
  changed_dot(ui, path, {box.Min.x + 5, box.Min.y + 5});
  trouble_mark(ui, path, {box.Min.x + 9, box.GetCenter().y});
  const bool roomy = box.GetWidth() >= 34;
  const std::string words = fixed(value, 2);
  if (box.GetWidth() >= 22) {
    draw_text(ui, {box.Max.x - (roomy ? 7.0f : 3.0f), box.GetCenter().y},
              roomy ? Type::control : Type::small, ui.colour().text,
              roomy ? words : words.substr(value < 1 ? 1 : 0, 3), Align::right);
  }
  ImGui::PopID();
}

}  // namespace nn4n::playground
