#include "training/python_script.h"

#include <gtest/gtest.h>

#include "codec/base64.h"
#include "codec/byte_view.h"
#include "codec/deflate.h"
#include "codec/json_value.h"
#include "codec/npz.h"
#include "codec/share_link.h"
#include "experiment/validate.h"
#include "training/given_inputs.h"

namespace nn4n::test::python_script_test {

namespace {

std::string program_of(const Trainer& trainer) {
  const std::variant<std::string, Issue> program = python_script(trainer);
  const std::string* text = std::get_if<std::string>(&program);
  return text ? *text : "";
}

/// What stands between two marks; both must be there.
std::string between(const std::string& text, std::string_view begin, std::string_view end) {
  const std::size_t first = text.find(begin) + begin.size();
  return text.substr(first, text.find(end, first) - first);
}

ParsedArrays arrays_in(const std::string& program) {
  std::string data = between(program, "DATA = \"\"\"\n", "\"\"\"");
  std::erase(data, '\n');
  const auto packed = from_base64(data);
  const auto archive = inflate(packed.value(), 64 * 1024 * 1024);
  return parse_npz(archive.value(), {.bytes = 64 * 1024 * 1024, .unpacked = 64 * 1024 * 1024});
}

JsonValue facts_in(const std::string& program) {
  return parse_json(between(program, "FACTS = json.loads(r\"\"\"", "\"\"\")")).value;
}

}  // namespace

TEST(PythonScript, CarriesTheNetworkAndWhatItDoes) {
  Trainer trainer(Experiment{});
  for (int i = 0; i < 3; ++i) trainer.step();
  const std::uint32_t before = trainer.fingerprint();
  const std::string program = program_of(trainer);
  EXPECT_EQ(trainer.fingerprint(), before);
  EXPECT_EQ(program.find('@'), program.find("@torch.no_grad()")) << "no mark is left";
  const ParsedArrays arrays = arrays_in(program);
  ASSERT_EQ(arrays.error, "");
  const NamedTensor* inputs = arrays.find("trial.inputs");
  const NamedTensor* rates = arrays.find("reference.rates");
  ASSERT_TRUE(inputs && rates && arrays.find("sign.hidden") && arrays.find("init_state"));
  EXPECT_EQ(inputs->shape[0], 64u);
  NamedTensor first = *inputs;
  first.shape[0] = rates->shape[0];
  first.values.resize(first.shape[0] * first.shape[1] * first.shape[2]);
  const std::variant<GivenRun, Issue> again = run_given_inputs(trainer, first);
  EXPECT_EQ(std::get_if<GivenRun>(&again)->front().values, rates->values);
  EXPECT_NEAR(facts_in(program).find("input_noise_sd")->number,
              trainer.experiment().network.input_noise * std::sqrt(10.0), 1e-9);
}

TEST(PythonScript, TheTrialsFitTheFile) {
  Experiment experiment = *preset("mackey_glass");
  const std::string program = program_of(Trainer(experiment));
  EXPECT_LT(arrays_in(program).find("trial.inputs")->values.size(), 500000u);
  EXPECT_GT(arrays_in(program).find("trial.inputs")->shape[0], 0u);
}

TEST(PythonScript, NamesThatPersonsTypeStayWords) {
  Experiment experiment;
  experiment.network.areas[0].name = "\"\"\"; boom() \\";
  experiment.network.areas[1].name = "@DATA@";
  const std::string program = program_of(Trainer(experiment));
  const std::string title = between(program, "\"\"\"", "\"\"\"");
  EXPECT_NE(title.find("'''; boom() '"), std::string::npos) << title;
  EXPECT_EQ(arrays_in(program).error, "");
}

TEST(PythonScript, SaysWhatItsLossLeavesOut) {
  const Experiment experiment =
      read_link("v=0&loss=3&loss.2.term=vanishing_gradient&loss.2.weight=1").experiment;
  const JsonValue facts = facts_in(program_of(Trainer(experiment)));
  ASSERT_EQ(facts.find("left_out")->items.size(), 1u);
  EXPECT_EQ(facts.find("left_out")->items[0].text, "vanishing_gradient");
  for (const JsonValue& term : facts.find("loss")->items)
    EXPECT_NE(term.find("name")->text, "vanishing_gradient");
}

TEST(PythonScript, RefusesAreasInLayers) {
  Experiment experiment;
  experiment.network.areas[1].layer = 1;
  conform(experiment);
  const std::variant<std::string, Issue> program = python_script(Trainer(experiment));
  ASSERT_TRUE(std::holds_alternative<Issue>(program));
  EXPECT_NE(std::get_if<Issue>(&program)->message.find("NN4N's CTRNN has one layer"),
            std::string::npos);
}

}  // namespace nn4n::test::python_script_test
