#include "parity/nn4n_structure.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace nn4n {

namespace {

constexpr int kMostAreas = 255;
constexpr double kHugeWeight = 1e9;

template <std::size_t... Sizes>
constexpr auto all(const std::array<std::string_view, Sizes>&... parts) {
  std::array<std::string_view, (Sizes + ...)> made{};
  std::size_t k = 0;
  const auto append = [&](const auto& part) {
    for (const std::string_view name : part) made[k++] = name;
  };
  (append(parts), ...);
  return made;
}

constexpr std::array<std::string_view, 3> kSizes{"hidden_size", "input_dim", "output_dim"};
constexpr std::array<std::string_view, 1> kDims{"dims"};
constexpr std::array<std::string_view, 4> kAreas{"n_areas", "area_connectivities", "input_areas",
                                                 "readout_areas"};
constexpr std::array<std::string_view, 3> kSigns{"exc_pct", "inter_area_connections",
                                                 "inh_readout"};
constexpr std::array<std::string_view, 4> kRandom{"input_spar", "readout_spar", "hidden_spar",
                                                  "overlap"};
constexpr std::array<std::string_view, 4> kGroups{"input_dims", "readout_dims", "input_table",
                                                  "readout_table"};
constexpr auto kMultiArea = all(kSizes, kAreas);
constexpr auto kMultiAreaEI = all(kSizes, kAreas, kSigns);
constexpr auto kRandomInput = all(kSizes, kRandom);
constexpr auto kNewMultiArea = all(kDims, kAreas);
constexpr auto kNewMultiAreaEI = all(kDims, kAreas, kSigns);
constexpr auto kNewRandomInput = all(kDims, kRandom);
constexpr auto kMultiIO = all(kDims, kGroups);

struct Class {
  std::string_view name;
  PackageVersion version;
  Keywords::Names keywords;
};
constexpr std::array<Class, 7> kClasses{{{"MultiArea", PackageVersion::v1_0_3, kMultiArea},
                                         {"MultiAreaEI", PackageVersion::v1_0_3, kMultiAreaEI},
                                         {"RandomInput", PackageVersion::v1_0_3, kRandomInput},
                                         {"MultiArea", PackageVersion::v1_2_0, kNewMultiArea},
                                         {"MultiAreaEI", PackageVersion::v1_2_0, kNewMultiAreaEI},
                                         {"RandomInput", PackageVersion::v1_2_0, kNewRandomInput},
                                         {"MultiIO", PackageVersion::v1_2_0, kMultiIO}}};

/// A fraction that gives our masks the same count as the package's floor(size · fraction). The
/// package computes 28 for 100 · 0.29, because the product in double is 28.999…; structure/masks.h
/// gives 29.
double package_fraction(int size, double fraction) {
  const int count = static_cast<int>(size * fraction);
  const bool same = static_cast<int>(size * fraction + 1e-9) == count;
  return same ? fraction : static_cast<double>(count) / size;
}

class StructureReader {
 public:
  StructureReader(const JsonValue& keywords, const Class& chosen, PackageNetwork& made)
      : keywords_(keywords), given_(keywords, chosen.keywords), chosen_(chosen), made_(made) {}

  std::string read() {
    made_ = {};
    Network& network = made_.network;
    network.areas.clear();
    network.connectivity.unit_signs = UnitSigns::none;
    network.connectivity.e_to_e = network.connectivity.e_to_i = true;
    network.connectivity.i_to_e = network.connectivity.i_to_i = true;
    network.connectivity.self_connections = true;
    network.connectivity.inhibitory_readout = true;
    network.compatibility = chosen_.version == PackageVersion::v1_0_3 ? Compatibility::nn4n_1_0_3
                                                                      : Compatibility::nn4n_1_2;
    for (Weights* layer :
         {&network.input_weights, &network.recurrent_weights, &network.readout_weights})
      layer->dales_law = false;
    refuse_nulls();
    read_sizes();
    if (!given_.good()) return given_.error();
    if (chosen_.name == "RandomInput") {
      read_random_input();
    } else if (chosen_.name == "MultiIO") {
      read_multi_io();
    } else {
      read_areas();
      if (given_.good()) read_densities();
      if (given_.good() && chosen_.name == "MultiAreaEI") read_signs();
    }
    return given_.error();
  }

 private:
  /// As a list of areas None stands for all of them, and as a flag for false. The package fails
  /// when any other keyword is None.
  void refuse_nulls() {
    constexpr std::array<std::string_view, 4> allowed{"input_areas", "readout_areas", "inh_readout",
                                                      "overlap"};
    for (const std::string& key : keywords_.keys) {
      const bool meant = std::find(allowed.begin(), allowed.end(), key) != allowed.end();
      if (!meant && keywords_.find(key)->is(JsonKind::null))
        given_.fail(key, "is null; leave it out for its default");
    }
  }

  int size(std::string_view key) {
    const JsonValue* value = given_.find(key);
    if (value) return given_.whole(key, *value, 1, kMostUnits);
    given_.fail(key, "is missing");
    return 1;
  }

