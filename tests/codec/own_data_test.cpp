#include "codec/own_data.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "codec/json.h"
#include "codec/npz.h"
#include "codec/npz_files.h"
#include "codec/open.h"
#include "codec/random_experiment.h"
#include "codec/share_link.h"

namespace nn4n::test::own_data_test {

namespace {

constexpr std::string_view kTable =
    "trial,time,in_fixation,in_cue,target_left,target_right,mask_left\n"
    "7,0,1,0,0,0,0\n"
    "7,10,1,0.5,0,0,1\n"
    "7,20,0,0,1,0,1\n"
    "\n"
    "9,0,1,0,0,0,0\n"
    "9,10,0,0,0,1,1\n";

ParsedData damaged(std::string_view old_text, std::string_view new_text) {
  std::string text(kTable);
  text.replace(text.find(old_text), old_text.size(), new_text);
  return parse_csv_data(text);
}

OwnData small() {
  OwnData data{.trials = 2,
               .steps = 3,
               .inputs = 1,
               .outputs = 1,
               .input_names = {"In"},
               .output_names = {"Out"},
               .values = {}};
  for (int k = 0; k < 18; ++k) data.values.push_back(static_cast<float>(k));
  return data;
}

}  // namespace

TEST(OwnData, OfAnArchiveIsItsArrays) {
  const ParsedData parsed = parse_npz_data(bytes_of_base64(kDeflated));
  ASSERT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.data.trials, 3u);
  EXPECT_EQ(parsed.data.steps, 4u);
  EXPECT_EQ(parsed.data.inputs, 2u);
  EXPECT_EQ(parsed.data.outputs, 1u);
  EXPECT_EQ(parsed.data.step_ms, 10);
  ASSERT_EQ(parsed.data.values.size(), 3u * 4 * 4);
  const std::vector<float> last(parsed.data.values.end() - 4, parsed.data.values.end());
  EXPECT_EQ(last, (std::vector<float>{230 / 8.0f, 231 / 8.0f, 5, 1}));
}

TEST(OwnData, OfATableHasTrialsAsLongAsTheLongest) {
  const ParsedData parsed = parse_csv_data(kTable);
  ASSERT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.data.trials, 2u);
  EXPECT_EQ(parsed.data.steps, 3u);
  EXPECT_EQ(parsed.data.step_ms, 10);
  EXPECT_EQ(parsed.data.input_names, (std::vector<std::string>{"fixation", "cue"}));
  EXPECT_EQ(parsed.data.output_names, (std::vector<std::string>{"left", "right"}));
  const std::vector<float> expected{1, 0, 0, 0, 0, 1, 1, 0.5, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1,
                                    1, 0, 0, 0, 0, 1, 0, 0,   0, 1, 1, 1, 0, 0, 0, 0, 0, 0};
  EXPECT_EQ(parsed.data.values, expected);
}

TEST(OwnData, OfATableMayBeOneTrialWithoutNumbersAndEndAsItLikes) {
  EXPECT_EQ(parse_csv_data("in_a,target_b\r\n1,2\r\n3,4").data.values,
            (std::vector<float>{1, 2, 1, 3, 4, 1}));
  EXPECT_EQ(
      parse_csv_data("\xef\xbb\xbfstep, \"in_a\" ,target_b,mask\n1,1,2,0\n2,3,4,1\n").data.values,
      (std::vector<float>{1, 2, 0, 3, 4, 1}));
}

TEST(OwnData, OfATableHasQuotedCells) {
  const ParsedData parsed = parse_csv_data(
      "\"trial\",\"in_left, near\",\"target_\"\"go\"\"\" , mask\r\n\"1\",\"2\",3,\" "
      "1\"\r\n1,\"4\",5,0");
  EXPECT_EQ(parsed.error, "has \" 1\" in line 2; allowed a number") << "blanks in quotes count";
  const ParsedData good = parse_csv_data(
      "\"trial\",\"in_left, near\",\"target_\"\"go\"\"\" , mask\r\n\"1\",\"2\",3,1\r\n1, \"4\" "
      ",5,0");
  ASSERT_EQ(good.error, "");
  EXPECT_EQ(good.data.input_names, (std::vector<std::string>{"left, near"}));
  EXPECT_EQ(good.data.output_names, (std::vector<std::string>{"\"go\""}));
  EXPECT_EQ(good.data.values, (std::vector<float>{2, 3, 1, 4, 5, 0}));
}

