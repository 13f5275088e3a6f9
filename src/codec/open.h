// Opening whatever a person hands over, and editing by path.
#pragma once

#include <string>
#include <string_view>

#include "codec/reading.h"

namespace nn4n {

/// A JSON document, "preset:NAME", a file of trials (own_data.h) or a link, as content_kind.h tells
/// them apart; any of them also as a data URL in base64, which is how a browser hands over the
/// bytes of a file as text. An empty text is an empty link and so the default experiment, but a
/// file that is empty is refused. Never fails: see `Reading`.
Reading read_any(std::string_view text);

/// Returns the bytes that a data URL in base64 holds, and any other text as it is.
std::string bytes_of_text(std::string_view text);

/// Do the bytes of a file, or the text of a link, hold weights or a run, and not an experiment
/// alone (training/open_run.h)? Only as much is read as is needed to tell, so opening may fail.
bool holds_weights(std::string_view bytes);

/// Sets fields: {"training.learning_rate": 0.01, "network.areas": 3, "task": "gonogo"}. A value
/// that is allowed is set; where it is not, the field keeps its value and an issue says why. The
/// experiment is runnable afterwards.
Issues set_paths(Experiment& experiment, std::string_view json_object);

}  // namespace nn4n
