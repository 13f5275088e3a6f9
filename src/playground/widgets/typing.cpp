#include "playground/widgets/typing.h"

#include <array>

#include "base/text.h"
#include "editing/words.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

/// A number in the unit that is typed, in the one that is stored: 9.7 % is 0.097, not the double
/// next to it that a division gives.
double stored_number(double typed, double factor) {
  if (factor == 1) return typed;
  const bool short_one = rounded_to(typed, 15) == typed;
  return short_one ? rounded_to(typed / factor, 15) : typed / factor;
}

/// The other way round. What is typed again gives what was stored.
double typed_number(double stored, double factor) {
  if (factor == 1) return stored;
  const double typed = rounded_to(stored * factor, 15);
  return stored_number(typed, factor) == stored ? typed : stored * factor;
}

/// What was typed, in the unit that is stored.
std::string stored_form(const Target& target, const std::string& typed) {
  const double factor = scale_of(target.field->about).factor;
  std::string plain = typed;
  if (const std::size_t at = plain.find("−"); at == 0) plain.replace(0, 3, "-");
  if (target.type->kind == Kind::list) return plain;
  std::erase(plain, ',');
  const auto value = parse_number(plain);
  return value && target.type->number ? shortest(stored_number(*value, factor)) : plain;
}

}  // namespace

std::string typed_form(const Target& target) {
  if (target.type->kind == Kind::list) return list_text(target);
  if (!target.type->number) return to_text(target);
  const double factor = scale_of(target.field->about).factor;
  return shortest(typed_number(target.type->number(target.object), factor));
}

bool wants_typing(const ImRect& box) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!ImGui::IsItemHovered()) return false;
  if (!box.Contains(io.MousePos)) return false;
  return ImGui::IsMouseDoubleClicked(0) || (ImGui::IsMouseClicked(0) && io.KeyCtrl);
}

void typing_box(Ui& ui, const Target& target, const std::string& path, const ImRect& box) {
  std::array<char, 1024> text{};  // a list may have a number for each of 64 conditions
  ui.view.typing_text.copy(text.data(), text.size() - 1);
  const Typeface face(ui, Type::control);
  ImGui::SetCursorScreenPos({box.Min.x, box.Min.y});
  ImGui::SetNextItemWidth(box.GetWidth());
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      ImVec2(4, (box.GetHeight() - size_of(Type::control)) / 2));
  const bool enter =
      ImGui::InputText("##typing", text.data(), text.size(),
                       ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  ImGui::PopStyleVar();
  const ImGuiID box_id = ImGui::GetItemID();
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const bool asked = g.NavNextActivateId == box_id || g.NavActivateId == box_id;
  // Asked for once: a second time would select, and so overwrite, what was typed since.
  if (g.ActiveId != box_id && !asked && !enter && !ImGui::IsItemDeactivated()) {
    ImGui::ActivateItemByID(box_id);
  }
  const bool escaped = ImGui::IsKeyPressed(ImGuiKey_Escape);
  if (escaped) return ui.answer(EndTyping{});
  if (enter || ImGui::IsItemDeactivatedAfterEdit()) {
    return ui.answer(SetText{path, stored_form(target, text.data())});
  }
  if (ImGui::IsItemDeactivated()) return ui.answer(EndTyping{});
  if (ui.view.typing_text != text.data()) ui.answer(Typing{path, text.data()});
}

}  // namespace nn4n::playground
