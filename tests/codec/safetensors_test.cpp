#include "codec/safetensors.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>

#include "codec/random_experiment.h"

namespace nn4n::test::safetensors_test {

namespace {

using Bytes = std::vector<std::uint8_t>;

TensorFile two_tensors() {
  return {{{"w", {2, 1}, {1.0f, -2.5f}}, {"b", {}, {0.1f}}}, {{"a", "ü \"b\""}}};
}

/// A file with this header, as long as it says, and so many bytes of zeros after it.
Bytes file_with(std::string_view header, std::size_t data_size) {
  Bytes bytes;
  for (int shift = 0; shift < 64; shift += 8) {
    bytes.push_back(static_cast<std::uint8_t>(std::uint64_t{header.size()} >> shift));
  }
  for (const char c : header) bytes.push_back(static_cast<std::uint8_t>(c));
  bytes.resize(bytes.size() + data_size);
  return bytes;
}

std::string error_of(const Bytes& bytes) { return parse_safetensors(bytes).error; }

/// A header with one tensor, of these entries.
std::string one(std::string_view entries) { return "{\"w\":{" + std::string(entries) + "}}"; }

}  // namespace

// The whole file, as the format's description says it.
TEST(Safetensors, WritesTheBytesOfTheFormat) {
  const std::string header =
      R"({"__metadata__":{"a":"ü \"b\""},"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},)"
      R"("b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}   )";
  ASSERT_EQ(header.size(), 144u);
  Bytes expected{144, 0, 0, 0, 0, 0, 0, 0};
  expected.insert(expected.end(), header.begin(), header.end());
  for (const int byte : {0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x20, 0xc0, 0xcd, 0xcc, 0xcc, 0x3d}) {
    expected.push_back(static_cast<std::uint8_t>(byte));
  }
  EXPECT_EQ(to_safetensors(two_tensors()), expected);
}

TEST(Safetensors, ReadsBackWhatItWrote) {
  const ParsedTensors parsed = parse_safetensors(to_safetensors(two_tensors()));
  EXPECT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.file, two_tensors());
  ASSERT_TRUE(parsed.file.find("w"));
  EXPECT_EQ(parsed.file.find("w")->values[1], -2.5f);
  EXPECT_FALSE(parsed.file.find("v"));
  ASSERT_TRUE(parsed.file.find_metadata("a"));
  EXPECT_FALSE(parsed.file.find_metadata("w"));
}

TEST(Safetensors, KeepsEveryBitOfEveryFloat) {
  TensorFile file;
  file.tensors.push_back({"x", {5}, {}});
  for (const std::uint32_t bits :
       {0x80000000u, 0x00000001u, 0x7f800000u, 0x7fc01234u, 0xff7fffffu}) {
    float value;
    std::memcpy(&value, &bits, sizeof value);
    file.tensors[0].values.push_back(value);
  }
  const ParsedTensors parsed = parse_safetensors(to_safetensors(file));
  ASSERT_EQ(parsed.error, "");
  EXPECT_EQ(std::memcmp(parsed.file.tensors[0].values.data(), file.tensors[0].values.data(), 20),
            0);
  EXPECT_EQ(to_safetensors(parsed.file), to_safetensors(file));
}

TEST(Safetensors, HoldsNothingAndEmptyTensors) {
  EXPECT_EQ(parse_safetensors(to_safetensors({})).file, TensorFile{});
  const TensorFile file{{{"none", {7, 0}, {}}, {"one", {1}, {3}}, {"also", {0, 3}, {}}}, {}};
  const ParsedTensors parsed = parse_safetensors(to_safetensors(file));
  EXPECT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.file, file);
}

TEST(Safetensors, TakesTensorsInAnyOrder) {
  const Bytes bytes = file_with(R"({"b":{"data_offsets":[4,8],"shape":[1],"dtype":"F32"},)"
                                R"("a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}  )",
                                8);
  EXPECT_EQ(error_of(bytes), "");
}

TEST(Safetensors, RefusesWhatIsNoFileOfThisFormat) {
  EXPECT_EQ(error_of({}), "has 0 bytes; allowed at least 8");
  EXPECT_EQ(error_of({1, 0, 0}), "has 3 bytes; allowed at least 8");
  const std::string text = "{\"experiment\": {}}";
  EXPECT_EQ(error_of(Bytes(text.begin(), text.end())),
            "starts with 7598247055058084475, the length of a header; allowed at most 12582912 "
            "(is it a safetensors file?)");
  Bytes cut = file_with("{}", 0);
  cut.pop_back();
  EXPECT_EQ(error_of(cut), "ends within its header, after 1 of 2 bytes");
  EXPECT_EQ(error_of(file_with("[]", 0)), "has a header that is not a JSON object");
  EXPECT_EQ(error_of(file_with(" {}", 0)), "has a header that is not a JSON object");
  EXPECT_EQ(error_of(file_with("{\"w\"}", 0)),
            "has a header that is not JSON; the first mistake is at character 5");
}

TEST(Safetensors, RefusesFilesAndHeadersThatAreTooLong) {
  const TensorLimits limits{.bytes = 100, .header = 20};
  EXPECT_EQ(parse_safetensors(Bytes(101), limits).error, "has more than the allowed 100 bytes");
  EXPECT_EQ(parse_safetensors(file_with(std::string(21, ' '), 0), limits).error,
            "starts with 21, the length of a header; allowed at most 20 (is it a safetensors "
            "file?)");
  EXPECT_EQ(parse_safetensors(file_with("{}" + std::string(18, ' '), 0), limits).error, "");
  EXPECT_EQ(error_of(Bytes(16 * 1024 * 1024 + 1)), "has more than the allowed 16777216 bytes");
}

