#include "parity/recorded_losses.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "codec/strict_reader.h"
#include "parity/given_activity.h"
#include "parity/loss_name.h"
#include "parity/recorded_head.h"

namespace nn4n {

namespace {

constexpr std::array<std::string_view, 12> kLossKeys{"format",
                                                     "kind",
                                                     "name",
                                                     "package",
                                                     "dtype",
                                                     "layout",
                                                     "note",
                                                     "inputs",
                                                     "values",
                                                     "grads",
                                                     "gradient_argument_order",
                                                     "measured_f32_minus_f64_max_abs"};
constexpr int kMost = 100000;

int length(const JsonValue& list) { return static_cast<int>(list.items.size()); }

class LossesReader : private StrictReader {
 public:
  LossesReader(const JsonValue& file, RecordedLosses& losses) : file_(file), losses_(losses) {}

  std::string read() {
    check_head();
    if (understood()) read_states();
    const JsonValue& values = at(file_, "values");
    if (understood() && values.keys.empty()) fail("values", "is empty");
    for (std::size_t k = 0; k < values.keys.size() && understood(); ++k) read_loss(values.keys[k]);
    check_gradients_have_values();
    return error();
  }

 private:
  void check_head() {
    check_keys(file_, "the file", kLossKeys);
    if (!understood()) return;
    check_kind(*this, file_, "losses");
    check_format(*this, file_);
    if (text(file_, "package") != "nn4n 1.2.0") return fail("package", "is not 1.2.0");
    if (text(file_, "layout") != "state is (B,T,N)") return fail("layout", "is not known");
    losses_.name = text(file_, "name");
    losses_.in_double = read_in_double(*this, file_);
  }

  /// Reads an array of B x T x channels, or of B x channels.
  Cube cube(const JsonValue& value, std::string_view name) {
    const JsonValue* row = value.items.empty() ? nullptr : &value.items[0];
    if (!row || row->items.empty() || length(value) > kMost) {
      fail(name, "is no array");
      return {};
    }
    Cube cube{.trials = length(value), .channels = length(*row)};
    if (!row->items[0].is(JsonKind::list)) {
      cube.values = numbers(value, name, {cube.trials, cube.channels});
      return cube;
    }
    cube.steps = length(*row);
    cube.channels = length(row->items[0]);
    if (cube.channels == 0) fail(name, "is no array");
    cube.values = numbers(value, name, {cube.trials, cube.steps, cube.channels});
    return cube;
  }

  void read_states() {
    const JsonValue& inputs = at(file_, "inputs");
    if (const JsonValue* state = optional(inputs, "state")) losses_.state = cube(*state, "state");
    if (const JsonValue* second = optional(inputs, "state_2"))
      losses_.second_state = cube(*second, "state_2");
    const int units = losses_.state.channels;
    if (const JsonValue* weights = optional(inputs, "weights"))
      losses_.weights = numbers(*weights, "weights", {units, units});
    for (const std::string& key : inputs.keys) {
      const bool pair = key.rfind("pred_", 0) == 0 || key.rfind("target_", 0) == 0;
      if (!pair && key != "state" && key != "state_2" && key != "weights")
        fail("inputs." + printable(key), "is not known");
    }
  }

  void read_loss(const std::string& name) {
    RecordedLoss loss;
    loss.name = name;
    std::string inputs;
    const std::string words = read_loss_name(name, loss, inputs);
    if (!words.empty()) return fail("values." + printable(name), words);
    if (loss.arguments == LossArguments::prediction) read_pair(inputs, loss);
    check_arguments(loss);
    loss.value = number(at(file_, "values"), name, NotANumber::allowed);
    if (std::isnan(loss.value) && understood() && !has_no_number(loss))
      fail("values." + printable(name), "is not a number without a reason that is known");
    read_gradients(loss);
    losses_.losses.push_back(std::move(loss));
  }

  /// Reads a prediction and its target; `inputs` is "2d" for pred_2d and target_2d.
  void read_pair(const std::string& inputs, RecordedLoss& loss) {
    const JsonValue& given = at(file_, "inputs");
    loss.prediction = cube(at(given, "pred_" + inputs), "pred_" + inputs);
    loss.target = cube(at(given, "target_" + inputs), "target_" + inputs);
    if (!same_shape(loss.prediction, loss.target))
      fail("target_" + printable(inputs), "has another shape than the prediction");
  }

  static bool same_shape(const Cube& a, const Cube& b) {
    return a.trials == b.trials && a.steps == b.steps && a.channels == b.channels;
  }

