// Trials with classes: the two tasks as NeuroGym makes them, and windows of a stream.
#include "tasks/class_choice.h"

#include <cmath>
#include <set>

#include "tasks/chosen_task.h"

namespace nn4n::test::class_choice_test {

namespace {

void set_list(Chosen& chosen, const std::string& parameter, const std::vector<double>& values) {
  const EditTarget list = resolve(target_of(chosen.experiment), "task." + parameter);
  ASSERT_TRUE(list.type && list.type->kind == Kind::list) << parameter;
  list.type->resize(list.object, values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const EditTarget element = element_of(list, i);
    element.type->set_number(element.object, values[i]);
  }
}

int right_class(const Trial& trial, int step) {
  for (int o = 0; o < trial.outputs; ++o) {
    if (trial.target_at(step, o) == 1) return o;
  }
  return -1;
}

/// Outputs that answer class `action` in the steps [begin, end) and fixate otherwise.
std::vector<float> acting(const Trial& trial, int action, int begin, int end) {
  std::vector<float> outputs(trial.target.size(), 0);
  for (int t = 0; t < trial.steps; ++t) {
    outputs[Trial::index(t, trial.outputs, t >= begin && t < end ? action : 0)] = 5;
  }
  return outputs;
}

}  // namespace

TEST(NgPdm, FollowsItsDefinition) {
  Chosen chosen("ng_pdm");
  chosen.set("sigma", 0);
  std::set<float> strengths;
  for (std::uint32_t index = 0; index < 200; ++index) {
    const Trial trial = chosen.trial(index, 100);
    ASSERT_EQ(trial.steps, 1 + 20 + 1);
    const float evidence = std::fabs(trial.stimulus) / 200;
    for (int t = 0; t < trial.steps; ++t) {
      EXPECT_EQ(trial.input_at(t, 0), t < 21) << "fixation stays on until the decision";
      const bool shown = t >= 1 && t < 21;
      EXPECT_FLOAT_EQ(trial.input_at(t, 1 + trial.correct), shown ? 0.5f + evidence : 0);
      EXPECT_FLOAT_EQ(trial.input_at(t, 2 - trial.correct), shown ? 0.5f - evidence : 0);
      EXPECT_EQ(right_class(trial, t), t < 21 ? 0 : 1 + trial.correct);
      for (int o = 0; o < 3; ++o) EXPECT_EQ(trial.mask_at(t, o), 1);
    }
    strengths.insert(std::fabs(trial.stimulus));
  }
  EXPECT_EQ(strengths, (std::set<float>{0, 6.4f, 12.8f, 25.6f, 51.2f}));
}

TEST(NgPdm, NoiseIsOnTheEvidenceAloneAndShrinksWithLongerSteps) {
  for (const double dt_ms : {20.0, 100.0}) {
    const Chosen chosen("ng_pdm");
    double squares = 0;
    int count = 0;
    for (std::uint32_t index = 0; index < 200; ++index) {
      const Trial trial = chosen.trial(index, dt_ms);
      const EpochSpan& stimulus = trial.epochs[1];
      for (int t = 0; t < trial.steps; ++t) {
        EXPECT_TRUE(trial.input_at(t, 0) == 0 || trial.input_at(t, 0) == 1);
        if (t < stimulus.begin || t >= stimulus.end) {
          EXPECT_EQ(trial.input_at(t, 1), 0);
          continue;
        }
        const double mean = 0.5 - static_cast<double>(trial.stimulus) / 200;
        squares += std::pow(static_cast<double>(trial.input_at(t, 1)) - mean, 2);
        ++count;
      }
    }
    const double deviation = 1 / std::sqrt(dt_ms);  // 0.2236 at 20 ms, 0.1 at 100 ms
    EXPECT_NEAR(std::sqrt(squares / count), deviation, 0.05 * deviation);
  }
}

TEST(NgPdm, DrawsTheDurationsOfNnBrain) {
  Chosen chosen("ng_pdm");
  set_list(chosen, "fixation_ms", {50, 100, 200, 400});
  set_list(chosen, "stimulus_ms", {100, 200, 400, 800});
  std::set<double> fixations, stimuli;
  for (std::uint32_t index = 0; index < 200; ++index) {
    const Trial trial = chosen.trial(index);
    fixations.insert(epoch_ms(trial, 0));
    stimuli.insert(epoch_ms(trial, 1));
    EXPECT_EQ(epoch_ms(trial, 2), 100);
  }
  EXPECT_EQ(fixations, (std::set<double>{40, 100, 200, 400})) << "whole steps of 20 ms";
  EXPECT_EQ(stimuli, (std::set<double>{100, 200, 400, 800}));
}

TEST(NgDelayComparison, FollowsItsDefinition) {
  Chosen chosen("ng_delay_comparison");
  chosen.set("sigma", 0);
  std::set<std::pair<float, float>> pairs;
  for (std::uint32_t index = 0; index < 300; ++index) {
    const Trial trial = chosen.trial(index, 100);
    ASSERT_EQ(trial.steps, 5 + 5 + 10 + 5 + 1);
    const float first = trial.conditions[0];
    const float second = trial.conditions[1];
    EXPECT_EQ(trial.correct, first > second ? 0 : 1);
    for (int t = 0; t < trial.steps; ++t) {
      EXPECT_EQ(trial.input_at(t, 0), t < 25);
      const float shown = t >= 5 && t < 10 ? first : t >= 20 && t < 25 ? second : 0;
      EXPECT_FLOAT_EQ(trial.input_at(t, 1), shown == 0 ? 0 : (1 + (shown - 10) / 24) / 2);
      EXPECT_EQ(right_class(trial, t), t < 25 ? 0 : 1 + trial.correct);
    }
    pairs.insert({first, second});
  }
  EXPECT_EQ(pairs.size(), 10u) << "five pairs in both orders";
}

TEST(Classes, TheFirstActionOfTheDecisionIsTheAnswer) {
  const Chosen chosen("ng_pdm");
  const Trial trial = chosen.trial(0);
  const int begin = trial.epochs.back().begin;
  const int right = trial.correct + 1;
  EXPECT_TRUE(chosen.judge(trial, acting(trial, right, begin + 2, begin + 3)).correct);
  EXPECT_EQ(chosen.judge(trial, acting(trial, right, begin + 2, begin + 3)).choice, trial.correct);
  EXPECT_FALSE(chosen.judge(trial, acting(trial, 3 - right, begin, trial.steps)).correct);
  EXPECT_FALSE(chosen.judge(trial, acting(trial, right, begin - 1, trial.steps)).correct)
      << "an action before the decision breaks the trial off";
  EXPECT_EQ(chosen.judge(trial, acting(trial, right, 0, 0)).choice, -1) << "it only fixated";
}

TEST(Classes, TheLastStepCanBeTheAnswerInstead) {
  Chosen chosen("ng_pdm");
  chosen.set("judged_by", static_cast<double>(ActionRule::last));
  const Trial trial = chosen.trial(0);
  const int right = trial.correct + 1;
  EXPECT_TRUE(chosen.judge(trial, acting(trial, right, trial.steps - 1, trial.steps)).correct);
  EXPECT_FALSE(chosen.judge(trial, acting(trial, right, 0, trial.steps - 1)).correct);
}

TEST(Classes, AWindowIsAPieceOfAStreamOfTrials) {
  Chosen chosen("ng_pdm");
  set_list(chosen, "fixation_ms", {50, 100, 200, 400});
  set_list(chosen, "stimulus_ms", {100, 200, 400, 800});
  chosen.set("window_ms", 2000);
  EXPECT_EQ(chosen.shape().longest_ms, 2000);
  int starts_with_fixation = 0;
  double decisions = 0;
  for (std::uint32_t index = 0; index < 400; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 100);
    EXPECT_EQ(trial.input.size(), 300u);
    int end = 0;
    for (const EpochSpan& epoch : trial.epochs) {
      EXPECT_EQ(epoch.begin, end);
      EXPECT_GT(epoch.end, epoch.begin);
      const bool decision = epoch.name == "Decision";
      decisions += decision;
      for (int t = epoch.begin; t < epoch.end; ++t) {
        EXPECT_EQ(right_class(trial, t) > 0, decision);
        EXPECT_EQ(trial.input_at(t, 0), decision ? 0 : 1);
      }
      end = epoch.end;
    }
    EXPECT_EQ(end, 100);
    starts_with_fixation += trial.epochs[0].name == "Fixation";
    EXPECT_EQ(chosen.judge(trial, trial.target).score, 1);
  }
  EXPECT_GT(starts_with_fixation, 400 / 15) << "one window of 15 starts with a trial, more by luck";
  EXPECT_LT(starts_with_fixation, 300);
  EXPECT_NEAR(decisions / 400, 2000 / (185 + 375 + 100.0), 0.4)
      << "a trial lasts 660 ms on average";
}

TEST(Classes, AWindowScoresThePartOfItsDecisionsThatIsRight) {
  Chosen chosen("ng_pdm");
  set_list(chosen, "stimulus_ms", {200});
  chosen.set("window_ms", 2000);
  const Trial trial = chosen.trial(1);
  std::vector<float> outputs = trial.target;
  std::vector<EpochSpan> decisions;
  for (const EpochSpan& epoch : trial.epochs) {
    if (epoch.name == "Decision" && epoch.begin > 0) decisions.push_back(epoch);
  }
  ASSERT_GT(decisions.size(), 2u);
  for (int t = decisions[0].begin; t < decisions[0].end; ++t) {
    for (int o = 0; o < 3; ++o) outputs[Trial::index(t, 3, o)] = o == 0 ? 1.0f : 0.0f;
  }
  const Outcome outcome = chosen.judge(trial, outputs);
  EXPECT_FALSE(outcome.correct);
  EXPECT_DOUBLE_EQ(outcome.score, 1 - 1.0 / static_cast<double>(decisions.size()));
}

}  // namespace nn4n::test::class_choice_test
