#include "training/health.h"

namespace nn4n {

bool consistent(const Health& health, std::size_t units) {
  const std::size_t measured = health.mean_rate.size();
  return (measured == 0 || measured == units) && health.most_rate.size() == measured &&
         health.saturated.size() == measured && health.activity.size() == health.gradient.size();
}

}  // namespace nn4n
