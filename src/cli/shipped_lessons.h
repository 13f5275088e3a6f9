// The lessons that the playground has, in English: the files of web/lessons, which the build writes
// into this program.
#pragma once

#include <span>
#include <string_view>

namespace nn4n {

struct ShippedLesson {
  std::string_view key;
  std::string_view json;
};
std::span<const ShippedLesson> shipped_lessons();

}  // namespace nn4n
