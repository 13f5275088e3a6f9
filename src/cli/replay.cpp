#include "cli/replay.h"

#include <algorithm>
#include <cmath>

#include "cli/weights_file.h"
#include "criterion/term.h"
#include "model/backprop.h"
#include "training/optimiser.h"

namespace nn4n {

namespace {

template <class Real>
std::vector<Real> converted(const std::vector<double>& values) {
  return {values.begin(), values.end()};
}

template <class Real>
Parameters<Real> converted(const Parameters<double>& parameters) {
  Parameters<Real> out(parameters.sizes);
  std::transform(parameters.values.begin(), parameters.values.end(), out.values.begin(),
                 [](double value) { return static_cast<Real>(value); });
  return out;
}

template <class Real>
std::vector<double> values_of(const Parameters<Real>& parameters, Tensor tensor) {
  const auto values = parameters.of(tensor);
  return {values.begin(), values.end()};
}

template <class Real>
class Replay {
 public:
  explicit Replay(const GoldenCase& golden)
      : golden_(golden),
        tolerance_(sizeof(Real) == sizeof(double) ? kDoubleTolerance : kFloatTolerance),
        dynamics_{.alpha = converted<Real>(golden.dynamics.alpha),
                  .activation = golden.dynamics.activation,
                  .corner = golden.dynamics.corner},
        constraints_{converted<Real>(golden.constraints.lower),
                     converted<Real>(golden.constraints.upper),
                     converted<Real>(golden.constraints.trained)} {
    fill_batch();
  }

  std::vector<Comparison> run() {
    check_raw_output();
    check_enforcement();
    check_forward();
    check_loss();
    check_gradients();
    for (const ExpectedSequence& sequence : golden_.sequences) check_sequence(sequence);
    return std::move(comparisons_);
  }

 private:
  void add(Comparison comparison) { comparisons_.push_back(std::move(comparison)); }

  // -------------------------------------------------------------------------------- the engine

  void fill_batch() {
    const Sizes& sizes = golden_.sizes;
    batch_.resize(golden_.trials, golden_.steps, sizes.inputs, sizes.outputs);
    put(golden_.inputs, sizes.inputs, batch_.input);
    put(golden_.targets, sizes.outputs, batch_.target);
    put(std::vector<double>(golden_.targets.size(), 1), sizes.outputs, batch_.mask);
  }

  /// From T x B x channel to panels.
  void put(const std::vector<double>& values, int channels, std::vector<Panel<Real>>& panels) {
    std::size_t k = 0;
    for (int t = 0; t < golden_.steps; ++t) {
      for (int b = 0; b < golden_.trials; ++b) {
        const std::size_t row = batch_.row(b / kLanes, t, channels);
        for (int c = 0; c < channels; ++c) {
          panels[row + static_cast<std::size_t>(c)][b % kLanes] = static_cast<Real>(values[k++]);
        }
      }
    }
  }

  /// From panels to T x B x channel; `row(panel, t)` gives the panels of step t = 1..T.
  template <class Row>
  std::vector<double> take(int channels, Row&& row) const {
    std::vector<double> values;
    for (int t = 1; t <= golden_.steps; ++t) {
      for (int b = 0; b < golden_.trials; ++b) {
        const Panel<Real>* panels = row(b / kLanes, t);
        for (int c = 0; c < channels; ++c) {
          values.push_back(static_cast<double>(panels[c][b % kLanes]));
        }
      }
    }
    return values;
  }

  std::vector<double> outputs() const {
    return take(golden_.sizes.outputs, [&](int p, int t) { return episode_.output_at(p, t); });
  }
  std::vector<double> rates() const {
    return take(golden_.sizes.units, [&](int p, int t) { return episode_.state_at(p, t); });
  }

  void forward(const Parameters<Real>& parameters) {
    episode_.resize(golden_.sizes, golden_.trials, golden_.steps);
    simulate(parameters, dynamics_, batch_, RecurrentNoise{}, episode_);
  }

  Parameters<Real> enforced_start() const {
    Parameters<Real> parameters = converted<Real>(golden_.initial);
    enforce(constraints_, parameters);
    return parameters;
  }

  /// Forward, loss, backward; `adjoint_` holds the gradient of everything, trained or not.
  LossValue loss_and_gradient(const Parameters<Real>& parameters) {
    forward(parameters);
    const LossValue loss =
        evaluate_loss<Real>(golden_.loss, {batch_, episode_, parameters}, adjoint_);
    backprop(parameters, dynamics_, episode_, adjoint_);
    return loss;
  }

  // ------------------------------------------------------------------------------- comparisons

  void compare_traces(std::string quantity, const std::vector<double>& found,
                      const std::vector<double>& expected, double scale) {
    const double array = largest(expected);
    add(compare(std::move(quantity), found, expected, [&](std::size_t i) {
      const double size = tolerance_.noisy_adam ? array : std::abs(expected[i]);
      return scale * std::max(1.0, size);
    }));
  }

