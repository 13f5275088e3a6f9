#include "training/packed_weights.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "codec/base64.h"
#include "codec/deflate.h"

namespace nn4n {

namespace {

constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kHeader = 11;  // bytes before what is packed
constexpr int kSharedTrials =
    0;  // which fresh trials: whoever opens the copy measures it in the same
constexpr double kMostLoss = 0.01;  // of accuracy, that a copy may lose

/// Which values of a network the text holds.
class Held {
 public:
  Held(const Trainer& trainer, bool leave_out_untrained)
      : constraints_(trainer.constraints()), leave_out_untrained_(leave_out_untrained) {}

  bool holds(std::size_t value) const {
    if (constraints_.lower[value] == 0 && constraints_.upper[value] == 0) return false;  // absent
    return constraints_.update[value] != 0 || !leave_out_untrained_;
  }
  /// Has the value a sign that the experiment says?
  bool is_signed(std::size_t value) const {
    return constraints_.lower[value] >= 0 || constraints_.upper[value] <= 0;
  }
  float sign(std::size_t value) const { return constraints_.upper[value] <= 0 ? -1.0f : 1.0f; }

 private:
  const Constraints<float>& constraints_;
  bool leave_out_untrained_;
};

/// Do all values that are not trained stand as they are drawn at the beginning?
bool untrained_are_drawn(const Trainer& trainer, const Parameters<float>& drawn) {
  const std::vector<float>& now = trainer.parameters().values;
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (trainer.constraints().update[i] == 0 && now[i] != drawn.values[i]) return false;
  }
  return true;
}

void append(std::vector<std::uint8_t>& bytes, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}

std::uint32_t number_at(std::span<const std::uint8_t> bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | bytes[at + i];
  return value;
}

/// The values [first, last) of a parameter.
struct Part {
  std::size_t first, last;
};
Part part_of(const Sizes& sizes, Tensor tensor) {
  return {sizes.offset(tensor), sizes.offset(tensor) + sizes.count(tensor)};
}

/// Into how many steps the largest magnitude is divided. A value without a sign of its own spends
/// one of its bits on that.
float steps_of(int bits, bool is_signed) {
  return static_cast<float>((1 << (is_signed ? bits : bits - 1)) - 1);
}

void pack_tensor(const std::vector<float>& values, Part part, const Held& held, int bits,
                 std::vector<std::uint8_t>& bytes) {
  float largest = 0;
  for (std::size_t i = part.first; i < part.last; ++i) {
    if (held.holds(i)) largest = std::max(largest, std::abs(values[i]));
  }
  append(bytes, std::bit_cast<std::uint32_t>(largest));
  std::vector<std::uint8_t> upper;
  for (std::size_t i = part.first; i < part.last; ++i) {
    if (!held.holds(i)) continue;
    const bool is_signed = held.is_signed(i);
    const float part_of_largest = largest > 0 ? std::abs(values[i]) / largest : 0.0f;
    const int magnitude =
        static_cast<int>(std::lround(part_of_largest * steps_of(bits, is_signed)));
    const int negative = values[i] < 0 && magnitude > 0 ? 1 : 0;
    const int number = is_signed ? magnitude : magnitude * 2 + negative;
    bytes.push_back(static_cast<std::uint8_t>(number));
    if (bits > 8) upper.push_back(static_cast<std::uint8_t>(number >> 8));
  }
  bytes.insert(bytes.end(), upper.begin(), upper.end());
}

/// Reads one parameter from the beginning of `bytes`, which hold as many as it needs.
void unpack_tensor(std::span<const std::uint8_t>& bytes, Part part, const Held& held, int bits,
                   std::vector<float>& values) {
  const float largest = std::bit_cast<float>(number_at(bytes, 0));
  bytes = bytes.subspan(4);
  std::size_t count = 0;
  for (std::size_t i = part.first; i < part.last; ++i) count += held.holds(i) ? 1 : 0;
  const std::span<const std::uint8_t> lower = bytes.first(count);
  const std::span<const std::uint8_t> upper = bytes.subspan(count, bits > 8 ? count : 0);
  bytes = bytes.subspan(count + upper.size());
  std::size_t k = 0;
  for (std::size_t i = part.first; i < part.last; ++i) {
    if (!held.holds(i)) continue;
    const int number = lower[k] + (upper.empty() ? 0 : 256 * upper[k]);
    ++k;
    const bool is_signed = held.is_signed(i);
    const int magnitude = is_signed ? number : number / 2;
    const float sign = is_signed ? held.sign(i) : number % 2 ? -1.0f : 1.0f;
    values[i] = magnitude == 0
                    ? 0.0f
                    : sign * largest * (static_cast<float>(magnitude) / steps_of(bits, is_signed));
  }
}

/// How many bytes the parameters take before they are packed.
std::size_t unpacked_size(const Trainer& trainer, const Held& held, int bits) {
  const Sizes& sizes = trainer.parameters().sizes;
  std::size_t bytes = 0;
  for (const Tensor tensor : kAllTensors) {
    const Part part = part_of(sizes, tensor);
    if (part.first < part.last) bytes += 4;
    for (std::size_t i = part.first; i < part.last; ++i)
      bytes += held.holds(i) ? (bits > 8 ? 2 : 1) : 0;
  }
  return bytes;
}

WeightsReading refused(const Trainer& trainer, std::string message) {
  return {false, trainer.parameters(), {{"", std::move(message)}}};
}

}  // namespace

