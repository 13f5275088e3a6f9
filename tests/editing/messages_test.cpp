// The list of messages: what it says, in which order, what mends it, and how it is dismissed.
#include "editing/messages.h"

#include <gtest/gtest.h>

namespace nn4n::messages_test {
namespace {

App opened_app() {
  App app;
  apply(app, Replace{Experiment{}, {}});
  return app;
}

TEST(Messages, AreNoneForAnExperimentThatRuns) { EXPECT_TRUE(messages_of(opened_app()).empty()); }

TEST(Messages, AProblemNamesItsAreaAndItsButtonMendsIt) {
  App app = opened_app();
  apply(app, SetValue{"network.areas[1].tau_ms", 10});
  std::vector<PageMessage> messages = messages_of(app);
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].words(),
            "Cannot run yet. Time step is 20; allowed 1 to 10, the time constant of Decision.");
  ASSERT_EQ(messages[0].lines.size(), 1u);
  ASSERT_TRUE(messages[0].lines[0].mend.has_value());
  EXPECT_EQ(messages[0].lines[0].mend->words, "Set time step to 10 ms");
  EXPECT_TRUE(is_about(app.experiment, app.problems[0], "network.dt_ms"));
  EXPECT_TRUE(is_about(app.experiment, app.problems[0], "network.areas[1].tau_ms"));
  EXPECT_FALSE(is_about(app.experiment, app.problems[0], "network.areas[0].tau_ms"));
  nn4n::apply(app, messages[0].lines[0].mend->edit);
  EXPECT_TRUE(app.problems.empty());
  EXPECT_EQ(app.experiment.network.dt_ms, 10);
}

TEST(Messages, ADismissedOneComesBackWhenItSaysSomethingElseOrRunIsPressed) {
  App app = opened_app();
  apply(app, SetValue{"network.areas[1].tau_ms", 10});
  nn4n::apply(app, messages_of(app)[0].dismiss);
  EXPECT_TRUE(messages_of(app).empty());
  apply(app, SetValue{"network.areas[1].tau_ms", 12});
  EXPECT_EQ(messages_of(app).size(), 1u) << "it has other words";
  nn4n::apply(app, messages_of(app)[0].dismiss);
  EXPECT_FALSE(apply(app, RunFor{}).empty());
  EXPECT_EQ(messages_of(app).size(), 1u) << "Run shows it again";
}

TEST(Messages, LongListsAreCutAndTheNoticeComesLast) {
  App app = opened_app();
  const Issues many(5, {"", "Something was wrong"});
  apply(app, Replace{Experiment{}, many});
  app.view.notice = {Notice::Kind::information, "", "A notice."};
  const std::vector<PageMessage> messages = messages_of(app);
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].key, "issues");
  ASSERT_EQ(messages[0].lines.size(), 4u);
  EXPECT_EQ(messages[0].lines[3].text, "And 2 more.");
  EXPECT_EQ(messages[1].words(), "A notice.");
  nn4n::apply(app, messages[1].dismiss);
  nn4n::apply(app, messages[0].dismiss);
  EXPECT_TRUE(messages_of(app).empty());
}

}  // namespace
}  // namespace nn4n::messages_test
