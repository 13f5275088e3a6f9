// What edits of the network's areas, blocks, starting points and masks do; document_edits.cpp calls
// them.
#pragma once

#include "editing/app.h"

namespace nn4n {

/// Sets a field of all selected blocks to a number, a tick or a choice (by its index), or to a text
/// as it is typed. Keys: blocks.h.
Issues set_block_number(App& app, std::string_view key, double value);
Issues set_block_text(App& app, std::string_view key, const std::string& text);
/// Makes that field of the selected blocks what it is in the structure.
Issues restore_block_field(App& app, std::string_view key);

Issues start_from(App& app, const StartFrom& edit);
Issues restore_blocks(App& app, const RestoreBlocks& edit);
Issues paint_mask(App& app, const PaintMask& edit);
Issues forget_mask(App& app, const ForgetMask& edit);
Issues read_mask_file(App& app, const ReadMask& edit);
Issues draw_mask_by_rule(App& app);

Issues add_area(App& app);
Issues remove_area(App& app, const RemoveArea& edit);

/// Writes into `shown` what a drag or a stroke that is still under way would do.
void preview_network(Experiment& shown, const View& view);

}  // namespace nn4n
