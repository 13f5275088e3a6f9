// Recorded cases for tests: read, damage, and say what is over.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "cli/comparison.h"
#include "cli/files.h"
#include "codec/json_value.h"

namespace nn4n::test {

inline std::string path_of(const std::string& name) { return NN4N_TEST_DATA "/" + name + ".json"; }

inline JsonValue load(const std::string& name) {
  const std::optional<std::string> content = read_file(path_of(name));
  EXPECT_TRUE(content) << name;
  ParsedJson parsed = parse_json(content.value_or(""), {.bytes = 10000000, .values = 1000000});
  EXPECT_EQ(parsed.error, "");
  return std::move(parsed.value);
}

/// The files whose name begins so, sorted.
inline std::vector<std::string> cases(const std::string& begin) {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator at(NN4N_TEST_DATA, error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().stem().string();
    if (name.rfind(begin, 0) == 0) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// A file's name as GoogleTest takes it.
inline std::string test_name(const ::testing::TestParamInfo<std::string>& test) {
  std::string name = test.param;
  std::replace(name.begin(), name.end(), '-', '_');
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

inline JsonValue& part(JsonValue& object, const std::vector<std::string_view>& path) {
  JsonValue* value = &object;
  for (const std::string_view key : path) value = &at(*value, key);
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

}  // namespace nn4n::test
