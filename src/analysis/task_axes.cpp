#include "analysis/task_axes.h"

#include <algorithm>
#include <cmath>

#include "analysis/conditions.h"
#include "analysis/solve.h"

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr std::size_t kFewestTrials = 20;
constexpr std::size_t kMostChoices = 8;

std::string lower_first(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] + 32);
  return text;
}

// ---------------------------------------------------------------------------------------------
// Variables

/// Cosine and sine of an angle in degrees, by series after a reduction to 45°, so that they have
/// the same bits everywhere.
std::pair<double, double> cosine_and_sine(double degrees) {
  constexpr double kRadian = 0.017453292519943295;
  const double quarter = std::floor(degrees / 90 + 0.5);
  const double x = (degrees - 90 * quarter) * kRadian;
  double cosine = 1, sine = 1;
  for (int k = 18; k > 0; k -= 2) {
    cosine = 1 - cosine * x * x / ((k - 1) * k);
    sine = 1 - sine * x * x / (k * (k + 1));
  }
  sine *= x;
  const int turns = static_cast<int>(quarter - 4 * std::floor(quarter / 4));
  if (turns == 1) return {-sine, cosine};
  if (turns == 2) return {-cosine, -sine};
  if (turns == 3) return {sine, -cosine};
  return {cosine, sine};
}

using Numbers = std::vector<double>;

/// Brings numbers to mean 0 and deviation 1. False: they do not change.
bool standardise(VectorXd& x) {
  constexpr double kNothing = 1e-12;
  double sum = 0;
  for (const double value : x) sum += value;
  x.array() -= sum / static_cast<double>(x.size());
  const double deviation = std::sqrt(dot(x, x) / static_cast<double>(x.size()));
  if (!(deviation > kNothing)) return false;
  x /= deviation;
  return true;
}

/// Takes out of x what follows from the orthonormal columns before it. False: that is nearly all.
bool is_new(VectorXd& x, const std::vector<VectorXd>& before) {
  constexpr double kRest = 0.001;  // of its variance
  const double all = dot(x, x);
  for (int pass = 0; pass < 2; ++pass) {
    for (const VectorXd& other : before) x -= other * dot(x, other);
  }
  const double rest = dot(x, x);
  if (!(rest > kRest * all)) return false;
  x /= std::sqrt(rest);
  return true;
}

VectorXd as_vector(const Numbers& values) {
  return Eigen::Map<const VectorXd>(values.data(), static_cast<Index>(values.size()));
}

std::vector<TaskVariable> all_variables(const Recording& recording,
                                        const std::vector<std::size_t>& trials) {
  const TaskShape& shape = recording.shape;
  std::vector<TaskVariable> list;
  const auto add = [&](const std::string& name, auto value) {
    TaskVariable variable{name, {}};
    for (const std::size_t b : trials) variable.values.push_back(value(recording.trials[b]));
    list.push_back(std::move(variable));
  };
  const std::size_t choices = shape.choices.size();
  for (std::size_t k = choices == 2 ? 1 : 0; k < choices && choices <= kMostChoices; ++k) {
    add(choices == 2 ? "choice" : "choice of " + lower_first(shape.choices[k]),
        [k](const RecordedTrial& one) {
          return one.outcome.choice == static_cast<int>(k) ? 1.0 : -1.0;
        });
  }
  for (std::size_t c = 0; c < shape.conditions.size(); ++c) {
    const ConditionName name = read_condition(shape.conditions[c]);
    const std::string word = lower_first(name.name);
    const auto drawn = [c](const RecordedTrial& one) { return double{one.trial.conditions[c]}; };
    if (repeats_others(recording, c)) continue;
    if (name.unit != "°") {
      add(word, drawn);
      continue;
    }
    add(word + " (cosine)",
        [&](const RecordedTrial& one) { return cosine_and_sine(drawn(one)).first; });
    add(word + " (sine)",
        [&](const RecordedTrial& one) { return cosine_and_sine(drawn(one)).second; });
  }
  if (!shape.stimulus_label.empty() && shape.conditions.empty())
    add("stimulus", [](const RecordedTrial& one) { return double{one.trial.stimulus}; });
  return list;
}

