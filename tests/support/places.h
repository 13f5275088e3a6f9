// Where the tests find what they read. The one file that knows the build's folders is places.cpp.
#pragma once

#include <string>

namespace nn4n::test {

std::string golden_folder();      // recorded files of the Python package
std::string source_folder();      // src
std::string bits_suite_file();    // the experiments with their expected fingerprints
std::string held_presets_file();  // published presets as links
std::string fuzz_finds();         // inputs that a fuzzer found
std::string engine_folders();     // of src, separated by spaces, in the order of dependency

}  // namespace nn4n::test
