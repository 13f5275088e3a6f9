// `nn4n reproduce --behaviour`: what is measured, how it is judged, and how it is printed.
#include <set>

#include "cli/behaviour_runs.h"
#include "cli/run_command.h"
#include "experiment/validate.h"

namespace nn4n::test::behaviour_runs_test {

using namespace called;

namespace {

JsonValue report_of(std::string_view json) {
  const ParsedJson parsed = parse_json(json);
  EXPECT_EQ(parsed.error, "") << json;
  return parsed.value;
}

JsonValue with_plot(std::string_view plot) {
  return report_of(R"({"trials":200,"accuracy":0.9,"plots":[)" + std::string(plot) + "]}");
}

constexpr std::string_view kPsychometric =
    R"({"kind":"psychometric","title":"Psychometric curve","curves":[{"group":"","points":[
      {"stimulus":-20,"chosen":1,"trials":50},{"stimulus":-5,"chosen":20,"trials":50},
      {"stimulus":5,"chosen":35,"trials":50},{"stimulus":20,"chosen":50,"trials":50}],
      "bias":-0.5,"slope":0.2,"threshold":5}]})";

constexpr std::string_view kTimes =
    R"({"kind":"chronometric","title":"Chronometric curve","misses":10,"points":[
      {"strength":3.2,"correct":{"mean_ms":600,"trials":60},"error":{"mean_ms":660,"trials":30}},
      {"strength":51.2,"correct":{"mean_ms":400,"trials":100},"error":{"mean_ms":370,"trials":10}}]})";

BehaviourResult result_of(const BehaviourRow& row, std::vector<std::optional<double>> values) {
  BehaviourResult result{.row = &row};
  for (const auto& value : values) result.runs.push_back({.seed = 1, .values = {value}});
  return result;
}

}  // namespace

TEST(BehaviourMeasures, ReadThePsychometricCurve) {
  const JsonValue report = with_plot(kPsychometric);
  EXPECT_EQ(measures::accuracy(report), 90);
  EXPECT_EQ(measures::correct_at_weakest(report), 65) << "30 and 35 of 50";
  EXPECT_EQ(measures::correct_at_strongest(report), 99);
  EXPECT_EQ(measures::absolute_bias(report), 0.5);
  EXPECT_EQ(measures::threshold(report), 5);
  EXPECT_EQ(measures::bias_in_thresholds(report), 0.1);
  EXPECT_EQ(measures::slowing(report), std::nullopt) << "it has no times";
}

TEST(BehaviourMeasures, ReadReactionTimes) {
  const JsonValue report = with_plot(kTimes);
  EXPECT_EQ(measures::slowing(report), 200);
  EXPECT_EQ(measures::errors_slower(report), (30 * 60 - 10 * 30) / 40.0);
  EXPECT_EQ(measures::missed(report), 5);
}

TEST(BehaviourMeasures, ReadWhatDoesNotCountAndWhatCountsTogether) {
  const JsonValue context = with_plot(
      R"({"kind":"psychometric","title":"Choice by irrelevant coherence","curves":[
        {"group":"motion","slope_interval":[-0.1,0.2]},{"group":"colour","slope_interval":[0.1,0.2]}]})");
  EXPECT_EQ(measures::irrelevant_is_flat(context), 0.5);
  const JsonValue senses = with_plot(
      R"({"kind":"psychometric","title":"Psychometric curve","curves":[
        {"group":"vision","slope":3},{"group":"hearing","slope":4},{"group":"both","slope":4.5}]})");
  EXPECT_EQ(measures::slope_of_both(senses), 0.9);
  EXPECT_EQ(measures::bias_in_thresholds(senses), std::nullopt);
  const JsonValue one_steep = with_plot(
      R"({"kind":"psychometric","title":"Psychometric curve","curves":[
        {"group":"vision","bias":-0.1,"threshold":0.4},{"group":"hearing","bias":0.1,"threshold":0.5},
        {"group":"both","bias":null,"threshold":null}]})");
  EXPECT_EQ(measures::bias_in_thresholds(one_steep), 0.25) << "of the curves that are located";
}

TEST(BehaviourMeasures, ReadDelaysAndIntervals) {
  const JsonValue delay = with_plot(
      R"({"kind":"accuracy","title":"Accuracy by delay","points":[
        {"value":400,"correct":98,"trials":100},{"value":600,"correct":95,"trials":100},
        {"value":800,"correct":90,"trials":100}]})");
  EXPECT_EQ(measures::decline_over_delay(delay), 8);
  const JsonValue error = with_plot(
      R"({"kind":"error","title":"Angular error by delay","growth_interval":[0.001,0.004],"points":[
        {"value":300,"deviation":4},{"value":600,"deviation":5},{"value":900,"deviation":7}]})");
  EXPECT_EQ(measures::spread_at_short_delays(error), 4);
  EXPECT_EQ(measures::spread_at_long_delays(error), 7);
  EXPECT_EQ(measures::growth_of_error(error), 1) << "° per s";
  const JsonValue sample = with_plot(
      R"({"kind":"accuracy","title":"Accuracy by sample direction","points":[
        {"value":22.5,"correct":80,"trials":100},{"value":67.5,"correct":99,"trials":100},
        {"value":157.5,"correct":84,"trials":100},{"value":247.5,"correct":100,"trials":100}]})");
  EXPECT_EQ(measures::correct_near_boundary(sample), 82) << "80 and 84 of 100";
  EXPECT_EQ(measures::correct_near_boundary(delay), std::nullopt);
  const JsonValue made = with_plot(
      R"({"kind":"production","title":"Produced intervals","slope":0.8,"slope_interval":[0.7,0.9]})");
  EXPECT_EQ(measures::production_slope(made), 0.8);
  EXPECT_EQ(measures::production_slope_high(made), 0.9);
}

