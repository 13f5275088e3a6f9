#include "codec/mask_text.h"

#include <algorithm>

#include "base/text.h"
#include "codec/content_kind.h"

namespace nn4n {

namespace {

constexpr std::string_view kSeparators = ",; \t";
constexpr std::size_t kMostRows = 4096;

std::vector<std::string_view> lines_of(std::string_view text) {
  text = without_byte_order_mark(text);
  std::vector<std::string_view> lines;
  while (!text.empty() && lines.size() < kMostRows) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    while (line.starts_with(' ')) line.remove_prefix(1);
    if (!line.empty() && line.front() != '#') lines.push_back(line);
  }
  return lines;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(kSeparators), line.size());
    const bool between_commas = end < line.size() && (line[end] == ',' || line[end] == ';');
    if (end > 0 || between_commas) words.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
    while (line.starts_with(' ')) line.remove_prefix(1);
  }
  return words;
}

/// Returns the mark of one entry, '1' for a number 1 without a sign; '\0' when it is not a mark.
char mark_of(std::string_view word) {
  if (word.size() == 1 && std::string_view("01+-.").find(word[0]) != std::string_view::npos)
    return word[0];
  if (word == "−") return '-';
  const bool signed_one = word.starts_with('+');
  if (word.starts_with("−")) return mark_of("-" + std::string(word.substr(3)));
  const auto number = parse_number(signed_one ? word.substr(1) : word);
  if (!number) return 0;
  if (*number == 0) return '0';
  if (*number == 1) return signed_one ? '+' : '1';
  return *number == -1 ? '-' : '\0';
}

std::string row_words(std::size_t row) { return "Row " + std::to_string(row + 1) + " of the mask"; }

std::string entries(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " entry" : " entries");
}

/// Reads one line as marks. The first word that is not a mark goes into `issues`.
std::string read_line(std::string_view line, std::size_t row, Issues& issues) {
  const bool separated = line.find_first_of(kSeparators) != line.npos;
  const bool number = line.find('e') != line.npos;  // 1.0e+00 in a column of numbers
  std::string marks;
  const auto take = [&](std::string_view word) {
    const char mark = mark_of(word);
    if (mark == 0 && issues.empty()) {
      issues.push_back({"", row_words(row) + " holds " + in_quotes(word) +
                                "; allowed 0, 1, +1 or +, −1 or -, and . for as the structure."});
    }
    marks.push_back(mark ? mark : '0');
  };
  if (separated || number) {
    for (const std::string_view word : words_of(line)) take(word);
  } else if (line == "-1" || line == "+1" || line.starts_with("−")) {
    take(line);  // the mask has one source
  } else {
    for (std::size_t at = 0; at < line.size(); ++at) take(line.substr(at, 1));
  }
  return marks;
}

/// Does 1 mean a sign? It does where −1 stands for the other one.
bool has_signs(const std::vector<std::string>& rows) {
  return std::any_of(rows.begin(), rows.end(),
                     [](const std::string& row) { return row.find('-') != row.npos; });
}

}  // namespace

MaskText read_mask_text(std::string_view text) {
  MaskText read;
  const std::vector<std::string_view> lines = lines_of(text);
  for (std::size_t row = 0; row < lines.size() && read.issues.empty(); ++row) {
    read.rows.push_back(read_line(lines[row], row, read.issues));
    if (read.rows[row].size() == read.rows[0].size() || !read.issues.empty()) continue;
    read.issues.push_back({"", row_words(row) + " has " + entries(read.rows[row].size()) +
                                   ", but the first row has " +
                                   std::to_string(read.rows[0].size()) + "."});
  }
  if (lines.empty())
    read.issues.push_back({"",
                           "The mask is empty; allowed one line per target unit, with 0, 1, + "
                           "or - for every source."});
  if (!read.issues.empty()) read.rows.clear();
  if (has_signs(read.rows)) {
    for (std::string& row : read.rows) std::replace(row.begin(), row.end(), '1', '+');
  }
  return read;
}

}  // namespace nn4n
