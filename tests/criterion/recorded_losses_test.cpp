// Loss terms against what NN4N 1.2 gave for them (tests/golden/losses-*.json), value and gradient.
//
// The recorded states are put in the place of rates, without a network that makes them.
// Axes: B trials, T steps; arrays are B x T x channel.
#include <gtest/gtest.h>

#include <cmath>

#include "cli/files.h"
#include "codec/json_value.h"
#include "criterion/term.h"

namespace nn4n::test {

namespace {

/// NN4N's name of a loss with its options, and ours.
struct Recorded {
  std::string theirs;
  std::string term;
  std::vector<std::pair<std::string, std::string>> options;
};

const std::vector<Recorded>& recorded_losses() {
  static const std::vector<Recorded> list{
      {"fr_l1", "mean_rate", {{"norm", "l1"}}},
      {"fr_l2", "mean_rate", {{"norm", "l2"}}},
      {"fr_dist_sd", "rate_sd", {{"measure", "sd"}}},
      {"fr_dist_mean_ad", "rate_sd", {{"measure", "mean_ad"}}},
      {"fr_dist_max_ad", "rate_sd", {{"measure", "max_ad"}}},
      {"fr_dist_cv", "rate_cv", {{"of", "signed"}}},
      {"state_pred_corrected_tau1", "state_prediction", {{"lag", "1"}}},
      {"state_pred_corrected_tau2", "state_prediction", {{"lag", "2"}}},
      {"hebbian", "hebbian", {}},
      {"entropy_reg10", "entropy", {{"regulariser", "10"}}},
      {"entropy_reg0.1", "entropy", {{"regulariser", "0.1"}}},
      {"population_kl_sym1_mean", "population_kl", {}},
      {"population_kl_sym1_sum", "population_kl", {{"reduction", "sum"}}},
      {"population_kl_sym0_mean", "population_kl", {{"symmetric", "false"}}},
      {"population_kl_sym0_sum", "population_kl", {{"symmetric", "false"}, {"reduction", "sum"}}},
      {"cross_entropy_softmax_2d", "cross_entropy", {}},
      {"cross_entropy_softmax_3d", "cross_entropy", {}},
      {"cross_entropy_nosoftmax_2d", "cross_entropy", {{"softmax", "false"}}}};
  return list;
}

bool begins(const std::string& text, const std::string& part) { return text.rfind(part, 0) == 0; }

LossTerm term_of(const Recorded& recorded) {
  LossTerm term{Selection<TermCatalogue>(recorded.term), 1};
  for (const auto& [key, value] : recorded.options) {
    EXPECT_EQ(from_text(resolve(target_of(term.term), key), value), "") << recorded.theirs;
  }
  return term;
}

JsonValue load(const std::string& name) {
  const std::optional<std::string> content = read_file(NN4N_TEST_DATA "/" + name + ".json");
  EXPECT_TRUE(content) << name;
  ParsedJson parsed = parse_json(content.value_or(""), {.bytes = 10000000, .values = 1000000});
  EXPECT_EQ(parsed.error, "");
  return std::move(parsed.value);
}

/// Numbers in nested lists; two levels are trials and channels of one step.
struct Block {
  int trials = 0;
  int steps = 1;
  int channels = 0;
  std::vector<double> values;

  explicit Block(const JsonValue& list) {
    const bool in_time = list.items[0].items[0].is(JsonKind::list);
    trials = static_cast<int>(list.items.size());
    if (in_time) steps = static_cast<int>(list.items[0].items.size());
    const JsonValue& row = in_time ? list.items[0].items[0] : list.items[0];
    channels = static_cast<int>(row.items.size());
    append(list);
  }
  double at(int trial, int t, int channel) const {
    return values[static_cast<std::size_t>(((trial * steps) + t) * channels + channel)];
  }

 private:
  void append(const JsonValue& value) {
    if (value.is(JsonKind::number)) values.push_back(value.number);
    for (const JsonValue& item : value.items) append(item);
  }
};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

/// What a loss is evaluated on.
template <class Real>
struct Scene {
  Parameters<Real> parameters;
  Batch<Real> batch;
  Episode<Real> episode;
  Adjoint<Real> adjoint;
  std::vector<std::uint8_t> unit_area;

