#include "training/shard_bytes.h"

#include <cstring>

namespace nn4n {

namespace {

/// What stands before each position or sum. Its doubles (the loss, then the terms) and
/// its floats follow.
struct Head {
  std::int32_t iteration = 0;
  std::int32_t stage = 0;  // of a position
  std::int32_t first = 0;
  std::int32_t last = 0;
  std::uint32_t losses = 0;
  std::uint32_t count = 0;
};

void append(std::vector<std::uint8_t>& bytes, const void* data, std::size_t size) {
  const auto* begin = static_cast<const std::uint8_t*>(data);
  bytes.insert(bytes.end(), begin, begin + size);
}

void append(std::vector<std::uint8_t>& bytes, Head head, const std::vector<double>& losses,
            const std::vector<float>& values) {
  head.losses = static_cast<std::uint32_t>(losses.size());
  head.count = static_cast<std::uint32_t>(values.size());
  append(bytes, &head, sizeof head);
  append(bytes, losses.data(), losses.size() * sizeof(double));
  append(bytes, values.data(), values.size() * sizeof(float));
}

/// Takes `count` elements from the front; false when there are fewer.
template <class T>
bool take(std::span<const std::uint8_t>& bytes, std::size_t count, std::vector<T>& values) {
  if (bytes.size() / sizeof(T) < count) return false;
  values.resize(count);
  if (count > 0) std::memcpy(values.data(), bytes.data(), count * sizeof(T));
  bytes = bytes.subspan(count * sizeof(T));
  return true;
}

/// Takes one head and what follows it from the front; false when there is none with these sizes.
bool take(std::span<const std::uint8_t>& bytes, const Sizes& sizes, Head& head,
          std::vector<double>& losses, Parameters<float>& values) {
  if (bytes.size() < sizeof head) return false;
  std::memcpy(&head, bytes.data(), sizeof head);
  bytes = bytes.subspan(sizeof head);
  if (head.count != sizes.total()) return false;
  values = Parameters<float>(sizes);
  return take(bytes, head.losses, losses) && take(bytes, sizes.total(), values.values);
}

}  // namespace

std::vector<std::uint8_t> to_bytes(const Position& position) {
  std::vector<std::uint8_t> bytes;
  append(bytes, {.iteration = position.iteration, .stage = position.stage}, {},
         position.parameters.values);
  return bytes;
}

std::optional<Position> position_from(std::span<const std::uint8_t> bytes, const Sizes& sizes) {
  Head head;
  Position position;
  std::vector<double> none;
  if (!take(bytes, sizes, head, none, position.parameters)) return std::nullopt;
  if (head.iteration < 0 || head.stage < 0) return std::nullopt;
  position.iteration = head.iteration;
  position.stage = head.stage;
  return position;
}

std::vector<std::uint8_t> to_bytes(int iteration, const std::vector<ShardSum>& sums) {
  std::vector<std::uint8_t> bytes;
  for (const ShardSum& sum : sums) {
    std::vector<double> losses{sum.loss};
    losses.insert(losses.end(), sum.terms.begin(), sum.terms.end());
    append(bytes, {.iteration = iteration, .first = sum.first, .last = sum.last}, losses,
           sum.gradient.values);
  }
  return bytes;
}

std::vector<ShardSum> sums_from(std::span<const std::uint8_t> bytes, int iteration,
                                const Sizes& sizes) {
  std::vector<ShardSum> sums;
  Head head;
  std::vector<double> losses;
  Parameters<float> gradient;
  while (take(bytes, sizes, head, losses, gradient)) {
    if (head.iteration != iteration || head.first < 0 || head.last <= head.first) continue;
    if (losses.empty()) continue;
    sums.push_back({.first = head.first,
                    .last = head.last,
                    .loss = losses.front(),
                    .terms = {losses.begin() + 1, losses.end()},
                    .gradient = std::move(gradient)});
  }
  return sums;
}

}  // namespace nn4n