TEST(BehaviourMeasures, OfAnEmptyReportAreNothing) {
  for (
      const std::string_view empty :
      {"{}", R"({"plots":[]})", R"({"plots":[{}]})",
       R"({"plots":[{"kind":"psychometric","title":"Psychometric curve"}]})",
       R"({"trials":0,"accuracy":null,"plots":[{"kind":"chronometric","title":"","points":[]}]})"}) {
    for (const BehaviourRow& row : behaviour_rows()) {
      for (const BehaviourCriterion& criterion : row.criteria)
        EXPECT_EQ(criterion.measure(report_of(empty)), std::nullopt)
            << criterion.what << " of " << empty;
    }
  }
}

TEST(BehaviourTable, IsOfPresetsThatExistAndSaysWhatAndWhere) {
  std::set<std::string_view> keys;
  for (const BehaviourRow& row : behaviour_rows()) {
    EXPECT_TRUE(keys.insert(row.key).second) << row.key;
    const Experiment experiment = experiment_of(row);
    EXPECT_TRUE(validate(experiment).empty()) << row.key;
    EXPECT_GT(iterations_of(row), 0);
    EXPECT_FALSE(row.reported.empty() || row.source.empty()) << row.key;
    EXPECT_FALSE(row.criteria.empty()) << row.key;
    for (const BehaviourCriterion& criterion : row.criteria)
      EXPECT_LT(criterion.least, criterion.most) << row.key;
  }
  for (const char* key :
       {"pdm", "rt", "ctx", "multi", "romo", "interval", "rsg", "odr", "dms", "dmc"})
    EXPECT_TRUE(keys.contains(key)) << key;
}

TEST(BehaviourTable, ACriterionIsJudgedByTheMedianOfItsSeeds) {
  static constexpr std::array kOne{BehaviourCriterion{
      .what = "a|b", .unit = "%", .measure = measures::accuracy, .least = 80, .most = 95}};
  const BehaviourRow row{"key", "pdm", "", "Reported.", "Source", 10, kOne};
  const BehaviourResult good = result_of(row, {70.0, 90.0, 94.0});
  EXPECT_TRUE(is_textbook(good));
  EXPECT_EQ(reached(good, 0).median, 90);
  EXPECT_EQ(
      behaviour_line(good),
      "| `pdm` | Reported. | Source | 0 iterations: a\\|b 90 % (70 to 94) | yes | a\\|b 80 to "
      "95 % |\n");
  const BehaviourResult low = result_of(row, {70.0, 75.0, 94.0});
  EXPECT_FALSE(is_textbook(low));
  EXPECT_NE(behaviour_line(low).find("| no | a\\|b 75 %, wanted 80 to 95 % |"),
            std::string::npos)
      << behaviour_line(low);
  EXPECT_FALSE(is_textbook(result_of(row, {90.0, 99.0, 99.0})));
  const BehaviourResult missing = result_of(row, {90.0, std::nullopt});
  EXPECT_FALSE(is_textbook(missing)) << "a seed that cannot be measured is not the textbook";
  EXPECT_NE(behaviour_line(missing).find("could be measured in 1 of 2 seeds"), std::string::npos);
  BehaviourResult diverged = good;
  diverged.runs[0].diverged = true;
  EXPECT_FALSE(is_textbook(diverged));
}

TEST(Reproduce, MeasuresTheBehaviourOfTheRowsThatAreNamed) {
  const std::vector<std::string> words{"--behaviour",  "--only", "pdm",    "--seeds", "1",
                                       "--iterations", "10",     "--jobs", "1"};
  const Result table = run("reproduce", words);
  EXPECT_EQ(table.code, kFailed) << "ten iterations make no textbook";
  EXPECT_EQ(table.out.substr(0, 10), "| preset |");
  EXPECT_NE(table.out.find("| `pdm` |"), std::string::npos) << table.out;
  EXPECT_NE(table.out.find("| no | accuracy "), std::string::npos) << table.out;
  std::vector<std::string> as_json = words;
  as_json.push_back("--json");
  const JsonValue list = last_line(run("reproduce", as_json).out);
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].find("preset")->text, "pdm");
  EXPECT_FALSE(list.items[0].find("textbook")->boolean);
  EXPECT_EQ(list.items[0].find("runs")->items[0].find("iterations")->number, 10);
}

TEST(Reproduce, SaysWhichRowsThereAre) {
  const Result unknown = run("reproduce", {"--behaviour", "--only", "pdm,juggling"});
  EXPECT_EQ(unknown.code, kBadInput);
  EXPECT_NE(unknown.err.find("there is no row \"juggling\"; known: pdm, "), std::string::npos)
      << unknown.err;
  EXPECT_EQ(run("reproduce", {"--behaviour", "pdm"}).code, kBadInput);
  EXPECT_EQ(run("reproduce", {"--only", "pdm"}).code, kBadInput);
}

}  // namespace nn4n::test::behaviour_runs_test