TEST(OwnData, SaysWhatIsWrongWithQuotes) {
  EXPECT_EQ(damaged("0.5", "\"0.5").error, "opens a quote that is not closed in line 3");
  EXPECT_EQ(damaged("0.5", "\"").error, "opens a quote that is not closed in line 3");
  EXPECT_EQ(damaged("0.5", "\"0.5\"\"").error, "opens a quote that is not closed in line 3");
  EXPECT_EQ(damaged("0.5", "0\".5").error, "has a quote in the middle of a cell in line 3");
  EXPECT_EQ(damaged("0.5", "0.5\"").error, "has a quote in the middle of a cell in line 3");
  EXPECT_EQ(damaged("0.5", "\"0\".5").error,
            "has text after the closing quote of a cell in line 3");
  EXPECT_EQ(damaged("0.5", "\"0.5,0\"").error, "has \"0.5,0\" in line 3; allowed a number");
  EXPECT_EQ(damaged("0.5", "\"\"").error, "has \"\" in line 3; allowed a number");
  EXPECT_EQ(damaged("in_cue", "\"in_cue").error, "opens a quote that is not closed in line 1");
}

TEST(OwnData, ACellOfAMegabyteIsRefusedInOneShortSentence) {
  const std::string huge(1 << 20, '7');
  for (const std::string& cell :
       {huge, "\"" + huge + "\"", "\"" + huge, std::string(1 << 20, '"'), huge + "\""}) {
    for (const std::string_view place : {"0.5", "in_cue"}) {
      const std::string error = damaged(place, cell).error;
      EXPECT_FALSE(error.empty()) << place;
      EXPECT_LT(error.size(), 200u) << place;
    }
  }
}

TEST(OwnData, SaysWhatIsWrongWithATable) {
  EXPECT_EQ(damaged("0.5", "half").error, "has \"half\" in line 3; allowed a number");
  EXPECT_EQ(damaged("0.5", "nan").error, "has \"nan\" in line 3; allowed a number");
  EXPECT_EQ(damaged("0.5", "").error, "has \"\" in line 3; allowed a number");
  EXPECT_EQ(damaged("0.5", "1e9").error, "holds 1000000000; allowed -1000000 to 1000000");
  EXPECT_EQ(damaged("0.5,0,0,1", "0.5,0,0,-1").error, "holds -1 in the mask; allowed 0 to 1000000");
  EXPECT_EQ(damaged("0.5,", "").error, "has 6 columns in line 3; allowed 7, as in the header");
  EXPECT_EQ(damaged("7,20", "7,30").error,
            "has a time that goes from 10 to 30 in line 4; allowed are equal steps");
  EXPECT_EQ(damaged("9,10", "7,10").error,
            "goes back to trial 7 in line 7; the lines of a trial must follow each other");
  EXPECT_EQ(damaged("in_cue", "cue").error,
            "has a column \"cue\"; allowed trial, step, time, in_…, target_…, mask, mask_…");
  EXPECT_EQ(damaged("in_cue", "in_fixation").error, "has two columns \"in_fixation\"");
  EXPECT_EQ(damaged("mask_left", "mask_up").error,
            "has a column mask_up without a column target_ of that name");
  EXPECT_EQ(parse_csv_data("trial,in_a\n1,2\n").error,
            "has no column target_…; needed is at least one");
  EXPECT_EQ(parse_csv_data("trial,in_a,target_b\n").error, "holds no trial");
}

TEST(OwnData, ComesBackFromItsText) {
  const OwnData data = small();
  const std::string content = to_content(data);
  const auto back = from_content(content);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->values, data.values);
  const OwnData sizes = sizes_of_content(content);
  EXPECT_EQ(sizes.trials, 2u);
  EXPECT_EQ(sizes.steps, 3u);
  EXPECT_EQ(trial_of_content(content, sizes, 1),
            std::vector<float>(data.values.begin() + 9, data.values.end()));
}

TEST(OwnData, TextThatHoldsSomethingElseIsRefused) {
  const std::string content = to_content(small());
  EXPECT_FALSE(from_content(""));
  EXPECT_FALSE(from_content("Zm9v"));
  EXPECT_FALSE(from_content(content.substr(4)));
  EXPECT_FALSE(from_content(content + "AAAA"));
  OwnData data = small();
  data.values[3] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_FALSE(from_content(to_content(data)));
  data.values[3] = 1e7f;
  EXPECT_FALSE(from_content(to_content(data)));
  data = small();
  data.values[2] = -1;  // a mask
  EXPECT_FALSE(from_content(to_content(data)));
}

TEST(OwnData, OpensAsAnExperimentFromBytesAndFromADataUrl) {
  const Reading npz = read_any(text_of(bytes_of_base64(kStored)));
  EXPECT_TRUE(npz.readable);
  EXPECT_TRUE(npz.issues.empty());
  EXPECT_EQ(npz.experiment.task.name(), "data");
  const std::string url = "data:application/octet-stream;base64," + std::string(kStored);
  EXPECT_TRUE(read_any(url).experiment == npz.experiment);
  const Reading csv = read_any(kTable);
  EXPECT_TRUE(csv.readable);
  EXPECT_TRUE(csv.issues.empty());
  EXPECT_EQ(csv.experiment.task.name(), "data");
}

