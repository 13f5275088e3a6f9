// Example trials: what a task looks like before any training. Each is drawn from a fixed seed and
// kept until the task, its parameters or the time step change.
#pragma once

#include <map>
#include <string>

#include "tasks/task.h"

namespace nn4n {

struct Example {
  Selection<TaskCatalogue> task;
  double dt_ms = 0;
  TaskShape shape;
  Trial trial;        ///< of the first few one that counts and asks for a change, if there is one
  std::string words;  ///< "coherence 12.8 %, correct choice left"
};

class Examples {
 public:
  /// The example kept under this name, drawn anew when it is one of something else.
  const Example& get(const std::string& name, const Selection<TaskCatalogue>& task, double dt_ms);

 private:
  std::map<std::string, Example> kept_;
};

}  // namespace nn4n
