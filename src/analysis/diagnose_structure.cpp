// What can be known before the first iteration: does a path lead from input to readout, and can the
// steps show the task?
#include "analysis/diagnose.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace nn4n {

namespace {

/// A projection of density 0 into `area`, from an area where input has arrived (in the masks, or
/// because it gets it itself).
std::optional<Cure> missing_projection(const Findings& found, std::size_t area) {
  const Network& network = found.experiment.network;
  const auto& density = network.connectivity.density;
  const auto& reached = found.health().reach.areas;
  if (area >= density.size()) return {};
  for (std::size_t from = 0; from < density[area].size() && from < reached.size(); ++from) {
    if (from == area || !reached[from] || density[area][from] > 0) continue;
    constexpr double usual = 0.35;  // of a forward projection in the default experiment
    return Cure{
        "network.connectivity.density[" + std::to_string(area) + "][" + std::to_string(from) + "]",
        usual};
  }
  return {};
}

std::string remedy_of_projection(const Findings& found, std::size_t area,
                                 const std::optional<Cure>& cure) {
  const std::string name = name_of_area(found.experiment, area);
  if (!cure) return "Let a projection or an input reach " + name + ".";
  return "Raise the density of a projection into " + name + " to " + shortest(cure->value) + ".";
}

/// The first area that should be reached and is not.
std::optional<std::size_t> unreached_area(const Findings& found, bool only_readouts) {
  const std::vector<Area>& areas = found.experiment.network.areas;
  const auto& reached = found.health().reach.areas;
  for (std::size_t a = 0; a < reached.size() && a < areas.size(); ++a) {
    if (!reached[a] && (areas[a].readout || !only_readouts)) return a;
  }
  return {};
}

}  // namespace

void find_missing_paths(Findings& found) {
  const Reach& reach = found.health().reach;
  const auto missing = std::find(reach.outputs.begin(), reach.outputs.end(), 0);
  const auto output = static_cast<std::size_t>(missing - reach.outputs.begin());
  if (reach.inputs.empty() || output >= reach.outputs.size() ||
      output >= found.shape.outputs.size())
    return;
  const bool all = std::find(reach.outputs.begin(), reach.outputs.end(), 1) == reach.outputs.end();
  const auto area = unreached_area(found, true);
  const auto cure = area ? missing_projection(found, *area) : std::nullopt;
  found.say(
      {.key = "no_path",
       .path = cure ? cure->path : "network.connectivity.density",
       .message = "No path leads from any input to " +
                  (all ? "an output." : "output " + in_quotes(found.shape.outputs[output]) + "."),
       .remedy = area ? remedy_of_projection(found, *area, cure)
                      : "Draw synapses into the mask of the readout or of the input.",
       .cure = cure});
}

void find_unreached_area(Findings& found) {
  if (found.health().reach.inputs.empty() || !found.list.empty()) return;
  const auto area = unreached_area(found, false);
  if (!area) return;
  const auto cure = missing_projection(found, *area);
  found.say(
      {.key = "unreached_area",
       .path = cure ? cure->path : path_of_area(*area, "input"),
       .message = "No path leads from any input to " + name_of_area(found.experiment, *area) + ".",
       .remedy = remedy_of_projection(found, *area, cure),
       .cure = cure});
}

/// Times of the task that the steps of the simulation cannot show.
void find_short_epochs(Findings& found) {
  const double dt = found.experiment.network.dt_ms;
  const Target task = resolve(target_of(found.experiment), "task");
  if (!task.type || dt <= 1) return;
  bool said = false;
  for_each_part(task, [&](const Target& part, const std::string& step) {
    if (said || !part.field || part.field->about.unit != "ms" || part.type->kind != Kind::number)
      return;
    const double value = part.type->number(part.object);
    if (value <= 0 || value >= dt) return;
    said = true;
    const double shorter = std::max(1.0, std::floor(value / 4));
    found.say({.key = "short_epoch",
               .path = "task" + step,
               .message = std::string(part.field->about.label) + " is " + shortest(value) +
                          " ms, but the network takes steps of " + shortest(dt) + " ms.",
               .remedy = "Lower the time step to " + shortest(shorter) + " ms.",
               .cure = Cure{"network.dt_ms", shorter}});
  });
}

}  // namespace nn4n
