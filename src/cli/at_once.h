// Work in several threads, where there are any: under node there is one.
#pragma once

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace nn4n {

/// Calls work(0) … work(count − 1), as many at the same time as `jobs` says and the machine has.
template <class Work>
void for_each_at_once(int count, [[maybe_unused]] int jobs, Work&& work) {
  std::atomic<int> next = 0;
  const auto take = [&] {
    for (int k = next++; k < count; k = next++) work(k);
  };
#ifdef __EMSCRIPTEN__
  take();
#else
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  std::vector<std::thread> others;
  for (int k = 1; k < std::clamp(jobs, 1, cores); ++k) others.emplace_back(take);
  take();
  for (std::thread& thread : others) thread.join();
#endif
}

}  // namespace nn4n