TEST(Safetensors, SaysWhatIsWrongWithATensor) {
  struct Bad {
    std::string entries;
    std::string error;
  };
  for (const Bad& bad : std::vector<Bad>{
           {R"("dtype":"F16","shape":[4],"data_offsets":[0,8])",
            "has a tensor \"w\" of type \"F16\"; allowed \"F32\", 32-bit floats"},
           {R"("dtype":"F32","shape":[2])",
            "has a tensor \"w\" with other entries than dtype, shape and data_offsets"},
           {R"("dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8])",
            "has a tensor \"w\" with other entries than dtype, shape and data_offsets"},
           {R"("dtype":"F32","shape":[3],"data_offsets":[0,8])",
            "has a tensor \"w\" with shape 3 in 8 bytes; allowed four bytes for each number"},
           {R"("dtype":"F32","shape":[2,8,8,8,8,8,8,8],"data_offsets":[0,8])",
            "has a tensor \"w\" with shape 2 x 8 x 8 x 8 x 8 x 8 x 8 x 8 in 8 bytes; allowed four "
            "bytes for each number"},
           {R"("dtype":"F32","shape":[1,1,1,1,1,1,1,1,2],"data_offsets":[0,8])",
            "has a tensor \"w\" with a bad shape; allowed at most 8 whole numbers"},
           {R"("dtype":"F32","shape":[-2],"data_offsets":[0,8])",
            "has a tensor \"w\" with a bad shape"},
           {R"("dtype":"F32","shape":[1.5],"data_offsets":[0,8])",
            "has a tensor \"w\" with a bad shape"},
           {R"("dtype":"F32","shape":[1e300],"data_offsets":[0,8])",
            "has a tensor \"w\" with a bad shape"},
           {R"("dtype":"F32","shape":2,"data_offsets":[0,8])",
            "has a tensor \"w\" with a bad shape"},
           {R"("dtype":"F32","shape":[2],"data_offsets":[0,16])",
            "has a tensor \"w\" with bad data_offsets; allowed begin and end within the 8 bytes of "
            "data"},
           {R"("dtype":"F32","shape":[2],"data_offsets":[8,0])",
            "has a tensor \"w\" with bad data_"},
           {R"("dtype":"F32","shape":[2],"data_offsets":[0])", "has a tensor \"w\" with bad data_"},
           {R"("dtype":"F32","shape":[1],"data_offsets":[0,4])",
            "has 4 bytes after the last tensor; allowed none"},
           {R"("dtype":"F32","shape":[1],"data_offsets":[4,8])",
            "has 4 unused bytes before the tensor \"w\"; allowed none"}}) {
    EXPECT_EQ(error_of(file_with(one(bad.entries), 8)).substr(0, bad.error.size()), bad.error);
  }
}

TEST(Safetensors, RefusesTensorsThatShareBytesOrNames) {
  // Tensor "a" has bytes 0 to 8, the second one eight bytes from `begin` on, where the file ends.
  const auto error_with = [](const std::string& second, int begin) {
    const auto entry = [](const std::string& name, int from) {
      return "\"" + name + R"(":{"dtype":"F32","shape":[2],"data_offsets":[)" +
             std::to_string(from) + "," + std::to_string(from + 8) + "]}";
    };
    return error_of(file_with("{" + entry("a", 0) + "," + entry(second, begin) + "}",
                              static_cast<std::size_t>(begin) + 8));
  };
  EXPECT_EQ(error_with("b", 8), "");
  EXPECT_EQ(error_with("b", 4), "has a tensor \"b\" that overlaps another one");
  EXPECT_EQ(error_with("a", 8), "has the name \"a\" twice; allowed once");
}

TEST(Safetensors, RefusesMetadataThatIsNoText) {
  EXPECT_EQ(error_of(file_with(R"({"__metadata__":{"a":1}})", 0)),
            "has metadata \"a\" that is not a text; allowed are texts only");
  EXPECT_EQ(error_of(file_with(R"({"__metadata__":["a"]})", 0)),
            "has metadata that is not an object; allowed is an object of texts");
  EXPECT_EQ(error_of(file_with(R"({"__metadata__":{"a":"1","a":"2"}})", 0)),
            "has the name \"a\" twice; allowed once");
}

TEST(Safetensors, EveryTruncationIsRefused) {
  const Bytes bytes = to_safetensors(two_tensors());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_NE(error_of(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size))),
              "");
  }
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_NE(error_of(longer), "");
}

TEST(Safetensors, DamageGivesAFileThatWritesAgainOrASentence) {
  Dice dice(8);
  int refused = 0;
  constexpr int cases = 20000;
  for (int i = 0; i < cases; ++i) {
    Bytes bytes = to_safetensors(two_tensors());
    for (std::size_t k = 1 + dice.below(3); k > 0; --k) {
      bytes[dice.below(8 + 144)] = static_cast<std::uint8_t>(dice.next() >> 20);
    }
    const ParsedTensors parsed = parse_safetensors(bytes);
    refused += parsed.error.empty() ? 0 : 1;
    if (!parsed.error.empty()) {
      ASSERT_TRUE(parsed.file.tensors.empty());
      continue;
    }
    ASSERT_EQ(to_safetensors(parse_safetensors(to_safetensors(parsed.file)).file),
              to_safetensors(parsed.file));
  }
  EXPECT_GT(refused, cases / 2) << "the damage should matter";
  EXPECT_LT(refused, cases) << "some of it should not";
}

TEST(Safetensors, NamesShapesInWords) {
  EXPECT_EQ(shape_words(std::vector<std::size_t>{64, 3}), "64 x 3");
  EXPECT_EQ(shape_words({}), "a single number");
}

}  // namespace nn4n::test::safetensors_test
