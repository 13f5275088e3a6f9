// `nn4n analyse` as a script and a person see it.
#include <gtest/gtest.h>

#include <cstdio>

#include "cli/command.h"
#include "codec/json_value.h"

namespace nn4n::test::analyse_test {

namespace {

struct Output {
  int code = 0;
  std::string out, err;
};

Output analysed(const std::vector<std::string>& words) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  Output output;
  Words all{"analyse"};
  all.insert(all.end(), words.begin(), words.end());
  output.code = run_program(all);
  std::fflush(stdout);
  output.out = ::testing::internal::GetCapturedStdout();
  output.err = ::testing::internal::GetCapturedStderr();
  return output;
}

const char kSmall[] = "v=0&network.areas.0.units=6&network.areas.1.units=5";

}  // namespace

TEST(Analyse, PrintsOneObjectForPrograms) {
  const Output output = analysed({kSmall, "--trials", "80", "--json"});
  EXPECT_EQ(output.code, kDone) << output.err;
  const ParsedJson report = parse_json(output.out);
  ASSERT_EQ(report.error, "");
  EXPECT_EQ(report.value.find("task")->text, "pdm");
  EXPECT_FALSE(report.value.find("activity"));
  EXPECT_EQ(output.out, analysed({kSmall, "--trials", "80", "--json"}).out);
  EXPECT_NE(output.out, analysed({kSmall, "--trials", "80", "--json", "--seed", "2"}).out);
}

TEST(Analyse, PrintsTablesForAPerson) {
  const Output output = analysed({std::string(kSmall) + "&task=rt", "--trials", "200"});
  EXPECT_EQ(output.code, kDone) << output.err;
  for (const char* words : {"rt: ", "Psychometric curve", "slope interval: ", "Chronometric curve",
                            "wanted \\ chosen", "Selectivity of units"}) {
    EXPECT_NE(output.out.find(words), std::string::npos) << words << " in\n" << output.out;
  }
}

TEST(Analyse, FitsLapsesWhereTheyAreAskedFor) {
  const auto fit_of = [](const std::vector<std::string>& words) {
    const ParsedJson report = parse_json(analysed(words).out);
    return *report.value.find("plots")->items[0].find("curves")->items[0].find("fit");
  };
  const JsonValue without = fit_of({kSmall, "--trials", "400", "--json"});
  ASSERT_TRUE(without.is(JsonKind::object));
  EXPECT_TRUE(without.find("lapse")->is(JsonKind::null));
  const JsonValue with = fit_of({kSmall, "--trials", "400", "--json", "--lapses"});
  ASSERT_TRUE(with.find("lapse")->is(JsonKind::number));
  EXPECT_LE(with.find("lapse_interval")->items[0].number, with.find("lapse")->number);
  EXPECT_GE(with.find("lapse_interval")->items[1].number, with.find("lapse")->number);
  const Output text = analysed({kSmall, "--trials", "400", "--lapses"});
  EXPECT_NE(text.out.find("lapse rate: "), std::string::npos) << text.out;
}

TEST(Analyse, SaysWhatIsMissing) {
  for (const auto& [words, complaint] :
       std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{}, "analyse needs one experiment"},
           {{kSmall, "--trials", "0"}, "--trials is \"0\"; allowed whole numbers 1 to"},
           {{kSmall, "--activity"}, "give --json as well"},
           {{"--resume", "no such file"}, "cannot read \"no such file\""}}) {
    const Output output = analysed(words);
    EXPECT_EQ(output.code, kBadInput);
    EXPECT_NE(output.err.find(complaint), std::string::npos) << output.err;
    EXPECT_EQ(output.out, "");
  }
}

}  // namespace nn4n::test::analyse_test
