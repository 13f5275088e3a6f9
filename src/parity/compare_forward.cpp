#include "parity/compare_forward.h"

#include <algorithm>
#include <cmath>

#include "parity/blocked_form.h"
#include "parity/recorded_run.h"
#include "training/weights_file.h"

namespace nn4n {

namespace {

template <class Real>
std::vector<double> values_of(const Parameters<Real>& parameters, Tensor tensor) {
  const auto values = parameters.of(tensor);
  return {values.begin(), values.end()};
}

template <class Real>
class ForwardComparison {
 public:
  explicit ForwardComparison(const RecordedForward& recorded)
      : recorded_(recorded), tolerance_(tolerance_of<Real>()), run_(recorded) {}

  std::vector<Comparison> run() {
    check_raw_output();
    check_enforcement();
    check_forward();
    check_loss();
    check_gradients();
    for (const RecordedSequence& sequence : recorded_.sequences) check_sequence(sequence);
    if (recorded_.blocked && sizeof(Real) == sizeof(float)) {
      for (Comparison& comparison : compare_blocked(recorded_)) add(std::move(comparison));
    }
    return std::move(comparisons_);
  }

 private:
  void add(Comparison comparison) { comparisons_.push_back(std::move(comparison)); }

  // ------------------------------------------------------------------------------- comparisons

  void add_traces(std::string quantity, const std::vector<double>& found,
                  const std::vector<double>& expected, double scale) {
    add(compare_traces(std::move(quantity), found, expected, scale, tolerance_));
  }

  void check_raw_output() {
    if (recorded_.raw_output.empty()) return;
    run_.forward(converted<Real>(recorded_.initial));
    add_traces("output_eval_mode_raw_weights", run_.outputs(), recorded_.raw_output,
               tolerance_.absolute);
  }

  void check_enforcement() {
    const Parameters<Real> start = run_.enforced_start();
    const Parameters<Real> expected = converted<Real>(recorded_.enforced);
    for (const Tensor tensor : kAllTensors) {
      if (recorded_.sizes.count(tensor) == 0) continue;
      add(compare("enforced " + std::string(tensor_name(tensor)), values_of(start, tensor),
                  values_of(expected, tensor), [](std::size_t) { return 0.0; }));
    }
  }

  void check_forward() {
    run_.forward(run_.enforced_start());
    const std::vector<double> hidden = run_.rates();
    if (recorded_.hidden_statistics) {
      const double entry =
          tolerance_.absolute * std::max(1.0, recorded_.hidden_statistics->max_abs);
      add(compare_statistics("hidden (statistics)", hidden, *recorded_.hidden_statistics,
                             [&](std::size_t) { return entry; }));
      const auto last = static_cast<std::ptrdiff_t>(recorded_.hidden_last_step.size());
      add_traces("hidden_last_step", {hidden.end() - last, hidden.end()},
                 recorded_.hidden_last_step, tolerance_.absolute);
    } else {
      add_traces("hidden", hidden, recorded_.hidden, tolerance_.absolute);
    }
    add_traces("output", run_.outputs(), recorded_.output, tolerance_.absolute);
  }

  void check_loss() {
    const Parameters<Real> start = run_.enforced_start();
    const LossValue loss = run_.loss_and_gradient(start);
    add(compare_loss("loss_total", loss.total, recorded_.loss_total, tolerance_));
    for (const auto& [recorded, value] : recorded_.weighted_terms) {
      double found = 0;  // a term that takes no part in the loss
      for (std::size_t i = 0; i < recorded_.loss.size(); ++i) {
        const RecordedTerm& part = recorded_.loss[i];
        if (part.name == recorded.name) found = part.term.weight * loss.terms[i];
      }
      add(compare_loss("loss " + recorded.name + " (weighted)", found, value, tolerance_));
    }
    for (const auto& [recorded, value] : recorded_.unweighted_terms) {
      const double found = run_.unweighted(recorded, start);
      add(compare_loss("loss " + recorded.name, found, value, tolerance_));
    }
  }

  void check_gradients() {
    const Parameters<Real> start = run_.enforced_start();
    run_.loss_and_gradient(start);
    compare_gradients("grads ", recorded_.gradients, tolerance_);
    if (!recorded_.constraints.scale_gradient) return;
    run_.mask_gradient_of(start);
    Tolerance rounded = tolerance_;
    rounded.gradient_relative += 6e-8;  // plasticity is recorded as float: 0.600000024
    compare_gradients("grads_after_plasticity ", recorded_.gradients_after_plasticity, rounded);
  }

  void compare_gradients(const std::string& when, const std::vector<RecordedTensor>& list,
                         const Tolerance& tolerance) {
    for (const RecordedTensor& recorded : list) {
      const std::string quantity = when + std::string(tensor_name(recorded.tensor));
      const std::vector<double> found = values_of(run_.gradient(), recorded.tensor);
      if (recorded.statistics) {
        const double entry =
            tolerance.gradient * std::max(tolerance.gradient_floor, recorded.statistics->max_abs);
        add(compare_statistics(quantity + " (statistics)", found, *recorded.statistics,
                               [&](std::size_t i) {
                                 return entry + tolerance.gradient_relative * std::abs(found[i]);
                               }));
      } else {
        add(compare_gradient(quantity, found, recorded.values, tolerance));
      }
    }
  }

  // ----------------------------------------------------------------------------------- training

