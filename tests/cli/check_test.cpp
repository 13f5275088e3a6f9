// nn4n check: lessons and completions from strangers.
#include "cli/run_command.h"
#include "cli/shipped_lessons.h"
#include "codec/base64.h"
#include "codec/byte_view.h"
#include "codec/deflate.h"
#include "lesson/predicate.h"

namespace nn4n::test::check_test {

using namespace called;

std::string packed(std::string_view text) { return to_base64url(deflate(view_as_bytes(text))); }

constexpr char kLesson[] =
    R"({"nn4n_lesson":0,"steps":[{"checks":[{"predicate":"seed == 4","words":"The seed is 4."}]},
        {"checks":[{"predicate":"iteration >= 3"}]}]})";

TEST(Check, PrintsEachCheckAndTellsByItsExitCode) {
  const Scratch lesson("lesson.json");
  ASSERT_TRUE(write_file(lesson.path(), kLesson));
  const std::string link = std::string(kSmall) + "&seed=4";
  const Result failed = run("check", {lesson.path(), link});
  EXPECT_EQ(failed.code, kFailed);
  EXPECT_NE(failed.out.find("passed  seed == 4"), std::string::npos) << failed.out;
  EXPECT_NE(failed.out.find("failed  iteration >= 3  The iteration is 0; it must be at least 3."),
            std::string::npos)
      << failed.out;
  EXPECT_EQ(run("check", {lesson.path(), link + "&iterations=3"}).code, kDone);
}

TEST(Check, TakesALessonsLinkAndACompletion) {
  const std::string lesson = "https://example.org/#lesson=~" + packed(kLesson);
  const std::string done =
      "https://example.org/#done=" +
      packed(R"({"nn4n_done":0,"steps":[{"link":")" + std::string(kSmall) +
             R"(&seed=4"},{"link":")" + std::string(kSmall) + R"(&iterations=3"}]})");
  const Result both = run("check", {lesson, done});
  EXPECT_EQ(both.code, kDone) << both.out << both.err << "each step is about its own network";
  const std::string first =
      "#done=" + packed(R"({"steps":[{"link":")" + std::string(kSmall) + R"(&seed=4"}]})");
  EXPECT_EQ(run("check", {lesson, first}).code, kBadInput) << "a step is missing";
}

TEST(Check, KnowsTheLessonsOfThePage) {
  ASSERT_GE(shipped_lessons().size(), 1u);
  for (const ShippedLesson& lesson : shipped_lessons()) {
    const ParsedJson parsed = parse_json(lesson.json);
    ASSERT_EQ(parsed.error, "") << lesson.key;
    int checks = 0;
    for (const JsonValue& step : parsed.value.find("steps")->items) {
      const JsonValue* list = step.find("checks");
      if (list == nullptr) continue;
      for (const JsonValue& one : list->items) {
        const auto read = read_predicate(one.find("predicate")->text);
        const std::string* error = std::get_if<std::string>(&read);
        EXPECT_EQ(error, nullptr) << lesson.key << ": " << *error;
        ++checks;
      }
    }
    EXPECT_GE(checks, 2) << lesson.key;
  }
}

TEST(Check, RefusesWithASentence) {
  const auto refused = [](const std::string& lesson, const std::string& link) {
    const Result result = run("check", {lesson, link});
    EXPECT_EQ(result.code, kBadInput);
    EXPECT_NE(result.err, "");
    return result.err;
  };
  EXPECT_NE(refused("no-such-lesson", kSmall).find("nor one of"), std::string::npos);
  const std::string lesson = "lesson=~" + packed(kLesson);
  EXPECT_NE(refused(lesson, "#done=AAAA").find("cut off"), std::string::npos);
  EXPECT_NE(refused(lesson, "#done=" + packed(R"({"steps":[{"link":7}]})")).find("cut off"),
            std::string::npos);
  refused(lesson, "#done=" + packed(std::string(1 << 20, ' ')));
  refused("lesson=~" + packed(std::string(1 << 20, ' ')), kSmall);
  const Scratch file("lesson.json");
  for (const char* bad :
       {"", "{", "[]", "{\"nn4n_lesson\":1,\"steps\":[{}]}", "{\"nn4n_lesson\":0}",
        "{\"nn4n_lesson\":0,\"steps\":7}", "{\"nn4n_lesson\":0,\"steps\":[{\"checks\":3}]}",
        "{\"nn4n_lesson\":0,\"steps\":[{\"checks\":[{\"predicate\":3}]}]}"}) {
    ASSERT_TRUE(write_file(file.path(), bad));
    refused(file.path(), kSmall);
  }
  const std::string whole = kLesson;
  for (std::size_t length = 0; length + 1 < whole.size(); length += 7) {
    ASSERT_TRUE(write_file(file.path(), whole.substr(0, length)));
    refused(file.path(), kSmall);
  }
}

}  // namespace nn4n::test::check_test
