// Compares the engine with recorded stacks of layers of NN4N 1.2, and tests the comparison with
// damaged files.
#include "parity/recorded_stack.h"

#include "parity/recorded_damage.h"

namespace nn4n::test::recorded_stack_test {

namespace {

RecordedStack read(const JsonValue& file) {
  RecordedStack stack;
  EXPECT_EQ(read_recorded_stack(file, stack), "");
  return stack;
}

std::string not_understood(const JsonValue& file) {
  RecordedStack stack;
  return read_recorded_stack(file, stack);
}

}  // namespace

class RecordedStackTest : public ::testing::TestWithParam<std::string> {};

TEST_P(RecordedStackTest, TheEngineGivesWhatThePackageGave) {
  const RecordedStack stack = read(load_recorded(GetParam()));
  const std::vector<Comparison> as_float = compare_stack<float>(stack);
  EXPECT_EQ(over(as_float), std::vector<std::string>{});
  EXPECT_GE(as_float.size(), 15u);
  if (!stack.in_double) return;
  EXPECT_EQ(over(compare_stack<double>(stack)), std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Files, RecordedStackTest, ::testing::ValuesIn(recorded_names({"stack-"})),
                         test_name);

TEST(RecordedStack, IsOneNetworkWithALayerAfterTheOther) {
  const RecordedStack stack = read(load_recorded("stack-two-layer-f64"));
  EXPECT_EQ(stack.dynamics.layer_begin, (std::vector<int>{0, 6}));
  EXPECT_EQ(stack.sizes.units, 13);
  EXPECT_TRUE(stack.sizes.learn_alpha);
  EXPECT_EQ(stack.dynamics.activation[5], ActivationKind::tanh);
  EXPECT_EQ(stack.dynamics.activation[6], ActivationKind::relu);
}

TEST(RecordedStack, AWrongNumberIsFoundWhereverItIs) {
  struct Damage {
    std::vector<Step> path;
    std::string quantity;
  };
  for (const Damage& damage : std::vector<Damage>{{{"hidden"}, "hidden_0"},
                                                  {{"output"}, "output"},
                                                  {{"loss_mse"}, "loss_mse"},
                                                  {{"grads", "W_in_1"}, "grads W_in_1"},
                                                  {{"grads", "alpha_0"}, "grads alpha_0"},
                                                  {{"grads", "b_out"}, "grads b_out"},
                                                  {{"params", "W_in_1"}, "hidden_1"},
                                                  {{"alphas"}, "hidden_0"}}) {
    JsonValue file = load_recorded("stack-two-layer-f64");
    nudge(part_of(file, damage.path), 1e-2);
    const RecordedStack stack = read(file);
    EXPECT_TRUE(contains(over(compare_stack<double>(stack)), damage.quantity)) << damage.quantity;
    EXPECT_TRUE(contains(over(compare_stack<float>(stack)), damage.quantity)) << damage.quantity;
  }
}

/// Zeros given are zeros assumed; others move both the potential and the rate.
TEST(RecordedStack, StatesAtTheStartAreReadForEveryLayerAndTrial) {
  JsonValue file = load_recorded("stack-two-layer-f64");
  JsonValue shared = JsonValue::list();
  for (int n = 0; n < 7; ++n) shared.add(0.0);
  JsonValue states = JsonValue::list();
  states.add(JsonValue{});
  states.add(shared);
  at(file, "init_states") = states;
  RecordedStack stack = read(file);
  EXPECT_EQ(stack.initial_potential.size(), 3u * 13u);
  EXPECT_EQ(over(compare_stack<double>(stack)), std::vector<std::string>{});
  at(file, "init_states").items[1].items[2] = 0.5;
  stack = read(file);
  EXPECT_EQ(stack.initial_potential[8], 0.5);
  EXPECT_EQ(stack.initial_potential[13 + 8], 0.5);
  const std::vector<std::string> wrong = over(compare_stack<double>(stack));
  EXPECT_TRUE(contains(wrong, "hidden_1"));
  EXPECT_FALSE(contains(wrong, "hidden_0")) << "nothing flows back";
}

TEST(RecordedStack, AlphaMayBeListedForEveryUnit) {
  JsonValue file = load_recorded("stack-two-layer-f64");
  JsonValue list = JsonValue::list();
  for (int n = 0; n < 7; ++n) list.add(0.5);
  at(file, "alphas").items[1] = list;
  EXPECT_EQ(over(compare_stack<double>(read(file))), std::vector<std::string>{});
}

/// The package then returns no output; a loss can only be of the last layer.
TEST(RecordedStack, WithoutAReadoutTheLastLayerIsLeft) {
  JsonValue file = load_recorded("stack-two-layer-f64");
  at(file, "dims").items.pop_back();
  for (const char* part : {"params", "grads"}) {
    for (const char* name : {"W_out", "b_out"}) drop(at(file, part), name);
  }
  at(file, "output") = JsonValue{};
  at(file, "targets") = at(file, "hidden").items[1];
  at(file, "loss_mse") = 0;
  RecordedStack stack = read(file);
  EXPECT_TRUE(stack.output.empty());
  std::vector<std::string> wrong = over(compare_stack<double>(stack));
  EXPECT_FALSE(contains(wrong, "hidden_1"));
  EXPECT_TRUE(contains(wrong, "grads W_hid_1")) << "that of another loss";
  for (RecordedPiece& gradient : stack.gradients)
    gradient.values.assign(gradient.values.size(), 0.0);
  EXPECT_EQ(over(compare_stack<double>(stack)), std::vector<std::string>{})
      << "targets that are met pull at nothing";
}

TEST(RecordedStack, WhatIsMissingOrHasAnotherShapeIsNotUnderstood) {
  for (const std::string_view key :
       {"format", "kind", "package", "dtype", "layout", "dims", "activations", "alphas", "params",
        "inputs", "targets", "hidden", "output", "loss_mse", "grads"}) {
    JsonValue file = load_recorded("stack-two-layer-f64");
    drop(file, key);
    EXPECT_NE(not_understood(file), "") << key;
  }
  for (const std::string_view key : {"dims", "activations", "alphas", "hidden", "output"}) {
    JsonValue file = load_recorded("stack-two-layer-f64");
    at(file, key).items.pop_back();
    EXPECT_NE(not_understood(file), "") << key;
  }
  for (const auto& [part, name] : {std::pair("params", "W_hid_1"), std::pair("grads", "W_in_1")}) {
    JsonValue file = load_recorded("stack-two-layer-f64");
    drop(at(file, part), name);
    EXPECT_NE(not_understood(file), "") << name;
  }
  JsonValue no_number = load_recorded("stack-two-layer-f64");
  at(no_number, "dims").items[2] = true;
  EXPECT_NE(not_understood(no_number).find("dims"), std::string::npos);
  JsonValue file = load_recorded("stack-two-layer-f64");
  at(file, "params").add("W_hid_2", JsonValue::list());
  EXPECT_EQ(not_understood(file), "W_hid_2 in params is not known");
}

}  // namespace nn4n::test::recorded_stack_test
