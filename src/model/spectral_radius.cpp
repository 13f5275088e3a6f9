#include "model/spectral_radius.h"

#include <cmath>

#include "base/elementary.h"
#include "base/random.h"

namespace nn4n {

namespace {

constexpr int kPowerSteps = 400;
constexpr int kBurnIn = 100;

}  // namespace

double spectral_radius(const std::vector<double>& matrix, int size) {
  RandomStream stream(stream_key(0, Purpose::weights));
  std::vector<double> x(static_cast<std::size_t>(size));
  for (double& value : x) value = static_cast<double>(stream.normal());
  double log_growth = 0;
  for (int step = 0; step < kPowerSteps; ++step) {
    std::vector<double> y(x.size());
    double squares = 0;
    for (int i = 0; i < size; ++i) {
      double sum = 0;
      for (int j = 0; j < size; ++j)
        sum += matrix[static_cast<std::size_t>(i * size + j)] * x[static_cast<std::size_t>(j)];
      y[static_cast<std::size_t>(i)] = sum;
      squares += sum * sum;
    }
    const double norm = std::sqrt(squares);
    if (!(norm > 1e-30)) return 0;
    for (double& value : y) value /= norm;
    if (step >= kBurnIn) log_growth += static_cast<double>(log32<float>(static_cast<float>(norm)));
    x = std::move(y);
  }
  return static_cast<double>(
      exp32<float>(static_cast<float>(log_growth / (kPowerSteps - kBurnIn))));
}

}  // namespace nn4n
