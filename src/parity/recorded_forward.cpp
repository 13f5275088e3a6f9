#include "parity/recorded_forward.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/text.h"
#include "parity/recorded_forward_loss.h"
#include "parity/recorded_forward_training.h"
#include "parity/recorded_masks.h"
#include "parity/recorded_reader.h"
#include "training/weights_file.h"

namespace nn4n {

namespace {

/// The keys that a file may have. A file with another key is not understood.
constexpr std::array<std::string_view, 35> kForwardKeys{"format",
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
                                                        "grads_after_plasticity",
                                                        "optim",
                                                        "blocked",
                                                        "measured_f32_minus_f64_max_abs"};

/// The keywords that the network may have been made with. What follows from them is in the file as
/// well, except for the activation; the noises must be 0.
constexpr std::array<std::string_view, 29> kKnownConfig{"input_dim",
                                                        "hidden_size",
                                                        "output_dim",
                                                        "dims",
                                                        "dt",
                                                        "tau",
                                                        "activation",
                                                        "positivity_constraints",
                                                        "sparsity_constraints",
                                                        "use_dale",
                                                        "new_synapses",
                                                        "ei_balance",
                                                        "allow_negative",
                                                        "layer_masks",
                                                        "scaling",
                                                        "layer_biases",
                                                        "biases",
                                                        "layer_distributions",
                                                        "weights",
                                                        "learnable",
                                                        "learn_alpha",
                                                        "init_state",
                                                        "self_connections",
                                                        "sparsity_masks",
                                                        "ei_masks",
                                                        "plasticity_masks",
                                                        "suppress_warnings",
                                                        "preact_noise",
                                                        "postact_noise"};

class ForwardReader {
 public:
  ForwardReader(const JsonValue& file, RecordedForward& recorded)
      : file_(file), recorded_(recorded), reader_(file, recorded) {}

  std::string read() {
    reader_.read_head("forward", kForwardKeys);
    if (understood()) check_config();
    if (understood()) read_sizes();
    if (understood()) read_dynamics();
    if (understood()) read_parameters();
    if (understood()) read_data();
    if (understood()) read_forward_loss(reader_, recorded_);
    if (understood()) read_forward_training(reader_, recorded_);
    if (understood()) read_blocked();
    return reader_.error();
  }

 private:
  bool understood() const { return reader_.understood(); }
  const JsonValue& at(const JsonValue& object, std::string_view key) {
    return reader_.at(object, key);
  }
  static const JsonValue* optional(const JsonValue& object, std::string_view key) {
    return StrictReader::optional(object, key);
  }

  // ----------------------------------------------------------------------- sizes and dynamics

  void check_config() {
    const JsonValue& config = at(file_, "config");
    reader_.check_keys(config, "config", kKnownConfig);
    for (const std::string_view noise : {"preact_noise", "postact_noise"}) {
      const JsonValue* value = config.find(noise);
      if (value && (!value->is(JsonKind::number) || value->number != 0))
        reader_.fail(noise, "is not 0: its random numbers are not recorded");
    }
    const JsonValue* state = config.find("init_state");
    if (state && state->text != "zero" && state->text != "learn")
      reader_.fail("config.init_state", "is neither zero nor learn (NN4N fails with others)");
  }

  /// Sizes that `config` gives, one by one or as `dims`, must be those of the arrays.
  void check_sizes() {
    const JsonValue& config = at(file_, "config");
    const Sizes& sizes = recorded_.sizes;
    const std::array<std::pair<std::string_view, int>, 3> named{
        {{"input_dim", sizes.inputs}, {"hidden_size", sizes.units}, {"output_dim", sizes.outputs}}};
    std::vector<double> all;
    for (const auto& [key, size] : named) {
      all.push_back(size);
      if (config.find(key) && reader_.number(config, key) != size)
        reader_.fail("config." + std::string(key), "differs from sizes");
    }
    const JsonValue* dims = optional(config, "dims");
    if (dims && reader_.numbers(*dims, "config.dims", {3}) != all)
      reader_.fail("config.dims", "differs from sizes");
  }

  void read_sizes() {
    const JsonValue& sizes = at(file_, "sizes");
    recorded_.sizes = {.units = reader_.whole(sizes, "hidden_size", 4096),
                       .inputs = reader_.whole(sizes, "input_dim", 4096),
                       .outputs = reader_.whole(sizes, "output_dim", 4096),
                       .learn_alpha = is_trainable(reader_, Tensor::alpha)};
    recorded_.steps = reader_.whole(sizes, "T", 100000);
    recorded_.trials = reader_.whole(sizes, "B", 100000);
    reader_.read_layout(reader_.boolean(sizes, "batch_axis"));
    check_sizes();
  }

