#include "codec/content_kind.h"

#include <gtest/gtest.h>

#include "codec/base64.h"
#include "codec/json.h"
#include "codec/mask_text.h"
#include "codec/npz_files.h"
#include "codec/open.h"
#include "codec/safetensors.h"
#include "codec/share_link.h"

namespace nn4n::test::content_kind_test {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Known {
  std::string bytes;
  ContentKind kind;
};

std::string safetensors_file() {
  const std::vector<std::uint8_t> bytes = to_safetensors({{{"weight", {1}, {0.5f}}}, {}});
  return {bytes.begin(), bytes.end()};
}

std::vector<Known> texts() {
  return {{to_json(Experiment{}), ContentKind::experiment},
          {"\n\t {\"seed\": 3}", ContentKind::experiment},
          {"{", ContentKind::experiment},
          {"preset:pdm", ContentKind::preset},
          {" preset:", ContentKind::preset},
          {"v=0&task=pdm", ContentKind::link},
          {"#v=0", ContentKind::link},
          {"#", ContentKind::link},
          {"#v", ContentKind::link},
          {"?s=v%3D0", ContentKind::link},
          {"https://a.b/c", ContentKind::link},
          {"https://a.b/#v=0&seed=1", ContentKind::link},
          {"127.0.0.1:8000/#v=0&seed=1", ContentKind::link},
          {"v%3D0%26seed%3D1", ContentKind::link},
          {"&&v=0", ContentKind::link},
          {"trial,step,in_a,target_b\n", ContentKind::csv},
          {"\"in_a\",target_b\r\n1,2\r\n", ContentKind::csv},
          {"0,1\n1,0", ContentKind::mask},
          {"-1 1\n", ContentKind::mask},
          {"+", ContentKind::mask},
          {".01.", ContentKind::mask},
          {"\xE2\x88\x92"
           "1;0",
           ContentKind::mask},
          {"# drawn with density=0.5\n# twice\n01\n10\n", ContentKind::mask},
          {"#density=0.5\n\n01\n10\n", ContentKind::mask},
          {"", ContentKind::empty},
          {" \r\n\t", ContentKind::empty},
          {"hello", ContentKind::unknown},
          {"hello, you = me", ContentKind::unknown},
          {"[1, 2]", ContentKind::unknown},
          {"preset", ContentKind::unknown}};
}

}  // namespace

TEST(ContentKind, OfATextFollowsFromItsBeginning) {
  for (const Known& known : texts())
    EXPECT_EQ(content_kind(known.bytes), known.kind) << known.bytes;
}

TEST(ContentKind, IsTheSameAfterAByteOrderMark) {
  for (const Known& known : texts()) {
    EXPECT_EQ(content_kind(std::string(kByteOrderMark) + known.bytes), known.kind) << known.bytes;
  }
}

TEST(ContentKind, OfBytesIsToldByTheirFormat) {
  EXPECT_EQ(content_kind(safetensors_file()), ContentKind::safetensors);
  EXPECT_EQ(content_kind(text_of(bytes_of_base64(kStored))), ContentKind::npz);
  EXPECT_EQ(content_kind("\x89PNG\r\n\x1a\n"), ContentKind::unknown);
  EXPECT_EQ(content_kind(std::string("\0\0=\0", 4)), ContentKind::unknown);
  EXPECT_EQ(content_kind("\xFF\xFE{\0"), ContentKind::unknown) << "UTF-16";
}

TEST(ContentKind, WhateverItIsOpensAsItsKind) {
  for (const Known& known : texts()) {
    for (const std::string_view before : {std::string_view(), kByteOrderMark}) {
      const std::string text = std::string(before) + known.bytes;
      const Reading reading = read_any(text);
      const bool another = known.kind == ContentKind::mask || known.kind == ContentKind::unknown;
      if (another) {
        ASSERT_EQ(reading.issues.size(), 1u) << text;
        EXPECT_FALSE(reading.readable) << text;
        EXPECT_EQ(reading.issues[0].message.rfind("This ", 0), 0u) << reading.issues[0].message;
      }
      if (known.kind == ContentKind::mask) {
        EXPECT_TRUE(read_mask_text(text).issues.empty()) << text;
      }
    }
  }
  const std::string marked = std::string(kByteOrderMark) + "v=0&seed=7";
  EXPECT_EQ(read_any(marked).experiment.seed, 7u);
  EXPECT_TRUE(read_any(marked).issues.empty());
  EXPECT_TRUE(read_any(std::string(kByteOrderMark) + to_json(Experiment{})).issues.empty());
  EXPECT_EQ(read_any(safetensors_file()).issues.at(0).message,
            "This is a file of weights or a checkpoint, not an experiment. Using the default "
            "experiment.");
}

TEST(ContentKind, AnEmptyFileIsRefusedAndAnEmptyLinkIsTheDefault) {
  for (const std::string_view file : {"data:;base64,", "data:text/csv;base64,IA0K"}) {
    const Reading reading = read_any(file);
    EXPECT_FALSE(reading.readable);
    EXPECT_EQ(reading.issues.at(0).message, "The file is empty. Using the default experiment.");
  }
  EXPECT_TRUE(read_any("").readable);
  EXPECT_TRUE(read_any("").issues.empty());
}

}  // namespace nn4n::test::content_kind_test
