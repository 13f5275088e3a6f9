#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "codec/strict_reader.h"
#include "model/constraints.h"
#include "parity/drawn_networks.h"
#include "parity/nn4n_config.h"
#include "parity/recorded.h"
#include "parity/recorded_head.h"

namespace nn4n {

namespace {

/// More networks are drawn than the package drew, so that the comparison rests on its luck alone.
constexpr int kTimesAsMany = 4;
/// Of networks with more units only as many are drawn as the package drew.
constexpr int kManyUnits = 200;
/// At most so many of our entries may be larger than the package's largest one. With four of ours
/// to one of theirs, the hundred largest are all ours with probability 0.8^100.
constexpr double kBeyond = 100;
/// The package's largest entry may be so many times ours. The largest of many normal numbers hardly
/// varies.
constexpr double kFar = 1.5;

constexpr std::array<std::string_view, 11> kInitKeys{"format",
                                                     "kind",
                                                     "name",
                                                     "package",
                                                     "config",
                                                     "structure",
                                                     "n_random_draws",
                                                     "note",
                                                     "expected",
                                                     "at_construction",
                                                     "after_first_training_forward"};
constexpr std::array<std::string_view, 10> kLayerKeys{"n",        "mean",
                                                      "std",      "min",
                                                      "max",      "fraction_zero",
                                                      "nonzero",  "positive",
                                                      "negative", "max_abs_diagonal"};

double largest_of(const Pool& pool) {
  return std::max(std::fabs(pool.least), std::fabs(pool.most));
}

/// The number A/√B where "A/sqrt(B)" follows after `mark`; nothing where it does not.
std::optional<double> root_after(const std::string& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  if (at == text.npos) return std::nullopt;
  const std::size_t begin = at + mark.size();
  const std::size_t root = text.find("/sqrt(", begin);
  const std::size_t end = root == text.npos ? text.npos : text.find(')', root);
  if (end == text.npos) return std::nullopt;
  const auto above = parse_number(text.substr(begin, root - begin));
  const auto below = parse_number(text.substr(root + 6, end - root - 6));
  if (!above || !below || *below <= 0) return std::nullopt;
  return *above / std::sqrt(*below);
}

class InitCheck : private StrictReader {
 public:
  explicit InitCheck(const JsonValue& file) : file_(file) {}

  Verdicts run() {
    read_network();
    const JsonValue* after = file_.find("after_first_training_forward");
    const JsonValue& before = at(file_, "at_construction");
    if (understood()) draw(before, after);
    if (understood()) check_stage("", before, construction_);
    if (understood() && after) check_stage("first forward: ", *after, enforced_);
    if (understood()) check_expected();
    if (!understood()) return {error(), {}};
    return {"", {{kAnyPrecision, std::move(comparisons_)}}};
  }

 private:
  void add(Comparison comparison) { comparisons_.push_back(std::move(comparison)); }

  void only(const JsonValue& object, std::span<const std::string_view> known,
            std::string_view name) {
    if (!object.is(JsonKind::object)) return fail(name, "is no object");
    check_known(*this, object, known, std::string(name) + ".");
  }

  void read_network() {
    only(file_, kInitKeys, "the file");
    if (!understood()) return;
    check_format(*this, file_);
    const PackageVersion version = read_version(*this, file_);
    if (!understood()) return;
    recorded_draws_ = whole(file_, "n_random_draws", 100000);
    const JsonValue* structure = file_.find("structure");
    const bool masked = structure && !structure->is(JsonKind::null);
    PackageNetwork masks;
    if (masked) {
      JsonValue keywords = *structure;
      const auto named = std::find(keywords.keys.begin(), keywords.keys.end(), "class");
      if (named != keywords.keys.end()) {
        keywords.items.erase(keywords.items.begin() + (named - keywords.keys.begin()));
        keywords.keys.erase(named);
      }
      const std::string wrong = read_structure(class_of(*structure), keywords, version, masks);
      if (!wrong.empty()) return fail("structure:", wrong);
    }
    const std::string wrong =
        read_ctrnn(at(file_, "config"), version, masked ? &masks : nullptr, made_);
    if (!wrong.empty()) fail("config:", wrong);
  }