// ---------------------------------------------------------------------------------------------
// Responses

/// One half of the trials.
struct Half {
  MatrixXd variables;               // B x V, as they are
  std::vector<MatrixXd> responses;  // E: B x N
};

Half half_of(const Recording& recording, const std::vector<std::size_t>& trials,
             const std::vector<TaskVariable>& variables, const std::vector<std::string>& epochs,
             std::size_t parity) {
  Half half;
  std::vector<std::size_t> chosen;
  for (std::size_t k = parity; k < trials.size(); k += 2) chosen.push_back(k);
  const auto count = static_cast<Index>(chosen.size());
  half.variables.resize(count, static_cast<Index>(variables.size()));
  for (Index b = 0; b < count; ++b) {
    for (std::size_t v = 0; v < variables.size(); ++v)
      half.variables(b, static_cast<Index>(v)) =
          variables[v].values[chosen[static_cast<std::size_t>(b)]];
  }
  for (const std::string& epoch : epochs) {
    MatrixXd responses(count, static_cast<Index>(recording.active.size()));
    for (Index b = 0; b < count; ++b) {
      const std::size_t trial = trials[chosen[static_cast<std::size_t>(b)]];
      responses.row(b) = mean_rates_in(recording, recording.trials[trial], epoch).transpose();
    }
    half.responses.push_back(std::move(responses));
  }
  return half;
}

VectorXd column_means(const MatrixXd& matrix) {
  VectorXd means = VectorXd::Zero(matrix.cols());
  for (Index i = 0; i < matrix.rows(); ++i) means += matrix.row(i).transpose();
  return means / std::max<double>(1, static_cast<double>(matrix.rows()));
}

MatrixXd centred(const MatrixXd& matrix, const VectorXd& means) {
  MatrixXd result = matrix;
  for (Index j = 0; j < matrix.cols(); ++j) result.col(j).array() -= means[j];
  return result;
}

/// Variables with mean 0 and deviation 1 in the fitted half; both halves are changed alike.
void standardise(Half& fitted, Half& held_out) {
  for (Index v = 0; v < fitted.variables.cols(); ++v) {
    VectorXd column = fitted.variables.col(v);
    double mean = 0;
    for (const double value : column) mean += value;
    mean /= static_cast<double>(column.size());
    column.array() -= mean;
    double deviation = std::sqrt(dot(column, column) / static_cast<double>(column.size()));
    if (!(deviation > 0)) deviation = 1;
    fitted.variables.col(v) = column / deviation;
    held_out.variables.col(v) = (held_out.variables.col(v).array() - mean) / deviation;
  }
}

// ---------------------------------------------------------------------------------------------
// Measures

/// R² in the held-out trials of the line that tells x from a place, fitted in the others.
double r_squared(const VectorXd& place, const VectorXd& x, const VectorXd& place_held_out,
                 const VectorXd& x_held_out) {
  const auto count = static_cast<double>(place.size());
  double mean_place = 0, mean_x = 0;
  for (const double value : place) mean_place += value / count;
  for (const double value : x) mean_x += value / count;
  double both = 0, squares = 0;
  for (Index b = 0; b < place.size(); ++b) {
    both += (place[b] - mean_place) * (x[b] - mean_x);
    squares += (place[b] - mean_place) * (place[b] - mean_place);
  }
  const double slope = squares > 0 ? both / squares : 0;
  double left = 0, all = 0;
  for (Index b = 0; b < place_held_out.size(); ++b) {
    const double told = mean_x + slope * (place_held_out[b] - mean_place);
    left += (x_held_out[b] - told) * (x_held_out[b] - told);
    all += (x_held_out[b] - mean_x) * (x_held_out[b] - mean_x);
  }
  return all > 0 ? 1 - left / all : 0;
}

/// Takes the axes before it out of a direction and makes its length 1; 0 if nothing is left.
VectorXd orthogonal(VectorXd direction, const std::vector<TaskAxis>& before) {
  constexpr double kNothing = 1e-10;
  const double all = dot(direction, direction);
  for (int pass = 0; pass < 2; ++pass) {
    for (const TaskAxis& other : before) direction -= other.axis * dot(direction, other.axis);
  }
  const double rest = dot(direction, direction);
  if (!(rest > kNothing * all)) return VectorXd::Zero(direction.size());
  return direction / std::sqrt(rest);
}

