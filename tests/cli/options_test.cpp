// The declarations of all commands: what they accept, what they refuse, and the help they print.
#include "cli/options.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "base/text.h"
#include "cli/command.h"
#include "cli/help.h"

namespace nn4n::test::options_test {

namespace {

/// What the program wrote and returned.
struct Output {
  int code = 0;
  std::string out, err;
};

Output typed(const Words& words) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  Output output;
  output.code = run_program(words);
  std::fflush(stdout);
  output.out = ::testing::internal::GetCapturedStdout();
  output.err = ::testing::internal::GetCapturedStderr();
  return output;
}

/// A value that the option takes.
std::string good_value(const Option& option) {
  if (option.range) return shortest(option.range->most);
  return std::string(option.choices.empty() ? option.placeholder : option.choices.front());
}

std::string bad_value(const Option& option) {
  return option.range ? shortest(option.range->most + 1) : "no such word";
}

/// Lines and the spaces before them as single spaces, so that sentences can be looked for.
std::string in_one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank || (!line.empty() && line.back() != ' ')) line += blank ? ' ' : c;
  }
  return line;
}

bool is_a_sentence(std::string_view text) {
  return !text.empty() && text.back() == '.' && text.front() >= 'A' && text.front() <= 'Z';
}

const std::vector<Option> kDeclared{
    {.name = "--json", .help = "It is printed."},
    {.name = "--seeds", .placeholder = "K", .fallback = "10", .range = {{1, 1000}}},
    {.name = "--share", .placeholder = "D", .fallback = "0.5", .range = {{0, 1, false}}},
    {.name = "--kind", .placeholder = "NAME", .otherwise = "both", .choices = {"old", "new"}},
    {.name = "--out", .placeholder = "FILE", .otherwise = "no file"}};

std::string complaint(const Words& arguments) { return Options(kDeclared).parse(arguments); }

}  // namespace

TEST(Options, AreSeparatedFromWhatStandsAlone) {
  Options options(kDeclared);
  EXPECT_EQ(options.parse({"a", "--json", "b", "--seeds", "3", "--out", "--x"}), "");
  EXPECT_EQ(options.alone(), (Words{"a", "b"}));
  EXPECT_TRUE(options.has("--json"));
  EXPECT_EQ(options.number("--seeds"), 3);
  EXPECT_EQ(options.given_number("--seeds"), 3);
  EXPECT_EQ(options.value("--out"), "--x");
}

TEST(Options, HaveTheirFallbackWhenTheyAreNotGiven) {
  Options options(kDeclared);
  EXPECT_EQ(options.parse({}), "");
  EXPECT_FALSE(options.has("--json"));
  EXPECT_FALSE(options.has("--seeds"));
  EXPECT_EQ(options.number("--seeds"), 10);
  EXPECT_EQ(options.given_number("--seeds"), std::nullopt);
  EXPECT_EQ(options.number("--share"), 0.5);
  EXPECT_EQ(options.value("--kind"), "");
}

TEST(Options, ThatDoNotFitAreRefusedInWords) {
  EXPECT_EQ(complaint({"--jsn"}),
            "there is no option --jsn; known: --json, --seeds, --share, --kind, --out");
  EXPECT_EQ(Options({}).parse({"--json"}), "there is no option --json; known: none");
  EXPECT_EQ(complaint({"--out"}), "--out needs a value");
  for (const std::string_view bad : {"0", "1001", "2.5", "x", "", "1e99", "nan"}) {
    EXPECT_EQ(complaint({"--seeds", bad}),
              "--seeds is \"" + std::string(bad) + "\"; allowed whole numbers 1 to 1000");
  }
  EXPECT_EQ(complaint({"--share", "1.5"}), "--share is \"1.5\"; allowed 0 to 1");
  EXPECT_EQ(complaint({"--kind", "older"}), "--kind is \"older\"; allowed old, new");
  EXPECT_EQ(complaint({"--seeds", "3", "--seeds", "0"}),
            "--seeds is \"0\"; allowed whole numbers 1 to 1000");
}

TEST(Commands, AreDeclaredInSentencesAndWithEveryDefault) {
  std::set<std::string_view> names;
  for (const Command* command : commands()) {
    EXPECT_TRUE(names.insert(command->name).second) << command->name;
    EXPECT_TRUE(command->run && !command->forms.empty()) << command->name;
    EXPECT_TRUE(is_a_sentence(command->summary)) << command->summary;
    EXPECT_TRUE(is_a_sentence(command->details)) << command->details;
    std::set<std::string_view> options;
    for (const Option& option : command->options) {
      EXPECT_TRUE(options.insert(option.name).second) << option.name;
      EXPECT_TRUE(option.name.starts_with("--")) << option.name;
      EXPECT_TRUE(is_a_sentence(option.help)) << option.help;
      EXPECT_FALSE(default_in_words(option).empty()) << command->name << " " << option.name;
      EXPECT_TRUE(option.fallback.empty() || option.otherwise.empty()) << option.name;
      if (option.fallback.empty()) continue;
      EXPECT_EQ(Options(command->options).parse({option.name, option.fallback}), "")
          << "a default is allowed";
    }
  }
  EXPECT_EQ(names, (std::set<std::string_view>{"analyse", "bench", "check", "compare", "describe",
                                               "forward", "import", "learnability", "link",
                                               "python", "reproduce", "sweep", "train", "verify"}));
}