  /// One alpha for all units must be dt / tau. The defaults of every version are 10 and 100 ms.
  void check_time_constant(const JsonValue& alpha) {
    const JsonValue& config = at(file_, "config");
    const double dt = config.find("dt") ? reader_.number(config, "dt") : 10;
    const double tau = config.find("tau") ? reader_.number(config, "tau") : 100;
    const bool agrees = std::abs(alpha.number * tau - dt) <= 1e-6 * dt;
    if (alpha.is(JsonKind::number) && !agrees) reader_.fail("alpha", "is not dt / tau");
  }

  void read_dynamics() {
    const int units = recorded_.sizes.units;
    check_time_constant(at(file_, "alpha"));
    recorded_.dynamics.alpha = reader_.by_unit(at(file_, "alpha"), "alpha", units);
    recorded_.dynamics.corner = Corner::half;
    const JsonValue* word = at(file_, "config").find("activation");
    // The default of every version is relu.
    const ActivationKind kind = word ? reader_.activation(*word) : ActivationKind::relu;
    recorded_.dynamics.activation.assign(static_cast<std::size_t>(units), kind);
    if (const JsonValue* state = optional(file_, "init_state"))
      recorded_.initial_potential = reader_.by_trial(*state, "init_state", units);
  }

  // ------------------------------------------------------------------------------- parameters

  void read_parameters() {
    recorded_.initial = Parameters<double>(recorded_.sizes);
    const JsonValue& given = at(file_, "params_initial");
    check_tensors(given, "params_initial");
    for (const Tensor tensor : kAllTensors) read_initial(given, tensor);
    recorded_.enforced = recorded_.initial;
    const JsonValue none = JsonValue::object();
    const JsonValue* listed = optional(file_, "params_enforced_diff");
    const JsonValue& enforced = listed ? *listed : none;
    check_tensors(enforced, "params_enforced_diff");
    for (const Tensor tensor : kAllTensors) {
      const JsonValue* value = enforced.find(tensor_name(tensor));
      if (value) fill(recorded_.enforced, tensor, *value);
    }
    check_layers();
    for (const Tensor tensor : kAllTensors) read_constraints(tensor);
  }

  void check_tensors(const JsonValue& object, std::string_view name) {
    std::vector<std::string_view> known;
    for (const Tensor tensor : kAllTensors) known.push_back(tensor_name(tensor));
    reader_.check_keys(object, name, known);
    reader_.check_keys(at(file_, "trainable"), "trainable", known);
  }

  static bool is_weight(Tensor tensor) { return !layer_of(tensor).empty(); }

  /// Biases that a network does not have, and v_0 from version 1.2 on, may be absent. They are 0.
  void read_initial(const JsonValue& given, Tensor tensor) {
    const JsonValue* value = optional(given, tensor_name(tensor));
    if (tensor == Tensor::alpha) {
      check_alpha(value);
    } else if (value) {
      fill(recorded_.initial, tensor, *value);
    } else if (is_weight(tensor) || is_trainable(reader_, tensor)) {
      reader_.fail(tensor_name(tensor), "is missing");
    }
  }

  /// Alpha is in the file twice, and must be the same in both places.
  void check_alpha(const JsonValue* value) {
    const std::vector<double>& alpha = recorded_.dynamics.alpha;
    if (value && reader_.by_unit(*value, "alpha", recorded_.sizes.units) != alpha)
      reader_.fail("params_initial.alpha", "differs from alpha");
    if (!understood() || !recorded_.sizes.learn_alpha) return;
    std::copy(alpha.begin(), alpha.end(), recorded_.initial.of(Tensor::alpha).begin());
  }

  void fill(Parameters<double>& parameters, Tensor tensor, const JsonValue& value) {
    if (recorded_.sizes.count(tensor) == 0)
      return reader_.fail(tensor_name(tensor), "is not learnt");
    const std::vector<double> values =
        reader_.numbers(value, tensor_name(tensor), reader_.shape_of(tensor));
    if (!values.empty()) std::copy(values.begin(), values.end(), parameters.of(tensor).begin());
  }

  static std::string_view layer_of(Tensor tensor) {
    if (tensor == Tensor::input_weight) return "in";
    if (tensor == Tensor::recurrent_weight) return "hid";
    return tensor == Tensor::readout_weight ? "out" : "";
  }

  void check_layers() {
    constexpr std::array<std::string_view, 3> layers{"in", "hid", "out"};
    for (const std::string_view key : {"sparsity_mask", "sign_mask", "plasticity_mask"}) {
      if (const JsonValue* masks = optional(file_, key)) reader_.check_keys(*masks, key, layers);
    }
    recorded_.constraints.scale_gradient = optional(file_, "plasticity_mask") != nullptr;
  }