  // ------------------------------------------------------------------------------------ drawing

  double number_or_0(const JsonValue& object, std::string_view key) {
    const JsonValue* value = object.find(key);
    return value && value->is(JsonKind::number) ? value->number : 0;
  }

  std::array<Marks, 3> marks_of(const JsonValue& stage) {
    std::array<Marks, 3> marks;
    const JsonValue* biases = stage.find("bias");
    for (std::size_t i = 0; i < kLayers.size(); ++i) {
      const JsonValue* layer = stage.find(kLayers[i].name);
      const JsonValue* bias = biases ? biases->find(kLayers[i].name) : nullptr;
      if (layer) {
        marks[i] = {.least = number_or_0(*layer, "min"),
                    .most = number_or_0(*layer, "max"),
                    .diagonal = number_or_0(*layer, "max_abs_diagonal")};
      }
      if (bias) marks[i].bias = number_or_0(*bias, "max_abs");
    }
    return marks;
  }

  void draw(const JsonValue& before, const JsonValue* after) {
    const bool many = total_units(made_.network) <= kManyUnits;
    const std::array<Marks, 3> first = marks_of(before);
    const std::array<Marks, 3> second = after ? marks_of(*after) : first;
    const int draws = recorded_draws_ * (many ? kTimesAsMany : 1);
    for (int seed = 1; seed <= draws; ++seed) {
      const std::uint32_t s = static_cast<std::uint32_t>(seed);
      const Masks masks = make_masks(made_.network, made_.inputs, made_.outputs, s);
      Parameters<float> parameters = initialise(made_.network, masks, s);
      for (std::size_t i = 0; i < 3; ++i)
        bounds_[i] = std::max(bounds_[i], bound_of(made_.network, masks, i));
      add_network(parameters, masks, first, construction_);
      if (!after) continue;
      enforce(make_constraints<float>(made_.network, masks), parameters);
      add_network(parameters, masks, second, enforced_);
    }
  }

  // ---------------------------------------------------------------------------------- comparing

  /// Five standard errors of the package's figure, and the rounding of what is recorded.
  double five_errors(const Estimate& estimate) const {
    return 5 * estimate.sd_of_one / std::sqrt(static_cast<double>(recorded_draws_)) +
           1e-8 * std::max(1e-3, std::fabs(estimate.value));
  }

  void compare_estimate(const std::string& name, const Estimate& ours, double recorded,
                        double at_least = 0) {
    add(compare(name, ours.value, recorded, std::max(at_least, five_errors(ours))));
  }

  /// Compares a recorded extreme with ours: few of our entries lie beyond it, and it is not far
  /// beyond them.
  void compare_extreme(const std::string& name, double recorded, double ours, std::size_t beyond) {
    add(compare(name + ", drawn beyond it", static_cast<double>(beyond), 0, kBeyond));
    if (recorded != 0) add(compare(name, std::fabs(recorded), 0, kFar * std::fabs(ours)));
  }

  void check_stage(const std::string& when, const JsonValue& stage, const Stage& drawn) {
    constexpr std::array<std::string_view, 4> keys{"in", "hid", "out", "bias"};
    only(stage, keys, "a stage");
    constexpr std::array<std::string_view, 3> layers{"in", "hid", "out"};
    const JsonValue& biases = at(stage, "bias");
    only(biases, layers, "bias");
    for (std::size_t i = 0; understood() && i < kLayers.size(); ++i) {
      const std::string name(kLayers[i].name);
      check_layer(when + name + " ", at(stage, name), i, drawn[i]);
      check_bias(when + "bias " + name + " ", at(biases, name), i, drawn[i].bias);
    }
  }

