// Everything that reads bytes from outside, under one roof: each decoder takes any bytes at all and
// aborts when a promise is broken. The fuzzer drives them (fuzz_main.cpp). The tests give them
// their seeds, whole and damaged, and what the fuzzer once found (decoders_test.cpp).
//
// To add a decoder: a line in `decoders()`.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace nn4n::test {

struct Decoder {
  std::string_view name;
  void (*take)(std::span<const std::uint8_t> bytes);
  /// Inputs that are in order, as this program writes them or as a person types them.
  std::vector<std::vector<std::uint8_t>> (*seeds)();
};

std::span<const Decoder> decoders();

/// The decoder of that name, or null.
const Decoder* find_decoder(std::string_view name);

}  // namespace nn4n::test
