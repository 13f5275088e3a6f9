// Recorded results of NN4N as JSON that a test may damage.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "cli/files.h"
#include "codec/json_value.h"
#include "support/places.h"

namespace nn4n::test {

inline std::string recorded_path(const std::string& name) {
  return golden_folder() + "/" + name + ".json";
}

inline JsonValue load_recorded(const std::string& name) {
  const std::optional<std::string> content = read_file(recorded_path(name));
  EXPECT_TRUE(content) << name;
  ParsedJson parsed = parse_json(content.value_or(""), {.bytes = 10000000, .values = 1000000});
  EXPECT_EQ(parsed.error, "");
  return std::move(parsed.value);
}

/// The names of the files that begin with one of these, sorted.
inline std::vector<std::string> recorded_names(const std::vector<std::string>& beginnings) {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator at(golden_folder(), error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().stem().string();
    for (const std::string& beginning : beginnings) {
      if (name.rfind(beginning, 0) == 0) names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// A key of an object, or a place in a list.
struct Step {
  std::string key;
  std::size_t index = 0;
  Step(const char* name) : key(name) {}
  Step(int place) : index(static_cast<std::size_t>(place)) {}
};

inline JsonValue& part_of(JsonValue& value, const std::vector<Step>& path) {
  JsonValue* part = &value;
  for (const Step& step : path) {
    JsonValue* next = step.key.empty() ? &part->items.at(step.index)
                                       : const_cast<JsonValue*>(part->find(step.key));
    EXPECT_TRUE(next) << step.key;
    if (!next) return *part;
    part = next;
  }
  return *part;
}

}  // namespace nn4n::test