  /// How far each parameter may be off. Adam divides by the size of the gradient: where that is
  /// only rounding noise, so is the step. Behind sums, a gradient of exactly 0 is no noise: they
  /// are of so many parameters without any gradient that nothing else could be seen in them.
  std::vector<double> allowances(const RecordedSequence& sequence, const RecordedTensor& recorded,
                                 const std::vector<double>& found, double limit,
                                 double steps) const {
    const bool adam = sequence.optimiser == OptimiserKind::adam;
    const bool in_sums = recorded.statistics.has_value();
    const std::vector<double>& values = in_sums ? found : recorded.values;
    const std::vector<double> gradient = first_gradient_of(recorded.tensor);
    const double vanishing = 1e-6 * largest(gradient);
    std::vector<double> list;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double slope = std::abs(gradient[i]);
      const bool noise = tolerance_.noisy_adam && adam && slope < vanishing;
      list.push_back(noise && !(in_sums && slope == 0)
                         ? steps * sequence.learning_rate
                         : limit * std::max(1.0, std::abs(values[i])));
    }
    return list;
  }

  /// The recorded gradient where there is one, since it may be more exact than that of this run.
  std::vector<double> first_gradient_of(Tensor tensor) const {
    for (const RecordedTensor& gradient : recorded_.gradients) {
      if (gradient.tensor == tensor && !gradient.values.empty()) return gradient.values;
    }
    return values_of(first_gradient_, tensor);
  }

  void compare_parameters(const std::string& when, const RecordedSequence& sequence,
                          const std::vector<RecordedTensor>& list, const Parameters<Real>& found,
                          double limit, double steps) {
    for (const RecordedTensor& tensor : list) {
      const std::string quantity = when + " " + std::string(tensor_name(tensor.tensor));
      const std::vector<double> values = values_of(found, tensor.tensor);
      const std::vector<double> allowed = allowances(sequence, tensor, values, limit, steps);
      const auto limit_of = [&](std::size_t i) { return allowed[i]; };
      if (tensor.statistics) {
        add(compare_statistics(quantity + " (statistics)", values, *tensor.statistics, limit_of));
      } else {
        add(compare(quantity, values, tensor.values, limit_of));
      }
    }
  }

  void check_sequence(const RecordedSequence& sequence) {
    const bool adam = sequence.optimiser == OptimiserKind::adam;
    const std::string name = adam ? "adam " : "sgd ";
    Parameters<Real> parameters = converted<Real>(recorded_.initial);
    Optimiser<Real> optimiser(sequence.optimiser, parameters.values.size());
    Training training;
    training.learning_rate = sequence.learning_rate;
    training.momentum = sequence.momentum;
    std::vector<double> losses;
    for (std::size_t step = 0; step < sequence.loss_before_step.size(); ++step) {
      losses.push_back(run_.train_step(training, optimiser, parameters));
      if (step == 0) check_first_step(name, sequence, parameters);
    }
    add(compare(name + "loss_before_step", losses, sequence.loss_before_step,
                [&](std::size_t i) { return history_limit(sequence.loss_before_step[i]); }));
    run_.enforce_constraints(parameters);
    const double limit = adam ? tolerance_.after_all_adam : tolerance_.after_all_sgd;
    compare_parameters(name + "params_after_" + std::to_string(losses.size()), sequence,
                       sequence.after_all, parameters, limit, static_cast<double>(losses.size()));
    check_masked(name, parameters);
    check_end(name, sequence, parameters);
  }

  void check_first_step(const std::string& name, const RecordedSequence& sequence,
                        const Parameters<Real>& raw) {
    first_gradient_ = run_.gradient();
    const double limit = sequence.optimiser == OptimiserKind::adam ? tolerance_.after_1_adam
                                                                   : tolerance_.after_1_sgd;
    compare_parameters(name + "raw_after_1", sequence, sequence.raw_after_1, raw, limit, 1);
    Parameters<Real> enforced = raw;
    run_.enforce_constraints(enforced);
    compare_parameters(name + "params_after_1", sequence, sequence.after_1, enforced, limit, 1);
  }

  double history_limit(double loss) const {
    const double size = std::isnan(loss) ? 0 : std::abs(loss);
    return tolerance_.history_relative * size + tolerance_.loss_absolute;
  }

  /// Absent synapses are exactly 0 after training.
  void check_masked(const std::string& name, const Parameters<Real>& parameters) {
    std::vector<double> masked;
    for (std::size_t i = 0; i < parameters.values.size(); ++i) {
      const bool absent = run_.constraints().lower[i] == 0 && run_.constraints().upper[i] == 0;
      if (absent) masked.push_back(static_cast<double>(parameters.values[i]));
    }
    if (masked.empty()) return;
    add(compare(name + "absent synapses", masked, std::vector<double>(masked.size()),
                [](std::size_t) { return 0.0; }));
  }

  void check_end(const std::string& name, const RecordedSequence& sequence,
                 const Parameters<Real>& parameters) {
    const double loss = run_.loss_and_gradient(parameters).total;
    add(compare(name + "final_loss", loss, sequence.final_loss,
                history_limit(sequence.final_loss)));
    if (sequence.final_output.empty()) return;
    add_traces(name + "final_output", run_.outputs(), sequence.final_output,
               tolerance_.final_output);
  }

  const RecordedForward& recorded_;
  const Tolerance& tolerance_;
  RecordedRun<Real> run_;
  Parameters<Real> first_gradient_;
  std::vector<Comparison> comparisons_;
};

}  // namespace

template <class Real>
std::vector<Comparison> compare_forward(const RecordedForward& recorded) {
  return ForwardComparison<Real>(recorded).run();
}

template std::vector<Comparison> compare_forward<float>(const RecordedForward&);
template std::vector<Comparison> compare_forward<double>(const RecordedForward&);

}  // namespace nn4n
