// `nn4n analyse` as a script and a person see it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "cli/analysis_tables.h"
#include "cli/command.h"
#include "cli/run_command.h"
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
  for (const char* words : {"rt: ", "Psychometric curve", "stimulus", "chosen [%]", "95 %",
                            "Chronometric curve", "wanted \\ chosen", "Selectivity of units"}) {
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

TEST(Analyse, TablesShowANumberWithItsInterval) {
  JsonValue report = parse_json(R"({"task":"pdm","trials":100,"accuracy":0.91,
    "accuracy_interval":[0.84,0.95],"selectivity":[],"plots":[
    {"kind":"psychometric","title":"Psychometric curve","axis":"Signed coherence [%]","curves":[
      {"group":"","points":[{"stimulus":-3.2,"chosen":20,"trials":50,"ideal":0.38}],
       "fit":{"bias":0.1,"lapse":null,"note":"Any steeper curve fits as well."},
       "bias":0.1,"bias_interval":[-0.2,0.4],"slope":null,"slope_interval":[0.3,null]}]},
    {"kind":"threshold","title":"Threshold by mean duration","exponent":1.02,
     "exponent_interval":[0.8,1.2],"points":[{"size":300,"threshold":41,"interval":[30,55],
     "trials":90}]}]})")
                         .value;
  EXPECT_EQ(analysis_tables(report),
            "pdm: 100 trials, accuracy 0.91 (95 %: 0.84 to 0.95)\n"
            "\nPsychometric curve\n"
            "  axis: Signed coherence [%]\n"
            "  bias: 0.1 (95 %: -0.2 to 0.4)\n"
            "  slope: above 0.3\n"
            "    stimulus      chosen  chosen [%]          95 %      trials       ideal\n"
            "        -3.2          20          40  27.6 to 53.8          50        0.38\n"
            "  Any steeper curve fits as well.\n"
            "\nThreshold by mean duration\n"
            "  exponent: 1.02 (95 %: 0.8 to 1.2)\n"
            "        size   threshold        95 %      trials\n"
            "         300          41    30 to 55          90\n");
  EXPECT_EQ(analysis_csv(report),
            "plot,group,x,quantity,value,low,high,trials\n"
            ",,,accuracy,0.91,0.84,0.95,100\n"
            "Psychometric curve,,-3.2,chosen,0.4,0.276084,0.538186,50\n"
            "Psychometric curve,,-3.2,ideal,0.38,,,50\n"
            "Psychometric curve,,,bias,0.1,,,\n"
            "Threshold by mean duration,,300,threshold,41,30,55,90\n"
            "Threshold by mean duration,,,exponent,1.02,0.8,1.2,\n");
}

TEST(Analyse, PrintsOneTableForNotebooks) {
  const Output output = analysed({std::string(kSmall) + "&task=multi", "--trials", "200", "--csv"});
  EXPECT_EQ(output.code, kDone) << output.err;
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < output.out.size();) {
    const std::size_t end = output.out.find('\n', at);
    lines.push_back(output.out.substr(at, end - at));
    at = end + 1;
  }
  ASSERT_GT(lines.size(), 20u);
  EXPECT_EQ(lines[0], "plot,group,x,quantity,value,low,high,trials");
  for (const std::string& line : lines)
    EXPECT_EQ(std::count(line.begin(), line.end(), ','), 7) << line;
  EXPECT_EQ(lines[2].substr(0, 26), "Psychometric curve,vision,");
  EXPECT_EQ(analysed({kSmall, "--csv", "--json"}).code, kBadInput);
}

TEST(Analyse, TrainsFirstWhereALinkOrAPersonAsksForIt) {
  const Output asked =
      analysed({std::string(kSmall) + "&iterations=6", "--trials", "40", "--json"});
  EXPECT_EQ(asked.code, kDone);
  EXPECT_NE(asked.err.find("training to iteration 6"), std::string::npos) << asked.err;
  const Output given = analysed({kSmall, "--iterations", "6", "--trials", "40", "--json"});
  EXPECT_EQ(given.out, asked.out);
  EXPECT_NE(analysed({kSmall, "--trials", "40", "--json"}).out, asked.out);
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

TEST(Compare, SaysHowAlikeNetworksAreOrWhatIsMissing) {
  const std::string other = std::string(kSmall) + "&seed=7";
  const called::Result same = called::run("compare", {kSmall, kSmall, other, "--json"});
  ASSERT_EQ(same.code, kDone) << same.err;
  const JsonValue map = parse_json(same.out).value;
  EXPECT_LT(map.find("distances")->items[0].items[1].number, 1e-5);
  EXPECT_GT(map.find("distances")->items[0].items[2].number, 0.05);
  EXPECT_NE(called::run("compare", {kSmall, other}).out.find("distances in degrees"),
            std::string::npos);
  for (const auto& [words, complaint] :
       std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{kSmall}, "compare needs 2 to 64 networks; found 1"},
           {{kSmall, "preset:none"}, "none"},
           {{kSmall, "v=0&task=gonogo"}, "have no condition of their trials in common"}}) {
    const called::Result output = called::run("compare", words);
    EXPECT_EQ(output.code, kBadInput);
    EXPECT_NE(output.err.find(complaint), std::string::npos) << output.err;
    EXPECT_EQ(output.out, "");
  }
}

}  // namespace nn4n::test::analyse_test
