// The values of an axis of a sweep, as texts spell them.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "codec/json_value.h"

namespace nn4n {

inline constexpr std::size_t kMostAxisValues = 1000;

/// The values that a text spells: "16,32,64"; "1..10", whole numbers; "0.1..0.5/5", so many numbers
/// at equal distances, both ends included. Words stay texts. A sentence without its full stop says
/// what is wrong.
std::variant<std::vector<JsonValue>, std::string> values_of(std::string_view text);

/// The text of a value as a table and a person read it.
std::string text_of(const JsonValue& value);

}  // namespace nn4n