  void check_raw_output() {
    if (golden_.raw_output.empty()) return;
    forward(converted<Real>(golden_.initial));
    compare_traces("output_eval_mode_raw_weights", outputs(), golden_.raw_output,
                   tolerance_.absolute);
  }

  void check_enforcement() {
    const Parameters<Real> start = enforced_start();
    const Parameters<Real> expected = converted<Real>(golden_.enforced);
    for (const Tensor tensor : kAllTensors) {
      add(compare("enforced " + std::string(tensor_name(tensor)), values_of(start, tensor),
                  values_of(expected, tensor), [](std::size_t) { return 0.0; }));
    }
  }

  void check_forward() {
    forward(enforced_start());
    const std::vector<double> hidden = rates();
    if (golden_.hidden_statistics) {
      const double entry = tolerance_.absolute * std::max(1.0, golden_.hidden_statistics->max_abs);
      add(compare("hidden (statistics)", hidden, *golden_.hidden_statistics, entry));
      const auto last = static_cast<std::ptrdiff_t>(golden_.hidden_last_step.size());
      compare_traces("hidden_last_step", {hidden.end() - last, hidden.end()},
                     golden_.hidden_last_step, tolerance_.absolute);
    } else {
      compare_traces("hidden", hidden, golden_.hidden, tolerance_.absolute);
    }
    compare_traces("output", outputs(), golden_.output, tolerance_.absolute);
  }

  void compare_loss(const std::string& quantity, double found, double expected) {
    add(compare(quantity, found, expected,
                tolerance_.loss_relative * std::abs(expected) + tolerance_.loss_absolute));
  }

  double unweighted(const LossTerm& term, const Parameters<Real>& parameters) {
    const auto* entry = static_cast<const Term*>(TermCatalogue::registry().find(term.term.name()));
    return entry->evaluate(term.term, {batch_, episode_, parameters}, 0, adjoint_);
  }

  void check_loss() {
    const Parameters<Real> start = enforced_start();
    const LossValue loss = loss_and_gradient(start);
    compare_loss("loss_total", loss.total, golden_.loss_total);
    for (const ExpectedTerm& expected : golden_.weighted_terms) {
      double found = NAN;  // a term of weight 0 that the package lists would be over
      for (std::size_t i = 0; i < golden_.loss.size(); ++i) {
        if (!(golden_.loss[i].term == expected.term.term)) continue;
        found = golden_.loss[i].weight * loss.terms[i];
      }
      compare_loss("loss " + expected.name + " (weighted)", found, expected.value);
    }
    for (const ExpectedTerm& expected : golden_.unweighted_terms) {
      compare_loss("loss " + expected.name, unweighted(expected.term, start), expected.value);
    }
  }

  void check_gradients() {
    loss_and_gradient(enforced_start());
    for (const ExpectedTensor& expected : golden_.gradients) {
      const std::string quantity = "grads " + std::string(tensor_name(expected.tensor));
      const std::vector<double> found = values_of(adjoint_.parameters, expected.tensor);
      if (expected.statistics) {
        const double entry =
            tolerance_.gradient * std::max(tolerance_.gradient_floor, expected.statistics->max_abs);
        add(compare(quantity + " (statistics)", found, *expected.statistics, entry));
        continue;
      }
      const double scale =
          tolerance_.gradient * std::max(tolerance_.gradient_floor, largest(expected.values));
      add(compare(quantity, found, expected.values, [&](std::size_t i) {
        return scale + tolerance_.gradient_relative * std::abs(expected.values[i]);
      }));
    }
  }

  // ----------------------------------------------------------------------------------- training

  /// One step as NN4N takes it: constraints first, then the full gradient of what is trainable.
  double train_step(const ExpectedSequence& sequence, Optimiser<Real>& optimiser,
                    Parameters<Real>& parameters) {
    enforce(constraints_, parameters);
    const double loss = loss_and_gradient(parameters).total;
    mask_gradient(constraints_, adjoint_.parameters);
    optimiser.step(sequence.learning_rate, sequence.momentum, adjoint_.parameters, parameters);
    return loss;
  }

  /// Adam divides by the size of the gradient: where that is only rounding noise, so is the step.
  std::vector<double> allowances(const ExpectedSequence& sequence, const ExpectedTensor& expected,
                                 double limit, double steps) const {
    const bool adam = sequence.optimiser == OptimiserKind::adam;
    const std::vector<double> gradient = first_gradient_of(expected.tensor);
    const double vanishing = 1e-6 * largest(gradient);
    std::vector<double> list;
    for (std::size_t i = 0; i < expected.values.size(); ++i) {
      const bool noise = tolerance_.noisy_adam && adam && std::abs(gradient[i]) < vanishing;
      list.push_back(noise ? steps * sequence.learning_rate
                           : limit * std::max(1.0, std::abs(expected.values[i])));
    }
    return list;
  }

