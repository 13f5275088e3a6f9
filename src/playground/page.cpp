#include "playground/page.h"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "base/text.h"
#include "codec/json.h"
#include "codec/open.h"
#include "codec/share_link.h"
#include "editing/all_settings.h"
#include "editing/defaults.h"
#include "editing/dynamics_view.h"
#include "editing/link_words.h"
#include "editing/mask_by_rule.h"
#include "editing/search.h"
#include "editing/task_story.h"
#include "editing/verdict.h"
#include "editing/words.h"
#include "playground/circuit_state.h"
#include "playground/commands.h"
#include "playground/panels/panels.h"
#include "playground/worker_messages.h"

namespace nn4n::playground {

namespace {

constexpr int kFramesAfterAnything = 3;
constexpr std::size_t kKeptVersions = 30;  // of the edits, while the page is reloaded
constexpr double kTooltipS = 0.65;         // a tooltip is due when the pointer has rested so long

std::string compact_json(const JsonValue& value) { return print_json(value, Layout::compact); }

JsonValue number_or_null(float value) {
  return std::isfinite(value) ? JsonValue(decimal_of(value)) : JsonValue();
}

JsonValue fingerprint_of(const Snapshot& snapshot) {
  std::array<char, 9> digits;
  std::snprintf(digits.data(), digits.size(), "%08x", static_cast<unsigned>(snapshot.fingerprint));
  return JsonValue(digits.data());
}

/// The best weights of the run, and whether they are what is shown; null before there are some.
JsonValue best_value(const Snapshot& snapshot) {
  const Progress& progress = snapshot.progress;
  if (progress.best_iteration == 0) return {};
  JsonValue value = JsonValue::object();
  value.add("iteration", progress.best_iteration);
  value.add("accuracy", number_or_null(progress.best_accuracy));
  value.add("confirmed", progress.confirmed_accuracy > 0
                             ? number_or_null(progress.confirmed_accuracy)
                             : JsonValue());
  value.add("shown", snapshot.best_shown.iteration > 0);
  value.add("words", shown_weights_sentences(snapshot));
  return value;
}

JsonValue box_value(const ImRect& box) {
  JsonValue value = JsonValue::object();
  value.add("x", double{box.Min.x});
  value.add("y", double{box.Min.y});
  value.add("width", double{box.GetWidth()});
  value.add("height", double{box.GetHeight()});
  return value;
}

JsonValue messages_value(const App& app) {
  JsonValue list = JsonValue::list();
  for (const PageMessage& message : messages_of(app)) {
    JsonValue one = JsonValue::object();
    one.add("key", message.key);
    one.add("text", message.words());
    list.add(std::move(one));
  }
  return list;
}

JsonValue task_value(const Experiment& experiment) {
  const Entry& task = *TaskCatalogue::registry().find(experiment.task.name());
  JsonValue value = JsonValue::object();
  value.add("label", task.label);
  value.add("help", task.help);
  return value;
}

JsonValue film_value(const Run& run) {
  const auto iteration_or_null = [](const std::optional<int>& iteration) {
    return iteration ? JsonValue(*iteration) : JsonValue();
  };
  JsonValue list = JsonValue::list();
  for (const int iteration : run.film.iterations) list.add(iteration);
  const std::optional<Snapshot>& shown = run.film.shown;
  JsonValue value = JsonValue::object();
  value.add("iterations", std::move(list));
  value.add("shown", shown ? JsonValue(shown->iteration) : JsonValue());
  value.add("coming", iteration_or_null(run.film.asked));
  value.add("accuracy", shown ? number_or_null(shown->accuracy) : JsonValue());
  value.add("fingerprint", shown ? fingerprint_of(*shown) : JsonValue());
  return value;
}

/// What the numbers on the page are of, in the sentences that the page says.
JsonValue moments_value(const App& app) {
  const Snapshot& snapshot = seen(app.run);
  const bool known = app.run.known && snapshot.trial.steps > 0;
  JsonValue value = JsonValue::object();
  value.add("trial", known ? JsonValue(verdict_line(snapshot)) : JsonValue());
  value.add("values", known ? JsonValue(moment_of_values(snapshot.trial)) : JsonValue());
  value.add("trials", trials_words(app.experiment, snapshot));
  value.add("accuracy", validation_sentences(app.experiment, snapshot));
  return value;
}

JsonValue view_value(const View& view, int frames) {
  JsonValue value = JsonValue::object();
  value.add("theme", name_of(view.theme));
  value.add("tab", view.tab);
  value.add("notice", view.notice.text);
  value.add("typing", !view.typing_path.empty());
  value.add("frames", frames);
  JsonValue offer = JsonValue::object();
  offer.add("text", view.offer.text);
  offer.add("command", view.offer.command);
  value.add("offer", std::move(offer));
  return value;
}

/// The latest versions as links, or as JSON where a link would be too long; both hold a document
/// with its recorded changes.
JsonValue links_of(const std::vector<Version>& versions) {
  JsonValue list = JsonValue::list();
  const std::size_t first = versions.size() > kKeptVersions ? versions.size() - kKeptVersions : 0;
  for (std::size_t i = first; i < versions.size(); ++i) {
    std::string text = to_link(versions[i].document);
    if (text.size() > kMaxLink) text = compact_json(to_value(versions[i].document));
    list.add(std::move(text));
  }
  return list;
}

std::vector<Version> versions_in(const JsonValue* links) {
  std::vector<Version> versions;
  if (!links || !links->is(JsonKind::list)) return versions;
  for (const JsonValue& link : links->items) {
    Reading reading = read_any(link.text);
    if (!reading.readable || versions.size() >= kKeptVersions) continue;
    versions.push_back({std::move(reading.experiment)});
  }
  return versions;
}

void configure(ImGuiIO& io) {
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  io.ConfigInputTextCursorBlink = false;  // a blinking caret would draw for ever
}

}  // namespace

Page::Page() : context_(ImGui::CreateContext()), pictures_(std::make_unique<Pictures>()) {
  app_.view.folded = folded_at_first();
  configure(ImGui::GetIO());
}

Page::~Page() {
  ImGui::SetCurrentContext(context_);
  pictures_.reset();
  ImGui::DestroyContext(context_);
}

void Page::add_font(int weight, std::span<const std::uint8_t> bytes) {
  ImGui::SetCurrentContext(context_);
  void* copy = IM_ALLOC(bytes.size());
  std::memcpy(copy, bytes.data(), bytes.size());
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFont* font =
      atlas.AddFontFromMemoryTTF(copy, static_cast<int>(bytes.size()), size_of(Type::control));
  (weight >= 600 ? fonts_.semibold : weight >= 500 ? fonts_.medium : fonts_.regular) = font;
  if (fonts_.regular) ImGui::GetIO().FontDefault = fonts_.regular;
}

void Page::set_theme(std::string_view name) {
  if (const auto theme = theme_named(name)) apply(app_, SetTheme{*theme});
  wake();
}

void Page::set_language(Language::Translate translate) {
  language_.use(std::move(translate));
  wake();
}

void Page::open(std::string_view text) {
  Reading reading = read_any(text);
  apply(app_, Replace{std::move(reading.experiment), std::move(reading.issues)});
  wake();
}

std::string Page::command(std::string_view name, std::string_view argument_json) {
  const Asked asked = edit_asked_for(name, argument_json);
  const Issues issues = asked.edit ? apply(app_, *asked.edit) : asked.issues;
  wake();
  JsonValue answer = JsonValue::object();
  answer.add("ok", issues.empty());
  answer.add("issues", to_value(issues));
  return compact_json(answer);
}

JsonValue Page::take_messages() {
  follow_looks(app_);
  follow_dynamics(app_);
  JsonValue list = JsonValue::list();
  for (const Message& message : std::exchange(app_.outbox, {})) {
    list.add(message_value(message, app_.experiment));
  }
  return list;
}

void Page::receive(std::string_view message_json, std::span<const std::uint8_t> bytes) {
  take_message(app_, message_json, bytes);
  wake();
}

std::string Page::experiment() const { return compact_json(to_value(app_.experiment)); }

std::string Page::summary() const { return compact_json(summary_value(false)); }

std::string Page::state() const {
  JsonValue state = summary_value(true);
  state.add("experiment", to_value(app_.experiment));
  state.add("interventions", interventions_value(app_));
  state.add("effect", effect_value(app_));
  return compact_json(state);
}

JsonValue Page::summary_value(bool whole) const {
  const Run& run = app_.run;
  JsonValue state = JsonValue::object();
  state.add("status", name_of(run.status));
  state.add("iteration", run.snapshot.iteration);
  state.add("loss", run.known ? number_or_null(run.snapshot.loss) : JsonValue());
  state.add("accuracy", run.known ? number_or_null(run.snapshot.accuracy) : JsonValue());
  state.add("fingerprint", run.known ? fingerprint_of(run.snapshot) : JsonValue());
  state.add("best", best_value(run.snapshot));
  state.add("link", link());
  state.add("issues", to_value(app_.issues));
  state.add("problems", to_value(app_.problems));
  state.add("undo", static_cast<double>(app_.history.past.size()));
  state.add("redo", static_cast<double>(app_.history.future.size()));
  state.add("speed", run.speed_limit);
  state.add("messages", messages_value(app_));
  state.add("diagnoses", to_value(diagnoses_of(app_)));
  state.add("task", task_value(app_.experiment));
  JsonValue view = view_value(app_.view, frames_);
  view.add("network", network_value());
  view.add("selected", selected_value(app_));
  view.add("playback", playback_value(app_));
  view.add("pointed", pointed_value(circuit_.pointed));
  view.add("order", order_words(app_));
  view.add("curves", to_value(app_.view.curves));
  JsonValue matrix = matrix_value(app_);
  matrix.add("pointed", matrix_.pointed.empty() ? JsonValue() : JsonValue(matrix_.pointed));
  view.add("matrix", std::move(matrix));
  view.add("activity", activity_value(app_));
  state.add("film", film_value(run));
  state.add("moments", moments_value(app_));
  state.add("dynamics", dynamics_value(app_, whole));
  state.add("view", std::move(view));
  return state;
}

/// The spectrum as it was drawn last; nulls while it is not on the screen.
JsonValue Page::network_value() const {
  const WeightsShown shown = app_.view.network.shown;
  const bool drawn = places_.contains("plot.spectrum");
  const WeightsNow& now = weights_now_.last();
  const double before = initials_.last().radius;
  const bool initial = shown == WeightsShown::initial;
  JsonValue value = JsonValue::object();
  value.add("shown", kWeightsShown[static_cast<std::size_t>(shown)]);
  value.add("iteration", drawn ? JsonValue(initial ? 0 : now.spectrum_iteration) : JsonValue());
  value.add("radius", drawn ? JsonValue(initial ? before : now.radius) : JsonValue());
  value.add("initial_radius", drawn ? JsonValue(before) : JsonValue());
  return value;
}

const std::string& Page::link() const {
  if (link_.of != app_.experiment) link_ = {app_.experiment, to_link(app_.experiment)};
  return link_.text;
}

bool Page::is_for_worker(std::string_view text) { return holds_weights(bytes_of_text(text)); }

std::string Page::left_out() const {
  std::string words;
  for (const Issue& issue : left_out_of_link(app_.experiment))
    words += (words.empty() ? "" : " ") + sentence(app_.experiment, issue);
  return words;
}

bool Page::masks_have_rule() const { return masks_by_rule(app_.experiment).has_value(); }

std::string Page::long_parts() const { return what_lengthens_link(app_.experiment); }

std::string Page::task_story() {
  const Experiment& now = app_.experiment;
  return compact_json(nn4n::task_story(examples_.get("story", now.task, now.network.dt_ms)));
}

std::string Page::search(std::string_view text) const {
  const auto in_language = [this](std::string_view english) { return language_.said(english); };
  JsonValue list = JsonValue::list();
  for (const Found& found : nn4n::search(app_.experiment, text, in_language)) {
    JsonValue one = JsonValue::object();
    one.add("path", found.path);
    one.add("label", found.label);
    one.add("value", found.value);
    one.add("help", found.help);
    list.add(std::move(one));
  }
  return compact_json(list);
}

std::string Page::history() const {
  JsonValue value = JsonValue::object();
  value.add("link", link());
  value.add("past", links_of(app_.history.past));
  value.add("future", links_of(app_.history.future));
  return compact_json(value);
}

void Page::take_history(std::string_view text) {
  const JsonValue value = parse_json(text).value;
  const JsonValue* held = value.find("link");
  if (!held || held->text != link()) return;
  app_.history.past = versions_in(value.find("past"));
  app_.history.future = versions_in(value.find("future"));
}

void Page::take_view_state(std::string_view text) {
  nn4n::take_view_state(app_, text);
  wake();
}

std::string Page::locate(std::string_view path) const {
  if (const auto place = places_.find(path); place != places_.end())
    return compact_json(box_value(place->second));
  const auto in_circuit = circuit_.place_of(path);
  const bool drawn = places_.contains("circuit.diagram");
  return drawn && in_circuit ? compact_json(box_value(*in_circuit)) : "null";
}

std::string Page::places() const {
  JsonValue all = JsonValue::object();
  for (const auto& [name, box] : places_) all.add(name, box_value(box));
  return compact_json(all);
}

void Page::wake() { frames_wanted_ = kFramesAfterAnything; }

void Page::play_once() {
  apply(app_, Play{.playing = true, .once = true});
  wake();
}

bool Page::playing() const {
  const bool seen = places_.contains("circuit.diagram") || places_.contains("plot.rates");
  return app_.view.playback.playing && nn4n::seen(app_.run).trial.steps > 0 && seen;
}

void Page::prepare(double now_ms, const Size& size) {
  ImGuiIO& io = ImGui::GetIO();
  if (io.Fonts->Fonts.empty()) fonts_.regular = io.Fonts->AddFontDefault();
  io.DisplaySize = {px(size.width), px(size.height)};
  io.DisplayFramebufferScale = {px(size.ratio), px(size.ratio)};
  io.DeltaTime = px(std::clamp((now_ms - last_ms_) / 1000, 0.001, 0.1));
  constexpr double most_ms = 400;  // of a trial's time that one frame may skip
  if (was_playing_)
    advance(app_.view.playback, seen(app_.run).trial, std::min(now_ms - last_ms_, most_ms));
  last_ms_ = now_ms;
}

/// Is something about to appear, a tooltip under a pointer that rests or a text box? ImGui counts
/// time by frames, of which slow machines draw few.
bool Page::restless() {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const ImVec2 now = ImGui::GetIO().MousePos;
  if (now.x != pointer_.x || now.y != pointer_.y) moved_at_ = ImGui::GetTime();
  pointer_ = now;
  // A text box that was asked for takes some frames to get the keyboard; keys must not come first.
  if (!app_.view.typing_path.empty() && (g.ActiveId == 0 || !ImGui::GetIO().WantTextInput))
    return true;
  if (!g.InputEventsQueue.empty()) return true;  // a tap is more events than a frame takes
  const bool over = g.HoveredId != 0 || g.HoverItemDelayId != 0;
  return over && ImGui::GetTime() - moved_at_ < kTooltipS;
}

Ui Page::ui_with(const Experiment& now, const View& view, const Theme& theme, Places& places) {
  return {.experiment = now,
          .run = app_.run,
          .snapshot = seen(app_.run),
          .view = view,
          .dynamics = app_.dynamics,
          .stale_dynamics = stale_words(app_),
          .messages = messages_,
          .problems = app_.problems,
          .diagnoses = diagnoses_,
          .derived = *derived_,
          .theme = theme,
          .pictures = *pictures_,
          .examples = examples_,
          .places = places,
          .initials = initials_,
          .weights_now = weights_now_,
          .circuit = circuit_,
          .matrix = matrix_,
          .looks = app_.looks,
          .figures = recording_,
          .language = &language_,
          .hidden_series = &hidden_series_};
}

/// What follows from the experiment. Which panel holds which setting is found out by drawing all
/// editors once more, unfolded, beyond the edge of the screen: no panel has to say what is in it,
/// so search, and the editor of what no panel shows, cannot miss any.
void Page::derive(const Experiment& now, const Theme& theme) {
  if (derived_ && derived_->of == now) return;
  derived_ = Derived{now, defaults_for(now), changed_settings(now), {}, {}};
  const View unfolded;
  Places nowhere;
  PanelsOfSettings panels;
  Ui ui = ui_with(now, unfolded, theme, nowhere);
  ui.contents = &panels;
  list_contents(ui);
  derived_->panels = std::move(panels);
  for (std::string& path : all_settings(now)) {
    const bool listed = derived_->panels.contains(path) || !has_effect(now, path);
    if (!listed) derived_->unlisted.push_back(std::move(path));
  }
}

/// Builds a frame, which is not painted yet, and applies the edits that it brought. Answers whether
/// there were any.
bool Page::build(const Size& size) {
  const Theme theme = make_theme(app_.view.theme, fonts_);
  const bool touch = ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;
  set_style(ImGui::GetStyle(), theme, touch);
  language_.tidy();
  ImGui::NewFrame();
  // ImGui sets this for the font it writes with; text is drawn with all three.
  for (ImFont* font : ImGui::GetIO().Fonts->Fonts) font->CurrentRasterizerDensity = px(size.ratio);
  places_.clear();
  const Experiment now = shown(app_);
  messages_ = messages_of(app_);
  diagnoses_ = diagnoses_of(app_);
  const SeenSelectivity* order = ordering_variable(app_.looks, app_.view.order_variable);
  circuit_.follow(seen(app_.run), app_.run.serial, app_.view.unit_order,
                  order ? std::span(order->correlation) : std::span<const double>{});
  derive(now, theme);
  Ui ui = ui_with(now, app_.view, theme, places_);
  draw_page(ui, {px(size.width), px(size.height)});
  pictures_->tidy();  // comes before Render(), which lists the textures for the renderer
  ImGui::Render();
  apply_all(app_, ui.edits);
  if (!ui.edits.empty()) wake();
  return !ui.edits.empty();
}

/// Builds frames until the events that have come are taken in, of which ImGui takes some at a time,
/// and what they edited is shown. Only the last one is painted: where no graphics card does it,
/// painting takes many times as long as building.
void Page::draw(const Size& size) {
  constexpr int most = 6;
  bool edited = false;
  for (int built = 1; built <= most; ++built) {
    const bool edits = build(size);
    const bool events = !ImGui::GetCurrentContext()->InputEventsQueue.empty();
    if (!events && (edited || !edits)) break;
    edited = edited || edits;
    ImGui::GetIO().DeltaTime = 0.001f;
  }
  if (paint) paint(ImGui::GetDrawData());
}

/// What the plots of the present screen show. They are drawn once more for that, unseen.
std::vector<Figure> Page::recorded() {
  ImGui::SetCurrentContext(context_);
  std::vector<Figure> figures;
  if (frames_ == 0) return figures;
  recording_ = &figures;
  build(size_);
  recording_ = nullptr;
  wake();
  return figures;
}

std::string Page::figures() {
  JsonValue list = JsonValue::list();
  for (const Figure& figure : recorded()) {
    JsonValue one = JsonValue::object();
    one.add("key", figure.key);
    one.add("title", figure.title);
    list.add(std::move(one));
  }
  return compact_json(list);
}

std::string Page::figure(std::string_view key, std::string_view format) {
  for (const Figure& figure : recorded()) {
    if (figure.key != key) continue;
    return format == "csv" ? to_csv(figure)
                           : to_svg(figure, make_theme(app_.view.theme, fonts_).colour, &language_);
  }
  return {};
}

bool Page::frame(double now_ms, double css_width, double css_height, double pixel_ratio) {
  ImGui::SetCurrentContext(context_);
  const Size size{css_width, css_height, pixel_ratio};
  if (!(size == size_)) wake();
  size_ = size;
  if (frames_wanted_ <= 0 && !playing()) return false;
  frames_wanted_ = std::max(frames_wanted_ - 1, 0);
  frames_ += 1;
  prepare(now_ms, size);
  draw(size);
  if (restless()) frames_wanted_ = std::max(frames_wanted_, 1);
  was_playing_ = playing();
  return frames_wanted_ > 0 || was_playing_;
}

}  // namespace nn4n::playground
