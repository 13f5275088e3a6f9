#include "cli/long_run.h"

#include <cassert>

#include "base/measured.h"
#include "experiment/named.h"
#include "experiment/validate.h"
#include "training/trainer.h"

namespace nn4n {

namespace {

constexpr int kLongRunUnits = 32;
constexpr double kSilencing = -5;  // a bias so low that these inputs never excite the unit
constexpr int kSlices = 20;        // each part is timed in so many slices

Experiment long_delays() {
  Experiment experiment = preset("dms").value();
  Network& network = experiment.network;
  network.areas = {{.units = kLongRunUnits, .input = true, .readout = true}};
  network.connectivity.density = {{1}};
  network.recurrent_noise = network.input_noise = network.rate_noise = 0;
  network.recurrent_weights.bias = BiasDistribution::given;
  network.recurrent_weights.given_bias.assign(kLongRunUnits / 2, kSilencing);
  Training& training = experiment.training;
  training.batch = 8;
  training.curriculum.on = training.redraw.on = training.stop.on = false;
  training.validation_interval = 10000;
  set_field(experiment, "task.delay_min_ms", 2000);
  set_field(experiment, "task.delay_max_ms", 3000);
  assert(validate(experiment).empty());
  return experiment;
}

}  // namespace

std::vector<double> milliseconds_along(int iterations, int parts) {
  Trainer trainer(long_delays());
  std::vector<double> along;
  for (int part = 0; part < parts; ++part) {
    std::vector<double> slices;
    for (int slice = 0; slice < kSlices; ++slice) {
      const int steps = iterations / (parts * kSlices);
      const Clock::time_point start = Clock::now();
      for (int step = 0; step < steps; ++step) trainer.step();
      slices.push_back(1000 * seconds_since(start) / steps);
    }
    along.push_back(median(slices));
  }
  return along;
}

}  // namespace nn4n