std::string pack_weights(const Trainer& trainer, int bits) {
  const Sizes& sizes = trainer.parameters().sizes;
  const bool drawn = untrained_are_drawn(trainer, Trainer(trainer.experiment()).parameters());
  const Held held(trainer, drawn);
  std::vector<std::uint8_t> content;
  for (const Tensor tensor : kAllTensors) {
    const Part part = part_of(sizes, tensor);
    if (part.first < part.last) pack_tensor(trainer.parameters().values, part, held, bits, content);
  }
  const std::vector<std::uint8_t> packed = deflate(content);
  std::vector<std::uint8_t> bytes{kFormat, static_cast<std::uint8_t>(bits),
                                  static_cast<std::uint8_t>(drawn)};
  append(bytes, static_cast<std::uint32_t>(packed.size()));
  append(bytes, crc32(packed));
  bytes.insert(bytes.end(), packed.begin(), packed.end());
  return to_base64url(bytes);
}

WeightsReading unpack_weights(std::string_view text, const Trainer& trainer) {
  // Of a text that was cut off in the middle of four letters, the last ones may be too few.
  const auto bytes = from_base64url(text.substr(0, text.size() - (text.size() % 4 == 1 ? 1 : 0)));
  if (!bytes) return refused(trainer, "The link's weights have letters that do not belong there.");
  const bool whole_header = bytes->size() >= kHeader;
  const std::span<const std::uint8_t> all(*bytes);
  if (!whole_header || all.size() - kHeader < number_at(all, 3)) {
    const std::string length =
        whole_header ? " of " + std::to_string((number_at(all, 3) + kHeader + 2ull) / 3 * 4) : "";
    return refused(trainer, "The link was cut off: its weights have " +
                                std::to_string(text.size()) + length +
                                " characters. Ask for the whole link, or for a file.");
  }
  const int bits = all[1];
  if (all[0] != kFormat)
    return refused(trainer, "The link's weights are of format " + std::to_string(all[0]) +
                                "; allowed 1. A newer version of this page may read them.");
  const std::span<const std::uint8_t> packed = all.subspan(kHeader);
  if (bits < 2 || bits > kMostBits || all[2] > 1 || packed.size() != number_at(all, 3) ||
      crc32(packed) != number_at(all, 7))
    return refused(trainer, "The link's weights are damaged. Ask for the link again.");
  const Held held(trainer, all[2] == 1);
  const std::size_t size = unpacked_size(trainer, held, bits);
  const auto content = inflate(packed, size);
  if (!content || content->size() != size)
    return refused(trainer, "The link's weights belong to another network than its experiment.");
  WeightsReading reading{true, Trainer(trainer.experiment()).parameters(), {}};
  std::span<const std::uint8_t> rest(*content);
  for (const Tensor tensor : kAllTensors) {
    const Part part = part_of(reading.parameters.sizes, tensor);
    if (part.first < part.last) unpack_tensor(rest, part, held, bits, reading.parameters.values);
  }
  const auto& values = reading.parameters.values;
  if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); }))
    return refused(trainer, "The link's weights are damaged. Ask for the link again.");
  enforce(trainer.constraints(), reading.parameters);
  return reading;
}

SharedCopy shared_copy(Trainer& trainer, std::optional<int> bits) {
  SharedCopy copy;
  copy.accuracy = trainer.fresh_accuracy(trainer.parameters(), kSharedTrials);
  const int first = bits.value_or(kFewestBits);
  const int last = bits.value_or(kMostBits);
  for (copy.bits = first; copy.bits <= last; ++copy.bits) {
    copy.weights = pack_weights(trainer, copy.bits);
    const WeightsReading reading = unpack_weights(copy.weights, trainer);
    copy.copy_accuracy = trainer.fresh_accuracy(reading.parameters, kSharedTrials);
    if (copy.accuracy - copy.copy_accuracy < kMostLoss) break;
  }
  copy.bits = std::min(copy.bits, last);
  return copy;
}

}  // namespace nn4n
