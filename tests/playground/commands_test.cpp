// The table of commands: what it declares, it does and refuses.
#include "playground/commands.h"

#include <gtest/gtest.h>

#include <cctype>

#include "playground/headless.h"

namespace nn4n::playground::commands_test {
namespace {

std::string member(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  return value ? value->text : "";
}

TEST(CommandTable, SaysOfEveryCommandWhatItTakesAndDoes) {
  const JsonValue table = command_table();
  ASSERT_GE(table.items.size(), 18u);
  for (const JsonValue& command : table.items) {
    const std::string name = member(command, "name");
    EXPECT_FALSE(member(command, "argument").empty()) << name;
    const std::string does = member(command, "does");
    ASSERT_FALSE(does.empty()) << name;
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(does.front()))) << does;
    EXPECT_EQ(does.back(), '.') << does;
  }
}

TEST(CommandTable, RefusesAWrongArgumentOfEachWithItsDeclaration) {
  for (const JsonValue& command : command_table().items) {
    const std::string name = member(command, "name");
    const std::string sentence = name + " takes " + member(command, "argument") + "; found [7].";
    EXPECT_EQ(refusal_of(name, "[7]"), sentence);
    const Asked asked = edit_asked_for(name, "[7]");
    EXPECT_FALSE(asked.edit);
    ASSERT_EQ(asked.issues.size(), 1u) << name;
    EXPECT_EQ(asked.issues[0].message, sentence);
  }
}

TEST(CommandTable, NamesAllCommandsToWhoAsksForAnother) {
  const std::string sentence = refusal_of("fly", "null");
  EXPECT_TRUE(sentence.starts_with("There is no command \"fly\"; known are run, ")) << sentence;
  for (const JsonValue& command : command_table().items)
    EXPECT_NE(sentence.find(member(command, "name")), std::string::npos) << sentence;
}

TEST(CommandTable, RunTakesAWholeNumberFromOneOrNothing) {
  for (const char* good : {"1", "250", "null", ""}) EXPECT_EQ(refusal_of("run", good), "") << good;
  for (const char* wrong : {"0", "-3", "1.5", "1e10", "true", "\"3\"", "{}"}) {
    EXPECT_EQ(refusal_of("run", wrong),
              "run takes a whole number of iterations, at least 1, or nothing; found " +
                  print_json(parse_json(wrong).value, Layout::compact) + ".");
  }
}

TEST(CommandTable, DoesNotRepeatALongArgument) {
  const std::string text(100000, 'x');
  const std::string sentence = refusal_of("speed", "\"" + text + "\"");
  EXPECT_TRUE(sentence.ends_with("; found a long text.")) << sentence.substr(0, 200);
  EXPECT_NE(refusal_of("set", "{\"a\": "), "");
}

TEST(CommandTable, DeclaresWhatTheBrowserPerforms) {
  Headless screen;
  for (const auto& [name, argument] : {std::pair{"share", "null"}, {"workers", "8"}}) {
    EXPECT_EQ(screen.page.command(name, argument), R"({"ok":true,"issues":[]})");
    EXPECT_FALSE(edit_asked_for(name, argument).edit) << name;
  }
  EXPECT_NE(refusal_of("workers", "9"), "");
  EXPECT_EQ(screen.messages(), "");
}

TEST(CommandTable, AnUnknownLayerOfAMaskIsRefusedWithThoseThatAre) {
  const Asked asked = edit_asked_for("mask", R"({"text": "01", "layer": "skin"})");
  ASSERT_EQ(asked.issues.size(), 1u);
  EXPECT_EQ(asked.issues[0].message,
            "There is no layer \"skin\"; known are input_weights, recurrent_weights, "
            "readout_weights.");
}

}  // namespace
}  // namespace nn4n::playground::commands_test
