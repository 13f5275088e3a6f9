#include <algorithm>
#include <cmath>

#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr std::string_view kPath = "network.connectivity.";

std::string structure_path(std::string_view key) { return std::string(kPath) + std::string(key); }

/// Where the matrix lies: names at the left, one column per area.
struct Grid {
  float names, cell;
};

Grid grid_of(std::size_t areas, float width) {
  const float names = areas <= 3 ? 76.0f : 52.0f;
  return {names, std::floor((width - names) / px(areas))};
}

void column_names(Ui& ui, const Grid& grid) {
  const Row row = next_row(0, 0);
  const float y = row.all.GetCenter().y;
  draw_text_within(ui, {row.all.Min.x, y}, grid.names - 4, Type::small, ui.colour().text3,
                   "To \\ from");
  for (std::size_t j = 0; j < ui.experiment.network.areas.size(); ++j) {
    const float middle = row.all.Min.x + grid.names + grid.cell * (px(j) + 0.5f);
    draw_text_within(ui, {middle, y}, grid.cell - 4, Type::small, ui.colour().text2,
                     ui.experiment.network.areas[j].name, Align::centre);
  }
}

void matrix_row(Ui& ui, const Grid& grid, std::size_t i) {
  const Row row = next_row(0, 0);
  draw_text_within(ui, {row.all.Min.x, row.all.GetCenter().y}, grid.names - 6, Type::label,
                   ui.colour().text2, ui.experiment.network.areas[i].name);
  for (std::size_t j = 0; j < ui.experiment.network.areas.size(); ++j) {
    const float left = row.all.Min.x + grid.names + grid.cell * px(j);
    edit_cell(ui, structure_path("density[" + std::to_string(i) + "][" + std::to_string(j) + "]"),
              {{left, row.all.Min.y - 1}, {left + grid.cell - 2, row.all.Max.y + 1}});
  }
}

/// E→E, E→I, I→E, I→I between areas, side by side.
void crossing_ticks(Ui& ui) {
  const Row row = next_row(0, 0);
  float left = row.all.Min.x;
  for (const char* key : {"e_to_e", "e_to_i", "i_to_e", "i_to_i"}) {
    edit_tick(ui, structure_path(key),
              {{left, row.all.Min.y}, {left + row.all.GetWidth() / 4, row.all.Max.y}});
    left += row.all.GetWidth() / 4;
  }
}

/// The button that leads to the matrix of blocks.
void edit_blocks_button(Ui& ui) {
  if (ui.view.tab == "network") return;
  const Row row = next_row(0, 0);
  ui.place("blocks.edit", row.all);
  if (button(ui, "edit blocks", row.all, "Edit blocks")) ui.answer(SelectTab{"network"});
}

void connectivity_rows(Ui& ui) {
  const Grid grid = grid_of(ui.experiment.network.areas.size(), ImGui::GetContentRegionAvail().x);
  column_names(ui, grid);
  for (std::size_t i = 0; i < ui.experiment.network.areas.size(); ++i) matrix_row(ui, grid, i);
  const bool signs = ui.experiment.network.connectivity.unit_signs == UnitSigns::ei;
  if (signs) crossing_ticks(ui);
  edit_blocks_button(ui);
  edit_field(ui, structure_path("unit_signs"), {.label_width = 92});
  edit_field(ui, structure_path("self_connections"));
  if (signs) edit_field(ui, structure_path("inhibitory_readout"));
  if (signs) edit_field(ui, structure_path("sign_constraint"), {.label_width = 132});
  edit_field(ui, structure_path("overlap"));
}

const RegisteredPanel registered_connectivity{{.key = "connectivity",
                                               .title = "Connection density",
                                               .place = PanelPlace::build,
                                               .order = 30,
                                               .rows = connectivity_rows}};

}  // namespace

}  // namespace nn4n::playground
