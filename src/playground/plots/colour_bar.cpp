#include "playground/plots/colour_bar.h"

#include <cmath>

#include "editing/words.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

void colour_bar(Ui& ui, const ImRect& box, const ColourMap& map, bool upright,
                const std::function<float(float)>& curve) {
  const std::string name = upright ? "bar.upright" : "bar.level";
  const std::uint64_t key = hash_bytes(map.data(), sizeof(map));
  const ImTextureRef picture =
      ui.pictures.get(name, upright ? 1 : 256, upright ? 256 : 1, key, [&](Pixels pixels) {
        for (std::size_t i = 0; i < 256; ++i) {
          const float along = px(upright ? 255 - i : i) / 255.0f;
          pixels[i] = colour_at(map, curve(along));
        }
      });
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddImage(picture, box.Min, box.Max);
  list->AddRect(box.Min, box.Max, ui.colour().edge);
}

void weight_bar(Ui& ui, const ImRect& box, double range) {
  colour_bar(ui, box, *ui.theme.diverging, false,
             [](float along) { return signed_power(2 * along - 1, 1); });
  const float y = box.Max.y + 10;
  const std::string most = compact(range);
  draw_text(ui, {box.Min.x, y}, Type::small, ui.colour().text2, "−" + most);
  draw_text(ui, {box.GetCenter().x, y}, Type::small, ui.colour().text2, "0", Align::centre);
  draw_text(ui, {box.Max.x, y}, Type::small, ui.colour().text2, most, Align::right);
}

ImU32 sign_colour(const Ui& ui, int sign) {
  return sign > 0 ? ui.colour().exc : sign < 0 ? ui.colour().inh : ui.colour().edge;
}

void sign_strip(Ui& ui, const std::vector<UnitRange>& blocks, ImVec2 start, float cell,
                bool upright) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (const UnitRange& block : blocks) {
    const float from = std::floor(cell * px(block.begin) + 0.5f);
    const float to = std::floor(cell * px(block.end) + 0.5f) - 1;
    const ImVec2 low = upright ? ImVec2(start.x, start.y + from) : ImVec2(start.x + from, start.y);
    const ImVec2 high =
        upright ? ImVec2(start.x + 5, start.y + to) : ImVec2(start.x + to, start.y + 5);
    list->AddRectFilled(low, high, sign_colour(ui, block.sign), 1);
  }
}

}  // namespace nn4n::playground
