#include "cli/help.h"

#include <algorithm>

#include "base/text.h"

namespace nn4n {

namespace {

constexpr std::size_t kLineWidth = 80;  // characters, as a terminal has them

/// Breaks a text into lines of at most kLineWidth characters. The first line continues one that is
/// `indent` characters long; the others begin with so many spaces.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string lines;
  std::size_t column = indent;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const std::size_t width = count_characters(word);
    if (column > indent && column + 1 + width > kLineWidth) {
      lines += "\n" + std::string(indent, ' ');
      column = indent;
    }
    if (column > indent) lines += ' ', ++column;
    lines += word;
    column += width;
  }
  return lines;
}

struct HelpEntry {
  std::string name;
  std::string text;
};

/// Names on the left, the texts beside them in a column.
std::string table_of(const std::vector<HelpEntry>& entries) {
  std::size_t width = 0;
  for (const HelpEntry& entry : entries) width = std::max(width, entry.name.size());
  std::string lines;
  for (const HelpEntry& entry : entries) {
    lines += "  " + entry.name + std::string(width - entry.name.size() + 2, ' ') +
             wrapped(entry.text, width + 4) + "\n";
  }
  return lines;
}

HelpEntry entry_of(const Option& option) {
  HelpEntry entry{std::string(option.name), std::string(option.help)};
  if (!option.placeholder.empty()) entry.name += " " + std::string(option.placeholder);
  const std::string allowed = allowed_in_words(option);
  if (!allowed.empty()) entry.text += " Allowed: " + allowed + ".";
  entry.text += " Default: " + std::string(default_in_words(option)) + ".";
  return entry;
}

std::string usage_of(const Command& command) {
  std::string lines;
  for (const std::string_view form : command.forms) {
    lines += (lines.empty() ? "Usage: nn4n " : "       nn4n ") + std::string(command.name) +
             (form.empty() ? "" : " ") + std::string(form) +
             (command.options.empty() ? "\n" : " [OPTION...]\n");
  }
  return lines;
}

}  // namespace

std::string help_of_program() {
  std::vector<HelpEntry> entries;
  for (const Command* command : commands()) {
    entries.push_back({std::string(command->name), std::string(command->summary)});
  }
  return "nn4n trains multi-area excitatory/inhibitory networks on cognitive tasks.\n\n"
         "Usage: nn4n COMMAND [ARGUMENT...] [OPTION...]\n"
         "       nn4n COMMAND --help\n"
         "       nn4n --version\n\n"
         "Commands:\n" +
         table_of(entries) + "\n" +
         wrapped(
             "An EXPERIMENT is a JSON file, a link of the playground, preset:NAME, or a file of "
             "trials (npz or CSV). The exit code is 0 when the command is done, 1 when something "
             "did not hold, and 2 when the input was bad.",
             0) +
         "\n";
}

std::string help_of(const Command& command) {
  const std::string text = std::string(command.summary) + " " + std::string(command.details);
  std::string help = usage_of(command) + "\n" + wrapped(text, 0) + "\n";
  if (command.options.empty()) return help;
  std::vector<HelpEntry> entries;
  for (const Option& option : command.options) entries.push_back(entry_of(option));
  return help + "\nOptions:\n" + table_of(entries);
}

}  // namespace nn4n
