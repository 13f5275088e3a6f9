#include "lesson/predicate.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace nn4n::predicate_test {
namespace {

Predicate read(std::string_view text) {
  const auto result = read_predicate(text);
  const std::string* error = std::get_if<std::string>(&result);
  EXPECT_EQ(error, nullptr) << *error;
  return error ? Predicate{} : *std::get_if<Predicate>(&result);
}

std::string error_of(std::string_view text) {
  const auto result = read_predicate(text);
  const std::string* error = std::get_if<std::string>(&result);
  return error ? *error : "";
}

TEST(Predicate, ReadsAComparison) {
  const Requirement found = read("  accuracy>= 0.85 ").comparison;
  EXPECT_EQ(found.quantity, "accuracy");
  EXPECT_EQ(found.relation, Relation::at_least);
  EXPECT_EQ(found.number, 0.85);
}

TEST(Predicate, ReadsPercentagesPathsAndWords) {
  EXPECT_DOUBLE_EQ(*read("accuracy < 85 %").comparison.number, 0.85);
  EXPECT_EQ(read("network.areas.0.tau_ms == 50").comparison.quantity, "network.areas.0.tau_ms");
  EXPECT_EQ(read("task == ctx").comparison.word, "ctx");
  EXPECT_EQ(read("bias > -2.5e-1").comparison.number, -0.25);
}

TEST(Predicate, ReadsInterventions) {
  const Requirement found =
      read("with(silence:area2/I@Stimulus;scale:area1>area2=0.5).accuracy < 0.6").comparison;
  ASSERT_EQ(found.acts.size(), 2u);
  EXPECT_EQ(found.acts[0], "silence:area2/I@Stimulus");
  EXPECT_EQ(found.acts[1], "scale:area1>area2=0.5");
  EXPECT_EQ(found.quantity, "accuracy");
}

TEST(Predicate, AndBindsStrongerThanOr) {
  const Predicate either = read("a > 1 or b > 2 and not (c > 3 or d > 4)");
  ASSERT_EQ(either.kind, Predicate::Kind::any);
  ASSERT_EQ(either.parts.size(), 2u);
  const Predicate& both = either.parts[1];
  ASSERT_EQ(both.kind, Predicate::Kind::all);
  EXPECT_EQ(both.parts[1].kind, Predicate::Kind::negation);
  EXPECT_EQ(both.parts[1].parts[0].kind, Predicate::Kind::any);
}

TEST(Predicate, NamesThatBeginWithAWordOfTheGrammarAreNames) {
  EXPECT_EQ(read("order > 1").comparison.quantity, "order");
  EXPECT_EQ(read("not_a_word > 1").comparison.quantity, "not_a_word");
  EXPECT_EQ(read("without == 1").comparison.quantity, "without");
}

TEST(Predicate, SaysWhatIsWrong) {
  EXPECT_NE(error_of("accuracy").find("one of < <= > >= == !="), std::string::npos);
  EXPECT_NE(error_of("accuracy >").find("a number or a word"), std::string::npos);
  EXPECT_NE(error_of("accuracy > high").find("a number"), std::string::npos);
  EXPECT_NE(error_of("> 3").find("a quantity"), std::string::npos);
  EXPECT_NE(error_of("(a > 1").find("a closing parenthesis"), std::string::npos);
  EXPECT_NE(error_of("a > 1 b > 2").find("nothing more"), std::string::npos);
  EXPECT_NE(error_of("with().a > 1").find("an intervention"), std::string::npos);
  EXPECT_NE(error_of("with(silence:a").find("closing parenthesis"), std::string::npos);
  EXPECT_NE(error_of("").find("a quantity"), std::string::npos);
  EXPECT_NE(error_of("a > 1\n").find("cannot be read"), std::string::npos);
  EXPECT_NE(error_of("a > nan").find("a number"), std::string::npos);
}

TEST(Predicate, LimitsWhatItReads) {
  EXPECT_NE(error_of(std::string(401, 'a')).find("allowed 400"), std::string::npos);
  EXPECT_NE(error_of(std::string(200, '(')).find("16 parentheses"), std::string::npos);
  std::string nots, many = "a > 1";
  for (int i = 0; i < 60; ++i) nots += "not ";
  EXPECT_NE(error_of(nots + "a > 1").find("16 parentheses"), std::string::npos);
  for (int i = 0; i < 16; ++i) many += " or a > 1";
  EXPECT_NE(error_of(many).find("16 comparisons"), std::string::npos);
  EXPECT_EQ(error_of(many.substr(0, many.size() - 9)), "");
}

// Truncated and mutated: each text is read, or refused with a sentence, and none takes long.
TEST(Predicate, ReadsOrRefusesAnyText) {
  const std::string text =
      "with(silence:area2;clamp:a/E/1-4=0.5).accuracy < 60 % and not (task == ctx or seed != 3)";
  ASSERT_EQ(error_of(text), "");
  int refused = 0, accepted = 0;
  const auto look = [&](std::string_view damaged) {
    const auto result = read_predicate(damaged);
    const std::string* error = std::get_if<std::string>(&result);
    EXPECT_TRUE(error == nullptr || !error->empty());
    ++(error ? refused : accepted);
  };
  for (std::size_t length = 0; length < text.size(); ++length) look(text.substr(0, length));
  RandomStream random(stream_key(7, Purpose::trials));
  for (int i = 0; i < 5000; ++i) {
    std::string damaged = text;
    for (int k = random.whole(1, 3); k > 0; --k) {
      const auto at = static_cast<std::size_t>(random.whole(0, static_cast<int>(text.size()) - 1));
      damaged[at] = static_cast<char>(random.whole(0, 255));
    }
    look(damaged);
  }
  EXPECT_GT(refused, 1000);
  EXPECT_GT(accepted, 100);
}

}  // namespace
}  // namespace nn4n::predicate_test
