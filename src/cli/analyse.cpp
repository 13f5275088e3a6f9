// nn4n analyse: how a network does in fresh trials, as tables or as JSON.
#include <cmath>
#include <cstdio>

#include "analysis/report.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/start_run.h"
#include "training/best_run.h"

namespace nn4n {

namespace {

constexpr std::size_t kColumn = 12;  // the width of a column of a table, in characters

struct Analysis {
  std::optional<Trainer> trainer;
  AnalysisOptions options;
  bool json = false;
};

std::string read_analysis(const Options& options, Analysis& job) {
  job.options.trials = static_cast<int>(options.number("--trials"));
  job.json = options.has("--json");
  job.options.activity = options.has("--activity");
  if (options.has("--lapses")) job.options.lapses = Lapses::fitted;
  if (job.options.activity && !job.json) {
    return "--activity adds to the JSON only; give --json as well";
  }
  if (std::string error = start_run("analyse", options, job.trainer); !error.empty()) return error;
  if (!options.has("--best")) return {};
  std::optional<Trainer> best = with_best_weights(*job.trainer);
  if (!best) {
    return "what is analysed has no best weights, which a run has from its third validation on; "
           "leave out --best, or give the checkpoint of a run that was trained";
  }
  job.trainer = std::move(best);
  return {};
}

// ---------------------------------------------------------------------------------------------
// The report for a person: keys of the JSON object become words, lists of objects become tables

std::string words_of(std::string_view key) {
  std::string words(key);
  for (char& c : words) {
    if (c == '_') c = ' ';
  }
  return words;
}

std::string table_cell(const JsonValue& value) {
  switch (value.kind) {
    case JsonKind::number:
      return shortest(std::round(value.number * 1e4) / 1e4);
    case JsonKind::text:
      return value.text;
    case JsonKind::null:
      return "-";
    case JsonKind::list: {
      std::string text;
      for (const JsonValue& item : value.items)
        text += (text.empty() ? "" : " to ") + table_cell(item);
      return text;
    }
    default:
      return value.is(JsonKind::boolean) && value.boolean ? "yes" : "";
  }
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t length = count_characters(text);
  return std::string(width > length ? width - length : 1, ' ') + text;
}

/// Appends a name and a cell for each column of an object. The columns of an object within it have
/// its name before theirs.
void flatten(const JsonValue& object, const std::string& prefix, std::vector<std::string>& names,
             std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < object.keys.size(); ++i) {
    const std::string name = prefix + words_of(object.keys[i]);
    if (object.items[i].is(JsonKind::object)) {
      flatten(object.items[i], name + " ", names, cells);
    } else {
      names.push_back(name);
      cells.push_back(table_cell(object.items[i]));
    }
  }
}

void print_table(const JsonValue& rows) {
  std::vector<std::size_t> widths;
  for (const bool heading : {true, false}) {
    for (const JsonValue& row : rows.items) {
      std::vector<std::string> names, cells;
      flatten(row, "", names, cells);
      if (widths.empty()) {
        for (const std::string& name : names)
          widths.push_back(std::max(kColumn, count_characters(name) + 2));
      }
      std::string line;
      for (std::size_t i = 0; i < std::min(cells.size(), widths.size()); ++i)
        line += padded(heading ? names[i] : cells[i], widths[i]);
      std::printf("%s\n", line.c_str());
      if (heading) break;
    }
  }
}

/// Prints a table with a row for each wanted choice and a column for each choice that was made.
void print_confusion(const JsonValue& plot) {
  const JsonValue& choices = *plot.find("choices");
  std::string line = padded("wanted \\ chosen", 18);
  for (const JsonValue& choice : choices.items) line += padded(choice.text, kColumn + 2);
  std::printf("%s\n", (line + padded("none", kColumn)).c_str());
  const std::vector<JsonValue>& rows = plot.find("counts")->items;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    line = padded(choices.items[i].text, 18);
    for (std::size_t k = 0; k < rows[i].items.size(); ++k)
      line += padded(table_cell(rows[i].items[k]),
                     k + 1 < rows[i].items.size() ? kColumn + 2 : kColumn);
    std::printf("%s\n", line.c_str());
  }
}

bool is_table(const JsonValue& value) {
  return value.is(JsonKind::list) && !value.items.empty() &&
         value.items.front().is(JsonKind::object);
}

void print_object(const JsonValue& object);

