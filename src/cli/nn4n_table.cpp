#include "cli/nn4n_table.h"

#include "codec/json_value.h"

namespace nn4n {

namespace {

constexpr std::string_view kPython = "";  // nothing is computed: a convenience of Python

// The columns are owner, name, versions, what does it here, and a remark.
constexpr PackageItem kTable[] = {
    // ------------------------------------------------------------------------------------ CTRNN
    {"CTRNN", "input_dim, output_dim", "1.0.3", "task", "The task's channels."},
    {"CTRNN", "hidden_size", "1.0.3", "network.areas[i].units"},
    {"CTRNN", "dims", "1.2.0", "task, network.areas[i].units",
     "[I, N, O]: channels of the task, units of all areas."},
    {"CTRNN", "tau", "both", "network.areas[i].tau_ms, network.unit_tau_ms",
     "One per area, or one per unit."},
    {"CTRNN", "dt", "both", "network.dt_ms"},
    {"CTRNN", "activation", "both", "network.activation, network.areas[i].activation",
     "relu, tanh, sigmoid, retanh and three more."},
    {"CTRNN", "layer_distributions", "1.0.3",
     "network.input_weights.distribution, network.recurrent_weights.distribution, "
     "network.readout_weights.distribution"},
    {"CTRNN", "weights", "1.2.0",
     "network.input_weights.distribution, network.recurrent_weights.distribution, "
     "network.readout_weights.distribution, "
     "network.recurrent_weights.given",
     "A distribution, or the matrix, one row per target."},
    {"CTRNN", "layer_biases", "1.0.3",
     "network.input_weights.bias, network.recurrent_weights.bias, network.readout_weights.bias",
     "none = not trained and 0."},
    {"CTRNN", "biases", "1.2.0",
     "network.input_weights.bias, network.recurrent_weights.bias, network.readout_weights.bias, "
     "network.readout_weights.given_bias"},
    {"CTRNN", "scaling", "1.0.3", "network.recurrent_weights.gain"},
    {"CTRNN", "self_connections", "1.0.3", "network.connectivity.self_connections"},
    {"CTRNN", "positivity_constraints", "1.0.3",
     "network.input_weights.dales_law, network.recurrent_weights.dales_law, "
     "network.readout_weights.dales_law",
     "How the sign is kept: network.connectivity.sign_constraint."},
    {"CTRNN", "sparsity_constraints", "1.0.3",
     "network.input_weights.sparse, network.recurrent_weights.sparse, "
     "network.readout_weights.sparse"},
    {"CTRNN", "layer_masks", "1.0.3",
     "network.input_weights.mask, network.recurrent_weights.mask, network.readout_weights.mask",
     "0 absent, 1 present, + and - with a sign, . as the structure says."},
    {"CTRNN", "sparsity_masks, ei_masks", "1.2.0",
     "network.input_weights.mask, network.recurrent_weights.mask, network.readout_weights.mask",
     "One row per target; there they are (source, target)."},
    {"CTRNN", "plasticity_masks", "1.2.0",
     "network.recurrent_weights.synapse_plasticity, network.recurrent_weights.plasticity, "
     "network.connectivity.blocks[i].plasticity",
     "By synapse, layer or block; the factor is the one that is given, and scales the step."},
    {"CTRNN", "learnable", "1.0.3",
     "network.input_weights.trained, network.recurrent_weights.trained, "
     "network.readout_weights.trained"},
    {"CTRNN", "preact_noise", "both", "network.recurrent_noise, network.noise_scale",
     "The scaling nn4n is the package's."},
    {"CTRNN", "postact_noise", "both", "network.rate_noise"},
    {"CTRNN", "init_state", "both",
     "network.initial_state, network.initialisation.potential, network.initialisation.potentials",
     "zero, learnt, kept, or given; in 1.2.0 an argument of forward()."},
    {"CTRNN", "learn_alpha", "1.2.0", "network.learn_alpha"},
    {"CTRNN", "use_dale, new_synapses, ei_balance, allow_negative", "1.0.3", kPython,
     "Deprecated aliases."},
    {"CTRNN", "input_dim, hidden_size, output_dim", "1.2.0", kPython, "Deprecated; dims."},
    {"CTRNN", "suppress_warnings", "1.2.0", kPython, "Silence."},
    {"CTRNN", "quirks of the two versions", "both", "network.compatibility",
     "Starts, masked gradients and plasticity as the package computes them."},
    {"CTRNN", "forward()", "both", "Engine.step, Engine.snapshot",
     "A snapshot holds rates and outputs of a trial."},
    {"CTRNN", "train(), eval()", "both", "training.validation_noise",
     "Iterations train, validations evaluate; off = without noise, as eval()."},
    {"CTRNN", "save()", "both", "nn4n train --out, nn4n train --checkpoint, Engine.weights",
     "Weights alone as safetensors with the package's names, or all of a run."},
    {"CTRNN", "load()", "both", "nn4n train --weights, nn4n train --resume, Engine.setWeights"},
    {"CTRNN", "apply_plasticity()", "1.2.0", "network.recurrent_weights.plasticity",
     "Every step applies it."},
    {"CTRNN", "enforce_constraints()", "both", "network.connectivity.sign_constraint",
     "After every step, so that what is shown and saved keeps its signs."},
    {"CTRNN", "layers, to(), print_layers(), plot_layers()", "both", kPython,
     "Access, devices, printing; the page draws the weights."},
    // ----------------------------------------------------------------------------------- layers
    {"LinearLayer", "input_dim, output_dim", "both", "task, network.areas[i].units"},
    {"LinearLayer", "dist, use_bias, learnable", "1.0.3",
     "network.input_weights.distribution, network.readout_weights.distribution, "
     "network.input_weights.bias, "
     "network.readout_weights.bias, network.input_weights.trained, "
     "network.readout_weights.trained"},
    {"LinearLayer", "positivity_constraints, sparsity_constraints, mask", "1.0.3",
     "network.input_weights.dales_law, network.input_weights.sparse, network.input_weights.mask, "
     "network.readout_weights.dales_law, network.readout_weights.sparse, "
     "network.readout_weights.mask"},
    {"LinearLayer", "weight", "1.2.0",
     "network.input_weights.distribution, network.readout_weights.distribution"},
    {"LinearLayer", "bias", "1.2.0", "network.input_weights.bias, network.readout_weights.bias"},
    {"LinearLayer", "sparsity_mask, ei_mask", "1.2.0",
     "network.input_weights.mask, network.readout_weights.mask"},
    {"LinearLayer", "plasticity_mask", "1.2.0",
     "network.input_weights.synapse_plasticity, network.readout_weights.synapse_plasticity"},
    {"LinearLayer", "forward()", "both", "Engine.step"},
    {"LinearLayer", "auto_rescale()", "1.2.0", "network.initialisation.sparse_correction",
     "Of weights: 1 / s as there, or 1 / √s. Biases divided by s can be given."},
    {"LinearLayer", "set_weight()", "1.2.0",
     "network.input_weights.given, network.recurrent_weights.given, "
     "network.readout_weights.given, Engine.setWeights"},
    {"LinearLayer", "freeze(), unfreeze()", "both",
     "network.input_weights.trained, network.recurrent_weights.trained, "
     "network.readout_weights.trained"},
    {"LinearLayer", "apply_plasticity(), enforce_constraints()", "both",
     "network.input_weights.plasticity, network.connectivity.sign_constraint"},
    {"LinearLayer", "from_dict(), get_specs(), print_layer(), plot_layer(), to()", "both", kPython},
    {"HiddenLayer", "hidden_size, dist, use_bias, learnable, scaling, self_connections", "1.0.3",
     "network.areas[i].units, network.recurrent_weights.distribution, "
     "network.recurrent_weights.bias, "
     "network.recurrent_weights.trained, network.recurrent_weights.gain, "
     "network.connectivity.self_connections"},
    {"HiddenLayer", "positivity_constraints, sparsity_constraints, mask", "1.0.3",
     "network.recurrent_weights.dales_law, network.recurrent_weights.sparse, "
     "network.recurrent_weights.mask"},
    {"HiddenLayer", "linear_layer, input_layer", "1.2.0",
     "network.recurrent_weights.distribution, network.input_weights.distribution, "
     "network.connectivity.blocks[i].distribution",
     "A layer of a stack is the areas of that layer."},
    {"HiddenLayer", "weights balanced at the start", "both", "network.initialisation.balance"},
    {"HiddenLayer", "activation", "1.2.0",
     "network.areas[i].own_activation, network.areas[i].activation"},
    {"HiddenLayer", "alpha, learn_alpha", "1.2.0", "network.areas[i].tau_ms, network.learn_alpha"},
    {"HiddenLayer", "preact_noise, postact_noise", "1.2.0",
     "network.recurrent_noise, network.rate_noise", "One distribution for all layers."},
    {"HiddenLayer", "forward()", "both", "Engine.step"},
    {"HiddenLayer", "apply_plasticity(), enforce_constraints()", "both",
     "network.recurrent_weights.plasticity, network.connectivity.sign_constraint"},
    {"HiddenLayer", "train(), eval()", "1.2.0", "training.validation_noise"},
    {"HiddenLayer", "to(), print_layer(), plot_layer()", "both", kPython},
    {"RecurrentLayer", "all of CTRNN but the readout", "both", "network"},
    {"RecurrentLayer", "forward(), recurrence()", "both", "Engine.step"},
    {"RecurrentLayer", "enforce_constraints()", "both", "network.connectivity.sign_constraint"},
    {"RNNLayer", "hidden_layers", "1.2.0", "network.areas[i].layer",
     "Areas of a higher layer receive the rates of lower ones in the same step."},
    {"RNNLayer", "readout_layer", "1.2.0", "network.areas[i].readout"},
    {"RNNLayer", "forward(init_states)", "1.2.0", "Engine.step, network.initialisation.potentials"},
    {"RNNLayer", "train(), eval()", "1.2.0", "training.validation_noise"},
    {"RNNLayer", "apply_plasticity(), enforce_constraints()", "1.2.0",
     "network.recurrent_weights.plasticity, network.connectivity.sign_constraint"},
    {"RNNLayer", "to(), plot_layer(), print_layer()", "1.2.0", kPython},
    {"BlockedCTRNN", "announced, never published", "both",
     "network.connectivity.blocks[i].distribution, network.connectivity.blocks[i].gain, "
     "network.connectivity.blocks[i].trained, network.connectivity.blocks[i].plasticity, "
     "network.connectivity.blocks[i].sign",
     "Blocks between areas with a distribution, gain, sign and speed of their own."},
    {"MLP", "input_dim, hidden_dim, output_dim", "1.0.3", "task, network.areas[i].units"},
    {"MLP", "act, dist, use_bias, mask", "1.0.3",
     "network.activation, network.recurrent_weights.distribution, network.recurrent_weights.bias, "
     "network.recurrent_weights.mask",
     "A stack without recurrent synapses, with dt_ms = tau_ms."},
    {"MLP", "preact_noise, postact_noise", "1.0.3", "network.recurrent_noise, network.rate_noise"},
    {"MLP", "forward()", "1.0.3", "Engine.step"},
    {"MLP", "save(), load(), print_layers(), to()", "1.0.3", "nn4n train --out"},
    // ------------------------------------------------------------------------------- structures
    {"MultiArea", "hidden_size, input_dim, output_dim", "1.0.3", "network.areas[i].units, task"},
    {"MultiArea", "dims", "1.2.0", "network.areas[i].units, task"},
    {"MultiArea", "n_areas", "both", "network.areas, network.areas[i].units"},
    {"MultiArea", "area_connectivities", "both", "network.connectivity.density",
     "Always the matrix: row = receiving area."},
    {"MultiArea", "input_areas", "both", "network.areas[i].input"},
    {"MultiArea", "readout_areas", "both", "network.areas[i].readout"},
    {"MultiArea", "masks(), get_masks()", "both", "Engine.structure, Engine.snapshot",
     "Drawn when the experiment is opened."},
    {"MultiArea", "get_input_idx(), get_non_input_idx(), get_readout_idx()", "1.0.3",
     "nn4n describe, Engine.structure", "input_units, non_input_units, readout_units."},
    {"MultiArea", "get_input_indices(), get_non_input_indices(), get_readout_indices()", "1.2.0",
     "nn4n describe, Engine.structure", "input_units, non_input_units, readout_units."},
    {"MultiArea", "get_areas()", "both", "network.areas[i].name, nn4n describe"},
    {"MultiArea", "get_area_idx()", "1.0.3", "nn4n describe, Engine.structure", "areas[i].units."},
    {"MultiArea", "get_area_indices(), get_all_area_indices()", "1.2.0",
     "nn4n describe, Engine.structure", "areas[i].units."},
    {"MultiArea", "visualize(), plot_masks(), get_specs(), print_specs()", "both", kPython,
     "The page draws the masks."},
    {"MultiAreaEI", "all of MultiArea", "both", "network.connectivity.unit_signs"},
    {"MultiAreaEI", "exc_pct", "both", "network.areas[i].excitatory"},
    {"MultiAreaEI", "inter_area_connections", "both",
     "network.connectivity.e_to_e, network.connectivity.e_to_i, network.connectivity.i_to_e, "
     "network.connectivity.i_to_i",
     "In this order."},
    {"MultiAreaEI", "inh_readout", "both", "network.connectivity.inhibitory_readout"},
    {"RandomInput", "input_spar", "both", "network.areas[i].input_fraction"},
    {"RandomInput", "readout_spar", "both", "network.areas[i].readout_fraction"},
    {"RandomInput", "hidden_spar", "both", "network.connectivity.density, pattern:density.density"},
    {"RandomInput", "overlap", "both", "network.connectivity.overlap"},
    {"RandomInput", "get_input_idx(), get_non_input_idx(), get_readout_idx()", "1.0.3",
     "nn4n describe, Engine.structure"},
    {"RandomInput", "get_input_indices(), get_non_input_indices(), get_readout_indices()", "1.2.0",
     "nn4n describe, Engine.structure"},
    {"RandomInput", "get_areas(), get_area_idx(), get_area_indices()", "both",
     "nn4n describe, Engine.structure",
     "area_input and area_readout: the units with input, and those that are read."},
    {"RandomInput", "masks(), get_masks(), get_input_mask()", "both",
     "Engine.structure, Engine.snapshot"},
    {"RandomInput", "visualize(), plot_masks(), get_specs(), print_specs()", "both", kPython},
    {"MultiIO", "input_dims, input_table", "1.2.0",
     "network.areas[i].input_channels, network.input_weights.mask",
     "Channels by area, or unit by unit."},
    {"MultiIO", "readout_dims, readout_table", "1.2.0",
     "network.areas[i].readout_channels, network.readout_weights.mask"},
    {"MultiIO", "get_masks()", "1.2.0", "Engine.structure, Engine.snapshot"},
    {"MultiIO", "get_input_indices(), get_non_input_indices(), get_readout_indices()", "1.2.0",
     "nn4n describe, Engine.structure", "Not implemented there."},
    {"MultiIO", "plot_masks(), get_specs(), print_specs()", "1.2.0", kPython},
    {"Hub (announced)", "few strongly connected units", "both",
     "pattern:hub.hubs, pattern:hub.hub_hub, pattern:hub.hub_rest, pattern:hub.rest_rest"},
    {"AreaManager", "area_indices, ai, n_areas, set_area_indices()", "1.2.0",
     "nn4n describe, Engine.structure"},
    {"AreaManager", "split_states(), get_area_states()", "1.2.0",
     "Engine.snapshot, Engine.structure", "Rates by unit, and which units an area has."},
    {"AreaManager", "random_indices()", "1.2.0", "Engine.structure",
     "The indices; picking some is the script's."},
    {"AreaManager", "batch_first", "1.2.0", kPython, "The order of axes."},
    // ----------------------------------------------------------------------------------- losses
    {"RNNLoss", "lambda_mse", "both", "loss:mse, loss[i].weight"},
    {"RNNLoss", "lambda_in", "both", "loss:input_weight.norm"},
    {"RNNLoss", "lambda_hid", "both", "loss:recurrent_weight.norm"},
    {"RNNLoss", "lambda_out", "both", "loss:readout_weight.norm"},
    {"RNNLoss", "lambda_fr", "both", "loss:mean_rate.norm, loss:rate.measure",
     "As coded; and as documented."},
    {"RNNLoss", "lambda_fr_sd", "both", "loss:rate_sd.measure"},
    {"RNNLoss", "lambda_fr_cv", "both", "loss:rate_cv.measure"},
    {"RNNLoss", "lambda_met", "1.0.3", "loss:rate.measure", "Not implemented there."},
    {"RNNLoss", "forward()", "both", "Engine.step, Engine.state", "Loss and its terms by name."},
    {"RNNLoss", "to()", "both", kPython},
    {"MLPLoss", "lambda_mse", "1.0.3", "loss:mse"},
    {"MLPLoss", "lambda_in, lambda_out", "1.0.3", "loss:input_weight, loss:readout_weight"},
    {"MLPLoss", "lambda_fr, lambda_fr_sd", "1.0.3", "loss:mean_rate, loss:rate_sd"},
    {"MLPLoss", "forward(), to()", "1.0.3", "Engine.step"},
    {"CompositeLoss", "configuration: type", "1.2.0", "loss[i].term"},
    {"CompositeLoss", "configuration: lambda", "1.2.0", "loss[i].weight"},
    {"CompositeLoss", "configuration: params", "1.2.0", "loss[i].term",
     "The term's own parameters, below."},
    {"CompositeLoss", "forward()", "1.2.0", "Engine.step, Engine.state"},
    {"MSELoss", "mse", "1.2.0", "loss:mse"},
    {"CrossEntropyLoss", "cross_entropy: apply_softmax", "1.2.0", "loss:cross_entropy.softmax"},
    {"FiringRateLoss", "fr: metric", "1.2.0", "loss:mean_rate.norm"},
    {"FiringRateDistLoss", "fr_dist: metric", "1.2.0", "loss:rate_sd.measure, loss:rate_cv.measure",
     "sd, mean_ad, max_ad; cv."},
    {"RNNConnectivityLoss", "rnn_conn: layer", "1.2.0",
     "loss:all_weights, loss:input_weight, loss:recurrent_weight, loss:readout_weight"},
    {"RNNConnectivityLoss", "rnn_conn: metric", "1.2.0",
     "loss:all_weights.norm, loss:recurrent_weight.norm"},
    {"StatePredictionLoss", "state_pred: tau", "1.2.0", "loss:state_prediction.lag",
     "Over time; there over trials by mistake."},
    {"StatePredictionLoss", "state_pred: batch_first", "1.2.0", kPython,
     "The order of axes; that of the other losses has no effect."},
    {"EntropyLoss", "entropy: reg", "1.2.0", "loss:entropy.rate_cost"},
    {"HebbianLoss", "hebbian", "1.2.0", "loss:hebbian"},
    {"PopulationKL", "symmetric, reg, reduction", "1.2.0",
     "loss:population_kl.symmetric, loss:population_kl.rate_cost, loss:population_kl.reduction"},
    {"PopulationKL", "the two populations", "1.2.0",
     "loss:population_kl.first, loss:population_kl.second", "Two areas."},
    // ------------------------------------------------------------------------------------ tools
    {"the package", "its numbers", "both", "nn4n verify",
     "Compares the engine with recorded results."},
    {"utils", "get_activation()", "both", "network.activation"},
    {"utils", "print_dict(), format_dict(), plot_connectivity_matrix(), plot_eigenvalues()", "both",
     kPython, "The page draws matrices."},
};

std::string cell_or_dash(std::string_view text) { return text.empty() ? "–" : std::string(text); }

std::string in_code(const PackageItem& item) {
  std::string text;
  for (const std::string_view reference : references_of(item))
    text += (text.empty() ? "`" : ", `") + std::string(reference) + "`";
  return text.empty() ? "a convenience of Python" : text;
}

}  // namespace

std::span<const PackageItem> nn4n_table() { return kTable; }

std::vector<std::string_view> references_of(const PackageItem& item) {
  std::vector<std::string_view> parts;
  std::string_view rest = item.here;
  while (!rest.empty()) {
    const std::size_t end = rest.find(", ");
    parts.push_back(rest.substr(0, end));
    rest = end == rest.npos ? std::string_view{} : rest.substr(end + 2);
  }
  return parts;
}

std::string nn4n_table_as_markdown() {
  std::string text =
      "# Where NN4N's keywords and methods are\n\n"
      "`a.b` is a field of an experiment, `loss:` a term of its loss, `pattern:` a pattern of a "
      "block, `nn4n` a command, `Engine.` a method of the JavaScript class.\n";
  std::string_view owner;
  for (const PackageItem& item : kTable) {
    if (item.owner != owner) {
      owner = item.owner;
      text += "\n## " + std::string(owner) +
              "\n\n| NN4N | version | here | remark |\n|---|---|---|---|\n";
    }
    text += "| `" + std::string(item.name) + "` | " + std::string(item.versions) + " | " +
            in_code(item) + " | " + cell_or_dash(item.remark) + " |\n";
  }
  return text;
}

std::string nn4n_table_as_json() {
  JsonValue list = JsonValue::list();
  for (const PackageItem& item : kTable) {
    JsonValue object = JsonValue::object();
    object.add("class", item.owner);
    object.add("name", item.name);
    object.add("versions", item.versions);
    JsonValue here = JsonValue::list();
    for (const std::string_view reference : references_of(item)) here.add(reference);
    object.add("here", std::move(here));
    object.add("convenience", item.here.empty());
    object.add("remark", item.remark);
    list.add(std::move(object));
  }
  return print_json(list, Layout::pretty) + "\n";
}

}  // namespace nn4n