  void check_layer(const std::string& name, const JsonValue& layer, std::size_t i,
                   const Drawn& drawn) {
    only(layer, kLayerKeys, name.substr(0, name.size() - 1));
    if (!understood()) return;
    const Pool& pool = drawn.weights;
    const double n = pool.entries[0] * recorded_draws_;
    const double std_recorded = number(layer, "std");
    const double mean_recorded = number(layer, "mean");
    add(compare(name + "n", n, number(layer, "n"), 0));
    compare_estimate(name + "mean", pool.mean(), mean_recorded, 5 * std_recorded / std::sqrt(n));
    compare_estimate(name + "std", pool.standard_deviation(), std_recorded,
                     5 * std_recorded / std::sqrt(2 * n));
    compare_estimate(name + "fraction_zero", pool.fraction(pool.zeros),
                     number(layer, "fraction_zero"));
    check_bounds(name, layer, i, pool);
    check_parts(name, layer, pool);
    if (std::fabs(mean_recorded) < 1e-6 * std_recorded)
      add(compare(name + "sum of each matrix", pool.largest_total, 0, 1e-5));
    check_diagonal(name, at(layer, "max_abs_diagonal"), i, drawn.diagonal);
  }

  void check_bounds(const std::string& name, const JsonValue& layer, std::size_t i,
                    const Pool& pool) {
    const double least = number(layer, "min");
    const double most = number(layer, "max");
    compare_extreme(name + "min", least, pool.least, pool.below);
    compare_extreme(name + "max", most, pool.most, pool.above);
    if (std::isinf(bounds_[i])) return;
    add(compare(name + "bound", largest_of(pool), 0, bounds_[i]));
    add(compare(name + "bound of the package", std::max(-least, most), 0, bounds_[i] * (1 + 1e-6)));
  }

  /// Compares what is recorded of the entries other than 0, of the positive and the negative ones.
  void check_parts(const std::string& name, const JsonValue& layer, const Pool& pool) {
    if (const JsonValue* nonzero = layer.find("nonzero")) {
      constexpr std::array<std::string_view, 3> keys{"mean", "std", "mean_abs"};
      only(*nonzero, keys, "nonzero");
      // Where excitation and inhibition are balanced it is 0 but for rounding.
      compare_estimate(name + "nonzero mean", pool.nonzero_mean(), number(*nonzero, "mean"),
                       1e-7 * number(*nonzero, "std"));
      compare_estimate(name + "nonzero std", pool.nonzero_standard_deviation(),
                       number(*nonzero, "std"));
      compare_estimate(name + "nonzero mean_abs", pool.nonzero_mean_abs(),
                       number(*nonzero, "mean_abs"));
    }
    check_part(name + "positive ", layer.find("positive"), pool, pool.positives, pool.positive_sum);
    check_part(name + "negative ", layer.find("negative"), pool, pool.negatives, pool.negative_sum);
  }

  void check_part(const std::string& name, const JsonValue* part, const Pool& pool,
                  const std::vector<double>& counts, const std::vector<double>& sums) {
    if (!part) return;
    constexpr std::array<std::string_view, 3> keys{"fraction", "mean", "sum_per_matrix"};
    only(*part, keys, "a part");
    compare_estimate(name + "fraction", pool.fraction(counts), number(*part, "fraction"));
    compare_estimate(name + "mean", ratio(sums, counts), number(*part, "mean"));
    compare_estimate(name + "sum_per_matrix", pool.per_matrix(sums),
                     number(*part, "sum_per_matrix"));
  }

  void check_diagonal(const std::string& name, const JsonValue& recorded, std::size_t i,
                      const Pool& diagonal) {
    if (recorded.is(JsonKind::null)) return;
    if (i != 1 || !recorded.is(JsonKind::number))
      return fail("max_abs_diagonal", "is only known of recurrent weights");
    const double most = largest_of(diagonal);
    if (recorded.number == 0) {
      add(compare(name + "max_abs_diagonal", most, 0, 0));
    } else {
      compare_extreme(name + "max_abs_diagonal", recorded.number, most,
                      diagonal.above + diagonal.below);
    }
  }

