// Sweeps: what specifications mean, jobs that are cut off, and tables.
#include "cli/sweep.h"

#include <cmath>
#include <filesystem>

#include "cli/run_command.h"
#include "codec/npz.h"
#include "codec/share_link.h"
#include "sweep/axis_values.h"

namespace nn4n::test::sweep_test {

namespace {

using called::Result;

constexpr char kAxes[] = R"(, "iterations": 6,
  "axes": {"network.areas.0.units": [4, 6], "training.learning_rate": "0.001..0.003/3"},
  "seeds": [3, 7]})";

std::string spec_text() {
  return R"({"experiment": ")" + std::string(called::kSmall) + "\"" + kAxes;
}

SweepSpec spec_of(const std::string& text) {
  auto read = read_sweep(text, {}, opener_of(""));
  const auto* words = std::get_if<std::string>(&read);
  EXPECT_FALSE(words) << *words;
  return words ? SweepSpec{} : std::get<SweepSpec>(std::move(read));
}

std::string words_of(const std::string& text, const std::vector<std::string_view>& set = {}) {
  auto read = read_sweep(text, set, opener_of(""));
  const auto* words = std::get_if<std::string>(&read);
  return words ? *words : "";
}

std::vector<double> numbers(std::string_view text) {
  auto read = values_of(text);
  std::vector<double> numbers;
  if (const auto* values = std::get_if<0>(&read)) {
    for (const JsonValue& value : *values) numbers.push_back(value.number);
  }
  return numbers;
}

/// A folder that goes away with the test, and a specification in it.
class Folder {
 public:
  explicit Folder(const std::string& text = spec_text())
      : path_(::testing::TempDir() + "nn4n_sweep_" +
              ::testing::UnitTest::GetInstance()->current_test_info()->name() +
              std::to_string(made_++)) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
    write_file(spec(), text);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string spec() const { return path_ + "/spec.json"; }
  std::string jobs() const { return path_ + "/spec.jobs"; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  static inline int made_ = 0;
  std::string path_;
};

std::string csv_of(const Folder& folder, const SweepSpec& spec) {
  std::size_t missing = 0;
  const std::string table = sweep_csv(spec, folder.jobs(), missing);
  EXPECT_EQ(missing, 0u);
  return table;
}

}  // namespace

TEST(SweepValues, AreListsAndRanges) {
  EXPECT_EQ(numbers("16,32,64"), (std::vector<double>{16, 32, 64}));
  EXPECT_EQ(numbers("1..4"), (std::vector<double>{1, 2, 3, 4}));
  EXPECT_EQ(numbers("0.1..0.5/5"), (std::vector<double>{0.1, 0.2, 0.3, 0.4, 0.5}));
  EXPECT_EQ(numbers("1..2,9"), (std::vector<double>{1, 2, 9}));
  EXPECT_EQ(numbers("3..1/3"), (std::vector<double>{3, 2, 1}));
  const auto words = values_of("relu,tanh,true");
  ASSERT_EQ(words.index(), 0u);
  EXPECT_EQ(std::get<0>(words)[1].text, "tanh");
  EXPECT_TRUE(std::get<0>(words)[2].boolean);
}

TEST(SweepValues, OfNonsenseAreRefused) {
  for (const std::string_view text :
       {"", ",", "1,,2", "1..", "..2", "a..b", "1..2/x", "1..2/0", "1..2/1.5", "4..1", "0.5..2",
        "1..1e9", "1..2/1e9", "1..2/", "1...4/2/3"})
    EXPECT_EQ(values_of(text).index(), 1u) << text;
}

TEST(SweepSpecs, NumberTheirJobsWithTheSeedTurningFastest) {
  const SweepSpec spec = spec_of(spec_text());
  ASSERT_EQ(spec.jobs(), 12u);
  const auto first = spec.experiment_of_job(0), second = spec.experiment_of_job(1),
             last = spec.experiment_of_job(11);
  EXPECT_EQ(first.seed, 3u);
  EXPECT_EQ(second.seed, 7u);
  EXPECT_EQ(first.network.areas[0].units, 4);
  EXPECT_EQ(last.network.areas[0].units, 6);
  EXPECT_EQ(first.training.learning_rate, second.training.learning_rate);
  EXPECT_NEAR(spec.experiment_of_job(2).training.learning_rate, 0.002, 1e-9);
  EXPECT_NEAR(last.training.learning_rate, 0.003, 1e-9);
}

