#include "training/film.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "codec/safetensors.h"
#include "experiment/changes.h"
#include "training/checkpoint.h"
#include "training/tensor_archive.h"

namespace nn4n {

namespace {

constexpr std::string_view kMomentFormat = "nn4n-moment";

/// A moment holds the parameters and at most as many potentials as a batch needs.
constexpr TensorLimits kMomentLimits{.bytes = 8 * 1024 * 1024, .header = 64 * 1024};

std::size_t bytes_of(const Moment& moment) {
  return moment.parameters.values.size() * sizeof(float) +
         moment.kept.size() * sizeof(Bundle<float>);
}

std::size_t most_moments(const Moment& moment) {
  return std::clamp(kFilmBytes / std::max<std::size_t>(bytes_of(moment), 1), kFewestMoments,
                    kMostMoments);
}

Moment last_good_of(const RunState& state) {
  return {.iteration = state.last_good_iteration,
          .stage = state.last_good.stage,
          .draw = state.last_good.draw,
          .parameters = state.last_good.parameters,
          .kept = state.last_good.kept};
}

RunState state_at(const Trainer& run, const Moment& moment) {
  RunState state = run.state();
  Trained& trained = state.trained;
  state.iteration = moment.iteration;
  trained.parameters = moment.parameters;
  trained.optimiser =
      Optimiser<float>(run.experiment().training.optimiser, moment.parameters.values.size());
  trained.losses.resize(
      std::min(trained.losses.size(), static_cast<std::size_t>(moment.iteration)));
  std::erase_if(trained.validations,
                [&](const Validation& one) { return one.iteration > moment.iteration; });
  trained.kept = moment.kept;
  trained.stage = moment.stage;
  trained.draw = moment.draw;
  state.last_good = trained;
  state.last_good_iteration = moment.iteration;
  state.diverged_at.reset();
  if (state.best.iteration > moment.iteration) state.best = {};
  if (state.passed_at > moment.iteration) state.passed_at = 0;
  return state;
}

/// One walk for both ways (tensor_archive.h).
template <class Archive>
void walk(Archive& archive, Moment& moment, std::vector<float>& potentials) {
  archive.whole("iteration", moment.iteration);
  archive.whole("stage", moment.stage);
  archive.whole("draw", moment.draw);
  archive.layout("", moment.parameters.sizes, moment.parameters.values);
  archive.list("kept", 1, potentials);
}

/// What does not fit between a moment and a run; empty when everything does.
std::string contradiction(const Moment& moment, std::size_t potentials, const Trainer& run) {
  if (moment.iteration > run.iteration())
    return "iteration is " + std::to_string(moment.iteration) + "; allowed 0 to " +
           std::to_string(run.iteration());
  if (moment.stage >= run.stages())
    return "stage is " + std::to_string(moment.stage) + "; allowed 0 to " +
           std::to_string(run.stages() - 1);
  if (moment.draw > kMostDraws)
    return "draw is " + std::to_string(moment.draw) + "; allowed 0 to " +
           std::to_string(kMostDraws);
  const bool keeps =
      run.experiment().network.initial_state == InitialState::kept && moment.iteration > 0;
  const auto bundles = static_cast<std::size_t>(bundles_for(run.experiment().training.batch));
  const std::size_t needed =
      keeps ? bundles * static_cast<std::size_t>(run.masks().units) * kLanes : 0;
  if (potentials != needed)
    return "kept has " + std::to_string(potentials) + " numbers; allowed " + std::to_string(needed);
  return {};
}

bool all_finite(const std::vector<float>& values) {
  return std::all_of(values.begin(), values.end(),
                     [](float value) { return std::isfinite(value); });
}

Issue moment_refused(const std::string& words) { return {"", "A moment of the film " + words}; }

}  // namespace

void Film::begin(const Trainer& run) {
  moments_.clear();
  add(last_good_of(run.state()));
}

void Film::look_at(const Trainer& run) {
  if (run.diverged_at()) return forget_after(run.iteration());
  if (run.state().last_good_iteration == run.iteration()) add(last_good_of(run.state()));
}

void Film::add(Moment moment) {
  const std::size_t most = most_moments(moment);
  const auto place =
      std::lower_bound(moments_.begin(), moments_.end(), moment.iteration,
                       [](const Moment& one, int iteration) { return one.iteration < iteration; });
  if (place != moments_.end() && place->iteration == moment.iteration) {
    *place = std::move(moment);
    return;
  }
  moments_.insert(place, std::move(moment));
  if (moments_.size() <= most) return;
  std::size_t leaves = 1;
  const auto gap = [&](std::size_t k) {
    return moments_[k + 1].iteration - moments_[k - 1].iteration;
  };
  for (std::size_t k = 2; k + 1 < moments_.size(); ++k) {
    if (gap(k) < gap(leaves)) leaves = k;
  }
  moments_.erase(moments_.begin() + static_cast<std::ptrdiff_t>(leaves));
}

void Film::forget_after(int iteration) {
  std::erase_if(moments_, [&](const Moment& one) { return one.iteration > iteration; });
}

std::vector<int> Film::iterations() const {
  std::vector<int> list;
  for (const Moment& moment : moments_) list.push_back(moment.iteration);
  return list;
}

const Moment* Film::nearest(int iteration) const {
  const Moment* found = nullptr;
  for (const Moment& moment : moments_) {
    if (!found || std::abs(double{1} * moment.iteration - iteration) <
                      std::abs(double{1} * found->iteration - iteration))
      found = &moment;
  }
  return found;
}

Trainer run_at(const Trainer& run, const Moment& moment) {
  Trainer there(run);
  there.resume(state_at(run, moment));
  return there;
}

Trainer branch_at(const Trainer& run, const Moment& moment) {
  Experiment then = run.experiment();
  forget_changes_from(then, moment.iteration);
  Trainer branch(then);
  branch.resume(state_at(run, moment));
  branch.measure_again();
  return branch;
}

std::vector<std::uint8_t> to_bytes(const Moment& moment) {
  TensorFile file;
  file.metadata = {{"format", std::string(kMomentFormat)},
                   {"format_version", std::string(kFormatVersion)}};
  Moment copy = moment;
  std::vector<float> potentials;
  for (const Bundle<float>& bundle : moment.kept) {
    for (int lane = 0; lane < kLanes; ++lane) potentials.push_back(bundle[lane]);
  }
  TensorWriter writer(file);
  walk(writer, copy, potentials);
  file.metadata.emplace_back("checksum", checksum_of(file));
  return to_safetensors(file);
}

std::variant<Moment, Issue> moment_from(std::span<const std::uint8_t> bytes, const Trainer& run) {
  const ParsedTensors parsed = parse_safetensors(bytes, kMomentLimits);
  if (!parsed.error.empty()) return moment_refused(parsed.error);
  const auto says = [&](std::string_view key, std::string_view wanted) {
    const std::string* text = parsed.file.find_metadata(key);
    return text && *text == wanted;
  };
  if (!says("format", kMomentFormat) || !says("format_version", kFormatVersion))
    return moment_refused("is of another format than this page writes");
  if (!says("checksum", checksum_of(parsed.file)))
    return moment_refused("is damaged: its checksum does not go with its contents");
  Moment moment;
  moment.parameters = Parameters<float>(run.trained_parameters().sizes);
  std::vector<float> potentials;
  TensorReader reader(parsed.file);
  walk(reader, moment, potentials);
  reader.complain(contradiction(moment, potentials.size(), run));
  if (!all_finite(moment.parameters.values) || !all_finite(potentials))
    reader.complain("its numbers are not all finite");
  if (!reader.error().empty()) return moment_refused("does not fit: " + reader.error());
  moment.kept.assign(potentials.size() / kLanes, Bundle<float>{});
  for (std::size_t i = 0; i < potentials.size(); ++i)
    moment.kept[i / kLanes][static_cast<int>(i % kLanes)] = potentials[i];
  return moment;
}

}  // namespace nn4n
