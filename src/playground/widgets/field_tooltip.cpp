#include "playground/widgets/field_tooltip.h"

#include <optional>

#include "editing/words.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

std::optional<double> default_value(const Experiment& defaults, const std::string& path) {
  const Target target = resolve(target_of(defaults), path);
  if (!target.type || !target.type->number) return std::nullopt;
  return target.type->number(target.object);
}

std::string range_sentence(const Target& target, const std::optional<double>& fallback) {
  const Scale scale = scale_of(target.field->about);
  std::string words;
  if (scale.factor != 1) {
    words = compact(target.field->about.min * scale.factor) + " to " +
            compact(target.field->about.max * scale.factor);
  } else if (target.type->kind == Kind::integer || target.type->kind == Kind::number) {
    words = allowed(target);
  }
  if (fallback && target.type->kind != Kind::choice && target.type->kind != Kind::boolean) {
    words += ", default " + compact(*fallback * scale.factor, 4);
  }
  return words;
}

}  // namespace

void field_tooltip(Ui& ui, const Target& target, const std::string& path) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip) || ui.view.preview_path == path) return;
  const About& about = target.field->about;
  ImGui::PushStyleColor(ImGuiCol_Border, ui.colour().edge);
  if (ImGui::BeginTooltip()) {
    const float width = 290;
    paragraph(ui, Type::title, ui.colour().text, about.label, width);
    for (const Issue& problem : ui.problems) {
      if (is_about(ui.experiment, problem, plain_path(path)))
        paragraph(ui, Type::label, ui.colour().text, sentence(ui.experiment, problem), width);
    }
    if (!about.help.empty()) paragraph(ui, Type::label, ui.colour().text2, about.help, width);
    std::string range = range_sentence(target, default_value(ui.derived.defaults, path));
    if (!about.source.empty()) range += (range.empty() ? "" : ". ") + std::string(about.source);
    if (!range.empty()) paragraph(ui, Type::label, ui.colour().text2, range, width);
    const std::string part = scale_of(about).unit == "%" ? one_in_words(target) : "";
    if (!part.empty()) paragraph(ui, Type::label, ui.colour().text2, part, width);
    if (about.effect == Effect::live)
      paragraph(ui, Type::label, ui.colour().text2, "A change takes effect at once.", width);
    if (about.effect == Effect::restart && ui.started()) {
      paragraph(ui, Type::label, ui.colour().text2, restart_sentence(ui.experiment, path), width);
    }
    const ImVec2 corner = ImGui::GetWindowPos();
    ui.place("tooltip", {corner, corner + ImGui::GetWindowSize()});
    ImGui::EndTooltip();
  }
  ImGui::PopStyleColor();
}

void restart_hint(Ui& ui, const Target& target, const std::string& path) {
  const bool restarts = target.field->about.effect == Effect::restart;
  if (!restarts || !ui.started() || ui.view.preview_path != path) return;
  if (ImGui::BeginTooltip()) {
    paragraph(ui, Type::label, ui.colour().text2, restart_sentence(ui.experiment, path), 280);
    ImGui::EndTooltip();
  }
}

}  // namespace nn4n::playground
