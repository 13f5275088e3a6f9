// The formula of the ideal observer against observers that decode noisy inputs as the engine makes
// them.
#include "tasks/ideal_observer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "base/normal.h"
#include "tasks/chosen_task.h"
#include "tasks/draw.h"

namespace nn4n::test::ideal_observer_test {

namespace {

/// A trial of one channel that shows x at every step.
Trial constant(double x, int steps) {
  TrialBuilder build(1, 1, kDt);
  const EpochSpan all = build.epoch("All", steps * kDt);
  build.input(0, all, x);
  return build.trial();
}

std::vector<float> steady(double x, int steps) {
  return std::vector<float>(static_cast<std::size_t>(steps), static_cast<float>(x));
}

/// The log of the likelihood of a noisy input: a density above 0, a probability at 0.
double log_likelihood(double u, double x, const InputNoise& noise) {
  const double s = noise.deviation;
  if (noise.rectified && u <= 0) return std::log(std::erfc(x / s / std::sqrt(2.0)) / 2);
  return -(u - x) * (u - x) / (2 * s * s);
}

struct Sum {
  double expected = 0;
  int right = 0;
  int trials = 0;
};

/// How often the likelihood of the inputs as they reach the network names the right answer, by the
/// strength of the evidence, and how often it should.
std::map<float, Sum> decoded(const Experiment& experiment, int count) {
  Batch<float> batch;
  const auto trials = draw_trials(experiment, {.seed = 5}, count, batch);
  const InputNoise noise = input_noise_of(experiment);
  std::map<float, Sum> sums;
  for (std::size_t b = 0; b < trials.size(); ++b) {
    const Trial& trial = trials[b];
    if (!trial.counted) continue;
    const auto other = task_of(experiment).other_inputs(experiment.task, trial);
    double evidence = 0;
    for (int t = 0; t < trial.steps; ++t) {
      const auto* input = &batch.input[batch.row(static_cast<int>(b / kLanes), t, trial.inputs)];
      for (int c = 0; c < trial.inputs; ++c) {
        const float mirror = other[Trial::index(t, trial.inputs, c)];
        if (mirror == trial.input_at(t, c)) continue;
        const double u = double{input[c][static_cast<int>(b % kLanes)]};
        evidence += log_likelihood(u, double{trial.input_at(t, c)}, noise) -
                    log_likelihood(u, double{mirror}, noise);
      }
    }
    Sum& sum = sums[std::fabs(trial.stimulus)];
    sum.expected += ideal_of(experiment, trial);
    sum.right += evidence > 0;
    ++sum.trials;
  }
  return sums;
}

}  // namespace

TEST(Normal, AgreesWithTheLibrary) {
  for (double z = -7.9; z < 8; z += 0.37) {
    EXPECT_NEAR(normal_probability(z), std::erfc(-z / std::sqrt(2.0)) / 2, 1e-14) << z;
    EXPECT_NEAR(normal_density(z), std::exp(-z * z / 2) / std::sqrt(2 * M_PI), 1e-15) << z;
    if (std::fabs(z) < 5) {
      EXPECT_NEAR(normal_quantile(normal_probability(z)), z, 1e-8) << z;
    }
  }
  EXPECT_EQ(normal_probability(9), 1);
  EXPECT_EQ(normal_probability(-9), 0);
  EXPECT_EQ(exp_of_negative(-1e9), 0);
}

/// Two numbers that differ by d standard deviations of their mean are told apart with Φ(d/2).
TEST(IdealObserver, IsHalfDPrimeWithoutRectification) {
  const double d = 0.1 * std::sqrt(25.0) / 0.4;
  EXPECT_NEAR(probability_correct(constant(0.5, 25), steady(0.4, 25), {0.4, false}),
              normal_probability(d / 2), 1e-6);
  EXPECT_NEAR(probability_correct(constant(5, 25), steady(4.9, 25), {0.4, true}),
              normal_probability(d / 2), 1e-6)
      << "so far from 0 rectification changes nothing";
  EXPECT_LT(probability_correct(constant(0.1, 25), steady(0, 25), {0.4, true}),
            normal_probability(d / 2));
}

TEST(IdealObserver, KnowsEverythingWithoutNoiseAndNothingWithoutEvidence) {
  EXPECT_EQ(probability_correct(constant(0.5, 25), steady(0.4, 25), {0, true}), 1);
  EXPECT_EQ(probability_correct(constant(0.5, 25), steady(0.5, 25), {0.4, true}), 0.5);
  EXPECT_EQ(probability_correct(constant(0.5, 25), steady(0.5, 25), {0, true}), 0.5);
}

TEST(IdealObserver, OfTheDefaultDecisionIsTheTextbookFormula) {
  Chosen chosen("pdm");
  chosen.experiment.network.input_noise = 0.1;
  const double s = 0.1 * std::sqrt(2 / 0.2);
  for (std::uint32_t index = 0; index < 40; ++index) {
    const Trial trial = chosen.trial(index);
    if (!trial.counted) continue;
    const double c = std::fabs(double{trial.stimulus}) / 100;
    EXPECT_NEAR(ideal_of(chosen.experiment, trial),
                normal_probability(c * std::sqrt(40.0) / (s * std::sqrt(2.0))), 0.005)
        << c;
  }
}

/// Both senses: d² = d₁² + d₂².
TEST(IdealObserver, AddsTheEvidenceOfTwoSenses) {
  Chosen chosen("multi");
  chosen.experiment.network.input_noise = 0.4;
  std::map<std::pair<float, float>, double> z;  // by senses and strength
  for (std::uint32_t index = 0; index < 200; ++index) {
    const Trial trial = chosen.trial(index);
    z[{trial.conditions[0], std::fabs(trial.stimulus)}] =
        normal_quantile(ideal_of(chosen.experiment, trial));
  }
  ASSERT_EQ(z.size(), 12u);
  for (const float strength : {0.5f, 1.5f, 2.5f, 3.5f}) {
    EXPECT_NEAR((z[{2.0f, strength}]), std::hypot(z[{0.0f, strength}], z[{1.0f, strength}]), 1e-6);
  }
}

/// As often as the best rule is right on the inputs that the engine makes, to 4 standard errors.
TEST(IdealObserver, IsAsGoodAsTheLikelihoodOfTheInputs) {
  for (const char* task : {"pdm", "rt", "ctx", "multi"}) {
    for (const double sigma : {0.1, 0.5}) {  // 0.5: many inputs are rectified
      Chosen chosen(task);
      chosen.experiment.network.input_noise = sigma;
      const auto sums = decoded(chosen.experiment, 6000);
      EXPECT_GE(sums.size(), 3u);
      for (const auto& [strength, sum] : sums) {
        const double p = sum.expected / sum.trials;
        const double error = std::sqrt(p * (1 - p) / sum.trials) + 0.5 / sum.trials;
        EXPECT_NEAR(double{1} * sum.right / sum.trials, p, 4 * error + 0.002)
            << task << ", noise " << sigma << ", strength " << strength;
      }
    }
  }
}

TEST(IdealObserver, IsStatedWhereTheInputsAreTheLimit) {
  for (const char* task : {"gonogo", "flipflop", "sine", "interval", "rsg", "custom"}) {
    const Chosen chosen(task);
    EXPECT_EQ(ideal_of(chosen.experiment, chosen.trial(1)), kNoIdeal) << task;
  }
}

}  // namespace nn4n::test::ideal_observer_test