TEST(Commands, AcceptEveryOptionThatTheyDeclare) {
  for (const Command* command : commands()) {
    for (const Option& option : command->options) {
      const std::string value = good_value(option);
      Options options(command->options);
      const Words words =
          option.placeholder.empty() ? Words{option.name} : Words{option.name, value};
      EXPECT_EQ(options.parse(words), "") << command->name;
      EXPECT_TRUE(options.has(option.name) && options.alone().empty()) << option.name;
      EXPECT_EQ(options.value(option.name), option.placeholder.empty() ? "" : value);
    }
  }
}

TEST(Commands, RefuseAnOptionThatNoneDeclaresAndNameTheKnownOnes) {
  for (const Command* command : commands()) {
    const Output output = typed({command->name, "--foo"});
    EXPECT_EQ(output.code, kBadInput) << command->name;
    EXPECT_EQ(output.out, "");
    EXPECT_EQ(output.err.rfind("nn4n: there is no option --foo; known: ", 0), 0u) << output.err;
    for (const Option& option : command->options) {
      EXPECT_NE(output.err.find(option.name), std::string::npos) << output.err;
    }
  }
}

TEST(Commands, RefuseAValueThatIsNotAllowedAndSayWhatIs) {
  int refused = 0;
  for (const Command* command : commands()) {
    for (const Option& option : command->options) {
      const std::string allowed = allowed_in_words(option);
      if (allowed.empty()) continue;
      const std::string bad = bad_value(option);
      const Output output = typed({command->name, option.name, bad});
      EXPECT_EQ(output.code, kBadInput);
      EXPECT_EQ(output.err, "nn4n: " + std::string(option.name) + " is \"" + bad + "\"; allowed " +
                                allowed + "\n");
      ++refused;
    }
  }
  EXPECT_GT(refused, 8);
}

TEST(Help, OfTheProgramNamesEveryCommandAndExitsWithZero) {
  for (const Words& words : {Words{}, Words{"--help"}, Words{"-h"}}) {
    const Output output = typed(words);
    EXPECT_EQ(output.code, kDone);
    EXPECT_EQ(output.err, "");
    for (const Command* command : commands()) {
      EXPECT_NE(output.out.find("\n  " + std::string(command->name) + " "), std::string::npos);
      EXPECT_NE(in_one_line(output.out).find(command->summary), std::string::npos);
    }
  }
}

TEST(Help, OfACommandIsThatCommandAlone) {
  for (const Command* command : commands()) {
    const Output output = typed({command->name, "preset:pdm", "--help", "--foo"});
    EXPECT_EQ(output.code, kDone) << command->name;
    EXPECT_EQ(output.err, "");
    EXPECT_EQ(output.out, help_of(*command));
    EXPECT_EQ(output.out.rfind("Usage: nn4n " + std::string(command->name), 0), 0u) << output.out;
    for (const Command* other : commands()) {
      if (other == command) continue;
      EXPECT_EQ(output.out.find("nn4n " + std::string(other->name) + " "), std::string::npos);
    }
  }
}

TEST(Help, OfACommandHasEveryOptionWithItsDefault) {
  for (const Command* command : commands()) {
    const std::string help = in_one_line(help_of(*command));
    for (const std::string_view form : command->forms) {
      EXPECT_NE(help.find("nn4n " + std::string(command->name) + (form.empty() ? "" : " ") +
                          std::string(form)),
                std::string::npos);
    }
    EXPECT_NE(help.find(std::string(command->summary) + " " + std::string(command->details)),
              std::string::npos)
        << help;
    for (const Option& option : command->options) {
      const std::string_view space = option.placeholder.empty() ? "" : " ";
      const std::string allowed = allowed_in_words(option);
      const std::string entry = " " + std::string(option.name) + std::string(space) +
                                std::string(option.placeholder) + " " + std::string(option.help) +
                                (allowed.empty() ? "" : " Allowed: " + allowed + ".") +
                                " Default: " + std::string(default_in_words(option)) + ".";
      EXPECT_NE(help.find(entry), std::string::npos) << entry << "\nin\n" << help;
    }
  }
}

TEST(Help, HasLinesThatFitATerminal) {
  std::vector<std::string> pages{help_of_program()};
  for (const Command* command : commands()) pages.push_back(help_of(*command));
  for (std::string_view page : pages) {
    while (!page.empty()) {
      const std::string_view line = page.substr(0, page.find('\n'));
      page.remove_prefix(std::min(line.size() + 1, page.size()));
      EXPECT_LE(count_characters(line), 80u) << line;
      EXPECT_FALSE(line.ends_with(' ')) << line;
    }
  }
}

TEST(Program, RefusesACommandThatDoesNotExist) {
  for (const Words& words : {Words{"fly"}, Words{"fly", "--help"}}) {
    const Output output = typed(words);
    EXPECT_EQ(output.code, kBadInput);
    EXPECT_EQ(output.err,
              "nn4n: there is no command fly; known: analyse, bench, check, compare, describe, "
              "forward, import, "
              "learnability, link, python, reproduce, sweep, train, verify\n");
  }
}

}  // namespace nn4n::test::options_test
