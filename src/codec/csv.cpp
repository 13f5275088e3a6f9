#include "codec/csv.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "codec/content_kind.h"

namespace nn4n {

namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
constexpr std::size_t kMaxColumns = 2 + 3 * kMaxChannels;

/// Takes the first line, without its end; the rest stays in `text`.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

constexpr std::string_view kBlank = " \t";

void drop_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
}

/// The cells of one line.
struct Cells {
  std::vector<std::string> texts;
  std::string error = {};  ///< empty, or words that a line number follows
};

/// Takes a cell between quotes, in which a comma is a character like others and two quotes are one.
std::string take_quoted(std::string_view& line, std::string& cell) {
  for (std::size_t at = 1; at < line.size(); ++at) {
    const bool doubled = line[at] == '"' && at + 1 < line.size() && line[at + 1] == '"';
    if (line[at] == '"' && !doubled) {
      line.remove_prefix(at + 1);
      drop_blanks(line);
      if (line.empty() || line[0] == ',') return {};
      return "has text after the closing quote of a cell";
    }
    cell += line[at];
    at += doubled ? 1 : 0;
  }
  return "opens a quote that is not closed";
}

/// Takes a cell that begins without a quote.
std::string take_bare(std::string_view& line, std::string& cell) {
  const std::string_view text = line.substr(0, line.find(','));
  line.remove_prefix(text.size());
  if (text.find('"') != text.npos) return "has a quote in the middle of a cell";
  cell = text.substr(0, text.find_last_not_of(kBlank) + 1);
  return {};
}

/// Takes one cell and stops at the comma after it, or at the end of the line. Blanks around a cell
/// do not belong to it. Returns an empty text, or what is wrong with the cell.
std::string take_cell(std::string_view& line, std::string& cell) {
  drop_blanks(line);
  return line.starts_with('"') ? take_quoted(line, cell) : take_bare(line, cell);
}

Cells cells_of(std::string_view line, std::size_t most) {
  Cells cells;
  while (cells.texts.size() <= most) {
    cells.error = take_cell(line, cells.texts.emplace_back());
    if (!cells.error.empty() || line.empty()) break;
    line.remove_prefix(1);  // the comma
  }
  return cells;
}

/// Which column holds what; columns are counted from 0.
struct Columns {
  std::size_t trial = kNowhere;
  std::size_t step = kNowhere;
  bool time = false;  ///< `step` is a time in ms
  std::size_t mask = kNowhere;
  std::vector<std::size_t> inputs;
  std::vector<std::size_t> targets;
  std::vector<std::size_t> masks;  // one per target; kNowhere: all its steps count
  std::vector<std::string> input_names;
  std::vector<std::string> target_names;
  std::size_t count = 0;
};

class HeaderReader {
 public:
  /// Returns an empty text, or what is wrong with the line.
  std::string read(std::string_view line, Columns& columns) {
    const Cells cells = cells_of(line, kMaxColumns);
    if (!cells.error.empty()) return cells.error + " in line 1";
    const std::vector<std::string>& names = cells.texts;
    if (names.size() > kMaxColumns) {
      return "has more than " + std::to_string(kMaxColumns) + " columns";
    }
    columns.count = names.size();
    for (std::size_t c = 0; c < names.size(); ++c) {
      if (const std::string words = take(names[c], c, columns); !words.empty()) return words;
    }
    if (columns.targets.empty()) return "has no column target_…; needed is at least one";
    for (const std::string& name : columns.target_names) {
      columns.masks.push_back(mask_of(name, columns));
    }
    return masks_.empty() ? ""
                          : "has a column " + printable("mask_" + masks_[0].name) +
                                " without a column target_ of that name";
  }

 private:
  struct Named {
    std::string name;
    std::size_t column;
  };

  std::string take(const std::string& name, std::size_t c, Columns& columns) {
    if (!seen_.insert(name).second) return "has two columns " + in_quotes(name);
    if (name == "trial") {
      columns.trial = c;
    } else if (name == "step" || name == "time") {
      if (columns.step != kNowhere) return "has both a column step and a column time";
      columns.step = c;
      columns.time = name == "time";
    } else if (name == "mask") {
      columns.mask = c;
    } else if (name.starts_with("in_")) {
      columns.inputs.push_back(c);
      columns.input_names.push_back(channel_name(name.substr(3)));
    } else if (name.starts_with("target_")) {
      columns.targets.push_back(c);
      columns.target_names.push_back(name.substr(7));
    } else if (name.starts_with("mask_")) {
      masks_.push_back({name.substr(5), c});
    } else {
      return "has a column " + in_quotes(name) +
             "; allowed trial, step, time, in_…, target_…, mask, mask_…";
    }
    return {};
  }

  std::size_t mask_of(const std::string& target, const Columns& columns) {
    const auto found = std::find_if(masks_.begin(), masks_.end(),
                                    [&](const Named& mask) { return mask.name == target; });
    if (found == masks_.end()) return columns.mask;
    const std::size_t column = found->column;
    masks_.erase(found);
    return column;
  }

 public:
  /// The part of a name that can be the name of a channel.
  static std::string channel_name(std::string_view name) {
    std::string text = printable(name).substr(0, 24);
    while (!is_readable(text)) text.pop_back();  // until no letter of several bytes is cut in two
    return text.empty() ? "?" : text;
  }

 private:
  std::set<std::string> seen_;
  std::vector<Named> masks_;
};

