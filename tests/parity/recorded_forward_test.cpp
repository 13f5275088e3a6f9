// Compares the engine with recorded networks of NN4N, and tests the comparison with damaged files.
#include <gtest/gtest.h>

#include "cli/command.h"
#include "parity/blocked_form.h"
#include "parity/compare_forward.h"
#include "parity/recorded_damage.h"

namespace nn4n::test::recorded_forward_test {

namespace {

RecordedForward read(const JsonValue& file) {
  RecordedForward recorded;
  EXPECT_EQ(read_recorded_forward(file, recorded), "");
  return recorded;
}

std::string not_understood(const JsonValue& file) {
  RecordedForward recorded;
  return read_recorded_forward(file, recorded);
}

/// A wrong number in a file, and the quantity that it makes wrong.
struct Damage {
  std::string file;
  std::vector<Step> path;
  std::string quantity;
};

std::vector<Damage> damages() {
  const std::string strong = "forward-ei-strong-f64";
  const std::string plastic = "forward-v12-plasticity-f64";
  const std::string large = "forward-ei-large-f32";
  return {{strong, {"hidden"}, "hidden"},
          {strong, {"output"}, "output"},
          {strong, {"loss_total"}, "loss_total"},
          {strong, {"loss_weighted_terms", "fr_sd"}, "loss fr_sd (weighted)"},
          {strong, {"loss_unweighted_terms", "out"}, "loss out"},
          {strong, {"params_enforced_diff", "W_in"}, "enforced W_in"},
          {strong, {"grads", "W_hid"}, "grads W_hid"},
          {strong, {"grads", "b_in"}, "grads b_in"},
          {strong, {"optim", "adam", "loss_before_step"}, "adam loss_before_step"},
          {strong, {"optim", "sgd", "params_after_1", "b_hid"}, "sgd params_after_1 b_hid"},
          {strong, {"optim", "adam", "params_after_20", "b_out"}, "adam params_after_20 b_out"},
          {strong, {"optim", "sgd", "raw_after_1_diff", "W_in"}, "sgd raw_after_1 W_in"},
          {strong, {"optim", "sgd", "final_loss"}, "sgd final_loss"},
          {strong, {"optim", "adam", "final_output"}, "adam final_output"},
          {plastic, {"grads_after_plasticity", "W_hid"}, "grads_after_plasticity W_hid"},
          {plastic, {"plasticity_mask", "hid"}, "grads_after_plasticity W_hid"},
          {"forward-v12-init-state-f64", {"init_state"}, "hidden"},
          {"forward-v12-learn-alpha-f64", {"grads", "alpha"}, "grads alpha"},
          {"forward-v12-learn-alpha-f64",
           {"optim", "adam", "params_after_20", "alpha"},
           "adam params_after_20 alpha"},
          {"forward-v12-composite-f64", {"loss_weighted_terms", "heb"}, "loss heb (weighted)"},
          {large, {"hidden_stats", "sum"}, "hidden (statistics)"},
          {large, {"grads", "W_hid", "sum_sq"}, "grads W_hid (statistics)"},
          {large,
           {"optim", "adam", "params_after_20", "W_out", "sum_abs"},
           "adam params_after_20 W_out (statistics)"}};
}

}  // namespace

class RecordedForwardTest : public ::testing::TestWithParam<std::string> {};

TEST_P(RecordedForwardTest, TheEngineGivesWhatThePackageGave) {
  const RecordedForward recorded = read(load_recorded(GetParam()));
  const std::vector<Comparison> as_float = compare_forward<float>(recorded);
  EXPECT_EQ(over(as_float), std::vector<std::string>{});
  EXPECT_GT(as_float.size(), 30u);
  if (!recorded.in_double) return;
  EXPECT_EQ(over(compare_forward<double>(recorded)), std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Files, RecordedForwardTest,
                         ::testing::ValuesIn(recorded_names({"forward-"})), test_name);

TEST(RecordedForward, MasksThatWereGivenMustAgreeWithWhatFollowsFromThem) {
  const JsonValue good = load_recorded("forward-ei-multiarea-f64");
  EXPECT_EQ(not_understood(good), "");
  struct Wrong {
    const char* layer;
    std::size_t row, column;
    double value;
    const char* why;
  };
  for (const Wrong& wrong :
       {Wrong{"hid", 0, 1, 0, "mask_given.hid does not agree with sparsity_mask"},
        Wrong{"hid", 0, 1, -1, "mask_given.hid does not agree with sign_mask"},
        Wrong{"in", 29, 0, 1, "mask_given.in does not agree with sparsity_mask"},
        Wrong{"out", 0, 29, 1, "mask_given.out does not agree with sparsity_mask"},
        Wrong{"in", 0, 0, 0.5, "mask_given.in is not -1, 0 or 1"}}) {
    JsonValue file = good;
    at(at(file, "mask_given"), wrong.layer).items[wrong.row].items[wrong.column] = wrong.value;
    EXPECT_EQ(not_understood(file), wrong.why);
  }
}

TEST(RecordedForward, MasksThatAreNoMasksAreNotUnderstood) {
  const JsonValue good = load_recorded("forward-ei-hidden-only-f64");
  EXPECT_EQ(not_understood(good), "");
  for (JsonValue bad :
       {JsonValue("everything"), JsonValue(1), JsonValue::list(), JsonValue::object()}) {
    JsonValue file = good;
    at(file, "mask_given") = bad;
    EXPECT_EQ(not_understood(file).substr(0, 10), "mask_given") << "Dale's law needs a mask";
  }
  JsonValue short_one = good;
  at(at(short_one, "mask_given"), "hid").items.pop_back();
  EXPECT_NE(not_understood(short_one).find("mask_given.hid does not have the expected shape"),
            std::string::npos);
  JsonValue words = good;
  at(at(words, "mask_given"), "in").items[0].items[0] = "x";
  EXPECT_NE(not_understood(words), "");
  JsonValue another = good;
  at(another, "mask_given").add("hidden", JsonValue::list());
  EXPECT_NE(not_understood(another).find("hidden"), std::string::npos);
  JsonValue flag = good;
  at(at(flag, "config"), "positivity_constraints") = "yes";
  EXPECT_NE(not_understood(flag).find("positivity_constraints"), std::string::npos);
  JsonValue none = good;
  drop(none, "mask_given");
  EXPECT_EQ(not_understood(none), "") << "a file need not say what was given";
}

TEST(RecordedForward, HasCasesOfEveryActivationAndOfBothVersions) {
  const std::vector<std::string> names = recorded_names({"forward-"});
  EXPECT_GE(names.size(), 20u);
  for (const std::string_view part :
       {"relu", "tanh", "sigmoid", "retanh", "ei-strong", "v12", "composite", "plasticity",
        "init-state", "learn-alpha", "blocked"}) {
    EXPECT_TRUE(std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return name.find(part) != name.npos;
    })) << part;
  }
}

