// Arrays of NumPy in one file: npz, a zip archive whose entries are .npy files
// (numpy.lib.format; APPNOTE.TXT of PKWARE for the archive). numpy.savez stores the entries,
// numpy.savez_compressed deflates them; both are read, entry by entry as the central directory at
// the end lists them.
//
// Goals: to read what NumPy writes of little-endian 32- and 64-bit floats, whole numbers and
// booleans, to refuse with a sentence whatever else a stranger hands over, and to write
// what numpy.load reads. Non-goals: other types, archives above 4 GB or in several
// parts, encryption.
#pragma once

#include "codec/safetensors.h"

namespace nn4n {

/// Limits of what is read: the bytes of the archive, the bytes of everything in it, and the
/// entries.
struct NpzLimits {
  std::size_t bytes = 16 * 1024 * 1024;
  std::size_t unpacked = 32 * 1024 * 1024;
  std::size_t entries = 64;
};

struct ParsedArrays {
  std::vector<NamedTensor> arrays;  ///< values as floats, whatever their type was
  std::string error;  ///< empty, or words without subject: "has an entry that is cut off"
  /// The array of that name, or null.
  const NamedTensor* find(std::string_view name) const;
};

/// Does this begin like a zip archive?
bool looks_like_npz(std::span<const std::uint8_t> bytes);

/// Reads an archive. The bytes may be anything.
ParsedArrays parse_npz(std::span<const std::uint8_t> bytes, const NpzLimits& limits = {});

/// Writes an archive of 32-bit floats with stored entries, as numpy.savez does. The same arrays
/// give the same bytes. Together they may have up to 4 GB.
std::vector<std::uint8_t> to_npz(std::span<const NamedTensor> arrays);

}  // namespace nn4n