TEST(OwnData, LivesInFilesAndNotInLinks) {
  const Experiment experiment = read_any(kTable).experiment;
  EXPECT_TRUE(read_json(to_json(experiment)).experiment == experiment);
  const std::string link = to_link(experiment);
  EXPECT_NE(link.find("&left_out=task.content"), link.npos) << link;
  EXPECT_LT(link.size(), 400u);
  const Issues said = left_out_of_link(experiment);
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0].message,
            "task.content is too long for a link, which leaves it out; hand the file on as well.");
  const Reading read = read_link(link);
  EXPECT_EQ(read.experiment.task.name(), "data");
  ASSERT_FALSE(read.issues.empty());
  EXPECT_EQ(read.issues[0].message,
            "task.content is not in the link, it is too long for one; open the file that the link "
            "was made of. Using the default.");
  EXPECT_TRUE(left_out_of_link(Experiment{}).empty());
}

TEST(OwnData, WhatCannotBeReadIsTheDefaultExperimentWithASentence) {
  const Reading reading = read_any("trial,in_a,target_b\n1,2\n");
  EXPECT_FALSE(reading.readable);
  EXPECT_EQ(reading.issues[0].message,
            "The file of trials has 2 columns in line 2; allowed 3, as in the header. Using the "
            "default experiment.");
}

TEST(OwnData, AxesOfZeroWithHugeOnesBesideAreRefusedAtOnce) {
  for (const auto& [first, second] : {std::pair<std::size_t, std::size_t>(1000000000, 1000000000),
                                      std::pair<std::size_t, std::size_t>(65535, 65537)}) {
    const std::vector<NamedTensor> arrays{{"inputs", {first, second, 0}, {}},
                                          {"targets", {first, second, 0}, {}},
                                          {"mask", {first, second, 0}, {}}};
    const ParsedData parsed = parse_npz_data(to_npz(arrays));
    EXPECT_EQ(parsed.error, "has no trials, no steps or no targets; allowed one of each, or more");
  }
}

TEST(OwnData, DamagedTablesOpenAsRunnableExperiments) {
  constexpr std::string_view kPieces[] = {",",     "\n",    "\r",   "\"",      "-",
                                          "1e400", "trial", "in_",  "target_", "mask_left",
                                          "7",     "nan",   "\xff", "=",       ""};
  Dice dice(13);
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string text(kTable);
    for (std::size_t k = 1 + dice.below(3); k > 0; --k) {
      const std::size_t at = dice.below(text.size());
      text.replace(at, dice.below(4), dice.pick(kPieces));
    }
    const Reading reading = read_any(text);
    refused += reading.readable && reading.issues.empty() ? 0 : 1;
    ASSERT_TRUE(validate(reading.experiment).empty()) << text;
    for (const Issue& issue : reading.issues) EXPECT_TRUE(is_readable(issue.message)) << text;
  }
  EXPECT_GT(refused, 1000);
}

/// Is it what the header promises: every number there, finite and in range?
void expect_whole(const OwnData& data) {
  ASSERT_GT(data.trials * data.steps * data.inputs * data.outputs, 0u);
  EXPECT_EQ(data.input_names.size(), data.inputs);
  EXPECT_EQ(data.output_names.size(), data.outputs);
  ASSERT_EQ(data.values.size(), data.trials * data.steps * data.width());
  for (const float value : data.values) ASSERT_LE(std::fabs(double{value}), kLargestDatum);
}

TEST(OwnData, DamagedArchivesAreRefusedInWordsOrWhole) {
  Dice dice(14);
  int refused = 0, changed = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::vector<std::uint8_t> good = bytes_of_base64(i % 2 ? kStored : kDeflated);
    std::vector<std::uint8_t> file = good;
    for (std::size_t k = dice.below(4); k > 0; --k) {
      file[dice.below(file.size())] = static_cast<std::uint8_t>(dice.next());
    }
    const ParsedData parsed = parse_npz_data(file);
    if (parsed.error.empty()) {
      expect_whole(parsed.data);
      if (file == good) {
        EXPECT_EQ(parsed.data.values, parse_npz_data(good).data.values) << i;
      }
    } else {
      ++refused;
      EXPECT_NE(file, good) << i << ": " << parsed.error;
      EXPECT_TRUE(is_readable(parsed.error)) << i;
      EXPECT_FALSE(read_any(text_of(file)).issues.empty()) << i << ": the person is told";
    }
    changed += file == good ? 0 : 1;
  }
  EXPECT_GT(refused, 100);
  EXPECT_LT(refused, changed + 1);
}

}  // namespace nn4n::test::own_data_test
