// One array of NumPy: a .npy file, which is a line of Python that says what follows, and the
// numbers (numpy.lib.format, versions 1 to 3).
//
//   '\x93NUMPY', 2 bytes of version, 2 or 4 bytes of length, little-endian
//   {'descr': '<f4', 'fortran_order': False, 'shape': (40, 25, 3), }   padded with spaces
//   the numbers, row-major
#pragma once

#include "codec/safetensors.h"

namespace nn4n {

struct ParsedArray {
  NamedTensor array;  ///< without a name
  std::string error;  ///< empty, or words without subject: "is of type >f8; allowed …"
};

/// Reads a file, which may be anything. The types are f4, f8, i4, i8, i1, u1 and bool,
/// little-endian,
/// in C or Fortran order.
ParsedArray parse_npy(std::span<const std::uint8_t> bytes);

/// Writes a file of version 1: 32-bit floats in C order. The name is not in it.
std::vector<std::uint8_t> to_npy(const NamedTensor& array);

}  // namespace nn4n
