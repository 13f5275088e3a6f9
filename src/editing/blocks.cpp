#include "editing/blocks.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "structure/masks.h"

namespace nn4n {

namespace {

constexpr std::string_view kBlocks = "blocks.";

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool takes(UnitKind kind, UnitKind of) { return kind == UnitKind::all || kind == of; }

bool covers(const Block& block, const BlockPlace& place) {
  return block.into == place.into && block.from == place.from &&
         takes(block.into_kind, place.into_kind) && takes(block.from_kind, place.from_kind);
}

/// Do the switches let this projection cross?
bool allowed(const Connectivity& connectivity, const BlockPlace& place) {
  if (place.into == place.from || place.from_kind == UnitKind::all) return true;
  const bool to_e = place.into_kind == UnitKind::excitatory;
  if (place.from_kind == UnitKind::excitatory)
    return to_e ? connectivity.e_to_e : connectivity.e_to_i;
  return to_e ? connectivity.i_to_e : connectivity.i_to_i;
}

double structure_density(const Connectivity& connectivity, const BlockPlace& place) {
  if (at(place.into) >= connectivity.density.size()) return 0;
  const auto& row = connectivity.density[at(place.into)];
  if (at(place.from) >= row.size() || !allowed(connectivity, place)) return 0;
  return row[at(place.from)];
}

double* own_density(Block& block) {
  if (block.pattern.name() != "density") return nullptr;
  return static_cast<double*>(resolve(target_of(block.pattern), "density").object);
}

/// The same for every kind of unit, without what has no effect: for comparison.
Block bare(Block block) {
  block.into_kind = block.from_kind = UnitKind::all;
  if (!block.own_distribution) block.distribution = Block{}.distribution;
  return block;
}

bool is_plain(const Block& block) {
  Block plain;
  plain.into = block.into;
  plain.from = block.from;
  return bare(block) == plain;
}

// ---------------------------------------------------------------------------------------------
// Writing a pair of areas back

/// All blocks of the matrix between two areas: rows x columns.
struct Pair {
  std::vector<UnitKind> rows, columns;
  std::vector<BlockValues> values;
  BlockValues& of(std::size_t row, std::size_t column) {
    return values[row * columns.size() + column];
  }
};

BlockPlace place_in(const BlockValues& values) {
  return {values.block.into, values.block.from, values.block.into_kind, values.block.from_kind};
}

Pair pair_of(const Network& network, int into, int from) {
  Pair pair;
  for (const Group& group : groups_of(network)) {
    if (group.area == into) pair.rows.push_back(group.kind);
    if (group.area == from) pair.columns.push_back(group.kind);
  }
  for (const UnitKind row : pair.rows) {
    for (const UnitKind column : pair.columns)
      pair.values.push_back(values_of(network, {into, from, row, column}));
  }
  return pair;
}

void keep_density(BlockValues& values, const Connectivity& connectivity) {
  const bool structure = values.density == structure_density(connectivity, place_in(values));
  values.block.pattern.select(structure ? "structure" : "density");
  if (double* own = own_density(values.block)) *own = values.density;
}

/// After densities of some blocks changed: the density of the two areas says it when all blocks
/// that may cross agree; otherwise each that differs has its own.
void settle_densities(Connectivity& connectivity, Pair& pair) {
  std::vector<BlockValues*> crossing;
  for (BlockValues& values : pair.values) {
    if (allowed(connectivity, place_in(values))) crossing.push_back(&values);
  }
  const auto agree = [&](const BlockValues* values) {
    return has_density(*values) && values->density == crossing.front()->density;
  };
  if (!crossing.empty() && std::all_of(crossing.begin(), crossing.end(), agree)) {
    const Block& first = crossing.front()->block;
    connectivity.density[at(first.into)][at(first.from)] = crossing.front()->density;
  }
  for (BlockValues& values : pair.values) {
    if (has_density(values)) keep_density(values, connectivity);
  }
}

using Blocks = std::vector<Block>;

void add_unless_plain(const Block& block, Blocks& blocks) {
  if (!is_plain(block)) blocks.push_back(block);
}

/// One block per line of the pair where its parts are alike, else one per part.
Blocks by_lines(Pair& pair, bool columns) {
  Blocks blocks;
  const std::size_t lines = columns ? pair.columns.size() : pair.rows.size();
  const std::size_t parts = columns ? pair.rows.size() : pair.columns.size();
  for (std::size_t line = 0; line < lines; ++line) {
    const auto part = [&](std::size_t k) {
      return columns ? pair.of(k, line).block : pair.of(line, k).block;
    };
    bool alike = true;
    for (std::size_t k = 1; k < parts; ++k) alike = alike && bare(part(k)) == bare(part(0));
    Block whole = part(0);
    (columns ? whole.into_kind : whole.from_kind) = UnitKind::all;
    if (alike) {
      add_unless_plain(whole, blocks);
    } else {
      for (std::size_t k = 0; k < parts; ++k) add_unless_plain(part(k), blocks);
    }
  }
  return blocks;
}

/// The fewest blocks that say what holds in the pair.
Blocks briefest(Pair& pair) {
  const Block first = pair.values.front().block;
  const bool alike = std::all_of(pair.values.begin(), pair.values.end(), [&](const auto& values) {
    return bare(values.block) == bare(first);
  });
  if (alike) {
    Blocks blocks;
    Block whole = first;
    whole.into_kind = whole.from_kind = UnitKind::all;
    add_unless_plain(whole, blocks);
    return blocks;
  }
  Blocks columns = by_lines(pair, true);
  Blocks rows = by_lines(pair, false);
  return rows.size() < columns.size() ? rows : columns;
}

void write_pair(Connectivity& connectivity, Pair& pair) {
  std::erase_if(connectivity.blocks, [&](const Block& block) {
    return std::any_of(pair.values.begin(), pair.values.end(),
                       [&](const BlockValues& values) { return covers(block, place_in(values)); });
  });
  for (Block& block : briefest(pair)) connectivity.blocks.push_back(std::move(block));
}

}  // namespace

std::vector<Group> groups_of(const Network& network) {
  std::vector<Group> groups;
  int begin = 0;
  const auto add = [&](std::size_t area, UnitKind kind, int units) {
    if (units > 0) groups.push_back({static_cast<int>(area), kind, begin, units});
    begin += units;
  };
  const bool signs = network.connectivity.unit_signs == UnitSigns::ei;
  for (std::size_t a = 0; a < network.areas.size(); ++a) {
    const Area& area = network.areas[a];
    const int excitatory = units_in_fraction(area.units, area.excitatory);
    if (!signs) {
      add(a, UnitKind::all, area.units);
    } else {
      add(a, UnitKind::excitatory, excitatory);
      add(a, UnitKind::inhibitory, area.units - excitatory);
    }
  }
  return groups;
}

BlockPlace place_of(const Group& into, const Group& from) {
  return {into.area, from.area, into.kind, from.kind};
}

std::vector<BlockPlace> all_places(const Network& network) {
  std::vector<BlockPlace> places;
  const std::vector<Group> groups = groups_of(network);
  for (const Group& into : groups) {
    for (const Group& from : groups) places.push_back(place_of(into, from));
  }
  return places;
}

std::vector<BlockPlace> existing(const Network& network, const std::vector<BlockPlace>& places) {
  std::vector<BlockPlace> found;
  for (const BlockPlace& place : all_places(network)) {
    if (std::find(places.begin(), places.end(), place) != places.end()) found.push_back(place);
  }
  return found;
}

std::vector<BlockPlace> edited_of(const Network& network, const std::vector<BlockPlace>& places) {
  std::vector<BlockPlace> edited = existing(network, places);
  const std::vector<BlockPlace> all = all_places(network);
  if (edited.empty() && !all.empty()) edited.push_back(all.front());
  return edited;
}

std::string short_name(int area, UnitKind kind) {
  constexpr std::array<const char*, 3> letters{"", "E", "I"};
  return std::to_string(area) + letters[static_cast<std::size_t>(kind)];
}

BlockValues values_of(const Network& network, const BlockPlace& place) {
  BlockValues values;
  const Connectivity& connectivity = network.connectivity;
  for (const Block& block : connectivity.blocks) {
    if (covers(block, place)) values.block = block;  // later ones win
  }
  values.block.into = place.into;
  values.block.from = place.from;
  values.block.into_kind = place.into_kind;
  values.block.from_kind = place.from_kind;
  const double* own = own_density(values.block);
  values.density = own ? *own : structure_density(connectivity, place);
  return values;
}

bool has_density(const BlockValues& values) {
  const std::string& pattern = values.block.pattern.name();
  return pattern == "structure" || pattern == "density";
}

bool same_values(const BlockValues& a, const BlockValues& b) {
  if (has_density(a) != has_density(b)) return false;
  Block one = bare(a.block);
  Block other = bare(b.block);
  if (has_density(a)) {
    if (std::fabs(a.density - b.density) > 1e-9) return false;
    one.pattern = other.pattern;
  }
  one.into = other.into;
  one.from = other.from;
  return one == other;
}

void change_blocks(Network& network, const std::vector<BlockPlace>& places, std::string_view key,
                   const std::function<void(BlockValues&)>& change) {
  Connectivity& connectivity = network.connectivity;
  std::vector<BlockPlace> left = existing(network, places);
  while (!left.empty()) {
    const int into = left.front().into;
    const int from = left.front().from;
    Pair pair = pair_of(network, into, from);
    for (BlockValues& values : pair.values) {
      if (std::find(left.begin(), left.end(), place_in(values)) == left.end()) continue;
      if (key == "density" && !has_density(values)) values.block.pattern.select("density");
      change(values);
      if (key == "distribution") values.block.own_distribution = true;
      double* own = own_density(values.block);
      if (key == "pattern" && own) *own = values.density;
      if (key.starts_with("pattern.") && own) values.density = *own;
    }
    if (key == "density" || key == "all") settle_densities(connectivity, pair);
    write_pair(connectivity, pair);
    std::erase_if(
        left, [&](const BlockPlace& place) { return place.into == into && place.from == from; });
  }
}

void copy_blocks(Network& network, const std::vector<BlockPlace>& places, const Network& other) {
  change_blocks(network, places, "all",
                [&](BlockValues& values) { values = values_of(other, place_in(values)); });
}

std::string_view plain_path(std::string_view path) {
  return path.starts_with('@') ? path.substr(1) : path;
}

std::optional<std::string_view> block_key(std::string_view path) {
  if (!path.starts_with(kBlocks)) return std::nullopt;
  return path.substr(kBlocks.size());
}

EditTarget target_in(BlockValues& values, std::string_view key) {
  if (key != "density") return resolve(target_of(values.block), key);
  for (const Field& field : record_of<Connectivity>().fields) {
    if (field.key == "density") return {&type_of<double>(), &values.density, &field};
  }
  return {};
}

}  // namespace nn4n