TEST(RecordedForward, AWrongNumberIsFoundWhereverItIs) {
  for (const Damage& damage : damages()) {
    JsonValue file = load_recorded(damage.file);
    nudge(part_of(file, damage.path), 1e-2);
    const RecordedForward recorded = read(file);
    EXPECT_TRUE(contains(over(compare_forward<double>(recorded)), damage.quantity))
        << damage.quantity;
    EXPECT_TRUE(contains(over(compare_forward<float>(recorded)), damage.quantity))
        << damage.quantity;
  }
}

TEST(RecordedForward, DoubleIsHeldToMoreDigitsThanFloat) {
  JsonValue file = load_recorded("forward-relu-basic-f64");
  nudge(at(file, "output"), 1e-6);
  const RecordedForward recorded = read(file);
  EXPECT_TRUE(contains(over(compare_forward<double>(recorded)), "output"));
  EXPECT_TRUE(over(compare_forward<float>(recorded)).empty());
}

/// PyTorch has no gradient of what the loss does not depend on.
TEST(RecordedForward, AGradientThatThePackageDoesNotHaveIsZeroHere) {
  JsonValue file = load_recorded("forward-relu-basic-f64");
  JsonValue& lambdas = at(file, "loss_lambdas") = JsonValue::object();
  lambdas.add("lambda_mse", 0);
  lambdas.add("lambda_hid", 1);
  at(at(file, "grads"), "W_out") = JsonValue{};
  at(at(file, "grads"), "b_in") = JsonValue{};
  std::vector<std::string> wrong = over(compare_forward<double>(read(file)));
  EXPECT_FALSE(contains(wrong, "grads W_out"));
  EXPECT_FALSE(contains(wrong, "grads b_in"));
  EXPECT_TRUE(contains(wrong, "grads b_out")) << "that of the recorded loss";
  at(lambdas, "lambda_mse") = 1;
  wrong = over(compare_forward<double>(read(file)));
  EXPECT_TRUE(contains(wrong, "grads W_out"));
  EXPECT_TRUE(contains(wrong, "grads b_in"));
  drop(at(file, "grads"), "W_out");
  EXPECT_EQ(not_understood(file), "W_out is trainable but not in grads");
}

