// The lesion atlas: how accurate the network is when a part of it is silent throughout the trial,
// for each unit, each cluster of units with similar selectivity, each area and sign, and each
// projection between areas, over all trials and by condition (Yang et al. 2019, fig. 4, for
// clusters). A part counts for more than its size when it costs more than random groups of as many
// units, which are the null.
//
// Axes: C condition sets (analysis/recording.h).
#pragma once

#include "analysis/recording.h"

namespace nn4n {

/// Clusters of the active units by the pattern of their mean rates over conditions and epochs, each
/// unit's brought to mean 0 and length 1: k-means from the most different units on, with the number
/// of clusters (2 to 6) that has the best mean silhouette (Rousseeuw 1987). The units of each
/// cluster are ascending, and clusters are sorted by their first unit. One cluster, or none, when
/// there are fewer than four active units.
std::vector<std::vector<int>> selectivity_clusters(const Recording& recording);

struct AtlasAccuracy {
  double accuracy = 0;  ///< mean score of the trials that count
  int correct = 0;
  int trials = 0;
  std::vector<double> by_condition;  // C; NaN where no trial counts
};

struct AtlasRow {
  enum class Kind { unit, cluster, group, projection } kind = Kind::unit;
  std::string name;  ///< "Decision I 3", "cluster 2 (9 units)", "Decision I", "Sensory > Decision"
  std::string
      act;  ///< the intervention that does it; of a cluster those of its areas, with ; between
  std::vector<int> units;  ///< that are silent; empty for a projection
  AtlasAccuracy with;
  /// 95 % of random groups of as many units lie between these; NaN without a null.
  double null_low = 0, null_high = 0;
};

struct AtlasOptions {
  int trials = 128;
  int null_groups = 20;  ///< random groups for each size
};

class LesionAtlas {
 public:
  explicit LesionAtlas(const Trainer& trainer, AtlasOptions options = {});

  /// Does the next piece of work, one set of silenced trials. False: there is none left.
  bool advance();
  void run() {
    while (advance()) {
    }
  }

  int done() const { return done_; }
  int total() const { return static_cast<int>(work_.size()); }
  const std::vector<std::string>& conditions() const { return conditions_; }
  const AtlasAccuracy& intact() const { return intact_; }
  const std::vector<AtlasRow>& rows() const { return rows_; }

 private:
  AtlasAccuracy measure(const std::vector<std::string>& acts) const;
  void add_row(AtlasRow row);

  struct Piece {
    std::size_t row;
    std::vector<std::string> acts;  // of a random group; empty = the row itself
  };
  const Trainer& trainer_;
  AtlasOptions options_;
  std::vector<ConditionSet> sets_;
  std::vector<std::string> conditions_;
  AtlasAccuracy intact_;
  std::vector<AtlasRow> rows_;
  std::vector<std::vector<double>> nulls_;  // accuracies of random groups, by row
  std::vector<Piece> work_;
  int done_ = 0;
};

}  // namespace nn4n
