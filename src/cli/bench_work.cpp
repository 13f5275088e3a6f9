#include "cli/bench_work.h"

#include <cassert>

#ifndef __EMSCRIPTEN__
#include <sys/resource.h>
#endif

#include "base/measured.h"
#include "base/text.h"
#include "codec/share_link.h"
#include "model/backprop.h"
#include "model/initialise.h"
#include "training/split_batch.h"
#include "training/trainer.h"

namespace nn4n {

namespace {

constexpr int kChannels = 3;
/// With five areas, at density 0.2, an area-sparse network has synapses within its areas alone.
constexpr int kSparseAreas = 5;

/// Divides the units into equal areas with one density within and one between them.
void set_areas(Network& network, int units, int areas, double within, double between) {
  network.areas.clear();
  for (int a = 0; a < areas; ++a) {
    const int from = units * a / areas;
    network.areas.push_back({.units = units * (a + 1) / areas - from,
                             .input = true,
                             .input_channels = {},
                             .readout = true,
                             .readout_channels = {}});
  }
  const std::size_t n = static_cast<std::size_t>(areas);
  network.connectivity.density.assign(n, std::vector<double>(n, between));
  for (std::size_t a = 0; a < n; ++a) network.connectivity.density[a][a] = within;
}

Network network_of(const BenchSize& size, BenchStructure structure, double density) {
  Network network;
  network.connectivity.unit_signs = UnitSigns::none;
  network.connectivity.self_connections = true;
  network.recurrent_weights.gain = 0.3;  // rates stay finite over a thousand steps
  set_areas(network, size.units, 1, 1, 1);
  if (structure == BenchStructure::ei) {
    network.connectivity.unit_signs = UnitSigns::ei;
    network.connectivity.inhibitory_readout = true;
  } else if (structure == BenchStructure::area_sparse) {
    set_areas(network, size.units, kSparseAreas, 1, 0);
  } else if (structure == BenchStructure::element_sparse) {
    set_areas(network, size.units, 1, density, density);
  }
  return network;
}

void fill(std::vector<Bundle<float>>& bundles, RandomStream& random) {
  for (Bundle<float>& bundle : bundles) {
    for (int lane = 0; lane < kLanes; ++lane) bundle[lane] = random.normal();
  }
}

}  // namespace

BenchWork::BenchWork(const BenchSize& size, BenchStructure structure, double density)
    : size_(size), network_(network_of(size, structure, density)) {
  masks_ = make_masks(network_, kChannels, kChannels, 1);
  constraints_ = make_constraints<float>(network_, masks_);
  dynamics_ = make_dynamics<float>(network_, masks_);
  parameters_ = initialise(network_, masks_, 1);
  enforce(constraints_, parameters_);
  optimiser_ = Optimiser<float>(OptimiserKind::adam, parameters_.values.size());
  RandomStream random(stream_key(1, Purpose::trials));
  const int bundles = bundles_for(size.trials);
  const int shards = std::min(bundles, kMaxShards);
  for (int index = 0; index < shards; ++index) {
    const int begin = first_bundle(bundles, shards, index) * kLanes;
    const int end = std::min(size.trials, first_bundle(bundles, shards, index + 1) * kLanes);
    Batch<float>& batch = shards_.emplace_back();
    batch.resize(end - begin, size.steps, kChannels, kChannels);
    fill(batch.input, random);
    fill(batch.target, random);
    for (Bundle<float>& mask : batch.mask) mask = Bundle<float>{} + 1.0f;
  }
  loss_ = {{Selection<TermCatalogue>("mse"), 1.0}};
}

double BenchWork::step() {
  double recurrent = 0;
  const auto timed = [&](auto&& work) {
    const Clock::time_point start = Clock::now();
    work();
    recurrent += seconds_since(start);
  };
  std::optional<PackedNetwork<float>> network;
  timed([&] { network.emplace(parameters_, dynamics_); });
  gradient_.sizes = parameters_.sizes;
  gradient_.values.assign(parameters_.values.size(), 0.0f);
  for (const Batch<float>& batch : shards_) {
    timed([&] { simulate(*network, batch, RecurrentNoise{}, episode_); });
    const double part = static_cast<double>(batch.trials) / size_.trials;
    evaluate_loss(loss_, LossInput<float>{batch, episode_, parameters_}, adjoint_,
                  Portion{part, part, part, part});
    timed([&] { backprop(*network, episode_, adjoint_); });
    for (std::size_t i = 0; i < gradient_.values.size(); ++i)
      gradient_.values[i] += adjoint_.parameters.values[i];
  }
  mask_gradient(constraints_, parameters_, gradient_);
  optimiser_.step({}, 1e-4, gradient_, constraints_.update, parameters_);
  enforce(constraints_, parameters_);
  return recurrent;
}

double BenchWork::recurrent_flops() const {
  return 6.0 * size_.steps * size_.trials * size_.units * size_.units;
}

double BenchWork::product_flops() const {
  const auto [units, inputs, outputs, learn_alpha] = parameters_.sizes;
  const double forward = units * (units + inputs + 1) + outputs * units;
  const double backward = units * (units + outputs);
  const double gradient = forward;
  return 2.0 * size_.steps * size_.trials * (forward + backward + gradient);
}

double BenchWork::megabytes() const {
  const auto bytes = [](const auto& list) {
    return static_cast<double>(list.capacity() * sizeof list[0]);
  };
  double sum = bytes(episode_.state) + bytes(episode_.slope) + bytes(episode_.output) +
               bytes(adjoint_.output) + bytes(adjoint_.rate) + bytes(adjoint_.potential) +
               bytes(adjoint_.drive) + 5 * bytes(parameters_.values);
  for (const Batch<float>& batch : shards_)
    sum += bytes(batch.input) + bytes(batch.target) + bytes(batch.mask);
  return 1e-6 * sum;
}

double nanoseconds_per_normal() {
  constexpr std::uint32_t kSteps = 4000, kPositions = 16;
  const ThreefryKey key = stream_key(1, Purpose::noise);
  Bundle<float> sum{};
  double best = 1e9;
  for (int trial = 0; trial < 5; ++trial) {
    const Clock::time_point start = Clock::now();
    for (std::uint32_t step = 0; step < kSteps; ++step) {
      for (std::uint32_t position = 0; position < kPositions; ++position) {
        Bundle<float> normals[4];
        normal_bundles(key, step, position, normals);
        for (const Bundle<float>& normal : normals) sum += normal;
      }
    }
    best = std::min(best, seconds_since(start));
  }
  volatile float sink = sum_lanes<float>(sum);
  static_cast<void>(sink);
  return 1e9 * best / (4.0 * kLanes * kSteps * kPositions);
}

double peak_megabytes(const BenchSize& size) {
  const double dt_ms = size.steps > 200 ? 10 : 20;
  const double total_ms = dt_ms * size.steps;
  const Reading reading = read_link(
      "v=0&network.areas=1&network.areas.0.input=true&network.areas.0.readout=true"
      "&network.connectivity.unit_signs=none&network.connectivity.density.0.0=1" +
      ("&network.areas.0.units=" + shortest(size.units)) +
      "&training.batch=" + shortest(size.trials) + "&network.dt_ms=" + shortest(dt_ms) +
      "&task.fixation_ms=" + shortest(0.4 * total_ms) + "&task.stimulus_ms=" +
      shortest(0.4 * total_ms) + "&task.decision_ms=" + shortest(0.2 * total_ms));
  assert(reading.issues.empty());
  Trainer(reading.experiment).step();
#ifdef __EMSCRIPTEN__
  return 1e-6 * 65536.0 * static_cast<double>(__builtin_wasm_memory_size(0));
#else
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1.024e-3 * static_cast<double>(usage.ru_maxrss);
#endif
}

}  // namespace nn4n
