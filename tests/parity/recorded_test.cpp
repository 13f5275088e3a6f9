// Compares our structures, refusals, starts and noise with recorded ones of NN4N, and tests the
// comparison with damaged files.
#include "parity/recorded.h"

#include <cmath>

#include "cli/command.h"
#include "parity/recorded_damage.h"

namespace nn4n::test::recorded_test {

namespace {

Verdicts check(const JsonValue& file) {
  const auto verifier = verifier_of(file, true);
  EXPECT_TRUE(verifier);
  return verifier ? verifier(file) : Verdicts{};
}

std::vector<std::string> over(const Verdicts& verdicts) {
  std::vector<Comparison> all;
  for (const Verdict& verdict : verdicts.list)
    all.insert(all.end(), verdict.comparisons.begin(), verdict.comparisons.end());
  return test::over(all);
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += name + "; ";
  return text;
}

std::string not_understood(const JsonValue& file) { return check(file).not_understood; }

/// A number of a file that is made wrong, and the quantity that is then over.
struct Damage {
  std::string file;
  std::vector<Step> path;
  double value;
  std::string quantity;
};
const std::vector<Damage> kDamages{
    {"structure-ei-inter-FTTT", {"area_indices", 1, 0}, 14, "area_indices[1]"},
    {"structure-ei-inter-FTTT", {"excitatory_idx", 2, 3}, 0, "excitatory_idx[2]"},
    {"structure-ei-inter-FTTT", {"column_sign", 12}, 1, "column_sign"},
    {"structure-ei-inter-FTTT", {"non_input_idx", 0}, 0, "non_input_idx"},
    {"structure-ei-inter-FTTT",
     {"area_connectivities_expanded", 0, 1},
     0.3,
     "area_connectivities_expanded"},
    {"structure-multiarea-3x30",
     {"blocks", 1, "measured_mean_density"},
     0.15,
     "area_2 to area_1: mean density"},
    {"structure-multiarea-3x30",
     {"blocks", 1, "expected_density"},
     0.3,
     "area_2 to area_1: density of one draw"},
    {"structure-multiarea-single", {"diagonal_density"}, 0.6, "diagonal_density"},
    {"structure-randominput-overlap", {"n_input_neurons", 0}, 19, "n_input_neurons"},
    {"structure-randominput-overlap", {"intersection_min_mean_max", 1}, 8, "intersection, mean"},
    {"structure-randominput-disjoint",
     {"hidden_measured_mean_density"},
     0.52,
     "hidden mean density"},
    {"init-default", {"at_construction", "hid", "std"}, 0.143, "hid std"},
    {"init-default", {"at_construction", "in", "mean"}, 0.02, "in mean"},
    {"init-default", {"at_construction", "in", "max"}, 0.5774, "in bound of the package"},
    {"init-default", {"at_construction", "hid", "fraction_zero"}, 0.021, "hid fraction_zero"},
    {"init-default", {"at_construction", "hid", "max_abs_diagonal"}, 0.1, "hid max_abs_diagonal"},
    {"init-default", {"at_construction", "bias", "out", "max_abs"}, 0.01, "bias out max_abs"},
    {"init-ei-all",
     {"after_first_training_forward", "in", "negative", "fraction"},
     0.1,
     "first forward: in negative fraction"},
    {"init-ei-all",
     {"at_construction", "hid", "positive", "sum_per_matrix"},
     11.6,
     "hid positive sum_per_matrix"},
    {"init-ei-all",
     {"expected", "hid", "I mean of nonzero"},
     -0.0118,
     "expected hid: I mean of nonzero"},
    {"init-uniform-hidden-scaled", {"expected", "in"}, 0.01, "expected in"},
    {"init-v12-ei", {"at_construction", "hid", "positive", "mean"}, 0.031, "hid positive mean"},
    {"init-v12-uniform", {"at_construction", "bias", "hid", "std"}, 0.09, "bias hid std"},
    {"noise-v1.0.3", {"rows", 1, "first_step_sd_expected"}, 0.032, "rows[1] first_step_sd"},
    {"noise-v1.0.3", {"rows", 3, "lag1_autocorr_expected"}, 0.38, "rows[3] lag1_autocorr"},
    {"noise-v1.2.0", {"rows", 0, "stationary_sd_expected"}, 0.18, "rows[0] stationary_sd"},
    {"noise-v1.2.0", {"rows", 0, "eval_mode_max_abs"}, 0.1, "rows[0] eval_mode_max_abs"}};

}  // namespace

class RecordedTest : public ::testing::TestWithParam<std::string> {};

TEST_P(RecordedTest, TheEngineAgreesWithThePackage) {
  const Verdicts verdicts = check(load_recorded(GetParam()));
  EXPECT_EQ(verdicts.not_understood, "");
  EXPECT_EQ(joined(over(verdicts)), "");
  ASSERT_FALSE(verdicts.list.empty());
  for (const Verdict& verdict : verdicts.list) EXPECT_GE(verdict.comparisons.size(), 3u);
}

INSTANTIATE_TEST_SUITE_P(Files, RecordedTest,
                         ::testing::ValuesIn(recorded_names({"structure-", "init-", "noise-"})),
                         test_name);

TEST(Recorded, HasFilesOfEveryClassAndKind) {
  const std::vector<std::string> names = recorded_names({"structure-", "init-", "noise-"});
  EXPECT_GE(names.size(), 23u);
  for (const std::string_view part :
       {"structure-ei", "structure-multiarea", "structure-multiio", "structure-randominput",
        "structure-rejections", "init-v12", "init-default", "noise-v1.0.3", "noise-v1.2.0"}) {
    EXPECT_TRUE(std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return name.find(part) != name.npos;
    })) << part;
  }
}