  Scene(int trials, int steps, const Sizes& sizes) : parameters(sizes) {
    batch.resize(trials, steps, sizes.inputs, sizes.outputs);
    for (Panel<Real>& mask : batch.mask) mask = Panel<Real>{} + Real(1);
    episode.resize(sizes, trials, steps);
  }

  double evaluate(const LossTerm& term) {
    const LossInput<Real> input{batch, episode, parameters, unit_area};
    return evaluate_loss({term}, input, adjoint).total;
  }

  /// The populations one after the other as rates, each an area.
  static Scene of_states(const std::vector<Block>& states, const Block& weights) {
    const int units = states[0].channels;
    const int areas = static_cast<int>(states.size());
    Scene scene(states[0].trials, states[0].steps, {units * areas, 1, 1});
    for (int n = 0; n < units * areas; ++n) {
      scene.unit_area.push_back(static_cast<std::uint8_t>(n / units));
      for (int b = 0; b < states[0].trials; ++b) {
        for (int t = 0; t < states[0].steps; ++t) {
          const double r = states[static_cast<std::size_t>(n / units)].at(b, t, n % units);
          scene.episode.state_at(b / kLanes, t + 1)[n][b % kLanes] = static_cast<Real>(r);
        }
      }
    }
    if (areas > 1) return scene;
    for (std::size_t k = 0; k < weights.values.size(); ++k) {
      scene.parameters.of(Tensor::recurrent_weight)[k] = static_cast<Real>(weights.values[k]);
    }
    return scene;
  }

  static Scene of_outputs(const Block& outputs, const Block& targets, bool softmax) {
    Scene scene(outputs.trials, outputs.steps, {1, 1, outputs.channels});
    for (int b = 0; b < outputs.trials; ++b) {
      for (int t = 0; t < outputs.steps; ++t) {
        const std::size_t row = scene.batch.row(b / kLanes, t, outputs.channels);
        for (int o = 0; o < outputs.channels; ++o) {
          const double y = outputs.at(b, t, o);
          scene.episode.output_at(b / kLanes, t + 1)[o][b % kLanes] =
              static_cast<Real>(softmax ? y : sigmoid(y));
          scene.batch.target[row + static_cast<std::size_t>(o)][b % kLanes] =
              static_cast<Real>(targets.at(b, t, o));
        }
      }
    }
    return scene;
  }

  /// dL/drate of an area, B x T x units.
  std::vector<double> by_rate(int area, int units) {
    std::vector<double> list;
    for (int b = 0; b < episode.trials; ++b) {
      for (int t = 1; t <= episode.steps; ++t) {
        const Panel<Real>* row = adjoint.rate_at(b / kLanes, t) + area * units;
        for (int n = 0; n < units; ++n) list.push_back(static_cast<double>(row[n][b % kLanes]));
      }
    }
    return list;
  }

