#include "parity/nn4n_config.h"

#include <array>
#include <cmath>
#include <set>

#include "base/text.h"

namespace nn4n {

namespace {

constexpr double kHuge = 1e9;

constexpr std::array<std::string_view, 19> kOldKeywords{"input_dim",
                                                        "hidden_size",
                                                        "output_dim",
                                                        "tau",
                                                        "dt",
                                                        "activation",
                                                        "layer_distributions",
                                                        "layer_biases",
                                                        "scaling",
                                                        "self_connections",
                                                        "positivity_constraints",
                                                        "sparsity_constraints",
                                                        "layer_masks",
                                                        "learnable",
                                                        "preact_noise",
                                                        "postact_noise",
                                                        "init_state",
                                                        "use_dale",
                                                        "new_synapses"};
constexpr std::array<std::string_view, 16> kNewKeywords{"dims",         "input_dim",
                                                        "hidden_size",  "output_dim",
                                                        "tau",          "dt",
                                                        "activation",   "weights",
                                                        "biases",       "sparsity_masks",
                                                        "ei_masks",     "plasticity_masks",
                                                        "preact_noise", "postact_noise",
                                                        "learn_alpha",  "suppress_warnings"};
constexpr std::array<std::string_view, 4> kActivations{"relu", "tanh", "sigmoid", "retanh"};
constexpr std::array<std::string_view, 3> kDistributions{"uniform", "normal", "zero"};
constexpr std::array<std::string_view, 3> kStarts{"zero", "learn", "keep"};

using Matrix = std::vector<std::vector<double>>;

Matrix matrix_transposed(const Matrix& matrix) {
  Matrix turned(matrix.empty() ? 0 : matrix[0].size());
  for (const std::vector<double>& row : matrix) {
    for (std::size_t j = 0; j < row.size(); ++j) turned[j].push_back(row[j]);
  }
  return turned;
}

class ConfigReader {
 public:
  ConfigReader(const JsonValue& keywords, PackageVersion version, const PackageNetwork* structure,
               PackageNetwork& made)
      : older_(version == PackageVersion::v1_0_3),
        given_(keywords, older_ ? Keywords::Names(kOldKeywords) : Keywords::Names(kNewKeywords)),
        structure_(structure),
        made_(made) {}

  std::string read() {
    int dims[3] = {1, 100, 1};  // I, N, O
    read_sizes(dims);
    if (given_.good()) start_network(dims);
    if (given_.good()) read_dynamics();
    if (given_.good()) older_ ? read_old_layers() : read_new_layers();
    return given_.error();
  }

 private:
  std::array<Weights*, 3> layers() {
    Network& network = made_.network;
    return {&network.input_weights, &network.recurrent_weights, &network.readout_weights};
  }
  std::size_t rows(std::size_t layer) const { return size(layer == 2 ? made_.outputs : units_); }
  std::size_t columns(std::size_t layer) const { return size(layer == 0 ? made_.inputs : units_); }
  static std::size_t size(int count) { return static_cast<std::size_t>(count); }

  // ------------------------------------------------------------------------ sizes and dynamics

  void read_sizes(int (&dims)[3]) {
    constexpr std::array<std::string_view, 3> keys{"input_dim", "hidden_size", "output_dim"};
    const JsonValue* all = older_ ? nullptr : given_.find("dims");
    if (all) given_.read_dims(dims);
    for (std::size_t i = 0; i < 3; ++i) {
      const JsonValue* one = given_.find(keys[i]);
      if (one && all) given_.fail(keys[i], "is given beside dims; allowed one of them");
      if (one) dims[i] = given_.whole(keys[i], *one, 1, kMostUnits);
    }
    if (!structure_ || !given_.good()) return;
    const int units = total_units(structure_->network);
    if (dims[0] == structure_->inputs && dims[1] == units && dims[2] == structure_->outputs) return;
    given_.fail("the structure", "has " + std::to_string(structure_->inputs) + " inputs, " +
                                     std::to_string(units) + " units and " +
                                     std::to_string(structure_->outputs) +
                                     " outputs; allowed as the network has");
  }

  /// Without a structure there is one area, and every synapse is present.
  void start_network(const int (&dims)[3]) {
    if (structure_) {
      made_ = *structure_;
      units_ = dims[1];
      return;
    }
    JsonValue sizes = JsonValue::list();
    for (const int dim : dims) sizes.add(dim);
    JsonValue everything = JsonValue::object();
    everything.add("dims", std::move(sizes));
    read_structure("MultiIO", everything, PackageVersion::v1_2_0, made_);
    for (Weights* layer : layers()) layer->mask.clear();
    made_.network.compatibility = older_ ? Compatibility::nn4n_1_0_3 : Compatibility::nn4n_1_2;
    units_ = dims[1];
  }

