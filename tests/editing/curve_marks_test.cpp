// What is marked on the curves of a run.
#include "editing/curve_marks.h"

#include <gtest/gtest.h>

#include "editing/app.h"

namespace nn4n::curve_marks_test {
namespace {

std::string listed(const std::vector<CurveMark>& marks) {
  std::string text;
  for (const CurveMark& mark : marks)
    text += std::to_string(mark.iteration) + " " + mark.key + " " + mark.label + ": " + mark.words +
            "\n";
  return text;
}

TEST(CurveMarks, AreStagesDrawsChangesAndWhatWentWrongInOrder) {
  Experiment experiment;
  experiment.changes = {{120, "training.learning_rate", 0.5}, {900, "training.learning_rate", 0.1}};
  nn4n::Run run;
  run.snapshot.iteration = 250;
  run.snapshot.validations = {{.iteration = 50, .draw = 1},
                              {.iteration = 100, .draw = 2},
                              {.iteration = 150, .stage = 1, .draw = 2}};
  run.snapshot.progress = {.stage = 1, .draw = 2, .passed_at = 200};
  note_event(run, {.key = "silent", .path = {}, .message = {}, .remedy = {}, .since = 160});
  note_event(run, {.key = "no_path", .path = {}, .message = {}, .remedy = {}});
  note_return(run, "This run came back.");
  EXPECT_EQ(listed(marks_of(experiment, run)),
            "50 draw draw 2: The weights were drawn again: draw 2.\n"
            "100 stage stage 2: Stage 2 of the curriculum began.\n"
            "120 change learning rate 0.5: Learning rate was set to 0.5.\n"
            "160 silent Silent units: First seen here: Silent units.\n"
            "200 learnt learnt: The task was learnt.\n"
            "250 return came back: This run came back.\n");
  begin_another(run);
  EXPECT_EQ(listed(marks_of({}, run)), "");
  run.serial = 0;
  EXPECT_EQ(marks_of({}, run).size(), 2u) << "a run that comes back has its own";
}

}  // namespace
}  // namespace nn4n::curve_marks_test
