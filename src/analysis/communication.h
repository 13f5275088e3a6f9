// How one area reaches another. The weights W from area A into area B pass on what lies in their
// potent space, the right singular vectors with most of their squared singular values, and nothing
// of what lies in the null space, which is orthogonal to it. Whether what A represents about the
// task is passed on is told by the share of A's task axes in the potent space, compared with that
// of random directions (Kaufman et al. 2014; Kleinman, Chandrasekaran & Kao 2025, eLife 89369).
#pragma once

#include "analysis/task_axes.h"

namespace nn4n {

/// The right singular vectors of W, the fewest that have this part of Σσ², as columns. N x R; R = 0
/// when W is 0.
Eigen::MatrixXd potent_space(const Eigen::MatrixXd& weights, double part = 0.95);

/// |Vᵀ a|² / |a|², 0..1: the share of a direction in the space of orthonormal columns V. The rest,
/// 1 less this, is its share in the null space. 0 for a direction that is 0.
double share_in(const Eigen::MatrixXd& space, const Eigen::VectorXd& direction);

/// The share of a task axis in the potent space of a projection.
struct AxisShare {
  std::string name;
  double potent = 0;
  double random_low = 0, random_high = 0;  ///< 95 % of random directions lie between these
};

/// Accuracy while the weights of a projection are multiplied.
struct ScaledAccuracy {
  double factor = 1;
  double accuracy = 0;
  int correct = 0, trials = 0;
};

struct AreaPair {
  int from = 0, to = 0;  ///< areas
  int rank = 0;          ///< dimensions of the potent space
  int units = 0;         ///< of `from`
  std::vector<AxisShare> axes = {};
  std::vector<ScaledAccuracy> scaled = {};
};

struct CommunicationOptions {
  int trials = 256;  ///< of each accuracy
  std::vector<double> factors = {0, 0.5, 1, 1.5, 2};
  int random_directions = 400;
};

/// For every ordered pair of areas between which there are synapses. The axes are those of all
/// units (task_axes), restricted to the area `from`.
std::vector<AreaPair> communication(const Trainer& trainer, const Recording& recording,
                                    const CommunicationOptions& options = {});

}  // namespace nn4n
