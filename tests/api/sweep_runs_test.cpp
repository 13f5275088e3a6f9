// The jobs of a sweep as scripts run them: the same as those of the program, and safe from
// nonsense.
#include "api/sweep_runs.h"

#include <filesystem>

#include "cli/run_command.h"
#include "cli/sweep.h"
#include "codec/json_value.h"

namespace nn4n::test::sweep_runs_test {

namespace {

std::string spec_text() {
  return R"({"experiment": ")" + std::string(called::kSmall) +
         R"(", "iterations": 5, "axes": {"training.learning_rate": "0.001..0.003/2"}, "seeds": 2})";
}

std::string first_issue(const std::string& answer) {
  const ParsedJson parsed = parse_json(answer);
  const JsonValue* issues = parsed.value.find("issues");
  if (!issues || issues->items.empty()) return "";
  return issues->items[0].find("message")->text;
}

/// All jobs, in the order in which they are given, as the list that table() takes.
std::string results_of(SweepRuns& sweep, const std::vector<int>& jobs) {
  std::string list;
  for (const int job : jobs) {
    EXPECT_TRUE(sweep.start(job));
    EXPECT_EQ(sweep.result(), "") << "it has not ended";
    while (!sweep.ended()) sweep.step(2);
    list += (list.empty() ? "[" : ",") + sweep.result();
  }
  return list + "]";
}

}  // namespace

TEST(SweepRuns, GiveTheTableOfTheProgram) {
  const std::string folder = ::testing::TempDir() + "nn4n_sweep_runs";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  write_file(folder + "/spec.json", spec_text());
  ASSERT_EQ(called::run("sweep", {folder + "/spec.json", "--run"}).code, kDone);
  ASSERT_EQ(called::run("sweep", {folder + "/spec.json", "--collect", folder + "/t.csv"}).code,
            kDone);
  SweepRuns sweep;
  const ParsedJson answer = parse_json(sweep.read(spec_text()));
  EXPECT_EQ(answer.value.find("jobs")->number, 4);
  EXPECT_EQ(answer.value.find("axes")->items.size(), 2u);
  EXPECT_EQ(sweep.table(results_of(sweep, {2, 0, 3, 1})), read_file(folder + "/t.csv"));
  const std::string listed = called::run("sweep", {folder + "/spec.json", "--list"}).out;
  EXPECT_EQ(sweep.list(folder + "/spec.json"), listed);
  std::filesystem::remove_all(folder);
}

TEST(SweepRuns, SayWhatIsWrongInASentence) {
  SweepRuns sweep;
  EXPECT_EQ(first_issue(sweep.read("{}")), "It has no \"experiment\".");
  EXPECT_NE(first_issue(sweep.read("")), "");
  const std::string words = first_issue(
      sweep.read(R"({"experiment": "preset:pdm", "axes": {"training.learning_rate": "9..1"}})"));
  EXPECT_TRUE(words.starts_with("The axis \"training.learning_rate\"")) << words;
  EXPECT_TRUE(words.ends_with(".")) << words;
  EXPECT_NE(first_issue(sweep.read(R"({"experiment": "/etc/hostname"})")), "") << "no file is read";
}

TEST(SweepRuns, HaveNothingWithoutASpecification) {
  SweepRuns sweep;
  EXPECT_TRUE(sweep.ended());
  EXPECT_FALSE(sweep.start(0));
  EXPECT_EQ(sweep.step(10), 0);
  EXPECT_EQ(sweep.result(), "");
  EXPECT_EQ(sweep.table("[]"), "");
  EXPECT_EQ(sweep.list("x"), "");
  EXPECT_EQ(sweep.experiment(0), "");
  sweep.read(spec_text());
  EXPECT_FALSE(sweep.start(-1));
  EXPECT_FALSE(sweep.start(4));
  EXPECT_NE(sweep.experiment(3), "");
  EXPECT_EQ(sweep.link(4), "");
}

