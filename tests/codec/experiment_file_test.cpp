// Who wrote a file stands in it, and no reader takes notice.
#include "codec/experiment_file.h"

#include <gtest/gtest.h>

#include "base/version.h"
#include "codec/json.h"
#include "codec/messages.h"
#include "codec/open.h"

namespace nn4n::test::experiment_file_test {

TEST(ExperimentFile, SaysFirstWhoWroteIt) {
  const JsonValue file = parse_json(to_file(Experiment{})).value;
  EXPECT_EQ(file.keys[0], "program");
  EXPECT_EQ(file.items[0].text, kProgram);
  EXPECT_EQ(file.keys[1], "schema");
  const JsonValue of_page = parse_json(to_file(Experiment{}, "0123456789")).value;
  EXPECT_EQ(of_page.items[0].text, std::string(kProgram) + ", page build 0123456789");
}

TEST(ExperimentFile, OpensAsItsExperiment) {
  Experiment experiment;
  experiment.seed = 7;
  experiment.network.areas[0].units = 11;
  const Reading reading = read_any(to_file(experiment, "0123456789"));
  EXPECT_EQ(messages(reading), "");
  EXPECT_TRUE(reading.experiment == experiment);
  const Reading inside = read_any("{\"experiment\": " + to_file(experiment) + "}");
  EXPECT_EQ(messages(inside), "");
  EXPECT_TRUE(inside.experiment == experiment);
}

TEST(ExperimentFile, AnythingButATextIsNoProgram) {
  for (const char* text : {R"({"program": 3})", R"({"program": {}})", R"({"program": null})"})
    EXPECT_NE(messages(read_any(text)).find("program"), std::string::npos) << text;
  EXPECT_EQ(messages(read_any(R"({"program": "any other"})")), "");
  EXPECT_EQ(messages(read_any(R"({"program": ""})")), "");
  EXPECT_NE(messages(read_any(R"({"network": {"program": "x"}})")), "") << "only at the top";
}

}  // namespace nn4n::test::experiment_file_test
