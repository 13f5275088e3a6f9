// What a reading says, for comparing.
#pragma once

#include "codec/reading.h"

namespace nn4n::test {

/// One line per issue.
inline std::string messages(const Reading& reading) {
  std::string text;
  for (const Issue& issue : reading.issues) text += issue.message + "\n";
  return text;
}

}  // namespace nn4n::test
