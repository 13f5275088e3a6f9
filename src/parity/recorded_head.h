// What the files of all kinds have in common: format, version of the package, precision.
#pragma once

#include "codec/strict_reader.h"
#include "parity/nn4n_structure.h"

namespace nn4n {

/// A file that is not of this kind, or not in the one format there is, is not understood.
void check_kind(StrictReader& reader, const JsonValue& file, std::string_view kind);
void check_format(StrictReader& reader, const JsonValue& file);

/// Of "package", which may be "nn4n 1.0.3" or "nn4n 1.2.0".
PackageVersion read_version(StrictReader& reader, const JsonValue& file);

/// Did the package run in double? "dtype" is "f32" or "f64".
bool read_in_double(StrictReader& reader, const JsonValue& file);

/// Every key of an object must be among `known`. `path` is what a message puts before the key:
/// "blocks: ".
void check_known(StrictReader& reader, const JsonValue& object,
                 std::span<const std::string_view> known, std::string_view path = "");

}  // namespace nn4n
