// Sums over arrays whose entries are off as rounding makes them, and as it does not.
#include "parity/recorded_statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace nn4n::test::recorded_statistics_test {

namespace {

constexpr double kEntry = 5e-6;  // what one entry may be off

using Values = std::vector<double>;

class Draws {
 public:
  explicit Draws(std::uint32_t seed) : engine_(seed) {}

  /// Between -1 and 1.
  double uniform() { return 2 * static_cast<double>(engine_()) / 4294967295.0 - 1; }
  double sign() { return uniform() < 0 ? -1 : 1; }

  /// Rates of rectified units: about half of them are exactly 0.
  Values rates(std::size_t n) {
    Values values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(std::max(0.0, 1.3 * uniform()));
    return values;
  }
  /// Entries of either sign and of very different size, many as small as their error.
  Values gradients(std::size_t n) {
    Values values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(std::pow(uniform(), 31));
    return values;
  }

 private:
  std::mt19937 engine_;
};

/// Adds error(value) to every entry but those that are exactly 0.
template <class Error>
Values off_by(const Values& values, Error&& error) {
  Values found(values);
  for (double& value : found) value += value == 0 ? 0 : error(value);
  return found;
}

bool over(const Values& values, const Values& found) {
  return compare_statistics("x", found, statistics_of(values), [](std::size_t) { return kEntry; })
      .over;
}

constexpr std::size_t kSizes[]{1, 2, 10, 100, 1000, 20000};

}  // namespace

TEST(RecordedStatistics, ErrorsOfRandomDirectionWithinTheirToleranceAreNotOver) {
  Draws draws(1);
  for (const std::size_t n : kSizes) {
    for (int repeat = 0; repeat < 100; ++repeat) {
      for (const Values& values : {draws.rates(n), draws.gradients(n)}) {
        EXPECT_FALSE(over(values, off_by(values, [&](double) { return kEntry * draws.sign(); })))
            << n << " errors as large as they may be";
        EXPECT_FALSE(over(values, off_by(values, [&](double) { return kEntry * draws.uniform(); })))
            << n;
      }
    }
  }
}

TEST(RecordedStatistics, ErrorsThatPartlyHaveOneDirectionAreNotOver) {
  Draws draws(2);
  for (const std::size_t n : kSizes) {
    for (const Values& values : {draws.rates(n), draws.gradients(n)}) {
      const double common = kCommonShare * kEntry;
      const double own = kEntry - common;
      const auto of = [](double x) { return x < 0 ? -1 : 1; };
      EXPECT_FALSE(over(values, off_by(values, [&](double) { return common; }))) << n;
      EXPECT_FALSE(over(values, off_by(values, [&](double x) { return common * of(x); }))) << n;
      EXPECT_FALSE(over(
          values, off_by(values, [&](double x) { return common * of(x) + own * draws.sign(); })))
          << n;
    }
  }
}

/// In so large an array the part that errors have in common outweighs what they have of their own.
TEST(RecordedStatistics, ErrorsOfOneDirectionInALargeArrayAreNotOver) {
  const Values values = Draws(7).gradients(200000);
  EXPECT_FALSE(over(values, off_by(values, [](double) { return kCommonShare * kEntry; })));
}

/// Squares of entries that are smaller than their errors only become larger.
TEST(RecordedStatistics, ErrorsThatOutweighTheirEntriesAreNotOver) {
  Draws draws(8);
  Values values(20000);
  for (double& value : values) value = 0.1 * kEntry * draws.uniform();
  EXPECT_FALSE(over(values, off_by(values, [&](double) { return kEntry * draws.sign(); })));
}

TEST(RecordedStatistics, ErrorsOfOneDirectionBeyondTheirShareAreOver) {
  Draws draws(3);
  const Values rates = draws.rates(20000);
  const Values gradients = draws.gradients(20000);
  for (const double share : {0.2, 0.5, 1.0, -0.2}) {
    EXPECT_TRUE(over(rates, off_by(rates, [&](double) { return share * kEntry; }))) << share;
    EXPECT_TRUE(over(gradients, off_by(gradients, [&](double) { return share * kEntry; })))
        << share;
  }
  const Values few = draws.rates(200);
  EXPECT_TRUE(over(few, off_by(few, [](double) { return kEntry; })));
}

/// The sum does not show that all entries have become larger, since those of either sign cancel.
TEST(RecordedStatistics, EntriesThatAreAllTooLargeAreOver) {
  Draws draws(6);
  Values values = draws.gradients(20000);
  for (double& value : values) value += value < 0 ? -0.5 : 0.5;
  const auto larger = [](double x) { return (x < 0 ? -0.1 : 0.1) * kEntry; };
  EXPECT_TRUE(over(values, off_by(values, larger)));
}

TEST(RecordedStatistics, OneEntryThatIsClearlyWrongIsOver) {
  Draws draws(4);
  for (const std::size_t n : kSizes) {
    Values values = draws.rates(n);
    values.back() = 0.5;
    Values found = values;
    found.back() = 0.51;
    EXPECT_TRUE(over(values, found)) << n;
    values.back() = found.back() = 2;
    found.back() += 1.1 * kEntry;
    EXPECT_TRUE(over(values, found)) << n << ", where it is the largest";
  }
}

TEST(RecordedStatistics, AToleranceOfOneEntryIsNotLentToTheOthers) {
  Draws draws(5);
  Values values = draws.gradients(1000);
  values[0] = 0.1;
  values[1] = 2;
  const auto wide_first = [](std::size_t i) { return i == 0 ? 1e-2 : kEntry; };
  Values found = values;
  found[0] += 1e-2;
  EXPECT_FALSE(compare_statistics("x", found, statistics_of(values), wide_first).over);
  EXPECT_TRUE(over(values, found));
  found[0] += 0.1;
  EXPECT_TRUE(compare_statistics("x", found, statistics_of(values), wide_first).over);
  found = values;
  found[1] += 1e-3;
  EXPECT_TRUE(compare_statistics("x", found, statistics_of(values), wide_first).over)
      << "the largest is another one";
}

TEST(RecordedStatistics, WhatIsNotFiniteIsOver) {
  for (const double wrong : {std::nan(""), std::numeric_limits<double>::infinity()}) {
    const Values values(100, 0.5);
    Values found = values;
    found[3] = wrong;
    EXPECT_TRUE(over(values, found)) << wrong;
  }
}

}  // namespace nn4n::test::recorded_statistics_test
