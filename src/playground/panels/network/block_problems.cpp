// Which problems are about which block. One entry of the list of blocks may be about several.
#include <charconv>

#include "playground/panels/network/network.h"

namespace nn4n::playground {

namespace {

constexpr std::string_view kBlockList = "network.connectivity.blocks[";

bool takes(UnitKind kinds, UnitKind kind) {
  return kinds == UnitKind::all || kind == UnitKind::all || kinds == kind;
}

bool covers(const Block& block, const BlockPlace& place) {
  return block.into == place.into && block.from == place.from &&
         takes(block.into_kind, place.into_kind) && takes(block.from_kind, place.from_kind);
}

/// "gain" of "network.connectivity.blocks[2].gain", when that entry is about the place.
std::string key_of_entry(const Network& network, std::string_view path, const BlockPlace& place) {
  if (!path.starts_with(kBlockList)) return {};
  path.remove_prefix(kBlockList.size());
  std::size_t index = 0;
  const char* end = path.data() + path.size();
  const auto read = std::from_chars(path.data(), end, index);
  const std::string_view rest(read.ptr, static_cast<std::size_t>(end - read.ptr));
  const auto& blocks = network.connectivity.blocks;
  if (!rest.starts_with("].") || index >= blocks.size() || !covers(blocks[index], place)) return {};
  return std::string(rest.substr(2));
}

}  // namespace

std::vector<BlockProblem> problems_of(const Ui& ui, const BlockPlace& place) {
  std::vector<BlockProblem> found;
  for (const Issue& problem : ui.problems) {
    std::string key = key_of_entry(ui.experiment.network, problem.path, place);
    if (!key.empty()) found.push_back({std::move(key), problem});
  }
  return found;
}

}  // namespace nn4n::playground
