// This task shows a person's own trials, which are read from a file (codec/own_data.h describes its
// format). Training and validation draw the trials of the file with equal probability, so the
// accuracy is measured on trials that the network has seen in training. Only the network's input
// noise is added to the inputs, and they are not rectified.
#include <algorithm>
#include <cmath>

#include "codec/own_data.h"
#include "tasks/judging.h"

namespace nn4n {

namespace {

/// Returns an example of four trials of 500 ms: the network should remember for 200 ms which of two
/// cues was on.
OwnData example() {
  constexpr std::size_t kSteps = 25;
  OwnData data;
  data.trials = 4, data.steps = kSteps, data.inputs = 3, data.outputs = 2;
  for (std::size_t trial = 0; trial < data.trials; ++trial) {
    const std::size_t side = trial % 2;
    const float strength = trial < 2 ? 1.0f : 0.6f;
    for (std::size_t step = 0; step < kSteps; ++step) {
      const bool cue = step >= 2 && step < 8;
      const bool decision = step >= 18;
      for (const float value :
           {decision ? 0.0f : 1.0f, cue && side == 0 ? strength : 0.0f,
            cue && side == 1 ? strength : 0.0f, decision && side == 0 ? 1.0f : 0.0f,
            decision && side == 1 ? 1.0f : 0.0f, decision || step < 2 ? 1.0f : 0.0f,
            decision || step < 2 ? 1.0f : 0.0f}) {
        data.values.push_back(value);
      }
    }
  }
  return data;
}

struct DataParameters {
  std::vector<std::string> inputs{"Fixation", "Left", "Right"};
  std::vector<std::string> outputs{"Left", "Right"};
  double step_ms = 20;
  Judging judge;
  std::string content = to_content(example());
};

constexpr About names_of(std::string_view label, std::string_view help, std::size_t least) {
  return {.label = label, .min_size = least, .max_size = kMaxChannels, .help = help};
}

}  // namespace

template <>
struct Fields<DataParameters> {
  static constexpr std::string_view name = "own data";
  static constexpr std::array list{
      field<&DataParameters::inputs>(
          "inputs",
          names_of("Input channels", "Names of the channels, in the order of the file.", 0)),
      field<&DataParameters::outputs>(
          "outputs",
          names_of("Output channels", "Names of the channels, in the order of the file.", 1)),
      field<&DataParameters::step_ms>(
          "step_ms", {.label = "Step of the data",
                      .unit = "ms",
                      .min = 1,
                      .max = 1000,
                      .step = 1,
                      .help = "One row of the file lasts this long. If the network has another time step, rows are repeated or left out."}),
      field<&DataParameters::judge>("judge", {.label = "Judge"}),
      field<&DataParameters::content>(
          "content", {.label = "Data",
                      .max_size = kMaxContent,
                      .help = "These are the numbers as base64: first n trials, T steps, I inputs and O outputs as 32-bit whole numbers, then, for every trial and step, the inputs, targets and mask as 32-bit floats.",
                      .bulk = true})};
};

namespace {

void fit_names(std::vector<std::string>& names, std::size_t count, const std::string& noun,
               const std::string& path, Repairs& repairs) {
  if (names.size() == count) return;
  repairs.push_back({path,
                     path + " has " + std::to_string(names.size()) + " elements; allowed " +
                         std::to_string(count) + ", as in the data",
                     "Using " + std::to_string(count)});
  const std::size_t before = std::min(names.size(), count);
  names.resize(count);
  for (std::size_t i = before; i < count; ++i) names[i] = noun + " " + std::to_string(i + 1);
}

void repair_data(SelectionBase& chosen, const std::string& path, Repairs& repairs) {
  DataParameters& p = chosen.as<DataParameters>();
  if (!from_content(p.content)) {
    repairs.push_back({path + ".content",
                       path + ".content is not a set of trials, or it holds a number that is out of range; allowed is text that was made from a file of trials",
                       "Using the example"});
    p.content = DataParameters{}.content;
  }
  const OwnData sizes = sizes_of_content(p.content);
  fit_names(p.inputs, sizes.inputs, "Input", path + ".inputs", repairs);
  fit_names(p.outputs, sizes.outputs, "Output", path + ".outputs", repairs);
  repair_judging(p.judge, p.outputs.size(), path + ".judge", repairs);
}

class OwnTrials : public TaskOf<OwnTrials, DataParameters> {
 public:
  OwnTrials()
      : TaskOf({.key = "data",
                .label = "Own data",
                .help = "The trials come from a file, which holds their inputs, their targets and what counts.",
                .source = "A file of yours",
                .parameters = &record_of<DataParameters>,
                .repair = &repair_data}) {}

  TaskShape shape_of(const DataParameters& p) const {
    const OwnData sizes = sizes_of_content(p.content);
    return {.inputs = p.inputs,
            .outputs = p.outputs,
            .rectified_input = false,
            .pass = p.judge.pass,
            .chance = chance_of(p.judge, p.outputs.size()),
            .longest_ms = static_cast<double>(sizes.steps) * p.step_ms,
            .conditions = {"Trial of the file"}};
  }

  Trial trial_of(const DataParameters& p, double dt_ms, RandomStream& random) const {
    const OwnData sizes = sizes_of_content(p.content);
    const int index = random.whole(0, static_cast<int>(sizes.trials) - 1);
    const std::vector<float> values =
        trial_of_content(p.content, sizes, static_cast<std::size_t>(index));
    TrialBuilder build(static_cast<int>(sizes.inputs), static_cast<int>(sizes.outputs), dt_ms);
    build.epoch("Trial", static_cast<double>(last_scored(values, sizes)) * p.step_ms);
    Trial& trial = build.trial();
    for (int t = 0; t < trial.steps; ++t) {
      const auto row = static_cast<std::size_t>(std::floor(t * dt_ms / p.step_ms + 1e-9));
      copy_row(std::span(values).subspan(row * sizes.width(), sizes.width()), t, trial);
    }
    build.condition(index + 1);
    set_right_answer(p.judge, trial);
    return trial;
  }

  Outcome judge_of(const DataParameters& p, const Trial& trial,
                   std::span<const float> outputs) const {
    return judge_by(p.judge, trial, outputs);
  }

  std::string describe_of(const DataParameters&, const Trial& trial) const {
    return "trial " + shortest(static_cast<double>(trial.conditions[0])) + " of the file";
  }

 private:
  /// Returns the number of steps up to and including the last one that counts. It is at least 1.
  static std::size_t last_scored(std::span<const float> values, const OwnData& sizes) {
    for (std::size_t step = sizes.steps; step > 1; --step) {
      const auto row = values.subspan((step - 1) * sizes.width(), sizes.width());
      const auto mask = row.subspan(sizes.inputs + sizes.outputs);
      if (std::any_of(mask.begin(), mask.end(), [](float m) { return m > 0; })) return step;
    }
    return 1;
  }

  static void copy_row(std::span<const float> row, int step, Trial& trial) {
    const auto inputs = static_cast<std::size_t>(trial.inputs);
    const auto outputs = static_cast<std::size_t>(trial.outputs);
    const auto put = [&](std::vector<float>& to, std::size_t first, std::size_t count) {
      const auto from = row.subspan(first, count);
      std::copy(from.begin(), from.end(),
                to.begin() + static_cast<std::ptrdiff_t>(count * static_cast<std::size_t>(step)));
    };
    put(trial.input, 0, inputs);
    put(trial.target, inputs, outputs);
    put(trial.mask, inputs + outputs, outputs);
  }
};

const RegisteredTask<OwnTrials> registered_data;

}  // namespace

}  // namespace nn4n
