#include "parity/recorded_head.h"

#include <algorithm>

#include "base/text.h"

namespace nn4n {

void check_kind(StrictReader& reader, const JsonValue& file, std::string_view kind) {
  const std::string& found = reader.text(file, "kind");
  if (found != kind) reader.fail("kind", in_quotes(found) + "; known: " + std::string(kind));
}

void check_format(StrictReader& reader, const JsonValue& file) {
  if (reader.text(file, "format") != "nn4n-golden/1") reader.fail("format", "is not nn4n-golden/1");
}

PackageVersion read_version(StrictReader& reader, const JsonValue& file) {
  const auto version = package_version(reader.text(file, "package"));
  if (!version) reader.fail("package", "is neither nn4n 1.0.3 nor nn4n 1.2.0");
  return version.value_or(PackageVersion::v1_0_3);
}

bool read_in_double(StrictReader& reader, const JsonValue& file) {
  const std::string& precision = reader.text(file, "dtype");
  if (precision != "f32" && precision != "f64") reader.fail("dtype", "is neither f32 nor f64");
  return precision == "f64";
}

void check_known(StrictReader& reader, const JsonValue& object,
                 std::span<const std::string_view> known, std::string_view path) {
  for (const std::string& key : object.keys) {
    if (std::find(known.begin(), known.end(), key) == known.end())
      reader.fail(std::string(path) + printable(key), "is not known");
  }
}

}  // namespace nn4n
