// The parts of the network editor: the matrix of blocks, the editor of the selected ones, and the
// cards below. Each draws at the cursor of the present window.
#pragma once

#include "editing/structures.h"
#include "playground/panels/panels.h"

namespace nn4n::playground {

/// What a frame knows of the network.
struct NetworkParts {
  const Initial& initial;
  Nearest nearest;
  std::vector<Group> groups;
  std::vector<BlockPlace> selected;
  std::vector<int> synapses;  // groups x groups, row = into; empty while the masks are of another

  bool is_changed(const BlockPlace& place) const;
  bool is_selected(const BlockPlace& place) const;
};
NetworkParts parts_of(Ui& ui);

/// The text colour that can be read on `fill`.
ImU32 ink_on(const Ui& ui, ImU32 fill);

/// The colour of a block: that of the sign its weights keep, grey when they keep none.
ImU32 block_colour(const Ui& ui, const BlockValues& values);

/// Why the network cannot run because of one block, and the field that it is about: "distribution".
struct BlockProblem {
  std::string key;
  const Issue& issue;
};
std::vector<BlockProblem> problems_of(const Ui& ui, const BlockPlace& place);

void block_matrix(Ui& ui, const NetworkParts& parts);
void block_editor(Ui& ui, const NetworkParts& parts);
void network_cards(Ui& ui);

/// Draws `words`, which stand for the field at `path`; a click turns them into a text box.
void edit_in_place(Ui& ui, const std::string& path, const ImRect& box, Type type, ImU32 colour,
                   std::string_view words);

}  // namespace nn4n::playground
