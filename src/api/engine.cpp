#include "api/engine.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analysis/area_report.h"
#include "analysis/diagnosis.h"
#include "analysis/lesion_atlas.h"
#include "analysis/network_report.h"
#include "analysis/report.h"
#include "base/text.h"
#include "codec/json.h"
#include "codec/npz.h"
#include "codec/open.h"
#include "codec/share_link.h"
#include "experiment/memory.h"
#include "experiment/validate.h"
#include "lesson/facts.h"
#include "model/ceiling.h"
#include "structure/describe.h"
#include "training/checkpoint.h"
#include "training/open_run.h"
#include "training/packed_weights.h"
#include "training/python_script.h"
#include "training/shard_bytes.h"
#include "training/tables.h"
#include "training/take_snapshot.h"
#include "training/weights.h"

namespace nn4n {

namespace {

std::string compact(const JsonValue& value) { return print_json(value, Layout::compact); }

/// What a menu calls an experiment: "Perceptual decision making, two areas".
std::string title_of(const Experiment& experiment) {
  static constexpr std::string_view kNumbers[]{"no",   "one", "two",   "three", "four",
                                               "five", "six", "seven", "eight"};
  static_assert(std::size(kNumbers) == kMaxAreas + 1);
  const Entry* task = TaskCatalogue::registry().find(experiment.task.name());
  const std::size_t areas = std::min<std::size_t>(experiment.network.areas.size(), kMaxAreas);
  std::string title(task ? task->label : experiment.task.name());
  return title.append(", ").append(kNumbers[areas]).append(areas == 1 ? " area" : " areas");
}

/// Pairs of iteration and accuracy, about evenly spread, with the first and the last.
JsonValue curve_of(const std::vector<Validation>& validations) {
  constexpr std::size_t most = 60;
  JsonValue curve = JsonValue::list();
  const std::size_t every = (validations.size() + most - 1) / most;
  const auto add = [&](const Validation& one) {
    JsonValue pair = JsonValue::list();
    pair.add(one.iteration);
    pair.add(decimal_of(one.accuracy));
    curve.add(std::move(pair));
  };
  for (std::size_t i = 0; i < validations.size(); i += every) add(validations[i]);
  if (!validations.empty() && (validations.size() - 1) % every != 0) add(validations.back());
  return curve;
}

std::string_view shown_name(bool last) { return last ? "last" : "best"; }

}  // namespace

Engine::Engine() : memory_(std::make_unique<AnalysisMemory>()) { start(Experiment{}); }
Engine::~Engine() = default;

void Engine::start(const Experiment& experiment) {
  trainer_ = std::make_unique<Trainer>(experiment);
  begin();
}

/// Another run has taken the place of the one before.
void Engine::begin() {
  atlas_.reset();
  best_run_.forget();
  film_.begin(*trainer_);
  moment_.reset();
  sums_.clear();
  show_best_ = false;
  best_.reset();
  effect_.reset();
}

/// The run whose weights are shown. That of the best weights is made when it is first asked for.
Trainer& Engine::shown() {
  const BestWeights& best = trainer_->best();
  if (!show_best_ || best.iteration == 0) return *trainer_;
  const bool same = best_ && best_->iteration() == best.iteration &&
                    best_->fingerprint() == fingerprint_of(best.parameters);
  if (!same) best_ = std::make_unique<Trainer>(*with_best_weights(*trainer_));
  return *best_;
}

bool Engine::show_best(bool best) {
  atlas_.reset();  // return_to_best(), which comes here, too, has replaced the run that it looks at
  effect_.reset();
  show_best_ = best && trainer_->best().iteration > 0;
  if (!show_best_) best_.reset();
  return show_best_ == best;
}

std::string Engine::document(bool ok, const Issues& issues) const {
  const Experiment& experiment = trainer_->experiment();
  JsonValue answer = JsonValue::object();
  answer.add("ok", ok);
  answer.add("title", title_of(experiment));
  answer.add("link", to_link(experiment));
  answer.add("experiment", compact(to_value(experiment)));
  answer.add("operations", operations_of_iteration(experiment));
  answer.add("issues", to_value(issues));
  return compact(answer);
}

std::string Engine::open(const std::string& text) {
  const Reading reading = read_any(text);
  *memory_ = {};
  start(reading.experiment);
  return document(reading.readable, reading.issues);
}

int Engine::step(int iterations) {
  atlas_.reset();
  for (int i = 0; i < iterations; ++i) {
    trainer_->step();
    best_run_.look_at(*trainer_);
    film_.look_at(*trainer_);
    if (trainer_->diverged_at() || trainer_->done()) break;
  }
  return trainer_->iteration();
}

int Engine::shards() const { return shards_of(trainer_->experiment()); }

std::vector<int> Engine::parts(int workers) const {
  const Experiment& experiment = trainer_->experiment();
  return parts_of(experiment, std::clamp(workers, 1, shards_of(experiment)));
}

std::vector<std::uint8_t> Engine::position() const { return to_bytes(trainer_->position()); }

void Engine::begin_step(int first, int last) { sums_ = trainer_->sum_shards(first, last); }

void Engine::add_sums(const std::vector<std::uint8_t>& sums) {
  const Sizes& sizes = trainer_->trained_parameters().sizes;
  for (ShardSum& sum : sums_from(sums, trainer_->iteration(), sizes))
    sums_.push_back(std::move(sum));
}

int Engine::finish_step() {
  atlas_.reset();
  trainer_->step(std::exchange(sums_, {}));
  best_run_.look_at(*trainer_);
  film_.look_at(*trainer_);
  return trainer_->iteration();
}

std::vector<std::uint8_t> Engine::sum_shards(const std::vector<std::uint8_t>& position, int first,
                                             int last) {
  const auto found = position_from(position, trainer_->trained_parameters().sizes);
  if (!found || found->stage >= trainer_->stages()) return {};
  trainer_->follow(*found);
  return to_bytes(found->iteration, trainer_->sum_shards(first, last));
}

std::string Engine::change(const std::string& path, double value) {
  atlas_.reset();
  const std::optional<Issue> issue = trainer_->change(path, value);
  return issue ? document(false, {*issue}) : document(true, {});
}

std::string Engine::intervene(const std::string& experiment) {
  const Reading reading = read_json(experiment);
  if (!reading.readable) return document(false, reading.issues);
  trainer_->intervene_as(reading.experiment);
  atlas_.reset();
  best_.reset();
  effect_.reset();
  return document(true, reading.issues);
}

/// What the interventions do, which is measured after each validation and whenever it was asked
/// for.
const InterventionEffect& Engine::effect_in(const Trainer& weights) {
  const std::size_t validations = trainer_->validations().size();
  if (!effect_ || effect_validations_ != validations)
    effect_ = effect_of_interventions(weights, kComparedTrials);
  effect_validations_ = validations;
  return *effect_;
}

void Engine::reset() {
  const Experiment experiment = trainer_->experiment();
  start(experiment);
}

void Engine::select_trial(int index) { trial_ = index; }

std::vector<std::uint8_t> Engine::snapshot(int history_from) {
  const Trainer& weights = shown();
  const SnapshotView view{.history_from = history_from,
                          .sample = trial_,
                          .best = &weights == trainer_.get() ? nullptr : &weights,
                          .effect = &effect_in(weights)};
  return to_bytes(take_snapshot(*trainer_, view, space_));
}

std::vector<std::uint8_t> Engine::checkpoint() const { return to_checkpoint(*trainer_); }

std::vector<std::uint8_t> Engine::shown_checkpoint() {
  const Trainer& weights = shown();
  if (&weights == trainer_.get()) return checkpoint();
  const std::optional<Trainer> whole = best_run_.back(trainer_->experiment());
  return to_checkpoint(whole ? *whole : weights);
}

std::string Engine::restore(const std::vector<std::uint8_t>& bytes) {
  std::variant<Trainer, Issue> result = from_checkpoint(bytes);
  if (const Issue* issue = std::get_if<Issue>(&result)) return document(false, {*issue});
  trainer_ = std::make_unique<Trainer>(std::move(*std::get_if<Trainer>(&result)));
  begin();
  return document(true, {});
}

std::string Engine::return_to_best() {
  std::optional<Trainer> back = best_run_.back(trainer_->experiment());
  if (!back) return document(false, {{"", "No weights of this run are kept as its best yet"}});
  trainer_ = std::make_unique<Trainer>(std::move(*back));
  film_.forget_after(trainer_->iteration());
  moment_.reset();
  sums_.clear();
  show_best(false);
  return document(true, {});
}

std::string Engine::film() const {
  JsonValue list = JsonValue::list();
  for (const int iteration : film_.iterations()) list.add(iteration);
  return compact(list);
}

std::vector<std::uint8_t> Engine::show_moment(int iteration) {
  if (!moment_ || moment_->iteration != iteration) {
    const Moment* nearest = iteration < 0 ? nullptr : film_.nearest(iteration);
    moment_ = nearest ? std::optional(*nearest) : std::nullopt;
  }
  if (!moment_) return {};
  Trainer there = run_at(*trainer_, *moment_);
  const double accuracy = there.measure_again();
  Snapshot snapshot =
      take_snapshot(there, {.history_from = moment_->iteration, .sample = trial_}, space_);
  snapshot.accuracy = static_cast<float>(accuracy);
  return to_bytes(snapshot);
}

std::string Engine::continue_from_moment() {
  if (!moment_) return document(false, {{"", "No moment of the film is shown"}});
  const Moment from = *moment_;
  Film before = std::move(film_);
  trainer_ = std::make_unique<Trainer>(branch_at(*trainer_, from));
  begin();
  before.add(from);
  before.forget_after(from.iteration);
  film_ = std::move(before);
  return document(true, {});
}

std::vector<std::uint8_t> Engine::moment(int iteration) const {
  const Moment* nearest = film_.nearest(iteration);
  return nearest && nearest->iteration == iteration ? to_bytes(*nearest)
                                                    : std::vector<std::uint8_t>{};
}

std::string Engine::add_moment(const std::vector<std::uint8_t>& bytes) {
  std::variant<Moment, Issue> read = moment_from(bytes, *trainer_);
  if (const Issue* issue = std::get_if<Issue>(&read)) return issue->message + ".";
  film_.add(std::move(*std::get_if<Moment>(&read)));
  return {};
}

std::vector<std::uint8_t> Engine::weights() { return to_safetensors(weights_of(shown())); }

std::vector<std::uint8_t> Engine::weights_npz() { return to_npz(npz_arrays_of(shown())); }

std::string Engine::table(const std::string& what) {
  if (what == "curves") return learning_curve_csv(*trainer_);
  if (what != "trial") return {};
  return trial_csv(take_snapshot(shown(), {.sample = trial_}, space_).trial);
}

std::string Engine::python() {
  const std::variant<std::string, Issue> program = python_script(shown());
  JsonValue answer = JsonValue::object();
  if (const Issue* issue = std::get_if<Issue>(&program)) {
    answer.add("issue", issue->message + ".");
  } else {
    answer.add("program", *std::get_if<std::string>(&program));
  }
  return compact(answer);
}

std::string Engine::share(const std::string& what, const std::string& view) {
  Trainer& run = shown();
  Carried carried;
  SharedCopy copy;
  if (what != "setup") carried.iterations = run.iteration();
  if (what == "trained") {
    copy = shared_copy(run);
    carried.weights = copy.weights;
    carried.view = view;
  }
  const std::string link = to_link(run.experiment(), carried);
  const auto if_trained = [&](double value) {
    return what == "trained" ? JsonValue(value) : JsonValue();
  };
  JsonValue answer = JsonValue::object();
  answer.add("link", link);
  answer.add("characters", static_cast<double>(link.size()));
  answer.add("bits", if_trained(copy.bits));
  answer.add("accuracy", if_trained(copy.accuracy));
  answer.add("copy_accuracy", if_trained(copy.copy_accuracy));
  answer.add("shown", shown_name(&run == trainer_.get()));
  answer.add("iteration", run.iteration());
  return compact(answer);
}

std::string Engine::set_weights(const std::vector<std::uint8_t>& bytes) {
  const WeightsReading reading = read_any_weights(bytes, *trainer_);
  if (reading.readable) {
    trainer_->start_from(reading.parameters);
    trainer_->measure_start();
    begin();
  }
  return document(reading.readable, reading.issues);
}

std::string Engine::check(const std::string& predicates, bool costly) {
  constexpr std::size_t most = 40;
  const ParsedJson list = parse_json(predicates, {.bytes = 64 * 1024, .values = 100, .depth = 2});
  std::vector<std::string> texts;
  for (const JsonValue& one : list.value.items) {
    if (texts.size() < most) texts.push_back(one.text);
  }
  Facts facts(shown(), costly);
  return compact(to_value(nn4n::check(facts, texts)));
}

std::string Engine::state() {
  JsonValue answer = JsonValue::object();
  answer.add("iteration", trainer_->iteration());
  answer.add("loss", decimal_of(static_cast<float>(trainer_->loss())));
  answer.add("accuracy", decimal_of(static_cast<float>(trainer_->accuracy())));
  answer.add("fingerprint", hexadecimal(trainer_->fingerprint()));
  const std::optional<int> diverged_at = trainer_->diverged_at();
  answer.add("diverged_at", diverged_at ? JsonValue(*diverged_at) : JsonValue());
  const BestWeights& best = trainer_->best();
  const auto or_null = [](double value) { return value > 0 ? JsonValue(value) : JsonValue(); };
  answer.add("stage", trainer_->stage());
  answer.add("stages", trainer_->stages());
  answer.add("redraws", trainer_->redraws());
  answer.add("passed_at", or_null(trainer_->passed_at()));
  answer.add("best_iteration", or_null(best.iteration));
  answer.add("best_accuracy", or_null(best.accuracy));
  answer.add("confirmed_accuracy", or_null(best.confirmed));
  answer.add("shown", shown_name(&shown() == trainer_.get()));
  answer.add("diagnoses", to_value(diagnose(trainer_->in_force(), measures_of(*trainer_))));
  answer.add("curve", curve_of(trainer_->validations()));
  return compact(answer);
}

std::string Engine::examine(const std::vector<std::uint8_t>& bytes, const std::string& experiment) {
  const Reading otherwise = read_json(experiment);
  const OpenedRun opened =
      open_run(bytes, otherwise.readable ? std::optional(otherwise.experiment) : std::nullopt);
  JsonValue answer = JsonValue::object();
  answer.add("ok", opened.trainer.has_value());
  if (opened.trainer) {
    answer.add("kind", opened.kind == RunKind::run ? "run" : "weights");
    answer.add("experiment", compact(to_value(opened.trainer->experiment())));
    answer.add("iteration", opened.trainer->iteration());
    answer.add("view", opened.carried.view);
  }
  answer.add("issues", to_value(opened.issues));
  return compact(answer);
}

std::string Engine::analyse(int trials, bool activity) {
  constexpr int kMost = 100000;
  return compact(nn4n::analyse(shown(), {std::clamp(trials, 1, kMost), activity}));
}

std::string Engine::analyse(const std::string& what) {
  const auto items = read_analysis_items(what);
  if (const Issue* issue = std::get_if<Issue>(&items)) return document(false, {*issue});
  const auto report = analyse_network(*trainer_, *std::get_if<std::vector<AnalysisItem>>(&items),
                                      {.memory = memory_.get()});
  if (const Issue* issue = std::get_if<Issue>(&report)) return document(false, {*issue});
  return compact(*std::get_if<JsonValue>(&report));
}

std::string Engine::atlas(int parts) {
  if (!atlas_) atlas_ = std::make_unique<LesionAtlas>(*trainer_);
  for (int i = 0; i < parts && atlas_->advance(); ++i) continue;
  const bool whole = atlas_->done() == atlas_->total();
  JsonValue answer = JsonValue::object();
  answer.add("done", atlas_->done());
  answer.add("total", atlas_->total());
  answer.add("atlas", whole ? atlas_value(*atlas_) : JsonValue());
  return compact(answer);
}

std::string Engine::structure() const {
  return compact(describe_structure(trainer_->experiment().network, trainer_->masks()));
}

double Engine::ceiling() { return ceiling_gflops(); }

std::string Engine::presets() {
  JsonValue list = JsonValue::list();
  for (const Choice& preset : nn4n::presets()) {
    JsonValue entry = JsonValue::object();
    entry.add("key", preset.key);
    entry.add("label", preset.label);
    entry.add("help", preset.help);
    list.add(std::move(entry));
  }
  return compact(list);
}

}  // namespace nn4n
