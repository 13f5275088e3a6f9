// The names under which scripts see api/engine.h.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include "api/engine.h"
#include "training/checkpoint.h"

namespace nn4n {

namespace {

/// Copies the bytes into a Uint8Array of its own, because a view into the module's memory becomes
/// invalid when that memory grows.
emscripten::val array_of(const std::vector<std::uint8_t>& bytes) {
  const emscripten::val view(emscripten::typed_memory_view(bytes.size(), bytes.data()));
  return emscripten::val::global("Uint8Array").new_(view);
}

/// The same in an ArrayBuffer that was used before, when the bytes fit into it. A new buffer
/// would cost more time than the work that is done with it, because the system provides its
/// memory page by page.
emscripten::val array_in(const emscripten::val& buffer, const std::vector<std::uint8_t>& bytes) {
  const auto size = static_cast<double>(bytes.size());
  if (buffer["byteLength"].as<double>() < size) return array_of(bytes);
  const emscripten::val array = emscripten::val::global("Uint8Array").new_(buffer, 0, size);
  array.call<void>("set", emscripten::typed_memory_view(bytes.size(), bytes.data()));
  return array;
}

/// The bytes of a Uint8Array. Of one that is too large to be a file of ours, just enough bytes to
/// exceed the limit.
std::vector<std::uint8_t> bytes_of(const emscripten::val& array) {
  const std::size_t most = kCheckpointLimits.bytes + 1;
  return emscripten::convertJSArrayToNumberVector<std::uint8_t>(
      array.call<emscripten::val>("subarray", 0, static_cast<double>(most)));
}

emscripten::val snapshot(Engine& engine, int history_from) {
  return array_of(engine.snapshot(history_from));
}

emscripten::val checkpoint(const Engine& engine) { return array_of(engine.checkpoint()); }

std::string restore(Engine& engine, const emscripten::val& array) {
  return engine.restore(bytes_of(array));
}

emscripten::val shown_checkpoint(Engine& engine) { return array_of(engine.shown_checkpoint()); }

emscripten::val weights(Engine& engine) { return array_of(engine.weights()); }

emscripten::val weights_npz(Engine& engine) { return array_of(engine.weights_npz()); }

std::string set_weights(Engine& engine, const emscripten::val& array) {
  return engine.set_weights(bytes_of(array));
}

std::string examine(const emscripten::val& array, const std::string& experiment) {
  return Engine::examine(bytes_of(array), experiment);
}

emscripten::val show_moment(Engine& engine, int iteration) {
  return array_of(engine.show_moment(iteration));
}

emscripten::val moment(const Engine& engine, int iteration) {
  return array_of(engine.moment(iteration));
}

std::string add_moment(Engine& engine, const emscripten::val& array) {
  return engine.add_moment(bytes_of(array));
}

/// With and without what the sender looks at.
std::string share(Engine& engine, const std::string& what) { return engine.share(what); }
std::string share_with_view(Engine& engine, const std::string& what, const std::string& view) {
  return engine.share(what, view);
}

/// Two questions under one name: how the network does in so many trials, and how it does it.
std::string analyse_trials(Engine& engine, int trials, bool activity) {
  return engine.analyse(trials, activity);
}
std::string analyse_network(Engine& engine, const std::string& what) {
  return engine.analyse(what);
}

emscripten::val parts(const Engine& engine, int workers) {
  return emscripten::val::array(engine.parts(workers));
}

emscripten::val position(const Engine& engine, const emscripten::val& buffer) {
  return array_in(buffer, engine.position());
}

void add_sums(Engine& engine, const emscripten::val& sums) {
  engine.add_sums(emscripten::convertJSArrayToNumberVector<std::uint8_t>(sums));
}

emscripten::val sum_shards(Engine& engine, const emscripten::val& position, int first, int last) {
  return array_in(
      position["buffer"],
      engine.sum_shards(emscripten::convertJSArrayToNumberVector<std::uint8_t>(position), first,
                        last));
}

}  // namespace

EMSCRIPTEN_BINDINGS(engine) {
  emscripten::class_<Engine>("Engine")
      .constructor()
      .class_function("presets", &Engine::presets)
      .class_function("ceiling", &Engine::ceiling)
      .class_function("examine", &examine)
      .function("open", &Engine::open)
      .function("step", &Engine::step)
      .function("done", &Engine::done)
      .function("shards", &Engine::shards)
      .function("parts", &parts)
      .function("drawAhead", &Engine::draw_ahead)
      .function("position", &position)
      .function("beginStep", &Engine::begin_step)
      .function("addSums", &add_sums)
      .function("finishStep", &Engine::finish_step)
      .function("sumShards", &sum_shards)
      .function("change", &Engine::change)
      .function("intervene", &Engine::intervene)
      .function("measureEffect", &Engine::measure_effect)
      .function("reset", &Engine::reset)
      .function("selectTrial", &Engine::select_trial)
      .function("snapshot", &snapshot)
      .function("showBest", &Engine::show_best)
      .function("checkpoint", &checkpoint)
      .function("shownCheckpoint", &shown_checkpoint)
      .function("restore", &restore)
      .function("returnToBest", &Engine::return_to_best)
      .function("film", &Engine::film)
      .function("showMoment", &show_moment)
      .function("continueFromMoment", &Engine::continue_from_moment)
      .function("moment", &moment)
      .function("addMoment", &add_moment)
      .function("weights", &weights)
      .function("weightsNpz", &weights_npz)
      .function("setWeights", &set_weights)
      .function("share", &share)
      .function("share", &share_with_view)
      .function("python", &Engine::python)
      .function("table", &Engine::table)
      .function("atlas", &Engine::atlas)
      .function("check", &Engine::check)
      .function("structure", &Engine::structure)
      .function("analyse", &analyse_trials)
      .function("analyse", &analyse_network)
      .function("state", &Engine::state);
}

}  // namespace nn4n