/// Without a batch axis the package takes the spread of one number, and trains on it to no end.
TEST(RecordedForward, WhereThePackageHasNoNumbersOursNeedOnlyBeNumbers) {
  JsonValue file = load_recorded("forward-no-batch-axis-f64");
  at(file, "loss_lambdas").add("lambda_fr_sd", 0.1);
  at(file, "loss_weighted_terms").add("fr_sd", "nan");
  at(file, "loss_total") = "nan";
  erase_numbers(at(file, "grads"));
  for (const char* name : {"adam", "sgd"}) {
    for (const char* key : {"loss_before_step", "final_loss", "final_output", "params_after_1",
                            "params_after_20", "raw_after_1_diff"})
      erase_numbers(part_of(file, {"optim", name, key}));
  }
  const RecordedForward recorded = read(file);
  EXPECT_EQ(over(compare_forward<double>(recorded)), std::vector<std::string>{});
  EXPECT_EQ(over(compare_forward<float>(recorded)), std::vector<std::string>{});
  at(file, "loss_total") = 0.7;
  EXPECT_EQ(not_understood(file), "loss_total and its terms are not both numbers");
}

TEST(RecordedForward, WhereThePackageHasNoNumberThereMustBeAReason) {
  JsonValue file = load_recorded("forward-tanh-rate-losses-f64");
  at(at(file, "loss_weighted_terms"), "fr_sd") = "nan";
  EXPECT_EQ(not_understood(file), "loss term fr_sd is not a number without a reason that is known");
  file = load_recorded("forward-tanh-rate-losses-f64");
  erase_numbers(at(file, "grads"));
  EXPECT_NE(not_understood(file), "") << "no rate is 0";
  part_of(file, {"hidden", 0, 0, 0}) = 0;
  EXPECT_EQ(not_understood(file), "") << "the root of its square has no derivative";
}

TEST(RecordedForward, WhatIsNotUnderstoodIsSaid) {
  EXPECT_EQ(not_understood(load_recorded("structure-multiarea-single")),
            "kind \"structure\"; known: forward");
  JsonValue file = load_recorded("forward-tiny-f64");
  file.add("delays", JsonValue::list());
  EXPECT_EQ(not_understood(file), "delays in the file is not known");
}

