// nn4n check: the checks of a lesson against what a student hands in.
#include <cstdio>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/shipped_lessons.h"
#include "cli/start_run.h"
#include "codec/base64.h"
#include "codec/byte_view.h"
#include "codec/content_kind.h"
#include "codec/deflate.h"
#include "codec/json.h"
#include "codec/share_link.h"
#include "lesson/facts.h"

namespace nn4n {

namespace {

constexpr std::size_t kMaxLesson = 64 * 1024;       // as in web/site/lesson/format.js
constexpr std::size_t kMaxCompletion = 128 * 1024;  // as in web/site/lesson/completion.js
constexpr std::size_t kMaxSteps = 20;
constexpr std::size_t kMaxChecks = 10;  // of a step
constexpr JsonLimits kLessonLimits{.bytes = kMaxLesson, .values = 10000, .depth = 12};

/// What follows "KEY=" in the fragment of a link, or in a text that is such a fragment.
std::optional<std::string_view> after_key(std::string_view text, std::string_view key) {
  text = text.substr(text.find('#') == std::string_view::npos ? 0 : text.find('#') + 1);
  if (text.substr(0, key.size()) != key) return std::nullopt;
  return text.substr(key.size());
}

/// Unpacks JSON that a link holds as deflated base64url.
std::optional<std::string> unpacked(std::string_view packed, std::size_t most) {
  if (packed.size() > kMaxLink) return std::nullopt;
  const auto bytes = from_base64url(packed);
  const auto content = bytes ? inflate(*bytes, most) : std::nullopt;
  if (!content) return std::nullopt;
  return std::string(content->begin(), content->end());
}

/// The JSON of a lesson: a file, a lesson's link, or the key of one that the playground has.
std::optional<std::string> lesson_text(const std::string& source) {
  if (const auto file = read_file(source)) return file;
  const auto fragment = after_key(source, "lesson=");
  if (fragment && fragment->substr(0, 1) == "~") return unpacked(fragment->substr(1), kMaxLesson);
  const std::string_view key = fragment.value_or(std::string_view(source));
  for (const ShippedLesson& lesson : shipped_lessons()) {
    if (lesson.key == key) return std::string(lesson.json);
  }
  return std::nullopt;
}

struct LessonChecks {
  std::string title;
  std::vector<std::string> texts, words;
  std::vector<std::size_t> steps;  ///< the step of each check, from 0
  std::string error;               ///< what is wrong with the lesson, without its full stop
};

void add_checks(const JsonValue& step, std::size_t number, LessonChecks& lesson) {
  const JsonValue* checks = step.find("checks");
  if (checks == nullptr) return;
  const std::string where = "step " + std::to_string(number) + " of the lesson ";
  if (!checks->is(JsonKind::list) || checks->items.size() > kMaxChecks) {
    lesson.error = where + "must have a list of at most 10 checks";
    return;
  }
  for (const JsonValue& one : checks->items) {
    const JsonValue* text = one.find("predicate");
    const JsonValue* words = one.find("words");
    if (text == nullptr || !text->is(JsonKind::text)) {
      lesson.error = where + "has a check without a predicate";
      return;
    }
    lesson.texts.push_back(text->text);
    lesson.steps.push_back(number - 1);
    lesson.words.push_back(words != nullptr && is_readable(words->text) ? words->text : "");
  }
}

LessonChecks read_checks(std::string_view text) {
  LessonChecks lesson;
  const ParsedJson parsed = parse_json(text, kLessonLimits);
  if (!parsed.error.empty()) {
    lesson.error = "the lesson " + parsed.error;
    return lesson;
  }
  const JsonValue* version = parsed.value.find("nn4n_lesson");
  const JsonValue* steps = parsed.value.find("steps");
  if (version == nullptr || !version->is(JsonKind::number) || version->number != 0) {
    lesson.error = "the lesson has no \"nn4n_lesson\": 0";
  } else if (steps == nullptr || !steps->is(JsonKind::list) || steps->items.empty() ||
             steps->items.size() > kMaxSteps) {
    lesson.error = "the lesson must have 1 to 20 steps";
  }
  if (!lesson.error.empty()) return lesson;
  for (std::size_t i = 0; i < steps->items.size() && lesson.error.empty(); ++i)
    add_checks(steps->items[i], i + 1, lesson);
  return lesson;
}

/// The networks that a person hands in, by step; a single one stands for all steps.
using HandedIn = std::vector<std::string>;

/// A completion link holds a network for every step with checks.
std::variant<HandedIn, Issue> handed_in(const std::string& source) {
  const auto packed = after_key(source, "done=");
  if (!packed) return HandedIn{source};
  const Issue damaged{"", "the completion link cannot be read; it may have been cut off"};
  const auto text = unpacked(*packed, kMaxCompletion);
  if (!text) return damaged;
  const ParsedJson parsed =
      parse_json(*text, {.bytes = kMaxCompletion, .values = 10000, .depth = 12});
  const JsonValue* steps = parsed.error.empty() ? parsed.value.find("steps") : nullptr;
  if (steps == nullptr || !steps->is(JsonKind::list) || steps->items.size() > kMaxSteps)
    return damaged;
  HandedIn networks;
  for (const JsonValue& step : steps->items) {
    const JsonValue* link = step.find("link");
    const bool usable =
        link != nullptr && link->is(JsonKind::text) && link->text.size() <= kMaxLink;
    if (!usable && !step.is(JsonKind::null)) return damaged;
    networks.push_back(usable ? link->text : "");
  }
  return networks;
}

/// Trains as far as a link asks that has no weights.
void train_as_asked(const std::string& text, Trainer& run) {
  if (content_kind(text) != ContentKind::link) return;
  const Carried carried = read_link(text).carried;
  if (!carried.weights.empty()) return;
  while (run.iteration() < carried.iterations && !run.done()) {
    run.step();
    if (run.diverged_at()) break;
  }
}

std::string keys_of_shipped() {
  std::vector<std::string> keys;
  for (const ShippedLesson& lesson : shipped_lessons()) keys.emplace_back(lesson.key);
  return join(keys);
}

/// Opens a network, trained as far as its link asks. Returns an empty text, or why there is none.
std::string open_network(const std::string& source, std::optional<Trainer>& run) {
  if (source.empty()) return "nothing was handed in for this step";
  if (std::string error = open_source(source, run); !error.empty()) return error;
  const std::string text = read_file(source).value_or(source);
  train_as_asked(text, *run);
  return {};
}

void print_result(const CheckResult& result, const std::string& words) {
  const std::string& about = result.missing.empty() ? words : result.missing;
  std::printf("%s  %s%s%s\n", result.passed ? "passed" : "failed", result.text.c_str(),
              about.empty() ? "" : "  ", about.c_str());
}

/// Checks what belongs to one network: those of one step, or all of them (`step` is nothing).
/// Answers whether all hold, or why the network cannot be opened.
std::variant<bool, std::string> check_network(const LessonChecks& lesson,
                                              const std::string& network,
                                              std::optional<std::size_t> step) {
  std::vector<std::string> texts, words;
  for (std::size_t i = 0; i < lesson.texts.size(); ++i) {
    if (step && lesson.steps[i] != *step) continue;
    texts.push_back(lesson.texts[i]);
    words.push_back(lesson.words[i]);
  }
  if (texts.empty()) return true;
  std::optional<Trainer> run;
  if (std::string error = open_network(network, run); !error.empty()) return error;
  Facts facts(*run);
  bool all = true;
  const std::vector<CheckResult> results = check(facts, texts);
  for (std::size_t i = 0; i < results.size(); ++i) {
    print_result(results[i], words[i]);
    all = all && results[i].passed;
  }
  return all;
}

int run_check(const Options& options) {
  if (options.alone().size() != 2) return bad_input("check takes a lesson and a link");
  const std::string source(options.alone()[0]);
  const auto text = lesson_text(source);
  if (!text) {
    return bad_input(in_quotes(source) + " is neither a lesson's file, nor its link, nor one of " +
                     keys_of_shipped());
  }
  const LessonChecks lesson = read_checks(*text);
  if (!lesson.error.empty()) return bad_input(lesson.error);
  const std::string given(options.alone()[1]);
  const auto read = handed_in(given);
  if (const Issue* issue = std::get_if<Issue>(&read)) return bad_input(issue->message);
  const HandedIn& networks = *std::get_if<HandedIn>(&read);
  const bool by_step = after_key(given, "done=").has_value();
  bool all = true;
  for (std::size_t k = 0; k < networks.size(); ++k) {
    const auto result =
        check_network(lesson, networks[k], by_step ? std::optional(k) : std::nullopt);
    if (const std::string* error = std::get_if<std::string>(&result)) return bad_input(*error);
    all = all && *std::get_if<bool>(&result);
  }
  const bool complete = !by_step || lesson.steps.empty() || lesson.steps.back() < networks.size();
  if (!complete) return bad_input("the completion link has fewer steps than the lesson");
  return all ? kDone : kFailed;
}

const RegisteredCommand check_command(
    {.name = "check",
     .forms = {"LESSON LINK"},
     .summary = "Tells which checks of a lesson a network passes.",
     .details =
         "LESSON is the key of a lesson that the playground has, a lesson's link or its file. LINK "
         "is what a student hands in: a completion link, any link to an experiment or a trained "
         "network, or a file. A link that asks for iterations is trained for so long first. The "
         "exit "
         "code is 1 where a check fails. A completion link holds a network for every step; with "
         "any "
         "other link all checks are about that network, and one of an early step may no longer "
         "hold. A result is no proof "
         "of "
         "who did the work.",
     .run = run_check});

}  // namespace

}  // namespace nn4n