  void check_bias(const std::string& name, const JsonValue& recorded, std::size_t i,
                  const Pool& pool) {
    constexpr std::array<std::string_view, 3> keys{"mean", "std", "max_abs"};
    only(recorded, keys, "bias");
    const double std_recorded = number(recorded, "std");
    const double most = number(recorded, "max_abs");
    const double n = pool.entries[0] * recorded_draws_;
    compare_estimate(name + "mean", pool.mean(), number(recorded, "mean"),
                     5 * std_recorded / std::sqrt(n));
    compare_estimate(name + "std", pool.standard_deviation(), std_recorded,
                     5 * std_recorded / std::sqrt(2 * n));
    compare_extreme(name + "max_abs", most, largest_of(pool), pool.above + pool.below);
    const BiasDistribution distribution = weights_of(made_.network, i).bias;
    const double sources = i == 0 ? made_.inputs : total_units(made_.network);
    if (distribution == BiasDistribution::none || distribution == BiasDistribution::zero)
      add(compare(name + "bound", largest_of(pool), 0, 0));
    if (distribution != BiasDistribution::uniform) return;
    const double bound = static_cast<double>(static_cast<float>(1 / std::sqrt(sources)));
    add(compare(name + "bound", largest_of(pool), 0, bound));
    add(compare(name + "bound of the package", most, 0, bound * (1 + 1e-6)));
  }

  // ----------------------------------------------------------------------------- what is expected

  /// Numbers and distributions are compared; other words are remarks.
  void check_expected() {
    const JsonValue* expected = file_.find("expected");
    if (!expected || expected->is(JsonKind::null)) return;
    constexpr std::array<std::string_view, 5> keys{"in", "hid", "out", "bias", "quirk"};
    only(*expected, keys, "expected");
    for (std::size_t i = 0; understood() && i < kLayers.size(); ++i) {
      const std::string name = "expected " + std::string(kLayers[i].name);
      if (const JsonValue* value = expected->find(kLayers[i].name))
        check_distribution(name, *value, construction_[i]);
    }
    const JsonValue* bias = expected->find("bias");
    if (!bias || !bias->is(JsonKind::number)) return;
    for (const Drawn& drawn : construction_)
      add(compare("expected bias",
                  std::max(drawn.bias.most - bias->number, bias->number - drawn.bias.least), 0, 0));
  }

  void check_distribution(const std::string& name, const JsonValue& value, const Drawn& drawn) {
    const Pool& pool = drawn.weights;
    if (value.is(JsonKind::number)) {
      add(compare(name, std::max(pool.most - value.number, value.number - pool.least), 0, 0));
    } else if (value.is(JsonKind::object)) {
      constexpr std::array<std::string_view, 2> keys{"E mean of nonzero", "I mean of nonzero"};
      only(value, keys, name);
      if (value.find(keys[0]))
        compare_estimate(name + ": " + std::string(keys[0]), drawn.excitatory.nonzero_mean(),
                         number(value, keys[0]));
      if (value.find(keys[1]))
        compare_estimate(name + ": " + std::string(keys[1]), drawn.inhibitory.nonzero_mean(),
                         number(value, keys[1]));
    } else {
      check_sentence(name, value.text, pool);
    }
  }

  void check_sentence(const std::string& name, const std::string& text, const Pool& pool) {
    std::optional<double> bound = root_after(text, "uniform(+-");
    if (!bound) bound = root_after(text, "bound ");
    if (bound) {
      add(compare(name + ": bound", largest_of(pool), 0,
                  static_cast<double>(static_cast<float>(*bound)) * (1 + 1e-7)));
      const double spread = *bound / std::sqrt(3.0);
      compare_estimate(name + ": spread", pool.nonzero_standard_deviation(), spread);
    }
    if (const auto spread = root_after(text, "normal sd "))
      compare_estimate(name + ": spread", pool.nonzero_standard_deviation(), *spread);
  }

  const JsonValue& file_;
  PackageNetwork made_;
  int recorded_draws_ = 1;
  std::array<double, 3> bounds_{};
  Stage construction_;
  Stage enforced_;
  std::vector<Comparison> comparisons_;
};

}  // namespace

Verdicts verify_init(const JsonValue& file) { return InitCheck(file).run(); }

}  // namespace nn4n
