#include "training/tables.h"

#include <cmath>

#include "base/text.h"
#include "training/weights_file.h"

namespace nn4n {

namespace {

/// A name as a cell: in double quotes where it needs them.
std::string quoted_cell(const std::string& prefix, const std::string& name) {
  const std::string text = prefix + name;
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + "\"";
}

/// The values of one step of an array with a row per channel.
void append_step(std::string& text, const std::vector<float>& values, std::size_t steps,
                 std::size_t step) {
  for (std::size_t at = step; at < values.size(); at += steps)
    text += "," + shortest(as_typed(values[at]));
}

}  // namespace

std::string learning_curve_csv(const Trainer& trainer) {
  std::string text = "iteration,loss,accuracy,gradient_norm,weight_norm\n";
  const std::vector<Validation>& validations = trainer.validations();
  std::size_t next = 0;
  int iteration = 0;
  for (const float loss : trainer.loss_history()) {
    ++iteration;
    text += std::to_string(iteration) + "," + shortest(as_typed(loss)) + ",";
    while (next < validations.size() && validations[next].iteration < iteration) ++next;
    if (next < validations.size() && validations[next].iteration == iteration) {
      text += shortest(as_typed(validations[next].accuracy));
    }
    const StepNorms& norms = trainer.norms()[static_cast<std::size_t>(iteration) - 1];
    for (const float norm : {norms.gradient, norms.weights})
      text += std::isfinite(norm) ? "," + shortest(as_typed(norm)) : ",";
    text += "\n";
  }
  return text;
}

std::string trial_csv(const SampleTrial& trial) {
  const auto steps = static_cast<std::size_t>(trial.steps);
  std::string text = "step,time_ms";
  const auto add_names = [&](const std::string& prefix, const std::vector<std::string>& names) {
    for (const std::string& name : names) text += "," + quoted_cell(prefix, name);
  };
  add_names("in_", trial.input_names);
  for (const char* prefix : {"out_", "target_", "mask_"}) add_names(prefix, trial.output_names);
  const std::size_t units = steps > 0 ? trial.rates.size() / steps : 0;
  for (std::size_t n = 1; n <= units; ++n) text += ",rate_" + std::to_string(n);
  text += "\n";
  for (std::size_t step = 0; step < steps; ++step) {
    text += std::to_string(step + 1) + "," +
            shortest(static_cast<double>(step + 1) * double{trial.dt_ms});
    for (const auto* values :
         {&trial.inputs, &trial.outputs, &trial.targets, &trial.mask, &trial.rates})
      append_step(text, *values, steps, step);
    text += "\n";
  }
  return text;
}

}  // namespace nn4n
