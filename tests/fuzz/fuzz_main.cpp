// The entry of libFuzzer. NN4N_FUZZ names the decoder; its seeds are written into the folder
// NN4N_FUZZ_SEEDS before the fuzzer reads it:
//   NN4N_FUZZ=link NN4N_FUZZ_SEEDS=inputs nn4n_fuzz -max_total_time=60 inputs
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "fuzz/decoders.h"

namespace {

const nn4n::test::Decoder* wanted = nullptr;

const char* variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

void write_seeds(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  int number = 0;
  for (const auto& seed : wanted->seeds()) {
    std::ofstream file(folder / ("seed-" + std::to_string(number++)), std::ios::binary);
    file.write(reinterpret_cast<const char*>(seed.data()),
               static_cast<std::streamsize>(seed.size()));
  }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  wanted = nn4n::test::find_decoder(variable("NN4N_FUZZ"));
  if (!wanted) {
    std::fprintf(stderr, "Set NN4N_FUZZ to one of these decoders:");
    for (const auto& decoder : nn4n::test::decoders())
      std::fprintf(stderr, " %.*s", static_cast<int>(decoder.name.size()), decoder.name.data());
    std::fprintf(stderr, "\n");
    std::exit(2);
  }
  if (const std::filesystem::path folder = variable("NN4N_FUZZ_SEEDS"); !folder.empty())
    write_seeds(folder);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  wanted->take({data, size});
  return 0;
}
