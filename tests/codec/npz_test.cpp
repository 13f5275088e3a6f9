#include "codec/npz.h"

#include <gtest/gtest.h>

#include "codec/npy.h"
#include "codec/npz_files.h"
#include "codec/random_experiment.h"

namespace nn4n::test::npz_test {

namespace {

std::vector<std::uint8_t> array_file(std::string_view header, std::size_t bytes) {
  std::string text = "\x93NUMPY";
  text += '\1';
  text += '\0';
  text += static_cast<char>(header.size());
  text += '\0';
  text += header;
  text += std::string(bytes, '\0');
  return {text.begin(), text.end()};
}

std::string complaint_about(std::string_view header, std::size_t bytes) {
  return parse_npy(array_file(header, bytes)).error;
}

}  // namespace

TEST(Npz, ReadsWhatNumpyStoresAndDeflates) {
  for (const std::string_view file : {kStored, kDeflated}) {
    const ParsedArrays parsed = parse_npz(bytes_of_base64(file));
    ASSERT_EQ(parsed.error, "");
    ASSERT_EQ(parsed.arrays.size(), 4u);
    const NamedTensor* inputs = parsed.find("inputs");
    ASSERT_NE(inputs, nullptr);
    EXPECT_EQ(inputs->shape, (std::vector<std::size_t>{3, 4, 2}));
    EXPECT_EQ(inputs->values.back(), (200 + 30 + 1) / 8.0f);
    EXPECT_EQ(parsed.find("targets")->values.back(), 5);
    EXPECT_EQ(parsed.find("mask")->shape, (std::vector<std::size_t>{3, 4}));
    EXPECT_EQ(parsed.find("mask")->values[1], 0);
    EXPECT_EQ(parsed.find("mask")->values[2], 1);
    EXPECT_TRUE(parsed.find("dt_ms")->shape.empty());
    EXPECT_EQ(parsed.find("dt_ms")->values[0], 10);
    EXPECT_EQ(parsed.find("labels"), nullptr);
  }
}

TEST(Npz, NoticesEveryDamagedByteOfItsNumbers) {
  const std::vector<std::uint8_t> whole = bytes_of_base64(kStored);
  for (std::size_t at = 200; at < 270; ++at) {  // within the first array
    std::vector<std::uint8_t> damaged = whole;
    damaged[at] ^= 0x10;
    EXPECT_NE(parse_npz(damaged).error, "") << at;
  }
}

TEST(Npz, RefusesWhatIsTooLarge) {
  const std::vector<std::uint8_t> file = bytes_of_base64(kDeflated);
  EXPECT_EQ(parse_npz(file, {.bytes = 100}).error,
            "has " + std::to_string(file.size()) + " bytes; allowed 100");
  EXPECT_EQ(parse_npz(file, {.unpacked = 300}).error,
            "has an entry \"targets.npy\" that is too large; allowed 300 bytes in all");
  EXPECT_EQ(parse_npz(file, {.entries = 3}).error,
            "is not a zip archive, cut off, or has too many entries");
}

TEST(Npz, RefusesWhatIsNoArchive) {
  EXPECT_FALSE(looks_like_npz({}));
  EXPECT_NE(parse_npz({}).error, "");
  const std::vector<std::uint8_t> whole = bytes_of_base64(kStored);
  EXPECT_TRUE(looks_like_npz(whole));
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    EXPECT_NE(parse_npz({whole.data(), length}).error, "") << length;
  }
}

TEST(Npz, SurvivesAnyDamage) {
  Dice dice(12);
  int refused = 0;
  for (int i = 0; i < 4000; ++i) {
    std::vector<std::uint8_t> file = bytes_of_base64(i % 2 ? kStored : kDeflated);
    for (std::size_t k = 1 + dice.below(5); k > 0; --k) {
      const std::size_t at = dice.one_in(2) ? dice.below(file.size())
                                            : file.size() - 1 - dice.below(260);  // the directory
      file[at] = static_cast<std::uint8_t>(dice.one_in(3) ? 255 : dice.next());
    }
    refused += parse_npz(file).error.empty() ? 0 : 1;
  }
  EXPECT_GT(refused, 2000);
}

TEST(Npz, ReadsBackWhatItWrites) {
  const std::vector<NamedTensor> arrays{
      {"recurrent_layer.hidden_layer.weight", {2, 3}, {1, 2, 3, 4, 5, -6.5f}},
      {"bias", {2}, {0.1f, -0.0f}},
      {"dt", {}, {20}},
      {"nothing", {0, 4}, {}}};
  const std::vector<std::uint8_t> bytes = to_npz(arrays);
  const ParsedArrays parsed = parse_npz(bytes);
  EXPECT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.arrays, arrays);
  EXPECT_EQ(to_npz(parsed.arrays), bytes);
}

TEST(Npz, AlignsNumbersAsNumpyDoes) {
  const std::vector<std::uint8_t> npy = to_npy({"", {3, 5}, std::vector<float>(15)});
  EXPECT_EQ((npy.size() - 15 * sizeof(float)) % 64, 0u);
}

TEST(Npy, SaysWhatItDoesNotTake) {
  EXPECT_EQ(complaint_about("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 24), "");
  EXPECT_EQ(complaint_about("{'descr': '>f8', 'fortran_order': False, 'shape': (2,), }", 16),
            "is of type >f8; allowed <f4, <f8, <i4, <i8, |i1, |u1, |b1");
  EXPECT_EQ(complaint_about("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", 16),
            "is of type |O; allowed <f4, <f8, <i4, <i8, |i1, |u1, |b1");
  EXPECT_EQ(complaint_about("{'descr': '<f4', 'fortran_order': None, 'shape': (2, 3), }", 24),
            "has a header that cannot be read");
  EXPECT_EQ(complaint_about("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 20),
            "is 2 x 3 of type <f4, but holds 20 bytes");
  EXPECT_EQ(complaint_about("{'descr': '<f4', 'shape': (2, 3), }", 24),
            "has a header that cannot be read");
  EXPECT_EQ(parse_npy({}).error, "is not an array of NumPy, or cut off");
}

TEST(Npy, ReadsTheOrderOfATransposedArray) {
  // numpy.save writes the transpose of an array as the same numbers in Fortran order.
  std::vector<std::uint8_t> bytes = to_npy({"", {2, 3, 2}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}});
  const std::string_view mark = "False";
  const auto order = std::search(bytes.begin(), bytes.end(), mark.begin(), mark.end());
  ASSERT_NE(order, bytes.end());
  std::copy_n("True ", 5, order);
  const ParsedArray parsed = parse_npy(bytes);
  ASSERT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.array.shape, (std::vector<std::size_t>{2, 3, 2}));
  EXPECT_EQ(parsed.array.values, (std::vector<float>{0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11}));
}

TEST(Npy, AProductOfLargeAxesDoesNotWrapAround) {
  EXPECT_NE(complaint_about("{'descr': '<f4', 'fortran_order': False, "
                            "'shape': (1000000000, 1000000000, 1000000000), }",
                            0),
            "");
  EXPECT_EQ(
      complaint_about("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", 0),
      "has a header that cannot be read");
}

}  // namespace nn4n::test::npz_test
