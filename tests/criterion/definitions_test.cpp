// Every version's definition of the rate and weight terms, written out.
//
// tests/parity/recorded_losses_test.cpp has the recorded losses of NN4N 1.2 and
// tests/parity/recorded_forward_test.cpp those of 1.0.3; here are also the definitions that were
// only documented, or released earlier.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "../model/small_network.h"

namespace nn4n::test::definitions_test {

namespace {

using Values = std::vector<double>;

/// The rates of a network that has some below 0: r[t * 5 + b][n].
struct Rates {
  SmallNetwork network{ActivationKind::tanh};
  std::vector<Values> rows;

  Rates() {
    network.loss({});
    for (int t = 1; t <= 9; ++t) {
      for (int b = 0; b < 5; ++b) {
        rows.emplace_back();
        for (int n = 0; n < 7; ++n) rows.back().push_back(network.episode.state_at(0, t)[n][b]);
      }
    }
  }

  double value(const std::string& term, const std::string& field, const std::string& choice) {
    LossTerm entry{Selection<TermCatalogue>(term), 1};
    EXPECT_EQ(from_text(resolve(target_of(entry.term), field), choice), "") << choice;
    return evaluate_loss({entry}, network.input(), network.adjoint).total;
  }

  /// Of every unit, over time and trials.
  Values means(double (*of)(double)) const {
    Values list(7);
    for (const Values& row : rows) {
      for (std::size_t n = 0; n < 7; ++n) list[n] += of(row[n]) / 45;
    }
    return list;
  }
};

double same(double x) { return x; }
double size(double x) { return std::abs(x); }
double square(double x) { return x * x; }

Values each(Values list, double (*of)(double)) {
  for (double& x : list) x = of(x);
  return list;
}

double mean(const Values& list) {
  return std::accumulate(list.begin(), list.end(), 0.0) / static_cast<double>(list.size());
}

Values distances(const Values& list) {
  Values out;
  for (const double x : list) out.push_back(std::abs(x - mean(list)));
  return out;
}

double population_sd(const Values& list) { return std::sqrt(mean(each(distances(list), square))); }

double sample_sd(const Values& list) {
  const double n = static_cast<double>(list.size());
  return population_sd(list) * std::sqrt(n / (n - 1));
}

constexpr double kClose = 1e-12;

}  // namespace

TEST(Definitions, OfTheFiringRate) {
  Rates rates;
  EXPECT_NEAR(rates.value("rate", "measure", "square"), mean(rates.means(square)), kClose);
  EXPECT_NEAR(rates.value("rate", "measure", "absolute"), mean(rates.means(size)), kClose);
  EXPECT_NEAR(rates.value("rate", "measure", "population"), 7 * mean(rates.means(size)), kClose);
}

TEST(Definitions, OfTheMeanFiringRate) {
  Rates rates;
  const Values m = rates.means(same);
  EXPECT_NEAR(rates.value("mean_rate", "norm", "l2"), mean(each(m, square)), kClose);
  EXPECT_NEAR(rates.value("mean_rate", "norm", "l1"), mean(each(m, size)), kClose);
  EXPECT_LT(*std::min_element(m.begin(), m.end()), 0) << "else signs would not matter";
}

TEST(Definitions, OfTheSpreadOfFiringRates) {
  Rates rates;
  const Values m = rates.means(same);
  const Values d = distances(m);
  const auto value = [&](const char* choice) { return rates.value("rate_sd", "measure", choice); };
  EXPECT_NEAR(value("sd"), sample_sd(m), kClose);
  EXPECT_NEAR(value("population_sd"), population_sd(m), kClose);
  EXPECT_NEAR(value("squares_sd"), sample_sd(each(m, square)), kClose);
  EXPECT_NEAR(value("absolute_sd"), sample_sd(rates.means(size)), kClose);
  EXPECT_NEAR(value("mean_ad"), mean(d), kClose);
  EXPECT_NEAR(value("max_ad"), *std::max_element(d.begin(), d.end()), kClose);
}

TEST(Definitions, OfTheVariationOfFiringRates) {
  Rates rates;
  const Values q = rates.means(size);
  const Values m = rates.means(same);
  Values by_trial(35);
  for (std::size_t row = 0; row < rates.rows.size(); ++row) {
    for (std::size_t n = 0; n < 7; ++n) {
      by_trial[row % 5 * 7 + n] += std::abs(rates.rows[row][n]) / 9;
    }
  }
  const auto value = [&](const char* choice) { return rates.value("rate_cv", "measure", choice); };
  EXPECT_NEAR(value("absolute"), sample_sd(q) / mean(q), kClose);
  EXPECT_NEAR(value("by_trial"), sample_sd(by_trial) / mean(by_trial), kClose);
  EXPECT_NEAR(value("signed"), sample_sd(m) / mean(m), 1e-10);
}

TEST(Definitions, OfTheSizeOfWeights) {
  Rates rates;
  for (const std::string norm : {"mean_square", "mean_absolute", "fro", "l1"}) {
    double all = 0;
    const auto check = [&](const char* term, Tensor tensor) {
      const auto weights = rates.network.parameters.of(tensor);
      const Values list(weights.begin(), weights.end());
      const double count = static_cast<double>(list.size());
      const double expected = norm == "mean_square"     ? mean(each(list, square))
                              : norm == "mean_absolute" ? mean(each(list, size))
                              : norm == "fro" ? std::sqrt(count * mean(each(list, square)))
                                              : count * mean(each(list, size));
      EXPECT_NEAR(rates.value(term, "norm", norm), expected, kClose) << term << " " << norm;
      all += expected;
    };
    check("input_weight", Tensor::input_weight);
    check("recurrent_weight", Tensor::recurrent_weight);
    check("readout_weight", Tensor::readout_weight);
    EXPECT_NEAR(rates.value("all_weights", "norm", norm), all, kClose) << norm;
  }
}

TEST(Definitions, ThatAreDefaultAreTheRecommendedOnes) {
  Rates rates;
  const auto value = [&](const char* term) {
    const LossTerm entry{Selection<TermCatalogue>(term), 1};
    return evaluate_loss({entry}, rates.network.input(), rates.network.adjoint).total;
  };
  EXPECT_EQ(value("rate"), rates.value("rate", "measure", "square"));
  EXPECT_EQ(value("mean_rate"), rates.value("mean_rate", "norm", "l2"));
  EXPECT_EQ(value("rate_sd"), rates.value("rate_sd", "measure", "sd"));
  EXPECT_EQ(value("rate_cv"), rates.value("rate_cv", "measure", "absolute"));
  EXPECT_EQ(value("recurrent_weight"), rates.value("recurrent_weight", "norm", "mean_square"));
}

TEST(PopulationKl, IsZeroBetweenAnAreaAndItselfAndWithoutTheSecondArea) {
  Rates rates;
  LossTerm entry{Selection<TermCatalogue>("population_kl"), 1};
  const auto value = [&](const char* field, const char* choice) {
    EXPECT_EQ(from_text(resolve(target_of(entry.term), field), choice), "");
    return evaluate_loss({entry}, rates.network.input(), rates.network.adjoint).total;
  };
  EXPECT_GT(value("rate_cost", "0"), 0.01);
  EXPECT_EQ(value("second", "0"), 0);
  EXPECT_EQ(value("second", "5"), 0);
}

TEST(PopulationKl, PairsUnitsInOrderAsManyAsTheSmallerAreaHas) {
  Rates rates;
  const LossTerm entry{Selection<TermCatalogue>("population_kl"), 1};
  evaluate_loss({entry}, rates.network.input(), rates.network.adjoint);
  for (int n = 0; n < 7; ++n) {
    EXPECT_EQ(rates.network.adjoint.rate_at(0, 1)[n][0] != 0, n < 6)
        << "of 3 and 4 units, unit " << n;
  }
}

TEST(PopulationKl, IsFiniteWhenUnitsAreSilent) {
  SmallNetwork network(ActivationKind::relu);
  for (double& bias : network.parameters.of(Tensor::recurrent_bias)) bias = -100;
  const LossTerm entry{Selection<TermCatalogue>("population_kl"), 1};
  EXPECT_EQ(network.loss({entry}), 0);
  network.parameters.of(Tensor::recurrent_bias)[0] = 1;
  EXPECT_TRUE(std::isfinite(network.loss({entry})));
  for (const double g : network.gradient({entry})) EXPECT_TRUE(std::isfinite(g));
}

}  // namespace nn4n::test::definitions_test
