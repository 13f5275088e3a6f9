// nn4n describe: the manual's tables out of the field lists, where NN4N's keywords are, or the
// areas and units of an experiment.
#include <algorithm>
#include <cstdio>

#include "analysis/network_report.h"
#include "cli/command.h"
#include "cli/nn4n_table.h"
#include "cli/open_experiment.h"
#include "codec/share_link.h"
#include "experiment/validate.h"
#include "structure/describe.h"
#include "training/trainer.h"

namespace nn4n {

namespace {

constexpr std::string_view kDash = "–";

bool holds_records(const Target& list) { return list.type->element->kind == Kind::record; }

std::string default_in_words(const Target& target) {
  if (target.field && target.field->about.bulk) return "an example";
  switch (target.type->kind) {
    case Kind::record:
      return {};
    case Kind::list: {
      if (holds_records(target)) {
        return std::to_string(target.type->size(target.object)) + " elements";
      }
      std::string text;
      for_each_part(target, [&](const Target& part, const std::string&) {
        text += (text.empty() ? "" : ", ") + default_in_words(part);
      });
      const bool nested = target.type->element->kind == Kind::list;
      return nested || !target.type->element->number ? text : "[" + text + "]";
    }
    default:
      return to_text(target);
  }
}

std::string_view name_of(Kind kind) {
  constexpr std::array<std::string_view, 8> names{
      "true or false", "whole number", "number", "text", "choice", "list", "record", "selection"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Effect effect) {
  constexpr std::array<std::string_view, 3> names{"restart", "live", "none"};
  return names[static_cast<std::size_t>(effect)];
}

/// What a field may hold; of a list its length and the range of its numbers.
std::string allowed_in_words(const Target& target) {
  const Target element{target.type->element, nullptr, target.field};
  const bool numbers = target.type->kind == Kind::list && target.type->element->number;
  return allowed(target) + (numbers ? ", each " + allowed(element) : "");
}

/// One line of a table: a field that holds values, not only further fields.
struct Row {
  std::string path;
  const Field* field;
  Kind kind;
  std::string allowed;
  std::string fallback;
};

/// An element that stands for all elements of a list of records, with their defaults:
/// "network.areas[i].units".
Target any_element(const Target& list) {
  const Type* element = list.type->element;
  return {element, element->record(nullptr).defaults(), list.field};
}

void collect(const Target& target, const std::string& path, std::vector<Row>& rows);

/// Appends a row for a field, or for every field that it consists of.
void collect_field(const Target& part, const std::string& path, std::vector<Row>& rows) {
  const Kind kind = part.type->kind;
  if (kind == Kind::record) return collect(part, path, rows);
  rows.push_back({.path = path,
                  .field = part.field,
                  .kind = kind,
                  .allowed = allowed_in_words(part),
                  .fallback = default_in_words(part)});
  if (kind == Kind::list && holds_records(part)) collect(any_element(part), path + "[i]", rows);
}

void collect(const Target& target, const std::string& path, std::vector<Row>& rows) {
  for_each_part(target, [&](const Target& part, const std::string& step) {
    collect_field(part, path.empty() ? step.substr(1) : path + step, rows);
  });
}

std::vector<Row> rows_of(const Record& record) {
  std::vector<Row> rows;
  for (const Field& field : record.fields) {
    const Target part{&field.type(), field.member(record.defaults()), &field};
    collect_field(part, std::string(field.key), rows);
  }
  return rows;
}

// ---------------------------------------------------------------------------------------------
// Markdown

/// Escapes '|', which would end the cell of a table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text.empty() ? kDash : text)
    out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

/// The label and the help of a field, and what each of its choices means.
std::string meaning_of(const Field& field) {
  const About& about = field.about;
  std::string text =
      std::string(about.label) + (about.help.empty() ? "" : ". ") + std::string(about.help);
  for (const Choice& choice : field.type().choices) {
    if (choice.help.empty()) continue;
    text += "<br>`" + std::string(choice.key) + "`: " + std::string(choice.help);
  }
  return text;
}

void print_table(const std::vector<Row>& rows) {
  if (rows.empty()) {
    std::puts("It has no parameters.\n");
    return;
  }
  std::puts("| field | meaning | unit | allowed | default |\n|---|---|---|---|---|");
  for (const Row& row : rows) {
    const About& about = row.field->about;
    const std::string meaning = meaning_of(*row.field);
    std::printf("| `%s` | %s | %s | %s | %s |\n", row.path.c_str(), cell(meaning).c_str(),
                cell(about.unit).c_str(), cell(row.allowed).c_str(), cell(row.fallback).c_str());
  }
  std::puts("");
}

void print_entries(std::string_view heading, const Registry& registry) {
  std::printf("## %.*s\n\n", static_cast<int>(heading.size()), heading.data());
  for (const Entry* entry : registry.entries()) {
    std::printf("### `%s`: %s\n\n%s", std::string(entry->key).c_str(),
                std::string(entry->label).c_str(), std::string(entry->help).c_str());
    if (!entry->source.empty()) std::printf(" (%s)", std::string(entry->source).c_str());
    std::puts("\n");
    print_table(rows_of(entry->parameters()));
  }
}

void print_words(std::string_view heading, std::span<const AnalysisWords> list) {
  std::printf("| %.*s | meaning |\n|---|---|\n", static_cast<int>(heading.size()), heading.data());
  for (const AnalysisWords& words : list)
    std::printf("| `%s` | %s |\n", std::string(words.text).c_str(), cell(words.help).c_str());
  std::puts("");
}

/// Prints what `nn4n analyse --what` and Engine.analyse(what) take.
void print_analyses() {
  std::puts("## Analyses\n");
  print_words("what", analysis_names());
  std::puts("`fixed_points` and `spectrum` hold an input, which stands after an @:\n");
  print_words("input", held_input_forms());
}

/// Prints what `nn4n analyse --with`, links and files take (experiment/intervention.h).
void print_interventions() {
  std::puts(
      "## Interventions\n\nUNITS is AREA[/E or /I][/NUMBERS], with numbers such as 3, 1-4 or 1,4,9 "
      "that count from 1\nwithin area and sign; an area is its name, or area1, area2 and so on. "
      "WINDOW is an epoch by its name, or\nFROM..TO in milliseconds.\n\n| intervention | meaning "
      "|\n|---|---|");
  for (int i = 0; i < kActKinds; ++i) {
    const ActWords& words = words_of(static_cast<ActKind>(i));
    const std::string form = std::string(words.key) + ":" + std::string(words.form);
    std::printf("| `%s` | %s |\n", form.c_str(), cell(words.help).c_str());
  }
  std::puts("");
}

JsonValue interventions_value() {
  JsonValue list = JsonValue::list();
  for (int i = 0; i < kActKinds; ++i) {
    const ActWords& words = words_of(static_cast<ActKind>(i));
    JsonValue object = JsonValue::object();
    object.add("text", std::string(words.key) + ":" + std::string(words.form));
    object.add("help", words.help);
    list.add(std::move(object));
  }
  return list;
}

void print_markdown(const std::vector<Row>& rows) {
  std::puts("# What an experiment consists of\n\n## Fields\n");
  print_table(rows);
  print_entries("Tasks", TaskCatalogue::registry());
  print_entries("Loss terms", TermCatalogue::registry());
  print_analyses();
  print_interventions();
}

// ---------------------------------------------------------------------------------------------
// JSON

void add_text(JsonValue& object, std::string_view key, std::string_view text) {
  if (!text.empty()) object.add(key, text);
}

JsonValue value_of(std::span<const Choice> choices) {
  JsonValue list = JsonValue::list();
  for (const Choice& choice : choices) {
    JsonValue object = JsonValue::object();
    object.add("key", choice.key);
    object.add("label", choice.label);
    add_text(object, "help", choice.help);
    list.add(std::move(object));
  }
  return list;
}

JsonValue value_of(const std::vector<Row>& rows) {
  JsonValue list = JsonValue::list();
  for (const Row& row : rows) {
    const About& about = row.field->about;
    JsonValue object = JsonValue::object();
    object.add("path", row.path);
    object.add("kind", name_of(row.kind));
    object.add("label", about.label);
    add_text(object, "unit", about.unit);
    object.add("allowed", row.allowed);
    object.add("default", row.fallback);
    object.add("effect", name_of(about.effect));
    add_text(object, "help", about.help);
    add_text(object, "source", about.source);
    if (row.kind == Kind::choice) object.add("choices", value_of(row.field->type().choices));
    list.add(std::move(object));
  }
  return list;
}

JsonValue value_of(const Registry& registry) {
  JsonValue list = JsonValue::list();
  for (const Entry* entry : registry.entries()) {
    JsonValue object = JsonValue::object();
    object.add("name", entry->key);
    object.add("label", entry->label);
    add_text(object, "help", entry->help);
    add_text(object, "source", entry->source);
    object.add("parameters", value_of(rows_of(entry->parameters())));
    list.add(std::move(object));
  }
  return list;
}

JsonValue value_of(std::span<const AnalysisWords> list) {
  JsonValue values = JsonValue::list();
  for (const AnalysisWords& words : list) {
    JsonValue object = JsonValue::object();
    object.add("text", words.text);
    object.add("help", words.help);
    values.add(std::move(object));
  }
  return values;
}

void print_as_json(const std::vector<Row>& rows) {
  JsonValue all = JsonValue::object();
  all.add("fields", value_of(rows));
  all.add("tasks", value_of(TaskCatalogue::registry()));
  all.add("loss_terms", value_of(TermCatalogue::registry()));
  all.add("analyses", value_of(analysis_names()));
  all.add("held_inputs", value_of(held_input_forms()));
  all.add("interventions", interventions_value());
  std::puts(print_json(all, Layout::pretty).c_str());
}

/// Prints the areas with the masks that a run of the experiment has.
int print_structure(std::string_view source) {
  Experiment experiment;
  const std::string error = open_experiment(source, experiment);
  if (!error.empty()) return bad_input(error);
  const Trainer trainer(experiment);
  std::puts(
      print_json(describe_structure(experiment.network, trainer.masks()), Layout::pretty).c_str());
  return kDone;
}

/// Prints how long the link of each preset's set-up is, and the link, the longest first.
void print_links(bool json) {
  struct Entry {
    std::string_view key;
    std::string link;
  };
  std::vector<Entry> entries;
  for (const Choice& choice : presets())
    entries.push_back({choice.key, to_link(*preset(choice.key))});
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.link.size() > b.link.size(); });
  JsonValue list = JsonValue::list();
  for (const Entry& entry : entries) {
    if (!json) {
      std::printf("%5zu  %-24s %s\n", entry.link.size(), std::string(entry.key).c_str(),
                  entry.link.c_str());
      continue;
    }
    JsonValue one = JsonValue::object();
    one.add("preset", entry.key);
    one.add("characters", static_cast<double>(entry.link.size()));
    one.add("link", entry.link);
    list.add(std::move(one));
  }
  if (json) std::printf("%s\n", print_json(list, Layout::pretty).c_str());
}

int describe(const Options& options) {
  const int parts = (options.alone().empty() ? 0 : 1) + (options.has("--nn4n") ? 1 : 0) +
                    (options.has("--links") ? 1 : 0);
  if (options.alone().size() > 1 || parts > 1)
    return bad_input("describe takes one experiment, or --nn4n, or --links, or none of them");
  if (options.has("--links")) return print_links(options.has("--json")), kDone;
  if (!options.alone().empty()) return print_structure(options.alone()[0]);
  if (options.has("--nn4n")) {
    std::fputs(
        options.has("--json") ? nn4n_table_as_json().c_str() : nn4n_table_as_markdown().c_str(),
        stdout);
    return kDone;
  }
  Experiment experiment;
  std::vector<Row> rows;
  collect(target_of(experiment), "", rows);
  if (options.has("--json")) {
    print_as_json(rows);
  } else {
    print_markdown(rows);
  }
  return kDone;
}

const RegisteredCommand describe_command(
    {.name = "describe",
     .forms = {"", "--nn4n", "--links", "EXPERIMENT"},
     .summary = "Prints every field, task and loss term, or the areas of an experiment.",
     .details = "Without arguments it prints every field, task and loss term with unit, range and "
                "default. With EXPERIMENT it prints, as JSON, the areas of that experiment: which "
                "units are excitatory, which receive input, which are read out, and the densities "
                "that were drawn.",
     .options = {{.name = "--nn4n",
                  .help =
                      "Instead, for every keyword and method of NN4N 1.0.3 and 1.2.0, what does "
                      "it here is printed."},
                 {.name = "--links",
                  .help = "Instead, for every preset, the length of the link that opens it and the "
                          "link are printed, the longest first."},
                 {.name = "--json", .help = "JSON is printed instead of Markdown."}},
     .run = describe});

}  // namespace

}  // namespace nn4n
