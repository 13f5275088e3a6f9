// The experiment as a JSON document: in files, between the page and its Worker, for scripts.
//
// The keys are those of the field lists, in their order. A selection (the task, a loss term) is
// {"name": "pdm", …its parameters}; when reading, its name alone will do. What a document leaves
// out has the value of the default experiment at that path; only the rows of a task's own tables
// and areas that the default experiment does not have (begin_areas in read_value.h) start fresh.
#pragma once

#include <string>
#include <string_view>

#include "codec/json_value.h"
#include "codec/reading.h"

namespace nn4n {

/// Writes every field, defaults included: as a value to embed, and as a text of several lines.
JsonValue to_value(const Experiment& experiment);
std::string to_json(const Experiment& experiment);

/// [{"path": …, "message": …}, …]
JsonValue to_value(const Issues& issues);

/// Reads a document of at most 16 MiB. An object with the key "experiment" is read as what that key
/// holds, so that a file of results opens as its experiment. Never fails: see `Reading`.
Reading read_json(std::string_view text);

}  // namespace nn4n
