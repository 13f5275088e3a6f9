// Trained weights as a short text, for a link (codec/share_link.h): each weight is rounded to a few
// bits, and what the experiment says already is left out: synapses that are absent, the signs of
// Dale's law, and weights that are not trained and stand as they were drawn.
//
//   text      base64url of
//   1 byte    format, 1
//   1 byte    bits of a value, 2 to 12
//   1 byte    1 = weights that are not trained are left out, since they are the drawn ones
//   4 bytes   how many bytes follow the header, little-endian
//   4 bytes   their CRC-32
//   the rest  DEFLATE of: for each parameter of `kAllTensors` that the network has, its largest
//             magnitude as a float; then a byte for each of its values that is not left out, and
//             with more than 8 bits a second one for each of them, the upper bits.
//
// Where the experiment says the sign of a value, its number is the magnitude in steps of
// largest / (2^bits - 1). Elsewhere it is the magnitude in steps of largest / (2^(bits - 1) - 1),
// times two, plus one when the value is negative. With 8 bits most networks do as well as before,
// with 4 or 5 some lose points, and networks that hold a continuous quantity need more than 8. So
// whoever shares measures the copy (shared_copy).
#pragma once

#include <string>
#include <string_view>

#include "training/weights.h"

namespace nn4n {

inline constexpr int kFewestBits = 4;  ///< that are tried: fewer lose too much
inline constexpr int kMostBits = 12;

/// The weights that the network of `trainer` uses. `bits` is 2 to kMostBits.
std::string pack_weights(const Trainer& trainer, int bits);

/// Reads such a text for the network of `trainer`, which need not be trained. The text may be
/// anything; the issue says whether it was cut off, is damaged or belongs to another network.
WeightsReading unpack_weights(std::string_view text, const Trainer& trainer);

/// A copy of a trained network that fits into a link, and what it is worth.
struct SharedCopy {
  std::string weights;       ///< packed
  int bits = 0;              ///< of a value
  double accuracy = 0;       ///< 0..1, of the network as it is
  double copy_accuracy = 0;  ///< of the copy, in the same trials with the same noise
};

/// Takes the fewest bits with which the copy loses less than one point of accuracy, or the most
/// that there are. `bits` takes just so many instead. What is trained is not touched.
SharedCopy shared_copy(Trainer& trainer, std::optional<int> bits = std::nullopt);

}  // namespace nn4n
