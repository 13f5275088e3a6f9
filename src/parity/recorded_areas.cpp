#include <algorithm>
#include <array>
#include <cmath>

#include "parity/recorded_head.h"
#include "parity/recorded_structure.h"

namespace nn4n {

namespace {

constexpr std::array<std::string_view, 20> kAreaKeys{"areas",
                                                     "area_indices",
                                                     "area_connectivities_expanded",
                                                     "input_areas",
                                                     "readout_areas",
                                                     "input_idx",
                                                     "non_input_idx",
                                                     "readout_idx",
                                                     "input_mask",
                                                     "readout_mask",
                                                     "n_random_draws",
                                                     "excitatory_idx",
                                                     "inhibitory_idx",
                                                     "column_sign",
                                                     "blocks",
                                                     "diagonal_density",
                                                     "diagonal_note",
                                                     "input_mask_identical_over_draws",
                                                     "readout_mask_identical_over_draws",
                                                     "note"};

class AreasCheck : private StructureCheck {
 public:
  explicit AreasCheck(const JsonValue& file) : StructureCheck(file, kAreaKeys) {}

  Verdicts run() {
    if (understood()) check_areas();
    return verdicts();
  }

 private:
  void check_areas() {
    recorded_draws_ = whole(file_, "n_random_draws", 1000000);
    check_lists();
    if (understood()) check_signs();
    check_mask("input_mask");
    check_mask("readout_mask");
    if (understood()) check_blocks();
    if (understood()) check_diagonal(area_density());
  }

  void check_lists() {
    const Masks& masks = draws_[0];
    const Network& network = made_.network;
    std::vector<std::string> names;
    std::vector<int> input;
    std::vector<int> readout;
    for (std::size_t a = 0; a < network.areas.size(); ++a) {
      names.push_back(network.areas[a].name);
      if (network.areas[a].input) input.push_back(static_cast<int>(a));
      if (network.areas[a].readout) readout.push_back(static_cast<int>(a));
    }
    add(compare_exactly("areas", names, texts("areas")));
    check_groups("area_indices", 0);
    add(compare_exactly("input_areas", input, sorted("input_areas")));
    add(compare_exactly("readout_areas", readout, sorted("readout_areas")));
    add(compare_exactly("input_idx", input_units(masks), sorted("input_idx")));
    add(compare_exactly("non_input_idx", non_input_units(masks), sorted("non_input_idx")));
    add(compare_exactly("readout_idx", readout_units(masks), sorted("readout_idx")));
    const int areas = static_cast<int>(network.areas.size());
    const std::vector<double> density = numbers(at(file_, "area_connectivities_expanded"),
                                                "area_connectivities_expanded", {areas, areas});
    std::vector<double> ours;
    for (const std::vector<double>& row : network.connectivity.density)
      ours.insert(ours.end(), row.begin(), row.end());
    if (!density.empty())
      add(compare("area_connectivities_expanded", ours, density,
                  [](std::size_t) { return kDigits; }));
  }

  /// Compares the units of every area: those with this sign, or all of them if it is 0.
  void check_groups(std::string_view key, int sign) {
    const JsonValue& groups = at(file_, key);
    const std::size_t areas = made_.network.areas.size();
    if (!groups.is(JsonKind::list) || groups.items.size() != areas)
      return fail(key, "has no list for each area");
    for (std::size_t a = 0; a < areas; ++a) {
      const int area = static_cast<int>(a);
      const std::vector<int> ours =
          sign == 0 ? units_of_area(draws_[0], area) : units_of_area(draws_[0], area, sign);
      const std::string name = element_of(key, a);
      add(compare_exactly(name, ours, indices(groups.items[a], name)));
    }
  }

