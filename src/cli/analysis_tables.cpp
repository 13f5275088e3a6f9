#include "cli/analysis_tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "analysis/interval.h"
#include "base/text.h"

namespace nn4n {

namespace {

constexpr std::size_t kColumn = 12;  // the width of a column of a table, in characters
constexpr std::string_view kIntervalEnd = "_interval";

// ---------------------------------------------------------------------------------------------
// Numbers of a report

bool is_counted(std::string_view key) { return key == "chosen" || key == "correct"; }

/// The interval that belongs to a number of an object, or null: "bias_interval" of "bias", and
/// "interval" of the first number that is no place on the axis.
const JsonValue* interval_of(const JsonValue& object, std::string_view key) {
  return object.find(std::string(key) + std::string(kIntervalEnd));
}

bool is_interval(const JsonValue& object, std::string_view key) {
  if (key == "interval") return true;
  if (!key.ends_with(kIntervalEnd)) return false;
  return object.find(key.substr(0, key.size() - kIntervalEnd.size())) != nullptr;
}

bool is_table(const JsonValue& value) {
  return value.is(JsonKind::list) && !value.items.empty() &&
         value.items.front().is(JsonKind::object);
}

std::string words_of(std::string_view key) {
  std::string words(key == "lapse" ? "lapse rate" : key);
  std::replace(words.begin(), words.end(), '_', ' ');
  if (words.ends_with(" ms")) words = words.substr(0, words.size() - 3) + " [ms]";
  return words;
}

std::string number_words(double value) {
  return shortest(value == std::floor(value) ? value : rounded_to(value, 4));
}

/// "0.18 to 0.24", "above 0.18"; an end that is null is infinite.
std::string interval_words(const JsonValue& pair) {
  if (!pair.is(JsonKind::list) || pair.items.size() != 2) return "";
  const bool low = pair.items[0].is(JsonKind::number);
  const bool high = pair.items[1].is(JsonKind::number);
  if (low && high)
    return number_words(pair.items[0].number) + " to " + number_words(pair.items[1].number);
  if (!low && !high) return "any";
  return low ? "above " + number_words(pair.items[0].number)
             : "below " + number_words(pair.items[1].number);
}

std::string cell_of(const JsonValue& value) {
  switch (value.kind) {
    case JsonKind::number:
      return number_words(value.number);
    case JsonKind::text:
      return value.text;
    case JsonKind::null:
      return "-";
    case JsonKind::boolean:
      return value.boolean ? "yes" : "no";
    default:
      return "";
  }
}

// ---------------------------------------------------------------------------------------------
// Tables for a person

struct TableColumn {
  std::string name, cell;
};

/// The columns of one row. Those of an object within it have its name before theirs, and a count of
/// trials is followed by its percentage and the interval of that.
void add_columns(const JsonValue& row, const std::string& prefix,
                 std::vector<TableColumn>& columns) {
  const JsonValue* trials = row.find("trials");
  for (std::size_t i = 0; i < row.keys.size(); ++i) {
    const std::string& key = row.keys[i];
    const JsonValue& value = row.items[i];
    const std::string name = prefix + words_of(key);
    if (value.is(JsonKind::object)) {
      add_columns(value, name + " ", columns);
    } else if (value.is(JsonKind::list)) {
      columns.push_back({is_interval(row, key) ? prefix + "95 %" : name, interval_words(value)});
    } else {
      columns.push_back({name, cell_of(value)});
    }
    if (!is_counted(key) || !trials || !trials->is(JsonKind::number) || row.find("interval"))
      continue;
    const double share = value.number / std::max(trials->number, 1.0);
    const Interval interval =
        wilson(static_cast<int>(value.number), static_cast<int>(trials->number));
    columns.push_back({key + " [%]", number_words(rounded_to(100 * share, 3))});
    columns.push_back({"95 %", number_words(rounded_to(100 * interval.low, 3)) + " to " +
                                   number_words(rounded_to(100 * interval.high, 3))});
  }
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t length = count_characters(text);
  return std::string(width > length ? width - length : 1, ' ') + text;
}

std::string table_of(const JsonValue& rows) {
  std::vector<std::vector<TableColumn>> table;
  for (const JsonValue& row : rows.items) add_columns(row, "", table.emplace_back());
  std::vector<std::size_t> widths;
  for (const std::vector<TableColumn>& row : table) {
    for (std::size_t k = 0; k < row.size(); ++k) {
      if (k == widths.size()) widths.push_back(kColumn);
      for (const std::string* text : {&row[k].name, &row[k].cell})
        widths[k] = std::max(widths[k], count_characters(*text) + 2);
    }
  }
  std::string text;
  for (std::size_t k = 0; k < table.front().size(); ++k)
    text += padded(table.front()[k].name, widths[k]);
  for (const std::vector<TableColumn>& row : table) {
    text += '\n';
    for (std::size_t k = 0; k < row.size(); ++k) text += padded(row[k].cell, widths[k]);
  }
  return text + "\n";
}

/// A table with a row for each wanted choice and a column for each choice that was made.
std::string confusion_table(const JsonValue& plot) {
  constexpr std::size_t first = 18;
  const JsonValue& choices = *plot.find("choices");
  std::vector<std::size_t> widths;
  std::string text = padded("wanted \\ chosen", first);
  for (const JsonValue& choice : choices.items) {
    widths.push_back(std::max(kColumn, count_characters(choice.text)) + 2);
    text += padded(choice.text, widths.back());
  }
  widths.push_back(kColumn);
  text += padded("none", kColumn) + "\n";
  const std::vector<JsonValue>& rows = plot.find("counts")->items;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += padded(choices.items[i].text, first);
    for (std::size_t k = 0; k < rows[i].items.size(); ++k)
      text += padded(cell_of(rows[i].items[k]), widths[std::min(k, widths.size() - 1)]);
    text += "\n";
  }
  return text;
}

/// "  bias: -0.3 (95 %: -1.2 to 0.5)". What is null or empty is left out.
std::string line_of(const JsonValue& object, std::size_t i) {
  const std::string& key = object.keys[i];
  const JsonValue& value = object.items[i];
  const JsonValue* interval = interval_of(object, key);
  const bool has_interval = interval && interval->is(JsonKind::list);
  std::string words = cell_of(value);
  if (value.is(JsonKind::null)) words = has_interval ? interval_words(*interval) : "";
  if (words.empty() || is_interval(object, key)) return "";
  if (value.is(JsonKind::number) && has_interval)
    words += " (95 %: " + interval_words(*interval) + ")";
  return "  " + words_of(key) + ": " + words + "\n";
}

std::string object_text(const JsonValue& object);

/// A curve, and below it what there is to say of its fit.
std::string curve_text(const JsonValue& curve) {
  const JsonValue* fit = curve.find("fit");
  std::string text = object_text(curve);
  if (!fit) return text;
  if (!fit->is(JsonKind::object))
    return text + "  There is nothing to fit: it takes two stimuli, and both choices.\n";
  for (std::size_t i = 0; i < fit->keys.size(); ++i) {
    if (fit->keys[i] == "lapse") text += line_of(*fit, i);
  }
  const JsonValue* note = fit->find("note");
  return note && !note->text.empty() ? text + "  " + note->text + "\n" : text;
}

/// A line for each number, and after them each list of objects as a table.
std::string object_text(const JsonValue& object) {
  std::string text;
  for (std::size_t i = 0; i < object.keys.size(); ++i) {
    const std::string& key = object.keys[i];
    if (key != "kind" && key != "title") text += line_of(object, i);
  }
  for (std::size_t i = 0; i < object.keys.size(); ++i) {
    const JsonValue& value = object.items[i];
    if (value.is(JsonKind::object) && object.keys[i] != "fit")
      text += "  " + words_of(object.keys[i]) + "\n" + object_text(value);
    if (!is_table(value)) continue;
    if (!value.items.front().find("points")) {
      text += table_of(value);
    } else {
      for (const JsonValue& curve : value.items) text += curve_text(curve);
    }
  }
  return text;
}

/// The most selective unit of each comparison in each epoch.
std::string selectivity_text(const JsonValue& list) {
  std::string text;
  for (const JsonValue& entry : list.items) {
    const std::vector<JsonValue>& values = entry.find("d_prime")->items;
    std::size_t best = 0;
    double squares = 0;
    for (std::size_t n = 0; n < values.size(); ++n) {
      squares += values[n].number * values[n].number;
      if (std::fabs(values[n].number) > std::fabs(values[best].number)) best = n;
    }
    if (values.empty()) continue;
    std::array<char, 96> numbers;
    std::snprintf(numbers.data(), numbers.size(), "root mean square %.2f, largest %+.2f (unit %zu)",
                  std::sqrt(squares / static_cast<double>(values.size())), values[best].number,
                  best + 1);
    text += "  " + entry.find("between")->text + ", " + entry.find("epoch")->text + ": " +
            numbers.data() + "\n";
  }
  return text;
}

// ---------------------------------------------------------------------------------------------
// Comma-separated values

std::string field(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == text.npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string number_field(const JsonValue* value) {
  return value && value->is(JsonKind::number) ? shortest(value->number) : "";
}

/// One line of the table.
struct CsvLine {
  std::string plot = {}, group = {}, x = {}, quantity = {};
  JsonValue value = {}, low = {}, high = {}, trials = {};
};

std::string print(const CsvLine& line) {
  return field(line.plot) + "," + field(line.group) + "," + line.x + "," + field(line.quantity) +
         "," + number_field(&line.value) + "," + number_field(&line.low) + "," +
         number_field(&line.high) + "," + number_field(&line.trials) + "\n";
}

void set_interval(CsvLine& line, const JsonValue* pair) {
  if (!pair || !pair->is(JsonKind::list) || pair->items.size() != 2) return;
  line.low = pair->items[0];
  line.high = pair->items[1];
}

bool is_place(std::string_view key) {
  constexpr std::array<std::string_view, 5> places{"stimulus", "strength", "measured_ms", "value",
                                                   "size"};
  return std::find(places.begin(), places.end(), key) != places.end();
}

/// The numbers of one object: a point, or what is said of a whole curve (`place` is then empty).
std::string lines_of(const JsonValue& object, const CsvLine& place) {
  std::string text;
  bool first = true;
  const JsonValue* trials = object.find("trials");
  for (std::size_t i = 0; i < object.keys.size(); ++i) {
    const std::string& key = object.keys[i];
    const JsonValue& value = object.items[i];
    if (value.is(JsonKind::object)) {
      CsvLine within = place;
      within.group += (within.group.empty() ? "" : " ") + words_of(key);
      text += lines_of(value, within);
      continue;
    }
    if (!value.is(JsonKind::number) || key == "trials" || (!place.x.empty() && is_place(key)))
      continue;
    CsvLine line = place;
    line.quantity = key;
    line.value = value;
    if (trials) line.trials = *trials;
    set_interval(line, interval_of(object, key));
    if (is_counted(key) && trials && trials->number > 0) {
      const Interval interval =
          wilson(static_cast<int>(value.number), static_cast<int>(trials->number));
      line.value = rounded_to(value.number / trials->number, 6);
      line.low = rounded_to(interval.low, 6);
      line.high = rounded_to(interval.high, 6);
    } else if (first && !place.x.empty()) {
      set_interval(line, object.find("interval"));
    }
    first = false;
    text += print(line);
  }
  return text;
}

std::string x_of(const JsonValue& point) {
  for (std::size_t i = 0; i < point.keys.size(); ++i) {
    if (is_place(point.keys[i])) return number_field(&point.items[i]);
  }
  return "";
}

std::string points_csv(const JsonValue& points, const CsvLine& curve) {
  std::string text;
  for (const JsonValue& point : points.items) {
    CsvLine place = curve;
    place.x = x_of(point);
    text += lines_of(point, place);
  }
  return text;
}

std::string curve_csv(const JsonValue& curve, const std::string& plot) {
  CsvLine line{.plot = plot};
  if (const JsonValue* group = curve.find("group")) line.group = group->text;
  std::string text;
  if (const JsonValue* points = curve.find("points")) text += points_csv(*points, line);
  JsonValue whole = curve;
  if (const JsonValue* fit = curve.find("fit"); fit && fit->is(JsonKind::object)) whole = *fit;
  text += lines_of(whole, line);
  const JsonValue* prediction = curve.find("prediction");
  if (!prediction) return text;
  line.group += " prediction";
  return text + lines_of(*prediction, line);
}

std::string counts_csv(const JsonValue& plot, const std::string& title) {
  std::string text;
  const std::vector<JsonValue>& choices = plot.find("choices")->items;
  const std::vector<JsonValue>& rows = plot.find("counts")->items;
  for (std::size_t wanted = 0; wanted < rows.size(); ++wanted) {
    for (std::size_t chosen = 0; chosen < rows[wanted].items.size(); ++chosen) {
      const std::string made = chosen < choices.size() ? choices[chosen].text : "none";
      text += print({.plot = title,
                     .group = "wanted " + choices[wanted].text,
                     .quantity = "chosen " + made,
                     .value = rows[wanted].items[chosen]});
    }
  }
  return text;
}

}  // namespace

std::string analysis_tables(const JsonValue& report) {
  std::string text = report.find("task")->text + ": " + cell_of(*report.find("trials")) +
                     " trials, accuracy " + cell_of(*report.find("accuracy")) +
                     " (95 %: " + interval_words(*report.find("accuracy_interval")) + ")\n";
  if (const JsonValue* acts = report.find("interventions")) {
    const JsonValue& intact = *report.find("intact");
    for (const JsonValue& act : acts->items) text += "with " + act.text + "\n";
    text += "intact, in the same trials with the same noise: accuracy " +
            cell_of(*intact.find("accuracy")) +
            " (95 %: " + interval_words(*intact.find("accuracy_interval")) + ")\n";
  }
  for (const JsonValue& plot : report.find("plots")->items) {
    text += "\n" + plot.find("title")->text + "\n";
    text += plot.find("counts") ? confusion_table(plot) : object_text(plot);
  }
  if (report.find("selectivity")->items.empty()) return text;
  return text + "\nSelectivity of units, d'\n" + selectivity_text(*report.find("selectivity"));
}

std::string analysis_csv(const JsonValue& report) {
  std::string text = "plot,group,x,quantity,value,low,high,trials\n";
  CsvLine all{.quantity = "accuracy", .value = *report.find("accuracy")};
  all.trials = *report.find("trials");
  set_interval(all, report.find("accuracy_interval"));
  text += print(all);
  if (const JsonValue* intact = report.find("intact")) {
    CsvLine line{.group = "intact", .quantity = "accuracy", .value = *intact->find("accuracy")};
    line.trials = *report.find("trials");
    set_interval(line, intact->find("accuracy_interval"));
    text += print(line);
  }
  for (const JsonValue& plot : report.find("plots")->items) {
    const std::string& title = plot.find("title")->text;
    if (plot.find("counts")) {
      text += counts_csv(plot, title);
    } else if (const JsonValue* curves = plot.find("curves")) {
      for (const JsonValue& curve : curves->items) text += curve_csv(curve, title);
    } else {
      text += curve_csv(plot, title);
    }
  }
  return text;
}

}  // namespace nn4n
