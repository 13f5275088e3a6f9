// The program `nn4n`: the engine without a page. The same source runs natively and under node.
//
// Results go to stdout, everything for the person in front of it to stderr. To add a command, write
// one file: a function that gets the options and returns the exit code, and a RegisteredCommand
// that declares the command. Its arguments are read, its help is printed and its options are
// refused from that declaration alone.
#pragma once

#include "cli/options.h"

namespace nn4n {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;  ///< done, but something did not hold: a check, a diverged run
inline constexpr int kBadInput = 2;

struct Command {
  std::string_view name;  ///< "train"
  /// What may stand beside the options, in every form that the command takes: "EXPERIMENT",
  /// "--resume FILE".
  std::vector<std::string_view> forms = {""};
  std::string_view summary = {};  ///< what it does, one sentence for the list of commands
  std::string_view details = {};  ///< the sentences that follow in the command's own help
  std::vector<Option> options = {};
  int (*run)(const Options& options) = nullptr;  ///< returns the exit code
};

/// Makes a command known to the program. At namespace scope, in the file of the command.
class RegisteredCommand {
 public:
  explicit RegisteredCommand(Command command);
  RegisteredCommand(const RegisteredCommand&) = delete;
  RegisteredCommand& operator=(const RegisteredCommand&) = delete;

 private:
  Command command_;
};

/// All commands by name.
std::vector<const Command*> commands();

/// Runs the program with what a person types after its name; returns the exit code.
int run_program(const Words& arguments);

/// Says "nn4n: …" on stderr and returns the exit code for bad input.
int bad_input(std::string_view sentence);

}  // namespace nn4n