  void read_sizes() {
    if (chosen_.version == PackageVersion::v1_0_3) {
      units_ = size("hidden_size");
      made_.inputs = size("input_dim");
      made_.outputs = size("output_dim");
      return;
    }
    int dims[3] = {1, 100, 1};
    given_.read_dims(dims);
    made_.inputs = dims[0];
    units_ = dims[1];
    made_.outputs = dims[2];
  }

  // ---------------------------------------------------------------------------------- MultiArea

  void add_area(int units) {
    const std::string name = "area_" + std::to_string(made_.network.areas.size() + 1);
    made_.network.areas.push_back({.name = name, .units = units, .input = true, .readout = true});
  }

  void read_areas() {
    const JsonValue* value = given_.find("n_areas");
    if (value && value->is(JsonKind::list)) return read_area_sizes(*value);
    const int count = value ? given_.whole("n_areas", *value, 1, std::min(units_, kMostAreas)) : 2;
    if (!given_.good()) return;
    if (units_ % count != 0) {
      return given_.fail("hidden_size", "is " + std::to_string(units_) +
                                            "; allowed multiples of n_areas, which is " +
                                            std::to_string(count));
    }
    for (int a = 0; a < count; ++a) add_area(units_ / count);
    read_ends();
  }

  void read_area_sizes(const JsonValue& sizes) {
    int sum = 0;
    if (sizes.items.empty() || sizes.items.size() > kMostAreas) {
      return given_.fail("n_areas", "is " + in_words(sizes) + "; allowed lists of 1 to " +
                                        std::to_string(kMostAreas));
    }
    for (std::size_t i = 0; i < sizes.items.size(); ++i) {
      add_area(given_.whole(element_of("n_areas", i), sizes.items[i], 1, kMostUnits));
      sum += made_.network.areas.back().units;
    }
    if (given_.good() && sum != units_) {
      given_.fail("n_areas", "adds up to " + std::to_string(sum) + "; allowed hidden_size, " +
                                 std::to_string(units_));
    }
    read_ends();
  }

  /// With one area the package replaces both lists by [0], whatever they are.
  void read_ends() {
    if (made_.network.areas.size() == 1) return;
    mark("input_areas", &Area::input);
    mark("readout_areas", &Area::readout);
  }

  void mark(std::string_view key, bool Area::*end) {
    const JsonValue* value = given_.find(key);
    if (!value) return;
    for (Area& area : made_.network.areas) area.*end = false;
    const int last = static_cast<int>(made_.network.areas.size()) - 1;
    for (std::size_t i = 0; const JsonValue& entry : given_.items(key, *value)) {
      const int area = given_.whole(element_of(key, i++), entry, 0, last);
      made_.network.areas[static_cast<std::size_t>(area)].*end = true;
    }
  }

  void read_densities() {
    constexpr std::string_view key = "area_connectivities";
    const std::size_t areas = made_.network.areas.size();
    auto& density = made_.network.connectivity.density;
    const JsonValue* value = given_.find(key);
    if (value && value->is(JsonKind::list) && !value->items.empty() &&
        value->items[0].is(JsonKind::list)) {
      density = given_.matrix(key, *value, areas, areas, 0, 1);
      return;
    }
    double listed[3] = {0.1, 0.1, 1};  // forward, backward, within
    if (value) {
      const std::span<const JsonValue> items = given_.items(key, *value);
      if (items.size() != 2 && items.size() != 3) {
        return given_.fail(key, "is " + in_words(*value) +
                                    "; allowed [forward, backward], [forward, backward, within] "
                                    "and a matrix");
      }
      for (std::size_t i = 0; i < items.size(); ++i)
        listed[i] = given_.number(element_of(key, i), items[i], 0, 1);
    }
    density.assign(areas, std::vector<double>(areas));
    for (std::size_t i = 0; i < areas; ++i) {
      for (std::size_t j = 0; j < areas; ++j)
        density[i][j] = i > j ? listed[0] : i < j ? listed[1] : listed[2];
    }
  }

  void read_signs() {
    Connectivity& connectivity = made_.network.connectivity;
    connectivity.unit_signs = UnitSigns::ei;
    const double fraction = given_.number_or("exc_pct", 0, 1, 0.8);
    for (Area& area : made_.network.areas) area.excitatory = package_fraction(area.units, fraction);
    connectivity.inhibitory_readout = switch_or("inh_readout", true);
    const JsonValue* value = given_.find("inter_area_connections");
    if (!value) return;
    bool* switches[4] = {&connectivity.e_to_e, &connectivity.e_to_i, &connectivity.i_to_e,
                         &connectivity.i_to_i};
    for (std::size_t i = 0;
         const JsonValue& entry : given_.items("inter_area_connections", *value, 4)) {
      *switches[i] = given_.flag(element_of("inter_area_connections", i), entry);
      ++i;
    }
  }

  /// The package only asks whether such a flag is true, so that numbers and None will do as well.
  bool switch_or(std::string_view key, bool fallback) {
    const JsonValue* value = keywords_.find(key);
    if (value && value->is(JsonKind::null)) return false;
    if (value && value->is(JsonKind::number)) return value->number != 0;
    return given_.flag_or(key, fallback);
  }

