// The connectivity as a matrix of blocks: what holds in each, and how an edit of some of them is
// written into the document.
//
// A block of the matrix is the synapses into the units of one kind of one area from those of
// another; without E and I units it is all synapses between two areas. The document says the same
// with densities between areas, the switches for what crosses, and `Connectivity::blocks` for
// everything else. An edit takes the briefest of these: a density of its own only where the
// density between the areas does not say it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

/// A row or column of the matrix: neighbouring units of one kind.
struct Group {
  int area = 0;
  UnitKind kind = UnitKind::all;
  int begin = 0;  ///< first unit
  int units = 0;
};

/// The rows and columns in the order of units; kinds without units have none.
std::vector<Group> groups_of(const Network& network);

/// One block of the matrix, by what it connects.
struct BlockPlace {
  int into = 0;
  int from = 0;
  UnitKind into_kind = UnitKind::all;
  UnitKind from_kind = UnitKind::all;
  bool operator==(const BlockPlace&) const = default;
};

BlockPlace place_of(const Group& into, const Group& from);

/// Those of `places` that the network has.
std::vector<BlockPlace> existing(const Network& network, const std::vector<BlockPlace>& places);

/// The same, or the first block when none of them is left: some block is always being edited.
std::vector<BlockPlace> edited_of(const Network& network, const std::vector<BlockPlace>& places);

/// Every block of the matrix, row by row.
std::vector<BlockPlace> all_places(const Network& network);

/// "1E", "0": a row or column, for names of places on the screen ("block[1E][0I]").
std::string short_name(int area, UnitKind kind);

/// What holds in a block. `density` is what its areas' density and the switches give it, or its
/// own; under another pattern (hubs) it means nothing.
struct BlockValues {
  double density = 0;
  Block block;
};
BlockValues values_of(const Network& network, const BlockPlace& place);

/// Do both stand for the same synapses, weights and learning? How the document says it, and which
/// place they are of, do not count.
bool same_values(const BlockValues& a, const BlockValues& b);

/// Has it a density (not hubs)?
bool has_density(const BlockValues& values);

/// Changes what holds in the blocks: `change` is called with each one's values and alters the
/// field `key` ("density", or a key of Fields<Block>).
void change_blocks(Network& network, const std::vector<BlockPlace>& places, std::string_view key,
                   const std::function<void(BlockValues&)>& change);

/// Makes the blocks what they are in `other`, which has the same areas.
void copy_blocks(Network& network, const std::vector<BlockPlace>& places, const Network& other);

// Paths of editors -----------------------------------------------------------------------------
// "blocks.gain" is that field of all selected blocks. "@seed" is the field "seed" in its second
// editor on the screen, which is dragged and typed into without the first one.

std::string_view plain_path(std::string_view path);
/// "gain" of "blocks.gain"; nothing for any other path.
std::optional<std::string_view> block_key(std::string_view path);
/// The field of that key ("density", "gain", "pattern.hubs") in `values`.
EditTarget target_in(BlockValues& values, std::string_view key);

}  // namespace nn4n
