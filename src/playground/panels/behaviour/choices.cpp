// A table of the choices that were wanted (rows) and made (columns). A cell is coloured by its part
// of the row.
#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/behaviour/plots.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kChoiceHead = 40;  // axis words and column names
constexpr float kRowNames = 96, kShortNames = 40;
constexpr float kWidest = 110, kHighest = 56;

struct Table {
  ImVec2 corner;
  float width = 0, height = 0;  // of a cell
  int rows = 0, columns = 0;
  ImRect cell(int row, int column) const {
    const ImVec2 at(corner.x + width * px(column), corner.y + height * px(row));
    return {at, {at.x + width - 1, at.y + height - 1}};
  }
};

Table table_in(const ImRect& box, const Confusion& counts) {
  Table table;
  table.rows = counts.choices;
  table.columns = counts.choices + (counts.missed() ? 1 : 0);
  const float names = counts.choices > 4 ? kShortNames : kRowNames;
  table.corner = {box.Min.x + names, box.Min.y + kChoiceHead};
  table.width = std::min(kWidest, std::floor((box.Max.x - table.corner.x) / px(table.columns)));
  table.height = std::min(kHighest, std::floor((box.Max.y - table.corner.y) / px(table.rows)));
  return table;
}

/// Ink that can be read on a colour of the sequential map.
ImU32 ink_on(const Ui& ui, float part) {
  return part > 0.55f ? ui.colour().onprimary : ui.colour().text;
}

void draw_cell(Ui& ui, const Table& table, const Confusion& counts, int row, int column) {
  const int wanted = counts.wanted(row);
  const float part = wanted > 0 ? px(counts.at(row, column)) / px(wanted) : 0;
  const ImRect cell = table.cell(row, column);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(cell.Min, cell.Max, colour_at(*ui.theme.sequential, part));
  list->AddRect(cell.Min, cell.Max, row == column ? ui.colour().text2 : ui.colour().grid);
  const bool crowded = table.width < 30 || table.height < 14;
  if (crowded || wanted == 0 || (counts.choices > 4 && counts.at(row, column) == 0)) return;
  const std::string words = fixed(100 * double{part}, 0) + (table.width > 60 ? " %" : "");
  draw_text(ui, cell.GetCenter(), table.width > 60 ? Type::value : Type::small, ink_on(ui, part),
            words, Align::centre);
}

/// `intact`: the counts of the intact network, where the table is of the altered one.
void read_cell(Ui& ui, const Table& table, const Behaviour& behaviour, const Confusion& counts,
               const std::optional<Confusion>& intact) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!ImGui::IsWindowHovered()) return;
  for (int row = 0; row < table.rows; ++row) {
    for (int column = 0; column < table.columns; ++column) {
      const ImRect cell = table.cell(row, column);
      if (!cell.Contains(mouse)) continue;
      const Interval part = wilson(counts.at(row, column), counts.wanted(row));
      const std::string chosen =
          column < counts.choices ? behaviour.choices[static_cast<std::size_t>(column)] : "none";
      ImGui::GetWindowDrawList()->AddRect(cell.Min, cell.Max, ui.colour().text, 0, 0, 2);
      std::vector<PointedValue> readings{
          {0, "chosen", chosen},
          {0, "trials", grouped(counts.at(row, column)) + " of " + grouped(counts.wanted(row))},
          {0, "95 % interval [%]", fixed(100 * part.low, 1) + " to " + fixed(100 * part.high, 1)}};
      if (intact)
        readings.push_back(
            {0, "intact",
             grouped(intact->at(row, column)) + " of " + grouped(intact->wanted(row))});
      readout(ui, cell.GetCenter(), {cell.Min, {cell.Max.x + 400, cell.Max.y}}, "Wanted",
              behaviour.choices[static_cast<std::size_t>(row)], readings);
    }
  }
}

void record_choices(Ui& ui, const ImRect& cells, const ImRect& whole, const Behaviour& behaviour,
                    const Confusion& counts) {
  Figure* figure = record_cells(ui, "behaviour", "Choices", cells, whole);
  if (!figure) return;
  figure->up = "Rows: wanted; columns: chosen; numbers of trials";
  FigureCells& noted = figure->cells.emplace();
  noted.corner = "wanted / chosen [trials]";
  noted.rows = noted.columns = behaviour.choices;
  if (counts.missed()) noted.columns.push_back("none");
  for (int row = 0; row < counts.choices; ++row) {
    for (int column = 0; column < static_cast<int>(noted.columns.size()); ++column) {
      const int wanted = counts.wanted(row);
      const float count = px(counts.at(row, column));
      noted.values.push_back(count);
      noted.colours.push_back(colour_at(*ui.theme.sequential, wanted > 0 ? count / px(wanted) : 0));
    }
  }
}

}  // namespace

void choices_plot(Ui& ui, const ImRect& box, const Behaviours& shown) {
  const Behaviour& behaviour = shown.altered ? *shown.altered : shown.intact;
  const std::optional<Confusion> intact =
      shown.altered ? std::optional(confusion(shown.intact)) : std::nullopt;
  const Confusion counts = confusion(behaviour);
  const Table table = table_in(box, counts);
  const ImRect cells{table.corner, table.cell(table.rows - 1, table.columns - 1).Max};
  ui.place("plot.choices", cells);
  record_choices(ui, cells, box, behaviour, counts);
  draw_text(ui, {box.Min.x, box.Min.y + 10}, Type::small, ui.colour().text2,
            shown.altered ? "Wanted ↓  chosen →, with interventions" : "Wanted ↓  chosen →");
  for (int k = 0; k < table.rows; ++k) {
    const std::string& name = behaviour.choices[static_cast<std::size_t>(k)];
    draw_text_within(ui, {table.corner.x - 8, table.cell(k, 0).GetCenter().y},
                     table.corner.x - 8 - box.Min.x, Type::small, ui.colour().text2, name,
                     Align::right);
    draw_text_within(ui, {table.cell(0, k).GetCenter().x, table.corner.y - 10}, table.width - 4,
                     Type::small, ui.colour().text2, name, Align::centre);
  }
  if (table.columns > table.rows)
    draw_text(ui, {table.cell(0, table.rows).GetCenter().x, table.corner.y - 10}, Type::small,
              ui.colour().text2, "none", Align::centre);
  for (int row = 0; row < table.rows; ++row) {
    for (int column = 0; column < table.columns; ++column)
      draw_cell(ui, table, counts, row, column);
  }
  if (behaviour.trials.empty()) return draw_nothing(ui, cells, "No trials have been measured yet.");
  read_cell(ui, table, behaviour, counts, intact);
}

}  // namespace nn4n::playground