  // -------------------------------------------------------------------- RandomInput and MultiIO

  void read_random_input() {
    const double input = given_.number_or("input_spar", 0, 1, 1);
    const double read = given_.number_or("readout_spar", 0, 1, 1);
    const double hidden = given_.number_or("hidden_spar", 0, 1, 1);
    Connectivity& connectivity = made_.network.connectivity;
    connectivity.overlap = switch_or("overlap", true);
    if (given_.good() && !connectivity.overlap && input + read > 1 + 1e-9) {
      given_.fail("input_spar + readout_spar",
                  "is " + shortest(input + read) + "; allowed up to 1 without overlap");
    }
    connectivity.density = {{hidden}};
    add_area(units_);
    made_.network.areas[0].input_fraction = package_fraction(units_, input);
    made_.network.areas[0].readout_fraction = package_fraction(units_, read);
  }

  void read_multi_io() {
    made_.network.connectivity.density = {{1}};
    add_area(units_);
    const auto input = groups("input_dims", "input_table", made_.inputs);
    const auto readout = groups("readout_dims", "readout_table", made_.outputs);
    if (!given_.good()) return;
    std::vector<std::string>& reached = made_.network.input_weights.mask;
    reached.assign(static_cast<std::size_t>(units_), "");
    for (const std::string& channel : input) {
      for (std::size_t n = 0; n < reached.size(); ++n) reached[n] += channel[n];
    }
    made_.network.readout_weights.mask = readout;
  }

  /// For every channel the marks of the units that it reaches: the row of its group in the table.
  std::vector<std::string> groups(std::string_view widths_key, std::string_view table_key,
                                  int channels) {
    std::vector<int> widths;
    const JsonValue* listed = given_.find(widths_key);
    if (!listed) widths.push_back(channels);
    if (listed) {
      for (std::size_t i = 0; const JsonValue& entry : given_.items(widths_key, *listed))
        widths.push_back(given_.whole(element_of(widths_key, i++), entry, 0, kMostUnits));
    }
    int sum = 0;
    for (const int width : widths) sum += width;
    if (given_.good() && sum != channels) {
      given_.fail(widths_key, "adds up to " + std::to_string(sum) + "; allowed " +
                                  std::to_string(channels) + ", as dims says");
    }
    const std::vector<std::string> table = marks(table_key, widths.size());
    std::vector<std::string> rows;
    for (std::size_t g = 0; given_.good() && g < widths.size(); ++g)
      rows.insert(rows.end(), static_cast<std::size_t>(widths[g]), table[g]);
    return rows;
  }

  /// The rows of a table as marks. The package takes any number other than 0 as present.
  std::vector<std::string> marks(std::string_view key, std::size_t rows) {
    const std::size_t units = static_cast<std::size_t>(units_);
    const JsonValue* given = given_.find(key);
    if (!given) return std::vector<std::string>(rows, std::string(units, '1'));
    std::vector<std::string> made;
    for (const std::vector<double>& row :
         given_.matrix(key, *given, rows, units, -kHugeWeight, kHugeWeight)) {
      made.emplace_back();
      for (const double entry : row) made.back() += entry == 0 ? '0' : '1';
    }
    return made;
  }

  const JsonValue& keywords_;
  Keywords given_;
  const Class& chosen_;
  PackageNetwork& made_;
  int units_ = 0;
};

const Class* find_class(std::string_view name, PackageVersion version) {
  for (const Class& one : kClasses) {
    if (one.name == name && one.version == version) return &one;
  }
  return nullptr;
}

}  // namespace

std::optional<PackageVersion> package_version(std::string_view package) {
  if (package == "nn4n 1.0.3") return PackageVersion::v1_0_3;
  if (package == "nn4n 1.2.0") return PackageVersion::v1_2_0;
  return std::nullopt;
}

Keywords::Names structure_keywords(std::string_view class_name, PackageVersion version) {
  const Class* found = find_class(class_name, version);
  return found ? found->keywords : Keywords::Names{};
}

std::string_view class_of(const JsonValue& keywords) {
  if (const JsonValue* named = keywords.find("class")) return named->text;
  const auto has = [&](std::initializer_list<std::string_view> names) {
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return keywords.find(name) != nullptr; });
  };
  if (has({"exc_pct", "inter_area_connections", "inh_readout"})) return "MultiAreaEI";
  if (has({"input_spar", "readout_spar", "hidden_spar", "overlap"})) return "RandomInput";
  if (has({"input_dims", "readout_dims", "input_table", "readout_table"})) return "MultiIO";
  return "MultiArea";
}

std::string read_structure(std::string_view class_name, const JsonValue& keywords,
                           PackageVersion version, PackageNetwork& made) {
  const Class* chosen = find_class(class_name, version);
  if (!chosen) {
    return "there is no structure " + in_quotes(class_name) +
           "; known: MultiArea, MultiAreaEI, RandomInput, and MultiIO in version 1.2.0";
  }
  return StructureReader(keywords, *chosen, made).read();
}

}  // namespace nn4n
