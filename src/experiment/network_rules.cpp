#include <algorithm>

#include "experiment/repairs.h"

namespace nn4n {

namespace {

std::string numbered(std::string_view list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

template <class List>
void empty_unless(List& list, std::size_t wanted, const std::string& path, Repairs& repairs) {
  if (list.empty() || list.size() == wanted) return;
  repairs.push_back({path,
                     path + " has " + std::to_string(list.size()) + " elements; allowed none or " +
                         std::to_string(wanted) + ", one per unit",
                     "Using none"});
  list.clear();
}

/// A matrix must be empty or have this shape. The document holds it as rows of numbers or of
/// characters.
template <class Matrix>
void matrix_fits(Matrix& matrix, std::size_t rows, std::size_t columns, const std::string& path,
                 Repairs& repairs) {
  if (matrix.empty()) return;
  const auto wrong = [&](const auto& row) { return row.size() != columns; };
  const auto row = std::find_if(matrix.begin(), matrix.end(), wrong);
  if (matrix.size() == rows && row == matrix.end()) return;
  const std::size_t width = row == matrix.end() ? columns : row->size();
  const bool turned = matrix.size() == columns && width == rows;
  repairs.push_back({path,
                     path + " is " + std::to_string(matrix.size()) + " by " +
                         std::to_string(width) + "; allowed none or " + std::to_string(rows) +
                         " by " + std::to_string(columns) + ", one row per target" +
                         (turned ? " (it is transposed)" : ""),
                     "Using none"});
  matrix.clear();
}

void mask_has_marks(std::vector<std::string>& mask, const std::string& path, Repairs& repairs) {
  for (const std::string& row : mask) {
    const std::size_t at = row.find_first_not_of("01+-.");
    if (at == row.npos) continue;
    repairs.push_back({path,
                       path + " holds " + in_quotes(row.substr(at, 1)) +
                           "; allowed 0, 1, +, - and . (as the structure)",
                       "Using none"});
    mask.clear();
    return;
  }
}

template <class Distribution>
void distribution_has_list(Distribution& distribution, Distribution given, bool has_list,
                           const std::string& path, std::string_view list, Repairs& repairs) {
  if (distribution != given || has_list) return;
  distribution = Distribution{};
  const Target target = target_of(distribution);
  repairs.push_back({path, path + " is given, but the list " + std::string(list) + " is empty",
                     "Using " + to_text(target)});
}

void layer_fits(Weights& layer, std::string_view name, std::size_t rows, std::size_t columns,
                Repairs& repairs) {
  const std::string path = "network." + std::string(name);
  matrix_fits(layer.mask, rows, columns, path + ".mask", repairs);
  mask_has_marks(layer.mask, path + ".mask", repairs);
  matrix_fits(layer.synapse_plasticity, rows, columns, path + ".synapse_plasticity", repairs);
  matrix_fits(layer.given, rows, columns, path + ".given", repairs);
  empty_unless(layer.given_bias, rows, path + ".given_bias", repairs);
  distribution_has_list(layer.distribution, WeightDistribution::given, !layer.given.empty(),
                        path + ".distribution", "given", repairs);
  distribution_has_list(layer.bias, BiasDistribution::given, !layer.given_bias.empty(),
                        path + ".bias", "given_bias", repairs);
}

}  // namespace

Channels channels_of(const Experiment& experiment) {
  const Entry* task = TaskCatalogue::registry().find(experiment.task.name());
  return task && task->channels ? task->channels(*task, experiment.task) : Channels{};
}

void layers_ascend(Experiment& experiment, Repairs& repairs) {
  int least = 0;
  int most = 0;
  for (std::size_t a = 0; a < experiment.network.areas.size(); ++a) {
    int& layer = experiment.network.areas[a].layer;
    const int found = layer;
    layer = std::clamp(layer, least, most);
    if (layer != found) {
      const std::string path = numbered("network.areas", a) + ".layer";
      repairs.push_back({path,
                         path + " is " + std::to_string(found) + "; allowed " +
                             std::to_string(least) +
                             (most > least ? " to " + std::to_string(most) : "") +
                             ", because layers ascend in steps of at most 1",
                         "Using " + std::to_string(layer)});
    }
    least = layer;
    most = layer + 1;
  }
}

void blocks_exist(Experiment& experiment, Repairs& repairs) {
  std::vector<Block>& blocks = experiment.network.connectivity.blocks;
  const int areas = static_cast<int>(experiment.network.areas.size());
  std::vector<Block> kept;
  for (std::size_t k = 0; k < blocks.size(); ++k) {
    const int beyond = std::max(blocks[k].into, blocks[k].from);
    if (beyond < areas) {
      kept.push_back(blocks[k]);
      continue;
    }
    const std::string path = numbered("network.connectivity.blocks", k);
    repairs.push_back({path,
                       path + " names area " + std::to_string(beyond) + "; allowed 0 to " +
                           std::to_string(areas - 1),
                       "Leaving it out"});
  }
  blocks = std::move(kept);
}

void unit_lists_fit(Experiment& experiment, Repairs& repairs) {
  Network& network = experiment.network;
  const std::size_t units = static_cast<std::size_t>(total_units(network));
  empty_unless(network.unit_tau_ms, units, "network.unit_tau_ms", repairs);
  empty_unless(network.initialisation.potentials, units, "network.initialisation.potentials",
               repairs);
}

void layers_fit(Experiment& experiment, Repairs& repairs) {
  Network& network = experiment.network;
  const Channels channels = channels_of(experiment);
  const std::size_t units = static_cast<std::size_t>(total_units(network));
  layer_fits(network.input_weights, "input_weights", units, channels.inputs, repairs);
  layer_fits(network.recurrent_weights, "recurrent_weights", units, units, repairs);
  layer_fits(network.readout_weights, "readout_weights", channels.outputs, units, repairs);
  const bool listed = !network.recurrent_weights.given.empty();
  for (std::size_t k = 0; k < network.connectivity.blocks.size(); ++k) {
    distribution_has_list(network.connectivity.blocks[k].distribution, WeightDistribution::given,
                          listed, numbered("network.connectivity.blocks", k) + ".distribution",
                          "network.recurrent_weights.given", repairs);
  }
}

void fractions_fit(Experiment& experiment, Repairs& repairs) {
  bool& overlap = experiment.network.connectivity.overlap;
  if (overlap) return;
  for (const Area& area : experiment.network.areas) {
    const bool both = area.input && area.readout;
    if (!both || area.input_fraction + area.readout_fraction <= 1 + 1e-9) continue;
    overlap = true;
    const std::string path = "network.connectivity.overlap";
    repairs.push_back({path,
                       path + " is false, but in " + area.name +
                           " the fractions of units with input and of units read are " +
                           shortest(area.input_fraction) + " and " +
                           shortest(area.readout_fraction) + "; allowed up to 1 together",
                       "Using true"});
    return;
  }
}

}  // namespace nn4n
