#include "codec/mask_text.h"

#include <gtest/gtest.h>

#include <iterator>

#include "base/random.h"
#include "base/text.h"

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

TEST(MaskText, AnythingIsAMaskOfEqualRowsOrRefusedInWords) {
  constexpr std::string_view pieces[] = {"0",  "1",     "+",   "-",  ".",    ",",
                                         ";",  "\t",    " ",   "\n", "\r\n", "#",
                                         "−1", "1e400", "nan", "2",  "\xff", "\0"};
  RandomStream random(stream_key(21, Purpose::trials));
  int read = 0, refused = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (int k = random.whole(0, 24); k > 0; --k) {
      // The further down the list, the rarer.
      const int most = random.whole(0, static_cast<int>(std::size(pieces)) - 1);
      text += pieces[static_cast<std::size_t>(random.whole(0, most))];
    }
    const MaskText mask = read_mask_text(text);
    if (!mask.issues.empty()) {
      ++refused;
      EXPECT_TRUE(mask.rows.empty()) << text;
      EXPECT_TRUE(is_readable(mask.issues[0].message)) << text;
      continue;
    }
    ++read;
    ASSERT_FALSE(mask.rows.empty()) << text;
    for (const std::string& row : mask.rows) {
      EXPECT_EQ(row.size(), mask.rows[0].size()) << text;
      EXPECT_EQ(row.find_first_not_of("01+-."), row.npos) << text;
    }
  }
  EXPECT_GT(read, 100);
  EXPECT_GT(refused, 1000);
}

}  // namespace nn4n::test::mask_text_test
