#include "playground/panels/circuit/scene.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "playground/plots/picture.h"

namespace nn4n::playground {

namespace {

template <class T>
std::uint64_t hash_of(const std::vector<T>& values, std::uint64_t seed) {
  return hash_bytes(values.data(), values.size() * sizeof(T), seed);
}

/// The weights' fingerprint stands for the weights, and with the trial's number for its rates.
std::uint64_t key_of(const Snapshot& s, int run_serial, UnitOrder order) {
  // Of the activity of a condition nothing but its rates tells which one it is.
  const std::uint64_t rates = s.trial.averaged > 0 ? hash_of(s.trial.rates, 1) : 0;
  const std::array<std::int64_t, 11> numbers{
      run_serial,
      static_cast<std::int64_t>(order),
      s.iteration,
      s.fingerprint,
      s.units,
      s.trial.index,
      s.trial.averaged,
      static_cast<std::int64_t>(rates),
      s.trial.steps,
      static_cast<std::int64_t>(s.trial.input_names.size()),
      static_cast<std::int64_t>(s.trial.output_names.size())};
  std::uint64_t key = hash_bytes(numbers.data(), sizeof numbers);
  return hash_of(s.unit_area, hash_of(s.unit_sign, key)) | 1;  // 0 = nothing was taken in yet
}

float largest_rate_of(const SampleTrial& trial) {
  float most = 0;
  for (const float rate : trial.rates) {
    if (std::isfinite(rate)) most = std::max(most, std::fabs(rate));
  }
  return most > 0 ? most : 1;
}

double largest_of(const Projections& p) {
  double most = 0;
  for (const auto* list : {&p.recurrent, &p.input, &p.readout}) {
    for (const Projection& each : *list) most = std::max(most, each.total);
  }
  return most;
}

}  // namespace

std::string group_key(const UnitGroup& group) {
  const char* letter = group.sign > 0 ? "E" : group.sign < 0 ? "I" : "";
  return std::to_string(group.area) + letter;
}

void CircuitScene::follow(const Snapshot& snapshot, int run_serial, UnitOrder order,
                          std::span<const double> selectivity) {
  std::uint64_t key = key_of(snapshot, run_serial, order);
  if (order == UnitOrder::selectivity)
    key = hash_bytes(selectivity.data(), selectivity.size_bytes(), key) | 1;
  if (key == key_) return;
  key_ = key;
  projections_ = projections_of(snapshot);
  currents_ = currents_of(projections_, snapshot.trial);
  steps_ = currents_.empty() ? 0 : snapshot.trial.steps;
  most_rate_ = largest_rate_of(snapshot.trial);
  most_weight_ = largest_of(projections_);
  inputs_ = static_cast<int>(snapshot.trial.input_names.size());
  outputs_ = static_cast<int>(snapshot.trial.output_names.size());
  units_.order = ordered_units(snapshot, order, selectivity);
  units_.places = places_in(units_.order);
  units_.silent = silent_units(snapshot);
  laid_out_ = false;
}

void CircuitScene::lay_out(const ImRect& box, const CircuitMargins& margins) {
  const auto same = [](ImVec2 a, ImVec2 b) { return a.x == b.x && a.y == b.y; };
  const bool there = laid_out_ && same(layout_.box.Min, box.Min) && same(layout_.box.Max, box.Max);
  if (there && margins_.inputs == margins.inputs && margins_.outputs == margins.outputs) return;
  layout_ = layout_of(projections_, inputs_, outputs_, box, margins);
  margins_ = margins;
  laid_out_ = true;
}

float CircuitScene::current(std::size_t projection, int step) const {
  if (step < 0 || step >= steps_) return 0;
  return currents_[projection * static_cast<std::size_t>(steps_) + static_cast<std::size_t>(step)];
}

std::optional<ImRect> CircuitScene::place_of(std::string_view name) const {
  const auto around = [](ImVec2 c, float r) {
    return ImRect{{c.x - r, c.y - r}, {c.x + r, c.y + r}};
  };
  for (std::size_t k = 0; k < layout_.units.size(); ++k) {
    if (name == "unit[" + std::to_string(k) + "]") return around(layout_.units[k], layout_.radius);
  }
  for (std::size_t k = 0; k < layout_.recurrent.size(); ++k) {
    const Projection& each = projections_.recurrent[k];
    const auto key = [&](int group) {
      return "[" + group_key(projections_.groups[static_cast<std::size_t>(group)]) + "]";
    };
    const auto& points = layout_.recurrent[k].points;
    if (name == "projection" + key(each.to) + key(each.from) && !points.empty())
      return around(points[points.size() / 2], 2);
  }
  return std::nullopt;
}

}  // namespace nn4n::playground
