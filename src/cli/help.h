// The help that follows from the declarations of the commands.
#pragma once

#include <string>

#include "cli/command.h"

namespace nn4n {

/// `nn4n --help`: every command with what it does.
std::string help_of_program();

/// `nn4n COMMAND --help`: how the command is called, what it does, and each option with its
/// default.
std::string help_of(const Command& command);

}  // namespace nn4n