TEST(RecordedForward, APartOfACompositeLossThatIsNotKnownIsSaid) {
  const auto with = [](const char* type, const char* option) {
    JsonValue file = load_recorded("forward-v12-composite-f64");
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
  EXPECT_NE(with("state_pred", "tau").find("composite_loss.new"), std::string::npos)
      << "a lag is no text";
  EXPECT_NE(with("surprise", "metric").find("not supported"), std::string::npos);
}

TEST(RecordedForward, WhatIsMissingOrHasAnotherShapeIsNotUnderstood) {
  for (const std::string_view key :
       {"format", "package", "layout", "config", "sizes", "alpha", "trainable", "params_initial",
        "inputs", "targets", "hidden", "output", "loss_total", "grads", "optim"}) {
    JsonValue file = load_recorded("forward-tiny-f64");
    drop(file, key);
    EXPECT_NE(not_understood(file), "") << key;
  }
  JsonValue file = load_recorded("forward-tiny-f64");
  at(file, "hidden").items.pop_back();
  EXPECT_NE(not_understood(file), "");
}

TEST(RecordedForward, WhatContradictsItselfIsNotUnderstood) {
  const auto with = [](const std::string& name, const std::vector<Step>& path, JsonValue value) {
    JsonValue file = load_recorded(name);
    part_of(file, path) = std::move(value);
    return not_understood(file);
  };
  const std::string plastic = "forward-v12-plasticity-f64";
  EXPECT_NE(with("forward-tiny-f64", {"sizes", "hidden_size"}, 6), "");
  EXPECT_NE(with("forward-ei-strong-f64", {"config", "tau"}, 1), "");
  EXPECT_NE(with("forward-v12-learn-alpha-f64", {"trainable", "alpha"}, false), "")
      << "it has a gradient";
  EXPECT_NE(with("forward-v12-learn-alpha-f64", {"params_initial", "alpha"}, 0.5), "");
  EXPECT_NE(with(plastic, {"plasticity_mask"}, JsonValue{}), "");
  EXPECT_NE(with(plastic, {"grads_after_plasticity"}, JsonValue{}), "");
  EXPECT_NE(with(plastic, {"optim", "adam", "beta1"}, 0.8), "");
  EXPECT_NE(with("forward-blocked-two-area-f64", {"blocked", "area_sizes"}, JsonValue::list()), "");
  EXPECT_NE(with("forward-ei-strong-f64", {"loss_lambdas"}, "none"), "");
}

TEST(RecordedForward, WhatIsOptionalMayBeAbsent) {
  JsonValue file = load_recorded("forward-v12-learn-alpha-f64");
  for (const std::string_view key : {"note", "sparsity_mask", "sign_mask", "plasticity_mask",
                                     "composite_loss", "loss_lambdas", "init_state"})
    drop(file, key);
  drop(at(file, "optim"), "adam");
  const RecordedForward recorded = read(file);
  EXPECT_EQ(recorded.sequences.size(), 1u);
  EXPECT_EQ(over(compare_forward<double>(recorded)), std::vector<std::string>{});
}

/// One sequence of fewer steps, as another run would have recorded it.
TEST(RecordedForward, AnyNumberOfTrainingStepsIsRead) {
  JsonValue file = load_recorded("forward-relu-basic-f64");
  for (const std::string_view name : {"adam", "sgd"}) {
    JsonValue& sequence = at(at(file, "optim"), name);
    at(sequence, "steps") = 1;
    at(sequence, "loss_before_step").items.resize(1);
    drop(sequence, "params_after_20");
    at(sequence, "final_loss") = at(sequence, "final_loss").number;
  }
  const RecordedForward recorded = read(file);
  const std::vector<std::string> wrong = over(compare_forward<double>(recorded));
  EXPECT_TRUE(contains(wrong, "adam final_loss")) << "that of 20 steps";
  EXPECT_FALSE(contains(wrong, "sgd params_after_1 W_hid"));
  EXPECT_FALSE(contains(wrong, "adam loss_before_step"));
}

TEST(RecordedForward, AStateOfAllTrialsIsTheSameStateForEach) {
  JsonValue file = load_recorded("forward-v12-init-state-f64");
  JsonValue& states = at(file, "init_state");
  for (JsonValue& state : states.items) state = states.items[0];
  const RecordedForward listed = read(file);
  states = JsonValue(states.items[0]);
  const RecordedForward shared = read(file);
  EXPECT_EQ(listed.initial_potential, shared.initial_potential);
  EXPECT_EQ(shared.initial_potential.size(), 4u * 9u);
}

/// NN4N's state_pred slices trials; the same loss on one trial has no lag to look at.
TEST(RecordedForward, StatePredictionOfACompositeLossSlicesTrialsAsThePackageDoes) {
  JsonValue file = load_recorded("forward-v12-composite-f64");
  JsonValue prediction = JsonValue::object();
  prediction.add("type", "state_pred");
  prediction.add("lambda", 0.5);
  at(file, "composite_loss").add("prediction", std::move(prediction));
  RecordedForward recorded = read(file);
  double sum = 0;
  const int row = recorded.sizes.units;
  double count = 0;
  for (int t = 0; t < recorded.steps; ++t) {
    for (int k = 0; k < (recorded.trials - 1) * row; ++k, ++count) {
      const std::size_t i = static_cast<std::size_t>(t * recorded.trials * row + k);
      const double d = recorded.hidden[i + static_cast<std::size_t>(row)] - recorded.hidden[i];
      sum += d * d;
    }
  }
  recorded.weighted_terms.push_back({recorded.loss.back(), 0.5 * sum / count});
  const std::vector<std::string> wrong = over(compare_forward<double>(recorded));
  EXPECT_FALSE(contains(wrong, "loss prediction (weighted)"));
  EXPECT_TRUE(contains(wrong, "loss_total")) << "the recorded total lacks the new part";
  EXPECT_GT(sum, 0.01);
}

TEST(RecordedForward, StatePredictionThatIsToldTheWrongOrderOfAxesSlicesTime) {
  JsonValue file = load_recorded("forward-v12-composite-f64");
  JsonValue options = JsonValue::object();
  options.add("batch_first", false);
  JsonValue prediction = JsonValue::object();
  prediction.add("type", "state_pred");
  prediction.add("params", options);
  at(file, "composite_loss").add("prediction", prediction);
  at(at(at(file, "composite_loss"), "rate1"), "params").add("batch_first", false);
  RecordedForward recorded = read(file);
  EXPECT_EQ(recorded.loss.front().axes, Axes::as_meant);
  EXPECT_EQ(recorded.loss.back().axes, Axes::as_meant);
  at(at(at(file, "composite_loss"), "prediction"), "params").add("order", 1);
  EXPECT_NE(not_understood(file).find("the unknown option \"order\""), std::string::npos);
}

TEST(RecordedForward, ANetworkSaidAreaByAreaIsTheRecordedOne) {
  const RecordedForward recorded = read(load_recorded("forward-blocked-two-area-f64"));
  const Network network = blocked_network(recorded);
  ASSERT_EQ(network.areas.size(), 2u);
  EXPECT_NE(network.areas[0].tau_ms, network.areas[1].tau_ms);
  EXPECT_NE(network.connectivity.blocks[0].gain, network.connectivity.blocks[3].gain);
  EXPECT_EQ(over(compare_blocked(recorded)), std::vector<std::string>{});
}

/// 1/7 in seven digits is further from 1/7 than a float is.
TEST(RecordedForward, AnAlphaOfAnAreaIsWrittenInSevenDigits) {
  JsonValue file = load_recorded("forward-blocked-two-area-f64");
  part_of(file, {"blocked", "tau", 0}) = 70;
  for (int n = 0; n < 8; ++n) {
    part_of(file, {"alpha", n}) = 0.1428571;
    part_of(file, {"params_initial", "alpha", n}) = 0.1428571;
  }
  const std::vector<std::string> wrong = over(compare_blocked(read(file)));
  EXPECT_FALSE(contains(wrong, "blocked alpha"));
  EXPECT_TRUE(contains(wrong, "blocked output")) << "that of another alpha";
}

TEST(RecordedForward, ANetworkSaidAreaByAreaWronglyIsOver) {
  JsonValue file = load_recorded("forward-blocked-two-area-f64");
  nudge(part_of(file, {"blocked", "tau"}), 1e-2);
  EXPECT_TRUE(contains(over(compare_forward<float>(read(file))), "blocked alpha"));
  RecordedForward recorded = read(load_recorded("forward-blocked-two-area-f64"));
  recorded.blocked->units = {9, 11};
  EXPECT_TRUE(contains(over(compare_blocked(recorded)), "blocked output"));
}

TEST(RecordedForward, TheExitCodeTells) {
  ::testing::internal::CaptureStdout();
  const int good =
      run_program({"verify", recorded_path("forward-tiny-f32"), recorded_path("forward-tiny-f64")});
  const std::string report = ::testing::internal::GetCapturedStdout();
  ::testing::internal::CaptureStdout();
  const int not_supported =
      run_program({"verify", recorded_path("forward-tiny-f32"), golden_folder() + "/README.md"});
  const std::string complaint = ::testing::internal::GetCapturedStdout();
  EXPECT_EQ(good, kDone);
  EXPECT_EQ(not_supported, kFailed);
  EXPECT_NE(report.find("ok    forward-tiny-f64.json  float  hidden  largest difference "),
            std::string::npos)
      << report;
  EXPECT_NE(complaint.find("FAIL  README.md  not understood: the file is not JSON"),
            std::string::npos);
  EXPECT_NE(complaint.find("1 files not understood"), std::string::npos);
}

}  // namespace nn4n::test::recorded_forward_test