  /// The recorded gradient where there is one: it may be more exact than this run's.
  std::vector<double> first_gradient_of(Tensor tensor) const {
    for (const ExpectedTensor& gradient : golden_.gradients) {
      if (gradient.tensor == tensor && !gradient.values.empty()) return gradient.values;
    }
    return values_of(first_gradient_, tensor);
  }

  void compare_parameters(const std::string& when, const ExpectedSequence& sequence,
                          const std::vector<ExpectedTensor>& expected,
                          const Parameters<Real>& found, double limit, double steps) {
    for (const ExpectedTensor& tensor : expected) {
      const std::string quantity = when + " " + std::string(tensor_name(tensor.tensor));
      const std::vector<double> values = values_of(found, tensor.tensor);
      if (tensor.statistics) {
        add(compare(quantity + " (statistics)", values, *tensor.statistics, limit));
        continue;
      }
      const std::vector<double> allowed = allowances(sequence, tensor, limit, steps);
      add(compare(quantity, values, tensor.values, [&](std::size_t i) { return allowed[i]; }));
    }
  }

  void check_sequence(const ExpectedSequence& sequence) {
    const bool adam = sequence.optimiser == OptimiserKind::adam;
    const std::string name = adam ? "adam " : "sgd ";
    Parameters<Real> parameters = converted<Real>(golden_.initial);
    Optimiser<Real> optimiser(sequence.optimiser, parameters.values.size());
    std::vector<double> losses;
    for (std::size_t step = 0; step < sequence.loss_before_step.size(); ++step) {
      losses.push_back(train_step(sequence, optimiser, parameters));
      if (step == 0) check_first_step(name, sequence, parameters);
    }
    add(compare(name + "loss_before_step", losses, sequence.loss_before_step, [&](std::size_t i) {
      return tolerance_.history_relative * std::abs(sequence.loss_before_step[i]) +
             tolerance_.loss_absolute;
    }));
    enforce(constraints_, parameters);
    const double limit = adam ? tolerance_.after_all_adam : tolerance_.after_all_sgd;
    compare_parameters(name + "params_after_20", sequence, sequence.after_all, parameters, limit,
                       static_cast<double>(losses.size()));
    check_masked(name, parameters);
    check_end(name, sequence, parameters);
  }

  void check_first_step(const std::string& name, const ExpectedSequence& sequence,
                        const Parameters<Real>& raw) {
    first_gradient_ = adjoint_.parameters;
    const double limit = sequence.optimiser == OptimiserKind::adam ? tolerance_.after_1_adam
                                                                   : tolerance_.after_1_sgd;
    compare_parameters(name + "raw_after_1", sequence, sequence.raw_after_1, raw, limit, 1);
    Parameters<Real> enforced = raw;
    enforce(constraints_, enforced);
    compare_parameters(name + "params_after_1", sequence, sequence.after_1, enforced, limit, 1);
  }

  /// Absent synapses are exactly 0 after training.
  void check_masked(const std::string& name, const Parameters<Real>& parameters) {
    std::vector<double> masked;
    for (std::size_t i = 0; i < parameters.values.size(); ++i) {
      const bool absent = constraints_.lower[i] == 0 && constraints_.upper[i] == 0;
      if (absent) masked.push_back(static_cast<double>(parameters.values[i]));
    }
    if (masked.empty()) return;
    add(compare(name + "absent synapses", masked, std::vector<double>(masked.size()),
                [](std::size_t) { return 0.0; }));
  }

  void check_end(const std::string& name, const ExpectedSequence& sequence,
                 const Parameters<Real>& parameters) {
    const double loss = loss_and_gradient(parameters).total;
    add(compare(
        name + "final_loss", loss, sequence.final_loss,
        tolerance_.history_relative * std::abs(sequence.final_loss) + tolerance_.loss_absolute));
    if (sequence.final_output.empty()) return;
    compare_traces(name + "final_output", outputs(), sequence.final_output,
                   tolerance_.final_output);
  }

  const GoldenCase& golden_;
  const Tolerance& tolerance_;
  Dynamics<Real> dynamics_;
  Constraints<Real> constraints_;
  Batch<Real> batch_;
  Episode<Real> episode_;
  Adjoint<Real> adjoint_;
  Parameters<Real> first_gradient_;
  std::vector<Comparison> comparisons_;
};

}  // namespace

template <class Real>
std::vector<Comparison> replay(const GoldenCase& golden) {
  return Replay<Real>(golden).run();
}

template std::vector<Comparison> replay<float>(const GoldenCase&);
template std::vector<Comparison> replay<double>(const GoldenCase&);

}  // namespace nn4n
