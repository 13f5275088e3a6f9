// The engine against recorded results of NN4N, and the check itself against damaged records.
#include <gtest/gtest.h>

#include <filesystem>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/replay.h"

namespace nn4n::test {

namespace {

std::string path_of(const std::string& name) { return NN4N_TEST_DATA "/" + name + ".json"; }

JsonValue load(const std::string& name) {
  const std::optional<std::string> content = read_file(path_of(name));
  EXPECT_TRUE(content) << name;
  ParsedJson parsed = parse_json(content.value_or(""), {.bytes = 10000000, .values = 1000000});
  EXPECT_EQ(parsed.error, "");
  return std::move(parsed.value);
}

GoldenCase read(const JsonValue& file) {
  GoldenCase golden;
  EXPECT_EQ(read_golden_case(file, golden), "");
  return golden;
}

std::string not_understood(const JsonValue& file) {
  GoldenCase golden;
  return read_golden_case(file, golden);
}

std::vector<std::string> over(const std::vector<Comparison>& list) {
  std::vector<std::string> names;
  for (const Comparison& comparison : list) {
    if (comparison.over) names.push_back(comparison.quantity);
  }
  return names;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The recorded cases whose parts the engine has.
std::vector<std::string> forward_cases() {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator at(NN4N_TEST_DATA, error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().stem().string();
    const bool later = name.find("plasticity") != name.npos;
    if (name.rfind("forward-", 0) == 0 && !later) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

JsonValue& at(JsonValue& object, std::string_view key) {
  JsonValue* value = const_cast<JsonValue*>(object.find(key));
  EXPECT_TRUE(value) << key;
  return *value;
}

/// Moves the first number of nested lists by a fraction of itself.
void nudge(JsonValue& value, double fraction) {
  if (value.is(JsonKind::number)) {
    value.number = value.number * (1 + fraction) + 0.1 * fraction;
  } else {
    ASSERT_FALSE(value.items.empty());
    nudge(value.items[0], fraction);
  }
}

}  // namespace

class VerifyTest : public ::testing::TestWithParam<std::string> {};

TEST_P(VerifyTest, TheEngineGivesWhatThePackageGave) {
  const GoldenCase golden = read(load(GetParam()));
  const std::vector<Comparison> as_float = replay<float>(golden);
  EXPECT_EQ(over(as_float), std::vector<std::string>{});
  EXPECT_GT(as_float.size(), 30u);
  if (!golden.in_double) return;
  EXPECT_EQ(over(replay<double>(golden)), std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Golden, VerifyTest, ::testing::ValuesIn(forward_cases()),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Verify, HasCasesOfEveryActivationAndOfBothVersions) {
  const std::vector<std::string> names = forward_cases();
  EXPECT_GE(names.size(), 20u);
  for (const std::string_view part :
       {"relu", "tanh", "sigmoid", "retanh", "ei-strong", "v12", "composite"}) {
    EXPECT_TRUE(std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return name.find(part) != name.npos;
    })) << part;
  }
}

TEST(Verify, AWrongNumberIsFoundWhereverItIs) {
  struct Damage {
    std::vector<std::string_view> path;
    std::string quantity;
  };
  for (const Damage& damage : std::vector<Damage>{
           {{"hidden"}, "hidden"},
           {{"output"}, "output"},
           {{"loss_total"}, "loss_total"},
           {{"loss_weighted_terms", "fr_sd"}, "loss fr_sd (weighted)"},
           {{"loss_unweighted_terms", "out"}, "loss out"},
           {{"params_enforced_diff", "W_in"}, "enforced W_in"},
           {{"grads", "W_hid"}, "grads W_hid"},
           {{"grads", "b_in"}, "grads b_in"},
           {{"optim", "adam", "loss_before_step"}, "adam loss_before_step"},
           {{"optim", "sgd", "params_after_1", "b_hid"}, "sgd params_after_1 b_hid"},
           {{"optim", "adam", "params_after_20", "b_out"}, "adam params_after_20 b_out"},
           {{"optim", "sgd", "raw_after_1_diff", "W_in"}, "sgd raw_after_1 W_in"},
           {{"optim", "sgd", "final_loss"}, "sgd final_loss"},
           {{"optim", "adam", "final_output"}, "adam final_output"}}) {
    JsonValue file = load("forward-ei-strong-f64");
    JsonValue* part = &file;
    for (const std::string_view key : damage.path) part = &at(*part, key);
    nudge(*part, 1e-2);
    const GoldenCase golden = read(file);
    EXPECT_TRUE(contains(over(replay<double>(golden)), damage.quantity)) << damage.quantity;
    EXPECT_TRUE(contains(over(replay<float>(golden)), damage.quantity)) << damage.quantity;
  }
}

TEST(Verify, DoubleIsHeldToMoreDigitsThanFloat) {
  JsonValue file = load("forward-relu-basic-f64");
  nudge(at(file, "output"), 1e-6);
  const GoldenCase golden = read(file);
  EXPECT_TRUE(contains(over(replay<double>(golden)), "output"));
  EXPECT_TRUE(over(replay<float>(golden)).empty());
}

TEST(Verify, WhatIsNotUnderstoodIsSaid) {
  EXPECT_NE(not_understood(load("forward-v12-plasticity-f64")), "");
  EXPECT_EQ(not_understood(load("structure-multiarea-single")),
            "kind \"structure\"; known: forward");
  JsonValue file = load("forward-tiny-f64");
  file.add("delays", JsonValue::list());
  EXPECT_EQ(not_understood(file), "delays is not known");
}

TEST(Verify, APartOfACompositeLossThatIsNotKnownIsSaid) {
  const auto with = [](const char* type, const char* option) {
    JsonValue file = load("forward-v12-composite-f64");
    JsonValue options = JsonValue::object();
    options.add(option, "l1");
    JsonValue part = JsonValue::object();
    part.add("type", type);
    part.add("params", std::move(options));
    at(file, "composite_loss").add("new", std::move(part));
    return not_understood(file);
  };
  EXPECT_EQ(with("fr", "metric"), "");
  EXPECT_NE(with("fr", "norm").find("the unknown option \"norm\""), std::string::npos);
  EXPECT_NE(with("rnn_conn", "layer").find("not supported"), std::string::npos);
  EXPECT_NE(with("state_pred", "tau").find("composite_loss.new"), std::string::npos);
}

TEST(Verify, WhatIsMissingOrHasAnotherShapeIsNotUnderstood) {
  for (const std::string_view key : {"inputs", "output", "grads", "optim", "loss_total", "sizes"}) {
    JsonValue file = load("forward-tiny-f64");
    for (std::string& name : file.keys) {
      if (name == key) name = "note";
    }
    EXPECT_NE(not_understood(file), "") << key;
  }
  JsonValue file = load("forward-tiny-f64");
  at(file, "hidden").items.pop_back();
  EXPECT_NE(not_understood(file), "");
}

TEST(Verify, TheExitCodeTells) {
  ::testing::internal::CaptureStdout();
  const int good = verify({path_of("forward-tiny-f32"), path_of("forward-tiny-f64")});
  const std::string report = ::testing::internal::GetCapturedStdout();
  ::testing::internal::CaptureStdout();
  const int not_supported = verify({path_of("forward-tiny-f32"), NN4N_TEST_DATA "/README.md"});
  const std::string complaint = ::testing::internal::GetCapturedStdout();
  EXPECT_EQ(good, kDone);
  EXPECT_EQ(not_supported, kFailed);
  EXPECT_NE(report.find("ok    forward-tiny-f64.json  float  hidden  largest difference "),
            std::string::npos)
      << report;
  EXPECT_NE(complaint.find("FAIL  README.md  not understood: the file is not JSON"),
            std::string::npos);
  EXPECT_NE(complaint.find("1 cases not understood"), std::string::npos);
}

}  // namespace nn4n::test
