#include "cli/golden_case.h"

#include <algorithm>
#include <limits>

#include "cli/composite_loss.h"
#include "cli/strict_reader.h"
#include "cli/weights_file.h"

namespace nn4n {

namespace {

/// What a case may hold; anything else is not understood.
constexpr std::array<std::string_view, 32> kKnownKeys{"format",
                                                      "kind",
                                                      "name",
                                                      "package",
                                                      "dtype",
                                                      "note",
                                                      "layout",
                                                      "config",
                                                      "sizes",
                                                      "alpha",
                                                      "trainable",
                                                      "mask_given",
                                                      "sparsity_mask",
                                                      "sign_mask",
                                                      "plasticity_mask",
                                                      "composite_loss",
                                                      "loss_lambdas",
                                                      "init_state",
                                                      "params_initial",
                                                      "params_enforced_diff",
                                                      "inputs",
                                                      "targets",
                                                      "hidden",
                                                      "hidden_stats",
                                                      "hidden_last_step",
                                                      "output",
                                                      "output_eval_mode_raw_weights",
                                                      "loss_total",
                                                      "loss_weighted_terms",
                                                      "loss_unweighted_terms",
                                                      "grads",
                                                      "optim"};
constexpr std::array<std::string_view, 2> kRemarks{"measured_f32_minus_f64_max_abs", "blocked"};

/// How the network was made; only `activation` matters beside what the file holds anyway.
constexpr std::array<std::string_view, 15> kKnownConfig{
    "input_dim", "hidden_size",  "output_dim",      "dims",
    "dt",        "tau",          "activation",      "positivity_constraints",
    "scaling",   "layer_biases", "biases",          "sparsity_constraints",
    "learnable", "init_state",   "self_connections"};
constexpr std::string_view kDrawing = "layer_distributions";  // the law of weights that are given

/// NN4N's names of the terms of its RNNLoss, and ours.
struct TermName {
  std::string_view theirs;
  std::string_view ours;
  std::string_view field = {};  // where version 1.0.3 has another definition than our default
  std::string_view old_choice = {};
};
constexpr std::array<TermName, 7> kTerms{{{"mse", "mse"},
                                          {"in", "input_weight"},
                                          {"hid", "recurrent_weight"},
                                          {"out", "readout_weight"},
                                          {"fr", "mean_rate"},
                                          {"fr_sd", "rate_sd", "measure", "squares_sd"},
                                          {"fr_cv", "rate_cv", "of", "by_trial"}}};

template <class List>
bool holds(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class Reader : private StrictReader {
 public:
  Reader(const JsonValue& file, GoldenCase& golden) : file_(file), golden_(golden) {}

  std::string read() {
    check_keys();
    check_absent();
    read_sizes();
    if (understood()) read_dynamics();
    if (understood()) read_parameters();
    if (understood()) read_data();
    if (understood()) read_loss();
    if (understood()) read_gradients();
    if (understood()) read_sequences();
    return error();
  }

 private:
  Statistics statistics(const JsonValue& value) {
    return {number(value, "sum"), number(value, "sum_abs"), number(value, "sum_sq"),
            number(value, "max_abs")};
  }

  // --------------------------------------------------------------------------- the whole document

  void check_keys() {
    if (!file_.is(JsonKind::object)) return fail("the file", "is no object");
    const JsonValue& kind = at(file_, "kind");
    if (kind.text != "forward") return fail("kind", in_quotes(kind.text) + "; known: forward");
    if (at(file_, "format").text != "nn4n-golden/1") return fail("format", "is not nn4n-golden/1");
    for (const std::string& key : file_.keys) {
      if (!holds(kKnownKeys, key) && !holds(kRemarks, key)) fail(printable(key), "is not known");
    }
    for (const std::string& key : at(file_, "config").keys) {
      if (!holds(kKnownConfig, key) && key != kDrawing)
        fail("config." + printable(key), "is not known");
    }
    golden_.name = at(file_, "name").text;
    const std::string& precision = at(file_, "dtype").text;
    if (precision != "f32" && precision != "f64") fail("dtype", "is neither f32 nor f64");
    golden_.in_double = precision == "f64";
  }

  /// What newer versions of the package have and this engine has not.
  void check_absent() {
    for (const std::string_view key : {"plasticity_mask", "init_state"}) {
      const JsonValue* value = file_.find(key);
      if (value && !value->is(JsonKind::null)) fail(key, "is not supported by this engine");
    }
  }

  void read_sizes() {
    const JsonValue& sizes = at(file_, "sizes");
    golden_.sizes = {whole(sizes, "hidden_size", 4096), whole(sizes, "input_dim", 4096),
                     whole(sizes, "output_dim", 4096)};
    golden_.steps = whole(sizes, "T", 100000);
    golden_.trials = whole(sizes, "B", 100000);
    batch_axis_ = at(sizes, "batch_axis").boolean;
    if (!batch_axis_ && golden_.trials != 1) fail("sizes.B", "is not 1 without a batch axis");
    const std::string& layout = at(file_, "layout").text;
    if (layout != "time-major" && layout != "batch-major") fail("layout", "is not known");
    time_major_ = layout == "time-major" || !batch_axis_;
  }

  void read_dynamics() {
    const JsonValue& alpha = at(file_, "alpha");
    const int units = golden_.sizes.units;
    golden_.dynamics.alpha =
        alpha.is(JsonKind::number)
            ? std::vector<double>(static_cast<std::size_t>(units), alpha.number)
            : numbers(alpha, "alpha", {units});
    golden_.dynamics.corner = Corner::half;
    golden_.dynamics.activation.assign(static_cast<std::size_t>(units), ActivationKind::relu);
    const JsonValue* activation = at(file_, "config").find("activation");
    if (!activation) return;  // relu in every version
    ActivationKind kind{};
    const std::string words = from_text(target_of(kind), activation->text);
    if (!words.empty()) fail("config.activation", words);
    golden_.dynamics.activation.assign(static_cast<std::size_t>(units), kind);
  }

  // --------------------------------------------------------------------------------- parameters

  Shape shape_of(Tensor tensor) const {
    const bool matrix = tensor == Tensor::input_weight || tensor == Tensor::recurrent_weight ||
                        tensor == Tensor::readout_weight;
    if (!matrix) return {golden_.sizes.rows(tensor)};
    return {golden_.sizes.rows(tensor), golden_.sizes.columns(tensor)};
  }

  void read_parameters() {
    golden_.initial = Parameters<double>(golden_.sizes);
    const JsonValue& given = at(file_, "params_initial");
    for (const Tensor tensor : kAllTensors) {
      const JsonValue* value = given.find(tensor_name(tensor));
      if (value && golden_.sizes.count(tensor) > 0) {
        fill(golden_.initial, tensor, *value);
      } else if (golden_.sizes.count(tensor) > 0 && tensor != Tensor::initial_potential) {
        fail(tensor_name(tensor), "is missing");
      }
    }
    golden_.enforced = golden_.initial;
    const JsonValue& enforced = at(file_, "params_enforced_diff");
    for (const Tensor tensor : kAllTensors) {
      const JsonValue* value = enforced.find(tensor_name(tensor));
      if (value) fill(golden_.enforced, tensor, *value);
    }
    for (const Tensor tensor : kAllTensors) read_constraints(tensor);
    const JsonValue* alpha = at(file_, "trainable").find("alpha");
    if (alpha && alpha->boolean) fail("trainable.alpha", "is not supported by this engine");
  }

  void fill(Parameters<double>& parameters, Tensor tensor, const JsonValue& value) {
    const std::vector<double> values = numbers(value, tensor_name(tensor), shape_of(tensor));
    if (!values.empty()) std::copy(values.begin(), values.end(), parameters.of(tensor).begin());
  }

  bool trainable(Tensor tensor) {
    const JsonValue* flag = at(file_, "trainable").find(tensor_name(tensor));
    return flag && flag->boolean;
  }

  static std::string_view layer_of(Tensor tensor) {
    if (tensor == Tensor::input_weight) return "in";
    if (tensor == Tensor::recurrent_weight) return "hid";
    return tensor == Tensor::readout_weight ? "out" : "";
  }

  std::vector<double> mask(std::string_view key, Tensor tensor, double unmasked) {
    const std::string_view layer = layer_of(tensor);
    const JsonValue* value = layer.empty() ? nullptr : &at(at(file_, key), layer);
    if (value && !value->is(JsonKind::null)) return numbers(*value, key, shape_of(tensor));
    return std::vector<double>(golden_.sizes.count(tensor), unmasked);
  }

  void read_constraints(Tensor tensor) {
    constexpr double limit = std::numeric_limits<float>::max();
    const std::vector<double> present = mask("sparsity_mask", tensor, 1);
    const std::vector<double> sign = mask("sign_mask", tensor, 0);
    if (!understood()) return;
    for (std::size_t i = 0; i < present.size(); ++i) {
      golden_.constraints.lower.push_back(present[i] == 0 || sign[i] > 0 ? 0 : -limit);
      golden_.constraints.upper.push_back(present[i] == 0 || sign[i] < 0 ? 0 : limit);
      golden_.constraints.update.push_back(trainable(tensor) ? 1 : 0);
    }
  }

  // --------------------------------------------------------------------------------------- data

  /// An array over time and trials, brought into the order T x B x channel.
  std::vector<double> traces(const JsonValue& value, std::string_view name, int channels) {
    const int steps = golden_.steps;
    const int trials = golden_.trials;
    if (!batch_axis_) return numbers(value, name, {steps, channels});
    if (time_major_) return numbers(value, name, {steps, trials, channels});
    const std::vector<double> given = numbers(value, name, {trials, steps, channels});
    std::vector<double> out;
    out.reserve(given.size());
    for (int k = 0; !given.empty() && k < steps * trials; ++k) {
      const int row = (k % trials) * steps + k / trials;
      const auto begin = given.begin() + static_cast<std::ptrdiff_t>(row) * channels;
      out.insert(out.end(), begin, begin + channels);
    }
    return out;
  }

  void read_data() {
    const Sizes& sizes = golden_.sizes;
    golden_.inputs = traces(at(file_, "inputs"), "inputs", sizes.inputs);
    golden_.targets = traces(at(file_, "targets"), "targets", sizes.outputs);
    golden_.output = traces(at(file_, "output"), "output", sizes.outputs);
    if (const JsonValue* stats = file_.find("hidden_stats")) {
      golden_.hidden_statistics = statistics(*stats);
      golden_.hidden_last_step =
          numbers(at(file_, "hidden_last_step"), "hidden_last_step", {golden_.trials, sizes.units});
    } else {
      golden_.hidden = traces(at(file_, "hidden"), "hidden", sizes.units);
    }
    const JsonValue* raw = file_.find("output_eval_mode_raw_weights");
    if (!raw) return;
    golden_.raw_output = raw->text == "same as output"
                             ? golden_.output
                             : traces(*raw, "output_eval_mode_raw_weights", sizes.outputs);
  }

  // --------------------------------------------------------------------------------------- loss

  LossTerm make_term(std::string_view theirs, double weight) {
    const auto name = std::find_if(kTerms.begin(), kTerms.end(),
                                   [&](const TermName& t) { return t.theirs == theirs; });
    LossTerm term{{}, weight};
    if (name == kTerms.end() || !term.term.select(name->ours)) {
      fail("loss term " + printable(theirs), "is not supported by this engine");
      return term;
    }
    const bool old = at(file_, "package").text == "nn4n 1.0.3";
    if (!old || name->field.empty()) return term;
    const std::string words =
        from_text(resolve(target_of(term.term), name->field), name->old_choice);
    if (!words.empty()) fail("loss term " + printable(theirs), words);
    return term;
  }

  void read_lambdas() {
    constexpr std::string_view prefix = "lambda_";
    const JsonValue& lambdas = at(file_, "loss_lambdas");
    if (!lambdas.find("lambda_mse")) golden_.loss.push_back(make_term("mse", 1));
    for (const std::string& key : lambdas.keys) {
      if (key.substr(0, prefix.size()) != prefix) return fail(printable(key), "is not known");
      const double lambda = number(lambdas, key);
      golden_.loss.push_back(make_term(key.substr(prefix.size()), lambda));
    }
  }

  void read_composite(const JsonValue& configuration) {
    const std::string error = read_composite_loss(configuration, composite_);
    if (!error.empty()) fail("the loss", error);
    for (const CompositePart& part : composite_) golden_.loss.push_back(part.term);
  }

  /// A part of the composite loss, or a term of RNNLoss, by the package's name.
  LossTerm named_term(const std::string& name) {
    for (const CompositePart& part : composite_) {
      if (part.name == name) return part.term;
    }
    return make_term(name, 0);
  }

  void read_loss() {
    const JsonValue* composite = file_.find("composite_loss");
    if (composite && composite->is(JsonKind::object)) {
      read_composite(*composite);
    } else {
      read_lambdas();
    }
    golden_.loss_total = number(file_, "loss_total");
    const JsonValue& weighted = at(file_, "loss_weighted_terms");
    for (const std::string& name : weighted.keys) {
      golden_.weighted_terms.push_back({name, named_term(name), number(weighted, name)});
    }
    // Without a batch axis the package averages the rate terms over the wrong axes.
    const JsonValue* unweighted = file_.find("loss_unweighted_terms");
    if (!unweighted || !batch_axis_) return;
    for (const std::string& name : unweighted->keys) {
      golden_.unweighted_terms.push_back({name, make_term(name, 0), number(*unweighted, name)});
    }
  }

  // --------------------------------------------------------------------- gradients and training

  ExpectedTensor tensor_in(const JsonValue& value, Tensor tensor) {
    if (value.is(JsonKind::object)) return {tensor, {}, statistics(value)};
    return {tensor, numbers(value, tensor_name(tensor), shape_of(tensor)), std::nullopt};
  }

  void read_gradients() {
    const JsonValue& gradients = at(file_, "grads");
    for (const Tensor tensor : kAllTensors) {
      const JsonValue* value = gradients.find(tensor_name(tensor));
      const bool given = value && !value->is(JsonKind::null);
      if (given) golden_.gradients.push_back(tensor_in(*value, tensor));
      if (!given && trainable(tensor))
        fail(tensor_name(tensor), "is trainable but has no gradient");
    }
  }

  /// The tensors an object holds; `all`: every trainable one must be there.
  std::vector<ExpectedTensor> tensors(const JsonValue& object, bool all) {
    std::vector<ExpectedTensor> list;
    for (const Tensor tensor : kAllTensors) {
      const JsonValue* value = object.find(tensor_name(tensor));
      if (value) list.push_back(tensor_in(*value, tensor));
      if (!value && all && trainable(tensor))
        fail(tensor_name(tensor), "is missing after training");
    }
    if (object.keys.size() != list.size()) fail("optim", "holds parameters that are not known");
    return list;
  }

  /// The settings that the engine's optimisers have built in.
  void check_settings(const JsonValue& settings) {
    struct Fixed {
      std::string_view key;
      double value;
    };
    constexpr std::array<Fixed, 5> fixed{
        {{"beta1", 0.9}, {"beta2", 0.999}, {"eps", 1e-8}, {"weight_decay", 0}, {"dampening", 0}}};
    for (const Fixed& setting : fixed) {
      const JsonValue* value = settings.find(setting.key);
      if (value && value->number != setting.value) fail(setting.key, "is not supported");
    }
    const JsonValue* nesterov = settings.find("nesterov");
    if (nesterov && nesterov->boolean) fail("nesterov", "is not supported by this engine");
  }

  ExpectedSequence sequence(const JsonValue& given, OptimiserKind optimiser) {
    check_settings(given);
    ExpectedSequence sequence;
    sequence.optimiser = optimiser;
    sequence.learning_rate = number(given, "lr");
    sequence.momentum = optimiser == OptimiserKind::sgd ? number(given, "momentum") : 0;
    const int steps = whole(given, "steps", 1000);
    if (steps != 20) fail("steps", "is not 20");
    sequence.loss_before_step = numbers(at(given, "loss_before_step"), "loss_before_step", {steps});
    sequence.after_1 = tensors(at(given, "params_after_1"), true);
    sequence.after_all = tensors(at(given, "params_after_20"), true);
    if (const JsonValue* raw = given.find("raw_after_1_diff")) {
      sequence.raw_after_1 = tensors(*raw, false);
    }
    sequence.final_loss = number(given, "final_loss");
    if (const JsonValue* output = given.find("final_output")) {
      sequence.final_output = traces(*output, "final_output", golden_.sizes.outputs);
    }
    return sequence;
  }

  void read_sequences() {
    const JsonValue& optim = at(file_, "optim");
    if (optim.keys.size() != 2) fail("optim", "holds other optimisers than adam and sgd");
    golden_.sequences.push_back(sequence(at(optim, "adam"), OptimiserKind::adam));
    golden_.sequences.push_back(sequence(at(optim, "sgd"), OptimiserKind::sgd));
  }

  const JsonValue& file_;
  GoldenCase& golden_;
  std::vector<CompositePart> composite_;
  bool batch_axis_ = true;
  bool time_major_ = true;
};

}  // namespace

std::string read_golden_case(const JsonValue& file, GoldenCase& golden) {
  return Reader(file, golden).read();
}

}  // namespace nn4n
