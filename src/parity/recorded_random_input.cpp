#include <algorithm>
#include <array>
#include <cmath>

#include "parity/recorded_structure.h"

namespace nn4n {

namespace {

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

class RandomInputCheck : private StructureCheck {
 public:
  explicit RandomInputCheck(const JsonValue& file) : StructureCheck(file, kRandomKeys) {}

  Verdicts run() {
    if (understood()) check_random_input();
    return verdicts();
  }

 private:
  void check_random_input() {
    recorded_draws_ = whole(file_, "n_random_draws", 1000000);
    check_counts("n_input_neurons", input_units);
    check_counts("n_readout_neurons", readout_units);
    add(compare_exactly("areas", {"area_input", "area_readout"}, texts("areas")));
    check_intersection();
    std::vector<int> all;
    for (int n = 0; n < draws_[0].units; ++n) all.push_back(n);
    const double units = draws_[0].units;
    const RecordedDensity hidden{.expected = number(file_, "hidden_expected_density"),
                                 .sd_of_one_draw = number(file_, "hidden_sd_of_one_draw"),
                                 .measured_mean = number(file_, "hidden_measured_mean_density")};
    check_density("hidden ", densities(all, all), units * units, hidden);
    check_diagonal(hidden.expected);
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

  /// Compares the number of units that get input and are read as well. It is hypergeometric when
  /// the two groups may overlap.
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
      for (const std::string& row : mask_text(masks, true))
        broken += row.find_first_not_of(row[0]) != row.npos;
      for (const std::string& column : transposed(mask_text(masks, false)))
        broken += column.find_first_not_of(column[0]) != column.npos;
      for (const std::int8_t sign : masks.unit_sign) broken += sign != 0;
    }
    add(compare("invariants that do not hold", broken, 0, 0));
  }
};

class MultiIOCheck : private StructureCheck {
 public:
  explicit MultiIOCheck(const JsonValue& file) : StructureCheck(file, kMultiIOKeys) {}

  Verdicts run() {
    if (understood()) check_multi_io();
    return verdicts();
  }

 private:
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
};

}  // namespace

Verdicts verify_random_input(const JsonValue& file) { return RandomInputCheck(file).run(); }

Verdicts verify_multi_io(const JsonValue& file) { return MultiIOCheck(file).run(); }

}  // namespace nn4n