/// Reads the lines after the header, one step of a trial each. Trials may differ in length.
class RowReader {
 public:
  explicit RowReader(const Columns& columns) : columns_(columns) {}

  /// Returns an empty text, or what is wrong with the line.
  std::string read(std::string_view line) {
    const Cells cells = cells_of(line, columns_.count);
    if (!cells.error.empty()) return cells.error + " in line " + number_;
    if (cells.texts.size() != columns_.count) {
      return "has " + std::to_string(cells.texts.size()) + " columns in line " + number_ +
             "; allowed " + std::to_string(columns_.count) + ", as in the header";
    }
    std::vector<double> values;
    for (const std::string& cell : cells.texts) {
      const std::optional<double> value = parse_number(cell);
      if (!value) return "has " + in_quotes(cell) + " in line " + number_ + "; allowed a number";
      values.push_back(*value);
    }
    if (const std::string words = place(values); !words.empty()) return words;
    for (const std::size_t c : columns_.inputs) put(values[c]);
    for (const std::size_t c : columns_.targets) put(values[c]);
    for (const std::size_t c : columns_.masks) put(c == kNowhere ? 1 : values[c]);
    ++lengths_.back();
    return {};
  }

  void line(std::size_t number) { number_ = std::to_string(number); }

  /// The trials, all made as long as the longest. The steps that are added do not count.
  OwnData data() const {
    OwnData data;
    data.trials = lengths_.size();
    for (const std::size_t length : lengths_) data.steps = std::max(data.steps, length);
    data.inputs = columns_.inputs.size();
    data.outputs = columns_.targets.size();
    data.input_names = columns_.input_names;
    for (const std::string& name : columns_.target_names) {
      data.output_names.push_back(HeaderReader::channel_name(name));
    }
    if (step_ms_ > 0) data.step_ms = step_ms_;
    auto from = values_.begin();
    for (const std::size_t length : lengths_) {
      const auto count = static_cast<std::ptrdiff_t>(length * data.width());
      data.values.insert(data.values.end(), from, from + count);
      data.values.resize(data.values.size() + (data.steps - length) * data.width());
      from += count;
    }
    return data;
  }

  /// Would there be too many numbers if every trial were as long as the longest?
  bool too_much() const {
    std::size_t longest = 0;
    for (const std::size_t length : lengths_) longest = std::max(longest, length);
    const double width = static_cast<double>(columns_.inputs.size() + 2 * columns_.targets.size());
    return static_cast<double>(longest) * static_cast<double>(lengths_.size()) * width >
           static_cast<double>(kMaxContent);
  }

 private:
  /// Finds the trial of a line, and starts a new one where the number of the trial changes. Returns
  /// an empty text, or why the line cannot stand here.
  std::string place(const std::vector<double>& values) {
    const double trial = columns_.trial == kNowhere ? 0 : values[columns_.trial];
    const double step = columns_.step == kNowhere ? 0 : values[columns_.step];
    if (lengths_.empty() || trial != trial_) {
      if (!trials_.insert(trial).second) {
        return "goes back to trial " + shortest(trial) + " in line " + number_ +
               "; the lines of a trial must follow each other";
      }
      trial_ = trial;
      lengths_.push_back(0);
    } else if (columns_.step != kNowhere) {
      const double width = step - step_;
      if (columns_.time && step_ms_ == 0 && width > 0) step_ms_ = width;
      const double wanted = columns_.time ? step_ms_ : 1;
      if (!(width > 0) || std::fabs(width - wanted) > 1e-3 * wanted) {
        return std::string(columns_.time ? "has a time" : "has a step") + " that goes from " +
               shortest(step_) + " to " + shortest(step) + " in line " + number_ +
               "; allowed are " + (columns_.time ? "equal steps" : "steps of 1");
      }
    }
    step_ = step;
    return {};
  }

  void put(double value) { values_.push_back(static_cast<float>(value)); }

  const Columns& columns_;
  std::string number_;
  std::vector<float> values_;
  std::vector<std::size_t> lengths_;  // how many steps each trial has
  std::set<double> trials_;
  double trial_ = 0;
  double step_ = 0;
  double step_ms_ = 0;
};

CsvTrials refused_trials(std::string words) { return {{}, std::move(words)}; }

}  // namespace

bool looks_like_csv_trials(std::string_view text) {
  text = without_byte_order_mark(text);
  std::string_view line = take_line(text);
  if (line.find(',') == line.npos) return false;
  std::string first;
  if (!take_cell(line, first).empty()) return false;
  return first == "trial" || first == "step" || first == "time" || first.starts_with("in_") ||
         first.starts_with("target_");
}

CsvTrials read_csv_trials(std::string_view text) {
  if (text.size() > kMaxCsv) {
    return refused_trials("has " + std::to_string(text.size()) + " bytes; allowed " +
                          std::to_string(kMaxCsv));
  }
  text = without_byte_order_mark(text);
  Columns columns;
  std::string words = HeaderReader().read(take_line(text), columns);
  if (!words.empty()) return refused_trials(std::move(words));
  RowReader rows(columns);
  for (std::size_t number = 2; !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    if (line.find_first_not_of(" \t") == line.npos) continue;
    rows.line(number);
    words = rows.read(line);
    if (!words.empty()) return refused_trials(std::move(words));
  }
  if (rows.too_much()) return refused_trials("holds more numbers than fit into an experiment");
  return {rows.data(), {}};
}

}  // namespace nn4n
