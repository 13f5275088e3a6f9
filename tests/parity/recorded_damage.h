// Damages recorded results, and tells which quantities are over.
#pragma once

#include "parity/comparison.h"
#include "parity/recorded_file.h"

namespace nn4n::test {

/// A file's name as GoogleTest takes it.
inline std::string test_name(const ::testing::TestParamInfo<std::string>& test) {
  std::string name = test.param;
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return name;
}

inline std::vector<std::string> over(const std::vector<Comparison>& list) {
  std::vector<std::string> names;
  for (const Comparison& comparison : list) {
    if (comparison.over) names.push_back(comparison.quantity);
  }
  return names;
}

inline bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

inline JsonValue& at(JsonValue& object, std::string_view key) {
  JsonValue* value = const_cast<JsonValue*>(object.find(key));
  EXPECT_TRUE(value) << key;
  return *value;
}

/// Takes a key out of an object.
inline void drop(JsonValue& object, std::string_view key) {
  for (std::size_t k = 0; k < object.keys.size(); ++k) {
    if (object.keys[k] != key) continue;
    object.keys.erase(object.keys.begin() + static_cast<std::ptrdiff_t>(k));
    object.items.erase(object.items.begin() + static_cast<std::ptrdiff_t>(k));
    return;
  }
  ADD_FAILURE() << "no " << key;
}

/// Moves the first number of nested lists by a fraction of itself.
inline void nudge(JsonValue& value, double fraction) {
  if (value.is(JsonKind::number)) {
    value.number = value.number * (1 + fraction) + 0.1 * fraction;
  } else {
    ASSERT_FALSE(value.items.empty());
    nudge(value.items[0], fraction);
  }
}

/// Puts not-a-number in the place of every number in it.
inline void erase_numbers(JsonValue& value) {
  if (value.is(JsonKind::number)) value = "nan";
  for (JsonValue& item : value.items) erase_numbers(item);
}

}  // namespace nn4n::test
