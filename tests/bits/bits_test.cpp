// The determinism suite: experiments whose weights after so many iterations are known to the bit.
// The same file runs with every compiler and optimisation level, on other processors, under node
// and with sanitizers; tests/browser runs the same experiments in the page. A change of
// experiments.json is a change of bits: a deliberate act, with its reason in the commit.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "codec/json_value.h"
#include "codec/share_link.h"
#include "support/places.h"
#include "training/trainer.h"

namespace nn4n::test::bits_test {

namespace {

struct KnownBits {
  std::string name;
  std::string link;
  std::string early;  // fingerprint after the early iterations
  std::string fingerprint;
};

struct Suite {
  int early_iterations = 0;
  int iterations = 0;
  std::vector<KnownBits> experiments;
};

Suite read_suite() {
  std::ifstream file(bits_suite_file());
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const ParsedJson parsed = parse_json(text);
  const JsonValue* iterations = parsed.value.find("iterations");
  const JsonValue* early = parsed.value.find("early_iterations");
  const JsonValue* experiments = parsed.value.find("experiments");
  Suite suite;
  if (!iterations || !early || !experiments) return suite;
  suite.early_iterations = static_cast<int>(early->number);
  suite.iterations = static_cast<int>(iterations->number);
  for (const JsonValue& known : experiments->items) {
    suite.experiments.push_back({known.find("name")->text, known.find("link")->text,
                                 known.find("early")->text, known.find("fingerprint")->text});
  }
  return suite;
}

std::string in_hex(std::uint32_t number) {
  char text[9];
  std::snprintf(text, sizeof text, "%08x", number);
  return text;
}

const Suite& suite() {
  static const Suite read = read_suite();
  return read;
}

}  // namespace

class Bits : public ::testing::TestWithParam<int> {};

TEST_P(Bits, AreTheSameEverywhere) {
  const KnownBits& known = suite().experiments[static_cast<std::size_t>(GetParam())];
  const Reading reading = read_link(known.link);
  ASSERT_TRUE(reading.issues.empty()) << known.name << ": " << reading.issues[0].message;
  Trainer trainer(reading.experiment);
  for (int i = 0; i < suite().early_iterations; ++i) trainer.step();
  EXPECT_EQ(in_hex(trainer.fingerprint()), known.early) << known.name;
  const char* wanted = std::getenv("NN4N_BITS");
  if (wanted && std::string_view(wanted) == "early") return;
  for (int i = suite().early_iterations; i < suite().iterations; ++i) trainer.step();
  EXPECT_EQ(trainer.iteration(), suite().iterations) << known.name << " diverged";
  EXPECT_EQ(in_hex(trainer.fingerprint()), known.fingerprint) << known.name;
}

INSTANTIATE_TEST_SUITE_P(Suite, Bits,
                         ::testing::Range(0, static_cast<int>(suite().experiments.size())));

TEST(BitsSuite, IsThere) {
  EXPECT_EQ(suite().early_iterations, 50) << bits_suite_file();
  EXPECT_EQ(suite().iterations, 200) << bits_suite_file();
  EXPECT_GE(suite().experiments.size(), 12u);
}

}  // namespace nn4n::test::bits_test
