// The canvas in another language: what is measured and drawn changes, what scripts see does not.
#include "playground/look/language.h"

#include <gtest/gtest.h>

#include <set>

#include "playground/headless.h"

namespace nn4n::playground::language_test {
namespace {

TEST(Language, IsEnglishAtFirst) {
  Language language;
  EXPECT_EQ(language.said("Loss"), "Loss");
}

TEST(Language, AsksOnceForEachText) {
  Language language;
  int asked = 0;
  language.use([&](const std::string& english) {
    ++asked;
    return "«" + english + "»";
  });
  EXPECT_EQ(language.said("Loss"), "«Loss»");
  EXPECT_EQ(language.said("Loss"), "«Loss»");
  EXPECT_EQ(language.said(""), "");
  EXPECT_EQ(asked, 1);
}

TEST(Language, ForgetsTheOneBefore) {
  Language language;
  language.use([](const std::string&) { return "Pérdida"; });
  EXPECT_EQ(language.said("Loss"), "Pérdida");
  language.use({});
  EXPECT_EQ(language.said("Loss"), "Loss");
}

TEST(Language, KeepsTextsUntilItIsTidied) {
  Language language;
  language.use([](const std::string& english) { return english + "!"; });
  const std::string_view first = language.said("Loss");
  for (int i = 0; i < 10000; ++i) language.said(std::to_string(i));
  EXPECT_EQ(first, "Loss!");
  language.tidy();
  EXPECT_EQ(language.said("Loss"), "Loss!");
}

TEST(Language, LeavesPlacesAsTheyAre) {
  Headless screen(1366, 768);
  screen.frames(4);
  const std::string places = screen.page.places();
  std::set<std::string> asked;
  screen.page.set_language([&](const std::string& english) {
    asked.insert(english);
    return english;
  });
  screen.frames(4);
  EXPECT_EQ(screen.page.places(), places);
  EXPECT_TRUE(asked.contains("Behaviour"));
  EXPECT_TRUE(asked.contains("Learning rate"));
  screen.page.set_language([](const std::string&) { return "Ñ"; });
  screen.frames(4);
  const auto names = [](const std::string& json) {
    const std::vector<std::string> keys = parse_json(json).value.keys;
    return std::set<std::string>(keys.begin(), keys.end());
  };
  EXPECT_EQ(names(screen.page.places()), names(places));
  EXPECT_GT(names(places).size(), 100u);
}

}  // namespace
}  // namespace nn4n::playground::language_test
