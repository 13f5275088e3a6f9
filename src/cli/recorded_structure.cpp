#include <algorithm>
#include <array>
#include <cmath>

#include "cli/nn4n_structure.h"
#include "cli/recorded.h"
#include "cli/strict_reader.h"
#include "structure/areas.h"

namespace nn4n {

namespace {

constexpr int kFewestDraws = 20;
constexpr int kMostDraws = 200;
constexpr double kSynapses = 4e6;  // in all draws together, about
constexpr double kDigits = 1e-8;   // nine of them are recorded

constexpr std::array<std::string_view, 7> kCommonKeys{"format", "kind",   "name",  "package",
                                                      "class",  "config", "layout"};
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
constexpr std::array<std::string_view, 12> kRandomKeys{"n_input_neurons",
                                                       "n_readout_neurons",
                                                       "areas",
                                                       "area_index_order",
                                                       "intersection_min_mean_max",
                                                       "hidden_expected_density",
                                                       "hidden_measured_mean_density",
                                                       "hidden_sd_of_one_draw",
                                                       "diagonal_density",
                                                       "n_random_draws",
                                                       "invariants",
                                                       "note"};
constexpr std::array<std::string_view, 4> kMultiIOKeys{"input_mask", "readout_mask",
                                                       "hidden_mask_all_ones", "note"};

std::size_t size(int count) { return static_cast<std::size_t>(count); }

bool holds(Keywords::Names names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// '+', '-' of the source's sign, or '0'. Rows are targets.
std::vector<std::string> as_text(const std::vector<std::uint8_t>& present, std::size_t columns,
                                 const std::vector<std::int8_t>& sign) {
  std::vector<std::string> rows(present.size() / columns, std::string(columns, '0'));
  for (std::size_t k = 0; k < present.size(); ++k) {
    const std::size_t source = k % columns;
    const bool negative = !sign.empty() && sign[source] < 0;
    if (present[k]) rows[k / columns][source] = negative ? '-' : '+';
  }
  return rows;
}

std::vector<std::string> turned(const std::vector<std::string>& rows) {
  std::vector<std::string> columns(rows.empty() ? 0 : rows[0].size());
  for (const std::string& row : rows) {
    for (std::size_t j = 0; j < row.size(); ++j) columns[j] += row[j];
  }
  return columns;
}

/// Present synapses among the pairs of some targets and some sources, as a fraction.
double density_of(const Masks& masks, const std::vector<int>& into, const std::vector<int>& from) {
  double present = 0;
  for (const int i : into) {
    for (const int j : from) present += masks.recurrent[size(i) * size(masks.units) + size(j)];
  }
  return present / (static_cast<double>(into.size()) * static_cast<double>(from.size()));
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

class Check : private StrictReader {
 public:
  explicit Check(const JsonValue& file) : file_(file) {}

  Verdicts run() {
    read_network();
    if (understood()) {
      const std::string& name = at(file_, "class").text;
      if (name == "RandomInput") {
        check_random_input();
      } else if (name == "MultiIO") {
        check_multi_io();
      } else {
        check_areas();
      }
    }
    if (!understood()) return {error(), {}};
    return {"", {{kAnyPrecision, std::move(comparisons_)}}};
  }

 private:
  void add(Comparison comparison) { comparisons_.push_back(std::move(comparison)); }

  void read_network() {
    if (at(file_, "format").text != "nn4n-golden/1") return fail("format", "is not nn4n-golden/1");
    const std::string& name = at(file_, "class").text;
    const Keywords::Names own = name == "RandomInput" ? Keywords::Names(kRandomKeys)
                                : name == "MultiIO"   ? Keywords::Names(kMultiIOKeys)
                                                      : Keywords::Names(kAreaKeys);
    for (const std::string& key : file_.keys) {
      if (!holds(kCommonKeys, key) && !holds(own, key)) fail(printable(key), "is not known");
    }
    const auto version = package_version(at(file_, "package").text);
    if (!version) return fail("package", "is neither nn4n 1.0.3 nor nn4n 1.2.0");
    const std::string wrong = read_structure(name, at(file_, "config"), *version, made_);
    if (!wrong.empty()) return fail("config:", wrong);
    const double units = total_units(made_.network);
    const double draws =
        std::clamp(kSynapses / (units * units), 1.0 * kFewestDraws, 1.0 * kMostDraws);
    for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(draws); ++seed)
      draws_.push_back(make_masks(made_.network, made_.inputs, made_.outputs, seed));
  }

  /// Five standard errors of the difference of two means, of our draws and of the package's.
  double five_errors(double sd_of_one) const {
    const double ours = static_cast<double>(draws_.size());
    return 5 * sd_of_one * std::sqrt(1 / ours + 1 / recorded_draws_) + kDigits;
  }

  /// Rows of the file's masks are sources, not targets.
  bool sources_first() {
    const std::string& layout = at(file_, "layout").text;
    const bool sources = layout.find("(source, target)") != layout.npos;
    if (!sources && layout.find("(target, source)") == layout.npos)
      fail("layout", "is neither (target, source) nor (source, target)");
    return sources;
  }

  std::vector<int> indices(const JsonValue& value, std::string_view name) {
    std::vector<int> made;
    if (!value.is(JsonKind::list)) fail(name, "is no list");
    for (const JsonValue& item : value.items) {
      const bool whole = item.is(JsonKind::number) && std::abs(item.number) <= kMostUnits &&
                         item.number == static_cast<int>(item.number);
      if (!whole) fail(name, "holds something else than indices");
      made.push_back(whole ? static_cast<int>(item.number) : -1);
    }
    return made;
  }

  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> made;
    const JsonValue& value = at(file_, key);
    if (!value.is(JsonKind::list)) fail(key, "is no list");
    for (const JsonValue& item : value.items) {
      if (!item.is(JsonKind::text)) fail(key, "holds something else than texts");
      made.push_back(item.text);
    }
    return made;
  }

  bool flag(const JsonValue& object, std::string_view key) {
    const JsonValue& value = at(object, key);
    if (!value.is(JsonKind::boolean)) fail(key, "is neither true nor false");
    return value.boolean;
  }

  // ---------------------------------------------------------------------- MultiArea, MultiAreaEI

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

  std::vector<int> sorted(std::string_view key) {
    std::vector<int> list = indices(at(file_, key), key);
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
  }

  /// A list of units for every area; `sign` as in units_of_area, 0 = all.
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
    if (made_.network.connectivity.structure != Structure::multi_area_ei) {
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

  std::vector<std::string> mask_text(const Masks& masks, bool input) const {
    static const std::vector<std::int8_t> unsigned_inputs;
    return input ? as_text(masks.input, size(masks.inputs), unsigned_inputs)
                 : as_text(masks.readout, size(masks.units), masks.unit_sign);
  }

  /// The same in every draw.
  void check_mask(const std::string& key) {
    const bool input = key == "input_mask";
    const bool turn = sources_first();
    const std::vector<std::string> expected = texts(key);
    const std::string identical = key + "_identical_over_draws";
    if (file_.find(identical) && !flag(file_, identical)) fail(identical, "is false");
    if (!understood()) return;
    Comparison worst;
    for (const Masks& masks : draws_) {
      const std::vector<std::string> ours = mask_text(masks, input);
      Comparison one = compare_exactly(key, turn ? turned(ours) : ours, expected);
      if (worst.quantity.empty() || one.difference > worst.difference) worst = one;
    }
    add(worst);
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
      for (const std::string& key : block.keys) {
        if (!holds(keys, key)) fail("blocks: " + printable(key), "is not known");
      }
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
    std::vector<double> found;
    for (const Masks& masks : draws_) found.push_back(density_of(masks, into, from));
    add(compare_exactly(name + ": always zero, always full", {expected == 0, expected == 1},
                        {zero, full}));
    if (zero || full) {
      add(compare(name + (zero ? ": zero in every draw" : ": full in every draw"), found,
                  std::vector<double>(found.size(), zero ? 0.0 : 1.0),
                  [](std::size_t) { return 0.0; }));
    }
    add(compare(name + ": density of one draw", found[0], expected, 5 * sd + kDigits));
    add(compare(name + ": mean density", mean(found), number(block, "measured_mean_density"),
                five_errors(sd)));
    const double pairs = static_cast<double>(into.size()) * static_cast<double>(from.size());
    add(compare(name + ": sd of a draw", std::sqrt(expected * (1 - expected) / pairs), sd,
                kDigits));
  }

  /// Mean density on the diagonal.
  double area_density() const {
    double sum = 0;
    for (std::size_t a = 0; a < made_.network.areas.size(); ++a)
      sum += made_.network.connectivity.density[a][a] * made_.network.areas[a].units;
    return sum / draws_[0].units;
  }

  void check_diagonal(double expected) {
    std::vector<double> found;
    for (const Masks& masks : draws_) {
      double present = 0;
      for (int n = 0; n < masks.units; ++n)
        present += masks.recurrent[size(n) * size(masks.units) + size(n)];
      found.push_back(present / masks.units);
    }
    const double sd = std::sqrt(expected * (1 - expected) / draws_[0].units);
    add(compare("diagonal_density", mean(found), number(file_, "diagonal_density"),
                five_errors(sd)));
  }

  // -------------------------------------------------------------------------------- RandomInput

  void check_random_input() {
    recorded_draws_ = whole(file_, "n_random_draws", 1000000);
    check_counts("n_input_neurons", input_units);
    check_counts("n_readout_neurons", readout_units);
    add(compare_exactly("areas", {"area_input", "area_readout"}, texts("areas")));
    check_intersection();
    const double expected = number(file_, "hidden_expected_density");
    const double sd = number(file_, "hidden_sd_of_one_draw");
    std::vector<int> all;
    for (int n = 0; n < draws_[0].units; ++n) all.push_back(n);
    std::vector<double> found;
    for (const Masks& masks : draws_) found.push_back(density_of(masks, all, all));
    add(compare("hidden density of one draw", found[0], expected, 5 * sd + kDigits));
    add(compare("hidden mean density", mean(found), number(file_, "hidden_measured_mean_density"),
                five_errors(sd)));
    const double units = draws_[0].units;
    add(compare("hidden sd of a draw", std::sqrt(expected * (1 - expected)) / units, sd, kDigits));
    check_diagonal(expected);
    check_invariants();
  }

  template <class Units>
  void check_counts(std::string_view key, Units&& units) {
    const std::vector<int> expected = sorted(key);
    std::vector<int> found;
    for (const Masks& masks : draws_) found.push_back(static_cast<int>(units(masks).size()));
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    add(compare_exactly(std::string(key), found, expected));
  }

  /// Units with input that are read, too; hypergeometric when they may overlap.
  void check_intersection() {
    const std::vector<double> recorded =
        numbers(at(file_, "intersection_min_mean_max"), "intersection_min_mean_max", {3});
    if (recorded.empty()) return;
    std::vector<double> found;
    for (const Masks& masks : draws_) {
      const std::vector<int> input = input_units(masks);
      const std::vector<int> read = readout_units(masks);
      std::vector<int> both;
      std::set_intersection(input.begin(), input.end(), read.begin(), read.end(),
                            std::back_inserter(both));
      found.push_back(static_cast<double>(both.size()));
    }
    const double units = draws_[0].units;
    const double input = static_cast<double>(input_units(draws_[0]).size()) / units;
    const double read = static_cast<double>(readout_units(draws_[0]).size());
    const bool overlap = made_.network.connectivity.overlap;
    const double expected = overlap ? read * input : 0;
    const double sd =
        overlap ? std::sqrt(expected * (1 - input) * (units - read) / std::max(1.0, units - 1)) : 0;
    add(compare("intersection of a draw", found, std::vector<double>(found.size(), expected),
                [&](std::size_t) { return 5 * sd + kDigits; }));
    add(compare("intersection, mean", mean(found), recorded[1], five_errors(sd)));
    add(compare("intersection, recorded extremes", std::vector{recorded[0], recorded[2]},
                std::vector{expected, expected}, [&](std::size_t) { return 6 * sd + kDigits; }));
  }

  /// Rows of the input mask and columns of the readout mask are all 1 or all 0; nothing has a sign.
  void check_invariants() {
    double broken = 0;
    for (const Masks& masks : draws_) {
      for (const std::string& row : as_text(masks.input, size(masks.inputs), {}))
        broken += row.find_first_not_of(row[0]) != row.npos;
      for (const std::string& column : turned(mask_text(masks, false)))
        broken += column.find_first_not_of(column[0]) != column.npos;
      for (const std::int8_t sign : masks.unit_sign) broken += sign != 0;
    }
    add(compare("invariants that do not hold", broken, 0, 0));
  }

  // ------------------------------------------------------------------------------------ MultiIO

  void check_multi_io() {
    check_mask("input_mask");
    check_mask("readout_mask");
    double absent = 0;
    for (const Masks& masks : draws_) {
      for (const std::uint8_t present : masks.recurrent) absent += present == 0;
    }
    if (!flag(file_, "hidden_mask_all_ones")) fail("hidden_mask_all_ones", "is false");
    add(compare("absent recurrent synapses", absent, 0, 0));
  }

  const JsonValue& file_;
  PackageNetwork made_;
  std::vector<Masks> draws_;
  double recorded_draws_ = 1;
  std::vector<Comparison> comparisons_;
};

}  // namespace

Verdicts verify_structure(const JsonValue& file) { return Check(file).run(); }

}  // namespace nn4n
