#include "analysis/conditions.h"

#include <gtest/gtest.h>

#include "analysis/records.h"

namespace nn4n::test::conditions_test {

TEST(Condition, AQuantityHasAUnitAndAKindHasWords) {
  const ConditionName delay = read_condition("Delay [ms]");
  EXPECT_EQ(delay.name, "Delay");
  EXPECT_EQ(delay.unit, "ms");
  EXPECT_TRUE(delay.words.empty());
  EXPECT_EQ(value_words(delay, 400), "400 ms");
  EXPECT_EQ(value_words(read_condition("Direction [°]"), 22.5), "22.5°");
  const ConditionName senses = read_condition("Senses (0 vision, 1 hearing, 2 both)");
  EXPECT_EQ(senses.name, "Senses");
  ASSERT_EQ(senses.words.size(), 3u);
  EXPECT_EQ(value_words(senses, 1), "hearing");
  EXPECT_EQ(value_words(senses, 7), "7");
}

TEST(Condition, AnyOtherNameIsOnlyAName) {
  for (const char* label : {"Sequence", "", "[ms]", "Odd (one, two)", "Open [ms", "(0 a, 1 b)"}) {
    const ConditionName name = read_condition(label);
    EXPECT_TRUE(name.words.empty()) << label;
    EXPECT_FALSE(value_words(name, 3).empty()) << label;
  }
  EXPECT_EQ(read_condition("Sequence").name, "Sequence");
}

/// Every condition of every task says what its numbers are, and takes none that it has no word for.
TEST(Condition, EveryTaskNamesItsValues) {
  int kinds = 0;
  for (const Entry* entry : TaskCatalogue::registry().entries()) {
    const auto& task = *static_cast<const Task*>(entry);
    const Selection<TaskCatalogue> chosen(entry->key);
    const TaskShape shape = task.shape(chosen);
    EXPECT_LT(shape.timed_condition, static_cast<int>(shape.conditions.size()));
    for (const int c : shape.curve_conditions)
      EXPECT_LT(static_cast<std::size_t>(c), shape.conditions.size());
    for (std::size_t c = 0; c < shape.conditions.size(); ++c) {
      const ConditionName name = read_condition(shape.conditions[c]);
      const bool words_expected = shape.conditions[c].find('(') != std::string::npos;
      EXPECT_EQ(name.words.size() >= 2, words_expected) << shape.conditions[c];
      if (name.words.empty()) continue;
      ++kinds;
      for (std::uint32_t k = 0; k < 100; ++k) {
        RandomStream random(stream_key(1, Purpose::trials, 0, k));
        const Trial trial = task.trial(chosen, 20, random);
        const std::string words = value_words(name, double{trial.conditions[c]});
        EXPECT_FALSE(words.empty() || (words[0] >= '0' && words[0] <= '9')) << entry->key;
      }
    }
  }
  EXPECT_GE(kinds, 6);
}

TEST(Groups, SortTrialsByTheValuesOfACondition) {
  Behaviour behaviour = record_with({"Delay [ms]", "Rule (0 pro, 1 anti)"});
  for (int k = 0; k < 6; ++k)
    append(behaviour, {}, {100.0f * static_cast<float>(k % 3), static_cast<float>(k % 2)});
  EXPECT_EQ(values_of(behaviour, 0), (std::vector<float>{0, 100, 200}));
  EXPECT_EQ(kind_of(behaviour), 1u);
  const auto groups = groups_by(behaviour, 1);
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0].name, "pro");
  EXPECT_EQ(groups[0].trials, (std::vector<std::size_t>{0, 2, 4}));
  EXPECT_EQ(groups[1].name, "anti");
  EXPECT_EQ(all_trials(behaviour).trials.size(), 6u);
  EXPECT_FALSE(kind_of(record_with({"Delay [ms]"})));
}

}  // namespace nn4n::test::conditions_test
