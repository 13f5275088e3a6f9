// What the menus of presets and of tasks say beside the names.
#include "editing/preset_cards.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "editing/preset_notes.h"
#include "editing/task_story.h"
#include "experiment/named.h"
#include "experiment/validate.h"

namespace nn4n::test::preset_cards_test {

TEST(PresetCards, EveryPresetIsInExactlyOneGroup) {
  std::multiset<std::string_view> noted;
  for (const PresetNote& note : preset_notes()) {
    noted.insert(note.preset);
    EXPECT_NE(std::find(kPresetGroups.begin(), kPresetGroups.end(), note.group),
              kPresetGroups.end())
        << note.preset << " is in " << note.group;
    EXPECT_NE(note.iterations > 0, !note.words.empty()) << note.preset;
  }
  for (const Choice& name : presets()) EXPECT_EQ(noted.count(name.key), 1u) << name.key;
  EXPECT_EQ(noted.size(), presets().size());
}

TEST(PresetCards, GroupsAreTogetherAndInOrder) {
  const auto place = [](const PresetNote& note) {
    return std::find(kPresetGroups.begin(), kPresetGroups.end(), note.group);
  };
  EXPECT_TRUE(std::is_sorted(
      preset_notes().begin(), preset_notes().end(),
      [&](const PresetNote& one, const PresetNote& other) { return place(one) < place(other); }));
}

TEST(PresetCards, PublishedNetworksSayWhoseTheyAre) {
  for (const Published& network : published_networks()) {
    const auto note =
        std::find_if(preset_notes().begin(), preset_notes().end(),
                     [&](const PresetNote& one) { return one.preset == network.name.key; });
    ASSERT_NE(note, preset_notes().end()) << network.name.key;
    EXPECT_EQ(note->group, "Published") << network.name.key;
    EXPECT_FALSE(note->by.empty()) << network.name.key;
  }
}

TEST(PresetCards, TasksAreInTheOrderOfTheMenu) {
  const auto tasks = tasks_in_order();
  EXPECT_EQ(tasks.size(), TaskCatalogue::registry().entries().size());
  EXPECT_EQ(tasks.front()->key, "pdm");
  EXPECT_EQ(tasks.back()->key, "data");
  EXPECT_EQ(std::set<const Entry*>(tasks.begin(), tasks.end()).size(), tasks.size());
}

/// One iteration takes longer with more trials and with more units.
TEST(PresetCards, WorkGrowsWithTheBatchAndTheUnits) {
  Experiment experiment = *preset("one_area");
  const double work = iteration_work(experiment);
  EXPECT_GT(work, 0);
  experiment.training.batch *= 2;
  EXPECT_EQ(iteration_work(experiment), 2 * work);
  experiment.network.areas.front().units *= 2;
  EXPECT_GT(iteration_work(experiment), 6 * work);
}

/// The page shows them in a line that is not cut off.
TEST(TaskStory, EveryTaskSaysInALineWhatIsToBeDone) {
  for (const Entry* task : tasks_in_order()) {
    EXPECT_LE(task->label.size() + task->help.size(), 190u) << task->key;
    EXPECT_TRUE(task->help.ends_with('.') || task->help.ends_with('?')) << task->key;
    EXPECT_FALSE(task->source.empty()) << task->key;
  }
}

TEST(TaskStory, NamesChannelsAndExplainsEpochs) {
  Examples examples;
  const JsonValue story = task_story(examples.get("story", Selection<TaskCatalogue>("pdm"), 20));
  EXPECT_EQ(story.find("label")->text, "Perceptual decision");
  EXPECT_EQ(story.find("inputs_named")->items.size(), 3u);
  EXPECT_EQ(story.find("pass")->number, 85);
  const JsonValue& parts = *story.find("parts");
  ASSERT_EQ(parts.items.size(), 3u);
  EXPECT_EQ(parts.items[1].find("name")->text, "Stimulus");
  EXPECT_EQ(parts.items[1].find("ms")->number, 800);
  EXPECT_EQ(parts.items[1].find("help")->text, "Evidence for left and right is shown.");
}

}  // namespace nn4n::test::preset_cards_test