  std::vector<double> mask(std::string_view key, Tensor tensor, double unmasked) {
    const std::string_view layer = layer_of(tensor);
    const JsonValue* masks = optional(file_, key);
    const JsonValue* value = masks && !layer.empty() ? optional(*masks, layer) : nullptr;
    if (value) return reader_.numbers(*value, key, reader_.shape_of(tensor));
    return std::vector<double>(recorded_.sizes.count(tensor), unmasked);
  }

  void read_constraints(Tensor tensor) {
    constexpr double limit = std::numeric_limits<float>::max();
    const std::vector<double> present = mask("sparsity_mask", tensor, 1);
    const std::vector<double> sign = mask("sign_mask", tensor, 0);
    const std::vector<double> plasticity = mask("plasticity_mask", tensor, 1);
    if (!understood()) return;
    check_masks(present, sign, plasticity);
    check_given_mask(reader_, layer_of(tensor), tensor, present, sign);
    const bool learns = is_trainable(reader_, tensor);
    for (std::size_t i = 0; i < present.size(); ++i) {
      recorded_.constraints.lower.push_back(present[i] == 0 || sign[i] > 0 ? 0 : -limit);
      recorded_.constraints.upper.push_back(present[i] == 0 || sign[i] < 0 ? 0 : limit);
      recorded_.constraints.update.push_back(learns ? plasticity[i] : 0);
    }
  }

  void check_masks(const std::vector<double>& present, const std::vector<double>& sign,
                   const std::vector<double>& plasticity) {
    for (std::size_t i = 0; i < present.size(); ++i) {
      if (present[i] != 0 && present[i] != 1) reader_.fail("sparsity_mask", "is not 0 or 1");
      if (sign[i] != 0 && std::abs(sign[i]) != 1) reader_.fail("sign_mask", "is not -1, 0 or 1");
      if (!(plasticity[i] >= 0 && plasticity[i] <= 1))
        reader_.fail("plasticity_mask", "is not normalised to 0..1");
    }
  }

  // ------------------------------------------------------------------------------------- data

  void read_data() {
    const Sizes& sizes = recorded_.sizes;
    recorded_.inputs = reader_.traces(at(file_, "inputs"), "inputs", sizes.inputs);
    recorded_.targets = reader_.traces(at(file_, "targets"), "targets", sizes.outputs);
    recorded_.output = reader_.traces(at(file_, "output"), "output", sizes.outputs);
    if (const JsonValue* stats = optional(file_, "hidden_stats")) {
      recorded_.hidden_statistics = read_statistics(reader_, *stats);
      recorded_.hidden_last_step =
          reader_.by_trial(at(file_, "hidden_last_step"), "hidden_last_step", sizes.units);
    } else {
      recorded_.hidden = reader_.traces(at(file_, "hidden"), "hidden", sizes.units);
    }
    const JsonValue* raw = optional(file_, "output_eval_mode_raw_weights");
    if (!raw) return;
    recorded_.raw_output =
        raw->text == "same as output"
            ? recorded_.output
            : reader_.traces(*raw, "output_eval_mode_raw_weights", sizes.outputs);
  }

  // ------------------------------------------------------------------------------- area by area

  void read_blocked() {
    const JsonValue* given = optional(file_, "blocked");
    if (!given) return;
    constexpr std::array<std::string_view, 4> known{"area_sizes", "tau", "gain_of_target_area",
                                                    "dt"};
    reader_.check_keys(*given, "blocked", known);
    const JsonValue& sizes = at(*given, "area_sizes");
    const int areas = static_cast<int>(sizes.items.size());
    BlockedForm form;
    int units = 0;
    for (const double size : reader_.numbers(sizes, "area_sizes", {areas})) {
      if (!(size >= 1 && size <= kMaxUnits && size == static_cast<int>(size)))
        return reader_.fail("area_sizes", "are not whole numbers in range");
      form.units.push_back(static_cast<int>(size));
      units += form.units.back();
    }
    if (units != recorded_.sizes.units || areas > kMaxAreas)
      return reader_.fail("area_sizes", "do not make up the network");
    form.tau_ms = reader_.by_unit(at(*given, "tau"), "tau", areas);
    form.gain = reader_.by_unit(at(*given, "gain_of_target_area"), "gain_of_target_area", areas);
    form.dt_ms = reader_.number(*given, "dt");
    recorded_.blocked = std::move(form);
  }

  const JsonValue& file_;
  RecordedForward& recorded_;
  RecordedReader reader_;
};

}  // namespace

std::string read_recorded_forward(const JsonValue& file, RecordedForward& recorded) {
  return ForwardReader(file, recorded).read();
}

}  // namespace nn4n