TEST(SweepRuns, LeaveOutOfATableWhatIsNoResult) {
  SweepRuns sweep;
  sweep.read(spec_text());
  const std::string head = sweep.table("[]");
  EXPECT_EQ(head.find('\n'), head.size() - 1);
  for (const char* nonsense :
       {"", "null", "{}", "[null]", "[[]]", R"([{"job": 0}])", R"([{"job": 5}])",
        R"([{"job": 1.5}])", R"([{"job": "1"}])", R"([{"job": 1e300}])", "[{\"job\": 1"})
    EXPECT_EQ(sweep.table(nonsense), head) << nonsense;
  const std::string whole = "[" + results_of(sweep, {1}).substr(1);
  EXPECT_NE(sweep.table(whole).find("\n2,0.001,"), std::string::npos) << sweep.table(whole);
}

TEST(SweepRuns, LayTheSeedsBesideEachOther) {
  SweepRuns sweep;
  sweep.read(R"({"experiment": ")" + std::string(called::kSmall) + R"(", "iterations": 5,
                 "seeds": 3})");
  EXPECT_EQ(sweep.individual(), "");
  std::string list;
  for (const int job : {0, 1, 2}) {
    sweep.start(job);
    EXPECT_EQ(sweep.individual(), "") << "it has not ended";
    while (!sweep.ended()) sweep.step(2);
    list += (list.empty() ? "[" : ",") + sweep.individual();
  }
  const JsonValue map = parse_json(SweepRuns::map(list + "]")).value;
  ASSERT_TRUE(map.find("distances"));
  EXPECT_EQ(map.find("places")->items.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      const double angle = map.find("distances")->items[i].items[j].number;
      EXPECT_EQ(angle > 0.01, i != j) << i << " " << j;
      EXPECT_LE(angle, 1.5708);
    }
  }
  const JsonValue one = parse_json(list + "]").value.items[0];
  EXPECT_TRUE(one.find("accuracy")->is(JsonKind::number));
  EXPECT_FALSE(one.find("plots")->items.empty());
}

TEST(SweepRuns, MakeNoMapOfNonsense) {
  const std::string one =
      R"({"states": {"conditions": ["a"], "units": 1, "states": [[1],[2],[3],[4],[5],[6],[7],[8],[9],[1]]}})";
  EXPECT_EQ(first_issue(SweepRuns::map("[" + one + "," + one + "]")), "");
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = one;
    return text.replace(text.find(from), from.size(), to);
  };
  for (const std::string& other :
       {std::string("null"), std::string("{}"), std::string("[]"), std::string("7"),
        changed("[\"a\"]", "[]"), changed("[\"a\"]", "[7]"), changed("[\"a\"]", "\"a\""),
        changed("\"units\": 1", "\"units\": 0"), changed("\"units\": 1", "\"units\": 2"),
        changed("\"units\": 1", "\"units\": 1.5"), changed("\"units\": 1", "\"units\": 1e300"),
        changed("\"units\": 1", "\"units\": -1"), changed("[[1],", "["), changed("[1]", "[1e300]"),
        changed("[1]", "[null]"), changed("[1]", "[[1]]"), changed("[1]", "7"),
        changed("\"states\": [",
                "\"states\": ["
                "[0],")}) {
    EXPECT_EQ(first_issue(SweepRuns::map("[" + one + "," + other + "]")),
              "A network is not as Sweep.individual gives it.")
        << other;
  }
  for (const std::string& list : {std::string(), std::string("null"), std::string("[]"),
                                  "[" + one + "]", "[" + one + "," + one})
    EXPECT_NE(first_issue(SweepRuns::map(list)), "") << list;
  EXPECT_EQ(first_issue(SweepRuns::map("[" + one + "," + changed("[\"a\"]", "[\"b\"]") + "]")),
            "The networks have no condition of their trials in common.");
}

}  // namespace nn4n::test::sweep_runs_test