  double positive(std::string_view key, double fallback) {
    const double value = given_.number_or(key, 0, kHuge, fallback);
    if (value == 0) given_.fail(key, "is 0; allowed more");
    return value;
  }

  void read_dynamics() {
    Network& network = made_.network;
    const double tau = positive("tau", 100);
    for (Area& area : network.areas) area.tau_ms = tau;
    network.dt_ms = positive("dt", 10);
    network.noise_scale = NoiseScale::nn4n;
    network.recurrent_noise = given_.number_or("preact_noise", 0, kHuge, 0);
    network.rate_noise = given_.number_or("postact_noise", 0, kHuge, 0);
    network.input_noise = 0;
    network.initialisation.potential = 0;
    network.initial_state = InitialState::zero;
    if (const JsonValue* name = given_.find("activation")) {
      const int index = given_.choice("activation", *name, kActivations);
      from_text(target_of(network.activation), kActivations[size(index)]);
    }
  }

  // -------------------------------------------------------------------------- layers of 1.0.3

  /// The flags of the three layers. One flag may be given for all of them, or one for each.
  std::array<bool, 3> flags(std::string_view key, bool fallback) {
    const JsonValue* value = given_.find(key);
    if (!value) return {fallback, fallback, fallback};
    if (!value->is(JsonKind::list)) {
      const bool flag = given_.flag(key, *value);
      return {flag, flag, flag};
    }
    std::array<bool, 3> made{};
    for (std::size_t i = 0; const JsonValue& entry : given_.items(key, *value, 3)) {
      made[i] = given_.flag(element_of(key, i), entry);
      ++i;
    }
    return made;
  }

  /// The values of a keyword for the three layers, as they are given: one for all or one for each.
  std::array<const JsonValue*, 3> three(std::string_view key) {
    const JsonValue* value = given_.find(key);
    if (!value || !value->is(JsonKind::list)) return {value, value, value};
    std::array<const JsonValue*, 3> made{};
    for (std::size_t i = 0; const JsonValue& entry : given_.items(key, *value, 3))
      made[i++] = entry.is(JsonKind::null) ? nullptr : &entry;
    return made;
  }

  std::array<bool, 3> either(std::string_view key, std::string_view older) {
    const std::array<bool, 3> first = flags(key, false);
    const std::array<bool, 3> second = flags(older, false);
    return {first[0] || second[0], first[1] || second[1], first[2] || second[2]};
  }

  void read_old_layers() {
    Network& network = made_.network;
    network.connectivity.self_connections = given_.flag_or("self_connections", false);
    network.recurrent_weights.gain = given_.number_or("scaling", -kHuge, kHuge, 1);
    if (const JsonValue* start = given_.find("init_state")) {
      constexpr InitialState states[]{InitialState::zero, InitialState::learnt, InitialState::kept};
      network.initial_state = states[given_.choice("init_state", *start, kStarts)];
    }
    constexpr WeightDistribution defaults[]{WeightDistribution::uniform, WeightDistribution::normal,
                                            WeightDistribution::uniform};
    const auto distributions = three("layer_distributions");
    const auto biases = flags("layer_biases", true);
    const auto learnable = flags("learnable", true);
    const auto signs = either("positivity_constraints", "use_dale");
    const auto sparse = either("sparsity_constraints", "new_synapses");
    const auto masks = three("layer_masks");
    for (std::size_t i = 0; i < 3; ++i) {
      Weights& layer = *layers()[i];
      layer.distribution =
          distributions[i] ? distribution(element_of("layer_distributions", i), *distributions[i])
                           : defaults[i];
      layer.bias = biases[i] ? BiasDistribution::zero : BiasDistribution::none;
      layer.trained = learnable[i];
      layer.dales_law = signs[i];
      layer.sparse = sparse[i];
      if (masks[i]) take_signed_mask(element_of("layer_masks", i), *masks[i], i);
      if ((signs[i] || sparse[i]) && !masks[i] && !structure_) {
        given_.fail(element_of("layer_masks", i),
                    "is missing; " + std::string(signs[i] ? "positivity" : "sparsity") +
                        "_constraints need it");
      }
    }
  }

  WeightDistribution distribution(std::string_view path, const JsonValue& value) {
    constexpr WeightDistribution known[]{WeightDistribution::uniform, WeightDistribution::normal,
                                         WeightDistribution::zero};
    return known[given_.choice(path, value, kDistributions)];
  }

  /// In a mask 0 is an absent synapse, and anything else a present one. The sign counts when the
  /// layer keeps signs; an absent synapse is then positive in the input and readout layers, and
  /// free in the recurrent layer.
  void take_signed_mask(const std::string& path, const JsonValue& value, std::size_t i) {
    Weights& layer = *layers()[i];
    layer.mask.clear();
    for (const auto& row : given_.matrix(path, value, rows(i), columns(i), -kHuge, kHuge)) {
      layer.mask.emplace_back();
      for (const double entry : row)
        layer.mask.back() += entry == 0 ? '0' : !layer.dales_law ? '1' : entry > 0 ? '+' : '-';
    }
    if (i == 1 && layer.dales_law) free_recurrent_signs();
  }

