// Ctrl+C, and what a cluster sends before it ends a job, as a question.
#pragma once

#include <csignal>

namespace nn4n {

/// While it lives, the first SIGINT or SIGTERM asks for an end; a second one ends the program at
/// once. One at a time.
class Interruption {
 public:
  Interruption() {
    asked_ = 0;
    for (std::size_t k = 0; k < 2; ++k) before_[k] = std::signal(kSignals[k], ask);
  }
  ~Interruption() {
    for (std::size_t k = 0; k < 2; ++k) std::signal(kSignals[k], before_[k]);
  }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  bool asked() const { return asked_ != 0; }

 private:
  static void ask(int signal) {
    asked_ = 1;
    std::signal(signal, SIG_DFL);
  }
  static constexpr int kSignals[] = {SIGINT, SIGTERM};
  static inline volatile std::sig_atomic_t asked_ = 0;
  void (*before_[2])(int) = {SIG_DFL, SIG_DFL};
};

}  // namespace nn4n
