#include "cli/command.h"

#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "base/version.h"
#include "cli/build_name.h"
#include "cli/help.h"
#include "experiment/experiment.h"

namespace nn4n {

namespace {

/// In the order in which the files of the commands were linked.
std::vector<const Command*>& registered() {
  static std::vector<const Command*> list;
  return list;
}

bool asks_for_help(const Words& words) {
  return std::any_of(words.begin(), words.end(),
                     [](std::string_view word) { return word == "--help" || word == "-h"; });
}

int print(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  return kDone;
}

int run_command(const Command& command, const Words& arguments) {
  if (asks_for_help(arguments)) return print(help_of(command));
  Options options(command.options);
  const std::string error = options.parse(arguments);
  return error.empty() ? command.run(options) : bad_input(error);
}

}  // namespace

RegisteredCommand::RegisteredCommand(Command command) : command_(std::move(command)) {
  registered().push_back(&command_);
}

std::vector<const Command*> commands() {
  std::vector<const Command*> list = registered();
  std::sort(list.begin(), list.end(),
            [](const Command* a, const Command* b) { return a->name < b->name; });
  return list;
}

int run_program(const Words& arguments) {
  if (!arguments.empty() && arguments[0] == "--version") {
    return print(std::string(kProgram) + ", build " + std::string(build_name()) + ", schema " +
                 std::to_string(kSchema) + "\n");
  }
  if (arguments.empty() || asks_for_help({arguments[0]})) return print(help_of_program());
  std::vector<std::string> names;
  for (const Command* command : commands()) {
    if (command->name == arguments[0]) {
      return run_command(*command, {arguments.begin() + 1, arguments.end()});
    }
    names.emplace_back(command->name);
  }
  return bad_input("there is no command " + printable(arguments[0]) + "; known: " + join(names));
}

int bad_input(std::string_view sentence) {
  std::fprintf(stderr, "nn4n: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
  return kBadInput;
}

}  // namespace nn4n