  void check_arguments(const RecordedLoss& loss) {
    const bool prediction = loss.arguments == LossArguments::prediction;
    if (!prediction && losses_.state.values.empty()) fail("inputs.state", "is missing");
    const bool weights = loss.arguments == LossArguments::state_and_weights ||
                         loss.arguments == LossArguments::weights;
    if (weights && losses_.weights.empty()) fail("inputs.weights", "is missing");
    if (loss.arguments == LossArguments::two_states &&
        !same_shape(losses_.state, losses_.second_state))
      fail("inputs.state_2", "has not the shape of inputs.state");
  }

  /// Does NN4N divide by 0 here, or take the logarithm of a number that is below 0?
  bool has_no_number(const RecordedLoss& loss) const {
    const Cube& state = losses_.state;
    const std::string term(loss.term.term.name());
    const auto negative = [](double r) { return r < 0; };
    if (term == "entropy") return std::any_of(state.values.begin(), state.values.end(), negative);
    if (term == "state_prediction") return lag_is_too_long(loss);
    if (term == "population_kl")
      return holds_still(losses_.state) || holds_still(losses_.second_state);
    return (term == "rate_sd" || term == "rate_cv") && state.channels == 1;
  }

  /// Has some unit the same rate everywhere, so that its variance is 0?
  static bool holds_still(const Cube& state) {
    const std::size_t units = static_cast<std::size_t>(state.channels);
    for (std::size_t n = 0; n < units; ++n) {
      bool still = true;
      for (std::size_t k = n; k < state.values.size(); k += units)
        still = still && state.values[k] == state.values[n];
      if (still) return true;
    }
    return false;
  }

  bool lag_is_too_long(const RecordedLoss& loss) const {
    const bool slices_trials = loss.axes == Axes::trials_as_steps;
    LossTerm copy = loss.term;
    const std::string lag = to_text(resolve(target_of(copy.term), "lag"));
    return std::stoi(lag) >= (slices_trials ? losses_.state.trials : losses_.state.steps);
  }

  /// The number of gradients that a loss has. The second one of a prediction, by the target, is
  /// null.
  static std::size_t gradient_count(const RecordedLoss& loss) {
    const bool one =
        loss.arguments == LossArguments::state || loss.arguments == LossArguments::weights;
    return one ? 1 : 2;
  }

  Shape shape_of(const RecordedLoss& loss, std::size_t argument) const {
    const int units = losses_.state.channels;
    const bool weights = loss.arguments == LossArguments::weights ||
                         (loss.arguments == LossArguments::state_and_weights && argument == 1);
    if (weights) return {units, units};
    if (loss.arguments != LossArguments::prediction)
      return {losses_.state.trials, losses_.state.steps, units};
    const Cube& prediction = loss.prediction;
    const JsonValue& pair = file_.find("grads")->find(loss.name)->items[argument];
    const bool in_time = !pair.items.empty() && !pair.items[0].items.empty() &&
                         pair.items[0].items[0].is(JsonKind::list);
    return in_time ? Shape{prediction.trials, prediction.steps, prediction.channels}
                   : Shape{prediction.trials, prediction.channels};
  }

  void read_gradients(RecordedLoss& loss) {
    const JsonValue& gradients = at(file_, "grads");
    const JsonValue& given = at(gradients, loss.name);
    if (!understood() || given.is(JsonKind::null)) return;
    const std::string name = "grads." + printable(loss.name);
    if (std::isnan(loss.value)) return fail(name, "is given beside a value that is not finite");
    const std::size_t count = gradient_count(loss);
    const bool prediction = loss.arguments == LossArguments::prediction;
    const bool short_pair = prediction && given.items.size() == 1;
    if (given.items.size() != count && !short_pair)
      return fail(name, "has not one entry for every argument");
    if (prediction && !short_pair && !given.items[1].is(JsonKind::null))
      return fail(name, "by the target is not supported by this engine");
    for (std::size_t k = 0; k < (prediction ? 1 : count); ++k) {
      loss.gradients.push_back(numbers(given.items[k], name, shape_of(loss, k)));
      if (understood() && prediction && loss.gradients[0].size() != loss.prediction.values.size())
        fail(name, "has not the shape of the prediction");
    }
  }

  void check_gradients_have_values() {
    if (understood()) check_keys(at(file_, "grads"), "grads", names());
  }

  std::vector<std::string_view> names() const {
    const std::vector<std::string>& keys = file_.find("values")->keys;
    return {keys.begin(), keys.end()};
  }