/// A permutation (Fisher & Yates 1938; Durstenfeld 1964).
std::vector<Index> dealt(Index count, RandomStream& random) {
  std::vector<Index> order(static_cast<std::size_t>(count));
  for (Index i = 0; i < count; ++i) order[static_cast<std::size_t>(i)] = i;
  for (Index i = count; i-- > 1;)
    std::swap(order[static_cast<std::size_t>(i)],
              order[static_cast<std::size_t>(random.whole(0, static_cast<int>(i)))]);
  return order;
}

/// The regression in one epoch, in which one variable can be dealt out anew.
struct Regression {
  const Half& fitted;
  const Half& held_out;
  std::size_t epoch;
  double lambda;

  VectorXd direction(const MatrixXd& variables, Index variable) const {
    const Index count = variables.rows();
    MatrixXd squares = gram(variables);
    squares.diagonal().array() += lambda * static_cast<double>(count);
    const LuFactors factors(std::move(squares));
    if (factors.singular()) return VectorXd::Zero(fitted.responses[epoch].cols());
    // The row of (XᵀX + λB)⁻¹Xᵀ that belongs to the variable.
    const VectorXd row =
        product(variables, factors.solve(VectorXd::Unit(variables.cols(), variable)));
    return transposed_product(fitted.responses[epoch], row);
  }
  double measured(const VectorXd& axis, const VectorXd& x, Index variable) const {
    return r_squared(product(fitted.responses[epoch], axis), x,
                     product(held_out.responses[epoch], axis), held_out.variables.col(variable));
  }
};

void measure(const Regression& regression, const std::vector<TaskAxis>& before, Index variable,
             int permutations, TaskAxis& axis) {
  const MatrixXd& variables = regression.fitted.variables;
  axis.held_out = regression.measured(axis.axis, variables.col(variable), variable);
  RandomStream random(
      stream_key(1, Purpose::analysis_trials, 0xffffffffu, static_cast<std::uint32_t>(variable)));
  std::vector<double> null;
  for (int k = 0; k < permutations; ++k) {
    MatrixXd other = variables;
    const std::vector<Index> order = dealt(variables.rows(), random);
    for (Index b = 0; b < variables.rows(); ++b)
      other(b, variable) = variables(order[static_cast<std::size_t>(b)], variable);
    const VectorXd found = orthogonal(regression.direction(other, variable), before);
    null.push_back(regression.measured(found, other.col(variable), variable));
  }
  const auto as_good =
      std::count_if(null.begin(), null.end(), [&](double value) { return value >= axis.held_out; });
  axis.p = (1.0 + static_cast<double>(as_good)) / (1.0 + permutations);
  std::sort(null.begin(), null.end());
  if (!null.empty()) axis.null_95 = null[null.size() * 95 / 100];
}

/// R² of the rates of the held-out half.
double rates_r_squared(const Half& fitted, const Half& held_out, double lambda) {
  double left = 0, all = 0;
  for (std::size_t e = 0; e < fitted.responses.size(); ++e) {
    const MatrixXd beta = ridge_regression(fitted.variables, fitted.responses[e], lambda);
    const MatrixXd rates = held_out.responses[e];  // centred by the mean of the fitted half
    const MatrixXd told = product(held_out.variables, beta);
    for (Index j = 0; j < rates.cols(); ++j) {
      const VectorXd error = rates.col(j) - told.col(j);
      left += dot(error, error);
      all += dot(VectorXd(rates.col(j)), VectorXd(rates.col(j)));
    }
  }
  return all > 0 ? 1 - left / all : 0;
}

}  // namespace

VectorXd mean_rates_in(const Recording& recording, const RecordedTrial& one,
                       const std::string& epoch) {
  int begin = 0, end = one.trial.steps;
  for (const EpochSpan& span : one.trial.epochs) {
    if (span.name == epoch && span.begin < std::min(span.end, one.trial.steps))
      begin = span.begin, end = std::min(span.end, one.trial.steps);
  }
  VectorXd sum = VectorXd::Zero(static_cast<Index>(recording.active.size()));
  for (int t = begin; t < end; ++t) sum += recording.active_state(one, t);
  return sum / std::max(1, end - begin);
}

