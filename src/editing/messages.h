// What the page says about the document, the run and the last edit: one list, the most urgent
// first. The canvas draws it as a stack over the plots (playground/panels/messages.cpp), and the
// status line and screen readers get its words.
//
// A message is the one place that explains; beside a control there is only a mark. To add a kind
// of message: one more function in messages.cpp that appends to the list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "editing/app.h"

namespace nn4n {

/// A button that does something about what a message says.
struct Mend {
  std::string key;    ///< names its place on the screen
  std::string words;  ///< on its face: "Set time step to 10 ms"
  Edit edit;
};

/// A sentence of a message.
struct MessageLine {
  std::string text;
  std::string path = {};   ///< of the setting that a click on the sentence leads to, or empty
  std::string place = {};  ///< its name on the screen, or empty
  std::optional<Mend> mend = {};
};

struct PageMessage {
  std::string key;  ///< its place on the screen is "message.KEY"
  Notice::Kind kind = Notice::Kind::information;
  std::string title = {};  ///< or empty
  std::vector<MessageLine> lines = {};
  std::vector<Mend> mends = {};  ///< about all lines
  Edit dismiss;

  /// Title and lines one after the other.
  std::string words() const;
};

/// All that is to be said now, except what has been dismissed in these very words.
std::vector<PageMessage> messages_of(const App& app);

/// The edit that removes a problem, when it is one value that would have to be another one.
std::optional<Mend> mend_of(const Experiment& experiment, const Issue& problem);

/// Whether this problem is about the setting at `path`, about an element of it, or comes from it.
bool is_about(const Experiment& experiment, const Issue& problem, std::string_view path);

}  // namespace nn4n
