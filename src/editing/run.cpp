#include "editing/run.h"

#include <algorithm>
#include <array>
#include <limits>

#include "analysis/smoothing.h"

namespace nn4n {

namespace {

constexpr std::array<std::string_view, 3> kStatusNames{"idle", "training", "paused"};

}  // namespace

std::string_view name_of(Status status) { return kStatusNames[static_cast<std::size_t>(status)]; }

std::optional<Status> status_named(std::string_view name) {
  for (std::size_t i = 0; i < kStatusNames.size(); ++i) {
    if (kStatusNames[i] == name) return static_cast<Status>(i);
  }
  return std::nullopt;
}

namespace {

/// The terms of the losses of this snapshot. A run that has another number of terms begins anew.
void take_terms(Run& run, std::size_t from, const Snapshot& snapshot) {
  constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
  const std::size_t rows = snapshot.loss_history.size();
  if (rows > 0 && run.term_count != snapshot.term_history.size() / rows) {
    run.term_count = snapshot.term_history.size() / rows;
    run.terms.clear();
  }
  run.terms.resize(from * run.term_count, unknown);
  run.terms.insert(run.terms.end(), snapshot.term_history.begin(), snapshot.term_history.end());
}

}  // namespace

void take(Run& run, Snapshot snapshot) {
  const std::size_t from = static_cast<std::size_t>(std::max(snapshot.loss_from, 0));
  const std::size_t known = std::min(from, run.smooth_losses.size());
  run.losses.resize(from, std::numeric_limits<float>::quiet_NaN());
  run.losses.insert(run.losses.end(), snapshot.loss_history.begin(), snapshot.loss_history.end());
  extend_smoothed(run.losses, known, run.smooth_losses);
  constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
  run.norms.resize(from, {unknown, unknown});
  run.norms.insert(run.norms.end(), snapshot.norm_history.begin(), snapshot.norm_history.end());
  take_terms(run, from, snapshot);
  snapshot.loss_history.clear();
  snapshot.term_history.clear();
  snapshot.norm_history.clear();
  run.snapshot = std::move(snapshot);
  run.known = true;
  run.failure.clear();
  std::erase_if(run.pending, [&](const Change& change) {
    return change.iteration >= 0 && change.iteration <= run.snapshot.iteration;
  });
}

void forget(Run& run) {
  run.known = false;
  run.snapshot.iteration = 0;
  run.snapshot.loss = std::numeric_limits<float>::quiet_NaN();
  run.snapshot.accuracy = std::numeric_limits<float>::quiet_NaN();
  run.snapshot.diverged_at = 0;
  run.snapshot.validations.clear();
  run.snapshot.progress = {};
  run.snapshot.best_shown = {};
  run.losses.clear();
  run.smooth_losses.clear();
  run.norms.clear();
  run.terms.clear();
  run.events.erase(run.serial);
  run.pending.clear();
  run.film = {};
}

void begin_another(Run& run) {
  std::map<int, std::vector<CurveMark>> events = std::move(run.events);
  forget(run);
  run.events = std::move(events);
  run.serial = ++run.newest_serial;
  run.goal.reset();
}

}  // namespace nn4n