std::vector<std::size_t> trials_with_choice(const Recording& recording) {
  std::vector<std::size_t> trials;
  for (std::size_t b = 0; b < recording.trials.size(); ++b) {
    const RecordedTrial& one = recording.trials[b];
    if (one.trial.counted && (recording.shape.choices.empty() || one.outcome.choice >= 0))
      trials.push_back(b);
  }
  return trials;
}

std::vector<TaskVariable> task_variables(const Recording& recording,
                                         const std::vector<std::size_t>& trials) {
  std::vector<TaskVariable> list;
  std::vector<VectorXd> before;  // orthonormal
  if (trials.empty()) return list;
  for (TaskVariable& variable : all_variables(recording, trials)) {
    VectorXd x = as_vector(variable.values);
    if (!x.allFinite() || !standardise(x) || !is_new(x, before)) continue;
    before.push_back(std::move(x));
    list.push_back(std::move(variable));
  }
  return list;
}

MatrixXd ridge_regression(const MatrixXd& variables, const MatrixXd& responses, double lambda) {
  const MatrixXd x = centred(variables, column_means(variables));
  MatrixXd squares = gram(x);
  squares.diagonal().array() += lambda * static_cast<double>(x.rows());
  const LuFactors factors(std::move(squares));
  MatrixXd beta = MatrixXd::Zero(x.cols(), responses.cols());
  if (factors.singular()) return beta;
  const MatrixXd r = centred(responses, column_means(responses));
  for (Index j = 0; j < r.cols(); ++j)
    beta.col(j) = factors.solve(transposed_product(x, VectorXd(r.col(j))));
  return beta;
}

MatrixXd TaskAxes::matrix() const {
  MatrixXd matrix(mean.size(), static_cast<Index>(axes.size()));
  for (std::size_t v = 0; v < axes.size(); ++v) matrix.col(static_cast<Index>(v)) = axes[v].axis;
  return matrix;
}

TaskAxes task_axes(const Recording& recording, const TaskAxesOptions& options) {
  TaskAxes result;
  result.mean = VectorXd::Zero(static_cast<Index>(recording.active.size()));
  const std::vector<std::size_t> trials = trials_with_choice(recording);
  const std::vector<TaskVariable> variables = task_variables(recording, trials);
  const std::vector<std::string> epochs = epoch_names(recording);
  if (trials.size() < kFewestTrials || variables.empty() || recording.active.empty()) return result;
  Half fitted = half_of(recording, trials, variables, epochs, 0);
  Half held_out = half_of(recording, trials, variables, epochs, 1);
  standardise(fitted, held_out);
  result.fitted = static_cast<int>(fitted.variables.rows());
  result.held_out = static_cast<int>(held_out.variables.rows());
  for (std::size_t e = 0; e < epochs.size(); ++e) {
    const VectorXd means = column_means(fitted.responses[e]);
    result.mean += means / static_cast<double>(epochs.size());
    fitted.responses[e] = centred(fitted.responses[e], means);
    held_out.responses[e] = centred(held_out.responses[e], means);
  }
  result.rates_held_out = rates_r_squared(fitted, held_out, options.lambda);
  for (std::size_t v = 0; v < variables.size(); ++v) {
    const auto variable = static_cast<Index>(v);
    TaskAxis axis{variables[v].name, "", {}, {}};
    std::size_t best = 0;
    double longest = -1;
    for (std::size_t e = 0; e < epochs.size(); ++e) {
      const Regression regression{fitted, held_out, e, options.lambda};
      VectorXd direction = regression.direction(fitted.variables, variable);
      const double length = dot(direction, direction);
      if (length <= longest * (1 + 1e-9)) continue;
      longest = length, best = e;
      axis.direction = std::move(direction);
    }
    axis.epoch = epochs[best];
    axis.axis = orthogonal(axis.direction, result.axes);
    measure({fitted, held_out, best, options.lambda}, result.axes, variable, options.permutations,
            axis);
    result.axes.push_back(std::move(axis));
  }
  return result;
}

}  // namespace nn4n
