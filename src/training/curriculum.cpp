#include "training/curriculum.h"

#include <algorithm>

#include "tasks/task.h"

namespace nn4n {

namespace {

double factor_at(const std::vector<double>& factors, std::size_t stage) {
  return stage < factors.size() ? factors[stage] : 1;
}

/// The chosen task as it is in a listed stage.
Selection<TaskCatalogue> eased_task(const Experiment& experiment, std::size_t stage) {
  const Curriculum& curriculum = experiment.training.curriculum;
  Selection<TaskCatalogue> task = experiment.task;
  task_of(experiment)
      .ease(task, {.delay = factor_at(curriculum.delay, stage),
                   .coherence = factor_at(curriculum.coherence, stage)});
  return task;
}

}  // namespace

int stages_of(const Experiment& experiment) {
  const Curriculum& curriculum = experiment.training.curriculum;
  if (!curriculum.on) return 1;
  std::size_t listed = std::max(curriculum.delay.size(), curriculum.coherence.size());
  while (listed > 0 && eased_task(experiment, listed - 1) == experiment.task) --listed;
  return static_cast<int>(listed) + 1;
}

void ease(Experiment& experiment, int stage) {
  if (experiment.training.curriculum.on)
    experiment.task = eased_task(experiment, static_cast<std::size_t>(stage));
}

}  // namespace nn4n