/// Prints a psychometric curve, and below it what there is to say of its fit.
void print_curve(const JsonValue& curve) {
  print_object(curve);
  const JsonValue* fit = curve.find("fit");
  if (!fit || !fit->is(JsonKind::object)) return;
  if (!fit->find("lapse")->is(JsonKind::null)) {
    std::printf("  lapse rate: %s\n  lapse rate interval: %s\n",
                table_cell(*fit->find("lapse")).c_str(),
                table_cell(*fit->find("lapse_interval")).c_str());
  }
  if (const std::string& note = fit->find("note")->text; !note.empty())
    std::printf("  %s\n", note.c_str());
}

/// Prints a line for each key, and after them each list of objects as a table.
void print_object(const JsonValue& object) {
  for (std::size_t i = 0; i < object.keys.size(); ++i) {
    const JsonValue& value = object.items[i];
    if (is_table(value) || object.keys[i] == "kind" || object.keys[i] == "title") continue;
    if (value.is(JsonKind::null) || table_cell(value).empty()) continue;
    std::printf("  %s: %s\n", words_of(object.keys[i]).c_str(), table_cell(value).c_str());
  }
  for (const JsonValue& value : object.items) {
    if (!is_table(value)) continue;
    if (value.items.front().find("points")) {
      for (const JsonValue& curve : value.items) print_curve(curve);
    } else {
      print_table(value);
    }
  }
}

/// Prints the most selective unit of each comparison in each epoch.
void print_selectivity(const JsonValue& list) {
  for (const JsonValue& entry : list.items) {
    const std::vector<JsonValue>& values = entry.find("d_prime")->items;
    std::size_t best = 0;
    double squares = 0;
    for (std::size_t n = 0; n < values.size(); ++n) {
      squares += values[n].number * values[n].number;
      if (std::fabs(values[n].number) > std::fabs(values[best].number)) best = n;
    }
    if (values.empty()) continue;
    std::printf("  %s, %s: root mean square %.2f, largest %+.2f (unit %zu)\n",
                entry.find("between")->text.c_str(), entry.find("epoch")->text.c_str(),
                std::sqrt(squares / static_cast<double>(values.size())), values[best].number,
                best + 1);
  }
}

void print_report(const JsonValue& report) {
  std::printf("%s: %s trials, accuracy %s (correct %s)\n", report.find("task")->text.c_str(),
              table_cell(*report.find("trials")).c_str(),
              table_cell(*report.find("accuracy")).c_str(),
              table_cell(*report.find("accuracy_interval")).c_str());
  for (const JsonValue& plot : report.find("plots")->items) {
    std::printf("\n%s\n", plot.find("title")->text.c_str());
    plot.find("counts") ? print_confusion(plot) : print_object(plot);
  }
  if (report.find("selectivity")->items.empty()) return;
  std::printf("\nSelectivity of units, d'\n");
  print_selectivity(*report.find("selectivity"));
}

int run_analysis(const Options& options) {
  Analysis job;
  if (const std::string error = read_analysis(options, job); !error.empty())
    return bad_input(error);
  const JsonValue report = analyse(*job.trainer, job.options);
  if (job.json) {
    std::printf("%s\n", print_json(report, Layout::pretty).c_str());
  } else {
    print_report(report);
  }
  return kDone;
}

const RegisteredCommand analyse_command(
    {.name = "analyse",
     .forms = {"EXPERIMENT", "--resume FILE"},
     .summary = "Tells how a network does in fresh trials.",
     .details =
         "Printed is what fits the task: the psychometric curve with its slope, bias and "
         "threshold and their 95 % intervals, reaction times, produced intervals, which choice "
         "was made where which was wanted, accuracy by condition, and how selective the units "
         "are.",
     .options =
         {{.name = "--trials",
           .placeholder = "K",
           .fallback = "2000",
           .range = {{1, 1e6}},
           .help = "So many trials are drawn."},
          seed_option(),
          weights_option(),
          resume_option(),
          best_option("The best weights of the run are analysed instead of its last ones."),
          {.name = "--lapses",
           .help = "Psychometric curves are fitted with a lapse rate, which is the part of the "
                   "trials in which the choice does not depend on the stimulus."},
          {.name = "--json", .help = "The report is printed as JSON."},
          {.name = "--activity",
           .help = "The JSON also holds the mean rates of the units for each kind of trial."}},
     .run = run_analysis});

}  // namespace

}  // namespace nn4n
