#include "training/shard_bytes.h"

#include <cstring>

namespace nn4n {

namespace {

struct Head {
  std::int32_t iteration = 0;
  std::int32_t first = 0;
  std::int32_t last = 0;
  std::uint32_t count = 0;
  double loss = 0;
};

void append(std::vector<std::uint8_t>& bytes, const void* data, std::size_t size) {
  const auto* begin = static_cast<const std::uint8_t*>(data);
  bytes.insert(bytes.end(), begin, begin + size);
}

void append(std::vector<std::uint8_t>& bytes, Head head, const std::vector<float>& values) {
  head.count = static_cast<std::uint32_t>(values.size());
  append(bytes, &head, sizeof head);
  append(bytes, values.data(), values.size() * sizeof(float));
}

/// Takes one head and its values off the front; false when there is none of these sizes.
bool take(std::span<const std::uint8_t>& bytes, const Sizes& sizes, Head& head,
          Parameters<float>& values) {
  const std::size_t size = sizes.total() * sizeof(float);
  if (bytes.size() < sizeof head + size) return false;
  std::memcpy(&head, bytes.data(), sizeof head);
  if (head.count != sizes.total()) return false;
  values = Parameters<float>(sizes);
  std::memcpy(values.values.data(), bytes.data() + sizeof head, size);
  bytes = bytes.subspan(sizeof head + size);
  return true;
}

}  // namespace

std::vector<std::uint8_t> to_bytes(const Position& position) {
  std::vector<std::uint8_t> bytes;
  append(bytes, {.iteration = position.iteration}, position.parameters.values);
  return bytes;
}

std::optional<Position> position_from(std::span<const std::uint8_t> bytes, const Sizes& sizes) {
  Head head;
  Position position;
  if (!take(bytes, sizes, head, position.parameters) || head.iteration < 0) return std::nullopt;
  position.iteration = head.iteration;
  return position;
}

std::vector<std::uint8_t> to_bytes(int iteration, const std::vector<ShardSum>& sums) {
  std::vector<std::uint8_t> bytes;
  for (const ShardSum& sum : sums) {
    append(bytes, {.iteration = iteration, .first = sum.first, .last = sum.last, .loss = sum.loss},
           sum.gradient.values);
  }
  return bytes;
}

std::vector<ShardSum> sums_from(std::span<const std::uint8_t> bytes, int iteration,
                                const Sizes& sizes) {
  std::vector<ShardSum> sums;
  Head head;
  Parameters<float> gradient;
  while (take(bytes, sizes, head, gradient)) {
    if (head.iteration != iteration || head.first < 0 || head.last <= head.first) continue;
    sums.push_back({head.first, head.last, head.loss, std::move(gradient)});
  }
  return sums;
}

}  // namespace nn4n
