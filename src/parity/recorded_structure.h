// What the checks of all recorded structures of NN4N have in common.
#pragma once

#include <span>

#include "codec/strict_reader.h"
#include "parity/nn4n_structure.h"
#include "parity/recorded.h"
#include "structure/areas.h"

namespace nn4n {

/// Means of a draw are recorded with nine digits.
inline constexpr double kDigits = 1e-8;

/// The fraction of present synapses in a part of a mask.
struct RecordedDensity {
  double expected = 0;
  double sd_of_one_draw = 0;
  double measured_mean = 0;  ///< over the package's draws
};

/// Reads the configuration, draws its masks and collects comparisons. One derived class per kind of
/// structure.
class StructureCheck : protected StrictReader {
 public:
  /// The file may have `keys` beside those that every structure has.
  StructureCheck(const JsonValue& file, std::span<const std::string_view> keys);

 protected:
  Verdicts verdicts();
  void add(Comparison comparison) { comparisons_.push_back(std::move(comparison)); }

  std::vector<int> indices(const JsonValue& value, std::string_view name);
  /// A list of indices, ascending and each once.
  std::vector<int> sorted(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  bool flag(const JsonValue& object, std::string_view key);

  /// Five standard errors of the difference between the mean of our draws and that of the
  /// package's.
  double five_errors(double sd_of_one) const;
  /// The fraction of present synapses among some targets and some sources, in every draw.
  std::vector<double> densities(const std::vector<int>& into, const std::vector<int>& from) const;
  /// Compares the first of those fractions, their mean and their standard deviation. `name` is what
  /// the names of the quantities begin with.
  void check_density(const std::string& name, const std::vector<double>& found, double pairs,
                     const RecordedDensity& recorded);
  /// Compares "input_mask" or "readout_mask", which is the same in every draw.
  void check_mask(const std::string& key);
  /// Compares the density of self-connections.
  void check_diagonal(double expected);

  const JsonValue& file_;
  PackageNetwork made_;
  std::vector<Masks> draws_;
  double recorded_draws_ = 1;

 private:
  void read_network(std::span<const std::string_view> keys);
  bool sources_first();

  std::vector<Comparison> comparisons_;
};

/// A mask as the files have it: '0' for an absent synapse, else the sign of the source, '+' or '-'.
/// Rows are targets.
std::vector<std::string> mask_text(const Masks& masks, bool input);
std::vector<std::string> transposed(const std::vector<std::string>& rows);
double mean(const std::vector<double>& values);

Verdicts verify_areas(const JsonValue& file);
Verdicts verify_random_input(const JsonValue& file);
Verdicts verify_multi_io(const JsonValue& file);

}  // namespace nn4n
