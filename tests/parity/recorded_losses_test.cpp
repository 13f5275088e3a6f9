// Compares value and gradient of loss terms with what NN4N 1.2 gave (tests/golden/losses-*.json),
// and tests the comparison with damaged files.
#include "parity/recorded_losses.h"

#include <cmath>

#include "parity/recorded_damage.h"

namespace nn4n::test::recorded_losses_test {

namespace {

RecordedLosses read(const JsonValue& file) {
  RecordedLosses losses;
  EXPECT_EQ(read_recorded_losses(file, losses), "");
  return losses;
}

std::string not_understood(const JsonValue& file) {
  RecordedLosses losses;
  return read_recorded_losses(file, losses);
}

/// A gradient of zero would prove nothing.
void expect_gradients_to_prove_something(const RecordedLosses& losses) {
  for (const RecordedLoss& loss : losses.losses) {
    EXPECT_EQ(loss.gradients.empty(), std::isnan(loss.value)) << loss.name;
    for (const std::vector<double>& gradient : loss.gradients)
      EXPECT_GT(largest(gradient), 1e-4) << loss.name;
  }
}

}  // namespace

class RecordedLossesTest : public ::testing::TestWithParam<std::string> {};

TEST_P(RecordedLossesTest, TheTermsGiveWhatThePackageGave) {
  const RecordedLosses losses = read(load_recorded(GetParam()));
  EXPECT_EQ(losses.losses.size(), 20u);
  expect_gradients_to_prove_something(losses);
  const std::vector<Comparison> as_float = compare_losses<float>(losses);
  EXPECT_EQ(over(as_float), std::vector<std::string>{});
  EXPECT_GE(as_float.size(), 40u);
  if (!losses.in_double) return;
  EXPECT_EQ(over(compare_losses<double>(losses)), std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Files, RecordedLossesTest,
                         ::testing::ValuesIn(recorded_names({"losses-"})), test_name);

TEST(RecordedLosses, AWrongNumberIsFoundInEveryValueAndGradient) {
  const JsonValue original = load_recorded("losses-positive-f64");
  for (const std::string& name : original.find("values")->keys) {
    JsonValue file = original;
    nudge(at(at(file, "values"), name), 1e-2);
    EXPECT_EQ(over(compare_losses<double>(read(file))), std::vector<std::string>{name});
    EXPECT_EQ(over(compare_losses<float>(read(file))), std::vector<std::string>{name});
    file = original;
    nudge(at(at(file, "grads"), name).items[0], 1e-2);
    const std::string gradient = "grads " + name + " (argument 1)";
    EXPECT_EQ(over(compare_losses<double>(read(file))), std::vector<std::string>{gradient});
    EXPECT_EQ(over(compare_losses<float>(read(file))), std::vector<std::string>{gradient});
  }
}

TEST(RecordedLosses, StatePredictionIsCheckedOnBothAxes) {
  const RecordedLosses losses = read(load_recorded("losses-signed-f64"));
  int sliced = 0;
  for (const RecordedLoss& loss : losses.losses) sliced += loss.axes == Axes::trials_as_steps;
  EXPECT_EQ(sliced, 2);
  RecordedLosses meant = losses;
  for (RecordedLoss& loss : meant.losses) loss.axes = Axes::as_meant;
  const std::vector<std::string> wrong = over(compare_losses<double>(meant));
  EXPECT_TRUE(contains(wrong, "state_pred_as_coded_tau1"));
  EXPECT_FALSE(contains(wrong, "state_pred_corrected_tau1"));
}

TEST(RecordedLosses, WhereThePackageHasNoNumberThereMustBeAReason) {
  const RecordedLosses losses = read(load_recorded("losses-signed-f64"));
  int without = 0;
  for (const RecordedLoss& loss : losses.losses) without += std::isnan(loss.value);
  EXPECT_EQ(without, 2) << "the entropy of negative rates";
  JsonValue file = load_recorded("losses-signed-f64");
  part_of(file, {"values", "hebbian"}) = "nan";
  part_of(file, {"grads", "hebbian"}) = JsonValue{};
  EXPECT_NE(not_understood(file), "");
}

namespace {

JsonValue parsed(const std::string& text) {
  ParsedJson parsed = parse_json(text, {.bytes = 10000, .values = 1000});
  EXPECT_EQ(parsed.error, "") << text;
  return std::move(parsed.value);
}

/// A file of one loss; all but its name is JSON.
JsonValue file_of(const char* inputs, const char* name, const char* value, const char* gradient) {
  JsonValue file = load_recorded("losses-positive-f64");
  at(file, "inputs") = parsed(inputs);
  for (const auto& [key, content] : {std::pair("values", value), std::pair("grads", gradient)}) {
    at(file, key) = JsonValue::object();
    at(file, key).add(name, parsed(std::string("[") + content + "]").items[0]);
  }
  return file;
}

}  // namespace

/// The numbers are PyTorch's.
TEST(RecordedLosses, TheEntropyOfASilentUnitHasItsDerivative) {
  const RecordedLosses losses =
      read(file_of(R"({"state": [[[0, 0.5], [0.25, 0.75]]]})", "entropy_reg0.1", "0.324917569",
                   "[[[[19.4206803, 0.04999998], [0.436979602, -0.0623265369]]]]"));
  EXPECT_EQ(over(compare_losses<double>(losses)), std::vector<std::string>{});
  EXPECT_EQ(over(compare_losses<float>(losses)), std::vector<std::string>{});
}

TEST(RecordedLosses, TheDivergenceOfAUnitThatHoldsStillHasNoNumber) {
  const char* still = R"({"state": [[[0.5, 0.5], [0.5, 0.75]]],
                          "state_2": [[[0.5, 0.25], [0.25, 0.75]]]})";
  EXPECT_EQ(over(compare_losses<double>(
                read(file_of(still, "population_kl_sym1_mean", "\"nan\"", "null")))),
            std::vector<std::string>{});
  const char* moving = R"({"state": [[[0.5, 0.5], [0.6, 0.75]]],
                           "state_2": [[[0.5, 0.25], [0.25, 0.75]]]})";
  EXPECT_NE(not_understood(file_of(moving, "population_kl_sym1_mean", "\"nan\"", "null")), "");
}