TEST(SweepSpecs, TakeFurtherAxesAndReplaceValues) {
  auto read =
      read_sweep(spec_text(), {"network.areas.0.units=5", "network.dt_ms=10,20"}, opener_of(""));
  ASSERT_EQ(read.index(), 0u) << std::get<1>(read);
  const SweepSpec& spec = std::get<0>(read);
  EXPECT_EQ(spec.jobs(), 12u);
  EXPECT_EQ(spec.experiment_of_job(0).network.areas[0].units, 5);
  EXPECT_EQ(spec.experiment_of_job(2).network.dt_ms, 20);
}

TEST(SweepSpecs, SayWhatIsWrongWithThem) {
  EXPECT_NE(words_of("").find("specification"), std::string::npos);
  EXPECT_NE(words_of("[1]").find("not a JSON object"), std::string::npos);
  EXPECT_NE(words_of("{}").find("experiment"), std::string::npos);
  EXPECT_NE(words_of(R"({"experiment": 3})").find("experiment"), std::string::npos);
  EXPECT_NE(words_of(R"({"experiment": "preset:pdm", "axis": {}})").find("axis"),
            std::string::npos);
  EXPECT_NE(words_of(R"({"experiment": "preset:nothing"})"), "");
  const auto with = [](const std::string& more) {
    return words_of(R"({"experiment": "preset:pdm", )" + more + "}");
  };
  EXPECT_EQ(with(R"("seeds": 3)"), "");
  EXPECT_NE(with(R"("iterations": -1)").find("iterations"), std::string::npos);
  EXPECT_NE(with(R"("iterations": "many")").find("iterations"), std::string::npos);
  EXPECT_NE(with(R"("seeds": 0)").find("seeds"), std::string::npos);
  EXPECT_NE(with(R"("seeds": 1e99)").find("seeds"), std::string::npos);
  EXPECT_NE(with(R"("axes": [])").find("axes"), std::string::npos);
  EXPECT_NE(with(R"("axes": {"network.dt_ms": []})").find("network.dt_ms"), std::string::npos);
  EXPECT_NE(with(R"("axes": {"network.dt_ms": [null]})").find("network.dt_ms"), std::string::npos);
  EXPECT_NE(with(R"("axes": {"network.dt_ms": [[1]]})").find("network.dt_ms"), std::string::npos);
  EXPECT_NE(with(R"("axes": {"network.dt_ms": [1e9]})").find("network.dt_ms"), std::string::npos);
  EXPECT_NE(with(R"("axes": {"network.nothing": [1]})").find("network.nothing"), std::string::npos);
  EXPECT_NE(with(R"("axes": {"network.dt_ms": "5..20/1000", "seed": "1..1000"})").find("jobs"),
            std::string::npos);
}

TEST(SweepSpecs, SurviveBeingCutOffAnywhere) {
  const std::string text = spec_text();
  for (std::size_t length = 0; length < text.size(); ++length)
    EXPECT_NE(words_of(text.substr(0, length)), "") << length;
}

TEST(SweepJobs, ThatAreCutOffGoOnToTheSameBits) {
  const Folder whole, parts;
  const SweepSpec spec = spec_of(spec_text());
  std::filesystem::create_directories(whole.jobs());
  std::filesystem::create_directories(parts.jobs());
  std::string words;
  for (std::size_t job = 0; job < spec.jobs(); ++job) {
    EXPECT_EQ(run_job(spec, job, whole.jobs(), {}, words), JobEnd::done) << words;
    const auto at = [](int iteration) {
      return JobRules{.cut_off = [iteration](int now) { return now == iteration; }};
    };
    EXPECT_EQ(run_job(spec, job, parts.jobs(), at(2), words), JobEnd::cut_off) << words;
    EXPECT_EQ(run_job(spec, job, parts.jobs(), at(5), words), JobEnd::cut_off) << words;
    EXPECT_EQ(run_job(spec, job, parts.jobs(), {}, words), JobEnd::done) << words;
  }
  EXPECT_EQ(csv_of(whole, spec), csv_of(parts, spec));
}

TEST(SweepJobs, AreNotRunTwiceAndOverwriteNothing) {
  const Folder folder;
  const SweepSpec spec = spec_of(spec_text());
  std::filesystem::create_directories(folder.jobs());
  std::string words;
  EXPECT_EQ(run_job(spec, 0, folder.jobs(), {}, words), JobEnd::done) << words;
  const auto before = read_file(folder.jobs() + "/00001.json");
  EXPECT_EQ(run_job(spec, 0, folder.jobs(), {}, words), JobEnd::was_done);
  auto other = read_sweep(spec_text(), {"seed=9"}, opener_of(""));
  EXPECT_EQ(run_job(std::get<0>(other), 0, folder.jobs(), {}, words), JobEnd::failed);
  EXPECT_NE(words.find("another experiment"), std::string::npos) << words;
  EXPECT_EQ(read_file(folder.jobs() + "/00001.json"), before);
}

