#include "codec/mask_text.h"

#include <gtest/gtest.h>

namespace nn4n::test::mask_text_test {

using Rows = std::vector<std::string>;

std::string complaint_of(std::string_view text) {
  const MaskText read = read_mask_text(text);
  EXPECT_TRUE(read.issues.empty() || read.rows.empty());
  return read.issues.empty() ? "" : read.issues[0].message;
}

TEST(MaskText, ReadsNumbersBetweenCommas) {
  EXPECT_EQ(read_mask_text("0,1,1\n1,0,0\n").rows, (Rows{"011", "100"}));
}

TEST(MaskText, ReadsOneAsExcitatoryWhereMinusOneStandsBesideIt) {
  EXPECT_EQ(read_mask_text("0,1,-1\n1,0,−1\n").rows, (Rows{"0+-", "+0-"}));
}

TEST(MaskText, ReadsCharacters) {
  EXPECT_EQ(read_mask_text("0+-1\n..-0").rows, (Rows{"0+-+", "..-0"}));
  EXPECT_EQ(read_mask_text("0110\n1010").rows, (Rows{"0110", "1010"}));
}

TEST(MaskText, ReadsWhatNumpyAndSpreadsheetsWrite) {
  EXPECT_EQ(read_mask_text("1.000000000000000000e+00 0.000000000000000000e+00\n"
                           "-1.000000000000000000e+00 1.000000000000000000e+00\n")
                .rows,
            (Rows{"+0", "-+"}));
  EXPECT_EQ(read_mask_text("\xEF\xBB\xBF# sources\r\n0;1\r\n\r\n1;0\r\n").rows, (Rows{"01", "10"}));
  EXPECT_EQ(read_mask_text("1\t0\n0\t1\n").rows, (Rows{"10", "01"}));
}

TEST(MaskText, ReadsAColumn) {
  EXPECT_EQ(read_mask_text("+1\n-1\n0\n").rows, (Rows{"+", "-", "0"}));
}

TEST(MaskText, SaysWhichRowHasAnotherLength) {
  EXPECT_EQ(complaint_of("0,1\n1,0,1\n"),
            "Row 2 of the mask has 3 entries, but the first row has 2.");
}

TEST(MaskText, SaysWhichEntryItDoesNotKnow) {
  EXPECT_EQ(complaint_of("0,1\n1,2\n"),
            "Row 2 of the mask holds \"2\"; allowed 0, 1, +1 or +, −1 or -, and . for as the "
            "structure.");
  EXPECT_NE(complaint_of("0x1\n"), "");
  EXPECT_NE(complaint_of("0,,1\n"), "");
}

TEST(MaskText, RefusesAnEmptyFile) {
  EXPECT_NE(complaint_of(""), "");
  EXPECT_NE(complaint_of("\n# nothing\n"), "");
}

TEST(MaskText, SurvivesAnything) {
  std::string bytes;
  for (int k = 0; k < 2000; ++k) bytes.push_back(static_cast<char>((k * 37 + k / 7) % 256));
  EXPECT_NE(complaint_of(bytes), "");
}

}  // namespace nn4n::test::mask_text_test
