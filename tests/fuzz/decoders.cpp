#include "fuzz/decoders.h"

#include <cstdio>
#include <cstdlib>
#include <string>

#include "analysis/network_report.h"
#include "cli/sweep.h"
#include "codec/base64.h"
#include "codec/deflate.h"
#include "codec/json.h"
#include "codec/mask_text.h"
#include "codec/npz.h"
#include "codec/open.h"
#include "codec/own_data.h"
#include "codec/safetensors.h"
#include "codec/share_link.h"
#include "editing/view_state.h"
#include "experiment/intervention.h"
#include "experiment/validate.h"
#include "lesson/predicate.h"
#include "playground/page.h"
#include "playground/worker_messages.h"
#include "training/checkpoint.h"
#include "training/film.h"
#include "training/open_run.h"
#include "training/packed_weights.h"
#include "training/shard_bytes.h"
#include "training/snapshot.h"
#include "training/take_snapshot.h"
#include "training/weights_file.h"

namespace nn4n::test {

namespace {

using Bytes = std::span<const std::uint8_t>;

/// Ends the program with the words of the promise that was broken.
void hold(bool kept, const char* promise) {
  if (kept) return;
  std::fprintf(stderr, "A promise was broken: %s.\n", promise);
  std::abort();
}

std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A small network, so that a thousand inputs a second can be tried.
const Experiment& small_experiment() {
  static const Experiment experiment =
      read_link(
          "v=0&task=gonogo&network.areas.0.units=5&network.areas.1.units=4&training.batch=4&"
          "training.validation_trials=10")
          .experiment;
  return experiment;
}

const Trainer& small_run() {
  static const Trainer run = [] {
    Trainer trainer(small_experiment());
    trainer.step();
    return trainer;
  }();
  return run;
}

/// Whatever was read can run and says so; what it can be written as reads back to the same.
void hold_reading(const Reading& reading) {
  static const Experiment usual;
  hold(reading.readable || !reading.issues.empty(), "what cannot be read is complained of");
  if (reading.experiment == usual) return;  // of which all the rest has been held
  hold(validate(reading.experiment).empty(), "an experiment that was read can run");
  const Reading again = read_json(to_json(reading.experiment));
  hold(again.experiment == reading.experiment, "JSON reads back to the same experiment");
}

// ---------------------------------------------------------------------------------------------
// Documents

void take_link(Bytes bytes) {
  const Reading reading = read_link(text_of(bytes));
  hold_reading(reading);
  if (!left_out_of_link(reading.experiment).empty()) return;
  const Reading again = read_link(to_link(reading.experiment, reading.carried));
  hold(again.experiment == reading.experiment, "a link reads back to the same experiment");
  hold(again.carried == reading.carried, "a link reads back to what it carried");
}

void take_json(Bytes bytes) { hold_reading(read_json(text_of(bytes))); }

void take_any(Bytes bytes) { hold_reading(read_any(text_of(bytes))); }

void take_settings(Bytes bytes) {
  Experiment experiment = small_experiment();
  const Issues issues = set_paths(experiment, text_of(bytes));
  if (!issues.empty()) hold(!issues[0].message.empty(), "a refusal has words");
}

void take_own_data(Bytes bytes) { hold_reading(read_own_data(text_of(bytes))); }

void take_mask(Bytes bytes) {
  const MaskText mask = read_mask_text(text_of(bytes));
  hold(mask.issues.empty() != mask.rows.empty(), "a mask is read, or there are words why not");
  for (const std::string& row : mask.rows)
    hold(row.size() == mask.rows[0].size(), "the rows of a mask are of the same length");
}

// ---------------------------------------------------------------------------------------------
// Files of arrays

void hold_tensor(const NamedTensor& tensor) {
  std::size_t product = 1;
  for (const std::size_t axis : tensor.shape) product *= axis;
  hold(product == tensor.values.size(), "a tensor has as many values as its shape says");
}

void take_npz(Bytes bytes) {
  const ParsedArrays parsed = parse_npz(bytes);
  for (const NamedTensor& tensor : parsed.arrays) hold_tensor(tensor);
  if (!parsed.error.empty()) return;
  hold(parse_npz(to_npz(parsed.arrays)).arrays.size() == parsed.arrays.size(),
       "an archive reads back to as many arrays");
}

void take_safetensors(Bytes bytes) {
  const ParsedTensors parsed = parse_safetensors(bytes);
  for (const NamedTensor& tensor : parsed.file.tensors) hold_tensor(tensor);
  if (!parsed.error.empty()) return;
  const ParsedTensors again = parse_safetensors(to_safetensors(parsed.file));
  hold(again.error.empty() && again.file.tensors.size() == parsed.file.tensors.size(),
       "tensors read back");
}

void take_deflated(Bytes bytes) {
  constexpr std::size_t most = 1 << 20;
  const auto inflated = inflate(bytes, most);
  if (!inflated) return;
  hold(inflated->size() <= most, "no more is unpacked than is allowed");
  hold(inflate(deflate(*inflated), most) == inflated, "what is packed unpacks to the same");
}

void take_base64(Bytes bytes) {
  if (const auto read = from_base64url(text_of(bytes)))
    hold(from_base64url(to_base64url(*read)) == read, "base64url reads back to the same bytes");
  if (const auto read = from_base64(text_of(bytes)))
    hold(from_base64(to_base64(*read)) == read, "base64 reads back to the same bytes");
}

// ---------------------------------------------------------------------------------------------
// Runs and weights

void take_weights(Bytes bytes) {
  const WeightsReading reading = read_any_weights(bytes, small_run());
  hold(reading.readable || !reading.issues.empty(), "weights that are refused are complained of");
  if (!reading.readable) return;
  Trainer trainer(small_experiment());
  trainer.start_from(reading.parameters);
  hold(trainer.iteration() == 0, "a run that begins with weights is at its beginning");
}

void take_packed_weights(Bytes bytes) {
  const WeightsReading reading = unpack_weights(text_of(bytes), small_run());
  hold(reading.readable || !reading.issues.empty(), "weights that are refused are complained of");
}

/// A file whose checksum is right, whatever else is wrong with it; without that the fuzzer would
/// never come past the checksum.
std::vector<std::uint8_t> with_right_checksum(Bytes bytes) {
  ParsedTensors parsed = parse_safetensors(bytes);
  for (auto& [key, value] : parsed.file.metadata) {
    if (key == "checksum") value = checksum_of(parsed.file);
  }
  return to_safetensors(parsed.file);
}

void take_checkpoint(Bytes damaged) {
  from_checkpoint(damaged);
  const auto read = from_checkpoint(with_right_checksum(damaged));
  if (const auto* trainer = std::get_if<Trainer>(&read)) {
    hold(to_checkpoint(*trainer).size() > 0, "a run that was read can be written");
  } else {
    hold(!std::get<Issue>(read).message.empty(), "a refusal has words");
  }
}

void take_run(Bytes bytes) {
  const OpenedRun run = open_run(bytes, small_experiment());
  hold(run.trainer || !run.issues.empty(), "a run is opened, or there are words why not");
}

void take_moment(Bytes damaged) {
  moment_from(damaged, small_run());
  const auto read = moment_from(with_right_checksum(damaged), small_run());
  if (const auto* moment = std::get_if<Moment>(&read))
    hold(run_at(small_run(), *moment).iteration() == moment->iteration, "a moment can be shown");
}

void take_snapshot_bytes(Bytes bytes) {
  if (const auto snapshot = from_bytes(bytes))
    hold(from_bytes(to_bytes(*snapshot)).has_value(), "a snapshot reads back");
}

void take_shards(Bytes bytes) {
  const Sizes& sizes = small_run().trained_parameters().sizes;
  if (const auto position = position_from(bytes, sizes))
    hold(position_from(to_bytes(*position), sizes).has_value(), "a position reads back");
  sums_from(bytes, 1, sizes);
}

// ---------------------------------------------------------------------------------------------
// What people type, and what the page keeps

void take_act(Bytes bytes) {
  const Network& network = small_experiment().network;
  const auto read = read_act(text_of(bytes), network);
  const auto* act = std::get_if<Act>(&read);
  if (!act) return hold(!std::get<std::string>(read).empty(), "a refusal has words");
  const auto again = read_act(to_text(*act, network), network);
  hold(std::holds_alternative<Act>(again) && std::get<Act>(again) == *act,
       "an intervention reads back to the same");
}

void take_analyses(Bytes bytes) {
  const auto read = read_analysis_items(text_of(bytes));
  if (const auto* issue = std::get_if<Issue>(&read))
    hold(!issue->message.empty(), "a refusal has words");
}

void take_check(Bytes bytes) {
  const auto read = read_predicate(text_of(bytes));
  if (const auto* words = std::get_if<std::string>(&read))
    hold(!words->empty(), "a refusal has words");
}

void take_sweep(Bytes bytes) {
  const auto read = read_sweep(text_of(bytes), {}, opener_of("no folder/"));
  if (const auto* spec = std::get_if<SweepSpec>(&read)) {
    hold(spec->jobs() >= 1 && spec->jobs() <= kMostJobs, "a sweep has a bounded number of jobs");
    const Experiment last = spec->experiment_of_job(spec->jobs() - 1);
    hold(validate(last).empty(), "the last job of a sweep can run");
  } else {
    hold(!std::get<std::string>(read).empty(), "a refusal has words");
  }
}

void take_view(Bytes bytes) {
  App app;
  take_view_state(app, text_of(bytes));
  hold(!view_state(app).empty(), "the view can be kept again");
}

/// The first line is the message, what follows are its bytes.
void take_message(Bytes bytes) {
  App app;
  const std::string_view text = text_of(bytes);
  const std::size_t end = std::min(text.find('\n'), text.size());
  playground::take_message(app, text.substr(0, end),
                           bytes.subspan(std::min(end + 1, bytes.size())));
  hold(validate(app.experiment).empty(), "a message leaves an experiment that can run");
}

// ---------------------------------------------------------------------------------------------
// Seeds

using Seeds = std::vector<std::vector<std::uint8_t>>;

Seeds texts(std::initializer_list<std::string_view> list) {
  Seeds seeds;
  for (const std::string_view text : list) seeds.emplace_back(text.begin(), text.end());
  return seeds;
}

Seeds links() {
  return texts({to_link(small_experiment()), "v=0", "#v=0&task=romo&seed=4&at.30.training.noise=0",
                "https://example.org/?s=v%3D0%26task%3Ddms",
                to_link(small_experiment(), {.weights = pack_weights(small_run(), 5),
                                             .iterations = 1,
                                             .view = "eyJ0YWIiOiJjaXJjdWl0In0"})});
}

Seeds documents() { return texts({to_json(small_experiment()), to_json(Experiment{}), "{}"}); }

Seeds settings() { return texts({R"({"task.delay_max_ms": 400, "network.areas.0.units": 7})"}); }

Seeds tables() {
  return texts({"trial,time_ms,input_a,target_b\n0,0,1,0\n0,20,1,1\n1,0,0,0\n1,20,0,1\n"});
}

Seeds masks() { return texts({"0 1\n1 0\n", "+,-,.\n0,1,+\n"}); }

Seeds archives() { return {to_npz(npz_arrays_of(small_run()))}; }

Seeds tensors() { return {to_safetensors(weights_of(small_run()))}; }

Seeds deflated() {
  const std::string text = to_json(small_experiment());
  return {deflate({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()})};
}

Seeds in_base64() { return texts({"bm40bg", "bm40bg==", "-_-_"}); }

Seeds weights() {
  Seeds seeds = texts({weights_file(small_run())});
  for (Seeds more : {archives(), tensors()}) seeds.push_back(std::move(more[0]));
  return seeds;
}

Seeds packed() {
  return texts({pack_weights(small_run(), kFewestBits), pack_weights(small_run(), kMostBits)});
}

Seeds checkpoints() { return {to_checkpoint(small_run())}; }

Seeds runs() {
  Seeds seeds = links();
  for (Seeds more : {checkpoints(), archives(), tensors()}) seeds.push_back(std::move(more[0]));
  return seeds;
}

Seeds moments() {
  Film film;
  film.begin(small_run());
  return {to_bytes(*film.nearest(1))};
}

Seeds snapshots() { return {to_bytes(take_snapshot(small_run()))}; }

Seeds shards() {
  Trainer run = small_run();
  return {to_bytes(run.position()), to_bytes(run.iteration(), run.sum_shards(0, 1))};
}

Seeds acts() {
  return texts({"silence:1/I", "excite:1/E/1-3@stimulus=0.5", "scale:1>2=0.5", "lesion:2",
                "noise:1@100-200=0.1", "clamp:2/1,3=0.2"});
}

Seeds analyses() {
  return texts(
      {"fixed_points", "spectrum,pca,axes", "fixed_points@Stimulus>Delay/9,flow@zero:1/2"});
}

Seeds checks() {
  return texts({"accuracy >= 85 %", "with(silence:1/I).accuracy < 0.6 or not (task == ctx)",
                "fixed_points.stable == 8 and network.areas.0.tau_ms > 50"});
}

Seeds sweeps() {
  return texts({R"({"experiment": "v=0&task=gonogo", "iterations": 9, "seeds": 2,
                    "axes": {"network.dt_ms": [10, 20], "training.learning_rate": "0.1..0.2/3"}})"});
}

Seeds views() { return texts({view_state(App{}), R"({"tab": "circuit", "order": "peak"})"}); }

Seeds messages() {
  const std::string head = R"({"type": "snapshot", "status": "training", "speed": 9, "film": [0]})";
  std::vector<std::uint8_t> snapshot(head.begin(), head.end());
  snapshot.push_back('\n');
  const auto bytes = to_bytes(take_snapshot(small_run()));
  snapshot.insert(snapshot.end(), bytes.begin(), bytes.end());
  Seeds seeds = texts({R"({"type": "failed", "message": "It ended."})", R"({"type": "gone"})"});
  seeds.push_back(std::move(snapshot));
  return seeds;
}

constexpr Decoder kDecoders[] = {{"link", take_link, links},
                                 {"json", take_json, documents},
                                 {"any", take_any, documents},
                                 {"settings", take_settings, settings},
                                 {"own_data", take_own_data, tables},
                                 {"mask", take_mask, masks},
                                 {"npz", take_npz, archives},
                                 {"safetensors", take_safetensors, tensors},
                                 {"deflated", take_deflated, deflated},
                                 {"base64", take_base64, in_base64},
                                 {"weights", take_weights, weights},
                                 {"packed_weights", take_packed_weights, packed},
                                 {"checkpoint", take_checkpoint, checkpoints},
                                 {"run", take_run, runs},
                                 {"moment", take_moment, moments},
                                 {"snapshot", take_snapshot_bytes, snapshots},
                                 {"shards", take_shards, shards},
                                 {"act", take_act, acts},
                                 {"analyses", take_analyses, analyses},
                                 {"check", take_check, checks},
                                 {"sweep", take_sweep, sweeps},
                                 {"view", take_view, views},
                                 {"message", take_message, messages}};

}  // namespace

std::span<const Decoder> decoders() { return kDecoders; }

const Decoder* find_decoder(std::string_view name) {
  for (const Decoder& decoder : kDecoders) {
    if (decoder.name == name) return &decoder;
  }
  return nullptr;
}

}  // namespace nn4n::test
