#include "training/pass.h"

namespace nn4n {

RecurrentNoise noise_of(const TrialSource& source, const Network& network,
                        std::span<const float> alpha) {
  const ThreefryKey key =
      stream_key(source.seed, source.noise, source.index, source.first / kLanes);
  return make_noise(key, network, alpha);
}

}  // namespace nn4n