TEST(SweepJobs, WithADamagedCheckpointSaySo) {
  const Folder folder;
  const SweepSpec spec = spec_of(spec_text());
  std::filesystem::create_directories(folder.jobs());
  write_file(folder.jobs() + "/00001.run", "not a checkpoint");
  std::string words;
  EXPECT_EQ(run_job(spec, 0, folder.jobs(), {}, words), JobEnd::failed);
  EXPECT_NE(words.find("00001.run"), std::string::npos) << words;
  EXPECT_EQ(read_file(folder.jobs() + "/00001.run"), "not a checkpoint");
}

TEST(Sweep, ListsALineForEachJobWithItsLink) {
  const Folder folder;
  const Result result = called::run("sweep", {folder.spec(), "--list"});
  EXPECT_EQ(result.code, kDone) << result.err;
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 12);
  const std::string first = result.out.substr(0, result.out.find('\n'));
  EXPECT_TRUE(first.starts_with("nn4n sweep " + folder.spec() + " --job 1 # ")) << first;
  const Reading reading = read_link(first.substr(first.find("# ") + 2));
  EXPECT_EQ(reading.experiment, spec_of(spec_text()).experiment_of_job(0));
}

TEST(Sweep, GivesTheSameTableByJobsAndAsAWhole) {
  const Folder whole, lines(spec_text());
  const std::string by_lines = lines.file("by_lines");
  EXPECT_EQ(called::run("sweep", {whole.spec(), "--run"}).code, kDone);
  for (int job = 12; job >= 1; --job) {
    const Result result =
        called::run("sweep", {lines.spec(), "--job", std::to_string(job), "--out", by_lines});
    EXPECT_EQ(result.code, kDone) << result.err;
  }
  EXPECT_EQ(called::run("sweep", {whole.spec(), "--collect", whole.file("a.csv")}).code, kDone);
  EXPECT_EQ(
      called::run("sweep", {lines.spec(), "--out", by_lines, "--collect", lines.file("b.csv")})
          .code,
      kDone);
  const auto table = read_file(whole.file("a.csv"));
  ASSERT_TRUE(table);
  EXPECT_EQ(std::count(table->begin(), table->end(), '\n'), 13);
  EXPECT_EQ(table, read_file(lines.file("b.csv")));
}

TEST(Sweep, CollectsArraysAndSaysWhatIsMissing) {
  const Folder folder;
  EXPECT_EQ(called::run("sweep", {folder.spec(), "--job", "3"}).code, kDone);
  const Result result =
      called::run("sweep", {folder.spec(), "--collect", folder.file("arrays.npz")});
  EXPECT_EQ(result.code, kFailed);
  EXPECT_NE(result.err.find("11 of 12 jobs are not done"), std::string::npos) << result.err;
  const auto file = read_file(folder.file("arrays.npz"));
  ASSERT_TRUE(file);
  const ParsedArrays arrays =
      parse_npz({reinterpret_cast<const std::uint8_t*>(file->data()), file->size()});
  const NamedTensor* iterations = arrays.find("iterations");
  ASSERT_TRUE(iterations);
  EXPECT_EQ(iterations->shape, (std::vector<std::size_t>{2, 3, 2}));
  EXPECT_EQ(iterations->values[2], 6);
  EXPECT_TRUE(std::isnan(iterations->values[0]));
  const NamedTensor* seeds = arrays.find("seed");
  ASSERT_TRUE(seeds);
  EXPECT_EQ(seeds->values, (std::vector<float>{3, 7}));
}

TEST(Sweep, RefusesWhatItCannotDo) {
  const Folder folder;
  EXPECT_EQ(called::run("sweep", {"nothing.json", "--list"}).code, kBadInput);
  EXPECT_EQ(called::run("sweep", {folder.spec()}).code, kBadInput);
  EXPECT_EQ(called::run("sweep", {folder.spec(), "--run", "--list"}).code, kBadInput);
  EXPECT_EQ(called::run("sweep", {folder.spec(), "--job", "13"}).code, kBadInput);
  EXPECT_EQ(called::run("sweep", {folder.spec(), "--list", "--set", "seed"}).code, kBadInput);
}

}  // namespace nn4n::test::sweep_test