TEST(Recorded, AWrongNumberIsFoundWhereverItIs) {
  for (const Damage& damage : kDamages) {
    JsonValue file = load_recorded(damage.file);
    part_of(file, damage.path) = JsonValue(damage.value);
    const Verdicts verdicts = check(file);
    EXPECT_EQ(verdicts.not_understood, "") << damage.quantity;
    EXPECT_TRUE(contains(over(verdicts), damage.quantity))
        << damage.file << ": " << damage.quantity << " is not among " << joined(over(verdicts));
  }
}

TEST(Recorded, AnotherLawThanTheRecordedOneIsFound) {
  JsonValue file = load_recorded("init-sparse-multiarea");
  part_of(file, {"config"}).add("scaling", 1.1);
  EXPECT_TRUE(contains(over(check(file)), "hid std"));
  file = load_recorded("init-ei-all");
  part_of(file, {"package"}).text = "nn4n 1.2.0";
  EXPECT_NE(not_understood(file), "") << "its keywords are those of 1.0.3";
}

TEST(Recorded, AMaskThatDiffersInOnePlaceIsFound) {
  for (const std::string_view key : {"input_mask", "readout_mask"}) {
    JsonValue file = load_recorded("structure-multiio-two-in-two-out");
    std::string& row = part_of(file, {key.data(), 1}).text;
    row[0] = row[0] == '0' ? '+' : '0';
    EXPECT_EQ(over(check(file)), std::vector<std::string>{std::string(key)});
  }
}

TEST(Recorded, WhatIsNotKnownIsNotUnderstood) {
  for (const char* name :
       {"structure-ei-inter-FTTT", "structure-randominput-overlap", "structure-multiio-defaults",
        "structure-rejections", "init-default", "noise-v1.0.3"}) {
    JsonValue file = load_recorded(name);
    file.add("delays", JsonValue::list());
    EXPECT_NE(not_understood(file).find("delays"), std::string::npos) << name;
  }
  JsonValue keyword = load_recorded("init-default");
  part_of(keyword, {"config"}).add("delay", 1);
  EXPECT_NE(not_understood(keyword).find("delay is not known"), std::string::npos);
  JsonValue statistic = load_recorded("init-default");
  part_of(statistic, {"at_construction", "in"}).add("kurtosis", 3);
  EXPECT_NE(not_understood(statistic).find("kurtosis is not known"), std::string::npos);
  JsonValue package = load_recorded("noise-v1.0.3");
  part_of(package, {"package"}).text = "nn4n 9.9";
  EXPECT_NE(not_understood(package).find("package"), std::string::npos);
}

TEST(Recorded, WhatIsMissingIsNotUnderstood) {
  for (const std::string_view key : {"readout_idx", "blocks", "input_mask", "class", "layout"}) {
    JsonValue file = load_recorded("structure-ei-inter-FTTT");
    for (std::string& name : file.keys) name = name == key ? "note" : name;
    EXPECT_NE(not_understood(file), "") << key;
  }
}

TEST(Recorded, DisagreementsInTheSenseOfTheQuirksAreSaidAndOthersAreOver) {
  JsonValue file = load_recorded("structure-rejections");
  int quirks = 0;
  const Verdicts verdicts = check(file);
  for (const Comparison& comparison : verdicts.list[0].comparisons)
    quirks += comparison.quantity.find("unlike the package: quirk") != std::string::npos;
  EXPECT_EQ(quirks, 3);
  for (std::size_t k = 0; k < 21; ++k) {
    JsonValue damaged = file;
    bool& accepted = part_of(damaged, {"cases", static_cast<int>(k), "accepted"}).boolean;
    accepted = !accepted;
    EXPECT_EQ(over(check(damaged)).size(), 1u) << k;
  }
}

