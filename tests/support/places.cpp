#include "support/places.h"

namespace nn4n::test {

std::string golden_folder() { return NN4N_TESTS_DIR "/golden"; }
std::string source_folder() { return NN4N_SOURCE_DIR; }
std::string bits_suite_file() { return NN4N_TESTS_DIR "/bits/experiments.json"; }
std::string held_presets_file() { return NN4N_TESTS_DIR "/experiment/presets.json"; }
std::string fuzz_finds() { return NN4N_TESTS_DIR "/fuzz/found"; }
std::string engine_folders() { return NN4N_FOLDERS; }

}  // namespace nn4n::test
