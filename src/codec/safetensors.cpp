#include "codec/safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>

#include "base/text.h"
#include "codec/byte_view.h"
#include "codec/json_value.h"

namespace nn4n {

static_assert(std::endian::native == std::endian::little,
              "floats are copied as they lie in memory");

namespace {

constexpr std::size_t kPrefix = 8;  // bytes of the header's length
constexpr std::size_t kMostAxes = 8;
constexpr std::size_t kLongestAxis = 1u << 30;
constexpr std::string_view kMetadata = "__metadata__";

/// Where a tensor lies in the data, in bytes.
struct Place {
  std::string_view name;
  std::vector<std::size_t> shape;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// ---------------------------------------------------------------------------------------------
// Writing

JsonValue list_of(std::span<const std::size_t> numbers) {
  JsonValue list = JsonValue::list();
  for (const std::size_t number : numbers) list.add(static_cast<double>(number));
  return list;
}

std::string header_of(const TensorFile& file) {
  JsonValue header = JsonValue::object();
  if (!file.metadata.empty()) {
    JsonValue metadata = JsonValue::object();
    for (const auto& [key, text] : file.metadata) metadata.add(key, text);
    header.add(kMetadata, std::move(metadata));
  }
  std::size_t begin = 0;
  for (const NamedTensor& tensor : file.tensors) {
    const std::size_t end = begin + tensor.values.size() * sizeof(float);
    JsonValue entry = JsonValue::object();
    entry.add("dtype", "F32");
    entry.add("shape", list_of(tensor.shape));
    entry.add("data_offsets", list_of(std::array{begin, end}));
    header.add(tensor.name, std::move(entry));
    begin = end;
  }
  std::string text = print_json(header, Layout::compact);
  text.resize((text.size() + 7) / 8 * 8, ' ');
  return text;
}

// ---------------------------------------------------------------------------------------------
// Reading: each step returns an empty text, or what is wrong

/// Cuts the file into header and data.
std::string cut(std::span<const std::uint8_t> bytes, const TensorLimits& limits,
                std::string_view& header, std::span<const std::uint8_t>& data) {
  if (bytes.size() > limits.bytes) {
    return "has more than the allowed " + std::to_string(limits.bytes) + " bytes";
  }
  if (bytes.size() < kPrefix) {
    return "has " + std::to_string(bytes.size()) + " bytes; allowed at least 8";
  }
  std::uint64_t length = 0;
  for (std::size_t i = kPrefix; i-- > 0;) length = length << 8 | bytes[i];
  if (length > limits.header) {
    return "starts with " + std::to_string(length) + ", the length of a header; allowed at most " +
           std::to_string(limits.header) + " (is it a safetensors file?)";
  }
  if (length > bytes.size() - kPrefix) {
    return "ends within its header, after " + std::to_string(bytes.size() - kPrefix) + " of " +
           std::to_string(length) + " bytes";
  }
  const auto size = static_cast<std::size_t>(length);
  header = view_as_text(bytes.subspan(kPrefix, size));
  data = bytes.subspan(kPrefix + size);
  return {};
}

/// Reads a list of whole numbers in 0..most.
bool read_sizes(const JsonValue* value, std::size_t most, std::vector<std::size_t>& sizes) {
  if (!value || !value->is(JsonKind::list)) return false;
  for (const JsonValue& item : value->items) {
    const bool whole = item.is(JsonKind::number) && item.number == std::floor(item.number);
    if (!whole || item.number < 0 || item.number > static_cast<double>(most)) return false;
    sizes.push_back(static_cast<std::size_t>(item.number));
  }
  return true;
}

/// How many numbers a shape holds; most + 1 stands for every larger count.
std::size_t count_of(std::span<const std::size_t> shape, std::size_t most) {
  if (std::find(shape.begin(), shape.end(), std::size_t{0}) != shape.end()) return 0;
  std::size_t count = 1;
  for (const std::size_t size : shape) {
    if (std::uint64_t{count} * size > most) return most + 1;
    count *= size;
  }
  return count;
}

std::string read_place(const JsonValue& entry, std::size_t data_size, Place& place) {
  const std::string subject = "has a tensor " + in_quotes(place.name);
  const JsonValue* type = entry.find("dtype");
  std::vector<std::size_t> offsets;
  if (entry.keys.size() != 3 || !type || !entry.find("shape") || !entry.find("data_offsets")) {
    return subject + " with other entries than dtype, shape and data_offsets";
  }
  if (!type->is(JsonKind::text) || type->text != "F32") {
    return subject + " of type " + in_quotes(type->text) + "; allowed \"F32\", 32-bit floats";
  }
  if (!read_sizes(entry.find("shape"), kLongestAxis, place.shape) ||
      place.shape.size() > kMostAxes) {
    return subject + " with a bad shape; allowed at most 8 whole numbers";
  }
  if (!read_sizes(entry.find("data_offsets"), data_size, offsets) || offsets.size() != 2 ||
      offsets[0] > offsets[1]) {
    return subject + " with bad data_offsets; allowed begin and end within the " +
           std::to_string(data_size) + " bytes of data";
  }
  place.begin = offsets[0];
  place.end = offsets[1];
  const std::size_t bytes = place.end - place.begin;
  if (bytes % sizeof(float) == 0 && count_of(place.shape, data_size) == bytes / sizeof(float)) {
    return {};
  }
  return subject + " with shape " + shape_words(place.shape) + " in " + std::to_string(bytes) +
         " bytes; allowed four bytes for each number";
}

std::string read_metadata(const JsonValue& value, TensorFile& file) {
  if (!value.is(JsonKind::object))
    return "has metadata that is not an object; allowed is an object of texts";
  for (std::size_t i = 0; i < value.keys.size(); ++i) {
    if (!value.items[i].is(JsonKind::text)) {
      return "has metadata " + in_quotes(value.keys[i]) +
             " that is not a text; allowed are texts only";
    }
    file.metadata.emplace_back(value.keys[i], value.items[i].text);
  }
  return {};
}

/// Complains about a name that stands there twice: two readers could take different ones of them.
std::string repeated(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return {};
  return "has the name " + in_quotes(*twice) + " twice; allowed once";
}

std::string read_header(const JsonValue& header, std::size_t data_size, TensorFile& file,
                        std::vector<Place>& places) {
  if (const std::string error = repeated(header.keys); !error.empty()) return error;
  for (std::size_t i = 0; i < header.keys.size(); ++i) {
    std::string error;
    if (header.keys[i] == kMetadata) {
      error = repeated(header.items[i].keys);
      if (error.empty()) error = read_metadata(header.items[i], file);
    } else {
      places.emplace_back().name = header.keys[i];
      error = read_place(header.items[i], data_size, places.back());
    }
    if (!error.empty()) return error;
  }
  return {};
}

/// Do the tensors cover the data, each byte once?
std::string check_cover(std::vector<Place> places, std::size_t data_size) {
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  std::size_t covered = 0;
  for (const Place& place : places) {
    const std::string name = in_quotes(place.name);
    if (place.begin < covered) return "has a tensor " + name + " that overlaps another one";
    if (place.begin > covered) {
      return "has " + std::to_string(place.begin - covered) + " unused bytes before the tensor " +
             name + "; allowed none";
    }
    covered = place.end;
  }
  if (covered == data_size) return {};
  return "has " + std::to_string(data_size - covered) +
         " bytes after the last tensor; allowed none";
}

NamedTensor copy(const Place& place, std::span<const std::uint8_t> data) {
  NamedTensor tensor{std::string(place.name), place.shape, {}};
  tensor.values.resize((place.end - place.begin) / sizeof(float));
  if (tensor.values.empty()) return tensor;  // an empty vector has no address to copy to
  std::memcpy(tensor.values.data(), data.data() + place.begin, place.end - place.begin);
  return tensor;
}

}  // namespace

const NamedTensor* TensorFile::find(std::string_view name) const {
  for (const NamedTensor& tensor : tensors) {
    if (tensor.name == name) return &tensor;
  }
  return nullptr;
}

const std::string* TensorFile::find_metadata(std::string_view key) const {
  for (const auto& [known, text] : metadata) {
    if (known == key) return &text;
  }
  return nullptr;
}

std::string shape_words(std::span<const std::size_t> shape) {
  if (shape.empty()) return "a single number";
  std::string words;
  for (const std::size_t size : shape) words += (words.empty() ? "" : " x ") + std::to_string(size);
  return words;
}

std::vector<std::uint8_t> to_safetensors(const TensorFile& file) {
  const std::string header = header_of(file);
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < kPrefix; ++i) {
    bytes.push_back(static_cast<std::uint8_t>(std::uint64_t{header.size()} >> (8 * i)));
  }
  bytes.insert(bytes.end(), header.begin(), header.end());
  for (const NamedTensor& tensor : file.tensors) {
    const std::span<const float> values = tensor.values;
    assert(count_of(tensor.shape, values.size()) == values.size());
    const auto* first = reinterpret_cast<const std::uint8_t*>(values.data());
    bytes.insert(bytes.end(), first, first + values.size_bytes());
  }
  return bytes;
}

ParsedTensors parse_safetensors(std::span<const std::uint8_t> bytes, const TensorLimits& limits) {
  std::string_view header;
  std::span<const std::uint8_t> data;
  if (std::string error = cut(bytes, limits, header, data); !error.empty()) return {{}, error};
  if (header.substr(0, 1) != "{") return {{}, "has a header that is not a JSON object"};
  const ParsedJson parsed = parse_json(header, {.bytes = limits.header});
  if (!parsed.error.empty()) return {{}, "has a header that " + parsed.error};
  TensorFile file;
  std::vector<Place> places;
  std::string error = read_header(parsed.value, data.size(), file, places);
  if (error.empty()) error = check_cover(places, data.size());
  if (!error.empty()) return {{}, error};
  for (const Place& place : places) file.tensors.push_back(copy(place, data));
  return {std::move(file), {}};
}

}  // namespace nn4n