  const JsonValue& file_;
  RecordedLosses& losses_;
};

// ------------------------------------------------------------------------------------- evaluation

/// visit(index in `cube.values`, trial, step, channel)
template <class Visit>
void for_each_number(const Cube& cube, Visit&& visit) {
  std::size_t k = 0;
  for (int b = 0; b < cube.trials; ++b) {
    for (int t = 0; t < cube.steps; ++t) {
      for (int c = 0; c < cube.channels; ++c) visit(k++, b, t, c);
    }
  }
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// One loss, evaluated in one precision.
template <class Real>
class Evaluation {
 public:
  Evaluation(const RecordedLosses& losses, const RecordedLoss& loss)
      : losses_(losses), loss_(loss), activity_(make()) {
    fill();
  }

  double value() { return activity_.evaluate(loss_.term); }

  /// The gradients by every argument; value() must have been called.
  std::vector<std::vector<double>> gradients() const {
    if (loss_.arguments == LossArguments::prediction) return {by_prediction()};
    if (loss_.arguments == LossArguments::weights) return {activity_.by_recurrent_weight()};
    std::vector<std::vector<double>> list{by_state(0)};
    if (loss_.arguments == LossArguments::two_states)
      list.push_back(by_state(losses_.state.channels));
    if (loss_.arguments == LossArguments::state_and_weights)
      list.push_back(activity_.by_recurrent_weight());
    return list;
  }

 private:
  bool transposed() const { return loss_.axes == Axes::trials_as_steps; }

  GivenActivity<Real> make() const {
    if (loss_.arguments == LossArguments::prediction) {
      const Cube& prediction = loss_.prediction;
      return {prediction.trials, prediction.steps, {1, 1, prediction.channels}};
    }
    const Cube& state = losses_.state;
    const int populations = loss_.arguments == LossArguments::two_states ? 2 : 1;
    const Sizes sizes{state.channels * populations, 1, 1};
    if (transposed()) return {state.steps, state.trials, sizes};
    return {state.trials, state.steps, sizes};
  }

  void fill() {
    if (loss_.arguments == LossArguments::prediction) return fill_prediction();
    fill_state(losses_.state, 0);
    if (loss_.arguments == LossArguments::two_states) fill_second_state();
    if (loss_.arguments == LossArguments::weights ||
        loss_.arguments == LossArguments::state_and_weights)
      activity_.set_recurrent_weights(losses_.weights);
  }

  void fill_state(const Cube& state, int first_unit) {
    for_each_number(state, [&](std::size_t k, int b, int t, int n) {
      activity_.set_rate(transposed() ? t : b, transposed() ? b : t, first_unit + n,
                         state.values[k]);
    });
  }

  /// The two populations are two areas of one network.
  void fill_second_state() {
    const int units = losses_.state.channels;
    fill_state(losses_.second_state, units);
    std::vector<std::uint8_t> areas(static_cast<std::size_t>(2 * units), 1);
    std::fill(areas.begin(), areas.begin() + units, std::uint8_t{0});
    activity_.set_areas(std::move(areas));
  }

  void fill_prediction() {
    for_each_number(loss_.prediction, [&](std::size_t k, int b, int t, int o) {
      const double y = loss_.prediction.values[k];
      activity_.set_output(b, t, o, loss_.sigmoid ? logistic(y) : y);
      activity_.set_target(b, t, o, loss_.target.values[k]);
    });
  }

  std::vector<double> by_state(int first_unit) const {
    std::vector<double> values;
    for_each_number(losses_.state, [&](std::size_t, int b, int t, int n) {
      values.push_back(
          activity_.by_rate(transposed() ? t : b, transposed() ? b : t, first_unit + n));
    });
    return values;
  }

  std::vector<double> by_prediction() const {
    std::vector<double> values;
    for_each_number(loss_.prediction, [&](std::size_t k, int b, int t, int o) {
      const double p = logistic(loss_.prediction.values[k]);
      values.push_back((loss_.sigmoid ? p * (1 - p) : 1) * activity_.by_output(b, t, o));
    });
    return values;
  }

  const RecordedLosses& losses_;
  const RecordedLoss& loss_;
  GivenActivity<Real> activity_;
};

}  // namespace

std::string read_recorded_losses(const JsonValue& file, RecordedLosses& losses) {
  return LossesReader(file, losses).read();
}

template <class Real>
std::vector<Comparison> compare_losses(const RecordedLosses& losses) {
  const Tolerance& tolerance = tolerance_of<Real>();
  std::vector<Comparison> list;
  for (const RecordedLoss& loss : losses.losses) {
    Evaluation<Real> evaluation(losses, loss);
    const double value = evaluation.value();
    list.push_back(compare_loss(loss.name, value, loss.value, tolerance));
    const std::vector<std::vector<double>> found = evaluation.gradients();
    for (std::size_t k = 0; k < loss.gradients.size(); ++k) {
      list.push_back(
          compare_gradient("grads " + loss.name + " (argument " + std::to_string(k + 1) + ")",
                           found[k], loss.gradients[k], tolerance));
    }
  }
  return list;
}

template std::vector<Comparison> compare_losses<float>(const RecordedLosses&);
template std::vector<Comparison> compare_losses<double>(const RecordedLosses&);

}  // namespace nn4n