  void free_recurrent_signs() {
    const int areas = static_cast<int>(made_.network.areas.size());
    for (int into = 0; into < areas; ++into) {
      for (int from = 0; from < areas; ++from) {
        Block block;
        block.into = into;
        block.from = from;
        block.sign = SignRule::free;
        made_.network.connectivity.blocks.push_back(block);
      }
    }
  }

  // ---------------------------------------------------------------------------- layers of 1.2

  void read_new_layers() {
    made_.network.learn_alpha = given_.flag_or("learn_alpha", false);
    given_.flag_or("suppress_warnings", false);
    const bool typed = structure_ != nullptr;
    const bool signed_units = typed && structure_->network.connectivity.unit_signs == UnitSigns::ei;
    const auto distributions = three("weights");
    const auto biases = three("biases");
    const auto present = three("sparsity_masks");
    const auto signs = three("ei_masks");
    for (std::size_t i = 0; i < 3; ++i) {
      Weights& layer = *layers()[i];
      layer.sparse = typed || present[i];
      layer.dales_law = signed_units || signs[i];
      layer.distribution = WeightDistribution::uniform;
      layer.bias = BiasDistribution::none;
      if (distributions[i]) take_weights(element_of("weights", i), *distributions[i], i);
      if (biases[i]) take_bias(element_of("biases", i), *biases[i], i);
      if (present[i] || signs[i]) take_masks(present[i], signs[i], i);
    }
    read_plasticity();
  }

  Matrix by_source(const std::string& path, const JsonValue& value, std::size_t i) {
    return matrix_transposed(given_.matrix(path, value, columns(i), rows(i), -kHuge, kHuge));
  }

  void take_weights(const std::string& path, const JsonValue& value, std::size_t i) {
    Weights& layer = *layers()[i];
    if (!value.is(JsonKind::list)) {
      layer.distribution = distribution(path, value);
      return;
    }
    layer.distribution = WeightDistribution::given;
    layer.given = by_source(path, value, i);
  }

  void take_bias(const std::string& path, const JsonValue& value, std::size_t i) {
    Weights& layer = *layers()[i];
    if (value.is(JsonKind::number)) {
      given_.number(path, value, 0, 0);
      layer.bias = BiasDistribution::zero;
    } else if (value.is(JsonKind::list)) {
      layer.bias = BiasDistribution::given;
      for (const JsonValue& entry : given_.items(path, value, rows(i)))
        layer.given_bias.push_back(given_.number(path, entry, -kHuge, kHuge));
    } else {
      constexpr BiasDistribution known[]{BiasDistribution::uniform, BiasDistribution::normal,
                                         BiasDistribution::zero};
      layer.bias = known[given_.choice(path, value, kDistributions)];
    }
  }

  /// In an E/I mask whatever is not above 0 is inhibitory, also 0 itself.
  void take_masks(const JsonValue* present, const JsonValue* signs, std::size_t i) {
    const Matrix shown =
        present ? by_source(element_of("sparsity_masks", i), *present, i) : Matrix{};
    const Matrix kinds = signs ? by_source(element_of("ei_masks", i), *signs, i) : Matrix{};
    if (!given_.good()) return;
    Weights& layer = *layers()[i];
    layer.mask.assign(rows(i), "");
    for (std::size_t row = 0; row < rows(i); ++row) {
      for (std::size_t column = 0; column < columns(i); ++column) {
        const bool absent = present && shown[row][column] == 0;
        layer.mask[row] += absent ? '0' : !signs ? '1' : kinds[row][column] > 0 ? '+' : '-';
      }
    }
  }

  void read_plasticity() {
    const auto masks = three("plasticity_masks");
    std::set<double> values;
    for (std::size_t i = 0; i < 3; ++i) {
      if (!masks[i]) continue;
      layers()[i]->synapse_plasticity = by_source(element_of("plasticity_masks", i), *masks[i], i);
      for (const std::vector<double>& row : layers()[i]->synapse_plasticity)
        values.insert(row.begin(), row.end());
    }
    if (values.size() > 5) {
      given_.fail("plasticity_masks",
                  "hold " + std::to_string(values.size()) + " different values; allowed up to 5");
    }
  }

  bool older_;
  Keywords given_;
  const PackageNetwork* structure_;
  PackageNetwork& made_;
  int units_ = 0;
};

}  // namespace

std::string read_ctrnn(const JsonValue& keywords, PackageVersion version,
                       const PackageNetwork* structure, PackageNetwork& made) {
  return ConfigReader(keywords, version, structure, made).read();
}

}  // namespace nn4n
