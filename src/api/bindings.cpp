// The names under which scripts see api/engine.h.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include "api/engine.h"

namespace nn4n {

namespace {

/// A Uint8Array of its own: views into the module's memory go stale when that memory grows.
emscripten::val snapshot(Engine& engine, int history_from) {
  const std::vector<std::uint8_t> bytes = engine.snapshot(history_from);
  const emscripten::val view(emscripten::typed_memory_view(bytes.size(), bytes.data()));
  return emscripten::val::global("Uint8Array").new_(view);
}

}  // namespace

EMSCRIPTEN_BINDINGS(engine) {
  emscripten::class_<Engine>("Engine")
      .constructor()
      .class_function("presets", &Engine::presets)
      .function("open", &Engine::open)
      .function("step", &Engine::step)
      .function("change", &Engine::change)
      .function("reset", &Engine::reset)
      .function("selectTrial", &Engine::select_trial)
      .function("snapshot", &snapshot)
      .function("structure", &Engine::structure)
      .function("state", &Engine::state);
}

}  // namespace nn4n
