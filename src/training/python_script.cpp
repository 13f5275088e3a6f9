#include "training/python_script.h"

#include <algorithm>
#include <cmath>

#include "codec/base64.h"
#include "codec/byte_view.h"
#include "codec/deflate.h"
#include "codec/experiment_file.h"
#include "codec/json.h"
#include "codec/npz.h"
#include "training/evaluator.h"
#include "training/given_inputs.h"
#include "training/python_program.h"
#include "training/weights.h"
#include "training/weights_file.h"

namespace nn4n {

namespace {

constexpr int kMostTrials = 64;
constexpr int kReferenceTrials = 2;           // whose rates and outputs are in the program
constexpr double kMostTrialNumbers = 400000;  // of inputs, targets and masks together

/// These terms need backprop or a pair of areas, and the program does not have them.
bool is_left_out(std::string_view term) {
  return term == "vanishing_gradient" || term == "population_kl";
}

/// The trials without any noise: what two programs can agree on.
Experiment without_noise(Experiment experiment) {
  experiment.network.input_noise = 0;
  experiment.training.validation_noise = false;
  return experiment;
}

/// B x T x C, of what a batch holds as P x T x C bundles.
NamedTensor unpacked(std::string name, const Batch<float>& batch,
                     const std::vector<Bundle<float>>& values, int channels) {
  const auto width = static_cast<std::size_t>(channels);
  NamedTensor tensor{
      std::move(name),
      {static_cast<std::size_t>(batch.trials), static_cast<std::size_t>(batch.steps), width},
      {}};
  for (int b = 0; b < batch.trials; ++b) {
    for (int t = 0; t < batch.steps; ++t) {
      const std::size_t row = batch.row(b / kLanes, t, channels);
      for (std::size_t c = 0; c < width; ++c) tensor.values.push_back(values[row + c][b % kLanes]);
    }
  }
  return tensor;
}

/// The first trials of an array B x T x C.
NamedTensor first_of(const NamedTensor& tensor, std::size_t count) {
  NamedTensor part = tensor;
  part.shape[0] = std::min(count, tensor.shape[0]);
  part.values.resize(part.shape[0] * part.shape[1] * part.shape[2]);
  return part;
}

template <class Mask>
NamedTensor mask_tensor(std::string name, const std::vector<Mask>& mask, int columns) {
  const auto width = static_cast<std::size_t>(columns);
  return {std::move(name), {mask.size() / width, width}, {mask.begin(), mask.end()}};
}

void add_masks(const Masks& masks, std::vector<NamedTensor>& arrays) {
  arrays.push_back(mask_tensor("synapse.input", masks.input, masks.inputs));
  arrays.push_back(mask_tensor("synapse.hidden", masks.recurrent, masks.units));
  arrays.push_back(mask_tensor("synapse.readout", masks.readout, masks.units));
  arrays.push_back(mask_tensor("sign.input", masks.input_sign, masks.inputs));
  arrays.push_back(mask_tensor("sign.hidden", masks.recurrent_sign, masks.units));
  arrays.push_back(mask_tensor("sign.readout", masks.readout_sign, masks.units));
}

/// As many trials as the program can carry, from one to kMostTrials.
int trial_count(const Experiment& experiment, const TrialSource& source, const Sizes& sizes) {
  const int steps = longest(draw_trials(experiment, source, kMostTrials));
  const double numbers = static_cast<double>(steps) * (sizes.inputs + 2 * sizes.outputs);
  return std::clamp(static_cast<int>(kMostTrialNumbers / numbers), 1, kMostTrials);
}

JsonValue list_of(std::initializer_list<JsonValue> values) {
  JsonValue list = JsonValue::list();
  for (const JsonValue& value : values) list.add(value);
  return list;
}

JsonValue activation_names(const Dynamics<float>& dynamics) {
  JsonValue names = JsonValue::list();
  for (const ActivationKind kind : dynamics.activation)
    names.add(Choices<ActivationKind>::list[static_cast<std::size_t>(kind)].key);
  return names;
}

bool learns_bias(const Weights& weights) {
  return weights.trained && weights.bias_trained && weights.bias != BiasDistribution::none;
}

/// NN4N adds alpha * sigma * N(0, 1) to the potentials.
double preact_noise(const Network& network) {
  if (network.noise_scale == NoiseScale::nn4n) return network.recurrent_noise;
  const double alpha = network.dt_ms / network.areas.front().tau_ms;
  return network.recurrent_noise * std::sqrt(2 / alpha);
}

/// The terms of the loss as the experiment's JSON has them, each with its value in the trials.
void add_loss(const Experiment& experiment, const LossValue& value, JsonValue& facts) {
  const JsonValue document = to_value(experiment);
  JsonValue terms = JsonValue::list();
  JsonValue left_out = JsonValue::list();
  for (std::size_t i = 0; i < experiment.loss.size(); ++i) {
    const LossTerm& term = experiment.loss[i];
    if (is_left_out(term.term.name())) {
      if (term.weight != 0) left_out.add(term.term.name());
      continue;
    }
    JsonValue one = *document.find("loss")->items[i].find("term");  // its name and parameters
    one.add("weight", term.weight);
    one.add("reference", value.terms[i]);
    terms.add(std::move(one));
  }
  facts.add("loss", std::move(terms));
  facts.add("left_out", std::move(left_out));
}

JsonValue facts_of(const Trainer& trainer, const LossValue& value) {
  const Experiment experiment = trainer.in_force();
  const Network& network = experiment.network;
  const Sizes& sizes = trainer.parameters().sizes;
  JsonValue facts = JsonValue::object();
  facts.add("dims", list_of({sizes.inputs, sizes.units, sizes.outputs}));
  facts.add("dt_ms", network.dt_ms);
  facts.add("tau_ms", network.areas.front().tau_ms);
  facts.add("learn_alpha", network.learn_alpha);
  facts.add("activation", activation_names(trainer.dynamics()));
  facts.add("preact_noise", preact_noise(network));
  facts.add("postact_noise", network.rate_noise);
  facts.add("input_noise_sd", network.input_noise * std::sqrt(2 / input_alpha(network)));
  facts.add("initial_state", network.initial_state == InitialState::learnt ? "learnt" : "given");
  const std::array layers{&network.input_weights, &network.recurrent_weights,
                          &network.readout_weights};
  JsonValue trained = JsonValue::list(), bias = JsonValue::list();
  for (const Weights* layer : layers) {
    trained.add(layer->trained);
    bias.add(learns_bias(*layer));
  }
  facts.add("trained", std::move(trained));
  facts.add("bias_trained", std::move(bias));
  const JsonValue document = to_value(experiment);
  facts.add("optimiser", *document.find("training")->find("optimiser"));
  facts.add("learning_rate", experiment.training.learning_rate);
  facts.add("clip_norm", experiment.training.clip_norm);
  facts.add("batch", experiment.training.batch);
  add_loss(experiment, value, facts);
  facts.add("iteration", trainer.iteration());
  facts.add("fingerprint", hexadecimal(trainer.fingerprint()));
  return facts;
}

/// Lines of 100 characters.
std::string wrapped(std::string_view text) {
  constexpr std::size_t width = 100;
  std::string lines;
  for (std::size_t begin = 0; begin < text.size(); begin += width) {
    if (begin > 0) lines += '\n';
    lines += text.substr(begin, width);
  }
  return lines;
}

std::string name_of(const Experiment& experiment) {
  std::string areas;
  for (const Area& area : experiment.network.areas)
    areas += (areas.empty() ? "" : ", ") + area.name;
  return "A network for the task " + std::string(experiment.task.name()) + " with " +
         std::to_string(total_units(experiment.network)) + " units (" + areas + ").";
}

/// A name that a person typed must not end the Python text around it.
std::string harmless(std::string text) {
  for (char& c : text)
    if (c == '"' || c == '\\') c = '\'';
  return text;
}

void put(std::string& program, std::string_view mark, std::string_view text) {
  program.replace(program.find(mark), mark.size(), text);
}

}  // namespace

std::variant<std::string, Issue> python_script(const Trainer& trainer) {
  const Experiment experiment = without_noise(trainer.in_force());
  if (trainer.masks().layer_begin.size() > 1) {
    return Issue{"network.areas",
                 "The areas are in several layers, which receive the rates of lower layers without "
                 "delay; NN4N's CTRNN has one layer. Set the layer of every area to 0"};
  }
  const TrialSource source{.seed = experiment.seed,
                           .trials = Purpose::analysis_trials,
                           .noise = Purpose::analysis_noise};
  Workspace space;
  Evaluator evaluator(experiment, trainer.masks(), trainer.dynamics(), trainer.parameters(), space);
  const Sizes& sizes = trainer.parameters().sizes;
  const TrialRun run = evaluator.run(source, trial_count(experiment, source, sizes));
  std::vector<NamedTensor> arrays = npz_arrays_of(trainer);
  add_masks(trainer.masks(), arrays);
  arrays.push_back(unpacked("trial.inputs", run.batch, run.batch.input, sizes.inputs));
  const NamedTensor reference = first_of(arrays.back(), kReferenceTrials);
  arrays.push_back(unpacked("trial.targets", run.batch, run.batch.target, sizes.outputs));
  arrays.push_back(unpacked("trial.mask", run.batch, run.batch.mask, sizes.outputs));
  Adjoint<float> adjoint;
  const LossValue value =
      evaluate_loss(experiment.loss,
                    {.batch = run.batch,
                     .episode = run.episode,
                     .parameters = trainer.parameters(),
                     .unit_area = trainer.masks().unit_area,
                     .alpha = alpha_of(trainer.parameters(), trainer.dynamics())},
                    adjoint);
  const std::variant<GivenRun, Issue> forward = run_given_inputs(trainer, reference);
  if (const Issue* issue = std::get_if<Issue>(&forward)) return *issue;
  for (NamedTensor array : *std::get_if<GivenRun>(&forward)) {
    array.name = "reference." + array.name;
    arrays.push_back(std::move(array));
  }
  std::string program(kPythonProgram);
  put(program, "@FACTS@", print_json(facts_of(trainer, value), Layout::pretty));
  put(program, "@DATA@", wrapped(to_base64(deflate(to_npz(arrays)))));
  put(program, "@PROGRAM@", program_name());
  put(program, "@NAME@", harmless(name_of(experiment)));  // last: a name may hold a mark
  return program;
}

}  // namespace nn4n