  /// dL/doutput, through the sigmoid that NN4N's record put before a loss without softmax.
  std::vector<double> by_output(bool softmax) {
    std::vector<double> list;
    for (int b = 0; b < episode.trials; ++b) {
      for (int t = 1; t <= episode.steps; ++t) {
        for (int o = 0; o < episode.sizes.outputs; ++o) {
          const double y = static_cast<double>(episode.output_at(b / kLanes, t)[o][b % kLanes]);
          const double slope = softmax ? 1 : y * (1 - y);
          list.push_back(slope *
                         static_cast<double>(adjoint.output_at(b / kLanes, t)[o][b % kLanes]));
        }
      }
    }
    return list;
  }
};

/// The limits of tests/golden/README.md.
template <class Real>
void expect_agree(const std::vector<double>& found, const Block& expected) {
  constexpr bool in_double = sizeof(Real) == sizeof(double);
  ASSERT_EQ(found.size(), expected.values.size());
  double largest = 0;
  for (const double x : expected.values) largest = std::max(largest, std::abs(x));
  EXPECT_GT(largest, 0) << "a gradient of zero would prove nothing";
  for (std::size_t k = 0; k < found.size(); ++k) {
    const double x = expected.values[k];
    const double allowed =
        in_double ? 1e-8 * std::max(1e-2, largest) + 5e-9 * std::abs(x) : 2e-5 * largest;
    EXPECT_NEAR(found[k], x, allowed) << k;
  }
}

template <class Real>
void expect_value(double found, double expected) {
  const double allowed =
      sizeof(Real) == sizeof(double) ? 1e-8 * std::abs(expected) : 2e-6 * std::abs(expected) + 1e-7;
  EXPECT_NEAR(found, expected, allowed);
}

const JsonValue& at(const JsonValue& object, const std::string& key) {
  const JsonValue* value = object.find(key);
  EXPECT_TRUE(value) << key;
  static const JsonValue nothing;
  return value ? *value : nothing;
}

template <class Real>
void check_outputs(const JsonValue& file, const Recorded& recorded) {
  const JsonValue& inputs = at(file, "inputs");
  const std::string shape = recorded.theirs.substr(recorded.theirs.size() - 2);
  const bool softmax = recorded.options.empty();
  Scene<Real> scene = Scene<Real>::of_outputs(Block(at(inputs, "pred_" + shape)),
                                              Block(at(inputs, "target_" + shape)), softmax);
  expect_value<Real>(scene.evaluate(term_of(recorded)),
                     at(at(file, "values"), recorded.theirs).number);
  expect_agree<Real>(scene.by_output(softmax),
                     Block(at(at(file, "grads"), recorded.theirs).items[0]));
}

template <class Real>
void check_states(const JsonValue& file, const Recorded& recorded) {
  const JsonValue& inputs = at(file, "inputs");
  std::vector<Block> states{Block(at(inputs, "state"))};
  const bool two = recorded.term == "population_kl";
  if (two) states.emplace_back(at(inputs, "state_2"));
  Scene<Real> scene = Scene<Real>::of_states(states, Block(at(inputs, "weights")));
  expect_value<Real>(scene.evaluate(term_of(recorded)),
                     at(at(file, "values"), recorded.theirs).number);
  const std::vector<JsonValue>& gradients = at(at(file, "grads"), recorded.theirs).items;
  expect_agree<Real>(scene.by_rate(0, states[0].channels), Block(gradients[0]));
  if (two) expect_agree<Real>(scene.by_rate(1, states[0].channels), Block(gradients[1]));
  if (recorded.term != "hebbian") return;
  const auto weights = scene.adjoint.parameters.of(Tensor::recurrent_weight);
  expect_agree<Real>({weights.begin(), weights.end()}, Block(gradients[1]));
}

template <class Real>
void check_all(const JsonValue& file, int& checked) {
  for (const Recorded& recorded : recorded_losses()) {
    SCOPED_TRACE(recorded.theirs);
    if (!at(at(file, "values"), recorded.theirs).is(JsonKind::number)) continue;  // "nan"
    ++checked;
    if (begins(recorded.term, "cross_entropy")) {
      check_outputs<Real>(file, recorded);
    } else {
      check_states<Real>(file, recorded);
    }
  }
}

}  // namespace

class RecordedLosses : public ::testing::TestWithParam<std::string> {};

TEST_P(RecordedLosses, AgreeInDoubleAndInFloat) {
  const JsonValue file = load("losses-" + GetParam() + "-f64");
  int checked = 0;
  check_all<double>(file, checked);
  check_all<float>(file, checked);
  const int not_a_number = GetParam() == "signed" ? 2 : 0;  // NN4N's entropy of negative rates
  EXPECT_EQ(checked, 2 * (static_cast<int>(recorded_losses().size()) - not_a_number));
}

TEST_P(RecordedLosses, AreAllCheckedButTheSlicesOfTheBatch) {
  const JsonValue file = load("losses-" + GetParam() + "-f64");
  for (const std::string& name : at(file, "values").keys) {
    if (begins(name, "state_pred_as_coded")) continue;
    const auto& list = recorded_losses();
    EXPECT_TRUE(std::any_of(list.begin(), list.end(), [&](const Recorded& recorded) {
      return recorded.theirs == name;
    })) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Golden, RecordedLosses, ::testing::Values("positive", "signed"),
                         [](const auto& test) { return test.param; });

}  // namespace nn4n::test
