// Commands of the page: what its buttons do, and what scripts do by their names.
//
// There is one table of them, in commands.cpp. window.playground.command() and commands() follow
// from it, and every refusal; so a command is added by one entry there. A few of them only the
// browser can perform (share, workers): the table declares them and checks their argument as for
// the others, and web/site/commands.js performs them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "codec/json_value.h"
#include "editing/app.h"

namespace nn4n::playground {

/// What a command asks for, or why it is refused; neither for what the browser performs.
struct Asked {
  std::optional<Edit> edit;
  Issues issues;
};

/// The edit that a command stands for. The argument is JSON; an empty text is none at all.
Asked edit_asked_for(std::string_view name, std::string_view argument_json);

/// Why this command with this argument is refused before anything is tried; empty = it is not.
std::string refusal_of(std::string_view name, std::string_view argument_json);

/// [{name, argument, does}]: what each takes, in words that follow "run takes …", and what it does,
/// in a sentence.
JsonValue command_table();

}  // namespace nn4n::playground