  void check_signs() {
    if (made_.network.connectivity.unit_signs != UnitSigns::ei) {
      for (const std::string_view key : {"excitatory_idx", "inhibitory_idx", "column_sign"}) {
        if (file_.find(key)) fail(key, "is given for a class without signs");
      }
      return;
    }
    check_groups("excitatory_idx", 1);
    check_groups("inhibitory_idx", -1);
    const std::vector<std::int8_t>& sign = draws_[0].unit_sign;
    add(compare_exactly("column_sign", std::vector<int>(sign.begin(), sign.end()),
                        indices(at(file_, "column_sign"), "column_sign")));
  }

  /// The units of "area_2" or "area_2_exc".
  std::vector<int> group_of(const std::string& name) {
    const std::size_t end = name.find('_', name.find('_') + 1);
    const std::string kind = end == name.npos ? "" : name.substr(end);
    const std::optional<int> area = area_index(made_.network, name.substr(0, end));
    if (!area || (kind != "" && kind != "_exc" && kind != "_inh")) {
      fail(printable(name), "is no group of units");
      return {};
    }
    if (kind.empty()) return units_of_area(draws_[0], *area);
    return units_of_area(draws_[0], *area, kind == "_exc" ? 1 : -1);
  }

  void check_blocks() {
    constexpr std::array<std::string_view, 8> keys{"target",
                                                   "source",
                                                   "shape",
                                                   "always_zero",
                                                   "always_full",
                                                   "expected_density",
                                                   "measured_mean_density",
                                                   "sd_of_one_draw_density"};
    const JsonValue& blocks = at(file_, "blocks");
    if (!blocks.is(JsonKind::list) || blocks.items.empty()) fail("blocks", "is no list");
    for (const JsonValue& block : blocks.items) {
      check_known(*this, block, keys, "blocks: ");
      const std::vector<int> into = group_of(at(block, "target").text);
      const std::vector<int> from = group_of(at(block, "source").text);
      if (understood()) check_block(block, into, from);
    }
  }

  void check_block(const JsonValue& block, const std::vector<int>& into,
                   const std::vector<int>& from) {
    const std::string name = at(block, "source").text + " to " + at(block, "target").text;
    add(compare_exactly(name + ": shape",
                        {static_cast<int>(into.size()), static_cast<int>(from.size())},
                        indices(at(block, "shape"), "shape")));
    if (into.empty() || from.empty()) return;
    const double expected = number(block, "expected_density");
    const double sd = number(block, "sd_of_one_draw_density");
    const bool zero = flag(block, "always_zero");
    const bool full = flag(block, "always_full");
    const std::vector<double> found = densities(into, from);
    const double pairs = static_cast<double>(into.size()) * static_cast<double>(from.size());
    const bool lucky = can_be_luck(zero ? 1 - expected : full ? expected : 0, pairs);
    if (!lucky)
      add(compare_exactly(name + ": always zero, always full", {expected == 0, expected == 1},
                          {zero, full}));
    if ((zero || full) && !lucky) {
      add(compare(name + (zero ? ": zero in every draw" : ": full in every draw"), found,
                  std::vector<double>(found.size(), zero ? 0.0 : 1.0),
                  [](std::size_t) { return 0.0; }));
    }
    check_density(name + ": ", found, pairs,
                  {.expected = expected,
                   .sd_of_one_draw = sd,
                   .measured_mean = number(block, "measured_mean_density")});
  }

  /// May all `pairs` be alike in every recorded draw by luck, if each is so with probability `p`?
  bool can_be_luck(double p, double pairs) const {
    constexpr double kLeast = 1e-6;
    return p > 0 && p < 1 && std::pow(p, pairs * recorded_draws_) > kLeast;
  }

  /// The expected density of self-connections.
  double area_density() const {
    double sum = 0;
    for (std::size_t a = 0; a < made_.network.areas.size(); ++a)
      sum += made_.network.connectivity.density[a][a] * made_.network.areas[a].units;
    return sum / draws_[0].units;
  }
};

}  // namespace

Verdicts verify_areas(const JsonValue& file) { return AreasCheck(file).run(); }

}  // namespace nn4n
