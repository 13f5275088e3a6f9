// The name under which scripts see api/sweep_runs.h.
#include <emscripten/bind.h>

#include "api/sweep_runs.h"

namespace nn4n {

EMSCRIPTEN_BINDINGS(sweep) {
  emscripten::class_<SweepRuns>("Sweep")
      .constructor()
      .function("read", &SweepRuns::read)
      .function("experiment", &SweepRuns::experiment)
      .function("link", &SweepRuns::link)
      .function("list", &SweepRuns::list)
      .function("start", &SweepRuns::start)
      .function("step", &SweepRuns::step)
      .function("ended", &SweepRuns::ended)
      .function("result", &SweepRuns::result)
      .function("individual", &SweepRuns::individual)
      .class_function("map", &SweepRuns::map)
      .function("table", &SweepRuns::table);
}

}  // namespace nn4n
