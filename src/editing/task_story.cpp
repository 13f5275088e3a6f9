#include "editing/task_story.h"

#include <algorithm>

#include "editing/trial_value.h"

namespace nn4n {

namespace {

JsonValue list_of(const std::vector<std::string>& names) {
  JsonValue list = JsonValue::list();
  for (const std::string& name : names) list.add(name);
  return list;
}

/// The help of the parameter that is called like the epoch; empty = there is none.
std::string_view help_of(const Example& example, std::string_view epoch) {
  const auto fields = example.task.record().fields;
  const auto field = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& one) { return one.about.label == epoch; });
  return field == fields.end() ? std::string_view() : field->about.help;
}

JsonValue parts_of(const Example& example) {
  JsonValue parts = JsonValue::list();
  for (const EpochSpan& span : example.trial.epochs) {
    JsonValue part = JsonValue::object();
    part.add("name", span.name);
    part.add("ms", (span.end - span.begin) * example.dt_ms);
    part.add("help", help_of(example, span.name));
    parts.add(std::move(part));
  }
  return parts;
}

}  // namespace

JsonValue task_story(const Example& example) {
  const Entry& task = *TaskCatalogue::registry().find(example.task.name());
  JsonValue story = JsonValue::object();
  story.add("label", task.label);
  story.add("help", task.help);
  story.add("source", task.source);
  story.add("inputs_named", list_of(example.shape.inputs));
  story.add("outputs_named", list_of(example.shape.outputs));
  story.add("parts", parts_of(example));
  story.add("chance", 100 * example.shape.chance);
  story.add("pass", 100 * example.shape.pass);
  story.add("words", example.words);
  add_trial(story, example.trial);
  return story;
}

}  // namespace nn4n