TEST(Recorded, ABlockOfOnePairMayBeEmptyInEveryRecordedDraw) {
  JsonValue file = load_recorded("structure-multiarea-3x30");
  JsonValue& block = part_of(file, {"blocks", 1});
  part_of(block, {"always_zero"}).boolean = true;
  const std::string wrong = "area_2 to area_1: always zero, always full";
  EXPECT_TRUE(contains(over(check(file)), wrong)) << "900 pairs are not";
  JsonValue small = load_recorded("structure-ei-pct-truncation");
  part_of(small, {"n_random_draws"}) = 1;
  for (JsonValue& one : part_of(small, {"blocks"}).items) {
    const std::string name = part_of(one, {"source"}).text + " to " + part_of(one, {"target"}).text;
    if (name != "area_1_inh to area_1_inh") continue;
    part_of(one, {"always_zero"}).boolean = true;
    EXPECT_FALSE(contains(over(check(small)), name + ": always zero, always full"))
        << "nine pairs are in one draw of 512";
    part_of(one, {"expected_density"}) = 0;
    EXPECT_TRUE(contains(over(check(small)), name + ": zero in every draw"));
    return;
  }
  ADD_FAILURE() << "no such block";
}

TEST(Recorded, NoneIsRefusedWhereThePackageFailsWithIt) {
  const auto refused = [](const char* keyword) {
    JsonValue file = load_recorded("structure-rejections");
    JsonValue config = JsonValue::object();
    for (const char* size : {"hidden_size", "input_dim", "output_dim"})
      if (size != std::string_view(keyword)) config.add(size, 12);
    config.add(keyword, JsonValue{});
    JsonValue& one = part_of(file, {"cases", 14});
    EXPECT_EQ(part_of(one, {"class"}).text, "MultiAreaEI");
    part_of(one, {"config"}) = config;
    return over(check(file)).empty();
  };
  for (const char* keyword : {"n_areas", "area_connectivities", "exc_pct", "hidden_size"})
    EXPECT_TRUE(refused(keyword)) << keyword;
  for (const char* keyword : {"input_areas", "readout_areas", "inh_readout"})
    EXPECT_FALSE(refused(keyword)) << keyword;
}

TEST(Recorded, ATableOfAMultiIOMayHoldOtherNumbersThanOne) {
  JsonValue file = load_recorded("structure-multiio-two-in-two-out");
  part_of(file, {"config", "input_table", 0, 0}) = 2.5;
  EXPECT_EQ(joined(over(check(file))), "");
  part_of(file, {"config", "input_table", 0, 1}) = 0;
  EXPECT_EQ(joined(over(check(file))), "input_mask; ");
}

/// Noise that is forgotten slowly is not yet stationary where the package begins to count.
TEST(Recorded, NoiseOfASmallAlphaIsRunUntilItIsStationary) {
  JsonValue file = load_recorded("noise-v1.0.3");
  JsonValue& row = part_of(file, {"rows", 1});
  part_of(row, {"dt"}) = 1;
  part_of(row, {"alpha"}) = 0.01;
  const double sd = 0.003;
  const double stationary = sd / std::sqrt(1 - 0.99 * 0.99);
  for (const char* key : {"first_step_sd_measured", "first_step_sd_expected"})
    part_of(row, {key}) = sd;
  part_of(row, {"stationary_sd_expected"}) = stationary;
  part_of(row, {"stationary_sd_measured"}) = 0.985 * stationary;
  for (const char* key : {"lag1_autocorr_measured", "lag1_autocorr_expected"})
    part_of(row, {key}) = 0.99;
  EXPECT_EQ(joined(over(check(file))), "");
  part_of(row, {"stationary_sd_measured"}) = 0.8 * stationary;
  EXPECT_TRUE(contains(over(check(file)), "rows[1] stationary_sd (measured by the package)"));
  part_of(row, {"dt"}) = 250;
  EXPECT_EQ(not_understood(file), "alpha is not below 2: the noise grows without end");
}

TEST(Recorded, TheReportSaysThatMasksHaveNoPrecision) {
  ::testing::internal::CaptureStdout();
  const int code = run_program(
      {"verify", recorded_path("structure-multiio-defaults"), recorded_path("noise-v1.0.3")});
  const std::string report = ::testing::internal::GetCapturedStdout();
  EXPECT_EQ(code, kDone) << report;
  EXPECT_NE(report.find("structure-multiio-defaults.json  any precision  input_mask"),
            std::string::npos);
  EXPECT_NE(report.find("noise-v1.0.3.json  float  rows[0] stationary_sd"), std::string::npos);
}

}  // namespace nn4n::test::recorded_test
