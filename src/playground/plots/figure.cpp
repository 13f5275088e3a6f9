#include "playground/plots/figure.h"

#include <array>

#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr std::array<std::string_view, 3> kFormats{"png", "svg", "csv"};
constexpr std::array<std::string_view, 3> kFormatWords{"PNG picture", "SVG drawing", "CSV table"};

}  // namespace

Figure* record_cells(Ui& ui, std::string_view key, std::string_view title, const ImRect& box,
                     const ImRect& whole) {
  ui.place("figure." + std::string(key), whole);
  if (!ui.figures) return nullptr;
  ui.figures->push_back(
      {.key = std::string(key), .title = std::string(title), .size = box.GetSize()});
  return &ui.figures->back();
}

void figure_button(Ui& ui, ImVec2 corner,
                   const std::vector<std::pair<std::string, std::string>>& plots) {
  constexpr float side = 18;
  std::vector<Option> options;
  for (const auto& [key, title] : plots) {
    for (std::size_t k = 0; k < kFormats.size(); ++k) {
      options.push_back({key + "." + std::string(kFormats[k]),
                         plots.size() > 1 ? title + ": " + std::string(kFormatWords[k])
                                          : std::string(kFormatWords[k])});
    }
  }
  const ImRect box{corner, {corner.x + side, corner.y + side}};
  const std::string id = "figure." + plots.front().first;
  ui.place("save." + plots.front().first, box);
  const int picked = save_menu(ui, id.c_str(), box, options);
  words_on_pointing(ui, (id + " words").c_str(), box,
                    "Save this plot as a picture, a drawing or a table.");
  if (picked < 0) return;
  const auto at = static_cast<std::size_t>(picked);
  ui.answer(
      SaveFigure{plots[at / kFormats.size()].first, std::string(kFormats[at % kFormats.size()])});
}

}  // namespace nn4n::playground