TEST(RecordedLosses, OptionsAreReadFromTheName) {
  const auto renamed = [](const char* from, const char* to) {
    JsonValue file = load_recorded("losses-positive-f64");
    for (const char* half : {"values", "grads"}) {
      for (std::string& key : at(file, half).keys) key = key == from ? to : key;
    }
    return file;
  };
  EXPECT_TRUE(over(compare_losses<double>(read(renamed("entropy_reg10", "entropy")))).empty());
  EXPECT_TRUE(over(compare_losses<double>(
                       read(renamed("population_kl_sym1_sum", "population_kl_sum_reg0.001"))))
                  .empty());
  EXPECT_FALSE(
      over(compare_losses<double>(read(renamed("entropy_reg10", "entropy_reg9")))).empty());
  for (const char* name : {"entropy_reg", "entropy_sum", "entropyreg10", "surprise", "entropy__",
                           "cross_entropy_softmax_4d"})
    EXPECT_NE(not_understood(renamed("entropy_reg10", name)), "") << name;
}

TEST(RecordedLosses, WhatIsMissingOrHasAnotherShapeIsNotUnderstood) {
  for (const std::string_view key :
       {"format", "package", "dtype", "layout", "inputs", "values", "grads"}) {
    JsonValue file = load_recorded("losses-positive-f64");
    drop(file, key);
    EXPECT_NE(not_understood(file), "") << key;
  }
  for (const std::string_view key : {"state", "state_2", "weights", "pred_2d", "target_3d"}) {
    JsonValue file = load_recorded("losses-positive-f64");
    at(at(file, "inputs"), key).items.pop_back();
    EXPECT_NE(not_understood(file), "") << key;
    drop(at(file, "inputs"), key);
    EXPECT_NE(not_understood(file), "") << key;
  }
  JsonValue file = load_recorded("losses-positive-f64");
  drop(at(file, "grads"), "hebbian");
  EXPECT_EQ(not_understood(file), "hebbian is missing");
}

}  // namespace nn4n::test::recorded_losses_test
