// Named arrays of numbers in one file: safetensors, which Python opens without running its code
// (github.com/huggingface/safetensors, "Format").
//
//   8 bytes   length of the header, little-endian
//   header    JSON, padded with spaces to a multiple of 8:
//             {"__metadata__": {key: text, …},
//              name: {"dtype": "F32", "shape": [rows, columns], "data_offsets": [begin, end]}, …}
//   data      the tensors one after the other, without holes, row-major, little-endian
//
// Goals: every reader of the format takes what is written; what is read may come from a stranger.
// Non-goals: types other than 32-bit floats, reading a part. What the tensors are called and what
// they mean is for others to say (training/weights.h, training/checkpoint.h).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nn4n {

struct NamedTensor {
  std::string name;
  std::vector<std::size_t> shape;  ///< outermost axis first; empty = a single number
  std::vector<float> values;       ///< row-major, as many as the shape says
  bool operator==(const NamedTensor&) const = default;
};

struct TensorFile {
  std::vector<NamedTensor> tensors;                           ///< names are unique
  std::vector<std::pair<std::string, std::string>> metadata;  ///< keys are unique
  bool operator==(const TensorFile&) const = default;

  /// What has that name, or null.
  const NamedTensor* find(std::string_view name) const;
  const std::string* find_metadata(std::string_view key) const;
};

/// "64 x 3", "64", or "a single number".
std::string shape_words(std::span<const std::size_t> shape);

/// Returns the bytes of the file, with tensors and metadata in their order.
std::vector<std::uint8_t> to_safetensors(const TensorFile& file);

/// Limits of what is read: the bytes of the whole file and of its header.
struct TensorLimits {
  std::size_t bytes = 16 * 1024 * 1024;
  std::size_t header = 12 * 1024 * 1024;
};

struct ParsedTensors {
  TensorFile file;
  std::string error;  ///< empty, or words without subject: "has 3 bytes; allowed at least 8"
};

/// Reads a file, which may be anything. The values may be any floats, also infinite ones and those
/// that are not a number.
ParsedTensors parse_safetensors(std::span<const std::uint8_t> bytes,
                                const TensorLimits& limits = {});

}  // namespace nn4n
